//! Who looked at what: notes that become rows of the access log, and permits that only such a row gives.
//!
//! Owns: the form of a row and its link, the writer that commits the rows of many requests at once.
//! Must not know: who may do what (`omhu_casework::access` says it; a note carries the answer).
//!
//! A read is logged before its data leave: [`Store::look`] gives the [`Permit`] that reads ask for when the
//! row is on stable storage, and fails where it cannot be written. A denial is logged and gives no permit.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use omhu_casework::access::{Action, Now, Verdict};
use omhu_casework::chain::{self, GENESIS, Link};
use omhu_casework::ids::{CaseNo, UserNo};
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::Store;
use crate::cell::{Cell, Row, cells};
use crate::database::{Database, Tx};
use crate::error::StoreError;
use crate::keys::Ring;
use crate::sql::access as sql;

/// At any time.
pub const EVER: Range<i64> = 0..i64::MAX;

/// What is to be logged: who wants what, and the answer of the policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessNote {
    /// Who.
    pub user: UserNo,
    /// When, in seconds since 1970.
    pub second: i64,
    /// The word of the action.
    pub action: String,
    /// The answer.
    pub verdict: Verdict,
    /// Why, in the user's words, where the action asks for it.
    pub purpose: String,
    /// What was searched for.
    pub criterion: String,
    /// The client's address.
    pub client: String,
    /// The request's id.
    pub request: String,
    /// The token by which a program asked, and what it is for.
    pub program: Option<(i64, String)>,
}

impl AccessNote {
    /// A note of this action and the answer to it.
    #[must_use]
    pub fn new(user: UserNo, action: Action, verdict: Verdict, now: Now) -> AccessNote {
        AccessNote {
            user,
            second: now.second,
            action: action.word(),
            verdict,
            purpose: String::new(),
            criterion: String::new(),
            client: String::new(),
            request: String::new(),
            program: None,
        }
    }

    /// Asked by a program: the number of its token, and what that is for.
    #[must_use]
    pub fn with_program(mut self, program: Option<(i64, String)>) -> AccessNote {
        self.program = program;
        self
    }

    /// With the purpose that the user gave.
    #[must_use]
    pub fn with_purpose(mut self, purpose: impl Into<String>) -> AccessNote {
        self.purpose = purpose.into();
        self
    }

    /// With what was searched for.
    #[must_use]
    pub fn with_criterion(mut self, criterion: impl Into<String>) -> AccessNote {
        self.criterion = criterion.into();
        self
    }

    /// With the request's id and the client's address.
    #[must_use]
    pub fn with_request(
        mut self,
        request: impl Into<String>,
        client: impl Into<String>,
    ) -> AccessNote {
        self.request = request.into();
        self.client = client.into();
        self
    }

    /// The reason of a denial.
    pub(crate) fn denied(&self) -> Option<&'static str> {
        (!self.verdict.is_allowed()).then(|| self.verdict.reason())
    }
}

/// That a look was allowed and stands in the log: what reads of personal data ask for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permit {
    cases: Option<BTreeSet<CaseNo>>,
    /// The row in the access log.
    pub n: i64,
}

impl Permit {
    /// Whether it holds for this case.
    pub(crate) fn covers(&self, case: CaseNo) -> Result<(), StoreError> {
        match &self.cases {
            Some(cases) if !cases.contains(&case) => Err(StoreError::NoPermit(case)),
            _ => Ok(()),
        }
    }

    /// Whether it holds for all cases: exports, figures, imports.
    pub(crate) fn covers_all(&self) -> Result<(), StoreError> {
        match self.cases {
            Some(_) => Err(StoreError::NoPermit(CaseNo(0))),
            None => Ok(()),
        }
    }
}

/// What is encrypted in a row.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hidden {
    /// Why, in the user's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// What was searched for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub criterion: String,
    /// The client's address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client: String,
    /// The number of the token by which a program asked as the user, and what it was for. None: the user did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<(i64, String)>,
}

/// A row of the access log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logged {
    /// Its place.
    pub n: i64,
    /// When.
    pub second: i64,
    /// Who.
    pub user: UserNo,
    /// The role's word; empty where denied.
    pub role: String,
    /// The relation's word; empty where denied.
    pub relation: String,
    /// The action's word.
    pub action: String,
    /// The key of the reason.
    pub reason: String,
    /// `allowed` or `denied`.
    pub outcome: String,
    /// The cases shown.
    pub cases: Vec<CaseNo>,
    /// The request's id.
    pub request: String,
    /// What is encrypted in it.
    pub hidden: Hidden,
}

