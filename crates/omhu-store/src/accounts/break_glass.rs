//! Glass that was broken: opened with a reason, followed up by somebody else.
//!
//! Owns: broken glass as stored. Must not know: who may break it, whom to tell.

use omhu_casework::access::{BreakGlassGrant, Category, Now, Opening, is_alarm};
use omhu_casework::ids::{CaseNo, UserNo};
use serde::{Deserialize, Serialize};

use super::change::note;
use super::viewer::unknown_word;
use super::{AccountFault, Answer};
use crate::access_log::{self, AccessNote};
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::seal::Key;
use crate::sql::accounts as sql;
use crate::{Permit, Store};

/// What was found when somebody asked whether there was a reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// There was a reason.
    Justified,
    /// There was none.
    Unjustified,
    /// It could not be found out.
    Unclear,
}

impl Finding {
    /// All of them.
    pub const ALL: [Finding; 3] = [Finding::Justified, Finding::Unjustified, Finding::Unclear];

    /// The word that is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Finding::Justified => "justified",
            Finding::Unjustified => "unjustified",
            Finding::Unclear => "unclear",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Finding> {
        Finding::ALL
            .into_iter()
            .find(|finding| finding.word() == word)
    }
}

/// A glass that somebody broke.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glass {
    /// Its number.
    pub number: i64,
    /// Who.
    pub user: UserNo,
    /// The case, the kind of reason, from when until when.
    pub grant: BreakGlassGrant,
    /// Why, in the user's words.
    pub reason: String,
    /// Who asked, and when. None: nobody yet.
    pub followed_up: Option<(UserNo, i64)>,
    /// What was found.
    pub finding: Option<Finding>,
    /// A remark on it; empty: none.
    pub remark: String,
    /// Whether the case was looked at through it after that: somebody must ask again.
    pub used_again: bool,
}

impl Glass {
    /// Whether somebody must ask about it, for the first time or again.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.followed_up.is_none() || self.used_again
    }

    /// The second from which the time to ask counts: when it was broken, or when somebody last asked.
    #[must_use]
    pub fn waits_since(&self) -> i64 {
        self.followed_up
            .map_or(self.grant.opened_at, |(_, second)| second)
    }
}

fn place(number: i64, what: &str) -> String {
    format!("glass {number} {what}")
}

impl Glass {
    fn from_row(key: &Key, row: &Row) -> Result<Glass, StoreError> {
        let number = row.int(0)?;
        let word = row.text(3)?;
        let words = |what: &str, sealed: &[u8]| {
            let bytes = key.open("a broken glass", &place(number, what), sealed)?;
            String::from_utf8(bytes).map_err(|_| StoreError::Sealed("a broken glass"))
        };
        let finding = row.maybe_text(10)?;
        let remark = row.maybe_blob(11)?;
        Ok(Glass {
            number,
            user: UserNo(row.int(1)?),
            grant: BreakGlassGrant {
                case: CaseNo(row.int(2)?),
                category: Category::parse(&word).ok_or_else(|| unknown_word("category", &word))?,
                opened_at: row.int(5)?,
                until: row.int(6)?,
                approved_by: row.maybe_int(7)?.map(UserNo),
            },
            reason: words("reason", &row.blob(4)?)?,
            followed_up: row.maybe_int(8)?.map(UserNo).zip(row.maybe_int(9)?),
            finding: finding.and_then(|word| Finding::parse(&word)),
            remark: match remark {
                Some(sealed) => words("remark", &sealed)?,
                None => String::new(),
            },
            used_again: row.bool(12)?,
        })
    }
}

impl Store {
    pub(super) fn glass_key(&self) -> Key {
        self.ring.master.for_purpose("reasons of broken glass")
    }

