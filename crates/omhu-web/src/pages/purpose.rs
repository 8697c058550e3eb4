//! Why, in one's own words: asked for in the same way wherever the log is to say it.
//!
//! Owns: the field, and what is wrong with an answer. Must not know: what the reason is for.

use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::access::{LONGEST_REASON, OpeningFault, SHORTEST_REASON, reason_in_words};

use super::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use super::sheet::Faults;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::texts::Texts;
use crate::view::components::{Asked, TextArea};
use crate::view::html::Html;
use crate::view::layout::Page;

/// The field's name.
const FIELD: &str = "reason";

/// The field; `hint` says who reads the reason.
pub(super) fn field(
    t: Texts,
    label: String,
    hint: &str,
    sent: &Submitted,
    faults: &Faults,
) -> Html {
    let least = t.with("glass-reason-least", &[("count", SHORTEST_REASON.into())]);
    let asked = Asked::new(t, FIELD, label)
        .hint(format!("{least} {hint}"))
        .error(fault_of(faults, FIELD));
    TextArea::new(asked, 4).value(sent.get(FIELD)).into()
}

/// The reason as the log keeps it; where it is none, the fault says so.
pub(super) fn read(t: Texts, sent: &Submitted, faults: &mut Faults) -> String {
    reason_in_words(sent.get(FIELD)).unwrap_or_else(|fault| {
        faults.push((FIELD.to_owned(), fault_text(t, fault)));
        String::new()
    })
}

/// What is wrong with a reason.
pub(super) fn fault_text(t: Texts, fault: OpeningFault) -> String {
    match fault {
        OpeningFault::TooShort(_) => {
            t.with("glass-reason-short", &[("count", SHORTEST_REASON.into())])
        }
        OpeningFault::TooLong(_) => {
            t.with("glass-reason-long", &[("count", LONGEST_REASON.into())])
        }
    }
}

/// A page that asks for nothing but a reason before something is ended.
pub(super) struct Ending {
    /// The frame.
    pub(super) page: Page,
    /// The heading.
    pub(super) heading: String,
    /// What follows from it.
    pub(super) lead: String,
    /// Where the form is sent.
    pub(super) action: String,
    /// The field's label, and who reads the reason.
    pub(super) why: (String, String),
    /// The word of the button.
    pub(super) button: String,
    /// The way back.
    pub(super) back: Html,
}

impl Ending {
    /// The page; with faults it is refused.
    pub(super) fn answer(
        self,
        t: Texts,
        sent: &Submitted,
        faults: Faults,
    ) -> Result<Response, AppError> {
        let (page, status) = match faults.is_empty() {
            true => (self.page, StatusCode::OK),
            false => (self.page.with_faults(), StatusCode::UNPROCESSABLE_ENTITY),
        };
        let (label, hint) = self.why;
        let form = FormPage {
            page,
            heading: self.heading,
            before: vec![paragraph(&self.lead)],
            action: self.action,
            hidden: Vec::new(),
            fields: vec![field(t, label, &hint, sent, &faults)],
            faults: fault_list(t, faults),
            button: self.button,
            below: Vec::new(),
            after: vec![block(self.back)],
        };
        Ok((status, Answer(askama::Template::render(&form)?)).into_response())
    }
}
