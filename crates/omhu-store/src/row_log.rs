//! The log of rows: as what each row of accounts, roles, teams, tokens, settings and people was last written.
//!
//! Owns: which tables are watched, the digest of a row, the chain of the log. Must not know: what a row means, who
//! wrote it (the change log does).
//!
//! Cases can be computed again from their events; what people may do stands in plain tables. So each statement that
//! writes to one of them ([`watched`]) leaves an entry for each row it wrote, made of the row as it stands afterwards,
//! in the same transaction. The digest is under a key: whoever can write to the database, but has not the key, cannot
//! make one that fits. Before a row is written to, it is held against its last entry: one that somebody else changed
//! meanwhile gets an entry that says so, and no later write can hide it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use omhu_casework::chain::{self, GENESIS, Link, hex};

use crate::backup::page;
use crate::cell::{Cell, Row, cells};
use crate::database::{Database, Tx};
use crate::error::StoreError;
use crate::kept::written;
use crate::seal::Key;
use crate::sql::log as sql;
use crate::tables::{Table, tables};

/// The tables that are watched, each with the columns that are not: they change with every use, and open nothing.
/// A column that a later step adds must be null in the rows that are there: a null is no part of a digest.
const WATCHED: [(&str, &[&str]); 25] = [
    ("account", &["last_used_on", "totp_step"]),
    ("api_token", &["last_used_on"]),
    ("api_token_confirmed", &[]),
    ("approval", &[]),
    ("break_glass", &[]),
    ("co_assigned", &[]),
    ("conflict", &[]),
    ("glass_request", &[]),
    ("grant_proposal", &[]),
    ("link_proposal", &[]),
    ("lookup_drawn", &[]),
    ("lookup_sample", &[]),
    ("person", &[]),
    ("person_change", &[]),
    ("recovery_code", &[]),
    ("role_grant", &[]),
    ("sample_case", &[]),
    ("session", &["seen_at", "proved_at", "means"]),
    ("setting", &[]),
    ("stand_in", &[]),
    ("team", &[]),
    ("team_member", &[]),
    ("team_rule", &[]),
    ("user_account", &[]),
    ("webhook", &[]),
];
/// Those that an earlier omhu did not watch. [`MARK`] is in the settings once their rows are in the log.
const LATER: [&str; 2] = ["person", "person_change"];
const MARK: &str = "rows_of_people";
/// The digest of a row; none where there is no such row.
pub(crate) type Digest = Option<Vec<u8>>;

/// The tables that are watched, without the columns that are not.
pub(crate) fn watched() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = tables();
        tables.retain_mut(|table| {
            let found = WATCHED.iter().find(|(name, _)| *name == table.name);
            if let Some((_, without)) = found {
                let watched = |(name, _): &(String, _)| !without.contains(&name.as_str());
                table.columns.retain(watched);
            }
            found.is_some()
        });
        tables
    })
}

/// What a statement writes to, where that is watched.
fn watched_by(text: &str) -> Option<&'static Table> {
    let name = written(text)?;
    let table = watched().iter().find(|table| table.name == name)?;
    // `update account set last_used_on = $2 where ...` touches nothing that is watched.
    let set = text
        .split_once(" set ")
        .filter(|_| text.starts_with("update "))
        .map(|(_, rest)| rest.split_once(" where ").map_or(rest, |(set, _)| set));
    let touches = set.is_none_or(|set| {
        let mut names = set.split(", ").filter_map(|part| part.split(" = ").next());
        names.any(|name| table.columns.iter().any(|(column, _)| column == name))
    });
    touches.then_some(table)
}

/// The key of the row that an `insert` writes, from its cells. None: the statement says it in another way.
fn inserted(text: &str, table: &Table, cells: &[Cell]) -> Option<Vec<Cell>> {
    let (columns, rest) = text.split_once(" (")?.1.split_once(")")?;
    let values = rest.split_once("(")?.1.split_once(")")?.0;
    let named: BTreeMap<_, _> = columns
        .split(',')
        .map(str::trim)
        .zip(values.split(',').map(str::trim))
        .collect();
    let cell = |key: &String| {
        let number: usize = named.get(key.as_str())?.strip_prefix('$')?.parse().ok()?;
        cells.get(number.checked_sub(1)?).cloned()
    };
    table.keys.iter().map(cell).collect()
}

