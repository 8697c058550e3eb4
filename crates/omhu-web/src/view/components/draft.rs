//! The line that says whether what was written so far is kept.

use askama::Template;

use crate::texts::Texts;

/// Stands at the end of a form with long texts. The script saves the form to `href` while somebody writes and shows the
/// server's answer here; without script the button does the same. The server answers 200 and a sentence, such as
/// `Gemt kl. 10.32`, once the text is on disk, and never before.
#[derive(Template)]
#[template(path = "view/components/draft.html")]
pub struct DraftLine {
    /// The texts.
    pub t: Texts,
    /// Where the draft is sent.
    pub href: String,
    /// What the server said last; may be empty.
    pub saved: String,
    /// Where the form stands, so that it can be opened with everything that was written in it; may be empty.
    pub form: String,
    /// The window's name: put into the address, it is loaded again with its own text; may be empty.
    pub window: String,
}

impl DraftLine {
    /// A form of which nothing is saved yet.
    #[must_use]
    pub fn new(t: Texts, href: impl Into<String>) -> Self {
        Self {
            t,
            href: href.into(),
            saved: String::new(),
            form: String::new(),
            window: String::new(),
        }
    }

    /// The name by which this window is loaded again.
    #[must_use]
    pub fn window(mut self, name: &str) -> Self {
        self.window = name.to_owned();
        self
    }

    /// Where the form stands.
    #[must_use]
    pub fn form(mut self, address: &str) -> Self {
        self.form = address.to_owned();
        self
    }

    /// The draft was saved at a clock time: [`crate::Texts::clock`].
    #[must_use]
    pub fn saved_at(mut self, clock: &str) -> Self {
        self.saved = sentence(self.t, clock);
        self
    }
}

/// `Gemt kl. 10.32`: what a draft's address answers.
#[must_use]
pub fn sentence(t: Texts, clock: &str) -> String {
    t.with("form-saved", &[("clock", clock.into())])
}
