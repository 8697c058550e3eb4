//! The keyboard: what each key does. `?` leads here.

use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

use crate::context::Context;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/shortcuts", get(show))
}

#[derive(Template)]
#[template(path = "pages/shortcuts/show.html")]
struct Shortcuts {
    page: Page,
    keys: Vec<(&'static str, String)>,
}

async fn show(context: Context) -> Result<Html<String>, AppError> {
    let t = context.t;
    let keys = vec![
        ("j", t.get("keys-down")),
        ("k", t.get("keys-up")),
        ("Enter", t.get("keys-open")),
        ("Esc", t.get("keys-close")),
        ("n", t.get("keys-notification")),
        ("/", t.get("keys-search")),
        ("?", t.get("keys-help")),
    ];
    let page = context.page(&t.get("keys-title"));
    Ok(Html(Shortcuts { page, keys }.render()?))
}
