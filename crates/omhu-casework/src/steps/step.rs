//! One step of the law as a form.
//!
//! Owns: what a form consists of and how it is put together. Must not know: the single forms.

use super::field::{Field, FieldKind, Word};
use super::things::Sort;
use super::write::{FactWrite, Given, Of, Rule, Write, fact};

/// The field of a document that comes along with a form.
pub(super) const ATTACHED: &str = "attached";

/// Where a step belongs in the course of a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// A notification, and what must be done with it.
    Intake,
    /// The assessment.
    Assessment,
    /// The decision and what goes before it.
    Decision,
    /// The plan.
    Plan,
    /// Measures and their reviews.
    Measure,
    /// Placement, acute placement, the committee, return home.
    Placement,
    /// Towards adult life.
    Youth,
    /// Appeals and access to the file.
    Appeal,
    /// The case itself.
    Case,
}

impl Group {
    /// All of them, in the order of a case.
    pub const ALL: [Group; 9] = [
        Group::Intake,
        Group::Assessment,
        Group::Decision,
        Group::Plan,
        Group::Measure,
        Group::Placement,
        Group::Youth,
        Group::Appeal,
        Group::Case,
    ];

    /// The word in keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Group::Intake => "intake",
            Group::Assessment => "assessment",
            Group::Decision => "decision",
            Group::Plan => "plan",
            Group::Measure => "measure",
            Group::Placement => "placement",
            Group::Youth => "youth",
            Group::Appeal => "appeal",
            Group::Case => "case",
        }
    }
}

/// A step of the law as a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Stable: it stands in addresses.
    pub id: Word,
    /// Where it belongs.
    pub group: Group,
    /// The questions, in order.
    pub fields: Vec<Field>,
    /// What is written.
    pub writes: Vec<Rule>,
    /// The obligations that it can meet, by their id in the law book; filled by the catalogue.
    pub closes: Vec<String>,
    /// The obligations that it can trigger; filled by the catalogue.
    pub opens: Vec<String>,
    /// The obligations whose rule it rests on though it meets none of them, by their id in the law book.
    pub rests_on: Vec<&'static str>,
    /// The step that usually follows: one button saves and opens it.
    pub goes_on: Option<&'static str>,
    /// Made from the columns of a kind of fact; its title and texts are the law book's.
    pub generated: bool,
}

impl Step {
    /// A form without questions.
    #[must_use]
    pub fn new(id: impl Into<Word>, group: Group) -> Step {
        Step {
            id: id.into(),
            group,
            fields: Vec::new(),
            writes: Vec::new(),
            closes: Vec::new(),
            opens: Vec::new(),
            rests_on: Vec::new(),
            goes_on: None,
            generated: false,
        }
    }

    /// Usually followed by this step.
    #[must_use]
    pub fn goes_on(mut self, step: &'static str) -> Step {
        self.goes_on = Some(step);
        self
    }

    /// Rests on the rule of this obligation, though it does not meet it.
    #[must_use]
    pub fn rests_on(mut self, obligation: &'static str) -> Step {
        self.rests_on.push(obligation);
        self
    }

    /// With these questions.
    #[must_use]
    pub fn asks(mut self, fields: impl IntoIterator<Item = Field>) -> Step {
        self.fields.extend(fields);
        self
    }

    /// Writes this fact always.
    #[must_use]
    pub fn writes(self, fact: FactWrite) -> Step {
        self.writes_if(&[], fact)
    }

    /// Writes this fact where all of this holds.
    #[must_use]
    pub fn writes_if(mut self, given: &[Given], fact: FactWrite) -> Step {
        self.writes.push(Rule {
            given: given.to_vec(),
            write: Write::Fact(fact),
        });
        self
    }

    /// Writes along a fact about a thing on the day that stands in this field, where one does: what happened on a day of its own.
    #[must_use]
    pub fn writes_on(self, day: &'static str, kind: &'static str, about: &'static str) -> Step {
        let on_its_day = fact(kind).on(&[day]).about(about).beside();
        self.writes_if(&[Given::Filled(day)], on_its_day)
    }

    /// Writes something beside facts, always.
    #[must_use]
    pub fn also(mut self, write: Write) -> Step {
        self.writes.push(Rule {
            given: Vec::new(),
            write,
        });
        self
    }

    /// Writes something beside facts where this holds.
    #[must_use]
    pub fn also_if(mut self, given: Given, write: Write) -> Step {
        self.writes.push(Rule {
            given: vec![given],
            write,
        });
        self
    }

    /// Writes the words of this field as the section of its name about a thing.
    #[must_use]
    pub fn section(self, about: Of, field: &'static str) -> Step {
        self.also(Write::Section {
            about,
            section: Of::Word(field),
            field,
        })
    }

    /// May carry a document of this sort, of the day in a field.
    #[must_use]
    pub fn carries(mut self, sort: &'static str, when: &'static str) -> Step {
        self.fields
            .push(Field::new(ATTACHED, FieldKind::File).more());
        self.writes.push(Rule {
            given: vec![Given::Filled(ATTACHED)],
            write: Write::Document {
                file: ATTACHED,
                when,
                sort: Of::Word(sort),
                words: None,
                answer_by: None,
                about: Of::Nothing,
            },
        });
        self
    }

    /// As [`Step::section`], under a name of its own and only where all of this holds.
    #[must_use]
    pub fn section_if(
        mut self,
        given: &[Given],
        about: Of,
        section: &'static str,
        field: &'static str,
    ) -> Step {
        self.writes.push(Rule {
            given: given.to_vec(),
            write: Write::Section {
                about,
                section: Of::Word(section),
                field,
            },
        });
        self
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The facts that it can write.
    pub fn facts(&self) -> impl Iterator<Item = &FactWrite> {
        self.writes.iter().filter_map(|rule| match &rule.write {
            Write::Fact(fact) => Some(fact),
            _ => None,
        })
    }

    /// The kinds of facts that it is there for.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.facts()
            .filter(|fact| !fact.beside)
            .map(|fact| fact.kind.as_ref())
            .chain(
                self.writes
                    .iter()
                    .any(|rule| matches!(rule.write, Write::Retract { .. }))
                    .then_some("fact_retracted"),
            )
    }

    /// The fields with the day of what it is there for.
    pub fn own_days(&self) -> impl Iterator<Item = &'static str> {
        let facts = self.facts().filter(|fact| !fact.beside);
        let of_facts = facts.flat_map(|fact| fact.when.iter().copied());
        let of_others = self.writes.iter().filter_map(|rule| match &rule.write {
            Write::Note { when, .. } | Write::Document { when, .. } => Some(*when),
            _ => None,
        });
        of_facts.chain(of_others)
    }

    /// The field that chooses a thing of this sort.
    #[must_use]
    pub fn chooses(&self, sort: Sort) -> Option<&Field> {
        self.fields.iter().find(
            |field| matches!(&field.kind, FieldKind::Thing(choice) if choice.sorts.contains(&sort)),
        )
    }

    /// The sorts of things that it is about, in the order of its fields.
    pub fn about(&self) -> impl Iterator<Item = Sort> {
        self.fields.iter().filter_map(|field| match &field.kind {
            FieldKind::Thing(choice) => choice.sorts.first().copied(),
            _ => None,
        })
    }
}
