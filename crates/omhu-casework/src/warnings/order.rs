//! What must come after something else: an answer after its request, an end after its start.
//!
//! A table says what follows what; a warning tells that the beginning lacks, or lies later.

use super::Warning;
use super::scene::{Held, New, Scene};
use crate::fact::Cell;

/// One kind of fact that follows others.
struct Follows {
    kind: &'static str,
    by: Cell,
    starts: &'static [&'static str],
    /// The warning where nothing began; empty: it need not have.
    lacking: &'static str,
    early: &'static str,
    /// The obligation whose rule stands behind the order; empty: none.
    rule: &'static str,
}

const fn follows(
    kind: &'static str,
    by: Cell,
    starts: &'static [&'static str],
    rule: &'static str,
) -> Follows {
    Follows {
        kind,
        by,
        starts,
        lacking: "warnings-start-lacking",
        early: "warnings-before-its-start",
        rule,
    }
}

const fn said(follows: Follows, lacking: &'static str, early: &'static str) -> Follows {
    Follows {
        lacking,
        early,
        ..follows
    }
}

const NOTIFIED: &[&str] = &["notification_received"];
/// A screening asks for an exploration, and so may a review.
const EXPLORED: &[&str] = &["notification_received", "knowledge_judged"];
const OPENED: &[&str] = &["support_need_known", "assessment_decided"];
const STARTED: &[&str] = &["measure_started"];
const PROVISIONAL: &[&str] = &["provisional_decision_started"];
/// What can be appealed.
const APPEALED: &[&str] = &["decision_made", "committee_decided"];
/// What a measure may rest on: the municipality's decision, the committee's, an acute placement.
const BEHIND_A_MEASURE: &[&str] = &[
    "decision_made",
    "committee_decided",
    "provisional_decision_started",
];

const TABLE: [Follows; 26] = [
    follows(
        "immediate_risk_assessed",
        Cell::About,
        NOTIFIED,
        "immediate_risk_assessed",
    ),
    follows(
        "notification_receipt_sent",
        Cell::About,
        NOTIFIED,
        "notification_receipt_sent",
    ),
    follows("notifier_informed", Cell::About, NOTIFIED, ""),
    follows("screening_made", Cell::About, NOTIFIED, ""),
    follows("exploration_completed", Cell::About, EXPLORED, ""),
    said(
        follows("preliminary_assessment_made", Cell::About, OPENED, ""),
        "warnings-assessment-not-opened",
        "warnings-assessment-early",
    ),
    said(
        follows(
            "assessment_completed",
            Cell::About,
            OPENED,
            "assessment_completed",
        ),
        "warnings-assessment-not-opened",
        "warnings-assessment-early",
    ),
    said(
        follows("measure_started", Cell::Ref, BEHIND_A_MEASURE, ""),
        "warnings-measure-without-decision",
        "warnings-measure-before-decision",
    ),
    said(
        follows("measure_ended", Cell::About, STARTED, ""),
        "warnings-start-lacking",
        "warnings-end-before-start",
    ),
    said(
        follows("review_held", Cell::Ref, STARTED, "review_held"),
        "warnings-start-lacking",
        "warnings-review-before-start",
    ),
    follows("review_rhythm_decided", Cell::Ref, STARTED, ""),
    follows(
        "supervision_visit_held",
        Cell::Ref,
        STARTED,
        "supervision_visits_held",
    ),
    follows("parents_plan_offered", Cell::Ref, STARTED, ""),
    follows("plan_revised", Cell::About, &["plan_made"], ""),
    follows(
        "appeal_guidance_given",
        Cell::About,
        APPEALED,
        "appeal_guidance_with_decision",
    ),
    follows(
        "provisional_notice_given",
        Cell::About,
        PROVISIONAL,
        "provisional_notice_given",
    ),
    // Only what was decided provisionally must have begun before: any case may be put before the committee.
    said(
        follows(
            "committee_presented",
            Cell::About,
            PROVISIONAL,
            "committee_presented",
        ),
        "",
        "warnings-before-its-start",
    ),
    follows(
        "placement_renewed",
        Cell::Ref,
        &["committee_decided", "placement_renewed"],
        "placement_renewed",
    ),
    follows(
        "return_home_answered",
        Cell::About,
        &["return_home_requested"],
        "return_home_answered",
    ),
    follows(
        "drug_treatment_started",
        Cell::About,
        &["drug_treatment_requested"],
        "",
    ),
    follows(
        "network_meeting_summoned",
        Cell::About,
        &["police_documentation_received"],
        "",
    ),
    follows(
        "youth_assessment_completed",
        Cell::About,
        &["youth_board_requested"],
        "",
    ),
    follows(
        "appeal_reassessed",
        Cell::About,
        &["appeal_received"],
        "appeal_reassessed",
    ),
    follows(
        "appeal_forwarded",
        Cell::About,
        &["appeal_received"],
        "appeal_reassessed",
    ),
    follows(
        "access_answered",
        Cell::About,
        &["access_requested"],
        "access_answered",
    ),
    follows(
        "application_decided",
        Cell::About,
        &["application_received"],
        "",
    ),
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        for row in TABLE.iter().filter(|row| row.kind == new.held.kind()) {
            found.extend(judged(scene, new, row));
        }
        found.extend(committee(scene, new));
        found.extend(plan(scene, new));
    }
}

