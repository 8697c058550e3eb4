//! Why a file cannot be used at all.
//!
//! Owns: the errors of reading. Must not know: how the command line shows them.

use std::io;
use std::path::PathBuf;

use crate::mapping::MappingError;
use crate::rejection::Rejected;

/// A file that cannot be used, or a place to keep its rows that cannot.
///
/// The texts are English; [`ReadError::message`] says the same in both languages.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("there is no file {}", .path.display())]
    NotFound {
        /// The path asked for.
        path: PathBuf,
    },
    /// The file cannot be read.
    #[error("{name} cannot be read: {reason}")]
    Unreadable {
        /// The path, or the name of the stream.
        name: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The header row lacks columns that every case history has.
    #[error("the header row has no column {}", names(.missing))]
    NoSuchColumns {
        /// Those that are missing.
        missing: Vec<MissingColumn>,
        /// Those that were found.
        found: Vec<String>,
        /// What the file looks like instead.
        hint: Option<Hint>,
    },
    /// A NUL character stands in the header row: the file is no text.
    #[error("{name} is no text: its header row holds a NUL character")]
    NotText {
        /// The path, or the name of the stream.
        name: String,
    },
    /// A column stands in the header row twice.
    #[error("the header row has two columns {column}")]
    TwoColumns {
        /// The column.
        column: String,
    },
    /// There are rows, and every one was rejected.
    #[error("nothing but rejected rows: {}", .rejected.total)]
    NothingButRejected {
        /// The rows.
        rejected: Box<Rejected>,
        /// Columns that are no part of the contract.
        unknown_columns: Vec<String>,
    },
    /// Rows that did not fit into memory could not be kept on disk.
    #[error("rows do not fit into memory and cannot be kept on disk: {0}")]
    Spill(io::Error),
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

/// A column that is missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingColumn {
    /// Its name.
    pub name: String,
    /// The column of the file that looks like it.
    pub looks_like: Option<String>,
}

/// What a file without a usable header looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hint {
    /// Nothing in it.
    Empty,
    /// A spreadsheet (or another zip archive).
    Spreadsheet,
    /// Text in UTF-16.
    Utf16,
    /// JSON Lines under another name.
    JsonLines,
    /// An extract with columns of its own: a mapping would help.
    ForeignExtract,
}

fn names(missing: &[MissingColumn]) -> String {
    let names: Vec<&str> = missing.iter().map(|column| column.name.as_str()).collect();
    names.join(", ")
}
