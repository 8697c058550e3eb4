//! `omhu check`: for each case, what was due when, and what became of it.

use std::collections::BTreeMap;

use anyhow::anyhow;
use omhu_exchange::{CaseFile, Options};
use omhu_figures::Counts;
use omhu_law::book::{LawBook, Layer};
use omhu_law::derive::{Derived, Engine, Status};
use omhu_law::history::CaseFacts;
use omhu_report::{Column, Explainer, ROW_COLUMNS, Table, Texts, Value, printable};

use crate::answers;
use crate::cli::{Check, Format};
use crate::commands::report;
use crate::counting::{Frame, outcome_of};
use crate::output;
use crate::rows;
use crate::session::{Exit, Session, Unusable, is_simulated, language, source_of};
use crate::spool::{Budget, Spool, merge};

pub fn run(check: Check, texts: Texts) -> anyhow::Result<Exit> {
    if check.suggest_mapping {
        return suggest_mapping(&check, &texts);
    }
    let session = Session::new(&check.asking, texts)?;
    let file = session.read(&check.reading)?;
    if let Some(case) = &check.explain {
        explain_case(&check, &session, &file, case)?;
        return Ok(Exit::of(&file));
    }
    match check.answering.format {
        Format::Jsonl => {
            ordered(&check, &session, &file, rows::json_cell, None)?;
        }
        Format::Csv => {
            let mut header = ROW_COLUMNS.join(",");
            header.push('\n');
            ordered(&check, &session, &file, rows::csv_cell, Some(header))?;
        }
        Format::Table => summary(&check, &session, &file)?,
        Format::Html | Format::Xlsx | Format::Pdf => {
            let to = check.to.unwrap_or(session.as_of);
            let from = check.from.unwrap_or_else(|| report::default_from(to));
            let by = omhu_figures::By::Month;
            let frame = Frame { from, to, by };
            let rows = check.answering.format != Format::Pdf;
            report::write(
                &session,
                &file,
                &check.reading,
                &check.answering,
                frame,
                rows,
            )?;
        }
    }
    Ok(Exit::of(&file))
}

fn suggest_mapping(check: &Check, texts: &Texts) -> anyhow::Result<Exit> {
    let source = source_of(&check.reading);
    let suggestion = omhu_exchange::suggest(source, &Options::default())
        .map_err(|error| anyhow!(Unusable(error.message(language(texts.lang())))))?;
    output::write(&check.answering, texts, |out| {
        Ok(out.write_all(suggestion.as_bytes())?)
    })?;
    Ok(Exit::Clean)
}

/// All rows in the order of the contract.
fn ordered(
    check: &Check,
    session: &Session,
    file: &CaseFile,
    cell: rows::Cell,
    header: Option<String>,
) -> anyhow::Result<()> {
    let budget = Budget::new(check.reading.memory.max(16) << 20);
    let each = |spool: &mut Spool, id: &str, case: &CaseFacts<'_>, rows: &[Derived]| {
        spool.case(id, |out| {
            for row in rows {
                rows::write(out, &session.book, id, case, row, cell);
            }
        });
    };
    let end = |spool: Spool| spool.close(&budget, check.reading.spill_dir.as_deref());
    let threads = check.reading.threads;
    let spools = answers::derive(session, file, threads, Spool::new, each, end)?;
    let spools = spools.into_iter().collect::<Result<Vec<_>, _>>()?;
    output::write(&check.answering, &session.texts, |out| {
        if let Some(header) = header {
            out.write_all(header.as_bytes())?;
        }
        Ok(merge(spools, out)?)
    })
}

fn explain_case(
    check: &Check,
    session: &Session,
    file: &CaseFile,
    case: &str,
) -> anyhow::Result<()> {
    let explained = file.look_up(case, |facts| {
        let mut derived = Vec::new();
        Engine::new(&session.book, &session.question()).derive(facts, &mut derived);
        told(session, case, facts, &derived)
    })?;
    let Some(text) = explained else {
        let args = [
            ("case", case.into()),
            ("cases", session_cases(file)?.into()),
        ];
        return Err(anyhow!(Unusable(
            session.texts.with("check-no-such-case", &args)
        )));
    };
    output::write(&check.answering, &session.texts, |out| {
        Ok(out.write_all(text.as_bytes())?)
    })
}

