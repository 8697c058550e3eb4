//! Where the chains end, written down outside the database, so that a cut-off end is seen.
//!
//! Owns: the lines of a checkpoint file, and whether a line is ours. Must not know: when one is due.
//!
//! A line is one moment: how long the ledger and the access log were, and the newest link of each, under a
//! keyed hash. Copies belong on another machine; each later state of the store must extend each line.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use omhu_casework::chain::{Link, hex};

use crate::Store;
use crate::cell::cells;
use crate::database::Tx;
use crate::error::{StoreError, file_error};
use crate::seal::Key;
use crate::sql::{access, log};

/// The ends of the chains at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Appends to cases.
    pub ledger: i64,
    /// The newest link of the ledger, in hexadecimal digits; empty where there is none.
    pub ledger_link: String,
    /// Rows of the access log.
    pub access: i64,
    /// Its newest link.
    pub access_link: String,
    /// When, in seconds since 1970.
    pub second: i64,
}

impl Checkpoint {
    fn text(&self) -> String {
        format!(
            "omhu-checkpoint-1 {} {} {} {} {}",
            self.second,
            self.ledger,
            or_dash(&self.ledger_link),
            self.access,
            or_dash(&self.access_link)
        )
    }

    pub(crate) fn line(&self, key: &Key) -> String {
        let text = self.text();
        let mac = hex(&key.hash(&[text.as_bytes()]));
        format!("{text} {mac}")
    }

    /// Reads a line; none where it is not of this store.
    pub(crate) fn parse(line: &str, key: &Key) -> Option<Checkpoint> {
        let words: Vec<_> = line.split(' ').collect();
        let [_, second, ledger, ledger_link, access, access_link, _] = words.as_slice() else {
            return None;
        };
        let link = |word: &str| {
            if word == "-" {
                String::new()
            } else {
                word.to_owned()
            }
        };
        let checkpoint = Checkpoint {
            ledger: ledger.parse().ok()?,
            ledger_link: link(ledger_link),
            access: access.parse().ok()?,
            access_link: link(access_link),
            second: second.parse().ok()?,
        };
        (checkpoint.line(key) == line).then_some(checkpoint)
    }
}

fn or_dash(link: &str) -> &str {
    if link.is_empty() { "-" } else { link }
}

/// The end of a chain as its place and link.
pub(crate) async fn ends(tx: &mut Tx, second: i64) -> Result<Checkpoint, StoreError> {
    let digits = |link: Link| hex(&link);
    let (ledger, ledger_link) = match tx.row(log::LEDGER_HEAD, &[]).await? {
        Some(row) => (row.int(0)?, digits(row.link(1)?)),
        None => (0, String::new()),
    };
    let (access, access_link) = match tx.row(access::ACCESS_HEAD, &[]).await? {
        Some(row) => (row.int(0)?, digits(row.link(1)?)),
        None => (0, String::new()),
    };
    Ok(Checkpoint {
        ledger,
        ledger_link,
        access,
        access_link,
        second,
    })
}

/// Reads a file of lines; lines that are not ours are counted.
pub(crate) fn read(path: &Path, key: &Key) -> Result<(Vec<Checkpoint>, usize), StoreError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(file_error(path)(error)),
    };
    // A kill may cut the last line: without its line feed it was never confirmed.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let lines: Vec<_> = whole
        .lines()
        .map(|line| Checkpoint::parse(line, key))
        .collect();
    let foreign = lines.iter().filter(|line| line.is_none()).count();
    Ok((lines.into_iter().flatten().collect(), foreign))
}

fn append(path: &Path, line: &str) -> Result<(), StoreError> {
    let mut file = std::fs::File::options()
        .create(true)
        .append(true)
        .open(path)
        .map_err(file_error(path))?;
    writeln!(file, "{line}").map_err(file_error(path))?;
    file.sync_all().map_err(file_error(path))
}

impl Store {
    /// The checkpoint file of the store's own folder.
    #[must_use]
    pub fn checkpoint_file(&self) -> PathBuf {
        self.place.folder().join("checkpoints.txt")
    }

    /// Writes a checkpoint into the store's folder, and into another file where one is named. To be called
    /// every few minutes and at the end.
    ///
    /// # Errors
    /// The database; a file.
    pub async fn checkpoint(
        &self,
        second: i64,
        also: Option<&Path>,
    ) -> Result<Checkpoint, StoreError> {
        let mut tx = self.database.snapshot().await?;
        let checkpoint = ends(&mut tx, second).await?;
        drop(tx);
        let line = checkpoint.line(&self.ring.checkpoint);
        append(&self.checkpoint_file(), &line)?;
        if let Some(path) = also {
            append(path, &line)?;
        }
        Ok(checkpoint)
    }

    /// Whether the newest checkpoint is still part of the store; an older database in the place of a newer
    /// one is not. Says what is wrong.
    pub(crate) async fn against_newest(&self) -> Result<Option<String>, StoreError> {
        let (checkpoints, _) = read(&self.checkpoint_file(), &self.ring.checkpoint)?;
        let Some(newest) = checkpoints.last() else {
            return Ok(None);
        };
        for (statement, n, link) in [
            (log::LEDGER_LINK, newest.ledger, &newest.ledger_link),
            (access::ACCESS_LINK, newest.access, &newest.access_link),
        ] {
            if n == 0 {
                continue;
            }
            let row = self.database.row(statement, cells![n]).await?;
            let held = row.map(|row| row.link(0)).transpose()?;
            if held.is_none_or(|held| hex(&held) != *link) {
                return Ok(Some(format!(
                    "the database is older than its newest checkpoint, or another one (entry {n})"
                )));
            }
        }
        Ok(None)
    }
}
