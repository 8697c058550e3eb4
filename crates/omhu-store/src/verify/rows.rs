//! The log of rows, and whether the rows of accounts, roles, teams, settings and people are as it says.
//!
//! Owns: reading both and comparing. Must not know: what a row means.

use std::collections::BTreeMap;

use omhu_casework::chain::{GENESIS, Link};

use super::{KNOWN_OTHERWISE, PAGE, Verified};
use crate::backup::page;
use crate::cell::cells;
use crate::checkpoint::{Checkpoint, Known};
use crate::database::Tx;
use crate::error::{Sentence, StoreError};
use crate::row_log::{Entry, digest, entered, key_text};
use crate::seal::Key;
use crate::sql::log as sql;

/// Table and key of a row, and as what it was last written: the place of that, and the digest.
type Last = BTreeMap<(String, String), (i64, Vec<u8>)>;

/// Checks the chain, and every row that is watched.
pub(super) async fn rows(
    tx: &mut Tx,
    key: &Key,
    points: &[Checkpoint],
    report: &mut Verified,
) -> Result<(), StoreError> {
    let mut last = chain(tx, points, report).await?;
    for table in entered(tx).await? {
        let mut after = None;
        loop {
            let rows = page(tx, table, after.as_deref()).await?;
            for row in &rows {
                report.rows += 1;
                let of = key_text(key, &table.key_cells(row));
                let row_is = |key| {
                    Sentence::new(key)
                        .with("table", &table.name)
                        .with("row", &of)
                };
                let held = last.remove(&(table.name.clone(), of.clone()));
                match held {
                    Some((_, held)) if held == digest(key, table, row) => {}
                    Some((n, _)) => report.found("row", None, n, row_is("store-found-row-changed")),
                    None => report.found("row", None, 0, row_is("store-found-row-of-nobody")),
                }
            }
            after = rows.last().map(|row| table.key_cells(row));
            if after.is_none() {
                break;
            }
        }
    }
    for ((table, of), (n, _)) in last {
        let gone = Sentence::new("store-found-row-gone");
        report.found("row", None, n, gone.with("table", table).with("row", of));
    }
    Ok(())
}

async fn chain(
    tx: &mut Tx,
    points: &[Checkpoint],
    report: &mut Verified,
) -> Result<Last, StoreError> {
    let mut known = Known::of(points, |point| point.rows.as_ref());
    let mut last = Last::new();
    let (mut n, mut link) = (0, GENESIS);
    loop {
        let rows = tx.rows(sql::ROW_LOG_PAGE, cells![n, PAGE]).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let (entry, held) = Entry::from_row(row)?;
            if entry.n != n + 1 {
                report.found("row_log", None, n + 1, "store-found-missing");
            }
            n = entry.n;
            let right = entry.link(&link);
            if held != right {
                let what = "store-found-changed";
                report.found("row_log", None, n, what);
            }
            link = Link::try_from(held).unwrap_or(right);
            known.meet(n, &link);
            if entry.found {
                let before = Sentence::new("store-found-row-before");
                let what = before
                    .with("table", &entry.about)
                    .with("row", &entry.row_key);
                report.found("row", None, n, what);
            }
            let of = (entry.about, entry.row_key);
            match entry.digest {
                Some(digest) => last.insert(of, (n, digest)),
                None => last.remove(&of),
            };
        }
    }
    for n in known.unmet() {
        report.found("row_log", None, n, KNOWN_OTHERWISE);
    }
    Ok(last)
}
