//! Tokens that are nobody's, counted for each client: guessing 256 bits is hopeless, and noisy guessing is stopped.
//!
//! Owns: the counters, in memory and bounded. Must not know: what was tried. A text that cannot be a token is not
//! counted: it costs no look-up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many wrong tokens from one client within the time below, and no more.
const MOST: u32 = 30;
/// How long failures count, in seconds.
const WINDOW: i64 = 300;
/// More clients than this are not remembered one by one.
const MOST_CLIENTS: usize = 10_000;

/// Failures by client: how many, and since when.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<HashMap<String, (u32, i64)>>);

impl Tries {
    /// Counts a token that was nobody's; where there were too many, says how many seconds to wait.
    pub(crate) fn failed(&self, client: &str, second: i64) -> Result<(), i64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= MOST_CLIENTS {
            tries.retain(|_, (_, since)| second - *since < WINDOW);
        }
        if tries.len() >= MOST_CLIENTS && !tries.contains_key(client) {
            return Err(WINDOW);
        }
        let (failures, since) = tries.entry(client.to_owned()).or_insert((0, second));
        if second - *since >= WINDOW {
            (*failures, *since) = (0, second);
        }
        *failures = failures.saturating_add(1);
        match *failures > MOST {
            true => Err((*since + WINDOW - second).clamp(1, WINDOW)),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_guesses_waits_and_others_do_not() {
        let tries = Tries::default();
        for _ in 0..MOST {
            assert_eq!(tries.failed("192.0.2.1", 1000), Ok(()));
        }
        assert_eq!(tries.failed("192.0.2.1", 1100), Err(200));
        assert_eq!(tries.failed("192.0.2.2", 1100), Ok(()));
        assert_eq!(tries.failed("192.0.2.1", 1300), Ok(()));
        assert_eq!(tries.failed("192.0.2.1", 1301), Ok(()));
    }
}
