//! The API for other systems: facts in, obligations out, so that what is known is registered once.
//!
//! Owns: what stands under `/api/`: routes, tokens, failures as problem documents, messages to webhooks. Must not know:
//! a page, a cookie, a rule. A program reaches a case the way a person does, through [`crate::desk::Desk`]: the same
//! policy, the same rows of the access log, the same decision about what is written.

mod deliver;
mod desk;
mod input;
mod key;
mod openapi;
pub(crate) mod problem;
mod signature;
mod tries;
mod v1;

use axum::Router;

use crate::state::AppState;

pub use deliver::{Delivering, deliver};
pub use signature::{Secret, signature};
pub(crate) use tries::Tries;

/// Where every address of the API begins.
const PREFIX: &str = "/api/";

/// Whether an address is the API's: then there are no cookies, no forms, and failures are no pages.
pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Every route of the API.
pub(crate) fn routes() -> Router<AppState> {
    v1::routes()
}

/// The description of the API as OpenAPI 3.1, for the law book of this server.
#[must_use]
pub fn description(book: &omhu_law::book::LawBook) -> serde_json::Value {
    openapi::description(book)
}
