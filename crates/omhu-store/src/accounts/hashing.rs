//! How passwords are kept: argon2id, on threads of its own, few at a time.
//!
//! Owns: the work that a hash takes, how many are made at a time, what is hashed where there is no
//! account. Must not know: accounts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::password::LONGEST;
use crate::error::StoreError;
use crate::seal::random;

/// The memory of one hash, in KiB: 19 MiB, as OWASP advises with two passes.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Hashes at a time: 38 MiB, and the other threads serve pages meanwhile.
const AT_A_TIME: usize = 2;
/// More than these wait for their turn; the next is asked to come again.
const MOST_WAITING: usize = 64;

/// Makes and compares hashes, few at a time.
#[derive(Clone)]
pub(crate) struct Hashing(Arc<Turns>);

struct Turns {
    semaphore: Semaphore,
    waiting: AtomicUsize,
}

/// The hash of nobody's password, so that an unknown name takes the time of a known one. No password is
/// known to have it; whoever found one would be nobody still.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$b21odSBub2JvZHkgc2FsdA$\
                      bm8gcGFzc3dvcmQgaGFzIHRoaXMgaGFzaCwgZXZlciE";

/// Too many wait already.
#[derive(Debug)]
pub(crate) struct Crowded;

impl Hashing {
    pub(crate) fn new() -> Hashing {
        Hashing(Arc::new(Turns {
            semaphore: Semaphore::new(AT_A_TIME),
            waiting: AtomicUsize::new(0),
        }))
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<Result<String, Crowded>, StoreError> {
        let password = Zeroizing::new(password.to_owned());
        self.in_turn(move || hash(password.as_bytes())).await
    }

    /// Whether the password is the one of the hash. Takes as long where there is no hash, and says no.
    pub(crate) async fn is(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<Result<bool, Crowded>, StoreError> {
        let password = Zeroizing::new(password.to_owned());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        self.in_turn(move || Ok(is(password.as_bytes(), &hash) && known))
            .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Result<T, Crowded>, StoreError> {
        let Some(_place) = Waiting::take(&self.0.waiting) else {
            return Ok(Err(Crowded));
        };
        let turn = self.0.semaphore.acquire().await;
        let _turn = turn.map_err(|_| StoreError::Closing)?;
        let done = tokio::task::spawn_blocking(work).await;
        Ok(Ok(done.map_err(|_| StoreError::Closing)??))
    }
}

/// A place in the queue, given back when the work is done or nobody waits for it any more.
struct Waiting<'q>(&'q AtomicUsize);

impl<'q> Waiting<'q> {
    fn take(waiting: &'q AtomicUsize) -> Option<Waiting<'q>> {
        if waiting.fetch_add(1, Ordering::AcqRel) >= MOST_WAITING {
            waiting.fetch_sub(1, Ordering::AcqRel);
            return None;
        }
        Some(Waiting(waiting))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn argon() -> Result<Argon2<'static>, StoreError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None);
    let params = params.map_err(|error| StoreError::Hashing(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8]) -> Result<String, StoreError> {
    let salt: [u8; 16] = random()?;
    let hash = argon()?.hash_password_with_salt(password, &salt);
    let hash: PasswordHash = hash.map_err(|error| StoreError::Hashing(error.to_string()))?;
    Ok(hash.to_string())
}

/// A hash that cannot be read is nobody's. A password that is too long is not hashed at all: its length
/// says so already, and it belongs to nobody.
fn is(password: &[u8], hash: &str) -> bool {
    if password.len() > 4 * LONGEST {
        return false;
    }
    let (Ok(argon), Ok(hash)) = (argon(), PasswordHash::new(hash)) else {
        return false;
    };
    argon.verify_password(password, &hash).is_ok()
}

/// Whether a hash was made with less work than today's, so that the next sign-in makes it anew.
pub(crate) fn is_outdated(hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return true;
    };
    Params::try_from(&hash).map_or(true, |params| {
        params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_unmodified_and_no_other() {
        let kept = hash("  den grå Hejre ".as_bytes()).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is("  den grå Hejre ".as_bytes(), &kept));
        for other in ["den grå Hejre", "  den grå hejre ", "  den gra Hejre ", ""] {
            assert!(!is(other.as_bytes(), &kept));
        }
        assert_ne!(kept, hash("  den grå Hejre ".as_bytes()).unwrap());
        assert!(!is_outdated(&kept));
        assert!(is_outdated(&kept.replace("t=2", "t=1")));
        assert!(!is(b"x", "no hash"));
    }

    #[tokio::test]
    async fn nobody_has_no_password_and_a_crowd_is_sent_away() {
        let hashing = Hashing::new();
        assert!(PasswordHash::new(NOBODY).is_ok() && !is_outdated(NOBODY));
        assert!(!hashing.is("anything", None).await.unwrap().unwrap());
        let held: Vec<_> = (0..MOST_WAITING)
            .map(|_| Waiting::take(&hashing.0.waiting).unwrap())
            .collect();
        assert!(hashing.is("anything", None).await.unwrap().is_err());
        drop(held);
        assert!(hashing.hash("anything").await.unwrap().is_ok());
    }
}
