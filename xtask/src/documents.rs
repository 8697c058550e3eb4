//! The reports of a simulated municipality, looked at from outside: a browser, a PDF checker.

use std::path::PathBuf;

use anyhow::{Context as _, ensure};

use crate::program::Program;
use crate::steps::say;
use crate::{machine, tree};

const LANGUAGES: [&str; 2] = ["da", "en"];
/// The day from which the simulated years are looked at.
const AS_OF: &str = "2025-12-31";

fn folder() -> PathBuf {
    tree::target().join("documents")
}

/// A simulated municipality of so many children.
fn simulated(children: &str) -> anyhow::Result<PathBuf> {
    let facts = folder().join(format!("facts-{children}.csv"));
    Program::new(tree::omhu("debug"))
        .args([
            "simulate",
            "--children",
            children,
            "--years",
            "3",
            "--first-year",
            "2023",
            "--out",
        ])
        .arg(&facts)
        .quiet()?;
    Ok(facts)
}

/// `omhu WORD facts` as of the last simulated day; rejected rows are part of what is shown.
fn ask(lang: &str, word: &str, facts: &std::path::Path) -> Program {
    Program::new(tree::omhu("debug"))
        .args(["--lang", lang, word])
        .arg(facts)
        .args([
            "--as-of",
            AS_OF,
            "--known-at",
            AS_OF,
            "--local",
            "copenhagen-2008",
        ])
        .fine(3)
}

/// Writes HTML and PDF in both languages.
pub fn make() -> anyhow::Result<()> {
    std::fs::create_dir_all(folder())?;
    let facts = simulated("600")?;
    let few = simulated("30")?;
    for lang in LANGUAGES {
        for format in ["html", "pdf"] {
            let out = folder().join(format!("report-{lang}.{format}"));
            ask(lang, "figures", &facts)
                .args([
                    "--from",
                    "2024-01-01",
                    "--to",
                    AS_OF,
                    "--format",
                    format,
                    "--out",
                ])
                .arg(out)
                .quiet()?;
        }
        // The page with every row, of few cases: a browser test reads each cell.
        let out = folder().join(format!("rows-{lang}.html"));
        ask(lang, "check", &few)
            .args(["--format", "html", "--out"])
            .arg(out)
            .quiet()?;
    }
    say(&format!("    {}", folder().display()));
    Ok(())
}

/// Chromium: accessible, no sideways scrolling, nothing from elsewhere, works without JavaScript.
pub fn browser() -> anyhow::Result<()> {
    let pages = ["report", "rows"]
        .map(|name| LANGUAGES.map(|lang| folder().join(format!("{name}-{lang}.html"))));
    Program::new("node")
        .arg("report.mjs")
        .arg(folder())
        .args(pages.concat())
        .folder(machine::browser_folder())
        .run()
}

/// The pages of the server in Chromium, as every role, and one task by keyboard.
pub fn pages() -> anyhow::Result<()> {
    Program::new("node")
        .arg("pages.mjs")
        .arg(folder())
        .arg(tree::omhu("debug"))
        .folder(machine::browser_folder())
        .run()
}

/// Every form of a case in Chromium, empty and with a fault.
pub fn forms() -> anyhow::Result<()> {
    Program::new("node")
        .arg("forms.mjs")
        .arg(tree::omhu("debug"))
        .folder(machine::browser_folder())
        .run()
}

/// Signing in through a provider in Chromium, with one on this machine.
pub fn provider() -> anyhow::Result<()> {
    Program::new("node")
        .arg("provider.mjs")
        .arg(folder())
        .arg(tree::omhu("debug"))
        .folder(machine::browser_folder())
        .run()
}

/// The frequent tasks, done and counted; the figures go to `out/ux-budget.json`.
pub fn tasks() -> anyhow::Result<()> {
    Program::new("node")
        .arg("tasks.mjs")
        .arg(folder())
        .arg(tree::omhu("debug"))
        .arg(tree::root().join("out"))
        .folder(machine::browser_folder())
        .run()
}

/// PDF/UA-1, and the notice that nothing in it is real.
pub fn pdf() -> anyhow::Result<()> {
    for lang in LANGUAGES {
        let file = folder().join(format!("report-{lang}.pdf"));
        Program::new(machine::python())
            .arg("tests/documents/pdf_ua.py")
            .arg(&file)
            .run()?;
        let text = Program::new("pdftotext").arg(&file).arg("-").output()?;
        let notice = message(lang, "report.ftl", "report-simulated")?;
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(
            squeezed(&text).contains(&squeezed(&notice)),
            "report-{lang}.pdf does not say '{notice}'"
        );
        say(&format!("    report-{lang}.pdf says that it is simulated"));
    }
    Ok(())
}

/// A message without variables, as the language file has it.
pub fn message(lang: &str, file: &str, key: &str) -> anyhow::Result<String> {
    let path = tree::root().join("locales").join(lang).join(file);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let prefix = format!("{key} = ");
    let found = text.lines().find_map(|line| line.strip_prefix(&prefix));
    Ok(found
        .with_context(|| format!("{} has no {key}", path.display()))?
        .to_owned())
}
