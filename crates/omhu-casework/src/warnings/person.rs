//! The child and the people: ages, somebody else's child, parts that are there already.

use super::scene::{New, Scene};
use super::{Datum, Warning};
use crate::command::Entry;
use crate::event::Link;
use crate::fact::Cell;

const GROWN_UP: i32 = 18;
const LAST_HELP: i32 = 23;
/// The decision on help after 18 is made half a year before; two years before it is too early to know.
const TOO_YOUNG_FOR_AFTERCARE: i32 = 16;
const YOUNGEST_FOR_THE_BOARD: i32 = 10;

/// What is for children only, unless its basis is one of help to the young.
const FOR_CHILDREN: [&str; 6] = [
    "notification_received",
    "support_need_known",
    "decision_made",
    "measure_started",
    "provisional_decision_started",
    "committee_decided",
];
const FOR_THE_YOUNG: [&str; 6] = ["bl-113", "bl-114", "bl-115", "bl-116", "bl-120", "sel-76"];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        found.extend(age(scene, new));
        if scene.is_unborn() && places(scene, new) {
            let rule = scene.rule("committee_presented", new.held.day(), "");
            let warning = Warning::new("warnings-unborn-placed", new.entry);
            found.push(warning.rule(rule).mend("child_born"));
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

/// Whether a fact takes the child away from home.
fn places(scene: &Scene<'_>, new: &New<'_>) -> bool {
    match new.held.kind() {
        "provisional_decision_started" => true,
        "decision_made" => new.held.says("placement"),
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
    let young = FOR_THE_YOUNG.contains(&held.cells().basis.as_str());
    if years >= LAST_HELP && (FOR_CHILDREN.contains(&held.kind()) || young) {
        return Some(warn("warnings-over-twenty-three"));
    }
    if years >= GROWN_UP && FOR_CHILDREN.contains(&held.kind()) && !young {
        return Some(warn("warnings-over-eighteen"));
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
