//! The worklist as a CSV file: columns and words of the contract, guarded against spreadsheets.

use super::{Row, Turn};

/// The header, in the order of the cells.
pub const COLUMNS: [&str; 17] = [
    "group",
    "case",
    "obligation",
    "about",
    "seq",
    "layer",
    "rule",
    "act",
    "provision",
    "trigger_on",
    "due",
    "status",
    "days_left",
    "waiting_for",
    "waiting_since",
    "team",
    "caseworker",
];

/// The rows as CSV by RFC 4180, separated by semicolons as Danish spreadsheets read it.
#[must_use]
pub fn csv(rows: &[Row<'_>]) -> String {
    let mut text = COLUMNS.join(";");
    text.push_str("\r\n");
    for row in rows {
        let (item, duty) = (&row.item, row.item.duty);
        let (asked, since) = match item.turn {
            Turn::Others { asked, since, .. } => (asked.as_str(), since.to_string()),
            Turn::Ours | Turn::Nobodys => ("", String::new()),
        };
        let cells: [&str; 17] = [
            row.group.word(),
            item.reference,
            &duty.obligation,
            &duty.about,
            &duty.seq.to_string(),
            &duty.layer,
            &row.why.rule,
            &row.why.act,
            &row.why.provision,
            &duty.trigger_on.to_string(),
            &duty.due_text(),
            row.status.word(),
            &row.days_left
                .map_or_else(String::new, |days| days.to_string()),
            asked,
            &since,
            item.team,
            item.caseworker,
        ];
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                text.push(';');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

/// Quoted where it must be; a cell that a spreadsheet would compute begins with an apostrophe.
fn push_cell(text: &mut String, cell: &str) {
    let number = cell.parse::<i64>().is_ok();
    let computes = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if computes && !number { "'" } else { "" };
    if cell.contains([';', ',', '"', '\n', '\r']) {
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(cell);
    }
}
