//! Much of one thing: a million facts on one case, a line that never ends.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use crate::program::{Bench, check};

/// Kills omhu where it takes longer than it may; says the peak of its memory in MiB.
fn watched(mut child: std::process::Child, limit: Duration) -> (std::process::Output, u64) {
    const PAUSE: Duration = Duration::from_millis(20);
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let mut waited = Duration::ZERO;
    while child.try_wait().expect("omhu runs").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0));
        if waited > limit {
            child.kill().expect("omhu can be stopped");
            panic!("longer than {limit:?}");
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
    (
        child.wait_with_output().expect("omhu has ended"),
        peak / 1024,
    )
}

/// One case of many rows; each shape must be computed in time that grows with the rows, not with their square.
fn one_case(rows: impl Iterator<Item = String>) -> Duration {
    let bench = Bench::new();
    let file = std::fs::File::create(bench.path("facts.csv")).expect("writable");
    let mut out = std::io::BufWriter::new(file);
    out.write_all(b"case,kind,when,about,ref,basis,value,id\n")
        .expect("writable");
    for row in rows {
        writeln!(out, "K1,{row}").expect("writable");
    }
    drop(out);
    let limit = Duration::from_secs(60);
    let args = [
        "check",
        "facts.csv",
        "--as-of",
        "2025-12-31",
        "--known-at",
        "2025-12-31",
        "--format",
        "csv",
        "--out",
        "answer.csv",
    ];
    let child = bench
        .command(&args)
        .stderr(Stdio::piped())
        .spawn()
        .expect("omhu starts");
    let (output, _) = watched(child, limit);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    limit
}

fn day(number: usize) -> String {
    let (year, rest) = (2007 + number / 336 % 18, number % 336);
    format!("{year}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

#[test]
fn a_million_facts_on_one_case() {
    one_case((0..333_334).flat_map(|i| {
        [
            format!("notification_received,{},n{i},,,citizen,", day(i)),
            format!("immediate_risk_assessed,{},n{i},,,danger,", day(i + 1)),
            format!("notification_receipt_sent,{},n{i},,,,", day(i + 5)),
        ]
    }));
}

#[test]
fn a_hundred_thousand_measures_and_assessments_on_one_case() {
    one_case((0..100_000).flat_map(|i| {
        [
            format!("measure_started,{},m{i},d{},,placement,", day(i), i % 10),
            format!("review_held,{},x{i},m{i},,,", day(i + 80)),
            format!("review_rhythm_decided,{},,m{i},,P3M,", day(i + 80)),
            format!("support_need_known,{},a{i},,,,", day(i)),
            format!("assessment_completed,{},a{i},,,,", day(i + 90)),
        ]
    }));
}

#[test]
fn a_hundred_thousand_facts_about_one_measure() {
    let start = "measure_started,2007-01-01,m1,d1,,placement,".to_owned();
    one_case(std::iter::once(start).chain((0..100_000).flat_map(|i| {
        [
            format!("review_held,{},x{i},m1,,,", day(i)),
            format!("review_rhythm_decided,{},,m1,,P{}D,", day(i), i % 300 + 1),
            format!("supervision_visit_held,{},x{i},m1,,talk,", day(i)),
            format!("plan_made,{},p{i},d1,,,", day(i)),
        ]
    })));
}

#[test]
fn a_hundred_thousand_decisions_renewals_and_closings_on_one_case() {
    one_case((0..100_000).flat_map(|i| {
        [
            format!("decision_made,{},d{i},a{i},bl-32,support,", day(i)),
            format!("plan_position_taken,{},d{i},,,yes,", day(i)),
            format!("placement_renewed,{},x{i},x{},,,", day(i), i + 1),
            format!("case_closed,{},,,,,", day(i)),
            format!("case_opened,{},,,,,", day(i)),
        ]
    }));
}

#[test]
fn a_hundred_thousand_retractions_on_one_case() {
    one_case((0..100_000).flat_map(|i| {
        [
            format!("notification_received,{},n{i},,,citizen,r{i}", day(i)),
            format!("fact_retracted,{},,r{i},,,", day(i + 3)),
            format!("fact_retracted,{},,r{},,,", day(i + 4), i % 7),
        ]
    }));
}

/// 200 MB, not more, because tests run in the dev profile; the reading crate's own test takes a gigabyte.
#[test]
fn a_line_of_200_megabytes_is_one_rejection_in_constant_memory() {
    let bench = Bench::new();
    for quote in ["", "\""] {
        let mut child = bench
            .command(&check("-", &[]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("omhu starts");
        let mut stdin = child.stdin.take().expect("piped");
        let writer = std::thread::spawn(move || {
            let start = format!(
                "case,kind,when,about,value\nK1,notification_received,2024-03-28,n1,citizen\nK2,child_born,2020-01-01,{quote}"
            );
            stdin.write_all(start.as_bytes())?;
            let mebibyte = vec![b'x'; 1 << 20];
            for _ in 0..200 {
                stdin.write_all(&mebibyte)?;
            }
            stdin.write_all(b"\nK1,notification_receipt_sent,2024-04-09,n1,\n")
        });
        let (output, peak) = watched(child, Duration::from_secs(60));
        writer
            .join()
            .expect("the writer ends")
            .expect("everything is read");
        assert_eq!(
            output.status.code(),
            Some(3),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.stderr.len() < 2000, "the message is short");
        let rows = String::from_utf8_lossy(&output.stdout).lines().count();
        assert_eq!(rows, 2, "the rows around it are read");
        assert!(peak < 150, "{peak} MiB");
    }
}
