//! Why, in one's own words: asked for in the same way wherever the log is to say it.
//!
//! Owns: the field, and what is wrong with an answer. Must not know: what the reason is for.

use omhu_casework::access::{LONGEST_REASON, OpeningFault, SHORTEST_REASON, reason_in_words};

use super::case::frame::fault_of;
use super::sheet::Faults;
use crate::form::Submitted;
use crate::texts::Texts;
use crate::view::components::{Asked, TextArea};
use crate::view::html::Html;

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
