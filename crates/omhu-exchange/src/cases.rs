//! The cases of a file that was read, one at a time.
//!
//! Owns: grouping rows by case. Must not know: the form of the file, any rule.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use omhu_law::calendar::When;
use omhu_law::history::{Builder, CaseFacts};
use omhu_law::vocabulary::Vocabulary;
use std::hash::{BuildHasher, Hasher};

use crate::error::ReadError;
use crate::ids::Conflicts;
use crate::options::threads_or_cores;
use crate::record;
use crate::rejection::Rejected;
use crate::store::{Budget, Loaded, Partition, lock};
use crate::worker::partition_of;

/// A case history that was read: its rows wait in partitions, by case.
pub struct CaseFile {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) budget: Arc<Budget>,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) conflicts: Conflicts,
    pub(crate) rejected: Rejected,
    pub(crate) unknown_columns: Vec<String>,
    pub(crate) accepted: u64,
    pub(crate) blank: u64,
    pub(crate) left_out: u64,
}

impl CaseFile {
    /// How many facts were accepted, the same one given twice counted twice.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.accepted
    }

    /// The rows that were not read.
    #[must_use]
    pub fn rejected(&self) -> &Rejected {
        &self.rejected
    }

    /// Columns (or JSON keys) that are no part of the contract.
    #[must_use]
    pub fn unknown_columns(&self) -> &[String] {
        &self.unknown_columns
    }

    /// How many blank lines there were.
    #[must_use]
    pub fn blank(&self) -> u64 {
        self.blank
    }

    /// How many rows hold no fact, as the mapping says.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Works on all partitions with so many threads (0: one for each core). The results stand in the
    /// order of partitions, which is the same for the same file.
    ///
    /// # Errors
    /// Where rows that were put on disk cannot be read back.
    pub fn work<T: Send>(
        &self,
        threads: usize,
        work: impl Fn(&mut PartitionCases<'_>) -> T + Sync,
    ) -> Result<Vec<T>, ReadError> {
        let next = AtomicUsize::new(0);
        let results: Mutex<Vec<Option<T>>> =
            Mutex::new(self.partitions.iter().map(|_| None).collect());
        let run = || -> io::Result<()> {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(partition) = self.partitions.get(index) else {
                    return Ok(());
                };
                let loaded = self.budget.load(partition).inspect_err(|_| {
                    next.store(self.partitions.len(), Ordering::Relaxed);
                })?;
                let result = work(&mut PartitionCases::new(self, &loaded));
                lock(&results)[index] = Some(result);
            }
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads_or_cores(threads))
                .map(|_| scope.spawn(run))
                .collect();
            let mine = run();
            others.into_iter().fold(mine, |sum, thread| {
                let other = thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                sum.and(other)
            })
        })
        .map_err(ReadError::Spill)?;
        let results = results
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(results.into_iter().flatten().collect())
    }

    /// Shows one case to `look`; `None` where the file has no such case.
    ///
    /// # Errors
    /// Where rows that were put on disk cannot be read back.
    pub fn look_up<T>(
        &self,
        case: &str,
        look: impl FnOnce(&CaseFacts<'_>) -> T,
    ) -> Result<Option<T>, ReadError> {
        let partition = &self.partitions[partition_of(case, self.partitions.len())];
        let loaded = self.budget.load(partition).map_err(ReadError::Spill)?;
        Ok(PartitionCases::new(self, &loaded).find(case).map(look))
    }
}

/// The cases of one partition.
pub struct PartitionCases<'p> {
    vocabulary: &'p Vocabulary,
    chunks: Vec<&'p [u8]>,
    /// In code-point order of their ids.
    cases: Vec<CaseRows<'p>>,
    /// Where each row stands, row behind row of the same case.
    places: Vec<Place>,
    next: usize,
    order: Vec<(When, Place)>,
    builder: Builder<'p>,
    facts: CaseFacts<'p>,
}

struct CaseRows<'p> {
    id: &'p [u8],
    first: u32,
    count: u32,
}

#[derive(Clone, Copy, Default)]
struct Place {
    chunk: u32,
    at: u32,
}

