//! What a form writes, as data: which fact, section or goal comes of which answer, and when.
//!
//! Owns: the words for it. Must not know: any form; how it is carried out ([`super::entries`]).

use std::borrow::Cow;

use super::field::Word;

/// Where the content of a cell comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Of {
    /// The cell stays empty.
    #[default]
    Nothing,
    /// The answer to a field.
    Field(&'static str),
    /// This word.
    Word(&'static str),
    /// A new thing of the case (`+d`), the same one for the whole form.
    New(&'static str),
}

/// A condition on the answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// The field has an answer.
    Filled(&'static str),
    /// The field has no answer.
    Empty(&'static str),
    /// The field's answers hold this word.
    Is(&'static str, &'static str),
}

/// A fact that a form writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactWrite {
    /// Its kind.
    pub kind: Word,
    /// The fields that may hold its day; the first that is filled counts.
    pub when: Vec<&'static str>,
    /// The cell `about`.
    pub about: Of,
    /// The cell `ref`.
    pub reference: Of,
    /// The cell `basis`.
    pub basis: Of,
    /// The words of the cell `value`, put together with a space.
    pub value: Vec<Of>,
    /// What is written about it.
    pub text: Of,
    /// The cell `team`.
    pub team: Of,
    /// The cell `caseworker`.
    pub caseworker: Of,
    /// The cell `family`.
    pub family: Of,
    /// Beside the main fact: the form is not there for its sake.
    pub beside: bool,
}

/// One thing that a form writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Write {
    /// A fact.
    Fact(FactWrite),
    /// Part of a longer text about a thing; nothing where the field is empty.
    Section {
        /// The thing.
        about: Of,
        /// Which part.
        section: Of,
        /// The field with the words.
        field: &'static str,
    },
    /// The sources of a part: its name with `-sources` behind it.
    Sources {
        /// The thing.
        about: Of,
        /// Which part.
        section: Of,
        /// The field.
        field: &'static str,
    },
    /// The goals of a plan.
    Goals {
        /// The field.
        field: &'static str,
        /// The plan.
        plan: Of,
    },
    /// The movements of goals; where `unchanged` says yes, every goal without an answer stays where it is.
    Movements {
        /// The field.
        field: &'static str,
        /// The field with the day.
        when: &'static str,
        /// The review at which it was said.
        review: Of,
        /// The field that says that the rest is unchanged.
        unchanged: &'static str,
    },
    /// A journal note.
    Note {
        /// The field with the day or time of what it tells of.
        when: &'static str,
        /// The field with the words.
        field: &'static str,
        /// The thing it is about.
        about: Of,
    },
    /// A registration taken back.
    Retract {
        /// The field with its row id.
        row: &'static str,
        /// The field with the reason.
        reason: &'static str,
    },
    /// A file.
    Document {
        /// The field with the file.
        file: &'static str,
        /// The field with its day.
        when: &'static str,
        /// Its sort.
        sort: Of,
        /// The field whose words are the document where no file was sent.
        words: Option<&'static str>,
        /// The field with the day by which an answer is asked for.
        answer_by: Option<&'static str>,
        /// The thing for whose sake something is asked, or that it came with or is about.
        about: Of,
    },
}

/// A write with what must hold for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// All of these must hold.
    pub given: Vec<Given>,
    /// What is written then.
    pub write: Write,
}

/// A fact on the day of the field `when`, about nothing so far.
#[must_use]
pub fn fact(kind: impl Into<Cow<'static, str>>) -> FactWrite {
    FactWrite {
        kind: kind.into(),
        when: vec!["when"],
        about: Of::Nothing,
        reference: Of::Nothing,
        basis: Of::Nothing,
        value: Vec::new(),
        text: Of::Nothing,
        team: Of::Nothing,
        caseworker: Of::Nothing,
        family: Of::Nothing,
        beside: false,
    }
}

impl FactWrite {
    /// About the thing in this field.
    #[must_use]
    pub fn about(mut self, field: &'static str) -> FactWrite {
        self.about = Of::Field(field);
        self
    }

    /// About a new thing.
    #[must_use]
    pub fn about_new(mut self, name: &'static str) -> FactWrite {
        self.about = Of::New(name);
        self
    }

    /// Referring to the thing in this field.
    #[must_use]
    pub fn to(mut self, field: &'static str) -> FactWrite {
        self.reference = Of::Field(field);
        self
    }

    /// With the legal basis of this field.
    #[must_use]
    pub fn basis(mut self, field: &'static str) -> FactWrite {
        self.basis = Of::Field(field);
        self
    }

    /// With the answers of this field among the words of the value.
    #[must_use]
    pub fn value(mut self, field: &'static str) -> FactWrite {
        self.value.push(Of::Field(field));
        self
    }

    /// With the words of this field.
    #[must_use]
    pub fn text(mut self, field: &'static str) -> FactWrite {
        self.text = Of::Field(field);
        self
    }

    /// On the day of the first of these fields that has an answer.
    #[must_use]
    pub fn on(mut self, fields: &[&'static str]) -> FactWrite {
        self.when = fields.to_vec();
        self
    }

    /// Written along; another form is there for it.
    #[must_use]
    pub fn beside(mut self) -> FactWrite {
        self.beside = true;
        self
    }
}
