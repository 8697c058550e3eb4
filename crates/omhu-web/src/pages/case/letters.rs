//! Which documents of a case may say who notified, and what that means for who reads it.
//!
//! Owns: the one answer for every page that names a document or hands it out. Must not know: what such a page shows.

use std::collections::BTreeSet;

use omhu_casework::access::{Action, Label, Subject};
use omhu_casework::case::CaseState;

use crate::desk::Desk;

/// How a document stands to who reads the case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// It is opened, and its name told.
    Open,
    /// It is opened with a reason that the log keeps; until then its sort is told and nothing else.
    WithReason,
    /// Its sort is told, and it is not opened.
    Closed,
}

/// The letters of a case, for one reader.
pub struct Letters {
    /// Their places in the log.
    letters: BTreeSet<i64>,
    /// How each of them stands to the reader.
    opening: Opening,
}

impl Letters {
    /// Of a case as it is now: what was found to be a letter later is one on every page, also as known on an earlier day.
    pub fn of(desk: &Desk, subject: &Subject, state: &CaseState) -> Letters {
        let may = |action| desk.may(action, Some(subject));
        let opening = if may(Action::See(Label::Reporter)) {
            Opening::Open
        } else if may(Action::Reveal(Label::Reporter)) {
            Opening::WithReason
        } else {
            Opening::Closed
        };
        Letters {
            letters: state.letters(),
            opening,
        }
    }

    /// Whether the document of this place in the log is one of them.
    #[must_use]
    pub fn contains(&self, document: i64) -> bool {
        self.letters.contains(&document)
    }

    /// How the document of this place in the log stands to the reader.
    #[must_use]
    pub fn opening(&self, document: i64) -> Opening {
        match self.contains(document) {
            true => self.opening,
            false => Opening::Open,
        }
    }
}
