//! What is asked: as-of, known-at, local layers, language, explanation.

use crate::comparison::json_rows;
use crate::program::{AT_THE_END, Bench, RECEIPT, check, holds};

/// Registered four days late, and the wrong day withdrawn a week after.
const LATE: &str = "case,kind,when,about,value,ref,id,recorded_at\n\
    K1,notification_received,2024-03-28,n1,professional,,r1,\n\
    K1,notification_receipt_sent,2024-04-09,n1,,,r2,2024-04-13\n\
    K1,fact_retracted,2024-01-01,,,r2,,2024-04-20\n\
    K1,notification_receipt_sent,2024-04-11,n1,,,r3,2024-04-20\n";

/// The status of the receipt as of a day, known at a day.
fn receipt(bench: &Bench, args: &[&str]) -> String {
    let args = [&["check", "facts.csv", "--format", "jsonl"], args].concat();
    let answer = bench.run(&args);
    assert_eq!(answer.status, 0, "{}", answer.messages);
    let rows = json_rows(&answer.out);
    let row = rows
        .iter()
        .find(|row| row["obligation"] == "notification_receipt_sent");
    row.map_or_else(
        || "-".to_owned(),
        |row| {
            format!(
                "{} {}",
                row["status"],
                row.get("met_on").map_or("", String::as_str)
            )
        },
    )
}

#[test]
fn as_of_looks_at_the_day_it_happened_known_at_at_the_day_it_was_registered() {
    let bench = Bench::new();
    bench.write("facts.csv", LATE);
    for (as_of, known_at, expected) in [
        ("2024-03-27", "2024-12-31", "-"),
        ("2024-03-28", "2024-12-31", "open "),
        ("2024-04-09", "2024-04-09", "open "),
        ("2024-04-10", "2024-04-10", "overdue "),
        ("2024-04-10", "2024-04-13", "met 2024-04-09"),
        ("2024-12-31", "2024-04-12", "overdue "),
        ("2024-12-31", "2024-04-13", "met 2024-04-09"),
        ("2024-12-31", "2024-04-19", "met 2024-04-09"),
        ("2024-12-31", "2024-04-20", "late 2024-04-11"),
        ("2024-04-10", "2024-04-20", "overdue "),
    ] {
        let found = receipt(&bench, &["--as-of", as_of, "--known-at", known_at]);
        assert_eq!(found, expected, "as of {as_of}, known at {known_at}");
    }
}

#[test]
fn each_day_left_out_is_today() {
    let bench = Bench::new();
    bench.write("facts.csv", LATE);
    // Today is later than everything in the file.
    assert_eq!(receipt(&bench, &[]), "late 2024-04-11");
    assert_eq!(
        receipt(&bench, &["--known-at", "2024-04-13"]),
        "met 2024-04-09"
    );
    assert_eq!(receipt(&bench, &["--as-of", "2024-04-10"]), "overdue ");
    // A fact of the far future does not exist yet.
    bench.write("facts.csv", LATE.replace("2024-03-28", "9000-03-28"));
    assert_eq!(receipt(&bench, &[]), "-");
}

#[test]
fn a_local_layer_adds_rows_and_changes_none() {
    let bench = Bench::new();
    bench.write(
        "facts.csv",
        "case,kind,when,about,ref,value\n\
         K1,measure_started,2008-05-20,m1,,support\n\
         K1,review_held,2008-08-20,x1,m1,\n",
    );
    let asked = [
        "check",
        "facts.csv",
        "--as-of",
        "2012-12-31",
        "--known-at",
        "2012-12-31",
        "--format",
        "jsonl",
    ];
    let without = json_rows(&bench.run(&asked).out);
    let with = json_rows(
        &bench
            .run(&[&asked[..], &["--local", "copenhagen-2008"]].concat())
            .out,
    );
    let (local, statute): (Vec<_>, Vec<_>) =
        with.into_iter().partition(|row| row["layer"] == "local");
    assert_eq!(statute, without);
    assert_eq!(local.len(), 1);
    assert_eq!(local[0]["rule"], "CPH2008-FOLLOW");
}

#[test]
fn further_duties_come_on_request_only() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    let contract = json_rows(&bench.run(&check("facts.csv", &[])).out);
    let further = json_rows(&bench.run(&check("facts.csv", &["--further"])).out);
    assert!(further.len() > contract.len());
    assert!(
        contract.iter().all(|row| further.contains(row)),
        "what the contract asks for stays"
    );
}

#[test]
fn an_explanation_tells_fact_rule_arithmetic_and_result() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    for (lang, words) in [
        ("en", ["line 2", "BL-UND-REC", "6 weekdays", "9 April 2024"]),
        (
            "da",
            ["linje 2", "BL-UND-REC", "6 hverdage", "9. april 2024"],
        ),
    ] {
        let asked = ["--lang", lang, "check", "facts.csv", "--explain", "K1"];
        let answer = bench.run(&[&asked[..], &AT_THE_END].concat());
        assert_eq!(answer.status, 0, "{}", answer.messages);
        holds(&answer.out, &words);
    }
}

#[test]
fn danish_unless_asked_otherwise() {
    let bench = Bench::new();
    let run = |args: &[&str], lang: Option<&str>| {
        let mut command = bench.command(args);
        command.env_remove("OMHU_LANG");
        if let Some(lang) = lang {
            command.env("OMHU_LANG", lang);
        }
        String::from_utf8(command.output().expect("omhu starts").stderr).expect("text")
    };
    let nowhere = ["check", "nowhere.csv"];
    let danish = run(&nowhere, None);
    assert!(
        danish.contains("findes ikke") || danish.contains("Der er ingen fil"),
        "{danish}"
    );
    assert_ne!(run(&nowhere, Some("en")), danish);
    assert_eq!(
        run(&["--lang", "da", "check", "nowhere.csv"], Some("en")),
        danish,
        "--lang goes first"
    );
    assert_eq!(run(&nowhere, Some("klingon")), danish);
}

#[test]
fn figures_count_by_due_day_and_group() {
    let bench = Bench::new();
    bench.write(
        "facts.csv",
        "case,kind,when,about,value,team\n\
         K1,case_assigned,2024-01-01,,,Nord\n\
         K1,notification_received,2024-03-28,n1,professional,\n\
         K1,notification_receipt_sent,2024-04-09,n1,,\n\
         K2,notification_received,2024-03-28,n1,professional,\n",
    );
    let april = ["--from", "2024-04-01", "--to", "2024-04-30"];
    let by_team = ["--per", "team", "--format", "jsonl"];
    let asked = [&["figures", "facts.csv"], &AT_THE_END[..], &april, &by_team].concat();
    let rows = json_rows(&bench.run(&asked).out);
    let receipt = |group: Option<&str>| {
        let is = |row: &&crate::comparison::Row| {
            row["obligation"] == "notification_receipt_sent"
                && row.get("group").map(String::as_str) == group
        };
        rows.iter().find(is).expect("a row of the group")
    };
    assert_eq!(receipt(Some("Nord"))["met"], "1");
    assert_eq!(receipt(None)["overdue"], "1");
    assert_eq!(receipt(None)["period"], "2024-04");
}
