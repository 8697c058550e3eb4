//! How the store is: which database, how large, where its chains end. No personal data.
//!
//! Owns: these counts. Must not know: what is too large, who may see them.

use crate::checkpoint::{self, Checkpoint};
use crate::error::StoreError;
use crate::sql::log;
use crate::{Place, Store};

/// How the store is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Health {
    /// Whether it is PostgreSQL; else SQLite.
    pub postgres: bool,
    /// So many bytes the database takes.
    pub bytes: i64,
    /// Whether the disk is full, but for the room that is kept for what must always be written.
    pub full: bool,
    /// The newest step of the tables that was taken.
    pub step: i64,
    /// Cases.
    pub cases: i64,
    /// Where the ledger of cases, the access log and the change log end, at this moment.
    pub ends: Checkpoint,
    /// The newest checkpoint in the store's own folder.
    pub checkpoint: Option<Checkpoint>,
    /// Lines of that file that are not of this store.
    pub foreign: usize,
}

impl Store {
    /// How the store is.
    ///
    /// # Errors
    /// The database; the file of the checkpoints.
    pub async fn health(&self, second: i64) -> Result<Health, StoreError> {
        let (_, _, cases) = self.case_range().await?;
        let mut tx = self.database.snapshot().await?;
        let ends = checkpoint::ends(&mut tx, second).await?;
        let bytes = tx.row(log::DATABASE_BYTES, &[]).await?;
        let bytes = bytes.map_or(Ok(0), |row| row.int(0))?;
        let step = tx.row(log::MIGRATION_NEWEST, &[]).await?;
        let step = step.map_or(Ok(0), |row| row.int(0))?;
        drop(tx);
        let file = self.checkpoint_file();
        let (mut checkpoints, foreign) = checkpoint::read(&file, &self.ring.checkpoint)?;
        Ok(Health {
            postgres: matches!(self.place, Place::Postgres { .. }),
            bytes,
            full: self.database.is_full(),
            step,
            cases,
            ends,
            checkpoint: checkpoints.pop(),
            foreign,
        })
    }
}
