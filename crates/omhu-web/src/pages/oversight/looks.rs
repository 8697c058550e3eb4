//! The access log by case and by user.
//!
//! Owns: this page. A case's log is for who may see it of that case; a user's whole log for who samples the log.

use axum::Router;
use axum::extract::Query;
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::Logged;

use super::{admit, case_link, name, ways, whole_log};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::paragraph;
use crate::pages::glass::looks::{role, through, time, what, why};
use crate::pages::sheet::Sheet;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Column, FilterBar, Kind, Select, Table, TextField};
use crate::view::html::Html;
use crate::view::layout::Place;

/// So many of the newest rows are shown.
const MOST: u32 = 500;
/// More cases of one row are a number.
const MOST_CASES: usize = 3;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight/looks", get(show))
}

#[derive(serde::Deserialize, Default)]
struct Asks {
    /// The case's own id, or its number.
    #[serde(default)]
    case: String,
    #[serde(default)]
    user: String,
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
    let found = found(&desk, &asks).await?;
    let names = desk.names().await?;
    let (count, rows) = match &found {
        Found::Nothing => (t.get("oversight-ask"), None),
        Found::NoCase => (t.get("oversight-no-case"), None),
        Found::Rows(rows) => {
            let count = rows.len().into();
            (t.with("oversight-shown", &[("count", count)]), Some(rows))
        }
    };
    let filter = FilterBar {
        t,
        href: "/oversight/looks".to_owned(),
        fields: fields(t, &desk, &asks, &names),
        shown: count,
        narrowed: !asks.case.is_empty() || !asks.user.is_empty(),
    };
    let title = t.get("oversight-looks");
    let mut parts = vec![
        paragraph(&t.get("oversight-looks-lead")),
        Html::from(filter),
    ];
    if let Some(rows) = rows {
        parts.push(table(t, &names, rows).into());
    }
    let sheet = Sheet {
        page: context.page_in(Place::Oversight, &title).wide(),
        heading: title,
        ways: ways(t, &desk, "/oversight/looks"),
        parts,
    };
    Ok(Answer(sheet.html()?))
}

async fn found(desk: &Desk, asks: &Asks) -> Result<Found, AppError> {
    let store = desk.store();
    let (case, user) = (asks.case.trim(), asks.user.trim());
    if !case.is_empty() {
        let by_id = store.case_by_reference(case).await?;
        let Some(case) = by_id.or_else(|| case.parse::<CaseNo>().ok()) else {
            return Ok(Found::NoCase);
        };
        let (permit, subject) = match desk.look(Action::SeeAccessLog, case).await {
            Err(AppError::NotFound) => return Ok(Found::NoCase),
            looked => looked?,
        };
        let mut rows = store.who_looked(&permit, subject.case, MOST).await?;
        if let Ok(user) = user.parse::<i64>() {
            rows.retain(|row| row.user == UserNo(user));
        }
        return Ok(Found::Rows(rows));
    }
    let Ok(user) = user.parse::<i64>() else {
        return Ok(Found::Nothing);
    };
    let permit = whole_log(desk, &format!("user {user}")).await?;
    let rows = store.looks_of(&permit, UserNo(user), MOST).await?;
    Ok(Found::Rows(rows))
}

fn fields(
    t: Texts,
    desk: &Desk,
    asks: &Asks,
    names: &std::collections::BTreeMap<UserNo, String>,
) -> Html {
    let case =
        Asked::new(t, "case", t.get("oversight-of-case")).hint(t.get("oversight-of-case-hint"));
    let mut fields: Vec<Html> = vec![
        TextField::new(case)
            .kind(Kind::Search)
            .value(&asks.case)
            .into(),
    ];
    if desk.may(Action::SampleLookups, None) {
        let mut sorted: Vec<_> = names.iter().collect();
        sorted.sort_by_key(|(_, name)| name.to_lowercase());
        let all = Choice::new("", t.get("list-all")).chosen(asks.user.is_empty());
        let each = sorted.into_iter().map(|(user, name)| {
            let value = user.to_string();
            let chosen = value == asks.user;
            Choice::new(value, name).chosen(chosen)
        });
        let user =
            Asked::new(t, "user", t.get("oversight-of-user")).hint(t.get("oversight-of-user-hint"));
        fields.push(Select::new(user, [all].into_iter().chain(each).collect()).into());
    }
    Html::all(fields)
}

/// The cases of a row: a few by number, more as a count.
pub(super) fn cases(t: Texts, look: &Logged) -> Html {
    if look.cases.len() > MOST_CASES {
        let count = look.cases.len().into();
        return t.with("oversight-cases", &[("count", count)]).into();
    }
    let mut links = Vec::new();
    for case in &look.cases {
        if !links.is_empty() {
            links.push(Html::text(", "));
        }
        links.push(case_link(t, *case));
    }
    Html::all(links)
}

fn table(t: Texts, names: &std::collections::BTreeMap<UserNo, String>, rows: &[Logged]) -> Table {
    let row = |look: &Logged| -> Vec<Html> {
        vec![
            time(t, look.second).into(),
            through(t, name(t, names, look.user), look).into(),
            role(t, &look.role).into(),
            cases(t, look),
            what(t, look).into(),
            why(t, look).into(),
        ]
    };
    Table {
        id: "looks".to_owned(),
        caption: t.get("oversight-looks"),
        columns: vec![
            Column::words(t.get("oversight-when")),
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-role")),
            Column::words(t.get("oversight-which")),
            Column::words(t.get("oversight-what")),
            Column::words(t.get("oversight-why")),
        ],
        rows: rows.iter().map(row).collect(),
        none: t.get("oversight-none-looked"),
    }
}
