//! What others are asked for by a day on which the answer comes too late, or that has gone.
//!
//! Owns: these two sentences. Must not know: which duty rests on which answer ([`crate::worklist::turn`] does).

use omhu_law::calendar::{Day, When};

use super::missing::rows;
use super::scene::Scene;
use super::{Datum, Warning};
use crate::command::Entry;
use crate::worklist::rule_of;
use crate::worklist::turn::rests_on;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    let day = |text: &str| When::parse(text.as_bytes()).ok().map(|when| when.day);
    for (place, entry) in scene.command.entries.iter().enumerate() {
        let Entry::Document {
            when,
            sort,
            answer_by,
            about,
            ..
        } = entry
        else {
            continue;
        };
        if let (Some(asked), Some(by)) = (day(when), day(answer_by)) {
            found.extend(
                too_early(place, asked, by)
                    .or_else(|| too_late(scene, place, (sort, about), asked, by)),
            );
        }
    }
}

fn too_early(place: usize, asked: Day, by: Day) -> Option<Warning> {
    let warning = Warning::new("warnings-answer-before-asking", place);
    (by < asked).then(|| warning.day("day", by).day("asked", asked))
}

/// The duty that rests on the answer and is due first. What is overdue already is said elsewhere.
fn too_late(
    scene: &Scene<'_>,
    place: usize,
    (sort, about): (&str, &str),
    asked: Day,
    by: Day,
) -> Option<Warning> {
    let (_, after) = rows(scene);
    let resting = after
        .iter()
        .filter(|duty| duty.is_pending() && rests_on(duty, sort, about, asked));
    let due = resting.filter_map(|duty| Some((duty.due?.day, duty)));
    let late = due.filter(|(due, _)| asked <= *due && *due < by);
    let (due, duty) = late.min_by_key(|(due, _)| *due)?;
    let warning = Warning::new("warnings-answer-after-limit", place)
        .day("day", by)
        .day("due", due)
        .with("obligation", Datum::Obligation(duty.obligation.clone()));
    Some(warning.rule(rule_of(scene.book, duty).cloned()))
}
