//! Which cell of a row means what: by the contract's own names, or through a mapping.
//!
//! Owns: matching columns with a header, codes, constants, templates. Must not know: what is required.

use hashbrown::HashMap;

use crate::columns::{Cells, Column};
use crate::csv::Shape;
use crate::error::{Hint, MissingColumn, ReadError};
use crate::header::Header;
use crate::mapping::{Mapping, MappingError, Noted};
use crate::suggest::looks_like;

type Fixed = foldhash::fast::FixedState;
type Codes = HashMap<String, String, Fixed>;

/// What the wanted cells of a row mean.
#[derive(Default)]
pub(crate) struct Layout {
    /// The names of the columns that are read, as the file has them.
    pub(crate) wanted: Vec<String>,
    fields: [Field; Column::COUNT],
    steps: Vec<StepLayout>,
    /// No codes, constants or steps: cells are taken as they are.
    plain: bool,
}

#[derive(Default)]
struct Field {
    /// Its place among the wanted columns.
    cell: Option<usize>,
    /// What stands there where the cell is empty.
    constant: String,
    codes: Option<Codes>,
}

struct StepLayout {
    date: usize,
    kind: String,
    templates: Vec<(Column, Template)>,
}

struct Template {
    parts: Vec<Part>,
    /// For messages: the only column it takes from, or the template as it was written.
    name: String,
}

enum Part {
    Text(String),
    Cell(usize),
}

