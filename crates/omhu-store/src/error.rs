//! What can go wrong in the store.
//!
//! Owns: the one error type of the room. Must not know: how an error reads to people: what they can mend has the key of a
//! sentence ([`Sentence`]). A refusal of the domain and a denial of the policy are answers and stand in no error.

use omhu_casework::event::EventError;
use omhu_casework::ids::CaseNo;

/// A sentence for whoever runs omhu, of `locales/{da,en}/store.ftl`: why a place, a key or a backup cannot be used and what
/// to do, or what a check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The key of the sentence.
    pub key: &'static str,
    /// What stands in it.
    pub values: Vec<(&'static str, String)>,
}

impl Sentence {
    pub(crate) fn new(key: &'static str) -> Sentence {
        Sentence {
            key,
            values: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Sentence {
        self.values.push((name, value.to_string()));
        self
    }
}

impl From<&'static str> for Sentence {
    fn from(key: &'static str) -> Sentence {
        Sentence::new(key)
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)?;
        for (name, value) in &self.values {
            write!(f, "; {name}: {value}")?;
        }
        Ok(())
    }
}

/// Why the store could not do as asked. Unless a variant says otherwise, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// PostgreSQL said no. Where the connection was lost in a commit, whether it was written is unknown:
    /// ask again with the same idempotency key.
    #[error("the database{away}: {0}", away = if is_away(.0) { " cannot be reached" } else { "" })]
    Database(#[source] sqlx::Error),
    /// SQLite said no.
    #[error("the database: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// There is no room on the disk. What was to be written is undone; when there is room, writing goes on.
    #[error("the disk is full; nothing was written")]
    Full,
    /// Somebody else wrote the same place at the same time; the caller keeps both texts.
    #[error("somebody else wrote there at the same time")]
    Conflict,
    /// An idempotency key came again with another body.
    #[error("the key of this request was used for another one")]
    KeyReused,
    /// The place cannot be used; says why and what to do.
    #[error("{0}")]
    Place(Sentence),
    /// A key file cannot be used, or is the key of another store.
    #[error("the key: {0}")]
    Key(Sentence),
    /// What is stored is not what was written.
    #[error("case {case}, event {seq}: {what}")]
    Broken {
        /// The case.
        case: CaseNo,
        /// The place in its log.
        seq: i64,
        /// What is wrong.
        what: String,
    },
    /// An encrypted cell cannot be opened: changed, or of another key.
    #[error("{0} cannot be decrypted")]
    Sealed(&'static str),
    /// A read without the permit for it: a fault of the caller.
    #[error("no permit for case {0}")]
    NoPermit(CaseNo),
    /// The policy said no, and the denial stands in the log.
    #[error("denied: {0}")]
    Denied(&'static str),
    /// There is no such thing.
    #[error("there is no {0}")]
    Unknown(String),
    /// An earlier fault of the disk: nothing more is written until a restart.
    #[error("the disk failed; nothing is written until omhu is started again")]
    Stopped,
    /// A stored event that cannot be read.
    #[error(transparent)]
    Event(#[from] EventError),
    /// JSON that cannot be read or written.
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A file.
    #[error("{0}: {1}")]
    File(String, #[source] std::io::Error),
    /// A backup that is not whole, not ours, or of another key.
    #[error("the backup: {0}")]
    Backup(Sentence),
    /// A password cannot be hashed.
    #[error("argon2: {0}")]
    Hashing(String),
    /// A task of the store was stopped.
    #[error("the store is closing")]
    Closing,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error.as_database_error() {
            Some(database) if database.is_unique_violation() => StoreError::Conflict,
            // `disk_full`
            Some(database) if database.code().is_some_and(|code| code == "53100") => {
                StoreError::Full
            }
            _ => StoreError::Database(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) if lacks_room(failure.extended_code) => {
                StoreError::Full
            }
            rusqlite::Error::SqliteFailure(failure, _) if is_taken(failure.extended_code) => {
                StoreError::Conflict
            }
            _ => StoreError::Sqlite(error),
        }
    }
}

/// SQLite's codes where there is no room: SQLITE_FULL, and SQLITE_IOERR_SHMSIZE, where the index of the
/// write-ahead log cannot grow.
fn lacks_room(code: i32) -> bool {
    use rusqlite::ffi::{SQLITE_FULL, SQLITE_IOERR_SHMSIZE};
    matches!(code, SQLITE_FULL | SQLITE_IOERR_SHMSIZE)
}

/// SQLite's codes where a key is taken.
fn is_taken(code: i32) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    matches!(
        code,
        SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE
    )
}

impl StoreError {
    /// The same for somebody else who waited for the same transaction, as far as they need to know it.
    pub(crate) fn again(&self) -> StoreError {
        match self {
            StoreError::Full => StoreError::Full,
            StoreError::Stopped => StoreError::Stopped,
            _ => StoreError::Closing,
        }
    }

    /// PostgreSQL's code; empty where it gave none.
    fn code(&self) -> std::borrow::Cow<'_, str> {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => error.code().unwrap_or_default(),
            _ => "".into(),
        }
    }

    /// Whether PostgreSQL does not let the user in.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.code().starts_with("28")
    }

    /// Whether PostgreSQL has no database of that name.
    #[must_use]
    pub fn is_of_no_database(&self) -> bool {
        self.code() == "3D000"
    }

    /// Whether the database was not reached, or went away meanwhile: it helps to ask again later. Whether a write that was on
    /// its way happened is not known; its key tells.
    #[must_use]
    pub fn is_away(&self) -> bool {
        match self {
            StoreError::Closing => true,
            StoreError::Database(error) => is_away(error),
            _ => false,
        }
    }

    /// Whether the disk or the file under the database is at fault, so that writing must stop.
    pub(crate) fn is_fatal(&self) -> bool {
        use rusqlite::ffi::{SQLITE_CORRUPT, SQLITE_IOERR, SQLITE_NOTADB};
        match self {
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => matches!(
                error.extended_code & 0xff,
                SQLITE_IOERR | SQLITE_CORRUPT | SQLITE_NOTADB
            ),
            _ => false,
        }
    }
}

/// Whether PostgreSQL was not reached, or went away meanwhile.
fn is_away(error: &sqlx::Error) -> bool {
    /// Classes of PostgreSQL's codes: the connection broke, the server stops or starts, it has no room for one more.
    const AWAY: [&str; 3] = ["08", "57P", "53"];
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            AWAY.iter().any(|class| code.starts_with(class))
        }
        error => matches!(
            error,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
        ),
    }
}

/// Names the file in an error.
pub(crate) fn file_error(path: &std::path::Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    |error| StoreError::File(path.display().to_string(), error)
}
