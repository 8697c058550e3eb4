//! What is generated in `docs/`: a page for each duty, the vocabulary, the command line.
//!
//! Written anew into the build folder, then compared with `docs/` or copied there, so that a page can
//! neither go stale nor stay behind when its duty is gone.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::program::Program;
use crate::steps::say;
use crate::tree;

/// What is generated: folders whole, and single files.
const FOLDERS: [&str; 1] = ["law"];
const FILES: [&str; 3] = ["facts.md", "cli.md", "roles.md"];

/// Writes the generated documents.
pub fn write() -> anyhow::Result<()> {
    let made = generate()?;
    let docs = tree::root().join("docs");
    for folder in FOLDERS {
        if docs.join(folder).exists() {
            fs::remove_dir_all(docs.join(folder))?;
        }
    }
    let files = generated(&made)?;
    for name in &files {
        let to = docs.join(name);
        fs::create_dir_all(to.parent().unwrap_or(&docs))?;
        fs::copy(made.join(name), to)?;
    }
    say(&format!("    {} files in docs/ written", files.len()));
    Ok(())
}

/// Fails where a generated document differs from what would be written.
pub fn check() -> anyhow::Result<()> {
    let made = generate()?;
    let docs = tree::root().join("docs");
    let (wanted, found) = (generated(&made)?, generated(&docs)?);
    let mut faults = Vec::new();
    for name in &wanted {
        match fs::read(docs.join(name)) {
            Ok(text) if text == fs::read(made.join(name))? => {}
            Ok(_) => faults.push(format!("docs/{name} is out of date")),
            Err(_) => faults.push(format!("docs/{name} is missing")),
        }
    }
    let gone = found.iter().filter(|name| !wanted.contains(name));
    faults.extend(gone.map(|name| format!("docs/{name} has no source any more")));
    if faults.is_empty() {
        say(&format!(
            "    {} generated files in docs/ are up to date",
            wanted.len()
        ));
        return Ok(());
    }
    faults.iter().for_each(|fault| say(&format!("    {fault}")));
    bail!(
        "{} generated documents differ: cargo xtask docs, then commit docs/",
        faults.len()
    );
}

/// The generated files below a folder, by name.
fn generated(docs: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders: Vec<PathBuf> = FOLDERS.map(|folder| docs.join(folder)).into();
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                names.push(path.strip_prefix(docs)?.display().to_string());
            }
        }
    }
    names.extend(
        FILES
            .iter()
            .filter(|name| docs.join(name).is_file())
            .map(|n| (*n).to_owned()),
    );
    names.sort();
    Ok(names)
}

fn generate() -> anyhow::Result<PathBuf> {
    Program::cargo()
        .args(["build", "--quiet", "--package", "omhu"])
        .run()?;
    // The law files lie beside docs/ as they do in the project, so that links lead the same way.
    let beside = tree::target().join("generated");
    if beside.exists() {
        fs::remove_dir_all(&beside)?;
    }
    let (law, made) = (beside.join("law"), beside.join("docs"));
    for name in tree::files()? {
        if let Some(name) = name.strip_prefix("law/") {
            let to = law.join(name);
            fs::create_dir_all(to.parent().unwrap_or(&law))?;
            fs::copy(tree::root().join("law").join(name), to)?;
        }
    }
    fs::create_dir_all(&made)?;
    for (lang, folder) in [("da", "law"), ("en", "law/en")] {
        Program::new(tree::omhu("debug"))
            .args(["--lang", lang, "law", "pages"])
            .arg(made.join(folder))
            .arg("--law")
            .arg(&law)
            .quiet()?;
    }
    fs::write(made.join("facts.md"), facts()?)?;
    fs::write(made.join("cli.md"), cli()?)?;
    // What the policy prints of itself; a test of its crate holds the page to the rules.
    let roles = "crates/omhu-casework/tests/golden/roles.md";
    fs::copy(tree::root().join(roles), made.join("roles.md"))?;
    Ok(made)
}

