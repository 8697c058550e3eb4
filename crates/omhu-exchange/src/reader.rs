//! Reading a file: header, threads, ids, result.
//!
//! Owns: the order of these steps. Must not know: any of them.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use omhu_law::vocabulary::{Basis, Vocabulary};

use crate::blocks::{Blocks, Ends};
use crate::cases::CaseFile;
use crate::check::Rules;
use crate::columns::Column;
use crate::error::ReadError;
use crate::header;
use crate::ids;
use crate::layout::Layout;
use crate::mapping::{Encoding, Mapping};
use crate::options::{Format, Options, Progress};
use crate::rejection::Tally;
use crate::source::Source;
use crate::store::{Budget, Store};
use crate::worker::{Counted, Job};

/// Reads a case history into cases.
///
/// `bases` turns a well-formed legal basis into the one that rules know. `progress` is told, from any
/// thread, after each block.
///
/// # Errors
/// Where the file cannot be used at all. Rows that cannot be read are no error as long as one can.
pub fn read(
    source: Source<'_>,
    vocabulary: &Vocabulary,
    bases: &(dyn Fn(&str) -> Basis + Sync),
    options: &Options<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<CaseFile, ReadError> {
    if let Some(mapping) = options.mapping {
        mapping.check(vocabulary)?;
    }
    let layout = Layout::new(options.mapping)?;
    let none = Mapping::default();
    let mapping = options.mapping.unwrap_or(&none);
    let mut input = source.open()?;
    let format = match options.format {
        Some(format) => format,
        None => input.format()?,
    };
    let mut unknown = Vec::new();
    let (shape, ends, line) = match format {
        Format::JsonLines => {
            input.skip_byte_order_mark()?;
            (None, Ends::JsonLines, 1)
        }
        Format::Csv => {
            let decode = |bytes: &[u8]| decoded(bytes, mapping.encoding);
            let limit = options.record_limit.max(1 << 16);
            let header = header::take(&mut input, mapping.separator, decode, limit)?;
            unknown = layout.unknown(&header);
            (
                Some(layout.shape(&header)?),
                Ends::Csv(header.separator),
                header.next_line,
            )
        }
    };
    let threads = options.thread_count();
    let budget = Arc::new(Budget::new(options.memory_bytes, options.spill_dir.clone()));
    let job = Job {
        blocks: Mutex::new(Blocks::new(
            input,
            ends,
            options.block_bytes,
            options.record_limit,
            line,
        )),
        layout: &layout,
        rules: Rules::new(vocabulary, bases, mapping.dates),
        shape,
        encoding: mapping.encoding,
        rows: Store::new(&budget, options.partitions.max(1), threads),
        fingerprints: Store::new(&budget, ids::PARTITIONS, threads),
        partitions: options.partitions.max(1),
        record_limit: options.record_limit,
        every: options.every_rejection,
        progress,
        accepted: AtomicU64::new(0),
    };
    let mut counted = run(&job, threads)?;
    let (rows, fingerprints) = (job.rows.finish(), job.fingerprints.finish());
    let id_name = layout.name(Column::Id, None);
    let (conflicts, rejected) = ids::conflicts(
        &budget,
        &fingerprints,
        &rows,
        threads,
        id_name,
        &mut counted.tally,
    )
    .map_err(ReadError::Spill)?;
    counted.accepted -= rejected;
    unknown.extend(counted.unknown);
    let rejected = counted.tally.finish();
    if counted.accepted == 0 && rejected.total > 0 {
        let rejected = Box::new(rejected);
        return Err(ReadError::NothingButRejected {
            rejected,
            unknown_columns: unknown,
        });
    }
    Ok(CaseFile {
        vocabulary: vocabulary.clone(),
        budget,
        partitions: rows,
        conflicts,
        rejected,
        unknown_columns: unknown,
        accepted: counted.accepted,
        blank: counted.blank,
        left_out: counted.left_out,
    })
}

/// Runs the threads and adds up what they counted.
fn run<'j>(job: &Job<'_, 'j>, threads: usize) -> Result<Counted<'j>, ReadError> {
    let results: Vec<_> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| job.run())).collect();
        let mine = job.run();
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        std::iter::once(mine)
            .chain(others.into_iter().map(join))
            .collect()
    });
    let mut sum = Counted {
        tally: Tally::new(job.every),
        accepted: 0,
        blank: 0,
        left_out: 0,
        unknown: BTreeSet::new(),
    };
    for counted in results {
        let counted = counted?;
        sum.tally.merge(counted.tally);
        sum.accepted += counted.accepted;
        sum.blank += counted.blank;
        sum.left_out += counted.left_out;
        sum.unknown.extend(counted.unknown);
    }
    Ok(sum)
}

pub(crate) fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}
