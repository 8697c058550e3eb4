//! Accounts on both databases: signing in, what people hold, what a viewer is made of.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

#[path = "accounts/desk.rs"]
mod desk;
#[path = "accounts/holding.rs"]
mod holding;
#[path = "accounts/oversight.rs"]
mod oversight;
#[path = "accounts/programs.rs"]
mod programs;
#[path = "accounts/rows.rs"]
mod rows;
#[path = "accounts/sessions.rs"]
mod sessions;
#[path = "accounts/sign_in.rs"]
mod sign_in;
#[path = "../examples/account_speed/stopwatch.rs"]
mod stopwatch;
mod support;
#[path = "accounts/viewers.rs"]
mod viewers;
