//! What a viewer is to a case.
//!
//! Owns: the closed list of relations, nearest first. Must not know: how one comes about (`ground.rs`).

use super::words::words;

words! {
    /// What a viewer is to a case. Where several hold, the access log gets the first of this list.
    Relation {
        /// The case's caseworker.
        Assigned = "assigned",
        /// Works on the case beside its caseworker.
        CoAssigned = "co_assigned",
        /// In the caseworker's place for some days; or the former caseworker, who reads on for a while.
        StandIn = "stand_in",
        /// The case belongs to a team of the viewer.
        Team = "team",
        /// The case belongs to the unit in which the viewer is placed.
        Unit = "unit",
        /// The case is in a sample that the viewer reads.
        Sampled = "sampled",
        /// The viewer's office looks at all cases from outside: dates without names, or the log.
        Oversight = "oversight",
        /// The viewer broke the glass.
        BreakGlass = "break_glass",
        /// None, or none is needed.
        None = "none",
        /// Own family, or another listed conflict: always denied.
        PartyConflict = "party_conflict",
    }
}
