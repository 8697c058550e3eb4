//! The head of a case: who it is about and who has it.

use askama::Template;

use super::{Action, Fact};
use crate::texts::Texts;

/// The head of each page of a case. It holds the page's `h1`.
#[derive(Template)]
#[template(path = "view/components/case_header.html")]
pub struct CaseHeader {
    /// The texts.
    pub t: Texts,
    /// The child's name.
    pub name: String,
    /// The age in words: `7 år`.
    pub age: String,
    /// Short facts on one line: case number, team.
    pub line: Vec<String>,
    /// Who has the case, with how often that changed.
    pub worker: String,
    /// Further facts: siblings, custody, party from which age.
    pub facts: Vec<Fact>,
    /// Where a protected address is shown, which is logged; `None` where nothing is protected, empty where the
    /// reader may not be shown it.
    pub protected: Option<String>,
    /// What can be done with the whole case: hand over.
    pub actions: Vec<Action>,
}
