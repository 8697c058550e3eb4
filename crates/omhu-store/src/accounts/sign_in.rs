//! Signing in with a name and a password, and proving once more who one is.
//!
//! Owns: the order of the steps, what is told to whom. Must not know: pages, providers.
//!
//! A name that nobody has takes the same steps as one that somebody has: it is counted, a password is
//! hashed, a row is logged. Only who knew the password learns that an account is disabled.

use omhu_casework::access::{Now, Standing};
use omhu_casework::ids::UserNo;
use unicode_normalization::UnicodeNormalization as _;

use super::change::{self, note};
use super::counting::{self, Counted};
use super::hashing;
use super::session::{Beginning, Means};
use super::ticket::{Purpose, Ticket};
use super::viewer::day;
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// Between the password and the code.
const CODE_SECONDS: i64 = 5 * 60;
/// How long somebody waits where too many sign in at a time.
pub(super) const CROWDED_SECONDS: i64 = 5;

/// The answer to a name and a password, or to a code.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Signed in; this is the ticket of the new session.
    Signed {
        /// Who.
        user: UserNo,
        /// For the cookie.
        ticket: Ticket,
    },
    /// The password is right; a code is asked for, with this ticket, within five minutes.
    Code(Ticket),
    /// Refused. Not said: whether there is such a name.
    Refused,
    /// Too often; again in so many seconds.
    Wait(i64),
    /// The password was right, but the account is disabled or has not been used for long.
    Closed(Standing),
}

/// A sign-in name in the one spelling in which it is kept.
pub(super) fn spelled(name: &str) -> String {
    name.trim().nfkc().flat_map(char::to_lowercase).collect()
}

