//! Case histories for tests: written by hand in one line a fact, or random over the whole contract.

use std::sync::OnceLock;

use omhu_casework::case::CaseState;
use omhu_casework::event::{Body, Event, Fact};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, instant_text};
use omhu_law::vocabulary::{Kind, Need, ValueForm};
use proptest::prelude::*;
use proptest::sample::select;

/// The law with all its duties.
pub fn book() -> &'static LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| omhu_law::load::embedded(true).expect("the embedded law"))
}

pub fn day(text: &str) -> Day {
    Day::parse(text.as_bytes()).unwrap_or_else(|| panic!("no day: {text}"))
}

/// One fact in words: `review_held 2025-03-01 ref=m1`.
pub fn cells(line: &str) -> FactCells {
    let mut words = line.split_whitespace();
    let mut cells = FactCells {
        kind: words.next().expect("a kind").to_owned(),
        when: words.next().expect("a day").to_owned(),
        ..FactCells::default()
    };
    for word in words {
        let (column, text) = word.split_once('=').expect("column=cell");
        let cell = match column {
            "about" => &mut cells.about,
            "ref" => &mut cells.reference,
            "basis" => &mut cells.basis,
            "value" => &mut cells.value,
            "team" => &mut cells.team,
            "caseworker" => &mut cells.caseworker,
            "family" => &mut cells.family,
            "id" => &mut cells.id,
            "recorded" => &mut cells.recorded_at,
            other => panic!("no column {other}"),
        };
        // Words of a value are joined by `+` here: `professional+abuse`.
        *cell = text.replace('+', " ");
        if matches!(column, "recorded") {
            text.clone_into(cell);
        }
    }
    cells
}

/// A case of imported facts, in this order.
pub fn imported(facts: &[FactCells]) -> CaseState {
    let events = facts.iter().enumerate().map(|(place, cells)| Event {
        seq: place as i64 + 1,
        recorded_at: 0,
        recorded_by: UserNo::IMPORT,
        body: Body::Fact(Fact {
            cells: cells.clone(),
            imported: true,
            ..Fact::default()
        }),
    });
    CaseState::fold(CaseNo(1), "2024-1", events)
}

fn things(of: &[String]) -> Vec<&'static str> {
    of.iter()
        .flat_map(|thing| -> &[&str] {
            match thing.as_str() {
                "notification" => &["n1", "n2"],
                "assessment" => &["a1", "a2"],
                "decision" => &["d1", "d2", "d3"],
                "measure" => &["m1", "m2", "m3"],
                "plan" => &["p1", "p2"],
                _ => &["x1", "x2"],
            }
        })
        .copied()
        .collect()
}

fn thing(need: Need, of: &[String]) -> BoxedStrategy<String> {
    let ids = things(of);
    match need {
        Need::Unused => Just(String::new()).boxed(),
        Need::Required => select(ids).prop_map(str::to_owned).boxed(),
        Need::Optional => prop_oneof![
            1 => Just(String::new()),
            3 => select(ids).prop_map(str::to_owned)
        ]
        .boxed(),
    }
}

fn value(kind: &Kind) -> BoxedStrategy<String> {
    match &kind.value {
        ValueForm::Unused => Just(String::new()).boxed(),
        ValueForm::Rhythm => prop_oneof![
            select(vec!["P3M", "P6M", "P1Y", "P8W", "P45D"]).prop_map(str::to_owned),
            any_day().prop_map(|day| day.to_string())
        ]
        .boxed(),
        ValueForm::Day => any_day().prop_map(|day| day.to_string()).boxed(),
        ValueForm::Words {
            one_of,
            marks,
            required,
        } => {
            let mut values: Vec<String> = one_of.clone();
            for mark in marks {
                values.push(mark.clone());
                values.extend(one_of.iter().map(|word| format!("{word} {mark}")));
            }
            if *required {
                values.retain(|value| one_of.iter().any(|word| value.starts_with(word.as_str())));
            } else {
                values.push(String::new());
            }
            select(values).boxed()
        }
    }
}

/// A day over the years with the law's changes, the newest years more often.
pub fn any_day() -> impl Strategy<Value = Day> {
    let from = |year: i32, days: i32| {
        let first = Day::from_civil(year, 1, 1);
        (0..days).prop_map(move |more| first.plus_days(more))
    };
    prop_oneof![1 => from(2006, 6500), 3 => from(2023, 1500)]
}

