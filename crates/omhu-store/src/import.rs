//! Cases that come from another system: facts by the thousand, again and again without doubling any.
//!
//! Owns: which facts of a file are new, batches of whole cases, the report. Must not know: the file's
//! form, what a fact means.
//!
//! A fact that the case has already is skipped, whether a file or omhu brought it: the same rows twice
//! change nothing, and a broken import is run again from the start. A row id that stands for another fact
//! is a conflict: it is reported, and nothing is changed. While one batch is written the next is prepared.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use omhu_casework::access::Now;
use omhu_casework::case::CaseState;
use omhu_casework::event::{Body, Fact};
use omhu_casework::fact::{FactCells, FactError};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use omhu_law::derive::Engine;

use crate::bulk::Bulk;
use crate::cell::{Cell, cells};
use crate::database::Database;
use crate::error::StoreError;
use crate::log::{Entry, Log, Stored, load};
use crate::projection::{Law, Projected, duty_cells, project_with};
use crate::sql::{cases as projections, log as sql};
use crate::tables::table;
use crate::{Permit, Place, Store};

/// Facts in one transaction, at least; cases are never cut.
const BATCH_FACTS: usize = 20_000;
/// Numbers of cases taken at once.
const NUMBERS_AT_ONCE: i64 = 2_000;
/// Rows named in a report, of each sort.
const MOST_NAMED: usize = 100;

/// What an import did, or would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// Cases that omhu did not have.
    pub new_cases: u64,
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

/// What is written of one case.
struct Addition {
    log: Log,
    is_new: bool,
    events: Vec<Stored>,
    projected: Projected,
}

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
        let mut writing: Option<tokio::task::JoinHandle<Result<(), StoreError>>> = None;
        let mut in_flight: HashSet<String> = HashSet::new();
        loop {
            let pulled = tokio::task::spawn_blocking(move || {
                let mut batch: Vec<CaseRows> = Vec::new();
                let mut facts = 0;
                while facts < BATCH_FACTS
                    && let Some(case) = cases.next()
                {
                    facts += case.1.len() + 1;
                    batch.push(case);
                }
                (cases, batch)
            });
            let (rest, batch) = pulled.await.map_err(|_| StoreError::Closing)?;
            cases = rest;
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
        if !dry_run {
            numbers.give_back(self).await?;
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

type WithLog = (Log, bool, Vec<FactCells>);

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

/// Finds what is new and derives, on two threads.
fn prepare(
    law: &Law,
    cases: Vec<WithLog>,
    now: Now,
) -> Result<(Vec<Addition>, Imported), StoreError> {
    let mut first = cases;
    let second = first.split_off(first.len() / 2);
    let (one, two) = std::thread::scope(|scope| {
        let other = scope.spawn(|| prepare_part(law, second, now));
        (prepare_part(law, first, now), other.join())
    });
    let (mut additions, mut report) = one?;
    let (more, other) = two.map_err(|_| StoreError::Closing)??;
    additions.extend(more);
    report.add(other);
    Ok((additions, report))
}

fn prepare_part(
    law: &Law,
    cases: Vec<WithLog>,
    now: Now,
) -> Result<(Vec<Addition>, Imported), StoreError> {
    let mut report = Imported::default();
    let mut engine = Engine::new(&law.book, &law.question(now.today));
    let mut additions = Vec::with_capacity(cases.len());
    for (mut log, is_new, rows) in cases {
        if is_new {
            report.new_cases += 1;
        } else {
            report.known_cases += 1;
        }
        let bodies = new_facts(law, &log.state, rows, &mut report)?;
        if bodies.is_empty() && !is_new {
            continue;
        }
        let mut events = Vec::with_capacity(bodies.len());
        for fact in bodies {
            events.push(log.next(Body::Fact(fact), UserNo::IMPORT, now.second)?);
        }
        report.new_facts += events.len() as u64;
        let projected = project_with(law, &mut engine, &log.state, &log.link, now.today);
        additions.push(Addition {
            log,
            is_new,
            events,
            projected,
        });
    }
    Ok((additions, report))
}

fn new_facts(
    law: &Law,
    state: &CaseState,
    rows: Vec<FactCells>,
    report: &mut Imported,
) -> Result<Vec<Fact>, StoreError> {
    // What the case has, by content; the value says whether it was retracted here.
    let mut had: HashMap<(String, String), bool> = HashMap::new();
    let mut ids: HashMap<String, (String, String)> = HashMap::new();
    let standing: HashSet<i64> = state.standing(Day::MAX).map(|held| held.seq).collect();
    for held in &state.facts {
        let key = key_of(&imported(CaseState::export_cells(held)))?;
        let retraction = held.fact.cells.kind == "fact_retracted";
        if !held.fact.cells.id.is_empty() {
            ids.insert(held.fact.cells.id.clone(), key.clone());
        }
        had.insert(key, !retraction && !standing.contains(&held.seq));
    }
    let mut new = Vec::with_capacity(rows.len());
    for (place, mut row) in rows.into_iter().enumerate() {
        if let Some(kind) = law.book.vocabulary.find(&row.kind) {
            row = row.tidied(law.book.vocabulary.kind(kind));
        }
        if let Err(error) = row.row(&law.book) {
            report.rejected += 1;
            if report.rejected_rows.len() < MOST_NAMED {
                let named = (state.reference.clone(), place, error);
                report.rejected_rows.push(named);
            }
            continue;
        }
        let fact = imported(row);
        let key = key_of(&fact)?;
        if let Some(retracted) = had.get(&key) {
            report.same_facts += 1;
            report.retracted += u64::from(*retracted);
            continue;
        }
        let id = &fact.cells.id;
        if !id.is_empty() {
            if ids.get(id).is_some_and(|other| *other != key) {
                report.conflicts += 1;
                if report.conflict_rows.len() < MOST_NAMED {
                    let named = (state.reference.clone(), id.clone());
                    report.conflict_rows.push(named);
                }
                continue;
            }
            ids.insert(id.clone(), key.clone());
        }
        had.insert(key, false);
        new.push(fact);
    }
    Ok(new)
}

fn imported(cells: FactCells) -> Fact {
    Fact {
        cells,
        imported: true,
        ..Fact::default()
    }
}

fn key_of(fact: &Fact) -> Result<(String, String), StoreError> {
    Ok((fact.cells.kind.clone(), serde_json::to_string(fact)?))
}

/// Writes a batch in one transaction.
async fn write(
    database: Arc<Database>,
    place: Place,
    additions: Vec<Addition>,
    second: i64,
) -> Result<(), StoreError> {
    let mut bulk = Bulk::begin(&database, &place).await?;
    // SQLite's part blocks for the length of a batch: not on a thread that serves pages.
    let runtime = tokio::runtime::Handle::current();
    let written = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            write_into(&mut bulk, additions, second).await?;
            bulk.commit(&database).await
        })
    });
    written.await.map_err(|_| StoreError::Closing)?
}

