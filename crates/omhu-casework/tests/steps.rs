//! The forms: every kind of fact can be registered, what must be answered is asked for, nothing panics.

use std::collections::BTreeSet;

use omhu_casework::case::{CaseState, Registered};
use omhu_casework::command::{Command, decide};
use omhu_casework::duties::duties;
use omhu_casework::event::{Body, Event, VERSION};
use omhu_casework::ids::UserNo;
use omhu_casework::steps::entries::is_shown;
use omhu_casework::steps::write::{Given, Of, Write};
use omhu_casework::steps::{
    FieldKind, Step, Steps, Upload, Values, candidates, entries, next_steps, prefill,
};
use omhu_casework::worklist::Now;
use omhu_law::book::{LawBook, Layer, Obligation};
use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Further, Question};
use proptest::prelude::*;

#[path = "steps/case.rs"]
mod case;
#[path = "steps/scenarios.rs"]
mod scenarios;

use case::{NOW, book, full_case};

/// What the form is filled with, and for the rest the shortest answer that is one.
fn minimal(step: &Step, state: &CaseState, book: &LawBook) -> Values {
    minimal_with(step, state, book, &Values::default(), NOW)
}

fn minimal_with(
    step: &Step,
    state: &CaseState,
    book: &LawBook,
    given: &Values,
    now: i64,
) -> Values {
    let mut values = prefill(step, state, book, now, given);
    for field in &step.fields {
        if !field.required || values.is_filled(field.name) || !is_shown(field, &values) {
            continue;
        }
        let name = field.name;
        match &field.kind {
            FieldKind::Day | FieldKind::Instant => values.set(name, "i dag"),
            FieldKind::Words(options) | FieldKind::Marks(options) | FieldKind::Basis(options) => {
                values.set(name, options[0].clone());
            }
            FieldKind::YesNo => values.set(name, "yes"),
            FieldKind::Thing(choice) => {
                let offered = candidates(choice, state, book);
                let first = offered.first();
                let first = first.unwrap_or_else(|| panic!("{}: nothing for {name}", step.id));
                values.set(name, first.id.clone());
            }
            FieldKind::Rhythm => values.set(name, "6"),
            FieldKind::Scale => values.set(name, "5"),
            FieldKind::Amount => values.set(name, "12.500"),
            FieldKind::File => {
                values.files.insert(name.to_owned(), Upload::default());
            }
            FieldKind::Registration => values.set(name, "omhu-1"),
            _ => values.set(name, "ord"),
        }
    }
    values
}

fn question(day: Day) -> Question<'static> {
    Question {
        as_of: day,
        known_at: day,
        locals: &[],
        further: Further::All,
    }
}

#[test]
fn every_kind_of_the_vocabulary_has_a_step() {
    let book = book();
    let steps = Steps::new(book);
    for (_, kind) in book.vocabulary.kinds() {
        assert!(steps.for_kind(&kind.name).is_some(), "{}", kind.name);
    }
    let ids: BTreeSet<&str> = steps.iter().map(|step| step.id.as_ref()).collect();
    assert_eq!(ids.len(), steps.iter().count(), "an id stands twice");
}

#[test]
fn the_shortest_answers_make_facts_and_what_is_stored_can_be_read() {
    let (book, state) = (book(), full_case());
    for step in Steps::new(book).iter() {
        let values = minimal(step, &state, book);
        let entries = entries(step, &state, book, &values, NOW)
            .unwrap_or_else(|errors| panic!("{}: {errors:?}", step.id));
        let command = Command {
            entries,
            ..Command::default()
        };
        let decided = decide(book, &state, &command, When::at(NOW).day)
            .unwrap_or_else(|refusal| panic!("{}: {refusal}", step.id));
        for body in decided.bodies {
            if let Body::Fact(fact) = &body {
                fact.cells
                    .row(book)
                    .unwrap_or_else(|e| panic!("{}: {e}", step.id));
            }
            let read = Body::read(body.kind(), VERSION, &body.payload().unwrap());
            assert_eq!(read.unwrap(), body, "{}", step.id);
        }
    }
}

