//! What has happened, newest first.

use askama::Template;

use crate::view::html::Html;

/// Entries in the order given.
#[derive(Template)]
#[template(path = "view/components/timeline.html")]
pub struct Timeline {
    /// What it shows, for those who hear it.
    pub label: String,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Default, Debug)]
pub struct Entry {
    /// By which a link leads here; may be empty.
    pub id: String,
    /// The day as people read it.
    pub day: String,
    /// The day as machines read it.
    pub iso: String,
    /// What happened; often a link.
    pub what: Html,
    /// A line on it; may be empty.
    pub more: String,
    /// When it was written down, if that was later; may be empty.
    pub written: String,
    /// More, such as an unfolded note; may be empty.
    pub body: Html,
}
