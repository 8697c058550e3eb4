//! The worklist as a calendar feed (RFC 5545), without personal data.
//!
//! An event says the case number and what is to be done, no more: a feed lies in telephones and in other
//! people's servers. A limit in days is an event of the whole day; a limit in hours ends at its minute, in UTC, which
//! every program turns into the reader's own time (RFC 5545 3.3.5). What is overdue stands today, where somebody looks,
//! and not on the day that has gone. The same row has the same UID for ever: it moves, and is never there twice.

use std::collections::BTreeSet;

use omhu_law::calendar::Day;
use sha2::{Digest, Sha256};

use super::{Group, Now, Row, Turn, Worklist};
use crate::chain::hex;
use crate::ids::CaseNo;

/// The longest line in octets, its end not counted.
const LONGEST: usize = 75;

/// So many seconds before a limit in hours its event begins: long enough to be seen on a day's page.
const LEAD: i64 = 30 * 60;

/// What has a day, as a calendar. `name` is the feed's own name, `title` what is said of a row: what is to be done, and of what
/// is overdue since when; `asks` what is said of an answer (by the sorts that ask) for which others are to be reminded on that
/// day, whether a duty waits for it or none.
pub fn calendar(
    list: &Worklist<'_>,
    name: &str,
    now: Now,
    title: impl Fn(&Row<'_>) -> String,
    asks: impl Fn(&str) -> String,
) -> String {
    let mut text = String::new();
    let stamp = stamp_of(now.second);
    for (key, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//omhu//worklist//DA"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut text, key, value);
    }
    line(&mut text, "X-WR-CALNAME", &escaped(name));
    let mut event = |uid: &str, time: Time, reference: &str, title: &str| {
        line(&mut text, "BEGIN", "VEVENT");
        line(&mut text, "UID", uid);
        line(&mut text, "DTSTAMP", &stamp);
        match time {
            Time::AllDay(day) => {
                line(&mut text, "DTSTART;VALUE=DATE", &basic(day));
                line(&mut text, "DTEND;VALUE=DATE", &basic(day.plus_days(1)));
            }
            Time::By(at) => {
                line(&mut text, "DTSTART", &stamp_of(at - LEAD));
                line(&mut text, "DTEND", &stamp_of(at));
            }
        }
        line(
            &mut text,
            "SUMMARY",
            &escaped(&format!("{reference}: {title}")),
        );
        line(&mut text, "TRANSP", "TRANSPARENT");
        line(&mut text, "END", "VEVENT");
    };
    for row in &list.rows {
        let Some(due) = row.item.duty.due else {
            continue;
        };
        let reminds = row.standing().only_reminds().is_some();
        let time = match (row.group, due.instant()) {
            (Group::Overdue, _) if !reminds => Time::AllDay(now.today),
            (_, None) => Time::AllDay(due.day),
            (_, Some(at)) => Time::By(at),
        };
        event(&uid_of(row), time, row.item.reference, &title(row));
    }
    let of_duties = list.rows.iter().filter_map(|row| match row.item.turn {
        Turn::Others {
            asked,
            since,
            remind: Some(day),
        } => Some((
            row.item.case,
            row.item.reference,
            asked.as_str(),
            *since,
            *day,
        )),
        _ => None,
    });
    let alone = list.awaited.iter().filter_map(|each| {
        let request = each.request;
        let day = request.remind?;
        Some((each.case, each.reference, request.asked, request.since, day))
    });
    // Two duties may wait for one answer.
    let mut told = BTreeSet::new();
    for (case, reference, asked, since, day) in of_duties.chain(alone) {
        let uid = uid_of_request(case, asked, since);
        if told.insert(uid.clone()) {
            let time = Time::AllDay(day.max(now.today));
            event(&uid, time, reference, &asks(asked));
        }
    }
    line(&mut text, "END", "VCALENDAR");
    text
}

/// When something stands in a calendar.
enum Time {
    /// The whole day.
    AllDay(Day),
    /// Up to this second.
    By(i64),
}

/// Hangs on the row only: a moved due day moves the event.
fn uid_of(row: &Row<'_>) -> String {
    let duty = row.item.duty;
    let case = row.item.case.to_string();
    let seq = duty.seq.to_string();
    uid([&case, &duty.layer, &duty.obligation, &duty.about, &seq])
}

/// Hangs on the request only: who asks again moves the event.
fn uid_of_request(case: CaseNo, asked: &str, since: Day) -> String {
    let (case, since) = (case.to_string(), since.to_string());
    uid([&case, "request", asked, &since, ""])
}

fn uid(cells: [&str; 5]) -> String {
    let mut hash = Sha256::new();
    for cell in cells {
        hash.update((cell.len() as u64).to_le_bytes());
        hash.update(cell);
    }
    format!("{}@omhu", &hex(&hash.finalize())[..32])
}

fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// An instant in UTC: `20250616T100000Z`.
fn stamp_of(second: i64) -> String {
    let day = Day(second.div_euclid(86_400) as i32);
    let clock = second.rem_euclid(86_400);
    let (hour, minute) = (clock / 3600, clock / 60 % 60);
    format!("{}T{hour:02}{minute:02}{:02}Z", basic(day), clock % 60)
}

/// A text value: backslash, comma, semicolon and line breaks by RFC 5545 3.3.11; other control
/// characters have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters before it grows longer than 75 octets.
fn line(text: &mut String, key: &str, value: &str) {
    let mut length = 0;
    for c in key.chars().chain([':']).chain(value.chars()) {
        if length + c.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}