fn judged(scene: &Scene<'_>, new: &New<'_>, row: &Follows) -> Option<Warning> {
    let held = &new.held;
    let thing = match row.by {
        Cell::About => held.cells().about.as_str(),
        _ => held.cells().reference.as_str(),
    };
    let rule = (!row.rule.is_empty())
        .then(|| scene.rule(row.rule, held.day(), ""))
        .flatten();
    let starts = |kind: &&'static str| scene.first(kind, thing);
    let start = match thing {
        "" => None,
        _ => row
            .starts
            .iter()
            .filter_map(starts)
            .min_by_key(|start| start.when),
    };
    let warn = |key| {
        Warning::new(key, new.entry)
            .kind("kind", row.kind)
            .kind("start", row.starts[0])
            .rule(rule.clone())
    };
    match start {
        None if row.lacking.is_empty() => None,
        None => Some(warn(row.lacking).at(row.by).mend(row.starts[0])),
        Some(start) if before(held, start) => {
            Some(warn(row.early).at(Cell::When).day("day", start.day()))
        }
        Some(_) => None,
    }
}

/// Earlier by the clock where both have one, else by the day.
fn before(held: &Held<'_>, start: &Held<'_>) -> bool {
    match (held.when.instant(), start.when.instant()) {
        (Some(held), Some(start)) => held < start,
        _ => held.day() < start.day(),
    }
}

/// A provisional decision is presented to the committee before the committee decides.
fn committee(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let decision = held.cells().about.as_str();
    if held.kind() != "committee_decided" {
        return None;
    }
    if scene
        .first("provisional_decision_started", decision)
        .is_none()
    {
        return unprepared(scene, new);
    }
    let presented = scene.first("committee_presented", decision);
    if presented.is_some_and(|presented| presented.day() <= held.day()) {
        return None;
    }
    let warning = Warning::new("warnings-committee-not-presented", new.entry);
    let rule = scene.rule("committee_presented", held.day(), "");
    Some(
        warning
            .at(Cell::When)
            .rule(rule)
            .mend("committee_presented"),
    )
}

/// The committee decides what somebody put before it. Where the recommendation is not registered at all, a decision to
/// place the child stands for it.
fn unprepared(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let decision = held.cells().about.as_str();
    let put = ["recommendation_made", "committee_presented"];
    let put = put.iter().any(|kind| {
        let mut facts = scene.about(kind, decision);
        facts.any(|fact| fact.day() <= held.day())
    });
    let decided = scene.first("decision_made", decision);
    let decided = decided.is_some_and(|decided| decided.says("placement"));
    if put || new.corrects || decided && !scene.around.further {
        return None;
    }
    let warning = Warning::new("warnings-committee-unprepared", new.entry);
    let rule = scene.rule("recommendation_made", held.day(), "");
    // The recommendation is ticked in the very form: no other one mends it.
    Some(warning.at(Cell::About).rule(rule))
}

/// What a plan is made for.
const PLANNED_FOR: [&str; 7] = [
    "decision_made",
    "committee_decided",
    "provisional_decision_started",
    "placement_renewed",
    "measure_started",
    "aftercare_decided",
    "application_decided",
];

/// A plan with nothing to plan: no decision, no measure. A decision that is on its way is enough.
fn plan(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    if held.kind() != "plan_made" || new.corrects {
        return None;
    }
    let decision = held.cells().reference.as_str();
    let prepares = |fact: &Held<'_>| {
        let cells = fact.cells();
        !decision.is_empty()
            && fact.kind() != "plan_made"
            && (cells.about == decision || cells.reference == decision)
    };
    let mut facts = scene.facts.iter();
    if facts.any(|fact| PLANNED_FOR.contains(&fact.kind()) || prepares(fact)) {
        return None;
    }
    let is_new_law = held.day() >= scene.new_law();
    let basis = if is_new_law { "bl-46" } else { "sel-52" };
    let warning = Warning::new("warnings-plan-for-nothing", new.entry);
    let rule = scene.rule("plan_made", held.day(), basis);
    Some(warning.at(Cell::Ref).rule(rule).mend("decision_made"))
}
