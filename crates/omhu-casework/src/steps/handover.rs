//! What a new caseworker must know: a summary made from the case itself.
//!
//! Owns: what stands in the summary. Must not know: words; how it is printed. A change of caseworker is where
//! things get lost, so nothing in it is typed again.

pub mod story;

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_law::derive::Status;

use self::story::{Story, story};
use super::goals;
use super::things::{Sort, things};
use crate::case::{CaseState, Registered};
use crate::duties::{Duties, Duty};
use crate::ids::{PersonNo, TextNo};
use crate::placing::{PLACEMENT, of_decision};

/// So many of the newest facts stand in the summary.
pub const NEWEST: usize = 12;
/// Without a talk with the child for so many months the summary says so.
pub const TALK_MONTHS: i32 = 6;

/// Who had the case from when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Had {
    /// From this day.
    pub from: Day,
    /// The team.
    pub team: String,
    /// The caseworker.
    pub caseworker: String,
}

/// A goal and where the child is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoalNow {
    /// Its id.
    pub goal: String,
    /// The goal in the child's words.
    pub text: TextNo,
    /// Where the child was before the newest score.
    pub before: u8,
    /// Where the child is, 0-10.
    pub now: u8,
    /// Where the child wants to be.
    pub wanted: u8,
}

/// A plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanNow {
    /// Its id.
    pub plan: String,
    /// The day it was made.
    pub made_on: Option<Day>,
    /// The day it was revised last.
    pub revised_on: Option<Day>,
    /// Its goals.
    pub goals: Vec<GoalNow>,
}

/// A measure that runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureNow {
    /// Its id.
    pub measure: String,
    /// From this day.
    pub since: Day,
    /// The legal basis; empty: the decision's, or not said.
    pub basis: String,
    /// `placement`, `support` or empty.
    pub value: String,
    /// The newest review.
    pub reviewed_on: Option<Day>,
    /// The id of that review, under which its answers stand; empty: none, or of another system.
    pub review: String,
    /// Where a child who is placed lives: in or outside the municipality; empty: not said.
    pub place: String,
    /// What was written when that place was chosen.
    pub place_told: Option<TextNo>,
}

/// The placements of a case so far.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct PlacedNow {
    /// How many there were.
    pub count: usize,
    /// Days away from home in all; those of two at once count once.
    pub days: u32,
    /// Since when the child lives away now; none: it does not.
    pub since: Option<Day>,
}

/// What the case lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lack {
    /// A duty past its due day: its place in `duties`.
    Overdue(usize),
    /// The birthday is not registered.
    Birthday,
    /// A measure runs and there is no plan.
    Plan,
    /// There is a plan without goals.
    Goals,
    /// No talk with the child is registered for [`TALK_MONTHS`] months; the day of the newest talk.
    Talk(Option<Day>),
    /// No custody holder is linked to the case.
    CustodyHolder,
}

/// The summary at a handover.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handover {
    /// The people of the case by their part.
    pub people: BTreeMap<String, Vec<PersonNo>>,
    /// The child's birthday.
    pub born: Option<Day>,
    /// Whole years on the day.
    pub age: Option<u32>,
    /// Who had the case, the newest first.
    pub had: Vec<Had>,
    /// The duties that wait, earliest due first.
    pub duties: Vec<Duty>,
    /// The newest facts, the newest first.
    pub newest: Vec<Registered>,
    /// The plans, the newest first.
    pub plans: Vec<PlanNow>,
    /// The measures that run.
    pub measures: Vec<MeasureNow>,
    /// How long the child has lived away from home.
    pub placed: PlacedNow,
    /// What is missing.
    pub lacks: Vec<Lack>,
    /// The day of the newest note.
    pub noted_on: Option<Day>,
    /// How the case came here.
    pub story: Story,
}

