//! What can be taken back: the facts and the documents that count.
//!
//! Owns: the name of each in a form. Must not know: how it is taken back ([`crate::command`]).

use omhu_law::calendar::Day;

use crate::case::{CaseState, Registered, Told};
use crate::event::Document;
use crate::row_id;

/// Before the place of a document in its name.
const DOCUMENT: &str = "document ";

/// One of them.
#[derive(Clone, Copy, Debug)]
pub enum Registration<'s> {
    /// A fact.
    Fact(&'s Registered),
    /// A document: a file, or what somebody was asked for or answered.
    Document(&'s Told<Document>),
}

impl Registration<'_> {
    /// Its event.
    #[must_use]
    pub fn seq(&self) -> i64 {
        match self {
            Registration::Fact(held) => held.seq,
            Registration::Document(held) => held.seq,
        }
    }

    /// How a form names it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Registration::Fact(held) => held.fact.cells.id.clone(),
            Registration::Document(held) => format!("{DOCUMENT}{}", held.seq),
        }
    }
}

/// All of a case, the newest first.
#[must_use]
pub fn registrations(state: &CaseState) -> Vec<Registration<'_>> {
    let facts = state.standing(Day::MAX);
    let facts = facts.filter(|held| !held.fact.cells.id.is_empty());
    let documents = state.documents.iter().map(Registration::Document);
    let mut all: Vec<_> = facts.map(Registration::Fact).chain(documents).collect();
    all.sort_by_key(|each| std::cmp::Reverse(each.seq()));
    all
}

/// The one of this name.
#[must_use]
pub fn named<'s>(state: &'s CaseState, name: &str) -> Option<Registration<'s>> {
    let id = row_id::told(&state.reference, name.to_owned());
    // A file that was read in may call its rows anything: a fact goes first.
    let fact = |each: &Registration<'_>| matches!(each, Registration::Fact(_)) && each.name() == id;
    let all = registrations(state);
    let found = all.iter().copied().find(fact);
    found.or_else(|| all.iter().copied().find(|each| each.name() == name))
}
