//! The plain shapes: a limit after a trigger, and what must be in the file on the very day.

use super::draft::Draft;
use super::duty::Duty;
use super::{Derived, Engine, Status};
use crate::book::{Column, Obligation};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Fact, Thing};
use crate::index::{Entry, first_of_each};

impl<'b> Engine<'b> {
    pub(super) fn deadlines(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        let all = self.index.all(obligation.trigger, Column::About);
        let mut last = (Thing::NONE, 0);
        for told in all {
            let seq = if last.1 > 0 && last.0 == told.thing {
                last.1 + 1
            } else {
                1
            };
            last = (told.thing, seq);
            if seq > 1 && !obligation.each {
                continue;
            }
            let fact = &case.facts[told.fact as usize];
            let (entry, unborn) = self.at_birth(case, obligation, told);
            let entry = &entry;
            let Some(version) = duty.version_on(entry.day, fact.basis) else {
                continue;
            };
            if !self.wanted(obligation, entry, fact, case) {
                continue;
            }
            let (due, how) = self.limit(version, entry, fact);
            let met = self.first_met(case, obligation, entry, fact);
            let left_out = obligation
                .not_applicable
                .filter(|word| fact.value.has(*word))
                .map(|_| entry.fact)
                .or(unborn)
                .or_else(|| self.left_out(obligation, entry, fact, due));
            let preliminary = obligation.preliminary.is_some_and(|kind| {
                let made = self
                    .index
                    .first(kind, Column::About, entry.thing, entry.day);
                let last = due.map_or(Day::MAX, |due| due.day);
                made.is_some_and(|made| made.day <= last)
            });
            let draft = Draft {
                due,
                how,
                met,
                seq,
                // A case that was closed before the birth is over all the same.
                end: self.end(obligation.ceases_with, entry.thing, told.day),
                preliminary,
                left_out_by: left_out,
                ..Draft::new(duty, version, entry.thing, (entry.day, entry.fact))
            };
            self.finish(case, &draft, rows);
        }
    }

    /// The trigger of a duty that waits for the birth: the birth, where that comes after what would trigger it. While the
    /// child is not born, also the fact that says so.
    fn at_birth(
        &self,
        case: &CaseFacts<'_>,
        obligation: &Obligation,
        told: &Entry,
    ) -> (Entry, Option<u32>) {
        let waits = obligation.waits_for_birth;
        let birth = waits.then(|| self.birth(case)).flatten();
        match birth.filter(|(from, _)| told.day < *from) {
            Some((from, fact)) if from <= self.question.as_of => {
                let born = self.all(self.kinds.born, Column::About).first();
                let fact = born.map_or(fact, |born| born.fact);
                let (day, thing) = (from, told.thing);
                (Entry { thing, fact, day }, None)
            }
            Some((_, fact)) => (*told, Some(fact)),
            None => (*told, None),
        }
    }

    /// Whether the trigger says what the obligation asks for.
    fn wanted(
        &self,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
        case: &CaseFacts<'_>,
    ) -> bool {
        if let Some(word) = obligation.condition {
            // What a measure is may stand in its decision.
            let value = match Some(obligation.trigger) == self.kinds.measure_started {
                true => self
                    .measures
                    .of(entry.thing)
                    .map_or(fact.value, |measure| measure.value),
                false => fact.value,
            };
            if !value.has(word) {
                return false;
            }
        }
        if !self.is_aged(obligation, entry.day) {
            return false;
        }
        let Some((kind, word)) = obligation.requires else {
            return true;
        };
        let newest = self.index.of(kind, Column::About, entry.thing).last();
        newest.is_some_and(|newest| {
            word.is_none_or(|word| case.facts[newest.fact as usize].value.has(word))
        })
    }

    pub(super) fn checks(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        for entry in first_of_each(self.index.all(obligation.trigger, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = duty.version_on(entry.day, fact.basis) else {
                continue;
            };
            if !self.wanted(obligation, entry, fact, case) {
                continue;
            }
            let held = self.held(case, obligation, entry, fact);
            let left_out = match held {
                Some(_) => None,
                None => self.left_out(obligation, entry, fact, Some(When::on(entry.day))),
            };
            let draft = Draft {
                met: held,
                left_out_by: left_out,
                ..Draft::new(duty, version, entry.thing, (entry.day, entry.fact))
            };
            self.finish(case, &draft, rows);
            // Missing at the decision is overdue at once and cannot grow: nothing repairs it later.
            if let Some(row) = rows.last_mut()
                && matches!(row.status, Status::Open | Status::Overdue)
            {
                row.status = Status::Overdue;
                row.overrun_days = Some((self.question.as_of.0 - entry.day.0).max(0) as u32);
            }
        }
    }
}
