//! What everybody has of their own: sessions, a password, one-time codes.
//!
//! Owns: `/account` and what lies under it; a session that waits for a password or codes is led here. Must not know:
//! how a password is kept, roles.

mod calendar;
mod factor;
mod password;
mod ticket;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{Html as Answer, Response};
use axum::routing::{get, post};
use omhu_law::calendar::When;
use omhu_store::accounts::{Means, OwnSession};

use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action, Fact, Facts};
use crate::view::html::Html;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/account", get(show))
        .route("/account/sessions/{number}/end", post(end))
        .route("/account/keys", post(keys))
        .merge(calendar::routes())
        .merge(factor::routes())
        .merge(password::routes())
        .merge(ticket::routes())
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    /// What was just done.
    #[serde(default)]
    done: String,
}

/// A session as its owner reads it.
struct Session {
    number: i64,
    what: String,
    since: String,
    seen: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "pages/account/show.html")]
struct Account {
    page: Page,
    facts: Facts,
    sessions: Vec<Session>,
    shortcuts: bool,
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let store = desk.store();
    let account = store.account(desk.user()).await?;
    let account = account.ok_or(AppError::NotFound)?;
    let sessions = store.sessions(desk.user(), desk.now).await?;
    let left = store.recovery_codes_left(desk.user()).await?;
    let mut page = context.page(&t.get("account-title"));
    match wanted.done.as_str() {
        "ended" => page = page.done(t.get("account-done-ended")),
        "password" => page = page.done(t.get("account-done-password")),
        "codes-off" => page = page.done(t.get("account-done-codes-off")),
        "keys" => page = page.done(t.get("account-done-keys")),
        _ => {}
    }
    let codes = if account.has_factor {
        let left = left.max(0) as u64;
        t.with("account-codes-on", &[("count", left.into())])
    } else {
        t.get("account-codes-off")
    };
    let mut facts = vec![
        Fact::new(t.get("account-name"), account.name.as_str()),
        Fact::new(t.get("account-sign-in"), account.sign_in.as_str()),
    ];
    if account.has_password {
        let change = t.get("account-change");
        facts.push(
            Fact::new(t.get("account-password"), t.get("account-password-set")).action(
                Action::new(
                    change.clone(),
                    "/account/password",
                    t.get("account-password"),
                ),
            ),
        );
        facts.push(Fact::new(t.get("account-codes"), codes).action(Action::new(
            change,
            "/account/factor",
            t.get("account-codes"),
        )));
    }
    facts.push(calendar::line(t));
    let own = sessions.iter().map(|own| session(t, &desk, own));
    let account = Account {
        facts: Facts { rows: facts },
        sessions: own.collect(),
        shortcuts: account.shortcuts,
        page,
    };
    Ok(Answer(account.render()?))
}

fn session(t: Texts, desk: &Desk, own: &OwnSession) -> Session {
    let time = |second| {
        let when = When::at(second);
        let clock = t.with("case-clock", &[("clock", t.clock(when).into())]);
        format!("{} {clock}", t.short_day(when.day))
    };
    let means = match own.means {
        Means::Password => t.get("account-means-password"),
        Means::Code => t.get("account-means-code"),
        Means::Provider => t.get("account-means-provider"),
        // A program has no session, and so no line in the list.
        Means::Token => String::new(),
    };
    let mut what = own.agent.clone();
    if what.is_empty() {
        what = t.get("account-browser-unknown");
    }
    Session {
        number: own.number,
        what: format!("{what} · {means}"),
        since: t.with("account-since", &[("time", time(own.created_at).into())]),
        seen: t.with("account-seen", &[("time", time(own.seen_at).into())]),
        current: own.number == desk.signed.session,
    }
}

async fn end(
    desk: Desk,
    Path(number): Path<String>,
    _sent: Submitted,
) -> Result<Response, AppError> {
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    let (user, now) = (desk.user(), desk.now);
    let ended = desk.store().end_session(user, number, user, now).await?;
    // One that is over already is as the user wants it.
    let _ = ended;
    Ok(redirect::see_other("/account?done=ended"))
}

async fn keys(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    let on = sent.get("keys") == "on";
    desk.store()
        .set_choices(desk.user(), context.lang().tag(), on, desk.now)
        .await?;
    Ok(redirect::see_other("/account?done=keys"))
}

/// Where a form of the account leads back to.
fn back(t: Texts) -> Html {
    super::case::frame::block(Html::link("/account", &t.get("account-back")))
}
