//! The language switch: a form that works without JavaScript and comes back to the page.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::post;

use crate::Lang;
use crate::context::LANGUAGE_COOKIE;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::{cookie, redirect};
use crate::state::AppState;

const YEAR: u32 = 365 * 24 * 60 * 60;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/language", post(choose))
}

async fn choose(form: Submitted) -> Result<Response, AppError> {
    let lang: Lang = form
        .get("language")
        .parse()
        .map_err(|()| AppError::Unreadable)?;
    let mut response = redirect::see_other(form.get("back"));
    if let Some(cookie) = remember(lang) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The cookie that keeps a language in a browser.
pub(super) fn remember(lang: Lang) -> Option<HeaderValue> {
    cookie::write(LANGUAGE_COOKIE, lang.tag(), Some(YEAR))
}
