//! What is wrong with a command line, in the user's language.
//!
//! Owns: the sentence for each fault that the parser finds. Must not know: an option or a command by its name.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use omhu_report::Texts;

/// The sentence and where to read on; none where the parser tells something itself: help, the version.
pub fn told(error: &clap::Error, command: &str, texts: &Texts) -> Option<String> {
    let of = |kind| {
        let values: Vec<String> = match error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(all)) => all.clone(),
            _ => Vec::new(),
        };
        values.join(", ")
    };
    let (given, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let option = || ("option", given.as_str().into());
    let meant = |like: String| match like.as_str() {
        "" => String::new(),
        like => format!(" {}", texts.with("cli-meant", &[("like", like.into())])),
    };
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => {
            let unknown = texts.with("cli-unknown-option", &[option()]);
            unknown + &meant(of(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand);
            let unknown = texts.with("cli-unknown-command", &[("name", name.into())]);
            unknown + &meant(of(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => texts.with("cli-missing", &[option()]),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            if other == given {
                texts.with("cli-twice", &[option()])
            } else {
                texts.with("cli-not-both", &[option(), ("other", other.into())])
            }
        }
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => {
            let possible = of(ContextKind::ValidValue);
            let value = ("value", value.as_str().into());
            match (possible.as_str(), error.get(ContextKind::InvalidValue)) {
                (_, Some(ContextValue::String(text))) if text.is_empty() => {
                    texts.with("cli-no-value", &[option()])
                }
                ("", _) => texts.with("cli-wrong-value", &[value, option()]),
                (all, _) => {
                    let all = ("possible", all.into());
                    texts.with("cli-not-possible", &[value, option(), all])
                }
            }
        }
        _ => return None,
    };
    let more = texts.with("cli-more", &[("command", command.into())]);
    Some(format!("{sentence}\n{more}"))
}
