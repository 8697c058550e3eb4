//! The worklist as a CSV file: columns and words of the contract, guarded against spreadsheets.

use omhu_law::calendar::Day;

use super::{Awaited, Row, Turn, Worklist};

/// The header, in the order of the cells.
pub const COLUMNS: [&str; 18] = [
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
    "answer_by",
];

/// The list as CSV by RFC 4180, separated by semicolons as Danish spreadsheets read it. What is awaited though no duty rests on
/// it has no obligation, and the day of the reminder as its due day; of what a duty waits for too, `answer_by` says the day on
/// which to ask again.
#[must_use]
pub fn csv(list: &Worklist<'_>, today: Day) -> String {
    let mut text = COLUMNS.join(";");
    text.push_str("\r\n");
    for row in &list.rows {
        push_row(&mut text, row);
    }
    for awaited in &list.awaited {
        push_awaited(&mut text, awaited, today);
    }
    text
}

fn push_row(text: &mut String, row: &Row<'_>) {
    let (item, duty) = (&row.item, row.item.duty);
    let (asked, since, remind) = match item.turn {
        Turn::Others {
            asked,
            since,
            remind,
        } => (asked.as_str(), since.to_string(), *remind),
        Turn::Ours | Turn::Nobodys => ("", String::new(), None),
    };
    let answer_by = remind.map_or_else(String::new, |day| day.to_string());
    let days_left = row.days_left.map(|days| days.to_string());
    push_cells(
        text,
        [
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
            &days_left.unwrap_or_default(),
            asked,
            &since,
            item.team,
            item.caseworker,
            &answer_by,
        ],
    );
}

fn push_awaited(text: &mut String, awaited: &Awaited<'_>, today: Day) {
    let request = awaited.request;
    let due = request.remind.map(|day| day.to_string());
    let days_left = request.remind.map(|day| (day.0 - today.0).to_string());
    let mut cells = [""; 18];
    let since = request.since.to_string();
    let (due, days_left) = (due.unwrap_or_default(), days_left.unwrap_or_default());
    for (column, cell) in [
        ("group", request.group(today).word()),
        ("case", awaited.reference),
        ("due", &due),
        ("days_left", &days_left),
        ("waiting_for", request.asked),
        ("waiting_since", &since),
        ("team", awaited.team),
        ("caseworker", awaited.caseworker),
        ("answer_by", &due),
    ] {
        if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
            cells[place] = cell;
        }
    }
    push_cells(text, cells);
}

fn push_cells(text: &mut String, cells: [&str; 18]) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(';');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
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
