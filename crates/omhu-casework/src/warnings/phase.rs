//! Where the case is: open or closed, and whose it is.

use omhu_law::calendar::Day;

use super::Warning;
use super::scene::{Held, New, Scene};
use crate::command::Entry;
use crate::fact::Cell;

/// What may well happen in a closed case: what opens it, and duties towards others that outlive it.
const OUTLIVES: [&str; 17] = [
    "case_opened",
    "case_closed",
    "child_born",
    "notification_received",
    "immediate_risk_assessed",
    "notification_receipt_sent",
    "notifier_informed",
    "screening_made",
    "provisional_notice_given",
    "committee_presented",
    "appeal_received",
    "appeal_reassessed",
    "appeal_forwarded",
    "access_requested",
    "access_answered",
    "document_filed",
    "application_received",
];

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in &scene.new {
        match new.held.kind() {
            "case_opened" => found.extend(opened(scene, new)),
            "case_closed" => found.extend(closed(scene, new)),
            "case_assigned" => found.extend(assigned(scene, new)),
            kind if OUTLIVES.contains(&kind) => {}
            kind => {
                let on_closed = closed_since(scene, new.held.day());
                found.extend(on_closed.map(|since| {
                    let warning = Warning::new("warnings-fact-on-closed", new.entry);
                    warning
                        .kind("kind", kind)
                        .day("day", since)
                        .mend("case_opened")
                }));
            }
        }
    }
    for (place, entry) in scene.command.entries.iter().enumerate() {
        if matches!(entry, Entry::Note { .. })
            && let Some(since) = closed_since(scene, scene.now.today)
        {
            found.push(Warning::new("warnings-note-on-closed", place).day("day", since));
        }
    }
}

/// The day of the closing that holds on a day, after the command.
fn closed_since(scene: &Scene<'_>, on: Day) -> Option<Day> {
    let closed = scene.after.closed(on, Day::MAX);
    let closings = scene.all("case_closed").map(Held::day);
    // On the day of the closing itself the last things are still written down.
    let since = closings.filter(|day| *day <= on).max()?;
    (closed && since < on).then_some(since)
}

/// The newest of these kinds before this, in the order of days and registration.
fn newest<'s>(scene: &'s Scene<'_>, new: &New<'_>, kinds: &[&str]) -> Option<&'s Held<'s>> {
    let earlier = scene.facts.iter().filter(|held| {
        kinds.contains(&held.kind())
            && held.registered.seq < new.held.registered.seq
            && held.day() <= new.held.day()
    });
    earlier.max_by_key(|held| (held.day(), held.registered.seq))
}

fn opened(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let turn = newest(scene, new, &["case_opened", "case_closed"])?.kind();
    if new.corrects {
        return None;
    }
    if turn == "case_opened" {
        return Some(Warning::new("warnings-opened-twice", new.entry));
    }
    // A new notification is a reason that everybody sees.
    let notified = newest(scene, new, &["notification_received", "case_closed"])?;
    let told = notified.kind() == "notification_received" || !new.wordless;
    let warning = Warning::new("warnings-reopened-without-reason", new.entry);
    (!told).then(|| warning.day("day", new.held.day()))
}

fn closed(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let on = new.held.day();
    if new.corrects {
        return None;
    }
    let turns = ["case_opened", "case_closed", "notification_received"];
    if newest(scene, new, &turns).is_some_and(|turn| turn.kind() == "case_closed") {
        return Some(Warning::new("warnings-closed-twice", new.entry));
    }
    let ended = |measure: &Held<'_>| {
        let ends = scene.about("measure_ended", &measure.cells().about);
        ends.map(Held::day).any(|end| end >= measure.day())
    };
    let running = scene.all("measure_started");
    let running = running
        .filter(|measure| measure.day() < on && !ended(measure))
        .count();
    let warning = Warning::new("warnings-closing-running", new.entry).mend("measure_ended");
    (running > 0).then(|| warning.number("count", running as i64))
}

fn assigned(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let cells = new.held.cells();
    let on = new.held.day();
    if let Some(until) = scene.around.on_leave.get(&cells.caseworker)
        && *until >= on
    {
        let warning = Warning::new("warnings-caseworker-on-leave", new.entry);
        return Some(warning.at(Cell::Team).day("until", *until));
    }
    let (team, caseworker) = scene.before.assigned(on, Day::MAX);
    // A case that was closed in between is given again.
    let kept = newest(scene, new, &["case_assigned", "case_closed"]);
    let kept = kept.is_some_and(|turn| turn.kind() == "case_assigned");
    if kept
        && !cells.caseworker.is_empty()
        && (cells.team.as_str(), cells.caseworker.as_str()) == (team, caseworker)
    {
        return Some(Warning::new("warnings-same-caseworker", new.entry).at(Cell::Team));
    }
    let teamless = cells.team.is_empty() && !team.is_empty();
    teamless.then(|| Warning::new("warnings-no-team", new.entry).at(Cell::Team))
}
