//! Which facts belong to a trigger: what meets it, leaves it out, or ends it.

use super::Engine;
use crate::book::{CeasesWith, Column, Obligation};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Fact, Thing};
use crate::index::{Entry, on_or_after};
use crate::vocabulary::KindId;

impl Engine<'_> {
    #[inline]
    pub(super) fn all(&self, kind: Option<KindId>, column: Column) -> &[Entry] {
        kind.map_or(&[], |kind| self.index.all(kind, column))
    }

    #[inline]
    pub(super) fn of(&self, kind: Option<KindId>, column: Column, thing: Thing) -> &[Entry] {
        kind.map_or(&[], |kind| self.index.of(kind, column, thing))
    }

    /// The first closing after a day.
    pub(super) fn closing_after(&self, day: Day) -> Option<(Day, u32)> {
        let closings = self.all(self.kinds.closed, Column::About);
        on_or_after(closings, Day(day.0.saturating_add(1))).map(|entry| (entry.day, entry.fact))
    }

    /// What ends a duty triggered on a day by a fact about this thing.
    pub(super) fn end(
        &self,
        with: CeasesWith,
        thing: Thing,
        trigger_on: Day,
    ) -> Option<(Day, u32)> {
        match with {
            CeasesWith::Never => None,
            CeasesWith::Case => self.closing_after(trigger_on),
            CeasesWith::Measure => self.measures.of(thing).and_then(|measure| measure.end),
            CeasesWith::MeasuresOfDecision => earlier(
                self.closing_after(trigger_on),
                self.measures.last_end_of_decision(thing),
            ),
        }
    }

    /// The things that meeting facts of a trigger carry, and in which column.
    fn links<'o>(
        obligation: &'o Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> impl Iterator<Item = (Column, Thing)> + use<'o> {
        let (day, about, reference) = (entry.day, entry.thing, fact.reference);
        obligation
            .linked
            .iter()
            .filter(move |link| link.from <= day)
            .filter_map(move |link| {
                let thing = match link.trigger {
                    Column::About => about,
                    Column::Reference if reference == Thing::NONE => return None,
                    Column::Reference => reference,
                };
                Some((link.fact, thing))
            })
    }

    pub(super) fn first_met(
        &self,
        case: &CaseFacts<'_>,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> Option<(When, u32)> {
        let from = if obligation.met_from_any {
            Day::MIN
        } else {
            entry.day
        };
        let mut first: Option<&Entry> = None;
        if obligation.met_in_case {
            let kinds = obligation.met_by.iter();
            let all = kinds.flat_map(|kind| self.index.all(*kind, Column::About));
            first = all
                .filter(|found| found.day >= from)
                .min_by_key(|found| found.fact);
        }
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.met_by {
                let found = self.index.first(*kind, column, thing, from);
                if let Some(found) = found
                    && first.is_none_or(|first| found.fact < first.fact)
                {
                    first = Some(found);
                }
            }
        }
        first.map(|entry| (case.facts[entry.fact as usize].when, entry.fact))
    }

    /// The first fact that lawfully leaves the duty out, on or before the due day.
    pub(super) fn left_out(
        &self,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
        due: Option<When>,
    ) -> Option<u32> {
        if obligation.left_out_by.is_empty() {
            return None;
        }
        let last = due.map_or(Day::MAX, |due| due.day);
        let mut first: Option<u32> = None;
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.left_out_by {
                let found = self.index.of(*kind, column, thing).first();
                if let Some(found) = found.filter(|found| found.day <= last) {
                    first = Some(first.map_or(found.fact, |first| first.min(found.fact)));
                }
            }
        }
        first
    }

    /// The earliest fact that counts for a check: on or before the day, or on the very day.
    pub(super) fn held(
        &self,
        case: &CaseFacts<'_>,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> Option<(When, u32)> {
        let from = if obligation.same_day {
            entry.day
        } else {
            Day::MIN
        };
        let mut first: Option<u32> = None;
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.met_by {
                let found = self.index.first(*kind, column, thing, from);
                if let Some(found) = found.filter(|found| found.day <= entry.day) {
                    first = Some(first.map_or(found.fact, |first| first.min(found.fact)));
                }
            }
        }
        first.map(|fact| (case.facts[fact as usize].when, fact))
    }
}

/// The earlier of two ends; the first where both are on one day.
pub(super) fn earlier(a: Option<(Day, u32)>, b: Option<(Day, u32)>) -> Option<(Day, u32)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}
