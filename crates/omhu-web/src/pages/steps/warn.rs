//! Warnings before something is written, shown once: with their rules, and a tick to go on all the same.
//!
//! Owns: how they are shown and what is sent back. Must not know: when something is worth a warning.

use askama::Template;
use omhu_casework::steps::Values;
use omhu_casework::warnings::{Datum, Warning};
use omhu_law::book::LawBook;
use omhu_report::Value;

use super::beside::address;
use super::words::Words;
use super::{DESPITE, SHOWN, WHY, leave, steps_of};
use crate::form::Submitted;
use crate::pages::case::{basis_words, part_word, section_word, value_word};
use crate::texts::Texts;
use crate::view::components::{Action, Asked, Choice, Choices, Leave, TextArea};
use crate::view::html::Html;

#[derive(Template)]
#[template(path = "pages/steps/warn.html")]
struct Warn {
    heading: String,
    lead: String,
    shown: &'static str,
    warnings: Vec<Said>,
    tick: Choices,
    why: TextArea,
}

struct Said {
    key: &'static str,
    text: String,
    rule: String,
    mend: Option<Action>,
    leave: Option<Leave>,
}

/// What was sent back about warnings.
pub(in crate::pages) struct Heeded {
    /// They may all be written over.
    pub on: bool,
    faults: Vec<(String, String)>,
}

/// Whether somebody has seen these warnings, ticked that it is right, and said why where the law asks for it.
pub(in crate::pages) fn heeded(words: Words<'_>, warnings: &[Warning], sent: &Submitted) -> Heeded {
    let seen = warnings
        .iter()
        .all(|each| sent.all(SHOWN).any(|key| key == each.key));
    let mut faults = Vec::new();
    if seen && !warnings.is_empty() {
        if sent.get(DESPITE) != "yes" {
            faults.push((DESPITE.to_owned(), words.t.get("stepform-despite-missing")));
        }
        if sent.get(WHY).is_empty() && warnings.iter().any(|each| each.rule.is_some()) {
            faults.push((WHY.to_owned(), words.t.get("stepform-why-missing")));
        }
    }
    Heeded {
        on: seen && faults.is_empty(),
        faults,
    }
}

/// The sentence of a warning.
fn sentence(words: Words<'_>, warning: &Warning) -> String {
    let value = |datum: &Datum| -> Value<'static> {
        match datum {
            Datum::Number(number) => Value::Count(number.unsigned_abs()),
            // A word by which the sentence chooses its form.
            Datum::Word(word) => word.clone().into(),
            other => said(words, other).into(),
        }
    };
    let values: Vec<(&str, Value<'_>)> = warning
        .facts
        .iter()
        .map(|(name, datum)| (*name, value(datum)))
        .collect();
    words.t.with(warning.key, &values)
}

/// A value of a sentence as people read it.
fn said(words: Words<'_>, datum: &Datum) -> String {
    let t = words.t;
    match datum {
        Datum::Number(number) => number.to_string(),
        Datum::Day(day) => t.day(*day),
        Datum::Kind(name) => words.kind(name),
        Datum::Obligation(name) => words.obligation(name),
        Datum::Word(word) => word.clone(),
        Datum::Part(part) => part_word(t, part),
        Datum::Basis(basis) => basis_words(t, words.book, basis),
        Datum::Value(value) => value_word(t, value),
        Datum::Section(section) => section_word(t, section),
        Datum::Since(value, day) => t.with(
            "stepform-since-day",
            &[
                ("what", value_word(t, value).into()),
                ("day", t.short_day(*day).into()),
            ],
        ),
        Datum::Many(several) => {
            let several = several.iter().map(|each| said(words, each));
            several.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The sentence of a warning, for who is no page.
pub(crate) fn warning_text(t: Texts, book: &LawBook, warning: &Warning) -> String {
    sentence(Words { t, book }, warning)
}

/// The warnings with the tick, and the faults of what was sent about them. `own`: the address
/// of the step's form, where the ways out of it keep what was typed.
pub(in crate::pages) fn show(
    words: Words<'_>,
    case: impl std::fmt::Display,
    own: Option<&str>,
    warnings: &[Warning],
    heeded: &Heeded,
    sent: &Submitted,
) -> (Html, Vec<(String, String)>) {
    let t = words.t;
    let said = warnings.iter().map(|warning| {
        let mend = warning.mend.and_then(|kind| {
            let step = steps_of(words.book).for_kind(kind)?;
            let href = address(&case, &step.id, &Values::default());
            Some(Action::new(t.get("stepform-mend"), href, words.title(step)))
        });
        let way = mend.as_ref().zip(own);
        Said {
            key: warning.key,
            text: sentence(words, warning),
            rule: warning
                .rule
                .as_ref()
                .map_or_else(String::new, |rule| words.cite(&rule.act, &rule.provision)),
            leave: way.and_then(|(action, own)| leave(own, &action.href)),
            mend,
        }
    });
    let fault = |name: &str| {
        let found = heeded.faults.iter().find(|fault| fault.0 == name);
        found.map(|fault| fault.1.clone())
    };
    let yes = Choice::new("yes", t.get("stepform-despite")).chosen(sent.get(DESPITE) == "yes");
    let tick = Asked::new(t, DESPITE, t.get("stepform-despite-question")).error(fault(DESPITE));
    let why = Asked::new(t, WHY, t.get("stepform-why"))
        .hint(t.get("stepform-why-hint"))
        .error(fault(WHY));
    let by_law = warnings.iter().any(|each| each.rule.is_some());
    let why = if by_law { why } else { why.optional() };
    let html = Html::of(&Warn {
        heading: t.get("stepform-warnings"),
        lead: t.get("stepform-warnings-lead"),
        shown: SHOWN,
        warnings: said.collect(),
        tick: Choices::several(tick, vec![yes]),
        why: TextArea::new(why, 2).value(sent.get(WHY)),
    });
    (html, heeded.faults.clone())
}
