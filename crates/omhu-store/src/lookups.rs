//! Look-ups drawn from the access log to be judged: was there a reason?
//!
//! Owns: the draw, what was found. Must not know: who may draw, which relation explains a look (the caller says
//! it), how much is enough beyond the least.
//!
//! A draw takes all rows since the one before, so that no row is in two piles and nobody draws again until the
//! sample is nice. The seed is random and made in the moment of the draw: nobody knows it before. Which rows
//! are drawn follows from it alone: those whose SHA-256 of the seed and their number is smallest, so that
//! anybody can do it again.

use omhu_casework::access::{Now, reason};
use omhu_casework::chain::hex;
use omhu_casework::ids::UserNo;
use sha2::{Digest as _, Sha256};

use crate::access_log::StoredAccess;
use crate::accounts::{AccountFault, Answer};
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::seal::{Key, random};
use crate::sql::access as sql;
use crate::{Logged, Permit, Store};

/// So many rows are drawn at least, where there are as many.
pub const FEWEST_DRAWN: usize = 30;
/// One row of so many is drawn where that is more.
pub const ONE_OF: usize = 100;
/// The longest remark on a row, in characters.
pub const LONGEST_REMARK: usize = 1000;

/// What was found about a look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LookFinding {
    /// There was a reason for it.
    InOrder,
    /// There was none.
    NotInOrder,
    /// Somebody must ask: no outcome yet.
    ToExamine,
}

impl LookFinding {
    /// All of them.
    pub const ALL: [LookFinding; 3] = [
        LookFinding::InOrder,
        LookFinding::NotInOrder,
        LookFinding::ToExamine,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            LookFinding::InOrder => "in_order",
            LookFinding::NotInOrder => "not_in_order",
            LookFinding::ToExamine => "to_examine",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<LookFinding> {
        LookFinding::ALL
            .into_iter()
            .find(|finding| finding.word() == word)
    }
}

/// A draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookupSample {
    /// Its number.
    pub number: i64,
    /// Drawn from the rows after this one,
    pub after: i64,
    /// and up to this one.
    pub last: i64,
    /// So many rows could have been drawn.
    pub pile: i64,
    /// What decided which, in hexadecimal digits.
    pub seed: String,
    /// When, in seconds since 1970.
    pub drawn_at: i64,
    /// By whom.
    pub drawn_by: UserNo,
    /// So many were drawn.
    pub drawn: i64,
    /// So many nobody has judged yet.
    pub waiting: i64,
    /// So many are to be examined.
    pub to_examine: i64,
}

impl LookupSample {
    fn from_row(row: &Row) -> Result<LookupSample, StoreError> {
        Ok(LookupSample {
            number: row.int(0)?,
            after: row.int(1)?,
            last: row.int(2)?,
            pile: row.int(3)?,
            seed: row.text(4)?,
            drawn_at: row.int(5)?,
            drawn_by: UserNo(row.int(6)?),
            drawn: row.int(7)?,
            waiting: row.int(8)?,
            to_examine: row.int(9)?,
        })
    }
}

/// A row that was drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DrawnLook {
    /// The row.
    pub look: Logged,
    /// What was found, by whom and when. None: nobody has judged it.
    pub finding: Option<(LookFinding, UserNo, i64)>,
    /// A remark on it; empty: none.
    pub remark: String,
}

fn place(sample: i64, n: i64) -> String {
    format!("lookup {sample} {n}")
}

/// The rows that a seed draws from a pile, in the order of the log.
fn drawn(seed: &str, pile: &[i64]) -> Vec<i64> {
    let count = FEWEST_DRAWN
        .max(pile.len().div_ceil(ONE_OF))
        .min(pile.len());
    let lot = |n: &i64| -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(seed.as_bytes());
        hash.update(b" ");
        hash.update(n.to_string().as_bytes());
        hash.finalize().into()
    };
    let mut lots: Vec<_> = pile.iter().map(|n| (lot(n), *n)).collect();
    lots.sort_unstable();
    let mut rows: Vec<i64> = lots.into_iter().take(count).map(|(_, n)| n).collect();
    rows.sort_unstable();
    rows
}

impl Store {
    fn lookup_key(&self) -> Key {
        self.ring.master.for_purpose("remarks on look-ups")
    }

    /// How many rows a draw could take now.
    ///
    /// # Errors
    /// No permit for the whole log.
    pub async fn lookups_to_draw(&self, permit: &Permit) -> Result<usize, StoreError> {
        permit.covers_all()?;
        let mut tx = self.database.snapshot().await?;
        let row = tx.row(sql::LOOKUP_SAMPLES_END, &[]).await?;
        let after = row.map_or(Ok(0), |row| row.int(0))?;
        let reasons = serde_json::to_string(reason::EXPLAINED)?;
        let cells = cells![after, i64::MAX, reasons];
        Ok(tx.rows(sql::LOOKUPS_UNEXPLAINED, cells).await?.len())
    }