/// The stored cells of a row, in the order in which they are hashed.
pub(crate) struct StoredAccess {
    pub(crate) n: i64,
    pub(crate) logged_at: i64,
    pub(crate) user: i64,
    pub(crate) texts: [String; 7],
    pub(crate) sealed: Vec<u8>,
}

impl StoredAccess {
    pub(crate) fn link(&self, previous: &Link) -> Link {
        let numbers = [self.n, self.logged_at, self.user].map(i64::to_le_bytes);
        let mut parts: Vec<&[u8]> = numbers.iter().map(|number| number.as_slice()).collect();
        parts.extend(self.texts.iter().map(|text| text.as_bytes()));
        parts.push(&self.sealed);
        chain::link(previous, &parts)
    }

    pub(crate) fn from_row(row: &Row) -> Result<(StoredAccess, Vec<u8>), StoreError> {
        let text = |place| row.text(place);
        let stored = StoredAccess {
            n: row.int(0)?,
            logged_at: row.int(1)?,
            user: row.int(2)?,
            texts: [
                text(3)?,
                text(4)?,
                text(5)?,
                text(6)?,
                text(7)?,
                text(8)?,
                text(9)?,
            ],
            sealed: row.blob(10)?,
        };
        Ok((stored, row.blob(11)?))
    }

    pub(crate) fn opened(self, ring: &Ring) -> Result<Logged, StoreError> {
        let hidden = ring
            .log
            .open("a row of the access log", &self.n.to_string(), &self.sealed)?;
        let [role, relation, action, reason, outcome, cases, request] = self.texts;
        Ok(Logged {
            n: self.n,
            second: self.logged_at,
            user: UserNo(self.user),
            role,
            relation,
            action,
            reason,
            outcome,
            cases: serde_json::from_str(&cases)?,
            request,
            hidden: serde_json::from_slice(&hidden)?,
        })
    }
}

/// The place and the link of the newest row.
async fn end_of_log(tx: &mut Tx) -> Result<(i64, Link), StoreError> {
    match tx.row(sql::ACCESS_HEAD, &[]).await? {
        Some(row) => Ok((row.int(0)?, row.link(1)?)),
        None => Ok((0, GENESIS)),
    }
}

/// Appends a note to the log, in the transaction of what it tells of. Gives its place.
pub(crate) async fn append(
    tx: &mut Tx,
    ring: &Ring,
    note: &AccessNote,
    cases: &[CaseNo],
) -> Result<i64, StoreError> {
    let (newest, head) = end_of_log(tx).await?;
    let (row, _) = row_after(ring, (newest, &head), note, cases)?;
    tx.run(sql::ACCESS_ADD, &row).await?;
    Ok(newest + 1)
}

/// The cells of a note that stands behind the newest row, and its link.
fn row_after(
    ring: &Ring,
    (newest, head): (i64, &Link),
    note: &AccessNote,
    cases: &[CaseNo],
) -> Result<(Vec<Cell>, Link), StoreError> {
    let n = newest + 1;
    let hidden = serde_json::to_vec(&Hidden {
        purpose: note.purpose.clone(),
        criterion: note.criterion.clone(),
        client: note.client.clone(),
        program: note.program.clone(),
    })?;
    let (role, relation) = match note.verdict {
        Verdict::Allowed { role, relation, .. } => (role.word(), relation.word()),
        Verdict::Denied { .. } => ("", ""),
    };
    let mut sorted = cases.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let texts = [
        role.to_owned(),
        relation.to_owned(),
        note.action.clone(),
        note.verdict.reason().to_owned(),
        note.verdict.outcome().to_owned(),
        serde_json::to_string(&sorted)?,
        note.request.clone(),
    ];
    let stored = StoredAccess {
        n,
        logged_at: note.second,
        user: note.user.0,
        texts,
        sealed: ring.log.seal(&n.to_string(), &hidden)?,
    };
    let link = stored.link(head);
    let mut row = cells![n, stored.logged_at, stored.user].to_vec();
    row.extend(stored.texts.iter().map(Cell::from));
    row.extend_from_slice(cells![stored.sealed, &link]);
    Ok((row, link))
}

