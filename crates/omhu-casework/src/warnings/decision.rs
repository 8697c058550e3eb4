//! Decisions: the right law for the day, what the basis and the value say, and who must say yes.

use omhu_law::vocabulary::Basis;

use super::scene::{Held, New, Scene};
use super::{Datum, Warning};
use crate::command::Entry;
use crate::fact::Cell;
use crate::grounds::{of_other_kind, of_other_law};
use crate::lacks::{CONSENT_REFUSED, YOUTH_REFUSED, refused_by_parents};

/// From this age a child is a party.
const PARTY_AT: i32 = 10;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        match new.held.kind() {
            "decision_made" => {
                found.extend(law_of(scene, new).or_else(|| unknown(scene, new)));
                found.extend(mismatch(scene, new));
                found.extend(party(scene, new));
                found.extend(provisional(scene, new, false));
                found.extend(refused(scene, new));
            }
            "measure_started" | "committee_decided" => {
                found.extend(law_of(scene, new).or_else(|| unknown(scene, new)));
            }
            "child_conversation_omitted" => found.extend(reasonless(scene, new)),
            "party_hearing_waived" => found.extend(reasonless(scene, new)),
            "child_conversation_held" => {
                found.extend(too_late(scene, new, &new.held.cells().reference));
            }
            "party_hearing_held" => found.extend(too_late(scene, new, &new.held.cells().about)),
            "provisional_decision_started" => found.extend(provisional(scene, new, true)),
            "plan_made" => found.extend(plan(scene, new)),
            "reasons_given" => found.extend(textless(scene, new)),
            _ => {}
        }
    }
    found.extend(consent_stands(scene));
}

/// What rests on consent cannot be decided over a no.
fn refused(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (cells, on) = (new.held.cells(), new.held.day());
    let rule = scene.rule("consent_given", on, &cells.basis)?;
    let warning = Warning::new("warnings-consent-refused", new.entry).day("day", on);
    refused_by_parents(scene.after, &cells.about).then(|| warning.rule(Some(rule)))
}

/// A no that is registered beside a yes: what met the duty stands until somebody takes it back.
fn consent_stands(scene: &Scene<'_>) -> Option<Warning> {
    let entries = scene.command.entries.iter().enumerate();
    let mut noes = entries.filter_map(|(place, entry)| match entry {
        Entry::Section {
            about,
            section,
            text,
            ..
        } if [CONSENT_REFUSED, YOUTH_REFUSED].contains(&section.as_str())
            && !text.trim().is_empty() =>
        {
            Some((place, about))
        }
        _ => None,
    });
    noes.find_map(|(place, about)| {
        let mut yes = scene.about("consent_given", about);
        let yes = yes.find(|yes| yes.registered.seq <= scene.before.seq)?;
        let warning = Warning::new("warnings-consent-stands", place).day("day", yes.day());
        Some(warning.mend("fact_retracted"))
    })
}

/// The Act on Social Services to the end of 2023, the Child's Act from then on.
fn law_of(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (basis, on) = (&new.held.cells().basis, new.held.day());
    let rule = of_other_law(scene.book, basis, on, scene.age(on))?;
    let warning = Warning::new("warnings-basis-of-other-law", new.entry);
    Some(
        warning
            .at(Cell::Basis)
            .with("basis", Datum::Basis(basis.clone()))
            .day("from", scene.new_law())
            .rule(Some(rule)),
    )
}

/// A basis on which the law book knows no decision: a slip of the hand, or one that omhu cannot help with. It may be
/// lawful, under older law too.
fn unknown(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let basis = &new.held.cells().basis;
    let known = basis.is_empty() || scene.book.basis(basis) != Basis::OTHER;
    let warning = Warning::new("warnings-basis-unknown", new.entry).at(Cell::Basis);
    (!known && !new.corrects).then(|| warning.with("basis", Datum::Basis(basis.clone())))
}

fn mismatch(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (cells, on) = (new.held.cells(), new.held.day());
    let rule = of_other_kind(scene.book, &cells.basis, &cells.value, on)?;
    let warning = Warning::new("warnings-basis-and-value", new.entry).at(Cell::Value);
    Some(
        warning
            .with("basis", Datum::Basis(cells.basis.clone()))
            .with("value", Datum::Value(cells.value.clone()))
            .rule(Some(rule)),
    )
}

