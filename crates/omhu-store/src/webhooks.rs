//! Other systems that are told of obligations: who they are, what they are told, whether it reached them.
//!
//! Owns: the subscriptions; messages, written in the transaction of what they tell of (an outbox). Must not know: how
//! a message is sent, when it is sent again (it is told), what changed and why.

use std::collections::BTreeSet;

use omhu_casework::access::Now;
use omhu_casework::duties::Duty;
use omhu_casework::duty_changes::{DutyChange, duty_changes};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::accounts::change;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::execute::answered;
use crate::projection::KeptDuty;
use crate::sql::{access as answers, webhooks as sql};
use crate::{AccessNote, RequestKey, Store};

/// A subscription that was given up is ended after so many days: till then messages are kept for it, and it may be resumed.
pub const RESUMED_WITHIN_DAYS: i64 = 30;

/// More subscriptions than this are a mistake: each costs a row for each change.
pub const MOST_WEBHOOKS: i64 = 50;

/// What a new subscription is to be.
#[derive(Clone)]
pub struct NewWebhook {
    /// Where messages are sent.
    pub url: String,
    /// What they are signed with.
    pub secret: Zeroizing<Vec<u8>>,
    /// What they tell of.
    pub events: BTreeSet<DutyChange>,
    /// Of whose cases; none: of all.
    pub teams: Option<BTreeSet<String>>,
}

impl std::fmt::Debug for NewWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewWebhook")
    }
}

/// A subscription as its administrator sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Webhook {
    /// Its number.
    pub number: i64,
    /// Where messages are sent.
    pub url: String,
    /// What they tell of.
    pub events: BTreeSet<DutyChange>,
    /// Of whose cases; none: of all.
    pub teams: Option<BTreeSet<String>>,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// By whom.
    pub created_by: UserNo,
    /// When omhu gave it up, where it did: nothing is sent, and messages wait.
    pub stopped_at: Option<i64>,
    /// How many messages wait.
    pub waiting: i64,
}

/// The answer to a wish for a subscription.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub enum WebhookMade {
    /// It was made.
    Made(i64),
    /// It was made by the same request before.
    Repeated(i64),
    /// There are [`MOST_WEBHOOKS`] already.
    TooMany,
}

/// A message that is to be sent now.
#[derive(Clone)]
pub struct Outgoing {
    /// Its number.
    pub message: i64,
    /// The subscription.
    pub webhook: i64,
    /// Of what it tells.
    pub event: String,
    /// JSON of what it tells.
    pub data: String,
    /// When it was written, in seconds since 1970.
    pub made_at: i64,
    /// How often it was sent before.
    pub attempts: i64,
    /// Where to.
    pub url: String,
    /// What to sign it with.
    pub secret: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({})", self.message)
    }
}

/// How sending went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sent {
    /// It was taken, with this HTTP status.
    Taken(u16),
    /// It was not: the HTTP status where there was one, why in a word, when to send it again. No time: never, and the
    /// subscription is given up.
    Failed {
        /// The HTTP status.
        answer: Option<u16>,
        /// Why, in a word; nothing that the other side wrote.
        fault: &'static str,
        /// When to send it again, in seconds since 1970.
        again_at: Option<i64>,
    },
}

/// A message as the list of deliveries shows it: no case, no duty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// Its number.
    pub message: i64,
    /// Of what it tells.
    pub event: String,
    /// When it was written, in seconds since 1970.
    pub made_at: i64,
    /// How often it was sent.
    pub attempts: i64,
    /// When it is sent again; none: it is not.
    pub next_at: Option<i64>,
    /// When it was last sent.
    pub last_at: Option<i64>,
    /// The HTTP status of the last answer.
    pub answer: Option<i64>,
    /// Why the last attempt failed, in a word; empty: it did not.
    pub fault: String,
    /// When it was taken.
    pub delivered_at: Option<i64>,
}

/// What a message says. No name, no id of the municipality, no team.
#[derive(Serialize, Deserialize)]
struct Told {
    number: i64,
    obligation: String,
    about: String,
    seq: u32,
    layer: String,
    rule: String,
    trigger_on: String,
    due: Option<String>,
    met_on: Option<String>,
    status: String,
}

