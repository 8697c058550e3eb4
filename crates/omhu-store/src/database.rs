//! Connections to either database, and transactions on them.
//!
//! Owns: the pools, how a statement runs, one writer at a time, the stop after a fault of the disk.
//! Must not know: any table.
//!
//! There is one writer on both databases. SQLite allows no other; on PostgreSQL a writing transaction
//! takes one advisory lock first. A municipality writes a few times a second, a transaction takes
//! milliseconds, and in return no two writers can ever see half of each other: the chains have one end,
//! and rules over several rows need no isolation level to be believed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use omhu_casework::chain::hex;
use sqlx::{PgPool, Postgres};

use crate::cell::{Cell, Row};
use crate::error::{Sentence, StoreError};
use crate::kept::{Kept, Touched};
use crate::readers::{Readers, plain_rows};
use crate::row_log;
use crate::seal::Key;
use crate::spare::Spare;
use crate::sql::Sql;
use crate::writing::{Transaction, Writing};

/// Pools of one database.
pub(crate) enum Pools {
    Sqlite { write: Writing, read: Arc<Readers> },
    Postgres { pool: PgPool, schema: String },
}

/// A database that is open.
pub(crate) struct Database {
    pub(crate) pools: Pools,
    /// What was read and is still true.
    pub(crate) kept: Kept,
    /// The key of the log of rows, from when the ring is there.
    pub(crate) row_key: OnceLock<Key>,
    /// Another process writes: this one must not.
    only_reads: bool,
    stopped: AtomicBool,
    /// Room on the disk for what must always be written, where some is kept.
    pub(crate) spare: OnceLock<Spare>,
    /// The connection for many rows, between two transactions on SQLite.
    bulk: Mutex<Option<rusqlite::Connection>>,
}

/// A transaction; dropped without [`Database::commit`] it is rolled back.
pub(crate) struct Tx {
    pub(crate) on: On,
    touched: Touched,
    /// What rows are entered with into the log of rows; none before a store has its keys.
    row_key: Option<Key>,
}

/// What a transaction runs on.
pub(crate) enum On {
    Sqlite(Transaction),
    Postgres(sqlx::Transaction<'static, Postgres>),
    /// A transaction that reads SQLite. Empty only while a statement runs.
    Plain(Option<rusqlite::Connection>),
}

/// A statement with its cells, for whichever database is meant.
macro_rules! query {
    ($text:expr, $cells:expr) => {{
        let mut query = sqlx::query($text);
        for cell in $cells {
            query = match cell {
                Cell::Text(value) => query.bind(value.clone()),
                Cell::Int(value) => query.bind(*value),
                Cell::Bool(value) => query.bind(*value),
                Cell::Blob(value) => query.bind(value.clone()),
            };
        }
        query
    }};
}

impl Database {
    pub(crate) fn new(pools: Pools) -> Arc<Database> {
        Database::of(pools, false)
    }

    /// One that is never written to.
    pub(crate) fn reading(pools: Pools) -> Arc<Database> {
        Database::of(pools, true)
    }

    fn of(pools: Pools, only_reads: bool) -> Arc<Database> {
        Arc::new(Database {
            pools,
            kept: Kept::new(),
            row_key: OnceLock::new(),
            only_reads,
            stopped: AtomicBool::new(false),
            spare: OnceLock::new(),
            bulk: Mutex::default(),
        })
    }

    /// Refuses after a fault of the disk.
    pub(crate) fn writable(&self) -> Result<(), StoreError> {
        if self.only_reads {
            return Err(only_reads());
        }
        if self.stopped.load(Ordering::Acquire) {
            return Err(StoreError::Stopped);
        }
        Ok(())
    }

    pub(crate) fn bulk(&self) -> MutexGuard<'_, Option<rusqlite::Connection>> {
        self.bulk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// No more rows come in bulk for now: gives back the memory that was held for them.
    pub(crate) fn bulk_ends(&self) {
        self.bulk().take();
    }

    /// Whether the disk is full, but for the room that is kept for what must always be written.
    pub(crate) fn is_full(&self) -> bool {
        self.spare.get().is_some_and(Spare::is_full)
    }

