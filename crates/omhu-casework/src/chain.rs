//! The chain of hashes that shows whether a log was changed behind omhu's back.
//!
//! Owns: which bytes are hashed, in which order. Must not know: where the log is kept.
//!
//! Each link is SHA-256 over the link before and over every stored cell, each with its length before
//! it, so that no two different logs give the same bytes. A chain alone does not see a cut-off tail:
//! its newest link must stand somewhere else too (a checkpoint).

use sha2::{Digest, Sha256};

/// One link: 32 bytes.
pub type Link = [u8; 32];

/// The link before the first.
pub const GENESIS: Link = [0; 32];

/// The link after `previous` for a record of these cells.
#[must_use]
pub fn link(previous: &Link, cells: &[&[u8]]) -> Link {
    let mut hash = Sha256::new();
    hash.update(previous);
    for cell in cells {
        hash.update((cell.len() as u64).to_le_bytes());
        hash.update(cell);
    }
    hash.finalize().into()
}

/// The link of an event as stored.
#[must_use]
#[expect(
    clippy::too_many_arguments,
    reason = "the stored cells, named at each call site"
)]
pub fn event_link(
    previous: &Link,
    case: i64,
    seq: i64,
    kind: &str,
    version: i64,
    recorded_at: i64,
    recorded_by: i64,
    payload: &str,
) -> Link {
    let [case, seq, version, recorded_at, recorded_by] =
        [case, seq, version, recorded_at, recorded_by].map(i64::to_le_bytes);
    link(
        previous,
        &[
            &case,
            &seq,
            kind.as_bytes(),
            &version,
            &recorded_at,
            &recorded_by,
            payload.as_bytes(),
        ],
    )
}

/// A link as hexadecimal digits.
#[must_use]
pub fn hex(link: &[u8]) -> String {
    use std::fmt::Write as _;
    link.iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_run_together_give_other_links() {
        assert_ne!(
            link(&GENESIS, &[b"ab", b"c"]),
            link(&GENESIS, &[b"a", b"bc"])
        );
        assert_ne!(link(&GENESIS, &[b"ab"]), link(&GENESIS, &[b"ab", b""]));
    }

    #[test]
    fn a_known_link() {
        // sha256 of 32 zero bytes, computed by another program.
        assert_eq!(
            hex(&link(&GENESIS, &[])),
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
    }
}