    /// Draws from the looks since the draw before that no known relation explains. Nothing to draw from is
    /// [`AccountFault::Over`].
    ///
    /// # Errors
    /// No permit for the whole log.
    pub async fn draw_lookups(&self, permit: &Permit, by: UserNo, now: Now) -> Answer<i64> {
        permit.covers_all()?;
        let mut tx = self.database.write().await?;
        let row = tx.row(sql::LOOKUP_SAMPLES_END, &[]).await?;
        let after = row.map_or(Ok(0), |row| row.int(0))?;
        let row = tx.row(sql::ACCESS_HEAD, &[]).await?;
        let last = row.map_or(Ok(0), |row| row.int(0))?;
        let reasons = serde_json::to_string(reason::EXPLAINED)?;
        let rows = tx
            .rows(sql::LOOKUPS_UNEXPLAINED, cells![after, last, reasons])
            .await?;
        let pile: Result<Vec<i64>, _> = rows.iter().map(|row| row.int(0)).collect();
        let pile = pile?;
        if pile.is_empty() {
            return Ok(Err(AccountFault::Over));
        }
        let seed = hex(&random::<32>()?);
        let number = tx.numbers("lookup_sample", 1).await?;
        let size = i64::try_from(pile.len()).unwrap_or(i64::MAX);
        let cells = cells![number, after, last, size, &seed, now.second, by.0];
        tx.run(sql::LOOKUP_SAMPLE_ADD, cells).await?;
        for n in drawn(&seed, &pile) {
            tx.run(sql::LOOKUP_DRAWN_ADD, cells![number, n]).await?;
        }
        let detail = format!("{number} {seed}");
        let nobody = UserNo::IMPORT;
        crate::accounts::note(&mut tx, now.second, by, nobody, "lookups_drawn", detail).await?;
        self.database.commit(tx).await?;
        Ok(Ok(number))
    }

    /// All draws, newest first.
    ///
    /// # Errors
    /// The database.
    pub async fn lookup_samples(&self) -> Result<Vec<LookupSample>, StoreError> {
        let rows = self.database.rows(sql::LOOKUP_SAMPLES, &[]).await?;
        rows.iter().map(LookupSample::from_row).collect()
    }

    /// How many drawn rows wait for somebody to judge them, or are examined still; without the user's own looks, which
    /// others judge.
    ///
    /// # Errors
    /// The database.
    pub async fn lookups_open(&self, user: UserNo) -> Result<i64, StoreError> {
        let row = self.database.row(sql::LOOKUPS_OPEN, cells![user.0]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// The rows of a draw.
    ///
    /// # Errors
    /// No permit for the whole log; something cannot be decrypted.
    pub async fn drawn_lookups(
        &self,
        permit: &Permit,
        sample: i64,
    ) -> Result<Vec<DrawnLook>, StoreError> {
        permit.covers_all()?;
        let rows = self
            .database
            .rows(sql::LOOKUPS_DRAWN, cells![sample])
            .await?;
        let key = self.lookup_key();
        let look = |row: &Row| {
            let look = StoredAccess::from_row(row)?.0.opened(&self.ring)?;
            let word = row.maybe_text(12)?;
            let finding = word.as_deref().and_then(LookFinding::parse);
            let judged = row.maybe_int(14)?.zip(row.maybe_int(15)?);
            let remark = match row.maybe_blob(13)? {
                Some(sealed) => {
                    let bytes = key.open("a remark", &place(sample, look.n), &sealed)?;
                    String::from_utf8(bytes).map_err(|_| StoreError::Sealed("a remark"))?
                }
                None => String::new(),
            };
            Ok(DrawnLook {
                look,
                finding: finding
                    .zip(judged)
                    .map(|(finding, (by, at))| (finding, UserNo(by), at)),
                remark,
            })
        };
        rows.iter().map(look).collect()
    }

    /// Notes what was found about a drawn row. Never about one's own look.
    ///
    /// # Errors
    /// The database.
    pub async fn judge_lookup(
        &self,
        sample: i64,
        n: i64,
        finding: LookFinding,
        remark: &str,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let Some(row) = tx.row(sql::LOOKUP_USER, cells![sample, n]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let user = UserNo(row.int(0)?);
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let remark: String = remark.chars().take(LONGEST_REMARK).collect();
        let sealed = self
            .lookup_key()
            .seal(&place(sample, n), remark.as_bytes())?;
        let word = finding.word();
        let cells = cells![sample, n, word, sealed, by.0, now.second];
        tx.run(sql::LOOKUP_JUDGE, cells).await?;
        let detail = format!("{sample} {n} {word}");
        crate::accounts::note(&mut tx, now.second, by, user, "lookup_judged", detail).await?;
        self.database.commit(tx).await.map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_rows_and_another_seed_others() {
        let pile: Vec<i64> = (1..=5000).collect();
        let one = drawn("a", &pile);
        assert_eq!(one.len(), 50);
        assert_eq!(one, drawn("a", &pile));
        assert_ne!(one, drawn("b", &pile));
        assert!(one.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(drawn("a", &pile[..7]).len(), 7);
        assert_eq!(drawn("a", &pile[..2000]).len(), 30);
        assert!(drawn("a", &[]).is_empty());
    }

    #[test]
    fn every_row_is_drawn_about_as_often() {
        let pile: Vec<i64> = (1..=100).collect();
        let mut counts = [0u32; 101];
        for seed in 0..1000 {
            for n in drawn(&seed.to_string(), &pile) {
                counts[usize::try_from(n).unwrap()] += 1;
            }
        }
        // 300 are expected, with a deviation of 14.5; five of them are far.
        assert!(counts[1..].iter().all(|count| (227..=373).contains(count)));
    }
}
