//! A second person for what broken glass alone does not show: a protected address.
//!
//! Owns: who asked, who answered, until when it counts. Must not know: who may answer (the policy says it), the address.
//!
//! What is asked and answered ends with the glass: an answer that comes later is none.

use omhu_casework::access::Now;
use omhu_casework::ids::{CaseNo, UserNo};

use super::change::note;
use super::{AccountFault, Answer};
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::seal::Key;
use crate::sql::accounts as sql;
use crate::{Permit, Store};

/// What a second person said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecondAnswer {
    /// Whether the address may be shown.
    pub approved: bool,
    /// Who answered.
    pub by: UserNo,
    /// When.
    pub at: i64,
    /// Why, in their words.
    pub remark: String,
}

/// Somebody asks that a protected address be shown through the glass they broke.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GlassRequest {
    /// Its number.
    pub number: i64,
    /// The glass.
    pub glass: i64,
    /// Who asks.
    pub user: UserNo,
    /// The case.
    pub case: CaseNo,
    /// When it was asked.
    pub asked_at: i64,
    /// The first second at which it is over, with the glass.
    pub until: i64,
    /// Why, in the user's words.
    pub reason: String,
    /// None: nobody has answered.
    pub answer: Option<SecondAnswer>,
}

const APPROVED: &str = "approved";
const REFUSED: &str = "refused";

fn place(number: i64, what: &str) -> String {
    format!("glass request {number} {what}")
}

/// Who asks and in which case, without the words.
fn of_row(row: &Row) -> Result<(i64, UserNo, CaseNo), StoreError> {
    Ok((row.int(0)?, UserNo(row.int(2)?), CaseNo(row.int(3)?)))
}

impl GlassRequest {
    fn from_row(key: &Key, row: &Row) -> Result<GlassRequest, StoreError> {
        let (number, user, case) = of_row(row)?;
        let words = |what: &str, sealed: &[u8]| {
            let bytes = key.open("a request of broken glass", &place(number, what), sealed)?;
            String::from_utf8(bytes).map_err(|_| StoreError::Sealed("a request of broken glass"))
        };
        let answered = row.maybe_text(7)?.zip(row.maybe_int(8)?);
        let answer = match answered.zip(row.maybe_int(9)?) {
            None => None,
            Some(((word, by), at)) => Some(SecondAnswer {
                approved: word == APPROVED,
                by: UserNo(by),
                at,
                remark: match row.maybe_blob(10)? {
                    Some(sealed) => words("remark", &sealed)?,
                    None => String::new(),
                },
            }),
        };
        Ok(GlassRequest {
            number,
            glass: row.int(1)?,
            user,
            case,
            asked_at: row.int(4)?,
            until: row.int(5)?,
            reason: words("reason", &row.blob(6)?)?,
            answer,
        })
    }
}

