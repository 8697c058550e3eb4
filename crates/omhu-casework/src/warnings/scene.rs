//! The case before and after a command, as the looks of the neighbouring files read it.
//!
//! Owns: applying a command to a copy, finding facts by kind and thing, the child's age, rules by day.
//! Must not know: any warning.

use std::borrow::Cow;

use omhu_law::book::{LawBook, Rule};
use omhu_law::calendar::{Day, When};

use super::{Around, Now};
use crate::case::{CaseState, Registered};
use crate::command::{Command, Entry, decide};
use crate::event::Event;
use crate::fact::FactCells;
use crate::grounds::barnets_lov;
use crate::ids::UserNo;
use crate::lacks::version;

/// The case as it would be after the command; none where the command is refused.
pub(super) fn applied(
    book: &LawBook,
    state: &CaseState,
    command: &Command,
    now: Now,
) -> Option<CaseState> {
    // A conflict is the store's to find; what is warned of does not hang on it.
    let mut command = Cow::Borrowed(command);
    if command.seen_seq.is_some() {
        command.to_mut().seen_seq = None;
    }
    let decided = decide(book, state, &command, now.today).ok()?;
    let mut after = state.clone();
    for body in decided.bodies {
        after.apply(Event {
            seq: after.seq + 1,
            recorded_at: now.second,
            recorded_by: UserNo::IMPORT,
            body,
        });
    }
    Some(after)
}

/// One fact in force, with its day read.
pub(super) struct Held<'a> {
    pub(super) registered: &'a Registered,
    pub(super) when: When,
}

impl<'a> Held<'a> {
    pub(super) fn cells(&self) -> &'a FactCells {
        &self.registered.fact.cells
    }

    pub(super) fn kind(&self) -> &'a str {
        &self.cells().kind
    }

    pub(super) fn day(&self) -> Day {
        self.when.day
    }

    /// Whether a word stands in its value.
    pub(super) fn says(&self, word: &str) -> bool {
        self.cells().value.split(' ').any(|said| said == word)
    }
}

/// A fact that the command registers.
pub(super) struct New<'a> {
    /// Its entry.
    pub(super) entry: usize,
    pub(super) held: Held<'a>,
    /// It takes the place of another.
    pub(super) corrects: bool,
    /// Nothing was written about it, nor a common reason.
    pub(super) wordless: bool,
}

