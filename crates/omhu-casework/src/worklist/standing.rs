//! How a duty stands at a moment: the one answer that My day, the case, the steps and the receipt all show.
//!
//! Owns: when a duty is overdue, waits for others, or was missed for good. Must not know: words, marks.

use omhu_law::book::{LawBook, Shape};
use omhu_law::calendar::{Day, When};

use super::turn::reminding;
use super::{FORTNIGHT, Group, Now, Turn};
use crate::duties::Duty;

/// Seconds of a day and a night.
const DAY: i64 = 86_400;

/// How a duty that waits stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Its group on a list.
    pub group: Group,
    /// It was missed, and nothing that is done now meets it: a talk that was not held before the decision, the visits of
    /// a year that has gone, a duty towards a measure that has ended.
    pub missed: bool,
    /// When it is due.
    pub due: Option<When>,
    /// Whole days to the due day; less than zero: days over. None: no day yet.
    pub days_left: Option<i32>,
    /// For limits in hours: seconds to the instant; less than zero: past.
    pub seconds_left: Option<i64>,
    /// Since when somebody else has the next move; none: nobody else has.
    pub waits_since: Option<Day>,
    /// The day by which others were to have answered, where it has come: a reminder is our move.
    pub remind: Option<Day>,
}

impl Standing {
    /// The day of the answer, where it alone is why the duty stands where it does.
    #[must_use]
    pub fn only_reminds(&self) -> Option<Day> {
        let near = self.days_left.is_some_and(|days| days <= FORTNIGHT);
        self.remind.filter(|_| !near)
    }
}

/// How a duty stands.
#[must_use]
pub fn standing(book: &LawBook, duty: &Duty, turn: &Turn, now: Now) -> Standing {
    let days_left = duty.due.map(|due| due.day.0 - now.today.0);
    let instant = duty.due.and_then(|due| due.instant());
    let seconds_left = instant.map(|at| at - now.second);
    let week_until = week_until(now.today);
    let group = match duty.due.map(|due| due.day) {
        Some(day) if day < now.today => Group::Overdue,
        Some(_) if seconds_left.is_some_and(|left| left < 0) => Group::Overdue,
        Some(day) if day == now.today => Group::Today,
        // The law counts these in hours: a day later by the calendar is no later.
        Some(_) if seconds_left.is_some_and(|left| left <= DAY) => Group::Today,
        Some(day) if day <= week_until => Group::Week,
        // So near, the limit of the law goes before the waiting.
        Some(day) if day <= now.today.plus_days(FORTNIGHT) => Group::Fortnight,
        due => match turn {
            // The day of the answer has come: it is for us to ask again, by that day.
            Turn::Others {
                remind: Some(remind),
                ..
            } if *remind <= now.today => reminding(*remind, now.today).unwrap_or(Group::Today),
            // Whoever waits that long waits too long.
            Turn::Others {
                remind: Some(remind),
                ..
            } if due.is_some_and(|due| due < *remind) => Group::Later,
            Turn::Others { .. } => Group::Waiting,
            Turn::Ours | Turn::Nobodys if due.is_none() => Group::Undated,
            Turn::Ours | Turn::Nobodys => Group::Later,
        },
    };
    Standing {
        group,
        missed: cannot_be_mended(book, duty, turn, now.today),
        due: duty.due,
        days_left,
        seconds_left,
        waits_since: match turn {
            Turn::Others { since, .. } => Some(*since),
            Turn::Ours | Turn::Nobodys => None,
        },
        remind: turn.reminds(now.today),
    }
}

/// The last day of a day's week: its Sunday.
pub(super) fn week_until(today: Day) -> Day {
    today.plus_days(6 - today.day_of_week() as i32)
}

/// Whether the duty asks for something on a day or within a year, so that doing it later is doing something else.
#[must_use]
pub fn is_bound_to_its_day(book: &LawBook, duty: &Duty) -> bool {
    book.named(&duty.obligation)
        .any(|each| matches!(each.shape, Shape::Check | Shape::VisitsPerYear))
}

/// What lies behind a day that nothing repairs: a check after its day, a year of visits after its end.
fn cannot_be_mended(book: &LawBook, duty: &Duty, turn: &Turn, today: Day) -> bool {
    let past = duty.due.is_some_and(|due| due.day < today);
    past && (is_bound_to_its_day(book, duty) || *turn == Turn::Nobodys)
}