impl Store {
    /// Asks that a second person let a protected address be shown through this glass; where nobody has answered yet, it is
    /// the same request. Gives its number.
    ///
    /// # Errors
    /// The database.
    pub async fn ask_second(
        &self,
        glass: i64,
        user: UserNo,
        reason: &str,
        now: Now,
    ) -> Answer<i64> {
        let mut tx = self.database.write_always().await?;
        let Some(held) = self.glass(&mut tx, glass).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        if held.user != user {
            return Ok(Err(AccountFault::Unknown));
        }
        if !held.grant.in_force(now) || held.grant.approved_by.is_some() {
            return Ok(Err(AccountFault::Over));
        }
        let key = self.glass_key();
        if let Some(row) = tx.row(sql::GLASS_REQUEST_OF, cells![glass]).await? {
            let last = GlassRequest::from_row(&key, &row)?;
            if last.answer.is_none() {
                return Ok(Ok(last.number));
            }
        }
        let number = tx.numbers("glass_request", 1).await?;
        let sealed = key.seal(&place(number, "reason"), reason.as_bytes())?;
        let row = cells![number, glass, now.second, sealed];
        tx.run(sql::GLASS_REQUEST_ADD, row).await?;
        let detail = format!("{number} glass {glass}");
        note(
            &mut tx,
            now.second,
            user,
            user,
            "glass_second_asked",
            detail,
        )
        .await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(number))
    }

    /// A second person answers. Never whoever broke the glass.
    ///
    /// # Errors
    /// No permit for the case; the database.
    pub async fn answer_second(
        &self,
        permit: &Permit,
        number: i64,
        approved: bool,
        remark: &str,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let Some(row) = tx.row(sql::GLASS_REQUEST, cells![number]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let key = self.glass_key();
        let asked = GlassRequest::from_row(&key, &row)?;
        permit.covers(asked.case)?;
        if asked.user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let glass = self.glass(&mut tx, asked.glass).await?;
        let open = glass.is_some_and(|glass| glass.grant.in_force(now));
        if asked.answer.is_some() || !open {
            return Ok(Err(AccountFault::Over));
        }
        let sealed = key.seal(&place(number, "remark"), remark.as_bytes())?;
        let (word, told) = match approved {
            true => (APPROVED, "glass_approved"),
            false => (REFUSED, "glass_refused"),
        };
        let row = cells![number, word, by.0, now.second, sealed];
        tx.run(sql::GLASS_REQUEST_ANSWER, row).await?;
        if approved {
            let row = cells![asked.glass, by.0];
            tx.run(sql::GLASS_APPROVE, row).await?;
        }
        let detail = number.to_string();
        note(&mut tx, now.second, by, asked.user, told, detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// What waits for a second person while the glass is open, oldest first: its number, who asks, the case. Enough to choose
    /// whose business it is, and to ask for a permit.
    ///
    /// # Errors
    /// The database.
    pub async fn seconds_waiting_in(
        &self,
        now: Now,
    ) -> Result<Vec<(i64, UserNo, CaseNo)>, StoreError> {
        let waiting = cells![now.second];
        let rows = self.database.rows(sql::GLASS_REQUESTS_WAITING, waiting);
        rows.await?.iter().map(of_row).collect()
    }

    /// Who asked under this number and in which case, answered or not: enough to know whose business it is. None: nobody.
    ///
    /// # Errors
    /// The database.
    pub async fn second_in(&self, number: i64) -> Result<Option<(UserNo, CaseNo)>, StoreError> {
        let of_number = cells![number];
        let row = self.database.row(sql::GLASS_REQUEST, of_number).await?;
        let place = row.map(|row| of_row(&row)).transpose()?;
        Ok(place.map(|(_, user, case)| (user, case)))
    }

    /// What waits with the words, as far as the permit goes.
    ///
    /// # Errors
    /// A reason cannot be decrypted.
    pub async fn seconds_waiting(
        &self,
        permit: &Permit,
        now: Now,
    ) -> Result<Vec<GlassRequest>, StoreError> {
        let key = self.glass_key();
        let waiting = cells![now.second];
        let rows = self.database.rows(sql::GLASS_REQUESTS_WAITING, waiting);
        let mut all = Vec::new();
        for row in &rows.await? {
            let (_, _, case) = of_row(row)?;
            if permit.covers(case).is_ok() {
                all.push(GlassRequest::from_row(&key, row)?);
            }
        }
        Ok(all)
    }

    /// What was asked last of a second person for this glass. None: nothing was.
    ///
    /// # Errors
    /// No permit for the case; the database.
    pub async fn second_of(
        &self,
        permit: &Permit,
        glass: i64,
    ) -> Result<Option<GlassRequest>, StoreError> {
        let of_glass = cells![glass];
        let row = self.database.row(sql::GLASS_REQUEST_OF, of_glass);
        let Some(row) = row.await? else {
            return Ok(None);
        };
        let request = GlassRequest::from_row(&self.glass_key(), &row)?;
        permit.covers(request.case)?;
        Ok(Some(request))
    }
}