/// The whole case: one paragraph for each row.
fn told(session: &Session, case_id: &str, case: &CaseFacts<'_>, rows: &[Derived]) -> String {
    let texts = &session.texts;
    let explainer = Explainer::new(texts, &session.book, session.as_of);
    let mut lines = vec![explainer.case_heading(case_id, case, rows)];
    for assumption in &session.assumptions {
        lines.push(texts.with("check-assumed", &[("what", assumption.into())]));
    }
    if rows.is_empty() {
        lines.extend([String::new(), texts.get("explain-nothing")]);
    }
    for row in rows {
        let explanation = explainer.row(case, row);
        lines.extend([String::new(), explanation.heading]);
        let sentences = explanation.sentences.into_iter();
        lines.extend(sentences.map(|sentence| format!("  {}", sentence.text)));
    }
    lines.push(String::new());
    printable(&lines.join("\n"))
}

fn session_cases(file: &CaseFile) -> anyhow::Result<u64> {
    Ok(file.work(0, |cases| cases.len() as u64)?.into_iter().sum())
}

/// A row in the list of the worst, with its case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Worst {
    days: std::cmp::Reverse<u32>,
    case: String,
    obligation: String,
    about: String,
    due: String,
    rule: String,
    team: String,
}

/// Counts of one obligation in one layer, and its rows without a due day.
type Cell = (Counts, u64);

/// What one partition adds.
struct Part {
    cases: u64,
    /// For each obligation of the law book: the statute, and local targets.
    counts: Vec<[Cell; 2]>,
    worst: Vec<Worst>,
}

#[derive(Default)]
struct Seen {
    cases: u64,
    counts: BTreeMap<(String, &'static str), Cell>,
    worst: Vec<Worst>,
}

const WORST: usize = 10;

/// For people: a summary, worst first, then the rows that are longest overdue.
fn summary(check: &Check, session: &Session, file: &CaseFile) -> anyhow::Result<()> {
    let obligations = &session.book.obligations;
    let begin = || Part {
        cases: 0,
        counts: vec![Default::default(); obligations.len()],
        worst: Vec::new(),
    };
    let each = |part: &mut Part, id: &str, case: &CaseFacts<'_>, rows: &[Derived]| {
        part.case(&session.book, id, case, rows);
    };
    let threads = check.reading.threads;
    let parts = answers::derive(session, file, threads, begin, each, |part| part)?;
    let mut all = Seen::default();
    for part in parts {
        all.cases += part.cases;
        for (obligation, layers) in obligations.iter().zip(part.counts) {
            for (layer, cell) in ["statute", "local"].into_iter().zip(layers) {
                if cell != Cell::default() {
                    let key = (obligation.id.clone(), layer);
                    let sum = all.counts.entry(key).or_default();
                    sum.0.merge(&cell.0);
                    sum.1 += cell.1;
                }
            }
        }
        all.worst.extend(part.worst);
    }
    all.worst.sort_unstable();
    all.worst.truncate(WORST);
    output::write(&check.answering, &session.texts, |out| {
        Ok(out.write_all(summary_text(session, file, &all).as_bytes())?)
    })
}

impl Part {
    fn case(&mut self, book: &LawBook, id: &str, case: &CaseFacts<'_>, rows: &[Derived]) {
        self.cases += 1;
        for row in rows {
            let local = usize::from(row.layer != Layer::Statute);
            let cell = &mut self.counts[usize::from(row.obligation)][local];
            match outcome_of(row.status).filter(|_| row.due.is_some()) {
                Some(outcome) => cell.0.add(outcome),
                None => cell.1 += 1,
            }
            let days = row.overrun_days.unwrap_or(0);
            let least = self.worst.last().map_or(0, |worst| worst.days.0);
            if row.status == Status::Overdue && (self.worst.len() < WORST || days >= least) {
                self.worst.push(Worst {
                    days: std::cmp::Reverse(days),
                    case: id.to_owned(),
                    obligation: book.obligations[usize::from(row.obligation)].id.clone(),
                    about: case.thing(row.about).to_owned(),
                    due: row.due.map_or_else(String::new, |due| due.day.to_string()),
                    rule: book.rule(row.rule).id.clone(),
                    team: rows::assigned(case, row).0.to_owned(),
                });
                self.worst.sort_unstable();
                self.worst.truncate(WORST);
            }
        }
    }
}

