//! Young people near 16: the youth plan and the preparation for adult life.
//!
//! Owns: when it is said in a form about help. Must not know: the limits themselves, which the law book has.

use super::Warning;
use super::scene::{New, Scene};

/// From this age help looks towards adult life (BL § 108, § 122).
const SIXTEEN: i32 = 16;
/// Help after this age is aftercare, which has its own warnings.
const GROWN_UP: i32 = 18;
/// What decides on help, or looks at it again.
const ON_HELP: [&str; 5] = [
    "decision_made",
    "plan_made",
    "plan_revised",
    "measure_started",
    "review_held",
];

/// What plans help for the time to come.
const PLANS_HELP: [&str; 3] = ["decision_made", "plan_made", "plan_revised"];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        if ON_HELP.contains(&new.held.kind()) {
            found.extend(youth_plan(scene, new));
            found.extend(transition(scene, new));
        }
    }
}

fn is_known(scene: &Scene<'_>, kinds: &[&str]) -> bool {
    kinds.iter().any(|kind| scene.all(kind).next().is_some())
}

/// The position on a youth plan is taken by the 16th birthday: missing from then on, and worth a word in the year before.
fn youth_plan(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let day = new.held.day();
    let years = scene.age(day).filter(|years| *years < GROWN_UP)?;
    let birthday = scene.born?.plus_months(12 * SIXTEEN);
    let rule = scene.rule("youth_plan_position_taken", birthday.max(day), "")?;
    let taken = ["youth_plan_position_taken", "youth_plan_made"];
    if years < SIXTEEN - 1 || is_known(scene, &taken) {
        return None;
    }
    if years < SIXTEEN {
        // Nothing is missing yet: no reason is asked for, and only where help is planned, not at each follow-up.
        if !PLANS_HELP.contains(&new.held.kind()) {
            return None;
        }
        let warning = Warning::new("warnings-youth-plan-soon", new.entry).day("day", birthday);
        return Some(warning.mend("youth_plan_position_taken"));
    }
    let warning = Warning::new("warnings-youth-plan-missing", new.entry).day("day", birthday);
    Some(warning.rule(Some(rule)).mend("youth_plan_position_taken"))
}

/// A young person with a serious disability is prepared for adult life from 16.
fn transition(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let day = new.held.day();
    let years = scene.age(day)?;
    let begun = [
        "transition_preparation_begun",
        "transition_preparation_finished",
    ];
    if !(SIXTEEN..GROWN_UP).contains(&years)
        || !is_known(scene, &["disability_established"])
        || is_known(scene, &begun)
    {
        return None;
    }
    let rule = scene.rule("transition_preparation_begun", day, "")?;
    let birthday = scene.born?.plus_months(12 * SIXTEEN);
    let warning = Warning::new("warnings-transition-missing", new.entry).day("day", birthday);
    Some(
        warning
            .rule(Some(rule))
            .mend("transition_preparation_begun"),
    )
}
