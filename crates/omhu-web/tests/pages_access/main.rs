//! What is shown, opened or closed by somebody's decision about one case: who notified, an address behind broken glass,
//! conflicts, colleagues beside the caseworker.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

#[expect(dead_code, reason = "each folder of tests uses its part")]
#[path = "../pages_day/bench.rs"]
mod bench;
mod beside;
mod conflicts;
mod notifier;
mod second;
