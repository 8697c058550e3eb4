//! What the simulator writes, read back: the bytes, the contract, the truth.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{KINDS, Line, cell, lines, run};
use omhu_law::calendar::{Day, When};
use omhu_simulate::{Plan, simulate};

fn small(children: u64) -> Plan {
    Plan {
        children,
        ..Plan::default()
    }
}

#[test]
fn same_plan_same_bytes_and_another_seed_others() {
    let plan = small(400);
    assert_eq!(run(&plan), run(&plan));
    assert_ne!(run(&plan).0, run(&Plan { seed: 8, ..plan }).0);
}

#[test]
fn the_bytes_of_seed_7_are_known() {
    // FNV-1a over facts and truth: a change here changes everyone's example data. Say so in the log.
    let (facts, truth, _) = run(&small(400));
    let hash = |bytes: &[u8]| {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let found = (hash(&facts), hash(&truth));
    assert_eq!(found, KNOWN, "{found:x?}");
}

const KNOWN: (u64, u64) = (0xf65b_6eb4_e52d_92c8, 0x9cb2_1d82_411a_a3b6);

#[test]
fn two_hundred_families_do_not_depend_on_how_many_follow() {
    for dirty in [0.0, 0.3] {
        let short = run(&Plan {
            dirty,
            ..small(400)
        })
        .0;
        let long = run(&Plan {
            dirty,
            ..small(3000)
        })
        .0;
        // The last family, of at most 5 children, may be cut by the number of children.
        let kept = |facts: &[u8]| -> Vec<String> {
            let text = String::from_utf8(facts.to_vec()).expect("text");
            text.lines()
                .skip(1)
                .filter(|line| &line[..7] <= "S000395")
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(kept(&short), kept(&long));
        let families = |line: &String| {
            line.split(',')
                .nth(9)
                .filter(|f| !f.is_empty())
                .map(str::to_owned)
        };
        assert!(
            kept(&short)
                .iter()
                .filter_map(families)
                .collect::<BTreeSet<_>>()
                .len()
                > 200
        );
    }
}

#[test]
fn every_kind_of_the_contract_occurs_in_the_default_plan() {
    let (facts, _, summary) = run(&Plan::default());
    let found: BTreeSet<&str> = summary.facts_by_kind.keys().copied().collect();
    for (kind, ..) in KINDS {
        assert!(found.contains(kind), "{kind} does not occur");
    }
    assert!(
        summary.planted.values().all(|count| *count > 0),
        "{:?}",
        summary.planted
    );
    let planted: u64 = summary.planted.values().sum();
    assert!(planted.abs_diff(60) <= 3, "2 % of 3,000: {planted}");
    let rows = lines(&facts);
    assert_eq!(rows.len() as u64, summary.facts);
    assert_eq!(
        rows.iter().map(|r| r.case).collect::<BTreeSet<_>>().len(),
        3000
    );
    for basis in ["sel-52", "sel-58", "bl-32", "bl-46", "bl-47", "bl-114"] {
        assert!(rows.iter().any(|row| row.basis == basis), "{basis}");
    }
}

#[test]
fn clean_rows_are_well_formed_and_within_the_period() {
    for plan in [
        small(3000),
        Plan {
            children: 1500,
            ..Plan::over(2006, 21)
        },
    ] {
        let (facts, _, summary) = run(&Plan {
            dirty: 0.0,
            ..plan.clone()
        });
        assert_eq!(summary.planted.values().sum::<u64>(), 0);
        let (_, last) = plan.period();
        let rows = lines(&facts);
        let mut ids = BTreeSet::new();
        let mut defined: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &rows {
            assert!(ids.insert(row.id), "{row:?}");
            if !row.about.is_empty() {
                defined.entry(row.case).or_default().insert(row.about);
            }
        }
        for row in &rows {
            well_formed(row, last);
            if !row.re.is_empty() {
                assert!(row.re.starts_with(['n', 'a', 'd', 'm', 'x']), "{row:?}");
            }
            let change = row.basis.starts_with("bl-") == (row.when().day >= day("2024-01-01"));
            assert!(
                row.basis.is_empty() || change,
                "the law of its day: {row:?}"
            );
        }
        // Few refs may dangle: what they name was registered after the period.
        let refs: Vec<_> = rows.iter().filter(|row| !row.re.is_empty()).collect();
        let dangling = refs
            .iter()
            .filter(|row| !defined[row.case].contains(row.re))
            .count();
        assert!(dangling * 50 < refs.len(), "{dangling} of {}", refs.len());
    }
}

fn day(text: &str) -> Day {
    Day::parse(text.as_bytes()).expect(text)
}

fn well_formed(row: &Line<'_>, last: Day) {
    let (_, about, re, basis, values) = KINDS
        .iter()
        .find(|(kind, ..)| *kind == row.kind)
        .unwrap_or_else(|| panic!("{row:?}"));
    let cell_is = |letters: &str, cell: &str| match letters.strip_suffix('?') {
        Some(letters) => cell.is_empty() || letters.contains(&cell[..1]),
        None if letters.is_empty() => cell.is_empty(),
        None => !cell.is_empty() && letters.contains(&cell[..1]),
    };
    assert!(cell_is(about, row.about), "about: {row:?}");
    assert!(cell_is(re, row.re), "ref: {row:?}");
    assert_eq!(row.basis.is_empty(), basis.is_empty(), "basis: {row:?}");
    let values: Vec<&str> = values.split('|').collect();
    let of_period = values == ["period"]
        && (omhu_law::calendar::Period::parse(row.value).is_some()
            || Day::parse(row.value.as_bytes()).is_some());
    assert!(of_period || values.contains(&row.value), "value: {row:?}");
    assert_eq!(row.kind == "case_assigned", !row.team.is_empty(), "{row:?}");
    assert!(
        row.when().day <= last && row.recorded().day <= last,
        "{row:?}"
    );
    assert!(
        row.kind == "child_born" || row.recorded() >= row.when(),
        "{row:?}"
    );
    assert!(
        row.case.starts_with('S') && row.id.starts_with(row.case),
        "{row:?}"
    );
}

#[test]
fn the_truth_file_tells_what_stands_in_the_facts() {
    let (facts, truth, summary) = run(&Plan {
        dirty: 0.4,
        ..small(3000)
    });
    let rows = lines(&facts);
    let by_id = |id: &str| rows.iter().filter(|row| row.id == id).collect::<Vec<_>>();
    let truth = String::from_utf8(truth).expect("text");
    assert!(truth.starts_with("{\"simulated\":true,\"seed\":7,"));
    let mut told: BTreeMap<String, u64> = BTreeMap::new();
    for line in truth
        .lines()
        .filter(|line| line.starts_with("{\"planted\""))
    {
        let of = |key| cell(line, key);
        let kind = of("planted");
        *told.entry(kind.to_owned()).or_default() += 1;
        if line.contains("\"row_id\":null") {
            let missing = rows.iter().all(|row| {
                row.case != of("case")
                    || row.kind != of("fact")
                    || row.re != of("ref")
                    || row.when != of("true_on")
            });
            assert!(missing, "{line}");
            assert!(
                matches!(kind, "review_not_registered" | "case_never_closed"),
                "{line}"
            );
            continue;
        }
        let found = by_id(of("row_id"));
        let row = found.first().unwrap_or_else(|| panic!("no row: {line}"));
        assert_eq!(row.case, of("case"));
        let true_row = row.when == of("true_on")
            && row.kind == of("fact")
            && row.about == of("about")
            && row.re == of("ref");
        match kind {
            "registered_late" => assert!(
                true_row && row.recorded().day.0 - row.when().day.0 >= 45,
                "{line}"
            ),
            "duplicate_row" => assert!(
                true_row && found.len() == 2 && found[0] == found[1],
                "{line}"
            ),
            "duplicate_id_conflict" => {
                let days: Vec<&str> = found.iter().map(|row| row.when).collect();
                assert!(
                    days.len() == 2
                        && days.contains(&of("true_on"))
                        && days.contains(&of("written")),
                    "{line}"
                );
            }
            "missing_about" => assert!(row.about.is_empty() && !of("about").is_empty(), "{line}"),
            "decision_without_assessment_ref" => {
                assert!(row.re.is_empty() && !of("ref").is_empty(), "{line}")
            }
            "unknown_kind" => assert!(
                row.kind == of("written") && KINDS.iter().all(|k| k.0 != row.kind),
                "{line}"
            ),
            "date_does_not_exist" => {
                assert_eq!(row.when, of("written"));
                assert!(When::parse(row.when.as_bytes()).is_err(), "{line}");
            }
            "retracted_and_reentered" => {
                assert!(
                    rows.iter()
                        .any(|r| r.kind == "fact_retracted" && r.re == row.id),
                    "{line}"
                );
                assert_eq!(by_id(of("other_row_id"))[0].when, of("true_on"));
                assert_ne!(row.when, of("true_on"));
            }
            "end_before_start" => {
                let start = rows.iter().find(|r| {
                    r.case == row.case && r.kind == "measure_started" && r.about == row.about
                });
                assert!(start.expect("start").when > row.when, "{line}");
            }
            "wrong_year" | "swapped_day_month" | "day_without_clock" => {
                assert!(
                    row.when == of("written") && row.when != of("true_on"),
                    "{line}"
                );
            }
            other => panic!("untested kind {other}"),
        }
    }
    let planted: BTreeMap<String, u64> = summary
        .planted
        .iter()
        .map(|(k, v)| ((*k).to_owned(), *v))
        .collect();
    assert_eq!(told, planted);
    let sum = planted.values().sum::<u64>();
    assert!(sum.abs_diff(1200) < 20, "{planted:?}");
}

#[test]
fn without_dirt_the_rest_of_the_file_stays() {
    let clean = run(&Plan {
        dirty: 0.0,
        ..small(500)
    })
    .0;
    let dirty = run(&Plan {
        dirty: 0.02,
        ..small(500)
    })
    .0;
    let clean: BTreeSet<&[u8]> = clean.split(|b| *b == b'\n').collect();
    let changed = dirty
        .split(|b| *b == b'\n')
        .filter(|line| !clean.contains(line))
        .count();
    assert!((5..600).contains(&changed), "{changed}");
}

#[test]
fn a_plan_out_of_bounds_is_refused_and_odd_plans_are_not() {
    let refused =
        |plan: Plan| simulate(&plan, &mut Vec::new(), &mut Vec::new(), &mut |_| {}).is_err();
    assert!(refused(Plan {
        teams: 0,
        ..Plan::default()
    }));
    assert!(refused(Plan {
        dirty: 1.5,
        ..Plan::default()
    }));
    assert!(refused(Plan {
        years: 0,
        ..Plan::default()
    }));
    for plan in [
        Plan {
            teams: 1,
            children: 1,
            ..Plan::default()
        },
        Plan {
            teams: 2,
            children: 60,
            dirty: 1.0,
            ..Plan::over(2024, 1)
        },
        Plan {
            teams: 900,
            children: 60,
            shock: None,
            ..Plan::over(2000, 40)
        },
    ] {
        let mut last = 0;
        let summary = simulate(&plan, &mut Vec::new(), &mut Vec::new(), &mut |done| {
            last = done
        });
        assert_eq!(summary.expect("simulated").children, plan.children);
        assert_eq!(last, plan.children);
    }
}
