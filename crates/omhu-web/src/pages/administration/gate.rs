//! Who comes in, and who must say again who they are.
//!
//! Owns: asking the policy before anything is shown or changed, the row of the access log, the page that asks for the
//! password again, the frame of the area's forms. Must not know: what is changed.

use axum::Router;
use axum::extract::{Extension, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, decide, reason};
use omhu_store::accounts::Ticket;

use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use crate::pages::cases::line::address;
use crate::pages::glass::{missing_proof, proof_fields, prove};
use crate::pages::sheet::{Faults, fault};
use crate::pages::sign_in::provider;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::html::Html;
use crate::view::layout::Place;

/// Where one says again who one is.
const PROOF: &str = "/administration/proof";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/proof", get(show).post(submit))
}

/// Before a page is shown. An answer: the viewer must first say again who they are.
pub(super) async fn enter(
    context: &Context,
    desk: &Desk,
    action: Action,
) -> Result<Option<Response>, AppError> {
    let verdict = decide(desk.viewer(), action, None, desk.now);
    if verdict.reason() == reason::SIGN_IN_AGAIN {
        let to = address(PROOF, &[("next", &context.path)]);
        return Ok(Some(redirect::see_other(&to)));
    }
    desk.store().look(desk.note(action, verdict), &[]).await?;
    Ok(None)
}

/// Before something is changed: proves by the form's own fields where the sign-in is not fresh any more. Faults: the form
/// is shown again, with these fields.
pub(super) async fn pass(
    context: &Context,
    desk: &Desk,
    ticket: Option<Extension<Ticket>>,
    sent: &Submitted,
    action: Action,
) -> Result<Result<Desk, Faults>, AppError> {
    let ask = |desk: &Desk| decide(desk.viewer(), action, None, desk.now);
    let mut desk = desk.clone();
    if ask(&desk).reason() == reason::SIGN_IN_AGAIN {
        match prove(&desk, ticket.as_deref(), sent).await? {
            Ok(proved) => desk = proved,
            Err(wrong) => {
                return Ok(Err(fault(
                    "password",
                    missing_proof(context.t, &desk, wrong),
                )));
            }
        }
    }
    let note = desk.note(action, ask(&desk));
    desk.store().look(note, &[]).await?;
    Ok(Ok(desk))
}

/// A form of the area.
pub(super) struct Form {
    /// The heading.
    pub title: String,
    /// What is read before it.
    pub lead: Vec<Html>,
    /// Where it is sent.
    pub action: String,
    /// The fields.
    pub fields: Vec<Html>,
    /// The word of the button.
    pub button: String,
    /// Where one goes instead, and the word for it.
    pub back: (String, String),
    /// What is wrong with it.
    pub faults: Faults,
}

impl Form {
    /// The form of an act on something that was proposed: it asks for nothing, and leads back to the roles.
    pub(super) fn of_proposal(
        t: Texts,
        title: String,
        lead: Vec<Html>,
        action: String,
        faults: Faults,
    ) -> Form {
        Form {
            lead,
            action,
            fields: Vec::new(),
            button: title.clone(),
            back: (
                "/administration/roles".to_owned(),
                t.get("administration-back-roles"),
            ),
            title,
            faults,
        }
    }

    /// The form as a page, asking again who the viewer is where that is long ago.
    pub(super) async fn html(self, context: &Context, desk: &Desk) -> Result<String, AppError> {
        let t = context.t;
        let mut fields = self.fields;
        if !desk.viewer().is_fresh(desk.now) {
            let wrong = fault_of(&self.faults, "password");
            fields.extend(proof_fields(t, desk, wrong).await?);
        }
        let mut page = context.page_in(Place::Administration, &self.title);
        if !self.faults.is_empty() {
            page = page.with_faults();
        }
        let form = FormPage {
            heading: self.title,
            before: self.lead,
            action: self.action,
            hidden: Vec::new(),
            faults: fault_list(t, self.faults),
            fields,
            button: self.button,
            below: Vec::new(),
            after: vec![block(Html::link(&self.back.0, &self.back.1))],
            page,
        };
        Ok(askama::Template::render(&form)?)
    }

    /// The form as the answer to a GET, or to a POST that is refused.
    pub(super) async fn answer(self, context: &Context, desk: &Desk) -> Result<Response, AppError> {
        let status = if self.faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = self.html(context, desk).await?;
        Ok((status, Answer(page)).into_response())
    }
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    #[serde(default)]
    next: String,
}

/// Only who could do something here with a fresh sign-in is asked for one.
async fn admit(desk: &Desk) -> Result<(), AppError> {
    let verdict = |action| decide(desk.viewer(), action, None, desk.now);
    let (users, system) = (verdict(Action::ManageUsers), verdict(Action::ManageSystem));
    let could = [users, system]
        .into_iter()
        .any(|verdict| verdict.is_allowed() || verdict.reason() == reason::SIGN_IN_AGAIN);
    if !could {
        let note = desk.note(Action::ManageUsers, users);
        desk.store().look(note, &[]).await?;
    }
    Ok(())
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    admit(&desk).await?;
    let page = form(&context, &desk, &asked.next, Vec::new()).await?;
    Ok(Answer(page).into_response())
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    admit(&desk).await?;
    match prove(&desk, ticket.as_deref(), &sent).await? {
        Ok(_) => Ok(redirect::see_other(sent.get("next"))),
        Err(wrong) => {
            let faults = fault("password", missing_proof(context.t, &desk, wrong));
            let page = form(&context, &desk, sent.get("next"), faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
        }
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    next: &str,
    faults: Faults,
) -> Result<String, AppError> {
    let t = context.t;
    let title = t.get("administration-proof");
    let mut page = context.page_in(Place::Administration, &title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    // Nothing is typed here, so whoever proves it at the provider goes there in the same window.
    let (fields, button, after) = if desk.by_provider {
        let go = provider::go(
            &provider::proof(next),
            t.get("administration-proof-provider"),
        );
        (Vec::new(), String::new(), vec![go])
    } else {
        let fields = proof_fields(t, desk, fault_of(&faults, "password")).await?;
        (fields, t.get("administration-proof-button"), Vec::new())
    };
    let lead = if desk.by_provider {
        "administration-proof-provider-lead"
    } else {
        "administration-proof-lead"
    };
    let form = FormPage {
        heading: title,
        before: vec![paragraph(&t.get(lead))],
        action: PROOF.to_owned(),
        hidden: vec![("next", redirect::local(next).to_owned())],
        fields,
        faults: fault_list(t, faults),
        button,
        below: Vec::new(),
        after,
        page,
    };
    Ok(askama::Template::render(&form)?)
}
