//! Rows that cannot be read: where, what stands there, and why.
//!
//! Owns: the reasons, and keeping the first ones of millions. Must not know: how a row is read.

use std::collections::BinaryHeap;

/// How many rejections are kept.
pub(crate) const KEPT: usize = 1000;
/// How many characters of an offending text are kept.
const TEXT_CHARS: usize = 80;

/// A row that was not read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rejection {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The column, as the file names it; empty where the row as a whole is at fault.
    pub column: String,
    /// The offending text, cut at 80 characters.
    pub text: String,
    /// What is wrong with it.
    pub why: Why,
}

/// Why a row was not read. [`Why::message`] says it in a sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// The kind of fact needs this cell.
    MissingCell,
    /// `case_assigned` without team and without caseworker.
    NeitherTeamNorCaseworker,
    /// Neither a day nor an instant.
    BadDay {
        /// The form that was expected, for example `2024-06-03`.
        expected: &'static str,
    },
    /// The calendar has no such day.
    NoSuchDay,
    /// The clock has no such time.
    NoSuchTime,
    /// A local time that was skipped when summer time began.
    SkippedByClock,
    /// A clock time without an offset from UTC.
    NoOffset,
    /// Not a kind of fact.
    UnknownKind {
        /// The kind whose name is nearest, where one is near.
        nearest: Option<String>,
    },
    /// Not a value of this kind.
    BadValue {
        /// The values that this kind may have.
        expected: String,
    },
    /// Not of the form of a legal basis.
    BadBasis,
    /// The row has more or fewer cells than the header.
    CellCount {
        /// How many the row has.
        found: u64,
        /// How many the header has.
        expected: u64,
    },
    /// Bytes that are no text in UTF-8.
    NotUtf8,
    /// A NUL character stands in the cell.
    NulCharacter,
    /// The row is longer than a row may be.
    TooLong {
        /// How many bytes it may have.
        limit: u64,
    },
    /// A quotation mark opens a cell that nothing closes.
    QuoteNotClosed,
    /// The same id stands on another row with other content.
    IdConflict {
        /// The first such row.
        other_line: u64,
    },
    /// Not a JSON object on one line, or a value that is no text, number or null.
    BadJson,
    /// The mapping has no translation of this code.
    UntranslatedCode,
}

/// The rows that were not read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rejected {
    /// How many.
    pub total: u64,
    /// The first 1,000 of them, by line.
    pub first: Vec<Rejection>,
}

/// Counts rejections and keeps the first ones.
pub(crate) struct Tally<'a> {
    total: u64,
    first: BinaryHeap<Rejection>,
    every: Option<&'a (dyn Fn(&Rejection) + Sync)>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(every: Option<&'a (dyn Fn(&Rejection) + Sync)>) -> Tally<'a> {
        Tally {
            total: 0,
            first: BinaryHeap::new(),
            every,
        }
    }

    /// Counts a rejection on this line; makes it only where somebody will see it.
    pub(crate) fn add(&mut self, line: u64, make: impl FnOnce() -> Rejection) {
        self.total += 1;
        let full = self.first.len() >= KEPT;
        let kept = !full || self.first.peek().is_some_and(|last| line <= last.line);
        if !kept && self.every.is_none() {
            return;
        }
        let rejection = make();
        if let Some(every) = self.every {
            every(&rejection);
        }
        if kept {
            self.first.push(rejection);
            if full {
                self.first.pop();
            }
        }
    }

    /// Takes in what another tally counted.
    pub(crate) fn merge(&mut self, other: Tally<'a>) {
        self.total += other.total;
        self.first.extend(other.first);
        while self.first.len() > KEPT {
            self.first.pop();
        }
    }

    pub(crate) fn finish(self) -> Rejected {
        Rejected {
            total: self.total,
            first: self.first.into_sorted_vec(),
        }
    }
}

/// The beginning of an offending text, readable on one line.
pub(crate) fn shown(bytes: &[u8]) -> String {
    // Four bytes is the longest character; more need not be looked at.
    let start = &bytes[..bytes.len().min(TEXT_CHARS * 4)];
    let text = String::from_utf8_lossy(start);
    text.chars()
        .take(TEXT_CHARS)
        .map(|c| match c {
            '\0' => '␀',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}
