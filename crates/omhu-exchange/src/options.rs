//! What the caller may choose about reading.
//!
//! Owns: the options and their defaults. Must not know: how they are carried out.

use std::path::PathBuf;

use crate::mapping::Mapping;
use crate::rejection::Rejection;

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// CSV with a header row.
    Csv,
    /// JSON Lines.
    JsonLines,
}

/// How far reading has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Bytes of the file taken in.
    pub bytes: u64,
    /// Facts accepted so far; ids with two contents are taken out at the end.
    pub rows: u64,
}

/// How to read a file.
#[derive(Clone)]
pub struct Options<'a> {
    /// The form of the file; `None`: by its name, from a pipe by its first byte.
    pub format: Option<Format>,
    /// The translation of a foreign extract.
    pub mapping: Option<&'a Mapping>,
    /// How many bytes of rows may be held in memory before rows go to disk.
    pub memory_bytes: usize,
    /// How many threads work; 0: as many as there are cores.
    pub threads: usize,
    /// Where rows go that do not fit into memory; `None`: the system's temporary folder.
    pub spill_dir: Option<PathBuf>,
    /// Is given every rejection, in no particular order; [`crate::Rejected`] keeps the first 1,000 only.
    pub every_rejection: Option<&'a (dyn Fn(&Rejection) + Sync)>,
    /// How many bytes are read at a time; changes nothing but speed.
    #[doc(hidden)]
    pub block_bytes: usize,
    /// The longest record that is read.
    #[doc(hidden)]
    pub record_limit: usize,
    /// How many partitions rows are grouped into; changes nothing but speed.
    #[doc(hidden)]
    pub partitions: usize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            format: None,
            mapping: None,
            memory_bytes: 1 << 30,
            threads: 0,
            spill_dir: None,
            every_rejection: None,
            block_bytes: 1 << 20,
            record_limit: 1 << 20,
            partitions: 256,
        }
    }
}

impl Options<'_> {
    /// How many threads work, at least one.
    #[must_use]
    pub fn thread_count(&self) -> usize {
        threads_or_cores(self.threads)
    }
}

/// `threads`, or the number of cores where it is 0.
pub(crate) fn threads_or_cores(threads: usize) -> usize {
    if threads > 0 {
        return threads;
    }
    std::thread::available_parallelism().map_or(1, usize::from)
}
