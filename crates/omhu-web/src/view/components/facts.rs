//! Names and what stands for them: check answers, the facts of a case.

use askama::Template;

use super::Action;
use crate::view::html::Html;

/// A list of names with what stands for them.
#[derive(Template)]
#[template(path = "view/components/facts.html")]
pub struct Facts {
    /// The rows.
    pub rows: Vec<Fact>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What stands for it.
    pub value: Html,
    /// To change it.
    pub action: Option<Action>,
}

impl Fact {
    /// A name with what stands for it.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<Html>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            action: None,
        }
    }

    /// With a way to change it.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }
}
