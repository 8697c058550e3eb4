//! A note that takes the place of another: which may, and what happens where somebody was first.

use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::access::Action;
use omhu_casework::case::Told;
use omhu_casework::event::Note;
use omhu_law::calendar::When;

use super::{Back, page};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::case::{CaseFile, frame};
use crate::pages::windows::Window;
use crate::view::components::{Alert, AlertKind, Details};
use crate::view::html::Html;

/// The note that is to be written anew: one's own, that stands.
pub(super) fn former<'f>(
    desk: &Desk,
    file: &'f CaseFile,
    seq: &str,
) -> Result<Option<&'f Told<Note>>, AppError> {
    if seq.is_empty() {
        return Ok(None);
    }
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let mut notes = file.state.notes.iter();
    let found = notes.find(|note| note.seq == seq && may_replace(desk, file, note));
    found.map(Some).ok_or(AppError::NotFound)
}

/// Whether somebody may write this note anew: who wrote it, as long as nothing stands in its place.
pub(super) fn may_replace(desk: &Desk, file: &CaseFile, note: &Told<Note>) -> bool {
    let mut notes = file.state.notes.iter();
    !file.known
        && file.may_note
        && note.recorded_by == desk.user()
        && notes.all(|other| other.what.replaces != note.seq)
}

/// The note that stands in the place of another, if there is one.
pub(super) fn in_place_of(file: &CaseFile, seq: i64) -> Option<&Told<Note>> {
    let after = |seq: i64| {
        let mut notes = file.state.notes.iter();
        notes.find(|note| seq != 0 && note.what.replaces == seq)
    };
    let mut newest = after(seq)?;
    // A place is only ever taken by a later one, so this ends.
    while let Some(next) = after(newest.seq) {
        newest = next;
    }
    Some(newest)
}

/// The note was written anew in another window meanwhile: what was typed stands on the page, with what stands now.
pub(super) async fn stale(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    newest: &Told<Note>,
    sent: &Submitted,
    window: &Window,
) -> Result<Response, AppError> {
    frame::must(desk, file, Action::WriteNote)?;
    let t = context.t;
    let texts = file.texts(desk, [newest.what.text]).await?;
    let written = texts.get(&newest.what.text).map_or("", String::as_str);
    let clock = t.clock(When::at(newest.recorded_at));
    let day = t.short_day(When::at(newest.recorded_at).day);
    let told = t.with(
        "journal-stale-more",
        &[("day", day.into()), ("clock", clock.into())],
    );
    let now = Details {
        summary: t.get("journal-stale-now"),
        body: frame::written(written),
        open: true,
    };
    let notice = Alert {
        t,
        kind: AlertKind::Warning,
        heading: t.get("journal-stale"),
        body: Html::all([frame::paragraph(&told), now.into()]),
    };
    let back = Back {
        notice: notice.into(),
        window: window.cell(),
        replaces: newest.seq,
        anew: true,
        ..Back::default()
    };
    let page = page(context, desk, file, sent, back)?;
    Ok((StatusCode::CONFLICT, Answer(page)).into_response())
}