impl Told {
    fn of(case: CaseNo, change: DutyChange, duty: &Duty, today: Day) -> Told {
        let day = |day: Day| day.to_string();
        let due = duty.due_text();
        let status = match change {
            DutyChange::Withdrawn if duty.is_pending() => "withdrawn",
            _ => duty.status_on(today).word(),
        };
        Told {
            number: case.0,
            obligation: duty.obligation.clone(),
            about: duty.about.clone(),
            seq: duty.seq,
            layer: duty.layer.clone(),
            rule: duty.rule.clone(),
            trigger_on: day(duty.trigger_on),
            due: (!due.is_empty()).then_some(due),
            met_on: duty.met_on.map(day),
            status: status.to_owned(),
        }
    }
}

/// Who is told now.
pub(crate) struct Listeners(Vec<Listener>);

struct Listener {
    number: i64,
    events: BTreeSet<DutyChange>,
    teams: Option<BTreeSet<String>>,
}

impl Listeners {
    pub(crate) async fn read(tx: &mut Tx) -> Result<Listeners, StoreError> {
        let rows = tx.rows(sql::WEBHOOKS_LISTENING, &[]).await?;
        let listener = |row: &Row| {
            Ok(Listener {
                number: row.int(0)?,
                events: events_of(&row.text(1)?)?,
                teams: teams_of(row.maybe_text(2)?)?,
            })
        };
        let read: Result<_, StoreError> = rows.iter().map(listener).collect();
        read.map(Listeners)
    }

    /// Whether nobody listens.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes what changed in the duties of a case to those who listen, in the transaction of the change.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        (case, team): (CaseNo, &str),
        (before, after): (&[KeptDuty], &[KeptDuty]),
        today: Day,
        second: i64,
    ) -> Result<(), StoreError> {
        let of_team = |listener: &&Listener| {
            let teams = listener.teams.as_ref();
            teams.is_none_or(|teams| teams.contains(team))
        };
        let listening: Vec<_> = self.0.iter().filter(of_team).collect();
        if listening.is_empty() {
            return Ok(());
        }
        let duties = |kept: &[KeptDuty]| -> Vec<Duty> {
            kept.iter().map(|kept| kept.duty.clone()).collect()
        };
        let (before, after) = (duties(before), duties(after));
        for (change, duty) in duty_changes(&before, &after) {
            let data = serde_json::to_string(&Told::of(case, change, duty, today))?;
            for listener in &listening {
                if listener.events.contains(&change) {
                    let number = tx.numbers("webhook_message", 1).await?;
                    let cells = cells![number, listener.number, change.word(), &data, second];
                    tx.run(sql::WEBHOOK_MESSAGE_ADD, cells).await?;
                }
            }
        }
        Ok(())
    }
}

fn events_of(text: &str) -> Result<BTreeSet<DutyChange>, StoreError> {
    let words: Vec<String> = serde_json::from_str(text)?;
    let read = |word: &String| {
        DutyChange::parse(word).ok_or_else(|| StoreError::Unknown(format!("event {word}")))
    };
    words.iter().map(read).collect()
}

fn teams_of(text: Option<String>) -> Result<Option<BTreeSet<String>>, StoreError> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn place(number: i64) -> String {
    format!("webhook {number}")
}

