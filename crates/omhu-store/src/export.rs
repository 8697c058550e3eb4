//! All facts, for files: by case, in the order of their registration.
//!
//! Owns: reading the log in pages of whole cases. Must not know: the form of a file.

use omhu_casework::case::CaseState;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;

use crate::cell::cells;
use crate::database::Tx;
use crate::error::StoreError;
use crate::log::{Log, Stored};
use crate::sql::log as sql;
use crate::{Permit, Store};

/// The facts of one case, as the exchange format shows them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseFacts {
    /// The case.
    pub case: CaseNo,
    /// The municipality's id.
    pub reference: String,
    /// Its facts in the order of registration.
    pub facts: Vec<FactCells>,
}

impl Store {
    /// The facts of the next `limit` cases after a number; empty after the last case.
    ///
    /// # Errors
    /// No permit for all cases; the database; a log that was changed behind omhu's back.
    pub async fn export(
        &self,
        permit: &Permit,
        after: CaseNo,
        limit: u32,
    ) -> Result<Vec<CaseFacts>, StoreError> {
        permit.covers_all()?;
        let logs = self.logs_after(after, limit).await?;
        let facts = logs.into_iter().map(|log| {
            let state = log.state;
            CaseFacts {
                case: state.case,
                facts: state.facts.iter().map(CaseState::export_cells).collect(),
                reference: state.reference,
            }
        });
        Ok(facts.collect())
    }

    /// The states of the next `limit` cases after a number: for figures that ask more than kept duties.
    ///
    /// # Errors
    /// As [`Store::export`].
    pub async fn states(
        &self,
        permit: &Permit,
        after: CaseNo,
        limit: u32,
    ) -> Result<Vec<CaseState>, StoreError> {
        permit.covers_all()?;
        let logs = self.logs_after(after, limit).await?;
        Ok(logs.into_iter().map(|log| log.state).collect())
    }

    /// The logs of the next cases after a number, each checked against its chain.
    pub(crate) async fn logs_after(
        &self,
        after: CaseNo,
        limit: u32,
    ) -> Result<Vec<Log>, StoreError> {
        let mut tx = self.database.snapshot().await?;
        logs_after(&mut tx, after, limit).await
    }
}

/// The logs of the next cases after a number, of one moment.
pub(crate) async fn logs_after(
    tx: &mut Tx,
    after: CaseNo,
    limit: u32,
) -> Result<Vec<Log>, StoreError> {
    let page = cells![after.0, i64::from(limit)];
    let cases = tx.rows(sql::CASE_NUMBERS, page).await?;
    let mut logs: Vec<Log> = Vec::with_capacity(cases.len());
    for row in &cases {
        logs.push(Log::new(CaseNo(row.int(0)?), row.text(1)?));
    }
    let (Some(first), Some(last)) = (logs.first(), logs.last()) else {
        return Ok(logs);
    };
    let run = cells![first.state.case.0, last.state.case.0];
    let mut place = 0;
    for row in tx.rows(sql::EVENTS_OF_RUN, run).await? {
        let case = row.int(0)?;
        while logs.get(place).is_some_and(|log| log.state.case.0 < case) {
            place += 1;
        }
        let log = logs.get_mut(place).ok_or(StoreError::Conflict)?;
        log.take(&Stored::from_row(&row, 1)?)?;
    }
    Ok(logs)
}
