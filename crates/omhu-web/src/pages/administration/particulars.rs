//! Correcting what is known of somebody with an account, and who they are at the municipality's own sign-in.
//!
//! Owns: these two forms. Must not know: how somebody signs in.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_store::accounts::{Account, AccountFault, Particulars, Ticket};

use super::gate::{self, Form};
use super::{account_of, fault_text, href, last_word, making};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, TextField};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/administration/accounts/{user}/particulars",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/provider",
            get(show).post(submit),
        )
}

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Particulars,
    Provider,
}

impl Sort {
    fn of(context: &Context) -> Sort {
        match last_word(context) {
            "provider" => Sort::Provider,
            _ => Sort::Particulars,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Sort::Particulars => "particulars",
            Sort::Provider => "provider",
        }
    }
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
    form(&context, &desk, &account, None, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(user): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let account = account_of(&desk, &user).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, &account, Some(&sent), faults).await,
    };
    let sort = Sort::of(&context);
    let changed = match sort {
        Sort::Particulars => particulars(context.t, &desk, &account, &sent).await?,
        Sort::Provider => provider(context.t, &desk, &account, &sent).await?,
    };
    match changed {
        Ok(()) => {
            let to = format!("{}?done={}", href(account.user), sort.word());
            Ok(redirect::see_other(&to))
        }
        Err(faults) => form(&context, &desk, &account, Some(&sent), faults).await,
    }
}

async fn particulars(
    t: Texts,
    desk: &Desk,
    account: &Account,
    sent: &Submitted,
) -> Result<Result<(), Faults>, AppError> {
    if let Some(faults) = making::wrong(t, sent) {
        return Ok(Err(faults));
    }
    if account.user == desk.user() {
        let own = fault_text(t, AccountFault::ToSelf);
        return Ok(Err(fault("name", own)));
    }
    let some = |name: &str| Some(sent.get(name).to_owned()).filter(|text| !text.is_empty());
    let new = Particulars {
        sign_in: sent.get("sign_in").to_owned(),
        name: sent.get("name").to_owned(),
        caseworker: some("caseworker"),
        mail: sent.get("mail").to_owned(),
        title: sent.get("title").to_owned(),
    };
    let set = desk
        .store()
        .set_particulars(account.user, &new, desk.user(), desk.now)
        .await?;
    Ok(set.map_err(|refused| fault("sign_in", fault_text(t, refused))))
}

/// Proposes who somebody is at the provider; a second administrator confirms it.
async fn provider(
    t: Texts,
    desk: &Desk,
    account: &Account,
    sent: &Submitted,
) -> Result<Result<(), Faults>, AppError> {
    let (issuer, subject) = (sent.get("issuer"), sent.get("subject"));
    for (field, text) in [("issuer", issuer), ("subject", subject)] {
        if text.is_empty() {
            return Ok(Err(fault(field, t.get("administration-provider-both"))));
        }
    }
    let known = account.provider.as_ref();
    if known.is_some_and(|(known, who)| known == issuer && who == subject) {
        let same = t.get("administration-provider-same");
        return Ok(Err(fault("subject", same)));
    }
    let proposed = desk
        .store()
        .propose_link(account.user, issuer, subject, desk.user(), desk.now)
        .await?;
    Ok(proposed.map(drop).map_err(|refused| {
        let sentence = match refused {
            AccountFault::Name => t.get("administration-provider-long"),
            AccountFault::Taken => t.get("administration-provider-taken"),
            refused => fault_text(t, refused),
        };
        fault("subject", sentence)
    }))
}

async fn form(
    context: &Context,
    desk: &Desk,
    account: &Account,
    sent: Option<&Submitted>,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let sort = Sort::of(context);
    let fields: Vec<Html> = match sort {
        Sort::Particulars => {
            let known = |name: &str| match name {
                "name" => account.name.as_str(),
                "sign_in" => &account.sign_in,
                "caseworker" => account.caseworker.as_deref().unwrap_or(""),
                "mail" => &account.mail,
                "title" => &account.title,
                _ => "",
            };
            let value = |name: &str| sent.map_or_else(|| known(name), |sent| sent.get(name));
            making::fields(t, &faults, value, &[])
        }
        Sort::Provider => {
            let own = context.state().provider.as_ref();
            let (issuer, subject) = match &account.provider {
                Some((issuer, subject)) => (issuer.as_str(), subject.as_str()),
                None => (own.map_or("", |own| own.issuer.as_str()), ""),
            };
            let field = |name: &'static str, label: &str, hint: &str, known: &str| -> Html {
                let asked = Asked::new(t, name, t.get(label))
                    .hint(t.get(hint))
                    .error(fault_of(&faults, name));
                let value = sent.map_or(known, |sent| sent.get(name));
                TextField::new(asked).value(value).into()
            };
            vec![
                field(
                    "issuer",
                    "administration-issuer",
                    "administration-issuer-hint",
                    issuer,
                ),
                field(
                    "subject",
                    "administration-subject",
                    "administration-subject-hint",
                    subject,
                ),
            ]
        }
    };
    let name = account.name.as_str().into();
    let (title, lead) = match sort {
        Sort::Particulars => (
            t.with("administration-particulars-of", &[("name", name)]),
            t.get("administration-particulars-lead"),
        ),
        Sort::Provider => (
            t.with("administration-provider-of", &[("name", name)]),
            t.get("administration-provider-lead"),
        ),
    };
    let form = Form {
        title,
        lead: vec![paragraph(&lead)],
        action: format!("{}/{}", href(account.user), sort.word()),
        fields,
        button: t.get(match sort {
            Sort::Particulars => "administration-save",
            Sort::Provider => "administration-provider-propose",
        }),
        back: (href(account.user), t.get("administration-back-account")),
        faults,
    };
    form.answer(context, desk).await
}
