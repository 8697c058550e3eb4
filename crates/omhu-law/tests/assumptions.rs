//! The open legal questions that `--assume` can answer otherwise: each answer changes what it says it
//! changes, and nothing else. The Saturday dates are those of a table computed apart from this code.

use omhu_law::book::LawBook;
use omhu_law::load;
use omhu_law::scenario::Scenario;

fn book(assume: &[(&str, &str)]) -> LawBook {
    let mut book = load::embedded(false).expect("the embedded law book is sound");
    for (name, value) in assume {
        book.assumptions
            .set(name, value)
            .expect("a switchable parameter");
    }
    book
}

/// The due days of the rows of one obligation.
fn due(book: &LawBook, obligation: &str, as_of: &str, facts: &[&str]) -> Vec<String> {
    let facts: String = facts.iter().map(|fact| format!("| {fact} |\n")).collect();
    let text = format!(
        "# A question\n\nas of: {as_of}\n\n| kind | when | about | ref | value |\n|---|---|---|---|---|\n{facts}\n\
         | obligation |\n|---|\n| {obligation} |\n"
    );
    let scenario = Scenario::parse(&text).expect("a scenario");
    let rows = scenario.run(book).expect("readable facts");
    rows.into_iter().map(|row| row[6].clone()).collect()
}

#[test]
fn saturdays_as_weekdays_give_the_stricter_date() {
    let strict = book(&[("weekday_includes_saturday", "true")]);
    for (start, usual, saturdays) in [
        ("2023-04-28", "2023-05-09", "2023-05-06"),
        ("2023-05-04", "2023-05-15", "2023-05-12"),
        ("2024-04-25", "2024-05-03", "2024-05-02"),
        ("2024-03-22", "2024-04-04", "2024-04-02"),
        ("2018-12-20", "2019-01-02", "2018-12-29"),
        ("2024-05-08", "2024-05-17", "2024-05-16"),
    ] {
        let fact = format!("notification_received | {start} | n1 | | citizen");
        let facts = [fact.as_str()];
        let name = "notification_receipt_sent";
        assert_eq!(
            due(&book(&[]), name, "2026-01-01", &facts),
            [usual],
            "{start}"
        );
        assert_eq!(
            due(&strict, name, "2026-01-01", &facts),
            [saturdays],
            "{start}, Saturdays"
        );
    }
}

#[test]
fn rolling_moves_a_saturday_to_monday_but_not_a_limit_by_the_clock() {
    let rolling = book(&[("authority_limits_roll", "true")]);
    // 29 February 2020 is a Saturday.
    let facts = ["support_need_known | 2019-10-29 | a1 | |"];
    assert_eq!(
        due(&book(&[]), "assessment_completed", "2026-01-01", &facts),
        ["2020-02-29"]
    );
    assert_eq!(
        due(&rolling, "assessment_completed", "2026-01-01", &facts),
        ["2020-03-02"]
    );
    let facts = ["notification_received | 2024-06-07T15:00:00+02:00 | n1 | | citizen"];
    let name = "immediate_risk_assessed";
    assert_eq!(
        due(&rolling, name, "2026-01-01", &facts),
        ["2024-06-08T15:00:00+02:00"]
    );
}

#[test]
fn a_measure_from_before_2024_gets_the_gap_assumed() {
    let facts = [
        "measure_started | 2023-10-10 | m1 | | support",
        "review_held | 2024-01-09 | x1 | m1 |",
    ];
    let name = "review_held";
    assert_eq!(due(&book(&[]), name, "2024-02-01", &facts)[1], "2024-07-09");
    let yearly = book(&[("transition_followup_default", "P1Y")]);
    assert_eq!(due(&yearly, name, "2024-02-01", &facts)[1], "2025-01-09");
}

#[test]
fn the_reform_of_2011_by_due_day_shortens_a_running_gap() {
    let facts = [
        "measure_started | 2010-09-15 | m1 | | support",
        "review_held | 2010-12-10 | x1 | m1 |",
    ];
    let name = "review_held";
    assert_eq!(due(&book(&[]), name, "2011-02-01", &facts)[1], "2011-12-10");
    let by_due_day = book(&[("interval_change_2011", "by_due_day")]);
    assert_eq!(
        due(&by_due_day, name, "2011-02-01", &facts)[1],
        "2011-06-10"
    );
    // What fell due before the reform stays.
    let facts = [
        "measure_started | 2009-09-15 | m1 | | support",
        "review_held | 2009-12-10 | x1 | m1 |",
    ];
    assert_eq!(
        due(&by_due_day, name, "2011-02-01", &facts)[1],
        "2010-12-10"
    );
}

#[test]
fn supervision_by_calendar_year_ends_at_new_year() {
    let facts = ["measure_started | 2021-03-01 | m1 | | placement"];
    let name = "supervision_visits_held";
    let usual = due(&book(&[]), name, "2022-06-01", &facts);
    assert_eq!(usual, ["2022-02-28", "2023-02-28"]);
    let calendar = book(&[("supervision_year", "calendar")]);
    assert_eq!(
        due(&calendar, name, "2022-06-01", &facts),
        ["2021-12-31", "2022-12-31"]
    );
}

#[test]
fn every_switchable_parameter_of_the_law_files_can_be_switched() {
    let book = load::embedded(true).expect("the embedded law book is sound");
    let switchable: Vec<_> = book.parameters.iter().filter(|p| p.switchable).collect();
    assert_eq!(switchable.len(), 5);
    for parameter in switchable {
        for answer in parameter.alternatives.iter().chain([&parameter.default]) {
            let mut assumptions = book.assumptions;
            assumptions
                .set(&parameter.name, answer)
                .unwrap_or_else(|allowed| panic!("{} = {answer}: {allowed}", parameter.name));
        }
    }
    assert!(
        book.assumptions
            .clone()
            .set("no_such_parameter", "1")
            .is_err()
    );
}
