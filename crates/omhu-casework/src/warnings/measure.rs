//! Assessments, measures, reviews and visits: two at once, after the end, without what makes them count.

use omhu_law::calendar::{Day, Period};

use super::scene::{Held, New, Scene};
use super::{Datum, Warning};
use crate::fact::Cell;
use crate::placing::{PLACEMENT, SUPPORT, of_decision, of_place};

/// A rhythm longer than this is rather a slip of the hand; the law has no number.
const LONG_RHYTHM_MONTHS: i32 = 12;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        match new.held.kind() {
            "support_need_known" => found.extend(two_assessments(scene, new)),
            "decision_made" => found.extend(ends_before(scene, new)),
            "measure_started" => {
                found.extend(two_placements(scene, new));
                found.extend(ends_before(scene, new));
                found.extend(other_than_decided(scene, new));
                found.extend(other_than_place(scene, new));
            }
            "measure_ended" | "review_rhythm_decided" => found.extend(rhythm(scene, new)),
            "measure_end_planned" => found.extend(planned(scene, new)),
            "review_held" => found.extend(after_end(scene, new)),
            "supervision_visit_held" => {
                found.extend(after_end(scene, new));
                found.extend(visit(scene, new));
            }
            "parents_plan_offered" => found.extend(no_placement(scene, new)),
            _ => {}
        }
    }
}

fn two_assessments(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let open = scene.all("support_need_known").find(|other| {
        let done = scene.about("assessment_completed", &other.cells().about);
        other.cells().about != held.cells().about
            && other.day() <= held.day()
            && done.map(Held::day).all(|done| done < other.day())
            && !scene
                .all("case_closed")
                .any(|closing| closing.day() > other.day() && closing.day() <= held.day())
    })?;
    let rule = scene.rule("assessment_completed", open.day(), "");
    let warning = Warning::new("warnings-two-assessments", new.entry).at(Cell::About);
    Some(warning.day("day", open.day()).rule(rule))
}

/// A child lives in one place: the placement before has an end, or this is a change of place.
fn two_placements(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    if !scene.is_placement(held) {
        return None;
    }
    let running = scene.all("measure_started").find(|other| {
        let course = scene.course(&other.cells().about);
        other.cells().about != held.cells().about
            && scene.is_placement(other)
            && course.is_some_and(|(from, end)| {
                from <= held.day() && end.is_none_or(|end| end > held.day())
            })
    })?;
    let warning = Warning::new("warnings-two-placements", new.entry).at(Cell::About);
    Some(warning.day("day", running.day()).mend("measure_ended"))
}

fn other_than_decided(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let decided = of_decision(scene.after, &held.cells().reference)?;
    let value = &held.cells().value;
    let other = !value.is_empty() && value != decided;
    let warning = Warning::new("warnings-other-than-decided", new.entry).at(Cell::Value);
    other.then(|| {
        warning
            .with("value", Datum::Value(value.clone()))
            .with("decided", Datum::Value(decided.to_owned()))
    })
}

/// A child who lives in a children's home is placed, and one who gets help at home is not.
fn other_than_place(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let place = scene.written(new, "sort")?;
    let (is, meant) = (of_place(place)?, scene.is_placement(held));
    let value = if meant { PLACEMENT } else { SUPPORT };
    // What is called a placement by mistake asks for visits that nobody owes; the other way they are forgotten.
    let rule = scene.rule("supervision_visits_held", held.day(), "");
    let warning = Warning::new("warnings-place-and-value", new.entry).at(Cell::Value);
    (is != value).then(|| {
        warning
            .with("place", Datum::Value(place.to_owned()))
            .with("value", Datum::Value(value.to_owned()))
            .with("meant", Datum::Value(is.to_owned()))
            .rule(rule.filter(|_| is == PLACEMENT))
    })
}

/// What is expected to end before it begins is a slip of the hand.
fn ends_before(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let end = scene.written(new, "expected_end")?;
    let end = Day::parse(end.trim().as_bytes())?;
    let warning = Warning::new("warnings-expected-end-early", new.entry);
    (end < held.day()).then(|| warning.day("end", end).day("day", held.day()))
}

/// A planned end is a day to come, and one that was moved is not planned twice.
fn planned(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (held, today) = (&new.held, scene.now.today);
    let rule = scene.rule("planned_end_followed_up", held.day(), "");
    let warn = |key| {
        Warning::new(key, new.entry)
            .at(Cell::When)
            .rule(rule.clone())
    };
    // A measure that is registered long after may have had an end that has come.
    let begins = scene.entered(&["measure_started"]).next().is_some();
    if held.day() <= today && !begins {
        return Some(warn("warnings-planned-end-gone").day("day", held.day()));
    }
    let others = scene.about("measure_end_planned", &held.cells().about);
    let seq = held.registered.seq;
    let mut others = others.filter(|other| other.registered.seq != seq && other.day() > today);
    let other = others.next().filter(|_| !new.corrects)?;
    Some(warn("warnings-planned-end-other").day("day", other.day()))
}

fn after_end(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let (_, end) = scene.course(&held.cells().reference)?;
    let end = end.filter(|end| *end < held.day())?;
    let warning = Warning::new("warnings-after-end", new.entry).at(Cell::When);
    Some(warning.kind("kind", held.kind()).day("day", end))
}

/// A supervision visit is to a placement, and counts with a talk with the child.
fn visit(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    if let Some(warning) = no_placement(scene, new) {
        return Some(warning);
    }
    let rule = scene.rule("supervision_visits_held", new.held.day(), "");
    let warning = Warning::new("warnings-visit-without-talk", new.entry).at(Cell::Value);
    new.held
        .says("no_talk")
        .then(|| warning.rule(rule).mend("supervision_visit_held"))
}

fn no_placement(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let measure = scene.first("measure_started", &held.cells().reference)?;
    let warning = Warning::new("warnings-not-a-placement", new.entry).at(Cell::Ref);
    (!scene.is_placement(measure)).then(|| warning.kind("kind", held.kind()))
}

/// A rhythm reaches forward, and not too far.
fn rhythm(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    if held.kind() != "review_rhythm_decided" {
        return None;
    }
    let value = held.cells().value.as_str();
    let rule = scene.rule("review_rhythm_decided", held.day(), "");
    let reviews = scene
        .referring("review_held", &held.cells().reference)
        .map(Held::day);
    let last = reviews
        .filter(|day| *day <= held.day())
        .max()
        .unwrap_or(held.day());
    let next = match (Day::parse(value.as_bytes()), Period::parse(value)) {
        (Some(day), _) => day,
        (None, Some(period)) => period.after(last),
        (None, None) => return None,
    };
    if next <= last {
        let warning = Warning::new("warnings-rhythm-backwards", new.entry).at(Cell::Value);
        return Some(warning.day("next", next).day("day", last).rule(rule));
    }
    let warning = Warning::new("warnings-rhythm-long", new.entry).at(Cell::Value);
    (next > last.plus_months(LONG_RHYTHM_MONTHS)).then(|| {
        warning
            .day("next", next)
            .number("months", LONG_RHYTHM_MONTHS)
            .rule(rule)
    })
}
