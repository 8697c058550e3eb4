//! The child and the people: ages, somebody else's child, parts that are there already.

use omhu_law::calendar::Day;

use super::scene::{New, Scene};
use super::{Datum, Warning};
use crate::command::Entry;
use crate::event::Link;
use crate::fact::Cell;
use crate::grounds::{TOO_YOUNG_FOR_AFTERCARE, is_for_the_young, too_young};
use crate::lacks::unwritten;
use crate::placing::BY_COMMITTEE;

const GROWN_UP: i32 = 18;
const LAST_HELP: i32 = 23;
const YOUNGEST_FOR_THE_BOARD: i32 = 10;
/// An order to a child is for those from 10 to 17 (BL § 39).
const YOUNGEST_FOR_AN_ORDER: i32 = 10;
/// So many months before the term the committee may decide on an unborn child (BL § 49).
const MONTHS_BEFORE_TERM: i32 = 3;

/// What is for children only, unless its basis is one of help to the young.
const FOR_CHILDREN: [&str; 6] = [
    "notification_received",
    "support_need_known",
    "decision_made",
    "measure_started",
    "provisional_decision_started",
    "committee_decided",
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        found.extend(age(scene, new));
        if scene.is_unborn(new.held.day()) {
            found.extend(unborn(scene, new));
        } else if new.held.kind() == "decision_made" && scene.born.is_none() && !new.corrects {
            let warning = Warning::new("warnings-birthday-unknown", new.entry);
            found.push(warning.mend("child_born"));
        }
    }
    for (place, entry) in scene.command.entries.iter().enumerate() {
        match entry {
            Entry::Link(link) => found.extend(linked(scene, place, link)),
            Entry::Unlink(link) => {
                let there = scene
                    .before
                    .people
                    .iter()
                    .any(|held| same_part(&held.what, link));
                let warning = Warning::new("warnings-person-not-linked", place);
                found
                    .extend((!there).then(|| warning.with("part", Datum::Part(link.part.clone()))));
            }
            _ => {}
        }
    }
    found.extend(similar(scene));
    found.extend(known_elsewhere(scene));
}

/// A placement begins with the birth. It may be decided before it: with consent (BL § 46, stk. 4), or without it and not
/// earlier than three months before the term (BL § 49).
fn unborn(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (held, on) = (&new.held, new.held.day());
    let decides = matches!(held.kind(), "decision_made" | "committee_decided");
    let warn = |key| Warning::new(key, new.entry);
    match held.cells().basis.as_str() {
        "bl-46" if decides => None,
        "bl-49" if decides => {
            let rule = Some(unwritten("BL-UNBORN-PL", "bl", "§ 49"));
            let Some(term) = scene.after.expected(Day::MAX) else {
                let unknown = warn("warnings-unborn-term-unknown").mend("child_expected");
                return Some(unknown.rule(rule));
            };
            let from = term.plus_months(-MONTHS_BEFORE_TERM);
            let early = warn("warnings-unborn-early").at(Cell::When);
            (on < from).then(|| early.day("from", from).day("term", term).rule(rule))
        }
        _ if !places(scene, new) => None,
        _ if decides && on >= scene.new_law() => {
            let rule = unwritten("BL-UNBORN-PL", "bl", "§ 46, stk. 4, og § 49");
            Some(
                warn("warnings-unborn-basis")
                    .at(Cell::Basis)
                    .rule(Some(rule)),
            )
        }
        _ => {
            let rule = scene.rule("committee_presented", on, "");
            Some(warn("warnings-unborn-placed").rule(rule).mend("child_born"))
        }
    }
}

/// Whether a fact takes the child away from home.
fn places(scene: &Scene<'_>, new: &New<'_>) -> bool {
    match new.held.kind() {
        "provisional_decision_started" => true,
        "decision_made" => new.held.says("placement"),
        "committee_decided" => BY_COMMITTEE.contains(&new.held.cells().basis.as_str()),
        "measure_started" => scene.is_placement(&new.held),
        _ => false,
    }
}

fn age(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let years = scene.age(held.day())?;
    let warn = |key| {
        Warning::new(key, new.entry)
            .at(Cell::When)
            .number("years", years)
    };
    let young = is_for_the_young(&held.cells().basis);
    if years >= LAST_HELP && (FOR_CHILDREN.contains(&held.kind()) || young) {
        return Some(warn("warnings-over-twenty-three"));
    }
    if years >= GROWN_UP && FOR_CHILDREN.contains(&held.kind()) && !young {
        return Some(warn("warnings-over-eighteen"));
    }
    if let Some((_, rule)) = too_young(held.cells(), Some(years)) {
        let basis = Datum::Basis(held.cells().basis.clone());
        let warning = warn("warnings-support-too-young").at(Cell::Basis);
        return Some(warning.with("basis", basis).rule(Some(rule)));
    }
    let order = held.kind() == "decision_made" && held.cells().basis == "bl-39";
    if order && years < YOUNGEST_FOR_AN_ORDER {
        let rule = unwritten("BL-ORDER", "bl", "§ 39");
        return Some(warn("warnings-order-too-young").rule(Some(rule)));
    }
    match held.kind() {
        "aftercare_decided" if years < TOO_YOUNG_FOR_AFTERCARE => {
            let rule = scene.rule("aftercare_decided", held.day(), "");
            Some(warn("warnings-aftercare-early").rule(rule))
        }
        "youth_moved_in" if years < GROWN_UP => Some(warn("warnings-moved-in-young")),
        "youth_board_requested" if years < YOUNGEST_FOR_THE_BOARD => {
            let rule = scene.rule("youth_assessment_completed", held.day(), "");
            Some(warn("warnings-too-young-for-board").rule(rule))
        }
        _ => None,
    }
}

fn same_part(a: &Link, b: &Link) -> bool {
    a.person == b.person && a.part == b.part
}

fn linked(scene: &Scene<'_>, place: usize, link: &Link) -> Option<Warning> {
    let mut people = scene.before.people.iter().map(|held| &held.what);
    let word = |key| Warning::new(key, place).with("part", Datum::Part(link.part.clone()));
    if people.clone().any(|held| same_part(held, link)) {
        return Some(word("warnings-person-twice"));
    }
    let second = link.part == "child" && people.any(|held| held.part == "child");
    second.then(|| Warning::new("warnings-second-child", place))
}

/// A new child who is perhaps known already.
fn similar(scene: &Scene<'_>) -> Option<Warning> {
    let count = scene.around.similar_children;
    let first = scene.before.facts.is_empty() && scene.before.people.is_empty();
    let warning = Warning::new("warnings-similar-child", 0).number("count", count as i64);
    (count > 0 && first).then_some(warning)
}

/// A new child whom another team knows: whom to ask, and no more.
fn known_elsewhere(scene: &Scene<'_>) -> Option<Warning> {
    let teams = scene.around.known_by.iter().cloned();
    let teams: Vec<Datum> = teams.map(Datum::Word).collect();
    let first = scene.before.facts.is_empty() && scene.before.people.is_empty();
    let warning = || Warning::new("warnings-known-elsewhere", 0);
    (!teams.is_empty() && first).then(|| warning().with("teams", Datum::Many(teams)))
}
