//! Where the chains end, written down outside the database, so that a cut-off end is seen.
//!
//! Owns: the lines of a checkpoint file, and whether a line is ours. Must not know: when one is due.
//!
//! A line is one moment: how long the ledger, the access log, the change log and the log of rows were, and the newest
//! link of each, under a keyed hash. Copies belong on another machine; each later state of the store must extend each line.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use omhu_casework::chain::{Link, hex};

use crate::Store;
use crate::cell::cells;
use crate::database::Tx;
use crate::error::{Sentence, StoreError, file_error};
use crate::seal::Key;
use crate::sql::{Sql, access, accounts, log};

/// Where a chain ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct End {
    /// Its entries.
    pub n: i64,
    /// The newest link, in hexadecimal digits; empty where there is none.
    pub link: String,
}

/// The ends of the chains at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// When, in seconds since 1970.
    pub second: i64,
    /// Of the ledger: appends to cases.
    pub ledger: End,
    /// Of the access log.
    pub access: End,
    /// Of the change log; none in a line from before it was noted.
    pub changes: Option<End>,
    /// Of the log of rows; none in a line from before there was one.
    pub rows: Option<End>,
}

/// What a line begins with.
const WITHOUT_CHANGES: &str = "omhu-checkpoint-1";
const WITH_CHANGES: &str = "omhu-checkpoint-2";
const WITH_ROWS: &str = "omhu-checkpoint-3";

impl Checkpoint {
    fn text(&self) -> String {
        let word = match (&self.changes, &self.rows) {
            (_, Some(_)) => WITH_ROWS,
            (Some(_), None) => WITH_CHANGES,
            (None, None) => WITHOUT_CHANGES,
        };
        let mut text = format!("{word} {}", self.second);
        for end in self.ends() {
            let link = if end.link.is_empty() { "-" } else { &end.link };
            text += &format!(" {} {link}", end.n);
        }
        text
    }

    fn ends(&self) -> impl Iterator<Item = &End> {
        [&self.ledger, &self.access]
            .into_iter()
            .chain(&self.changes)
            .chain(&self.rows)
    }

    pub(crate) fn line(&self, key: &Key) -> String {
        let text = self.text();
        let mac = hex(&key.hash(&[text.as_bytes()]));
        format!("{text} {mac}")
    }

    /// Reads a line; none where it is not of this store.
    pub(crate) fn parse(line: &str, key: &Key) -> Option<Checkpoint> {
        let mut words = line.split(' ').skip(1);
        let second = words.next()?.parse().ok()?;
        let mut end = || {
            let n = words.next()?.parse().ok()?;
            let link = words.next()?.trim_start_matches('-').to_owned();
            Some(End { n, link })
        };
        let checkpoint = Checkpoint {
            second,
            ledger: end()?,
            access: end()?,
            changes: end(),
            rows: end(),
        };
        // The hash holds all of it, so what was read wrongly is not taken.
        (checkpoint.line(key) == line).then_some(checkpoint)
    }
}

/// The ends of one chain that checkpoints know, until it is read through.
pub(crate) struct Known<'p>(BTreeSet<(i64, &'p str)>);

impl<'p> Known<'p> {
    /// Of the chain that `end` picks.
    pub(crate) fn of(
        points: &'p [Checkpoint],
        end: impl Fn(&'p Checkpoint) -> Option<&'p End>,
    ) -> Known<'p> {
        let ends = points.iter().filter_map(end).filter(|end| end.n > 0);
        Known(ends.map(|end| (end.n, end.link.as_str())).collect())
    }

    /// The chain has this link at this place.
    pub(crate) fn meet(&mut self, n: i64, link: &Link) {
        let here = self.0.range((n, "")..).take_while(|(at, _)| *at == n);
        let met: Vec<_> = here
            .filter(|(_, known)| *known == hex(link))
            .copied()
            .collect();
        for end in met {
            self.0.remove(&end);
        }
    }

    /// The places at which the chain did not have the link that a checkpoint knows.
    pub(crate) fn unmet(&self) -> impl Iterator<Item = i64> {
        self.0.iter().map(|(n, _)| *n)
    }
}

/// The ends of all chains as they are now.
pub(crate) async fn ends(tx: &mut Tx, second: i64) -> Result<Checkpoint, StoreError> {
    Ok(Checkpoint {
        second,
        ledger: end(tx, log::LEDGER_HEAD).await?,
        access: end(tx, access::ACCESS_HEAD).await?,
        changes: Some(end(tx, accounts::CHANGE_HEAD).await?),
        rows: Some(end(tx, log::ROW_LOG_HEAD).await?),
    })
}

async fn end(tx: &mut Tx, head: Sql) -> Result<End, StoreError> {
    let Some(row) = tx.row(head, &[]).await? else {
        return Ok(End::default());
    };
    let (n, link) = (row.int(0)?, hex(&row.link(1)?));
    Ok(End { n, link })
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
    let mut file = crate::place::for_owner()
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

    /// Whether the newest checkpoint of the store's own file, and of another one, is still part of the store; an older
    /// database in the place of a newer one is not. Says what is wrong.
    pub(crate) async fn against_newest(
        &self,
        other: Option<&Path>,
    ) -> Result<Option<Sentence>, StoreError> {
        for file in [Some(&*self.checkpoint_file()), other]
            .into_iter()
            .flatten()
        {
            let (checkpoints, _) = read(file, &self.ring.checkpoint)?;
            if let Some(newest) = checkpoints.last()
                && let Some(n) = self.without(newest).await?
            {
                let older = Sentence::new("store-older").with("file", file.display());
                return Ok(Some(older.with("entry", n)));
            }
        }
        Ok(None)
    }

    /// The entry of a checkpoint that no chain of the store has.
    async fn without(&self, checkpoint: &Checkpoint) -> Result<Option<i64>, StoreError> {
        let statements = [
            log::LEDGER_LINK,
            access::ACCESS_LINK,
            accounts::CHANGE_LINK,
            log::ROW_LOG_LINK,
        ];
        for (statement, End { n, link }) in statements.into_iter().zip(checkpoint.ends()) {
            if *n == 0 {
                continue;
            }
            let row = self.database.row(statement, cells![*n]).await?;
            let held = row.map(|row| row.link(0)).transpose()?;
            if held.is_none_or(|held| hex(&held) != *link) {
                return Ok(Some(*n));
            }
        }
        Ok(None)
    }
}
