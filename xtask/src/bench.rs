//! `cargo xtask bench`: omhu and DuckDB on the same file, in one run on one machine.
//!
//! Nothing else should run meanwhile. Writes the table to `target/bench/results.md` too.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::program::Program;
use crate::shuffle::shuffle;
use crate::steps::say;
use crate::stopwatch::Stopwatch;
use crate::{machine, tree};

/// About ten million facts.
pub const CHILDREN: u64 = 500_000;
const AS_OF: &str = "2025-12-31";
const RUNS: usize = 3;
const COLD_STARTS: usize = 30;
const SEED: u64 = 7;

/// One run of a command.
#[derive(Clone, Copy, Debug)]
struct Run {
    seconds: f64,
    peak_mib: f64,
}

struct Measured {
    what: String,
    command: String,
    runs: Vec<Run>,
}

impl Measured {
    fn sorted(&self) -> Vec<f64> {
        let mut seconds: Vec<f64> = self.runs.iter().map(|run| run.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        seconds
    }

    fn best(&self) -> f64 {
        self.sorted()[0]
    }

    fn median(&self) -> f64 {
        self.sorted()[self.runs.len() / 2]
    }

    fn peak(&self) -> f64 {
        self.runs.iter().map(|run| run.peak_mib).fold(0.0, f64::max)
    }
}

fn folder() -> PathBuf {
    tree::target().join("bench")
}

pub fn run(children: u64) -> anyhow::Result<()> {
    let whole = Stopwatch::start();
    fs::create_dir_all(folder())?;
    say("Building omhu for release, without PDF");
    let build = [
        "build",
        "--release",
        "--package",
        "omhu",
        "--no-default-features",
    ];
    Program::cargo().args(build).run()?;
    machine::programs()?;
    machine::venv()?;

    let (sorted, facts) = (folder().join("sorted.csv"), folder().join("facts.csv"));
    say(&format!(
        "Simulating {children} children, and shuffling the rows with seed {SEED}"
    ));
    omhu()
        .args([
            "simulate",
            "--dirty",
            "0",
            "--children",
            &children.to_string(),
            "--out",
        ])
        .arg(&sorted)
        .quiet()?;
    let rows = shuffle(&sorted, &facts, SEED)?;
    let bytes = fs::metadata(&facts)?.len();
    say(&format!("    {rows} facts, {:.0} MB", bytes as f64 / 1e6));

    let table = omhu_runs(
        "omhu check --format table",
        &["--format", "table"],
        &facts,
        RUNS,
    )?;
    let everything = omhu_runs("all rows as CSV", &["--format", "csv"], &facts, 1)?;
    let spilling = omhu_runs(
        "--memory 64",
        &["--format", "table", "--memory", "64"],
        &facts,
        1,
    )?;
    let duckdb = duckdb_runs(&facts)?;
    say("Comparing every row of the three duties with DuckDB's");
    let answer = folder().join("answer.csv");
    check(&facts)
        .args(["--format", "csv", "--out"])
        .arg(&answer)
        .quiet()?;
    let compared = script("bench_duckdb.py")
        .arg("compare")
        .arg(&facts)
        .arg(&answer)
        .args(["--as-of", AS_OF])
        .output()
        .context("DuckDB's rows and omhu's differ, or the comparison failed")?;
    say(compared.trim_end());
    let cold = cold_starts(&sorted)?;
    fs::remove_file(&sorted)?;
    fs::remove_file(&answer)?;
    say("The engine alone");
    let bench = [
        "bench",
        "--package",
        "omhu",
        "--no-default-features",
        "--bench",
        "engine",
    ];
    let engine = Program::cargo().args(bench).output()?;

    let mut text = format!(
        "# Measured\n\n{rows} facts of {children} simulated children in random order, {:.0} MB of CSV; {}.\n\
         As of {AS_OF}. Processes are measured from start to end; DuckDB without the start of Python.\n\n\
         | what | best s | median s | runs | peak MiB | million facts/s |\n|---|---|---|---|---|---|\n",
        bytes as f64 / 1e6,
        processor(),
    );
    let measured = [&table, &everything, &spilling, &duckdb];
    for measured in measured {
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.2} | {} | {:.0} | {:.2} |",
            measured.what,
            measured.best(),
            measured.median(),
            measured.runs.len(),
            measured.peak(),
            rows as f64 / measured.best() / 1e6,
        );
    }
    let (median, p95) = (cold[cold.len() / 2], cold[cold.len() * 95 / 100]);
    let _ = writeln!(
        text,
        "\nDuckDB : omhu = {:.2} by best run, {:.2} by median. DuckDB answers 3 duties, omhu all of them.\n\n\
         Cold start, 100 facts, {} runs: median {:.1} ms, 95 of 100 within {:.1} ms.\n\n\
         The engine alone, one thread: {}\n\n\
         Rows of the three duties, equal to omhu's one by one:\n\n```text\n{}\n```\n\n## Commands\n",
        duckdb.best() / table.best(),
        duckdb.median() / table.median(),
        cold.len(),
        median.as_secs_f64() * 1e3,
        p95.as_secs_f64() * 1e3,
        engine.trim(),
        compared.trim_end(),
    );
    for measured in measured {
        let _ = writeln!(text, "- `{}`", measured.command);
    }
    fs::write(folder().join("results.md"), &text)?;
    say(&format!(
        "\n{text}\nTook {}; also in target/bench/results.md",
        whole.text()
    ));
    Ok(())
}

