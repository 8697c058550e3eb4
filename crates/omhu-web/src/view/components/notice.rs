//! What a page says apart from its content: notices, tags, what is missing, what is not there.

use askama::Template;

use super::Action;
use crate::texts::Texts;
use crate::view::html::Html;

/// How urgent a notice is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AlertKind {
    /// Good to know.
    Info,
    /// Done.
    Success,
    /// Worth a look before going on.
    Warning,
    /// Something is wrong.
    Error,
}

/// A notice in the page.
#[derive(Template)]
#[template(path = "view/components/alert.html")]
pub struct Alert {
    /// The texts.
    pub t: Texts,
    /// How urgent.
    pub kind: AlertKind,
    /// The heading.
    pub heading: String,
    /// What it says.
    pub body: Html,
}

impl Alert {
    fn class(&self) -> &'static str {
        match self.kind {
            AlertKind::Info => "alert alert-info",
            AlertKind::Success => "alert alert-success",
            AlertKind::Warning => "alert alert-warning",
            AlertKind::Error => "alert alert-error",
        }
    }

    fn word(&self) -> String {
        self.t.get(match self.kind {
            AlertKind::Info => "parts-info",
            AlertKind::Success => "parts-success",
            AlertKind::Warning => "parts-warning",
            AlertKind::Error => "parts-error",
        })
    }

    fn icon(&self) -> String {
        let symbol = match self.kind {
            AlertKind::Info => "info",
            AlertKind::Success => "success",
            AlertKind::Warning => "warning",
            AlertKind::Error => "error",
        };
        format!("{}#{symbol}", crate::assets::address("icons.svg"))
    }
}

/// A word in a frame.
#[derive(Clone, PartialEq, Eq, Debug, Template)]
#[template(source = "<span class=\"tag\">{{ word }}</span>", ext = "html")]
pub struct Tag {
    /// The word.
    pub word: String,
}

/// More, unfolded on request.
#[derive(Template)]
#[template(path = "view/components/details.html")]
pub struct Details {
    /// What is there.
    pub summary: String,
    /// The rest.
    pub body: Html,
    /// Whether it is unfolded.
    pub open: bool,
}

/// Why something cannot be done yet, and where each reason is mended. No reasons: nothing is shown.
#[derive(Template)]
#[template(path = "view/components/not_yet.html")]
pub struct NotYet {
    /// What cannot be done: `Afgørelsen kan ikke træffes endnu, fordi:`
    pub heading: String,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One reason.
#[derive(Clone, Debug)]
pub struct Reason {
    /// What is missing.
    pub text: String,
    /// Where it is mended.
    pub action: Option<Action>,
    /// The button that goes there and keeps what was typed; none: the way is a link.
    pub leave: Option<Leave>,
}

/// A button of a form that keeps what was typed as a draft and goes elsewhere, with or without the script.
#[derive(Clone, Debug)]
pub struct Leave {
    /// Where the form is sent.
    pub action: String,
    /// The field that says where to go.
    pub name: &'static str,
    /// Where.
    pub value: String,
}

/// A list with nothing in it says so, and what that means.
#[derive(Template)]
#[template(path = "view/components/empty.html")]
pub struct Empty {
    /// What is not there: `Intet er overskredet`
    pub heading: String,
    /// What that means or what to do.
    pub text: String,
    /// A way on.
    pub action: Option<Action>,
}
