//! What pages are made of: forms, marks, rows, lists, notices.
//!
//! Owns: the HTML of each component, after Det Fælles Designsystem where it has one, and its words that never change.
//! Must not know: a case, a route, a rule. A component is a struct with a template beside it; in a page's template
//! `{{ component }}` writes it. Texts that a page gives are plain text; slots for more are [`super::html::Html`].

mod asked;
mod case_header;
mod choice;
mod draft;
mod facts;
mod fault_list;
mod field;
mod filter;
mod mark;
mod notice;
mod obligation;
mod pagination;
mod table;
mod tasks;
mod timeline;

pub use asked::{Asked, Help};
pub use case_header::CaseHeader;
pub use choice::{Choice, Choices, Scale, Select};
pub use draft::{DraftLine, sentence as draft_sentence};
pub use facts::{Fact, Facts};
pub use fault_list::FaultList;
pub use field::{FileField, KeptFile, Kind, TextArea, TextField};
pub use filter::FilterBar;
pub use mark::Mark;
pub use notice::{Alert, AlertKind, Details, Empty, Leave, NotYet, Reason, Tag};
pub use obligation::{ObligationList, ObligationRow};
pub use pagination::Pagination;
pub use table::{Column, Table};
pub use tasks::{Task, Tasks};
pub use timeline::{Entry, Timeline};

/// A link that does something: to a form, or to more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// What it does, in a verb.
    pub word: String,
    /// Where to.
    pub href: String,
    /// To what it does it, for those who hear the link alone; not shown.
    pub what: String,
    /// Whether the script opens it under its row; a link without script.
    pub in_place: bool,
}

impl Action {
    /// An action on something.
    #[must_use]
    pub fn new(word: impl Into<String>, href: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            href: href.into(),
            what: what.into(),
            in_place: false,
        }
    }

    /// Opened under its row, where that can be.
    #[must_use]
    pub fn in_place(mut self, can_be: bool) -> Self {
        self.in_place = can_be;
        self
    }
}

/// What a template has written is HTML and is not escaped again.
macro_rules! safe {
    ($($component:ty),* $(,)?) => {
        $(
            impl askama::filters::HtmlSafe for $component {}

            impl From<$component> for $crate::view::html::Html {
                fn from(component: $component) -> Self {
                    Self::of(&component)
                }
            }
        )*
    };
}

safe!(
    Alert,
    CaseHeader,
    Choices,
    Details,
    DraftLine,
    Empty,
    Facts,
    FaultList,
    FileField,
    FilterBar,
    Mark,
    NotYet,
    ObligationList,
    ObligationRow,
    Pagination,
    Scale,
    Select,
    Table,
    Tag,
    Tasks,
    TextArea,
    TextField,
    Timeline,
);
