//! A fact in the form that is there for it, to be corrected: filled in as it stands, and from the answers to what is written.
//!
//! Owns: which question stands for which cell, and which parts of a text belong to the fact. Must not know: how it looks, any
//! single form.
//!
//! What nobody changed stays to the letter: a form shows minutes, and a fact may hold seconds or a word that no form offers.

use std::collections::BTreeMap;

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When, instant_text};

use super::Steps;
use super::entries::{FieldError, entries};
use super::field::{Field, FieldKind, Preset};
use super::generic;
use super::hosts::host;
use super::sources;
use super::step::Step;
use super::things::candidates;
use super::typed;
use super::values::Values;
use super::write::{FactWrite, Given, Of, Write};
use crate::case::{CaseState, Registered, Told};
use crate::command::Entry;
use crate::event::Section;
use crate::fact::{Cell, FactCells};
use crate::ids::TextNo;

/// A part of a longer text that the form of a fact writes beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The thing that it is about.
    pub about: String,
    /// Which part.
    pub section: String,
    /// The newest writing, and its event; none: it was never written.
    pub text: Option<(TextNo, i64)>,
    /// The question under which it stands.
    pub field: &'static str,
    /// The answer without which it is not written; none: it is written whatever was answered.
    pub only: Option<&'static str>,
    /// The name under which its form writes it.
    word: &'static str,
}

/// The form in which a fact is corrected.
#[derive(Clone, Debug)]
pub struct Correction<'s> {
    /// The questions, as a form of their own.
    pub step: Step,
    /// The parts of longer texts among them.
    pub parts: Vec<Part>,
    held: &'s Registered,
    write: FactWrite,
    old: Values,
    was: Words,
}

/// What was written: about the fact, and in its parts by field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Words {
    text: String,
    parts: BTreeMap<&'static str, String>,
}

fn field_of(of: &Of) -> Option<&'static str> {
    match of {
        Of::Field(name) => Some(name),
        _ => None,
    }
}

/// What the form of a kind writes of it; where it writes several of the kind, the one that is about something as the fact is.
fn write_of(step: &Step, cells: &FactCells) -> Option<FactWrite> {
    let own = |write: &&FactWrite| write.kind == cells.kind;
    let about = !cells.about.is_empty();
    let alike = |write: &&FactWrite| (write.about != Of::Nothing) == about;
    let found = step.facts().filter(own).find(alike);
    found.or_else(|| step.facts().find(own)).cloned()
}

