//! What the policy knows of a case.
//!
//! Owns: plain data. Must not know: what is in the case.

use super::Label;
use super::words::words;
use crate::ids::{CaseNo, UserNo};

words! {
    /// The strictest protection of anybody in the case: the child, a parent, a network person.
    ProtectedGrade {
        /// Nobody is protected.
        None = "none",
        /// Ordinary protection of name and address.
        Ordinary = "ordinary",
        /// Threatened persons without a registered abode (CPR-loven § 6).
        Special = "special",
        /// A placement that somebody may not learn of.
        SecretPlacement = "secret_placement",
    }
}

impl ProtectedGrade {
    /// What is asked for to be shown the address of somebody who is protected so.
    #[must_use]
    pub const fn label(self) -> Label {
        match self {
            ProtectedGrade::SecretPlacement => Label::SecretPlacement,
            ProtectedGrade::None | ProtectedGrade::Ordinary | ProtectedGrade::Special => {
                Label::ProtectedAddress
            }
        }
    }
}

/// A case as the policy sees it. Filled by the store.
///
/// Which samples a case is in stands with the viewer, and nowhere else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// The case.
    pub case: CaseNo,
    /// Its team; `None` until somebody distributes it.
    pub team: Option<String>,
    /// Its caseworker.
    pub caseworker: Option<UserNo>,
    /// Who works on it beside the caseworker.
    pub co_assigned: Vec<UserNo>,
    /// Whether it is closed.
    pub closed: bool,
    /// The strictest protection of anybody in it.
    pub protected: ProtectedGrade,
}

impl Subject {
    /// An open case that belongs to nobody yet.
    #[must_use]
    pub fn new(case: CaseNo) -> Subject {
        Subject {
            case,
            team: None,
            caseworker: None,
            co_assigned: Vec::new(),
            closed: false,
            protected: ProtectedGrade::None,
        }
    }
}
