//! The measures of one case: start, end, decision, and what kind of measure each is.
//!
//! Owns: when a measure has ended. Must not know: any obligation.

use crate::book::Column;
use crate::calendar::Day;
use crate::derive::Kinds;
use crate::history::{CaseFacts, Thing};
use crate::index::{Index, first_of_each, on_or_after};
use crate::vocabulary::Value;

/// One measure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    pub thing: Thing,
    pub started: Day,
    /// The fact that says it started.
    pub fact: u32,
    pub decision: Thing,
    pub decision_known: bool,
    /// Its own value, else the decision's.
    pub value: Value,
    /// The first end on or after the start: its own, or a closing of the case on a later day.
    pub end: Option<(Day, u32)>,
}

/// All measures of a case, by thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measures {
    pub list: Vec<Measure>,
    /// For each decision with measures: the last end, where all have ended.
    ends: Vec<(Thing, Option<(Day, u32)>)>,
}

impl Measures {
    pub(crate) fn fill(&mut self, index: &Index, case: &CaseFacts<'_>, kinds: &Kinds) {
        self.list.clear();
        self.ends.clear();
        let Some(started) = kinds.measure_started else {
            return;
        };
        let closings = kinds
            .closed
            .map_or(&[][..], |kind| index.all(kind, Column::About));
        for entry in first_of_each(index.all(started, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let decisions = match kinds.decision_made {
                Some(kind) if fact.reference != Thing::NONE => {
                    index.of(kind, Column::About, fact.reference)
                }
                _ => &[],
            };
            let value = match (fact.value, decisions.first()) {
                (Value::NONE, Some(decision)) => case.facts[decision.fact as usize].value,
                (value, _) => value,
            };
            let own = kinds
                .measure_ended
                .and_then(|kind| index.first(kind, Column::About, entry.thing, entry.day));
            let closing = on_or_after(closings, Day(entry.day.0.saturating_add(1)));
            let end = match (own, closing) {
                (Some(own), Some(closing)) if closing.day < own.day => Some(closing),
                (own, closing) => own.or(closing),
            };
            self.list.push(Measure {
                thing: entry.thing,
                started: entry.day,
                fact: entry.fact,
                decision: fact.reference,
                decision_known: !decisions.is_empty(),
                value,
                end: end.map(|end| (end.day, end.fact)),
            });
        }
        self.fill_ends();
    }

    fn fill_ends(&mut self) {
        let decided = self
            .list
            .iter()
            .filter(|measure| measure.decision != Thing::NONE);
        self.ends
            .extend(decided.map(|measure| (measure.decision, measure.end)));
        if self.ends.len() < 2 {
            return;
        }
        // Running measures first, then by end: the first of each decision after merging is either
        // "still running" or the last end.
        self.ends.sort_unstable_by_key(|(decision, end)| {
            (
                *decision,
                end.is_some(),
                std::cmp::Reverse(end.map_or(i32::MAX, |end| end.0.0)),
            )
        });
        self.ends.dedup_by_key(|(decision, _)| *decision);
    }

    /// The measure of this id.
    pub(crate) fn of(&self, thing: Thing) -> Option<&Measure> {
        let place = self
            .list
            .binary_search_by_key(&thing, |measure| measure.thing)
            .ok()?;
        Some(&self.list[place])
    }

    /// The last end of a decision's measures, where at least one started and all have ended.
    pub(crate) fn last_end_of_decision(&self, decision: Thing) -> Option<(Day, u32)> {
        let place = self
            .ends
            .binary_search_by_key(&decision, |(thing, _)| *thing)
            .ok()?;
        self.ends[place].1
    }
}
