//! Accounts themselves: making them, their particulars, the names of colleagues, disabling.
//!
//! Owns: who has an account and whether it may be used. Must not know: roles, how somebody signs in.

use omhu_casework::access::{DORMANT_AFTER_DAYS, Now, Standing};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::Day;

use super::change::note;
use super::session::end_all;
use super::sign_in::spelled;
use super::viewer::day;
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// An account as its administrator and its owner see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Who.
    pub user: UserNo,
    /// The name typed at sign-in.
    pub sign_in: String,
    /// The name that colleagues see.
    pub name: String,
    /// The id under which cases name the caseworker.
    pub caseworker: Option<String>,
    /// E-mail at work; empty: none.
    pub mail: String,
    /// The job title; empty: none.
    pub title: String,
    /// The language of the pages.
    pub language: String,
    /// Whether single keys do something.
    pub shortcuts: bool,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether it is to be changed at the next sign-in.
    pub must_change: bool,
    /// Whether codes are asked for.
    pub has_factor: bool,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// The last day on which it was used.
    pub last_used_on: Day,
    /// When it was disabled.
    pub disabled_at: Option<i64>,
    /// The provider that signs them in, and who they are there.
    pub provider: Option<(String, String)>,
}

impl Account {
    /// Whether it may be used.
    #[must_use]
    pub fn standing(&self, today: Day) -> Standing {
        Standing::of(self.disabled_at.is_some(), self.last_used_on, today)
    }

    fn from_row(row: &Row) -> Result<Account, StoreError> {
        Ok(Account {
            user: UserNo(row.int(0)?),
            sign_in: row.text(1)?,
            name: row.text(2)?,
            caseworker: row.maybe_text(3)?,
            mail: row.text(4)?,
            title: row.text(5)?,
            language: row.text(6)?,
            shortcuts: row.bool(7)?,
            has_password: row.bool(8)?,
            must_change: row.bool(9)?,
            has_factor: row.bool(10)?,
            created_at: row.int(11)?,
            last_used_on: day(row.int(12)?),
            disabled_at: row.maybe_int(13)?,
            provider: row.maybe_text(14)?.zip(row.maybe_text(15)?),
        })
    }
}

/// What a new account begins with. A password comes by a ticket of one use, or never.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewAccount {
    /// The name typed at sign-in.
    pub sign_in: String,
    /// The name that colleagues see.
    pub name: String,
    /// The id under which cases name the caseworker, where they do.
    pub caseworker: Option<String>,
    /// E-mail at work; empty: none.
    pub mail: String,
    /// The job title; empty: none.
    pub title: String,
    /// The language of the pages; empty: Danish.
    pub language: String,
}

/// What an administrator may correct.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Particulars {
    /// The name typed at sign-in.
    pub sign_in: String,
    /// The name that colleagues see.
    pub name: String,
    /// The id under which cases name the caseworker; none: as before.
    pub caseworker: Option<String>,
    /// E-mail at work; empty: none.
    pub mail: String,
    /// The job title; empty: none.
    pub title: String,
}

/// A colleague's name, for pages that show who did what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colleague {
    /// Who.
    pub user: UserNo,
    /// The id under which cases name them.
    pub caseworker: Option<String>,
    /// The name.
    pub name: String,
}

/// The sign-in name as it is kept, where it can be one.
fn name_of(sign_in: &str, name: &str) -> Option<String> {
    let kept = spelled(sign_in);
    let fits = (2..=100).contains(&kept.chars().count())
        && !kept.chars().any(|c| c.is_whitespace() || c.is_control());
    (fits && !name.trim().is_empty()).then_some(kept)
}

/// Makes an account. A colleague whom cases name already keeps their number.
pub(super) async fn make(
    tx: &mut Tx,
    new: &NewAccount,
    password: Option<String>,
    by: UserNo,
    now: Now,
) -> Answer<UserNo> {
    let Some(sign_in) = name_of(&new.sign_in, &new.name) else {
        return Ok(Err(AccountFault::Name));
    };
    if tx
        .row(sql::USER_SIGNING_IN, cells![&sign_in])
        .await?
        .is_some()
    {
        return Ok(Err(AccountFault::Taken));
    }
    let caseworker = new.caseworker.clone().filter(|id| !id.is_empty());
    let known = match &caseworker {
        Some(id) => tx.row(sql::COLLEAGUE_BY_REFERENCE, cells![id]).await?,
        None => None,
    };
    let user = match known {
        Some(row) => row.int(0)?,
        None => tx.numbers("user", 1).await?,
    };
    if tx.row(sql::USER, cells![user]).await?.is_some() {
        return Ok(Err(AccountFault::Taken));
    }
    let name = new.name.trim();
    tx.run(
        sql::COLLEAGUE_PUT,
        cells![user, caseworker, name, now.second],
    )
    .await?;
    let language = if new.language.is_empty() {
        "da"
    } else {
        &new.language
    };
    tx.run(
        sql::USER_ADD,
        cells![
            user,
            sign_in,
            &new.mail,
            &new.title,
            language,
            password,
            now.second,
            by.0,
            now.today.0
        ],
    )
    .await?;
    let user = UserNo(user);
    note(tx, now.second, by, user, "account_made", "").await?;
    Ok(Ok(user))
}

impl Store {
    /// Makes an account without role, team or password.
    ///
    /// # Errors
    /// The database.
    pub async fn new_account(&self, new: &NewAccount, by: UserNo, now: Now) -> Answer<UserNo> {
        let mut tx = self.database.write().await?;
        let user = super::yes!(make(&mut tx, new, None, by, now).await?);
        self.commit_accounts(tx).await?;
        Ok(Ok(user))
    }