#[test]
fn every_kind_is_written_by_some_answers() {
    let (book, state) = (book(), full_case());
    for step in Steps::new(book).iter() {
        let mut written = BTreeSet::new();
        for kind in step.kinds() {
            // The answers under which this fact is written.
            let mut values = minimal(step, &state, book);
            let rule = step.writes.iter().find(
                |rule| matches!(&rule.write, Write::Fact(fact) if fact.kind == kind && !fact.beside),
            );
            for given in rule.iter().flat_map(|rule| &rule.given) {
                match given {
                    Given::Is(field, word) => values.set(*field, *word),
                    Given::Filled(field) if values.is_filled(field) => {}
                    Given::Filled(field) => values.set(*field, "i dag"),
                    Given::Empty(field) => values.clear(field),
                }
            }
            for field in step.fields.iter().filter(|field| field.required) {
                if is_shown(field, &values) && !values.is_filled(field.name) {
                    values.set(field.name, "ord");
                }
            }
            let entries = entries(step, &state, book, &values, NOW)
                .unwrap_or_else(|errors| panic!("{}: {errors:?}", step.id));
            let command = Command {
                entries,
                ..Command::default()
            };
            let decided = decide(book, &state, &command, When::at(NOW).day).unwrap();
            written.extend(decided.bodies.iter().map(|body| body.kind().to_owned()));
            assert!(written.contains(kind), "{} never writes {kind}", step.id);
        }
    }
}

#[test]
fn a_missing_answer_is_named() {
    let (book, state) = (book(), full_case());
    for step in Steps::new(book).iter() {
        let whole = minimal(step, &state, book);
        for field in &step.fields {
            let mut values = whole.clone();
            if let Some((other, words)) = &field.shown_when {
                values.set(*other, words[0]);
            }
            if !field.required || !is_shown(field, &values) {
                continue;
            }
            values.clear(field.name);
            let errors = entries(step, &state, book, &values, NOW).unwrap_err();
            let named = errors.iter().any(|error| {
                let missing = matches!(error.key, "error-missing" | "error-choose");
                error.field == field.name && missing
            });
            assert!(named, "{}: {}: {errors:?}", step.id, field.name);
        }
    }
}

#[test]
fn a_form_is_short() {
    for step in Steps::new(book()).iter() {
        let required = step.fields.iter().filter(|field| field.required);
        assert!(required.count() <= 5, "{} asks for too much", step.id);
        let visible = step.fields.iter().filter(|field| !field.behind_disclosure);
        assert!(visible.count() <= 12, "{} shows too much", step.id);
        for field in step.fields.iter().filter(|field| field.saves) {
            let plain = !field.required && !field.options().is_empty();
            assert!(plain, "{}: {} is answered by buttons", step.id, field.name);
        }
        if let Some(next) = step.goes_on {
            let known = Steps::new(book()).find(next).is_some();
            assert!(known, "{} goes on to nothing", step.id);
        }
    }
}

