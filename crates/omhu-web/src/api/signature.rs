//! Signatures of messages, in the manner of Standard Webhooks.
//!
//! Owns: the secret's form, HMAC-SHA-256 over id, time and body, base64. Must not know: where a message goes.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// What stands before a secret, so that a search for leaked ones finds it.
const MARK: &str = "whsec_";

/// What messages are signed with. It has no `Debug` that shows it.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// Reads `whsec_` and 24 to 64 bytes in base64.
    #[must_use]
    pub fn parse(text: &str) -> Option<Secret> {
        let bytes = Zeroizing::new(from_base64(text.strip_prefix(MARK)?)?);
        (24..=64).contains(&bytes.len()).then_some(Secret(bytes))
    }

    /// Its bytes.
    pub(super) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

impl From<Zeroizing<Vec<u8>>> for Secret {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Secret {
        Secret(bytes)
    }
}

/// The header `webhook-signature` of a message.
#[must_use]
pub fn signature(secret: &Secret, id: &str, second: i64, body: &str) -> String {
    let Ok(mut mac) = <Hmac<Sha256>>::new_from_slice(&secret.0) else {
        // Never: any length is a key.
        return String::new();
    };
    for part in [id, ".", &second.to_string(), ".", body] {
        mac.update(part.as_bytes());
    }
    format!("v1,{}", to_base64(&mac.finalize().into_bytes()))
}

fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim_end_matches('=');
    let padded = bare.len().next_multiple_of(4);
    if (text.len() != bare.len() && text.len() != padded) || bare.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for sign in bare.bytes() {
        let value = SIGNS.iter().position(|each| *each == sign)?;
        bits = bits << 6 | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks libraries.
    #[test]
    fn a_message_is_signed_as_the_libraries_of_standard_webhooks_do() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = "{\"test\": 2432232314}";
        assert_eq!(
            signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(to_base64(plain.as_bytes()), text);
            assert_eq!(from_base64(text).unwrap(), plain.as_bytes());
            assert_eq!(
                from_base64(text.trim_end_matches('=')).unwrap(),
                plain.as_bytes()
            );
        }
        for wrong in ["Z", "Zg=", "Zg===", "Z!==", "æ"] {
            assert!(from_base64(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_long_enough_and_does_not_show_itself() {
        let of = |bytes: usize| Secret::parse(&format!("whsec_{}", to_base64(&vec![7; bytes])));
        assert!(of(23).is_none() && of(65).is_none());
        assert!(of(24).is_some() && of(64).is_some());
        assert!(Secret::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").is_none());
        assert_eq!(format!("{:?}", of(24)), "Some(Secret)");
    }
}
