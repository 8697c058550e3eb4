//! Goals in a form: new ones, and how far each one came.
//!
//! Owns: the rows of goals and movements. Must not know: which form they stand in.

use super::entries::{FieldError, MOST_CHARACTERS};
use super::forms::assessment::GOALS;
use super::rows::{MOST_GOALS, TOO_MANY};
use super::typed;
use super::values::Values;
use crate::case::{CaseState, Told};
use crate::command::Entry;
use crate::event::Goal;
use crate::ids::TextNo;

/// A goal that is worked on, and where the child is now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Current<'s> {
    /// The goal as it was set last.
    pub goal: &'s Told<Goal>,
    /// The newest score, else the one it was set with.
    pub now: u8,
    /// The score before that.
    pub before: u8,
}

/// The goals that have not ended, by id.
pub fn current(state: &CaseState) -> impl Iterator<Item = Current<'_>> {
    let open = state.goals.iter().filter(|(id, set)| {
        // A goal that is set again after its end is worked on again.
        let ended = state.ended_goals.get(*id);
        ended.is_none_or(|ended| ended.seq < set.seq)
    });
    open.map(|(id, goal)| {
        let moved = state.scores.iter().filter(|score| score.what.goal == *id);
        let mut latest = moved.rev().filter(|score| score.seq > goal.seq);
        let now = latest.next().map_or(goal.what.now, |score| score.what.now);
        let before = latest.next().map_or(goal.what.now, |score| score.what.now);
        Current { goal, now, before }
    })
}

/// The text with the goals that the newest assessment ended in; none where goals have been set since.
#[must_use]
pub fn wanted(state: &CaseState) -> Option<TextNo> {
    let written = state.sections.iter().rev();
    let newest = written
        .into_iter()
        .find(|told| told.what.section == GOALS)?;
    let set = state.goals.values().any(|goal| goal.seq > newest.seq);
    (!set).then_some(newest.what.text)
}

/// The rows of goals that such a text comes to: one for each line. None is left out: where a form has no more rows, the
/// last one holds the rest.
pub fn from_lines(text: &str, field: &str, values: &mut Values) {
    let lines = text.lines().map(|line| line.trim_matches(['-', '*', ' ']));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let own = match lines.len() > MOST_GOALS {
        true => MOST_GOALS - 1,
        false => lines.len(),
    };
    let (own, rest) = lines.split_at(own);
    for (row, line) in own.iter().enumerate() {
        values.set(format!("{field}.{row}.text"), *line);
    }
    if !rest.is_empty() {
        values.set(format!("{field}.{}.text", own.len()), rest.join(". "));
    }
}

/// The goals of a plan: rows of `text`, `now`, `wanted`; `goal` names one that there is.
///
/// # Errors
/// The parts that cannot be read.
pub(super) fn set(
    values: &Values,
    field: &str,
    plan: String,
    state: &CaseState,
) -> Result<Vec<Entry>, Vec<FieldError>> {
    let mut goals = Vec::new();
    let mut errors = Vec::new();
    let rows = values.rows(field);
    if rows.len() > MOST_GOALS {
        let field = field.to_owned();
        let key = TOO_MANY;
        errors.push(FieldError { field, key });
    }
    for (place, row) in rows.iter().enumerate() {
        let part = |part| values.part(field, row, part);
        let mut fault = |name: &str, key| {
            let field = format!("{field}.{row}.{name}");
            errors.push(FieldError { field, key });
        };
        let text = part("text");
        let known = part("goal");
        let scales = [("now", part("now")), ("wanted", part("wanted"))];
        let [now, wanted] = scales.map(|(name, typed)| match typed::scale(typed) {
            Ok(number) => number,
            Err(key) => {
                fault(
                    name,
                    if typed.is_empty() {
                        "error-missing"
                    } else {
                        key
                    },
                );
                0
            }
        });
        if text.is_empty() {
            fault("text", "error-missing");
        } else if text.chars().count() > MOST_CHARACTERS {
            fault("text", "error-too-long");
        }
        if !known.is_empty() && !state.goals.contains_key(known) {
            fault("goal", "error-not-in-case");
        }
        let new = format!("+g{place}");
        goals.push(Entry::Goal {
            goal: if known.is_empty() {
                new
            } else {
                known.to_owned()
            },
            plan: plan.clone(),
            text: text.to_owned(),
            now,
            wanted,
        });
    }
    if errors.is_empty() {
        Ok(goals)
    } else {
        Err(errors)
    }
}

/// How far the goals came. `rest_unchanged`: a goal without an answer stays where it was.
///
/// # Errors
/// The parts that cannot be read.
pub(super) fn moved(
    values: &Values,
    field: &str,
    when: &str,
    review: &str,
    rest_unchanged: bool,
    state: &CaseState,
) -> Result<Vec<Entry>, Vec<FieldError>> {
    let mut scores = Vec::new();
    let mut errors = Vec::new();
    for current in current(state) {
        let id = &current.goal.what.goal;
        let part = |part| values.part(field, id, part);
        let typed = part("now");
        let now = match typed {
            "" if rest_unchanged || !part("text").is_empty() || part("ends") == "yes" => {
                current.now
            }
            "" => continue,
            typed => match typed::scale(typed) {
                Ok(number) => number,
                Err(key) => {
                    let field = format!("{field}.{id}.now");
                    errors.push(FieldError { field, key });
                    continue;
                }
            },
        };
        scores.push(Entry::Score {
            goal: id.clone(),
            when: when.to_owned(),
            now,
            text: part("text").to_owned(),
            review: review.to_owned(),
            ends: part("ends") == "yes",
        });
    }
    if errors.is_empty() {
        Ok(scores)
    } else {
        Err(errors)
    }
}
