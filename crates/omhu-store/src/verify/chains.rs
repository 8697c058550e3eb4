//! The ledger's chain and the chains of the cases, and whether they agree.
//!
//! Owns: reading both in their order. Must not know: projections, texts.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::chain::{GENESIS, Link};
use omhu_casework::event::Body;
use omhu_casework::ids::CaseNo;

use super::{KNOWN_OTHERWISE, PAGE, Verified};
use crate::cell::{Row, cells};
use crate::checkpoint::{Checkpoint, Known};
use crate::database::Tx;
use crate::error::StoreError;
use crate::log::{Entry, Log, Stored};
use crate::sql::log as sql;

/// What the ledger says of a case: the ends of its appends.
pub(super) type Appends = BTreeMap<i64, Vec<(i64, Vec<u8>)>>;

/// The texts that the events of a case name: when each was written, and the media type of a file.
pub(super) type Named = BTreeMap<i64, (i64, String)>;

/// Checks the ledger's chain; gives the appends of each case.
pub(super) async fn ledger(
    tx: &mut Tx,
    points: &[Checkpoint],
    report: &mut Verified,
) -> Result<Appends, StoreError> {
    let mut known = Known::of(points, |point| Some(&point.ledger));
    let mut appends = Appends::new();
    let (mut n, mut link) = (0, GENESIS);
    loop {
        let rows = tx.rows(sql::LEDGER_PAGE, cells![n, PAGE]).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let (entry, held, reference) = entry_from(row)?;
            if entry.n != n + 1 {
                report.found("ledger", None, n + 1, "store-found-missing");
            }
            n = entry.n;
            let right = entry.link(&link, &reference);
            if held != right {
                report.found("ledger", None, n, "store-found-changed");
            }
            link = Link::try_from(held).unwrap_or(right);
            known.meet(n, &link);
            let of_case = appends.entry(entry.case.0).or_default();
            let before = of_case.last().map_or(0, |(seq, _)| *seq);
            if entry.first_seq != before + 1 || entry.last_seq < entry.first_seq {
                report.found("ledger", Some(entry.case.0), n, "store-found-appends");
            }
            of_case.push((entry.last_seq, entry.case_link.to_vec()));
            report.ledger += 1;
        }
    }
    for n in known.unmet() {
        report.found("ledger", None, n, KNOWN_OTHERWISE);
    }
    Ok(appends)
}

fn entry_from(row: &Row) -> Result<(Entry, Vec<u8>, String), StoreError> {
    let case_link = row.blob(4)?;
    let entry = Entry {
        n: row.int(0)?,
        case: CaseNo(row.int(1)?),
        first_seq: row.int(2)?,
        last_seq: row.int(3)?,
        // A link of another length is wrong, and so will be the entry's own.
        case_link: Link::try_from(case_link).unwrap_or([0xff; 32]),
    };
    Ok((entry, row.blob(5)?, row.maybe_text(6)?.unwrap_or_default()))
}

/// Checks the logs of a run of cases, fills their states; gives the texts that their events name.
pub(super) async fn events(
    tx: &mut Tx,
    run: [i64; 2],
    logs: &mut BTreeMap<i64, Log>,
    appends: &mut Appends,
    report: &mut Verified,
) -> Result<BTreeMap<i64, Named>, StoreError> {
    let mut named: BTreeMap<i64, Named> = BTreeMap::new();
    let mut ends: BTreeMap<i64, Vec<(i64, Vec<u8>)>> = BTreeMap::new();
    let mut broken = BTreeSet::new();
    for row in tx.rows(sql::EVENTS_OF_RUN, cells![run[0], run[1]]).await? {
        let case = row.int(0)?;
        let Some(log) = logs.get_mut(&case) else {
            continue;
        };
        let stored = Stored::from_row(&row, 1)?;
        report.events += 1;
        if broken.contains(&case) {
            continue;
        }
        if log.take(&stored).is_err() {
            report.found("log", Some(case), stored.seq, "store-found-event");
            broken.insert(case);
            continue;
        }
        ends.entry(case)
            .or_default()
            .push((stored.seq, stored.link.clone()));
        let event = stored.event()?;
        let media = match &event.body {
            Body::DocumentFiled(document) => document.media.as_str(),
            _ => "",
        };
        let of_case = named.entry(case).or_default();
        for text in event.body.texts() {
            // A later event may name it again.
            of_case
                .entry(text.0)
                .or_insert_with(|| (event.recorded_at, media.to_owned()));
        }
    }
    for (case, log) in logs.iter() {
        named.entry(*case).or_default();
        let appended = appends.remove(case).unwrap_or_default();
        if broken.contains(case) {
            continue;
        }
        let ends: BTreeMap<i64, Vec<u8>> =
            ends.remove(case).unwrap_or_default().into_iter().collect();
        let whole = appended.last().map_or(0, |(seq, _)| *seq) == log.state.seq;
        let agree = appended
            .iter()
            .all(|(seq, link)| ends.get(seq) == Some(link));
        if !whole || !agree {
            report.found("log", Some(*case), log.state.seq, "store-found-ledger");
        }
    }
    Ok(named)
}
