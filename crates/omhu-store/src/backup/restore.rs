//! From a backup to a store, on either database.
//!
//! Owns: the order of a restore: read through first, touch nothing that is there, end every session, check at the end.
//! Must not know: where the backup comes from.

use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use omhu_casework::access::Now;
use omhu_casework::ids::UserNo;
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;

use super::form::Reader;
use super::{BackupSecret, LEFT_OUT, fault, read_backup};
use crate::bulk::Bulk;
use crate::cell::Cell;
use crate::error::{Sentence, StoreError, file_error};
use crate::keys::{self, Keys};
use crate::place::Place;
use crate::{Options, Store, Verified, place, row_log, schema};

/// Rows put in at once: so many, or so many bytes of them. Each time PostgreSQL is waited for (sqlx leaves Nagle's algorithm
/// on), and rows of attachments are large.
const ROWS: usize = 50_000;
const BYTES: usize = 8 << 20;

impl Store {
    /// Makes a store of a backup, in a place where there is none; opens and checks it. A backup that is not
    /// whole, or of another secret, is refused before anything is touched. The master key of the backup is
    /// written into the folder of the place, or into the file that `keys` names.
    ///
    /// # Errors
    /// The backup; the place is not empty; the database.
    pub async fn restore(
        from: &Path,
        secret: &BackupSecret,
        into: &Place,
        keys: &Keys,
        book: Arc<LawBook>,
        options: Options,
        today: Day,
    ) -> Result<(Store, Verified), StoreError> {
        let (path, opened) = (from.to_owned(), secret.clone());
        let summary = tokio::task::spawn_blocking(move || read_backup(&path, &opened));
        summary.await.map_err(|_| StoreError::Closing)??;
        match into {
            Place::Sqlite(folder) => {
                let building = folder.with_extension("restoring");
                empty(folder)?;
                let place = Place::Sqlite(building.clone());
                // What an earlier attempt left is of no use.
                if building.exists() {
                    std::fs::remove_dir_all(&building).map_err(file_error(&building))?;
                }
                load(from, secret, &place, keys, &options).await?;
                if folder.exists() {
                    std::fs::remove_dir(folder).map_err(file_error(folder))?;
                }
                std::fs::rename(&building, folder).map_err(file_error(folder))?;
                if let Some(above) = folder
                    .parent()
                    .filter(|above| !above.as_os_str().is_empty())
                {
                    let above_file = std::fs::File::open(above).map_err(file_error(above))?;
                    above_file.sync_all().map_err(file_error(above))?;
                }
            }
            Place::Postgres { .. } => load(from, secret, into, keys, &options).await?,
        }
        let options = Options {
            accept_rollback: true,
            ..options
        };
        let now = Now::at(options.second);
        let store = Store::open(into, keys, book, options).await?;
        row_log::without(&store.database, &LEFT_OUT).await?;
        // The backup brings sessions and tickets back that were ended since.
        store.end_everything(UserNo::IMPORT, now).await?;
        store.rebuild_projections(today).await?;
        let report = store.verify(None).await?;
        Ok((store, report))
    }
}

/// A folder that is not there, or has nothing in it.
fn empty(folder: &Path) -> Result<(), StoreError> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(StoreError::Place(
                Sentence::new("store-not-empty").with("folder", folder.display()),
            )),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(file_error(folder)(error)),
    }
}

/// Loads a backup into a new database: everything in one transaction.
async fn load(
    from: &Path,
    secret: &BackupSecret,
    into: &Place,
    keys: &Keys,
    options: &Options,
) -> Result<(), StoreError> {
    let file = std::fs::File::open(from).map_err(file_error(from))?;
    let stream = secret.unwrap(BufReader::new(file))?;
    let mut reader = Reader::new(BufReader::with_capacity(1 << 18, stream))?;
    let tables = reader.header.tables()?;
    let step = reader.header.step;
    let master = reader.header.master_key();
    let master = master.ok_or_else(|| fault("it holds no key"))?;

    let lock = place::lock(into.folder())?;
    let database = place::connect(into, 1, options.accept_weak_postgres).await?;
    if !schema::is_new(&database).await? {
        return Err(StoreError::Place(Sentence::new("store-there-already")));
    }
    schema::migrate_to(&database, options.second, step).await?;
    let mut bulk = Bulk::begin(&database, into).await?;
    // The rows that a new store begins with.
    for table in tables.iter().rev() {
        bulk.empty(table).await?;
    }
    let mut waiting: Vec<Vec<Cell>> = Vec::new();
    let (mut of, mut bytes) = (0, 0);
    while let Some((place, row)) = reader.next()? {
        if place != of || waiting.len() >= ROWS || bytes >= BYTES {
            if let Some(table) = tables.get(of) {
                bulk.insert(table, &waiting).await?;
            }
            waiting.clear();
            (of, bytes) = (place, 0);
        }
        bytes += row.iter().map(Cell::bytes).sum::<usize>();
        waiting.push(row);
    }
    if let Some(table) = tables.get(of) {
        bulk.insert(table, &waiting).await?;
    }
    bulk.commit(&database).await?;
    match keys {
        Keys::Given(key) if key.0 == master => {}
        Keys::Given(_) => {
            return Err(StoreError::Key(Sentence::new("store-backup-master")));
        }
        Keys::InFolder => keys::write_file(&into.folder().join("master.key"), &master)?,
        Keys::File(path) if path.exists() => {
            if keys::from_file(path, false)? != master {
                return Err(StoreError::Key(Sentence::new("store-backup-master")));
            }
        }
        Keys::File(path) => keys::write_file(path, &master)?,
    }
    database.close().await;
    drop(lock);
    Ok(())
}
