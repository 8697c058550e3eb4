//! One of the threads that read: takes blocks, makes facts of their rows, keeps them.
//!
//! Owns: the way of a row from bytes to a partition. Must not know: how files are cut, what rules ask.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::fast::FixedState;

use crate::blocks::{self, Block, Blocks};
use crate::check::{Fault, Flaw, Misspelt, Rules};
use crate::columns::Column;
use crate::csv::{Cutter, Record, Shape};
use crate::error::ReadError;
use crate::ids;
use crate::json::{BadLine, Lines};
use crate::layout::{Given, Layout, Room};
use crate::mapping::Encoding;
use crate::options::Progress;
use crate::record;
use crate::rejection::{Rejection, Tally, Why, shown};
use crate::store::{Store, Writer, lock};

/// What all threads share.
pub(crate) struct Job<'i, 'j> {
    pub(crate) blocks: Mutex<Blocks<'i>>,
    pub(crate) layout: &'j Layout,
    pub(crate) rules: Rules<'j>,
    /// The header of a CSV file; `None`: JSON Lines.
    pub(crate) shape: Option<Shape>,
    pub(crate) encoding: Encoding,
    pub(crate) rows: Store,
    pub(crate) fingerprints: Store,
    pub(crate) partitions: usize,
    pub(crate) record_limit: usize,
    pub(crate) every: Option<&'j (dyn Fn(&Rejection) + Sync)>,
    pub(crate) progress: &'j (dyn Fn(Progress) + Sync),
    pub(crate) accepted: AtomicU64,
}

/// What one thread counted.
pub(crate) struct Counted<'j> {
    pub(crate) tally: Tally<'j>,
    pub(crate) accepted: u64,
    pub(crate) blank: u64,
    pub(crate) left_out: u64,
    pub(crate) unknown: BTreeSet<String>,
}

impl<'j> Job<'_, 'j> {
    /// Reads blocks until there are no more.
    pub(crate) fn run(&self) -> Result<Counted<'j>, ReadError> {
        let mut buffer = Vec::new();
        let mut cutter = self.shape.clone().map(Cutter::new);
        let mut lines = Lines::new(&self.layout.wanted);
        let mut hand = Hand::new(self);
        loop {
            let (block, bytes) = {
                let mut blocks = lock(&self.blocks);
                (blocks.next(&mut buffer)?, blocks.taken())
            };
            let Some(block) = block else { break };
            let before = hand.counted.accepted;
            let part = &buffer[..block.length];
            let decoded = match self.encoding {
                Encoding::Utf8 => Cow::Borrowed(part),
                Encoding::Windows1252 => into_bytes(part),
            };
            match &mut cutter {
                _ if block.kind == blocks::Kind::TooLong => hand.too_long(&decoded, block.line),
                Some(cutter) => {
                    cutter.cut(&decoded, block, |line, record| {
                        hand.csv_record(line, record)
                    });
                }
                None => hand.json_lines(&decoded, block, &mut lines),
            }
            if let Some(error) = hand.failed.take() {
                lock(&self.blocks).stop();
                return Err(ReadError::Spill(error));
            }
            let here = hand.counted.accepted - before;
            let rows = self.accepted.fetch_add(here, Ordering::Relaxed) + here;
            (self.progress)(Progress { bytes, rows });
        }
        hand.counted.unknown = lines.unknown;
        hand.finish()
    }
}

fn into_bytes(part: &[u8]) -> Cow<'_, [u8]> {
    match encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(part)
        .0
    {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// Where a thread puts rows.
struct Hand<'r, 'i, 'j> {
    job: &'r Job<'i, 'j>,
    keep: Keep<'r>,
    counted: Counted<'j>,
    room: Room,
    misspelt: Misspelt,
    failed: Option<io::Error>,
}

/// Where facts go.
struct Keep<'j> {
    rows: Writer<'j>,
    fingerprints: Writer<'j>,
    partitions: u64,
    hash: FixedState,
}

impl<'r, 'i, 'j> Hand<'r, 'i, 'j> {
    fn new(job: &'r Job<'i, 'j>) -> Hand<'r, 'i, 'j> {
        Hand {
            job,
            keep: Keep {
                rows: job.rows.writer(),
                fingerprints: job.fingerprints.writer(),
                partitions: job.partitions as u64,
                hash: FixedState::with_seed(PARTITION_SEED),
            },
            counted: Counted {
                tally: Tally::new(job.every),
                accepted: 0,
                blank: 0,
                left_out: 0,
                unknown: BTreeSet::new(),
            },
            room: Room::default(),
            misspelt: Misspelt::default(),
            failed: None,
        }
    }

    fn finish(self) -> Result<Counted<'j>, ReadError> {
        self.keep.rows.finish().map_err(ReadError::Spill)?;
        self.keep.fingerprints.finish().map_err(ReadError::Spill)?;
        Ok(self.counted)
    }

