//! What must hold for every history.

use std::collections::BTreeMap;

use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry, decide};
use omhu_casework::duties::{Duty, duties};
use omhu_casework::event::{Body, Event};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{TextNo, UserNo};
use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Further, Question};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::history::{any_day, any_history, book, imported};

/// The rows on a day, with the ids of their facts instead of the facts' places.
fn rows(state: &CaseState, day: Day) -> Vec<(Duty, Option<String>, Option<String>)> {
    let question = Question {
        as_of: day,
        known_at: day,
        locals: &[],
        further: Further::All,
    };
    let ids: BTreeMap<i64, &str> = state
        .facts
        .iter()
        .map(|held| (held.seq, held.fact.cells.id.as_str()))
        .collect();
    let id = |seq: &mut Option<i64>| Some(ids[&seq.take()?].to_owned());
    let rows = duties(book(), state, &question).rows.into_iter();
    rows.map(|mut row| {
        let (trigger, met) = (id(&mut row.trigger_event), id(&mut row.met_event));
        (row, trigger, met)
    })
    .collect()
}

fn give(state: &mut CaseState, command: &Command, today: Day) {
    let decided = decide(book(), state, command, today).expect("no refusal");
    for body in decided.bodies {
        let body = body.renumbered(|TextNo(number)| TextNo(-number));
        state.apply(Event {
            seq: state.seq + 1,
            recorded_at: i64::from(today.0) * 86_400 + 43_200,
            recorded_by: UserNo(3),
            body,
        });
    }
}

fn command(entry: Entry) -> Command {
    Command {
        entries: vec![entry],
        ..Command::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_recording_does_not_matter(
        (facts, shuffled) in any_history().prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        day in any_day(),
    ) {
        prop_assert_eq!(rows(&imported(&facts), day), rows(&imported(&shuffled), day));
    }

    #[test]
    fn a_note_changes_no_duty(facts in any_history(), day in any_day()) {
        let mut state = imported(&facts);
        let before = rows(&state, day);
        let text = "Talt med skolen".to_owned();
        give(&mut state, &command(Entry::Note {
            when: day.to_string(), text, template: String::new(), about: String::new(), replaces: 0,
        }), day);
        prop_assert_eq!(state.notes.len(), 1);
        prop_assert_eq!(before, rows(&state, day));
    }

    #[test]
    fn taken_back_and_registered_again_is_as_before(facts in any_history(), which in any::<Index>()) {
        // The same day for all, after everything is known.
        let day = Day::from_civil(2030, 1, 1);
        let mut state = imported(&facts);
        let standing: Vec<FactCells> =
            state.standing(day).map(|held| held.fact.cells.clone()).collect();
        prop_assume!(!standing.is_empty());
        let mut cells = which.get(&standing).clone();
        // When it was registered says which of two facts of one day counts: only alone on its day a
        // fact can be registered again without a trace.
        let on = When::parse(cells.when.as_bytes()).expect("a day").day;
        let same_day = standing.iter().filter(|other| {
            When::parse(other.when.as_bytes()).expect("a day").day == on
        });
        prop_assume!(same_day.count() == 1);
        let before = rows(&state, day);
        let reason = "Forkert".to_owned();
        give(&mut state, &command(Entry::Retract { id: cells.id.clone(), reason }), day);
        let old = std::mem::take(&mut cells.id);
        give(&mut state, &command(Entry::Fact { cells, text: String::new() }), day);
        let new = state.facts.last().expect("a fact").fact.cells.id.clone();
        let mut after = rows(&state, day);
        for (_, trigger, met) in &mut after {
            for id in [trigger, met].into_iter().flatten() {
                if *id == new {
                    id.clone_from(&old);
                }
            }
        }
        prop_assert_eq!(before, after);
    }

    #[test]
    fn cells_written_to_the_log_and_read_back_are_the_same_row(facts in any_history()) {
        for cells in facts {
            let read = {
                let state = imported(std::slice::from_ref(&cells));
                let Body::Fact(fact) = &Body::Fact(state.facts[0].fact.clone()) else { unreachable!() };
                let payload = Body::Fact(fact.clone()).payload().expect("JSON");
                Body::read(&cells.kind, 1, &payload).expect("read")
            };
            let Body::Fact(fact) = read else { panic!("a fact") };
            prop_assert_eq!(&fact.cells, &cells);
            let (left, right) = (cells.row(book()), fact.cells.row(book()));
            prop_assert_eq!(format!("{left:?}"), format!("{right:?}"));
        }
    }

    #[test]
    fn an_export_read_again_gives_the_same_duties(facts in any_history(), day in any_day()) {
        let state = imported(&facts);
        let exported: Vec<FactCells> = state.facts.iter().map(CaseState::export_cells).collect();
        prop_assert_eq!(rows(&state, day), rows(&imported(&exported), day));
    }
}
