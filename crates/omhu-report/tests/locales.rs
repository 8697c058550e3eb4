//! Both languages say the same things, every message is used, and every used message exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use omhu_report::Lang;

/// Key -> variables, of all areas of a language.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (area, text) in lang.files() {
        let resource = fluent_syntax::parser::parse(*text)
            .unwrap_or_else(|(_, errors)| panic!("locales/{lang}/{area}.ftl: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(
                    !matches!(entry, Entry::Junk { .. } | Entry::Term(_)),
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

/// Every string literal that looks like a key of one of our areas, in `crates/*/src`.
fn literals(areas: &BTreeSet<String>) -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for folder in fs::read_dir(crates).expect("crates/") {
        rust_files(&folder.expect("an entry").path().join("src"), &mut |text| {
            for literal in text.split('"') {
                let key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                let area = literal.split_once('-').map_or("", |(area, _)| area);
                if areas.contains(area) && literal.chars().all(key) && !literal.ends_with('-') {
                    found.insert(literal.to_owned());
                }
            }
        });
    }
    found
}

fn rust_files(folder: &Path, read: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, read);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            read(&fs::read_to_string(&path).expect("UTF-8"));
        }
    }
}

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
    let areas = |lang: Lang| {
        lang.files()
            .iter()
            .map(|(area, _)| *area)
            .collect::<Vec<_>>()
    };
    assert_eq!(areas(Lang::Da), areas(Lang::En));
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let messages = messages(Lang::Da);
    let areas = Lang::Da
        .files()
        .iter()
        .map(|(area, _)| (*area).to_owned())
        .collect();
    let used = literals(&areas);
    let unused: Vec<_> = messages.keys().filter(|key| !used.contains(*key)).collect();
    assert!(
        unused.is_empty(),
        "in locales/ and nowhere in crates/*/src: {unused:?}"
    );
    let missing: Vec<_> = used
        .iter()
        .filter(|key| !messages.contains_key(*key))
        .collect();
    assert!(
        missing.is_empty(),
        "in crates/*/src and not in locales/: {missing:?}"
    );
}
