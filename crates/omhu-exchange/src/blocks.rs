//! Blocks of whole records: the file cut so that many threads can read it.
//!
//! Owns: where a record ends, line numbers, records that are too long or never end.
//! Must not know: what a cell means.
//!
//! Records end at `\n`, `\r\n` or a lone `\r`, but not between quotation marks (CSV); a mark opens a cell
//! only where the cell begins, and `""` inside it is a mark. JSON Lines end at `\n`, always.
//!
//! A record that does not end within the limit, or within the file, is one whose quotation mark was
//! never closed: from its first line on, until the limit is reached, each line is a record by itself
//! ([`Kind::Lines`]). So one stray mark costs its own line, whatever the size of blocks, and no line is
//! looked at more than twice. A line longer than the limit is passed over without being held.

use memchr::{memchr, memchr_iter, memrchr, memrchr2};

use crate::error::ReadError;
use crate::marks::Marks;
use crate::source::Input;

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Whole records.
    Records,
    /// Lines that are records by themselves.
    Lines,
    /// The beginning of one line that was too long.
    TooLong,
}

/// A stretch of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// How many bytes of the buffer belong to it.
    pub(crate) length: usize,
    /// The number of its first line.
    pub(crate) line: u64,
    pub(crate) kind: Kind,
}

/// How records end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ends {
    /// By line ends that are not between quotation marks; cells are divided by this byte.
    Csv(u8),
    /// By `\n`.
    JsonLines,
}

/// Cuts an input into blocks.
pub(crate) struct Blocks<'a> {
    input: Input<'a>,
    ends: Ends,
    size: usize,
    limit: usize,
    line: u64,
    carry: Vec<u8>,
    failed: bool,
}

