//! Administration, stand-ins and access checks, as somebody signed in sees them.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

mod accounts;
#[expect(dead_code, reason = "each folder of tests uses its part")]
#[path = "../pages_day/bench.rs"]
mod bench;
mod factor;
mod language;
mod oversight;
mod stand_ins;
mod system;
#[path = "../pages_day/telephone.rs"]
mod telephone;
