//! Words of the vocabulary as people read them.
//!
//! Owns: titles of kinds, values and rhythms in words. Must not know: a case.

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use crate::texts::{self, Texts};

/// The title of a kind of fact.
pub fn kind(t: Texts, book: &LawBook, name: &str) -> String {
    match book.vocabulary.find(name) {
        Some(id) => t.shared().title(&book.vocabulary.kind(id).title).to_owned(),
        None => name.to_owned(),
    }
}

/// A fact's value in words; what no text is there for stands as it is.
pub fn value(t: Texts, value: &str) -> String {
    if let Some(rhythm) = rhythm(t, value) {
        return rhythm;
    }
    let words = value.split_whitespace().map(|word| one(t, word));
    words.collect::<Vec<_>>().join(", ")
}

fn one(t: Texts, word: &str) -> String {
    let key = format!("option-{}", word.replace('_', "-"));
    if has(t, "option", &key) {
        t.get(&key)
    } else {
        word.replace('_', " ")
    }
}

/// Whether there is a text under this key.
fn has(t: Texts, area: &str, key: &str) -> bool {
    let start = format!("{key} =");
    let mut files = texts::files(t.lang()).iter();
    files.any(|(each, text)| *each == area && text.lines().any(|line| line.starts_with(&start)))
}

/// The name of a part of a longer text: the label of the field in which it is written.
pub fn section(t: Texts, word: &str) -> String {
    let name = word.replace('_', "-");
    let of_assessment = format!("option-part-{name}");
    if has(t, "option", &of_assessment) {
        return t.get(&of_assessment);
    }
    let own = format!("field-{name}");
    let of_step = format!("-{name}");
    let files = texts::files(t.lang()).iter();
    let keys = files
        .filter(|(area, _)| *area == "field")
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key));
    let keys: Vec<&str> = keys.filter(|key| key.starts_with("field-")).collect();
    let exact = keys.iter().find(|key| **key == own);
    match exact.or_else(|| keys.iter().find(|key| key.ends_with(&of_step))) {
        Some(key) => t.get(key),
        None => word.replace('_', " "),
    }
}

/// `P6M` in words, or a day.
fn rhythm(t: Texts, value: &str) -> Option<String> {
    if let Ok(when) = When::parse(value.as_bytes()) {
        return Some(day(t, when));
    }
    let rest = value.strip_prefix('P')?;
    let count: u32 = rest.get(..rest.len().checked_sub(1)?)?.parse().ok()?;
    let key = match rest.as_bytes().last()? {
        b'D' => "case-rhythm-days",
        b'W' => "case-rhythm-weeks",
        b'M' => "case-rhythm-months",
        b'Y' => "case-rhythm-years",
        _ => return None,
    };
    Some(t.with(key, &[("count", count.into())]))
}

/// A day, and the clock time where it is known.
pub fn day(t: Texts, when: When) -> String {
    match t.clock(when) {
        clock if clock.is_empty() => t.short_day(when.day),
        clock => {
            let clock = t.with("case-clock", &[("clock", clock.into())]);
            format!("{} {clock}", t.short_day(when.day))
        }
    }
}

/// The day of a text in the exchange format.
pub fn read(text: &str) -> Option<Day> {
    When::parse(text.as_bytes()).ok().map(|when| when.day)
}

/// What a note began as.
pub fn template(t: Texts, word: &str) -> String {
    match word {
        "meeting" => t.get("journal-template-meeting"),
        "call" => t.get("journal-template-call"),
        "visit" => t.get("journal-template-visit"),
        "talk" => t.get("journal-template-talk"),
        _ => t.get("journal-template-free"),
    }
}
