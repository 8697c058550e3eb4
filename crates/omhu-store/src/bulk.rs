//! Many rows at once, fast, in one transaction.
//!
//! Owns: bulk writing on both databases: prepared inserts by rusqlite in this process, `copy` on
//! PostgreSQL. Must not know: what the rows mean.
//!
//! On SQLite it has a connection of its own, set up for many rows, which is kept for the next one until
//! [`Database::bulk_ends`]; the turn to write is held meanwhile, so that there still is one writer.

use std::sync::Arc;

use rusqlite::types::ToSqlOutput;
use rusqlite::types::{Value, ValueRef};
use sqlx::PgConnection;

use crate::cell::Cell;
use crate::database::{Database, On, Pools, Tx};
use crate::error::StoreError;
use crate::readers::{bind, connect};
use crate::sql::Sql;
use crate::tables::Table;
use crate::writing::Turn;

impl rusqlite::ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Blob(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Cell::Int(Some(number)) => ToSqlOutput::Owned(Value::Integer(*number)),
            Cell::Bool(Some(truth)) => ToSqlOutput::Owned(Value::Integer(i64::from(*truth))),
            _ => ToSqlOutput::Owned(Value::Null),
        })
    }
}

/// What the connection for many rows has of its own: a large cache, and a write-ahead log that is moved into the file
/// seldom.
const SET_UP: &str = "pragma synchronous = full; pragma secure_delete = on; pragma foreign_keys = off; \
                      pragma cache_size = -192000; pragma wal_autocheckpoint = 96000";

/// A bulk transaction; dropped without [`Bulk::commit`] it is rolled back.
pub(crate) enum Bulk {
    Sqlite {
        connection: rusqlite::Connection,
        _turn: Turn,
    },
    Postgres(Tx),
}

impl Bulk {
    /// Begins, when no other writer is at work.
    pub(crate) async fn begin(
        database: &Database,
        place: &crate::Place,
    ) -> Result<Bulk, StoreError> {
        match (&database.pools, place.file()) {
            (Pools::Sqlite { write, .. }, Some(file)) => {
                database.writable()?;
                let turn = write.turn().await;
                let connection = match database.bulk().take() {
                    Some(connection) => connection,
                    None => connect(&file, SET_UP)?,
                };
                connection.execute_batch("begin immediate")?;
                Ok(Bulk::Sqlite {
                    connection,
                    _turn: turn,
                })
            }
            _ => {
                let mut tx = database.write().await?;
                tx.touches_everything();
                Ok(Bulk::Postgres(tx))
            }
        }
    }

    /// Holds less in memory than an import does: whoever is about to serve pages has a bound to keep.
    pub(crate) fn holds_less(&self) -> Result<(), StoreError> {
        if let Bulk::Sqlite { connection, .. } = self {
            connection.execute_batch("pragma cache_size = -64000")?;
        }
        Ok(())
    }

