//! A document of a case, to be kept or read beside it.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label};
use omhu_casework::case::Told;
use omhu_casework::command::Words;
use omhu_casework::event::Document;
use omhu_store::Permit;

use super::{CaseFile, Opening, frame, number, words};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::purpose;
use crate::pages::sheet::Faults;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::html::Html;

/// What opens a letter that may say who notified.
const REVEALS: Action = Action::Reveal(Label::Reporter);

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/documents/{seq}", get(fetch).post(reveal))
}

/// A document of the address, and the case.
async fn find(
    desk: &Desk,
    (case, seq): (String, String),
) -> Result<(CaseFile, Told<Document>), AppError> {
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let file = CaseFile::open(desk, number(&case)?, None).await?;
    // What was taken back can still be read, as it stood last.
    let amended = file.state.amended.iter().rev().map(|held| &held.what.was);
    let mut documents = file.state.documents.iter().chain(amended);
    let document = documents.find(|told| told.seq == seq).cloned();
    let document = document.ok_or(AppError::NotFound)?;
    Ok((file, document))
}

async fn fetch(
    context: Context,
    desk: Desk,
    Path(place): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (file, document) = find(&desk, place).await?;
    match file.opening(&document) {
        Opening::Open => hand_out(context.t, &desk, &file, &file.permit, &document).await,
        Opening::WithReason => {
            let sent = Submitted::default();
            ask(&context, &file, &document, &sent, Faults::new())
        }
        // The log keeps that it was tried.
        Opening::Closed => {
            desk.look(REVEALS, file.case).await?;
            Err(AppError::NotFound)
        }
    }
}

/// The same with the reason, which stands in the log before anything is read.
async fn reveal(
    context: Context,
    desk: Desk,
    Path(place): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (file, document) = find(&desk, place).await?;
    if file.opening(&document) == Opening::Open {
        let place = file.path(&format!("/documents/{}", document.seq));
        return Ok(redirect::see_other(&place));
    }
    let mut faults = Faults::new();
    let reason = purpose::read(context.t, &sent, &mut faults);
    if file.opening(&document) == Opening::WithReason && !faults.is_empty() {
        return ask(&context, &file, &document, &sent, faults);
    }
    let (permit, _) = desk.look_for(REVEALS, file.case, &reason).await?;
    hand_out(context.t, &desk, &file, &permit, &document).await
}

/// Asks for the reason. The page says of what sort the document is and no more.
fn ask(
    context: &Context,
    file: &CaseFile,
    document: &Told<Document>,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let mut what = vec![words::document(t, &document.what)];
    what.extend(words::read(&document.what.when).map(|day| t.short_day(day)));
    let heading = t.with("case-letter", &[("what", what.join(", ").into())]);
    let ending = purpose::Ending {
        page: frame::page(context, file, &heading),
        heading,
        lead: t.get("case-letter-lead"),
        action: file.path(&format!("/documents/{}", document.seq)),
        why: (t.get("case-notifier-why"), t.get("case-notifier-why-hint")),
        button: t.get("case-letter-button"),
        back: Html::link(&file.path(""), &t.get("case-back")),
    };
    ending.answer(t, sent, faults)
}

/// Always as a file to be saved: what somebody sent us is never shown as a page of ours.
async fn hand_out(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    permit: &Permit,
    document: &Told<Document>,
) -> Result<Response, AppError> {
    let texts = desk
        .store()
        .texts(permit, file.case, &[document.what.text])
        .await?;
    let Some(Words::File { name, content, .. }) = texts.into_iter().next().map(|text| text.words)
    else {
        return Err(AppError::NotFound);
    };
    let name = match name.as_str() {
        "" => name_of(t, &document.what),
        _ => name,
    };
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let encoded = encoded.replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Words that were typed instead of a file are called what they are: `Bedt om udtalelse fra skolen 2026-11-18.txt`.
fn name_of(t: Texts, document: &Document) -> String {
    let day = document.when.get(..10).unwrap_or(&document.when);
    let parts = [
        ("what", words::sort_of(t, &document.sort).into()),
        ("day", day.into()),
    ];
    t.with("case-document-name", &parts)
}
