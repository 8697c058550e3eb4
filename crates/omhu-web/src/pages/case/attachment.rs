//! A document of a case, to be kept or read beside it.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::command::Words;

use super::{CaseFile, number};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/documents/{seq}", get(fetch))
}

/// Always as a file to be saved: what somebody sent us is never shown as a page of ours.
async fn fetch(
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let mut documents = file.state.documents.iter();
    let document = documents.find(|told| told.seq == seq);
    let document = document.ok_or(AppError::NotFound)?;
    let texts = desk
        .store()
        .texts(&file.permit, file.case, &[document.what.text])
        .await?;
    let Some(Words::File { name, content, .. }) = texts.into_iter().next().map(|text| text.words)
    else {
        return Err(AppError::NotFound);
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
