//! A row as bytes: how it waits, in memory or on disk, until its case is worked on.
//!
//! Owns: the form of these bytes, which never leave the process. Must not know: partitions.
//!
//! `length u32 | line u48 | kind u8 | basis u8 | flags u8 | texts u8 | words u16 | when i64 |
//! [recorded i64] | [period or day i64] | [content u64] | lengths of the texts that are there | texts`.
//! Most cells of most rows are empty, so only the lengths of those that are there are kept.

use omhu_law::calendar::{Day, Period, When};
use omhu_law::history::Row;
use omhu_law::vocabulary::{Basis, KindId, Value};

const WHEN_IS_DAY: u8 = 1;
const RECORDED_IS_OWN: u8 = 2;
const RECORDED_IS_DAY: u8 = 4;
const LONG_TEXTS: u8 = 8;
const VALUE_IS_PERIOD: u8 = 16;
const VALUE_IS_DAY: u8 = 32;
const HAS_CONTENT: u8 = 64;
const HAS_WHEN_TEXT: u8 = 128;

const HEAD: usize = 24;
/// about, ref, basis, value, team, caseworker, family, id, when; the case is always there. Which of the
/// first eight are there is in the byte `texts`, whether the last is in `flags`.
const TEXTS: usize = 9;

/// Appends a row. `content` is the fingerprint of its cells, where it has an id.
pub(crate) fn append(out: &mut Vec<u8>, case: &str, row: &Row<'_>, content: Option<u64>) {
    let texts = [
        row.about,
        row.reference,
        row.basis_text,
        row.value_text,
        row.team,
        row.caseworker,
        row.family,
        row.id,
        row.when_text,
    ];
    let start = out.len();
    let mut flags = 0u8;
    let mut words = 0u16;
    let mut beside = [0i64; 3];
    let mut beside_count = 0;
    let mut put = |number: i64| {
        beside[beside_count] = number;
        beside_count += 1;
    };
    let (when, when_is_day) = moment(row.when);
    if when_is_day {
        flags |= WHEN_IS_DAY;
    }
    if row.recorded != row.when {
        let (recorded, is_day) = moment(row.recorded);
        flags |= RECORDED_IS_OWN | if is_day { RECORDED_IS_DAY } else { 0 };
        put(recorded);
    }
    match row.value {
        Value::Words(bits) => words = bits,
        Value::Every(period) => {
            flags |= VALUE_IS_PERIOD;
            put(i64::from(period.months) << 32 | i64::from(period.days as u32));
        }
        Value::Until(day) => {
            flags |= VALUE_IS_DAY;
            put(i64::from(day.0));
        }
    }
    if let Some(content) = content {
        flags |= HAS_CONTENT;
        put(content as i64);
    }
    let mut there = 0u16;
    let mut lengths = [0u8; TEXTS + 1];
    lengths[0] = case.len() as u8;
    let mut longest = case.len();
    let mut count = 1;
    for (index, text) in texts.iter().enumerate() {
        if !text.is_empty() {
            there |= 1 << index;
            longest = longest.max(text.len());
            lengths[count] = text.len() as u8;
            count += 1;
        }
    }
    if !row.when_text.is_empty() {
        flags |= HAS_WHEN_TEXT;
    }
    if longest > usize::from(u8::MAX) {
        flags |= LONG_TEXTS;
    }
    // One write for everything of fixed length.
    let mut head = [0u8; HEAD + 8 * 3 + TEXTS + 1];
    head[4..10].copy_from_slice(&row.line.to_le_bytes()[..6]);
    head[10] = row.kind.0;
    head[11] = row.basis.0;
    head[12] = flags;
    head[13] = there as u8;
    head[14..16].copy_from_slice(&words.to_le_bytes());
    head[16..24].copy_from_slice(&when.to_le_bytes());
    let mut end = HEAD;
    for number in &beside[..beside_count] {
        head[end..end + 8].copy_from_slice(&number.to_le_bytes());
        end += 8;
    }
    if flags & LONG_TEXTS == 0 {
        head[end..end + TEXTS + 1].copy_from_slice(&lengths);
        out.extend_from_slice(&head[..end + count]);
    } else {
        out.extend_from_slice(&head[..end]);
        out.extend_from_slice(&(case.len() as u32).to_le_bytes());
        for text in texts.iter().filter(|text| !text.is_empty()) {
            out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        }
    }
    out.extend_from_slice(case.as_bytes());
    for text in texts.iter().filter(|text| !text.is_empty()) {
        out.extend_from_slice(text.as_bytes());
    }
    let length = (out.len() - start) as u32;
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// The record that begins at `at`.
pub(crate) fn at(chunk: &[u8], at: usize) -> &[u8] {
    let length = u32::from_le_bytes(array(&chunk[at..at + 4])) as usize;
    &chunk[at..at + length]
}

/// The id of the case, as bytes.
pub(crate) fn case(record: &[u8]) -> &[u8] {
    let (flags, there) = (record[12], there(record));
    let lengths = HEAD + 8 * beside_count(flags);
    let count = 1 + there.count_ones() as usize;
    if flags & LONG_TEXTS == 0 {
        let start = lengths + count;
        &record[start..start + usize::from(record[lengths])]
    } else {
        let start = lengths + 4 * count;
        let length = u32::from_le_bytes(array(&record[lengths..lengths + 4])) as usize;
        &record[start..start + length]
    }
}

/// Whether the row has an id.
pub(crate) fn has_id(record: &[u8]) -> bool {
    record[12] & HAS_CONTENT != 0
}

/// The fingerprint of the row's cells; 0 where it has no id.
pub(crate) fn content(record: &[u8]) -> u64 {
    if !has_id(record) {
        return 0;
    }
    let end = HEAD + 8 * beside_count(record[12]);
    u64::from_le_bytes(array(&record[end - 8..end]))
}

/// When the fact happened.
pub(crate) fn when_of(record: &[u8]) -> When {
    let number = i64::from_le_bytes(array(&record[16..24]));
    when(number, record[12] & WHEN_IS_DAY != 0)
}

/// The row, its texts borrowed.
pub(crate) fn row(record: &[u8]) -> Row<'_> {
    let (flags, there) = (record[12], there(record));
    let mut number_at = HEAD;
    let mut number = || {
        number_at += 8;
        i64::from_le_bytes(array(&record[number_at - 8..number_at]))
    };
    let when = when_of(record);
    let recorded = match flags & RECORDED_IS_OWN != 0 {
        true => self::when(number(), flags & RECORDED_IS_DAY != 0),
        false => when,
    };
    let value = if flags & VALUE_IS_PERIOD != 0 {
        let both = number();
        Value::Every(Period {
            months: (both >> 32) as i32,
            days: both as i32,
        })
    } else if flags & VALUE_IS_DAY != 0 {
        Value::Until(Day(number() as i32))
    } else {
        Value::Words(u16::from_le_bytes(array(&record[14..16])))
    };
    let texts = texts(record, flags, there);
    let mut line = [0u8; 8];
    line[..6].copy_from_slice(&record[4..10]);
    Row {
        kind: KindId(record[10]),
        when,
        when_text: texts[8],
        recorded,
        value,
        basis: Basis(record[11]),
        about: texts[0],
        reference: texts[1],
        basis_text: texts[2],
        value_text: texts[3],
        team: texts[4],
        caseworker: texts[5],
        family: texts[6],
        id: texts[7],
        line: u64::from_le_bytes(line),
    }
}