/// The summary of a case on a day.
#[must_use]
pub fn handover(book: &LawBook, state: &CaseState, duties: &Duties, today: Day) -> Handover {
    let born = state.born(Day::MAX);
    let mut waiting: Vec<Duty> = duties
        .rows
        .iter()
        .filter(|duty| duty.is_pending())
        .cloned()
        .collect();
    waiting.sort_by_key(|duty| (duty.due.is_none(), duty.due));
    let measures = running(book, state, today);
    let plans = plans(book, state);
    let mut people: BTreeMap<String, Vec<PersonNo>> = BTreeMap::new();
    for told in &state.people {
        people
            .entry(told.what.part.clone())
            .or_default()
            .push(told.what.person);
    }
    let happened = |held: &&Registered| held.when().is_some_and(|when| when.day <= today);
    let mut newest: Vec<&Registered> = state.standing(Day::MAX).filter(happened).collect();
    newest.sort_by_key(|held| std::cmp::Reverse((held.when().map(|when| when.day), held.seq)));
    let notes = state
        .notes
        .iter()
        .filter_map(|note| day_of(&note.what.when));
    let story = story(state, today);
    let lacks = lacks(
        state,
        &waiting,
        &plans,
        &measures,
        &people,
        (story.talked_on, today),
    );
    Handover {
        born,
        age: born.map(|born| years(born, today)),
        had: had(state, today),
        lacks,
        duties: waiting,
        newest: newest.into_iter().take(NEWEST).cloned().collect(),
        plans,
        measures,
        placed: placed(state, today),
        noted_on: notes.max(),
        story,
        people,
    }
}

fn day_of(text: &str) -> Option<Day> {
    let when = omhu_law::calendar::When::parse(text.as_bytes());
    when.ok().map(|when| when.day)
}

/// Whole years from a birthday to a day.
#[must_use]
pub fn years(born: Day, on: Day) -> u32 {
    let years = on.civil().0 - born.civil().0;
    let reached = born.plus_months(12 * years) <= on;
    u32::try_from(if reached { years } else { years - 1 }).unwrap_or(0)
}

fn had(state: &CaseState, today: Day) -> Vec<Had> {
    let given = state
        .standing(Day::MAX)
        .filter(|held| held.fact.cells.kind == "case_assigned");
    let mut had: Vec<(Day, i64, Had)> = given
        .filter_map(|held| {
            let cells = &held.fact.cells;
            let from = held.when()?.day;
            let had = Had {
                from,
                team: cells.team.clone(),
                caseworker: cells.caseworker.clone(),
            };
            (from <= today).then_some((from, held.seq, had))
        })
        .collect();
    had.sort_by_key(|(from, seq, _)| std::cmp::Reverse((*from, *seq)));
    had.into_iter().map(|(_, _, had)| had).collect()
}

/// The days of a kind of fact about or to a thing.
fn days<'s>(
    state: &'s CaseState,
    kind: &'s str,
    thing: &'s str,
) -> impl Iterator<Item = Day> + use<'s> {
    state
        .standing(Day::MAX)
        .filter(move |held| {
            let cells = &held.fact.cells;
            cells.kind == kind && (cells.about == thing || cells.reference == thing)
        })
        .filter_map(|held| Some(held.when()?.day))
}

fn running(book: &LawBook, state: &CaseState, today: Day) -> Vec<MeasureNow> {
    let measures = things(state, book).into_iter();
    let mut running: Vec<MeasureNow> = measures
        .filter(|(_, thing)| thing.sort == Sort::Measure)
        .filter_map(|(id, _)| {
            let since = days(state, "measure_started", &id).min()?;
            let ended = days(state, "measure_ended", &id).any(|end| end <= today);
            let start = state.standing(Day::MAX).find(|held| {
                held.fact.cells.kind == "measure_started" && held.fact.cells.about == id
            })?;
            let cells = &start.fact.cells;
            let of_decision = basis_of(state, &cells.reference);
            let place = state
                .standing(Day::MAX)
                .filter(|held| {
                    let chosen = &held.fact.cells;
                    chosen.kind == "placement_setting_chosen" && chosen.about == id
                })
                .max_by_key(|held| (held.when(), held.seq));
            (since <= today && !ended && !state.closed(today, Day::MAX)).then(|| MeasureNow {
                since,
                basis: match cells.basis.as_str() {
                    "" => of_decision,
                    own => own.to_owned(),
                },
                value: cells.value.clone(),
                place: place.map_or_else(String::new, |held| held.fact.cells.value.clone()),
                place_told: place.and_then(|held| held.fact.text),
                reviewed_on: days(state, "review_held", &id).max(),
                review: newest_review(state, &id),
                measure: id,
            })
        })
        .collect();
    running.sort_by_key(|measure| std::cmp::Reverse(measure.since));
    running
}

/// The id of the newest review of a measure.
fn newest_review(state: &CaseState, measure: &str) -> String {
    let reviews = state.standing(Day::MAX).filter(|held| {
        let cells = &held.fact.cells;
        cells.kind == "review_held" && cells.reference == measure
    });
    let newest = reviews.max_by_key(|held| (held.when(), held.seq));
    newest.map_or_else(String::new, |held| held.fact.cells.about.clone())
}

