//! The mapping of a foreign extract: a TOML file that says what its columns and codes mean.
//!
//! Owns: the form of that file and what is wrong with one. Must not know: the extract itself.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use omhu_law::vocabulary::Vocabulary;
use serde::Deserialize;
use toml::Spanned;

use crate::columns::Column;
use crate::dates::{DateForm, Foreign};
use crate::error::ReadError;

/// How a foreign extract becomes a case history.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub(crate) encoding: Encoding,
    pub(crate) separator: Option<u8>,
    pub(crate) dates: DateForm,
    pub(crate) columns: [Option<Noted>; Column::COUNT],
    pub(crate) constants: [Option<Noted>; Column::COUNT],
    pub(crate) codes: [Option<BTreeMap<String, Noted>>; Column::COUNT],
    pub(crate) steps: Vec<Step>,
}

/// How letters are written as bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// Windows-1252, which Danish systems still write.
    Windows1252,
}

/// A mapping that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("mapping, line {line}: {reason}")]
pub struct MappingError {
    /// The line of the mapping file, from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub reason: String,
}

/// A text of the mapping and its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Noted {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A date column of an extract with one row per process.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The column of the date.
    pub(crate) column: Noted,
    pub(crate) kind: Noted,
    /// What the other columns of the contract hold; `{Name}` stands for a cell.
    pub(crate) cells: [Option<Noted>; Column::COUNT],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    encoding: Option<Spanned<String>>,
    separator: Option<Spanned<String>>,
    date_format: Option<Spanned<String>>,
    midnight_is_day: Option<Spanned<bool>>,
    #[serde(default)]
    columns: PerColumn<Spanned<String>>,
    #[serde(default)]
    constants: PerColumn<Spanned<String>>,
    #[serde(default)]
    codes: PerColumn<BTreeMap<String, Spanned<String>>>,
    #[serde(default)]
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerColumn<T> {
    case: Option<T>,
    kind: Option<T>,
    when: Option<T>,
    about: Option<T>,
    r#ref: Option<T>,
    basis: Option<T>,
    value: Option<T>,
    team: Option<T>,
    caseworker: Option<T>,
    family: Option<T>,
    id: Option<T>,
    recorded_at: Option<T>,
}

impl<T> Default for PerColumn<T> {
    fn default() -> Self {
        PerColumn {
            case: None,
            kind: None,
            when: None,
            about: None,
            r#ref: None,
            basis: None,
            value: None,
            team: None,
            caseworker: None,
            family: None,
            id: None,
            recorded_at: None,
        }
    }
}

impl<T> PerColumn<T> {
    /// In the order of [`Column::ALL`].
    fn in_order(self) -> [Option<T>; Column::COUNT] {
        [
            self.case,
            self.kind,
            self.when,
            self.about,
            self.r#ref,
            self.basis,
            self.value,
            self.team,
            self.caseworker,
            self.family,
            self.id,
            self.recorded_at,
        ]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    column: Spanned<String>,
    kind: Spanned<String>,
    about: Option<Spanned<String>>,
    r#ref: Option<Spanned<String>>,
    basis: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
    team: Option<Spanned<String>>,
    caseworker: Option<Spanned<String>>,
    family: Option<Spanned<String>>,
    id: Option<Spanned<String>>,
    recorded_at: Option<Spanned<String>>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Where it cannot be opened, or is no mapping.
    pub fn from_file(path: &Path) -> Result<Mapping, ReadError> {
        let text = fs::read_to_string(path).map_err(|reason| match reason.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound {
                path: path.to_owned(),
            },
            _ => ReadError::Unreadable {
                name: path.display().to_string(),
                reason,
            },
        })?;
        Ok(Mapping::parse(&text)?)
    }

    /// Reads the text of a mapping file.
    ///
    /// # Errors
    /// Says in which line what is wrong.
    pub fn parse(text: &str) -> Result<Mapping, MappingError> {
        let file: MappingFile = toml::from_str(text).map_err(|error| MappingError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })?;
        Reading { text }.mapping(file)
    }

    /// Whether one row holds several facts, each in a date column of its own.
    #[must_use]
    pub fn is_one_row_per_process(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Whether all kinds that the mapping names exist.
    pub(crate) fn check(&self, vocabulary: &Vocabulary) -> Result<(), MappingError> {
        let codes = self.codes[Column::Kind.index()]
            .iter()
            .flat_map(BTreeMap::values);
        let kinds = codes.chain(self.steps.iter().map(|step| &step.kind));
        let constant = self.constants[Column::Kind.index()].iter();
        for kind in kinds.chain(constant).filter(|kind| !kind.text.is_empty()) {
            if vocabulary.find(&kind.text).is_none() {
                let names = vocabulary.kinds().map(|(_, kind)| kind.name.as_str());
                let hint = crate::check::nearest(&kind.text, names)
                    .map(|name| format!(", did you mean {name}?"))
                    .unwrap_or_default();
                let reason = format!("there is no kind of fact {:?}{hint}", kind.text);
                return Err(MappingError {
                    line: kind.line,
                    reason,
                });
            }
        }
        Ok(())
    }
}

