//! Version 1 of the API.
//!
//! Owns: its list of routes. It changes by addition only; what would break a program is a version 2.

pub(super) mod cases;
pub(super) mod changes;
pub(super) mod corrections;
pub(super) mod facts;
pub(super) mod obligations;
pub(super) mod webhooks;
mod write;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::openapi;
use super::problem::{ApiError, Problem};
use crate::state::AppState;

/// What no route names of itself: the answer of every failure.
#[derive(OpenApi)]
#[openapi(components(schemas(Problem)))]
struct Shared;

/// The routes with their description.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Shared::openapi())
        .routes(routes!(cases::list, cases::open))
        .routes(routes!(cases::lookup))
        .routes(routes!(cases::show))
        .routes(routes!(facts::list, facts::register))
        .routes(routes!(corrections::correct))
        .routes(routes!(corrections::retract))
        .routes(routes!(obligations::of_case))
        .routes(routes!(obligations::list))
        .routes(routes!(changes::list))
        .routes(routes!(webhooks::list, webhooks::make))
        .routes(routes!(webhooks::end))
        .routes(routes!(webhooks::resume))
        .routes(routes!(webhooks::deliveries))
}

/// Every route of version 1.
pub(super) fn routes() -> Router<AppState> {
    let (routes, _) = described().split_for_parts();
    // Who may not read the description does not know what to ask for: it is everybody's, and says nothing of a case.
    routes.route("/api/v1/openapi.json", axum::routing::get(show_description))
}

/// What the routes say of themselves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    described().into_openapi()
}

async fn show_description(State(state): State<AppState>) -> Result<Response, ApiError> {
    let store = state.store()?;
    Ok(Json(openapi::description(store.book())).into_response())
}
