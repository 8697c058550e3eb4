//! The steps of something larger, each with how it stands.

use askama::Template;

use super::Mark;

/// Steps in their order.
#[derive(Template)]
#[template(path = "view/components/tasks.html")]
pub struct Tasks {
    /// The steps.
    pub tasks: Vec<Task>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Task {
    /// What is done.
    pub title: String,
    /// Where; empty while it cannot be done yet.
    pub href: String,
    /// A line of help; may be empty.
    pub hint: String,
    /// How it stands.
    pub mark: Mark,
}
