//! Accounts: who signs in, what they hold, and the viewer that the access policy is asked about.
//!
//! Owns: passwords, one-time codes, sessions, tokens, roles, teams, stand-ins, samples, broken glass, the
//! log of their changes. Must not know: who may do what (`omhu_casework::access`; the caller asks it first),
//! cookies, the protocol of a provider, a text for a page.
//!
//! A no of this room is an [`AccountFault`] and no error. Whoever changes an account is named, the change
//! stands in the change log in the same transaction, and no viewer in memory outlives it.

mod account;
mod break_glass;
pub(crate) mod change;
mod common_words;
mod counting;
mod directory;
mod factor;
mod feed_token;
mod guesses;
mod hashing;
mod memory;
mod one_time;
mod password;
mod placing;
mod provider;
mod roles;
mod second_person;
mod session;
mod sign_in;
mod stand_in;
mod ticket;
mod token;
mod totp;
mod viewer;

pub use account::{Account, Colleague, NewAccount, Particulars};
pub use break_glass::{Finding, Glass};
pub use change::{CHANGE_WORDS, Change};
pub(crate) use change::{check as check_changes, note};
pub use directory::Directory;
pub use factor::{NewFactor, RecoveryCodes};
pub use feed_token::{CALENDAR_DAYS, Subscriber};
pub use password::{LONGEST, PasswordFault, SHORTEST};
pub use placing::Team;
pub use provider::{Arrived, LinkProposal};
pub use roles::{Grant, LONGEST_PROPOSAL_DAYS, Proposal, Proposed};
pub use second_person::{GlassRequest, SecondAnswer};
pub use session::{Hold, Means, OwnSession, Signed};
pub use sign_in::SignIn;
pub use stand_in::{Conflict, GivenSample, StandInRow};
pub use ticket::Ticket;
pub use token::{LONGEST_TOKEN_DAYS, NewToken, Program, TokenRow};

use omhu_casework::access::{AssignmentFault, Now, StandInFault};
use omhu_casework::ids::UserNo;

use crate::Store;
use crate::cell::cells;
use crate::database::{Database, Tx};
use crate::error::StoreError;

/// The setting that says that the cases are invented.
const SIMULATED: &str = "simulated";

/// What is kept in memory for accounts.
pub(crate) struct Accounts {
    hashing: hashing::Hashing,
    memory: memory::Memory,
}

impl Accounts {
    /// Reads where the clock of the sessions stands.
    pub(crate) async fn open(database: &Database, second: i64) -> Result<Accounts, StoreError> {
        let latest = match database
            .row(crate::sql::accounts::SESSIONS_LATEST, &[])
            .await?
        {
            Some(row) => row.int(0)?,
            None => 0,
        };
        Ok(Accounts {
            hashing: hashing::Hashing::new(),
            memory: memory::Memory::new(latest, second),
        })
    }
}

