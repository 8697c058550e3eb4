//! The index of texts made anew, a few texts at a time, while others read and write.
//!
//! Owns: the order of it, and the mark that says by which stems the index was made. Must not know: what a stem is.
//!
//! The texts are read in the transaction that writes their words: what is erased meanwhile does not come back. A server
//! goes on working beside it, and waits for one small transaction at most.

use std::sync::Arc;

use omhu_casework::ids::CaseNo;
use omhu_law::book::LawBook;

use crate::cell::cells;
use crate::database::{Database, Tx};
use crate::error::StoreError;
use crate::keys::{self, Keys};
use crate::place::{self, Place};
use crate::sql::log::{SETTING, SETTING_PUT};
use crate::sql::texts as sql;
use crate::{Options, Store, schema, stems, texts};

/// Texts in one transaction: a file may be large.
const AT_ONCE: i64 = 50;
/// Where the mark stands.
const MARK: &str = "search_stems";

impl Store {
    /// Opens a store to make its index anew, beside whichever server has it: takes no lock, brings no table up to date.
    ///
    /// # Errors
    /// There is no store, or one of another omhu; the key is another's.
    pub async fn open_for_reindex(
        place: &Place,
        keys: &Keys,
        book: Arc<LawBook>,
        options: Options,
    ) -> Result<Store, StoreError> {
        if !Store::is_there(place).await? {
            return Err(place::none_there(place));
        }
        let database = place::connect(place, options.readers, true).await?;
        schema::is_current(&database).await?;
        let ring = keys::ring_beside(keys, place.folder(), &database).await?;
        let ring = ring.ok_or_else(|| place::none_there(place))?;
        let _ = database.row_key.set(ring.rows.clone());
        Store::of(place, database, ring, None, book, options).await
    }

    /// Makes the index of texts anew; tells after each step how many were done, and of how many. Says how many there are.
    ///
    /// # Errors
    /// The database; a text that was changed behind omhu's back.
    pub async fn reindex(
        &self,
        told: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<u64, StoreError> {
        let count = self.database.row(sql::TEXTS_COUNT, &[]).await?;
        let all = count.map_or(Ok(0), |row| row.int(0))?.unsigned_abs();
        let mut tx = self.database.write().await?;
        tx.run(sql::SEARCH_OF_NOTHING, &[]).await?;
        self.database.commit(tx).await?;
        let (mut after, mut done) = (0, 0);
        loop {
            let mut tx = self.database.write().await?;
            let rows = tx.rows(sql::TEXTS_PAGE, cells![after, AT_ONCE]).await?;
            let Some(last) = rows.last() else {
                put_mark(&mut tx).await?;
                self.database.commit(tx).await?;
                return Ok(done);
            };
            after = last.int(0)?;
            for row in &rows {
                let case = CaseNo(row.int(5)?);
                let key = self.ring.unwrap(case, &row.blob(6)?)?;
                let text = texts::open(&key, case, row)?;
                let tokens = stems::tokens(&self.ring.search, texts::indexed(&text.words));
                tx.run(sql::SEARCH_DROP, cells![text.number.0]).await?;
                tx.run(sql::SEARCH_ADD, cells![text.number.0, tokens])
                    .await?;
            }
            self.database.commit(tx).await?;
            done += rows.len() as u64;
            told(done, all.max(done));
        }
    }

    /// Whether the index was made by an earlier omhu, whose stems were others: words written then may not be found.
    ///
    /// # Errors
    /// The database.
    pub async fn has_old_index(&self) -> Result<bool, StoreError> {
        let mark = self.database.row(SETTING, cells![MARK]).await?;
        let mark = mark.map(|row| row.text(0)).transpose()?;
        Ok(mark.as_deref() != Some(stems::VERSION))
    }
}

/// Marks an index in which nothing stands yet: whatever comes is of today's stems.
pub(crate) async fn begin(database: &Arc<Database>) -> Result<(), StoreError> {
    if database.row(SETTING, cells![MARK]).await?.is_some() {
        return Ok(());
    }
    let mut tx = database.write().await?;
    let held = tx.row(sql::TEXTS_COUNT, &[]).await?;
    if held.map_or(Ok(0), |row| row.int(0))? == 0 {
        put_mark(&mut tx).await?;
        database.commit(tx).await?;
    }
    Ok(())
}

/// Notes that the whole index is of today's stems.
pub(crate) async fn put_mark(tx: &mut Tx) -> Result<(), StoreError> {
    tx.run(SETTING_PUT, cells![MARK, stems::VERSION])
        .await
        .map(drop)
}
