//! The words of the pages, from `locales/web/{da,en}/*.ftl`.
//!
//! Owns: the messages of pages and how they are looked up. Must not know: what a text is used for. Numbers, lists and
//! days in words are those of `omhu-report`. A key begins with its file's name; `tests/locales.rs` refuses missing,
//! unused and differently parameterised keys.

mod when;

use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use omhu_report::{Lang, Value};

mod files {
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

/// Area and text of each message file of a language.
#[must_use]
pub fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::Da => files::DA,
        Lang::En => files::EN,
    }
}

struct Messages {
    lang: Lang,
    own: FluentBundle<FluentResource>,
    shared: omhu_report::Texts,
}

/// The messages of one language: small and copied freely, every page and component has one as `t`.
#[derive(Clone, Copy)]
pub struct Texts(&'static Messages);

impl Texts {
    /// The messages of a language.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        static DA: OnceLock<Messages> = OnceLock::new();
        static EN: OnceLock<Messages> = OnceLock::new();
        let place = match lang {
            Lang::Da => &DA,
            Lang::En => &EN,
        };
        Self(place.get_or_init(|| Messages::read(lang)))
    }

    /// The language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.0.lang
    }

    /// The texts that pages share with reports: days, lists, numbers.
    #[must_use]
    pub fn shared(self) -> &'static omhu_report::Texts {
        &self.0.shared
    }

    /// A message without variables.
    #[must_use]
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with variables. A key that does not exist is shown as `⟦key⟧`, never as nothing.
    #[must_use]
    pub fn with(self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        let own = &self.0.own;
        let Some(pattern) = own.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "no message {key}");
            return format!("⟦{key}⟧");
        };
        let arguments: FluentArgs<'_> = variables
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value.clone())))
            .collect();
        let mut errors = Vec::new();
        let text = own.format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        text.into_owned()
    }
}

impl Messages {
    fn read(lang: Lang) -> Self {
        let mut own = FluentBundle::new_concurrent(vec![match lang {
            Lang::Da => unic_langid::langid!("da"),
            Lang::En => unic_langid::langid!("en"),
        }]);
        // Isolation marks are invisible characters that end up in copies and searches.
        own.set_use_isolating(false);
        own.set_formatter(Some(match lang {
            Lang::Da => |value, _| number(value, Lang::Da),
            Lang::En => |value, _| number(value, Lang::En),
        }));
        for (area, text) in files(lang) {
            // A faulty message is left out here and found by the tests, which parse every file.
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _)| partial);
            let added = own.add_resource(resource);
            debug_assert!(added.is_ok(), "{area}.ftl repeats a key: {added:?}");
        }
        Self {
            lang,
            own,
            shared: omhu_report::Texts::new(lang),
        }
    }
}

/// Numbers as the language writes them: whole ones with their thousands apart, others with one decimal.
fn number(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    Some(match number.options.minimum_fraction_digits {
        Some(_) => format!("{:.1}", number.value).replace(
            '.',
            match lang {
                Lang::Da => ",",
                Lang::En => ".",
            },
        ),
        None => lang.count(number.value as u64),
    })
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({})", self.0.lang)
    }
}
