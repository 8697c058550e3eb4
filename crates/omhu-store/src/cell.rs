//! The cells that go into statements and come out of rows: text, bigint, boolean, blob.
//!
//! Owns: the four column types on both databases. Must not know: any table.

use rusqlite::types::{FromSql, FromSqlError, ValueRef};
use sqlx::Row as _;

use crate::error::StoreError;

/// One cell; `None` is null.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cell {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Blob(Option<Vec<u8>>),
}

impl Cell {
    /// About so many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Cell::Text(text) => text.as_ref().map_or(0, String::len),
            Cell::Blob(bytes) => bytes.as_ref().map_or(0, Vec::len),
            Cell::Int(_) | Cell::Bool(_) => size_of::<i64>(),
        }
    }
}

macro_rules! cell_from {
    ($($from:ty => $variant:ident, $value:ident => $made:expr;)+) => {$(
        impl From<$from> for Cell {
            fn from($value: $from) -> Cell {
                Cell::$variant($made)
            }
        }
    )+};
}

cell_from! {
    &str => Text, value => Some(value.to_owned());
    &String => Text, value => Some(value.clone());
    String => Text, value => Some(value);
    Option<String> => Text, value => value;
    i64 => Int, value => Some(value);
    i32 => Int, value => Some(i64::from(value));
    Option<i64> => Int, value => value;
    bool => Bool, value => Some(value);
    Option<bool> => Bool, value => value;
    &[u8] => Blob, value => Some(value.to_vec());
    &[u8; 32] => Blob, value => Some(value.to_vec());
    Vec<u8> => Blob, value => Some(value);
    Option<Vec<u8>> => Blob, value => value;
}

/// The cells of a statement, in the order of `$1`, `$2` ...
macro_rules! cells {
    ($($value:expr),* $(,)?) => { &[$($crate::cell::Cell::from($value)),*][..] };
}
pub(crate) use cells;

/// A row of either database.
pub(crate) enum Row {
    Postgres(sqlx::postgres::PgRow),
    /// Of SQLite, read in this process.
    Plain(Vec<rusqlite::types::Value>),
}

macro_rules! getter {
    ($name:ident, $type:ty) => {
        pub(crate) fn $name(&self, place: usize) -> Result<$type, StoreError> {
            Ok(match self {
                Row::Postgres(row) => row.try_get_unchecked(place)?,
                Row::Plain(values) => {
                    let value = values.get(place).map_or(ValueRef::Null, ValueRef::from);
                    let of_other_type = |error: FromSqlError| {
                        let error = rusqlite::Error::FromSqlConversionFailure(
                            place,
                            value.data_type(),
                            Box::new(error),
                        );
                        StoreError::Sqlite(error)
                    };
                    FromSql::column_result(value).map_err(of_other_type)?
                }
            })
        }
    };
}

impl Row {
    getter!(int, i64);
    getter!(maybe_int, Option<i64>);
    getter!(text, String);
    getter!(maybe_text, Option<String>);
    getter!(bool, bool);
    getter!(maybe_bool, Option<bool>);
    getter!(blob, Vec<u8>);
    getter!(maybe_blob, Option<Vec<u8>>);

    /// A link of a chain.
    pub(crate) fn link(&self, place: usize) -> Result<[u8; 32], StoreError> {
        self.blob(place)?
            .try_into()
            .map_err(|_| StoreError::Sealed("a link"))
    }
}
