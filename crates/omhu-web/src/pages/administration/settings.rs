//! What holds for the whole municipality: its name, whether everybody needs one-time codes.

use axum::Router;
use axum::extract::Extension;
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_store::accounts::Ticket;

use super::fault_text;
use super::gate::{self, Form};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::fault_of;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::view::components::{Asked, Choice, Choices, TextField};

/// A longer name is something else.
const LONGEST: usize = 100;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/settings", get(show).post(submit))
}

async fn show(context: Context, desk: Desk) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageSystem).await? {
        return Ok(proof);
    }
    let name = desk.store().municipality().await?;
    let required = desk.store().second_factor_required().await?;
    form(&context, &desk, &name, Some(required), Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let name = sent.get("municipality");
    let required = match sent.get("factor") {
        "required" => Some(true),
        "optional" => Some(false),
        _ => None,
    };
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageSystem).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, name, required, faults).await,
    };
    let mut faults = Faults::new();
    if name.is_empty() || name.chars().count() > LONGEST {
        faults.extend(fault(
            "municipality",
            t.get("administration-municipality-missing"),
        ));
    }
    let Some(required) = required.filter(|_| faults.is_empty()) else {
        if required.is_none() {
            faults.extend(fault("factor", t.get("administration-factor-missing")));
        }
        return form(&context, &desk, name, required, faults).await;
    };
    let (store, by, now) = (desk.store(), desk.user(), desk.now);
    // Only what is another is changed: each change stands in the log.
    if store.municipality().await? != name
        && let Err(refused) = store.rename_municipality(name, by, now).await?
    {
        let faults = fault("municipality", fault_text(t, refused));
        return form(&context, &desk, name, Some(required), faults).await;
    }
    if store.second_factor_required().await? != required {
        store.set_second_factor(required, by, now).await?;
    }
    Ok(redirect::see_other("/administration/system?done=settings"))
}

async fn form(
    context: &Context,
    desk: &Desk,
    name: &str,
    required: Option<bool>,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let municipality = Asked::new(t, "municipality", t.get("administration-municipality"))
        .hint(t.get("administration-municipality-hint"))
        .error(fault_of(&faults, "municipality"));
    let factor = Asked::new(t, "factor", t.get("administration-second-factor"))
        .hint(t.get("administration-second-factor-hint"))
        .error(fault_of(&faults, "factor"));
    let choices = vec![
        Choice::new("required", t.get("administration-factor-required"))
            .chosen(required == Some(true)),
        Choice::new("optional", t.get("administration-factor-optional"))
            .chosen(required == Some(false)),
    ];
    let form = Form {
        title: t.get("administration-settings"),
        lead: Vec::new(),
        action: "/administration/settings".to_owned(),
        fields: vec![
            TextField::new(municipality).value(name).into(),
            Choices::one(factor, choices).into(),
        ],
        button: t.get("administration-save"),
        back: (
            "/administration/system".to_owned(),
            t.get("administration-back-system"),
        ),
        faults,
    };
    form.answer(context, desk).await
}
