//! The change log: who changed what about accounts, and when; every sign-in too.
//!
//! Owns: the form of a row, its chain, and from where refused sign-ins came. Must not know: what a change means.

use std::collections::BTreeMap;

use omhu_casework::chain::{self, GENESIS, Link};
use omhu_casework::ids::UserNo;

use crate::Store;
use crate::cell::{Row, cells};
use crate::checkpoint::Known;
use crate::database::Tx;
use crate::error::StoreError;
use crate::keys::Ring;
use crate::seal::Key;
use crate::sql::accounts as sql;

/// Every word that a change is told with.
pub const CHANGE_WORDS: [&str; 62] = [
    "account_made",
    "approved",
    "beside_added",
    "beside_ended",
    "calendar_ended",
    "calendar_made",
    "choices_set",
    "conflict_added",
    "conflict_ended",
    "disabled",
    "disabled_dormant",
    "everything_ended",
    "factor_added",
    "factor_removed",
    "first_run_printed",
    "first_run_used",
    "glass_approved",
    "glass_broken",
    "glass_ended",
    "glass_followed_up",
    "glass_refused",
    "glass_second_asked",
    "handover_granted",
    "lookup_judged",
    "lookups_drawn",
    "municipality_set",
    "new_password_asked_for",
    "particulars_set",
    "password_set",
    "password_ticket_made",
    "proof_refused",
    "proved",
    "provider_linked",
    "provider_proposed",
    "provider_refused",
    "provider_session_ended",
    "provider_unlinked",
    "recovery_code_used",
    "recovery_codes_made",
    "role_confirmed",
    "role_confirmed_again",
    "role_ended",
    "role_proposed",
    "sample_ended",
    "sample_given",
    "second_factor_set",
    "session_ended",
    "sessions_ended",
    "sign_in_refused",
    "signed_in",
    "signed_out",
    "stand_in_ended",
    "stand_in_granted",
    "team_set",
    "teams_set",
    "token_confirmed",
    "token_ended",
    "token_made",
    "webhook_ended",
    "webhook_made",
    "webhook_resumed",
    "woken",
];

/// A row of the change log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its place, from 1.
    pub n: i64,
    /// When, in seconds since 1970.
    pub second: i64,
    /// Who; 0: nobody who was signed in.
    pub by: UserNo,
    /// Whose account; 0: nobody's.
    pub about: UserNo,
    /// What, in a word of [`CHANGE_WORDS`].
    pub what: String,
    /// Words, numbers and teams; never a name.
    pub detail: String,
}

impl Change {
    fn from_row(row: &Row) -> Result<Change, StoreError> {
        Ok(Change {
            n: row.int(0)?,
            second: row.int(1)?,
            by: UserNo(row.int(2)?),
            about: UserNo(row.int(3)?),
            what: row.text(4)?,
            detail: row.text(5)?,
        })
    }

    fn link(&self, previous: &Link) -> Link {
        let [n, second, by, about] =
            [self.n, self.second, self.by.0, self.about.0].map(i64::to_le_bytes);
        chain::link(
            previous,
            &[
                &n,
                &second,
                &by,
                &about,
                self.what.as_bytes(),
                self.detail.as_bytes(),
            ],
        )
    }
}

/// Appends a row, in the transaction of the change.
pub(crate) async fn note(
    tx: &mut Tx,
    second: i64,
    by: UserNo,
    about: UserNo,
    what: &str,
    detail: impl Into<String>,
) -> Result<(), StoreError> {
    append(tx, second, by, about, what, detail.into())
        .await
        .map(drop)
}

/// Appends a row for a sign-in that was refused, and keeps, sealed, from where it came.
pub(super) async fn refuse(
    tx: &mut Tx,
    ring: &Ring,
    second: i64,
    about: UserNo,
    why: &str,
    client: &str,
) -> Result<(), StoreError> {
    let nobody = UserNo::IMPORT;
    let what = "sign_in_refused";
    let n = append(tx, second, nobody, about, what, why.to_owned()).await?;
    if client.is_empty() {
        return Ok(());
    }
    let client: String = client.chars().take(LONGEST_CLIENT).collect();
    let sealed = client_key(ring).seal(&place(n), client.as_bytes())?;
    tx.run(sql::REFUSED_ADD, cells![n, second, sealed]).await?;
    Ok(())
}

