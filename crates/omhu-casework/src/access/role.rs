//! The roles, and which of them one person may hold together.
//!
//! Owns: the closed list of roles, their stored words, what excludes what. Must not know: what a role may
//! do (`rules.rs`), who gives it (`assignment.rs`).

use std::collections::BTreeSet;

use super::words::words;

words! {
    /// What somebody is employed to do here. A program with a token holds one of these too, narrowed by
    /// its [`Scopes`](super::Scopes): a robot is never more than a role.
    Role {
        /// Rådgiver: works with the families of the cases given to them.
        Caseworker = "caseworker",
        /// Faglig koordinator: distributes the cases of a team, keeps an eye on its deadlines, grants stand-ins.
        Coordinator = "coordinator",
        /// Teamleder: approves, supervises, grants stand-ins, follows up on broken glass.
        TeamLeader = "team_leader",
        /// The municipality's own unit that reads a sample of cases.
        QualityAuditor = "quality_auditor",
        /// Central office: definitions, targets and plans; dates without names.
        Controller = "controller",
        /// Director and committee: published figures only.
        Director = "director",
        /// A hired auditor: a sample, for a time.
        ExternalAuditor = "external_auditor",
        /// The data-protection officer, and whoever samples the log of look-ups.
        LogReviewer = "log_reviewer",
        /// Gives accounts and roles, and sees no child.
        UserAdministrator = "user_administrator",
        /// Runs the service, and sees no child.
        SystemAdministrator = "system_administrator",
    }
}

/// Whether two roles, or all of a set, may be one person's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Combination {
    /// Nothing against it.
    Free,
    /// Only where a small municipality has decided it, with a warning that stays on the leaders' page.
    Warned,
    /// Never. A viewer who holds it all the same is denied everything.
    Never,
}

/// Roles that are judged alike when they meet others.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Silo {
    Casework,
    Audit,
    Office,
    Outside,
    Log,
    Users,
    System,
}

impl Role {
    fn silo(self) -> Silo {
        match self {
            Role::Caseworker | Role::Coordinator | Role::TeamLeader => Silo::Casework,
            Role::QualityAuditor => Silo::Audit,
            Role::Controller | Role::Director => Silo::Office,
            Role::ExternalAuditor => Silo::Outside,
            Role::LogReviewer => Silo::Log,
            Role::UserAdministrator => Silo::Users,
            Role::SystemAdministrator => Silo::System,
        }
    }

    /// Whether one person may hold both.
    ///
    /// - Caseworker, coordinator and team leader combine freely: one house, one kind of need.
    /// - Controller and director do not combine with casework or audit: the controller sees the dates of
    ///   every case under a key without a name, and whoever also sees names would hold the key to it; the
    ///   director approves the plans by which that work is judged.
    /// - A quality auditor who also does casework is common in a small municipality: warned, and nobody
    ///   scores a case of their own ([`decide`](super::decide) sees to that).
    /// - The log reviewer stands alone: nobody judges their own look-ups, and a data-protection officer
    ///   may have no conflicting task (GDPR article 38(6)).
    /// - An external auditor stands alone: outside the municipality.
    /// - User and system administrator are two persons: one of them can make an account, the other can
    ///   reach the machine. A small municipality may override it and is warned.
    /// - The user administrator may be the controller's or the director's office, but does no casework
    ///   and reads no log; the system administrator is nothing else.
    #[must_use]
    pub fn with(self, other: Role) -> Combination {
        let (one, two) = (self.silo(), other.silo());
        if one == two {
            return Combination::Free;
        }
        let are = |a, b| (one == a && two == b) || (one == b && two == a);
        if are(Silo::Users, Silo::Office) {
            Combination::Free
        } else if are(Silo::Audit, Silo::Casework) || are(Silo::Users, Silo::System) {
            Combination::Warned
        } else {
            Combination::Never
        }
    }
}

/// The worst that any two of these roles are to each other.
#[must_use]
pub fn combination(roles: &BTreeSet<Role>) -> Combination {
    let pairs = roles
        .iter()
        .flat_map(|one| roles.range(one..).map(|two| one.with(*two)));
    pairs.max().unwrap_or(Combination::Free)
}