/// The vocabulary as tables.
fn facts() -> anyhow::Result<String> {
    let text = fs::read_to_string(tree::root().join("law/facts.toml"))?;
    let file: toml::Table = text.parse()?;
    let kinds = file["kind"]
        .as_array()
        .context("law/facts.toml has no [[kind]]")?;
    let mut text = String::from(
        "# Kinds of facts\n\n\
         Every kind of fact that a case history may hold, with its columns. What a kind does not use stays empty.\n\
         A word in brackets may be left out. Generated from `law/facts.toml` by `cargo xtask docs`; do not edit.\n",
    );
    let parts = [
        (None, "Kinds of the public contract"),
        (
            Some("further"),
            "Kinds for the duties beyond it (`--further`)",
        ),
    ];
    for (set, heading) in parts {
        let _ = write!(
            text,
            "\n## {heading}\n\n| kind | Danish | English | about | ref | basis | value | other columns |\n\
             |---|---|---|---|---|---|---|---|\n"
        );
        let of_set = |kind: &&toml::Value| kind.get("set").and_then(toml::Value::as_str) == set;
        for kind in kinds.iter().filter(of_set) {
            let title = |lang| kind["title"][lang].as_str().unwrap_or_default();
            let name = kind["name"].as_str().unwrap_or_default();
            let cells = [
                things(kind.get("about")),
                things(kind.get("ref")),
                basis(kind.get("basis")),
                value(kind.get("value")),
                others(kind),
            ];
            let _ = writeln!(
                text,
                "| `{name}` | {} | {} | {} |",
                title("da"),
                title("en"),
                cells.join(" | ")
            );
        }
    }
    Ok(text)
}

fn flag(value: &toml::Value, key: &str) -> bool {
    value
        .get(key)
        .and_then(toml::Value::as_bool)
        .unwrap_or_default()
}

fn words(value: &toml::Value, key: &str) -> Vec<String> {
    let list = value
        .get(key)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    list.filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn optional(text: String, is_optional: bool) -> String {
    if is_optional {
        format!("[{text}]")
    } else {
        text
    }
}

fn things(cell: Option<&toml::Value>) -> String {
    cell.map_or_else(String::new, |cell| {
        optional(words(cell, "things").join(" or "), flag(cell, "optional"))
    })
}

fn basis(need: Option<&toml::Value>) -> String {
    match need.and_then(toml::Value::as_str) {
        None => String::new(),
        Some(need) => optional("legal basis".to_owned(), need == "optional"),
    }
}

fn value(form: Option<&toml::Value>) -> String {
    let Some(form) = form else {
        return String::new();
    };
    if flag(form, "rhythm") {
        return "a period (`P6M`) or a day".to_owned();
    }
    if flag(form, "day") {
        return "a day".to_owned();
    }
    let code = |word: &String| format!("`{word}`");
    let one_of: Vec<String> = words(form, "one_of").iter().map(code).collect();
    let marks: Vec<String> = words(form, "marks")
        .iter()
        .map(|word| format!("[{}]", code(word)))
        .collect();
    let one_of = optional(
        one_of.join(" or "),
        flag(form, "optional") && !one_of.is_empty(),
    );
    [one_of, marks.join(" ")].join(" ").trim().to_owned()
}

fn others(kind: &toml::Value) -> String {
    match (flag(kind, "assigns"), flag(kind, "family")) {
        (true, _) => "`team` or `caseworker`".to_owned(),
        (_, true) => "[`family`]".to_owned(),
        _ => String::new(),
    }
}

/// The help of every command, in both languages.
fn cli() -> anyhow::Result<String> {
    const COMMANDS: [&[&str]; 9] = [
        &[],
        &["check"],
        &["figures"],
        &["law"],
        &["law", "list"],
        &["law", "show"],
        &["law", "check"],
        &["law", "pages"],
        &["simulate"],
    ];
    let mut text = String::from(
        "# The command line\n\nWhat `--help` says of each command. Generated by `cargo xtask docs`; do not edit.\n",
    );
    for (lang, heading) in [("da", "Dansk"), ("en", "English")] {
        let _ = write!(text, "\n## {heading}\n");
        for command in COMMANDS {
            let help = Program::new(tree::omhu("debug"))
                .args(command)
                .args(["--help", "--lang", lang])
                .output()?;
            let words = ["omhu"]
                .iter()
                .chain(command)
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            let help: Vec<&str> = help.trim().lines().map(str::trim_end).collect();
            let _ = write!(text, "\n### {words}\n\n```text\n{}\n```\n", help.join("\n"));
        }
    }
    Ok(text)
}
