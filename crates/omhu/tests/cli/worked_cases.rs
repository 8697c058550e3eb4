//! The worked cases of the contract: each file, its arguments and its answer stand in `tests/fixtures/worked-cases/`.

use std::path::PathBuf;

use crate::comparison::{Row, differences, json_rows, out_of_order};
use crate::program::Bench;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/worked-cases")
}

fn read(name: &str, extension: &str) -> String {
    let path = folder().join(format!("{name}.{extension}"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the worked cases are there");
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".csv")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

/// Command, arguments and exit status of a `.args` file.
fn asked(name: &str) -> (String, Vec<String>, i32) {
    let text = read(name, "args");
    let mut status = 0;
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("exit ") {
            Some(number) => status = number.trim().parse().expect("a status"),
            None => words.extend(line.split_whitespace().map(str::to_owned)),
        }
    }
    let command = match words.first().map(String::as_str) {
        Some("figures") => words.remove(0),
        _ => "check".to_owned(),
    };
    (command, words, status)
}

/// Runs a worked case in a format; holds the exit status to what is expected.
fn answered(name: &str, format: &str) -> String {
    let (command, words, status) = asked(name);
    let file = folder().join(format!("{name}.csv"));
    let mut args = vec![command.as_str(), file.to_str().expect("a path of text")];
    args.extend(words.iter().map(String::as_str));
    args.extend(["--format", format]);
    let answer = Bench::new().run(&args);
    assert_eq!(
        answer.status, status,
        "{name}: exit status\n{}",
        answer.messages
    );
    answer.out
}

#[test]
fn every_worked_case_is_answered_as_the_contract_says() {
    let names = names();
    assert!(names.len() >= 13, "only {} worked cases", names.len());
    let mut wrong = Vec::new();
    for name in &names {
        let expected = json_rows(&read(name, "expected.jsonl"));
        let found = json_rows(&answered(name, "jsonl"));
        assert!(!expected.is_empty(), "{name} expects nothing");
        let told = differences(&expected, &found);
        if !told.is_empty() {
            wrong.push(format!(
                "{name}: {}   {}",
                read(name, "txt").trim(),
                told.join("\n   ")
            ));
        }
        if let Some(row) = out_of_order(&found) {
            wrong.push(format!("{name}: not in the order of the contract: {row}"));
        }
        for row in found.iter().filter(|row| row.contains_key("case")) {
            let cited = row.contains_key("act") && row.contains_key("provision");
            assert!(cited, "{name}: a row without act and provision: {row:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn csv_and_json_lines_say_the_same() {
    for name in names() {
        let json = json_rows(&answered(&name, "jsonl"));
        let csv = csv_rows(&answered(&name, "csv"));
        assert_eq!(csv.len(), json.len(), "{name}: number of rows");
        for (csv, json) in csv.iter().zip(&json) {
            assert_eq!(csv, json, "{name}");
        }
    }
}

/// The rows of a CSV answer; numbers as JSON has them.
fn csv_rows(text: &str) -> Vec<Row> {
    let mut records = records(text).into_iter();
    let header = records.next().expect("a header");
    records
        .map(|record| {
            assert_eq!(record.len(), header.len(), "{record:?}");
            let cells = header.iter().cloned().zip(record);
            let filled = cells.filter(|(_, text)| !text.is_empty());
            filled
                .map(|(name, text)| (name, text.strip_suffix(".0").unwrap_or(&text).to_owned()))
                .collect()
        })
        .collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            c => cell.push(c),
        }
    }
    assert!(
        cell.is_empty() && record.is_empty(),
        "the answer ends with a line end"
    );
    records
}

#[test]
fn the_table_and_the_documents_can_be_made_of_every_worked_case() {
    for name in names() {
        for format in ["table", "html"] {
            assert!(
                !answered(&name, format).trim().is_empty(),
                "{name} as {format}"
            );
        }
    }
}
