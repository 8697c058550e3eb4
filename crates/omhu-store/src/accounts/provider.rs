//! People whom a provider signs in (OpenID Connect): who is meant, and sessions that end with theirs.
//!
//! Owns: the link from issuer and subject to an account, proposed by one person and confirmed by another; what may
//! be used once only. Must not know: the protocol; the caller has checked everything that the provider said.

use omhu_casework::access::{AssignmentFault, Now, Standing};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::{Day, When};
use sha2::{Digest as _, Sha256};

use super::change::{self, note};
use super::roles::LONGEST_PROPOSAL_DAYS;
use super::session::{Beginning, Means};
use super::viewer::day;
use super::{AccountFault, Answer, SignIn, yes};
use crate::Store;
use crate::cell::{Cell, Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::{Sql, accounts as sql};

/// A longer name of a provider, or of somebody there, is none.
const LONGEST: usize = 255;

/// Who is to be whom at a provider; it waits for a second person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkProposal {
    /// Its number.
    pub number: i64,
    /// Whose account.
    pub user: UserNo,
    /// The provider.
    pub issuer: String,
    /// Who they are there.
    pub subject: String,
    /// Who proposed it.
    pub proposed_by: UserNo,
    /// The day of that.
    pub proposed_on: Day,
}

impl LinkProposal {
    /// The last day on which somebody may confirm it.
    #[must_use]
    pub fn confirm_by(&self) -> Day {
        self.proposed_on.plus_days(LONGEST_PROPOSAL_DAYS)
    }

    fn from_row(row: &Row) -> Result<LinkProposal, StoreError> {
        Ok(LinkProposal {
            number: row.int(0)?,
            user: UserNo(row.int(1)?),
            issuer: row.text(2)?,
            subject: row.text(3)?,
            proposed_by: UserNo(row.int(4)?),
            proposed_on: When::at(row.int(5)?).day,
        })
    }
}

/// Whom a provider sent, as it says and the caller has checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrived<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// Who they are there.
    pub subject: &'a str,
    /// The session there, which may end those that begin here.
    pub provider_session: Option<&'a str>,
    /// The second at which they proved there who they are, as far as it is known.
    pub proved_at: Option<i64>,
}