/// A bit for each text that is there.
fn there(record: &[u8]) -> u16 {
    u16::from(record[13]) | (u16::from(record[12] & HAS_WHEN_TEXT) << 1)
}

fn texts(record: &[u8], flags: u8, there: u16) -> [&str; TEXTS] {
    let lengths = HEAD + 8 * beside_count(flags);
    let count = 1 + there.count_ones() as usize;
    let width = if flags & LONG_TEXTS == 0 { 1 } else { 4 };
    let length = |index: usize| match width {
        1 => usize::from(record[lengths + index]),
        _ => u32::from_le_bytes(array(&record[lengths + 4 * index..lengths + 4 * index + 4]))
            as usize,
    };
    let start = lengths + width * count + length(0);
    // Was UTF-8 when it was written; one check for all texts of the row.
    let mut rest = str::from_utf8(&record[start..]).unwrap_or_default();
    let mut texts = [""; TEXTS];
    let mut index = 1;
    for (place, text) in texts.iter_mut().enumerate() {
        if there & 1 << place != 0 {
            (*text, rest) = rest.split_at_checked(length(index)).unwrap_or_default();
            index += 1;
        }
    }
    texts
}

fn beside_count(flags: u8) -> usize {
    let of = RECORDED_IS_OWN | VALUE_IS_PERIOD | VALUE_IS_DAY | HAS_CONTENT;
    (flags & of).count_ones() as usize
}

fn moment(when: When) -> (i64, bool) {
    match when.instant() {
        Some(seconds) => (seconds, false),
        None => (i64::from(when.day.0), true),
    }
}

fn when(number: i64, is_day: bool) -> When {
    if is_day {
        When::on(Day(number as i32))
    } else {
        When::at(number)
    }
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(bytes);
    array
}

/// No record of this row is longer.
pub(crate) fn size_at_most(case: &str, row: &Row<'_>) -> usize {
    let texts = case.len()
        + row.about.len()
        + row.reference.len()
        + row.basis_text.len()
        + row.value_text.len()
        + row.team.len()
        + row.caseworker.len()
        + row.family.len()
        + row.id.len()
        + row.when_text.len();
    HEAD + 8 * 3 + 4 * (TEXTS + 1) + texts
}
