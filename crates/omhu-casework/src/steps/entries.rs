//! From the answers of a form to what is written.
//!
//! Owns: whether the answers are answers, and the entries they come to. Must not know: any single form.

use std::collections::BTreeMap;

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use super::field::{Choice, Field, FieldKind};
use super::goals;
use super::prefill::follows;
use super::registrations::{Registration, named};
use super::sources;
use super::step::Step;
use super::things::things;
use super::typed;
use super::values::Values;
use super::write::{FactWrite, Given, Of, Write};
use crate::case::CaseState;
use crate::command::Entry;
use crate::fact::FactCells;

/// More characters than this in one answer come from no keyboard.
pub const MOST_CHARACTERS: usize = 200_000;
/// One line is no story.
pub const MOST_IN_A_LINE: usize = 300;

/// The choice that says that the legal basis is typed beside the list.
pub const OTHER_BASIS: &str = "other";
/// The key of that another legal basis is typed than is chosen; its sentence names both (`listed`, `typed`).
pub const TWO_BASES: &str = "error-two-bases";

/// The answer that is typed beside a list.
#[must_use]
pub fn beside(field: &str) -> String {
    format!("{field}.other")
}

/// An answer that is none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FieldError {
    /// The field, or its part (`goals.0.now`).
    pub field: String,
    /// The key of the sentence.
    pub key: &'static str,
}

/// What the answers of a form come to.
///
/// # Errors
/// Every field whose answer is missing or cannot be read, in the order of the form.
pub fn entries(
    step: &Step,
    state: &CaseState,
    book: &LawBook,
    values: &Values,
    now: i64,
) -> Result<Vec<Entry>, Vec<FieldError>> {
    let mut reading = Reading {
        step,
        state,
        book,
        values,
        now,
        today: When::at(now).day,
        answers: BTreeMap::new(),
        errors: Vec::new(),
    };
    for field in &step.fields {
        reading.field(field);
    }
    if !reading.errors.is_empty() {
        return Err(reading.errors);
    }
    let mut entries = Vec::new();
    for rule in &step.writes {
        if rule.given.iter().all(|given| reading.holds(given)) {
            reading.write(&rule.write, &mut entries);
        }
    }
    match (entries.is_empty(), reading.errors.is_empty()) {
        (_, false) => Err(reading.errors),
        (true, true) => Err(vec![FieldError {
            field: step
                .fields
                .first()
                .map_or("", |field| field.name)
                .to_owned(),
            key: "error-nothing",
        }]),
        (false, true) => Ok(entries),
    }
}

/// Whether a field is asked for, given the answers to the others.
#[must_use]
pub fn is_shown(field: &Field, values: &Values) -> bool {
    field
        .shown_when
        .as_ref()
        .is_none_or(|(name, words)| words.iter().any(|word| values.has(name, word)))
}

