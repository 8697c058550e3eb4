//! The case list: filter by obligation and period, and the rows are the ones counted as late or missing.

use omhu_figures::By;
use rust_xlsxwriter::Workbook;

use super::Book;
use super::sheet::{Heading, List, Sheet};
use crate::analysis::period;
use crate::status::{layer, status};
use crate::{BehindRow, ReportError};

const HEADINGS: [Heading; 17] = [
    ("sheet-case", 16.0),
    ("figures-obligation", 38.0),
    ("sheet-name", 28.0),
    ("sheet-layer", 12.0),
    ("sheet-about", 10.0),
    ("sheet-seq", 8.0),
    ("figures-period", 11.0),
    ("sheet-trigger-on", 12.0),
    ("sheet-due", 17.0),
    ("sheet-met-on", 12.0),
    ("sheet-status", 38.0),
    ("sheet-overrun-days", 10.0),
    ("sheet-rule", 18.0),
    ("sheet-provision", 24.0),
    ("sheet-precision", 11.0),
    ("figures-team", 18.0),
    ("sheet-caseworker", 18.0),
];

pub(super) fn sheets(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let input = book.input;
    let mut about = book.texts.get("sheet-cases-about");
    if input.behind_total > input.behind.len() as u64 {
        let words = [
            ("listed", input.behind.len().into()),
            ("all", input.behind_total.into()),
        ];
        about = format!("{about} {}", book.texts.with("report-missing-cut", &words));
    }
    let list = List {
        name: book.texts.get("sheet-cases"),
        about,
        headings: &HEADINGS,
    };
    // One sheet also when nothing is behind: an empty list is an answer.
    list.write(workbook, book, &input.behind, |sheet, case| {
        row(sheet, book, case)
    })
}

fn row(sheet: &mut Sheet<'_>, book: &Book<'_>, case: &BehindRow) -> Result<(), ReportError> {
    let known = book
        .input
        .obligations
        .iter()
        .find(|o| o.name == case.obligation && o.layer == case.layer);
    sheet.text(&case.case)?;
    sheet.text(known.map_or(case.obligation.as_str(), |o| o.title.as_str()))?;
    sheet.text(&case.obligation)?;
    sheet.text(&layer(book.texts, &case.layer))?;
    sheet.text(&case.about)?;
    sheet.count(case.seq.into())?;
    sheet.text(&period(By::Month, &case.due).map_or(String::new(), |period| period.to_string()))?;
    sheet.day(&case.trigger_on)?;
    sheet.day(&case.due)?;
    sheet.day(&case.met_on)?;
    sheet.text(&status(book.texts, &case.status))?;
    sheet.overrun(case.overrun_days)?;
    sheet.text(&case.rule)?;
    sheet.text(&case.provision)?;
    sheet.text(&case.precision)?;
    sheet.text(&case.team)?;
    sheet.text(&case.caseworker)
}
