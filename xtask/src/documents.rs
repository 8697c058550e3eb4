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

/// Writes HTML and PDF in both languages.
pub fn make() -> anyhow::Result<()> {
    std::fs::create_dir_all(folder())?;
    let facts = folder().join("facts.csv");
    let omhu = || Program::new(tree::omhu("debug"));
    omhu().args(["simulate", "--children", "600", "--years", "3", "--first-year", "2023", "--out"]).arg(&facts).quiet()?;
    for lang in LANGUAGES {
        for format in ["html", "pdf"] {
            omhu()
                .args(["--lang", lang, "check"])
                .arg(&facts)
                .args(["--as-of", AS_OF, "--known-at", AS_OF, "--local", "copenhagen-2008"])
                .args(["--format", format, "--simulated", "--out"])
                .arg(folder().join(format!("report-{lang}.{format}")))
                .fine(3)
                .quiet()?;
        }
    }
    say(&format!("    {}", folder().display()));
    Ok(())
}

/// Chromium: accessible, no sideways scrolling, nothing from elsewhere, works without JavaScript.
pub fn browser() -> anyhow::Result<()> {
    let reports = LANGUAGES.map(|lang| folder().join(format!("report-{lang}.html")));
    Program::new("node")
        .arg("report.mjs")
        .arg(folder())
        .args(reports)
        .folder(machine::browser_folder())
        .run()
}

/// PDF/UA-1, and the notice that nothing in it is real.
pub fn pdf() -> anyhow::Result<()> {
    for lang in LANGUAGES {
        let file = folder().join(format!("report-{lang}.pdf"));
        Program::new(machine::python()).arg("tests/documents/pdf_ua.py").arg(&file).run()?;
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
    Ok(found.with_context(|| format!("{} has no {key}", path.display()))?.to_owned())
}
