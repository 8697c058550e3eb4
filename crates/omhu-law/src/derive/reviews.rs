//! Reviews of a measure, one after the other, and the decision on their rhythm.

use super::draft::Draft;
use super::duty::Duty;
use super::{Derived, Engine, How};
use crate::book::{Column, Due, Version};
use crate::calendar::{Day, Period, When};
use crate::history::{CaseFacts, Thing};
use crate::index::{Entry, first_of_each, on_or_after};
use crate::measures::Measure;
use crate::vocabulary::{Basis, KindId, Value};

impl<'b> Engine<'b> {
    /// The days of reviews of a measure from its start on, each once, into `self.days`.
    fn fill_days(&mut self, kinds: &[KindId], measure: Thing, from: Day) {
        self.days.clear();
        for kind in kinds {
            let held = self.index.of(*kind, Column::Reference, measure);
            for entry in &held[held.partition_point(|entry| entry.day < from)..] {
                if self.days.last().is_none_or(|(day, _)| *day < entry.day) {
                    self.days.push((entry.day, entry.fact));
                }
            }
        }
        if kinds.len() > 1 {
            self.days.sort_unstable();
            self.days.dedup_by_key(|(day, _)| *day);
        }
    }

    pub(super) fn review_chains(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            self.fill_days(&obligation.met_by, measure.thing, measure.started);
            let met = |k: usize| self.days.get(k).map(|(day, fact)| (When::on(*day), *fact));
            let row = |version, seq: usize, trigger: (Day, u32), due: Option<Day>, how| Draft {
                later: seq > 1,
                seq: seq as u32,
                due: due.map(When::on),
                how,
                met: met(seq - 1),
                end: measure.end,
                ..Draft::new(duty, version, measure.thing, trigger)
            };
            if let Some(version) = duty.version_on(measure.started, Basis::NONE)
                && let Some(due) = version.due
            {
                let trigger = (measure.started, measure.fact);
                let limit = self
                    .due_after(due, When::on(measure.started))
                    .map(|due| due.day);
                let (limit, how) = match self.parallel_end(version, measure.started) {
                    Some((day, fact)) if limit.is_some_and(|limit| day < limit) => {
                        (Some(day), How::ParallelAssessment(fact))
                    }
                    _ => (limit, How::After(due)),
                };
                self.finish(case, &row(version, 1, trigger, limit, how), rows);
            }
            for k in 0..self.days.len() {
                let trigger = self.days[k];
                // A review on or after the end still meets, but asks for no further one.
                if measure.end.is_some_and(|(end, _)| trigger.0 >= end) {
                    break;
                }
                let Some(version) = duty.version_on(trigger.0, Basis::NONE) else {
                    continue;
                };
                let next_on = self.days.get(k + 1).map(|(day, _)| *day);
                let (due, how) = self.next_review(case, version, &measure, trigger, next_on);
                self.finish(case, &row(version, k + 2, trigger, due, how), rows);
            }
        }
    }

    /// When the review after one held on `trigger` is due.
    fn next_review(
        &self,
        case: &CaseFacts<'_>,
        version: &Version,
        measure: &Measure,
        trigger: (Day, u32),
        next_on: Option<Day>,
    ) -> (Option<Day>, How) {
        let day = trigger.0;
        if let Some(next) = version.next {
            let due = self.due_after(next, When::on(day)).map(|due| due.day);
            return match self.interval_of_2011(version, day, due) {
                Some(shorter) => (Some(shorter), How::After(Due::Months(6))),
                None => (due, How::After(next)),
            };
        }
        let mut due = None;
        let mut how = How::Nothing;
        if let Some((months, before)) = version.next_default
            && measure.started < before
        {
            let switched = self.book.assumptions.transition_followup_default;
            let period = switched.unwrap_or(Period {
                months: months as i32,
                days: 0,
            });
            due = Some(self.rolled(period.after(day)));
            how = How::DefaultRhythm(months);
        }
        let rhythms = self.of(version.next_decided_by, Column::Reference, measure.thing);
        let known = rhythms.partition_point(|entry| entry.day <= day);
        // Of those decided by the review, the last one that is not spent counts.
        let base = rhythms[..known].iter().rev().find_map(|entry| {
            self.rhythm_day(case, entry, day)
                .map(|due| (due, entry.fact))
        });
        if let Some((on, fact)) = base {
            due = Some(on);
            how = How::Rhythm(fact);
        }
        for entry in &rhythms[known..] {
            if next_on.is_some_and(|next| entry.day >= next) {
                break;
            }
            if due.is_some_and(|due| entry.day > due) {
                continue;
            }
            if let Some(on) = self.rhythm_day(case, entry, day) {
                due = Some(on);
                how = How::Rhythm(entry.fact);
            }
        }
        (due, how)
    }

    /// The day that a rhythm gives after a review; none where it is a day that had passed by then.
    fn rhythm_day(&self, case: &CaseFacts<'_>, entry: &Entry, review: Day) -> Option<Day> {
        match case.facts[entry.fact as usize].value {
            Value::Every(period) => Some(self.rolled(period.after(review))),
            Value::Until(day) => (review < day).then_some(day),
            Value::Words(_) => None,
        }
    }

    /// The parameter `interval_change_2011 = by_due_day`: the shorter gap from its first day on also
    /// for a review asked for by the older version, where that would be due later.
    fn interval_of_2011(&self, version: &Version, from: Day, due: Option<Day>) -> Option<Day> {
        const REFORM: Day = Day::from_civil(2011, 1, 1);
        if !self.book.assumptions.interval_change_by_due_day
            || version.in_force >= REFORM
            || !matches!(version.next, Some(Due::Months(12)))
            || due.is_none_or(|due| due < REFORM)
        {
            return None;
        }
        Some(self.rolled(from.plus_months(6)).max(REFORM))
    }

    /// Assessments as (first completion, known since), by completion, for limits that hang on them.
    pub(super) fn fill_parallel(&mut self) {
        self.parallel.clear();
        if self.measures.list.is_empty() {
            return;
        }
        let mut found = std::mem::take(&mut self.parallel);
        let known = self.all(self.kinds.support_need_known, Column::About);
        for entry in first_of_each(known) {
            let done = self.of(self.kinds.assessment_completed, Column::About, entry.thing);
            if let Some(done) = on_or_after(done, entry.day) {
                found.push((done.day, entry.day, done.fact, entry.day));
            }
        }
        found.sort_unstable();
        // The earliest "known since" from each place on, so that a search can stop early.
        let mut least = Day::MAX;
        for entry in found.iter_mut().rev() {
            least = least.min(entry.1);
            entry.3 = least;
        }
        self.parallel = found;
    }

    /// The earliest completion, on or after the start, of an assessment that was running then.
    fn parallel_end(&self, version: &Version, start: Day) -> Option<(Day, u32)> {
        if !version.or_parallel_assessment {
            return None;
        }
        let from = self.parallel.partition_point(|entry| entry.0 < start);
        for (done, known, fact, least) in &self.parallel[from..] {
            if *known <= start {
                return Some((*done, *fact));
            }
            if *least > start {
                return None;
            }
        }
        None
    }

    pub(super) fn review_rhythms(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            let Some(version) = duty.version_on(measure.started, Basis::NONE) else {
                continue;
            };
            let reviews = self
                .index
                .of(obligation.trigger, Column::Reference, measure.thing);
            let Some(first) = on_or_after(reviews, measure.started) else {
                continue;
            };
            if measure.end.is_some_and(|(end, _)| first.day >= end) {
                continue;
            }
            let decided = obligation.met_by.iter().find_map(|kind| {
                let decided = self.index.of(*kind, Column::Reference, measure.thing);
                on_or_after(decided, measure.started)
            });
            let draft = Draft {
                met: decided.map(Entry::met),
                end: measure.end,
                ..Draft::new(duty, version, measure.thing, (first.day, first.fact))
            };
            self.finish(case, &draft, rows);
        }
    }
}