impl<'s> Correction<'s> {
    /// The questions about a fact; a part that is named in `without` is not asked.
    #[must_use]
    pub fn of(
        steps: &Steps,
        book: &LawBook,
        state: &'s CaseState,
        held: &'s Registered,
        without: Option<&str>,
    ) -> Option<Correction<'s>> {
        let cells = &held.fact.cells;
        let kind = book.vocabulary.find(&cells.kind)?;
        let columns = generic::step(book, book.vocabulary.kind(kind));
        let by_hand = steps.for_kind(&cells.kind).unwrap_or(&columns);
        let mut write = write_of(by_hand, cells).or_else(|| write_of(&columns, cells))?;
        let whole = write_of(&columns, cells)?;
        // What another form wrote, or an import, is shown by the column.
        let mut fields: Vec<&Field> = by_hand.fields.iter().collect();
        let mut lend = |own: &mut Of, column: &Of, cell: &str| {
            if *own == Of::Nothing && !cell.is_empty() {
                own.clone_from(column);
                fields.extend(field_of(column).and_then(|name| columns.field(name)));
            }
        };
        lend(&mut write.about, &whole.about, &cells.about);
        lend(&mut write.reference, &whole.reference, &cells.reference);
        lend(&mut write.basis, &whole.basis, &cells.basis);
        lend(&mut write.team, &whole.team, &cells.team);
        lend(&mut write.caseworker, &whole.caseworker, &cells.caseworker);
        let wrote = held.fact.text.map_or("", |_| "words");
        lend(&mut write.text, &whole.text, wrote);
        if write.value.is_empty() && !cells.value.is_empty() {
            for own in &whole.value {
                let mut of = Of::Nothing;
                lend(&mut of, own, &cells.value);
                write.value.push(of);
            }
        }
        write.when.truncate(1);
        let parts = parts(by_hand, &write, state, held, without);
        let mut asked: Vec<&'static str> = write.when.clone();
        let cells_of = [
            &write.about,
            &write.reference,
            &write.basis,
            &write.team,
            &write.caseworker,
            &write.text,
        ];
        asked.extend(cells_of.into_iter().filter_map(field_of));
        asked.extend(write.value.iter().filter_map(field_of));
        asked.extend(parts.iter().map(|part| part.field));
        let mut step = Step::new(by_hand.id.clone(), by_hand.group);
        step.generated = by_hand.generated;
        for field in fields {
            if !asked.contains(&field.name) || step.field(field.name).is_some() {
                continue;
            }
            let mut field = question(field, &write, state, book, cells);
            if let Some(field) = &mut field {
                narrow(field, &parts);
            }
            step.fields.extend(field);
        }
        // What cannot be asked is kept.
        let is_asked = |of: &Of| field_of(of).is_none_or(|name| step.field(name).is_some());
        for of in [&mut write.about, &mut write.reference] {
            if !is_asked(of) {
                *of = Of::Nothing;
            }
        }
        let mut step = step.writes(write.clone());
        for part in &parts {
            let mut rules = by_hand.writes.iter();
            let own = |write: &Write| match write {
                Write::Section { section, field, .. } => {
                    *field == part.field && *section == Of::Word(part.word)
                }
                Write::Sources { field, .. } => *field == part.field,
                _ => false,
            };
            let mut rule = rules.find(|rule| own(&rule.write)).cloned();
            if let Some(rule) = &mut rule {
                // What else was asked for it is not asked here.
                rule.given = part.given();
            }
            step.writes.extend(rule);
        }
        Some(Correction {
            step,
            parts,
            held,
            write,
            old: Values::default(),
            was: Words::default(),
        })
    }

    /// The numbers of the texts that the form shows.
    pub fn texts(&self) -> impl Iterator<Item = TextNo> {
        let parts = self.parts.iter().filter_map(|part| part.text);
        let parts = parts.map(|(text, _)| text);
        self.held.fact.text.into_iter().chain(parts)
    }

    /// The parts that somebody wrote in since an event, in the order of the log.
    #[must_use]
    pub fn written_since(&self, seen: i64) -> Vec<(&Part, i64)> {
        let parts = self.parts.iter();
        let newest = parts.filter_map(|part| Some((part, part.text?.1)));
        let mut newer: Vec<_> = newest.filter(|(_, seq)| *seq > seen).collect();
        newer.sort_by_key(|(_, seq)| *seq);
        newer
    }

    /// What stands in a part.
    #[must_use]
    pub fn words_of(&self, part: &Part) -> &str {
        self.was.parts.get(part.field).map_or("", String::as_str)
    }

    /// The answers of somebody who had this form open as `then` while others wrote: what they typed stays, and where they
    /// changed nothing stands what stands now. Without `then` nobody knows what they saw: an answer is what they typed.
    #[must_use]
    pub fn with_typed(&self, then: Option<&Correction<'_>>, typed: &Values, today: Day) -> Values {
        let mut answers = self.old.clone();
        let nothing = Values::default();
        for field in &self.step.fields {
            let then = then.filter(|then| then.step.field(field.name).is_some());
            let stood = then.map_or(&nothing, |then| &then.old);
            let own = said(field, typed, today);
            if own == said(field, stood, today) {
                continue;
            }
            answers.clear(field.name);
            for (name, text) in typed.iter().filter(|(name, _)| is_of(field, name)) {
                answers.push(name, text);
            }
        }
        answers
    }

    /// With the answers as the fact stands, given the words of its texts; what is required is what has an answer.
    #[must_use]
    pub fn filled(mut self, texts: &BTreeMap<TextNo, String>) -> Self {
        let word = |text: Option<TextNo>| {
            let found = text.and_then(|text| texts.get(&text));
            found.map_or("", |text| text.trim()).to_owned()
        };
        self.was.text = word(self.held.fact.text);
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        // Of those that stand under one question the newest is the answer.
        parts.sort_by_key(|part| part.text.map(|(_, seq)| seq));
        for part in parts {
            let text = word(part.text.map(|(text, _)| text));
            self.was.parts.insert(part.field, text);
        }
        let mut old = Values::default();
        for field in &self.step.fields {
            self.fill(field, &mut old);
        }
        for field in &mut self.step.fields {
            let day = self.write.when.contains(&field.name);
            field.required = day || field.required && field.is_answered(&old);
        }
        self.old = old;
        self
    }

    /// The question about its day.
    #[must_use]
    pub fn when(&self) -> Option<&'static str> {
        self.write.when.first().copied()
    }

    /// The question about a cell.
    #[must_use]
    pub fn field_of(&self, cell: Cell) -> Option<&'static str> {
        let of = match cell {
            Cell::When => return self.when(),
            Cell::About => Some(&self.write.about),
            Cell::Ref => Some(&self.write.reference),
            Cell::Basis => Some(&self.write.basis),
            Cell::Team => Some(&self.write.team),
            Cell::Value => self.write.value.first(),
            Cell::Kind | Cell::RecordedAt => None,
        };
        of.and_then(field_of)
    }

    /// The answers as the fact stands.
    #[must_use]
    pub const fn old(&self) -> &Values {
        &self.old
    }

    fn fill(&self, field: &Field, old: &mut Values) {
        let (name, cells) = (field.name, &self.held.fact.cells);
        let is = |of: &Of| field_of(of) == Some(name);
        if self.write.when.contains(&name) {
            return instant(name, &cells.when, old);
        }
        let one = [
            (&self.write.about, &cells.about),
            (&self.write.reference, &cells.reference),
            (&self.write.basis, &cells.basis),
            (&self.write.team, &cells.team),
            (&self.write.caseworker, &cells.caseworker),
            (&self.write.text, &self.was.text),
        ];
        if let Some((_, cell)) = one.into_iter().find(|(of, _)| is(of)) {
            return old.set(name, cell.clone());
        }
        if self.write.value.iter().any(is) {
            let words = cells.value.split(' ').filter(|word| !word.is_empty());
            let offered = |word: &&str| field.options().iter().any(|each| each == word);
            match &field.kind {
                FieldKind::Marks(_) => words.filter(offered).for_each(|word| old.push(name, word)),
                FieldKind::Words(_) | FieldKind::YesNo => {
                    if let Some(word) = words.filter(offered).find(|_| true) {
                        old.set(name, word);
                    }
                }
                _ => old.set(name, cells.value.clone()),
            }
            return;
        }
        let Some(text) = self.was.parts.get(name) else {
            return;
        };
        match field.kind {
            FieldKind::Sources => {}
            // Of several that were ticked, those that this form asks about.
            FieldKind::Marks(_) => {
                let words = text.split(' ');
                let offered = words.filter(|word| field.options().iter().any(|each| each == word));
                return offered.for_each(|word| old.push(name, word));
            }
            FieldKind::Instant => return instant(name, text, old),
            _ => return old.set(name, text.clone()),
        }
        for (row, source) in sources::of_text(text).into_iter().enumerate() {
            let on = source.on.map_or_else(String::new, |day| day.to_string());
            old.set(format!("{name}.{row}.sort"), source.sort);
            old.set(format!("{name}.{row}.who"), source.who);
            old.set(format!("{name}.{row}.on"), on);
        }
    }

    /// What these answers come to: the fact in the place of the old one where it changed, and the parts that changed. Nothing
    /// where nothing did.
    ///
    /// # Errors
    /// Every answer that is missing or cannot be read.
    pub fn entries(
        &self,
        state: &CaseState,
        book: &LawBook,
        values: &Values,
        reason: &str,
        now: i64,
    ) -> Result<Vec<Entry>, Vec<FieldError>> {
        let read = entries(&self.step, state, book, values, now)?;
        let before = entries(&self.step, state, book, &self.old, now).ok();
        let new = told(&read);
        let was = before.as_deref().map(told);
        let held = &self.held.fact.cells;
        let mut written = Vec::new();
        if let Some((cells, text)) = new.fact {
            let old = was.as_ref().and_then(|was| was.fact);
            let cell = |of: fn(&FactCells) -> &String| {
                let same = old.is_some_and(|(old, _)| of(old) == of(cells));
                of(if same { held } else { cells }).clone()
            };
            let kept = |own: &Of, of: fn(&FactCells) -> &String| match field_of(own) {
                Some(_) => cell(of),
                None => of(held).clone(),
            };
            let asks_value = self.write.value.iter().any(|of| field_of(of).is_some());
            let right = FactCells {
                id: String::new(),
                recorded_at: String::new(),
                when: cell(|cells| &cells.when),
                about: kept(&self.write.about, |cells| &cells.about),
                reference: kept(&self.write.reference, |cells| &cells.reference),
                basis: kept(&self.write.basis, |cells| &cells.basis),
                team: kept(&self.write.team, |cells| &cells.team),
                caseworker: kept(&self.write.caseworker, |cells| &cells.caseworker),
                value: match asks_value && old.is_none_or(|(old, _)| old.value != cells.value) {
                    true => self.with_unasked(&cells.value),
                    false => held.value.clone(),
                },
                ..held.clone()
            };
            let text = match field_of(&self.write.text) {
                Some(_) => text.trim(),
                None => &self.was.text,
            };
            let rewords = text != self.was.text;
            let stays = FactCells {
                id: String::new(),
                recorded_at: String::new(),
                ..held.clone()
            };
            if rewords || right != stays {
                written.push(Entry::Correct {
                    id: held.id.clone(),
                    cells: right,
                    text: Some(text.to_owned()),
                    rewords,
                    reason: reason.to_owned(),
                });
            }
        }
        for part in &self.parts {
            let name = part.section.as_str();
            let now = new.parts.get(name).copied().unwrap_or("");
            let was = match &was {
                Some(was) => was.parts.get(name).copied().unwrap_or(""),
                None => self.was.parts.get(part.field).map_or("", String::as_str),
            };
            if part.only.is_some() && now.is_empty() {
                // Another answer to the same question takes its place, and is the newer.
                let same =
                    |other: &&Part| other.field == part.field && other.section != part.section;
                let mut others = self.parts.iter().filter(same);
                if others.any(|other| new.parts.contains_key(other.section.as_str())) {
                    continue;
                }
            }
            if now != was {
                written.push(Entry::Section {
                    about: part.about.clone(),
                    section: part.section.clone(),
                    text: now.to_owned(),
                    reason: reason.to_owned(),
                });
            }
        }
        Ok(written)
    }

    /// A value with the words of the old one that no question offers.
    fn with_unasked(&self, value: &str) -> String {
        let offered = |word: &&str| {
            self.write.value.iter().any(|of| match of {
                Of::Word(own) => own == word,
                of => field_of(of)
                    .and_then(|name| self.step.field(name))
                    .is_some_and(|field| {
                        let options = field.options();
                        options.is_empty() || options.iter().any(|each| each == word)
                    }),
            })
        };
        let old = self.held.fact.cells.value.split(' ');
        let kept = old.filter(|word| !word.is_empty() && !offered(word));
        let all: Vec<&str> = value.split(' ').chain(kept).collect();
        all.join(" ").trim().to_owned()
    }
}

