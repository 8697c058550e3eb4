//! For each duty that waits, the step that meets it.
//!
//! Owns: from a duty to a form with its thing filled in. Must not know: how rows are shown or ordered by
//! more than their due day (that is the worklist's).

use omhu_law::book::{LawBook, Shape};
use omhu_law::calendar::{Day, When};
use omhu_law::derive::Status;

use super::catalogue::Steps;
use super::field::FieldKind;
use super::step::Step;
use super::things::{Sort, things};
use super::values::Values;
use crate::case::CaseState;
use crate::duties::{Duties, Duty};

/// The most likely next action for a duty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The obligation's name in the answer.
    pub obligation: String,
    /// The thing that the duty is about.
    pub about: String,
    /// Which one of a sequence.
    pub seq: u32,
    /// When it is due.
    pub due: Option<When>,
    /// The status on the day of asking.
    pub status: Status,
    /// The step's id.
    pub step: String,
    /// What is known beforehand: the thing, in the field that asks for it.
    pub given: Values,
    /// Whether doing it now still meets the duty. A step that was missing on the day of a decision, or a
    /// visit of a year gone by, is not repaired by doing it later; doing it may be right all the same.
    pub still_meets: bool,
}

/// The duties that wait, each with the step that meets it: earliest due first, those without a day last.
#[must_use]
pub fn next_steps(
    steps: &Steps,
    book: &LawBook,
    state: &CaseState,
    duties: &Duties,
    today: Day,
) -> Vec<Suggestion> {
    let waiting = duties.rows.iter().filter(|duty| duty.is_pending());
    let mut suggestions: Vec<Suggestion> = waiting
        .filter_map(|duty| suggest(steps, book, state, duty, today))
        .collect();
    suggestions.sort_by(|a, b| {
        let order = |each: &Suggestion| (each.due.is_none(), each.due);
        order(a)
            .cmp(&order(b))
            .then_with(|| a.obligation.cmp(&b.obligation))
            .then_with(|| (&a.about, a.seq).cmp(&(&b.about, b.seq)))
    });
    suggestions
}

/// The step that meets one duty. None only for an obligation that the law book does not have.
#[must_use]
pub fn suggest(
    steps: &Steps,
    book: &LawBook,
    state: &CaseState,
    duty: &Duty,
    today: Day,
) -> Option<Suggestion> {
    // Several obligations may answer under one name; the rule says which one is meant.
    let place = book
        .obligations
        .iter()
        .position(|each| {
            let mut ids = each.versions.iter().flat_map(|v| [v.rule, v.rule_next]);
            each.name == duty.obligation
                && ids.any(|id| id.is_some_and(|id| book.rule(id).id == duty.rule))
        })
        .or_else(|| {
            let named = |each: &omhu_law::book::Obligation| each.name == duty.obligation;
            book.obligations.iter().position(named)
        })?;
    let step = steps.meeting(place)?;
    let status = duty.status_on(today);
    let past = duty.due.is_some_and(|due| today > due.day);
    let still_meets = match book.obligations[place].shape {
        Shape::Check => !past,
        Shape::VisitsPerYear => !past,
        _ => true,
    };
    Some(Suggestion {
        obligation: duty.obligation.clone(),
        about: duty.about.clone(),
        seq: duty.seq,
        due: duty.due,
        status,
        step: step.id.to_string(),
        given: given(step, book, state, &duty.about),
        still_meets,
    })
}

/// The thing, in the field of the step that asks for one of its sort.
#[must_use]
pub fn given(step: &Step, book: &LawBook, state: &CaseState, about: &str) -> Values {
    let mut values = Values::default();
    if about.is_empty() {
        return values;
    }
    let sort = things(state, book)
        .get(about)
        .map_or(Sort::Other, |thing| thing.sort);
    let field = step
        .chooses(sort)
        .filter(|field| matches!(field.kind, FieldKind::Thing(_)));
    if let Some(field) = field {
        values.set(field.name, about);
    }
    values
}
