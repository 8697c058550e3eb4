//! A new account, and the link by which its owner chooses a password.
//!
//! Owns: the form, the page that shows a link once. Must not know: how a link reaches somebody, which password is taken.

use axum::Router;
use axum::extract::Extension;
use axum::http::{HeaderMap, header};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_store::accounts::{Account, NewAccount, Ticket};

use super::gate::{self, Form};
use super::{fault_text, href, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::sheet::{Faults, Sheet, acts, fault, secret};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Asked, Choice, Choices, TextField};
use crate::view::html::Html;
use crate::view::layout::Place;

/// Fields for an account: name, label, hint, whether it may be left empty.
pub(super) type Field = (&'static str, &'static str, &'static str, bool);

/// What an administrator types about somebody.
pub(super) const FIELDS: [Field; 5] = [
    (
        "name",
        "administration-name",
        "administration-name-hint",
        false,
    ),
    (
        "sign_in",
        "administration-sign-in",
        "administration-sign-in-hint",
        false,
    ),
    (
        "caseworker",
        "administration-caseworker",
        "administration-caseworker-hint",
        true,
    ),
    (
        "mail",
        "administration-mail",
        "administration-mail-hint",
        true,
    ),
    (
        "title",
        "administration-job",
        "administration-job-hint",
        true,
    ),
];

/// A longer text about an account is something else.
const LONGEST: usize = 200;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/accounts/new", get(show).post(submit))
}

async fn show(context: Context, desk: Desk) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    form(&context, &desk, &Submitted::default(), Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    headers: HeaderMap,
    sent: Submitted,
) -> Result<Response, AppError> {
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, &sent, faults).await,
    };
    let (store, by, now) = (desk.store(), desk.user(), desk.now);
    let some = |name: &str| Some(sent.get(name).to_owned()).filter(|text| !text.is_empty());
    let new = NewAccount {
        sign_in: sent.get("sign_in").to_owned(),
        name: sent.get("name").to_owned(),
        caseworker: some("caseworker"),
        mail: sent.get("mail").to_owned(),
        title: sent.get("title").to_owned(),
        language: match sent.get("language") {
            "en" => "en".to_owned(),
            _ => "da".to_owned(),
        },
    };
    if let Some(faults) = wrong(context.t, &sent) {
        return form(&context, &desk, &sent, faults).await;
    }
    let user = match store.new_account(&new, by, now).await? {
        Ok(user) => user,
        Err(refused) => {
            let faults = fault("sign_in", fault_text(context.t, refused));
            return form(&context, &desk, &sent, faults).await;
        }
    };
    let made = store.password_ticket(user, by, now).await?;
    let ticket = made.map_err(|_| AppError::NotFound)?;
    let account = store.account(user).await?.ok_or(AppError::NotFound)?;
    let page = link_page(&context, &desk, &headers, &account, &ticket)?;
    Ok(Answer(page).into_response())
}

/// What is wrong with typed particulars before the store is asked.
pub(super) fn wrong(t: Texts, sent: &Submitted) -> Option<Faults> {
    let missing = FIELDS
        .iter()
        .filter(|(name, .., optional)| !optional && sent.get(name).is_empty())
        .map(|(name, ..)| ((*name).to_owned(), t.get("administration-fault-name")));
    let long = FIELDS
        .iter()
        .filter(|(name, ..)| sent.get(name).chars().count() > LONGEST)
        .map(|(name, ..)| {
            let sentence = t.with("administration-fault-long", &[("count", LONGEST.into())]);
            ((*name).to_owned(), sentence)
        });
    let faults: Faults = missing.chain(long).collect();
    (!faults.is_empty()).then_some(faults)
}

/// The fields with what stands in them.
pub(super) fn fields<'v>(
    t: Texts,
    faults: &Faults,
    value: impl Fn(&str) -> &'v str,
    suggestions: &[String],
) -> Vec<Html> {
    let field = |(name, label, hint, optional): &Field| {
        let mut asked = Asked::new(t, *name, t.get(label))
            .hint(t.get(hint))
            .error(fault_of(faults, name));
        asked.optional = *optional;
        let mut field = TextField::new(asked).value(value(name));
        if *name == "caseworker" {
            field = field.suggestions(suggestions.to_vec());
        }
        field.into()
    };
    FIELDS.iter().map(field).collect()
}

/// Ids that cases name and that no account has yet.
pub(super) async fn ids_without_account(desk: &Desk) -> Result<Vec<String>, AppError> {
    let store = desk.store();
    let accounts = store.accounts().await?;
    let colleagues = store.colleagues().await?.into_iter();
    let free = colleagues.filter(|each| accounts.iter().all(|held| held.user != each.user));
    Ok(free.filter_map(|each| each.caseworker).collect())
}

async fn form(
    context: &Context,
    desk: &Desk,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let ids = ids_without_account(desk).await?;
    let mut fields = fields(t, &faults, |name| sent.get(name), &ids);
    let english = sent.get("language") == "en";
    let asked = Asked::new(t, "language", t.get("administration-language"))
        .hint(t.get("administration-language-hint"));
    let choices = vec![
        Choice::new("da", t.get("administration-language-da")).chosen(!english),
        Choice::new("en", t.get("administration-language-en")).chosen(english),
    ];
    fields.push(Choices::one(asked, choices).into());
    let form = Form {
        title: t.get("administration-new"),
        lead: vec![paragraph(&t.get("administration-new-lead"))],
        action: "/administration/accounts/new".to_owned(),
        fields,
        button: t.get("administration-new-button"),
        back: (
            "/administration".to_owned(),
            t.get("administration-back-accounts"),
        ),
        faults,
    };
    form.answer(context, desk).await
}

/// The page that shows a link once.
pub(super) fn link_page(
    context: &Context,
    desk: &Desk,
    headers: &HeaderMap,
    account: &Account,
    ticket: &Ticket,
) -> Result<String, AppError> {
    let t = context.t;
    let title = t.with(
        "administration-link-for",
        &[("name", account.name.as_str().into())],
    );
    let mut page = context.page_in(Place::Administration, &title);
    // The address of this page takes forms: the switch of language leads to the account instead.
    page.path = href(account.user);
    let next = Act::new(t.get("administration-link-next"), href(account.user), "");
    let sheet = Sheet {
        page: page.done(t.get("administration-link-made")),
        heading: title,
        ways: ways(t, desk, ""),
        parts: vec![
            paragraph(&t.get("administration-link-give")),
            secret(&format!(
                "{}/new-password?ticket={}",
                home(context, headers),
                ticket.text()
            )),
            paragraph(&t.get("administration-link-once")),
            acts(&[next]),
        ],
    };
    sheet.html()
}

/// The address of this server as the viewer's browser has it.
fn home(context: &Context, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = if context.state().behind_tls {
        "https"
    } else {
        "http"
    };
    host.map_or_else(String::new, |host| format!("{scheme}://{host}"))
}
