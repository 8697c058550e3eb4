//! Forms of other sites are refused before a handler sees them.
//!
//! Owns: the check of `Sec-Fetch-Site` and `Origin` for everything that is not read only. The token in the form
//! ([`super::token`]) is the second lock. Our pages send no referrer, so a browser's form says `Origin: null`; then
//! `Sec-Fetch-Site`, which every browser since 2023 sends and no page can forge, decides.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::failure::AppError;
use crate::{api, oidc};

/// The layer.
pub async fn guard(request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    // The API reads no cookie, and a provider's goodbye is signed: a page of another site has nothing there that it
    // could use.
    let path = request.uri().path();
    let by_token = api::is_api(path) || path == oidc::GOODBYE_PATH;
    if reads || by_token || is_own(request.headers()) {
        next.run(request).await
    } else {
        AppError::Forged.into_response()
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let host = text(header::HOST);
    let origin = text(header::ORIGIN)
        .and_then(|origin| origin.split_once("://"))
        .map(|(_, host)| host);
    origin.is_some() && origin == host
}
