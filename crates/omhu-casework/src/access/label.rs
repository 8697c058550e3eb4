//! Labels of fields: which kind of thing about a child a field tells.
//!
//! Owns: the closed list of labels. Must not know: who sees which.

use super::words::words;

words! {
    /// What a field tells. Every field that is shown, stored or sent has one.
    Label {
        /// The child's name and CPR number, the team, the caseworker.
        Core = "core",
        /// Texts of the case: notes, assessments, decisions, plans.
        CaseText = "case_text",
        /// Dates, deadlines and their status.
        Deadline = "deadline",
        /// Health.
        Health = "health",
        /// Crime.
        Crime = "crime",
        /// Who notified (underretter).
        Reporter = "reporter",
        /// A protected name or address.
        ProtectedAddress = "protected_address",
        /// Where a child is placed or adopted to, kept from somebody.
        SecretPlacement = "secret_placement",
        /// Who of the staff did what in the case.
        Staff = "staff",
        /// Counts without persons, of no case.
        Aggregate = "aggregate",
    }
}

impl Label {
    /// What is shown by one more logged click only, and is never part of a list, a search, a print or an
    /// export, whoever asks.
    #[must_use]
    pub fn is_protected(self) -> bool {
        matches!(self, Label::ProtectedAddress | Label::SecretPlacement)
    }
}
