//! The list of cases: which there are, who has them.
//!
//! Owns: the list with its filter. Must not know: which cases belong to whom (the scope says it), what a case holds.

pub(super) mod line;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::{Html, Response};
use axum::routing::get;
use omhu_casework::access::{ListKind, Role};
use omhu_store::{CaseFilter, CaseLine, Holders, Listed};

use self::line::{Names, address, some};
use super::sought::{self, Sought};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::view::components::{
    Asked, Choice, Column, FilterBar, Pagination, Select, Table, TextField,
};
use crate::view::html::Html as Part;
use crate::view::layout::{Page, Place};

/// Where an id is sealed that is looked for.
const PLACE: &str = "cases";
/// Rows of a page.
const ROWS: u32 = 50;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases", get(show).post(find))
}

/// What narrows the list.
#[derive(serde::Deserialize, Default)]
struct Asks {
    #[serde(default)]
    team: String,
    #[serde(default)]
    worker: String,
    /// `closed`, `all`; else the open ones.
    #[serde(default)]
    state: String,
    #[serde(default)]
    reference: String,
    /// The same under the server's seal: an id may tell who it is.
    #[serde(default, rename = "for")]
    sealed: String,
    #[serde(default)]
    page: String,
}

impl Asks {
    fn filter(&self, names: &Names) -> CaseFilter {
        CaseFilter {
            team: some(&self.team),
            held_by: names.held_by(&self.worker),
            closed: match self.state.as_str() {
                "closed" => Some(true),
                "all" => None,
                _ => Some(false),
            },
            reference: self.reference.clone(),
        }
    }

    fn address(&self) -> String {
        let parts = [
            ("team", self.team.as_str()),
            ("worker", &self.worker),
            ("state", &self.state),
            (sought::FIELD, &self.sealed),
        ];
        address("/cases", &parts)
    }

    /// With the id that is looked for, and its seal.
    fn with(self, sought: Sought) -> Asks {
        Asks {
            reference: sought.words,
            sealed: sought.sealed,
            ..self
        }
    }
}

#[derive(Template)]
#[template(path = "pages/cases/show.html")]
struct Show {
    page: Page,
    heading: String,
    filter: FilterBar,
    table: Table,
    pagination: Pagination,
}

/// Leads to the page of what was asked for.
async fn find(desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    let sought = Sought::of(&desk, PLACE, sent.get("reference"), "")?;
    let field = |name: &str| sent.get(name).to_owned();
    let asks = Asks {
        team: field("team"),
        worker: field("worker"),
        state: field("state"),
        ..Asks::default()
    };
    Ok(redirect::see_other(&asks.with(sought).address()))
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Html<String>, AppError> {
    let sought = Sought::of(&desk, PLACE, &asks.reference, &asks.sealed)?;
    let asks = asks.with(sought);
    let current = asks.page.parse::<u32>().unwrap_or(1).max(1);
    let (note, scope) = desk.list(ListKind::Names);
    let skip = (current - 1).saturating_mul(ROWS).min(1_000_000);
    let store = desk.store();
    // Who may see no case has no use for who works on them.
    let names = match scope.is_empty() {
        true => Names::default(),
        false => Names::of(store).await?,
    };
    let listed = store
        .cases(note, &scope, &asks.filter(&names), skip, ROWS)
        .await?;
    let holders = store.holders(&scope, false).await?;
    let t = context.t;
    let pages = listed.total.max(1).unsigned_abs().div_ceil(u64::from(ROWS));
    let before = asks.address();
    let joint = if before.contains('?') { '&' } else { '?' };
    let page = context.page_in(Place::Cases, &t.get("list-title")).wide();
    let show = Show {
        heading: t.get("list-title"),
        filter: FilterBar {
            token: Part::of(&page.token()),
            ..filter(&context, &asks, &names, &holders, &listed)
        },
        page,
        table: table(&context, &names, &listed, none(&desk, &asks, &listed)),
        pagination: Pagination {
            t,
            current,
            last: u32::try_from(pages).unwrap_or(u32::MAX),
            before: format!("{before}{joint}page="),
        },
    };
    Ok(Html(show.render()?))
}

fn filter(
    context: &Context,
    asks: &Asks,
    names: &Names,
    holders: &Holders,
    listed: &Listed<CaseLine>,
) -> FilterBar {
    let t = context.t;
    let workers = holders.caseworkers.iter().map(String::as_str).collect();
    let state = |value: &str, key: &str| Choice::new(value, t.get(key)).chosen(asks.state == value);
    let states = vec![
        state("", "list-open"),
        state("closed", "list-closed"),
        state("all", "list-open-and-closed"),
    ];
    let fields: [Part; 4] = [
        Select::new(
            Asked::new(t, "team", t.get("list-team")),
            names.choices_of_teams(t, &holders.teams, &asks.team),
        )
        .into(),
        Select::new(
            Asked::new(t, "worker", t.get("list-worker")),
            names.worker_choices(t, &workers, &asks.worker),
        )
        .into(),
        Select::new(Asked::new(t, "state", t.get("list-state")), states).into(),
        TextField::new(Asked::new(t, "reference", t.get("list-reference-begins")))
            .value(&asks.reference)
            .into(),
    ];
    let total = u32::try_from(listed.total).unwrap_or_default();
    FilterBar {
        t,
        href: "/cases".to_owned(),
        fields: Part::all(fields),
        shown: t.with("list-shown", &[("count", total.into())]),
        narrowed: asks.address() != "/cases",
        token: Part::default(),
    }
}

/// What a list says that has no rows: somebody new sees no case yet, which is another thing than that none fits what was asked.
fn none(desk: &Desk, asks: &Asks, listed: &Listed<CaseLine>) -> &'static str {
    let casework = |role| {
        matches!(
            role,
            Role::Caseworker | Role::Coordinator | Role::TeamLeader
        )
    };
    match asks.address() != "/cases" || listed.total > 0 {
        true => "list-none",
        false if desk.roles().any(casework) => "list-none-yet",
        false => "list-none-of-role",
    }
}

fn table(context: &Context, names: &Names, listed: &Listed<CaseLine>, none: &str) -> Table {
    let t = context.t;
    let day = |day: Option<_>| day.map_or_else(String::new, |day| t.short_day(day));
    let row = |line: &CaseLine| -> Vec<Part> {
        vec![
            Part::link(&line::href(line.case), &line::who(t, line, context.today())),
            line.reference.as_str().into(),
            names.team(t, &line.team).into(),
            names.worker(t, &line.caseworker).into(),
            day(line.opened_on).into(),
            day(line.last_on).into(),
            t.get(if line.closed {
                "list-is-closed"
            } else {
                "list-is-open"
            })
            .into(),
        ]
    };
    Table {
        id: "cases".to_owned(),
        caption: t.get("list-caption"),
        columns: vec![
            Column::words(t.get("list-child")),
            Column::words(t.get("list-reference")),
            Column::words(t.get("list-team")),
            Column::words(t.get("list-worker")),
            Column::words(t.get("list-since")),
            Column::words(t.get("list-newest")),
            Column::words(t.get("list-state")),
        ],
        rows: listed.rows.iter().map(row).collect(),
        none: t.get(none),
    }
}
