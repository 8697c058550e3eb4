//! A duty as a row: how it stands, for whom, what, when, why, and what to do.

use askama::Template;

use super::{Action, Mark};
use crate::texts::Texts;
use crate::view::html::Html;

/// One duty in a list.
#[derive(Template)]
#[template(path = "view/components/obligation_row.html")]
pub struct ObligationRow {
    /// The texts.
    pub t: Texts,
    /// How it stands.
    pub mark: Mark,
    /// For whom, usually a link to the case.
    pub who: Html,
    /// The duty's title.
    pub what: String,
    /// Its day in words: `skulle være 15. nov.`
    pub when: String,
    /// Why then, in one sentence.
    pub why: String,
    /// The rule; may be empty.
    pub rule: String,
    /// What can still be done where it was missed; may be empty.
    pub remark: String,
    /// The arithmetic, unfolded on request; may be empty.
    pub explanation: Html,
    /// What the reader most likely does next.
    pub action: Option<Action>,
    /// What is done in any case, whatever is due; may be empty.
    pub beside: Vec<Action>,
    /// What is done in some, unfolded on request; may be empty.
    pub others: Vec<Action>,
}

/// Duties under a heading with their number.
#[derive(Template)]
#[template(path = "view/components/obligation_list.html")]
pub struct ObligationList {
    /// The heading: `Overskredet`.
    pub heading: String,
    /// The id of the heading.
    pub id: String,
    /// The rows, worst first.
    pub rows: Vec<ObligationRow>,
}
