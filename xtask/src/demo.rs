//! `cargo xtask demo`: an invented municipality, and everything that omhu says about it, in `out/demo/`.

use std::fs;
use std::path::PathBuf;

use crate::program::Program;
use crate::steps::say;
use crate::stopwatch::Stopwatch;
use crate::{assets, tree};

/// The default plan simulates 2021 to 2025; this is its last day.
const AS_OF: &str = "2025-12-31";
const FORMATS: [&str; 3] = ["html", "pdf", "xlsx"];

fn folder() -> PathBuf {
    tree::root().join("out/demo")
}

fn omhu() -> Program {
    Program::new(tree::omhu("debug"))
}

/// `omhu WORD out/demo/facts.csv` as of the last simulated day; rejected rows are part of the demonstration.
fn ask(lang: &str, word: &str) -> Program {
    omhu()
        .args(["--lang", lang, word, "out/demo/facts.csv"])
        .args(["--as-of", AS_OF, "--known-at", AS_OF])
        .fine(3)
}

pub fn run() -> anyhow::Result<()> {
    let whole = Stopwatch::start();
    fs::create_dir_all(folder())?;
    if Program::new("npm").args(["--version"]).succeeds() {
        say("0. The looks of the pages");
        assets::make()?;
    }
    say("1. Building omhu (the first time takes some minutes)");
    Program::cargo()
        .args(["build", "--quiet", "--package", "omhu"])
        .run()?;

    say("2. Inventing a municipality: 10 teams, 3000 children, five years");
    omhu()
        .args(["--lang", "en", "simulate", "--out", "out/demo/facts.csv"])
        .args(["--truth", "out/demo/truth.jsonl"])
        .run()?;

    say("3. What was due, and what became of it\n");
    let checked = ask("en", "check").args(["--rejected", "out/demo/rejected.csv"]);
    let command = checked.shown();
    say(&checked.messages_hidden().output()?);

    say("4. Figures by year");
    ask("en", "figures")
        .args([
            "--from",
            "2021-01-01",
            "--to",
            AS_OF,
            "--by",
            "year",
            "--format",
            "csv",
        ])
        .args(["--out", "out/demo/figures.csv"])
        .quiet()?;

    say("5. Reports in Danish and English");
    for lang in ["da", "en"] {
        for format in FORMATS {
            let name = if lang == "da" { "rapport" } else { "report" };
            // The spreadsheet has every row; page and paper name no case and can be passed on.
            let asked = match format {
                "xlsx" => ask(lang, "check"),
                _ => ask(lang, "figures").args(["--from", "2024-01-01", "--to", AS_OF]),
            };
            asked
                .args(["--format", format])
                .args(["--out", &format!("out/demo/{name}.{format}")])
                .quiet()?;
        }
    }

    say("6. Why is the oldest overdue one overdue?\n");
    if let Some(case) = oldest_overdue()? {
        let explained = ask("en", "check")
            .args(["--explain", &case])
            .messages_hidden()
            .output()?;
        let file = folder().join("explained.txt");
        fs::write(&file, &explained)?;
        // The case's head, and the one duty that is overdue.
        let (head, duties) = explained.split_once("\n\n").unwrap_or((&explained, ""));
        let overdue = duties.split("\n\n").find(|duty| duty.contains("not done"));
        say(&format!("{head}\n\n{}\n", overdue.unwrap_or(duties)));
    }
    say(&format!(
        "Everything is invented. It stands in out/demo/:
  facts.csv                 the case histories, with planted faults; truth.jsonl says which
  rapport.html report.html  the report; also .pdf and .xlsx
  figures.csv               the figures by year
  rejected.csv              the rows that could not be read, with reasons
  explained.txt             every duty of one case, step by step
Ask again: {command}
Took {}.",
        whole.text()
    ));
    serve()
}

/// The server on an invented municipality of its own, until it is stopped by Ctrl-C.
fn serve() -> anyhow::Result<()> {
    say("
7. The server on an invented municipality (Ctrl-C ends it)
");
    omhu()
        .args(["--lang", "en", "demo", "--data", "out/demo/store"])
        .run()
}

/// The case with the duty that has been overdue longest.
fn oldest_overdue() -> anyhow::Result<Option<String>> {
    let rows = ask("en", "check")
        .args(["--format", "jsonl"])
        .messages_hidden()
        .output()?;
    let overdue = rows
        .lines()
        .filter(|row| row.contains("\"status\": \"overdue\""));
    let days = |row: &&str| value(row, "overrun_days").parse::<u32>().unwrap_or(0);
    Ok(overdue
        .max_by_key(days)
        .map(|row| value(row, "case").to_owned()))
}

/// The value of a key in a row of the answer; simulated ids hold no quotes.
fn value<'r>(row: &'r str, key: &str) -> &'r str {
    let after = row
        .split_once(&format!("\"{key}\": "))
        .map_or("", |(_, after)| after);
    after
        .split([',', '}'])
        .next()
        .unwrap_or("")
        .trim_matches('"')
}