    /// Breaks the glass of a case. `note` is the answer of the policy to
    /// [`BreakGlassOpen`](omhu_casework::access::Action::BreakGlassOpen), and is logged in the same
    /// transaction: a denial too, and then nothing is opened.
    ///
    /// # Errors
    /// [`StoreError::Denied`] where the policy said no.
    pub async fn break_glass(
        &self,
        access: AccessNote,
        case: CaseNo,
        opening: &Opening,
        shift_ends_at: Option<i64>,
        now: Now,
    ) -> Result<i64, StoreError> {
        let user = access.user;
        let denied = access.denied();
        let mut tx = self.database.write_always().await?;
        access_log::append(&mut tx, &self.ring, &access, &[case]).await?;
        if let Some(reason) = denied {
            self.database.commit(tx).await?;
            return Err(StoreError::Denied(reason));
        }
        let number = tx.numbers("glass", 1).await?;
        let grant = opening.grant(case, now, shift_ends_at);
        let reason = opening.reason().as_bytes();
        let sealed = self.glass_key().seal(&place(number, "reason"), reason)?;
        let category = grant.category.word();
        tx.run(
            sql::GLASS_ADD,
            cells![
                number,
                user.0,
                case.0,
                category,
                sealed,
                grant.opened_at,
                grant.until
            ],
        )
        .await?;
        let detail = format!("{number} case {case} {category}");
        note(&mut tx, now.second, user, user, "glass_broken", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(number)
    }

    /// The user is done: the glass is whole again from now on.
    ///
    /// # Errors
    /// The database.
    pub async fn end_glass(&self, number: i64, user: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let cells = cells![number, user.0, now.second];
        if tx.run(sql::GLASS_END, cells).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(
            &mut tx,
            now.second,
            user,
            user,
            "glass_ended",
            number.to_string(),
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    pub(super) async fn glass(
        &self,
        tx: &mut Tx,
        number: i64,
    ) -> Result<Option<Glass>, StoreError> {
        let row = tx.row(sql::GLASS, cells![number]).await?;
        let key = self.glass_key();
        row.map(|row| Glass::from_row(&key, &row)).transpose()
    }

    /// Notes what was found when somebody asked whether there was a reason. Never one's own glass, nor
    /// one that one approved. Where there was none, the glass is whole again from this second on. Where it was
    /// used after a finding, somebody asks again, and the remarks stand one after the other.
    ///
    /// # Errors
    /// The database.
    pub async fn follow_up_glass(
        &self,
        number: i64,
        finding: Finding,
        remark: &str,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write_always().await?;
        let Some(glass) = self.glass(&mut tx, number).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        if !glass.grant.may_be_followed_up(glass.user, by) {
            return Ok(Err(AccountFault::ToSelf));
        }
        if !glass.waits() {
            return Ok(Err(AccountFault::Over));
        }
        let remark = match glass.remark.as_str() {
            "" => remark.to_owned(),
            earlier => format!("{earlier} · {remark}"),
        };
        let sealed = self
            .glass_key()
            .seal(&place(number, "remark"), remark.as_bytes())?;
        let before = glass.followed_up.map_or(-1, |(_, second)| second);
        let word = finding.word();
        let cells = cells![number, by.0, now.second, word, sealed, before];
        if tx.run(sql::GLASS_FOLLOW_UP, cells).await? == 0 {
            return Ok(Err(AccountFault::Over));
        }
        if finding == Finding::Unjustified {
            tx.run(sql::GLASS_CLOSE, cells![number, now.second]).await?;
        }
        let detail = format!("{number} {word}");
        note(
            &mut tx,
            now.second,
            by,
            glass.user,
            "glass_followed_up",
            detail,
        )
        .await?;
        // Sessions remember what was broken: they must read it anew.
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Glass that nobody has followed up on since it was last used, oldest first. The caller shows each leader that of their own
    /// cases. Reasons tell of cases, so a permit for them is asked for.
    ///
    /// # Errors
    /// No permit for one of the cases.
    pub async fn glass_waiting(&self, permit: &Permit) -> Result<Vec<Glass>, StoreError> {
        let rows = self.database.rows(sql::GLASS_WAITING, &[]).await?;
        self.opened_glass(permit, &rows)
    }

    /// Glass broken after a second, oldest first, as far as the permit goes.
    ///
    /// # Errors
    /// A reason cannot be decrypted.
    pub async fn glass_since(
        &self,
        permit: &Permit,
        second: i64,
    ) -> Result<Vec<Glass>, StoreError> {
        let rows = self.database.rows(sql::GLASS_SINCE, cells![second]).await?;
        self.opened_glass(permit, &rows)
    }

    fn opened_glass(&self, permit: &Permit, rows: &[Row]) -> Result<Vec<Glass>, StoreError> {
        let key = self.glass_key();
        let mut all = Vec::new();
        for row in rows {
            if permit.covers(CaseNo(row.int(2)?)).is_ok() {
                all.push(Glass::from_row(&key, row)?);
            }
        }
        Ok(all)
    }

    /// The cases of glass that waits for somebody to ask, with its number, who broke it and since when it
    /// waits: enough to choose whose business it is, and to ask for a permit.
    ///
    /// # Errors
    /// The database.
    pub async fn glass_waiting_in(&self) -> Result<Vec<(i64, UserNo, CaseNo, i64)>, StoreError> {
        let rows = self.database.rows(sql::GLASS_WAITING, &[]).await?;
        let mut waiting = places_of(&rows)?;
        for ((.., since), row) in waiting.iter_mut().zip(&rows) {
            *since = row.maybe_int(9)?.unwrap_or(*since);
        }
        Ok(waiting)
    }

    /// The same of glass broken after a second, whether somebody asked or not.
    ///
    /// # Errors
    /// The database.
    pub async fn glass_since_in(
        &self,
        second: i64,
    ) -> Result<Vec<(i64, UserNo, CaseNo, i64)>, StoreError> {
        places_of(&self.database.rows(sql::GLASS_SINCE, cells![second]).await?)
    }

    /// Who broke glass more often of late than is usual: more than three times in 30 days.
    ///
    /// # Errors
    /// The database.
    pub async fn glass_alarms(&self, now: Now) -> Result<Vec<UserNo>, StoreError> {
        let since = now.second - omhu_casework::access::ALARM_DAYS * 86_400;
        let rows = self.database.rows(sql::GLASS_SINCE, cells![since]).await?;
        let mut by_user = std::collections::BTreeMap::<UserNo, Vec<BreakGlassGrant>>::new();
        for row in &rows {
            let grant = BreakGlassGrant {
                case: CaseNo(row.int(2)?),
                category: Category::Other,
                opened_at: row.int(5)?,
                until: row.int(6)?,
                approved_by: None,
            };
            by_user.entry(UserNo(row.int(1)?)).or_default().push(grant);
        }
        let alarming = by_user
            .into_iter()
            .filter(|(_, of_one)| is_alarm(of_one, now));
        Ok(alarming.map(|(user, _)| user).collect())
    }
}

/// Number, who, which case, since when.
fn places_of(rows: &[Row]) -> Result<Vec<(i64, UserNo, CaseNo, i64)>, StoreError> {
    let place = |row: &Row| {
        let (user, case) = (UserNo(row.int(1)?), CaseNo(row.int(2)?));
        Ok((row.int(0)?, user, case, row.int(5)?))
    };
    rows.iter().map(place).collect()
}