/// Files the next rows under their cases. Says how many more there are.
///
/// A look writes one row at the end of the log and no more: filing it at once would write to as many places of the
/// index as a list has cases. Until a row is filed it is found by reading it.
async fn file_more(database: &Arc<Database>, most: i64) -> Result<i64, StoreError> {
    let mut tx = database.write_always().await?;
    let filed = match tx.row(sql::ACCESS_FILED, &[]).await? {
        Some(row) => row.int(0)?,
        None => return Err(StoreError::Unknown("counter looks_filed".to_owned())),
    };
    let (newest, _) = end_of_log(&mut tx).await?;
    if filed >= newest {
        return Ok(0);
    }
    let last = newest.min(filed + most);
    tx.run(sql::ACCESS_CASES_ADD, cells![filed, last]).await?;
    tx.run(sql::ACCESS_FILED_PUT, cells![last]).await?;
    database.commit(tx).await?;
    Ok(newest - last)
}

type Waiting = (
    AccessNote,
    Vec<CaseNo>,
    oneshot::Sender<Result<i64, StoreError>>,
);

/// Commits the notes of many requests in one transaction.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Waiting>);

/// More notes than this wait for the next transaction.
const MOST_AT_ONCE: usize = 256;
/// When nobody looked for so long, rows are filed.
const QUIET: Duration = Duration::from_secs(2);
/// Between two such transactions, while nobody looks.
const BREATH: Duration = Duration::from_millis(5);
/// Rows filed in one transaction then: a look that comes meanwhile waits for it, and a row of a list touches a page of the
/// index for each of its cases.
const FILED_AT_ONCE: i64 = 40;
/// Where too many wait: the more at once, the less each costs.
const FILED_IN_HASTE: i64 = 2_000;
/// When so many rows are not filed, some are before the next look.
const MOST_UNFILED: usize = 250_000;

/// Whether rows are to be filed, and how many, about.
enum Filing {
    Done,
    Soon(usize),
}

impl Filing {
    fn behind(&mut self, rows: usize) {
        *self = match self {
            Filing::Done => Filing::Soon(rows),
            Filing::Soon(before) => Filing::Soon(before.saturating_add(rows)),
        };
    }

    /// Files some. What cannot be filed now is with the next look: it is found all the same.
    async fn after(database: &Arc<Database>, most: i64) -> Filing {
        match file_more(database, most).await {
            Ok(0) | Err(_) => Filing::Done,
            Ok(more) => Filing::Soon(usize::try_from(more).unwrap_or_default()),
        }
    }
}

impl Writer {
    /// Starts the task; it ends when the last writer is dropped.
    pub(crate) fn start(
        database: Arc<Database>,
        ring: Arc<Ring>,
    ) -> (Writer, tokio::task::JoinHandle<()>) {
        let (sender, mut receiver) = mpsc::channel::<Waiting>(4 * MOST_AT_ONCE);
        let task = tokio::spawn(async move {
            let mut waiting = Vec::new();
            // From before the start there may be rows to file.
            let mut filing = Filing::Soon(0);
            let mut patience = QUIET;
            loop {
                let notes = receiver.recv_many(&mut waiting, MOST_AT_ONCE);
                let received = match filing {
                    Filing::Done => notes.await,
                    Filing::Soon(behind) if behind >= MOST_UNFILED => {
                        filing = Filing::after(&database, FILED_IN_HASTE).await;
                        continue;
                    }
                    Filing::Soon(_) => match timeout(patience, notes).await {
                        Ok(received) => received,
                        Err(_) => {
                            filing = Filing::after(&database, FILED_AT_ONCE).await;
                            patience = BREATH;
                            continue;
                        }
                    },
                };
                if received == 0 {
                    break;
                }
                patience = QUIET;
                filing.behind(received);
                match write_all(&database, &ring, &waiting).await {
                    Ok(first) => {
                        for (n, (_, _, told)) in (first..).zip(waiting.drain(..)) {
                            // Who does not wait any more gets no data either.
                            let _ = told.send(Ok(n));
                        }
                    }
                    Err(error) => {
                        let mut error = Some(error);
                        for (_, _, told) in waiting.drain(..) {
                            let same = error
                                .as_ref()
                                .map_or(StoreError::Closing, StoreError::again);
                            let error = error.replace(same).unwrap_or(StoreError::Closing);
                            let _ = told.send(Err(error));
                        }
                    }
                }
            }
        });
        (Writer(sender), task)
    }

    pub(crate) async fn log(
        &self,
        note: AccessNote,
        cases: Vec<CaseNo>,
    ) -> Result<i64, StoreError> {
        let (told, answer) = oneshot::channel();
        let sent = self.0.send((note, cases, told)).await;
        sent.map_err(|_| StoreError::Closing)?;
        answer.await.map_err(|_| StoreError::Closing)?
    }
}

