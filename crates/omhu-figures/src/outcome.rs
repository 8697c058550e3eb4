//! What became of one obligation, as the key figures see it.

/// The outcomes that are counted. An obligation without a date (`no_deadline`) is in no figure and has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Done on or before the due day.
    Met,
    /// Done after the due day.
    Late,
    /// Past due, but a preliminary assessment was made in time.
    LateWithPreliminary,
    /// Not done, and the due day has passed.
    Overdue,
    /// Not done, due today or later.
    Open,
    /// What it was about ended before it was due.
    Ceased,
    /// Lawfully left out.
    NotApplicable,
}
