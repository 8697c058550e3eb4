//! Records in partitions: in memory while they fit, then in one unnamed file.
//!
//! Owns: the memory budget and the spill file. Must not know: what a record says.
//!
//! Rows are about children: the file has no name, so nobody else can open it, and it is gone with the
//! process however the process ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest stretch of the spill file that is read back in one piece.
const STRETCH: usize = 64 << 20;

/// The memory that all stores share, and where records go beyond it.
pub(crate) struct Budget {
    limit: usize,
    held: AtomicUsize,
    spill: Mutex<Spill>,
}

struct Spill {
    folder: Option<PathBuf>,
    file: Option<File>,
    end: u64,
}

/// Records still being written, by many threads.
pub(crate) struct Store {
    budget: Arc<Budget>,
    partitions: Vec<Mutex<Partition>>,
    chunk_bytes: usize,
}

/// The records of one partition. A record never spans two chunks.
#[derive(Default)]
pub(crate) struct Partition {
    chunks: Vec<Vec<u8>>,
    spilled: Vec<Stretch>,
}

#[derive(Clone, Copy)]
struct Stretch {
    start: u64,
    length: usize,
}

/// One thread's hand in a store.
pub(crate) struct Writer<'s> {
    store: &'s Store,
    open: Vec<Vec<u8>>,
}

impl Budget {
    pub(crate) fn new(limit: usize, folder: Option<PathBuf>) -> Budget {
        let spill = Mutex::new(Spill {
            folder,
            file: None,
            end: 0,
        });
        Budget {
            limit,
            held: AtomicUsize::new(0),
            spill,
        }
    }

    /// Reads back what a partition left in memory and on disk.
    pub(crate) fn load<'p>(&self, partition: &'p Partition) -> io::Result<Loaded<'p>> {
        let mut back = Vec::with_capacity(partition.spilled.len());
        for stretch in &partition.spilled {
            let mut bytes = vec![0; stretch.length];
            let mut spill = lock(&self.spill);
            let file = spill.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
            file.seek(SeekFrom::Start(stretch.start))?;
            file.read_exact(&mut bytes)?;
            back.push(bytes);
        }
        Ok(Loaded {
            back,
            chunks: &partition.chunks,
        })
    }

    fn write(&self, chunks: &[Vec<u8>], spilled: &mut Vec<Stretch>) -> io::Result<()> {
        let mut spill = lock(&self.spill);
        let Spill { folder, file, end } = &mut *spill;
        let file = match file {
            Some(file) => file,
            None => file.insert(match folder {
                Some(folder) => tempfile::tempfile_in(folder)?,
                None => tempfile::tempfile()?,
            }),
        };
        file.seek(SeekFrom::Start(*end))?;
        for chunk in chunks {
            file.write_all(chunk)?;
            match spilled.last_mut() {
                Some(last)
                    if last.start + last.length as u64 == *end
                        && last.length + chunk.len() <= STRETCH =>
                {
                    last.length += chunk.len();
                }
                _ => spilled.push(Stretch {
                    start: *end,
                    length: chunk.len(),
                }),
            }
            *end += chunk.len() as u64;
        }
        Ok(())
    }
}

impl Store {
    /// A store of so many partitions, that `writers` threads write to.
    pub(crate) fn new(budget: &Arc<Budget>, partitions: usize, writers: usize) -> Store {
        let share = budget.limit / (8 * partitions * writers.max(1));
        Store {
            budget: Arc::clone(budget),
            partitions: (0..partitions).map(|_| Mutex::default()).collect(),
            chunk_bytes: share.clamp(1 << 12, 1 << 15),
        }
    }

    pub(crate) fn writer(&self) -> Writer<'_> {
        Writer {
            store: self,
            open: self.partitions.iter().map(|_| Vec::new()).collect(),
        }
    }

    /// The partitions, when all writers are done.
    pub(crate) fn finish(self) -> Vec<Partition> {
        let unlock = |p: Mutex<Partition>| p.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.partitions.into_iter().map(unlock).collect()
    }

    fn seal(&self, index: usize, chunk: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut partition = lock(&self.partitions[index]);
        let size = chunk.capacity();
        partition.chunks.push(chunk);
        let held = self.budget.held.fetch_add(size, Ordering::Relaxed) + size;
        if held <= self.budget.limit {
            return Ok(Vec::new());
        }
        let Partition { chunks, spilled } = &mut *partition;
        self.budget.write(chunks, spilled)?;
        let freed = chunks.iter().map(Vec::capacity).sum::<usize>();
        self.budget.held.fetch_sub(freed, Ordering::Relaxed);
        let mut again = chunks.pop().unwrap_or_default();
        chunks.clear();
        again.clear();
        Ok(again)
    }
}

impl Writer<'_> {
    /// Lets `write` append one record of at most `size` bytes to a partition.
    pub(crate) fn append(
        &mut self,
        index: usize,
        size: usize,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> io::Result<()> {
        let open = &mut self.open[index];
        if open.len() + size > open.capacity() {
            let full = std::mem::take(open);
            if !full.is_empty() {
                *open = self.store.seal(index, full)?;
            }
            open.reserve_exact(self.store.chunk_bytes.max(size));
        }
        write(open);
        Ok(())
    }

    /// Hands over what is still open.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        for (index, open) in std::mem::take(&mut self.open).into_iter().enumerate() {
            if !open.is_empty() {
                self.store.seal(index, open)?;
            }
        }
        Ok(())
    }
}

/// The records of one partition, in memory.
pub(crate) struct Loaded<'p> {
    back: Vec<Vec<u8>>,
    chunks: &'p [Vec<u8>],
}

impl Loaded<'_> {
    /// Stretches of whole records.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = &[u8]> {
        self.back.iter().chain(self.chunks).map(Vec::as_slice)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.chunks().map(<[u8]>::len).sum()
    }
}

/// A lock whose holder panicked is still good for counting up and taking down.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
