//! A year's ordinary work, replayed step by step: how often would a warning be seen?
//!
//! The simulated municipality writes what happens and when it was registered; what was registered on one
//! day about one thing is one form. Its lapses are real (late, left out), so some warnings are right.

use std::collections::BTreeMap;

use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::{Body, Event, Fact};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_casework::warnings::{Around, Now, warnings};
use omhu_law::calendar::When;
use omhu_simulate::{Plan, simulate};

use crate::history::book;

/// The facts of a municipality without dirt, by case, in the order of registration.
fn municipality(children: u64) -> BTreeMap<String, Vec<FactCells>> {
    let plan = Plan {
        children,
        dirty: 0.0,
        ..Plan::over(2022, 3)
    };
    let mut rows = Vec::new();
    simulate(&plan, &mut rows, &mut Vec::new(), &mut |_| ()).expect("written to memory");
    let text = String::from_utf8(rows).expect("UTF-8");
    let mut cases: BTreeMap<String, Vec<FactCells>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cell: Vec<&str> = line.split(',').collect();
        let text = |place: usize| cell[place].to_owned();
        cases.entry(text(0)).or_default().push(FactCells {
            kind: text(1),
            when: text(2),
            about: text(3),
            reference: text(4),
            basis: text(5),
            value: text(6),
            team: text(7),
            caseworker: text(8),
            family: text(9),
            id: text(10),
            recorded_at: text(11),
        });
    }
    for facts in cases.values_mut() {
        let known = |cells: &FactCells| {
            let text = if cells.recorded_at.is_empty() {
                &cells.when
            } else {
                &cells.recorded_at
            };
            When::parse(text.as_bytes()).expect("a day")
        };
        facts.sort_by_key(|cells| (known(cells).day, known(cells)));
    }
    cases
}

fn known(cells: &FactCells) -> When {
    let text = if cells.recorded_at.is_empty() {
        &cells.when
    } else {
        &cells.recorded_at
    };
    When::parse(text.as_bytes()).expect("a day")
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures, shown with --no-capture")]
fn ordinary_work_sees_a_warning_seldom() {
    let (mut forms, mut warned, mut most) = (0u32, 0u32, 0usize);
    let mut by_key: BTreeMap<&str, u32> = BTreeMap::new();
    for facts in municipality(300).into_values() {
        let mut state = CaseState::new(CaseNo(1), "1");
        let mut rest = facts.as_slice();
        while let Some(first) = rest.first() {
            let on = known(first).day;
            let count = rest
                .iter()
                .take_while(|cells| known(cells).day == on)
                .count();
            let (form, later) = rest.split_at(count);
            rest = later;
            // The form is sent at the last registration of the day, or at its end.
            let second = form.iter().filter_map(|cells| known(cells).instant()).max();
            let last = form.iter().all(|cells| !known(cells).is_day_only());
            let end_of_day = i64::from(on.0) * 86_400 + 16 * 3600;
            let now = Now {
                second: second
                    .filter(|_| last)
                    .unwrap_or(end_of_day)
                    .max(second.unwrap_or(0)),
                today: on,
            };
            let entry = |cells: &FactCells| Entry::Fact {
                cells: cells.clone(),
                text: "…".to_owned(),
            };
            let command = Command {
                entries: form.iter().map(entry).collect(),
                ..Command::default()
            };
            let found = warnings(book(), &state, &command, now, &Around::default());
            forms += 1;
            warned += u32::from(!found.is_empty());
            most = most.max(found.len());
            for warning in &found {
                *by_key.entry(warning.key).or_default() += 1;
            }
            for cells in form {
                state.apply(Event {
                    seq: state.seq + 1,
                    recorded_at: now.second,
                    recorded_by: UserNo(1),
                    body: Body::Fact(Fact {
                        cells: cells.clone(),
                        imported: true,
                        ..Fact::default()
                    }),
                });
            }
        }
    }
    let said: u32 = by_key.values().sum();
    println!("{forms} forms, {warned} with a warning, {said} warnings, at most {most} in one");
    for (key, count) in &by_key {
        println!("{count:6} {key}");
    }
    // Late registration and facts that were registered before what they follow are the simulated
    // municipality's own habits: no form of omhu is filled in like that.
    let habits = ["warnings-registered-late", "warnings-start-lacking"];
    let habits: u32 = habits.iter().filter_map(|key| by_key.get(key)).sum();
    let share = f64::from(said) / f64::from(forms);
    let others = f64::from(said - habits) / f64::from(forms);
    println!("{share:.3} warnings for each form, {others:.3} without the two habits");
    assert!(share < 0.30 && others < 0.10, "{share:.3}, {others:.3}");
    assert!(most <= 4, "{most} in one form");
}