    /// An account.
    ///
    /// # Errors
    /// The database.
    pub async fn account(&self, user: UserNo) -> Result<Option<Account>, StoreError> {
        let row = self.database.row(sql::USER, cells![user.0]).await?;
        row.as_ref().map(Account::from_row).transpose()
    }

    /// All accounts, by number.
    ///
    /// # Errors
    /// The database.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = self.database.rows(sql::USERS, &[]).await?;
        rows.iter().map(Account::from_row).collect()
    }

    /// The names of all colleagues, those without an account included, by number.
    ///
    /// # Errors
    /// The database.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>, StoreError> {
        let rows = self.database.rows(sql::COLLEAGUES, &[]).await?;
        let colleague = |row: &Row| {
            Ok(Colleague {
                user: UserNo(row.int(0)?),
                caseworker: row.maybe_text(1)?,
                name: row.text(2)?,
            })
        };
        rows.iter().map(colleague).collect()
    }

    /// Corrects the particulars of an account.
    ///
    /// # Errors
    /// The database.
    pub async fn set_particulars(
        &self,
        user: UserNo,
        new: &Particulars,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let Some(sign_in) = name_of(&new.sign_in, &new.name) else {
            return Ok(Err(AccountFault::Name));
        };
        let mut tx = self.database.write().await?;
        let Some(row) = tx.row(sql::USER, cells![user.0]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let old = Account::from_row(&row)?;
        if let Some(row) = tx.row(sql::USER_SIGNING_IN, cells![&sign_in]).await?
            && row.int(0)? != user.0
        {
            return Ok(Err(AccountFault::Taken));
        }
        let caseworker = new.caseworker.clone().filter(|id| !id.is_empty());
        if let Some(id) = &caseworker
            && let Some(row) = tx.row(sql::COLLEAGUE_BY_REFERENCE, cells![id]).await?
            && row.int(0)? != user.0
        {
            return Ok(Err(AccountFault::Taken));
        }
        let changed = [
            (old.sign_in != sign_in, "sign_in"),
            (old.name != new.name.trim(), "name"),
            (
                caseworker.is_some() && old.caseworker != caseworker,
                "caseworker",
            ),
            (old.mail != new.mail, "mail"),
            (old.title != new.title, "title"),
        ];
        let fields: Vec<_> = changed
            .iter()
            .filter_map(|(differs, field)| differs.then_some(*field))
            .collect();
        let name = new.name.trim();
        tx.run(
            sql::COLLEAGUE_PUT,
            cells![user.0, caseworker, name, now.second],
        )
        .await?;
        tx.run(
            sql::USER_PARTICULARS,
            cells![user.0, sign_in, &new.mail, &new.title],
        )
        .await?;
        note(
            &mut tx,
            now.second,
            by,
            user,
            "particulars_set",
            fields.join(" "),
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Sets what users choose themselves: the language, and whether single keys do something.
    ///
    /// # Errors
    /// The database.
    pub async fn set_choices(
        &self,
        user: UserNo,
        language: &str,
        shortcuts: bool,
        now: Now,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.write().await?;
        tx.run(sql::USER_CHOICES, cells![user.0, language, shortcuts])
            .await?;
        note(&mut tx, now.second, user, user, "choices_set", "").await?;
        self.commit_accounts(tx).await
    }

    /// Disables an account: its sessions, tokens and tickets are dead when this returns.
    ///
    /// # Errors
    /// The database.
    pub async fn disable(&self, user: UserNo, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        if !shut(&mut tx, user, by, "disabled", now).await? {
            return Ok(Err(AccountFault::Unknown));
        }
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Lets an account be used again that was disabled or not used for long. Never one's own.
    ///
    /// # Errors
    /// The database.
    pub async fn wake(&self, user: UserNo, by: UserNo, now: Now) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        if tx.run(sql::USER_WAKE, cells![user.0, now.today.0]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(&mut tx, now.second, by, user, "woken", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Disables accounts that nobody used for 90 days; the policy denies them everything already.
    ///
    /// # Errors
    /// The database.
    pub async fn disable_dormant(&self, now: Now) -> Result<Vec<UserNo>, StoreError> {
        let before = now.today.plus_days(-DORMANT_AFTER_DAYS);
        let mut tx = self.database.write().await?;
        let rows = tx.rows(sql::USERS_DORMANT, cells![before.0]).await?;
        let mut users = Vec::new();
        for row in &rows {
            let user = UserNo(row.int(0)?);
            shut(&mut tx, user, UserNo::IMPORT, "disabled_dormant", now).await?;
            users.push(user);
        }
        self.commit_accounts(tx).await?;
        Ok(users)
    }
}

/// Disables an account and all that lets it in. Says whether there is one.
async fn shut(
    tx: &mut Tx,
    user: UserNo,
    by: UserNo,
    what: &str,
    now: Now,
) -> Result<bool, StoreError> {
    let found = tx
        .run(sql::USER_DISABLE, cells![user.0, now.second])
        .await?
        == 1;
    if found {
        end_all(tx, user, None, now).await?;
        tx.run(sql::API_TOKENS_END, cells![user.0, now.second])
            .await?;
        tx.run(sql::ONE_TIME_END_USER, cells![user.0]).await?;
        note(tx, now.second, by, user, what, "").await?;
    }
    Ok(found)
}
