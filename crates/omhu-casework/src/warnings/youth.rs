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

/// The position on a youth plan is taken by the 16th birthday and missing from then on. In the year before nothing is
/// missing: the list of duties says when it is due.
fn youth_plan(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let day = new.held.day();
    let years = scene.age(day).filter(|years| *years < GROWN_UP)?;
    let birthday = scene.born?.plus_months(12 * SIXTEEN);
    let rule = scene.rule("youth_plan_position_taken", birthday.max(day), "")?;
    let taken = ["youth_plan_position_taken", "youth_plan_made"];
    if years < SIXTEEN || is_known(scene, &taken) {
        return None;
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