impl<'p> PartitionCases<'p> {
    fn new(file: &'p CaseFile, loaded: &'p Loaded<'_>) -> PartitionCases<'p> {
        let chunks: Vec<&[u8]> = loaded.chunks().collect();
        let (mut cases, rows) = group(&chunks, &file.conflicts);
        let places = in_cases(&mut cases, &rows);
        cases.sort_unstable_by_key(|case| case.id);
        PartitionCases {
            vocabulary: &file.vocabulary,
            chunks,
            cases,
            places,
            next: 0,
            order: Vec::new(),
            builder: Builder::new(&file.vocabulary),
            facts: CaseFacts::default(),
        }
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// The next case in code-point order of the ids of this partition, its facts in order.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator cannot lend its memory again and again"
    )]
    pub fn next(&mut self) -> Option<(&str, &CaseFacts<'p>)> {
        let index = self.next;
        self.next += 1;
        self.arrange(index)
    }

    /// The case of this id, if it is in this partition.
    pub fn find(&mut self, case: &str) -> Option<&CaseFacts<'p>> {
        let index = self
            .cases
            .binary_search_by_key(&case.as_bytes(), |case| case.id)
            .ok()?;
        self.arrange(index).map(|(_, facts)| facts)
    }

    fn arrange(&mut self, index: usize) -> Option<(&str, &CaseFacts<'p>)> {
        let case = self.cases.get(index)?;
        let first = case.first as usize;
        let places = &self.places[first..first + case.count as usize];
        let record = |place: &Place| {
            let chunk = self.chunks[place.chunk as usize];
            record::at(chunk, place.at as usize)
        };
        // Rows are large: moving their places into order first spares moving the rows.
        self.order.clear();
        let dated = |place: &Place| (record::when_of(record(place)), *place);
        self.order.extend(places.iter().map(dated));
        self.order.sort_unstable_by_key(|(when, _)| *when);
        self.facts.rows.clear();
        let rows = self
            .order
            .iter()
            .map(|(_, place)| record::row(record(place)));
        self.facts.rows.extend(rows);
        self.builder.arrange(self.vocabulary, &mut self.facts);
        // Was UTF-8 when it was written.
        Some((str::from_utf8(case.id).unwrap_or_default(), &self.facts))
    }
}

/// Finds the cases; each row with the number of its case.
fn group<'p>(chunks: &[&'p [u8]], conflicts: &Conflicts) -> (Vec<CaseRows<'p>>, Vec<(u32, Place)>) {
    let hash = FixedState::with_seed(2);
    let hash = |id: &[u8]| {
        let mut hasher = hash.build_hasher();
        hasher.write(id);
        hasher.finish()
    };
    let mut numbers: HashTable<u32> = HashTable::new();
    let mut cases: Vec<CaseRows<'p>> = Vec::new();
    let mut rows = Vec::new();
    for (chunk, bytes) in chunks.iter().enumerate() {
        let mut at = 0;
        while at < bytes.len() {
            let row = record::at(bytes, at);
            let place = Place {
                chunk: chunk as u32,
                at: at as u32,
            };
            at += row.len();
            if conflicts.concern(row) {
                continue;
            }
            let id = record::case(row);
            let same = |number: &u32| cases[*number as usize].id == id;
            let again = |number: &u32| hash(cases[*number as usize].id);
            let next = cases.len() as u32;
            let number = *numbers.entry(hash(id), same, again).or_insert(next).get();
            if number == next {
                cases.push(CaseRows {
                    id,
                    first: 0,
                    count: 0,
                });
            }
            cases[number as usize].count += 1;
            rows.push((number, place));
        }
    }
    (cases, rows)
}

/// Puts the rows of each case side by side.
fn in_cases(cases: &mut [CaseRows<'_>], rows: &[(u32, Place)]) -> Vec<Place> {
    let mut first = 0;
    for case in cases.iter_mut() {
        case.first = first;
        first += case.count;
        case.count = 0;
    }
    let mut places = vec![Place::default(); rows.len()];
    for (number, place) in rows {
        let case = &mut cases[*number as usize];
        places[(case.first + case.count) as usize] = *place;
        case.count += 1;
    }
    places
}
