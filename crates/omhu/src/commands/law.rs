//! `omhu law`: the law book for people: list, show, check, and a page for each obligation.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use omhu_law::book::{CeasesWith, Due, LawBook, Layer, Obligation, Version};
use omhu_law::calendar::Day;
use omhu_law::load::{self, Fault, Files, LoadError};
use omhu_law::scenario::Scenario;
use omhu_report::{Column, Table, Texts};

use crate::cli::{Law, LawCommand};
use crate::output::whole_file;
use crate::session::{Exit, Unusable, law_book, tell};

pub fn run(law: Law, texts: &Texts) -> anyhow::Result<Exit> {
    match &law.command {
        LawCommand::Check { folder } => check(folder.as_deref().or(law.law.as_deref()), texts),
        LawCommand::List { on } => {
            let book = law_book(law.law.as_deref(), true)?;
            say(&list(&book, *on, texts))
        }
        LawCommand::Show { name, on } => {
            let book = law_book(law.law.as_deref(), true)?;
            say(&show(&book, name, *on, texts)?)
        }
        LawCommand::Pages { folder } => {
            let book = law_book(law.law.as_deref(), true)?;
            pages(&book, law.law.as_deref(), folder, texts)
        }
    }
}

fn say(text: &str) -> anyhow::Result<Exit> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Clean)
}

// ---- check ---------------------------------------------------------------------------------

fn check(folder: Option<&Path>, texts: &Texts) -> anyhow::Result<Exit> {
    let files = law_files(folder)?;
    let faults = match load::load(&files) {
        Ok(book) => {
            let mut faults = load::without_scenario(&book, &files);
            faults.extend(scenario_faults(&book, &files));
            if faults.is_empty() {
                let scenarios = files
                    .iter()
                    .filter(|(name, _)| name.starts_with("scenarios/"));
                return say(&format!(
                    "{}\n",
                    texts.with(
                        "law-sound",
                        &[
                            ("obligations", (book.obligations.len() as u64).into()),
                            ("rules", (book.rules.len() as u64).into()),
                            ("scenarios", (scenarios.count() as u64).into()),
                            ("edition", (&book.edition).into()),
                        ],
                    )
                ));
            }
            faults
        }
        Err(LoadError::Broken(faults)) => faults,
        Err(error) => return Err(anyhow!(Unusable(error.to_string()))),
    };
    for fault in &faults {
        tell(&fault.to_string());
    }
    let count = [("count", (faults.len() as u64).into())];
    Err(anyhow!(Unusable(texts.with("law-faults", &count))))
}

fn law_files(folder: Option<&Path>) -> anyhow::Result<Files> {
    match folder {
        None => Ok(load::embedded_files()),
        Some(folder) => {
            load::read_folder(folder).map_err(|error| anyhow!(Unusable(error.to_string())))
        }
    }
}

fn scenario_faults(book: &LawBook, files: &Files) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, text) in files
        .iter()
        .filter(|(name, _)| name.starts_with("scenarios/"))
    {
        let found = match Scenario::parse(text) {
            Err(error) => Err((error.0, error.1)),
            Ok(scenario) => scenario.check(book).map_err(|difference| (1, difference)),
        };
        if let Err((line, reason)) = found {
            faults.push(Fault {
                file: name.clone(),
                line,
                reason,
            });
        }
    }
    faults
}

// ---- list ----------------------------------------------------------------------------------

