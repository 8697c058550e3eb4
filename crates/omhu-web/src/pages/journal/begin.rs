//! What a note can begin as, and the questions of it, put in under what was typed.

use askama::Template;

use crate::form::Submitted;
use crate::texts::Texts;

/// What a note can begin as.
pub(super) const TEMPLATES: [&str; 5] = ["", "meeting", "call", "visit", "talk"];
/// The buttons that put questions in.
pub(super) const BEGIN: &str = "begin";

/// Buttons of the form that put the questions of a template under what was typed.
#[derive(Template)]
#[template(
    source = "<p class=\"begin\">{{ label }} {% for (word, title) in words %}<button class=\"button button-tertiary\" name=\"{{ name }}\" value=\"{{ word }}\" formnovalidate>{{ title }}</button>{% endfor %}</p>",
    ext = "html"
)]
pub(super) struct Begin {
    pub label: String,
    pub name: &'static str,
    pub words: Vec<(&'static str, String)>,
}

/// The questions of a template, one under the other.
pub(super) fn questions(t: Texts, template: &str) -> String {
    match template {
        "meeting" => t.get("journal-questions-meeting"),
        "call" => t.get("journal-questions-call"),
        "visit" => t.get("journal-questions-visit"),
        "talk" => t.get("journal-questions-talk"),
        _ => String::new(),
    }
}

/// What was typed, with the questions of a template under it: nothing that was typed goes.
pub(super) fn with_questions(t: Texts, sent: &Submitted, template: &str) -> Submitted {
    let asked = questions(t, template);
    let text = sent.get("text");
    let text = match (text.is_empty(), text.contains(asked.trim())) {
        (true, _) => asked,
        (false, true) => text.to_owned(),
        (false, false) => format!("{text}\n\n{asked}"),
    };
    let mut fields = form_urlencoded::Serializer::new(String::new());
    for (name, value) in sent.fields() {
        if !["text", "template", BEGIN].contains(&name) {
            fields.append_pair(name, value);
        }
    }
    let fields = fields
        .append_pair("template", template)
        .append_pair("text", &text);
    Submitted::parse(fields.finish().as_bytes())
}
