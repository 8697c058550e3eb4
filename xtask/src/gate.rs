//! `cargo xtask test` and `cargo xtask check`: what must hold before a change is handed in.

use crate::program::Program;
use crate::steps::{Steps, say};
use crate::{assets, docs, documents, machine, tidy, tree};

/// Everything; also what `.ci/run` calls.
pub fn whole() -> anyhow::Result<()> {
    let mut steps = Steps::start();
    machine(&mut steps)?;
    steps.step("PostgreSQL", machine::postgres)?;
    steps.step("rustfmt and clippy", machine::components)?;
    // Before anything is built: the pages' looks are built in.
    steps.step("looks of the pages", assets::make)?;
    rust(&mut steps)?;
    steps.step("examples in the documentation", || {
        Program::cargo()
            .args(["test", "--workspace", "--doc", "--quiet"])
            .run()
    })?;
    steps.step("the manners of the tree", tidy::run)?;
    steps.step("build omhu", || {
        Program::cargo().args(["build", "--package", "omhu"]).run()
    })?;
    steps.step("the law book is sound", || {
        Program::new(tree::omhu("debug"))
            .args(["law", "check", "law"])
            .run()
    })?;
    steps.step("generated documents are up to date", docs::check)?;
    steps.step("more random histories against the slow engine", || {
        Program::cargo()
            .args(["test", "--quiet", "--package", "omhu", "--test", "oracle"])
            .env("OMHU_ORACLE_SEEDS", "101-116")
            .run()
    })?;
    reports(&mut steps)?;
    api(&mut steps)?;
    crash(&mut steps, FEW_KILLS)?;
    steps.finish();
    Ok(())
}

/// The API alone.
pub fn api_alone() -> anyhow::Result<()> {
    let mut steps = Steps::start();
    steps.step("programs on this machine", machine::programs)?;
    steps.step("build omhu", || {
        Program::cargo().args(["build", "--package", "omhu"]).run()
    })?;
    api(&mut steps)?;
    steps.finish();
    Ok(())
}

/// The API, tried by schemathesis against a running server.
fn api(steps: &mut Steps) -> anyhow::Result<()> {
    steps.step("Python packages of the API's tests", machine::api_venv)?;
    steps.step("the API against schemathesis", || {
        Program::new(machine::api_python())
            .arg("tests/api/run.py")
            .arg(tree::omhu("debug"))
            .run()
    })?;
    steps.step("the API's how-to, as it stands", || {
        Program::new(machine::api_python())
            .arg("tests/api/howto.py")
            .arg(tree::omhu("debug"))
            .run()
    })
}

/// Kills of a server on each database, for a release.
pub const KILLS: u32 = 500;
/// For every change.
const FEW_KILLS: u32 = 15;
/// A kill of an import or of PostgreSQL takes as long as so many of a server.
const OF_A_SERVER: u32 = 7;

/// The kills alone, with a program that is built as it is given to users, but for the PDF writer.
pub fn crash_alone(kills: u32) -> anyhow::Result<()> {
    let mut steps = Steps::start();
    steps.step("programs on this machine", machine::programs)?;
    steps.step("build omhu", || {
        Program::cargo()
            .args(["build", "--package", "omhu", "--release"])
            .arg("--no-default-features")
            .run()
    })?;
    crash_of(&mut steps, kills, "release")?;
    steps.finish();
    Ok(())
}

fn crash(steps: &mut Steps, kills: u32) -> anyhow::Result<()> {
    crash_of(steps, kills, "debug")
}

/// A server that is killed under load on both databases, one whose disk runs full, one whose PostgreSQL is killed or has no
/// room, and an import that is killed: what was acknowledged is there, once.
fn crash_of(steps: &mut Steps, kills: u32, profile: &str) -> anyhow::Result<()> {
    let try_out = |program: &str, times: Option<u32>, more: &[&str]| {
        Program::new("python3")
            .arg(format!("tests/crash/{program}.py"))
            .arg(tree::omhu(profile))
            .args(times.map(|times| times.to_string()))
            .args(more)
            .run()
    };
    let fewer = kills.div_ceil(OF_A_SERVER);
    let postgres = ["--postgres"];
    steps.step("kills under load, SQLite", || {
        try_out("kill", Some(kills), &[])
    })?;
    steps.step("kills under load, PostgreSQL", || {
        try_out("kill", Some(kills), &postgres)
    })?;
    steps.step("a full disk", || try_out("full", None, &[]))?;
    steps.step("kills of PostgreSQL under a running server", || {
        try_out("postgres", Some(fewer), &[])
    })?;
    steps.step("a full disk under PostgreSQL", || {
        try_out("postgres", Some(fewer.div_ceil(OF_A_SERVER)), &["--full"])
    })?;
    steps.step("kills of an import, SQLite", || {
        try_out("bring_in", Some(fewer), &[])
    })?;
    steps.step("kills of an import, PostgreSQL", || {
        try_out("bring_in", Some(fewer), &postgres)
    })
}

/// The reports alone.
pub fn documents() -> anyhow::Result<()> {
    let mut steps = Steps::start();
    machine(&mut steps)?;
    steps.step("build omhu", || {
        Program::cargo().args(["build", "--package", "omhu"]).run()
    })?;
    reports(&mut steps)?;
    steps.finish();
    Ok(())
}

/// Format, clippy, tests, tidy.
pub fn quick() -> anyhow::Result<()> {
    let mut steps = Steps::start();
    steps.step("rustfmt and clippy", machine::components)?;
    rust(&mut steps)?;
    steps.step("the manners of the tree", tidy::run)?;
    steps.finish();
    Ok(())
}

fn machine(steps: &mut Steps) -> anyhow::Result<()> {
    steps.step("programs on this machine", machine::programs)?;
    steps.step("Python packages", machine::venv)?;
    steps.step("browser packages", machine::browser_packages)
}

fn reports(steps: &mut Steps) -> anyhow::Result<()> {
    steps.step("reports of a simulated municipality", documents::make)?;
    steps.step("HTML reports in a browser", documents::browser)?;
    steps.step("the pages of the server in a browser", documents::pages)?;
    steps.step("every form in a browser", documents::forms)?;
    steps.step("signing in through a provider", documents::provider)?;
    steps.step("the frequent tasks, within their clicks", documents::tasks)?;
    steps.step("PDF reports", documents::pdf)
}

fn rust(steps: &mut Steps) -> anyhow::Result<()> {
    steps.step("format", || {
        Program::cargo().args(["fmt", "--all", "--check"]).run()
    })?;
    steps.step("clippy", || {
        let lint = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        Program::cargo().args(lint).run()
    })?;
    steps.step("tests", || {
        if Program::cargo().args(["nextest", "--version"]).succeeds() {
            let plain = [
                "--no-fail-fast",
                "--status-level",
                "fail",
                "--hide-progress-bar",
            ];
            return Program::cargo()
                .args(["nextest", "run", "--workspace"])
                .args(plain)
                .run();
        }
        say("    cargo-nextest is not installed: cargo test does it too");
        let tests = ["--lib", "--bins", "--tests", "--no-fail-fast", "--quiet"];
        Program::cargo()
            .args(["test", "--workspace"])
            .args(tests)
            .run()
    })
}
