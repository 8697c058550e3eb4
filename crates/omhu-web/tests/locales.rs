//! Both languages say the same things, every message is used, and every used message exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use omhu_web::{Lang, texts};

/// Key -> variables, of all areas of a language.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (area, text) in texts::files(lang) {
        let resource = fluent_syntax::parser::parse(*text)
            .unwrap_or_else(|(_, errors)| panic!("locales/web/{lang}/{area}.ftl: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(
                    matches!(entry, Entry::Comment(_) | Entry::GroupComment(_)),
                    "{lang}/{area}.ftl: {entry:?}"
                );
                continue;
            };
            let key = message.id.name.to_owned();
            assert!(
                key.starts_with(&format!("{area}-")),
                "{lang}/{area}.ftl: {key} does not begin with {area}-"
            );
            let mut variables = BTreeSet::new();
            of_pattern(
                &message.value.unwrap_or_else(|| panic!("{key} has no text")),
                &mut variables,
            );
            assert!(
                messages.insert(key.clone(), variables).is_none(),
                "{lang}: {key} twice"
            );
        }
    }
    messages
}

fn of_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, variables);
        }
    }
}

fn of_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, variables),
        Expression::Select { selector, variants } => {
            of_inline(selector, variables);
            variants
                .iter()
                .for_each(|variant| of_pattern(&variant.value, variables));
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, variables),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("not used in our messages, so not counted here: {other:?}"),
    }
}

/// A use of a message.
struct Use {
    file: String,
    key: String,
    /// In a room below this one.
    below: bool,
}

/// The areas of the pages: the files of `locales/web`. The texts of the steps of casework are checked where they are
/// used, in `omhu-casework`.
fn areas() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/web/da");
    let files = fs::read_dir(folder).expect("locales/web/da");
    let stem = |path: PathBuf| {
        path.file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    files
        .map(|entry| stem(entry.expect("an entry").path()))
        .collect()
}

fn area(key: &str) -> &str {
    key.split_once('-').map_or("", |(area, _)| area)
}

/// Every whole literal in Rust that begins with an area's name, here and in the rooms below, whose reasons and roles
/// are keys; in templates only what is given to `get` or `with`, as classes and ids stand there too.
fn uses(areas: &BTreeSet<String>) -> Vec<Use> {
    let mut uses = Vec::new();
    let room = |name: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(name)
            .join("src")
    };
    let pages = room("omhu-web");
    let mut folders = vec![pages.clone(), room("omhu-casework"), room("omhu-store")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let ending = path.extension().and_then(|ending| ending.to_str());
            let text = fs::read_to_string(&path).expect("UTF-8");
            let literals: Vec<&str> = match ending {
                Some("rs") => text.split('"').collect(),
                Some("html") => {
                    let calls = [".get(\"", ".with(\""].map(|call| text.split(call).skip(1));
                    let rest = calls.into_iter().flatten();
                    rest.filter_map(|rest| rest.split('"').next()).collect()
                }
                _ => continue,
            };
            for literal in literals {
                let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                let whole = literal.chars().all(is_key) && !literal.ends_with('-');
                if whole && areas.contains(area(literal)) {
                    uses.push(Use {
                        file: path.display().to_string(),
                        key: literal.to_owned(),
                        below: !path.starts_with(&pages),
                    });
                }
            }
        }
    }
    uses
}

/// Classes of components whose first word is also an area: whole literals in Rust that are no keys.
const NO_KEYS: [&str; 3] = ["form-input", "form-error", "form-select"];

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    let (da, en) = (messages(Lang::Da), messages(Lang::En));
    for key in da.keys().chain(en.keys()) {
        assert_eq!(
            da.get(key),
            en.get(key),
            "{key} differs between Danish and English"
        );
    }
    let areas = |lang| {
        texts::files(lang)
            .iter()
            .map(|(area, _)| *area)
            .collect::<Vec<_>>()
    };
    assert_eq!(areas(Lang::Da), areas(Lang::En));
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let (messages, areas) = (messages(Lang::Da), areas());
    let uses = uses(&areas);
    let used: BTreeSet<&str> = uses.iter().map(|found| found.key.as_str()).collect();
    let own = messages.keys().filter(|key| areas.contains(area(key)));
    let unused: Vec<_> = own.filter(|key| !used.contains(key.as_str())).collect();
    assert!(
        unused.is_empty(),
        "in locales/web and nowhere in the code: {unused:?}"
    );
    // The rooms below have words of their own that look like keys, such as the names of steps.
    for found in uses.iter().filter(|found| !found.below) {
        let known = messages.contains_key(&found.key) || NO_KEYS.contains(&found.key.as_str());
        assert!(known, "{}: {} is not in locales/web", found.file, found.key);
    }
}

/// The tests of `omhu-report` look for its keys in all crates: an area of both would confuse them.
#[test]
fn pages_and_reports_have_different_areas() {
    for (area, _) in texts::files(Lang::Da) {
        assert!(
            Lang::Da.files().iter().all(|(other, _)| other != area),
            "{area} is an area of reports already"
        );
    }
}
