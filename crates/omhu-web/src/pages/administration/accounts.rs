//! The list of accounts: who there is, how the account stands, what they hold.
//!
//! Owns: the list with its filter. Must not know: how an account is changed.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::extract::Query;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{Account, Grant};
use omhu_store::reads;

use super::standing::State;
use super::{gate, href, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::cases::line::{address, team_titles};
use crate::pages::sheet::{Sheet, acts, role};
use crate::pages::sought::{self, Sought};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Act, Asked, Choice, Column, FilterBar, Kind, Pagination, Select, Table, TextField,
};
use crate::view::html::Html;
use crate::view::layout::Place;

/// Where words are sealed that are looked for.
const PLACE: &str = "accounts";
/// Rows of a page.
const ROWS: usize = 50;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration", get(show).post(find))
}

#[derive(serde::Deserialize, Default)]
struct Asks {
    #[serde(default)]
    q: String,
    /// The same under the server's seal.
    #[serde(default, rename = "for")]
    sealed: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    page: String,
}

impl Asks {
    fn address(&self) -> String {
        let parts = [
            (sought::FIELD, self.sealed.as_str()),
            ("state", &self.state),
            ("role", &self.role),
            ("team", &self.team),
        ];
        address("/administration", &parts)
    }

    /// With the words that are looked for, and their seal.
    fn with(self, sought: Sought) -> Asks {
        Asks {
            q: sought.words,
            sealed: sought.sealed,
            ..self
        }
    }
}

/// An account with what belongs to it.
struct Line {
    account: Account,
    state: State,
    roles: Vec<Grant>,
    teams: BTreeSet<String>,
}

impl Line {
    fn fits(&self, asks: &Asks) -> bool {
        let account = &self.account;
        let caseworker = account.caseworker.as_deref().unwrap_or("");
        let texts = [&account.name, &account.sign_in, caseworker, &account.mail];
        let found = texts.iter().any(|text| reads(text, &asks.q));
        found
            && (asks.state.is_empty() || self.state.value() == asks.state)
            && (asks.role.is_empty() || self.roles.iter().any(|held| held.role.word() == asks.role))
            && (asks.team.is_empty() || self.teams.contains(&asks.team))
    }
}

/// Leads to the page of who was looked for.
async fn find(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let sought = Sought::of(&desk, PLACE, sent.get("q"), "")?;
    let field = |name: &str| sent.get(name).to_owned();
    let asks = Asks {
        state: field("state"),
        role: field("role"),
        team: field("team"),
        ..Asks::default()
    };
    Ok(redirect::see_other(&asks.with(sought).address()))
}

/// Who does not administer users has the part for the system, if that.
async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Response, AppError> {
    let holds = |wanted: Role| desk.roles().any(|role| role == wanted);
    if holds(Role::SystemAdministrator) && !holds(Role::UserAdministrator) {
        return Ok(redirect::see_other("/administration/system"));
    }
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let t = context.t;
    let sought = Sought::of(&desk, PLACE, &asks.q, &asks.sealed)?;
    let asks = asks.with(sought);
    let lines = lines(&desk).await?;
    let found: Vec<&Line> = lines.iter().filter(|line| line.fits(&asks)).collect();
    let pages = found.len().div_ceil(ROWS).max(1);
    let current = asks.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let teams: BTreeMap<String, String> = team_titles(desk.store()).await?.into_iter().collect();
    let shown = found.iter().skip((current - 1) * ROWS).take(ROWS);
    let rows = shown.map(|line| row(t, &desk, line, &teams)).collect();
    let before = asks.address();
    let joint = if before.contains('?') { '&' } else { '?' };
    let title = t.get("administration-title");
    let pagination = Pagination {
        t,
        current: u32::try_from(current).unwrap_or(u32::MAX),
        last: u32::try_from(pages).unwrap_or(u32::MAX),
        before: format!("{before}{joint}page="),
    };
    let new = Act::new(
        t.get("administration-new"),
        "/administration/accounts/new",
        "",
    );
    let page = context.page_in(Place::Administration, &title).wide();
    let filter = FilterBar {
        token: Html::of(&page.token()),
        ..filter(t, &asks, &teams, found.len())
    };
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/administration"),
        parts: vec![
            acts(&[new]),
            filter.into(),
            table(t, rows).into(),
            pagination.into(),
        ],
    };
    Ok(Answer(sheet.html()?).into_response())
}