impl Store {
    /// Makes a subscription; the same request again gives the same one.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`]; denied by the note, which is logged either way; the database.
    pub async fn new_webhook(
        &self,
        note: AccessNote,
        new: &NewWebhook,
        key: &RequestKey,
    ) -> Result<WebhookMade, StoreError> {
        let (user, second) = (note.user, note.second);
        self.look(note, &[]).await?;
        let now = Now::at(second);
        let mut tx = self.database.write().await?;
        if let Some(answer) = answered(&mut tx, user, key, now).await? {
            return Ok(WebhookMade::Repeated(serde_json::from_str(&answer)?));
        }
        let count = tx.row(sql::WEBHOOKS_COUNT, &[]).await?;
        if count.ok_or(StoreError::Closing)?.int(0)? >= MOST_WEBHOOKS {
            return Ok(WebhookMade::TooMany);
        }
        let number = tx.numbers("webhook", 1).await?;
        let sealed = self.ring.master.seal(&place(number), &new.secret)?;
        let words: Vec<_> = new.events.iter().map(|event| event.word()).collect();
        let teams = new.teams.as_ref().map(serde_json::to_string).transpose()?;
        let cells = cells![
            number,
            &new.url,
            sealed,
            serde_json::to_string(&words)?,
            teams,
            second,
            user.0
        ];
        tx.run(sql::WEBHOOK_ADD, cells).await?;
        let detail = format!("{number} {}", words.join(" "));
        change::note(
            &mut tx,
            second,
            user,
            UserNo::IMPORT,
            "webhook_made",
            detail,
        )
        .await?;
        let answer = serde_json::to_string(&number)?;
        tx.run(answers::ANSWER_GIVE, cells![user.0, &key.key, answer])
            .await?;
        self.database.commit(tx).await?;
        Ok(WebhookMade::Made(number))
    }

