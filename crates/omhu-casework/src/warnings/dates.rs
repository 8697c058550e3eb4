//! Days that are unlikely: in the future, before the birth, long ago, registered late.
//!
//! One fact has one such warning, the gravest first.

use omhu_law::book::Due;
use omhu_law::calendar::{Day, When};

use super::Warning;
use super::scene::{New, Scene};
use crate::fact::Cell;

/// Longer ago than this is rather a mistyped year.
const FAR_PAST_YEARS: i32 = 2;
/// Registered later than this after the event is late (trust.md 5.2).
const LATE_AFTER_DAYS: i32 = 3;
/// What concerns an unborn child cannot be longer ago than this before the birth.
const BEFORE_BIRTH_DAYS: i32 = 300;
/// Nobody in a child's case is older: the help ends at 23.
const OLDEST_YEARS: i32 = 23;

/// Facts that say since when something has been so, and facts that need the child to be there.
const OF_OLD: [&str; 4] = [
    "child_born",
    "case_opened",
    "disability_established",
    "fact_retracted",
];
const WITH_THE_CHILD: [&str; 5] = [
    "child_conversation_held",
    "supervision_visit_held",
    "review_held",
    "aftercare_decided",
    "youth_moved_in",
];
/// What is dated on a day to come, and says nothing of when it was done.
const PLANNED: &str = "measure_end_planned";
/// What opens a case when it comes: nothing of the case can be older.
const OPENINGS: [&str; 4] = [
    "case_opened",
    "notification_received",
    "support_need_known",
    "application_received",
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        found.extend(day_of(scene, new));
        found.extend(clock_of(scene, new));
    }
}

fn day_of(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (held, today) = (&new.held, scene.now.today);
    let (kind, day) = (held.kind(), held.day());
    let warn = |key| Warning::new(key, new.entry).at(Cell::When).day("day", day);
    if kind == PLANNED {
        return None;
    }
    let later = held.when.instant().is_some_and(|at| at > scene.now.second);
    if day > today || later {
        return Some(warn("warnings-date-in-future"));
    }
    if kind == "child_born" {
        return birth(scene, new);
    }
    if let Some(born) = scene.born {
        let margin = if WITH_THE_CHILD.contains(&kind) {
            0
        } else {
            BEFORE_BIRTH_DAYS
        };
        if day < born.plus_days(-margin) {
            return Some(warn("warnings-before-birth").day("born", born));
        }
    }
    if OF_OLD.contains(&kind) || new.corrects {
        return None;
    }
    if day < today.plus_months(-12 * FAR_PAST_YEARS) {
        return Some(warn("warnings-far-past").number("years", FAR_PAST_YEARS));
    }
    if let Some(opened) = opening(scene).filter(|opened| day < *opened) {
        return Some(warn("warnings-before-opening").day("opened", opened));
    }
    late(scene, new)
}

/// Late registration; of a notification already when its 24 hours have gone before anybody knew.
fn late(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (held, now) = (&new.held, scene.now);
    let days = now.today.0 - held.day().0;
    if held.kind() == "notification_received" {
        let gone = match held.when.instant() {
            Some(at) => now.second - at > 24 * 3600,
            None => days > 1,
        };
        let rule = scene.rule("immediate_risk_assessed", held.day(), "");
        let judged = scene.first("immediate_risk_assessed", &held.cells().about);
        let in_time = judged.is_some_and(|judged| judged.day().0 - held.day().0 <= 1);
        if gone && !in_time && rule.is_some() {
            let warning = Warning::new("warnings-clock-started-late", new.entry);
            return Some(
                warning
                    .at(Cell::When)
                    .day("day", held.day())
                    .rule(rule)
                    .mend("immediate_risk_assessed"),
            );
        }
    }
    let late = days > LATE_AFTER_DAYS && scene.command.reason.trim().is_empty();
    let warning = Warning::new("warnings-registered-late", new.entry);
    late.then(|| {
        warning
            .at(Cell::When)
            .day("day", held.day())
            .number("days", days)
    })
}

fn birth(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let born = new.held.day();
    let warn = |key| Warning::new(key, new.entry).at(Cell::When).day("day", born);
    if born.plus_months(12 * OLDEST_YEARS) <= scene.now.today {
        return Some(warn("warnings-born-long-ago").number("years", OLDEST_YEARS));
    }
    let others = scene
        .facts
        .iter()
        .filter(|held| held.kind() != "child_born");
    let earliest = others.map(|held| held.day()).min()?;
    (earliest < born.plus_days(-BEFORE_BIRTH_DAYS))
        .then(|| warn("warnings-born-after-facts").day("earliest", earliest))
}

/// The first day of the case.
fn opening(scene: &Scene<'_>) -> Option<Day> {
    let openings = scene
        .facts
        .iter()
        .filter(|held| OPENINGS.contains(&held.kind()));
    openings.map(|held| held.day()).min()
}

/// What the law counts in hours needs a clock time; midnight is what a form says that was not told one.
fn clock_of(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let held = &new.held;
    let kind = scene.book.vocabulary.find(held.kind())?;
    let counted = scene.book.obligations.iter().find(|duty| {
        let version = duty.version_on(held.day(), scene.book.basis(&held.cells().basis));
        duty.trigger == kind
            && version.is_some_and(|version| matches!(version.due, Some(Due::Hours(_))))
    })?;
    let rule = scene.rule(&counted.name, held.day(), "");
    let midnight = |when: When| {
        let local = when.instant().map(omhu_law::calendar::instant_text);
        local.is_some_and(|text| text[11..].starts_with("00:00:00"))
    };
    let key = if held.when.is_day_only() {
        "warnings-time-missing"
    } else if midnight(held.when) {
        "warnings-midnight"
    } else {
        return None;
    };
    Some(
        Warning::new(key, new.entry)
            .at(Cell::When)
            .kind("kind", held.kind())
            .rule(rule),
    )
}
