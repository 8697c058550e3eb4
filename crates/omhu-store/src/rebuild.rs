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
use crate::sql::{Sql, access, cases as sql, texts as texts_sql};
use crate::webhooks::Listeners;
use crate::{Store, reindex, stems, texts};

/// Cases read at once.
const PAGE: u32 = 500;
/// Cases whose projections are put in at once: each time PostgreSQL is waited for.
const PUT_AT_ONCE: usize = 5_000;
/// Rows of the access log filed at once.
const FILED_AT_ONCE: i64 = 10_000;

/// So few cases out of date are derived when somebody asks for a page.
const FEW: i64 = 1_000;
/// From this part of all cases on, all are derived at once: one in so many.
const PART: i64 = 4;
/// The tables that lists are read from, and those that grow with them.
const COUNTED: [&str; 8] = [
    "case_number",
    "case_file",
    "duty",
    "case_person",
    "event",
    "ledger",
    "access_log",
    "access_log_case",
];
/// What is left of a case but its log: nothing.
const PROJECTIONS_CLEAR: [Sql; 3] = [
    sql::DUTIES_CLEAR,
    sql::CASE_PEOPLE_CLEAR,
    sql::CASE_FILES_CLEAR,
];

/// What becomes of the index of texts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    IndexedAgain,
    Left,
}

impl Store {
    /// Makes all projections again: case files, duties, parts of people, the filing of the access log, the
    /// index of texts. Says how many cases that were. Nothing else is written meanwhile.
    ///
    /// # Errors
    /// The database; a log or a text that was changed behind omhu's back.
    pub async fn rebuild_projections(&self, today: Day) -> Result<u64, StoreError> {
        let mut bulk = Bulk::begin(&self.database, &self.place).await?;
        self.derived_for(today);
        let others = [access::ACCESS_CASES_CLEAR, texts_sql::SEARCH_CLEAR];
        for statement in PROJECTIONS_CLEAR.into_iter().chain(others) {
            bulk.run(statement, &[]).await?;
        }
        let count = self
            .project_all(&mut bulk, today, Texts::IndexedAgain)
            .await?;
        self.file_again(&mut bulk).await?;
        bulk.commit(&self.database).await?;
        self.database.bulk_ends();
        let mut tx = self.database.write().await?;
        reindex::put_mark(&mut tx).await?;
        self.database.commit(tx).await?;
        self.count_rows_anew().await?;
        Ok(count)
    }

    /// Derives the duties of all cases anew, at once, where those of a good part of them are out of date: after a new edition
    /// of the law book, or long without a server. For whoever is about to serve pages, so that nobody waits for it before
    /// one; `told` is given the number of cases first. Says how many cases that were; mostly none, and what the first
    /// visit of a day finds is derived then.
    ///
    /// # Errors
    /// The database; a log that was changed behind omhu's back.
    pub async fn catch_up(&self, today: Day, told: impl FnOnce(i64)) -> Result<u64, StoreError> {
        let out_of_date = cells![today.0, &self.law.edition];
        let counted = self.database.list(sql::STALE_COUNT, out_of_date).await?;
        let found = counted.first().map_or(Ok(0), |row| row.int(0))?;
        if found < FEW {
            return Ok(0);
        }
        let (_, _, all) = self.case_range().await?;
        told(found);
        let mut tx = self.database.snapshot().await?;
        let heard = !Listeners::read(&mut tx).await?.is_empty();
        drop(tx);
        if heard || found < all / PART {
            // Case by case: who listens is told what is new in each.
            return Ok(self.refresh(today).await? as u64);
        }
        let mut bulk = Bulk::begin(&self.database, &self.place).await?;
        bulk.holds_less()?;
        self.derived_for(today);
        for statement in PROJECTIONS_CLEAR {
            bulk.run(statement, &[]).await?;
        }
        let count = self.project_all(&mut bulk, today, Texts::Left).await?;
        bulk.commit(&self.database).await?;
        self.database.bulk_ends();
        self.count_rows_anew().await?;
        Ok(count)
    }

    /// Puts the projections of all cases in, as they are on a day.
    async fn project_all(&self, bulk: &mut Bulk, today: Day, of: Texts) -> Result<u64, StoreError> {
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
                put(bulk, &[], &projected).await?;
                projected.clear();
            }
            if of == Texts::IndexedAgain {
                for log in &logs {
                    self.index_again(&mut tx, bulk, log.state.case).await?;
                }
            }
        }
        put(bulk, &[], &projected).await?;
        Ok(count)
    }

    /// After very many rows the database must count anew, or it plans lists as if the tables were empty: a
    /// worklist took 250 ms instead of few on PostgreSQL, and SQLite read every duty of a case for the few that wait.
    pub(crate) async fn count_rows_anew(&self) -> Result<(), StoreError> {
        if let Pools::Postgres { pool, .. } = &self.database.pools {
            for table in COUNTED {
                // What was written anew leaves as many dead rows behind: lists read past each of them until they are swept,
                // which took a third of all pages.
                let sweep = format!("vacuum (analyze) {table}");
                sqlx::raw_sql(sqlx::AssertSqlSafe(sweep))
                    .execute(pool)
                    .await?;
            }
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
