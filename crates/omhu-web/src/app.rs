//! The app: all routes, and the layers around them.
//!
//! Owns: the order of the layers. Outermost answers become shorter; then come the headers, so that none is without
//! them; then failures become pages; then limits; innermost the forms of other sites are refused.

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::{Router, routing};
use omhu_casework::steps::upload;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::http::{failure, gzip, headers, origin};
use crate::state::AppState;
use crate::{api, assets, desk, pages};

/// Much more than a file may have, so that one that is too large is answered with the form and what was typed in it.
const MOST_UPLOADED: usize = 4 * upload::MOST_BYTES;

/// The pages, ready to be served.
pub fn app(state: AppState) -> Router {
    let routes = pages::routes(&state)
        // Said here, so that whoever is signed in is known on that page too.
        .fallback(|| async { StatusCode::NOT_FOUND })
        // Assets are everybody's: who asks for one is not looked up.
        .layer(from_fn_with_state(state.clone(), desk::sessions))
        .route("/assets/{file}", routing::get(assets::show))
        // Programs show a token and never a cookie: no session is looked up for them.
        .merge(api::routes());
    around(routes, state)
}

/// Routes with everything that must stand around them; tests put routes of their own into it.
pub fn around(routes: Router<AppState>, state: AppState) -> Router {
    routes
        // What is typed; a form with a file counts its parts itself, up to the limit below.
        .layer(DefaultBodyLimit::max(state.most_bytes))
        .layer(from_fn(origin::guard))
        .layer(RequestBodyLimitLayer::new(
            MOST_UPLOADED.max(state.most_bytes),
        ))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            state.most_time,
        ))
        .layer(CatchPanicLayer::custom(|_| -> Response {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(from_fn_with_state(state.clone(), failure::pages))
        .layer(from_fn_with_state(state.clone(), headers::protect))
        .layer(from_fn_with_state(state.clone(), gzip::shorten))
        .with_state(state)
}