async fn write_all(
    database: &Arc<Database>,
    ring: &Ring,
    waiting: &[Waiting],
) -> Result<i64, StoreError> {
    let mut tx = database.write_always().await?;
    let (newest, mut head) = end_of_log(&mut tx).await?;
    let mut rows = Vec::with_capacity(waiting.len());
    for (before, (note, cases, _)) in (newest..).zip(waiting) {
        let (row, link) = row_after(ring, (before, &head), note, cases)?;
        rows.push(row);
        head = link;
    }
    tx.insert(sql::ACCESS_ADD, &rows).await?;
    database.commit(tx).await?;
    Ok(newest + 1)
}

impl Store {
    /// Logs a look at these cases; where it is allowed, gives the permit to read them.
    ///
    /// # Errors
    /// [`StoreError::Denied`] where the policy said no; or the log cannot be written, and so nothing is read.
    pub async fn look(&self, note: AccessNote, cases: &[CaseNo]) -> Result<Permit, StoreError> {
        let denied = note.denied();
        let n = self.access().log(note, cases.to_vec()).await?;
        match denied {
            Some(reason) => Err(StoreError::Denied(reason)),
            None => Ok(Permit {
                cases: Some(cases.iter().copied().collect()),
                n,
            }),
        }
    }

    /// Logs work on all cases at once (export, import, figures from single rows), and permits it.
    ///
    /// # Errors
    /// As [`Store::look`].
    pub async fn look_at_all(&self, note: AccessNote) -> Result<Permit, StoreError> {
        let denied = note.denied();
        let n = self.access().log(note, Vec::new()).await?;
        match denied {
            Some(reason) => Err(StoreError::Denied(reason)),
            None => Ok(Permit { cases: None, n }),
        }
    }

    /// Logs something that reads nothing: a sign-in, a denial found elsewhere.
    ///
    /// # Errors
    /// The log cannot be written.
    pub async fn log(&self, note: AccessNote, cases: &[CaseNo]) -> Result<i64, StoreError> {
        self.access().log(note, cases.to_vec()).await
    }

    /// Files all rows under their cases now, without waiting for a quiet moment.
    ///
    /// # Errors
    /// The database.
    pub async fn file_looks(&self) -> Result<(), StoreError> {
        while file_more(&self.database, FILED_IN_HASTE).await? > 0 {}
        Ok(())
    }

    /// Who looked at a case, newest first.
    ///
    /// # Errors
    /// No permit for the case.
    pub async fn who_looked(
        &self,
        permit: &Permit,
        case: CaseNo,
        limit: u32,
    ) -> Result<Vec<Logged>, StoreError> {
        self.who_looked_in(permit, case, EVER, limit).await
    }

    /// Who looked at a case from one second on and before another, newest first.
    ///
    /// # Errors
    /// No permit for the case.
    pub async fn who_looked_in(
        &self,
        permit: &Permit,
        case: CaseNo,
        time: Range<i64>,
        limit: u32,
    ) -> Result<Vec<Logged>, StoreError> {
        permit.covers(case)?;
        let asked = cells![case.0, time.start, time.end, i64::from(limit)];
        let rows = self.database.list(sql::ACCESS_OF_CASE, asked).await?;
        self.logged(&rows)
    }

    /// What a user looked at from one second on and before another, newest first.
    ///
    /// # Errors
    /// No permit for the whole log.
    pub async fn looks_of(
        &self,
        permit: &Permit,
        user: UserNo,
        time: Range<i64>,
        limit: u32,
    ) -> Result<Vec<Logged>, StoreError> {
        permit.covers_all()?;
        let asked = cells![user.0, time.start, time.end, i64::from(limit)];
        let rows = self.database.list(sql::ACCESS_OF_USER, asked).await?;
        self.logged(&rows)
    }

    /// The log from a place on, oldest first.
    ///
    /// # Errors
    /// No permit for the whole log.
    pub async fn looks_after(
        &self,
        permit: &Permit,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Logged>, StoreError> {
        permit.covers_all()?;
        let rows = self
            .database
            .rows(sql::ACCESS_PAGE, cells![after, i64::from(limit)])
            .await?;
        self.logged(&rows)
    }

    fn logged(&self, rows: &[Row]) -> Result<Vec<Logged>, StoreError> {
        rows.iter()
            .map(|row| StoredAccess::from_row(row)?.0.opened(&self.ring))
            .collect()
    }
}
