//! Where a store is, and how it is opened.
//!
//! Owns: the settings without which a commit is not durable, the lock that keeps two servers out of one
//! folder, what a PostgreSQL server must have switched on. Must not know: any table.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::database::{Database, Pools};
use crate::error::{Sentence, StoreError, file_error};
use crate::readers::Readers;
use crate::sql::log::IS_THERE;
use crate::writing::Writing;

/// A connection that was idle for longer may have been cut.
const UNPROVED: Duration = Duration::from_secs(5);

/// Where a store is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A folder with a SQLite database, its key and its checkpoints.
    Sqlite(PathBuf),
    /// A PostgreSQL server and a schema of its own; the folder holds the key and the checkpoints.
    Postgres {
        /// `postgres://...`
        url: String,
        /// The schema; made where it is missing.
        schema: String,
        /// Where checkpoints are written, and the key where no other place is given.
        folder: PathBuf,
    },
}

impl Place {
    /// The folder of the key and the checkpoints.
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Place::Sqlite(folder) | Place::Postgres { folder, .. } => folder,
        }
    }

    /// The file of the SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Place::Sqlite(folder) => Some(folder.join("omhu.db")),
            Place::Postgres { .. } => None,
        }
    }
}

/// How a file is opened that its owner alone may read, where it is made. Who may read one that is there, is left as
/// it is.
pub(crate) fn for_owner() -> std::fs::OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true);
    options
}

/// Makes the folder of a store, for its owner alone; one that is there is left as it is.
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above).map_err(file_error(above))?;
    }
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Somebody else made it meanwhile.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(file_error(folder)),
    }
}

/// Only one server holds this at a time; it falls with the process.
pub(crate) struct Lock(#[expect(dead_code, reason = "held, not read")] File);

pub(crate) fn lock(folder: &Path) -> Result<Lock, StoreError> {
    make_folder(folder)?;
    let path = folder.join("omhu.lock");
    let file = for_owner()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(file_error(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::Place(
            Sentence::new("store-open-elsewhere").with("folder", folder.display()),
        )),
        Err(TryLockError::Error(error)) => Err(file_error(&path)(error)),
    }
}

pub(crate) async fn connect(
    place: &Place,
    readers: u32,
    accept_weak: bool,
) -> Result<Arc<Database>, StoreError> {
    match place {
        Place::Sqlite(folder) => sqlite(&folder.join("omhu.db"), readers),
        Place::Postgres { url, schema, .. } => {
            let database = postgres(url, schema, readers, false).await?;
            if let Pools::Postgres { pool, .. } = &database.pools {
                if !accept_weak {
                    durable(pool).await?;
                }
                make_schema(pool, schema).await?;
            }
            Ok(database)
        }
    }
}

/// Connections that only read, beside whichever server has the place. None: there is no store. Nothing is made.
pub(crate) async fn connect_beside(
    place: &Place,
    readers: u32,
) -> Result<Option<Arc<Database>>, StoreError> {
    let database = match place {
        Place::Sqlite(folder) => {
            let file = folder.join("omhu.db");
            if !file.is_file() {
                return Ok(None);
            }
            Database::reading(Pools::Sqlite {
                write: Writing::closed(&file),
                read: Arc::new(Readers::new(&file, readers)),
            })
        }
        Place::Postgres { url, schema, .. } => postgres(url, schema, readers, true).await?,
    };
    let tables = database.row(IS_THERE, &[]).await?;
    let tables = tables.map_or(Ok(0), |row| row.int(0))?;
    if tables == 0 {
        database.close().await;
        return Ok(None);
    }
    Ok(Some(database))
}

/// Where there is no store, and there should be one.
pub(crate) fn none_there(place: &Place) -> StoreError {
    StoreError::Place(match place {
        Place::Sqlite(folder) => Sentence::new("store-none-there").with("folder", folder.display()),
        Place::Postgres { schema, .. } => {
            Sentence::new("store-none-in-schema").with("schema", schema)
        }
    })
}

fn sqlite(file: &Path, readers: u32) -> Result<Arc<Database>, StoreError> {
    // SQLite makes its files as its umask says, and those beside the database like the database.
    let made = for_owner().create_new(true).open(file);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(file_error(file)(error));
        }
        _ => {}
    }
    Ok(Database::new(Pools::Sqlite {
        write: Writing::new(file)?,
        read: Arc::new(Readers::new(file, readers)),
    }))
}

/// A letter first, then letters, digits and underscores: what can stand in a statement without quotes.
fn is_name(schema: &str) -> bool {
    schema.starts_with(|c: char| c.is_ascii_lowercase())
        && schema.len() <= 60
        && schema
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

async fn postgres(
    url: &str,
    schema: &str,
    readers: u32,
    only_reads: bool,
) -> Result<Arc<Database>, StoreError> {
    if !is_name(schema) {
        let sentence = Sentence::new("store-schema-name").with("schema", schema);
        return Err(StoreError::Place(sentence));
    }
    let options = PgConnectOptions::from_str(url);
    let options = options.map_err(|_| StoreError::Place(Sentence::new("store-address")))?;
    let options = options
        .application_name("omhu")
        .statement_cache_capacity(200)
        .options([
            ("search_path", schema),
            ("synchronous_commit", "on"),
            // One text serves many scopes: a plan made for all of them reads every duty for a list of fifty.
            ("plan_cache_mode", "force_custom_plan"),
            // A row found by its key costs little more than the next one: no database server has turning disks.
            ("random_page_cost", "1.1"),
            (
                "default_transaction_read_only",
                if only_reads { "on" } else { "off" },
            ),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(readers + 2)
        // Shorter than a page may take: whoever waits is told that the database is away.
        .acquire_timeout(Duration::from_secs(5))
        // Whether a connection is alive is asked where it was not used for a while, not before every statement.
        .test_before_acquire(false)
        .before_acquire(|connection, seen| {
            Box::pin(async move {
                if seen.idle_for > UNPROVED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await?;
    let pools = Pools::Postgres {
        pool,
        schema: schema.to_owned(),
    };
    Ok(match only_reads {
        true => Database::reading(pools),
        false => Database::new(pools),
    })
}

async fn make_schema(pool: &sqlx::PgPool, schema: &str) -> Result<(), StoreError> {
    let create = format!("create schema if not exists {schema}");
    let made = sqlx::raw_sql(sqlx::AssertSqlSafe(create))
        .execute(pool)
        .await;
    let Err(error) = made else { return Ok(()) };
    // Two that open one new schema at a time: the other one made it.
    if matches!(StoreError::from(error), StoreError::Conflict) {
        return Ok(());
    }
    let sentence = Sentence::new("store-schema-refused").with("schema", schema);
    Err(StoreError::Place(sentence))
}

/// Refuses a server on which "committed" is not "kept".
async fn durable(pool: &sqlx::PgPool) -> Result<(), StoreError> {
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(pool)
            .await?;
        if !matches!(value.as_str(), "on" | "remote_apply") {
            let sentence = Sentence::new("store-not-durable").with("setting", setting);
            return Err(StoreError::Place(sentence.with("value", value)));
        }
    }
    Ok(())
}
