//! Whether a measure is a placement: what the decision behind it says, and the place where it is.
//!
//! Owns: which decisions and which sorts of places place a child. Must not know: forms, sentences. A measure says itself
//! what it is: the public contract takes it from `decision_made` only, and neither the committee nor an acute placement
//! is one.

use omhu_law::calendar::Day;

use crate::case::CaseState;

/// The value of a placement.
pub(crate) const PLACEMENT: &str = "placement";
/// The value of support.
pub(crate) const SUPPORT: &str = "support";

/// Bases on which the committee decides where a child lives (BL §§ 47, 49, 67; before SEL §§ 58, 68 a).
pub(crate) const BY_COMMITTEE: [&str; 5] = ["sel-58", "sel-68a", "bl-47", "bl-49", "bl-67"];
/// The sorts of measures that are places to live (BL § 43).
pub(crate) const PLACES_TO_LIVE: [&str; 5] = [
    "foster_family",
    "network_foster_family",
    "own_room",
    "childrens_home",
    "boarding_school",
];
/// The sorts of measures with which the child goes on living at home (BL § 32).
pub(crate) const HELP_AT_HOME: [&str; 7] = [
    "stay_in_day_offer",
    "help_at_home",
    "family_treatment",
    "contact_person",
    "work_practice",
    "family_placement",
    "respite_stay",
];

/// What the place says; none: it may be either.
pub(crate) fn of_place(sort: &str) -> Option<&'static str> {
    match sort {
        sort if PLACES_TO_LIVE.contains(&sort) => Some(PLACEMENT),
        sort if HELP_AT_HOME.contains(&sort) => Some(SUPPORT),
        _ => None,
    }
}

/// What a decision says: the municipality's own, the committee's, an acute one; none: nobody has decided yet.
pub(crate) fn of_decision(state: &CaseState, decision: &str) -> Option<&'static str> {
    let mut said = None;
    for held in state.standing(Day::MAX) {
        let cells = &held.fact.cells;
        if decision.is_empty() || cells.about != decision {
            continue;
        }
        let places = match cells.kind.as_str() {
            "decision_made" => cells.value.split(' ').any(|word| word == PLACEMENT),
            "committee_decided" => BY_COMMITTEE.contains(&cells.basis.as_str()),
            "provisional_decision_started" => true,
            _ => continue,
        };
        said = match places {
            true => Some(PLACEMENT),
            // The committee also decides what places nobody: an assessment.
            false if cells.kind == "decision_made" => said.or(Some(SUPPORT)),
            false => said,
        };
    }
    said
}

/// What a measure is where nobody says it: a placement when the place or the decision says so.
pub(crate) fn of_measure(state: &CaseState, decision: &str, place: &str) -> Option<&'static str> {
    let (place, decided) = (of_place(place), of_decision(state, decision));
    let either = [place, decided];
    if either.contains(&Some(PLACEMENT)) {
        return Some(PLACEMENT);
    }
    decided
}
