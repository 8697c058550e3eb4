//! Random bytes, and cells that only the holder of a key can read.
//!
//! Owns: the cipher (XChaCha20-Poly1305, nonce before the text), the one place that asks for randomness.
//! Must not know: which key is for what.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::{Sentence, StoreError};

/// A key of 32 bytes. It has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) [u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        StoreError::Key(Sentence::new("store-no-randomness").with("detail", error))
    })?;
    Ok(bytes)
}

impl Key {
    pub(crate) fn new() -> Result<Key, StoreError> {
        random().map(Key)
    }

    /// A key for one purpose, made of this one.
    pub(crate) fn for_purpose(&self, purpose: &str) -> Key {
        Key(self.hash(&[b"omhu key", purpose.as_bytes()]))
    }

    /// HMAC-SHA256 over parts, each with its length before it.
    pub(crate) fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let Ok(mut mac) = <Hmac<Sha256> as Mac>::new_from_slice(&self.0) else {
            // Never: any length is a key.
            return [0; 32];
        };
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Encrypts; `place` is what the text belongs to, and must be named again to open it.
    pub(crate) fn seal(&self, place: &str, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce: [u8; 24] = random()?;
        let cipher = XChaCha20Poly1305::new((&self.0).into());
        let payload = Payload {
            msg: text,
            aad: place.as_bytes(),
        };
        let sealed = cipher
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| StoreError::Sealed("a cell"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts; fails where one bit, the place or the key is another.
    pub(crate) fn open(
        &self,
        what: &'static str,
        place: &str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let (nonce, sealed) = sealed
            .split_at_checked(24)
            .ok_or(StoreError::Sealed(what))?;
        let cipher = XChaCha20Poly1305::new((&self.0).into());
        let payload = Payload {
            msg: sealed,
            aad: place.as_bytes(),
        };
        cipher
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| StoreError::Sealed(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_opens_in_its_place_only_and_no_bit_may_change() {
        let key = Key::new().unwrap();
        let sealed = key.seal("text 7", b"Freja").unwrap();
        assert_eq!(key.open("it", "text 7", &sealed).unwrap(), b"Freja");
        assert!(key.open("it", "text 8", &sealed).is_err());
        for place in 0..sealed.len() {
            let mut other = sealed.clone();
            other[place] ^= 1;
            assert!(key.open("it", "text 7", &other).is_err());
        }
        assert!(key.open("it", "text 7", &sealed[..20]).is_err());
    }
}
