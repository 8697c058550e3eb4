//! My day, the list of cases, search and the team, as somebody signed in sees them.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

mod bench;
mod day;
mod lists;
mod team;
