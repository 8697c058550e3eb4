//! One row of the case history, and how it is written: by hand into a byte buffer, for speed.

use std::collections::BTreeMap;

use omhu_law::calendar::{Day, When, copenhagen_offset};

/// What an `about` or `ref` cell names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Thing {
    None,
    /// `n1`, `a1`, `d1`, `m1`, `p1`, `x1`.
    Of(u8, u16),
    /// The row of this number in the same case.
    Row(u32),
}

/// A value cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    Text(&'static str),
    Day(Day),
}

/// Who a case is assigned to: team, post, generation in the post; no post while it is vacant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Assignee {
    pub(crate) team: u32,
    pub(crate) person: Option<(u64, u32)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    pub(crate) case: u64,
    pub(crate) kind: &'static str,
    pub(crate) when: When,
    /// Text written instead of `when`: a day that does not exist.
    pub(crate) miswritten: Option<[u8; 10]>,
    pub(crate) about: Thing,
    pub(crate) re: Thing,
    pub(crate) basis: &'static str,
    pub(crate) value: Value,
    pub(crate) assignee: Option<Assignee>,
    pub(crate) family: Option<u64>,
    /// Number within the case; 0 until [`number`] gave it.
    pub(crate) id: u32,
    pub(crate) recorded: When,
}

impl Row {
    pub(crate) fn new(kind: &'static str, when: When) -> Row {
        Row {
            case: 0,
            kind,
            when,
            miswritten: None,
            about: Thing::None,
            re: Thing::None,
            basis: "",
            value: Value::Text(""),
            assignee: None,
            family: None,
            id: 0,
            recorded: when,
        }
    }

    pub(crate) fn on(kind: &'static str, day: Day) -> Row {
        Row::new(kind, When::on(day))
    }

    pub(crate) fn about(mut self, thing: Thing) -> Row {
        self.about = thing;
        self
    }

    pub(crate) fn re(mut self, thing: Thing) -> Row {
        self.re = thing;
        self
    }

    pub(crate) fn basis(mut self, basis: &'static str) -> Row {
        self.basis = basis;
        self
    }

    pub(crate) fn value(mut self, value: &'static str) -> Row {
        self.value = Value::Text(value);
        self
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        write_case(self.case, out);
        out.push(b',');
        out.extend_from_slice(self.kind.as_bytes());
        out.push(b',');
        match &self.miswritten {
            Some(text) => out.extend_from_slice(text),
            None => write_when(self.when, out),
        }
        out.push(b',');
        self.write_thing(self.about, out);
        out.push(b',');
        self.write_thing(self.re, out);
        out.push(b',');
        out.extend_from_slice(self.basis.as_bytes());
        out.push(b',');
        match self.value {
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Day(day) => write_day(day, out),
        }
        out.push(b',');
        match self.assignee {
            None => out.push(b','),
            Some(Assignee { team, person }) => {
                write_team(team, out);
                out.push(b',');
                if let Some((post, generation)) = person {
                    write_person(team, post, generation, out);
                }
            }
        }
        out.push(b',');
        if let Some(family) = self.family {
            out.push(b'F');
            write_number(family, 6, out);
        }
        out.push(b',');
        write_row_id(self.case, self.id, out);
        out.push(b',');
        // Absent means the same as `when`; written only where it differs.
        if self.recorded != self.when || self.miswritten.is_some() {
            write_when(self.recorded, out);
        }
        // The last column is empty: its heading says for every reader that the file is simulated.
        out.extend_from_slice(b",\n");
    }

    pub(crate) fn write_thing(&self, thing: Thing, out: &mut Vec<u8>) {
        match thing {
            Thing::None => {}
            Thing::Of(letter, number) => {
                out.push(letter);
                write_number(u64::from(number), 1, out);
            }
            Thing::Row(id) => write_row_id(self.case, id, out),
        }
    }
}

/// Puts a family's rows in the order of registering and numbers them within each case.
pub(crate) fn number(rows: &mut [Row]) {
    sort(rows);
    let first = rows.iter().map(|row| row.case).min().unwrap_or(0);
    let mut next = [0u32; crate::family::MOST_CHILDREN];
    for row in rows {
        let count = &mut next[(row.case - first) as usize];
        *count += 1;
        row.id = *count;
    }
}

pub(crate) fn sort(rows: &mut [Row]) {
    rows.sort_by_key(|row| (row.recorded.day, row.when));
}

pub(crate) fn write_case(case: u64, out: &mut Vec<u8>) {
    out.push(b'S');
    write_number(case, 6, out);
}

pub(crate) fn write_row_id(case: u64, id: u32, out: &mut Vec<u8>) {
    write_case(case, out);
    out.push(b'-');
    write_number(u64::from(id), 1, out);
}

pub(crate) fn write_team(team: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(b"Team ");
    write_number(u64::from(team), 2, out);
}

/// `T01-C03`, and `T01-C03-2` for the second person in that post.
pub(crate) fn write_person(team: u32, post: u64, generation: u32, out: &mut Vec<u8>) {
    out.push(b'T');
    write_number(u64::from(team), 2, out);
    out.extend_from_slice(b"-C");
    write_number(post + 1, 2, out);
    if generation > 0 {
        out.push(b'-');
        write_number(u64::from(generation) + 1, 1, out);
    }
}

pub(crate) fn write_when(when: When, out: &mut Vec<u8>) {
    write_day(when.day, out);
    let Some(seconds) = when.instant() else {
        return;
    };
    let offset = copenhagen_offset(seconds);
    let clock = (seconds + i64::from(offset)).rem_euclid(86_400) as u32;
    out.push(b'T');
    for (part, end) in [
        (clock / 3600, b':'),
        (clock / 60 % 60, b':'),
        (clock % 60, b'+'),
    ] {
        write_two(part, out);
        out.push(end);
    }
    write_two((offset / 3600) as u32, out);
    out.extend_from_slice(b":00");
}

pub(crate) fn write_day(day: Day, out: &mut Vec<u8>) {
    let (year, month, of_month) = day.civil();
    write_two(year as u32 / 100, out);
    write_two(year as u32 % 100, out);
    out.push(b'-');
    write_two(month, out);
    out.push(b'-');
    write_two(of_month, out);
}

fn write_two(number: u32, out: &mut Vec<u8>) {
    out.push(b'0' + (number / 10) as u8);
    out.push(b'0' + (number % 10) as u8);
}

pub(crate) fn write_number(number: u64, width: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut left = number;
    while left > 0 || digits.len() - at < width {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    out.extend_from_slice(&digits[at..]);
}

/// Rows by kind. Few kinds, found by the address of their name first: no hashing per row.
#[derive(Default)]
pub(crate) struct KindCounts(Vec<(&'static str, u64)>);

impl KindCounts {
    pub(crate) fn add(&mut self, kind: &'static str) {
        match self
            .0
            .iter_mut()
            .find(|(name, _)| std::ptr::eq(*name, kind))
        {
            Some((_, count)) => *count += 1,
            None => self.0.push((kind, 1)),
        }
    }

    pub(crate) fn by_name(self) -> BTreeMap<&'static str, u64> {
        let mut counts = BTreeMap::new();
        for (kind, count) in self.0 {
            *counts.entry(kind).or_default() += count;
        }
        counts
    }
}
