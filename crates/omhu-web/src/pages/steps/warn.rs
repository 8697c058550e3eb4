//! Warnings before something is written, shown once: with their rules, and a tick to go on all the same.
//!
//! Owns: how they are shown and what is sent back. Must not know: when something is worth a warning.

use askama::Template;
use omhu_casework::steps::Values;
use omhu_casework::warnings::giving::Child;
use omhu_casework::warnings::{Datum, Warning};
use omhu_report::Value;
use omhu_store::Store;

use super::beside::address;
use super::words::Words;
use super::{DESPITE, SHOWN, WHY, leave, steps_of};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::case::{basis_words, part_word, section_word, value_word};
use crate::pages::cases::line::Names;
use crate::texts::Texts;
use crate::view::components::{Action, Asked, Choice, Choices, Leave, TextArea};
use crate::view::html::Html;

#[derive(Template)]
#[template(path = "pages/steps/warn.html")]
struct Warn {
    heading: String,
    lead: String,
    shown: &'static str,
    warnings: Vec<Line>,
    tick: Choices,
    why: TextArea,
}

struct Line {
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

/// What the sentences of warnings are put into words with.
#[derive(Clone, Copy)]
struct Said<'s> {
    words: Words<'s>,
    names: &'s Names,
    /// Whether children are named; else the numbers of their cases are.
    named: bool,
}

/// The sentence of a warning.
fn sentence(with: Said<'_>, warning: &Warning) -> String {
    let value = |datum: &Datum| -> Value<'static> {
        match datum {
            Datum::Number(number) => Value::Count(number.unsigned_abs()),
            // A word by which the sentence chooses its form.
            Datum::Word(word) => word.clone().into(),
            other => said(with, other).into(),
        }
    };
    let values: Vec<(&str, Value<'_>)> = warning
        .facts
        .iter()
        .map(|(name, datum)| (*name, value(datum)))
        .collect();
    with.words.t.with(warning.key, &values)
}

/// A value of a sentence as people read it.
fn said(with: Said<'_>, datum: &Datum) -> String {
    let Said { words, names, .. } = with;
    let t = words.t;
    let child = |child: &Child| match child.name.as_str() {
        name if with.named && !name.is_empty() => name.to_owned(),
        _ => child.reference.clone(),
    };
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
        Datum::Worker(id) => names.worker(t, id),
        Datum::Team(id) => names.team(t, id),
        Datum::Child(of) => child(of),
        Datum::Held(of) => format!("{} ({})", child(of), holder(t, names, of)),
        Datum::Since(value, day) => t.with(
            "stepform-since-day",
            &[
                ("what", value_word(t, value).into()),
                ("day", t.short_day(*day).into()),
            ],
        ),
        Datum::Many(several) => {
            let several = several.iter().map(|each| said(with, each));
            several.collect::<Vec<_>>().join(", ")
        }
    }
}

/// Who has a case, or which team.
pub(in crate::pages) fn holder(t: Texts, names: &Names, of: &Child) -> String {
    match of.caseworker.as_str() {
        "" => names.team(t, &of.team),
        worker => names.worker(t, worker),
    }
}

/// The sentences of warnings, for a program: no child is named in them.
pub(crate) async fn warning_texts(
    t: Texts,
    store: &Store,
    warnings: &[Warning],
) -> Result<Vec<String>, AppError> {
    let words = Words {
        t,
        book: store.book(),
    };
    let names = Names::of(store).await?;
    let with = Said {
        words,
        names: &names,
        named: false,
    };
    Ok(warnings.iter().map(|each| sentence(with, each)).collect())
}

/// The sentences of warnings, for a page that shows the children.
pub(in crate::pages) fn sentences<'s>(
    words: Words<'s>,
    names: &'s Names,
    warnings: &'s [Warning],
) -> impl Iterator<Item = String> + use<'s> {
    let with = Said {
        words,
        names,
        named: true,
    };
    warnings.iter().map(move |each| sentence(with, each))
}

/// The warnings with the tick, and the faults of what was sent about them. `own`: the address
/// of the step's form, where the ways out of it keep what was typed.
pub(in crate::pages) fn show(
    words: Words<'_>,
    names: &Names,
    case: impl std::fmt::Display,
    own: Option<&str>,
    warnings: &[Warning],
    heeded: &Heeded,
    sent: &Submitted,
) -> (Html, Vec<(String, String)>) {
    let t = words.t;
    let texts = sentences(words, names, warnings);
    let said = warnings.iter().zip(texts).map(|(warning, text)| {
        let mend = warning.mend.and_then(|kind| {
            let step = steps_of(words.book).for_kind(kind)?;
            let href = address(&case, &step.id, &Values::default());
            Some(Action::new(t.get("stepform-mend"), href, words.title(step)))
        });
        let way = mend.as_ref().zip(own);
        Line {
            key: warning.key,
            text,
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
