//! Passwords that people choose, and the tickets of one use by which they come to choose one.
//!
//! Owns: the first run, invitations and resets, changing a password. Must not know: which passwords are
//! taken (`password.rs`), how a ticket reaches somebody.
//!
//! There are no accounts to begin with, and no administrator ever chooses or learns a password. Who can
//! start the program on its machine prints a ticket of the first run, as long as there are fewer than two
//! user administrators: one alone could give no role, because a role takes two persons.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::{CONFIRMED_FOR_MONTHS, DORMANT_AFTER_DAYS, Now, Role};
use omhu_casework::ids::UserNo;

use super::account::{self, NewAccount};
use super::change::note;
use super::counting::{self, Counted};
use super::password;
use super::session::end_all;
use super::sign_in::CROWDED_SECONDS;
use super::ticket::{Purpose, Ticket};
use super::{AccountFault, Answer, yes};
use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// A ticket of the first run lives an hour.
const FIRST_RUN_SECONDS: i64 = 3600;
/// An invitation or a reset lives a day.
const PASSWORD_SECONDS: i64 = 24 * 3600;
/// With fewer user administrators no role can be given.
const ENOUGH_ADMINISTRATORS: i64 = 2;

impl Store {
    /// The ticket by which a user administrator makes their own account. None: there are two already.
    /// An earlier one is dead.
    ///
    /// # Errors
    /// The database.
    pub async fn first_run_token(&self, now: Now) -> Result<Option<Ticket>, StoreError> {
        let mut tx = self.database.write_always().await?;
        let confirmed_since = now.today.plus_months(-CONFIRMED_FOR_MONTHS);
        let used_since = now.today.plus_days(-DORMANT_AFTER_DAYS);
        let cells = cells![confirmed_since.0, now.today.0, used_since.0];
        let administrators = match tx.row(sql::ADMINISTRATORS, cells).await? {
            Some(row) => row.int(0)?,
            None => 0,
        };
        if administrators >= ENOUGH_ADMINISTRATORS {
            return Ok(None);
        }
        let purpose = Purpose::FirstRun;
        let ticket = Ticket::new(purpose)?;
        let until = now.second + FIRST_RUN_SECONDS;
        tx.run(sql::ONE_TIME_END_PURPOSE, cells![purpose.word()])
            .await?;
        tx.run(
            sql::ONE_TIME_ADD,
            cells![&ticket.hash(purpose), purpose.word(), None::<i64>, 0, until],
        )
        .await?;
        let nobody = UserNo::IMPORT;
        note(&mut tx, now.second, nobody, nobody, "first_run_printed", "").await?;
        self.database.commit(tx).await?;
        Ok(Some(ticket))
    }

