//! omhu against the slow engine of `oracle/`, row by row, on random histories.
//!
//! `OMHU_ORACLE_SEEDS=7` or `=1-50` chooses other histories. Needs `python3` and nothing else.

mod comparison;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use comparison::{differences, json_rows, out_of_order};

const CASES: &str = "60";
/// As-of and known-at: around the changes of the law, and everything known.
const DAYS: [(&str, &str); 5] = [
    ("2010-12-31", "2026-12-31"),
    ("2023-12-31", "2023-12-31"),
    ("2024-01-01", "2026-12-31"),
    ("2024-06-30", "2024-07-31"),
    ("2026-12-31", "2026-12-31"),
];
const FIGURES: [(&str, &str); 3] = [
    ("month", "none"),
    ("quarter", "team"),
    ("year", "caseworker"),
];

fn oracle(script: &str) -> Command {
    let mut python = Command::new("python3");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../oracle");
    python.arg("-B").arg(folder.join(script));
    python
}

fn ran(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!(
            "{} cannot be started ({error}). The oracle needs python3: apt-get install python3",
            command.get_program().display()
        )
    })
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("answers are UTF-8")
}

fn seeds() -> Vec<u64> {
    let asked = std::env::var("OMHU_ORACLE_SEEDS").unwrap_or_else(|_| "1-4".to_owned());
    let number = |text: &str| {
        text.trim()
            .parse::<u64>()
            .unwrap_or_else(|_| panic!("OMHU_ORACLE_SEEDS={asked}"))
    };
    match asked.split_once('-') {
        Some((first, last)) => (number(first)..=number(last)).collect(),
        None => vec![number(&asked)],
    }
}

/// Writes the histories of a seed: every second one without broken rows, every third one in JSON Lines.
fn histories(folder: &Path, seed: u64) -> PathBuf {
    let mut maker = oracle("random_cases.py");
    maker.args(["--seed", &seed.to_string(), "--cases", CASES]);
    if seed.is_multiple_of(2) {
        maker.arg("--clean");
    }
    let is_json = seed.is_multiple_of(3);
    if is_json {
        maker.arg("--jsonl");
    }
    let made = ran(&mut maker);
    assert!(
        made.status.success(),
        "random_cases.py: {}",
        text(&made.stderr)
    );
    let file = folder.join(if is_json { "cases.jsonl" } else { "cases.csv" });
    std::fs::write(&file, made.stdout).expect("writable");
    file
}

/// Asks both the same question; tells how the answers differ.
fn compared(folder: &Path, file: &Path, args: &[&str]) -> Vec<String> {
    let rejected = folder.join("rejected.csv");
    let slow = ran(oracle("slow_engine.py")
        .arg(args[0])
        .arg(file)
        .args(&args[1..]));
    let omhu = ran(Command::new(env!("CARGO_BIN_EXE_omhu"))
        .arg(args[0])
        .arg(file)
        .args(&args[1..])
        .args(["--format", "jsonl", "--rejected"])
        .arg(&rejected));
    let mut told = Vec::new();
    if slow.status.code() != omhu.status.code() {
        told.push(format!(
            "exit status: the slow engine {}, omhu {}\n{}\n{}",
            slow.status,
            omhu.status,
            text(&slow.stderr),
            text(&omhu.stderr)
        ));
        return told;
    }
    let (expected, found) = (json_rows(text(&slow.stdout)), json_rows(text(&omhu.stdout)));
    told.extend(differences(&expected, &found));
    told.extend(out_of_order(&found).map(|row| format!("not in the order of the contract: {row}")));
    let of_slow = lines(text(&slow.stderr), |line| {
        line.strip_prefix("line ")?.split(':').next()
    });
    let of_omhu = std::fs::read_to_string(&rejected).expect("omhu wrote it");
    let of_omhu = lines(&of_omhu, |line| line.split([',', ';']).next());
    if of_slow != of_omhu {
        told.push(format!(
            "lines rejected: the slow engine {of_slow:?}, omhu {of_omhu:?}"
        ));
    }
    told
}

/// The numbers at the beginning of lines, sorted, each once: an embedded line end may begin a line too.
fn lines<'a>(text: &'a str, number: impl Fn(&'a str) -> Option<&'a str>) -> Vec<u64> {
    let mut numbers: Vec<u64> = text
        .lines()
        .filter_map(|line| number(line)?.trim_matches('"').parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn both_agree(questions: impl Fn(&'static str, &'static str) -> Vec<Vec<&'static str>>) {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for seed in seeds() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = histories(folder.path(), seed);
        for (as_of, known_at) in DAYS {
            for args in questions(as_of, known_at) {
                let told = compared(folder.path(), &file, &args);
                rows += 1;
                if !told.is_empty() {
                    let first: Vec<&str> = told.iter().take(5).map(String::as_str).collect();
                    wrong.push(format!(
                        "seed {seed}, {}: {} differences\n   {}",
                        args.join(" "),
                        told.len(),
                        first.join("\n   ")
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {rows} questions:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn check_agrees_with_the_slow_engine() {
    both_agree(|as_of, known_at| {
        let asked = vec!["check", "--as-of", as_of, "--known-at", known_at];
        vec![
            asked.clone(),
            [&asked[..], &["--local", "copenhagen-2008"]].concat(),
        ]
    });
}

#[test]
fn figures_agree_with_the_slow_engine() {
    both_agree(|as_of, known_at| {
        let days = [
            "--as-of",
            as_of,
            "--known-at",
            known_at,
            "--from",
            "2007-06-15",
            "--to",
            "2026-03-01",
        ];
        let asked = |(by, per)| [&["figures"], &days[..], &["--by", by, "--per", per]].concat();
        FIGURES.map(asked).into()
    });
}
