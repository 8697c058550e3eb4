//! A page that is read: a heading, the ways to its sisters, and what stands on it.
//!
//! Owns: this page, and the small pieces that areas without a case share. Must not know: any of these areas.

use askama::Template;

use crate::http::failure::AppError;
use crate::texts::Texts;
use crate::view::components::Action;
use crate::view::html::Html;
use crate::view::layout::Page;

/// What is wrong with a form: the field, and the sentence.
pub type Faults = Vec<(String, String)>;

/// One fault.
pub fn fault(field: &str, sentence: String) -> Faults {
    vec![(field.to_owned(), sentence)]
}

/// A page that is read.
#[derive(Template)]
#[template(path = "pages/sheet.html")]
pub struct Sheet {
    /// The frame.
    pub page: Page,
    /// The heading.
    pub heading: String,
    /// The ways to its sisters; may be empty.
    pub ways: Html,
    /// What stands on it, one under the other.
    pub parts: Vec<Html>,
}

impl Sheet {
    /// The page as HTML.
    ///
    /// # Errors
    /// The template.
    pub fn html(&self) -> Result<String, AppError> {
        Ok(self.render()?)
    }
}

#[derive(Template)]
#[template(
    source = "<p>{% for act in acts %}<a class=\"button button-secondary button-small\" href=\"{{ act.href }}\">{{ act.word }}{% if !act.what.is_empty() %}<span class=\"sr-only\"> {{ act.what }}</span>{% endif %}</a> {% endfor %}</p>",
    ext = "html"
)]
struct Acts<'a> {
    acts: &'a [Action],
}

/// What can be done, as links in the form of buttons; nothing where there is nothing to do.
pub fn acts(acts: &[Action]) -> Html {
    if acts.is_empty() {
        return Html::default();
    }
    Html::of(&Acts { acts })
}

#[derive(Template)]
#[template(source = "<p class=\"lead\"><code>{{ text }}</code></p>", ext = "html")]
struct Secret<'t> {
    text: &'t str,
}

/// A text to be copied, shown once.
pub fn secret(text: &str) -> Html {
    Html::of(&Secret { text })
}

#[derive(Template)]
#[template(
    source = "<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>",
    ext = "html"
)]
struct List<'l> {
    lines: &'l [Html],
}

/// Lines one under the other.
pub fn list(lines: &[Html]) -> Html {
    Html::of(&List { lines })
}

/// A role in words.
pub fn role(t: Texts, role: omhu_casework::access::Role) -> String {
    t.get(crate::desk::word_of(role))
}
