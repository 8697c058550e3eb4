//! Whether the cells of a row make a fact of its kind.
//!
//! Owns: what is required of which kind, and reading days, values and legal bases.
//! Must not know: where cells come from, where facts go.

use hashbrown::HashMap;
use omhu_law::calendar::{When, WhenError};
use omhu_law::history::Row;
use omhu_law::vocabulary::{
    Basis, Kind, KindId, Need, Value, ValueError, ValueForm, Vocabulary, is_basis,
};

use crate::columns::{Cells, Column};
use crate::dates::{DateError, DateForm};
use crate::rejection::Why;

type Fixed = foldhash::fast::FixedState;

/// How many misspelt kinds are looked up; beyond that the nearest one is not named.
const MISSPELT_KEPT: usize = 500;

/// What is required of a fact.
pub(crate) struct Rules<'v> {
    vocabulary: &'v Vocabulary,
    kinds: HashMap<&'v str, KindId, Fixed>,
    bases: &'v (dyn Fn(&str) -> Basis + Sync),
    dates: DateForm,
}

/// What is wrong with a row, small: most flaws of a file full of them are only counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Flaw {
    pub(crate) column: Column,
    pub(crate) fault: Fault,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Missing,
    NobodyAssigned,
    When(DateError),
    Kind,
    Value(KindId),
    Basis,
    Untranslated,
}

impl<'v> Rules<'v> {
    pub(crate) fn new(
        vocabulary: &'v Vocabulary,
        bases: &'v (dyn Fn(&str) -> Basis + Sync),
        dates: DateForm,
    ) -> Rules<'v> {
        let kinds = vocabulary
            .kinds()
            .map(|(id, kind)| (kind.name.as_str(), id))
            .collect();
        Rules {
            vocabulary,
            kinds,
            bases,
            dates,
        }
    }

    /// The fact that trimmed cells make; empties those that its kind does not use.
    pub(crate) fn fact<'a>(&self, cells: &mut Cells<'a>, line: u64) -> Result<Row<'a>, Flaw> {
        if cells[Column::Case.index()].is_empty() {
            return Err(Flaw {
                column: Column::Case,
                fault: Fault::Missing,
            });
        }
        let (id, kind) = self.kind(cells[Column::Kind.index()])?;
        let when = self.when(cells, Column::When)?;
        blank_unused(kind, cells);
        let about = need(cells, Column::About, kind.about)?;
        let reference = need(cells, Column::Ref, kind.reference)?;
        let basis_text = need(cells, Column::Basis, kind.basis)?;
        let basis = match basis_text {
            "" => Basis::NONE,
            text if is_basis(text) => (self.bases)(text),
            _ => {
                return Err(Flaw {
                    column: Column::Basis,
                    fault: Fault::Basis,
                });
            }
        };
        let value_text = cells[Column::Value.index()];
        let value = self.value(id, kind, value_text)?;
        let (team, caseworker) = (
            cells[Column::Team.index()],
            cells[Column::Caseworker.index()],
        );
        if kind.assigns && team.is_empty() && caseworker.is_empty() {
            return Err(Flaw {
                column: Column::Team,
                fault: Fault::NobodyAssigned,
            });
        }
        let recorded = match cells[Column::RecordedAt.index()] {
            "" => when,
            _ => self.when(cells, Column::RecordedAt)?,
        };
        Ok(Row {
            kind: id,
            when,
            when_text: if when.is_day_only() {
                ""
            } else {
                cells[Column::When.index()]
            },
            recorded,
            value,
            basis,
            about,
            reference,
            basis_text,
            value_text,
            team,
            caseworker,
            family: cells[Column::Family.index()],
            id: cells[Column::Id.index()],
            line,
        })
    }

    fn kind(&self, name: &str) -> Result<(KindId, &'v Kind), Flaw> {
        if name.is_empty() {
            return Err(Flaw {
                column: Column::Kind,
                fault: Fault::Missing,
            });
        }
        let id = self.kinds.get(name).copied();
        let id = id.ok_or(Flaw {
            column: Column::Kind,
            fault: Fault::Kind,
        })?;
        Ok((id, self.vocabulary.kind(id)))
    }

    fn value(&self, id: KindId, kind: &Kind, text: &str) -> Result<Value, Flaw> {
        let error = match kind.read_value(text) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let fault = match error {
            ValueError::Missing => Fault::Missing,
            ValueError::NotAWord => Fault::Value(id),
            ValueError::NotARhythm | ValueError::NotADay => match self.dates.read(text) {
                Ok(when) if self.dates.foreign.is_some() && when.is_day_only() => {
                    return Ok(Value::Until(when.day));
                }
                _ => Fault::Value(id),
            },
        };
        Err(Flaw {
            column: Column::Value,
            fault,
        })
    }

    fn when(&self, cells: &Cells<'_>, column: Column) -> Result<When, Flaw> {
        let text = cells[column.index()];
        if text.is_empty() {
            return Err(Flaw {
                column,
                fault: Fault::Missing,
            });
        }
        self.dates.read(text).map_err(|error| Flaw {
            column,
            fault: Fault::When(error),
        })
    }

    /// The reason for people. `text` is what stands in the column at fault.
    pub(crate) fn why(&self, fault: Fault, text: &str, misspelt: &mut Misspelt) -> Why {
        match fault {
            Fault::Missing => Why::MissingCell,
            Fault::NobodyAssigned => Why::NeitherTeamNorCaseworker,
            Fault::When(DateError::Calendar(WhenError::Form)) => Why::BadDay {
                expected: self.dates.example(),
            },
            Fault::When(DateError::Calendar(WhenError::NoSuchDay)) => Why::NoSuchDay,
            Fault::When(DateError::Calendar(WhenError::NoSuchTime)) => Why::NoSuchTime,
            Fault::When(DateError::Calendar(WhenError::NoOffset)) => Why::NoOffset,
            Fault::When(DateError::SkippedByClock) => Why::SkippedByClock,
            Fault::Kind => Why::UnknownKind {
                nearest: misspelt.nearest(text, self.vocabulary),
            },
            Fault::Value(kind) => Why::BadValue {
                expected: self.vocabulary.kind(kind).value_expected(),
            },
            Fault::Basis => Why::BadBasis,
            Fault::Untranslated => Why::UntranslatedCode,
        }
    }
}

