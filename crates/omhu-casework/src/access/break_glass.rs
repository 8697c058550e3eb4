//! Breaking the glass: seeing one case without a relation to it, for some hours, with a reason.
//!
//! Owns: what a request must say, how long it lasts, when it is followed up, when it is too often. Must
//! not know: who may break it (`rules.rs`), what is then seen (`rules.rs`), whom to tell.

use omhu_law::calendar::{Day, When};

use super::Now;
use super::words::words;
use crate::ids::{CaseNo, UserNo};

/// The longest time a broken glass stays open: 8 hours.
pub const LONGEST_SECONDS: i64 = 8 * 3600;
/// A reason in fewer characters says nothing.
pub const SHORTEST_REASON: usize = 20;
/// A longer reason is case text in the wrong place.
pub const LONGEST_REASON: usize = 1000;
/// Days until somebody must have asked whether there was a reason.
pub const FOLLOW_UP_DAYS: i32 = 7;
/// More than so many within [`ALARM_DAYS`] raise an alarm.
pub const ALARM_ABOVE: usize = 3;
/// The days over which [`ALARM_ABOVE`] is counted.
pub const ALARM_DAYS: i64 = 30;

words! {
    /// Why somebody breaks the glass.
    Category {
        /// Acute concern for a child.
        AcuteConcern = "acute_concern",
        /// On the duty desk.
        DutyDesk = "duty_desk",
        /// The caseworker is away and nobody stands in.
        StandInMissing = "stand_in_missing",
        /// Something else; the reason says what.
        Other = "other",
    }
}

/// What is wrong with a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpeningFault {
    /// The reason is too short.
    #[error("a reason has at least {SHORTEST_REASON} characters, this one has {0}")]
    TooShort(usize),
    /// The reason is too long.
    #[error("a reason has at most {LONGEST_REASON} characters, this one has {0}")]
    TooLong(usize),
}

/// A reason as the log keeps it: without blanks at its ends and with single blanks between its words.
///
/// # Errors
/// It is too short or too long.
pub fn reason_in_words(reason: &str) -> Result<String, OpeningFault> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = reason.chars().count();
    if length < SHORTEST_REASON {
        return Err(OpeningFault::TooShort(length));
    }
    if length > LONGEST_REASON {
        return Err(OpeningFault::TooLong(length));
    }
    Ok(reason)
}

/// A request with a category and a reason that is long enough.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    category: Category,
    reason: String,
}

impl Opening {
    /// Takes the reason as [`reason_in_words`] gives it.
    ///
    /// # Errors
    /// The reason is too short or too long.
    pub fn new(category: Category, reason: &str) -> Result<Opening, OpeningFault> {
        let reason = reason_in_words(reason)?;
        Ok(Opening { category, reason })
    }

    /// Why, in a word.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// Why, in the user's words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What the user gets: this case, from now, for 8 hours or until the shift ends.
    ///
    /// Ask [`decide`](super::decide) for [`Action::BreakGlassOpen`](super::Action::BreakGlassOpen) first.
    #[must_use]
    pub fn grant(&self, case: CaseNo, now: Now, shift_ends_at: Option<i64>) -> BreakGlassGrant {
        let longest = now.second.saturating_add(LONGEST_SECONDS);
        BreakGlassGrant {
            case,
            category: self.category,
            opened_at: now.second,
            until: shift_ends_at.map_or(longest, |ends| ends.min(longest)),
            approved_by: None,
        }
    }
}

/// A broken glass: one case, not its siblings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BreakGlassGrant {
    /// The case.
    pub case: CaseNo,
    /// Why.
    pub category: Category,
    /// When it was broken.
    pub opened_at: i64,
    /// The first second at which it is whole again; set back when the user is done.
    pub until: i64,
    /// Who approved that a protected address may be shown too. The user's own approval counts for nothing.
    pub approved_by: Option<UserNo>,
}

impl BreakGlassGrant {
    /// Whether it counts now; never longer than 8 hours, whatever is stored.
    #[must_use]
    pub fn in_force(&self, now: Now) -> bool {
        let until = self
            .until
            .min(self.opened_at.saturating_add(LONGEST_SECONDS));
        self.opened_at <= now.second && now.second < until
    }

    /// The last day on which to ask whether there was a reason.
    #[must_use]
    pub fn follow_up_due(&self) -> Day {
        When::at(self.opened_at).day.plus_days(FOLLOW_UP_DAYS)
    }

    /// Whether nobody has asked in time.
    #[must_use]
    pub fn is_follow_up_overdue(&self, followed_up: bool, today: Day) -> bool {
        !followed_up && today > self.follow_up_due()
    }

    /// Whether `by` may follow up on glass that `opened_by` broke: never one's own.
    #[must_use]
    pub fn may_be_followed_up(&self, opened_by: UserNo, by: UserNo) -> bool {
        opened_by != by && self.approved_by != Some(by)
    }
}

/// Whether one user broke glass too often of late: more than three times within 30 days.
#[must_use]
pub fn is_alarm(of_one_user: &[BreakGlassGrant], now: Now) -> bool {
    let since = now.second - ALARM_DAYS * 86_400;
    let of_late = of_one_user
        .iter()
        .filter(|grant| since < grant.opened_at && grant.opened_at <= now.second);
    of_late.count() > ALARM_ABOVE
}
