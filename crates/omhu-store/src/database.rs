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

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::cell::{Cell, Row};
use crate::error::StoreError;
use crate::readers::{Readers, plain_rows};
use crate::sql::Sql;

/// Pools of one database.
pub(crate) enum Pools {
    Sqlite {
        write: SqlitePool,
        read: std::sync::Arc<Readers>,
    },
    Postgres {
        pool: PgPool,
        schema: String,
    },
}

/// A database that is open.
pub(crate) struct Database {
    pub(crate) pools: Pools,
    stopped: AtomicBool,
}

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
    /// A reading transaction in process: sqlx hands each row of SQLite over from another thread, which
    /// costs more than the row. Empty only while a statement runs.
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

/// Takes the place of the writer at once.
const BEGIN: &str = "begin immediate";

impl Database {
    pub(crate) fn new(pools: Pools) -> Database {
        Database {
            pools,
            stopped: AtomicBool::new(false),
        }
    }

    /// Refuses after a fault of the disk.
    pub(crate) fn writable(&self) -> Result<(), StoreError> {
        if self.stopped.load(Ordering::Acquire) {
            return Err(StoreError::Stopped);
        }
        Ok(())
    }

    /// A writing transaction; the others wait for it.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        self.writable()?;
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                let mut begun = write.begin_with(BEGIN).await;
                if matches!(begun, Err(sqlx::Error::InvalidSavePointStatement)) {
                    // A commit failed, on a full disk. SQLite rolled back; sqlx still counts the transaction, and
                    // would refuse every later one: a new connection takes the place of this one.
                    sqlx::Connection::close_hard(write.acquire().await?.detach()).await?;
                    begun = write.begin_with(BEGIN).await;
                }
                self.watched(begun.map(Tx::Sqlite).map_err(StoreError::from))
            }
            Pools::Postgres { pool, schema } => {
                let mut begun = pool.begin().await?;
                sqlx::query("select pg_advisory_xact_lock(hashtext($1), 1)")
                    .bind(format!("omhu {schema}"))
                    .execute(&mut *begun)
                    .await?;
                Ok(Tx::Postgres(begun))
            }
        }
    }

    /// A reading transaction: everything in it is of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => {
                let connection = read.open()?;
                connection.execute_batch("begin")?;
                Tx::Plain(Some(connection))
            }
            Pools::Postgres { pool, .. } => Tx::Postgres(
                pool.begin_with("begin isolation level repeatable read read only")
                    .await?,
            ),
        })
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

    /// Commits; a fault of the disk stops all further writing.
    pub(crate) async fn commit(&self, tx: Tx) -> Result<(), StoreError> {
        let done = match tx {
            Tx::Sqlite(tx) => tx.commit().await,
            Tx::Postgres(tx) => tx.commit().await,
            Tx::Plain(_) => Ok(()),
        };
        self.watched(done.map_err(StoreError::from))
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
    /// Runs a statement; says how many rows it touched.
    pub(crate) async fn run(&mut self, sql: Sql, cells: &[Cell]) -> Result<u64, StoreError> {
        Ok(match self {
            Tx::Sqlite(tx) => query!(sql.sqlite, cells)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Tx::Postgres(tx) => query!(sql.postgres, cells)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Tx::Plain(_) => return Err(only_reads()),
        })
    }

    /// Reads rows.
    pub(crate) async fn rows(&mut self, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Tx::Sqlite(tx) => query!(sql.sqlite, cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Tx::Postgres(tx) => query!(sql.postgres, cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
            Tx::Plain(connection) => plain(connection, sql.sqlite.into(), cells).await?,
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

    /// Reads rows of a table by a text made of its own names: backups only.
    pub(crate) async fn table_rows(
        &mut self,
        text: String,
        cells: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let safe = sqlx::AssertSqlSafe;
        Ok(match self {
            Tx::Sqlite(tx) => query!(safe(text), cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Tx::Postgres(tx) => query!(safe(text), cells)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
            Tx::Plain(connection) => plain(connection, text.into(), cells).await?,
        })
    }

    /// Prepares a statement; says why it cannot be.
    pub(crate) async fn prepare(&mut self, sql: Sql) -> Result<(), StoreError> {
        use sqlx::{Executor as _, SqlStr};
        match self {
            Tx::Sqlite(tx) => {
                (&mut **tx).prepare(SqlStr::from_static(sql.sqlite)).await?;
            }
            Tx::Postgres(tx) => {
                (&mut **tx)
                    .prepare(SqlStr::from_static(sql.postgres))
                    .await?;
            }
            Tx::Plain(connection) => {
                let connection = connection.as_ref().ok_or(StoreError::Closing)?;
                connection.prepare(sql.sqlite)?;
            }
        }
        Ok(())
    }

    /// Runs a text of several statements: migrations only.
    pub(crate) async fn script(&mut self, text: String) -> Result<(), StoreError> {
        let script = sqlx::raw_sql(sqlx::AssertSqlSafe(text));
        match self {
            Tx::Sqlite(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Tx::Postgres(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Tx::Plain(_) => return Err(only_reads()),
        }
        Ok(())
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

async fn postgres_rows(pool: &PgPool, sql: Sql, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
    let rows = query!(sql.postgres, cells).fetch_all(pool).await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}

fn only_reads() -> StoreError {
    StoreError::Place("this transaction only reads".to_owned())
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
