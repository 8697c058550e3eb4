//! The second factor: one-time codes of an app, and codes for whoever lost their telephone.
//!
//! Owns: setting it up, using it once, taking it away. Must not know: when it is asked for.

use omhu_casework::access::Now;
use omhu_casework::ids::UserNo;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::change::note;
use super::counting::{self, Counted};
use super::session::end_all;
use super::totp::{Secret, base32};
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::cells;
use crate::database::Tx;
use crate::error::StoreError;
use crate::seal::{Key, random};
use crate::sql::accounts as sql;

/// Codes for a lost telephone are given so many at a time.
const RECOVERY_CODES: usize = 10;
/// Letters of one: 80 bits.
const RECOVERY_LETTERS: usize = 16;

/// What an authenticator app is given; shown once.
pub struct NewFactor {
    /// For the picture that the app reads.
    pub address: Zeroizing<String>,
    /// For typing by hand.
    pub secret: Zeroizing<String>,
}

/// Codes for a lost telephone, each good for once; shown once.
pub struct RecoveryCodes(pub Vec<Zeroizing<String>>);

impl std::fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewFactor")
    }
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodes")
    }
}

/// A code for a lost telephone as it is kept: random, so a fast hash will do.
fn recovery_hash(user: UserNo, code: &str) -> Option<[u8; 32]> {
    let code: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    let code = code.to_uppercase();
    (code.len() == RECOVERY_LETTERS).then(|| {
        let mut hash = Sha256::new();
        hash.update(b"omhu recovery ");
        hash.update(user.0.to_le_bytes());
        hash.update(code.as_bytes());
        hash.finalize().into()
    })
}

fn place(user: UserNo) -> String {
    format!("totp {user}")
}

impl Store {
    fn factor_key(&self) -> Key {
        self.ring.master.for_purpose("second factors")
    }

    fn open_secret(&self, user: UserNo, sealed: &[u8]) -> Result<Secret, StoreError> {
        let bytes = self
            .factor_key()
            .open("a second factor", &place(user), sealed)?;
        Ok(Secret(Zeroizing::new(bytes)))
    }

    /// Makes a secret that counts from its first code on ([`Store::confirm_factor`]).
    ///
    /// # Errors
    /// The database.
    pub async fn new_factor(&self, user: UserNo) -> Answer<NewFactor> {
        let issuer = self.municipality().await?;
        let secret = Secret(Zeroizing::new(random::<20>()?.to_vec()));
        let sealed = self.factor_key().seal(&place(user), &secret.0)?;
        let mut tx = self.database.write().await?;
        let Some(row) = tx.row(sql::TOTP, cells![user.0]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let name = row.text(3)?;
        tx.run(sql::TOTP_NEW, cells![user.0, sealed]).await?;
        self.database.commit(tx).await?;
        Ok(Ok(NewFactor {
            address: Zeroizing::new(secret.address(&issuer, &name)),
            secret: Zeroizing::new(secret.base32()),
        }))
    }

    /// The first code of a new secret: from now on codes are asked for. Gives the codes for a lost
    /// telephone; the user's other sessions end. Who has the new app has not proved who they are: whoever
    /// sits at the desk can set one up.
    ///
    /// # Errors
    /// The database.
    pub async fn confirm_factor(
        &self,
        user: UserNo,
        session: i64,
        code: &str,
        now: Now,
    ) -> Answer<RecoveryCodes> {
        let proof = Counted::Proof(user.0);
        let mut tx = self.database.write().await?;
        if let Err(wait) = counting::attempt(&mut tx, &self.ring, &[proof], now.second).await? {
            self.database.commit(tx).await?;
            return Ok(Err(AccountFault::Wait(wait)));
        }
        let waiting = match tx.row(sql::TOTP, cells![user.0]).await? {
            Some(row) => row.maybe_blob(1)?,
            None => None,
        };
        let Some(sealed) = waiting else {
            return Ok(Err(AccountFault::Unknown));
        };
        let step = self
            .open_secret(user, &sealed)?
            .step_of(code, now.second, 0);
        let Some(step) = step else {
            self.database.commit(tx).await?;
            return Ok(Err(AccountFault::Wrong));
        };
        counting::forget(&mut tx, &self.ring, proof).await?;
        tx.run(sql::TOTP_TAKE, cells![user.0, step]).await?;
        let codes = give_recovery_codes(&mut tx, user).await?;
        end_all(&mut tx, user, Some(session), now).await?;
        tx.run(sql::SESSION_MEANS, cells![session, "code"]).await?;
        note(&mut tx, now.second, user, user, "factor_added", "").await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(codes))
    }