impl<'a> Blocks<'a> {
    /// The blocks of what is left of `input`, which goes on at `line`.
    pub(crate) fn new(
        mut input: Input<'a>,
        ends: Ends,
        size: usize,
        limit: usize,
        line: u64,
    ) -> Blocks<'a> {
        let limit = limit.max(4);
        let carry = input.take_ahead();
        Blocks {
            input,
            ends,
            size: size.clamp(1, limit),
            limit,
            line,
            carry,
            failed: false,
        }
    }

    /// Puts the next block into `buffer`, which may be longer; `None` at the end.
    pub(crate) fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Block>, ReadError> {
        if self.failed {
            return Ok(None);
        }
        let block = self.cut(buffer);
        self.failed = block.is_err();
        block
    }

    /// Gives no more blocks.
    pub(crate) fn stop(&mut self) {
        self.failed = true;
    }

    /// How many bytes were taken in.
    pub(crate) fn taken(&self) -> u64 {
        self.input.taken()
    }

    fn cut(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Block>, ReadError> {
        let mut filled = 0;
        let mut window = self.size;
        loop {
            self.fill(buffer, &mut filled, window)?;
            // What stands ahead of the file, or behind a failed record, may be more than a window.
            let seen = filled.min(window);
            let at_end = self.at_end() && seen == filled;
            if at_end && filled == 0 {
                return Ok(None);
            }
            if let Some(length) = self.last_end(&buffer[..seen], at_end) {
                return Ok(Some(self.emit(buffer, filled, length, Kind::Records)));
            }
            if !at_end && window >= self.limit {
                self.peek()?;
            }
            if at_end || window >= self.limit && !self.at_end() {
                break;
            }
            window = (window * 2).min(self.limit);
        }
        let seen = filled.min(window);
        let at_end = self.at_end() && seen == filled;
        match self.last_line_end(&buffer[..seen], at_end) {
            Some(length) => Ok(Some(self.emit(buffer, filled, length, Kind::Lines))),
            None => self.pass_over(buffer, filled).map(Some),
        }
    }

    fn at_end(&self) -> bool {
        self.input.at_end() && self.carry.is_empty()
    }

    /// Finds out whether the file ends here.
    fn peek(&mut self) -> Result<(), ReadError> {
        let mut byte = [0];
        if self.carry.is_empty() && !self.input.at_end() && self.input.read(&mut byte)? == 1 {
            self.carry.push(byte[0]);
        }
        Ok(())
    }

    /// Fills the buffer up to `size`: first with what was carried over, then from the input.
    fn fill(
        &mut self,
        buffer: &mut Vec<u8>,
        filled: &mut usize,
        size: usize,
    ) -> Result<(), ReadError> {
        if buffer.len() < size {
            buffer.resize(size, 0);
        }
        let from_carry = self.carry.len().min(size - *filled);
        if from_carry > 0 {
            buffer[*filled..*filled + from_carry].copy_from_slice(&self.carry[..from_carry]);
            self.carry.drain(..from_carry);
            *filled += from_carry;
        }
        while *filled < size && !self.input.at_end() {
            *filled += self.input.read(&mut buffer[*filled..size])?;
        }
        Ok(())
    }

    /// Hands out the first `length` bytes and keeps the rest for the next block.
    fn emit(&mut self, buffer: &[u8], filled: usize, length: usize, kind: Kind) -> Block {
        let rest = &buffer[length..filled];
        if self.carry.is_empty() {
            self.carry.extend_from_slice(rest);
        } else {
            self.carry.splice(..0, rest.iter().copied());
        }
        let line = self.line;
        self.line += self.count_lines(&buffer[..length]);
        Block { length, line, kind }
    }

    fn count_lines(&self, bytes: &[u8]) -> u64 {
        match self.ends {
            Ends::Csv(_) => line_ends(bytes),
            Ends::JsonLines => bytecount::count(bytes, b'\n') as u64,
        }
    }

    /// Where the last record ends that ends here.
    fn last_end(&self, bytes: &[u8], at_end: bool) -> Option<usize> {
        let Ends::Csv(separator) = self.ends else {
            return self.last_line_end(bytes, at_end);
        };
        if memchr(b'"', bytes).is_none() {
            return self.last_line_end(bytes, at_end);
        }
        let mut last = None;
        let mut outside = 0;
        let mut open = false;
        let mut marks = Marks::new(bytes, [b'"']).peekable();
        while let Some(mark) = marks.next() {
            if open {
                // Of two marks side by side the first stands for itself and the second for nothing.
                if marks.next_if_eq(&(mark + 1)).is_none() {
                    if mark + 1 == bytes.len() && !at_end {
                        return last;
                    }
                    open = false;
                    outside = mark + 1;
                }
            } else if begins_cell(bytes, mark, separator) {
                let between = &bytes[outside..mark];
                // Most often a lone separator stands between two marks.
                if between != [separator] {
                    last = last_line_end(between, true).map(|at| outside + at).or(last);
                }
                open = true;
            }
        }
        if open {
            return last;
        }
        self.last_line_end(&bytes[outside..], at_end)
            .map(|at| outside + at)
            .or(last)
    }

    /// Where the last line ends that ends here.
    fn last_line_end(&self, bytes: &[u8], at_end: bool) -> Option<usize> {
        if at_end {
            return Some(bytes.len());
        }
        if self.ends == Ends::JsonLines {
            return memrchr(b'\n', bytes).map(|at| at + 1);
        }
        last_line_end(bytes, false)
    }

    /// Passes over the rest of a line that is too long.
    fn pass_over(&mut self, buffer: &mut Vec<u8>, filled: usize) -> Result<Block, ReadError> {
        let line = self.line;
        self.line += 1;
        // The beginning is shown to the user; behind it the buffer is free.
        let kept = filled.min(1 << 10);
        if buffer.len() < kept + (1 << 12) {
            buffer.resize(kept + (1 << 12), 0);
        }
        let block = Block {
            length: kept,
            line,
            kind: Kind::TooLong,
        };
        // The last byte may be a `\r` whose `\n` has not been seen.
        let mut carriage = self.ends != Ends::JsonLines && buffer[filled - 1] == b'\r';
        loop {
            let space = &mut buffer[kept..];
            let count = if self.carry.is_empty() {
                self.input.read(space)?
            } else {
                let count = self.carry.len().min(space.len());
                space[..count].copy_from_slice(&self.carry[..count]);
                self.carry.drain(..count);
                count
            };
            if count == 0 {
                return Ok(block);
            }
            let got = &space[..count];
            let end = if carriage {
                Some(usize::from(got[0] == b'\n'))
            } else {
                match self.ends {
                    Ends::JsonLines => memchr(b'\n', got).map(|at| at + 1),
                    Ends::Csv(_) => match memchr::memchr2(b'\n', b'\r', got) {
                        Some(at) if got[at] == b'\r' && at + 1 == count => {
                            carriage = true;
                            continue;
                        }
                        Some(at) if got[at] == b'\r' && got[at + 1] == b'\n' => Some(at + 2),
                        found => found.map(|at| at + 1),
                    },
                }
            };
            if let Some(end) = end {
                self.carry.splice(..0, got[end..].iter().copied());
                return Ok(block);
            }
        }
    }
}

/// Whether a quotation mark stands where a cell begins. `bytes` begins with a record.
pub(crate) fn begins_cell(bytes: &[u8], mark: usize, separator: u8) -> bool {
    match mark.checked_sub(1).map(|before| bytes[before]) {
        None | Some(b'\n' | b'\r') => true,
        Some(before) => before == separator,
    }
}

/// The quotation mark that closes the cell that `open` opens.
pub(crate) fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mut from = open + 1;
    loop {
        let mark = from + memchr(b'"', &bytes[from..])?;
        if bytes.get(mark + 1) != Some(&b'"') {
            return Some(mark);
        }
        from = mark + 2;
    }
}

/// The end of the last line in `part`; a `\r` at its very end counts only where it is known that no `\n`
/// follows (`closed`).
fn last_line_end(part: &[u8], closed: bool) -> Option<usize> {
    let at = memrchr2(b'\n', b'\r', part)?;
    if closed || part[at] == b'\n' || at + 1 < part.len() {
        return Some(at + 1);
    }
    memrchr2(b'\n', b'\r', &part[..at]).map(|at| at + 1)
}

/// How many lines end here, each `\n`, `\r\n` or lone `\r` being one end.
pub(crate) fn line_ends(bytes: &[u8]) -> u64 {
    let mut count = bytecount::count(bytes, b'\n');
    if memchr(b'\r', bytes).is_some() {
        count += memchr_iter(b'\r', bytes)
            .filter(|at| bytes.get(at + 1) != Some(&b'\n'))
            .count();
    }
    count as u64
}
