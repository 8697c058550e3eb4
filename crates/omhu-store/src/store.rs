//! An open store.
//!
//! Owns: opening in the right order, closing. Must not know: what is asked of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicI32;

use omhu_casework::access::Now;
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_law::derive::Further;

use crate::access_log::Writer;
use crate::accounts::Accounts;
use crate::cell::cells;
use crate::database::Database;
use crate::error::StoreError;
use crate::keys::{Keys, Ring};
use crate::place::{Lock, Place};
use crate::projection::Law;
use crate::spare::Spare;
use crate::sql::log::{SETTING, SETTING_PUT};
use crate::{keys, place, reindex, row_log, schema};

/// Which duties beyond the public contract are derived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FurtherDuties {
    /// None.
    No,
    /// Those whose occasion is of the day on which the store was first opened, or later: what came before was registered
    /// elsewhere, mostly without the facts that these duties ask for.
    SinceBegun,
    /// All.
    All,
}

/// What can be chosen when a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment of opening, in seconds since 1970.
    pub second: i64,
    /// The municipal layers that duties are derived for.
    pub locals: Vec<String>,
    /// Which duties beyond the public contract are derived too.
    pub further: FurtherDuties,
    /// Connections for reading.
    pub readers: u32,
    /// Accept a database that is older than its newest checkpoint: after a restore from a backup.
    pub accept_rollback: bool,
    /// Another file of checkpoints that the database must not be older than; it need not be there yet.
    pub checkpoints: Option<PathBuf>,
    /// Refuse a place where there is no store, instead of making one.
    pub must_exist: bool,
    /// Accept a PostgreSQL server that may lose what it has confirmed. For throw-away servers only.
    pub accept_weak_postgres: bool,
}

impl Options {
    /// The usual choices.
    #[must_use]
    pub fn new(second: i64) -> Options {
        Options {
            second,
            locals: Vec::new(),
            further: FurtherDuties::All,
            readers: 4,
            accept_rollback: false,
            checkpoints: None,
            must_exist: false,
            accept_weak_postgres: false,
        }
    }
}

/// An open store. One for each process; share it in an `Arc`.
pub struct Store {
    pub(crate) database: Arc<Database>,
    pub(crate) ring: Arc<Ring>,
    pub(crate) law: Law,
    pub(crate) place: Place,
    pub(crate) accounts: Accounts,
    /// The newest day on which no case was found out of date.
    pub(crate) fresh_on: AtomicI32,
    writer: Writer,
    task: tokio::task::JoinHandle<()>,
    /// None: another process may have the place, this one only reads.
    _lock: Option<Lock>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("place", &self.place).finish()
    }
}

impl Store {
    /// Opens a store; makes it where there is none. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// The place is open elsewhere or cannot be used, the server may lose data, the key is another's.
    pub async fn open(
        place: &Place,
        keys: &Keys,
        book: Arc<LawBook>,
        options: Options,
    ) -> Result<Store, StoreError> {
        if options.must_exist && !Store::is_there(place).await? {
            return Err(place::none_there(place));
        }
        let lock = place::lock(place.folder())?;
        let database = place::connect(place, options.readers, options.accept_weak_postgres).await?;
        schema::migrate(&database, options.second).await?;
        let ring = keys::ring(keys, place.folder(), &database).await?;
        // Nothing is written to the directory before this but the mark of a new store's key.
        let _ = database.row_key.set(ring.rows.clone());
        row_log::begin(&database, &ring.rows).await?;
        reindex::begin(&database).await?;
        Store::of(place, database, ring, Some(lock), book, options).await
    }

    /// Opens a store for reading only, beside whichever server has it: takes no lock, makes nothing, changes nothing.
    ///
    /// # Errors
    /// There is no store, or one of another omhu; the key is another's.
    pub async fn open_beside(
        place: &Place,
        keys: &Keys,
        book: Arc<LawBook>,
        options: Options,
    ) -> Result<Store, StoreError> {
        let none_there = || place::none_there(place);
        let database = place::connect_beside(place, options.readers).await?;
        let database = database.ok_or_else(none_there)?;
        schema::is_current(&database).await?;
        let ring = keys::ring_beside(keys, place.folder(), &database).await?;
        let ring = ring.ok_or_else(none_there)?;
        Store::of(place, database, ring, None, book, options).await
    }

