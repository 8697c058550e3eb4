//! Every row of the answer, where the reader asked for it: with the contract's own words, so that it can be compared
//! with what other programs get.

use super::{Block, Phrases, Section, Side, Span, TableBlock};
use crate::{BehindRow, ReportInput};

/// The columns of the contract, in order; `case` leads.
pub(crate) const COLUMNS: [(&str, Side); 15] = [
    ("case", Side::Start),
    ("obligation", Side::Start),
    ("about", Side::Start),
    ("seq", Side::End),
    ("layer", Side::Start),
    ("rule", Side::Start),
    ("provision", Side::Start),
    ("trigger_on", Side::Start),
    ("due", Side::Start),
    ("met_on", Side::Start),
    ("status", Side::Start),
    ("overrun_days", Side::End),
    ("precision", Side::Start),
    ("team", Side::Start),
    ("caseworker", Side::Start),
];

pub(super) fn section(input: &ReportInput, phrases: &Phrases<'_>) -> Option<Section> {
    let rows = input.rows.as_ref()?;
    let words = [
        ("listed", (rows.len() as u64).into()),
        ("all", input.rows_total.into()),
    ];
    let table = TableBlock {
        caption: phrases.texts.with("report-rows-caption", &words),
        columns: COLUMNS.map(|(name, side)| (name.to_owned(), side)).into(),
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
