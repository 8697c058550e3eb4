//! One-time codes of an authenticator app (RFC 6238): six digits, every 30 seconds, SHA-1.
//!
//! Owns: codes, which steps are tried, base32, the address that apps read from a picture. Must not know:
//! where a secret is kept, which step was the last one used.

use hmac::{Hmac, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// The length of a code's time, in seconds.
const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one that count too: clocks differ, and people type slowly.
const STEPS_BESIDE: i64 = 1;
/// Digits of a code.
const DIGITS: usize = 6;

/// A shared secret. It has no `Debug` that shows it.
pub(crate) struct Secret(pub(crate) Zeroizing<Vec<u8>>);

impl Secret {
    /// The step of a second.
    pub(crate) fn step_at(second: i64) -> i64 {
        second.div_euclid(STEP_SECONDS)
    }

    /// The code of a step.
    pub(crate) fn code(&self, step: i64) -> String {
        let Ok(mut mac) = <Hmac<Sha1> as Mac>::new_from_slice(&self.0) else {
            // Never: any length is a key.
            return String::new();
        };
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let at = usize::from(hash[19] & 0x0f);
        let bytes = [hash[at], hash[at + 1], hash[at + 2], hash[at + 3]];
        let number = u32::from_be_bytes(bytes) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The step of which this is the code, now or just before or after, and later than `last_used`: a code
    /// counts once.
    pub(crate) fn step_of(&self, code: &str, second: i64, last_used: i64) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if code.len() != DIGITS {
            return None;
        }
        let now = Secret::step_at(second);
        let mut found = None;
        for step in now - STEPS_BESIDE..=now + STEPS_BESIDE {
            let same = bool::from(self.code(step).as_bytes().ct_eq(code.as_bytes()));
            if same && step > last_used && found.is_none() {
                found = Some(step);
            }
        }
        found
    }

    /// The secret as apps take it by hand.
    pub(crate) fn base32(&self) -> String {
        base32(&self.0)
    }

    /// The address that apps read from a picture. `issuer` is the municipality, `name` the sign-in name.
    pub(crate) fn address(&self, issuer: &str, name: &str) -> String {
        let (issuer, name) = (percent(issuer), percent(name));
        let secret = self.base32();
        format!(
            "otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}&algorithm=SHA1\
             &digits={DIGITS}&period={STEP_SECONDS}"
        )
    }
}

/// Base32 without padding (RFC 4648).
pub(crate) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(held << (5 - bits) & 31) as usize]));
    }
    text
}

fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret(Zeroizing::new(b"12345678901234567890".to_vec()))
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn the_codes_of_the_rfc() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().code(Secret::step_at(second)), code);
        }
    }

    #[test]
    fn a_code_counts_for_a_step_beside_and_once() {
        let now = 1_111_111_111;
        let step = Secret::step_at(now);
        let code = secret().code(step);
        for beside in [-30, 0, 30] {
            assert_eq!(secret().step_of(&code, now + beside, 0), Some(step));
        }
        for far in [-60, 60] {
            assert_eq!(secret().step_of(&code, now + far, 0), None);
        }
        assert_eq!(secret().step_of(&code, now, step), None);
        assert_eq!(secret().step_of("050 471", now, 0), Some(step));
        for wrong in ["", "05047", "0504711", "abcdef", "٠٥٠٤٧١"] {
            assert_eq!(secret().step_of(wrong, now, 0), None);
        }
    }

    /// RFC 4648, section 10, without padding.
    #[test]
    fn base32_as_in_the_rfc() {
        for (plain, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(plain.as_bytes()), text);
        }
    }

    #[test]
    fn the_address_says_all_that_an_app_needs() {
        assert_eq!(
            secret().address("Havnby Kommune", "åse"),
            "otpauth://totp/Havnby%20Kommune:%C3%A5se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Havnby%20Kommune&algorithm=SHA1&digits=6&period=30"
        );
    }
}
