//! What a shape found, and the row that comes of it.
//!
//! Owns: status, ceasing, overrun, precision and the rule id of what was pending when new law came.
//! Must not know: any shape.

use super::duty::Duty;
use super::{Derived, Engine, How, Status};
use crate::birth::counts_as_born;
use crate::book::{Column, Due, RuleId, Version};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Thing};
use crate::index::on_or_before;
use crate::vocabulary::Value;

/// What a shape found, before its status is decided.
#[derive(Clone, Copy)]
pub(super) struct Draft<'v> {
    pub duty: &'v Duty<'v>,
    pub version: &'v Version,
    /// True for reviews after the first: `rule_next` counts.
    pub later: bool,
    pub about: Thing,
    pub seq: u32,
    pub trigger_on: Day,
    pub trigger: Option<u32>,
    pub due: Option<When>,
    pub how: How,
    pub met: Option<(When, u32)>,
    pub end: Option<(Day, u32)>,
    /// A preliminary assessment between trigger and due day.
    pub preliminary: bool,
    pub left_out_by: Option<u32>,
}

impl<'v> Draft<'v> {
    /// A first or only row that is due on its trigger day, and of which nothing else is known; a
    /// shape states what it found instead.
    pub(super) fn new(
        duty: &'v Duty<'v>,
        version: &'v Version,
        about: Thing,
        (trigger_on, trigger): (Day, u32),
    ) -> Draft<'v> {
        Draft {
            duty,
            version,
            later: false,
            about,
            seq: 1,
            trigger_on,
            trigger: Some(trigger),
            due: Some(When::on(trigger_on)),
            how: How::After(Due::TriggerDay),
            met: None,
            end: None,
            preliminary: false,
            left_out_by: None,
        }
    }
}

impl Engine<'_> {
    /// Appends the row of a draft.
    pub(super) fn finish(&self, case: &CaseFacts<'_>, draft: &Draft<'_>, rows: &mut Vec<Derived>) {
        let as_of = self.question.as_of;
        let due_day = draft.due.map(|due| due.day);
        let in_time = |done: When| match draft.due {
            None => true,
            Some(due) => match (due.instant(), done.instant()) {
                (Some(due), Some(done)) => done <= due,
                _ => done.day <= due.day,
            },
        };
        let past_due = due_day.is_some_and(|due| as_of > due);
        let unborn = self.unborn_on(case, draft);
        // Who is not born has nothing to say yet, but what was done all the same was done.
        let left_out_by = (unborn.filter(|_| draft.duty.obligation.needs_birth))
            .filter(|_| draft.met.is_none())
            .or(draft.left_out_by);
        let ended = draft
            .end
            .filter(|(day, _)| due_day.is_none_or(|due| *day <= due));
        let status = match (left_out_by, draft.met) {
            (Some(_), _) => Status::NotApplicable,
            // A step without a number in the law is done or not; a review without a decided date
            // stays without a deadline also when it was held.
            (None, Some(_)) if draft.due.is_none() && draft.how != How::After(Due::None) => {
                Status::NoDeadline
            }
            (None, Some((done, _))) if in_time(done) => Status::Met,
            _ if ended.is_some() => Status::Ceased,
            (None, None) if draft.due.is_none() => Status::NoDeadline,
            (None, Some(_)) if draft.preliminary => Status::LateWithPreliminary,
            (None, None) if draft.preliminary && past_due => Status::LateWithPreliminary,
            (None, Some(_)) => Status::Late,
            (None, None) if past_due => Status::Overdue,
            (None, None) => Status::Open,
        };
        let shows_met = !matches!(status, Status::Ceased | Status::NotApplicable);
        let met = draft.met.filter(|_| shows_met);
        let met_on = met.map(|(done, _)| done.day);
        let overrun_days = match status {
            Status::Late | Status::LateWithPreliminary | Status::Overdue => {
                due_day.map(|due| (met_on.unwrap_or(as_of).0 - due.0).max(0) as u32)
            }
            _ => None,
        };
        let hours = matches!(draft.how, How::After(Due::Hours(_)));
        let trigger_has_clock = |fact: u32| !case.facts[fact as usize].when.is_day_only();
        let precision_day = hours
            && (!draft.trigger.is_some_and(trigger_has_clock)
                || met.is_some_and(|(done, _)| done.is_day_only()));
        let assigned = on_or_before(
            self.all(self.kinds.assigned, Column::About),
            due_day.map_or(as_of, |due| due.min(as_of)),
        );
        let rule = self.rule_of(draft, status, met_on, ended, unborn.is_some());
        rows.push(Derived {
            obligation: draft.duty.place,
            rule,
            about: draft.about,
            seq: draft.seq,
            layer: draft.duty.layer,
            trigger_on: draft.trigger_on,
            due: draft.due,
            met_on,
            status,
            overrun_days,
            precision_day,
            assigned: assigned.map(|entry| entry.fact),
            how: draft.how,
            trigger: draft.trigger,
            met: met.map(|(_, fact)| fact),
            ended_by: match status {
                Status::Ceased => ended.map(|(_, fact)| fact),
                _ => left_out_by,
            },
        });
    }

    /// The fact that says that the child was not born on the trigger day, where the duty is another one then.
    fn unborn_on(&self, case: &CaseFacts<'_>, draft: &Draft<'_>) -> Option<u32> {
        if !draft.duty.obligation.needs_birth && draft.version.unborn.is_none() {
            return None;
        }
        let (from, fact) = self.birth(case)?;
        (draft.trigger_on < from).then_some(fact)
    }

    /// The first day on which the child counts as born, with the fact that says so: that it is expected, where somebody
    /// wrote that, else the birth. None: nothing is known of it, or what is asked for is the contract, which knows no
    /// unborn child.
    pub(super) fn birth(&self, case: &CaseFacts<'_>) -> Option<(Day, u32)> {
        let expected = self.kinds.expected?;
        let born = self.all(self.kinds.born, Column::About).first();
        let told = self.index.all(expected, Column::About).last();
        let term = told.map(|told| case.facts[told.fact as usize].value);
        let term = term.and_then(|value| match value {
            Value::Until(day) => Some(day),
            _ => None,
        });
        let from = counts_as_born(born.map(|born| born.day), term)?;
        Some((from, told.or(born)?.fact))
    }

    /// The rule id; what was pending when new law came carries the new id from then on.
    fn rule_of(
        &self,
        draft: &Draft<'_>,
        status: Status,
        met_on: Option<Day>,
        ended: Option<(Day, u32)>,
        unborn: bool,
    ) -> RuleId {
        let version = draft.version;
        if let Some(unborn) = version.unborn.filter(|_| unborn) {
            return unborn;
        }
        let own = if draft.later {
            version.rule_next
        } else {
            version.rule
        };
        let own = own
            .or(version.rule)
            .or(version.rule_next)
            .unwrap_or(RuleId(0));
        let Some(pending) = version.pending else {
            return own;
        };
        let new = if draft.later {
            pending.rule_next
        } else {
            pending.rule
        };
        let (Some(new), Some(due)) = (new, draft.due) else {
            return own;
        };
        let settled_before = match status {
            Status::NotApplicable => true,
            Status::Ceased => ended.is_some_and(|(day, _)| day < pending.from),
            _ => met_on.is_some_and(|day| day < pending.from),
        };
        if draft.trigger_on < pending.from
            && due.day >= pending.from
            && self.question.as_of >= pending.from
            && !settled_before
        {
            return new;
        }
        own
    }
}
