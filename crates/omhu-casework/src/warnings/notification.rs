//! Notifications: what abuse and danger ask for at once, and what needs no answer.

use super::Warning;
use super::scene::{New, Scene};
use crate::fact::Cell;

/// Facts that show that somebody acted on danger.
const ACUTE: [&str; 6] = [
    "provisional_decision_started",
    "measure_started",
    "support_need_known",
    "assessment_decided",
    "decision_made",
    "forced_assessment_decided",
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        match new.held.kind() {
            "notification_received" => found.extend(abuse(scene, new, &new.held.cells().about)),
            "immediate_risk_assessed" => {
                found.extend(abuse(scene, new, &new.held.cells().about));
                found.extend(danger(scene, new));
            }
            "notification_receipt_sent" | "notifier_informed" => {
                found.extend(anonymous(scene, new));
            }
            "exploration_completed" => found.extend(exploration(scene, new)),
            "reappraised_by_new_person" => found.extend(same_eyes(scene, new)),
            _ => {}
        }
    }
}

/// Suspicion of abuse is judged the day it comes.
fn abuse(scene: &Scene<'_>, new: &New<'_>, notification: &str) -> Option<Warning> {
    let received = scene.first("notification_received", notification)?;
    let judged = scene.first("immediate_risk_assessed", notification);
    let by = judged.map_or(scene.now.today, |judged| judged.day());
    let late = received.says("abuse") && by > received.day();
    // The clock's own warning says it already.
    let days = by.0 - received.day().0;
    if !late || (judged.is_none() && days > 1) {
        return None;
    }
    let rule = scene.rule("immediate_risk_assessed", received.day(), "");
    let warning = Warning::new("warnings-abuse-not-same-day", new.entry);
    Some(
        warning
            .at(Cell::When)
            .day("day", received.day())
            .rule(rule)
            .mend("immediate_risk_assessed"),
    )
}

/// Danger asks for something that is done at once.
fn danger(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let acted = scene
        .facts
        .iter()
        .any(|other| ACUTE.contains(&other.kind()) && other.day() >= held.day());
    let running = scene.all("measure_started").any(|measure| {
        let course = scene.course(&measure.cells().about);
        scene.is_placement(measure) && course.is_some_and(|(_, end)| end.is_none())
    });
    let screened = scene.about("screening_made", &held.cells().about);
    let assess = screened
        .into_iter()
        .any(|screening| screening.says("assess"));
    // What was done at once is written beside the judgement.
    let helped = scene.has_section(&held.cells().about, "acute_help");
    if !held.says("danger") || acted || running || assess || helped {
        return None;
    }
    let rule = scene.rule("immediate_risk_assessed", held.day(), "");
    let warning = Warning::new("warnings-danger-without-step", new.entry);
    Some(
        warning
            .at(Cell::Value)
            .rule(rule)
            .mend("provisional_decision_started"),
    )
}

fn anonymous(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let received = scene.first("notification_received", &new.held.cells().about)?;
    let warning = Warning::new("warnings-answer-to-anonymous", new.entry);
    received
        .says("anonymous")
        .then(|| warning.at(Cell::About).kind("kind", new.held.kind()))
}

/// Exploring comes before deciding.
fn exploration(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let received = scene.first("notification_received", &new.held.cells().about)?;
    let decided = scene.all("decision_made").map(|decision| decision.day());
    let decided = decided
        .filter(|day| received.day() <= *day && *day < new.held.day())
        .min()?;
    let rule = scene.rule("exploration_completed", new.held.day(), "");
    let warning = Warning::new("warnings-exploration-after-decision", new.entry);
    Some(warning.at(Cell::When).day("day", decided).rule(rule))
}

/// Fresh eyes are those of somebody who has not had the case: the one who is named, else whoever writes.
fn same_eyes(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let named = scene.written(new, "new_person");
    let person = named.unwrap_or(scene.around.writer.as_str());
    let had = scene
        .all("case_assigned")
        .any(|held| held.cells().caseworker == person);
    let rule = scene.rule("reappraised_by_new_person", new.held.day(), "");
    let warning = Warning::new("warnings-same-eyes", new.entry);
    (!person.is_empty() && had).then(|| warning.rule(rule))
}
