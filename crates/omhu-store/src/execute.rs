//! Writing into cases: everything in one transaction, or nothing.
//!
//! Owns: the order of the steps, new cases, the answer to a repeated request. Must not know: who may do
//! what, what a command means.

use std::collections::BTreeMap;

use omhu_casework::access::{Now, Subject};
use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Refusal, decide};
use omhu_casework::event::Body;
use omhu_casework::ids::{CaseNo, PersonNo, TextNo, UserNo};
use serde::{Deserialize, Serialize};

use crate::access_log::{self, AccessNote};
use crate::case;
use crate::cell::cells;
use crate::database::Tx;
use crate::error::StoreError;
use crate::log::{self, Log};
use crate::people::PersonData;
use crate::sql::{access as answers, log as sql};
use crate::webhooks::Listeners;
use crate::{Store, projection, texts};

/// Which case a command is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// One that is there.
    Case(CaseNo),
    /// A new one.
    New {
        /// The municipality's own id; none: omhu gives one (`2026-17`).
        reference: Option<String>,
    },
}

/// A command for a case.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The case.
    pub target: Target,
    /// What to write.
    pub command: &'a Command,
}

/// What names a request, so that a repeated one has no second effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestKey {
    /// The hidden token of the form, or the header of the API call.
    pub key: String,
    /// Where it was sent.
    pub route: String,
    /// The hash of what was sent.
    pub body: [u8; 32],
}

/// What was written into one case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The case.
    pub case: CaseNo,
    /// The municipality's id of it.
    pub reference: String,
    /// The first event written.
    pub first_seq: i64,
    /// The newest event now.
    pub seq: i64,
    /// The ids that new things got, by the name they had in the command.
    pub things: BTreeMap<String, String>,
    /// The facts among the events: the place and the row id of each.
    #[serde(default)]
    pub facts: Vec<(i64, String)>,
}

/// The answer to orders.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use]
pub enum Executed {
    /// Written, and on stable storage. One receipt for each order.
    Done(Vec<Receipt>),
    /// The same request was answered before; nothing was written now.
    Repeated(Vec<Receipt>),
    /// It cannot be written; nothing was.
    Refused {
        /// Which order, from 0.
        order: usize,
        /// Why.
        refusal: Refusal,
    },
    /// The policy said no; nothing was written but a row of the access log.
    Denied(AccessNote),
}

impl Executed {
    /// The receipts, where it was written now or before.
    #[must_use]
    pub fn receipts(&self) -> Option<&[Receipt]> {
        match self {
            Executed::Done(receipts) | Executed::Repeated(receipts) => Some(receipts),
            Executed::Refused { .. } | Executed::Denied(_) => None,
        }
    }
}

/// What is kept of an answered request: the receipts, and where the asker had more to say, that too.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Receipts(Vec<Receipt>),
    Beside {
        receipts: Vec<Receipt>,
        beside: String,
    },
}

/// What is done in one transaction.
struct Work<'a> {
    orders: &'a [Order<'a>],
    /// People who are new with it.
    people: &'a [PersonData],
    key: Option<&'a RequestKey>,
    /// Words kept beside the receipts; empty: none.
    beside: &'a str,
}

impl<'a> Work<'a> {
    fn of(orders: &'a [Order<'a>]) -> Work<'a> {
        Work {
            orders,
            people: &[],
            key: None,
            beside: "",
        }
    }

    fn under(self, key: Option<&'a RequestKey>) -> Work<'a> {
        Work { key, ..self }
    }
}

/// Who is asked whether an order may be done.
type Authorize<'a> = dyn FnMut(&Subject, &CaseState) -> AccessNote + Send + 'a;

/// How a transaction of orders ended.
enum Ending {
    Done(Vec<Receipt>),
    Refused(usize, Refusal),
    Denied(AccessNote, CaseNo),
}

impl Store {
    /// Writes a command into one case. `authorize` is asked within the transaction, about the case as it is
    /// then; its note is logged in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody wrote at the same time; [`StoreError::KeyReused`]; the
    /// database. Nothing was written then, but for a commit whose reply was lost (ask again, same key).
    pub async fn execute(
        &self,
        user: UserNo,
        case: CaseNo,
        now: Now,
        mut authorize: impl FnMut(&Subject, &CaseState) -> AccessNote + Send,
        command: &Command,
        key: Option<&RequestKey>,
    ) -> Result<Executed, StoreError> {
        let target = Target::Case(case);
        let order = Order { target, command };
        let orders = [order];
        let work = Work::of(&orders).under(key);
        Ok(self.perform(user, now, &mut authorize, &work).await?.0)
    }

    /// Opens a case with a command; its number stands in the receipt.
    ///
    /// # Errors
    /// As [`Store::execute`]; [`StoreError::Conflict`] where the reference is another case's.
    pub async fn open_case(
        &self,
        user: UserNo,
        reference: Option<String>,
        now: Now,
        mut authorize: impl FnMut(&Subject, &CaseState) -> AccessNote + Send,
        command: &Command,
        key: Option<&RequestKey>,
    ) -> Result<Executed, StoreError> {
        let target = Target::New { reference };
        let order = Order { target, command };
        let orders = [order];
        let work = Work::of(&orders).under(key);
        Ok(self.perform(user, now, &mut authorize, &work).await?.0)
    }