    /// New codes for a lost telephone; the old ones are none any more.
    ///
    /// # Errors
    /// The database.
    pub async fn new_recovery_codes(&self, user: UserNo, now: Now) -> Answer<RecoveryCodes> {
        let mut tx = self.database.write().await?;
        let has_codes = match tx.row(sql::TOTP, cells![user.0]).await? {
            Some(row) => row.maybe_blob(0)?.is_some(),
            None => false,
        };
        if !has_codes {
            return Ok(Err(AccountFault::Unknown));
        }
        let codes = give_recovery_codes(&mut tx, user).await?;
        note(&mut tx, now.second, user, user, "recovery_codes_made", "").await?;
        self.database.commit(tx).await?;
        Ok(Ok(codes))
    }

    /// The user wants no codes any more. [`AccountFault::Over`]: the municipality wants them of all.
    /// The user's other sessions end.
    ///
    /// # Errors
    /// The database.
    pub async fn switch_factor_off(&self, user: UserNo, session: i64, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let wanted = tx
            .row(crate::sql::log::SETTING, cells!["second_factor"])
            .await?;
        if wanted.map_or(Ok(true), |row| row.text(0).map(|word| word != "optional"))? {
            return Ok(Err(AccountFault::Over));
        }
        if tx.run(sql::TOTP_OFF, cells![user.0]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        tx.run(sql::RECOVERY_DROP, cells![user.0]).await?;
        tx.run(sql::ONE_TIME_END_USER, cells![user.0]).await?;
        end_all(&mut tx, user, Some(session), now).await?;
        let password = super::session::Means::Password.word();
        tx.run(sql::SESSION_MEANS, cells![session, password])
            .await?;
        note(&mut tx, now.second, user, user, "factor_removed", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// How many codes for a lost telephone are left.
    ///
    /// # Errors
    /// The database.
    pub async fn recovery_codes_left(&self, user: UserNo) -> Result<i64, StoreError> {
        let row = self
            .database
            .row(sql::RECOVERY_LEFT, cells![user.0])
            .await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Takes somebody's second factor away, when the telephone and the codes are lost or stolen. Their
    /// sessions end, and after the next sign-in they set up a new one before anything else, also where the
    /// municipality wants none of all. Never by oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn remove_factor(&self, user: UserNo, by: UserNo, now: Now) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        if tx.run(sql::TOTP_DROP, cells![user.0]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        tx.run(sql::RECOVERY_DROP, cells![user.0]).await?;
        tx.run(sql::ONE_TIME_END_USER, cells![user.0]).await?;
        end_all(&mut tx, user, None, now).await?;
        note(&mut tx, now.second, by, user, "factor_removed", "").await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Uses a code of the app, or one for a lost telephone. Each counts once, whoever is faster.
    pub(super) async fn use_code(
        &self,
        tx: &mut Tx,
        user: UserNo,
        code: &str,
        now: Now,
    ) -> Result<bool, StoreError> {
        if let Some(hash) = recovery_hash(user, code) {
            let used = tx
                .run(sql::RECOVERY_USE, cells![user.0, &hash, now.second])
                .await?;
            if used == 1 {
                note(tx, now.second, user, user, "recovery_code_used", "").await?;
            }
            return Ok(used == 1);
        }
        let Some(row) = tx.row(sql::TOTP, cells![user.0]).await? else {
            return Ok(false);
        };
        let Some(sealed) = row.maybe_blob(0)? else {
            return Ok(false);
        };
        let secret = self.open_secret(user, &sealed)?;
        let Some(step) = secret.step_of(code, now.second, row.int(2)?) else {
            return Ok(false);
        };
        Ok(tx.run(sql::TOTP_USED, cells![user.0, step]).await? == 1)
    }
}

async fn give_recovery_codes(tx: &mut Tx, user: UserNo) -> Result<RecoveryCodes, StoreError> {
    tx.run(sql::RECOVERY_DROP, cells![user.0]).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let letters = Zeroizing::new(base32(&random::<10>()?));
        if let Some(hash) = recovery_hash(user, &letters) {
            tx.run(sql::RECOVERY_ADD, cells![user.0, &hash]).await?;
        }
        let (one, other) = letters.split_at(RECOVERY_LETTERS / 2);
        codes.push(Zeroizing::new(format!("{one}-{other}")));
    }
    Ok(RecoveryCodes(codes))
}
