//! What a form holds before anybody types: each fact is asked for once.
//!
//! Owns: what is filled in. Must not know: how a page shows it.

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When, instant_text};

use super::field::{Field, FieldKind, Preset};
use super::step::Step;
use super::things::{Candidate, Sort, candidates, things};
use super::values::Values;
use crate::case::{CaseState, Registered};
use crate::placing::{PLACEMENT, of_measure};
use crate::worklist::turn::unanswered;

/// The answers that a form begins with. `given` is known already (the thing of a duty, an address) and
/// goes before what the case says, also where it is known to be nothing; what hangs on another field follows from the answer there.
#[must_use]
pub fn prefill(step: &Step, state: &CaseState, book: &LawBook, now: i64, given: &Values) -> Values {
    let mut values = Values::default();
    for field in &step.fields {
        let mut known = false;
        for (name, text) in given.iter() {
            let part = name.strip_prefix(field.name);
            if part.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
                values.push(name, text);
                known = true;
            }
        }
        if !known {
            fill(field, state, book, now, &mut values);
        }
    }
    values
}

/// Moves a form that was begun when the case had come to `seen`: where it speaks of a new thing, and one that it can be
/// about came into the case since, it is about that one. Whoever left a decision to register its hearing comes back to the
/// decision that was heard. Gives the fields that moved, each with what it holds now.
#[must_use]
pub fn moved<'s>(
    step: &'s Step,
    state: &CaseState,
    book: &LawBook,
    values: &mut Values,
    seen: i64,
) -> Vec<(&'s Field, Candidate)> {
    let mut moved = Vec::new();
    let known = things(state, book);
    for field in &step.fields {
        let FieldKind::Thing(choice) = &field.kind else {
            continue;
        };
        let is_new = |sort: &Sort| sort.new_name() == values.get(field.name);
        // A request from before the first registration is another one than what came since.
        if !choice.new || !choice.sorts.iter().any(is_new) || choice.sorts == [Sort::Other] {
            continue;
        }
        let since = |each: &Candidate| known.get(&each.id).is_some_and(|thing| thing.seq > seen);
        let mut offered = candidates(choice, state, book).into_iter();
        if let Some(came) = offered.find(|each| each.lacks && !each.is_new && since(each)) {
            values.set(field.name, came.id.clone());
            moved.push((field, came));
        }
    }
    moved
}

/// The answers of a form as another child's case takes them: what the case itself says is asked there.
#[must_use]
pub fn carried(
    step: &Step,
    values: &Values,
    other: &CaseState,
    book: &LawBook,
    now: i64,
) -> Values {
    let mut given = values.clone();
    for field in &step.fields {
        let of_the_case = matches!(
            field.preset,
            Preset::Newest
                | Preset::Awaited
                | Preset::DayOf(_)
                | Preset::BasisOf(_)
                | Preset::StayOf { .. }
                | Preset::LastUsed(_)
                | Preset::RunningMeasure
                | Preset::NeverOpened
                | Preset::Team
        );
        if of_the_case || field.kind == FieldKind::Children {
            given.clear(field.name);
        }
    }
    let mut carried = prefill(step, other, book, now, &given);
    for field in &step.fields {
        // What was left empty on purpose stays empty.
        let constant = matches!(field.preset, Preset::Today | Preset::Now | Preset::Word(_));
        if constant && !field.is_answered(values) {
            carried.clear(field.name);
        }
    }
    carried.files = values.files.clone();
    carried
}

fn fill(field: &Field, state: &CaseState, book: &LawBook, now: i64, values: &mut Values) {
    let name = field.name;
    let today = When::at(now).day;
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    match &field.preset {
        Preset::Nothing => {}
        Preset::Today => values.set(name, today.to_string()),
        Preset::Now => {
            // Two boxes: `2024-06-03` and `14:05`.
            let text = instant_text(now);
            values.set(name, text[..10].to_owned());
            values.set(format!("{name}.time"), text[11..16].to_owned());
        }
        Preset::Word(word) => values.set(name, *word),
        Preset::Awaited => {
            if let [request] = unanswered(state, today).as_slice() {
                values.set(name, request.answer);
            }
        }
        Preset::Newest => {
            if let FieldKind::Thing(choice) = &field.kind
                && let Some(first) = candidates(choice, state, book).first()
                && (field.required || first.lacks && !first.is_new)
            {
                values.set(name, first.id.clone());
            }
        }
        Preset::DayOf(of) => {
            let known = things(state, book);
            let day = known.get(values.get(of)).and_then(|thing| thing.first_on);
            if let Some(day) = day {
                values.set(name, day.to_string());
            }
        }
        Preset::BasisOf(_) => {
            if let Some(basis) = follows(field, state, values) {
                values.set(name, basis);
            }
        }
        Preset::StayOf { .. } => {
            // Support is left open: the place that is chosen later may say otherwise.
            let said = follows(field, state, values).filter(|said| said == PLACEMENT);
            if let Some(placement) = said {
                values.set(name, placement);
            }
        }
        Preset::LastUsed(kind) => {
            if let Some(held) = newest(state, |held| held.fact.cells.kind == *kind) {
                values.set(name, held.fact.cells.value.clone());
            }
        }
        Preset::RunningMeasure => values.set(name, yes(runs_a_measure(state, today))),
        Preset::NeverOpened => {
            let opened = newest(state, |held| held.fact.cells.kind == "case_opened");
            values.set(name, yes(opened.is_none()));
        }
        Preset::Team => {
            let (team, _) = state.assigned(today, Day::MAX);
            if !team.is_empty() {
                values.set(name, team);
            }
        }
    }
}

fn newest(state: &CaseState, wanted: impl Fn(&Registered) -> bool) -> Option<&Registered> {
    let found = state.standing(Day::MAX).filter(|held| wanted(held));
    found.max_by_key(|held| (held.when().map(|when| when.day), held.seq))
}

/// What a field comes to where nobody answers it, given the answers to the others; none: it stays without an answer.
pub(super) fn follows(field: &Field, state: &CaseState, values: &Values) -> Option<String> {
    match field.preset {
        Preset::BasisOf(of) => basis_of(state, values.get(of)),
        Preset::StayOf { decision, place } => {
            of_measure(state, values.get(decision), values.get(place)).map(str::to_owned)
        }
        _ => None,
    }
}

/// The legal basis of a decision: of the municipality's own, else of the committee's.
fn basis_of(state: &CaseState, decision: &str) -> Option<String> {
    let of = |kind: &str| {
        newest(state, |held| {
            let cells = &held.fact.cells;
            cells.kind == kind && cells.about == decision && !decision.is_empty()
        })
    };
    let decided = of("decision_made").or_else(|| of("committee_decided"));
    decided.map(|held| held.fact.cells.basis.clone())
}

/// Whether a measure is running on a day.
#[must_use]
pub fn runs_a_measure(state: &CaseState, on: Day) -> bool {
    let days_of = |kind: &'static str, about: &str| {
        let about = about.to_owned();
        state
            .standing(Day::MAX)
            .filter(move |held| held.fact.cells.kind == kind && held.fact.cells.about == about)
            .filter_map(|held| Some(held.when()?.day))
            .min()
    };
    let started = state
        .standing(Day::MAX)
        .filter(|held| held.fact.cells.kind == "measure_started");
    !state.closed(on, Day::MAX)
        && started
            .filter_map(|held| Some((held.when()?.day, &held.fact.cells.about)))
            .any(|(start, about)| {
                start <= on && days_of("measure_ended", about).is_none_or(|end| end > on)
            })
}