    /// Whether there is a store. Asking makes none.
    ///
    /// # Errors
    /// The database.
    pub async fn is_there(place: &Place) -> Result<bool, StoreError> {
        match place::connect_beside(place, 1).await? {
            Some(database) => {
                database.close().await;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    pub(crate) async fn of(
        place: &Place,
        database: Arc<Database>,
        ring: Ring,
        lock: Option<Lock>,
        book: Arc<LawBook>,
        options: Options,
    ) -> Result<Store, StoreError> {
        let ring = Arc::new(ring);
        let accounts = Accounts::open(&database, options.second).await?;
        let (writer, task) = Writer::start(Arc::clone(&database), Arc::clone(&ring));
        let further = further(&database, &options, lock.is_some()).await?;
        let edition = edition(&book, further, &options);
        let store = Store {
            database,
            ring,
            law: Law {
                book,
                locals: options.locals,
                further,
                edition,
            },
            place: place.clone(),
            accounts,
            fresh_on: AtomicI32::new(i32::MIN),
            writer,
            task,
            _lock: lock,
        };
        if !options.accept_rollback
            && let Some(older) = store.against_newest(options.checkpoints.as_deref()).await?
        {
            store.close().await;
            return Err(StoreError::Place(older));
        }
        Ok(store)
    }

    /// The law book.
    #[must_use]
    pub fn book(&self) -> &LawBook {
        &self.law.book
    }

    /// Which duties beyond the contract are derived.
    #[must_use]
    pub fn further(&self) -> Further {
        self.law.further
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Keeps room on the disk from now on: when there is no other, facts are refused, and people can still sign in, read and
    /// keep their drafts. For whoever serves pages. The disk of a PostgreSQL server is looked after there.
    pub fn keep_room(&self) {
        if let Place::Sqlite { .. } = self.place {
            let folder = self.place.folder();
            self.database.spare.get_or_init(|| Spare::keep(folder));
        }
    }

    /// Drops what is kept in memory of cases: the next reads ask the database. For whoever changed it from outside,
    /// and for tests that compare.
    pub fn read_anew(&self) {
        self.database.kept.drop_all();
    }

    pub(crate) fn access(&self) -> &Writer {
        &self.writer
    }

    /// Closes: what waits to be logged is logged, then the connections end.
    pub async fn close(self) {
        let Store {
            database,
            writer,
            task,
            _lock,
            ..
        } = self;
        drop(writer);
        // The task ends by itself when no writer is left; that it panicked changes nothing here.
        let _ = task.await;
        database.close().await;
    }
}

/// Changes with what is kept of a case: rows of an older form are derived again.
const PROJECTIONS: &str = "p4";

/// Which duties beyond the contract are derived; the day on which the store was first opened so is noted.
async fn further(
    database: &Arc<Database>,
    options: &Options,
    may_write: bool,
) -> Result<Further, StoreError> {
    let since = match options.further {
        FurtherDuties::No => return Ok(Further::No),
        FurtherDuties::All => return Ok(Further::All),
        FurtherDuties::SinceBegun => cells!["further_since"],
    };
    if let Some(row) = database.row(SETTING, since).await? {
        let day = row.text(0)?;
        let day = Day::parse(day.as_bytes());
        let unknown = || StoreError::Unknown("setting further_since".to_owned());
        return Ok(Further::Since(day.ok_or_else(unknown)?));
    }
    let today = Now::at(options.second).today;
    if !may_write {
        return Ok(Further::Since(today));
    }
    let mut tx = database.write().await?;
    tx.run(SETTING_PUT, cells!["further_since", today.to_string()])
        .await?;
    database.commit(tx).await?;
    Ok(Further::Since(today))
}

/// Names the law book and everything else that decides which duties there are.
fn edition(book: &LawBook, further: Further, options: &Options) -> String {
    let mut words = vec![book.edition.clone(), PROJECTIONS.to_owned()];
    match further {
        Further::No => {}
        Further::Since(day) => words.push(format!("further-since-{day}")),
        Further::All => words.push("further".to_owned()),
    }
    words.extend(options.locals.iter().cloned());
    if book.assumptions != omhu_law::book::Assumptions::CONTRACT {
        words.push(format!("{:?}", book.assumptions));
    }
    words.join(" ")
}