fn omhu() -> Program {
    Program::new(tree::omhu("release"))
}

fn check(facts: &Path) -> Program {
    omhu()
        .arg("check")
        .arg(facts)
        .args(["--as-of", AS_OF, "--known-at", AS_OF])
}

fn script(name: &str) -> Program {
    Program::new(machine::python()).arg(tree::root().join("oracle").join(name))
}

/// Runs omhu again and again under a watch.
fn omhu_runs(what: &str, args: &[&str], facts: &Path, runs: usize) -> anyhow::Result<Measured> {
    let command = check(facts).args(args).shown();
    say(&format!("Measuring {command}"));
    let watched = || {
        script("measured.py")
            .arg(tree::omhu("release"))
            .arg("check")
            .arg(facts)
            .args(["--as-of", AS_OF, "--known-at", AS_OF])
            .args(args)
    };
    measured(what, command, runs, watched)
}

fn duckdb_runs(facts: &Path) -> anyhow::Result<Measured> {
    let timed = || {
        let threads = ["--as-of", AS_OF, "--threads", "2"];
        script("bench_duckdb.py")
            .arg("time")
            .arg(facts)
            .args(threads)
    };
    let command = timed().shown();
    say(&format!("Measuring {command}"));
    measured("DuckDB, three duties in SQL", command, RUNS, timed)
}

fn measured(
    what: &str,
    command: String,
    runs: usize,
    program: impl Fn() -> Program,
) -> anyhow::Result<Measured> {
    let mut measured = Measured {
        what: what.to_owned(),
        command,
        runs: Vec::new(),
    };
    for _ in 0..runs {
        let line = program().output()?;
        let numbers: Vec<f64> = line
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        ensure!(
            numbers.len() == 3 && numbers[2] == 0.0,
            "the measured command failed: {line}"
        );
        let run = Run {
            seconds: numbers[0],
            peak_mib: numbers[1] / 1024.0,
        };
        say(&format!(
            "    {:.2} s, {:.0} MiB",
            run.seconds, run.peak_mib
        ));
        measured.runs.push(run);
    }
    Ok(measured)
}

/// How long it takes from start to end on a file of 100 facts, sorted.
fn cold_starts(sorted: &Path) -> anyhow::Result<Vec<Duration>> {
    say(&format!("Starting omhu {COLD_STARTS} times on 100 facts"));
    let small = folder().join("small.csv");
    let text = fs::read_to_string(sorted)?;
    let head: Vec<&str> = text.split_inclusive('\n').take(101).collect();
    fs::write(&small, head.concat())?;
    let mut times = Vec::new();
    for _ in 0..COLD_STARTS {
        let time = Stopwatch::start();
        check(&small).quiet()?;
        times.push(time.elapsed());
    }
    times.sort();
    Ok(times)
}

/// The machine, in words.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} processors ({})", model.unwrap_or("unknown model"))
}