struct Reading<'a> {
    step: &'a Step,
    state: &'a CaseState,
    book: &'a LawBook,
    values: &'a Values,
    now: i64,
    today: Day,
    /// The answers in the form of the contract; marks are several.
    answers: BTreeMap<&'static str, Vec<String>>,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn fault(&mut self, field: impl Into<String>, key: &'static str) {
        let field = field.into();
        self.errors.push(FieldError { field, key });
    }

    fn field(&mut self, field: &Field) {
        if !is_shown(field, self.values) {
            return;
        }
        if !field.is_answered(self.values) {
            if field.required {
                self.fault(field.name, missing(&field.kind));
            } else if let Some(answer) = follows(field, self.state, self.values) {
                self.answers.insert(field.name, vec![answer]);
            }
            return;
        }
        match self.answer(field) {
            Ok(answers) => {
                self.answers.insert(field.name, answers);
            }
            Err(key) => self.fault(field.name, key),
        }
    }

    fn answer(&self, field: &Field) -> Result<Vec<String>, &'static str> {
        let text = self.values.get(field.name);
        let one = |answer: Result<String, &'static str>| answer.map(|answer| vec![answer]);
        match &field.kind {
            FieldKind::Day => one(typed::day(text, self.today).map(|day| day.to_string())),
            FieldKind::Instant => {
                let clock = self.values.get(&format!("{}.time", field.name));
                one(typed::instant(text, clock, self.now))
            }
            FieldKind::Words(options) => one(match options.iter().any(|word| word == text) {
                true => Ok(text.to_owned()),
                false => Err("error-choose"),
            }),
            FieldKind::YesNo => one(match text {
                "yes" | "no" => Ok(text.to_owned()),
                _ => Err("error-choose"),
            }),
            FieldKind::Marks(options) => {
                let said = self.values.all(field.name).iter().map(|word| word.trim());
                let said: Vec<&str> = said.filter(|word| !word.is_empty()).collect();
                if said
                    .iter()
                    .any(|word| !options.iter().any(|known| known == word))
                {
                    return Err("error-choose");
                }
                // In the order of the form, each once.
                let chosen = options.iter().filter(|word| said.contains(&word.as_ref()));
                Ok(chosen.map(|word| word.to_string()).collect())
            }
            FieldKind::Text { .. } => one(bounded(text, MOST_CHARACTERS)),
            FieldKind::ShortText | FieldKind::Caseworker | FieldKind::Team => {
                one(bounded(text, MOST_IN_A_LINE))
            }
            FieldKind::Thing(choice) => one(self.thing(choice, text)),
            FieldKind::Basis(_) => one(self.basis(field.name, text)),
            FieldKind::Rhythm => one(typed::rhythm(text, self.today)),
            FieldKind::Scale => one(typed::scale(text).map(|number| number.to_string())),
            FieldKind::Amount => one(typed::amount(text)),
            FieldKind::Registration => {
                let found = named(self.state, text);
                one(found.map(|it| it.name()).ok_or("error-not-in-case"))
            }
            // Read where they are written; the caller writes to the other children.
            FieldKind::Goals
            | FieldKind::Movements
            | FieldKind::Sources
            | FieldKind::Children
            | FieldKind::File => Ok(vec![String::new()]),
        }
    }

    /// A legal basis, chosen or typed. Two answers that differ are none: which one was meant, nobody can tell.
    fn basis(&self, name: &str, text: &str) -> Result<String, &'static str> {
        if text == OTHER_BASIS {
            return Err("error-basis-unwritten");
        }
        let beside = self.values.get(&beside(name));
        let chosen = typed::basis(text)?;
        match beside.is_empty() || typed::basis(beside).as_ref() == Ok(&chosen) {
            true => Ok(chosen),
            false => Err(TWO_BASES),
        }
    }

    fn thing(&self, choice: &Choice, text: &str) -> Result<String, &'static str> {
        if choice.new && choice.sorts.iter().any(|sort| sort.new_name() == text) {
            return Ok(text.to_owned());
        }
        let known = things(self.state, self.book);
        let fits = known
            .get(text)
            .is_some_and(|thing| choice.sorts.contains(&thing.sort));
        if fits {
            Ok(text.to_owned())
        } else {
            Err("error-not-in-case")
        }
    }

    fn holds(&self, given: &Given) -> bool {
        match given {
            Given::Filled(field) => self.answers.contains_key(field),
            Given::Empty(field) => !self.answers.contains_key(field),
            Given::Is(field, word) => self
                .answers
                .get(field)
                .is_some_and(|said| said.iter().any(|each| each == word)),
        }
    }

    fn of(&self, source: &Of) -> String {
        match source {
            Of::Nothing => String::new(),
            Of::Field(name) => self
                .answers
                .get(name)
                .map_or_else(String::new, |a| a.join(" ")),
            Of::Word(word) | Of::New(word) => (*word).to_owned(),
        }
    }

    fn fact(&self, fact: &FactWrite) -> Entry {
        let when = fact.when.iter().find_map(|field| self.answers.get(field));
        let when = when.and_then(|answer| answer.first().cloned());
        let value: Vec<String> = fact.value.iter().map(|word| self.of(word)).collect();
        Entry::Fact {
            cells: FactCells {
                kind: fact.kind.to_string(),
                when: when.unwrap_or_else(|| self.today.to_string()),
                about: self.of(&fact.about),
                reference: self.of(&fact.reference),
                basis: self.of(&fact.basis),
                value: value.join(" ").trim().to_owned(),
                team: self.of(&fact.team),
                caseworker: self.of(&fact.caseworker),
                family: self.of(&fact.family),
                ..FactCells::default()
            },
            text: self.of(&fact.text),
        }
    }

    fn write(&mut self, write: &Write, entries: &mut Vec<Entry>) {
        match write {
            Write::Fact(fact) => entries.push(self.fact(fact)),
            Write::Section {
                about,
                section,
                field,
            } => {
                let text = self.of(&Of::Field(field));
                if !text.is_empty() {
                    entries.push(self.section(about, self.of(section), text));
                }
            }
            Write::Sources {
                about,
                section,
                field,
            } => match sources::read_rows(self.values, field, self.today) {
                Ok(rows) if rows.is_empty() => {}
                Ok(rows) => {
                    let name = format!("{}-sources", self.of(section));
                    entries.push(self.section(about, name, sources::to_text(&rows)));
                }
                Err(errors) => self.errors.extend(errors),
            },
            Write::Goals { field, plan } => {
                match goals::set(self.values, field, self.of(plan), self.state) {
                    Ok(goals) => entries.extend(goals),
                    Err(errors) => self.errors.extend(errors),
                }
            }
            Write::Movements {
                field,
                when,
                review,
                unchanged,
            } => {
                let on = self.of(&Of::Field(when));
                let rest = self.holds(&Given::Is(unchanged, "yes"));
                match goals::moved(self.values, field, &on, &self.of(review), rest, self.state) {
                    Ok(scores) => entries.extend(scores),
                    Err(errors) => self.errors.extend(errors),
                }
            }
            Write::Note { when, field, about } => entries.push(Entry::Note {
                when: self.of(&Of::Field(when)),
                text: self.of(&Of::Field(field)),
                template: self.step.id.to_string(),
                about: self.of(about),
                replaces: 0,
            }),
            Write::Retract { row, reason } => {
                let id = self.of(&Of::Field(row));
                let reason = self.of(&Of::Field(reason));
                entries.push(match named(self.state, &id) {
                    Some(Registration::Document(held)) => Entry::Amend {
                        document: held.seq,
                        now: None,
                        reason,
                    },
                    _ => Entry::Retract { id, reason },
                });
            }
            Write::Document {
                file,
                when,
                sort,
                words,
                answer_by,
                about,
            } => {
                let typed = || {
                    let words = self.of(&Of::Field((*words)?));
                    (!words.is_empty()).then(|| super::upload::of_words(&words))
                };
                let sent = self.values.files.get(*file).cloned().or_else(typed);
                entries.extend(sent.map(|upload| Entry::Document {
                    when: self.of(&Of::Field(when)),
                    sort: self.of(sort),
                    media: upload.media,
                    sha256: upload.sha256,
                    name: upload.name,
                    content: upload.content,
                    answer_by: answer_by.map_or_else(String::new, |by| self.of(&Of::Field(by))),
                    about: self.of(about),
                }));
            }
        }
    }

    fn section(&self, about: &Of, section: String, text: String) -> Entry {
        Entry::Section {
            about: self.of(about),
            section,
            text,
            reason: String::new(),
        }
    }
}

fn missing(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Words(_)
        | FieldKind::Marks(_)
        | FieldKind::YesNo
        | FieldKind::Thing(_)
        | FieldKind::Basis(_)
        | FieldKind::Registration => "error-choose",
        _ => "error-missing",
    }
}

fn bounded(text: &str, most: usize) -> Result<String, &'static str> {
    if text.chars().count() > most {
        return Err("error-too-long");
    }
    Ok(text.to_owned())
}
