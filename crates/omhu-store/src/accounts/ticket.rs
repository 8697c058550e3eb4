//! Tickets: random texts of 256 bits, and whoever holds one is let in.
//!
//! Owns: how they are made, read and hashed. Must not know: what they open.

use omhu_casework::chain::hex;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::seal::random;

/// What stands before a token of a program, so that a search for leaked secrets finds it.
const TOKEN_MARK: &str = "omhu_";

/// What a ticket is for; a ticket for one thing is none for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    Session,
    Token,
    FirstRun,
    Password,
    Code,
    Calendar,
}

impl Purpose {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Purpose::Session => "session",
            Purpose::Token => "token",
            Purpose::FirstRun => "first_run",
            Purpose::Password => "password",
            Purpose::Code => "code",
            Purpose::Calendar => "calendar",
        }
    }
}

/// A random text that opens something. Only its hash is kept; it has no `Debug` that shows it.
#[derive(Clone)]
pub struct Ticket(Zeroizing<String>);

impl Ticket {
    pub(crate) fn new(purpose: Purpose) -> Result<Ticket, StoreError> {
        let bytes = Zeroizing::new(random::<32>()?);
        let mark = if purpose == Purpose::Token {
            TOKEN_MARK
        } else {
            ""
        };
        Ok(Ticket(Zeroizing::new(format!("{mark}{}", hex(&*bytes)))))
    }

    /// Reads one that somebody shows. None: it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Ticket> {
        let digits = text.strip_prefix(TOKEN_MARK).unwrap_or(text);
        let fits = digits.len() == 64
            && digits
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Ticket(Zeroizing::new(text.to_owned())))
    }

    /// The text, to be shown or sent once.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept of it. Random texts need no salt and no slow hash.
    pub(crate) fn hash(&self, purpose: Purpose) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"omhu ticket ");
        hash.update(purpose.word());
        hash.update([0]);
        hash.update(self.0.as_bytes());
        hash.finalize().into()
    }
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticket")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_differ_are_read_back_and_do_not_show_themselves() {
        let one = Ticket::new(Purpose::Session).unwrap();
        let other = Ticket::new(Purpose::Session).unwrap();
        assert_ne!(one.text(), other.text());
        let again = Ticket::parse(one.text()).unwrap();
        assert_eq!(one.hash(Purpose::Session), again.hash(Purpose::Session));
        assert_ne!(one.hash(Purpose::Session), one.hash(Purpose::Password));
        assert_eq!(format!("{one:?}"), "Ticket");
        let token = Ticket::new(Purpose::Token).unwrap();
        assert!(token.text().starts_with("omhu_"));
        assert!(Ticket::parse(token.text()).is_some());
        for wrong in [
            "",
            "omhu_",
            &one.text()[1..],
            &one.text().to_uppercase(),
            "' or 1=1 --",
        ] {
            assert!(Ticket::parse(wrong).is_none() || wrong.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