/// A condition of a statement with the cells that it asks for, and no others: PostgreSQL keeps a statement by its text, with
/// as many cells as it first had.
fn asked(which: &str, cells: &[Cell]) -> (String, Vec<Cell>) {
    let mut parts = which.split('$');
    let mut text = parts.next().unwrap_or("").to_owned();
    let mut of: Vec<usize> = Vec::new();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let number: usize = number.parse().unwrap_or(0);
        let place = of.iter().position(|known| *known == number);
        let place = place.unwrap_or_else(|| {
            of.push(number);
            of.len() - 1
        });
        text.push_str(&format!("${}{rest}", place + 1));
    }
    let cell = |number: usize| cells.get(number.checked_sub(1)?).cloned();
    (text, of.into_iter().filter_map(cell).collect())
}

/// The key of a row as text.
pub(crate) fn key_text(key: &Key, cells: &[Cell]) -> String {
    let word = |cell: &Cell| -> serde_json::Value {
        match cell {
            Cell::Int(number) => (*number).into(),
            Cell::Text(text) => text.as_deref().into(),
            Cell::Bool(truth) => (*truth).into(),
            // What a ticket or a code is known by stays out of a log that is never emptied.
            Cell::Blob(bytes) => {
                let hash = bytes.as_deref().map(|bytes| key.hash(&[bytes]));
                hash.map(|hash| hex(&hash[..8])).into()
            }
        }
    };
    serde_json::Value::from_iter(cells.iter().map(word)).to_string()
}

/// The digest of a row.
pub(crate) fn digest(key: &Key, table: &Table, row: &[Cell]) -> Vec<u8> {
    let mut parts = vec![table.name.as_bytes().to_vec()];
    for ((name, _), cell) in table.columns.iter().zip(row) {
        let bytes = match cell {
            Cell::Text(Some(text)) => text.as_bytes().to_vec(),
            Cell::Int(Some(number)) => number.to_le_bytes().to_vec(),
            Cell::Bool(Some(truth)) => vec![u8::from(*truth)],
            Cell::Blob(Some(bytes)) => bytes.clone(),
            _ => continue,
        };
        parts.extend([name.as_bytes().to_vec(), bytes]);
    }
    let parts: Vec<_> = parts.iter().map(Vec::as_slice).collect();
    key.hash(&parts).to_vec()
}

/// An entry of the log.
pub(crate) struct Entry {
    pub(crate) n: i64,
    pub(crate) about: String,
    pub(crate) row_key: String,
    pub(crate) digest: Digest,
    /// It was found so, before it was written to.
    pub(crate) found: bool,
}

impl Entry {
    /// The entry, and the link that stands with it.
    pub(crate) fn from_row(row: &Row) -> Result<(Entry, Vec<u8>), StoreError> {
        let entry = Entry {
            n: row.int(0)?,
            about: row.text(1)?,
            row_key: row.text(2)?,
            digest: row.maybe_blob(3)?,
            found: row.bool(4)?,
        };
        Ok((entry, row.blob(5)?))
    }

    pub(crate) fn link(&self, previous: &Link) -> Link {
        let digest = self.digest.as_deref().unwrap_or_default();
        let (n, about, key) = (self.n.to_le_bytes(), &self.about, &self.row_key);
        let cells = [&n, about.as_bytes(), key.as_bytes(), digest];
        let found = [u8::from(self.found)];
        let [n, about, key, digest] = cells;
        chain::link(previous, &[n, about, key, digest, &found])
    }

    fn cells(&self, link: &Link) -> Vec<Cell> {
        let (about, key) = (&self.about, &self.row_key);
        let digest = self.digest.clone();
        cells![self.n, about, key, digest, self.found, link].to_vec()
    }
}

/// Rows that a statement is about to write to.
pub(crate) struct Rows {
    table: &'static Table,
    /// The key of each, and its digest before.
    held: Vec<(Vec<Cell>, Digest)>,
}

