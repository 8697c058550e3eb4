//! What is shown by a click of its own: one row in the log, one answer that goes away by itself.
//!
//! Owns: how long it is shown, and who is let to the page of it. Must not know: what it is.

use axum::http::header;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::access::{Action, Label, decide, reason};

use super::CaseFile;
use crate::desk::{Desk, denied};
use crate::http::failure::AppError;

/// So many seconds it is shown.
pub const SHOWN_FOR: u32 = 60;

/// Whether the viewer may be shown this of the case at all; that there is nothing of it is no refusal.
pub fn may_reveal(desk: &Desk, file: &CaseFile, label: Label) -> Result<(), AppError> {
    let reveals = Action::Reveal(label);
    let verdict = decide(desk.viewer(), reveals, Some(&file.subject), desk.now);
    if verdict.is_allowed() || verdict.reason() == reason::NOTHING_PROTECTED {
        Ok(())
    } else {
        Err(denied(verdict, file.case))
    }
}

/// The page that shows it: the browser itself asks for the page without it, so that a screen that was left shows it no
/// longer.
pub fn passing(page: Answer<String>, without: &str) -> Response {
    let place = format!("{SHOWN_FOR}; url={without}");
    ([(header::REFRESH, place)], page).into_response()
}