fn list(book: &LawBook, on: Option<Day>, texts: &Texts) -> String {
    let mut text = texts.with("law-list-title", &[("edition", (&book.edition).into())]);
    text.push_str("\n\n");
    let mut table = Table::new(
        [
            "law-column-name",
            "law-column-title",
            "law-column-rule",
            "law-column-due",
            "law-column-source",
        ]
        .map(|key| Column::words(texts.get(key)))
        .into(),
    );
    for obligation in &book.obligations {
        let in_force = |version: &&Version| {
            on.is_none_or(|day| version.in_force <= day && day <= version.until)
        };
        let Some(version) = obligation.versions.iter().rev().find(in_force) else {
            continue;
        };
        let set = match (obligation.layer, obligation.in_contract) {
            (Layer::Local(_), _) => format!(" ({})", texts.get("law-set-local")),
            (_, false) => format!(" ({})", texts.get("law-set-further")),
            _ => String::new(),
        };
        table.rows.push(vec![
            format!("{}{set}", obligation.id),
            texts.title(&obligation.title).to_owned(),
            rule_ids(book, version),
            limit(version, texts),
            source(book, version, texts),
        ]);
    }
    text.push_str(&table.text());
    let _ = writeln!(text, "\n{}\n", texts.get("law-parameters"));
    for parameter in &book.parameters {
        let star = if parameter.switchable { "*" } else { " " };
        let question = texts.title(&parameter.question);
        let _ = writeln!(
            text,
            "{star} {} = {}\n    {question}",
            parameter.name, parameter.default
        );
    }
    text
}

