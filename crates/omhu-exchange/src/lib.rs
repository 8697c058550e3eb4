//! Reads a case history, the public exchange format of omhu, into the cases that the law engine judges.
//!
//! Owns: the form of the file (CSV, JSON Lines, foreign extracts through a mapping), which rows are
//! rejected and why, grouping of rows by case within a memory budget.
//! Must not know: any rule, any obligation, what day it is today.
//!
//! The way of a row: `blocks` cuts the file into blocks of whole records, one block after the
//! other under a lock; worker threads take a block each, `csv` or `json` cuts it into cells, `layout`
//! says which cell means what, `check` validates, `store` keeps the row in a partition chosen by its
//! case, in memory or on disk. `cases` then gives one case at a time.

mod blocks;
mod cases;
mod check;
mod columns;
mod csv;
mod dates;
mod error;
mod header;
mod ids;
mod json;
mod layout;
mod mapping;
mod marks;
mod message;
mod options;
mod reader;
mod record;
mod rejection;
mod source;
mod store;
mod suggest;
mod worker;

pub use cases::{CaseFile, PartitionCases};
pub use columns::Column;
pub use error::{Hint, MissingColumn, ReadError};
pub use mapping::{Encoding, Mapping, MappingError};
pub use message::Language;
pub use options::{Format, Options, Progress};
pub use reader::read;
pub use rejection::{Rejected, Rejection, Why};
pub use source::Source;
pub use suggest::{suggest, suggest_mapping};