    /// The subscriptions behind a number that were not ended.
    ///
    /// # Errors
    /// Denied by the note, which is logged either way; the database.
    pub async fn webhooks(
        &self,
        note: AccessNote,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Webhook>, StoreError> {
        self.look(note, &[]).await?;
        let cells = cells![after, i64::from(limit)];
        let rows = self.database.rows(sql::WEBHOOKS, cells).await?;
        let webhook = |row: &Row| {
            Ok(Webhook {
                number: row.int(0)?,
                url: row.text(1)?,
                events: events_of(&row.text(2)?)?,
                teams: teams_of(row.maybe_text(3)?)?,
                created_at: row.int(4)?,
                created_by: UserNo(row.int(5)?),
                stopped_at: row.maybe_int(6)?,
                waiting: row.int(7)?,
            })
        };
        rows.iter().map(webhook).collect()
    }

    /// Ends a subscription. False: there is none, or not any more.
    ///
    /// # Errors
    /// Denied by the note, which is logged either way; the database.
    pub async fn end_webhook(&self, note: AccessNote, number: i64) -> Result<bool, StoreError> {
        let (user, second) = (note.user, note.second);
        self.look(note, &[]).await?;
        let mut tx = self.database.write_always().await?;
        if tx.run(sql::WEBHOOK_END, cells![number, second]).await? == 0 {
            return Ok(false);
        }
        let detail = number.to_string();
        change::note(
            &mut tx,
            second,
            user,
            UserNo::IMPORT,
            "webhook_ended",
            detail,
        )
        .await?;
        self.database.commit(tx).await?;
        Ok(true)
    }

    /// Sends to a subscription again that was given up, the oldest message first: nothing that was written for it
    /// meanwhile is lost. Gives how many wait; one that was not given up stays as it is. None: there is no such one.
    ///
    /// # Errors
    /// Denied by the note, which is logged either way; the database.
    pub async fn resume_webhook(
        &self,
        note: AccessNote,
        number: i64,
    ) -> Result<Option<i64>, StoreError> {
        let (user, second) = (note.user, note.second);
        self.look(note, &[]).await?;
        let mut tx = self.database.write_always().await?;
        if tx.run(sql::WEBHOOK_RESUME, cells![number]).await? > 0 {
            tx.run(sql::WEBHOOK_MESSAGES_RESUME, cells![number, second])
                .await?;
            let (nobody, detail) = (UserNo::IMPORT, number.to_string());
            change::note(&mut tx, second, user, nobody, "webhook_resumed", detail).await?;
        }
        let row = tx.row(sql::WEBHOOK_WAITING, cells![number]).await?;
        self.database.commit(tx).await?;
        row.map(|row| row.int(0)).transpose()
    }

    /// The messages to a subscription, newest first, before a number. None: no such subscription.
    ///
    /// # Errors
    /// Denied by the note, which is logged either way; the database.
    pub async fn deliveries(
        &self,
        note: AccessNote,
        webhook: i64,
        before: i64,
        limit: u32,
    ) -> Result<Option<Vec<Delivery>>, StoreError> {
        self.look(note, &[]).await?;
        if self
            .database
            .row(sql::WEBHOOK_IS, cells![webhook])
            .await?
            .is_none()
        {
            return Ok(None);
        }
        let cells = cells![webhook, before, i64::from(limit)];
        let rows = self.database.rows(sql::WEBHOOK_MESSAGES, cells).await?;
        let delivery = |row: &Row| {
            Ok(Delivery {
                message: row.int(0)?,
                event: row.text(1)?,
                made_at: row.int(2)?,
                attempts: row.int(3)?,
                next_at: row.maybe_int(4)?,
                last_at: row.maybe_int(5)?,
                answer: row.maybe_int(6)?,
                fault: row.text(7)?,
                delivered_at: row.maybe_int(8)?,
            })
        };
        let read: Result<_, StoreError> = rows.iter().map(delivery).collect();
        read.map(Some)
    }

    /// The oldest message to each subscription whose time has come: those behind it wait for it.
    ///
    /// # Errors
    /// The database; a secret that was changed behind omhu's back.
    pub async fn messages_due(&self, second: i64, limit: u32) -> Result<Vec<Outgoing>, StoreError> {
        let cells = cells![second, i64::from(limit)];
        let rows = self.database.rows(sql::WEBHOOK_MESSAGES_DUE, cells).await?;
        let outgoing = |row: &Row| {
            let webhook = row.int(1)?;
            let secret =
                self.ring
                    .master
                    .open("the secret of a webhook", &place(webhook), &row.blob(7)?)?;
            Ok(Outgoing {
                message: row.int(0)?,
                webhook,
                event: row.text(2)?,
                data: row.text(3)?,
                made_at: row.int(4)?,
                attempts: row.int(5)?,
                url: row.text(6)?,
                secret: Zeroizing::new(secret),
            })
        };
        rows.iter().map(outgoing).collect()
    }

    /// Notes how sending went.
    ///
    /// # Errors
    /// The database.
    pub async fn message_sent(
        &self,
        outgoing: &Outgoing,
        sent: &Sent,
        second: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.write_always().await?;
        match sent {
            Sent::Taken(answer) => {
                let cells = cells![outgoing.message, second, i64::from(*answer)];
                tx.run(sql::WEBHOOK_MESSAGE_TAKEN, cells).await?;
            }
            Sent::Failed {
                answer,
                fault,
                again_at,
            } => {
                let cells = cells![
                    outgoing.message,
                    second,
                    again_at.unwrap_or(second),
                    answer.map(i64::from),
                    *fault
                ];
                tx.run(sql::WEBHOOK_MESSAGE_FAILED, cells).await?;
                if again_at.is_none() {
                    tx.run(sql::WEBHOOK_STOP, cells![outgoing.webhook, second])
                        .await?;
                }
            }
        }
        self.database.commit(tx).await
    }

    /// Ends what was given up long ago; forgets messages that were taken long ago, and those for who ended.
    ///
    /// # Errors
    /// The database.
    pub async fn sweep_webhooks(&self, second: i64) -> Result<(), StoreError> {
        const KEPT: i64 = 30 * 86_400;
        let given_up = second - RESUMED_WITHIN_DAYS * 86_400;
        let mut tx = self.database.write_always().await?;
        for row in tx.rows(sql::WEBHOOKS_GIVEN_UP, cells![given_up]).await? {
            let (number, nobody) = (row.int(0)?, UserNo::IMPORT);
            tx.run(sql::WEBHOOK_END, cells![number, second]).await?;
            let detail = number.to_string();
            change::note(&mut tx, second, nobody, nobody, "webhook_ended", detail).await?;
        }
        tx.run(sql::WEBHOOK_MESSAGES_SWEEP, cells![second - KEPT])
            .await?;
        self.database.commit(tx).await
    }
}