/// The placements up to a day. One that nobody ended goes on, unless the case was closed since.
fn placed(state: &CaseState, today: Day) -> PlacedNow {
    let closings: Vec<Day> = days_of(state, "case_closed").collect();
    let started =
        (state.standing(Day::MAX)).filter(|held| held.fact.cells.kind == "measure_started");
    let mut spans: Vec<(Day, Option<Day>)> = started
        .filter_map(|held| {
            let cells = &held.fact.cells;
            let places = match cells.value.as_str() {
                "" => of_decision(state, &cells.reference) == Some(PLACEMENT),
                value => value.split(' ').any(|word| word == PLACEMENT),
            };
            let start = held.when()?.day;
            let own = days(state, "measure_ended", &cells.about);
            let closed = closings.iter().copied().filter(|day| *day > start);
            let end = own.filter(|day| *day >= start).chain(closed).min();
            let end = end.filter(|end| *end <= today);
            (places && start <= today).then_some((start, end))
        })
        .collect();
    spans.sort();
    let (mut days, mut until) = (0, Day::MIN);
    for (start, end) in &spans {
        let end = end.unwrap_or(today);
        days += (end.0 - (*start).max(until).0).max(0) as u32;
        until = until.max(end);
    }
    let running = spans.iter().filter(|(_, end)| end.is_none());
    PlacedNow {
        count: spans.len(),
        days,
        since: running.map(|(start, _)| *start).min(),
    }
}

fn days_of<'s>(state: &'s CaseState, kind: &'s str) -> impl Iterator<Item = Day> + use<'s> {
    let held = state.standing(Day::MAX);
    let held = held.filter(move |held| held.fact.cells.kind == kind);
    held.filter_map(|held| Some(held.when()?.day))
}

/// The legal basis of a decision; empty: none is known.
fn basis_of(state: &CaseState, decision: &str) -> String {
    let made = state.standing(Day::MAX).find(|held| {
        let cells = &held.fact.cells;
        !decision.is_empty() && cells.about == decision && !cells.basis.is_empty()
    });
    made.map_or_else(String::new, |held| held.fact.cells.basis.clone())
}

fn plans(book: &LawBook, state: &CaseState) -> Vec<PlanNow> {
    let goals: Vec<_> = goals::current(state).collect();
    let known = things(state, book).into_iter();
    let known = known
        .filter(|(_, thing)| thing.sort == Sort::Plan)
        .map(|(id, _)| id);
    // A youth plan of no decision is known by its goals only.
    let of_goals = goals.iter().map(|each| each.goal.what.plan.clone());
    let ids: BTreeSet<String> = known.chain(of_goals).collect();
    let mut plans: Vec<PlanNow> = ids
        .into_iter()
        .map(|id| {
            let own = goals.iter().filter(|each| each.goal.what.plan == id);
            let own = own.map(|each| GoalNow {
                goal: each.goal.what.goal.clone(),
                text: each.goal.what.text,
                before: each.before,
                now: each.now,
                wanted: each.goal.what.wanted,
            });
            PlanNow {
                goals: own.collect(),
                made_on: days(state, "plan_made", &id).min(),
                revised_on: days(state, "plan_revised", &id).max(),
                plan: id,
            }
        })
        .collect();
    plans.sort_by_key(|plan| std::cmp::Reverse(plan.made_on));
    plans
}

fn lacks(
    state: &CaseState,
    waiting: &[Duty],
    plans: &[PlanNow],
    measures: &[MeasureNow],
    people: &BTreeMap<String, Vec<PersonNo>>,
    (talked_on, today): (Option<Day>, Day),
) -> Vec<Lack> {
    let late = waiting.iter().enumerate();
    let late = late.filter(|(_, duty)| duty.status_on(today) == Status::Overdue);
    let mut lacks: Vec<Lack> = late.map(|(place, _)| Lack::Overdue(place)).collect();
    if state.born(Day::MAX).is_none() && !state.is_unborn(today) {
        lacks.push(Lack::Birthday);
    }
    if plans.is_empty() && !measures.is_empty() {
        lacks.push(Lack::Plan);
    }
    if plans.first().is_some_and(|plan| plan.goals.is_empty()) {
        lacks.push(Lack::Goals);
    }
    // Nobody talks with a child that is not born yet, or in a case that is closed.
    let born = !state.is_unborn(today);
    let long_ago = talked_on.is_none_or(|day| day.plus_months(TALK_MONTHS) < today);
    if long_ago && born && !state.closed(today, Day::MAX) {
        lacks.push(Lack::Talk(talked_on));
    }
    if !people.contains_key("custody_holder") {
        lacks.push(Lack::CustodyHolder);
    }
    lacks
}
