//! What the policy knows of whoever asks.
//!
//! Owns: plain data with dates, and when each piece counts. Must not know: rules, how sign-in works.

use std::collections::BTreeSet;

use omhu_law::calendar::Day;

use super::words::words;
use super::{Action, BreakGlassGrant, Now, Role, Scopes};
use crate::ids::{CaseNo, UserNo};

/// A role that nobody has confirmed for so long is suspended.
pub const CONFIRMED_FOR_MONTHS: i32 = 6;
/// An account that nobody has used for so long is disabled.
pub const DORMANT_AFTER_DAYS: i32 = 90;
/// A sign-in is fresh for so long: within the hour that privileges may last at most.
pub const FRESH_FOR_SECONDS: i64 = 15 * 60;
/// The former caseworker reads a case for at most so long after it moved.
pub const HANDOVER_DAYS: i32 = 14;

words! {
    /// Whether an account may be used at all.
    Standing {
        /// It may.
        Active = "active",
        /// Not used for long.
        Dormant = "dormant",
        /// Somebody disabled it: a leaver, or a theft.
        Disabled = "disabled",
    }
}

impl Standing {
    /// The standing at sign-in, by the day of the sign-in before.
    #[must_use]
    pub fn of(disabled: bool, last_used_on: Day, today: Day) -> Standing {
        if disabled {
            Standing::Disabled
        } else if today > last_used_on.plus_days(DORMANT_AFTER_DAYS) {
            Standing::Dormant
        } else {
            Standing::Active
        }
    }
}

/// A role that somebody holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleGrant {
    /// The role.
    pub role: Role,
    /// Counts only for cases of these teams. It narrows and never widens: the cases of a team are reached
    /// only by who is in the team too. Broken glass and handed-over cases are not narrowed.
    pub teams: Option<BTreeSet<String>>,
    /// The day it was given or last confirmed.
    pub confirmed_on: Day,
    /// The last day; an external auditor must have one.
    pub last_on: Option<Day>,
}

impl RoleGrant {
    /// A role without restriction or end.
    #[must_use]
    pub fn new(role: Role, confirmed_on: Day) -> RoleGrant {
        RoleGrant {
            role,
            teams: None,
            confirmed_on,
            last_on: None,
        }
    }

    /// Whether it counts: confirmed within six months, not ended, and with an end where it needs one.
    #[must_use]
    pub fn in_force(&self, today: Day) -> bool {
        let suspended_after = self.confirmed_on.plus_months(CONFIRMED_FOR_MONTHS);
        let in_time = match self.last_on {
            Some(last_on) => today <= last_on,
            None => self.role != Role::ExternalAuditor,
        };
        in_time && self.confirmed_on <= today && today <= suspended_after
    }

    /// Whether it counts for the cases of this team.
    #[must_use]
    pub fn covers(&self, team: Option<&String>) -> bool {
        let within = |teams: &BTreeSet<String>| team.is_some_and(|team| teams.contains(team));
        self.teams.as_ref().is_none_or(within)
    }
}

/// Whom or what a stand-in covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cover {
    /// Is in the place of this caseworker.
    Person(UserNo),
    /// Reads this case on after it moved to somebody else.
    Case(CaseNo),
}

/// Somebody stands in for somebody, from day to day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StandIn {
    /// Whom or what it covers.
    pub covers: Cover,
    /// The first day.
    pub first_on: Day,
    /// The last day. A moved case is read for 14 days at most, whatever stands here.
    pub last_on: Day,
}

impl StandIn {
    /// Whether it counts on this day.
    #[must_use]
    pub fn in_force(&self, today: Day) -> bool {
        let last_on = match self.covers {
            Cover::Person(_) => self.last_on,
            Cover::Case(_) => self.last_on.min(self.first_on.plus_days(HANDOVER_DAYS)),
        };
        self.first_on <= today && today <= last_on
    }
}

/// A case in a sample that the viewer reads, from day to day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SampledCase {
    /// The case.
    pub case: CaseNo,
    /// The first day.
    pub first_on: Day,
    /// The last day: the audit ends, and so does the reading.
    pub last_on: Day,
}

impl SampledCase {
    /// Whether it counts on this day.
    #[must_use]
    pub fn in_force(&self, today: Day) -> bool {
        self.first_on <= today && today <= self.last_on
    }
}

/// A second person approved of one kind of action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Approval {
    /// Of what.
    pub action: Action,
    /// Who. An approval by the viewer counts for nothing.
    pub by: UserNo,
    /// The first second at which it is over.
    pub until: i64,
}

/// Whoever asks: a person, or a program with a token. Filled by the store, on every request anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Viewer {
    /// Who.
    pub user: UserNo,
    /// Whether the account may be used.
    pub standing: Standing,
    /// The roles held.
    pub roles: Vec<RoleGrant>,
    /// The teams in which the viewer is placed.
    pub teams: BTreeSet<String>,
    /// Whether the unit has decided that caseworkers read the open cases of their team.
    pub reads_team: bool,
    /// For whom the viewer stands in.
    pub stand_ins: Vec<StandIn>,
    /// The cases the viewer audits.
    pub samples: Vec<SampledCase>,
    /// Glass the viewer broke.
    pub break_glass: Vec<BreakGlassGrant>,
    /// Cases of the viewer's own family, and other listed conflicts.
    pub conflicts: BTreeSet<CaseNo>,
    /// Those among them of which the viewer knows: they are told why they do not see the case. Of the others they are
    /// answered as if there were no such case: it may be their own child's.
    pub told_conflicts: BTreeSet<CaseNo>,
    /// What second persons approved.
    pub approvals: Vec<Approval>,
    /// What the token opens, where a program asks.
    pub scopes: Option<Scopes>,
    /// When the viewer last proved who they are.
    pub reauthenticated_at: Option<i64>,
}

impl Viewer {
    /// Somebody who may do nothing yet.
    #[must_use]
    pub fn new(user: UserNo) -> Viewer {
        Viewer {
            user,
            standing: Standing::Active,
            roles: Vec::new(),
            teams: BTreeSet::new(),
            reads_team: false,
            stand_ins: Vec::new(),
            samples: Vec::new(),
            break_glass: Vec::new(),
            conflicts: BTreeSet::new(),
            told_conflicts: BTreeSet::new(),
            approvals: Vec::new(),
            scopes: None,
            reauthenticated_at: None,
        }
    }

    /// Whether the viewer signed in anew a short while ago. A sign-in in the future is none.
    #[must_use]
    pub fn is_fresh(&self, now: Now) -> bool {
        self.reauthenticated_at
            .is_some_and(|at| at <= now.second && now.second - at < FRESH_FOR_SECONDS)
    }

    /// Whether somebody else approved of this action.
    #[must_use]
    pub fn is_seconded(&self, action: Action, now: Now) -> bool {
        self.approvals.iter().any(|approval| {
            approval.action == action && approval.by != self.user && now.second < approval.until
        })
    }
}