/// From 10 the child is a party: what was left out for a party was left out for the child too.
fn party(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let cells = held.cells();
    let years = scene.age(held.day()).filter(|years| *years >= PARTY_AT)?;
    if held.day() < scene.new_law() {
        return None;
    }
    let things = [&cells.about, &cells.reference];
    let omitted = scene.all("child_conversation_omitted").any(|omitted| {
        !omitted.cells().reference.is_empty() && things.contains(&&omitted.cells().reference)
    });
    let waived = scene
        .about("party_hearing_waived", &cells.about)
        .next()
        .is_some();
    let warning = Warning::new("warnings-party-from-ten", new.entry).number("years", years);
    let rule = scene.rule(
        "child_conversation_before_decision",
        held.day(),
        &cells.basis,
    );
    (omitted && waived).then(|| warning.rule(rule).mend("child_conversation_held"))
}

/// Leaving something out needs its reason in words.
fn reasonless(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (kind, cells) = (new.held.kind(), new.held.cells());
    let (about, duty) = match kind {
        "party_hearing_waived" => (&cells.about, "party_hearing_before_decision"),
        _ => (&cells.reference, "child_conversation_before_decision"),
    };
    let basis = scene.first("decision_made", about);
    let basis = basis.map_or("bl-32", |decision| decision.cells().basis.as_str());
    let rule = scene.rule(duty, new.held.day(), basis);
    let warning = Warning::new("warnings-omitted-without-reason", new.entry);
    new.wordless.then(|| warning.kind("kind", kind).rule(rule))
}

/// A talk or a hearing after the decision does not count before it.
fn too_late(scene: &Scene<'_>, new: &New<'_>, decision: &str) -> Option<Warning> {
    let held = &new.held;
    let decided = scene.first("decision_made", decision)?;
    if held.day() <= decided.day() {
        return None;
    }
    let duty = match held.kind() {
        "party_hearing_held" => "party_hearing_before_decision",
        _ => "child_conversation_before_decision",
    };
    let rule = scene.rule(duty, decided.day(), &decided.cells().basis);
    let warning = Warning::new("warnings-after-decision", new.entry).at(Cell::When);
    Some(
        warning
            .kind("kind", held.kind())
            .day("day", decided.day())
            .rule(rule),
    )
}

/// One provisional decision at a time: the committee has to see the first.
fn provisional(scene: &Scene<'_>, new: &New<'_>, started: bool) -> Option<Warning> {
    let held = &new.held;
    let settled = |other: &Held<'_>| {
        let about = other.cells().about.as_str();
        ["committee_decided", "provisional_decision_approved"]
            .iter()
            .any(|kind| {
                scene
                    .first(kind, about)
                    .is_some_and(|end| end.day() <= held.day())
            })
    };
    let other = scene.all("provisional_decision_started").find(|other| {
        other.cells().about != held.cells().about
            && other.day() <= held.day()
            // The approval of a provisional decision runs out after at most two months.
            && held.day() < other.day().plus_months(2)
            && !settled(other)
    })?;
    let rule = scene.rule("committee_presented", other.day(), "");
    let warning = Warning::new("warnings-second-provisional", new.entry).day("day", other.day());
    started.then(|| warning.rule(rule).mend("committee_decided"))
}

/// Under the Child's Act a plan for support follows its decision, and the position on having one.
fn plan(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let decision = held.cells().reference.as_str();
    let decided = scene.first("decision_made", decision)?;
    let basis = decided.cells().basis.as_str();
    let rule = scene.rule("plan_made", decided.day(), basis);
    if held.day() < decided.day() && matches!(basis, "bl-32" | "bl-46") {
        let warning = Warning::new("warnings-plan-before-decision", new.entry).at(Cell::When);
        return Some(warning.day("day", decided.day()).rule(rule));
    }
    let positions = scene.about("plan_position_taken", decision);
    let newest = positions.max_by_key(|position| (position.when, position.registered.seq))?;
    let warning = Warning::new("warnings-plan-though-no", new.entry).day("day", newest.day());
    newest
        .says("no")
        .then(|| warning.rule(rule).mend("plan_position_taken"))
}

/// Reasons that are said to be given with a decision, and nothing is written anywhere.
fn textless(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let about = &new.held.cells().about;
    let decision = scene.entered(&["decision_made"]);
    let decision = decision
        .into_iter()
        .find(|decision| decision.held.cells().about == *about)?;
    let letter = scene.command.entries.iter();
    let letter = letter.filter(|entry| matches!(entry, Entry::Document { .. }));
    let written = |new: &New<'_>| new.held.registered.fact.text.is_some();
    if written(new) || written(decision) || letter.count() > 0 {
        return None;
    }
    let basis = &decision.held.cells().basis;
    let rule = scene.rule("reasons_given_with_decision", decision.held.day(), basis);
    let warning = Warning::new("warnings-reasons-without-text", new.entry);
    Some(warning.rule(rule))
}
