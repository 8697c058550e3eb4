//! Ending a stand-in before its last day.

use axum::Router;
use axum::extract::Path;
use axum::response::{Html as Answer, Response};
use axum::routing::get;
use omhu_casework::access::Cover;
use omhu_store::accounts::StandInRow;

use super::{admit, may_end};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, paragraph};
use crate::state::AppState;
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/stand-ins/{number}/end", get(ask).post(end))
}

/// The stand-in of an address, where the viewer may end it; else there is none.
async fn of(desk: &Desk, number: &str) -> Result<StandInRow, AppError> {
    admit(desk)?;
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    let mut rows = desk.store().stand_ins(desk.now.today).await?.into_iter();
    let row = rows.find(|row| row.number == number);
    let row = row.ok_or(AppError::NotFound)?;
    if may_end(desk, &row).await? {
        Ok(row)
    } else {
        Err(AppError::NotFound)
    }
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(number): Path<String>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let row = of(&desk, &number).await?;
    let names = desk.names().await?;
    let name = |user| names.get(user).map_or("", String::as_str);
    let absent = match &row.stand_in.covers {
        Cover::Person(absent) => name(absent),
        Cover::Case(_) => "",
    };
    let lead = t.with(
        "standin-end-lead",
        &[("name", name(&row.user).into()), ("absent", absent.into())],
    );
    let title = t.get("standin-end");
    let form = FormPage {
        page: context.page(&title),
        before: vec![paragraph(&lead)],
        action: format!("/stand-ins/{}/end", row.number),
        hidden: Vec::new(),
        faults: None,
        fields: Vec::new(),
        button: title.clone(),
        below: Vec::new(),
        after: vec![block(Html::link("/stand-ins", &t.get("standin-back")))],
        heading: title,
    };
    Ok(Answer(askama::Template::render(&form)?))
}

async fn end(
    desk: Desk,
    Path(number): Path<String>,
    _sent: Submitted,
) -> Result<Response, AppError> {
    let row = of(&desk, &number).await?;
    let ended = desk
        .store()
        .end_stand_in(row.number, desk.user(), desk.now)
        .await?;
    ended.map_err(|_| AppError::NotFound)?;
    Ok(redirect::see_other("/stand-ins?done=ended"))
}
