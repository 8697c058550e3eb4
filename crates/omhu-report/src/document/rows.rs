//! Every row of the answer, where the reader asked for it: with the contract's own words, so that it can be compared
//! with what other programs get.

use super::{Block, Phrases, Section, Side, Span, TableBlock};
use crate::input::{ROW_COLUMNS, ROW_NUMBERS};
use crate::{BehindRow, ReportInput};

/// The contract's columns that a document shows: the rule's id tells the act.
fn columns() -> Vec<(String, Side)> {
    let side = |name| match ROW_NUMBERS.contains(&name) {
        true => Side::End,
        false => Side::Start,
    };
    let shown = ROW_COLUMNS.into_iter().filter(|name| *name != "act");
    shown.map(|name| (name.to_owned(), side(name))).collect()
}

pub(super) fn section(input: &ReportInput, phrases: &Phrases<'_>) -> Option<Section> {
    let rows = input.rows.as_ref()?;
    let words = [
        ("listed", (rows.len() as u64).into()),
        ("all", input.rows_total.into()),
    ];
    let table = TableBlock {
        caption: phrases.texts.with("report-rows-caption", &words),
        columns: columns(),
        rows: rows
            .iter()
            .map(|row| cells(row).map(|cell| vec![Span::text(cell)]).into())
            .collect(),
    };
    Some(Section {
        id: "rows",
        heading: phrases.get("report-rows-heading"),
        blocks: vec![
            Block::paragraph(phrases.get("report-rows-about")),
            Block::Tables {
                tables: vec![table],
            },
        ],
    })
}

/// The cells of a row, as in the contract.
pub(crate) fn cells(row: &BehindRow) -> [String; 15] {
    [
        row.case.clone(),
        row.obligation.clone(),
        row.about.clone(),
        row.seq.to_string(),
        row.layer.clone(),
        row.rule.clone(),
        row.provision.clone(),
        row.trigger_on.clone(),
        row.due.clone(),
        row.met_on.clone(),
        row.status.clone(),
        row.overrun_days
            .map_or_else(String::new, |days| days.to_string()),
        row.precision.clone(),
        row.team.clone(),
        row.caseworker.clone(),
    ]
}
