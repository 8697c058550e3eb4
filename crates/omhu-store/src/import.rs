//! Cases that come from another system: facts by the thousand, again and again without doubling any.
//!
//! Owns: which facts of a file are new, batches of whole cases, the report. Must not know: the file's
//! form, what a fact means.
//!
//! A fact that the case has already is skipped, whether a file or omhu brought it: the same rows twice
//! change nothing, and a broken import is run again from the start. A row id that stands for another fact
//! is a conflict: it is reported, and nothing is changed. While one batch is written the next is prepared.

mod news;
mod writing;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use omhu_casework::access::Now;
use omhu_casework::fact::{FactCells, FactError};
use omhu_casework::ids::CaseNo;

use crate::cell::cells;
use crate::error::StoreError;
use crate::log::{Log, load};
use crate::sql::log as sql;
use crate::{Permit, Store};

use news::{WithLog, prepare};
pub(crate) use writing::put;
use writing::write;

/// Facts in the first transaction, at least; cases are never cut. Each next one has twice as many, up to [`MOST_FACTS`]:
/// a small file, too, is kept in steps, and a large one writes the same pages of the indexes seldom.
const FIRST_FACTS: usize = 5_000;
const MOST_FACTS: usize = 60_000;
/// Numbers of cases taken at once.
const NUMBERS_AT_ONCE: i64 = 20_000;
/// Rows named in a report, of each sort.
const MOST_NAMED: usize = 100;

/// What an import did, or would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// Cases that omhu did not have.
    pub new_cases: u64,
    /// The municipality's ids of the first of them.
    pub new_references: Vec<String>,
    /// Cases that it had.
    pub known_cases: u64,
    /// Facts written.
    pub new_facts: u64,
    /// Facts that were there already, or stood in the file twice.
    pub same_facts: u64,
    /// Of those: facts that were retracted here and stay so.
    pub retracted: u64,
    /// Row ids that stand for another fact.
    pub conflicts: u64,
    /// Rows that are no facts.
    pub rejected: u64,
    /// The first conflicts: the case's id, the row's id.
    pub conflict_rows: Vec<(String, String)>,
    /// The first rejected rows: the case's id, the row's place among its rows from 0, why.
    pub rejected_rows: Vec<(String, usize, FactError)>,
}

impl Imported {
    fn add(&mut self, other: Imported) {
        self.new_cases += other.new_cases;
        self.new_references.extend(other.new_references);
        self.new_references.truncate(MOST_NAMED);
        self.known_cases += other.known_cases;
        self.new_facts += other.new_facts;
        self.same_facts += other.same_facts;
        self.retracted += other.retracted;
        self.conflicts += other.conflicts;
        self.rejected += other.rejected;
        self.conflict_rows.extend(other.conflict_rows);
        self.conflict_rows.truncate(MOST_NAMED);
        self.rejected_rows.extend(other.rejected_rows);
        self.rejected_rows.truncate(MOST_NAMED);
    }
}

/// A case of a file: the municipality's id, and its facts in the file's order.
pub type CaseRows = (String, Vec<FactCells>);

impl Store {
    /// Brings in cases. With `dry_run` nothing is written, and the report says what would be.
    ///
    /// # Errors
    /// No permit for all cases; the database. Whole cases are in or not; run it again.
    pub async fn import(
        &self,
        permit: &Permit,
        cases: impl Iterator<Item = CaseRows> + Send + 'static,
        now: Now,
        dry_run: bool,
    ) -> Result<Imported, StoreError> {
        permit.covers_all()?;
        self.import_boxed(Box::new(cases), now, dry_run).await
    }

