//! Every row of the answer on sheets of its own, where the reader asked for it.

use rust_xlsxwriter::Workbook;

use super::Book;
use super::sheet::{Heading, List, Sheet};
use crate::{BehindRow, ReportError};

const HEADINGS: [Heading; 15] = [
    ("sheet-case", 16.0),
    ("sheet-name", 28.0),
    ("sheet-about", 10.0),
    ("sheet-seq", 8.0),
    ("sheet-layer", 12.0),
    ("sheet-rule", 18.0),
    ("sheet-provision", 24.0),
    ("sheet-trigger-on", 12.0),
    ("sheet-due", 17.0),
    ("sheet-met-on", 12.0),
    ("sheet-status", 22.0),
    ("sheet-overrun-days", 10.0),
    ("sheet-precision", 11.0),
    ("figures-team", 18.0),
    ("sheet-caseworker", 18.0),
];

pub(super) fn sheets(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let Some(rows) = book.input.rows.as_ref().filter(|rows| !rows.is_empty()) else {
        return Ok(());
    };
    let words = [
        ("listed", (rows.len() as u64).into()),
        ("all", book.input.rows_total.into()),
    ];
    let list = List {
        name: book.texts.get("report-rows-heading"),
        about: book.texts.with("report-rows-caption", &words),
        headings: &HEADINGS,
    };
    list.write(workbook, book, rows, write)
}

fn write(sheet: &mut Sheet<'_>, row: &BehindRow) -> Result<(), ReportError> {
    for text in [&row.case, &row.obligation, &row.about] {
        sheet.text(text)?;
    }
    sheet.count(row.seq.into())?;
    for text in [&row.layer, &row.rule, &row.provision] {
        sheet.text(text)?;
    }
    for day in [&row.trigger_on, &row.due, &row.met_on] {
        sheet.day(day)?;
    }
    sheet.text(&row.status)?;
    sheet.overrun(row.overrun_days)?;
    for text in [&row.precision, &row.team, &row.caseworker] {
        sheet.text(text)?;
    }
    Ok(())
}