impl Store {
    /// Signs in with a password. `client` is the address that the request came from.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        client: &str,
        agent: &str,
        now: Now,
    ) -> Result<SignIn, StoreError> {
        // Cut, so that nobody fills tables or hashes with it.
        let name: String = spelled(name).chars().take(200).collect();
        let (pair, any) = (Counted::Pair(&name, client), Counted::Name(&name));
        let counted = [pair, any, Counted::Client(client)];
        let mut tx = self.database.write_always().await?;
        let free = counting::attempt(&mut tx, &self.ring, &counted, now.second).await?;
        self.database.commit(tx).await?;
        if let Err(seconds) = free {
            return Ok(SignIn::Wait(seconds));
        }

        let row = self
            .database
            .row(sql::USER_SIGNING_IN, cells![&name])
            .await?;
        let (user, hash) = match &row {
            Some(row) => (UserNo(row.int(0)?), row.maybe_text(1)?),
            None => (UserNo(0), None),
        };
        let right = match self.accounts.hashing.is(password, hash.clone()).await? {
            Ok(right) => right,
            Err(hashing::Crowded) => return Ok(SignIn::Wait(CROWDED_SECONDS)),
        };
        let Some(row) = row.filter(|_| right) else {
            let mut tx = self.database.write_always().await?;
            change::refuse(&mut tx, &self.ring, now.second, user, "password", client).await?;
            self.database.commit(tx).await?;
            return Ok(SignIn::Refused);
        };

        let mut tx = self.database.write_always().await?;
        counting::forget(&mut tx, &self.ring, pair).await?;
        for what in [any, Counted::Client(client)] {
            counting::undo(&mut tx, &self.ring, what).await?;
        }
        let standing = Standing::of(row.maybe_int(2)?.is_some(), day(row.int(3)?), now.today);
        let answer = if standing != Standing::Active {
            let word = standing.word();
            change::refuse(&mut tx, &self.ring, now.second, user, word, client).await?;
            SignIn::Closed(standing)
        } else if row.bool(4)? {
            let ticket = Ticket::new(Purpose::Code)?;
            let until = now.second + CODE_SECONDS;
            let hash = ticket.hash(Purpose::Code);
            tx.run(
                sql::ONE_TIME_ADD,
                cells![&hash, Purpose::Code.word(), user.0, 0, until],
            )
            .await?;
            SignIn::Code(ticket)
        } else {
            let beginning = Beginning {
                user,
                means: Means::Password,
                agent,
                provider_session: None,
                proved_at: None,
            };
            let ticket = self.begin_session(&mut tx, beginning, now).await?;
            SignIn::Signed { user, ticket }
        };
        self.database.commit(tx).await?;
        if let Some(hash) = hash.filter(|hash| hashing::is_outdated(hash)) {
            self.hash_again(user, &hash, password).await?;
        }
        Ok(answer)
    }

    /// The second half: the code of the app, or one for a lost telephone.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_in_code(
        &self,
        ticket: &Ticket,
        code: &str,
        client: &str,
        agent: &str,
        now: Now,
    ) -> Result<SignIn, StoreError> {
        let hash = ticket.hash(Purpose::Code);
        let purpose = Purpose::Code.word();
        let mut tx = self.database.write_always().await?;
        let Some(row) = tx
            .row(sql::ONE_TIME, cells![&hash, purpose, now.second])
            .await?
        else {
            return Ok(SignIn::Refused);
        };
        let user = UserNo(row.maybe_int(0)?.unwrap_or(0));
        let proof = Counted::Proof(user.0);
        if let Err(seconds) = counting::attempt(&mut tx, &self.ring, &[proof], now.second).await? {
            self.database.commit(tx).await?;
            return Ok(SignIn::Wait(seconds));
        }
        let answer = if self.use_code(&mut tx, user, code, now).await? {
            counting::forget(&mut tx, &self.ring, proof).await?;
            tx.run(sql::ONE_TIME_USE, cells![&hash, purpose, now.second])
                .await?;
            let beginning = Beginning {
                user,
                means: Means::Code,
                agent,
                provider_session: None,
                proved_at: None,
            };
            let ticket = self.begin_session(&mut tx, beginning, now).await?;
            SignIn::Signed { user, ticket }
        } else {
            change::refuse(&mut tx, &self.ring, now.second, user, "code", client).await?;
            SignIn::Refused
        };
        self.database.commit(tx).await?;
        Ok(answer)
    }

    /// Proves anew who somebody is who is signed in: by the password, and by a code where they have them.
    ///
    /// # Errors
    /// The database.
    pub async fn prove(
        &self,
        user: UserNo,
        session: i64,
        password: &str,
        code: Option<&str>,
        now: Now,
    ) -> Answer<()> {
        super::yes!(self.check_password(user, password, now).await?);
        let mut tx = self.database.write_always().await?;
        let has_codes = match tx.row(sql::TOTP, cells![user.0]).await? {
            Some(row) => row.maybe_blob(0)?.is_some(),
            None => return Ok(Err(AccountFault::Unknown)),
        };
        if has_codes
            && !self
                .use_code(&mut tx, user, code.unwrap_or(""), now)
                .await?
        {
            note(&mut tx, now.second, user, user, "proof_refused", "code").await?;
            self.database.commit(tx).await?;
            return Ok(Err(AccountFault::Wrong));
        }
        counting::forget(&mut tx, &self.ring, Counted::Proof(user.0)).await?;
        self.note_proof(&mut tx, session, now).await?;
        note(&mut tx, now.second, user, user, "proved", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Whether it is the password of somebody who is signed in. Counted until something is proved by it.
    pub(super) async fn check_password(
        &self,
        user: UserNo,
        password: &str,
        now: Now,
    ) -> Answer<()> {
        let proof = Counted::Proof(user.0);
        let mut tx = self.database.write_always().await?;
        let free = counting::attempt(&mut tx, &self.ring, &[proof], now.second).await?;
        self.database.commit(tx).await?;
        if let Err(seconds) = free {
            return Ok(Err(AccountFault::Wait(seconds)));
        }
        let hash = match self
            .database
            .row(sql::USER_PASSWORD, cells![user.0])
            .await?
        {
            Some(row) => row.maybe_text(0)?,
            None => None,
        };
        match self.accounts.hashing.is(password, hash).await? {
            Ok(true) => Ok(Ok(())),
            Ok(false) => {
                let mut tx = self.database.write_always().await?;
                note(&mut tx, now.second, user, user, "proof_refused", "password").await?;
                self.database.commit(tx).await?;
                Ok(Err(AccountFault::Wrong))
            }
            Err(hashing::Crowded) => Ok(Err(AccountFault::Wait(CROWDED_SECONDS))),
        }
    }

    /// Hashes a password anew that was hashed with less work than today's. A crowd puts it off.
    async fn hash_again(&self, user: UserNo, old: &str, password: &str) -> Result<(), StoreError> {
        let Ok(hash) = self.accounts.hashing.hash(password).await? else {
            return Ok(());
        };
        let mut tx = self.database.write_always().await?;
        tx.run(sql::USER_PASSWORD_AGAIN, cells![user.0, old, hash])
            .await?;
        self.database.commit(tx).await
    }
}
