//! A document of a case, to be kept or read beside it.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Label;
use omhu_casework::command::Words;
use omhu_casework::event::Document;

use super::{CaseFile, number, passing, words};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::texts::Texts;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/documents/{seq}", get(fetch))
}

/// Always as a file to be saved: what somebody sent us is never shown as a page of ours.
async fn fetch(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    // What was taken back can still be read.
    let amended = file.state.amended.iter().map(|held| &held.what.was);
    let mut documents = file.state.documents.iter().chain(amended);
    let document = documents.find(|told| told.seq == seq);
    let document = document.ok_or(AppError::NotFound)?;
    if !file.opens(document) {
        passing::may_reveal(&desk, &file, Label::Reporter)?;
    }
    let texts = desk
        .store()
        .texts(&file.permit, file.case, &[document.what.text])
        .await?;
    let Some(Words::File { name, content, .. }) = texts.into_iter().next().map(|text| text.words)
    else {
        return Err(AppError::NotFound);
    };
    let name = match name.as_str() {
        "" => name_of(context.t, &document.what),
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
