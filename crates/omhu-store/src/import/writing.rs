//! A batch of cases, written in one transaction.
//!
//! Owns: the rows of each table, the ledger's next entries. Must not know: what is new.

use std::sync::Arc;

use omhu_casework::ids::CaseNo;

use super::news::Addition;
use crate::Place;
use crate::bulk::Bulk;
use crate::cell::{Cell, cells};
use crate::database::Database;
use crate::error::StoreError;
use crate::log::Entry;
use crate::projection::{Projected, duty_cells};
use crate::sql::{cases as projections, log as sql};
use crate::tables::table;

/// Writes a batch in one transaction.
pub(super) async fn write(
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
