//! The API, asked in process by programs with tokens.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

mod bench;
mod description;
mod failures;
mod reading;
mod webhooks;
mod writing;