/// Empties the cells that a kind does not use: they are ignored.
fn blank_unused(kind: &Kind, cells: &mut Cells<'_>) {
    let mut blank = |column: Column, unused: bool| {
        if unused {
            cells[column.index()] = "";
        }
    };
    blank(Column::About, kind.about == Need::Unused);
    blank(Column::Ref, kind.reference == Need::Unused);
    blank(Column::Basis, kind.basis == Need::Unused);
    blank(Column::Value, kind.value == ValueForm::Unused);
    blank(Column::Team, !kind.assigns);
    blank(Column::Caseworker, !kind.assigns);
    blank(Column::Family, !kind.family);
}

fn need<'a>(cells: &Cells<'a>, column: Column, need: Need) -> Result<&'a str, Flaw> {
    let text = cells[column.index()];
    if need == Need::Required && text.is_empty() {
        return Err(Flaw {
            column,
            fault: Fault::Missing,
        });
    }
    Ok(text)
}

/// Remembers which kind a misspelt one is nearest to: the same mistake comes a million times.
#[derive(Default)]
pub(crate) struct Misspelt {
    known: HashMap<String, Option<String>, Fixed>,
}

impl Misspelt {
    fn nearest(&mut self, text: &str, vocabulary: &Vocabulary) -> Option<String> {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        if self.known.len() >= MISSPELT_KEPT || text.len() > 60 {
            return None;
        }
        let names = vocabulary.kinds().map(|(_, kind)| kind.name.as_str());
        let found = nearest(text, names).map(str::to_owned);
        self.known.insert(text.to_owned(), found.clone());
        found
    }
}

/// The name that needs the fewest changes of letters, where that is no more than a third of them.
pub(crate) fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let text: Vec<char> = text
        .to_lowercase()
        .replace([' ', '-'], "_")
        .chars()
        .collect();
    names
        .map(|name| (changes(&text, name), name))
        .filter(|(changes, name)| *changes <= name.len() / 3)
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, name)| name)
}

/// Levenshtein's distance.
fn changes(text: &[char], name: &str) -> usize {
    let mut row: Vec<usize> = (0..=text.len()).collect();
    for (line, letter) in name.chars().enumerate() {
        let mut before = row[0];
        row[0] = line + 1;
        for (column, other) in text.iter().enumerate() {
            let replaced = before + usize::from(*other != letter);
            before = row[column + 1];
            row[column + 1] = replaced.min(before + 1).min(row[column] + 1);
        }
    }
    row[text.len()]
}
