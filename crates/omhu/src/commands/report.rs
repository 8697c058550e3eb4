//! The report: counts everything that a report shows, and lets `omhu-report` make the document.

use std::collections::BTreeMap;

use anyhow::anyhow;
use omhu_exchange::CaseFile;
use omhu_figures::{Counts, FigureKey};
use omhu_law::book::{LawBook, Layer};
use omhu_law::calendar::{Day, instant_text};
use omhu_law::derive::{Derived, Status};
use omhu_law::history::{CaseFacts, Fact};
use omhu_report::{BehindRow, ObligationInfo, RegisteredLate, ReportInput, RuleInfo, Texts};

use crate::answers;
use crate::cli::{Answering, Format, Reading};
use crate::counting::{Cells, Frame};
use crate::output;
use crate::rows;
use crate::session::{Session, Unusable, is_simulated};

/// The longest case list; a longer one is cut, worst kept, and the report says so.
const BEHIND: usize = 100_000;
/// Facts registered more than this many days after they happened count as registered late.
const LATE_DAYS: i32 = 7;
/// So many rows of the whole answer stand in a document; `csv` and `jsonl` have no limit.
const ROWS: usize = 100_000;
/// What one partition adds to them at the most.
const ROWS_OF_PART: usize = 5_000;

/// The first of the month 23 months back: 24 months are shown.
pub fn default_from(to: Day) -> Day {
    let (year, month, _) = to.civil();
    Day::from_civil(year, month, 1).plus_months(-23)
}

/// What one partition adds.
struct Part {
    periods: Cells,
    teams: Cells,
    behind: Vec<(u32, BehindRow)>,
    behind_total: u64,
    cases: u64,
    facts: u64,
    registered_late: u64,
    rows: Vec<BehindRow>,
    rows_total: u64,
    /// The first case whose rows are not among `rows`.
    cut_at: Option<String>,
}

/// Writes a document; with every row of the answer where `every_row` is asked for.
pub fn write(
    session: &Session,
    file: &CaseFile,
    reading: &Reading,
    answering: &Answering,
    frame: Frame,
    every_row: bool,
) -> anyhow::Result<()> {
    let each = |part: &mut Part, id: &str, case: &CaseFacts<'_>, rows: &[Derived]| {
        part.case(&session.book, id, case, rows, frame, every_row);
    };
    let end = |mut part: Part| {
        worst(&mut part.behind);
        part
    };
    let begin = || Part::new(frame);
    let mut parts = answers::derive(session, file, reading.threads, begin, each, end)?;
    let mut input = input(session, file, reading, answering, frame, &mut parts);
    if every_row {
        input.rows_total = parts.iter().map(|part| part.rows_total).sum();
        input.rows = Some(first_rows(parts));
    }
    let bytes = document(&input, answering.format, &session.texts)?;
    output::write(answering, &session.texts, |out| Ok(out.write_all(&bytes)?))
}

fn document(input: &ReportInput, format: Format, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Html => omhu_report::html(input).into_bytes(),
        Format::Xlsx => omhu_report::xlsx(input)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => omhu_report::pdf(input)?,
        _ => return Err(anyhow!(Unusable(texts.get("check-no-pdf")))),
    })
}

/// The first rows of the answer, in the order of cases.
fn first_rows(parts: Vec<Part>) -> Vec<BehindRow> {
    // Up to the first case that some partition left out, every partition has every row.
    let cut_at = parts.iter().filter_map(|part| part.cut_at.clone()).min();
    let mut rows: Vec<BehindRow> = parts.into_iter().flat_map(|part| part.rows).collect();
    if let Some(cut_at) = cut_at {
        rows.retain(|row| row.case < cut_at);
    }
    // Stable: the rows of one case keep their order.
    rows.sort_by(|a, b| a.case.cmp(&b.case));
    rows.truncate(ROWS);
    rows
}

impl Part {
    fn new(frame: Frame) -> Part {
        Part {
            periods: Cells::new(frame),
            teams: Cells::new(frame),
            behind: Vec::new(),
            behind_total: 0,
            cases: 0,
            facts: 0,
            registered_late: 0,
            rows: Vec::new(),
            rows_total: 0,
            cut_at: None,
        }
    }

    fn case(
        &mut self,
        book: &LawBook,
        id: &str,
        case: &CaseFacts<'_>,
        rows: &[Derived],
        frame: Frame,
        every_row: bool,
    ) {
        self.cases += 1;
        self.facts += case.facts.len() as u64;
        let late = |fact: &&Fact| fact.recorded.day.0.saturating_sub(fact.when.day.0) > LATE_DAYS;
        self.registered_late += case.facts.iter().filter(late).count() as u64;
        self.rows_total += rows.len() as u64;
        let room = self.rows.is_empty() || self.rows.len() + rows.len() <= ROWS_OF_PART;
        let listed = every_row && self.cut_at.is_none() && room;
        if every_row && !listed && self.cut_at.is_none() {
            self.cut_at = Some(id.to_owned());
        }
        for row in rows {
            let (team, _) = rows::assigned(case, row);
            self.periods.add(book, row, "");
            self.teams.add(book, row, team);
            let behind = is_behind(row, frame);
            self.behind_total += u64::from(behind);
            if !listed && !behind {
                continue;
            }
            let made = behind_row(book, id, case, row);
            if listed {
                self.rows.push(made.clone());
            }
            if behind {
                self.behind.push((row.overrun_days.unwrap_or(0), made));
            }
        }
        if self.behind.len() > 2 * BEHIND {
            worst(&mut self.behind);
        }
    }
}