fn rule_ids(book: &LawBook, version: &Version) -> String {
    let ids = [version.rule, version.rule_next].into_iter().flatten();
    ids.map(|id| book.rule(id).id.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn source(book: &LawBook, version: &Version, texts: &Texts) -> String {
    let act = book
        .acts
        .get(&version.act)
        .map_or("", |act| texts.title(&act.title));
    format!("{act} {}", version.provision)
}

/// The limit of a version in words.
fn limit(version: &Version, texts: &Texts) -> String {
    let mut parts = Vec::new();
    if version.visits > 0 {
        parts.push(texts.with("law-due-visits", &[("count", version.visits.into())]));
    }
    if let Some(birthday) = version.birthday {
        let months = format!("{:+}", birthday.months);
        let args = [("years", birthday.years.into()), ("months", months.into())];
        parts.push(texts.with("law-due-birthday", &args));
    }
    if let Some(due) = version.due {
        parts.push(length(due, texts));
    }
    if version.or_parallel_assessment {
        parts.push(texts.get("law-due-parallel"));
    }
    if let Some(instead) = version.instead {
        let due = [("due", length(instead.due, texts).into())];
        parts.push(texts.with("law-due-instead", &due));
    }
    if let Some(next) = version.next {
        parts.push(texts.with("law-due-next", &[("next", length(next, texts).into())]));
    }
    if version.next_decided_by.is_some() {
        parts.push(texts.get("law-due-decided"));
    }
    // The decision on the rhythm is due at the review itself.
    if parts.is_empty() {
        return texts.get("law-due-trigger-day");
    }
    parts.join("; ")
}

fn length(due: Due, texts: &Texts) -> String {
    let (key, count) = match due {
        Due::TriggerDay => return texts.get("law-due-trigger-day"),
        Due::None => return texts.get("law-due-none"),
        Due::Hours(count) => ("law-due-hours", count),
        Due::Days(count) => ("law-due-days", count),
        Due::Weekdays(count) => ("law-due-weekdays", count),
        Due::Weeks(count) => ("law-due-weeks", count),
        Due::Months(count) => ("law-due-months", count),
        Due::Years(count) => ("law-due-years", count),
    };
    texts.with(key, &[("count", count.into())])
}

// ---- show and pages ------------------------------------------------------------------------

fn show(book: &LawBook, name: &str, on: Option<Day>, texts: &Texts) -> anyhow::Result<String> {
    let mut text = String::new();
    for obligation in book.named(name) {
        text.push_str(&page(book, obligation, on, texts));
        text.push('\n');
    }
    if book.named(name).next().is_none() {
        return Err(anyhow!(Unusable(
            texts.with("law-unknown", &[("name", name.into())])
        )));
    }
    if let Some(day) = on
        && !book.named(name).any(|o| {
            o.versions
                .iter()
                .any(|v| v.in_force <= day && day <= v.until)
        })
    {
        let args = [
            ("name", name.into()),
            ("on", texts.day(&day.to_string()).into()),
        ];
        let _ = writeln!(text, "{}", texts.with("law-not-in-force", &args));
    }
    Ok(text)
}

/// An obligation as Markdown: what it asks for, versions and sources.
fn page(book: &LawBook, obligation: &Obligation, on: Option<Day>, texts: &Texts) -> String {
    let mut text = format!("# {}\n\n", texts.title(&obligation.title));
    let _ = writeln!(
        text,
        "`{}` · {}\n",
        obligation.name,
        set_of(book, obligation, texts)
    );
    let _ = writeln!(text, "{}\n", texts.title(&obligation.summary));
    for (key, part) in [
        ("law-met-means", &obligation.met_means),
        ("law-exceptions", &obligation.exceptions),
    ] {
        if let Some(part) = part {
            let _ = writeln!(text, "**{}.** {}\n", texts.get(key), texts.title(part));
        }
    }
    let kind = |id| {
        let kind = book.vocabulary.kind(id);
        format!("{} (`{}`)", texts.title(&kind.title), kind.name)
    };
    let _ = writeln!(
        text,
        "- {}: {}",
        texts.get("law-trigger"),
        kind(obligation.trigger)
    );
    let met: Vec<String> = obligation.met_by.iter().map(|id| kind(*id)).collect();
    let _ = writeln!(text, "- {}: {}", texts.get("law-met-by"), met.join(", "));
    let ceases = match obligation.ceases_with {
        CeasesWith::Never => "-".to_owned(),
        CeasesWith::Case => named(book, "case_closed", texts),
        CeasesWith::Measure => named(book, "measure_ended", texts),
        CeasesWith::MeasuresOfDecision => {
            format!(
                "{}, {}",
                named(book, "measure_ended", texts),
                named(book, "case_closed", texts)
            )
        }
    };
    let _ = writeln!(text, "- {}: {ceases}\n", texts.get("law-ceases"));
    let _ = writeln!(text, "## {}\n", texts.get("law-versions"));
    for version in &obligation.versions {
        if on.is_some_and(|day| day < version.in_force || version.until < day) {
            continue;
        }
        version_text(book, version, texts, &mut text);
    }
    text
}

fn named(book: &LawBook, kind: &str, texts: &Texts) -> String {
    let id = book.vocabulary.find(kind);
    id.map_or_else(String::new, |id| {
        texts.title(&book.vocabulary.kind(id).title).to_owned()
    })
}

fn set_of(book: &LawBook, obligation: &Obligation, texts: &Texts) -> String {
    match (obligation.layer, obligation.in_contract) {
        (Layer::Local(place), _) => {
            let local = &book.locals[usize::from(place)];
            format!(
                "{}: {}",
                texts.get("law-set-local"),
                texts.title(&local.title)
            )
        }
        (_, false) => texts.get("law-set-further"),
        _ => texts.get("law-set-contract"),
    }
}

fn version_text(book: &LawBook, version: &Version, texts: &Texts, text: &mut String) {
    let until = match version.until {
        Day::MAX => texts.get("law-open-ended"),
        day => texts.with("law-until", &[("day", texts.day(&day.to_string()).into())]),
    };
    let _ = writeln!(
        text,
        "### {} {until}\n",
        texts.day(&version.in_force.to_string())
    );
    let _ = writeln!(
        text,
        "- {}: {}",
        texts.get("law-rule-ids"),
        rule_ids(book, version)
    );
    let act = book.acts.get(&version.act);
    let linked = match act.and_then(|act| act.eli.as_ref()) {
        Some(eli) => format!("[{}]({eli})", source(book, version, texts)),
        None => source(book, version, texts),
    };
    let _ = writeln!(text, "- {}: {linked}", texts.get("law-column-source"));
    let _ = writeln!(
        text,
        "- {}: {}",
        texts.get("law-column-due"),
        limit(version, texts)
    );
    if !version.basis_texts.is_empty() {
        let basis = [("basis", version.basis_texts.join(", ").into())];
        let _ = writeln!(text, "- {}", texts.with("law-basis", &basis));
    }
    if let Some(pending) = version.pending {
        let ids = [pending.rule, pending.rule_next].into_iter().flatten();
        let ids: Vec<&str> = ids.map(|id| book.rule(id).id.as_str()).collect();
        let from = texts.day(&pending.from.to_string());
        let args = [("from", from.into()), ("rule", ids.join(", ").into())];
        let _ = writeln!(text, "- {}", texts.with("law-pending", &args));
    }
    if let Some(unborn) = version.unborn {
        let rule = book.rule(unborn);
        let args = [
            ("rule", rule.id.as_str().into()),
            ("provision", rule.provision.as_str().into()),
        ];
        let _ = writeln!(text, "- {}", texts.with("law-unborn", &args));
    }
    let on = texts.day(&version.checked_on.to_string());
    let checked = [
        ("on", on.into()),
        ("confidence", (&version.confidence).into()),
    ];
    let _ = writeln!(text, "- {}", texts.with("law-checked", &checked));
    if let Some(note) = &version.note {
        let _ = writeln!(text, "- {}", texts.title(note));
    }
    text.push('\n');
}

/// Writes a page for each obligation, and an index.
///
/// Scenarios are linked where the law files lie in a folder; the built-in ones are named only.
fn pages(book: &LawBook, law: Option<&Path>, folder: &Path, texts: &Texts) -> anyhow::Result<Exit> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let files = law_files(law)?;
    let to_law = match law {
        None => None,
        Some(law) => Some(way(folder, law).with_context(|| law.display().to_string())?),
    };
    let mut index = texts.with("law-list-title", &[("edition", (&book.edition).into())]);
    index = format!("# {index}\n\n{}\n\n", texts.get("law-confidence-key"));
    for obligation in &book.obligations {
        let mut text = page(book, obligation, None, texts);
        let _ = writeln!(text, "## {}\n", texts.get("law-scenarios"));
        for (name, scenario) in files
            .iter()
            .filter(|(name, _)| name.starts_with("scenarios/"))
        {
            let row = format!("| {} |", obligation.name);
            if scenario.lines().any(|line| line.starts_with(&row)) {
                let title = scenario
                    .lines()
                    .next()
                    .unwrap_or(name)
                    .trim_start_matches("# ");
                let _ = match &to_law {
                    Some(to_law) => writeln!(text, "- [{title}]({to_law}/{name})"),
                    None => writeln!(text, "- {title} (`law/{name}`)"),
                };
            }
        }
        let file = [("file", format!("law/{}", obligation.file).into())];
        let _ = writeln!(text, "\n{}", texts.with("law-generated", &file));
        let name = format!("{}.md", obligation.id);
        let title = texts.title(&obligation.title);
        let _ = writeln!(index, "- [{title}]({name}) `{}`", obligation.id);
        whole_file(&folder.join(&name), |out| {
            Ok(out.write_all(text.as_bytes())?)
        })?;
    }
    whole_file(&folder.join("README.md"), |out| {
        Ok(out.write_all(index.as_bytes())?)
    })?;
    let count = [("count", (book.obligations.len() as u64).into())];
    say(&format!("{}\n", texts.with("law-pages-written", &count)))
}

/// The way from one folder to another as a link has it.
fn way(from: &Path, to: &Path) -> std::io::Result<String> {
    let (from, to) = (from.canonicalize()?, to.canonicalize()?);
    let (mut from, mut to) = (from.components().peekable(), to.components().peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.map(|_| "..".to_owned());
    let down = to.map(|part| part.as_os_str().to_string_lossy().replace(' ', "%20"));
    let parts: Vec<String> = up.chain(down).collect();
    Ok(match parts.is_empty() {
        true => ".".to_owned(),
        false => parts.join("/"),
    })
}