/// Reads the rows that a statement is about to write to, where they are watched.
pub(crate) async fn before(
    tx: &mut Tx,
    key: &Key,
    text: &str,
    cells: &[Cell],
) -> Result<Option<Rows>, StoreError> {
    let Some(table) = watched_by(text) else {
        return Ok(None);
    };
    let held = if text.starts_with("insert ") {
        let of = inserted(text, table, cells);
        let of =
            of.ok_or_else(|| StoreError::Unknown(format!("key in a row of {}", table.name)))?;
        let digest = now(tx, key, table, &of).await?;
        vec![(of, digest)]
    } else {
        let columns = table.column_list();
        let which = text.split_once(" where ").map_or("", |(_, which)| which);
        let (which, cells) = asked(which, cells);
        let rows = match which.is_empty() {
            true => format!("select {columns} from {}", table.name),
            false => format!("select {columns} from {} where {which}", table.name),
        };
        let mut held = Vec::new();
        for row in tx.table_rows(rows, &cells).await? {
            let row = table.cells_of(&row)?;
            held.push((table.key_cells(&row), Some(digest(key, table, &row))));
        }
        held
    };
    Ok(Some(Rows { table, held }))
}

/// Enters what became of them.
pub(crate) async fn after(tx: &mut Tx, key: &Key, rows: Rows) -> Result<(), StoreError> {
    for (of, before) in rows.held {
        let (about, row_key) = (&rows.table.name, key_text(key, &of));
        let now = now(tx, key, rows.table, &of).await?;
        let last = tx.row(sql::ROW_LOG_LAST, cells![about, &row_key]).await?;
        let last = last.map(|row| row.maybe_blob(0)).transpose()?.flatten();
        if last != before {
            append(tx, about, &row_key, before.clone(), true).await?;
        }
        if now != before {
            append(tx, about, &row_key, now, false).await?;
        }
    }
    Ok(())
}

/// The digest of a row as it stands.
async fn now(tx: &mut Tx, key: &Key, table: &Table, of: &[Cell]) -> Result<Digest, StoreError> {
    let which: Vec<_> = (1..)
        .zip(&table.keys)
        .map(|(place, name)| format!("{name} = ${place}"))
        .collect();
    let (columns, which) = (table.column_list(), which.join(" and "));
    let text = format!("select {columns} from {} where {which}", table.name);
    let rows = tx.table_rows(text, of).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(digest(key, table, &table.cells_of(row)?)))
}

async fn append(
    tx: &mut Tx,
    about: &str,
    row_key: &str,
    digest: Digest,
    found: bool,
) -> Result<(), StoreError> {
    let (last, head) = match tx.row(sql::ROW_LOG_HEAD, &[]).await? {
        Some(row) => (row.int(0)?, row.link(1)?),
        None => (0, GENESIS),
    };
    let entry = Entry {
        n: last + 1,
        about: about.to_owned(),
        row_key: row_key.to_owned(),
        digest,
        found,
    };
    let cells = entry.cells(&entry.link(&head));
    tx.run_unwatched(sql::ROW_LOG_ADD, &cells).await.map(drop)
}

/// The tables whose rows are in the log of this store, by what its settings say. The settings are watched themselves.
pub(crate) async fn entered(tx: &mut Tx) -> Result<Vec<&'static Table>, StoreError> {
    let all = tx.row(sql::SETTING, cells![MARK]).await?.is_some();
    let is_in = |table: &&Table| all || !LATER.contains(&table.name.as_str());
    Ok(watched().iter().filter(is_in).collect())
}

