//! `omhu figures`: obligations counted by the period of their due day.

use std::collections::BTreeMap;

use omhu_exchange::CaseFile;
use omhu_figures::{Counts, FigureKey};
use omhu_law::derive::Derived;
use omhu_law::history::CaseFacts;
use omhu_report::{Column, Table, Texts};

use crate::answers;
use crate::cli::{By, Figures, Format, Per};
use crate::commands::report;
use crate::counting::{Cells, Frame};
use crate::output;
use crate::rows;
use crate::session::{Exit, Session};

const COLUMNS: [&str; 15] = [
    "period",
    "group",
    "obligation",
    "layer",
    "counted",
    "met",
    "late",
    "late_with_preliminary",
    "overdue",
    "percent",
    "low",
    "high",
    "open",
    "ceased",
    "not_applicable",
];

pub fn run(figures: Figures, texts: Texts) -> anyhow::Result<Exit> {
    let session = Session::new(&figures.asking, texts)?;
    let file = session.read(&figures.reading)?;
    let by = match figures.by {
        By::Month => omhu_figures::By::Month,
        By::Quarter => omhu_figures::By::Quarter,
        By::Year => omhu_figures::By::Year,
    };
    let frame = Frame {
        from: figures.from,
        to: figures.to,
        by,
    };
    if figures.answering.format.is_document() {
        report::write(
            &session,
            &file,
            &figures.reading,
            &figures.answering,
            frame,
            false,
        )?;
        return Ok(Exit::of(&file));
    }
    let table = count(&session, &file, figures.reading.threads, frame, figures.per)?;
    output::write(&figures.answering, &session.texts, |out| {
        Ok(out.write_all(&text(&session, figures.answering.format, &table))?)
    })?;
    Ok(Exit::of(&file))
}

/// Counts all rows of a file.
pub fn count(
    session: &Session,
    file: &CaseFile,
    threads: usize,
    frame: Frame,
    per: Per,
) -> anyhow::Result<BTreeMap<FigureKey, Counts>> {
    let each = |cells: &mut Cells, _: &str, case: &CaseFacts<'_>, rows: &[Derived]| {
        for row in rows {
            let (team, caseworker) = rows::assigned(case, row);
            let group = match per {
                Per::Team => team,
                Per::Caseworker => caseworker,
                Per::None => "",
            };
            cells.add(&session.book, row, group);
        }
    };
    let begin = || Cells::new(frame);
    let parts = answers::derive(session, file, threads, begin, each, |cells| cells)?;
    let mut table = BTreeMap::new();
    for part in parts {
        part.pour(&session.book, &mut table);
    }
    Ok(table)
}

fn text(session: &Session, format: Format, table: &BTreeMap<FigureKey, Counts>) -> Vec<u8> {
    let mut out = Vec::new();
    match format {
        Format::Jsonl => {
            for (key, counts) in table {
                for (place, (column, cell)) in COLUMNS.iter().zip(cells(key, counts)).enumerate() {
                    out.extend_from_slice(if place == 0 { b"{\"" } else { b", \"" });
                    out.extend_from_slice(column.as_bytes());
                    out.extend_from_slice(b"\": ");
                    rows::json_value(&mut out, cell.as_bytes(), place > 3);
                }
                out.extend_from_slice(b"}\n");
            }
        }
        Format::Csv => {
            out.extend_from_slice(COLUMNS.join(",").as_bytes());
            out.push(b'\n');
            for (key, counts) in table {
                for (place, cell) in cells(key, counts).iter().enumerate() {
                    rows::csv_cell(&mut out, place, cell.as_bytes(), false);
                }
                out.push(b'\n');
            }
        }
        _ => {
            let mut shown = Table::new(Vec::new());
            shown
                .columns
                .extend(COLUMNS.iter().enumerate().map(|(place, column)| {
                    if place > 3 {
                        Column::numbers(*column)
                    } else {
                        Column::words(*column)
                    }
                }));
            for (key, counts) in table {
                shown.rows.push(cells(key, counts).into());
            }
            if table.is_empty() {
                out.extend_from_slice(session.texts.get("check-nothing-due").as_bytes());
                out.push(b'\n');
            } else {
                out.extend_from_slice(shown.text().as_bytes());
            }
        }
    }
    out
}

fn cells(key: &FigureKey, counts: &Counts) -> [String; 15] {
    let (low, high) = counts
        .interval()
        .map_or_else(Default::default, |(low, high)| {
            (low.to_string(), high.to_string())
        });
    [
        key.period.to_string(),
        key.group.clone(),
        key.obligation.clone(),
        key.layer.clone(),
        counts.counted().to_string(),
        counts.met.to_string(),
        counts.late.to_string(),
        counts.late_with_preliminary.to_string(),
        counts.overdue.to_string(),
        counts
            .percent_tenths()
            .map_or_else(String::new, |percent| percent.to_string()),
        low,
        high,
        counts.open.to_string(),
        counts.ceased.to_string(),
        counts.not_applicable.to_string(),
    ]
}
