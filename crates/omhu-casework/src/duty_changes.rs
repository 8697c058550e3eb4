//! What changed in the duties of a case: what other systems are told of.
//!
//! Owns: the comparison of the kept rows before and after. Must not know: who is told, how, why it changed.
//!
//! That a due day passed is no change: overdue is a comparison with the day, and whoever was told of the day knows.

use std::collections::BTreeMap;

use crate::duties::Duty;

/// What happened to a duty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DutyChange {
    /// Somebody has to do it, and nobody had to before; also where what had met it was taken back.
    New,
    /// It is still to be done, but by another day.
    Changed,
    /// It was done.
    Met,
    /// Nobody has to do it any more, and it was not done; or it never was to be done after all.
    Withdrawn,
}

impl DutyChange {
    /// All of them.
    pub const ALL: [DutyChange; 4] = [
        DutyChange::New,
        DutyChange::Changed,
        DutyChange::Met,
        DutyChange::Withdrawn,
    ];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            DutyChange::New => "obligation.new",
            DutyChange::Changed => "obligation.changed",
            DutyChange::Met => "obligation.met",
            DutyChange::Withdrawn => "obligation.withdrawn",
        }
    }

    /// The change with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<DutyChange> {
        DutyChange::ALL
            .into_iter()
            .find(|change| change.word() == word)
    }
}

/// What names a duty within its case.
fn key(duty: &Duty) -> (&str, &str, u32, &str) {
    (&duty.obligation, &duty.about, duty.seq, &duty.layer)
}

/// What changed between two derivations of one case, in the order of the rows after, then those that are gone.
#[must_use]
pub fn duty_changes<'d>(before: &'d [Duty], after: &'d [Duty]) -> Vec<(DutyChange, &'d Duty)> {
    let had: BTreeMap<_, &Duty> = before.iter().map(|duty| (key(duty), duty)).collect();
    let have: BTreeMap<_, &Duty> = after.iter().map(|duty| (key(duty), duty)).collect();
    let kept = after
        .iter()
        .filter_map(|duty| Some((change(had.get(&key(duty)).copied(), duty)?, duty)));
    let gone = before
        .iter()
        .filter(|duty| !have.contains_key(&key(duty)) && is_told(duty))
        .map(|duty| (DutyChange::Withdrawn, duty));
    kept.chain(gone).collect()
}

/// Whether anybody was told of it: what was lawfully left out from the start is nobody's news.
fn is_told(duty: &Duty) -> bool {
    duty.is_pending() || duty.met_on.is_some()
}

fn change(before: Option<&Duty>, after: &Duty) -> Option<DutyChange> {
    let was_pending = before.is_some_and(Duty::is_pending);
    let was_met = before.is_some_and(|duty| duty.met_on.is_some());
    if after.is_pending() {
        let moved = before.is_some_and(|duty| duty.due != after.due);
        return match (was_pending, moved) {
            (false, _) => Some(DutyChange::New),
            (true, true) => Some(DutyChange::Changed),
            (true, false) => None,
        };
    }
    if let Some(met_on) = after.met_on {
        let same = before.is_some_and(|duty| duty.met_on == Some(met_on));
        return (!same).then_some(DutyChange::Met);
    }
    (was_pending || was_met).then_some(DutyChange::Withdrawn)
}

#[cfg(test)]
mod tests {
    use omhu_law::calendar::{Day, When};
    use omhu_law::derive::Status;

    use super::*;

    fn duty(about: &str, due: i32, met_on: Option<i32>, status: Status) -> Duty {
        Duty {
            obligation: "plan_made".into(),
            about: about.into(),
            seq: 1,
            layer: "statute".into(),
            rule: "BL-PLAN-46".into(),
            trigger_on: Day(1),
            due: Some(When::on(Day(due))),
            met_on: met_on.map(Day),
            trigger_event: Some(1),
            met_event: None,
            status,
            with_preliminary: false,
            precision_day: false,
            team: String::new(),
            caseworker: String::new(),
        }
    }

    fn told(before: &[&Duty], after: &[&Duty]) -> Vec<DutyChange> {
        let owned = |duties: &[&Duty]| {
            duties
                .iter()
                .map(|duty| (*duty).clone())
                .collect::<Vec<_>>()
        };
        let (before, after) = (owned(before), owned(after));
        let changes = duty_changes(&before, &after);
        changes.into_iter().map(|(change, _)| change).collect()
    }

    #[test]
    fn a_duty_is_new_then_moved_then_met() {
        let open = duty("d1", 10, None, Status::Open);
        let later = duty("d1", 20, None, Status::Open);
        let done = duty("d1", 20, Some(15), Status::Met);
        assert_eq!(told(&[], &[&open]), [DutyChange::New]);
        assert_eq!(told(&[&open], &[&later]), [DutyChange::Changed]);
        assert_eq!(told(&[&later], &[&done]), [DutyChange::Met]);
        assert_eq!(told(&[&done], &[&later]), [DutyChange::New]);
        assert_eq!(told(&[], &[&done]), [DutyChange::Met]);
    }

    #[test]
    fn that_a_due_day_passed_is_no_news() {
        let open = duty("d1", 10, None, Status::Open);
        let overdue = duty("d1", 10, None, Status::Overdue);
        assert_eq!(told(&[&open], &[&overdue]), []);
    }

    #[test]
    fn what_ceased_or_is_gone_is_withdrawn_once() {
        let open = duty("d1", 10, None, Status::Open);
        let ceased = duty("d1", 10, None, Status::Ceased);
        let left_out = duty("d1", 10, None, Status::NotApplicable);
        let withdrawn = [DutyChange::Withdrawn];
        assert_eq!(told(&[&open], &[&ceased]), withdrawn);
        assert_eq!(told(&[&open], &[]), withdrawn);
        assert_eq!(told(&[&ceased], &[&ceased]), []);
        assert_eq!(told(&[&ceased], &[]), []);
        assert_eq!(told(&[], &[&left_out]), []);
        // Another thing with the same duty is another duty.
        let other = duty("d2", 10, None, Status::Open);
        assert_eq!(
            told(&[&open], &[&other]),
            [DutyChange::New, DutyChange::Withdrawn]
        );
    }

    #[test]
    fn words_are_read_back() {
        for change in DutyChange::ALL {
            assert_eq!(DutyChange::parse(change.word()), Some(change));
        }
        assert_eq!(DutyChange::parse("obligation.overdue"), None);
    }
}
