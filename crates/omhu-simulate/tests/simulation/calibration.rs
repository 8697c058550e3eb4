//! The simulated municipality against the figures it was calibrated to.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Line, lines, run};
use omhu_law::calendar::Day;
use omhu_simulate::{Plan, calibration};

/// Met and counted, by figure and year (0: all years).
#[derive(Default)]
struct Counts(BTreeMap<(&'static str, i32), (u64, u64)>);

impl Counts {
    fn add(&mut self, figure: &'static str, due: Day, met: bool) {
        for year in [0, due.civil().0] {
            let count = self.0.entry((figure, year)).or_default();
            count.0 += u64::from(met);
            count.1 += 1;
        }
    }
}

struct Case<'a> {
    rows: Vec<Line<'a>>,
    first: Day,
    last: Day,
}

impl<'a> Case<'a> {
    fn all(&self, kind: &'static str) -> impl Iterator<Item = &Line<'a>> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// The first day of a kind for which this holds, from a day on.
    fn day(&self, kind: &'static str, from: Day, fits: impl Fn(&Line<'a>) -> bool) -> Option<Day> {
        self.all(kind)
            .filter(|r| fits(r))
            .map(|r| r.when().day)
            .filter(|d| *d >= from)
            .min()
    }

    fn within(&self, due: Day) -> bool {
        self.first <= due && due <= self.last
    }

    fn count(&self, counts: &mut Counts) {
        self.count_notifications(counts);
        for row in self.all("support_need_known") {
            let (known, due) = (row.when().day, row.when().day.plus_months(4));
            let done = self.day("assessment_completed", known, |r| r.about == row.about);
            if self.within(due) {
                counts.add(
                    "assessment_within_4_months",
                    due,
                    done.is_some_and(|day| day <= due),
                );
            }
        }
        self.count_decisions(counts);
        for row in self.all("measure_started") {
            self.count_first_review(row, counts);
        }
    }

    fn count_notifications(&self, counts: &mut Counts) {
        for row in self.all("notification_received") {
            let at = row.when().instant().expect("by the hour");
            let judged = self
                .all("immediate_risk_assessed")
                .find(|r| r.about == row.about);
            let in_time = judged.is_some_and(|r| r.when().instant().expect("clock") <= at + 86_400);
            let due = row.when().day.plus_days(1);
            if self.within(due) {
                counts.add("immediate_risk_assessed_24h", due, in_time);
                counts.add(
                    "sender_professional",
                    due,
                    row.value.starts_with("professional"),
                );
                let citizen =
                    row.value.starts_with("citizen") || row.value.starts_with("anonymous");
                counts.add("sender_citizen", due, citizen);
                counts.add("sender_municipality", due, row.value == "municipality");
            }
        }
    }

    fn count_decisions(&self, counts: &mut Counts) {
        for row in self
            .all("decision_made")
            .filter(|row| self.within(row.when().day))
        {
            let on = row.when().day;
            let about_it =
                |r: &Line<'_>| r.re == row.about || (!row.re.is_empty() && r.re == row.re);
            let talk = self.day("child_conversation_held", Day::MIN, about_it);
            let met = talk.is_some_and(|day| day <= on);
            if met
                || self
                    .day("child_conversation_omitted", Day::MIN, about_it)
                    .is_none()
            {
                counts.add("child_conversation_before_decision", on, met);
            }
            if row.value == "placement" {
                counts.add(
                    "placements_without_consent",
                    on,
                    matches!(row.basis, "sel-58" | "bl-47"),
                );
            }
            // Who could not wait may have the plan later: counted apart, so not here.
            let urgent = self
                .all("purpose_statement_made")
                .any(|r| r.about == row.about);
            let made = self
                .day("plan_made", Day::MIN, |r| r.re == row.about)
                .is_some_and(|d| d <= on);
            if row.basis == "sel-52" && !urgent {
                let support = row.value == "support";
                counts.add(
                    if support {
                        "plan_support_sel"
                    } else {
                        "plan_placement_sel"
                    },
                    on,
                    made,
                );
            }
        }
    }

    fn count_first_review(&self, row: &Line<'a>, counts: &mut Counts) {
        let start = row.when().day;
        let mut due = start.plus_months(3);
        if start >= Day::from_civil(2024, 1, 1) {
            for known in self
                .all("support_need_known")
                .filter(|r| r.when().day <= start)
            {
                let done = self.day("assessment_completed", known.when().day, |r| {
                    r.about == known.about
                });
                due = due.min(done.filter(|day| *day >= start).unwrap_or(due));
            }
        }
        let held = self.day("review_held", start, |r| r.re == row.about);
        let met = held.is_some_and(|day| day <= due);
        let ended = self.day("measure_ended", start, |r| r.about == row.about);
        if self.within(due) && (met || ended.is_none_or(|end| end > due)) {
            counts.add("first_review_within_3_months", due, met);
        }
    }
}

/// The newest row of a kind on or before a day, in a case's rows.
fn newest<'a, 'b>(rows: &'b [Line<'a>], kind: &str, day: Day) -> Option<&'b Line<'a>> {
    rows.iter()
        .filter(|r| r.kind == kind && r.when().day <= day)
        .max_by_key(|r| r.when())
}

