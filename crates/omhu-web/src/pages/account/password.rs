//! Changing one's own password.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_store::accounts::{AccountFault, LONGEST, PasswordFault, SHORTEST};

use super::back;
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{self, FormPage, fault_list_of_passwords, fault_of};
use crate::pages::glass::proof_fault;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Kind, TextField};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/account/password", get(show).post(submit))
}

async fn show(context: Context, desk: Desk) -> Result<Answer<String>, AppError> {
    Ok(Answer(form(&context, &desk, Vec::new())?))
}

async fn submit(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    let t = context.t;
    // Passwords are taken as they were typed.
    let (new, again) = (sent.exactly("new"), sent.exactly("again"));
    let mut faults: Vec<(String, String)> = Vec::new();
    if new == again {
        let changed = desk
            .store()
            .change_password(
                desk.user(),
                desk.signed.session,
                sent.exactly("password"),
                new,
                desk.now,
            )
            .await?;
        match changed {
            Ok(()) => return Ok(redirect::see_other("/account?done=password")),
            Err(AccountFault::Password(fault)) => {
                faults.push(("new".to_owned(), password_fault(t, fault)));
            }
            Err(fault) => faults.push(("password".to_owned(), proof_fault(t, fault))),
        }
    } else {
        faults.push(("again".to_owned(), t.get("account-password-differs")));
    }
    let page = form(&context, &desk, faults)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// What is wrong with a new password, as a sentence.
pub(super) fn password_fault(t: Texts, fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort(_) => {
            t.with("account-password-short", &[("count", SHORTEST.into())])
        }
        PasswordFault::TooLong(_) => t.with("account-password-long", &[("count", LONGEST.into())]),
        PasswordFault::Surroundings => t.get("account-password-name"),
        PasswordFault::Same => t.get("account-password-same"),
        PasswordFault::Common => t.get("account-password-common"),
    }
}

fn form(context: &Context, desk: &Desk, faults: Vec<(String, String)>) -> Result<String, AppError> {
    let t = context.t;
    let field = |name: &'static str, label: String, hint: String| {
        let asked = Asked::new(t, name, label).hint(hint);
        // A password manager fills in the present one and offers a new one.
        let kind = match name {
            "password" => Kind::Password,
            _ => Kind::NewPassword,
        };
        TextField::new(asked.error(fault_of(&faults, name))).kind(kind)
    };
    let fields = vec![
        field("password", t.get("account-password-present"), String::new()).into(),
        field(
            "new",
            t.get("account-password-new"),
            t.with("account-password-hint", &[("count", SHORTEST.into())]),
        )
        .into(),
        field("again", t.get("account-password-again"), String::new()).into(),
    ];
    let title = t.get("account-password-title");
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let lead = if desk.signed.hold.is_some() {
        t.get("account-password-must")
    } else {
        t.get("account-password-lead")
    };
    let form = FormPage {
        heading: title,
        before: vec![frame::paragraph(&lead)],
        action: "/account/password".to_owned(),
        hidden: Vec::new(),
        faults: fault_list_of_passwords(t, faults),
        fields,
        button: t.get("account-password-button"),
        below: Vec::new(),
        after: vec![back(t)],
        page,
    };
    Ok(askama::Template::render(&form)?)
}