    async fn import_boxed(
        &self,
        mut cases: Box<dyn Iterator<Item = CaseRows> + Send>,
        now: Now,
        dry_run: bool,
    ) -> Result<Imported, StoreError> {
        let mut report = Imported::default();
        let mut numbers = Numbers::default();
        self.derived_for(now.today);
        let mut writing: Option<tokio::task::JoinHandle<Result<(), StoreError>>> = None;
        let mut in_flight: HashSet<String> = HashSet::new();
        let mut wanted = FIRST_FACTS;
        loop {
            let pulled = tokio::task::spawn_blocking(move || {
                let mut batch: Vec<CaseRows> = Vec::new();
                let mut facts = 0;
                while facts < wanted
                    && let Some(case) = cases.next()
                {
                    facts += case.1.len() + 1;
                    batch.push(case);
                }
                (cases, batch)
            });
            let (rest, batch) = pulled.await.map_err(|_| StoreError::Closing)?;
            cases = rest;
            wanted = MOST_FACTS.min(2 * wanted);
            if batch.is_empty() {
                break;
            }
            if batch
                .iter()
                .any(|(reference, _)| in_flight.contains(reference))
            {
                finish(&mut writing).await?;
            }
            let batch = together(batch);
            in_flight = batch
                .iter()
                .map(|(reference, _)| reference.clone())
                .collect();
            let known = self.known(&batch).await?;
            let unknown = batch.len() - known.len();
            if !dry_run {
                numbers.reserve(self, unknown as i64).await?;
            }
            let logs = with_logs(batch, known, &mut numbers);
            let law = self.law.clone();
            let prepared = tokio::task::spawn_blocking(move || prepare(&law, logs, now));
            let (additions, part) = prepared.await.map_err(|_| StoreError::Closing)??;
            report.add(part);
            finish(&mut writing).await?;
            if !dry_run && !additions.is_empty() {
                let (database, place) = (Arc::clone(&self.database), self.place.clone());
                let task = write(database, place, additions, now.second);
                writing = Some(tokio::spawn(task));
            }
        }
        finish(&mut writing).await?;
        self.database.bulk_ends();
        if !dry_run {
            numbers.give_back(self).await?;
            self.count_rows_anew().await?;
        }
        Ok(report)
    }

    /// The logs of those cases that omhu has.
    async fn known(&self, batch: &[CaseRows]) -> Result<HashMap<String, Log>, StoreError> {
        let references: Vec<_> = batch.iter().map(|(reference, _)| reference).collect();
        let list = serde_json::to_string(&references)?;
        let mut tx = self.database.snapshot().await?;
        let rows = tx.rows(sql::CASES_BY_REFERENCES, cells![list]).await?;
        let mut known = HashMap::new();
        for row in rows {
            let log = load(&mut tx, CaseNo(row.int(0)?)).await?;
            known.insert(row.text(1)?, log.ok_or(StoreError::Conflict)?);
        }
        Ok(known)
    }
}

async fn finish(
    writing: &mut Option<tokio::task::JoinHandle<Result<(), StoreError>>>,
) -> Result<(), StoreError> {
    match writing.take() {
        Some(task) => task.await.map_err(|_| StoreError::Closing)?,
        None => Ok(()),
    }
}

/// One entry for each case, where a file has a case in two places.
fn together(batch: Vec<CaseRows>) -> Vec<CaseRows> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut cases: Vec<CaseRows> = Vec::with_capacity(batch.len());
    for (reference, rows) in batch {
        match places.get(&reference) {
            Some(place) => cases[*place].1.extend(rows),
            None => {
                places.insert(reference.clone(), cases.len());
                cases.push((reference, rows));
            }
        }
    }
    cases
}

/// Numbers of new cases, taken in blocks so that no batch waits for the one being written.
#[derive(Default)]
struct Numbers {
    next: i64,
    end: i64,
}

impl Numbers {
    async fn reserve(&mut self, store: &Store, count: i64) -> Result<(), StoreError> {
        if self.end - self.next >= count {
            return Ok(());
        }
        self.give_back(store).await?;
        let count = count.max(NUMBERS_AT_ONCE);
        let mut tx = store.database.write().await?;
        self.next = tx.numbers("case", count).await?;
        store.database.commit(tx).await?;
        self.end = self.next + count;
        Ok(())
    }

    async fn give_back(&mut self, store: &Store) -> Result<(), StoreError> {
        if self.end > self.next {
            let mut tx = store.database.write().await?;
            let cells = cells!["case", self.end - 1, self.next - 1];
            tx.run(sql::COUNTER_GIVE_BACK, cells).await?;
            store.database.commit(tx).await?;
        }
        (self.next, self.end) = (0, 0);
        Ok(())
    }

    fn take(&mut self) -> CaseNo {
        self.next += 1;
        CaseNo(self.next - 1)
    }
}

fn with_logs(
    batch: Vec<CaseRows>,
    mut known: HashMap<String, Log>,
    numbers: &mut Numbers,
) -> Vec<WithLog> {
    let cases = batch
        .into_iter()
        .map(|(reference, rows)| match known.remove(&reference) {
            Some(log) => (log, false, rows),
            None => (Log::new(numbers.take(), reference), true, rows),
        });
    cases.collect()
}
