//! The app, asked in process: what every answer promises, whatever page it is.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

mod failures;
mod forms;
mod headers;
mod pages;
mod readable;
mod server;