    fn csv_record(&mut self, line: u64, record: Record<'_>) {
        match record {
            Record::Cells(text, spans) => {
                let wanted = self
                    .job
                    .shape
                    .as_ref()
                    .map_or(&[][..], |shape| &shape.wanted);
                self.row(line, |cell| {
                    let column = wanted[cell].unwrap_or(usize::MAX);
                    match spans.get(column) {
                        Some((start, end)) if start < end => {
                            trim(&text[*start as usize..*end as usize])
                        }
                        _ => "",
                    }
                });
            }
            Record::Blank => self.counted.blank += 1,
            Record::CellCount(text, found) => {
                let expected = self
                    .job
                    .shape
                    .as_ref()
                    .map_or(0, |shape| shape.columns as u64);
                self.reject(line, "", text, || Why::CellCount { found, expected });
            }
            Record::NotUtf8(text, column) => {
                self.reject(line, self.name(column), text, || Why::NotUtf8);
            }
            Record::Nul(text, column) => {
                self.reject(line, self.name(column), text, || Why::NulCharacter);
            }
            Record::QuoteNotClosed(text) => self.reject(line, "", text, || Why::QuoteNotClosed),
        }
    }

    /// The name of a wanted column of the file.
    fn name(&self, column: usize) -> &'r str {
        let job = self.job;
        let shape = job.shape.as_ref();
        let wanted = shape.and_then(|shape| shape.wanted.iter().position(|w| *w == Some(column)));
        wanted.map_or("", |wanted| &job.layout.wanted[wanted])
    }

    fn json_lines(&mut self, bytes: &[u8], block: Block, lines: &mut Lines) {
        let mut cells = Vec::new();
        for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let number = block.line + index as u64;
            let Ok(text) = str::from_utf8(line) else {
                self.reject(number, "", line, || Why::NotUtf8);
                continue;
            };
            let text = text.trim();
            if text.is_empty() {
                self.counted.blank += 1;
                continue;
            }
            match lines.cut(text, &mut cells) {
                Ok(()) => self.row(number, |wanted| trim(&cells[wanted])),
                Err(BadLine::Line) => self.reject(number, "", line, || Why::BadJson),
                Err(BadLine::Value(wanted, value)) => {
                    let column = &self.job.layout.wanted[wanted];
                    self.reject(number, column, value.as_bytes(), || Why::BadJson);
                }
                Err(BadLine::Nul(wanted)) => {
                    let (column, cell) = (&self.job.layout.wanted[wanted], &cells[wanted]);
                    self.reject(number, column, cell.as_bytes(), || Why::NulCharacter);
                }
            }
        }
    }

    fn too_long(&mut self, start: &[u8], line: u64) {
        let limit = self.job.record_limit as u64;
        self.reject(line, "", start, || Why::TooLong { limit });
    }

    /// The facts of one row.
    fn row<'a>(&mut self, line: u64, cell: impl Fn(usize) -> &'a str) {
        let Hand {
            job,
            keep,
            counted,
            room,
            misspelt,
            failed,
        } = self;
        let mut any = false;
        job.layout.facts(cell, room, |step, given| {
            any = true;
            let (flaw, text) = match given {
                Given::Fact(mut cells) => match job.rules.fact(&mut cells, line) {
                    Ok(row) => {
                        counted.accepted += 1;
                        if let Err(error) = keep.fact(&cells, &row) {
                            failed.get_or_insert(error);
                        }
                        return;
                    }
                    Err(flaw) => (flaw, cells[flaw.column.index()]),
                },
                Given::Untranslated(column, text) => (
                    Flaw {
                        column,
                        fault: Fault::Untranslated,
                    },
                    text,
                ),
            };
            counted.tally.add(line, || Rejection {
                line,
                column: job.layout.name(flaw.column, step).to_owned(),
                text: shown(text.as_bytes()),
                why: job.rules.why(flaw.fault, text, misspelt),
            });
        });
        if !any {
            counted.left_out += 1;
        }
    }

    fn reject(&mut self, line: u64, column: &str, text: &[u8], why: impl FnOnce() -> Why) {
        self.counted.tally.add(line, || Rejection {
            line,
            column: column.to_owned(),
            text: shown(text.trim_ascii()),
            why: why(),
        });
    }
}

impl Keep<'_> {
    fn fact(
        &mut self,
        cells: &crate::columns::Cells<'_>,
        row: &omhu_law::history::Row<'_>,
    ) -> io::Result<()> {
        let case = cells[Column::Case.index()];
        let content = match row.id {
            "" => None,
            id => {
                let content = ids::content(cells);
                ids::note(&mut self.fingerprints, id, content)?;
                Some(content)
            }
        };
        let partition = partition(&self.hash, case, self.partitions);
        let size = record::size_at_most(case, row);
        self.rows.append(partition, size, |out| {
            record::append(out, case, row, content)
        })
    }
}

const PARTITION_SEED: u64 = 1;

/// The partition of a case.
pub(crate) fn partition_of(case: &str, partitions: usize) -> usize {
    partition(
        &FixedState::with_seed(PARTITION_SEED),
        case,
        partitions as u64,
    )
}

fn partition(hash: &FixedState, case: &str, partitions: u64) -> usize {
    let mut hasher = hash.build_hasher();
    hasher.write(case.as_bytes());
    (((hasher.finish() >> 32) * partitions) >> 32) as usize
}

/// Takes white space off both ends; almost always there is none.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        [only] if only.is_ascii_graphic() => text,
        [] => text,
        _ => text.trim(),
    }
}
