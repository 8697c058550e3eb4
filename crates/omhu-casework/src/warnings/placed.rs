//! What only happens around a placement: choosing the place, changing it, coming home.
//!
//! Owns: whether a child is placed or about to be, as far as the case knows. Must not know: sentences.

use omhu_law::calendar::Day;

use super::Warning;
use super::scene::{Held, New, Scene};
use crate::fact::Cell;
use crate::placing::BY_COMMITTEE;

/// Each with the obligation whose rule it rests on.
const AROUND: [(&str, &str); 3] = [
    ("placement_setting_chosen", "placement_setting_chosen"),
    ("placement_setting_changed", "placement_change_consented"),
    ("child_returned_home", "return_period_ended"),
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        let held = &new.held;
        if let Some((kind, rule)) = AROUND.iter().find(|(kind, _)| *kind == held.kind()) {
            let rule = scene.rule(rule, held.day(), "");
            let warning = judged(scene, new);
            found.extend(warning.map(|it| it.kind("kind", kind).at(Cell::About).rule(rule)));
        }
    }
}

fn judged(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (thing, on) = (new.held.cells().about.as_str(), new.held.day());
    let Some(measure) = scene.first("measure_started", thing) else {
        // The place is chosen before the placement begins: then a decision is enough.
        let lacking = Warning::new("warnings-no-placement", new.entry).mend("measure_started");
        return (!is_placed(scene, on)).then_some(lacking);
    };
    if is_support(scene, measure) {
        return Some(Warning::new("warnings-not-a-placement", new.entry));
    }
    let end = ended(scene, measure).filter(|end| *end < on)?;
    Some(Warning::new("warnings-after-end", new.entry).day("day", end))
}

/// Known to be support only; what an old case does not say of its measure is no such knowledge.
fn is_support(scene: &Scene<'_>, measure: &Held<'_>) -> bool {
    let cells = measure.cells();
    let decided = scene.first("decision_made", &cells.reference);
    let is_known = !cells.value.is_empty() || decided.is_some();
    is_known && !scene.is_placement(measure)
}

fn ended(scene: &Scene<'_>, measure: &Held<'_>) -> Option<Day> {
    let (_, end) = scene.course(&measure.cells().about)?;
    end
}

/// Whether a placement runs on a day, or was decided and is not over: one whose measures nobody registered may still run.
fn is_placed(scene: &Scene<'_>, on: Day) -> bool {
    let is_over = |measure: &Held<'_>| ended(scene, measure).is_some_and(|end| end < on);
    let runs = |measure: &Held<'_>| !is_support(scene, measure) && !is_over(measure);
    let is_live = |decision: &str| {
        let mut measures = scene.referring("measure_started", decision).peekable();
        measures.peek().is_none() || measures.any(|measure| !is_over(measure))
    };
    scene.all("measure_started").any(runs)
        || scene.facts.iter().any(|held| {
            let cells = held.cells();
            let places = match held.kind() {
                "decision_made" => held.says("placement"),
                "committee_decided" => BY_COMMITTEE.contains(&cells.basis.as_str()),
                "provisional_decision_started" => true,
                _ => false,
            };
            places && is_live(&cells.about)
        })
}
