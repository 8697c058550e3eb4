//! My day as a calendar: for a browser in which somebody is signed in, and for calendar programs by a secret address.
//!
//! Owns: these two routes. Must not know: how the address is made and ended (the account's page), what a row says.
//!
//! A calendar holds case numbers and what is to be done, no names. Each look at it stands in the access log, as a look at the page
//! does.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::worklist::{Group, Row, calendar};
use omhu_store::WorkFilter;
use omhu_store::accounts::{Program, Ticket};

use super::found::{self, Found};
use super::{Reach, list, reach};
use crate::context::Context;
use crate::desk::{self, Desk};
use crate::http::failure::AppError;
use crate::pages::case::value_word;
use crate::pages::duty;
use crate::state::AppState;
use crate::texts::Texts;

/// How addresses of calendars end: some programs ask for nothing else.
pub(in crate::pages) const ENDING: &str = ".ics";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/my-day.ics", get(own))
        .route("/calendar/{feed}", get(by_address))
}

async fn own(context: Context, desk: Desk) -> Result<Response, AppError> {
    show(context.t, &desk).await
}

async fn by_address(
    State(state): State<AppState>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let text = text.strip_suffix(ENDING).unwrap_or(&text);
    let ticket = Ticket::parse(text).ok_or(AppError::NotFound)?;
    let (store, now) = (state.store()?, desk::now(&state));
    let client = desk::client(&headers);
    let Some(subscriber) = store.subscriber(&ticket, now).await? else {
        // As with tokens of programs: a living address is never slowed down by others.
        return match state.tries().failed(&client, now.second) {
            Ok(()) => Err(AppError::NotFound),
            Err(_) => Ok(StatusCode::TOO_MANY_REQUESTS.into_response()),
        };
    };
    let t = Texts::of(subscriber.language.parse().unwrap_or_default());
    let program = Program {
        user: subscriber.user,
        token: 0,
        name: String::new(),
        viewer: subscriber.viewer,
    };
    show(t, &Desk::of_program(program, &state, store, client, now)).await
}

/// The list as a calendar: case numbers and what is to be done, no names.
async fn show(t: Texts, desk: &Desk) -> Result<Response, AppError> {
    let found = match reach(desk) {
        Reach::None => Found::default(),
        Reach::Own => found::mine(desk).await?,
        Reach::Team => {
            // A calendar looks further ahead than the page, as one's own does: the nearest first, as many as a page holds.
            found::team(desk, &WorkFilter::default(), false).await?
        }
    };
    let list = list(desk, &found);
    let book = desk.store().book();
    let name = t.get("day-calendar-name");
    let asks = |asked: &str| {
        let what = value_word(t, asked);
        t.with("day-calendar-awaited", &[("what", what.into())])
    };
    let title = |row: &Row<'_>| {
        let what = duty::task(t, book, row.item.duty);
        let overdue = row.group == Group::Overdue && row.standing().only_reminds().is_none();
        let Some(due) = row.item.duty.due.filter(|_| overdue) else {
            return what;
        };
        let day = t.short_day(due.day);
        t.with(
            "day-calendar-overdue",
            &[("what", what.into()), ("day", day.into())],
        )
    };
    let text = calendar::calendar(&list, &name, desk.now, title, asks);
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((kind, text).into_response())
}
