//! What of a file is new, case by case.
//!
//! Owns: when a row is the same fact, what is reported, the derivation of new states on two threads. Must
//! not know: where cases are kept.

use std::collections::{HashMap, HashSet};

use omhu_casework::access::Now;
use omhu_casework::case::CaseState;
use omhu_casework::event::{Body, Fact};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::UserNo;
use omhu_casework::row_id;
use omhu_law::calendar::Day;
use omhu_law::derive::Engine;
use xxhash_rust::xxh3::xxh3_128;

use super::{Imported, MOST_NAMED};
use crate::error::StoreError;
use crate::log::{Log, Stored};
use crate::projection::{Law, Projected, project_with};

/// What is written of one case.
pub(super) struct Addition {
    pub(super) log: Log,
    pub(super) is_new: bool,
    pub(super) events: Vec<Stored>,
    pub(super) projected: Projected,
}

/// A case, whether it is new, and the rows of the file.
pub(super) type WithLog = (Log, bool, Vec<FactCells>);

/// Finds what is new and derives, on two threads.
pub(super) fn prepare(
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
            if report.new_references.len() < MOST_NAMED {
                report.new_references.push(log.state.reference.clone());
            }
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
    let mut had: HashMap<u128, bool> = HashMap::new();
    let mut ids: HashMap<String, u128> = HashMap::new();
    let mut bytes = Vec::new();
    let standing: HashSet<i64> = state.standing(Day::MAX).map(|held| held.seq).collect();
    for held in &state.facts {
        let key = key_of(&imported(CaseState::export_cells(held)), &mut bytes)?;
        let retraction = held.fact.cells.kind == "fact_retracted";
        if !held.fact.cells.id.is_empty() {
            ids.insert(held.fact.cells.id.clone(), key);
        }
        had.insert(key, !retraction && !standing.contains(&held.seq));
    }
    let mut new = Vec::with_capacity(rows.len());
    for (place, mut row) in rows.into_iter().enumerate() {
        if let Some(kind) = law.book.vocabulary.find(&row.kind) {
            row = row.tidied(law.book.vocabulary.kind(kind));
        }
        for id in [&mut row.id, &mut row.reference] {
            *id = row_id::told(&state.reference, std::mem::take(id));
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
        let key = key_of(&fact, &mut bytes)?;
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
            ids.insert(id.clone(), key);
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

/// What a fact says, in 128 bits: of a million facts of one case, two would meet with a chance of 1 in 10^26.
fn key_of(fact: &Fact, bytes: &mut Vec<u8>) -> Result<u128, StoreError> {
    bytes.clear();
    bytes.extend_from_slice(fact.cells.kind.as_bytes());
    bytes.push(0);
    serde_json::to_writer(&mut *bytes, fact)?;
    Ok(xxh3_128(bytes))
}
