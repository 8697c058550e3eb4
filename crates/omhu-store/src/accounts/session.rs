//! Sessions of browsers: an opaque ticket, half an hour without use, twelve hours at most.
//!
//! Owns: how sessions begin, live and end, what a session that waits for something may do. Must not know:
//! cookies, how somebody proved who they are.

use std::sync::Arc;

use omhu_casework::access::{Now, Viewer};
use omhu_casework::ids::UserNo;

use super::change::note;
use super::ticket::{Purpose, Ticket};
use super::viewer::day;
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// A session that nobody used for so long is over.
pub(crate) const IDLE_SECONDS: i64 = 30 * 60;
/// A session is over then, however it was used.
pub(crate) const LONGEST_SECONDS: i64 = 12 * 3600;
/// The time of the last visit is written down so often.
const KEPT_EVERY_SECONDS: i64 = 60;
/// A longer description of a browser is cut.
const LONGEST_AGENT: usize = 80;

/// How somebody proved who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// By a password alone.
    Password,
    /// By a password and a code.
    Code,
    /// By a provider, whose business the second factor is.
    Provider,
    /// By a token: a program, which has no session.
    Token,
}

impl Means {
    /// The word that is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Means::Password => "password",
            Means::Code => "code",
            Means::Provider => "provider",
            Means::Token => "token",
        }
    }

    fn parse(word: &str) -> Means {
        match word {
            "code" => Means::Code,
            "provider" => Means::Provider,
            _ => Means::Password,
        }
    }
}

/// What must be done before anything else; until then the viewer has no role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// Choose a password.
    ChangePassword,
    /// Set up one-time codes.
    AddFactor,
}

/// A session as it is remembered; its times are those of the sessions' clock.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) number: i64,
    pub(crate) user: UserNo,
    pub(crate) seen_at: i64,
    /// The last visit that is written down.
    pub(crate) kept_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) proved_at: i64,
    pub(crate) means: Means,
    pub(crate) hold: Option<Hold>,
    pub(crate) name: Arc<str>,
    pub(crate) language: Arc<str>,
    pub(crate) shortcuts: bool,
    pub(crate) viewer: Arc<Viewer>,
}

impl Session {
    pub(crate) fn lives(&self, time: i64) -> bool {
        time < self.ends_at && time - self.seen_at < IDLE_SECONDS
    }
}

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// Who.
    pub user: UserNo,
    /// The number of the session, for the list of one's own.
    pub session: i64,
    /// The name that colleagues see.
    pub name: String,
    /// The language of the pages.
    pub language: String,
    /// Whether single keys do something.
    pub shortcuts: bool,
    /// How they proved who they are.
    pub means: Means,
    /// What must be done first. The viewer has no role until then.
    pub hold: Option<Hold>,
    /// The second at which the session ends, however it is used.
    pub ends_at: i64,
    /// What the access policy knows of them.
    pub viewer: Viewer,
}

/// A line of the list of one's own sessions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnSession {
    /// Its number.
    pub number: i64,
    /// When it began.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// When it ends at the latest.
    pub ends_at: i64,
    /// How the user proved who they are.
    pub means: Means,
    /// What kind of browser.
    pub agent: String,
}

/// What a new session begins with.
pub(crate) struct Beginning<'a> {
    pub(crate) user: UserNo,
    pub(crate) means: Means,
    pub(crate) agent: &'a str,
    pub(crate) provider_session: Option<&'a str>,
    /// When they proved who they are, where that was not now; by the clock outside.
    pub(crate) proved_at: Option<i64>,
}

