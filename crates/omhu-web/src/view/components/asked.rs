//! What every field has: a label, a line of help, a fault, and what it means.

use crate::texts::Texts;

/// A question of a form, apart from how it is answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The texts.
    pub t: Texts,
    /// The field's name in the form.
    pub name: String,
    /// The question or name of the field.
    pub label: String,
    /// One line of help; may be empty.
    pub hint: String,
    /// What must be mended; the field is shown with it.
    pub error: Option<String>,
    /// What it means, unfolded on request.
    pub help: Option<Help>,
    /// Whether it may be left empty; then the label says so.
    pub optional: bool,
    /// Whether the page opens with the cursor in it: only where a page has one thing to fill in.
    pub focus: bool,
}

/// "What does this mean?"
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Help {
    /// Paragraphs: what is meant, an example, why it is asked, who sees it.
    pub paragraphs: Vec<String>,
    /// The rule in force on the case's day, with its citation; may be empty.
    pub rule: String,
    /// Where the rule can be read; may be empty.
    pub href: String,
}

impl Asked {
    /// A question that must be answered.
    #[must_use]
    pub fn new(t: Texts, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            t,
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            error: None,
            help: None,
            optional: false,
            focus: false,
        }
    }

    /// With a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With a fault, if there is one.
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// With what it means.
    #[must_use]
    pub fn help(mut self, help: Help) -> Self {
        self.help = Some(help);
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The cursor is here when the page opens.
    #[must_use]
    pub fn focused(mut self) -> Self {
        self.focus = true;
        self
    }

    /// The field's id, to which the list of faults leads.
    #[must_use]
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// The ids of the line of help and the fault, as far as they are there.
    #[must_use]
    pub fn described(&self) -> String {
        let id = self.id();
        let hint = (!self.hint.is_empty()).then(|| format!("{id}-hint"));
        let error = self.error.is_some().then(|| format!("{id}-error"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}
