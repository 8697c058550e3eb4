//! Fields where something is chosen.

use askama::Template;

use super::Asked;
use crate::view::html::Html;

/// One thing to choose.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line of help; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Questions that only this answer asks for: seen while it is chosen. May be empty.
    pub only: Html,
    /// Under which heading of a list it stands; empty: under none.
    pub group: String,
}

impl Choice {
    /// Something to choose.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// With a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Under a heading of a list.
    #[must_use]
    pub fn group(mut self, heading: impl Into<String>) -> Self {
        self.group = heading.into();
        self
    }

    /// With questions that only this answer asks for.
    #[must_use]
    pub fn only(mut self, questions: Html) -> Self {
        self.only = questions;
        self
    }

    /// Chosen, or not.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// A group of which one is chosen, or several.
#[derive(Template)]
#[template(path = "view/components/choices.html")]
pub struct Choices {
    /// The question.
    pub asked: Asked,
    /// Whether several may be chosen.
    pub several: bool,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

impl Choices {
    /// One of these: round buttons.
    #[must_use]
    pub fn one(asked: Asked, choices: Vec<Choice>) -> Self {
        Self {
            asked,
            several: false,
            choices,
        }
    }

    /// Any of these: boxes to tick.
    #[must_use]
    pub fn several(asked: Asked, choices: Vec<Choice>) -> Self {
        Self {
            asked,
            several: true,
            choices,
        }
    }

    /// The first has the id to which the list of faults leads.
    fn id_of(&self, index: &usize) -> String {
        match index {
            0 => self.asked.id(),
            index => format!("{}-{}", self.asked.id(), index + 1),
        }
    }
}

/// One of many: a list that unfolds. For fewer than six use [`Choices`].
#[derive(Template)]
#[template(path = "view/components/select.html")]
pub struct Select {
    /// The question.
    pub asked: Asked,
    /// What can be chosen; with an empty choice in front unless one is chosen.
    pub choices: Vec<Choice>,
}

impl Select {
    /// A list of choices.
    #[must_use]
    pub fn new(asked: Asked, choices: Vec<Choice>) -> Self {
        Self { asked, choices }
    }

    /// The choices under their headings, in order.
    fn groups(&self) -> Vec<(&str, Vec<&Choice>)> {
        let mut groups: Vec<(&str, Vec<&Choice>)> = Vec::new();
        for choice in &self.choices {
            match groups.last_mut() {
                Some((heading, choices)) if *heading == choice.group => choices.push(choice),
                _ => groups.push((&choice.group, vec![choice])),
            }
        }
        groups
    }

    fn is_open(&self) -> bool {
        !self.choices.iter().any(|choice| choice.chosen)
    }
}

/// A number from 0 to 10, chosen with one press.
#[derive(Template)]
#[template(path = "view/components/scale.html")]
pub struct Scale {
    /// The question.
    pub asked: Asked,
    /// What was chosen, as it was sent.
    pub value: String,
}

impl Scale {
    /// Nothing is chosen yet.
    #[must_use]
    pub fn new(asked: Asked, value: impl Into<String>) -> Self {
        Self {
            asked,
            value: value.into(),
        }
    }

    fn numbers(&self) -> Vec<(String, String)> {
        let id = self.asked.id();
        let id = |number: u8| match number {
            0 => id.clone(),
            number => format!("{id}-{number}"),
        };
        (0..=10)
            .map(|number| (id(number), number.to_string()))
            .collect()
    }
}
