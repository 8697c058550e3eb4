//! What the tests need on a machine beside Rust, and how it gets there.
//!
//! Programs come from Debian, Python packages and the browser driver from their registries in the versions
//! that `oracle/requirements.txt`, `tests/api/requirements.txt` and `tests/browser/package-lock.json` name. Nothing is installed twice.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::program::Program;
use crate::steps::say;
use crate::tree;

/// A program or part, how to see whether it is there, and the Debian package that brings it.
const NEEDED: &[(&str, &[&str], &str)] = &[
    ("git", &["git", "--version"], "git"),
    ("python3", &["python3", "--version"], "python3"),
    (
        "python3 -m venv",
        &["python3", "-c", "import venv, ensurepip"],
        "python3-venv",
    ),
    (
        "time zones",
        &[
            "python3",
            "-c",
            "import zoneinfo; zoneinfo.ZoneInfo('Europe/Copenhagen')",
        ],
        "tzdata",
    ),
    ("chromium", &["chromium", "--version"], "chromium"),
    ("pdftotext", &["pdftotext", "-v"], "poppler-utils"),
    ("node", &["node", "--version"], "nodejs"),
    ("npm", &["npm", "--version"], "npm"),
];

/// Installs what is missing of the programs.
pub fn programs() -> anyhow::Result<()> {
    let missing = missing();
    if missing.is_empty() {
        say("    all there");
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    say(&format!("    installing {}", packages.join(" ")));
    let remedy = format!(
        "install them yourself: apt-get install {}",
        packages.join(" ")
    );
    Program::new("apt-get")
        .args(["update", "-qq"])
        .quiet()
        .with_context(|| remedy.clone())?;
    Program::new("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(&packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .quiet()
        .with_context(|| remedy.clone())?;
    if let Some((name, package)) = self::missing().first() {
        bail!("{name} is still missing after the installation of {package}; {remedy}");
    }
    Ok(())
}

fn missing() -> Vec<(&'static str, &'static str)> {
    let there = |trial: &[&str]| Program::new(trial[0]).args(&trial[1..]).succeeds();
    let missing = NEEDED.iter().filter(|(_, trial, _)| !there(trial));
    missing
        .map(|(name, _, package)| (*name, *package))
        .collect()
}

/// A PostgreSQL server for the tests of the store: the one that `OMHU_TEST_POSTGRES` names, one of this machine, else
/// Debian's, installed and started here with a role and a database for whoever runs the tests.
pub fn postgres() -> anyhow::Result<()> {
    if std::env::var_os("OMHU_TEST_POSTGRES").is_some() || answers() {
        say("    there");
        return Ok(());
    }
    say("    installing and starting postgresql");
    let remedy = "start a PostgreSQL server and name it in OMHU_TEST_POSTGRES \
                  (postgres://user:password@host/database)";
    let install = [
        "apt-get update -qq",
        "DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql",
        "version=$(ls /etc/postgresql | sort -V | tail -1)",
        "pg_ctlcluster --skip-systemctl-redirect $version main start || pg_ctlcluster $version main status",
        "su postgres -c 'createuser --superuser root' || true",
        "su postgres -c 'createdb test' || true",
    ];
    Program::new("sh")
        .args(["-c", &install.join(" && ")])
        .quiet()
        .context(remedy)?;
    if !answers() {
        bail!("PostgreSQL was installed but does not answer; {remedy}");
    }
    Ok(())
}

/// Whether a server of this machine answers where the tests look for one.
fn answers() -> bool {
    let tries = [
        ["-h", "/var/run/postgresql", "-U", "root"],
        ["-h", "127.0.0.1", "-U", "postgres"],
    ];
    tries.into_iter().any(|place| {
        Program::new("psql")
            .args(place)
            .args(["-d", "test", "-w", "-c", "select 1"])
            .succeeds()
    })
}

/// rustfmt and clippy, where the toolchain came without them.
pub fn components() -> anyhow::Result<()> {
    for (sub, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !Program::cargo().args([sub, "--version"]).succeeds() {
            say(&format!("    adding {component}"));
            Program::new("rustup")
                .args(["component", "add", component])
                .quiet()
                .with_context(|| {
                    format!("{component} is missing: rustup component add {component}")
                })?;
        }
    }
    Ok(())
}

/// The Python of the oracle, with the packages of `oracle/requirements.txt`.
pub fn python() -> PathBuf {
    tree::target().join("venv/bin/python")
}

pub fn venv() -> anyhow::Result<()> {
    venv_of("oracle/requirements.txt", "venv")
}

/// The Python of what tries the API, with the packages of `tests/api/requirements.txt`: apart from the oracle's, so that
/// neither decides the other's versions.
pub fn api_python() -> PathBuf {
    tree::target().join("venv-api/bin/python")
}

pub fn api_venv() -> anyhow::Result<()> {
    venv_of("tests/api/requirements.txt", "venv-api")
}

fn venv_of(requirements: &str, name: &str) -> anyhow::Result<()> {
    let asked = std::fs::read_to_string(tree::root().join(requirements))?;
    let venv = tree::target().join(name);
    let mark = venv.join("requirements.done");
    if std::fs::read_to_string(&mark).is_ok_and(|done| done == asked) {
        say("    all there");
        return Ok(());
    }
    say(&format!(
        "    installing the packages of {requirements} into target/{name}"
    ));
    Program::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&venv)
        .quiet()?;
    Program::new(venv.join("bin/python"))
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--only-binary", ":all:", "-r", requirements])
        .quiet()?;
    Ok(std::fs::write(mark, asked)?)
}

/// The folder in which the browser tests run: sources and installed packages together.
pub fn browser_folder() -> PathBuf {
    tree::target().join("browser")
}

pub fn browser_packages() -> anyhow::Result<()> {
    let (from, to) = (tree::root().join("tests/browser"), browser_folder());
    std::fs::create_dir_all(&to)?;
    for entry in std::fs::read_dir(&from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    npm_packages("tests/browser/package-lock.json", &to)
}

/// The packages of a lock file, in a folder that holds a copy of it; not again where they are there.
pub fn npm_packages(lock: &str, to: &Path) -> anyhow::Result<()> {
    let asked = std::fs::read_to_string(tree::root().join(lock))?;
    let mark = to.join("package-lock.done");
    if std::fs::read_to_string(&mark).is_ok_and(|done| done == asked) {
        say("    all there");
        return Ok(());
    }
    say(&format!("    installing the packages of {lock}"));
    Program::new("npm")
        .args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        ])
        .folder(to)
        .quiet()?;
    Ok(std::fs::write(mark, asked)?)
}
