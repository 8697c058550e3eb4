//! The log of a case, read and appended to, and the ledger over all cases.
//!
//! Owns: stored events, the check of a log's chain while it is read, both chains' next links.
//! Must not know: what events mean.

use omhu_casework::case::CaseState;
use omhu_casework::chain::{self, GENESIS, Link};
use omhu_casework::event::{Body, Event, VERSION};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::{Day, When};

use crate::cell::{Row, cells};
use crate::database::{Database, Tx};
use crate::error::StoreError;
use crate::sql::log as sql;

/// An event as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stored {
    pub(crate) seq: i64,
    pub(crate) kind: String,
    pub(crate) version: i64,
    pub(crate) recorded_at: i64,
    pub(crate) recorded_by: i64,
    pub(crate) payload: String,
    pub(crate) link: Vec<u8>,
}

impl Stored {
    /// Writes an event down, with the link after `previous`.
    pub(crate) fn new(case: CaseNo, previous: &Link, event: &Event) -> Result<Stored, StoreError> {
        let payload = event.body.payload()?;
        let kind = event.body.kind().to_owned();
        let link = chain::event_link(
            previous,
            case.0,
            event.seq,
            &kind,
            VERSION,
            event.recorded_at,
            event.recorded_by.0,
            &payload,
        );
        Ok(Stored {
            seq: event.seq,
            kind,
            version: VERSION,
            recorded_at: event.recorded_at,
            recorded_by: event.recorded_by.0,
            payload,
            link: link.to_vec(),
        })
    }

    /// The link that this event should have after `previous`.
    pub(crate) fn link_after(&self, case: CaseNo, previous: &Link) -> Link {
        chain::event_link(
            previous,
            case.0,
            self.seq,
            &self.kind,
            self.version,
            self.recorded_at,
            self.recorded_by,
            &self.payload,
        )
    }

    /// Reads one from a row, its first cell at `first`.
    pub(crate) fn from_row(row: &Row, first: usize) -> Result<Stored, StoreError> {
        Ok(Stored {
            seq: row.int(first)?,
            kind: row.text(first + 1)?,
            version: row.int(first + 2)?,
            recorded_at: row.int(first + 3)?,
            recorded_by: row.int(first + 4)?,
            payload: row.text(first + 5)?,
            link: row.blob(first + 6)?,
        })
    }

    pub(crate) fn event(&self) -> Result<Event, StoreError> {
        Ok(Event {
            seq: self.seq,
            recorded_at: self.recorded_at,
            recorded_by: UserNo(self.recorded_by),
            body: Body::read(&self.kind, self.version, &self.payload)?,
        })
    }
}

/// A case as its log adds up to it, and the end of its chain.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    pub(crate) state: CaseState,
    pub(crate) link: Link,
}

impl Log {
    pub(crate) fn new(case: CaseNo, reference: String) -> Log {
        Log {
            state: CaseState::new(case, reference),
            link: GENESIS,
        }
    }

    /// Takes in the next stored event; refuses one that does not continue the chain.
    pub(crate) fn take(&mut self, stored: &Stored) -> Result<(), StoreError> {
        let case = self.state.case;
        let broken = |what: &str| StoreError::Broken {
            case,
            seq: self.state.seq + 1,
            what: what.to_owned(),
        };
        if stored.seq != self.state.seq + 1 {
            return Err(broken("an event is missing"));
        }
        let link = stored.link_after(case, &self.link);
        if stored.link != link {
            return Err(broken("the event was changed, or one before it"));
        }
        self.link = link;
        self.state.apply(stored.event()?);
        Ok(())
    }

    /// The event after the newest, taken in and written down.
    pub(crate) fn next(
        &mut self,
        body: Body,
        by: UserNo,
        second: i64,
    ) -> Result<Stored, StoreError> {
        let event = Event {
            seq: self.state.seq + 1,
            recorded_at: second,
            recorded_by: by,
            body,
        };
        let stored = Stored::new(self.state.case, &self.link, &event)?;
        self.link =
            <Link>::try_from(stored.link.as_slice()).map_err(|_| StoreError::Sealed("a link"))?;
        self.state.apply(event);
        Ok(stored)
    }

    fn of_rows(case: CaseNo, reference: String, rows: &[Row]) -> Result<Log, StoreError> {
        let mut log = Log::new(case, reference);
        for row in rows {
            log.take(&Stored::from_row(row, 0)?)?;
        }
        Ok(log)
    }
}

