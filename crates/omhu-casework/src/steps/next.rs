//! For each duty that waits, the step that meets it.
//!
//! Owns: from a duty to a form with its thing filled in. Must not know: how rows are shown or ordered by
//! more than their due day (that is the worklist's).

use omhu_law::book::{LawBook, Shape};
use omhu_law::calendar::{Day, When};
use omhu_law::derive::Status;

use super::catalogue::Steps;
use super::field::{Field, FieldKind};
use super::step::Step;
use super::things::{Sort, things};
use super::values::Values;
use super::write::{Given, Rule, Write};
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
    let place = duty.place_in(book)?;
    let step = steps.meeting(place)?;
    let kinds = book.obligations[place].met_by.iter();
    let kinds: Vec<&str> = kinds
        .map(|kind| book.vocabulary.kind(*kind).name.as_str())
        .collect();
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
        given: given(step, book, state, &duty.about, &kinds),
        still_meets,
    })
}

/// What is known for a step that is to write one of these kinds of facts about a thing: the thing, in the
/// field that asks for its sort (a duty about the child itself leaves such a field empty), and the choice
/// that makes the fact, where there is only one.
#[must_use]
pub fn given(
    step: &Step,
    book: &LawBook,
    state: &CaseState,
    about: &str,
    kinds: &[&str],
) -> Values {
    let mut values = Values::default();
    if about.is_empty() {
        let open = |field: &&Field| matches!(field.kind, FieldKind::Thing(_)) && !field.required;
        for field in step.fields.iter().filter(open) {
            values.set(field.name, "");
        }
    } else {
        let known = things(state, book);
        let sort = known.get(about).map_or(Sort::Other, |thing| thing.sort);
        if let Some(field) = step.chooses(sort) {
            values.set(field.name, about);
        }
    }
    // Where all ways to meet it go through one choice, that one is made.
    let ways: Vec<&Rule> = step
        .writes
        .iter()
        .filter(|rule| makes(rule, kinds))
        .collect();
    for given in ways.iter().flat_map(|rule| &rule.given) {
        if let Given::Is(name, word) = given
            && ways.iter().all(|rule| rule.given.contains(given))
        {
            values.set(*name, *word);
        }
    }
    values
}

/// Whether a rule writes one of these kinds of facts as what its form is there for.
fn makes(rule: &Rule, kinds: &[&str]) -> bool {
    matches!(&rule.write, Write::Fact(fact) if !fact.beside && kinds.contains(&fact.kind.as_ref()))
}
