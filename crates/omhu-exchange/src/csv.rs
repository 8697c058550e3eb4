//! Records of a CSV block, cut into cells.
//!
//! Owns: separators and quotation marks. Must not know: what a cell means.
//!
//! Three ways that must agree: records without quotation marks are cut at separators; records whose marks
//! only enclose whole cells are cut at marks and separators; all others go through `csv-core`, which is
//! what the other two are tested against. Cells are borrowed from the block except in the last case.

use memchr::{memchr, memchr2, memchr3};

use crate::blocks::{self, Block, Kind, begins_cell, closing};
use crate::marks::Marks;

/// Where a cell stands in the text of its record.
pub(crate) type Span = (u32, u32);

/// What is known from the header row.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) separator: u8,
    /// How many columns the file has.
    pub(crate) columns: usize,
    /// Which columns of the file are wanted, in the order of the wanted ones.
    pub(crate) wanted: Vec<Option<usize>>,
}

/// A record, cut.
#[derive(Debug)]
pub(crate) enum Record<'a> {
    /// All cells, as places in the text.
    Cells(&'a str, &'a [Span]),
    /// The record has another number of cells than the header.
    CellCount(&'a [u8], u64),
    /// The cell of this column is no UTF-8, and it is wanted.
    NotUtf8(&'a [u8], usize),
    /// A NUL character stands in the cell of this column, and it is wanted.
    Nul(&'a [u8], usize),
    /// A quotation mark that nothing closes, and what follows it.
    QuoteNotClosed(&'a [u8]),
    /// Nothing but blanks.
    Blank,
}

/// Cuts records, again and again without new memory.
pub(crate) struct Cutter {
    shape: Shape,
    spans: Vec<Span>,
    /// Texts of records that cannot be borrowed as they stand.
    unquoted: Vec<u8>,
    ends: Vec<usize>,
    text: String,
    core: csv_core::Reader,
    /// Whether NUL characters stand in the block.
    nul: bool,
}

/// What one cut says: how many cells there are, and where the record and its line end stop.
struct Cut {
    count: usize,
    content: usize,
    next: usize,
    is_one_line: bool,
}

impl Cutter {
    pub(crate) fn new(shape: Shape) -> Cutter {
        let core = primed_core(shape.separator);
        let spans = vec![(0, 0); shape.columns];
        Cutter {
            shape,
            spans,
            unquoted: Vec::new(),
            ends: Vec::new(),
            text: String::new(),
            core,
            nul: false,
        }
    }

    /// Gives each record of a block with its line to `visit`.
    pub(crate) fn cut(
        &mut self,
        bytes: &[u8],
        block: Block,
        mut visit: impl FnMut(u64, Record<'_>),
    ) {
        self.nul = memchr(0, bytes).is_some();
        if memchr(b'"', bytes).is_some() {
            return self.cut_with_marks(bytes, block, &mut visit);
        }
        let text = str::from_utf8(bytes).ok();
        let mut marks = Marks::new(bytes, [self.shape.separator, b'\n', b'\r']);
        let mut line = block.line;
        let mut at = 0;
        while at < bytes.len() {
            let cut = self.cut_plain(bytes, at, &mut marks);
            let known = text.map(|text| &text[at..cut.content]);
            self.hand_out(&bytes[at..cut.content], known, cut.count, &mut |record| {
                visit(line, record)
            });
            line += 1;
            at = cut.next;
        }
    }

    /// The same for a block in which quotation marks stand.
    fn cut_with_marks(
        &mut self,
        bytes: &[u8],
        block: Block,
        visit: &mut impl FnMut(u64, Record<'_>),
    ) {
        let text = str::from_utf8(bytes).ok();
        let mut marks = Marks::new(bytes, [self.shape.separator, b'\n', b'\r', b'"']);
        let mut line = block.line;
        let mut at = 0;
        while at < bytes.len() {
            if let Some(cut) = self.cut_enclosed(bytes, at, block.kind, &mut marks) {
                let known = text.map(|text| &text[at..cut.content]);
                let content = &bytes[at..cut.content];
                self.hand_out(content, known, cut.count, &mut |record| visit(line, record));
                line += match cut.is_one_line {
                    true => 1,
                    false => blocks::line_ends(&bytes[at..cut.next]),
                };
                at = cut.next;
            } else {
                at = self.cut_any(bytes, at, block.kind, &mut line, visit);
                marks.skip_to(at);
            }
        }
    }

    /// Cuts the record at `at`, in which no quotation mark stands. `marks` stand at or behind it.
    #[inline]
    fn cut_plain(&mut self, bytes: &[u8], at: usize, marks: &mut Marks<'_, 3>) -> Cut {
        let mut count = 0;
        let mut start = at;
        for end in marks.by_ref() {
            // The `\n` of a `\r\n` that the record before has taken.
            if end < at {
                continue;
            }
            self.put(count, start - at, end - at);
            count += 1;
            start = end + 1;
            if bytes[end] != self.shape.separator {
                return Cut {
                    count,
                    content: end,
                    next: after(bytes, end),
                    is_one_line: true,
                };
            }
        }
        self.put(count, start - at, bytes.len() - at);
        Cut {
            count: count + 1,
            content: bytes.len(),
            next: bytes.len(),
            is_one_line: true,
        }
    }

    #[inline]
    fn put(&mut self, column: usize, start: usize, end: usize) {
        if let Some(span) = self.spans.get_mut(column) {
            *span = (start as u32, end as u32);
        }
    }

    /// Cuts the record at `at`, if its quotation marks only enclose whole cells (or stand inside cells that
    /// none encloses); `None` where they do more. `marks` stand at or behind it.
    #[inline]
    fn cut_enclosed(
        &mut self,
        bytes: &[u8],
        at: usize,
        kind: Kind,
        marks: &mut Marks<'_, 4>,
    ) -> Option<Cut> {
        let mut count = 0;
        let mut start = at;
        let mut is_one_line = true;
        loop {
            let enclosed = bytes.get(start) == Some(&b'"');
            let end = if enclosed {
                marks.find(|mark| *mark == start)?;
                let close = marks.find(|mark| {
                    is_one_line &= !matches!(bytes[*mark], b'\n' | b'\r');
                    bytes[*mark] == b'"' || kind == Kind::Lines && !is_one_line
                })?;
                // Here a cell ends with its line; the marks of the next line are not used up.
                if kind == Kind::Lines && !is_one_line {
                    return None;
                }
                self.put(count, start + 1 - at, close - at);
                close + 1
            } else {
                let end = marks.find(|mark| *mark >= start && bytes[*mark] != b'"');
                let end = end.unwrap_or(bytes.len());
                self.put(count, start - at, end - at);
                end
            };
            count += 1;
            let next = match bytes.get(end) {
                Some(byte) if *byte == self.shape.separator => {
                    start = end + 1;
                    continue;
                }
                Some(b'\n' | b'\r') => after(bytes, end),
                None => end,
                // A mark that stands for itself, or text behind the closing one.
                Some(_) => return None,
            };
            return Some(Cut {
                count,
                content: end,
                next,
                is_one_line,
            });
        }
    }

    /// Cuts the record at `at`, whatever it is; says where the next begins.
    fn cut_any(
        &mut self,
        bytes: &[u8],
        at: usize,
        kind: Kind,
        line: &mut u64,
        visit: &mut impl FnMut(u64, Record<'_>),
    ) -> usize {
        let line_end = memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        let scope = match kind {
            Kind::Lines => line_end,
            _ => bytes.len(),
        };
        let content = match record_end(&bytes[at..scope], self.shape.separator) {
            Ok(end) => at + end,
            Err(mark) => {
                let rest = &bytes[(at + mark).min(line_end)..line_end];
                visit(*line, Record::QuoteNotClosed(rest));
                *line += 1;
                return after_line(bytes, line_end);
            }
        };
        let count = self.cut_with_core(&bytes[at..content]);
        let unquoted = std::mem::take(&mut self.unquoted);
        self.hand_out(&unquoted, None, count, &mut |record| visit(*line, record));
        self.unquoted = unquoted;
        let next = after_line(bytes, content);
        *line += blocks::line_ends(&bytes[at..next]);
        next
    }

    /// Cuts any record; the cells stand in `unquoted`.
    fn cut_with_core(&mut self, record: &[u8]) -> usize {
        self.unquoted.clear();
        self.unquoted.resize(record.len() + 1, 0);
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            if self.ends.len() < ended + 16 {
                self.ends.resize(ended + 64, 0);
            }
            // The line end is not part of the record; a `\n` of our own ends it.
            let input = if read < record.len() {
                &record[read..]
            } else {
                b"\n"
            };
            let (result, took, wrote, ends) = self.core.read_record(
                input,
                &mut self.unquoted[written..],
                &mut self.ends[ended..],
            );
            read += took;
            written += wrote;
            ended += ends;
            if matches!(
                result,
                csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End
            ) {
                break;
            }
        }
        self.unquoted.truncate(written);
        let mut start = 0;
        for column in 0..ended {
            let end = self.ends[column];
            self.put(column, start, end);
            start = end;
        }
        ended
    }

    /// Gives a record that was cut to `visit`, as text.
    fn hand_out(
        &mut self,
        content: &[u8],
        known: Option<&str>,
        count: usize,
        visit: &mut impl FnMut(Record<'_>),
    ) {
        let text = known.or_else(|| str::from_utf8(content).ok());
        if count == 1 {
            let (start, end) = self.spans.first().copied().unwrap_or_default();
            if text.is_some_and(|text| text[start as usize..end as usize].trim().is_empty()) {
                return visit(Record::Blank);
            }
        }
        if count != self.shape.columns {
            return visit(Record::CellCount(content, count as u64));
        }
        if self.nul
            && let Some((cell, column)) = self.nul_in(content)
        {
            return visit(Record::Nul(cell, column));
        }
        if let Some(text) = text {
            return visit(Record::Cells(text, &self.spans));
        }
        // Columns that nobody wants may hold what they like.
        self.text.clear();
        for wanted in self.shape.wanted.iter().flatten() {
            let span = &mut self.spans[*wanted];
            let cell = &content[span.0 as usize..span.1 as usize];
            let Ok(cell_text) = str::from_utf8(cell) else {
                return visit(Record::NotUtf8(cell, *wanted));
            };
            let start = self.text.len() as u32;
            self.text.push_str(cell_text);
            *span = (start, self.text.len() as u32);
        }
        visit(Record::Cells(&self.text, &self.spans));
    }

    /// The first wanted cell in which a NUL character stands, and its column.
    fn nul_in<'a>(&self, content: &'a [u8]) -> Option<(&'a [u8], usize)> {
        let wanted = self.shape.wanted.iter().flatten();
        let mut cells = wanted.map(|column| {
            let (start, end) = self.spans[*column];
            (&content[start as usize..end as usize], *column)
        });
        cells.find(|(cell, _)| memchr(0, cell).is_some())
    }
}

/// Where the record at the start of `bytes` ends, without its line end; or the mark that nothing closes.
pub(crate) fn record_end(bytes: &[u8], separator: u8) -> Result<usize, usize> {
    let mut from = 0;
    while let Some(at) = memchr3(b'\n', b'\r', b'"', &bytes[from..]).map(|at| from + at) {
        if bytes[at] != b'"' {
            return Ok(at);
        }
        from = match begins_cell(bytes, at, separator) {
            true => closing(bytes, at).ok_or(at)? + 1,
            false => at + 1,
        };
    }
    Ok(bytes.len())
}

/// Where the next line begins, when the line's content ends at `end`.
pub(crate) fn after_line(bytes: &[u8], end: usize) -> usize {
    if end < bytes.len() {
        after(bytes, end)
    } else {
        end
    }
}

fn after(bytes: &[u8], end: usize) -> usize {
    if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
        end + 2
    } else {
        end + 1
    }
}

/// A state machine that has seen the beginning of a file: only there a byte-order mark means something.
fn primed_core(separator: u8) -> csv_core::Reader {
    let mut core = csv_core::ReaderBuilder::new().delimiter(separator).build();
    core.read_record(b"\n", &mut [0], &mut [0]);
    core
}

/// The cells of one record, as texts of their own.
pub(crate) fn texts(record: &[u8], separator: u8) -> Vec<String> {
    let shape = Shape {
        separator,
        columns: 0,
        wanted: Vec::new(),
    };
    let mut cutter = Cutter::new(shape);
    let count = cutter.cut_with_core(record);
    let mut start = 0;
    cutter.ends[..count]
        .iter()
        .map(|end| {
            let text = String::from_utf8_lossy(&cutter.unquoted[start..*end])
                .trim()
                .to_owned();
            start = *end;
            text
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cutter() -> Cutter {
        Cutter::new(Shape {
            separator: b',',
            columns: 8,
            wanted: Vec::new(),
        })
    }

    fn cells(cutter: &Cutter, text: &[u8], count: usize) -> Vec<Vec<u8>> {
        cutter.spans[..count.min(8)]
            .iter()
            .map(|(start, end)| text[*start as usize..*end as usize].to_vec())
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_quick_ways_agree_with_csv_core(pieces in proptest::collection::vec(
            prop_oneof![Just("a"), Just(","), Just("\""), Just("\"\""), Just("bc"), Just(" "), Just("\u{feff}"), Just("\"x\"")], 1..20)) {
            let record = pieces.concat();
            let bytes = record.as_bytes();
            // Only whole records come here.
            prop_assume!(record_end(bytes, b',') == Ok(bytes.len()));
            let mut core = cutter();
            let count = core.cut_with_core(bytes);
            let expected = cells(&core, &core.unquoted, count);
            if !record.contains('"') {
                let mut plain = cutter();
                let cut = plain.cut_plain(bytes, 0, &mut Marks::new(bytes, *b",\n\r"));
                prop_assert_eq!(cut.count, count);
                prop_assert_eq!(cells(&plain, bytes, count), expected.clone());
            }
            let mut enclosed = cutter();
            let mut marks = Marks::new(bytes, *b",\n\r\"");
            if let Some(cut) = enclosed.cut_enclosed(bytes, 0, Kind::Records, &mut marks) {
                let found = cut.count;
                prop_assert_eq!(found, count);
                prop_assert_eq!(cells(&enclosed, bytes, count), expected);
            }
        }
    }
}
