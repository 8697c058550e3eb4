//! The access log by case and by user.
//!
//! Owns: this page. A case's log is for who may see it of that case; a user's whole log for who samples the log.

use axum::Router;
use axum::extract::Query;
use axum::response::{Html as Answer, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::Logged;

use super::{admit, ways, whole_log};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{heading, paragraph};
use crate::pages::looked::{Looked, MOST, Narrow};
use crate::pages::sheet::Sheet;
use crate::pages::sought::{self, Sought};
use crate::state::AppState;
use crate::view::components::{Asked, Kind, TextField};
use crate::view::html::Html;
use crate::view::layout::Place;

const LOOKS: &str = "/oversight/looks";
/// Where a case's id is sealed.
const PLACE: &str = "looks";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight/looks", get(show).post(ask))
}

#[derive(serde::Deserialize, Default)]
struct Asks {
    /// The case's own id, or its number.
    #[serde(default)]
    case: String,
    /// The same under the server's seal: an id may tell who it is.
    #[serde(default, rename = "for")]
    sealed: String,
    #[serde(flatten)]
    narrow: Narrow,
}

/// Leads to the page of what was asked for.
async fn ask(desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    admit(&desk)?;
    let sought = Sought::of(&desk, PLACE, sent.get("case"), "")?;
    let before = [(sought::FIELD, sought.sealed.as_str())];
    let place = Narrow::sent(&sent).address(LOOKS, &before, &[]);
    Ok(redirect::see_other(&place))
}

/// What is asked for, once it is known what there is.
enum Found {
    Nothing,
    NoCase,
    Rows(Vec<Logged>),
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Answer<String>, AppError> {
    admit(&desk)?;
    let t = context.t;
    let sought = Sought::of(&desk, PLACE, &asks.case, &asks.sealed)?;
    let narrow = &asks.narrow;
    let (time, faults) = narrow.time(t, context.today());
    let found = found(&desk, &sought.words, narrow, time).await?;
    let names = desk.names().await?;
    let mut looked = Looked {
        t,
        names: &names,
        narrow,
        faults: &faults,
        path: LOOKS.to_owned(),
        asked: vec![(sought::FIELD, sought.sealed.clone())],
        rows: &[],
        ids: None,
    };
    let hint = match &found {
        Found::Nothing => Some(t.get("oversight-ask")),
        Found::NoCase => Some(t.get("oversight-no-case")),
        Found::Rows(rows) => {
            looked.rows = rows;
            None
        }
    };
    if sought.words.is_empty() {
        let cases = looked.rows.iter().flat_map(|look| &look.cases).copied();
        looked.ids = Some(desk.store().case_ids(cases).await?);
    }
    let case =
        Asked::new(t, "case", t.get("oversight-of-case")).hint(t.get("oversight-of-case-hint"));
    let case = TextField::new(case).kind(Kind::Search).value(&sought.words);
    // Who may ask by user alone chooses among all; others among those who looked at the case.
    let users = desk.may(Action::SampleLookups, None).then(|| &*names);
    let mut bar = looked.bar(vec![case.into()], users);
    let below = match hint {
        Some(hint) => {
            bar.shown = hint;
            Vec::new()
        }
        None => looked.parts(&t.get("oversight-none-looked")),
    };
    let title = t.get("oversight-looks");
    let page = context.page_in(Place::Oversight, &title).wide();
    bar.token = Html::of(&page.token());
    let mut parts = vec![paragraph(&t.get("oversight-looks-lead")), Html::from(bar)];
    if !below.is_empty() {
        parts.push(heading(&t.get("looked-heading")));
    }
    parts.extend(below);
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, LOOKS),
        parts,
    };
    Ok(Answer(sheet.html()?))
}

async fn found(
    desk: &Desk,
    case: &str,
    narrow: &Narrow,
    time: std::ops::Range<i64>,
) -> Result<Found, AppError> {
    let (store, user) = (desk.store(), narrow.user.trim());
    if !case.is_empty() {
        // One that is not there is asked for all the same: the log says that it was.
        let named = store.case_named(case).await?;
        let Some(case) = named.or_else(|| case.parse::<CaseNo>().ok()) else {
            return Ok(Found::NoCase);
        };
        let (permit, subject) = match desk.look(Action::SeeAccessLog, case).await {
            Err(AppError::NotFound) => return Ok(Found::NoCase),
            looked => looked?,
        };
        let rows = store.who_looked_in(&permit, subject.case, time, MOST + 1);
        return Ok(Found::Rows(rows.await?));
    }
    let Ok(user) = user.parse::<i64>() else {
        return Ok(Found::Nothing);
    };
    let permit = whole_log(desk, &format!("user {user}")).await?;
    let rows = store
        .looks_of(&permit, UserNo(user), time, MOST + 1)
        .await?;
    Ok(Found::Rows(rows))
}