/// Whose account this is at a provider already.
async fn owner(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<i64>, StoreError> {
    let row = tx
        .row(sql::USER_BY_SUBJECT, cells![issuer, subject])
        .await?;
    row.map(|row| row.int(0)).transpose()
}

impl Store {
    /// Whom a provider means.
    ///
    /// # Errors
    /// The database.
    pub async fn find_by_subject(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<UserNo>, StoreError> {
        let row = self
            .database
            .row(sql::USER_BY_SUBJECT, cells![issuer, subject])
            .await?;
        row.map(|row| row.int(0).map(UserNo)).transpose()
    }

    /// Proposes who somebody is at a provider; a second person must confirm it. What was proposed of them before and
    /// nobody confirmed is over. Never for oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn propose_link(
        &self,
        user: UserNo,
        issuer: &str,
        subject: &str,
        by: UserNo,
        now: Now,
    ) -> Answer<i64> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let fits = |text: &str| {
            (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control)
        };
        if !fits(issuer) || !fits(subject) {
            return Ok(Err(AccountFault::Name));
        }
        let mut tx = self.database.write_always().await?;
        yes!(super::known(&mut tx, user).await?);
        if owner(&mut tx, issuer, subject).await?.is_some() {
            return Ok(Err(AccountFault::Taken));
        }
        tx.run(sql::LINKS_END, cells![user.0, now.second]).await?;
        let number = tx.numbers("link", 1).await?;
        let cells = cells![number, user.0, issuer, subject, by.0, now.second];
        tx.run(sql::LINK_ADD, cells).await?;
        let detail = number.to_string();
        note(&mut tx, now.second, by, user, "provider_proposed", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(number))
    }

    /// Confirms who somebody is at a provider, as the second person: from now on the provider signs them in.
    ///
    /// # Errors
    /// The database.
    pub async fn confirm_link(&self, link: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let Some(row) = tx.row(sql::LINK, cells![link]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let found = LinkProposal::from_row(&row)?;
        if found.confirm_by() < now.today {
            return Ok(Err(AccountFault::Over));
        }
        if found.user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        if found.proposed_by == by {
            return Ok(Err(AssignmentFault::OnePerson.into()));
        }
        if owner(&mut tx, &found.issuer, &found.subject)
            .await?
            .is_some()
        {
            return Ok(Err(AccountFault::Taken));
        }
        let user = found.user;
        // Who came in as somebody else at the provider is not this user any more.
        tx.run(sql::SESSIONS_END_OF_PROVIDER, cells![user.0, now.second])
            .await?;
        tx.run(sql::USER_LINK, cells![user.0, found.issuer, found.subject])
            .await?;
        tx.run(sql::LINK_END, cells![link, now.second]).await?;
        let detail = link.to_string();
        note(&mut tx, now.second, by, user, "provider_linked", detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Refuses a proposal, or takes it back.
    ///
    /// # Errors
    /// The database.
    pub async fn end_link_proposal(&self, link: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let Some(row) = tx.row(sql::LINK, cells![link]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let user = LinkProposal::from_row(&row)?.user;
        tx.run(sql::LINK_END, cells![link, now.second]).await?;
        let (what, detail) = ("provider_refused", link.to_string());
        note(&mut tx, now.second, by, user, what, detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// The proposals that wait for a second person, also those for which it is too late.
    ///
    /// # Errors
    /// The database.
    pub async fn link_proposals(&self) -> Result<Vec<LinkProposal>, StoreError> {
        let rows = self.database.rows(sql::LINKS, &[]).await?;
        rows.iter().map(LinkProposal::from_row).collect()
    }

    /// Nobody at a provider is this user any more; the sessions that began there end. Never by oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn unlink_subject(&self, user: UserNo, by: UserNo, now: Now) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write_always().await?;
        yes!(super::known(&mut tx, user).await?);
        let nobody = None::<String>;
        tx.run(sql::USER_LINK, cells![user.0, nobody.clone(), nobody])
            .await?;
        tx.run(sql::SESSIONS_END_OF_PROVIDER, cells![user.0, now.second])
            .await?;
        note(&mut tx, now.second, by, user, "provider_unlinked", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Signs in whom a provider means. A proof that is long past there is long past here too. `client` is the address
    /// that the request came from.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_in_by_subject(
        &self,
        arrived: Arrived<'_>,
        client: &str,
        agent: &str,
        now: Now,
    ) -> Result<SignIn, StoreError> {
        let ring = &self.ring;
        let mut tx = self.database.write_always().await?;
        let Some(row) = tx
            .row(
                sql::USER_BY_SUBJECT,
                cells![arrived.issuer, arrived.subject],
            )
            .await?
        else {
            let nobody = UserNo::IMPORT;
            change::refuse(&mut tx, ring, now.second, nobody, "provider", client).await?;
            self.database.commit(tx).await?;
            return Ok(SignIn::Refused);
        };
        let user = UserNo(row.int(0)?);
        let standing = Standing::of(row.maybe_int(1)?.is_some(), day(row.int(2)?), now.today);
        if standing != Standing::Active {
            let word = standing.word();
            change::refuse(&mut tx, ring, now.second, user, word, client).await?;
            self.database.commit(tx).await?;
            return Ok(SignIn::Closed(standing));
        }
        let beginning = Beginning {
            user,
            means: Means::Provider,
            agent,
            provider_session: arrived.provider_session,
            // Where the provider does not say when, it is as if it were never.
            proved_at: Some(arrived.proved_at.unwrap_or(0)),
        };
        let ticket = self.begin_session(&mut tx, beginning, now).await?;
        self.database.commit(tx).await?;
        Ok(SignIn::Signed { user, ticket })
    }

    /// Somebody who is signed in proved anew, at the provider, who they are.
    ///
    /// # Errors
    /// The database.
    pub async fn proved_by_subject(
        &self,
        user: UserNo,
        session: i64,
        issuer: &str,
        subject: &str,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        if owner(&mut tx, issuer, subject).await? != Some(user.0) {
            note(&mut tx, now.second, user, user, "proof_refused", "provider").await?;
            self.database.commit(tx).await?;
            return Ok(Err(AccountFault::Wrong));
        }
        self.note_proof(&mut tx, session, now).await?;
        note(&mut tx, now.second, user, user, "proved", "provider").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// A session at a provider ended, and those here that began with it.
    ///
    /// # Errors
    /// The database.
    pub async fn end_provider_session(
        &self,
        issuer: &str,
        provider_session: &str,
        now: Now,
    ) -> Result<u64, StoreError> {
        let cells = cells![issuer, provider_session, now.second];
        self.end_at_provider(sql::SESSIONS_END_PROVIDER, cells, now)
            .await
    }

    /// Somebody was signed out everywhere at a provider: the sessions end that began there.
    ///
    /// # Errors
    /// The database.
    pub async fn end_sessions_of_subject(
        &self,
        issuer: &str,
        subject: &str,
        now: Now,
    ) -> Result<u64, StoreError> {
        let cells = cells![issuer, subject, now.second];
        self.end_at_provider(sql::SESSIONS_END_SUBJECT, cells, now)
            .await
    }

    async fn end_at_provider(
        &self,
        statement: Sql,
        cells: &[Cell],
        now: Now,
    ) -> Result<u64, StoreError> {
        let mut tx = self.database.write_always().await?;
        let ended = tx.run(statement, cells).await?;
        let nobody = UserNo::IMPORT;
        let (what, detail) = ("provider_session_ended", ended.to_string());
        note(&mut tx, now.second, nobody, nobody, what, detail).await?;
        self.commit_accounts(tx).await?;
        Ok(ended)
    }

    /// Uses something that holds once, such as the state of one sign-in; no: it was used before. It is remembered for a
    /// day after `until`.
    ///
    /// # Errors
    /// The database.
    pub async fn use_once(&self, what: &str, until: i64, now: Now) -> Result<bool, StoreError> {
        let mut hash = Sha256::new();
        hash.update(b"omhu once\0");
        hash.update(what.as_bytes());
        let hash: [u8; 32] = hash.finalize().into();
        let mut tx = self.database.write_always().await?;
        let cells = cells![&hash, until, now.second];
        let new = tx.run(sql::ONE_TIME_ONCE, cells).await? > 0;
        self.database.commit(tx).await?;
        Ok(new)
    }
}
