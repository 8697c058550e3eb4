//! Giving roles and stand-ins to people.
//!
//! Owns: nobody to self, two persons, what may be combined, what needs an end. Must not know: whether the
//! giver may give at all: that is [`Action::ManageUsers`](super::Action::ManageUsers) and
//! [`Action::StandInGrant`](super::Action::StandInGrant), asked first.

use std::collections::BTreeSet;

use omhu_law::calendar::Day;

use super::{Combination, Role, combination};
use crate::ids::UserNo;

/// Who is away for longer has given their cases away: reassign them.
pub const LONGEST_STAND_IN_DAYS: i32 = 183;

/// Why a role cannot be given so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AssignmentFault {
    /// Nobody gives a role to themselves, and nobody confirms one of their own.
    #[error("nobody gives a role to themselves")]
    ToSelf,
    /// The same person proposed and confirmed.
    #[error("a role is given by two persons")]
    OnePerson,
    /// The roles exclude each other.
    #[error("one person cannot hold these roles together")]
    Excluded,
    /// The roles exclude each other unless the municipality has decided otherwise.
    #[error("one person holds these roles together only where the municipality has decided it")]
    OverrideMissing,
    /// An external auditor's role needs an end.
    #[error("an external auditor's role has a last day")]
    EndMissing,
}

/// A role that is to be given, by two persons.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleProposal {
    /// Who proposes it.
    pub proposed_by: UserNo,
    /// Who confirms it.
    pub confirmed_by: UserNo,
    /// Who gets it.
    pub to: UserNo,
    /// The role.
    pub role: Role,
    /// The roles they hold already.
    pub held: BTreeSet<Role>,
    /// The last day, where it has one.
    pub last_on: Option<Day>,
    /// The municipality is small and has decided that such roles may meet.
    pub overridden: bool,
}

impl RoleProposal {
    /// Whether it can be given: freely, or with a warning that stays on the leaders' page.
    ///
    /// # Errors
    /// What stands against it.
    pub fn check(&self) -> Result<Combination, AssignmentFault> {
        if self.proposed_by == self.to || self.confirmed_by == self.to {
            return Err(AssignmentFault::ToSelf);
        }
        if self.proposed_by == self.confirmed_by {
            return Err(AssignmentFault::OnePerson);
        }
        if self.role == Role::ExternalAuditor && self.last_on.is_none() {
            return Err(AssignmentFault::EndMissing);
        }
        let mut roles = self.held.clone();
        roles.insert(self.role);
        match combination(&roles) {
            Combination::Never => Err(AssignmentFault::Excluded),
            Combination::Warned if !self.overridden => Err(AssignmentFault::OverrideMissing),
            judged => Ok(judged),
        }
    }
}

/// Why nobody can stand in so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StandInFault {
    /// Nobody makes themselves a stand-in.
    #[error("nobody makes themselves a stand-in")]
    ToSelf,
    /// Nobody stands in for themselves.
    #[error("nobody stands in for themselves")]
    ForSelf,
    /// The absent person is in none of the giver's teams.
    #[error("the person who is away is in another team")]
    OtherTeam,
    /// The last day lies before the first.
    #[error("the last day lies before the first")]
    Backwards,
    /// Longer than half a year.
    #[error("a stand-in lasts at most {LONGEST_STAND_IN_DAYS} days; reassign the cases instead")]
    TooLong,
    /// Somebody stands in for them on one of these days already.
    #[error("somebody stands in for them on some of these days already")]
    Overlaps(OtherStandIn),
}

/// Who stands in already for who is away, from day to day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OtherStandIn {
    /// Who stands in.
    pub by: UserNo,
    /// The first day.
    pub first_on: Day,
    /// The last day; before the first where it was ended before it began.
    pub last_on: Day,
}

/// Somebody is to stand in for somebody, from day to day, both included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandInProposal {
    /// Who lets them.
    pub granted_by: UserNo,
    /// The teams of who lets them.
    pub granting_teams: BTreeSet<String>,
    /// Who is away.
    pub absent: UserNo,
    /// The teams of who is away.
    pub absent_teams: BTreeSet<String>,
    /// Who stands in.
    pub to: UserNo,
    /// The first day.
    pub first_on: Day,
    /// The last day.
    pub last_on: Day,
    /// Who stands in for who is away, or did, or will.
    pub others: Vec<OtherStandIn>,
}

impl StandInProposal {
    /// Whether it can be granted.
    ///
    /// # Errors
    /// What stands against it.
    pub fn check(&self) -> Result<(), StandInFault> {
        if self.granted_by == self.to {
            return Err(StandInFault::ToSelf);
        }
        if self.absent == self.to {
            return Err(StandInFault::ForSelf);
        }
        if self.granting_teams.is_disjoint(&self.absent_teams) {
            return Err(StandInFault::OtherTeam);
        }
        if self.last_on < self.first_on {
            return Err(StandInFault::Backwards);
        }
        if self.first_on.plus_days(LONGEST_STAND_IN_DAYS) <= self.last_on {
            return Err(StandInFault::TooLong);
        }
        // Two would each believe that the other one does it.
        let shares_a_day = |other: &&OtherStandIn| {
            let (first_on, last_on) = (self.first_on, self.last_on);
            first_on.max(other.first_on) <= last_on.min(other.last_on)
        };
        match self.others.iter().find(shares_a_day) {
            Some(other) => Err(StandInFault::Overlaps(*other)),
            None => Ok(()),
        }
    }
}