/// The facts and the texts of a case as they were after an event: what a form showed that was opened then.
#[must_use]
pub fn as_it_stood(state: &CaseState, seq: i64) -> CaseState {
    let mut then = state.clone();
    then.facts.retain(|held| held.seq <= seq);
    then.sections.retain(|told| told.seq <= seq);
    then
}

fn is_of(field: &Field, name: &str) -> bool {
    let rest = name.strip_prefix(field.name);
    // What is typed beside a list was taken into the answer.
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && rest != ".other")
}

/// What a field's answers say, so that two ways of typing the same are the same.
fn said<'v>(field: &Field, values: &'v Values, today: Day) -> Vec<(&'v str, String)> {
    let dated = matches!(
        field.kind,
        FieldKind::Day | FieldKind::Instant | FieldKind::Sources
    );
    let plain = |name: &str, text: &str| {
        let read = match name.ends_with(".time") {
            _ if !dated => None,
            true => typed::time(text).ok().map(|second| second.to_string()),
            false => typed::day(text, today).ok().map(|day| day.to_string()),
        };
        read.unwrap_or_else(|| text.to_owned())
    };
    let own = values.iter().filter(|(name, _)| is_of(field, name));
    let own = own.map(|(name, text)| (name, text.trim()));
    let own = own.filter(|(_, text)| !text.is_empty());
    let mut own: Vec<_> = own.map(|(name, text)| (name, plain(name, text))).collect();
    own.sort();
    own
}