/// Enters every row that is there, where nothing was ever entered: a new store, or one of an omhu without this log; or where
/// rows of people were not. What was changed by hand before cannot be told any more.
pub(crate) async fn begin(database: &Arc<Database>, key: &Key) -> Result<(), StoreError> {
    let head = database.row(sql::ROW_LOG_HEAD, &[]).await?;
    let marked = database.row(sql::SETTING, cells![MARK]).await?.is_some();
    if marked && head.is_some() {
        return Ok(());
    }
    let mut tx = database.write().await?;
    let (mut n, mut link) = match &head {
        Some(row) => (row.int(0)?, row.link(1)?),
        None => (0, GENESIS),
    };
    let is_new = head.is_none();
    if is_new {
        tx.run_unwatched(sql::SETTING_PUT, cells![MARK, "logged"])
            .await?;
    }
    let of = watched()
        .iter()
        .filter(|table| is_new || LATER.contains(&table.name.as_str()));
    for table in of {
        let mut last: Option<Vec<Cell>> = None;
        loop {
            let rows = page(&mut tx, table, last.as_deref()).await?;
            let mut entries = Vec::with_capacity(rows.len());
            for row in &rows {
                n += 1;
                let entry = Entry {
                    n,
                    about: table.name.clone(),
                    row_key: key_text(key, &table.key_cells(row)),
                    digest: Some(digest(key, table, row)),
                    found: false,
                };
                link = entry.link(&link);
                entries.push(entry.cells(&link));
            }
            tx.insert(sql::ROW_LOG_ADD, &entries).await?;
            last = rows.last().map(|row| table.key_cells(row));
            if last.is_none() {
                break;
            }
        }
    }
    if !is_new {
        // As any other write: whoever took the mark away left a row that is not as it was written.
        tx.run(sql::SETTING_PUT, cells![MARK, "logged"]).await?;
    }
    database.commit(tx).await
}

/// Enters that the rows of these tables are gone: a backup does not hold them.
pub(crate) async fn without(database: &Arc<Database>, names: &[&str]) -> Result<(), StoreError> {
    let mut tx = database.write().await?;
    let of = watched()
        .iter()
        .filter(|table| names.contains(&table.name.as_str()));
    for table in of {
        for row in tx.rows(sql::ROW_LOG_OF, cells![&table.name]).await? {
            append(&mut tx, &table.name, &row.text(0)?, None, false).await?;
        }
    }
    database.commit(tx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_that_writes_to_a_watched_table_is_understood() {
        assert_eq!(watched().len(), WATCHED.len(), "a table of no step");
        let cells: Vec<_> = (1..20).map(|n| Cell::from(n as i64)).collect();
        let mut writing = 0;
        for sql in crate::sql::all() {
            assert_eq!(
                watched_by(sql.sqlite).is_some(),
                watched_by(sql.postgres).is_some(),
                "{}",
                sql.name
            );
            let Some(table) = watched_by(sql.sqlite) else {
                continue;
            };
            writing += 1;
            for text in [sql.sqlite, sql.postgres] {
                if text.starts_with("insert ") {
                    let key = inserted(text, table, &cells);
                    assert!(
                        key.is_some_and(|key| key.len() == table.keys.len()),
                        "{}",
                        sql.name
                    );
                } else {
                    assert!(text.matches(" where ").count() <= 2, "{}", sql.name);
                }
                assert!(!text.contains(" returning "), "{}", sql.name);
            }
        }
        assert!(writing > 45, "{writing}");
        assert!(watched_by(crate::sql::accounts::USER_USED.sqlite).is_none());
        assert!(watched_by(crate::sql::accounts::SESSION_SEEN.sqlite).is_none());
        assert!(watched_by(crate::sql::accounts::USER_WAKE.sqlite).is_some());
        assert!(watched_by(crate::sql::accounts::GRANT_CONFIRM.sqlite).is_some());
    }

    #[test]
    fn a_condition_takes_the_cells_that_it_asks_for() {
        let (text, asked) = asked("n = $3 and (m > $1 or k = $3)", cells![7i64, "x", 9i64]);
        assert_eq!(text, "n = $1 and (m > $2 or k = $1)");
        assert_eq!(asked, cells![9i64, 7i64]);
    }

    #[test]
    fn a_null_is_no_part_of_a_digest_and_nothing_else_can_stand_for_another() {
        let key = Key([3; 32]);
        let table = watched().iter().find(|table| table.name == "team").unwrap();
        let row = |team: &str, unit: &str| digest(&key, table, cells![team, unit, 5i64]);
        assert_ne!(row("ab", "c"), row("a", "bc"));
        assert_ne!(
            row("a", ""),
            digest(&key, table, cells!["a", None::<String>, 5i64])
        );
        assert_ne!(
            row("a", ""),
            digest(&Key([4; 32]), table, cells!["a", "", 5i64])
        );
    }
}