/// What a row gives: a fact's cells, or a code that nothing translates.
pub(crate) enum Given<'a> {
    Fact(Cells<'a>),
    Untranslated(Column, &'a str),
}

/// Room for texts that are put together.
#[derive(Default)]
pub(crate) struct Room {
    texts: [String; Column::COUNT],
}

impl Layout {
    /// The layout of a file, before it is known which columns the file has.
    pub(crate) fn new(mapping: Option<&Mapping>) -> Result<Layout, MappingError> {
        let mut layout = Layout {
            plain: mapping.is_none(),
            ..Layout::default()
        };
        let none = Mapping::default();
        let mapping = mapping.unwrap_or(&none);
        let has_steps = mapping.is_one_row_per_process();
        for column in Column::ALL {
            let index = column.index();
            let cell = match (&mapping.columns[index], &mapping.constants[index]) {
                (Some(name), _) => Some(layout.want(&name.text)),
                // Columns that already have the contract's name need no mapping.
                (None, None) if !has_steps => Some(layout.want(column.name())),
                (None, _) => None,
            };
            let codes = mapping.codes[index].as_ref().map(|table| {
                table
                    .iter()
                    .map(|(code, noted)| (code.clone(), noted.text.clone()))
                    .collect()
            });
            let constant = mapping.constants[index]
                .as_ref()
                .map(|noted| noted.text.clone());
            layout.fields[index] = Field {
                cell,
                constant: constant.unwrap_or_default(),
                codes,
            };
        }
        for step in &mapping.steps {
            let date = layout.want(&step.column.text);
            let mut templates = Vec::new();
            for column in Column::ALL {
                if let Some(noted) = &step.cells[column.index()] {
                    templates.push((column, layout.template(noted)?));
                }
            }
            layout.steps.push(StepLayout {
                date,
                kind: step.kind.text.clone(),
                templates,
            });
        }
        if has_steps && layout.fields[Column::Case.index()].cell.is_none() {
            let reason = "with [[step]], [columns] must name the column of the case".to_owned();
            return Err(MappingError {
                line: mapping.steps[0].column.line,
                reason,
            });
        }
        Ok(layout)
    }

    fn want(&mut self, name: &str) -> usize {
        if let Some(place) = self.wanted.iter().position(|wanted| wanted == name) {
            return place;
        }
        self.wanted.push(name.to_owned());
        self.wanted.len() - 1
    }

    /// Reads `n{Sagsnr}`; `{{` is a brace.
    fn template(&mut self, noted: &Noted) -> Result<Template, MappingError> {
        let broken = |reason: &str| MappingError {
            line: noted.line,
            reason: reason.to_owned(),
        };
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = noted.text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let twice = rest[at..].starts_with("{{") || rest[at..].starts_with("}}");
            if twice {
                text.push_str(&rest[at..=at]);
                rest = &rest[at + 2..];
                continue;
            }
            let name = rest[at..]
                .strip_prefix('{')
                .and_then(|inner| inner.split_once('}'));
            let (name, after) = name.ok_or_else(|| broken("{ without } (write {{ for a brace)"))?;
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.push(Part::Cell(self.want(name.trim())));
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        let mut cells = parts.iter().filter_map(|part| match part {
            Part::Cell(cell) => Some(*cell),
            Part::Text(_) => None,
        });
        let name = match (cells.next(), cells.next()) {
            (Some(only), None) => self.wanted[only].clone(),
            _ => noted.text.clone(),
        };
        Ok(Template { parts, name })
    }

    /// Where the wanted columns stand in a CSV file.
    pub(crate) fn shape(&self, header: &Header) -> Result<Shape, ReadError> {
        let mut found: Vec<Option<usize>> = vec![None; self.wanted.len()];
        for (column, name) in header.names.iter().enumerate() {
            let slot = self.wanted.iter().position(|wanted| wanted == name);
            if slot.is_some_and(|slot| found[slot].replace(column).is_some()) {
                return Err(ReadError::TwoColumns {
                    column: name.clone(),
                });
            }
        }
        let missing: Vec<MissingColumn> = (0..self.wanted.len())
            .filter(|slot| found[*slot].is_none() && self.is_needed(*slot))
            .map(|slot| {
                let name = self.wanted[slot].clone();
                let looks_like = looks_like(&name, &header.names);
                MissingColumn { name, looks_like }
            })
            .collect();
        if !missing.is_empty() {
            let hint = header
                .hint
                .or((header.names.len() > 1).then_some(Hint::ForeignExtract));
            return Err(ReadError::NoSuchColumns {
                missing,
                found: header.names.clone(),
                hint,
            });
        }
        Ok(Shape {
            separator: header.separator,
            columns: header.names.len(),
            wanted: found,
        })
    }

    /// The columns of a CSV file that nobody wants, each once.
    pub(crate) fn unknown(&self, header: &Header) -> Vec<String> {
        let mut unknown: Vec<String> = Vec::new();
        for name in &header.names {
            if !self.wanted.contains(name) && !unknown.contains(name) {
                unknown.push(name.clone());
            }
        }
        unknown
    }

    /// Whether a file cannot do without this column: the contract asks for it, or the mapping names it.
    fn is_needed(&self, slot: usize) -> bool {
        Column::find(&self.wanted[slot]).is_none_or(|column| Column::REQUIRED.contains(&column))
    }

    /// The name of a column in messages. `step`: the step that the fact came from.
    pub(crate) fn name(&self, column: Column, step: Option<usize>) -> &str {
        if let Some(step) = step.and_then(|step| self.steps.get(step)) {
            if column == Column::When {
                return &self.wanted[step.date];
            }
            if let Some((_, template)) = step.templates.iter().find(|(of, _)| *of == column) {
                return &template.name;
            }
        }
        match self.fields[column.index()].cell {
            Some(cell) => &self.wanted[cell],
            None => column.name(),
        }
    }

    /// Gives each fact that a row holds to `visit`, with its step. `cell` gives trimmed wanted cells.
    pub(crate) fn facts<'c>(
        &self,
        cell: impl Fn(usize) -> &'c str,
        room: &mut Room,
        mut visit: impl FnMut(Option<usize>, Given<'_>),
    ) {
        if self.plain {
            // The wanted columns are those of the contract, in its order.
            return visit(None, Given::Fact(std::array::from_fn(cell)));
        }
        if self.steps.is_empty() {
            match self.cells(&cell) {
                // A code that is translated to nothing: the extract has rows that are no facts.
                Ok(cells) if self.is_left_out(&cells, &cell) => {}
                Ok(cells) => visit(None, Given::Fact(cells)),
                Err((column, text)) => visit(None, Given::Untranslated(column, text)),
            }
            return;
        }
        for (index, step) in self.steps.iter().enumerate() {
            let date = cell(step.date);
            if !date.is_empty() {
                visit(Some(index), self.step(step, date, &cell, room));
            }
        }
    }

    fn is_left_out<'c>(&self, cells: &Cells<'_>, cell: &impl Fn(usize) -> &'c str) -> bool {
        let kind = Column::Kind.index();
        cells[kind].is_empty() && !self.fields[kind].cell.map_or("", cell).is_empty()
    }

    /// The cells of a row that is one fact.
    fn cells<'s, 'c: 's>(
        &'s self,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<Cells<'s>, (Column, &'s str)> {
        let mut cells: Cells<'s> = [""; Column::COUNT];
        for (column, field) in Column::ALL.into_iter().zip(&self.fields) {
            let text = field.cell.map_or("", cell);
            cells[column.index()] = match text {
                "" => &field.constant,
                text => translated(field, text).ok_or((column, text))?,
            };
        }
        Ok(cells)
    }

    fn step<'r, 'c: 'r>(
        &'r self,
        step: &'r StepLayout,
        date: &'r str,
        cell: &impl Fn(usize) -> &'c str,
        room: &'r mut Room,
    ) -> Given<'r> {
        let mut cells = match self.cells(cell) {
            Ok(cells) => cells,
            Err((column, text)) => return Given::Untranslated(column, text),
        };
        cells[Column::Kind.index()] = &step.kind;
        cells[Column::When.index()] = date;
        for (column, template) in &step.templates {
            let field = &self.fields[column.index()];
            let text = &mut room.texts[column.index()];
            text.clear();
            for part in &template.parts {
                match part {
                    Part::Text(fixed) => text.push_str(fixed),
                    Part::Cell(place) => match cell(*place) {
                        // A template whose cell is empty is empty: `a{Undersøgelse}` is not `a`.
                        "" => {
                            text.clear();
                            break;
                        }
                        code => match translated(field, code) {
                            Some(translation) => text.push_str(translation),
                            None => return Given::Untranslated(*column, code),
                        },
                    },
                }
            }
        }
        let room: &'r Room = room;
        for (column, _) in &step.templates {
            cells[column.index()] = room.texts[column.index()].trim();
        }
        Given::Fact(cells)
    }
}

fn translated<'a>(field: &'a Field, text: &'a str) -> Option<&'a str> {
    match &field.codes {
        None => Some(text),
        Some(codes) => codes.get(text).map(String::as_str),
    }
}
