//! A fact of the public exchange format as casework writes it down: its cells, and whether they make one.
//!
//! Owns: the cells and their reading. Must not know: who wrote them, any rule.

use omhu_law::book::LawBook;
use omhu_law::calendar::{When, WhenError};
use omhu_law::history::Row;
use omhu_law::vocabulary::{Kind, Need, ValueError, is_basis};
use serde::{Deserialize, Serialize};

/// A cell of a fact, by the name of its column in the contract.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cell {
    /// `kind`
    Kind,
    /// `when`
    When,
    /// `about`
    About,
    /// `ref`
    Ref,
    /// `basis`
    Basis,
    /// `value`
    Value,
    /// `team`
    Team,
    /// `recorded_at`
    RecordedAt,
}

impl Cell {
    /// The column's name in the contract, and the form field's name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Cell::Kind => "kind",
            Cell::When => "when",
            Cell::About => "about",
            Cell::Ref => "ref",
            Cell::Basis => "basis",
            Cell::Value => "value",
            Cell::Team => "team",
            Cell::RecordedAt => "recorded_at",
        }
    }
}

/// Why cells make no fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Why {
    /// A cell that the kind needs is empty.
    #[error("missing")]
    Missing,
    /// No kind of the vocabulary.
    #[error("unknown kind")]
    UnknownKind,
    /// Not a day and not an instant.
    #[error("not a day and not an instant")]
    NotADay,
    /// The calendar has no such day, or the clock no such time.
    #[error("no such day or time")]
    NoSuchTime,
    /// A clock time without an offset.
    #[error("a clock time needs its offset")]
    NoOffset,
    /// Not one of the kind's words, or no rhythm.
    #[error("not one of the values of this kind")]
    BadValue,
    /// Not of the form act, dash, section.
    #[error("not a legal basis")]
    BadBasis,
}

/// A cell and what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}: {why}", cell.word())]
pub struct FactError {
    /// The cell at fault.
    pub cell: Cell,
    /// What is wrong.
    pub why: Why,
}

/// The cells of one fact; empty where the kind does not use them. PII: ids only, never names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FactCells {
    /// The kind of fact; written beside the payload, not in it.
    #[serde(skip)]
    pub kind: String,
    /// A day or an instant with offset.
    pub when: String,
    /// What it is about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What it refers to.
    #[serde(rename = "ref", skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Legal basis.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Value.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Team, on `case_assigned`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// Caseworker, on `case_assigned`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caseworker: String,
    /// Family, on `case_opened`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// The row's id; empty where an imported row had none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// When it was registered, as an imported row says; empty: as `when` says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recorded_at: String,
}

impl FactCells {
    /// The fact as rules read it.
    ///
    /// # Errors
    /// The first cell that cannot be read.
    pub fn row<'a>(&'a self, book: &LawBook) -> Result<Row<'a>, FactError> {
        let fail = |cell, why| FactError { cell, why };
        if self.kind.is_empty() {
            return Err(fail(Cell::Kind, Why::Missing));
        }
        let id = book
            .vocabulary
            .find(&self.kind)
            .ok_or(fail(Cell::Kind, Why::UnknownKind))?;
        let kind = book.vocabulary.kind(id);
        let when = read_when(&self.when, Cell::When)?;
        let recorded = match self.recorded_at.as_str() {
            "" => when,
            text => read_when(text, Cell::RecordedAt)?,
        };
        let about = used(&self.about, kind.about, Cell::About)?;
        let reference = used(&self.reference, kind.reference, Cell::Ref)?;
        let basis_text = used(&self.basis, kind.basis, Cell::Basis)?;
        if !basis_text.is_empty() && !is_basis(basis_text) {
            return Err(fail(Cell::Basis, Why::BadBasis));
        }
        let value_text = if uses_value(kind) {
            self.value.as_str()
        } else {
            ""
        };
        let value = kind.read_value(value_text).map_err(|error| {
            let why = match error {
                ValueError::Missing => Why::Missing,
                ValueError::NotAWord | ValueError::NotARhythm | ValueError::NotADay => {
                    Why::BadValue
                }
            };
            fail(Cell::Value, why)
        })?;
        let (team, caseworker) = if kind.assigns {
            (self.team.as_str(), self.caseworker.as_str())
        } else {
            ("", "")
        };
        if kind.assigns && team.is_empty() && caseworker.is_empty() {
            return Err(fail(Cell::Team, Why::Missing));
        }
        Ok(Row {
            kind: id,
            when,
            when_text: if when.is_day_only() { "" } else { &self.when },
            recorded,
            value,
            basis: book.basis(basis_text),
            about,
            reference,
            basis_text,
            value_text,
            team,
            caseworker,
            family: if kind.family { &self.family } else { "" },
            id: &self.id,
            line: 0,
        })
    }

    /// The same fact with the cells that its kind does not use emptied, and spaces around cells gone.
    #[must_use]
    pub fn tidied(mut self, kind: &Kind) -> FactCells {
        let keep = |cell: &mut String, used: bool| {
            if used {
                trim(cell);
            } else {
                cell.clear();
            }
        };
        keep(&mut self.about, kind.about != Need::Unused);
        keep(&mut self.reference, kind.reference != Need::Unused);
        keep(&mut self.basis, kind.basis != Need::Unused);
        keep(&mut self.value, uses_value(kind));
        keep(&mut self.team, kind.assigns);
        keep(&mut self.caseworker, kind.assigns);
        keep(&mut self.family, kind.family);
        for cell in [&mut self.when, &mut self.id, &mut self.recorded_at] {
            trim(cell);
        }
        self
    }
}

fn trim(cell: &mut String) {
    let trimmed = cell.trim();
    if trimmed.len() != cell.len() {
        *cell = trimmed.to_owned();
    }
}

fn uses_value(kind: &Kind) -> bool {
    kind.value != omhu_law::vocabulary::ValueForm::Unused
}

fn used(cell: &str, need: Need, column: Cell) -> Result<&str, FactError> {
    match (need, cell) {
        (Need::Unused, _) => Ok(""),
        (Need::Required, "") => Err(FactError {
            cell: column,
            why: Why::Missing,
        }),
        (_, cell) => Ok(cell),
    }
}

fn read_when(text: &str, cell: Cell) -> Result<When, FactError> {
    if text.is_empty() {
        return Err(FactError {
            cell,
            why: Why::Missing,
        });
    }
    When::parse(text.as_bytes()).map_err(|error| FactError {
        cell,
        why: match error {
            WhenError::Form => Why::NotADay,
            WhenError::NoSuchDay | WhenError::NoSuchTime => Why::NoSuchTime,
            WhenError::NoOffset => Why::NoOffset,
        },
    })
}