fn when() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any_day().prop_map(|day| day.to_string()),
        1 => (any_day(), 0..86_400i64)
            .prop_map(|(day, second)| instant_text(i64::from(day.0) * 86_400 + second))
    ]
}

/// A fact of a kind.
pub fn fact_of(kind: &'static Kind) -> impl Strategy<Value = FactCells> {
    const BASES: [&str; 9] = [
        "sel-52", "sel-58", "sel-76", "bl-32", "bl-46", "bl-47", "bl-114", "bl-120", "sel-11",
    ];
    let basis = match kind.basis {
        Need::Unused => Just("").boxed(),
        Need::Optional => prop_oneof![Just(""), select(&BASES[..])].boxed(),
        Need::Required => select(&BASES[..]).boxed(),
    };
    let late = prop_oneof![3 => Just(None), 1 => (0..400i32).prop_map(Some)];
    let about = thing(kind.about, &kind.about_things);
    let reference = thing(kind.reference, &kind.reference_things);
    (when(), about, reference, basis, value(kind), late).prop_map(
        move |(when, about, reference, basis, value, late)| {
            let on = day(&when[..10]);
            FactCells {
                kind: kind.name.clone(),
                about,
                reference,
                basis: basis.to_owned(),
                value,
                team: if kind.assigns { "t1" } else { "" }.to_owned(),
                caseworker: String::new(),
                family: String::new(),
                id: String::new(),
                recorded_at: late.map_or_else(String::new, |days| on.plus_days(days).to_string()),
                when,
            }
        },
    )
}

/// A history over the whole vocabulary of the contract, with placements, assessments and retractions
/// more often than chance; each fact has an id. Half of the facts lie within months of one day, which
/// comes with them, so that limits and what meets them are near each other.
pub fn any_history_around() -> impl Strategy<Value = (Vec<FactCells>, Day)> {
    let moves = proptest::collection::vec(proptest::option::of(-250..250i32), 60);
    (any_history(), any_day(), moves).prop_map(|(mut facts, base, moves)| {
        for (cells, by) in facts.iter_mut().zip(moves) {
            let Some(by) = by else { continue };
            let (old, new) = (day(&cells.when[..10]), base.plus_days(by));
            cells.when.replace_range(..10, &new.to_string());
            if !cells.recorded_at.is_empty() {
                let late = day(&cells.recorded_at).0 - old.0;
                cells.recorded_at = new.plus_days(late).to_string();
            }
        }
        (facts, base)
    })
}

/// The same, spread over all years.
pub fn any_history() -> impl Strategy<Value = Vec<FactCells>> {
    const OFTEN: [&str; 10] = [
        "measure_started",
        "decision_made",
        "support_need_known",
        "preliminary_assessment_made",
        "review_held",
        "review_rhythm_decided",
        "supervision_visit_held",
        "notification_received",
        "case_closed",
        "case_assigned",
    ];
    let kinds: Vec<&'static Kind> = book()
        .vocabulary
        .kinds()
        .map(|(_, kind)| kind)
        .filter(|kind| kind.in_contract && kind.name != "fact_retracted")
        .collect();
    let often: Vec<&'static Kind> = kinds
        .iter()
        .copied()
        .filter(|kind| OFTEN.contains(&kind.name.as_str()))
        .collect();
    let fact = prop_oneof![1 => select(kinds), 1 => select(often)].prop_flat_map(fact_of);
    let facts = proptest::collection::vec(fact, 1..40);
    let retractions = proptest::collection::vec((any::<prop::sample::Index>(), any_day()), 0..3);
    (facts, retractions).prop_map(|(mut facts, retractions)| {
        for (place, cells) in facts.iter_mut().enumerate() {
            cells.id = format!("r{place}");
            if cells.kind == "case_assigned" {
                cells.team = format!("t{}", place % 4);
            }
        }
        for (target, day) in retractions {
            let id = target.get(&facts).id.clone();
            let next = facts.len();
            facts.push(FactCells {
                kind: "fact_retracted".to_owned(),
                when: day.to_string(),
                reference: id,
                id: format!("r{next}"),
                ..FactCells::default()
            });
        }
        facts
    })
}