async fn lines(desk: &Desk) -> Result<Vec<Line>, AppError> {
    let (store, now) = (desk.store(), desk.now);
    let mut roles = BTreeMap::<UserNo, Vec<Grant>>::new();
    for grant in store.grants(None).await? {
        if grant.confirmed.is_some() {
            roles.entry(grant.user).or_default().push(grant);
        }
    }
    let mut placed = store.placements().await?;
    let invited = store.password_tickets(now).await?;
    let accounts = store.accounts().await?;
    let named: Vec<_> = accounts
        .iter()
        .map(|account| (account.user, account.sign_in.as_str()))
        .collect();
    let locked = store.locked(&named, now).await?;
    let mut lines = Vec::new();
    for account in accounts {
        let user = account.user;
        let (invited, locked) = (invited.contains(&user), locked.contains_key(&user));
        let state = State::of(&account, invited, locked, now.today);
        lines.push(Line {
            state,
            roles: roles.remove(&user).unwrap_or_default(),
            teams: placed.remove(&user).unwrap_or_default(),
            account,
        });
    }
    lines.sort_by_key(|line| line.account.name.to_lowercase());
    Ok(lines)
}

fn filter(t: Texts, asks: &Asks, teams: &BTreeMap<String, String>, found: usize) -> FilterBar {
    let all = |chosen: bool| Choice::new("", t.get("list-all")).chosen(chosen);
    let states = State::ALL
        .iter()
        .map(|state| Choice::new(state.value(), state.word(t)).chosen(asks.state == state.value()));
    let roles = Role::ALL
        .iter()
        .map(|held| Choice::new(held.word(), role(t, *held)).chosen(asks.role == held.word()));
    let titles = teams
        .iter()
        .map(|(id, title)| Choice::new(id, title).chosen(asks.team == *id));
    let q = Asked::new(t, "q", t.get("administration-search"))
        .hint(t.get("administration-search-hint"));
    let select = |name: &str, label: String, first: Choice, more: Vec<Choice>| -> Html {
        let choices = [vec![first], more].concat();
        Select::new(Asked::new(t, name, label), choices).into()
    };
    FilterBar {
        t,
        href: "/administration".to_owned(),
        fields: Html::all([
            TextField::new(q).kind(Kind::Search).value(&asks.q).into(),
            select(
                "state",
                t.get("administration-state"),
                all(asks.state.is_empty()),
                states.collect(),
            ),
            select(
                "role",
                t.get("administration-role"),
                all(asks.role.is_empty()),
                roles.collect(),
            ),
            select(
                "team",
                t.get("list-team"),
                all(asks.team.is_empty()),
                titles.collect(),
            ),
        ]),
        shown: t.with("administration-shown", &[("count", found.into())]),
        narrowed: asks.address() != "/administration",
        token: Html::default(),
    }
}

fn row(t: Texts, desk: &Desk, line: &Line, teams: &BTreeMap<String, String>) -> Vec<Html> {
    let account = &line.account;
    let today = desk.now.today;
    let held = line.roles.iter().map(|grant| {
        let word = role(t, grant.role);
        let counts = grant.confirmed().is_some_and(|held| held.in_force(today));
        if counts {
            word
        } else {
            t.with("administration-role-waits", &[("role", word.into())])
        }
    });
    let titles = line
        .teams
        .iter()
        .map(|id| teams.get(id).unwrap_or(id).as_str());
    let used = match line.state {
        State::Invited | State::NotBegun => t.get("administration-never"),
        _ => t.short_day(account.last_used_on),
    };
    vec![
        Html::link(&href(account.user), &account.name),
        account.sign_in.as_str().into(),
        line.state.word(t).into(),
        held.collect::<Vec<_>>().join(", ").into(),
        titles.collect::<Vec<_>>().join(", ").into(),
        used.into(),
    ]
}

fn table(t: Texts, rows: Vec<Vec<Html>>) -> Table {
    Table {
        id: "accounts".to_owned(),
        caption: t.get("administration-accounts"),
        columns: vec![
            Column::words(t.get("administration-name")),
            Column::words(t.get("administration-sign-in")),
            Column::words(t.get("administration-state")),
            Column::words(t.get("administration-roles")),
            Column::words(t.get("administration-teams")),
            Column::words(t.get("administration-used")),
        ],
        rows,
        none: t.get("administration-none"),
    }
}
