//! The rows of all cases, derived partition by partition on many threads.
//!
//! Owns: the engine's way through a file. Must not know: what becomes of the rows.

use omhu_exchange::CaseFile;
use omhu_law::derive::{Derived, Engine};
use omhu_law::history::CaseFacts;

use crate::progress;
use crate::session::Session;

/// Derives every case. `begin` makes what a partition gathers, `each` adds a case and its rows, `end` closes it.
///
/// # Errors
/// Where rows that wait on disk cannot be read.
pub fn derive<P, T: Send>(
    session: &Session,
    file: &CaseFile,
    threads: usize,
    begin: impl Fn() -> P + Sync,
    each: impl Fn(&mut P, &str, &CaseFacts<'_>, &[Derived]) + Sync,
    end: impl Fn(P) -> T + Sync,
) -> anyhow::Result<Vec<T>> {
    let bar = progress::bar(file.rows(), progress::COUNTED, session.texts.lang());
    let parts = file.work(threads, |cases| {
        let mut engine = Engine::new(&session.book, &session.question());
        let mut rows: Vec<Derived> = Vec::new();
        let mut part = begin();
        while let Some((id, case)) = cases.next() {
            rows.clear();
            engine.derive(case, &mut rows);
            each(&mut part, id, case, &rows);
            bar.inc(case.facts.len() as u64);
        }
        end(part)
    })?;
    bar.finish_and_clear();
    Ok(parts)
}