/// Whether a row stands in the case list: late or missing, and due in the frame.
fn is_behind(row: &Derived, frame: Frame) -> bool {
    let behind = matches!(
        row.status,
        Status::Late | Status::LateWithPreliminary | Status::Overdue
    );
    behind && row.due.is_some_and(|due| frame.holds(due.day))
}

/// Keeps the longest overruns, in the order of the list.
fn worst(behind: &mut Vec<(u32, BehindRow)>) {
    let key = |row: &(u32, BehindRow)| {
        (
            std::cmp::Reverse(row.0),
            row.1.case.clone(),
            row.1.obligation.clone(),
            row.1.about.clone(),
            row.1.seq,
        )
    };
    behind.sort_by_cached_key(key);
    behind.truncate(BEHIND);
}

fn behind_row(book: &LawBook, id: &str, case: &CaseFacts<'_>, row: &Derived) -> BehindRow {
    let rule = book.rule(row.rule);
    let (team, caseworker) = rows::assigned(case, row);
    BehindRow {
        case: id.to_owned(),
        obligation: book.obligations[usize::from(row.obligation)].name.clone(),
        about: case.thing(row.about).to_owned(),
        seq: row.seq,
        layer: row.layer.word().to_owned(),
        rule: rule.id.clone(),
        provision: rule.provision.clone(),
        trigger_on: row.trigger_on.to_string(),
        due: row.due.map_or_else(String::new, |due| {
            due.instant()
                .map_or_else(|| due.day.to_string(), instant_text)
        }),
        met_on: row.met_on.map_or_else(String::new, |day| day.to_string()),
        status: row.status.word().to_owned(),
        overrun_days: row.overrun_days.map(i64::from),
        precision: if row.precision_day { "day" } else { "" }.to_owned(),
        team: team.to_owned(),
        caseworker: caseworker.to_owned(),
    }
}

fn input(
    session: &Session,
    file: &CaseFile,
    reading: &Reading,
    answering: &Answering,
    frame: Frame,
    parts: &mut [Part],
) -> ReportInput {
    let book = &session.book;
    let (mut periods, mut teams) = (BTreeMap::new(), BTreeMap::new());
    let mut behind = Vec::new();
    let (mut cases, mut facts, mut late, mut total) = (0, 0, 0, 0);
    for part in parts {
        part.periods.pour(book, &mut periods);
        part.teams.pour(book, &mut teams);
        behind.append(&mut part.behind);
        cases += part.cases;
        facts += part.facts;
        late += part.registered_late;
        total += part.behind_total;
    }
    worst(&mut behind);
    let name = reading.file.file_name().map_or_else(
        || "-".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    ReportInput {
        lang: session.texts.lang(),
        title: answering.title.clone(),
        source_name: name,
        simulated: answering.simulated || is_simulated(file),
        as_of: session.as_of.to_string(),
        known_at: session.known_at.to_string(),
        law_edition: book.edition.clone(),
        assumptions: session.assumptions.clone(),
        rows_read: file.rows() + file.rejected().total,
        rows_rejected: file.rejected().total,
        rejected_examples: (file.rejected().first.iter().take(20))
            .map(|rejection| session.rejection_text(rejection))
            .collect(),
        cases,
        period_from: frame.from.to_string(),
        period_to: frame.to.to_string(),
        obligations: obligations(book, &session.texts, &periods),
        monthly: periods.into_iter().collect(),
        by_team: teams.into_iter().collect(),
        behind: behind.into_iter().map(|(_, row)| row).collect(),
        behind_total: total,
        rows: None,
        rows_total: 0,
        registered_late: Some(RegisteredLate {
            facts,
            late,
            more_than_days: LATE_DAYS as u32,
        }),
    }
}

/// The obligations that occur, with every rule behind them.
fn obligations(
    book: &LawBook,
    texts: &Texts,
    periods: &BTreeMap<FigureKey, Counts>,
) -> Vec<ObligationInfo> {
    let word = |title| texts.title(title).to_owned();
    let mut made: Vec<ObligationInfo> = Vec::new();
    for obligation in &book.obligations {
        let layer = obligation.layer.word();
        let occurs = |key: &FigureKey| key.obligation == obligation.name && key.layer == layer;
        if !periods.keys().any(occurs) {
            continue;
        }
        let mut rules = Vec::new();
        for version in &obligation.versions {
            for id in [version.rule, version.rule_next].into_iter().flatten() {
                let rule = book.rule(id);
                let act = book.acts.get(&rule.act);
                rules.push(RuleInfo {
                    rule: rule.id.clone(),
                    act_title: act.map_or_else(String::new, |act| word(&act.title)),
                    provision: rule.provision.clone(),
                    eli: act.and_then(|act| act.eli.clone()),
                    in_force: version.in_force.to_string(),
                });
            }
        }
        // Two files may answer under one name: their rules stand together.
        if let Some(known) = made
            .iter_mut()
            .find(|o| o.name == obligation.name && o.layer == layer)
        {
            known.title = format!("{} / {}", known.title, word(&obligation.title));
            known.rules.extend(rules);
            known.rules.sort_by(|a, b| a.in_force.cmp(&b.in_force));
            continue;
        }
        made.push(ObligationInfo {
            name: obligation.name.clone(),
            layer: layer.to_owned(),
            title: word(&obligation.title),
            summary: word(&obligation.summary),
            rules,
            target_percent: match obligation.layer {
                Layer::Local(place) => book.locals[usize::from(place)].target_percent,
                Layer::Statute => None,
            },
        });
    }
    made
}