async fn write_into(
    bulk: &mut Bulk,
    additions: Vec<Addition>,
    second: i64,
) -> Result<(), StoreError> {
    let (mut n, mut link) = match bulk.end_of_chain(sql::LEDGER_HEAD).await? {
        Some((n, link)) => (n, <[u8; 32]>::try_from(link).unwrap_or_default()),
        None => (0, [0; 32]),
    };
    let mut known = Vec::new();
    let mut numbers: Vec<Vec<Cell>> = Vec::new();
    let mut events = Vec::new();
    let mut ledger = Vec::new();
    let mut projected = Vec::with_capacity(additions.len());
    for addition in additions {
        let state = &addition.log.state;
        let case = state.case;
        if addition.is_new {
            numbers.push(cells![case.0, &state.reference, second].to_vec());
        } else {
            known.push(case);
        }
        if let Some(first) = addition.events.first() {
            n += 1;
            let entry = Entry {
                n,
                case,
                first_seq: first.seq,
                last_seq: state.seq,
                case_link: addition.log.link,
            };
            link = entry.link(&link, &state.reference);
            ledger.push(entry.cells(&link));
        }
        for event in addition.events {
            events.push(vec![
                Cell::from(case.0),
                Cell::from(event.seq),
                Cell::from(event.kind),
                Cell::from(event.version),
                Cell::from(event.recorded_at),
                Cell::from(event.recorded_by),
                Cell::from(event.payload),
                Cell::from(event.link),
            ]);
        }
        projected.push(addition.projected);
    }
    insert(bulk, "case_number", &numbers).await?;
    insert(bulk, "event", &events).await?;
    insert(bulk, "ledger", &ledger).await?;
    put(bulk, &known, &projected).await
}

async fn insert(bulk: &mut Bulk, name: &str, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
    let table = table(name).ok_or_else(|| StoreError::Unknown(format!("table {name}")))?;
    bulk.insert(&table, rows).await
}

/// Puts projections in the place of those of these cases.
pub(crate) async fn put(
    bulk: &mut Bulk,
    known: &[CaseNo],
    projected: &[Projected],
) -> Result<(), StoreError> {
    if !known.is_empty() {
        let list = serde_json::to_string(known)?;
        for statement in [
            projections::DUTIES_DROP,
            projections::CASES_PEOPLE_DROP,
            projections::CASE_FILES_DROP,
        ] {
            bulk.run(statement, cells![&list]).await?;
        }
    }
    let mut files = Vec::with_capacity(projected.len());
    let mut duties = Vec::new();
    let mut people = Vec::new();
    for one in projected {
        let no = one.case.0;
        let mut file = cells![no].to_vec();
        file.extend_from_slice(&one.file);
        files.push(file);
        for (place, duty) in one.duties.iter().enumerate() {
            let mut row = cells![no, place as i64].to_vec();
            row.extend(duty_cells(duty));
            duties.push(row);
        }
        for (person, part, since, seq) in &one.people {
            people.push(cells![no, *person, part, since, *seq].to_vec());
        }
    }
    insert(bulk, "case_file", &files).await?;
    insert(bulk, "duty", &duties).await?;
    insert(bulk, "case_person", &people).await
}
