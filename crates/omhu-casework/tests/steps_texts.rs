//! The words of the forms: there in both languages, none too many, and plain.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use omhu_casework::steps::handover::Lack;
use omhu_casework::steps::keys::{self, Text};
use omhu_casework::steps::parts::PARTS;
use omhu_casework::steps::{FieldKind, Group, Missing, Seen, Sort, Steps, sources};

/// Key -> text of a language. A key begins with its file's name.
fn texts(lang: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../locales/steps")
        .join(lang);
    let mut texts = BTreeMap::new();
    for file in fs::read_dir(folder).expect("the texts are there") {
        let path = file.expect("the texts are there").path();
        let area = path
            .file_stem()
            .expect("the texts are there")
            .to_string_lossy()
            .into_owned();
        for line in fs::read_to_string(&path)
            .expect("the texts are there")
            .lines()
        {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (key, text) = line
                .split_once(" = ")
                .unwrap_or_else(|| panic!("{lang}: {line}"));
            assert!(
                key.starts_with(&format!("{area}-")),
                "{lang}/{area}.ftl: {key}"
            );
            let before = texts.insert(key.to_owned(), text.to_owned());
            assert!(before.is_none(), "{lang}: {key} stands twice");
        }
    }
    texts
}

/// All that the forms ask for: the keys to look under, in order.
fn asked() -> Vec<Vec<String>> {
    let book = omhu_law::load::embedded(true).expect("the texts are there");
    let mut asked: Vec<Vec<String>> = Vec::new();
    for step in Steps::new(&book).iter() {
        asked.extend(keys::title(step).map(|key| vec![key]));
        asked.push(vec![keys::lead(step)]);
        for field in &step.fields {
            for text in [Text::Label, Text::Hint, Text::Help] {
                asked.push(keys::field(step, field, text).to_vec());
            }
            for word in field.options() {
                asked.push(keys::option(step, field, word).to_vec());
            }
            for part in keys::parts(&field.kind) {
                asked.push(vec![keys::part(&field.kind, part)]);
            }
            if let FieldKind::Thing(choice) = &field.kind {
                for sort in &choice.sorts {
                    asked.push(vec![keys::thing(*sort)]);
                }
                if choice.new {
                    asked.push(vec![keys::new_thing(choice.sorts[0])]);
                }
            }
        }
    }
    let mut one = |key: &str| asked.push(vec![key.to_owned()]);
    Group::ALL
        .iter()
        .for_each(|group| one(&keys::group(*group)));
    sources::SORTS
        .iter()
        .for_each(|sort| one(&keys::source(sort)));
    for seen in [Seen::Case, Seen::Counted, Seen::Letter, Seen::Guarded] {
        one(keys::seen(seen));
    }
    one(keys::HEADING);
    for part in PARTS {
        part.side.into_iter().for_each(|side| one(keys::side(side)));
        part.column
            .into_iter()
            .for_each(|column| one(keys::column(column)));
    }
    for missing in [
        Missing::YouthConsent,
        Missing::YouthRefused,
        Missing::PartyStatus,
        Missing::YouthView,
        Missing::Committee,
        Missing::OtherLaw,
        Missing::OtherKind,
        Missing::TooYoung,
    ] {
        keys::missing(&missing).into_iter().for_each(&mut one);
    }
    for lack in [
        Lack::Overdue(0),
        Lack::Birthday,
        Lack::Plan,
        Lack::Goals,
        Lack::Talk(None),
        Lack::CustodyHolder,
    ] {
        one(keys::lack(&lack));
    }
    one(&keys::thing(Sort::Plan));
    one(keys::REVIEW);
    errors().iter().for_each(|key| one(key));
    asked
}

/// The keys of errors that stand in the code.
fn errors() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/steps");
    for file in fs::read_dir(folder).expect("the texts are there") {
        let path = file.expect("the texts are there").path();
        if path.is_file() {
            let code = fs::read_to_string(path).expect("the texts are there");
            let literals = code.split('"').filter(|part| part.starts_with("error-"));
            found.extend(literals.map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_key_has_a_text_in_both_languages_and_no_text_is_unused() {
    let asked = asked();
    for lang in ["da", "en"] {
        let texts = texts(lang);
        let mut used = BTreeSet::new();
        let mut missing = BTreeSet::new();
        for keys in &asked {
            match keys::first(keys, |key| texts.contains_key(key)) {
                Some(key) => used.insert(key.to_owned()),
                None => missing.insert(keys.join(" or ")),
            };
        }
        assert!(missing.is_empty(), "{lang}: {missing:#?}");
        let unused: Vec<_> = texts.keys().filter(|key| !used.contains(*key)).collect();
        assert!(unused.is_empty(), "{lang}: nobody asks for {unused:#?}");
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let (da, en) = (texts("da"), texts("en"));
    let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&da), keys(&en));
    for (key, text) in &da {
        let variables = |text: &str| text.matches("{ $").count();
        assert_eq!(variables(text), variables(&en[key]), "{key}");
    }
}

/// Words per sentence, and of a hundred words how many are longer than six letters.
fn lix(text: &str) -> f64 {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let long = words.iter().filter(|word| word.chars().count() > 6).count();
    let ends = text.split(['.', '?', '!', ':']);
    let sentences = ends
        .filter(|part| part.chars().any(char::is_alphabetic))
        .count();
    let count = words.len().max(1) as f64;
    count / sentences.max(1) as f64 + 100.0 * long as f64 / count
}

#[test]
fn help_is_plain() {
    for lang in ["da", "en"] {
        let texts = texts(lang);
        let mut hard = Vec::new();
        for (key, text) in texts.iter().filter(|(key, _)| key.ends_with("-help")) {
            let lix = lix(text);
            if lix > 40.0 {
                hard.push(format!("{key}: {lix:.0}"));
            }
            assert!(text.chars().count() <= 320, "{lang}: {key} is long");
        }
        assert!(hard.is_empty(), "{lang}: {hard:#?}");
        // A line of a few words has no measure of its own; all of them together have.
        for end in ["-hint", "-lead"] {
            let lines = texts.iter().filter(|(key, _)| key.ends_with(end));
            let all: Vec<&str> = lines.map(|(_, text)| text.as_str()).collect();
            let whole = lix(&all.join(" "));
            assert!(whole <= 35.0, "{lang}: {end} in all {whole:.0}");
        }
        let errors = texts.iter().filter(|(key, _)| key.starts_with("error-"));
        let all: Vec<&str> = errors.map(|(_, text)| text.as_str()).collect();
        assert!(lix(&all.join(" ")) <= 40.0, "{lang}: errors");
    }
}