#[test]
fn what_a_form_speaks_of_is_there() {
    let book = book();
    for step in Steps::new(book).iter() {
        let names: BTreeSet<&str> = step.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), step.fields.len(), "{}: a name twice", step.id);
        let has = |name: &str| assert!(names.contains(name), "{}: no field {name}", step.id);
        for field in &step.fields {
            if let Some((other, words)) = &field.shown_when {
                has(other);
                let options = step.field(other).unwrap().options();
                let known = |word: &&str| options.iter().any(|option| option == word);
                assert!(words.iter().all(known), "{}: {}", step.id, field.name);
            }
            if let Some(rule) = field.rule {
                let found = book.obligations.iter().any(|each| each.id == rule);
                assert!(found, "{}: {}: no obligation {rule}", step.id, field.name);
            }
        }
        for rule in &step.writes {
            for given in &rule.given {
                let (Given::Filled(field) | Given::Empty(field) | Given::Is(field, _)) = given;
                has(field);
                if let Given::Is(field, word) = given {
                    let options = step.field(field).unwrap().options();
                    assert!(
                        options.iter().any(|each| each == word),
                        "{}: {word}",
                        step.id
                    );
                }
            }
            match &rule.write {
                Write::Fact(fact) => {
                    fact.when
                        .iter()
                        .filter(|_| step.fields.len() > 1)
                        .for_each(|f| has(f));
                    let cells = [&fact.about, &fact.reference, &fact.basis, &fact.text];
                    let others = [&fact.team, &fact.caseworker, &fact.family];
                    for cell in cells.into_iter().chain(others).chain(&fact.value) {
                        if let Of::Field(field) = cell {
                            has(field);
                        }
                    }
                    assert!(book.vocabulary.find(&fact.kind).is_some(), "{}", fact.kind);
                }
                Write::Section { field, .. } | Write::Sources { field, .. } => has(field),
                Write::Goals { field, .. } => has(field),
                Write::Movements { field, when, .. } => {
                    has(field);
                    has(when);
                }
                Write::Note { when, field, .. } => {
                    has(when);
                    has(field);
                }
                Write::Retract { row, reason } => {
                    has(row);
                    has(reason);
                }
                Write::Document {
                    file,
                    when,
                    sort,
                    words,
                    answer_by,
                    about,
                } => {
                    words.iter().chain(answer_by).for_each(|f| has(f));
                    has(file);
                    has(when);
                    for of in [sort, about] {
                        if let Of::Field(field) = of {
                            has(field);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_obligation_has_a_step_that_meets_it() {
    let book = book();
    let steps = Steps::new(book);
    for (place, obligation) in book.obligations.iter().enumerate() {
        let step = steps.meeting(place).unwrap();
        assert!(
            step.closes.contains(&obligation.id),
            "{} by {}",
            obligation.id,
            step.id
        );
        let met_by = |kind: &str| {
            let mut kinds = obligation.met_by.iter();
            kinds.any(|met| book.vocabulary.kind(*met).name == kind)
        };
        assert!(step.kinds().any(met_by), "{} by {}", obligation.id, step.id);
    }
}

#[test]
fn every_waiting_duty_gets_a_step_with_its_thing() {
    let (book, state) = (book(), full_case());
    let steps = Steps::new(book);
    let today = When::at(NOW).day;
    let derived = duties(book, &state, &question(today));
    let pending = derived.rows.iter().filter(|duty| duty.is_pending()).count();
    let suggestions = next_steps(&steps, book, &state, &derived, Now::at(NOW));
    assert_eq!(suggestions.len(), pending);
    assert!(
        pending > 10,
        "the case of the test is full of duties: {pending}"
    );
    for each in &suggestions {
        let step = steps.find(&each.step).unwrap();
        let values = prefill(step, &state, book, NOW, &each.given);
        for (name, id) in each.given.iter() {
            assert_eq!(values.get(name), id, "{}", each.step);
        }
        let asks = step
            .fields
            .iter()
            .any(|f| matches!(f.kind, FieldKind::Thing(_)));
        if asks && !each.about.is_empty() {
            assert!(
                each.given.iter().any(|(_, id)| id == each.about),
                "{} {} {}",
                each.step,
                each.obligation,
                each.about
            );
        }
    }
    let due: Vec<_> = suggestions
        .iter()
        .filter_map(|each| each.standing.due)
        .collect();
    assert!(due.is_sorted());
}

/// Does what is suggested for each duty of a case at a moment; says which duties were met by it. What was missed is
/// registered late: with its due day, as somebody does who did it in time and did not write it down.
fn do_what_is_suggested(state: &CaseState, now: i64, met: &mut BTreeSet<String>) {
    let book = book();
    let steps = Steps::new(book);
    let today = When::at(now).day;
    let derived = duties(book, state, &question(today));
    for each in next_steps(&steps, book, state, &derived, Now::at(now)) {
        let step = steps.find(&each.step).expect("a step of this id");
        let mut meant = book.named(&each.obligation);
        if !meant.any(|obligation| step.closes.contains(&obligation.id)) {
            // An assessment that nobody opened is opened first.
            let made = (each.obligation.as_str(), each.step.as_str());
            assert_eq!(made, ("assessment_before_placement", "open-assessment"));
            continue;
        }
        let mut values = minimal_with(step, state, book, &each.given, now);
        let several = each.obligation == "supervision_visits_held";
        let late = each.standing.due.filter(|_| each.standing.missed);
        let mut after = state.clone();
        let mut row = None;
        // One visit of two meets nothing yet, and two on a day are one.
        for visit in 0..4 {
            if late.is_some() || visit > 0 {
                let day = late.map_or(today, |due| due.day).plus_days(-visit);
                for name in step.own_days() {
                    values.set(name, day.to_string());
                }
            }
            let entries = entries(step, &after, book, &values, now)
                .unwrap_or_else(|errors| panic!("{}: {errors:?}", step.id));
            let command = Command {
                entries,
                ..Command::default()
            };
            let decided = decide(book, &after, &command, today).expect("facts");
            for body in decided.bodies {
                after.apply(Event {
                    seq: after.seq + 1,
                    recorded_at: now,
                    recorded_by: UserNo(7),
                    body,
                });
            }
            let then = duties(book, &after, &question(today));
            row = then.rows.into_iter().find(|row| {
                row.obligation == each.obligation && row.about == each.about && row.seq == each.seq
            });
            let done = row.as_ref().is_some_and(|row| row.met_on.is_some());
            if done || !several {
                break;
            }
        }
        let done = row.as_ref().is_some_and(|row| row.met_on.is_some());
        if each.obligation == "assessment_before_placement" && each.given.iter().next().is_none() {
            // A decision that names no assessment rests on none, whatever is finished now.
            let mut made = state.standing(Day::MAX);
            let bare = |held: &Registered| held.fact.cells.reference.is_empty();
            assert!(made.any(|held| held.fact.cells.about == each.about && bare(held)));
            continue;
        }
        assert!(
            done,
            "{} by {} ({:?}): {row:?}",
            each.obligation, step.id, each.given
        );
        met.insert(each.obligation);
    }
}

#[test]
fn the_suggested_step_meets_its_duty() {
    let mut met = BTreeSet::new();
    do_what_is_suggested(&full_case(), NOW, &mut met);
    for (state, as_of) in scenarios::scenarios() {
        let noon = i64::from(as_of.0) * 86_400 + 12 * 3600;
        do_what_is_suggested(&state, noon, &mut met);
        // The same case, had one thing not been done.
        let kinds: BTreeSet<String> = state
            .facts
            .iter()
            .map(|held| held.fact.cells.kind.clone())
            .collect();
        for kind in kinds {
            let id = book().vocabulary.find(&kind);
            let news = book().obligations.iter().any(|each| {
                let meets = each.met_by.iter().any(|met| Some(*met) == id);
                meets && !met.contains(&each.name)
            });
            if news {
                let mut without = state.clone();
                without.facts.retain(|held| held.fact.cells.kind != kind);
                do_what_is_suggested(&without, noon, &mut met);
            }
        }
    }
    // A local target was not asked for.
    let asked = |each: &&Obligation| each.layer == Layer::Statute;
    for obligation in book().obligations.iter().filter(asked) {
        assert!(
            met.contains(&obligation.name),
            "nobody tried {}",
            obligation.id
        );
    }
}

fn answer() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("yes".to_owned()),
        Just("placement".to_owned()),
        Just("held".to_owned()),
        Just("bl-46".to_owned()),
        Just("nu".to_owned()),
        Just("+d".to_owned()),
        Just("+x".to_owned()),
        Just("7".to_owned()),
        Just(String::new()),
        "[0-9]{1,2}[./-][0-9]{1,2}[ ./-][0-9]{0,4}( kl\\. [0-9]{1,4})?",
        "[admnpx][0-9]{1,2}",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_answers_panic_and_answers_make_facts(
        place in 0..200_usize,
        filled in any::<bool>(),
        answers in prop::collection::vec((0..20_usize, 0..6_usize, answer()), 0..12),
    ) {
        let (book, state) = (book(), full_case());
        let steps = Steps::new(book);
        let step = steps.iter().nth(place % steps.iter().count()).unwrap();
        let mut values = match filled {
            true => minimal(step, &state, book),
            false => Values::default(),
        };
        for (field, part, text) in answers {
            let name = step.fields[field % step.fields.len()].name;
            let part = ["", "", ".time", ".0.text", ".g1.now", ".0.now"][part];
            values.set(format!("{name}{part}"), text);
        }
        let _ = prefill(step, &state, book, NOW, &values);
        if let Ok(entries) = entries(step, &state, book, &values, NOW) {
            let command = Command { entries, ..Command::default() };
            let decided = decide(book, &state, &command, When::at(NOW).day);
            prop_assert!(decided.is_ok(), "{}: {:?}", step.id, decided);
        }
        let _ = omhu_casework::steps::not_yet(&steps, step, &state, book, &values, NOW, true);
    }
}
