//! A synthetic Danish municipality: children's casework written as a case history, and the truth about it.
//!
//! Owns: the model of teams, families and casework, the dirty data planted in it, the truth file.
//! Must not know: the clock, the environment, files, any rule engine (it would then test itself).
//!
//! Everything is a function of the plan: same plan, same bytes, on every machine. Families are
//! written one by one, each from its own random stream, so memory does not grow with the children.
//! Only `+ - * /` are used on floating-point numbers, because other functions differ in the last
//! bit between machines.

mod chance;
mod course;
mod decision;
mod dirt;
mod family;
mod journey;
mod measure;
pub mod names;
mod national;
mod notification;
mod people;
mod plan;
mod planting;
mod row;
mod truth;

use std::collections::BTreeMap;
use std::io::{self, Write};

pub use dirt::{DIRTY_KINDS, DirtyKind};
pub use national::{Calibration, calibration};
pub use plan::{Plan, Shock};

/// What a simulation wrote.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Children, one case each.
    pub children: u64,
    /// Families they belong to.
    pub families: u64,
    /// Rows written, the header not counted.
    pub facts: u64,
    /// Rows by kind as written, misspelled kinds included.
    pub facts_by_kind: BTreeMap<&'static str, u64>,
    /// Planted dirty data by kind; all kinds are named, also those with 0.
    pub planted: BTreeMap<&'static str, u64>,
}

/// The header row of the facts.
pub const HEADER: &str =
    "case,kind,when,about,ref,basis,value,team,caseworker,family,id,recorded_at,simulated\n";

/// Writes the case history (CSV) and the truth (JSON Lines); tells `progress` the children done.
///
/// # Errors
/// Those of the writers, and a plan that cannot be simulated ([`Plan::check`]).
pub fn simulate(
    plan: &Plan,
    facts: &mut dyn Write,
    truth: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Summary> {
    plan.check()
        .map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
    const FULL: usize = 1 << 16;
    let office = people::Office::new(plan);
    let mut planter = dirt::Planter::new(plan.seed, plan.dirty);
    let mut summary = Summary::default();
    let mut counts = row::KindCounts::default();
    let mut rows = Vec::new();
    let mut text = Vec::with_capacity(2 * FULL);
    let mut secrets = Vec::new();
    truth::header(plan, &office, &mut secrets);
    text.extend_from_slice(HEADER.as_bytes());
    while summary.children < plan.children {
        rows.clear();
        let first = summary.children + 1;
        let room = plan.children - summary.children;
        let born = family::live(&office, plan.seed, summary.families, first, room, &mut rows);
        row::number(&mut rows);
        for case in first..first + born {
            planter.plant(case, &mut rows, office.last, &mut secrets);
        }
        for row in &rows {
            counts.add(row.kind);
            row.write(&mut text);
        }
        summary.children += born;
        summary.families += 1;
        summary.facts += rows.len() as u64;
        if text.len() >= FULL {
            facts.write_all(&text)?;
            text.clear();
            truth.write_all(&secrets)?;
            secrets.clear();
            progress(summary.children);
        }
    }
    facts.write_all(&text)?;
    truth.write_all(&secrets)?;
    facts.flush()?;
    truth.flush()?;
    progress(summary.children);
    summary.planted = planter.counts();
    summary.facts_by_kind = counts.by_name();
    Ok(summary)
}
