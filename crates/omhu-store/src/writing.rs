//! The one connection that writes SQLite, in this process.
//!
//! Owns: how it is set up, that one transaction has it at a time, where its statements run. Must not know: any table.
//!
//! Statements run on the caller's thread, where each costs less than handing it to another one; beginning and
//! committing may wait for the disk, and run where that holds nobody up.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::cell::{Cell, Row};
use crate::error::StoreError;
use crate::readers::{bind, connect, plain_rows};

/// The connection, when nobody has it. None: it must be opened anew.
type Slot = Option<Connection>;

/// Who may write.
pub(crate) struct Writing {
    file: PathBuf,
    slot: Arc<Mutex<Slot>>,
}

/// The turn to write; the next one waits until it is dropped.
pub(crate) type Turn = OwnedMutexGuard<Slot>;

/// A transaction; dropped without [`Transaction::commit`] it is rolled back.
pub(crate) struct Transaction(Turn);

fn open(file: &Path) -> Result<Connection, StoreError> {
    connect(
        file,
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
         pragma secure_delete = on",
    )
}

/// Runs on a thread that may block.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StoreError::Closing)?
}

impl Writing {
    /// Opens the file; makes it where there is none.
    pub(crate) fn new(file: &Path) -> Result<Writing, StoreError> {
        Ok(Writing {
            file: file.to_owned(),
            slot: Arc::new(Mutex::new(Some(open(file)?))),
        })
    }

    /// Opens nothing: of a database that is only read.
    pub(crate) fn closed(file: &Path) -> Writing {
        Writing {
            file: file.to_owned(),
            slot: Arc::default(),
        }
    }

    /// The turn to write, when it comes.
    pub(crate) async fn turn(&self) -> Turn {
        Arc::clone(&self.slot).lock_owned().await
    }

    /// A transaction, when its turn comes.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let mut turn = self.turn().await;
        let file = self.file.clone();
        aside(move || {
            let connection = match turn.take() {
                Some(connection) => connection,
                None => open(&file)?,
            };
            turn.insert(connection).execute_batch("begin immediate")?;
            Ok(Transaction(turn))
        })
        .await
    }

    /// Runs a text outside a transaction, when its turn comes: what cleans the file.
    pub(crate) async fn clean(&self, text: &'static str) -> Result<(), StoreError> {
        let turn = self.turn().await;
        aside(move || {
            let connection = turn.as_ref().ok_or(StoreError::Closing)?;
            Ok(connection.execute_batch(text)?)
        })
        .await
    }

    /// Ends the connection, when its turn comes.
    pub(crate) async fn close(&self) {
        let mut turn = self.turn().await;
        // The last one moves the write-ahead log into the file.
        let _ = aside(move || {
            drop(turn.take());
            Ok(())
        })
        .await;
    }
}

impl Transaction {
    fn connection(&self) -> Result<&Connection, StoreError> {
        self.0.as_ref().ok_or(StoreError::Closing)
    }

    /// Runs a statement; says how many rows it touched.
    pub(crate) fn run(&self, text: &str, cells: &[Cell]) -> Result<u64, StoreError> {
        let mut statement = self.connection()?.prepare_cached(text)?;
        bind(&mut statement, cells)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// Reads rows, also those that `returning` gives.
    pub(crate) fn rows(&self, text: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        plain_rows(self.connection()?, text, cells)
    }

    /// Prepares a statement; says why it cannot be.
    pub(crate) fn prepare(&self, text: &str) -> Result<(), StoreError> {
        self.connection()?.prepare(text)?;
        Ok(())
    }

    /// Runs a text of several statements.
    pub(crate) fn script(&self, text: &str) -> Result<(), StoreError> {
        Ok(self.connection()?.execute_batch(text)?)
    }

    /// Makes it last; when this returns, it is on stable storage.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        aside(move || Ok(self.connection()?.execute_batch("commit")?)).await
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(connection) = self.0.as_ref() else {
            return;
        };
        let is_open = !connection.is_autocommit();
        if is_open && connection.execute_batch("rollback").is_err() && !connection.is_autocommit() {
            // Whatever state it is in ends with it.
            self.0.take();
        }
    }
}