/// Knows the text, for line numbers.
struct Reading<'t> {
    text: &'t str,
}

impl Reading<'_> {
    fn mapping(&self, file: MappingFile) -> Result<Mapping, MappingError> {
        let mapping = Mapping {
            encoding: self.encoding(file.encoding)?,
            separator: self.separator(file.separator)?,
            dates: self.dates(file.date_format, file.midnight_is_day)?,
            columns: file
                .columns
                .in_order()
                .map(|name| name.map(|name| self.note(name))),
            constants: file
                .constants
                .in_order()
                .map(|text| text.map(|text| self.note(text))),
            codes: file.codes.in_order().map(|table| {
                let noted = |(code, text)| (code, self.note(text));
                table.map(|table| table.into_iter().map(noted).collect())
            }),
            steps: file.step.into_iter().map(|step| self.step(step)).collect(),
        };
        if mapping.is_one_row_per_process() {
            for column in [Column::Kind, Column::When, Column::Id] {
                let given = &mapping.columns[column.index()];
                if let Some(given) = given
                    .as_ref()
                    .or(mapping.constants[column.index()].as_ref())
                {
                    let name = column.name();
                    let reason = format!("with [[step]], {name} belongs in the steps");
                    return Err(MappingError {
                        line: given.line,
                        reason,
                    });
                }
            }
        }
        Ok(mapping)
    }

    fn step(&self, step: StepFile) -> Step {
        let note = |text: Option<Spanned<String>>| text.map(|text| self.note(text));
        let mut cells = [const { None }; Column::COUNT];
        for (column, text) in [
            (Column::About, step.about),
            (Column::Ref, step.r#ref),
            (Column::Basis, step.basis),
            (Column::Value, step.value),
            (Column::Team, step.team),
            (Column::Caseworker, step.caseworker),
            (Column::Family, step.family),
            (Column::Id, step.id),
            (Column::RecordedAt, step.recorded_at),
        ] {
            cells[column.index()] = note(text);
        }
        Step {
            column: self.note(step.column),
            kind: self.note(step.kind),
            cells,
        }
    }

    fn encoding(&self, name: Option<Spanned<String>>) -> Result<Encoding, MappingError> {
        let Some(name) = name else {
            return Ok(Encoding::default());
        };
        match name.as_ref().to_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Encoding::Utf8),
            "windows-1252" | "cp1252" | "iso-8859-1" | "latin1" => Ok(Encoding::Windows1252),
            _ => Err(self.error(&name, "encoding is \"utf-8\" or \"windows-1252\"")),
        }
    }

    fn separator(&self, text: Option<Spanned<String>>) -> Result<Option<u8>, MappingError> {
        let Some(text) = text else {
            return Ok(None);
        };
        match text.as_ref().as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | b' ') => {
                Ok(Some(*byte))
            }
            _ => Err(self.error(
                &text,
                "separator is one character, such as \";\" or \"\\t\"",
            )),
        }
    }

    fn dates(
        &self,
        name: Option<Spanned<String>>,
        midnight_is_day: Option<Spanned<bool>>,
    ) -> Result<DateForm, MappingError> {
        let Some(name) = name else {
            return match midnight_is_day {
                Some(given) => Err(self.error(&given, "midnight_is_day needs a date_format")),
                None => Ok(DateForm::default()),
            };
        };
        let mut foreign = Foreign::named(name.as_ref()).ok_or_else(|| {
            let forms =
                "date_format is \"dd-mm-yyyy\", \"dd.mm.yyyy\", \"dd/mm/yyyy\" or \"yyyy-mm-dd\"";
            self.error(&name, forms)
        })?;
        foreign.midnight_is_day = midnight_is_day.is_some_and(Spanned::into_inner);
        Ok(DateForm {
            foreign: Some(foreign),
        })
    }

    fn note(&self, text: Spanned<String>) -> Noted {
        let line = line_of(self.text, text.span().start);
        Noted {
            text: text.into_inner(),
            line,
        }
    }

    fn error<T>(&self, at: &Spanned<T>, reason: &str) -> MappingError {
        MappingError {
            line: line_of(self.text, at.span().start),
            reason: reason.to_owned(),
        }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