    /// A writing transaction; the others wait for it.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        if self.is_full() {
            return Err(StoreError::Full);
        }
        self.write_always().await
    }

    /// The same, into the room that is kept for it where there is no other: what it takes to sign in and to read, and the
    /// drafts.
    pub(crate) async fn write_always(&self) -> Result<Tx, StoreError> {
        self.writable()?;
        self.is_full();
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                let begun = write.begin().await;
                self.watched(begun.map(|tx| self.writing(On::Sqlite(tx))))
            }
            Pools::Postgres { pool, schema } => {
                // In one message. The schema's name was checked: it can be quoted as it is.
                let begin =
                    format!("begin; select pg_advisory_xact_lock(hashtext('omhu {schema}'), 1)");
                let begun = pool.begin_with(sqlx::AssertSqlSafe(begin)).await?;
                Ok(self.writing(On::Postgres(begun)))
            }
        }
    }

    fn writing(&self, on: On) -> Tx {
        Tx {
            row_key: self.row_key.get().cloned(),
            ..Tx::of(on)
        }
    }

    /// A reading transaction: everything in it is of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(Tx::of(match &self.pools {
            Pools::Sqlite { read, .. } => {
                let connection = read.open()?;
                connection.execute_batch("begin")?;
                On::Plain(Some(connection))
            }
            Pools::Postgres { pool, .. } => On::Postgres(
                pool.begin_with("begin isolation level repeatable read read only")
                    .await?,
            ),
        }))
    }

    /// Reads rows outside a transaction: few rows, found by a key. On SQLite it happens on the caller's thread,
    /// where it costs less than handing it to another.
    pub(crate) async fn rows(&self, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let rows = match &self.pools {
            Pools::Sqlite { read, .. } => read.here(sql.sqlite, cells).await,
            Pools::Postgres { pool, .. } => postgres_rows(pool, sql, cells).await,
        };
        self.watched(rows)
    }

    /// Reads rows outside a transaction where that may take long: lists, counts, searches. No thread that serves
    /// pages waits for it.
    pub(crate) async fn list(&self, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let rows = match &self.pools {
            Pools::Sqlite { read, .. } => Readers::aside(read, sql.sqlite, cells.to_vec()).await,
            Pools::Postgres { pool, .. } => postgres_rows(pool, sql, cells).await,
        };
        self.watched(rows)
    }

    /// Reads at most one row outside a transaction.
    pub(crate) async fn row(&self, sql: Sql, cells: &[Cell]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, cells).await?.into_iter().next())
    }

    /// Commits; a fault of the disk stops all further writing. What was kept of what it wrote to is dropped, also
    /// where the commit failed: it may have been made all the same. Both are done even if the caller stops waiting.
    pub(crate) async fn commit(self: &Arc<Self>, tx: Tx) -> Result<(), StoreError> {
        let database = Arc::clone(self);
        let done = tokio::spawn(async move {
            let done = match tx.on {
                On::Sqlite(tx) => tx.commit().await,
                On::Postgres(tx) => tx.commit().await.map_err(StoreError::from),
                On::Plain(_) => Ok(()),
            };
            database.kept.drop_touched(&database, &tx.touched).await;
            database.watched(done)
        });
        done.await.map_err(|_| StoreError::Closing)?
    }

    /// Passes a result on and remembers a fault of the disk.
    pub(crate) fn watched<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result
            && error.is_fatal()
        {
            self.stopped.store(true, Ordering::Release);
        }
        result
    }

    pub(crate) async fn close(&self) {
        self.bulk_ends();
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close();
                write.close().await;
            }
            Pools::Postgres { pool, .. } => pool.close().await,
        }
    }
}

impl Tx {
    fn of(on: On) -> Tx {
        Tx {
            on,
            touched: Touched::default(),
            row_key: None,
        }
    }

    /// It writes more than its statements say.
    pub(crate) fn touches_everything(&mut self) {
        self.touched.all();
    }

    /// Runs a statement; says how many rows it touched. Rows of accounts, roles and their like are entered into the log
    /// of rows.
    pub(crate) async fn run(&mut self, sql: Sql, cells: &[Cell]) -> Result<u64, StoreError> {
        let Some(key) = self.row_key.clone() else {
            return self.run_unwatched(sql, cells).await;
        };
        let text = match &self.on {
            On::Postgres(_) => sql.postgres,
            On::Sqlite(_) | On::Plain(_) => sql.sqlite,
        };
        let rows = row_log::before(self, &key, text, cells).await?;
        let done = self.run_unwatched(sql, cells).await?;
        if let Some(rows) = rows {
            row_log::after(self, &key, rows).await?;
        }
        Ok(done)
    }

    /// Runs a statement that writes to no row that is watched.
    pub(crate) async fn run_unwatched(
        &mut self,
        sql: Sql,
        cells: &[Cell],
    ) -> Result<u64, StoreError> {
        self.touched.note(sql.sqlite, cells);
        Ok(match &mut self.on {
            On::Sqlite(tx) => {
                yield_sometimes().await;
                tx.run(sql.sqlite, cells)?
            }
            On::Postgres(tx) => query!(sql.postgres, cells)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            On::Plain(_) => return Err(only_reads()),
        })
    }

