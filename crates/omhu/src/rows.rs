//! One row of the answer as CSV or JSON Lines, by the public contract (section 5).

use std::io::Write as _;

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, instant_text};
use omhu_law::derive::Derived;
use omhu_law::history::CaseFacts;
use omhu_report::ROW_COLUMNS;

/// Appends one cell, escaped.
pub type Cell = fn(&mut Vec<u8>, usize, &[u8], bool);

/// Appends one row: `cell` gets the column's place, the text and whether it is a number.
pub fn write(
    out: &mut Vec<u8>,
    book: &LawBook,
    case_id: &str,
    case: &CaseFacts<'_>,
    row: &Derived,
    cell: Cell,
) {
    let rule = book.rule(row.rule);
    let (team, caseworker) = assigned(case, row);
    let mut number = Number::default();
    cell(out, 0, case_id.as_bytes(), false);
    cell(
        out,
        1,
        book.obligations[usize::from(row.obligation)]
            .name
            .as_bytes(),
        false,
    );
    cell(out, 2, case.thing(row.about).as_bytes(), false);
    cell(out, 3, number.text(row.seq), true);
    cell(out, 4, row.layer.word().as_bytes(), false);
    cell(out, 5, rule.id.as_bytes(), false);
    cell(out, 6, rule.act.as_bytes(), false);
    cell(out, 7, rule.provision.as_bytes(), false);
    cell(out, 8, &day_text(row.trigger_on), false);
    match row.due.map(|due| (due.instant(), due.day)) {
        None => cell(out, 9, b"", false),
        Some((Some(second), _)) => cell(out, 9, instant_text(second).as_bytes(), false),
        Some((None, day)) => cell(out, 9, &day_text(day), false),
    }
    match row.met_on {
        None => cell(out, 10, b"", false),
        Some(day) => cell(out, 10, &day_text(day), false),
    }
    cell(out, 11, row.status.word().as_bytes(), false);
    match row.overrun_days {
        None => cell(out, 12, b"", true),
        Some(days) => cell(out, 12, number.text(days), true),
    }
    cell(out, 13, if row.precision_day { b"day" } else { b"" }, false);
    cell(out, 14, team.as_bytes(), false);
    cell(out, 15, caseworker.as_bytes(), false);
    out.push(b'\n');
}

/// The team and the caseworker that a row counts for.
pub fn assigned<'a>(case: &CaseFacts<'a>, row: &Derived) -> (&'a str, &'a str) {
    row.assigned.map_or(("", ""), |fact| {
        let row = &case.rows[fact as usize];
        (row.team, row.caseworker)
    })
}

/// A cell of CSV by RFC 4180, lines ending in a line feed.
pub fn csv_cell(out: &mut Vec<u8>, place: usize, text: &[u8], _number: bool) {
    if place > 0 {
        out.push(b',');
    }
    if !text
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for byte in text {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// A key and a value of a JSON object; the row's braces come with the first and the last column.
pub fn json_cell(out: &mut Vec<u8>, place: usize, text: &[u8], number: bool) {
    out.extend_from_slice(if place == 0 { b"{\"" } else { b", \"" });
    out.extend_from_slice(ROW_COLUMNS[place].as_bytes());
    out.extend_from_slice(b"\": ");
    json_value(out, text, number);
    if place + 1 == ROW_COLUMNS.len() {
        out.push(b'}');
    }
}

/// A JSON value: `null` where there is no text.
pub fn json_value(out: &mut Vec<u8>, text: &[u8], number: bool) {
    if text.is_empty() {
        out.extend_from_slice(b"null");
    } else if number {
        out.extend_from_slice(text);
    } else if text
        .iter()
        .any(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'))
    {
        // Texts were read as UTF-8; writing into memory cannot fail.
        let _ = serde_json::to_writer(&mut *out, str::from_utf8(text).unwrap_or_default());
    } else {
        out.push(b'"');
        out.extend_from_slice(text);
        out.push(b'"');
    }
}

fn day_text(day: Day) -> [u8; 10] {
    let (year, month, day_of_month) = day.civil();
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let year = year.clamp(0, 9999) as u32;
    [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day_of_month / 10),
        digit(day_of_month),
    ]
}

#[derive(Default)]
struct Number {
    text: Vec<u8>,
}

impl Number {
    fn text(&mut self, number: u32) -> &[u8] {
        self.text.clear();
        let _ = write!(self.text, "{number}");
        &self.text
    }
}
