//! Words of the vocabulary as people read them.
//!
//! Owns: titles of kinds, values and rhythms in words. Must not know: a case.

use omhu_casework::event::Document;
use omhu_casework::steps::keys as steps_keys;
use omhu_casework::steps::sources::{self, Source};
use omhu_casework::worklist::turn::REQUESTS;
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use omhu_report::Value;

use crate::texts::{self, Texts};

/// How the sources of a part are named.
const SOURCES: &str = "-sources";

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

/// What a document is. One that asks is not the answer: it says what was asked for, and by when.
pub fn document(t: Texts, document: &Document) -> String {
    let what = value(t, &document.sort);
    if !asks(&document.sort) {
        return what;
    }
    let what = beginning_small(&what);
    match read(&document.answer_by) {
        Some(day) => {
            let parts = [("what", what.into()), ("day", t.short_day(day).into())];
            t.with("case-asked-for-by", &parts)
        }
        None => t.with("case-asked-for", &[("what", what.into())]),
    }
}

/// The sort of a document in a few words, of one that asks too: `Bedt om udtalelse fra skolen`.
pub fn sort_of(t: Texts, sort: &str) -> String {
    let what = value(t, sort);
    match asks(sort) {
        true => t.with(
            "case-document-asks",
            &[("what", beginning_small(&what).into())],
        ),
        false => what,
    }
}

/// Whether a document of this sort asks somebody for something.
pub fn asks(sort: &str) -> bool {
    REQUESTS.iter().any(|(asked, _)| *asked == sort)
}

/// The words as they stand within a sentence.
fn beginning_small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn one(t: Texts, word: &str) -> String {
    match option(t, word) {
        Some(key) => t.get(key),
        None => word.replace('_', " "),
    }
}

/// The key of a word that can be chosen: its own, else that of a field in which it can be chosen.
pub fn option(t: Texts, word: &str) -> Option<&'static str> {
    let name = word.replace('_', "-");
    let (own, of_field) = (format!("option-{name}"), format!("-{name}"));
    let all = || keys(t, "option").filter(|key| !key.starts_with("option-part-"));
    let exact = all().find(|key| *key == own);
    exact.or_else(|| all().find(|key| key.ends_with(&of_field)))
}

/// The keys of an area.
fn keys(t: Texts, area: &str) -> impl Iterator<Item = &'static str> {
    let files = texts::files(t.lang()).iter();
    let area = area.to_owned();
    let lines = files
        .filter(move |(each, _)| *each == area)
        .flat_map(|(_, text)| text.lines());
    lines.filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

/// A legal basis as people cite it: `Barnets lov § 32` for `bl-32`.
pub fn basis(t: Texts, book: &LawBook, basis: &str) -> String {
    let act = basis.split_once('-');
    let found = act.and_then(|(act, number)| Some((book.acts.get(act)?, number)));
    found.map_or_else(
        || basis.to_owned(),
        |(act, number)| format!("{} § {number}", t.shared().title(&act.title)),
    )
}

/// What stands in a part of a text: where only a word was chosen, that word as people read it.
pub fn written(t: Texts, text: &str) -> String {
    let word = text.trim();
    let chosen = !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    match option(t, word).filter(|_| chosen) {
        Some(key) => t.get(key),
        None => match When::parse(word.as_bytes()) {
            Ok(when) => day(t, when),
            Err(_) => text.to_owned(),
        },
    }
}

/// The part that says that the child of 10 was treated as a party: one of several marks.
const CHILD_PARTY: &str = "child_party";

/// What stands in a part of this name, as people read it.
pub fn section_text(t: Texts, word: &str, text: &str) -> String {
    if word.ends_with(SOURCES) {
        let kept = sources::of_text(text);
        let lines = kept.iter().map(|source| known_from(t, source));
        return lines.collect::<Vec<_>>().join("\n");
    }
    if text.trim().is_empty() {
        return String::new();
    }
    match (word, text.trim().parse::<u64>()) {
        // What was ticked or chosen, whatever else was ticked beside it.
        (CHILD_PARTY, _) => t.get("option-yes"),
        ("consent_refused" | "youth_refused", _) => t.get("option-no"),
        ("cost_per_month", Ok(kroner)) => kroner_of(t, kroner),
        _ => written(t, text),
    }
}

/// `12.500 kr.`
pub fn kroner_of(t: Texts, kroner: u64) -> String {
    t.with("case-kroner", &[("count", Value::Count(kroner))])
}

/// A source: what sort it is, the day, who.
fn known_from(t: Texts, source: &Source) -> String {
    let sort = match sources::SORTS.contains(&source.sort.as_str()) {
        true => t.get(&steps_keys::source(&source.sort)),
        false => source.sort.clone(),
    };
    let day = source.on.map_or_else(String::new, |day| t.short_day(day));
    let parts = [sort.as_str(), &day, &source.who];
    let said = parts.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(", ")
}

/// The name of a part of a longer text: the label of the field in which it is written.
pub fn section(t: Texts, word: &str) -> String {
    if let Some(part) = word.strip_suffix(SOURCES) {
        let part = section(t, part);
        return t.with("case-sources-of", &[("part", part.into())]);
    }
    // Parts that have no field of their own name: the question that they answer.
    let word = match word {
        CHILD_PARTY => return t.get("option-with-decision-child-party"),
        "consent_refused" => "consent",
        "youth_refused" => "youth_consent",
        "refused_on" => return t.get("case-refused-on"),
        "refusal_note" => return t.get("case-refusal-note"),
        word => word,
    };
    let name = word.replace('_', "-");
    let of_assessment = format!("option-part-{name}");
    if let Some(key) = keys(t, "option").find(|key| *key == of_assessment) {
        return t.get(key);
    }
    let own = format!("field-{name}");
    let of_step = format!("-{name}");
    let labels: Vec<&str> = keys(t, "field").collect();
    let exact = labels.iter().find(|key| **key == own);
    match exact.or_else(|| labels.iter().find(|key| key.ends_with(&of_step))) {
        Some(key) => t.get(key),
        // A step that has sources and no parts.
        None => match keys(t, "step").find(|key| *key == format!("step-{name}")) {
            Some(key) => t.get(key),
            None => word.replace('_', " "),
        },
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

/// Why something was registered so; empty where nothing is said.
pub fn registered_because(t: Texts, why: &str, despite: bool) -> String {
    let why = why.trim();
    match (despite, why.is_empty()) {
        (true, true) => t.get("case-despite"),
        (true, false) => t.with("case-despite-because", &[("reason", why.into())]),
        (false, false) => t.with("case-because", &[("reason", why.into())]),
        (false, true) => String::new(),
    }
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
