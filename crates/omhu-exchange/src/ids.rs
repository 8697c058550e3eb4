//! Which ids of rows stand on rows with different content, anywhere in the file.
//!
//! Owns: deciding that once, for the whole file. Must not know: how rows are read.
//!
//! While rows are read, only two fingerprints of each row with an id are kept, 16 bytes. An id whose
//! fingerprint meets two contents is a suspect; only then are the rows looked through again, and ids
//! compared as texts.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::{HashMap, HashSet, HashTable};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::columns::{Cells, Column};
use crate::record;
use crate::rejection::{Rejection, Tally, Why, shown};
use crate::store::{Budget, Partition, Writer, lock};

type Fixed = foldhash::fast::FixedState;

/// How many partitions fingerprints are kept in.
pub(crate) const PARTITIONS: usize = 256;
const ENTRY: usize = 16;

/// The fingerprint of the cells that a row's kind uses, but for its id: the sum of those of its cells,
/// each seeded with its column.
pub(crate) fn content(cells: &Cells<'_>) -> u64 {
    let filled = Column::ALL
        .into_iter()
        .zip(cells)
        .filter(|(column, text)| *column != Column::Id && !text.is_empty());
    filled.fold(0, |sum: u64, (column, text)| {
        sum.wrapping_add(xxh3_64_with_seed(text.as_bytes(), 1 + column as u64))
    })
}

/// Notes that a row with this id has this content.
pub(crate) fn note(writer: &mut Writer<'_>, id: &str, content: u64) -> io::Result<()> {
    let id = xxh3_64(id.as_bytes());
    let partition = (id >> 56) as usize % PARTITIONS;
    writer.append(partition, ENTRY, |out| {
        out.extend_from_slice(&id.to_le_bytes());
        out.extend_from_slice(&content.to_le_bytes());
    })
}

/// The ids that stand on rows with different content.
#[derive(Default)]
pub(crate) struct Conflicts {
    ids: HashSet<String, Fixed>,
}

impl Conflicts {
    /// Whether the row must be left out.
    pub(crate) fn concern(&self, record: &[u8]) -> bool {
        !self.ids.is_empty() && record::has_id(record) && self.ids.contains(record::row(record).id)
    }
}

/// Finds the conflicts, rejects their rows in `tally`, and says how many rows those were.
pub(crate) fn conflicts(
    budget: &Budget,
    fingerprints: &[Partition],
    rows: &[Partition],
    threads: usize,
    id_column: &str,
    tally: &mut Tally<'_>,
) -> io::Result<(Conflicts, u64)> {
    let suspects = suspects(budget, fingerprints, threads)?;
    if suspects.is_empty() {
        return Ok((Conflicts::default(), 0));
    }
    let mut seen = seen(budget, rows, &suspects)?;
    seen.retain(|_, lines| lines.iter().any(|(content, _)| *content != lines[0].0));
    let mut count = 0;
    for (id, lines) in &mut seen {
        lines.sort_unstable_by_key(|(content, line)| (*line, *content));
        let (first_content, first_line) = lines[0];
        let other = lines.iter().find(|(content, _)| *content != first_content);
        let other_line = other.map_or(first_line, |(_, line)| *line);
        for (content, line) in lines.iter() {
            count += 1;
            tally.add(*line, || Rejection {
                line: *line,
                column: id_column.to_owned(),
                text: shown(id.as_bytes()),
                why: Why::IdConflict {
                    other_line: if *content == first_content {
                        other_line
                    } else {
                        first_line
                    },
                },
            });
        }
    }
    Ok((
        Conflicts {
            ids: seen.into_keys().collect(),
        },
        count,
    ))
}

/// Fingerprints of ids that met two contents.
fn suspects(
    budget: &Budget,
    fingerprints: &[Partition],
    threads: usize,
) -> io::Result<HashSet<u64, Fixed>> {
    let next = AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Ok(HashSet::default()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(partition) = fingerprints.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let here = suspects_of(budget, partition);
                    let mut found = lock(&found);
                    match (here, &mut *found) {
                        (Ok(here), Ok(all)) => all.extend(here),
                        (Err(error), Ok(_)) => *found = Err(error),
                        (_, Err(_)) => return,
                    }
                }
            });
        }
    });
    found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn suspects_of(budget: &Budget, partition: &Partition) -> io::Result<HashSet<u64, Fixed>> {
    let loaded = budget.load(partition)?;
    let mut contents: HashTable<(u64, u64)> = HashTable::with_capacity(loaded.bytes() / ENTRY);
    let mut suspects = HashSet::default();
    for chunk in loaded.chunks() {
        for entry in chunk.as_chunks::<ENTRY>().0 {
            let [id, content] = entry.as_chunks::<8>().0 else {
                continue;
            };
            let (id, content) = (u64::from_le_bytes(*id), u64::from_le_bytes(*content));
            // All ids here share their first bits, which the table would tell them apart by.
            let entry = contents.entry(id.rotate_left(32), |e| e.0 == id, |e| e.0.rotate_left(32));
            if entry.or_insert((id, content)).get().1 != content {
                suspects.insert(id);
            }
        }
    }
    Ok(suspects)
}

type Lines = Vec<(u64, u64)>;

/// The contents and lines of all rows whose id is suspect, by id.
fn seen(
    budget: &Budget,
    rows: &[Partition],
    suspects: &HashSet<u64, Fixed>,
) -> io::Result<HashMap<String, Lines, Fixed>> {
    let mut seen: HashMap<String, Lines, Fixed> = HashMap::default();
    for partition in rows {
        let loaded = budget.load(partition)?;
        for chunk in loaded.chunks() {
            let mut at = 0;
            while at < chunk.len() {
                let bytes = record::at(chunk, at);
                at += bytes.len();
                if !record::has_id(bytes) {
                    continue;
                }
                let row = record::row(bytes);
                if suspects.contains(&xxh3_64(row.id.as_bytes())) {
                    let entry = (record::content(bytes), row.line);
                    match seen.get_mut(row.id) {
                        Some(lines) => lines.push(entry),
                        None => {
                            seen.insert(row.id.to_owned(), vec![entry]);
                        }
                    }
                }
            }
        }
    }
    Ok(seen)
}