    /// Puts rows into a table. On SQLite this blocks its thread for as long as it takes.
    pub(crate) async fn insert(
        &mut self,
        table: &Table,
        rows: &[Vec<Cell>],
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Bulk::Sqlite { connection, .. } => insert_sqlite(connection, table, rows),
            Bulk::Postgres(Tx {
                on: On::Postgres(tx),
                ..
            }) => copy(tx, table, rows).await,
            Bulk::Postgres(_) => Err(StoreError::Closing),
        }
    }

    /// Empties a table of a store that is being made.
    pub(crate) async fn empty(&mut self, table: &Table) -> Result<(), StoreError> {
        let text = format!("delete from {} where 1 = 1", table.name);
        match self {
            Bulk::Sqlite { connection, .. } => {
                let count = format!("select count(*) from {}", table.name);
                let rows: i64 = connection.query_row(&count, [], |row| row.get(0))?;
                if rows > 0 {
                    connection.execute(&text, [])?;
                }
                Ok(())
            }
            Bulk::Postgres(tx) => {
                let count = format!("select count(*) from {}", table.name);
                let rows = tx.table_rows(count, &[]).await?;
                match rows.first().map(|row| row.int(0)).transpose()? {
                    Some(0) | None => Ok(()),
                    Some(_) => tx.script(text).await,
                }
            }
        }
    }

    /// Runs a statement.
    pub(crate) async fn run(&mut self, sql: Sql, cells: &[Cell]) -> Result<(), StoreError> {
        match self {
            Bulk::Sqlite { connection, .. } => {
                let mut statement = connection.prepare_cached(sql.sqlite)?;
                bind(&mut statement, cells)?;
                statement.raw_execute()?;
                Ok(())
            }
            Bulk::Postgres(tx) => tx.run(sql, cells).await.map(|_| ()),
        }
    }

    /// A number and a blob of one row, where there is one: the end of a chain.
    pub(crate) async fn end_of_chain(
        &mut self,
        sql: Sql,
    ) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        match self {
            Bulk::Sqlite { connection, .. } => {
                let mut statement = connection.prepare_cached(sql.sqlite)?;
                let mut rows = statement.query([])?;
                match rows.next()? {
                    Some(row) => Ok(Some((row.get(0)?, row.get(1)?))),
                    None => Ok(None),
                }
            }
            Bulk::Postgres(tx) => match tx.row(sql, &[]).await? {
                Some(row) => Ok(Some((row.int(0)?, row.blob(1)?))),
                None => Ok(None),
            },
        }
    }

    /// Makes it last.
    pub(crate) async fn commit(self, database: &Arc<Database>) -> Result<(), StoreError> {
        match self {
            Bulk::Sqlite { connection, .. } => {
                let done = connection.execute_batch("commit");
                if done.is_ok() {
                    // The next one finds the pages that this one read.
                    *database.bulk() = Some(connection);
                }
                // Many rows of many cases.
                database.kept.drop_all();
                database.watched(done.map_err(StoreError::from))
            }
            Bulk::Postgres(tx) => database.commit(tx).await,
        }
    }
}

fn insert_sqlite(
    connection: &rusqlite::Connection,
    table: &Table,
    rows: &[Vec<Cell>],
) -> Result<(), StoreError> {
    let places: Vec<_> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
    let text = format!(
        "insert into {} ({}) values ({})",
        table.name,
        table.column_list(),
        places.join(", ")
    );
    let mut statement = connection.prepare_cached(&text)?;
    for row in rows {
        statement.execute(rusqlite::params_from_iter(row))?;
    }
    Ok(())
}

/// Bytes sent to the server at once.
const COPY_BYTES: usize = 1 << 20;

async fn copy(
    connection: &mut PgConnection,
    table: &Table,
    rows: &[Vec<Cell>],
) -> Result<(), StoreError> {
    let text = format!("copy {} ({}) from stdin", table.name, table.column_list());
    let mut copy = connection.copy_in_raw(&text).await?;
    let mut bytes = Vec::with_capacity(COPY_BYTES + 4096);
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                bytes.push(b'\t');
            }
            copy_cell(cell, &mut bytes);
        }
        bytes.push(b'\n');
        if bytes.len() >= COPY_BYTES {
            copy.send(bytes.as_slice()).await?;
            bytes.clear();
        }
    }
    copy.send(bytes.as_slice()).await?;
    copy.finish().await?;
    Ok(())
}

fn copy_cell(cell: &Cell, bytes: &mut Vec<u8>) {
    use std::io::Write as _;
    match cell {
        Cell::Text(Some(text)) => {
            for byte in text.bytes() {
                match byte {
                    b'\\' => bytes.extend_from_slice(b"\\\\"),
                    b'\n' => bytes.extend_from_slice(b"\\n"),
                    b'\r' => bytes.extend_from_slice(b"\\r"),
                    b'\t' => bytes.extend_from_slice(b"\\t"),
                    byte => bytes.push(byte),
                }
            }
        }
        Cell::Int(Some(number)) => {
            // Writing to a Vec cannot fail.
            let _ = write!(bytes, "{number}");
        }
        Cell::Bool(Some(truth)) => bytes.push(if *truth { b't' } else { b'f' }),
        Cell::Blob(Some(blob)) => {
            bytes.extend_from_slice(b"\\\\x");
            for byte in blob {
                let _ = write!(bytes, "{byte:02x}");
            }
        }
        _ => bytes.extend_from_slice(b"\\N"),
    }
}
