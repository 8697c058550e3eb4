//! Connections that read SQLite in this process.
//!
//! Owns: how any connection is opened, how many read, where a reading statement runs. Must not know: any table.
//!
//! Rows are read on the thread that asks: to hand each over from another one costs more than the row, and a page reads
//! some hundred. Readers never wait for the writer (the write-ahead log lets them read beside it).

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Statement};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::cell::{Cell, Row};
use crate::error::StoreError;

/// Statements that a connection keeps prepared.
const PREPARED: usize = 200;

/// A connection with what all have in common, and these settings of its own.
pub(crate) fn connect(file: &Path, own: &str) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // What sorts and joins spill stays out of temporary files: it would be personal data on disk.
    connection.execute_batch(
        "pragma trusted_schema = off; pragma temp_store = memory; pragma cache_size = -16000",
    )?;
    connection.execute_batch(own)?;
    Ok(connection)
}

/// A pool of reading connections.
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Semaphore,
}

impl Readers {
    /// At most so many at a time; each is opened when it is first needed.
    pub(crate) fn new(file: &Path, most: u32) -> Readers {
        Readers {
            file: file.to_owned(),
            idle: Mutex::default(),
            places: Semaphore::new(most.max(1) as usize),
        }
    }

    /// A connection outside the pool.
    pub(crate) fn open(&self) -> Result<Connection, StoreError> {
        connect(&self.file, "pragma query_only = on")
    }

    /// Reads on the caller's thread.
    pub(crate) async fn here(&self, text: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let place = self.place().await?;
        self.read(&place, text, cells)
    }

    /// Reads on a thread that may block.
    pub(crate) async fn aside(
        readers: &Arc<Readers>,
        text: &'static str,
        cells: Vec<Cell>,
    ) -> Result<Vec<Row>, StoreError> {
        let readers = Arc::clone(readers);
        let runtime = tokio::runtime::Handle::current();
        let read = tokio::task::spawn_blocking(move || {
            let place = runtime.block_on(readers.place())?;
            readers.read(&place, text, &cells)
        });
        read.await.map_err(|_| StoreError::Closing)?
    }

    async fn place(&self) -> Result<SemaphorePermit<'_>, StoreError> {
        let place = self.places.acquire().await;
        place.map_err(|_| StoreError::Closing)
    }

    /// With a place, so that there are never more connections than places.
    fn read(
        &self,
        _place: &SemaphorePermit<'_>,
        text: &str,
        cells: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        // One that failed is dropped, and with it whatever state it was in.
        let rows = plain_rows(&connection, text, cells)?;
        self.idle().push(connection);
        Ok(rows)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends all connections; who waits for one gets an error.
    pub(crate) fn close(&self) {
        self.places.close();
        self.idle().clear();
    }
}

/// Gives a statement its cells. To SQLite `$2` is a name like any other, whose place is where it first stands:
/// here it is the second cell, as in PostgreSQL.
pub(crate) fn bind(statement: &mut Statement<'_>, cells: &[Cell]) -> Result<(), StoreError> {
    for place in 1..=statement.parameter_count() {
        let name = statement.parameter_name(place).unwrap_or_default();
        let number: Option<usize> = name.trim_start_matches('$').parse().ok();
        let cell = number.and_then(|number| cells.get(number.checked_sub(1)?));
        let cell = cell.ok_or_else(|| StoreError::Unknown(format!("cell {name}")))?;
        statement.raw_bind_parameter(place, cell)?;
    }
    Ok(())
}

/// Runs a reading statement.
pub(crate) fn plain_rows(
    connection: &Connection,
    text: &str,
    cells: &[Cell],
) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(text)?;
    let columns = statement.column_count();
    bind(&mut statement, cells)?;
    let mut rows = statement.raw_query();
    let mut read = Vec::new();
    while let Some(row) = rows.next()? {
        let values: Result<Vec<_>, _> = (0..columns).map(|place| row.get(place)).collect();
        read.push(Row::Plain(values?));
    }
    Ok(read)
}
