//! Counting attempts that fail, so that guessing becomes slow and nobody is locked out for good.
//!
//! Owns: the plan of waiting times, the counters. Must not know: what is attempted.
//!
//! An attempt is counted as failed before it is judged, so that many at the same time are many; what
//! succeeds is taken back. Counted are: a name from one client, a name from anywhere, a client with any
//! name, and one-time codes of an account. A name that does not exist is counted alike.
//!
//! Worst case for one name: 20 guesses, then one each 5 minutes from wherever; from one client 5, then one
//! each quarter of an hour. The owner waits no longer than 5 minutes while a stranger attacks from elsewhere.

use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::keys::Ring;
use crate::sql::accounts as sql;

/// What attempts are counted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Counted<'a> {
    /// A name, tried from one client.
    Pair(&'a str, &'a str),
    /// A name, tried from anywhere.
    Name(&'a str),
    /// A client, with any name. A whole town hall may be one.
    Client(&'a str),
    /// Codes and passwords of somebody who is half or wholly signed in.
    Proof(i64),
}

/// The plan of one kind.
struct Plan {
    /// So many cost nothing.
    free: i64,
    /// The longest wait, in seconds.
    longest: i64,
    /// After so many seconds of quiet all is forgotten.
    forgotten_after: i64,
}

const HOUR: i64 = 3600;
/// The first wait, in seconds; each further failure doubles it.
const FIRST_WAIT: i64 = 5;

impl Counted<'_> {
    fn plan(self) -> Plan {
        let (free, longest, forgotten_after) = match self {
            Counted::Pair(..) => (5, 900, HOUR),
            Counted::Name(_) => (20, 300, 24 * HOUR),
            Counted::Client(_) => (100, 60, HOUR),
            Counted::Proof(_) => (5, 900, 24 * HOUR),
        };
        Plan {
            free,
            longest,
            forgotten_after,
        }
    }

    /// Where it is counted: no name and no address can be read from it.
    fn place(self, ring: &Ring) -> [u8; 32] {
        let key = ring.master.for_purpose("attempts to sign in");
        match self {
            Counted::Pair(name, client) => key.hash(&[b"pair", name.as_bytes(), client.as_bytes()]),
            Counted::Name(name) => key.hash(&[b"name", name.as_bytes()]),
            Counted::Client(client) => key.hash(&[b"client", client.as_bytes()]),
            Counted::Proof(user) => key.hash(&[b"proof", &user.to_le_bytes()]),
        }
    }
}

impl Plan {
    /// The seconds to wait after so many failures.
    fn wait(&self, failures: i64) -> i64 {
        let over = failures - self.free;
        if over < 0 {
            return 0;
        }
        let doubled = FIRST_WAIT.checked_shl(u32::try_from(over).unwrap_or(u32::MAX));
        // A shift that lost its bits is a long one too.
        let wait = doubled.filter(|wait| over < 32 && *wait > 0);
        wait.unwrap_or(self.longest).min(self.longest)
    }
}

/// Counts an attempt at each; or says how long to wait first, and counts nothing.
pub(crate) async fn attempt(
    tx: &mut Tx,
    ring: &Ring,
    all: &[Counted<'_>],
    second: i64,
) -> Result<Result<(), i64>, StoreError> {
    let mut counted = Vec::new();
    let mut longest = 0;
    for what in all {
        let plan = what.plan();
        let place = what.place(ring);
        let (mut failures, mut last_at) = (0, second);
        if let Some(row) = tx.row(sql::ATTEMPTS, cells![&place]).await? {
            // A clock that went back makes nobody wait for the time it lost.
            (failures, last_at) = (row.int(0)?, row.int(1)?.min(second));
        }
        if second - last_at > plan.forgotten_after {
            failures = 0;
        }
        let wait = last_at + plan.wait(failures) - second;
        if wait > 0 && last_at == second {
            tx.run(sql::ATTEMPTS_PUT, cells![&place, failures, last_at])
                .await?;
        }
        longest = longest.max(wait);
        counted.push((place, failures + 1));
    }
    if longest > 0 {
        return Ok(Err(longest));
    }
    for (place, failures) in counted {
        tx.run(sql::ATTEMPTS_PUT, cells![&place, failures, second])
            .await?;
    }
    Ok(Ok(()))
}

/// The accounts of which a name, a code or a password must wait, with the seconds; counts nothing.
pub(crate) fn waiting(
    ring: &Ring,
    rows: &[Row],
    accounts: &[(i64, &str)],
    second: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut counted = std::collections::BTreeMap::new();
    for row in rows {
        counted.insert(row.blob(0)?, (row.int(1)?, row.int(2)?.min(second)));
    }
    let wait = |what: Counted<'_>| {
        let (failures, last_at) = counted.get(what.place(ring).as_slice())?;
        Some(last_at + what.plan().wait(*failures) - second)
    };
    let both = accounts.iter().map(|(user, name)| {
        let waits = [wait(Counted::Name(name)), wait(Counted::Proof(*user))];
        (*user, waits.into_iter().flatten().max().unwrap_or(0))
    });
    Ok(both.filter(|(_, wait)| *wait > 0).collect())
}

/// The attempt was none: one less.
pub(crate) async fn undo(tx: &mut Tx, ring: &Ring, what: Counted<'_>) -> Result<(), StoreError> {
    tx.run(sql::ATTEMPT_UNDO, cells![&what.place(ring)]).await?;
    Ok(())
}

/// The attempt succeeded: all forgotten.
pub(crate) async fn forget(tx: &mut Tx, ring: &Ring, what: Counted<'_>) -> Result<(), StoreError> {
    tx.run(sql::ATTEMPTS_DROP, cells![&what.place(ring)])
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let plan = Counted::Pair("a", "b").plan();
        let waits: Vec<_> = (0..14).map(|failures| plan.wait(failures)).collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900]
        );
        for failures in [63, 64, 70, 100, 10_000, i64::MAX] {
            assert_eq!(plan.wait(failures), 900);
        }
    }

    #[test]
    fn places_tell_nothing_and_differ() {
        let ring = Ring::new(crate::seal::Key([7; 32]));
        let places = [
            Counted::Pair("ab", "c").place(&ring),
            Counted::Pair("a", "bc").place(&ring),
            Counted::Name("ab").place(&ring),
            Counted::Client("ab").place(&ring),
            Counted::Proof(1).place(&ring),
        ];
        let different: std::collections::BTreeSet<_> = places.iter().collect();
        assert_eq!(different.len(), places.len());
    }
}
