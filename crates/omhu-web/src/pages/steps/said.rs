//! What a fact says, in the words of the form in which it is registered: each answer under its question.
//!
//! Owns: these words. Must not know: which form it was; where they are shown.

use omhu_casework::case::Registered;
use omhu_casework::steps::keys::Text;
use omhu_casework::steps::things::{Thing, things};
use omhu_casework::steps::write::{FactWrite, Of};
use omhu_casework::steps::{Candidate, Field, FieldKind, Step};

use super::words::Words;
use super::{Known, steps_of};
use crate::pages::case::{basis_words, value_word};

/// A column of a fact, as a form fills it.
type Column = fn(&'static FactWrite) -> &'static Of;

/// `Hvad blev afgjort? Støtte`.
pub(super) fn labelled(label: &str, text: &str) -> String {
    match label {
        "" => text.to_owned(),
        label if label.ends_with(['?', '.', '!']) => format!("{label} {text}"),
        label => format!("{label}: {text}"),
    }
}

/// What a fact says beside its kind and its day. What was there before `first` is named where the fact is about it.
pub(super) fn of_fact(
    words: Words<'_>,
    known: &Known,
    held: &Registered,
    first: i64,
) -> Vec<String> {
    let forms = forms(words, &held.fact.cells.kind);
    let telling = Telling {
        words,
        known,
        forms: &forms,
        first,
    };
    telling.said(held)
}

/// The forms that register facts of a kind: those that are there for its sake first.
fn forms(words: Words<'_>, kind: &str) -> Vec<(&'static Step, &'static FactWrite)> {
    let steps = steps_of(words.book).iter();
    let all = steps.flat_map(|step| step.facts().map(move |fact| (step, fact)));
    let mut found: Vec<_> = all.filter(|(_, fact)| fact.kind == kind).collect();
    found.sort_by_key(|(_, fact)| fact.beside);
    found
}

struct Telling<'a> {
    words: Words<'a>,
    known: &'a Known,
    forms: &'a [(&'static Step, &'static FactWrite)],
    first: i64,
}

impl Telling<'_> {
    fn said(&self, held: &Registered) -> Vec<String> {
        let cells = &held.fact.cells;
        let mut said: Vec<String> = Vec::new();
        let about: Column = |fact| &fact.about;
        let reference: Column = |fact| &fact.reference;
        said.extend(self.thing(about, &cells.about));
        said.extend(self.thing(reference, &cells.reference));
        said.extend(self.value(&cells.value));
        let words = self.words;
        let named = |list: &[(String, String)], id: &str| {
            let found = list.iter().find(|(each, _)| each == id);
            found.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
        };
        let (team, worker) = match self.known.named {
            true => (
                named(&self.known.teams, &cells.team),
                named(&self.known.colleagues, &cells.caseworker),
            ),
            false => (String::new(), String::new()),
        };
        let basis = match cells.basis.as_str() {
            "" => String::new(),
            basis => basis_words(words.t, words.book, basis),
        };
        let of: [(Column, String); 4] = [
            (|fact| &fact.basis, basis),
            (|fact| &fact.team, team),
            (|fact| &fact.caseworker, worker),
            (|fact| &fact.family, cells.family.clone()),
        ];
        for (column, text) in of.into_iter().filter(|(_, text)| !text.is_empty()) {
            let label = self
                .field(column)
                .map(|(step, field)| self.label(step, field));
            said.push(labelled(&label.unwrap_or_default(), &text));
        }
        said
    }

    /// The question whose answer stands in a column.
    fn field(&self, column: Column) -> Option<(&'static Step, &'static Field)> {
        self.forms
            .iter()
            .find_map(|(step, fact)| match column(fact) {
                Of::Field(name) => Some((*step, step.field(name)?)),
                _ => None,
            })
    }

    fn label(&self, step: &Step, field: &Field) -> String {
        self.words.field(step, field, Text::Label)
    }

    /// The thing that was chosen.
    fn thing(&self, column: Column, id: &str) -> Option<String> {
        let known = things(&self.known.state, self.words.book);
        let thing = known.get(id).filter(|thing| thing.seq < self.first)?;
        let (step, field) = self.field(column)?;
        if !matches!(field.kind, FieldKind::Thing(_)) {
            return None;
        }
        let twin = |(other, each): &(&String, &Thing)| {
            let named = |thing: &Thing| (thing.sort, thing.made_on.or(thing.first_on));
            *other != id && named(each) == named(thing)
        };
        let alone = !known.iter().any(|each| twin(&each));
        let candidate = Candidate {
            id: id.to_owned(),
            sort: thing.sort,
            first_on: thing.first_on,
            made_on: thing.made_on,
            made_at: thing.made_at,
            of_abuse: thing.tells_of_abuse(),
            lacks: false,
            is_review: thing.kinds.contains("review_held"),
            is_new: false,
        };
        let text = self.words.thing(&candidate, alone);
        Some(labelled(&self.label(step, field), &text))
    }

    /// The words of a value, each under the question that it answers.
    fn value(&self, value: &str) -> Vec<String> {
        let t = self.words.t;
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for word in value.split_whitespace() {
            let answered = self.answered(word);
            let (label, text) = match answered {
                Some((step, field)) if field.options().iter().any(|each| each == word) => (
                    self.label(step, field),
                    self.words.option(step, field, word),
                ),
                Some((step, field)) => (self.label(step, field), value_word(t, word)),
                None => (String::new(), value_word(t, word)),
            };
            match said.iter_mut().find(|(each, _)| *each == label) {
                Some((_, texts)) => texts.push(text),
                None => said.push((label, vec![text])),
            }
        }
        let said = said.into_iter();
        said.map(|(label, texts)| labelled(&label, &texts.join(", ")))
            .collect()
    }

    /// The question that a word of the value answers: one that offers it, else one that is answered freely.
    fn answered(&self, word: &str) -> Option<(&'static Step, &'static Field)> {
        let fields = || {
            self.forms.iter().flat_map(|(step, fact)| {
                let names = fact.value.iter().filter_map(|of| match of {
                    Of::Field(name) => Some(*name),
                    _ => None,
                });
                names.filter_map(move |name| Some((*step, step.field(name)?)))
            })
        };
        let offers = |(_, field): &(&Step, &Field)| field.options().iter().any(|each| each == word);
        let free = |(_, field): &(&Step, &Field)| field.options().is_empty();
        fields().find(offers).or_else(|| fields().find(free))
    }
}