/// A longer address is none.
const LONGEST_CLIENT: usize = 64;

fn client_key(ring: &Ring) -> Key {
    ring.master.for_purpose("clients of refused sign-ins")
}

fn place(n: i64) -> String {
    format!("change {n}")
}

async fn append(
    tx: &mut Tx,
    second: i64,
    by: UserNo,
    about: UserNo,
    what: &str,
    detail: String,
) -> Result<i64, StoreError> {
    debug_assert!(CHANGE_WORDS.contains(&what), "a change in a new word");
    let (last, head) = match tx.row(sql::CHANGE_HEAD, &[]).await? {
        Some(row) => (row.int(0)?, row.link(1)?),
        None => (0, GENESIS),
    };
    let change = Change {
        n: last + 1,
        second,
        by,
        about,
        what: what.to_owned(),
        detail,
    };
    let link = change.link(&head);
    tx.run(
        sql::CHANGE_ADD,
        cells![change.n, second, by.0, about.0, what, change.detail, &link],
    )
    .await?;
    Ok(change.n)
}

impl Store {
    /// What was changed about an account, newest first: also what its owner is shown of odd sign-ins.
    ///
    /// # Errors
    /// The database.
    pub async fn changes_about(&self, user: UserNo, limit: u32) -> Result<Vec<Change>, StoreError> {
        let rows = self
            .database
            .rows(sql::CHANGES_ABOUT, cells![user.0, i64::from(limit)])
            .await?;
        rows.iter().map(Change::from_row).collect()
    }

    /// From where the refused sign-ins of an account came, by the place of their row in the change log.
    ///
    /// # Errors
    /// The database, or an address cannot be decrypted.
    pub async fn refused_clients(
        &self,
        user: UserNo,
        limit: u32,
    ) -> Result<BTreeMap<i64, String>, StoreError> {
        const WHAT: &str = "the client of a refused sign-in";
        let key = client_key(&self.ring);
        let cells = cells![user.0, i64::from(limit)];
        let rows = self.database.rows(sql::REFUSED_ABOUT, cells).await?;
        let client = |row: &Row| {
            let n = row.int(0)?;
            let bytes = key.open(WHAT, &place(n), &row.blob(1)?)?;
            let client = String::from_utf8(bytes);
            Ok((n, client.map_err(|_| StoreError::Sealed(WHAT))?))
        };
        rows.iter().map(client).collect()
    }

    /// The change log from a place on, oldest first.
    ///
    /// # Errors
    /// The database.
    pub async fn changes_after(&self, n: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let rows = self
            .database
            .rows(sql::CHANGE_PAGE, cells![n, i64::from(limit)])
            .await?;
        rows.iter().map(Change::from_row).collect()
    }

    /// Checks the chain of the change log. Gives the first place at which it is broken, if there is one.
    ///
    /// # Errors
    /// The database.
    pub async fn broken_change(&self) -> Result<Option<i64>, StoreError> {
        let mut tx = self.database.snapshot().await?;
        Ok(check(&mut tx, &mut Known::of(&[], |_| None)).await?.1)
    }
}

/// Checks the chain of the change log: how many rows hold, and the first place at which it is broken.
pub(crate) async fn check(
    tx: &mut Tx,
    known: &mut Known<'_>,
) -> Result<(i64, Option<i64>), StoreError> {
    const PAGE: i64 = 1000;
    let (mut n, mut head) = (0, GENESIS);
    loop {
        let rows = tx.rows(sql::CHANGE_PAGE, cells![n, PAGE]).await?;
        for row in &rows {
            let change = Change::from_row(row)?;
            let link = change.link(&head);
            if change.n != n + 1 || row.blob(6)? != link {
                return Ok((n, Some(n + 1)));
            }
            known.meet(change.n, &link);
            (n, head) = (change.n, link);
        }
        if rows.is_empty() {
            return Ok((n, None));
        }
    }
}
