//! The app, asked in process: what every answer promises, whatever page it is.

mod failures;
mod forms;
mod headers;
mod pages;
mod readable;
mod server;
