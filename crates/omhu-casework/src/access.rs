//! Who may do what, to which case, and why: the access policy.
//!
//! Owns: roles, relations, labels, actions, the one table of rules, its two readings ([`decide`] for one
//! case, [`CaseScope`] for a query), break-glass, who may give roles to whom, the printed matrix.
//! Must not know: a table, a route, the time, a text for a page. The store fills [`Viewer`] and [`Subject`];
//! the store and the pages ask; nobody else judges.
//!
//! Decision = role, and relation to the case, and label of the field, and context. What no rule allows is
//! denied. A listed party conflict denies whatever else holds. Every answer carries the key of its reason,
//! which goes into the access log.

mod action;
mod assignment;
mod break_glass;
mod decide;
mod ground;
mod label;
pub mod matrix;
mod relation;
mod role;
mod rules;
mod scope;
mod subject;
mod token;
mod verdict;
mod viewer;
mod words;

pub use action::{Action, FigureLevel, Output};
pub use assignment::{
    AssignmentFault, LONGEST_STAND_IN_DAYS, OtherStandIn, RoleProposal, StandInFault,
    StandInProposal,
};
pub use break_glass::{
    ALARM_ABOVE, ALARM_DAYS, BreakGlassGrant, Category, FOLLOW_UP_DAYS, LONGEST_REASON,
    LONGEST_SECONDS, Opening, OpeningFault, SHORTEST_REASON, is_alarm, reason_in_words,
};
pub use decide::decide;
pub use label::Label;
pub use relation::Relation;
pub use role::{Combination, Role, combination};
pub use scope::{CaseScope, CaseSet, ListKind};
pub use subject::{ProtectedGrade, Subject};
pub use token::{Scope, Scopes};
pub use verdict::{Verdict, reason};
pub use viewer::{
    Approval, CONFIRMED_FOR_MONTHS, Cover, DORMANT_AFTER_DAYS, FRESH_FOR_SECONDS, HANDOVER_DAYS,
    RoleGrant, SampledCase, StandIn, Standing, Viewer,
};

use omhu_law::calendar::{Day, When};

/// The moment of asking, given by whoever has the clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Now {
    /// Seconds since 1970-01-01, UTC.
    pub second: i64,
    /// The civil day in Copenhagen at that second.
    pub today: Day,
}

impl Now {
    /// The moment of this second.
    #[must_use]
    pub fn at(second: i64) -> Now {
        Now {
            second,
            today: When::at(second).day,
        }
    }
}