    /// Runs an `insert` for each of these rows; to PostgreSQL they go in one message.
    pub(crate) async fn insert(&mut self, add: Sql, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        let at_once = match &mut self.on {
            On::Postgres(tx) => all_at_once(add.postgres).map(|all| (tx, all)),
            On::Sqlite(_) | On::Plain(_) => None,
        };
        let Some((tx, (text, columns))) = at_once else {
            for row in rows {
                self.run(add, row).await?;
            }
            return Ok(());
        };
        for row in rows {
            self.touched.note(add.sqlite, row);
        }
        let object = |row: &Vec<Cell>| -> serde_json::Value {
            let named = columns.iter().zip(row);
            named.map(|(name, cell)| (*name, json(cell))).collect()
        };
        let objects: serde_json::Value = rows.iter().map(object).collect();
        sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(objects.to_string())
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    /// Reads rows.
    pub(crate) async fn rows(&mut self, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        // `returning` gives rows of what was written.
        self.touched.note(sql.sqlite, cells);
        Ok(match &mut self.on {
            On::Sqlite(tx) => {
                yield_sometimes().await;
                tx.rows(sql.sqlite, cells)?
            }
            On::Postgres(tx) => query!(sql.postgres, cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
            On::Plain(connection) => plain(connection, sql.sqlite.into(), cells).await?,
        })
    }

    /// Reads at most one row.
    pub(crate) async fn row(
        &mut self,
        sql: Sql,
        cells: &[Cell],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, cells).await?.into_iter().next())
    }

    /// Reads rows of a table by a text made of its own names: backups and the log of rows only.
    pub(crate) async fn table_rows(
        &mut self,
        text: String,
        cells: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let safe = sqlx::AssertSqlSafe;
        Ok(match &mut self.on {
            On::Sqlite(tx) => tx.rows(&text, cells)?,
            On::Postgres(tx) => query!(safe(text), cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
            On::Plain(connection) => plain(connection, text.into(), cells).await?,
        })
    }

    /// Prepares a statement; says why it cannot be.
    pub(crate) async fn prepare(&mut self, sql: Sql) -> Result<(), StoreError> {
        use sqlx::{Executor as _, SqlStr};
        match &mut self.on {
            On::Sqlite(tx) => tx.prepare(sql.sqlite)?,
            On::Postgres(tx) => {
                (&mut **tx)
                    .prepare(SqlStr::from_static(sql.postgres))
                    .await?;
            }
            On::Plain(connection) => {
                let connection = connection.as_ref().ok_or(StoreError::Closing)?;
                connection.prepare(sql.sqlite)?;
            }
        }
        Ok(())
    }

    /// Runs a text of several statements: migrations only.
    pub(crate) async fn script(&mut self, text: String) -> Result<(), StoreError> {
        self.touched.all();
        match &mut self.on {
            On::Sqlite(tx) => tx.script(&text),
            On::Postgres(tx) => {
                let script = sqlx::raw_sql(sqlx::AssertSqlSafe(text));
                Ok(script.execute(&mut **tx).await.map(|_| ())?)
            }
            On::Plain(_) => Err(only_reads()),
        }
    }

    /// The next `count` numbers of a counter; gives the first.
    pub(crate) async fn numbers(&mut self, counter: &str, count: i64) -> Result<i64, StoreError> {
        let row = self
            .row(
                crate::sql::log::COUNTER_TAKE,
                crate::cell::cells![counter, count],
            )
            .await?;
        let last = row.ok_or(StoreError::Closing)?.int(0)?;
        Ok(last - count + 1)
    }
}

/// An `insert` of one row as one of many, which come as a JSON list of objects; with its columns. A `copy` would be sent
/// in several messages, of which each waits some ten milliseconds for the one before to be confirmed (sqlx leaves
/// Nagle's algorithm on).
fn all_at_once(add: &str) -> Option<(String, Vec<&str>)> {
    let (into, _) = add.split_once(" values ")?;
    let (table, columns) = into.strip_prefix("insert into ")?.split_once(" (")?;
    let columns = columns.strip_suffix(')')?;
    let text =
        format!("{into} select {columns} from json_populate_recordset(null::{table}, $1::json)");
    Some((text, columns.split(", ").collect()))
}

/// A cell as PostgreSQL reads it from JSON.
fn json(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Text(text) => text.as_deref().into(),
        Cell::Int(number) => (*number).into(),
        Cell::Bool(truth) => (*truth).into(),
        Cell::Blob(bytes) => {
            let digits = bytes.as_ref().map(|bytes| format!("\\x{}", hex(bytes)));
            digits.into()
        }
    }
}

async fn postgres_rows(pool: &PgPool, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
    let rows = query!(sql.postgres, cells).fetch_all(pool).await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}

/// Statements on SQLite never wait, so a long run of them would keep its thread from all others.
async fn yield_sometimes() {
    tokio::task::consume_budget().await;
}

fn only_reads() -> StoreError {
    StoreError::Place(Sentence::new("store-only-reads"))
}

/// Runs a reading statement in process, on a thread that may block.
async fn plain(
    held: &mut Option<rusqlite::Connection>,
    text: std::borrow::Cow<'static, str>,
    cells: &[Cell],
) -> Result<Vec<Row>, StoreError> {
    let connection = held.take().ok_or(StoreError::Closing)?;
    let cells = cells.to_vec();
    let read = tokio::task::spawn_blocking(move || {
        let rows = plain_rows(&connection, &text, &cells);
        (connection, rows)
    });
    let (connection, rows) = read.await.map_err(|_| StoreError::Closing)?;
    *held = Some(connection);
    rows
}