    /// Writes commands into several cases, all or nothing: a notification about siblings.
    ///
    /// # Errors
    /// As [`Store::execute`].
    pub async fn execute_many(
        &self,
        user: UserNo,
        now: Now,
        mut authorize: impl FnMut(&Subject, &CaseState) -> AccessNote + Send,
        orders: &[Order<'_>],
        key: Option<&RequestKey>,
    ) -> Result<Executed, StoreError> {
        let work = Work::of(orders).under(key);
        Ok(self.perform(user, now, &mut authorize, &work).await?.0)
    }

    /// As [`Store::execute_many`], with people who are new with it. A link of a command names the first of them
    /// [`new_person`]`(0)`: nobody is noted where nothing is written.
    ///
    /// # Errors
    /// As [`Store::execute`]; [`StoreError::Conflict`] where somebody has a CPR number already.
    pub async fn execute_with_people(
        &self,
        user: UserNo,
        now: Now,
        mut authorize: impl FnMut(&Subject, &CaseState) -> AccessNote + Send,
        orders: &[Order<'_>],
        people: &[PersonData],
        key: Option<&RequestKey>,
    ) -> Result<Executed, StoreError> {
        let work = Work {
            people,
            ..Work::of(orders).under(key)
        };
        Ok(self.perform(user, now, &mut authorize, &work).await?.0)
    }

    /// As [`Store::execute_many`], and keeps words beside the receipts: a repeated request gets the words of the first
    /// one, so that its answer can be the same to the letter.
    ///
    /// # Errors
    /// As [`Store::execute`].
    pub async fn execute_beside(
        &self,
        user: UserNo,
        now: Now,
        mut authorize: impl FnMut(&Subject, &CaseState) -> AccessNote + Send,
        orders: &[Order<'_>],
        key: &RequestKey,
        beside: &str,
    ) -> Result<(Executed, String), StoreError> {
        let work = Work {
            beside,
            ..Work::of(orders).under(Some(key))
        };
        self.perform(user, now, &mut authorize, &work).await
    }

    /// Whether this very request had its effect already.
    ///
    /// # Errors
    /// The database.
    pub async fn was_given(&self, user: UserNo, key: &RequestKey) -> Result<bool, StoreError> {
        let cells = cells![user.0, &key.key];
        let rows = self.database.rows(answers::ANSWER, cells).await?;
        let row = rows.first();
        row.map_or(Ok(false), |row| {
            Ok(row.text(0)? == key.route && row.blob(1)? == key.body)
        })
    }

    /// What somebody's request came to, and when it was sent; nothing where none of this key was answered on the route, or
    /// so long ago that it is forgotten.
    ///
    /// # Errors
    /// The database.
    pub async fn given(
        &self,
        user: UserNo,
        key: &str,
        route: &str,
    ) -> Result<Option<(Vec<Receipt>, i64)>, StoreError> {
        let cells = cells![user.0, key, route];
        let rows = self.database.rows(answers::ANSWER_OF, cells).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let receipts = match serde_json::from_str(&row.text(0)?)? {
            Kept::Receipts(receipts) | Kept::Beside { receipts, .. } => receipts,
        };
        Ok(Some((receipts, row.int(1)?)))
    }

    /// The one body of all of the above, compiled once.
    async fn perform(
        &self,
        user: UserNo,
        now: Now,
        authorize: &mut Authorize<'_>,
        work: &Work<'_>,
    ) -> Result<(Executed, String), StoreError> {
        let nothing = String::new;
        let key = work.key;
        let mut tx = self.database.write().await?;
        self.derived_for(now.today);
        if let Some(key) = key
            && let Some(answer) = answered(&mut tx, user, key, now).await?
        {
            let (receipts, beside) = match serde_json::from_str(&answer)? {
                Kept::Receipts(receipts) => (receipts, nothing()),
                Kept::Beside { receipts, beside } => (receipts, beside),
            };
            return Ok((Executed::Repeated(receipts), beside));
        }
        let ended = self.run(&mut tx, user, now, authorize, work).await;
        match self.database.watched(ended)? {
            Ending::Done(receipts) => {
                if let Some(key) = key {
                    let kept = match work.beside {
                        "" => Kept::Receipts(receipts.clone()),
                        beside => Kept::Beside {
                            receipts: receipts.clone(),
                            beside: beside.to_owned(),
                        },
                    };
                    let answer = serde_json::to_string(&kept)?;
                    tx.run(answers::ANSWER_GIVE, cells![user.0, &key.key, answer])
                        .await?;
                }
                self.database.commit(tx).await?;
                Ok((Executed::Done(receipts), work.beside.to_owned()))
            }
            Ending::Refused(order, refusal) => {
                Ok((Executed::Refused { order, refusal }, nothing()))
            }
            Ending::Denied(note, case) => {
                drop(tx);
                self.log(note.clone(), &[case]).await?;
                Ok((Executed::Denied(note), nothing()))
            }
        }
    }

    async fn run(
        &self,
        tx: &mut Tx,
        user: UserNo,
        now: Now,
        authorize: &mut Authorize<'_>,
        work: &Work<'_>,
    ) -> Result<Ending, StoreError> {
        let mut numbers = Vec::new();
        for person in work.people {
            numbers.push(self.put_new_person(tx, user, now.second, person).await?);
        }
        let listeners = Listeners::read(tx).await?;
        let mut receipts = Vec::new();
        for (place, order) in work.orders.iter().enumerate() {
            let (mut log, subject) = match &order.target {
                Target::Case(case) => existing(tx, *case).await?,
                Target::New { reference } => new_case(tx, reference.as_deref(), now).await?,
            };
            let note = authorize(&subject, &log.state);
            let case = log.state.case;
            if note.denied().is_some() {
                return Ok(Ending::Denied(note, case));
            }
            let decided = match decide(&self.law.book, &log.state, order.command, now.today) {
                Ok(decided) => decided,
                Err(refusal) => return Ok(Ending::Refused(place, refusal)),
            };
            let first_seq = log.state.seq + 1;
            let mut bodies = decided.bodies;
            for body in &mut bodies {
                if let Body::PersonLinked(link) = body
                    && let Some(number) = of_new(&numbers, link.person)?
                {
                    link.person = number;
                }
            }
            if !decided.texts.is_empty() {
                let first = tx.numbers("text", decided.texts.len() as i64).await?;
                texts::write(tx, &self.ring, case, first, &decided.texts, now.second).await?;
                // A text is named by its place in the command, from -1 on; now it gets its number.
                let number = |text: TextNo| TextNo(first - text.0 - 1);
                bodies = bodies
                    .into_iter()
                    .map(|body| body.renumbered(number))
                    .collect();
            }
            let facts = (first_seq..)
                .zip(&bodies)
                .filter_map(|(seq, body)| match body {
                    Body::Fact(fact) => Some((seq, fact.cells.id.clone())),
                    _ => None,
                })
                .collect();
            log::append(tx, &mut log, bodies, user, now.second).await?;
            let projected = projection::project(&self.law, &log.state, &log.link, now.today);
            let before = projection::replace(tx, &projected).await?;
            let (told, duties) = (
                (case, projected.team()),
                (&before[..], &projected.duties[..]),
            );
            listeners
                .tell(tx, told, duties, now.today, now.second)
                .await?;
            access_log::append(tx, &self.ring, &note, &[case]).await?;
            receipts.push(Receipt {
                case,
                reference: log.state.reference.clone(),
                first_seq,
                seq: log.state.seq,
                things: decided.things,
                facts,
            });
        }
        Ok(Ending::Done(receipts))
    }
}

/// How a link names the person who is new with it, by the place in the list.
#[must_use]
pub fn new_person(place: usize) -> PersonNo {
    PersonNo(-1 - place as i64)
}

/// The number that a new person got; none: the link names one who was there.
fn of_new(numbers: &[PersonNo], person: PersonNo) -> Result<Option<PersonNo>, StoreError> {
    if person.0 >= 0 {
        return Ok(None);
    }
    let place = usize::try_from(-1 - person.0).unwrap_or(usize::MAX);
    let number = numbers.get(place).copied();
    let unknown = || StoreError::Unknown(format!("new person {place}"));
    number.map(Some).ok_or_else(unknown)
}

async fn existing(tx: &mut Tx, case: CaseNo) -> Result<(Log, Subject), StoreError> {
    let log = log::load(tx, case).await?;
    let log = log.ok_or_else(|| StoreError::Unknown(format!("case {case}")))?;
    let subject = case::subject_in(tx, case).await?;
    Ok((log, subject))
}

async fn new_case(
    tx: &mut Tx,
    reference: Option<&str>,
    now: Now,
) -> Result<(Log, Subject), StoreError> {
    let case = CaseNo(tx.numbers("case", 1).await?);
    let reference = match reference {
        Some(reference) => reference.to_owned(),
        None => format!("{}-{case}", now.today.civil().0),
    };
    tx.run(sql::CASE_NUMBER_ADD, cells![case.0, &reference, now.second])
        .await?;
    Ok((Log::new(case, reference), Subject::new(case)))
}

/// Takes the key of a request; gives the answer where it was answered before.
pub(crate) async fn answered(
    tx: &mut Tx,
    user: UserNo,
    key: &RequestKey,
    now: Now,
) -> Result<Option<String>, StoreError> {
    let taken = tx
        .run(
            answers::ANSWER_TAKE,
            cells![user.0, &key.key, &key.route, &key.body, now.second],
        )
        .await?;
    if taken == 1 {
        return Ok(None);
    }
    let row = tx
        .row(answers::ANSWER, cells![user.0, &key.key])
        .await?
        .ok_or(StoreError::Conflict)?;
    if row.text(0)? != key.route || row.blob(1)? != key.body {
        return Err(StoreError::KeyReused);
    }
    row.text(2).map(Some)
}
