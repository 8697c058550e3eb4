//! For each duty that waits, the step that meets it.
//!
//! Owns: from a duty to a form with its thing filled in. Must not know: how rows are shown or ordered by
//! more than their due day (that is the worklist's).

use omhu_law::book::LawBook;
use omhu_law::calendar::Day;

use super::catalogue::Steps;
use super::field::{Field, FieldKind};
use super::step::Step;
use super::things::{Sort, candidates, things};
use super::values::Values;
use super::write::{Given, Rule, Write};
use crate::case::CaseState;
use crate::duties::{Duties, Duty};
use crate::worklist::turn::turn;
use crate::worklist::{Now, Standing, Why, standing, why};

/// The most likely next action for a duty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The obligation's name in the answer.
    pub obligation: String,
    /// The thing that the duty is about.
    pub about: String,
    /// Which one of a sequence.
    pub seq: u32,
    /// How it stands at the moment of asking.
    pub standing: Standing,
    /// Its rule, and when it arose.
    pub why: Why,
    /// The step's id.
    pub step: String,
    /// What is known beforehand: the thing, in the field that asks for it.
    pub given: Values,
}

/// The form that a duty's button opens.
#[derive(Clone, Debug)]
pub struct Opening<'s> {
    /// The step.
    pub step: &'s Step,
    /// What is known for it: the thing, and the choice that meets the duty.
    pub given: Values,
}

/// The form that meets a duty about a thing, by the obligation's id in the law book (or its name in the answer, where
/// one only has that). None for an obligation that the law book does not have.
#[must_use]
pub fn opening<'s>(
    steps: &'s Steps,
    book: &LawBook,
    state: &CaseState,
    obligation: &str,
    about: &str,
) -> Option<Opening<'s>> {
    let is_id = |place: &usize| book.obligations[*place].id == obligation;
    let place = book.places(obligation).find(is_id);
    let place = place.or_else(|| book.places(obligation).next())?;
    let step = steps.meeting(place)?;
    let kinds = book.obligations[place].met_by.iter();
    let kinds: Vec<&str> = kinds
        .map(|kind| book.vocabulary.kind(*kind).name.as_str())
        .collect();
    if let Some(first) = to_make_first(steps, step, book, state) {
        return Some(Opening {
            step: first,
            given: Values::default(),
        });
    }
    Some(Opening {
        step,
        given: given(step, book, state, about, &kinds),
    })
}

/// The duties that wait, each with the step that meets it: earliest due first, those without a day last.
#[must_use]
pub fn next_steps(
    steps: &Steps,
    book: &LawBook,
    state: &CaseState,
    duties: &Duties,
    now: Now,
) -> Vec<Suggestion> {
    let waiting = duties.rows.iter().filter(|duty| duty.is_pending());
    let mut suggestions: Vec<Suggestion> = waiting
        .filter_map(|duty| suggest(steps, book, state, duty, now))
        .collect();
    suggestions.sort_by(|a, b| {
        let order = |each: &Suggestion| (each.standing.due.is_none(), each.standing.due);
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
    now: Now,
) -> Option<Suggestion> {
    let place = duty.place_in(book)?;
    let id = &book.obligations[place].id;
    let Opening { step, given } = opening(steps, book, state, id, &duty.about)?;
    let turn = turn(book, state, duty, now.today);
    Some(Suggestion {
        obligation: duty.obligation.clone(),
        about: duty.about.clone(),
        seq: duty.seq,
        standing: standing(book, duty, &turn, now),
        why: why(book, duty),
        step: step.id.to_string(),
        given,
    })
}

/// The step that makes what a step asks for and the case has not got: an assessment that nobody opened cannot be finished.
fn to_make_first<'s>(
    steps: &'s Steps,
    step: &Step,
    book: &LawBook,
    state: &CaseState,
) -> Option<&'s Step> {
    let lacking = step.fields.iter().find_map(|field| match &field.kind {
        FieldKind::Thing(choice) if field.required => candidates(choice, state, book)
            .is_empty()
            .then(|| choice.sorts.first().copied()),
        _ => None,
    });
    steps.making(lacking??)
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
        } else if let Some((field, other)) = referred(step, state, book, about) {
            // A decision rests on its assessment: what meets it is about that.
            values.set(field, other);
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

/// The thing that a thing refers to, with the field of the step that asks for its sort.
fn referred(
    step: &Step,
    state: &CaseState,
    book: &LawBook,
    about: &str,
) -> Option<(&'static str, String)> {
    let known = things(state, book);
    let facts = state.standing(Day::MAX);
    let of_it = facts.filter(|held| held.fact.cells.about == about);
    let mut others = of_it.map(|held| held.fact.cells.reference.clone());
    others.find_map(|other| {
        let field = step.chooses(known.get(&other)?.sort)?;
        Some((field.name, other))
    })
}

/// Whether a rule writes one of these kinds of facts as what its form is there for.
fn makes(rule: &Rule, kinds: &[&str]) -> bool {
    matches!(&rule.write, Write::Fact(fact) if !fact.beside && kinds.contains(&fact.kind.as_ref()))
}