    /// Makes the account of a user administrator by a ticket of the first run.
    ///
    /// # Errors
    /// The database.
    pub async fn first_run(
        &self,
        ticket: &Ticket,
        new: &NewAccount,
        password: &str,
        now: Now,
    ) -> Answer<UserNo> {
        let (hash, purpose) = (ticket.hash(Purpose::FirstRun), Purpose::FirstRun.word());
        let alive = cells![&hash, purpose, now.second];
        if self.database.row(sql::ONE_TIME, alive).await?.is_none() {
            return Ok(Err(AccountFault::Over));
        }
        let around = [&*new.sign_in, &new.name, &new.mail];
        let kept = yes!(self.new_hash(password, &around).await?);
        let mut tx = self.database.write().await?;
        if tx.run(sql::ONE_TIME_USE, alive).await? == 0 {
            return Ok(Err(AccountFault::Over));
        }
        let by = UserNo::IMPORT;
        let user = yes!(account::make(&mut tx, new, Some(kept), by, now).await?);
        let grant = tx.numbers("grant", 1).await?;
        let role = Role::UserAdministrator.word();
        let today = i64::from(now.today.0);
        tx.run(
            sql::GRANT_ADD,
            cells![
                grant,
                user.0,
                role,
                None::<String>,
                false,
                by.0,
                now.second,
                Some(by.0),
                Some(today),
                None::<i64>
            ],
        )
        .await?;
        note(&mut tx, now.second, by, user, "first_run_used", role).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(user))
    }

    /// A ticket by which somebody chooses a password: an invitation, or a reset. An earlier one is dead.
    /// Never for oneself: who knows the password changes it, who does not asks somebody.
    ///
    /// # Errors
    /// The database.
    pub async fn password_ticket(&self, user: UserNo, by: UserNo, now: Now) -> Answer<Ticket> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        let Some(row) = tx.row(sql::USER, cells![user.0]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        if row.maybe_int(13)?.is_some() {
            return Ok(Err(AccountFault::Unknown));
        }
        let purpose = Purpose::Password;
        let ticket = Ticket::new(purpose)?;
        let until = now.second + PASSWORD_SECONDS;
        tx.run(sql::ONE_TIME_END_USER, cells![user.0]).await?;
        tx.run(
            sql::ONE_TIME_ADD,
            cells![&ticket.hash(purpose), purpose.word(), user.0, by.0, until],
        )
        .await?;
        note(&mut tx, now.second, by, user, "password_ticket_made", "").await?;
        self.database.commit(tx).await?;
        Ok(Ok(ticket))
    }

    /// Who has a ticket for a password that lives: invited, or to choose a new one.
    ///
    /// # Errors
    /// The database.
    pub async fn password_tickets(&self, now: Now) -> Result<BTreeSet<UserNo>, StoreError> {
        let cells = cells![Purpose::Password.word(), now.second];
        let rows = self.database.rows(sql::ONE_TIME_WAITING, cells).await?;
        rows.iter().map(|row| row.int(0).map(UserNo)).collect()
    }

    /// Which of these accounts, each with its sign-in name, nobody can use for so many seconds, because too
    /// many attempts failed from anywhere.
    ///
    /// # Errors
    /// The database.
    pub async fn locked(
        &self,
        accounts: &[(UserNo, &str)],
        now: Now,
    ) -> Result<BTreeMap<UserNo, i64>, StoreError> {
        let rows = self.database.rows(sql::ATTEMPTS_MANY, &[]).await?;
        let named: Vec<_> = accounts
            .iter()
            .map(|(user, name)| (user.0, *name))
            .collect();
        let waiting = counting::waiting(&self.ring, &rows, &named, now.second)?;
        let waiting = waiting.into_iter();
        Ok(waiting.map(|(user, wait)| (UserNo(user), wait)).collect())
    }

    /// Whether a ticket opens the first run still.
    ///
    /// # Errors
    /// The database.
    pub async fn is_first_run_ticket(&self, ticket: &Ticket, now: Now) -> Result<bool, StoreError> {
        let (hash, purpose) = (ticket.hash(Purpose::FirstRun), Purpose::FirstRun.word());
        let row = self
            .database
            .row(sql::ONE_TIME, cells![&hash, purpose, now.second])
            .await?;
        Ok(row.is_some())
    }

    /// For whom a ticket for a password is, while it lives.
    ///
    /// # Errors
    /// The database.
    pub async fn whose_password_ticket(
        &self,
        ticket: &Ticket,
        now: Now,
    ) -> Result<Option<UserNo>, StoreError> {
        let (hash, purpose) = (ticket.hash(Purpose::Password), Purpose::Password.word());
        let row = self
            .database
            .row(sql::ONE_TIME, cells![&hash, purpose, now.second])
            .await?;
        Ok(match row {
            Some(row) => row.maybe_int(0)?.map(UserNo),
            None => None,
        })
    }

    /// Sets the password that somebody chose by a ticket. All sessions end. Codes are asked for as before:
    /// a reset goes around no second factor.
    ///
    /// # Errors
    /// The database.
    pub async fn redeem_password_ticket(
        &self,
        ticket: &Ticket,
        password: &str,
        now: Now,
    ) -> Answer<UserNo> {
        let Some(user) = self.whose_password_ticket(ticket, now).await? else {
            return Ok(Err(AccountFault::Over));
        };
        let kept = yes!(self.new_hash_of(user, password).await?);
        let (hash, purpose) = (ticket.hash(Purpose::Password), Purpose::Password.word());
        let mut tx = self.database.write().await?;
        if tx
            .run(sql::ONE_TIME_USE, cells![&hash, purpose, now.second])
            .await?
            == 0
        {
            return Ok(Err(AccountFault::Over));
        }
        tx.run(sql::USER_PASSWORD_PUT, cells![user.0, kept, false])
            .await?;
        end_all(&mut tx, user, None, now).await?;
        counting::forget(&mut tx, &self.ring, Counted::Proof(user.0)).await?;
        note(&mut tx, now.second, user, user, "password_set", "ticket").await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(user))
    }

    /// Changes the password of somebody who is signed in and knows the present one, to another one. Other sessions end.
    ///
    /// # Errors
    /// The database.
    pub async fn change_password(
        &self,
        user: UserNo,
        session: i64,
        present: &str,
        new: &str,
        now: Now,
    ) -> Answer<()> {
        yes!(self.check_password(user, present, now).await?);
        if new == present {
            return Ok(Err(password::PasswordFault::Same.into()));
        }
        let kept = yes!(self.new_hash_of(user, new).await?);
        let mut tx = self.database.write().await?;
        tx.run(sql::USER_PASSWORD_PUT, cells![user.0, kept, false])
            .await?;
        tx.run(sql::ONE_TIME_END_USER, cells![user.0]).await?;
        end_all(&mut tx, user, Some(session), now).await?;
        counting::forget(&mut tx, &self.ring, Counted::Proof(user.0)).await?;
        note(&mut tx, now.second, user, user, "password_set", "changed").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Asks somebody to change the password at the next page: after a theft.
    ///
    /// # Errors
    /// The database.
    pub async fn ask_for_new_password(&self, user: UserNo, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        if tx.run(sql::USER_MUST_CHANGE, cells![user.0, true]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(&mut tx, now.second, by, user, "new_password_asked_for", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    async fn new_hash_of(&self, user: UserNo, password: &str) -> Answer<String> {
        let Some(account) = self.account(user).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let around = [&*account.sign_in, &account.name, &account.mail];
        self.new_hash(password, &around).await
    }

    /// The hash of a password that is taken.
    async fn new_hash(&self, password: &str, around: &[&str]) -> Answer<String> {
        let municipality = self.municipality().await?;
        let mut around = around.to_vec();
        around.push(&municipality);
        yes!(password::check(password, &around));
        match self.accounts.hashing.hash(password).await? {
            Ok(hash) => Ok(Ok(hash)),
            Err(_) => Ok(Err(AccountFault::Wait(CROWDED_SECONDS))),
        }
    }
}
