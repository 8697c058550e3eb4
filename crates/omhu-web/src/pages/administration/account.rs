//! One account: what is known of it, what it holds, what can be done with it, what was changed.
//!
//! Owns: this page. Must not know: the forms that it leads to.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_law::calendar::When;
use omhu_store::accounts::{Account, Grant};

use super::acts::Deed;
use super::standing::State;
use super::{Names, account_of, changes, gate, grants, href, links, programs, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::paragraph;
use crate::pages::cases::line::team_titles;
use crate::pages::sheet::{Sheet, acts};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Column, Fact, Facts, Table};
use crate::view::html::Html;
use crate::view::layout::Place;

/// So many of the newest changes are shown.
const MOST_CHANGES: u32 = 100;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/accounts/{user}", get(show))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    /// What was just done.
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(user): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let t = context.t;
    let account = account_of(&desk, &user).await?;
    let own = account.user == desk.user();
    let names = Names::of(&desk).await?;
    let held = desk.store().grants(Some(account.user)).await?;
    let mut page = context.page_in(Place::Administration, &account.name).wide();
    if let Some(done) = done(t, &wanted.done) {
        page = page.done(done);
    }
    let mut parts = Vec::new();
    if own {
        parts.push(paragraph(&t.get("administration-own")));
    }
    parts.push(Html::from(facts(t, &desk, &account, own).await?));
    if !own {
        parts.push(acts(&deeds(t, &desk, &account)));
    }
    parts.push(roles(t, &desk, &account, &held, &names, own).into());
    if !own {
        let new = Act::new(
            t.get("administration-propose"),
            format!("{}/roles/new", href(account.user)),
            "",
        );
        parts.push(acts(&[new]));
    }
    parts.push(programs::table(t, &desk, &names, Some(account.user)).await?);
    let changed = desk
        .store()
        .changes_about(account.user, MOST_CHANGES)
        .await?;
    let clients = desk
        .store()
        .refused_clients(account.user, MOST_CHANGES)
        .await?;
    parts.push(changes::table(t, &changed, &clients, &names).into());
    let sheet = Sheet {
        page,
        heading: account.name.clone(),
        ways: ways(t, &desk, ""),
        parts,
    };
    Ok(Answer(sheet.html()?).into_response())
}

fn done(t: Texts, word: &str) -> Option<String> {
    Some(match word {
        "particulars" => t.get("administration-done-particulars"),
        "provider" => t.get("administration-done-provider"),
        "teams" => t.get("administration-done-teams"),
        "proposed" => t.get("administration-done-proposed"),
        word => return Deed::parse(word).map(|deed| deed.done(t)),
    })
}

async fn facts(t: Texts, desk: &Desk, account: &Account, own: bool) -> Result<Facts, AppError> {
    let (store, user) = (desk.store(), account.user);
    let invited = store.password_tickets(desk.now).await?.contains(&user);
    let locked = store
        .locked(&[(user, account.sign_in.as_str())], desk.now)
        .await?;
    let wait = locked.get(&user).copied();
    let state = State::of(account, invited, wait.is_some(), desk.now.today);
    let sessions = store.sessions(user, desk.now).await?.len();
    let teams: BTreeMap<String, String> = team_titles(store).await?.into_iter().collect();
    let placed = store.placements().await?.remove(&user).unwrap_or_default();
    let titles: Vec<&str> = placed
        .iter()
        .map(|id| teams.get(id).unwrap_or(id).as_str())
        .collect();
    let change = |fact: Fact, end: &str| {
        if own {
            return fact;
        }
        let what = fact.name.clone();
        let to = format!("{}/{end}", href(user));
        fact.action(Act::new(t.get("account-change"), to, what))
    };
    let mut state_word = state.word(t);
    if let Some(wait) = wait {
        let seconds = wait.unsigned_abs().into();
        state_word = t.with("administration-locked-for", &[("seconds", seconds)]);
    }
    let or_none = |text: &str| match text {
        "" => t.get("administration-empty"),
        text => text.to_owned(),
    };
    let proposed = links::of(desk, user).await?;
    let provider = match (&account.provider, proposed) {
        (_, Some(link)) => links::waits(t, desk, &link),
        (Some((issuer, subject)), None) => format!("{issuer} · {subject}").into(),
        (None, None) => t.get("administration-no-provider").into(),
    };
    let yes = |yes: bool, then: &str, otherwise: &str| t.get(if yes { then } else { otherwise });
    let language = match account.language.as_str() {
        "en" => t.get("administration-language-en"),
        _ => t.get("administration-language-da"),
    };
    let used = match state {
        State::Invited | State::NotBegun => t.get("administration-never"),
        _ => t.short_day(account.last_used_on),
    };
    let caseworker = account.caseworker.as_deref().unwrap_or("");
    let rows = vec![
        change(
            Fact::new(t.get("administration-name"), account.name.as_str()),
            "particulars",
        ),
        Fact::new(t.get("administration-sign-in"), account.sign_in.as_str()),
        Fact::new(t.get("administration-caseworker"), or_none(caseworker)),
        Fact::new(t.get("administration-mail"), or_none(&account.mail)),
        Fact::new(t.get("administration-job"), or_none(&account.title)),
        Fact::new(t.get("administration-language"), language),
        Fact::new(t.get("administration-state"), state_word),
        Fact::new(
            t.get("administration-password"),
            yes(
                account.has_password,
                "administration-password-set",
                "administration-password-none",
            ),
        ),
        Fact::new(
            t.get("administration-factor"),
            yes(
                account.has_factor,
                "administration-factor-on",
                "administration-factor-off",
            ),
        ),
        change(
            Fact::new(t.get("administration-provider"), provider),
            "provider",
        ),
        Fact::new(
            t.get("administration-sessions"),
            t.lang().count(sessions as u64),
        ),
        Fact::new(
            t.get("administration-made"),
            t.short_day(When::at(account.created_at).day),
        ),
        Fact::new(t.get("administration-used"), used),
        change(
            Fact::new(t.get("administration-teams"), or_none(&titles.join(", "))),
            "teams",
        ),
    ];
    Ok(Facts { rows })
}

/// What can be done with this account now.
fn deeds(t: Texts, desk: &Desk, account: &Account) -> Vec<Act> {
    let today = desk.now.today;
    let fitting = Deed::ALL
        .into_iter()
        .filter(|deed| deed.fits(account, today));
    let act = |deed: Deed| {
        let to = format!("{}/{}", href(account.user), deed.word());
        Act::new(deed.title(t), to, "")
    };
    fitting.map(act).collect()
}

fn roles(
    t: Texts,
    desk: &Desk,
    account: &Account,
    held: &[Grant],
    names: &Names,
    own: bool,
) -> Table {
    let row = |grant: &Grant| {
        let mut row = grants::cells(t, desk, grant, names);
        row.push(if own {
            Html::default()
        } else {
            grants::ways(t, desk, grant)
        });
        row
    };
    Table {
        id: "roles".to_owned(),
        caption: t.with(
            "administration-roles-of",
            &[("name", account.name.as_str().into())],
        ),
        columns: vec![
            Column::words(t.get("administration-role")),
            Column::words(t.get("administration-only-teams")),
            Column::words(t.get("administration-standing")),
            Column::words(t.get("administration-until")),
            Column::words(t.get("administration-by")),
            Column::words(t.get("administration-do")),
        ],
        rows: held.iter().map(row).collect(),
        none: t.get("administration-no-roles"),
    }
}