/// Before and after.
pub(super) struct Scene<'a> {
    pub(super) book: &'a LawBook,
    pub(super) before: &'a CaseState,
    pub(super) after: &'a CaseState,
    pub(super) command: &'a Command,
    pub(super) now: Now,
    pub(super) around: &'a Around,
    /// The facts in force after the command.
    pub(super) facts: Vec<Held<'a>>,
    /// Those among them that are new, in the order of the entries.
    pub(super) new: Vec<New<'a>>,
    pub(super) born: Option<Day>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        book: &'a LawBook,
        before: &'a CaseState,
        after: &'a CaseState,
        command: &'a Command,
        now: Now,
        around: &'a Around,
    ) -> Scene<'a> {
        let held = |registered: &'a Registered| {
            let when = registered.when()?;
            Some(Held { registered, when })
        };
        let facts = after.standing(Day::MAX).filter_map(held).collect();
        Scene {
            book,
            before,
            after,
            command,
            now,
            around,
            facts,
            new: new_facts(before, after, command),
            born: after.born(Day::MAX),
        }
    }

    /// The facts of a kind.
    pub(super) fn all<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s Held<'a>> {
        self.facts.iter().filter(move |held| held.kind() == kind)
    }

    /// The facts of a kind about a thing.
    pub(super) fn about<'s>(
        &'s self,
        kind: &'s str,
        thing: &'s str,
    ) -> impl Iterator<Item = &'s Held<'a>> {
        self.all(kind)
            .filter(move |held| held.cells().about == thing)
    }

    /// The facts of a kind that refer to a thing.
    pub(super) fn referring<'s>(
        &'s self,
        kind: &'s str,
        thing: &'s str,
    ) -> impl Iterator<Item = &'s Held<'a>> {
        self.all(kind)
            .filter(move |held| held.cells().reference == thing)
    }

    /// The first fact of a kind about a thing.
    pub(super) fn first(&self, kind: &str, thing: &str) -> Option<&Held<'a>> {
        let named = |held: &&Held<'_>| held.kind() == kind && held.cells().about == thing;
        self.facts.iter().filter(named).min_by_key(|held| held.when)
    }

    /// The facts of a kind that are new.
    pub(super) fn entered<'s>(&'s self, kinds: &'s [&str]) -> impl Iterator<Item = &'s New<'a>> {
        self.new
            .iter()
            .filter(move |new| kinds.contains(&new.held.kind()))
    }

    /// What the command writes in a part about the same thing as a new fact; empty is nothing.
    pub(super) fn written(&self, new: &New<'_>, section: &str) -> Option<&'a str> {
        // The command may speak of a new thing by a name of its own.
        let named = match self.command.entries.get(new.entry)? {
            Entry::Fact { cells, .. } | Entry::Correct { cells, .. } => cells.about.as_str(),
            _ => return None,
        };
        self.command.entries.iter().find_map(|entry| match entry {
            Entry::Section {
                about,
                section: part,
                text,
                ..
            } if part == section && about == named => Some(text.trim()).filter(|it| !it.is_empty()),
            _ => None,
        })
    }

    /// Whether something stands in a part about a thing, by the command or before it.
    pub(super) fn has_section(&self, about: &str, section: &str) -> bool {
        self.after.section(about, section).is_some()
    }

    /// Whether the child is not born on a day.
    pub(super) fn is_unborn(&self, on: Day) -> bool {
        self.after.is_unborn(on)
    }

    /// Whole years on a day; none where the birthday is not known.
    pub(super) fn age(&self, on: Day) -> Option<i32> {
        self.after.age(on)
    }

    /// The statute's rule of an obligation in force on a day: a municipality's own target may answer under the same name.
    pub(super) fn rule(&self, obligation: &str, on: Day, basis: &str) -> Option<Rule> {
        let version = version(self.book, obligation, on, basis)?;
        let unborn = version.unborn.filter(|_| self.is_unborn(on));
        let id = unborn.or(version.rule).or(version.rule_next)?;
        Some(self.book.rule(id).clone())
    }

    /// The first day of the Child's Act: of the first rule that rests on it.
    pub(super) fn new_law(&self) -> Day {
        barnets_lov(self.book)
    }

    /// When a measure began and ended, the closing of the case included.
    pub(super) fn course(&self, measure: &str) -> Option<(Day, Option<Day>)> {
        let start = self.first("measure_started", measure)?.day();
        let own = self.about("measure_ended", measure).map(Held::day);
        let own = own.filter(|end| *end >= start).min();
        let closing = self.all("case_closed").map(Held::day);
        let closing = closing.filter(|day| *day > start).min();
        Some((start, own.into_iter().chain(closing).min()))
    }

    /// What a measure is: its own value, else its decision's.
    pub(super) fn is_placement(&self, measure: &Held<'_>) -> bool {
        if !measure.cells().value.is_empty() {
            return measure.says("placement");
        }
        let decision = &measure.cells().reference;
        !decision.is_empty()
            && self
                .first("decision_made", decision)
                .is_some_and(|decision| decision.says("placement"))
    }
}

/// The facts that the entries of a command became; a correction became two events, the rest one each.
fn new_facts<'a>(before: &CaseState, after: &'a CaseState, command: &Command) -> Vec<New<'a>> {
    let mut seq = before.seq;
    let mut new = Vec::new();
    for (place, entry) in command.entries.iter().enumerate() {
        seq += if matches!(entry, Entry::Correct { .. }) {
            2
        } else {
            1
        };
        let (corrects, text) = match entry {
            Entry::Fact { text, .. } => (false, Some(text)),
            Entry::Correct { text, .. } => (true, text.as_ref()),
            _ => continue,
        };
        let registered = after.facts.iter().rev().find(|held| held.seq == seq);
        let Some(registered) = registered else {
            continue;
        };
        if let Some(when) = registered.when() {
            new.push(New {
                entry: place,
                held: Held { registered, when },
                corrects,
                wordless: match text {
                    Some(text) => text.trim().is_empty(),
                    None => registered.fact.text.is_none(),
                } && command.reason.trim().is_empty(),
            });
        }
    }
    new
}
