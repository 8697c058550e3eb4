//! Standard input and output, files that are whole or not there, and what must not stand in messages.

use std::io::Read as _;
use std::process::Stdio;

use crate::program::{Bench, RECEIPT, check};

#[test]
fn standard_input_is_read_as_csv_or_json_lines() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    let from_file = bench.run(&check("facts.csv", &[])).out;
    let piped = bench.run_with(&check("-", &[]), RECEIPT.as_bytes());
    assert_eq!(
        (piped.status, &piped.out),
        (0, &from_file),
        "{}",
        piped.messages
    );
    let json = r#"{"case":"K1","kind":"notification_received","when":"2024-03-28","about":"n1","value":"professional"}
{"case":"K1","kind":"notification_receipt_sent","when":"2024-04-09","about":"n1"}
"#;
    let piped = bench.run_with(&check("-", &["--input", "jsonl"]), json.as_bytes());
    assert_eq!(
        (piped.status, &piped.out),
        (0, &from_file),
        "{}",
        piped.messages
    );
    let empty = bench.run_with(&check("-", &[]), b"");
    assert_eq!(empty.status, 2, "{}", empty.messages);
}

#[test]
fn messages_hold_nothing_of_a_case_but_rejected_cells() {
    let bench = Bench::new();
    let text = "case,kind,when,about,value,team,caseworker,family,note\n\
        SECRETCASE,case_assigned,2024-01-01,,,SECRETTEAM,SECRETWORKER,,SECRETNOTE\n\
        SECRETCASE,case_opened,2024-01-01,,,,,SECRETFAMILY,\n\
        SECRETCASE,notification_received,2024-03-28,SECRETTHING,professional,,,,\n\
        OTHERSECRET,birth of a child,2020-01-01,,,,,,SECRETNOTE\n";
    bench.write("facts.csv", text);
    let figures = [
        "figures",
        "facts.csv",
        "--from",
        "2024-01-01",
        "--to",
        "2024-12-31",
    ];
    for args in [
        check("facts.csv", &[]),
        check("facts.csv", &["--out", "rows.jsonl"]),
        vec![
            "check",
            "facts.csv",
            "--format",
            "html",
            "--out",
            "report.html",
        ],
        vec![
            "check",
            "facts.csv",
            "--format",
            "xlsx",
            "--out",
            "report.xlsx",
        ],
        vec!["check", "facts.csv", "--format", "table", "--memory", "16"],
        [&figures[..], &["--per", "team"]].concat(),
        check("facts.csv", &["--explain", "NOBODY"]),
        check("facts.csv", &["--out", "no/such/folder"]),
    ] {
        let answer = bench.run(&args);
        assert!(
            !answer.messages.contains("SECRET"),
            "{args:?}: {}",
            answer.messages
        );
        answer.tells(&["birth of a child"]);
    }
}

#[test]
fn a_clean_run_says_nothing_beside_the_answer() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    for format in ["table", "jsonl", "csv", "html"] {
        let answer = bench.run(&["check", "facts.csv", "--format", format]);
        assert_eq!(
            (answer.status, answer.messages.as_str()),
            (0, ""),
            "{format}"
        );
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let bench = Bench::new();
    bench.simulate("3000");
    for args in [
        check("facts.csv", &[]),
        vec!["check", "facts.csv", "--format", "csv"],
        vec!["simulate", "--children", "3000"],
        vec!["law", "list"],
    ] {
        let mut child = bench
            .command(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("omhu starts");
        // As `| head -c 10` does.
        let mut few = [0; 10];
        let mut out = child.stdout.take().expect("piped");
        out.read_exact(&mut few).expect("an answer begins");
        drop(out);
        let ended = child.wait_with_output().expect("omhu ends");
        let messages = String::from_utf8_lossy(&ended.stderr);
        let is_fine = ended
            .status
            .code()
            .is_some_and(|status| [0, 3].contains(&status));
        assert!(is_fine, "{args:?}: {}: {messages}", ended.status);
        assert!(
            !messages.contains("pipe") && !messages.contains("panic"),
            "{args:?}: {messages}"
        );
    }
}

#[test]
fn a_full_disk_is_told() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let run = bench
        .command(&check("facts.csv", &[]))
        .stdout(full)
        .stderr(Stdio::piped())
        .output();
    let ended = run.expect("omhu starts");
    assert!(
        !ended.status.success(),
        "an answer that is lost is no success"
    );
    assert!(!ended.stderr.is_empty());
}

#[test]
fn an_answer_in_a_file_is_whole_or_not_there() {
    let bench = Bench::new();
    bench.write("good.csv", RECEIPT);
    bench.write("bad.csv", "case,kind,when\nK1,birth,2020-01-01\n");
    bench.write("answer.jsonl", "what was there before\n");

    let failed = bench.run(&check("bad.csv", &["--out", "answer.jsonl"]));
    assert_eq!(failed.status, 2);
    assert_eq!(
        bench.read("answer.jsonl"),
        "what was there before\n",
        "a failure leaves it alone"
    );

    let answered = bench.run(&check("good.csv", &["--out", "answer.jsonl"]));
    assert_eq!((answered.status, answered.out.as_str()), (0, ""));
    assert_eq!(
        bench.read("answer.jsonl"),
        bench.run(&check("good.csv", &[])).out
    );

    let nowhere = bench.run(&check(
        "good.csv",
        &["--out", "no/such/folder/answer.jsonl"],
    ));
    assert_eq!(nowhere.status, 2);
    assert!(
        nowhere.messages.contains("no/such/folder"),
        "{}",
        nowhere.messages
    );

    let left: Vec<String> = std::fs::read_dir(bench.folder())
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !["good.csv", "bad.csv", "answer.jsonl"].contains(&name.as_str()))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn nobody_sees_half_a_file() {
    let bench = Bench::new();
    bench.simulate("4000");
    bench.write("answer.csv", "before\n");
    let args = [
        "check",
        "facts.csv",
        "--format",
        "csv",
        "--out",
        "answer.csv",
    ];
    let mut child = bench
        .command(&args)
        .stderr(Stdio::null())
        .spawn()
        .expect("omhu starts");
    let mut seen = std::collections::BTreeSet::new();
    loop {
        let ended = child.try_wait().expect("omhu runs").is_some();
        seen.insert(
            std::fs::read(bench.path("answer.csv"))
                .expect("always there")
                .len(),
        );
        if ended {
            break;
        }
    }
    assert!(seen.len() <= 2, "sizes seen: {seen:?}");
}

#[test]
fn the_same_file_gives_the_same_bytes_whatever_threads_and_memory() {
    let bench = Bench::new();
    bench.simulate("2000");
    let ask = |more: &[&str]| {
        bench
            .run(&[&["check", "facts.csv", "--format", "csv"], more].concat())
            .out
    };
    let one = ask(&["--threads", "1"]);
    assert!(one.lines().count() > 10_000);
    assert_eq!(ask(&["--threads", "4"]), one);
    assert_eq!(ask(&["--memory", "16", "--threads", "2"]), one);
    assert_eq!(
        bench.run(&["simulate", "--children", "2000"]).out,
        bench.read("facts.csv"),
        "the same seed, the same bytes"
    );
}