fn is_open(rows: &[Line<'_>], day: Day) -> bool {
    let opened = newest(rows, "case_opened", day).map(|r| r.when());
    opened.is_some() && newest(rows, "case_closed", day).map(|r| r.when()) < opened
}

fn figures(plan: &Plan) -> BTreeMap<(&'static str, i32), f64> {
    let (facts, ..) = run(plan);
    let (first, last) = plan.period();
    let mut cases: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for row in lines(&facts) {
        cases.entry(row.case).or_default().push(row);
    }
    let mut counts = Counts::default();
    let (mut notifications, mut child_years) = (0, 0);
    for rows in cases.values() {
        let case = Case {
            rows: rows.clone(),
            first,
            last,
        };
        case.count(&mut counts);
        let days = case
            .all("notification_received")
            .map(|r| r.when().day)
            .filter(|d| case.within(*d));
        let years: Vec<i32> = days.map(|day| day.civil().0).collect();
        notifications += years.len();
        child_years += years.iter().collect::<BTreeSet<_>>().len();
    }
    let mut found: BTreeMap<_, _> = counts
        .0
        .into_iter()
        .map(|(key, (met, of))| (key, 100.0 * met as f64 / of as f64))
        .collect();
    found.insert(
        ("notifications_per_child_year_number", 0),
        notifications as f64 / child_years as f64,
    );
    stock(plan, &cases, &mut found);
    found
}

/// Running cases and caseloads, the mean of each half-year's last day.
fn stock(
    plan: &Plan,
    cases: &BTreeMap<&str, Vec<Line<'_>>>,
    found: &mut BTreeMap<(&'static str, i32), f64>,
) {
    let mut by_value: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut loads, mut days) = (0.0, 0.0);
    for half in 1..=2 * plan.years as i32 {
        let day = plan.period().0.plus_months(6 * half).plus_days(-1);
        let (mut held, mut workers) = (0.0, BTreeSet::new());
        for rows in cases.values().filter(|rows| is_open(rows, day)) {
            let value = newest(rows, "case_opened", day).map_or("", |row| row.value);
            *by_value.entry(value).or_default() += 1.0;
            if let Some(row) =
                newest(rows, "case_assigned", day).filter(|r| !r.caseworker.is_empty())
            {
                held += 1.0;
                workers.insert(row.caseworker);
            }
        }
        loads += held / workers.len() as f64;
        days += 1.0;
    }
    found.insert(("children_per_caseworker_number", 0), loads / days);
    let running: f64 = by_value
        .iter()
        .filter(|(value, _)| **value != "other")
        .map(|(_, n)| n)
        .sum();
    for (figure, value) in [
        ("running_placement", "placement"),
        ("running_disability", "disability"),
        ("running_school_day_treatment", "school_day_treatment"),
    ] {
        found.insert((figure, 0), 100.0 * by_value[value] / running);
    }
}

#[test]
fn the_figures_lie_within_tolerance_of_what_they_were_calibrated_to() {
    let mut misses = Vec::new();
    for seed in [7, 1, 2, 3] {
        let found = figures(&Plan {
            seed,
            children: 20_000,
            dirty: 0.0,
            ..Plan::default()
        });
        for aim in calibration() {
            let value = found[&(aim.figure, aim.year.unwrap_or(0))];
            eprintln!(
                "{seed} {:40} {:?} {:6.2} aim {:6.2} +- {}",
                aim.figure, aim.year, value, aim.target, aim.tolerance
            );
            if (value - aim.target).abs() > aim.tolerance {
                misses.push(format!(
                    "seed {seed}: {} {:?} is {value:.2}, not {}",
                    aim.figure, aim.year, aim.target
                ));
            }
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

/// Share of assessments in time, per team and half of the period.
#[test]
fn the_hidden_truth_can_be_seen_in_the_figures() {
    let plan = Plan {
        children: 12_000,
        dirty: 0.0,
        ..Plan::default()
    };
    let (facts, truth, _) = run(&plan);
    let truth = String::from_utf8(truth).expect("text");
    let team_of = |role: &str| {
        let mark = format!("\"role\":\"{role}\"");
        crate::reading::cell(
            truth.lines().find(|line| line.contains(&mark)).expect(role),
            "team",
        )
        .to_owned()
    };
    let mut cases: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for row in lines(&facts) {
        cases.entry(row.case).or_default().push(row);
    }
    let share = |team: &str, from: &str, to: &str| {
        let (from, to) = (
            Day::parse(from.as_bytes()).expect("day"),
            Day::parse(to.as_bytes()).expect("day"),
        );
        let mut counts = Counts::default();
        for rows in cases
            .values()
            .filter(|rows| rows.iter().any(|row| row.team == team))
        {
            Case {
                rows: rows.clone(),
                first: from,
                last: to,
            }
            .count(&mut counts);
        }
        let (met, of) = counts.0[&("assessment_within_4_months", 0)];
        100.0 * met as f64 / of as f64
    };
    let whole = |role: &str| share(&team_of(role), "2021-01-01", "2025-12-31");
    assert!(whole("good") > whole("average") + 10.0);
    assert!(whole("average") > whole("poor") + 10.0);
    let improved = team_of("improves");
    assert!(
        share(&improved, "2024-01-01", "2025-12-31")
            > share(&improved, "2021-01-01", "2022-12-31") + 10.0
    );
    let shaken = team_of("shaken");
    assert!(
        share(&shaken, "2023-07-01", "2024-01-31")
            < share(&shaken, "2021-01-01", "2023-06-30") - 10.0
    );
}