/// A day and a time in the two boxes for them.
fn instant(name: &str, text: &str, old: &mut Values) {
    let Ok(when) = When::parse(text.as_bytes()) else {
        return old.set(name, text);
    };
    old.set(name, when.day.to_string());
    if let Some(second) = when.instant() {
        let clock = instant_text(second)[11..16].to_owned();
        old.set(format!("{name}.time"), clock);
    }
}

/// What entries say: the fact with its words, the parts by name.
struct Said<'e> {
    fact: Option<(&'e FactCells, &'e str)>,
    parts: BTreeMap<&'e str, &'e str>,
}

fn told(entries: &[Entry]) -> Said<'_> {
    let mut said = Said {
        fact: None,
        parts: BTreeMap::new(),
    };
    for entry in entries {
        match entry {
            Entry::Fact { cells, text } => said.fact = Some((cells, text)),
            Entry::Section { section, text, .. } => {
                said.parts.insert(section, text.trim());
            }
            _ => {}
        }
    }
    said
}

/// A field as a question of a correction: on its own, without what a new fact would be filled with. None: what the fact holds
/// there cannot be chosen, so it is not asked.
fn question(
    field: &Field,
    write: &FactWrite,
    state: &CaseState,
    book: &LawBook,
    cells: &FactCells,
) -> Option<Field> {
    let mut field = field.clone();
    field.shown_when = None;
    field.behind_disclosure = false;
    field.saves = false;
    field.preset = Preset::Nothing;
    if write.when.contains(&field.name) {
        field.kind = FieldKind::Instant;
    }
    if let FieldKind::Thing(choice) = &mut field.kind {
        choice.new = false;
        choice.with.clear();
        let of_about = field_of(&write.about) == Some(field.name);
        let held = match of_about {
            true => &cells.about,
            false => &cells.reference,
        };
        let offered = candidates(choice, state, book);
        let fits = offered.iter().any(|each| each.id == *held);
        if offered.is_empty() || !held.is_empty() && !fits {
            return None;
        }
    }
    Some(field)
}

