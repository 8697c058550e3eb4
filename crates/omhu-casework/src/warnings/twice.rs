//! What is already there: the same fact, the same notification, something that happens once.

use super::Warning;
use super::scene::{Held, New, Scene};
use crate::fact::{Cell, FactCells};

/// What happens once to a thing.
const ONCE: [&str; 12] = [
    "notification_received",
    "immediate_risk_assessed",
    "notification_receipt_sent",
    "support_need_known",
    "measure_started",
    "measure_ended",
    "decision_made",
    "provisional_decision_started",
    "committee_decided",
    "appeal_reassessed",
    "access_answered",
    "return_home_answered",
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        let held = &new.held;
        let seq = held.registered.seq;
        let others: Vec<&Held<'_>> = (scene.facts.iter())
            .filter(|other| other.kind() == held.kind() && other.registered.seq < seq)
            .collect();
        found.extend(judged(new, &others));
        found.extend(notification(scene, new, &others));
    }
}

fn judged(new: &New<'_>, others: &[&Held<'_>]) -> Option<Warning> {
    let held = &new.held;
    let warn = |key, other: &Held<'_>| {
        let warning = Warning::new(key, new.entry);
        warning.kind("kind", held.kind()).day("day", other.day())
    };
    if let Some(same) = others
        .iter()
        .find(|other| same_fact(held.cells(), other.cells()))
    {
        return Some(warn("warnings-duplicate", same));
    }
    let about = |other: &&&Held<'_>| other.cells().about == held.cells().about;
    let other = others.iter().find(about)?;
    match held.kind() {
        "child_born" => Some(warn("warnings-birth-twice", other).at(Cell::When)),
        "assessment_completed" => {
            Some(warn("warnings-assessment-completed-twice", other).at(Cell::About))
        }
        kind if ONCE.contains(&kind) => Some(warn("warnings-done-twice", other).at(Cell::About)),
        _ => None,
    }
}

fn same_fact(a: &FactCells, b: &FactCells) -> bool {
    let texts = |cells: &FactCells| {
        let cells = [
            &cells.when,
            &cells.about,
            &cells.reference,
            &cells.basis,
            &cells.value,
        ];
        cells.map(String::clone)
    };
    texts(a) == texts(b) && (&a.team, &a.caseworker) == (&b.team, &b.caseworker)
}

/// Two notifications of one sort on one day may be one that was typed twice.
fn notification(scene: &Scene<'_>, new: &New<'_>, others: &[&Held<'_>]) -> Option<Warning> {
    let held = &new.held;
    if held.kind() != "notification_received" || new.corrects {
        return None;
    }
    let same = others.iter().find(|other| {
        other.day() == held.day()
            && other.cells().value == held.cells().value
            && other.cells().about != held.cells().about
    })?;
    let warning = Warning::new("warnings-notification-twice", new.entry).at(Cell::When);
    let judged = scene
        .first("immediate_risk_assessed", &same.cells().about)
        .is_some();
    let judged = if judged { "yes" } else { "no" };
    Some(warning.day("day", same.day()).word("judged", judged))
}
