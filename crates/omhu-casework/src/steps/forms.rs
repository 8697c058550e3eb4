//! The steps that were written by hand, by the part of a case's course they belong to.
//!
//! Owns: the list. Must not know: what is done with a form.

mod appeal;
pub(super) mod assessment;
mod case;
pub(super) mod decision;
mod intake;
mod measure;
mod placement;
mod plan;
mod youth;

use super::step::Step;

/// The legal bases that are offered, those of today first; others may be typed.
pub const BASES: [&str; 18] = [
    "bl-32", "bl-46", "bl-47", "bl-30", "bl-33", "bl-38", "bl-39", "bl-67", "bl-114", "bl-115",
    "bl-116", "bl-120", "bl-86", "bl-87", "bl-90", "sel-52", "sel-58", "sel-76",
];

/// The steps, in the order of a case.
#[must_use]
pub fn all() -> Vec<Step> {
    [
        intake::steps(),
        assessment::steps(),
        decision::steps(),
        plan::steps(),
        measure::steps(),
        placement::steps(),
        youth::steps(),
        appeal::steps(),
        case::steps(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