/// A question that stands for parts which are written under a condition offers the answers that write one: what else can be
/// answered there is a fact, with a correction of its own.
fn narrow(field: &mut Field, parts: &[Part]) {
    let own = parts.iter().filter(|part| part.field == field.name);
    let only: Vec<&str> = own.filter_map(|part| part.only).collect();
    if only.is_empty() {
        return;
    }
    if let FieldKind::Words(options) | FieldKind::Marks(options) = &mut field.kind {
        options.retain(|word| only.contains(&word.as_ref()));
        field.required = false;
    }
}

impl Part {
    /// The answer that it hangs on, as a condition.
    fn given(&self) -> Vec<Given> {
        let only = self.only.map(|word| Given::Is(self.field, word));
        only.into_iter().collect()
    }
}

/// The answer to its own question without which a part is not written.
fn only(given: &[Given], field: &str) -> Option<&'static str> {
    given.iter().find_map(|given| match given {
        Given::Is(name, word) if *name == field => Some(*word),
        _ => None,
    })
}

/// The parts that the form of a fact writes beside it, with what stands in them: whatever was answered, or under a
/// condition and there.
fn parts(
    step: &Step,
    write: &FactWrite,
    state: &CaseState,
    held: &Registered,
    without: Option<&str>,
) -> Vec<Part> {
    let cells = &held.fact.cells;
    let mut found: Vec<Part> = Vec::new();
    let mut answered: Vec<&'static str> = Vec::new();
    // What is written with the fact itself is asked there.
    let own_field = |field: &str| {
        let of = [&write.about, &write.reference, &write.basis, &write.text];
        let mut of = of.into_iter().chain(&write.value);
        of.any(|of| field_of(of) == Some(field))
    };
    for rule in &step.writes {
        let (about, word, section, field) = match &rule.write {
            Write::Section {
                about,
                section: Of::Word(section),
                field,
            } => (about, *section, (*section).to_owned(), *field),
            Write::Sources {
                about,
                section: Of::Word(section),
                field,
            } => (about, *section, format!("{section}-sources"), *field),
            _ => continue,
        };
        let conditional = !rule.given.is_empty();
        let only = only(&rule.given, field);
        if conditional && (own_field(field) || write.when.contains(&field)) {
            continue;
        }
        let of_fact = *about == write.about && !cells.about.is_empty();
        let of_case = *about == Of::Nothing && cells.about.is_empty();
        if !of_fact && !of_case || without == Some(section.as_str()) {
            continue;
        }
        let about = match about {
            Of::Nothing => String::new(),
            _ => cells.about.clone(),
        };
        let same = |told: &&Told<Section>| told.what.about == about && told.what.section == section;
        let newest = state
            .sections
            .iter()
            .filter(same)
            .max_by_key(|told| told.seq);
        // What is about nothing in particular belongs to the fact that it was written with, and to no other of its kind.
        let own = |told: &Told<Section>| host(state, told).is_some_and(|it| it.seq == held.seq);
        let alone = about.is_empty() || conditional && only.is_none();
        if alone && !newest.is_some_and(own) {
            continue;
        }
        // A day that is a fact too is corrected there, with its part: two pages would leave two answers.
        let day_of = |fact: &FactWrite| {
            let is = |held: &Registered| {
                let cells = &held.fact.cells;
                cells.kind == fact.kind && cells.about == about
            };
            fact.beside && fact.when == [field] && state.standing(Day::MAX).any(is)
        };
        if step.facts().any(day_of) {
            continue;
        }
        if found.iter().any(|part| part.section == section) {
            continue;
        }
        // What was taken back since can be said again.
        if conditional && state.sections.iter().filter(same).any(own) {
            answered.push(field);
        }
        found.push(Part {
            text: newest.map(|told| (told.what.text, told.seq)),
            about,
            section,
            field,
            word,
            only: only.filter(|_| conditional),
        });
    }
    // A question under a condition is asked where an answer to it was given with this fact.
    found.retain(|part| part.only.is_none() || answered.contains(&part.field));
    found
}
