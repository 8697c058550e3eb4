//! The address of a calendar: a ticket that a calendar program shows, because it cannot sign in.
//!
//! Owns: making, ending and knowing it. Must not know: what the calendar holds.
//!
//! It lies among the other tickets, but is not used up. So it dies as they do: with the account, when the password or the
//! second factor is taken away or changed, at a restore; and after a year. A calendar that asks every hour keeps no account
//! awake that nobody signs in to.

use omhu_casework::access::{Now, Standing, Viewer};
use omhu_casework::ids::UserNo;

use super::Answer;
use super::change::note;
use super::ticket::{Purpose, Ticket};
use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// An address of a calendar lives a year.
pub const CALENDAR_DAYS: i64 = 366;

/// Whoever's calendar an address is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscriber {
    /// The account.
    pub user: UserNo,
    /// The language of its pages.
    pub language: String,
    /// What the access policy knows of it; no broken glass.
    pub viewer: Viewer,
}

impl Store {
    /// Makes the address of a user's calendar. An earlier one is dead. The text is shown now and never again.
    ///
    /// # Errors
    /// The database.
    pub async fn new_calendar(&self, user: UserNo, now: Now) -> Answer<Ticket> {
        let purpose = Purpose::Calendar;
        let ticket = Ticket::new(purpose)?;
        let until = now.second + CALENDAR_DAYS * 86_400;
        let mut tx = self.database.write().await?;
        tx.run(sql::ONE_TIME_END_OF, cells![user.0, purpose.word()])
            .await?;
        let hash = ticket.hash(purpose);
        tx.run(
            sql::ONE_TIME_ADD,
            cells![&hash, purpose.word(), user.0, user.0, until],
        )
        .await?;
        note(&mut tx, now.second, user, user, "calendar_made", "").await?;
        self.database.commit(tx).await?;
        Ok(Ok(ticket))
    }

    /// Until which second the address of a user's calendar lives. None: there is none.
    ///
    /// # Errors
    /// The database.
    pub async fn calendar_until(&self, user: UserNo, now: Now) -> Result<Option<i64>, StoreError> {
        let cells = cells![user.0, Purpose::Calendar.word(), now.second];
        let row = self.database.row(sql::ONE_TIME_UNTIL, cells).await?;
        row.map(|row| row.int(0)).transpose()
    }

    /// Ends the address of a user's calendar, where there is one.
    ///
    /// # Errors
    /// The database.
    pub async fn end_calendar(&self, user: UserNo, now: Now) -> Result<(), StoreError> {
        let mut tx = self.database.write().await?;
        let cells = cells![user.0, Purpose::Calendar.word()];
        if tx.run(sql::ONE_TIME_END_OF, cells).await? > 0 {
            note(&mut tx, now.second, user, user, "calendar_ended", "").await?;
        }
        self.database.commit(tx).await
    }

    /// Whose calendar this is. None: nobody's, not any more, or of an account that is closed or asleep.
    ///
    /// # Errors
    /// The database.
    pub async fn subscriber(
        &self,
        ticket: &Ticket,
        now: Now,
    ) -> Result<Option<Subscriber>, StoreError> {
        let hash = ticket.hash(Purpose::Calendar);
        let cells = cells![&hash, Purpose::Calendar.word(), now.second];
        let row = self.database.row(sql::ONE_TIME, cells).await?;
        let user = match row.map(|row| row.maybe_int(0)).transpose()?.flatten() {
            Some(user) => UserNo(user),
            None => return Ok(None),
        };
        let (Some(account), Some(mut viewer)) =
            (self.account(user).await?, self.viewer(user, now).await?)
        else {
            return Ok(None);
        };
        if viewer.standing != Standing::Active {
            return Ok(None);
        }
        viewer.break_glass.clear();
        Ok(Some(Subscriber {
            user,
            language: account.language,
            viewer,
        }))
    }
}
