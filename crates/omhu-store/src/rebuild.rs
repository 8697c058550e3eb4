//! Projections may be dropped and made again at any time.
//!
//! Owns: making all of them again, in one transaction. Must not know: what they are used for.

use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_law::derive::Engine;

use crate::bulk::Bulk;
use crate::cell::cells;
use crate::database::{Pools, Tx};
use crate::error::StoreError;
use crate::export::logs_after;
use crate::import::put;
use crate::projection::{Projected, project_with};
use crate::sql::{access, cases as sql, texts as texts_sql};
use crate::{Store, reindex, stems, texts};

/// Cases read at once.
const PAGE: u32 = 500;
/// Cases whose projections are put in at once: each time PostgreSQL is waited for.
const PUT_AT_ONCE: usize = 5_000;
/// Rows of the access log filed at once.
const FILED_AT_ONCE: i64 = 10_000;

impl Store {
    /// Makes all projections again: case files, duties, parts of people, the filing of the access log, the
    /// index of texts. Says how many cases that were. Nothing else is written meanwhile.
    ///
    /// # Errors
    /// The database; a log or a text that was changed behind omhu's back.
    pub async fn rebuild_projections(&self, today: Day) -> Result<u64, StoreError> {
        let mut bulk = Bulk::begin(&self.database, &self.place).await?;
        self.derived_for(today);
        for statement in [
            sql::DUTIES_CLEAR,
            sql::CASE_PEOPLE_CLEAR,
            sql::CASE_FILES_CLEAR,
            access::ACCESS_CASES_CLEAR,
            texts_sql::SEARCH_CLEAR,
        ] {
            bulk.run(statement, &[]).await?;
        }
        // Begun while nobody else can write: all of it is of one moment.
        let mut tx = self.database.snapshot().await?;
        let mut after = CaseNo(0);
        let mut count = 0;
        let mut projected: Vec<Projected> = Vec::new();
        loop {
            let logs = logs_after(&mut tx, after, PAGE).await?;
            let Some(last) = logs.last() else { break };
            after = last.state.case;
            count += logs.len() as u64;
            {
                let mut engine = Engine::new(&self.law.book, &self.law.question(today));
                let project = |log: &crate::log::Log| {
                    project_with(&self.law, &mut engine, &log.state, &log.link, today)
                };
                projected.extend(logs.iter().map(project));
            }
            if projected.len() >= PUT_AT_ONCE {
                put(&mut bulk, &[], &projected).await?;
                projected.clear();
            }
            for log in &logs {
                self.index_again(&mut tx, &mut bulk, log.state.case).await?;
            }
        }
        put(&mut bulk, &[], &projected).await?;
        self.file_again(&mut bulk).await?;
        bulk.commit(&self.database).await?;
        self.database.bulk_ends();
        let mut tx = self.database.write().await?;
        reindex::put_mark(&mut tx).await?;
        self.database.commit(tx).await?;
        self.count_rows_anew().await?;
        Ok(count)
    }

    /// After very many rows the database must count anew, or it plans lists as if the tables were empty: a
    /// worklist took 250 ms instead of few on PostgreSQL, and SQLite read every duty of a case for the few that wait.
    pub(crate) async fn count_rows_anew(&self) -> Result<(), StoreError> {
        if let Pools::Postgres { pool, .. } = &self.database.pools {
            let script = "analyze case_number; analyze case_file; analyze duty; analyze case_person; \
                analyze event; analyze ledger; analyze access_log; analyze access_log_case";
            sqlx::raw_sql(script).execute(pool).await?;
        } else {
            let mut tx = self.database.write().await?;
            tx.script("pragma analysis_limit = 1000; analyze".to_owned())
                .await?;
            self.database.commit(tx).await?;
        }
        Ok(())
    }

    async fn index_again(
        &self,
        tx: &mut Tx,
        bulk: &mut Bulk,
        case: CaseNo,
    ) -> Result<(), StoreError> {
        let key = tx.row(texts_sql::CASE_KEY, cells![case.0]).await?;
        let Some(wrapped) = key.map(|row| row.maybe_blob(0)).transpose()?.flatten() else {
            return Ok(());
        };
        let key = self.ring.unwrap(case, &wrapped)?;
        let rows = tx.rows(texts_sql::TEXTS_OF_CASE, cells![case.0]).await?;
        for row in &rows {
            let text = texts::open(&key, case, row)?;
            let tokens = stems::tokens(&self.ring.search, texts::indexed(&text.words));
            bulk.run(texts_sql::SEARCH_ADD, cells![text.number.0, tokens])
                .await?;
        }
        Ok(())
    }

    /// Files the access log anew, a run of rows at a time.
    async fn file_again(&self, bulk: &mut Bulk) -> Result<(), StoreError> {
        let newest = match self.database.row(access::ACCESS_HEAD, &[]).await? {
            Some(row) => row.int(0)?,
            None => 0,
        };
        let mut filed = 0;
        while filed < newest {
            let last = newest.min(filed + FILED_AT_ONCE);
            bulk.run(access::ACCESS_CASES_ADD, cells![filed, last])
                .await?;
            filed = last;
        }
        bulk.run(access::ACCESS_FILED_PUT, cells![newest]).await
    }
}
