//! The tables as their text says them: names, columns, types.
//!
//! Owns: reading the steps of `schema.rs`. Must not know: what a table is for.

use crate::cell::{Cell, Row};
use crate::error::StoreError;
use crate::schema::STEPS;

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Text,
    Int,
    Bool,
    Blob,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Int => "bigint",
            Kind::Bool => "boolean",
            Kind::Blob => "blob",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Kind> {
        Some(match word {
            "text" => Kind::Text,
            "bigint" => Kind::Int,
            "boolean" => Kind::Bool,
            "blob" => Kind::Blob,
            _ => return None,
        })
    }
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, Kind)>,
    /// The columns of the primary key.
    pub(crate) keys: Vec<String>,
}

impl Table {
    /// Its columns in a list.
    pub(crate) fn column_list(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    /// The cells of a row, in the order of the columns.
    pub(crate) fn cells_of(&self, row: &Row) -> Result<Vec<Cell>, StoreError> {
        let cell = |(place, (_, kind)): (usize, &(String, Kind))| {
            Ok(match kind {
                Kind::Text => Cell::Text(row.maybe_text(place)?),
                Kind::Int => Cell::Int(row.maybe_int(place)?),
                Kind::Bool => Cell::Bool(row.maybe_bool(place)?),
                Kind::Blob => Cell::Blob(row.maybe_blob(place)?),
            })
        };
        self.columns.iter().enumerate().map(cell).collect()
    }

    /// The cells of a row that are its key.
    pub(crate) fn key_cells(&self, row: &[Cell]) -> Vec<Cell> {
        let named = self.columns.iter().zip(row);
        let of_key = |key: &String| {
            let mut named = named.clone();
            named
                .find(|((name, _), _)| name == key)
                .map(|(_, cell)| cell.clone())
        };
        self.keys.iter().filter_map(of_key).collect()
    }
}

/// All tables after all steps, in the order in which they were made: one that refers to another is later.
pub(crate) fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let lines = STEPS.iter().flat_map(|step| step.tables.lines());
    let mut open = false;
    for line in lines {
        let code = line.split(" -- ").next().unwrap_or("").trim();
        let words: Vec<_> = code
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '('))
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            ["create", "table", name, ..] => {
                open = true;
                tables.push(Table {
                    name: (*name).to_owned(),
                    columns: Vec::new(),
                    keys: Vec::new(),
                });
            }
            ["alter", "table", name, "add", "column", column, kind, ..] => {
                let table = tables.iter_mut().find(|table| table.name == *name);
                if let (Some(table), Some(kind)) = (table, Kind::of(kind)) {
                    table.columns.push(((*column).to_owned(), kind));
                }
            }
            ["primary", "key", keys @ ..] if open => {
                if let Some(table) = tables.last_mut() {
                    let keys = keys.iter().map(|key| key.trim_end_matches(')').to_owned());
                    table.keys = keys.filter(|key| !key.is_empty()).collect();
                }
            }
            [column, kind, more @ ..] if open && !code.starts_with(')') => {
                if let (Some(table), Some(kind)) = (tables.last_mut(), Kind::of(kind)) {
                    table.columns.push(((*column).to_owned(), kind));
                    if more.starts_with(&["primary", "key"]) {
                        table.keys = vec![(*column).to_owned()];
                    }
                }
            }
            _ => {}
        }
        if code.starts_with(')') {
            open = false;
        }
    }
    tables
}

/// The table of this name.
pub(crate) fn table(name: &str) -> Option<Table> {
    tables().into_iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_steps_are_read() {
        let event = table("event").unwrap();
        assert_eq!(
            event.column_list(),
            "case_no, seq, kind, version, recorded_at, recorded_by, payload, link"
        );
        assert_eq!(event.columns[7].1, Kind::Blob);
        assert_eq!(event.keys, ["case_no", "seq"]);
        for table in tables() {
            let name = |key: &String| table.columns.iter().any(|(name, _)| name == key);
            assert!(
                !table.keys.is_empty() && table.keys.iter().all(name),
                "{table:?}"
            );
        }
        assert!(tables().len() > 15);
    }
}
