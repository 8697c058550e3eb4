//! Kept duties stay true for some days only: deriving them again when those are over.
//!
//! Owns: which cases are out of date, deriving them in batches. Must not know: why they are.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_law::derive::Engine;

use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::log::{Log, Stored};
use crate::projection::{project_with, replace};
use crate::sql::{cases as sql, log as events};
use crate::webhooks::Listeners;

/// Cases derived in one transaction.
const BATCH: i64 = 200;

impl Store {
    /// Derives the duties of all cases anew whose kept ones are not those of this day, or of another law
    /// book. Says how many cases that were; mostly none.
    ///
    /// # Errors
    /// The database; a log that was changed behind omhu's back.
    pub async fn refresh(&self, today: Day) -> Result<usize, StoreError> {
        // What is written after a day was found fresh is derived for that day or a later one.
        if self.fresh_on.load(Ordering::Acquire) == today.0 {
            return Ok(0);
        }
        let refreshed = self.derive_stale(today).await?;
        self.fresh_on.store(today.0, Ordering::Release);
        Ok(refreshed)
    }

    /// Duties are about to be kept that were derived for this day; for another one they may be out of date.
    pub(crate) fn derived_for(&self, day: Day) {
        let newest = self.fresh_on.load(Ordering::Acquire);
        if newest != day.0 {
            self.fresh_on.store(i32::MIN, Ordering::Release);
        }
    }

    async fn derive_stale(&self, today: Day) -> Result<usize, StoreError> {
        let mut refreshed = 0;
        loop {
            let stale = cells![today.0, &self.law.edition, BATCH];
            if self.database.rows(sql::STALE, stale).await?.is_empty() {
                return Ok(refreshed);
            }
            let mut tx = self.database.write_always().await?;
            // Asked again: somebody else may have done it meanwhile.
            let mut cases = Vec::new();
            for row in tx.rows(sql::STALE, stale).await? {
                cases.push(row.int(0)?);
            }
            cases.sort_unstable();
            cases.dedup();
            let (Some(first), Some(last)) = (cases.first(), cases.last()) else {
                return Ok(refreshed);
            };
            let mut logs: BTreeMap<i64, Log> = BTreeMap::new();
            if *last - *first < 4 * BATCH {
                for row in tx
                    .rows(events::EVENTS_OF_RUN, cells![*first, *last])
                    .await?
                {
                    let case = row.int(0)?;
                    let log = logs
                        .entry(case)
                        .or_insert_with(|| Log::new(CaseNo(case), String::new()));
                    log.take(&Stored::from_row(&row, 1)?)?;
                }
            }
            let mut projected = Vec::new();
            for case in &cases {
                let log = match logs.remove(case) {
                    Some(mut log) => {
                        let row = tx.row(events::CASE_REFERENCE, cells![*case]).await?;
                        log.state.reference = row.ok_or(StoreError::Closing)?.text(0)?;
                        log
                    }
                    None => crate::log::load(&mut tx, CaseNo(*case))
                        .await?
                        .ok_or_else(|| StoreError::Unknown(format!("case {case}")))?,
                };
                projected.push(log);
            }
            let projected: Vec<_> = {
                let mut engine = Engine::new(&self.law.book, &self.law.question(today));
                let project =
                    |log: &Log| project_with(&self.law, &mut engine, &log.state, &log.link, today);
                projected.iter().map(project).collect()
            };
            let listeners = Listeners::read(&mut tx).await?;
            for one in &projected {
                let before = replace(&mut tx, one).await?;
                // Nobody wrote: the day itself brought it.
                let second = i64::from(today.0) * 86_400;
                let (case, duties) = ((one.case, one.team()), (&before[..], &one.duties[..]));
                listeners.tell(&mut tx, case, duties, today, second).await?;
            }
            self.database.commit(tx).await?;
            refreshed += cases.len();
        }
    }
}