impl Store {
    /// Begins a session; its ticket is new.
    pub(super) async fn begin_session(
        &self,
        tx: &mut Tx,
        beginning: Beginning<'_>,
        now: Now,
    ) -> Result<Ticket, StoreError> {
        let ticket = Ticket::new(Purpose::Session)?;
        let time = self.accounts.memory.time(now.second);
        let number = tx.numbers("session", 1).await?;
        let user = beginning.user;
        let agent: String = beginning
            .agent
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST_AGENT)
            .collect();
        tx.run(
            sql::SESSION_ADD,
            cells![
                number,
                &ticket.hash(Purpose::Session),
                user.0,
                time,
                time + LONGEST_SECONDS,
                beginning.means.word(),
                agent,
                beginning.provider_session.map(str::to_owned),
            ],
        )
        .await?;
        if let Some(proved_at) = beginning.proved_at {
            let ahead = self.accounts.memory.ahead();
            let proved_at = proved_at.saturating_add(ahead).min(time);
            tx.run(sql::SESSION_PROVED, cells![number, proved_at])
                .await?;
        }
        tx.run(sql::USER_USED, cells![user.0, now.today.0]).await?;
        let word = beginning.means.word();
        note(tx, now.second, user, user, "signed_in", word).await?;
        Ok(ticket)
    }

    /// Who shows this ticket. None: nobody, or not any more.
    ///
    /// # Errors
    /// The database.
    pub async fn session(&self, ticket: &Ticket, now: Now) -> Result<Option<Signed>, StoreError> {
        let memory = &self.accounts.memory;
        let hash = ticket.hash(Purpose::Session);
        let time = memory.time(now.second);
        let session = match memory.session(&hash, time) {
            Some(session) => session,
            None => match self.read_session(&hash, time, now).await? {
                Some(session) => session,
                None => return Ok(None),
            },
        };
        if time - session.kept_at >= KEPT_EVERY_SECONDS {
            let mut tx = self.database.write_always().await?;
            tx.run(sql::SESSION_SEEN, cells![session.number, time])
                .await?;
            self.database.commit(tx).await?;
            memory.kept(&hash, time);
        }
        Ok(Some(self.signed(&session)))
    }

    async fn read_session(
        &self,
        hash: &[u8; 32],
        time: i64,
        now: Now,
    ) -> Result<Option<Session>, StoreError> {
        let memory = &self.accounts.memory;
        let generation = memory.generation();
        let row = self.database.row(sql::SESSION, cells![hash]).await?;
        let Some(row) = row else {
            memory.drop_session(hash);
            return Ok(None);
        };
        let user = UserNo(row.int(1)?);
        // The last visit may be in memory only; that of the disk is at most a minute older.
        let kept_at = row.int(3)?;
        let seen_at = memory.seen_at(hash).unwrap_or(kept_at).max(kept_at);
        let alive = time < row.int(4)? && time - seen_at < IDLE_SECONDS;
        let viewer = if alive {
            self.viewer(user, now).await?
        } else {
            None
        };
        let Some(mut viewer) = viewer else {
            memory.drop_session(hash);
            return Ok(None);
        };
        let means = Means::parse(&row.text(6)?);
        let hold = hold(&row, means)?;
        if hold.is_some() {
            viewer.roles.clear();
        }
        let session = Session {
            number: row.int(0)?,
            user,
            seen_at: time,
            kept_at,
            ends_at: row.int(4)?,
            proved_at: row.int(5)?,
            means,
            hold,
            name: row.text(12)?.into(),
            language: row.text(9)?.into(),
            shortcuts: row.bool(10)?,
            viewer: Arc::new(viewer),
        };
        if day(row.int(11)?) < now.today {
            let mut tx = self.database.write_always().await?;
            tx.run(sql::USER_USED, cells![user.0, now.today.0]).await?;
            self.database.commit(tx).await?;
        }
        memory.remember(*hash, generation, time, session.clone());
        Ok(Some(session))
    }

    /// The times as the clock outside shows them.
    fn signed(&self, session: &Session) -> Signed {
        let ahead = self.accounts.memory.ahead();
        let mut viewer = Viewer::clone(&session.viewer);
        viewer.reauthenticated_at = Some(session.proved_at - ahead);
        Signed {
            user: session.user,
            session: session.number,
            name: session.name.to_string(),
            language: session.language.to_string(),
            shortcuts: session.shortcuts,
            means: session.means,
            hold: session.hold,
            ends_at: session.ends_at - ahead,
            viewer,
        }
    }

    /// The user proved anew who they are.
    pub(super) async fn note_proof(
        &self,
        tx: &mut Tx,
        session: i64,
        now: Now,
    ) -> Result<(), StoreError> {
        let time = self.accounts.memory.time(now.second);
        tx.run(sql::SESSION_PROVED, cells![session, time]).await?;
        Ok(())
    }

    /// Signs out: this ticket is none any more.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_out(&self, ticket: &Ticket, now: Now) -> Result<(), StoreError> {
        let hash = ticket.hash(Purpose::Session);
        let Some(row) = self.database.row(sql::SESSION, cells![&hash]).await? else {
            return Ok(());
        };
        let (number, user) = (row.int(0)?, UserNo(row.int(1)?));
        let mut tx = self.database.write_always().await?;
        tx.run(sql::SESSION_END, cells![number, user.0, now.second])
            .await?;
        note(&mut tx, now.second, user, user, "signed_out", "").await?;
        self.commit_accounts(tx).await
    }

    /// The living sessions of a user, newest first.
    ///
    /// # Errors
    /// The database.
    pub async fn sessions(&self, user: UserNo, now: Now) -> Result<Vec<OwnSession>, StoreError> {
        let time = self.accounts.memory.time(now.second);
        let ahead = self.accounts.memory.ahead();
        let idle_since = time - IDLE_SECONDS;
        let rows = self
            .database
            .rows(sql::SESSIONS_OF_USER, cells![user.0, time, idle_since])
            .await?;
        let own = |row: &Row| {
            Ok(OwnSession {
                number: row.int(0)?,
                created_at: row.int(1)? - ahead,
                seen_at: row.int(2)? - ahead,
                ends_at: row.int(3)? - ahead,
                means: Means::parse(&row.text(4)?),
                agent: row.text(5)?,
            })
        };
        rows.iter().map(own).collect()
    }

    /// Ends one session of a user; the user or somebody who may does it.
    ///
    /// # Errors
    /// The database.
    pub async fn end_session(
        &self,
        user: UserNo,
        session: i64,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let ended = tx
            .run(sql::SESSION_END, cells![session, user.0, now.second])
            .await?;
        if ended == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(
            &mut tx,
            now.second,
            by,
            user,
            "session_ended",
            session.to_string(),
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Ends all sessions of a user but `except`.
    ///
    /// # Errors
    /// The database.
    pub async fn end_sessions(
        &self,
        user: UserNo,
        except: Option<i64>,
        by: UserNo,
        now: Now,
    ) -> Result<u64, StoreError> {
        let mut tx = self.database.write_always().await?;
        let ended = end_all(&mut tx, user, except, now).await?;
        note(
            &mut tx,
            now.second,
            by,
            user,
            "sessions_ended",
            ended.to_string(),
        )
        .await?;
        self.commit_accounts(tx).await?;
        Ok(ended)
    }

    /// Ends the sessions and tickets of everybody: after a restore, which brings back what was ended since
    /// the backup, and after a theft. Tokens of programs stay; disable their accounts.
    ///
    /// # Errors
    /// The database.
    pub async fn end_everything(&self, by: UserNo, now: Now) -> Result<u64, StoreError> {
        let mut tx = self.database.write_always().await?;
        let ended = tx
            .run(sql::SESSIONS_END_EVERYBODY, cells![now.second])
            .await?;
        tx.run(sql::ONE_TIME_END, &[]).await?;
        let nobody = UserNo::IMPORT;
        note(
            &mut tx,
            now.second,
            by,
            nobody,
            "everything_ended",
            ended.to_string(),
        )
        .await?;
        self.commit_accounts(tx).await?;
        Ok(ended)
    }
}

/// Ends all sessions of a user but one, in the transaction of what asks for it.
pub(super) async fn end_all(
    tx: &mut Tx,
    user: UserNo,
    except: Option<i64>,
    now: Now,
) -> Result<u64, StoreError> {
    tx.run(
        sql::SESSIONS_END,
        cells![user.0, except.unwrap_or(0), now.second],
    )
    .await
}

/// What the user must do first: first a password of their own, then codes, where no provider asks for them and the
/// municipality wants them of all, or somebody took this user's away.
fn hold(row: &Row, means: Means) -> Result<Option<Hold>, StoreError> {
    let wants_codes = row.text(13)? != "optional" || row.bool(14)?;
    Ok(match means {
        Means::Provider | Means::Token => None,
        _ if row.bool(7)? => Some(Hold::ChangePassword),
        Means::Password if wants_codes => Some(Hold::AddFactor),
        _ => None,
    })
}
