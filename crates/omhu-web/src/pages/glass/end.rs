//! Being done with a case that was opened with a reason, before its time is over.

use axum::Router;
use axum::extract::Path;
use axum::response::{Html as Answer, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label};
use omhu_casework::ids::CaseNo;

use super::open_glass;
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{self, FormPage};
use crate::pages::case::number;
use crate::state::AppState;
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/glass/end", get(ask).post(end))
}

/// Whether the viewer has this case open with a reason.
fn is_open(desk: &Desk, case: CaseNo) -> bool {
    let mut glass = desk.viewer().break_glass.iter();
    glass.any(|grant| grant.case == case && grant.in_force(desk.now))
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Answer<String>, AppError> {
    let (t, case) = (context.t, number(&case)?);
    if !is_open(&desk, case) {
        return Err(AppError::NotFound);
    }
    let title = t.get("glass-end");
    let back = Html::link(&format!("/cases/{case}"), &t.get("case-back"));
    let form = FormPage {
        page: context.page_in(Place::Cases, &title),
        heading: title,
        before: vec![frame::paragraph(&t.get("glass-end-lead"))],
        action: format!("/cases/{case}/glass/end"),
        hidden: Vec::new(),
        faults: None,
        fields: Vec::new(),
        button: t.get("glass-end"),
        below: Vec::new(),
        after: vec![frame::block(back)],
    };
    Ok(Answer(askama::Template::render(&form)?))
}

async fn end(desk: Desk, Path(case): Path<String>, _sent: Submitted) -> Result<Response, AppError> {
    let case = number(&case)?;
    if !is_open(&desk, case) {
        return Err(AppError::NotFound);
    }
    let (permit, _) = desk.look(Action::See(Label::CaseText), case).await?;
    for glass in open_glass(&desk, &permit, case).await? {
        let store = desk.store();
        let ended = store.end_glass(glass.number, desk.user(), desk.now).await?;
        ended.map_err(|_| AppError::NotFound)?;
    }
    Ok(redirect::see_other("/"))
}
