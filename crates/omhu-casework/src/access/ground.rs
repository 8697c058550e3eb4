//! Grounds: the few ways in which a role can reach a case.
//!
//! Owns: the closed vocabulary of the rules, and whether a ground holds between one viewer and one case.
//! Must not know: which role has which ground (`rules.rs`), how a query says it (`scope.rs`).

use super::verdict::reason;
use super::{BreakGlassGrant, Cover, Now, Relation, Subject, Viewer};
use crate::ids::UserNo;

/// A way in which a role reaches a case. [`decide`](super::decide) asks whether it holds; a scope turns it
/// into sets; a property holds the two readings equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Ground {
    /// Is its caseworker.
    Assigned,
    /// Works on it beside the caseworker.
    CoAssigned,
    /// Stands in for its caseworker today.
    StandIn,
    /// Was its caseworker until a short while ago. For reading only.
    Handover,
    /// It is an open case of the viewer's team, and the unit lets teams read.
    TeamReading,
    /// It is a case of the viewer's team.
    Team,
    /// It has no team yet, and the viewer is placed in the unit.
    Undistributed,
    /// The viewer is placed in the unit.
    Unit,
    /// It is in the viewer's open sample.
    Sampled,
    /// The office sees this of every case.
    Oversight,
    /// The viewer broke its glass.
    BreakGlass,
    /// The viewer broke its glass, and a second person approved of more.
    BreakGlassSeconded,
    /// Any case will do.
    AnyCase,
    /// No case is touched.
    Office,
}

impl Ground {
    /// What the viewer then is to the case.
    pub(super) fn relation(self) -> Relation {
        match self {
            Ground::Assigned => Relation::Assigned,
            Ground::CoAssigned => Relation::CoAssigned,
            Ground::StandIn | Ground::Handover => Relation::StandIn,
            Ground::TeamReading | Ground::Team => Relation::Team,
            Ground::Undistributed | Ground::Unit => Relation::Unit,
            Ground::Sampled => Relation::Sampled,
            Ground::Oversight => Relation::Oversight,
            Ground::BreakGlass | Ground::BreakGlassSeconded => Relation::BreakGlass,
            Ground::AnyCase | Ground::Office => Relation::None,
        }
    }

    /// The key of the reason.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Ground::Assigned => reason::ASSIGNED,
            Ground::CoAssigned => reason::CO_ASSIGNED,
            Ground::StandIn => reason::STAND_IN,
            Ground::Handover => reason::HANDOVER,
            Ground::TeamReading => reason::TEAM_READING,
            Ground::Team => reason::TEAM,
            Ground::Undistributed => reason::UNDISTRIBUTED,
            Ground::Unit => reason::UNIT,
            Ground::Sampled => reason::SAMPLED,
            Ground::Oversight => reason::OVERSIGHT,
            Ground::BreakGlass => reason::BREAK_GLASS,
            Ground::BreakGlassSeconded => reason::BREAK_GLASS_SECONDED,
            Ground::AnyCase => reason::ANY_CASE,
            Ground::Office => reason::OFFICE,
        }
    }

    /// Whether a role that is given for some teams only is held to them here. Not where the case is outside
    /// the team by its nature.
    pub(super) fn is_narrowed(self) -> bool {
        !matches!(
            self,
            Ground::Handover
                | Ground::Unit
                | Ground::BreakGlass
                | Ground::BreakGlassSeconded
                | Ground::AnyCase
                | Ground::Office
        )
    }

    /// Whether it goes through broken glass, which no token may.
    pub(super) fn is_break_glass(self) -> bool {
        self.relation() == Relation::BreakGlass
    }

    /// Whether it holds between this viewer and this case.
    pub(super) fn holds(self, viewer: &Viewer, subject: &Subject, now: Now) -> bool {
        let in_team = || {
            let team = subject.team.as_ref();
            team.is_some_and(|team| viewer.teams.contains(team))
        };
        let broken = |grant: &&BreakGlassGrant| grant.case == subject.case && grant.in_force(now);
        match self {
            Ground::Assigned => subject.caseworker == Some(viewer.user),
            Ground::CoAssigned => subject.co_assigned.contains(&viewer.user),
            Ground::StandIn => subject
                .caseworker
                .is_some_and(|worker| stands_in(viewer, Cover::Person(worker), now)),
            Ground::Handover => stands_in(viewer, Cover::Case(subject.case), now),
            Ground::TeamReading => viewer.reads_team && !subject.closed && in_team(),
            Ground::Team => in_team(),
            Ground::Undistributed => subject.team.is_none() && !viewer.teams.is_empty(),
            Ground::Unit => !viewer.teams.is_empty(),
            Ground::Sampled => viewer
                .samples
                .iter()
                .any(|sample| sample.case == subject.case && sample.in_force(now.today)),
            Ground::BreakGlass => viewer.break_glass.iter().any(|grant| broken(&grant)),
            Ground::BreakGlassSeconded => viewer
                .break_glass
                .iter()
                .filter(broken)
                .any(|grant| is_somebody_else(grant.approved_by, viewer)),
            Ground::Oversight | Ground::AnyCase | Ground::Office => true,
        }
    }
}

fn stands_in(viewer: &Viewer, covers: Cover, now: Now) -> bool {
    viewer
        .stand_ins
        .iter()
        .any(|stand_in| stand_in.covers == covers && stand_in.in_force(now.today))
}

/// Two persons are needed where one approves of the other.
pub(super) fn is_somebody_else(approved_by: Option<UserNo>, viewer: &Viewer) -> bool {
    approved_by.is_some_and(|by| by != viewer.user)
}
