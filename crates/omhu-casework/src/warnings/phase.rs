//! Where the case is: open or closed, and whose it is.

use omhu_law::calendar::Day;

use super::giving::{Child, Given, To, cautions};
use super::scene::{Held, New, Scene};
use super::{Datum, Warning};
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
            "case_closed" => closed(scene, new, found),
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

/// What still goes on when a case is closed: it ends with the case, or nobody sees it any more.
fn closed(scene: &Scene<'_>, new: &New<'_>, found: &mut Vec<Warning>) {
    if new.corrects {
        return;
    }
    let turns = ["case_opened", "case_closed", "notification_received"];
    if newest(scene, new, &turns).is_some_and(|turn| turn.kind() == "case_closed") {
        found.push(Warning::new("warnings-closed-twice", new.entry));
        return;
    }
    let running = running(scene, new.held.day());
    if !running.is_empty() {
        let named = running.iter().map(|measure| {
            let placed = scene.is_placement(measure);
            let word = if placed { "placement" } else { "support" };
            Datum::Since(word.to_owned(), measure.day())
        });
        let warning = Warning::new("warnings-closing-running", new.entry).mend("measure_ended");
        let warning = warning.number("count", running.len() as i64);
        found.push(warning.with("measures", Datum::Many(named.collect())));
    }
    found.extend(acute(scene, new));
    found.extend(duties_left(scene, new));
}

/// The measures that nobody ended.
fn running<'s>(scene: &'s Scene<'_>, on: Day) -> Vec<&'s Held<'s>> {
    let ended = |measure: &Held<'_>| {
        let ends = scene.about("measure_ended", &measure.cells().about);
        ends.map(Held::day).any(|end| end >= measure.day())
    };
    scene
        .all("measure_started")
        .filter(|measure| measure.day() <= on && !ended(measure))
        .collect()
}

/// An acute placement that the committee has not decided.
fn acute(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let open = scene.all("provisional_decision_started").find(|started| {
        let about = started.cells().about.as_str();
        let kinds = ["committee_decided", "measure_ended", "child_returned_home"];
        started.day() <= new.held.day()
            && !kinds.iter().any(|kind| {
                let mut ends = scene.about(kind, about);
                ends.any(|end| end.day() >= started.day())
            })
    })?;
    let rule = scene.rule("committee_presented", open.day(), "");
    let warning = Warning::new("warnings-closing-acute", new.entry).day("day", open.day());
    Some(warning.rule(rule).mend("committee_decided"))
}

/// Duties that waited before the closing and were not met with it: with a day, or about a thing of the case, of which the law says
/// no more than that it must not wait. What is owed to the child without a day for as long as there is a case (BL § 6, stk. 1: the
/// right to an assistant) is left out: it would be said at every closing.
fn duties_left(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (before, after) = super::missing::rows(scene);
    // What follows from a measure is said of the measure, or ended with it.
    let of_measure = |about: &str| scene.first("measure_started", about).is_some();
    let left = before.iter().filter(|row| {
        let key = (&row.obligation, &row.about, row.seq);
        let met = |other: &crate::duties::Duty| {
            (&other.obligation, &other.about, other.seq) == key && other.met_on.is_some()
        };
        // What lacked on the very day of a decision cannot be done now.
        row.is_pending()
            && match row.due {
                Some(due) => due.day > row.trigger_on,
                None => !row.about.is_empty(),
            }
            && !of_measure(&row.about)
            && !after.iter().any(met)
    });
    let mut names: Vec<String> = left.map(|row| row.obligation.clone()).collect();
    names.sort();
    names.dedup();
    let count = names.len() as i64;
    let named = names.into_iter().map(Datum::Obligation).collect();
    let warning = Warning::new("warnings-closing-duties", new.entry).number("count", count);
    (count > 0).then(|| warning.with("obligations", Datum::Many(named)))
}

fn assigned(scene: &Scene<'_>, new: &New<'_>) -> Vec<Warning> {
    let cells = new.held.cells();
    let on = new.held.day();
    let (team, caseworker) = scene.before.assigned(on, Day::MAX);
    // A case that was closed in between is given again.
    let kept = newest(scene, new, &["case_assigned", "case_closed"]);
    let kept = kept.is_some_and(|turn| turn.kind() == "case_assigned");
    let same = (cells.team.as_str(), cells.caseworker.as_str()) == (team, caseworker);
    let one = |key| vec![Warning::new(key, new.entry).at(Cell::Team)];
    let names = &scene.around.child_names;
    let given = Given {
        child: Child {
            name: names.first().cloned().unwrap_or_default(),
            reference: scene.before.reference.clone(),
            team: team.to_owned(),
            caseworker: caseworker.to_owned(),
        },
        siblings: scene.around.siblings.iter().collect(),
    };
    let to = To {
        team: &cells.team,
        caseworker: &cells.caseworker,
        on,
    };
    let mut found = cautions(&[given], to, &scene.around.on_leave);
    for warning in &mut found {
        warning.entry = new.entry;
    }
    if kept && !cells.caseworker.is_empty() && same {
        // What is said of a change is not said where nothing changes.
        return one("warnings-same-caseworker");
    }
    if cells.team.is_empty() && !team.is_empty() {
        found.extend(one("warnings-no-team"));
    }
    found
}
