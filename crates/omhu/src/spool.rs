//! The rows of all partitions, put into the order of cases: each partition is in order already.
//!
//! Rows that do not fit into memory wait in an unnamed file.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The rows of one partition as bytes, and which of them belong to which case.
pub struct Spool {
    ids: Vec<u8>,
    /// For each case: where its id ends in `ids`, how many bytes its rows have.
    cases: Vec<(u32, u64)>,
    bytes: Vec<u8>,
    file: Option<File>,
}

/// How many bytes all spools together may hold in memory.
pub struct Budget {
    left: AtomicUsize,
}

impl Budget {
    pub fn new(bytes: usize) -> Budget {
        Budget {
            left: AtomicUsize::new(bytes),
        }
    }
}

impl Spool {
    pub fn new() -> Spool {
        Spool {
            ids: Vec::new(),
            cases: Vec::new(),
            bytes: Vec::new(),
            file: None,
        }
    }

    /// Appends the rows of a case, made by `write`. Cases come in order.
    pub fn case(&mut self, id: &str, write: impl FnOnce(&mut Vec<u8>)) {
        let before = self.bytes.len();
        write(&mut self.bytes);
        if self.bytes.len() > before {
            self.ids.extend_from_slice(id.as_bytes());
            self.cases
                .push((self.ids.len() as u32, (self.bytes.len() - before) as u64));
        }
    }

    /// Says that all cases are there: keeps the rows in memory where the budget allows.
    pub fn close(mut self, budget: &Budget, folder: Option<&Path>) -> io::Result<Spool> {
        let size = self.bytes.len();
        let take = |left: usize| left.checked_sub(size);
        if budget
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_err()
        {
            let mut file = match folder {
                Some(folder) => tempfile::tempfile_in(folder)?,
                None => tempfile::tempfile()?,
            };
            file.write_all(&self.bytes)?;
            file.seek(SeekFrom::Start(0))?;
            self.bytes = Vec::new();
            self.file = Some(file);
        }
        Ok(self)
    }

    fn id(&self, case: usize) -> &[u8] {
        let start = if case == 0 {
            0
        } else {
            self.cases[case - 1].0 as usize
        };
        &self.ids[start..self.cases[case].0 as usize]
    }
}

/// Writes all rows in the order of cases.
pub fn merge(mut spools: Vec<Spool>, out: &mut dyn Write) -> io::Result<()> {
    let mut readers: Vec<Box<dyn Read>> = Vec::new();
    for spool in &mut spools {
        readers.push(match spool.file.take() {
            Some(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            None => Box::new(io::Cursor::new(std::mem::take(&mut spool.bytes))),
        });
    }
    let mut next = vec![0usize; spools.len()];
    let mut heap = BinaryHeap::new();
    for (place, spool) in spools.iter().enumerate() {
        if !spool.cases.is_empty() {
            heap.push(Reverse((spool.id(0), place)));
        }
    }
    while let Some(Reverse((_, place))) = heap.pop() {
        let length = spools[place].cases[next[place]].1;
        io::copy(&mut (&mut readers[place]).take(length), out)?;
        next[place] += 1;
        if next[place] < spools[place].cases.len() {
            heap.push(Reverse((spools[place].id(next[place]), place)));
        }
    }
    Ok(())
}