/// The log of a case, within a transaction. None: no such case.
pub(crate) async fn load(tx: &mut Tx, case: CaseNo) -> Result<Option<Log>, StoreError> {
    let Some(row) = tx.row(sql::CASE_REFERENCE, cells![case.0]).await? else {
        return Ok(None);
    };
    let rows = tx.rows(sql::EVENTS, cells![case.0]).await?;
    Log::of_rows(case, row.text(0)?, &rows).map(Some)
}

/// The log of a case, for reading.
pub(crate) async fn read(database: &Database, case: CaseNo) -> Result<Log, StoreError> {
    let row = database.row(sql::CASE_REFERENCE, cells![case.0]).await?;
    let reference = row
        .ok_or_else(|| StoreError::Unknown(format!("case {case}")))?
        .text(0)?;
    let rows = database.rows(sql::EVENTS, cells![case.0]).await?;
    Log::of_rows(case, reference, &rows)
}

/// The log of a case as it was known at the end of a day: what came later is not taken in, so that what a later event
/// replaced or ended stands as it did. Facts are taken by the day on which they were known, which an import may say.
pub(crate) async fn read_as_known(
    database: &Database,
    case: CaseNo,
    day: Day,
) -> Result<CaseState, StoreError> {
    let row = database.row(sql::CASE_REFERENCE, cells![case.0]).await?;
    let reference = row
        .ok_or_else(|| StoreError::Unknown(format!("case {case}")))?
        .text(0)?;
    let mut state = CaseState::new(case, reference);
    for row in database.rows(sql::EVENTS, cells![case.0]).await? {
        let event = Stored::from_row(&row, 0)?.event()?;
        let is_fact = matches!(event.body, Body::Fact(_));
        if is_fact || When::at(event.recorded_at).day <= day {
            state.apply(event);
        }
    }
    state.facts.retain(|held| held.known_on() <= day);
    Ok(state)
}

/// Appends events to a case; gives them as stored.
pub(crate) async fn append(
    tx: &mut Tx,
    log: &mut Log,
    bodies: Vec<Body>,
    by: UserNo,
    second: i64,
) -> Result<(), StoreError> {
    let first = log.state.seq + 1;
    let case = log.state.case;
    for body in bodies {
        let stored = log.next(body, by, second)?;
        let cells = cells![
            case.0,
            stored.seq,
            stored.kind,
            stored.version,
            stored.recorded_at,
            stored.recorded_by,
            stored.payload,
            stored.link
        ];
        tx.run(sql::EVENT_ADD, cells).await?;
    }
    let (n, head) = ledger_head(tx).await?;
    let entry = Entry {
        n: n + 1,
        case,
        first_seq: first,
        last_seq: log.state.seq,
        case_link: log.link,
    };
    let link = entry.link(&head, &log.state.reference);
    tx.run(sql::LEDGER_ADD, &entry.cells(&link)).await?;
    Ok(())
}

/// The end of the ledger: its place and its link.
pub(crate) async fn ledger_head(tx: &mut Tx) -> Result<(i64, Link), StoreError> {
    match tx.row(sql::LEDGER_HEAD, &[]).await? {
        Some(row) => Ok((row.int(0)?, row.link(1)?)),
        None => Ok((0, GENESIS)),
    }
}

/// One append, as the ledger tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) n: i64,
    pub(crate) case: CaseNo,
    pub(crate) first_seq: i64,
    pub(crate) last_seq: i64,
    pub(crate) case_link: Link,
}

impl Entry {
    /// Its link. The municipality's id of the case is in it, so that two cases cannot change places.
    pub(crate) fn link(&self, previous: &Link, reference: &str) -> Link {
        chain::link(
            previous,
            &[
                &self.n.to_le_bytes(),
                &self.case.0.to_le_bytes(),
                reference.as_bytes(),
                &self.first_seq.to_le_bytes(),
                &self.last_seq.to_le_bytes(),
                &self.case_link,
            ],
        )
    }

    pub(crate) fn cells(&self, link: &Link) -> Vec<crate::cell::Cell> {
        cells![
            self.n,
            self.case.0,
            self.first_seq,
            self.last_seq,
            &self.case_link,
            link
        ]
        .to_vec()
    }
}
