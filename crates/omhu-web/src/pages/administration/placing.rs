//! Placing somebody in teams.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_store::accounts::{Account, Ticket};

use super::gate::{self, Form};
use super::{account_of, fault_text, href};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::cases::line::team_titles;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::view::components::{Asked, Choice, Choices};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(
        "/administration/accounts/{user}/teams",
        get(show).post(submit),
    )
}

async fn show(
    context: Context,
    desk: Desk,
    Path(user): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let account = account_of(&desk, &user).await?;
    let mut placed = desk.store().placements().await?;
    let placed = placed.remove(&account.user).unwrap_or_default();
    form(&context, &desk, &account, &placed, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(user): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let teams: BTreeSet<String> = sent.all("teams").map(str::to_owned).collect();
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let account = account_of(&desk, &user).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, &account, &teams, faults).await,
    };
    let placed = desk
        .store()
        .set_teams_of(account.user, &teams, desk.user(), desk.now)
        .await?;
    match placed {
        Ok(()) => {
            let to = format!("{}?done=teams", href(account.user));
            Ok(redirect::see_other(&to))
        }
        Err(refused) => {
            let faults = fault("teams", fault_text(context.t, refused));
            form(&context, &desk, &account, &teams, faults).await
        }
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    account: &Account,
    placed: &BTreeSet<String>,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let titles = team_titles(desk.store()).await?;
    let choices = titles
        .iter()
        .map(|(id, title)| Choice::new(id, title).chosen(placed.contains(id)));
    let asked = Asked::new(t, "teams", t.get("administration-teams"))
        .hint(t.get("administration-placing-hint"))
        .error(fault_of(&faults, "teams"))
        .optional();
    let name = account.name.as_str().into();
    let form = Form {
        title: t.with("administration-placing", &[("name", name)]),
        lead: vec![paragraph(&t.get("administration-placing-lead"))],
        action: format!("{}/teams", href(account.user)),
        fields: vec![Choices::several(asked, choices.collect()).into()],
        button: t.get("administration-save"),
        back: (href(account.user), t.get("administration-back-account")),
        faults,
    };
    form.answer(context, desk).await
}