fn summary_text(session: &Session, file: &CaseFile, all: &Seen) -> String {
    let texts = &session.texts;
    let mut text = texts.with(
        "check-read",
        &[
            ("rows", file.rows().into()),
            ("cases", all.cases.into()),
            ("rejected", file.rejected().total.into()),
            ("as_of", session.as_of.to_string().into()),
        ],
    );
    text.push('\n');
    if is_simulated(file) {
        text.push_str(&texts.get("check-simulated-data"));
        text.push('\n');
    }
    for assumption in &session.assumptions {
        text.push_str(&texts.with("check-assumed", &[("what", assumption.into())]));
        text.push('\n');
    }
    text.push('\n');
    if all.counts.is_empty() {
        text.push_str(&texts.get("check-nothing-due"));
        text.push('\n');
        return text;
    }
    let mut table = Table::new(vec![
        Column::words(texts.get("check-column-obligation")),
        Column::numbers(texts.get("check-column-percent")),
        Column::words(texts.get("check-column-interval")),
        Column::numbers(texts.get("check-column-counted")),
        Column::numbers(texts.get("check-column-late")),
        Column::numbers(texts.get("check-column-overdue")),
        Column::numbers(texts.get("check-column-open")),
        Column::numbers(texts.get("check-column-other")),
    ]);
    let mut lines: Vec<_> = all.counts.iter().collect();
    // Worst first: the lowest upper bound of the interval; what has nothing counted comes last.
    let worst = |counts: &Counts| counts.interval().map_or(u32::MAX, |(_, high)| high.0);
    lines.sort_by_key(|((id, layer), (counts, _))| (worst(counts), id.clone(), *layer));
    for ((id, _), (counts, undated)) in lines {
        let title = title_of(session, id);
        let percent = counts
            .percent_tenths()
            .map_or_else(String::new, |p| shown(texts, p));
        let interval = counts.interval().map_or_else(String::new, |(low, high)| {
            format!("{}-{}", shown(texts, low), shown(texts, high))
        });
        let other = counts.ceased + counts.not_applicable + undated;
        table.rows.push(vec![
            title,
            percent,
            interval,
            counts.counted().to_string(),
            (counts.late + counts.late_with_preliminary).to_string(),
            counts.overdue.to_string(),
            counts.open.to_string(),
            other.to_string(),
        ]);
    }
    text.push_str(&table.text());
    text.push('\n');
    text.push_str(&texts.get("check-legend"));
    text.push('\n');
    if !all.worst.is_empty() {
        text.push('\n');
        text.push_str(&texts.get("check-worst"));
        text.push('\n');
        text.push_str(&worst_table(session, &all.worst).text());
        text.push('\n');
        text.push_str(&texts.get("check-next"));
        text.push('\n');
    }
    text
}

fn worst_table(session: &Session, worst: &[Worst]) -> Table {
    let texts = &session.texts;
    let mut table = Table::new(vec![
        Column::numbers(texts.get("check-column-days")),
        Column::words(texts.get("check-column-case")),
        Column::words(texts.get("check-column-obligation")),
        Column::words(texts.get("check-column-about")),
        Column::words(texts.get("check-column-due")),
        Column::words(texts.get("check-column-rule")),
        Column::words(texts.get("check-column-team")),
    ]);
    for row in worst {
        table.rows.push(vec![
            row.days.0.to_string(),
            row.case.clone(),
            title_of(session, &row.obligation),
            row.about.clone(),
            row.due.clone(),
            row.rule.clone(),
            row.team.clone(),
        ]);
    }
    table
}

fn title_of(session: &Session, id: &str) -> String {
    let found = session
        .book
        .obligations
        .iter()
        .find(|obligation| obligation.id == id);
    found.map_or_else(String::new, |obligation| {
        session.texts.title(&obligation.title).to_owned()
    })
}

fn shown(texts: &Texts, tenths: omhu_figures::Tenths) -> String {
    texts.with("check-number", &[("number", Value::Tenths(tenths))])
}