/// Why something cannot be done to an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccountFault {
    /// There is no such account, role, session, token or glass.
    #[error("there is no such thing")]
    Unknown,
    /// The sign-in name or the id in cases belongs to somebody else.
    #[error("somebody else has this name")]
    Taken,
    /// A sign-in name has 2 to 100 characters and no blank.
    #[error("a sign-in name has 2 to 100 characters and no blank; a name is not empty")]
    Name,
    /// A new password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The present password or code is another one.
    #[error("the password or the code is another one")]
    Wrong,
    /// A ticket or a proposal is used, dead or unknown.
    #[error("this is used already, or its time is over")]
    Over,
    /// Nobody does this to themselves.
    #[error("nobody does this to themselves")]
    ToSelf,
    /// A role cannot be given so.
    #[error(transparent)]
    Role(#[from] AssignmentFault),
    /// Nobody can stand in so.
    #[error(transparent)]
    StandIn(#[from] StandInFault),
    /// A token would be more than the role of its account, or live too long.
    #[error("a token has a role of its account, at least one scope, and an end within a year")]
    Token,
    /// Too often, or too many at a time; again in so many seconds.
    #[error("again in {0} seconds")]
    Wait(i64),
}

/// An answer, or a no with its reason; or an error, and then nothing was written.
pub type Answer<T> = Result<Result<T, AccountFault>, StoreError>;

/// Gives a no back from a function that answers.
macro_rules! yes {
    ($answer:expr) => {
        match $answer {
            Ok(value) => value,
            Err(fault) => return Ok(Err(fault.into())),
        }
    };
}
pub(crate) use yes;

/// Whether there is such an account.
async fn known(tx: &mut Tx, user: UserNo) -> Answer<()> {
    let row = tx.row(crate::sql::accounts::USER, cells![user.0]).await?;
    Ok(row.map(drop).ok_or(AccountFault::Unknown))
}

impl Store {
    /// Commits a change of accounts; no viewer in memory is older than it.
    async fn commit_accounts(&self, tx: Tx) -> Result<(), StoreError> {
        let done = self.database.commit(tx).await;
        // Where it is unknown whether it was written, memory forgets too.
        self.accounts.memory.forget();
        done
    }

    /// The municipality's name: nobody's password holds it, and authenticator apps show it.
    ///
    /// # Errors
    /// The database.
    pub async fn municipality(&self) -> Result<String, StoreError> {
        let row = self
            .database
            .row(crate::sql::log::SETTING, cells!["municipality"])
            .await?;
        row.map_or_else(|| Ok("omhu".to_owned()), |row| row.text(0))
    }

    /// Sets the municipality's name.
    ///
    /// # Errors
    /// The database.
    pub async fn set_municipality(&self, name: &str) -> Result<(), StoreError> {
        let mut tx = self.database.write().await?;
        tx.run(crate::sql::log::SETTING_PUT, cells!["municipality", name])
            .await?;
        self.database.commit(tx).await
    }

    /// Whether the cases are invented ones.
    ///
    /// # Errors
    /// The database.
    pub async fn is_simulated(&self) -> Result<bool, StoreError> {
        let row = self
            .database
            .row(crate::sql::log::SETTING, cells![SIMULATED])
            .await?;
        Ok(row.is_some())
    }

    /// From now on the cases are known as invented ones.
    ///
    /// # Errors
    /// The database.
    pub async fn mark_simulated(&self) -> Result<(), StoreError> {
        let mut tx = self.database.write().await?;
        tx.run(crate::sql::log::SETTING_PUT, cells![SIMULATED, "1"])
            .await?;
        self.database.commit(tx).await
    }

    /// Sets the municipality's name, and notes who did so.
    ///
    /// # Errors
    /// The database.
    pub async fn rename_municipality(&self, name: &str, by: UserNo, now: Now) -> Answer<()> {
        if name.trim().is_empty() {
            return Ok(Err(AccountFault::Name));
        }
        let mut tx = self.database.write().await?;
        tx.run(
            crate::sql::log::SETTING_PUT,
            cells!["municipality", name.trim()],
        )
        .await?;
        let nobody = UserNo::IMPORT;
        note(&mut tx, now.second, by, nobody, "municipality_set", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Whether everybody who signs in here needs a second factor.
    ///
    /// # Errors
    /// The database.
    pub async fn second_factor_required(&self) -> Result<bool, StoreError> {
        let cells = cells!["second_factor"];
        let row = self.database.row(crate::sql::log::SETTING, cells).await?;
        row.map_or(Ok(true), |row| Ok(row.text(0)? != "optional"))
    }

    /// Whether everybody needs a second factor, as is usual; who signs in through a provider never does here.
    ///
    /// # Errors
    /// The database.
    pub async fn set_second_factor(
        &self,
        required: bool,
        by: UserNo,
        now: Now,
    ) -> Result<(), StoreError> {
        let word = if required { "required" } else { "optional" };
        let mut tx = self.database.write().await?;
        tx.run(crate::sql::log::SETTING_PUT, cells!["second_factor", word])
            .await?;
        note(
            &mut tx,
            now.second,
            by,
            UserNo::IMPORT,
            "second_factor_set",
            word,
        )
        .await?;
        self.commit_accounts(tx).await
    }

    /// Forgets what nobody needs any more: dead sessions after 30 days, tickets, counted attempts; after two years
    /// from where refused sign-ins came.
    ///
    /// # Errors
    /// The database.
    pub async fn sweep_accounts(&self, second: i64) -> Result<(), StoreError> {
        use crate::sql::accounts as sql;
        const DAY: i64 = 86_400;
        const REFUSED_SECONDS: i64 = 730 * DAY;
        let mut tx = self.database.write_always().await?;
        tx.run(sql::SESSIONS_SWEEP, cells![second - 30 * DAY])
            .await?;
        tx.run(sql::ONE_TIME_SWEEP, cells![second - DAY]).await?;
        tx.run(sql::ATTEMPTS_SWEEP, cells![second - 2 * DAY])
            .await?;
        // A month after it was too late to confirm them.
        let lapsed = i64::from(2 * LONGEST_PROPOSAL_DAYS) * DAY;
        tx.run(sql::LINKS_SWEEP, cells![second - lapsed, second])
            .await?;
        tx.run(sql::REFUSED_SWEEP, cells![second - REFUSED_SECONDS])
            .await?;
        self.database.commit(tx).await
    }
}
