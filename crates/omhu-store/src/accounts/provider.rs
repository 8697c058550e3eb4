//! People whom a provider signs in (OpenID Connect): who is meant, and sessions that end with theirs.
//!
//! Owns: the link from issuer and subject to an account. Must not know: the protocol; the caller has
//! checked everything that the provider said.

use omhu_casework::access::{Now, Standing};
use omhu_casework::ids::UserNo;

use super::change::note;
use super::session::{Beginning, Means};
use super::viewer::day;
use super::{AccountFault, Answer, SignIn};
use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::sql::accounts as sql;

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

    /// Says who somebody is at a provider; none: nobody any more. Never by oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn link_subject(
        &self,
        user: UserNo,
        provider: Option<(&str, &str)>,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        if let Some((issuer, subject)) = provider
            && let Some(row) = tx
                .row(sql::USER_BY_SUBJECT, cells![issuer, subject])
                .await?
            && row.int(0)? != user.0
        {
            return Ok(Err(AccountFault::Taken));
        }
        let issuer = provider.map(|(issuer, _)| issuer.to_owned());
        let subject = provider.map(|(_, subject)| subject.to_owned());
        let what = if provider.is_some() {
            "provider_linked"
        } else {
            "provider_unlinked"
        };
        if tx
            .run(sql::USER_LINK, cells![user.0, issuer, subject])
            .await?
            == 0
        {
            return Ok(Err(AccountFault::Unknown));
        }
        note(&mut tx, now.second, by, user, what, "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Signs in whom a provider means. `provider_session` is the session there, which may end this one.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_in_by_subject(
        &self,
        issuer: &str,
        subject: &str,
        provider_session: Option<&str>,
        agent: &str,
        now: Now,
    ) -> Result<SignIn, StoreError> {
        let mut tx = self.database.write().await?;
        let Some(row) = tx
            .row(sql::USER_BY_SUBJECT, cells![issuer, subject])
            .await?
        else {
            let nobody = UserNo::IMPORT;
            note(
                &mut tx,
                now.second,
                nobody,
                nobody,
                "sign_in_refused",
                "provider",
            )
            .await?;
            self.database.commit(tx).await?;
            return Ok(SignIn::Refused);
        };
        let user = UserNo(row.int(0)?);
        let standing = Standing::of(row.maybe_int(1)?.is_some(), day(row.int(2)?), now.today);
        if standing != Standing::Active {
            let word = standing.word();
            note(
                &mut tx,
                now.second,
                UserNo::IMPORT,
                user,
                "sign_in_refused",
                word,
            )
            .await?;
            self.database.commit(tx).await?;
            return Ok(SignIn::Closed(standing));
        }
        let beginning = Beginning {
            user,
            means: Means::Provider,
            agent,
            provider_session,
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
        let mut tx = self.database.write().await?;
        let meant = match tx
            .row(sql::USER_BY_SUBJECT, cells![issuer, subject])
            .await?
        {
            Some(row) => Some(row.int(0)?),
            None => None,
        };
        if meant != Some(user.0) {
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
        let mut tx = self.database.write().await?;
        let cells = cells![issuer, provider_session, now.second];
        let ended = tx.run(sql::SESSIONS_END_PROVIDER, cells).await?;
        let nobody = UserNo::IMPORT;
        note(
            &mut tx,
            now.second,
            nobody,
            nobody,
            "provider_session_ended",
            ended.to_string(),
        )
        .await?;
        self.commit_accounts(tx).await?;
        Ok(ended)
    }
}
