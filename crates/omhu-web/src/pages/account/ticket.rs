//! Pages that a ticket of one use opens: the first user administrator, and a password of one's own choice.
//!
//! Owns: `/first-run` and `/new-password`. Nobody is signed in here: the ticket in the address is the proof, so it is
//! moved into the form and the pages lead nowhere else. They speak the language of the account, and so does the sign-in
//! that follows.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_report::Lang;
use omhu_store::accounts::{AccountFault, NewAccount, SHORTEST, Ticket};

use super::password::password_fault;
use crate::context::Context;
use crate::desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{self, FormPage, fault_list_of_passwords, fault_of};
use crate::pages::language::remember;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Kind, TextField};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/first-run", get(show_first).post(first))
        .route("/new-password", get(show_new).post(new))
}

#[derive(serde::Deserialize, Default)]
struct Shown {
    #[serde(default)]
    ticket: String,
}

type Faults = Vec<(String, String)>;

async fn show_first(
    context: Context,
    State(state): State<AppState>,
    shown: Query<Shown>,
) -> Result<Response, AppError> {
    let lives = match Ticket::parse(&shown.ticket) {
        Some(ticket) => {
            let now = desk::now(&state);
            state.store()?.is_first_run_ticket(&ticket, now).await?
        }
        None => false,
    };
    show(&context, &shown, true, lives)
}

async fn show_new(
    mut context: Context,
    State(state): State<AppState>,
    shown: Query<Shown>,
) -> Result<Response, AppError> {
    let language = language_of(&state, &shown.ticket).await?;
    if let Some(lang) = language {
        context.t = Texts::of(lang);
    }
    show(&context, &shown, false, language.is_some())
}

/// The language of the account that a ticket is for; none: the ticket is used, too old, or none at all.
async fn language_of(state: &AppState, ticket: &str) -> Result<Option<Lang>, AppError> {
    let Some(ticket) = Ticket::parse(ticket) else {
        return Ok(None);
    };
    let store = state.store()?;
    let Some(user) = store
        .whose_password_ticket(&ticket, desk::now(state))
        .await?
    else {
        return Ok(None);
    };
    let account = store.account(user).await?;
    let language = account.map(|account| account.language.parse());
    Ok(Some(language.and_then(Result::ok).unwrap_or_default()))
}

fn show(context: &Context, shown: &Shown, first: bool, lives: bool) -> Result<Response, AppError> {
    if !lives {
        return Ok((StatusCode::GONE, Answer(over(context, first)?)).into_response());
    }
    let sent = Submitted::default();
    let page = form(context, &shown.ticket, &sent, first, Vec::new())?;
    Ok(Answer(page).into_response())
}

/// A link that opens nothing any more: nobody fills in a form in vain.
fn over(context: &Context, first: bool) -> Result<String, AppError> {
    let t = context.t;
    let (title, what, action) = if first {
        ("account-first-title", "account-first-over", "/first-run")
    } else {
        (
            "account-choose-title",
            "account-ticket-over",
            "/new-password",
        )
    };
    let title = t.get(title);
    let mut page = context.page(&title);
    action.clone_into(&mut page.path);
    let page = FormPage {
        heading: title,
        before: vec![frame::paragraph(&t.get(what))],
        action: String::new(),
        hidden: Vec::new(),
        faults: None,
        fields: Vec::new(),
        button: String::new(),
        below: Vec::new(),
        after: vec![frame::block(Html::link("/sign-in", &t.get("sign-in")))],
        page,
    };
    Ok(askama::Template::render(&page)?)
}

async fn first(
    context: Context,
    State(state): State<AppState>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let account = NewAccount {
        sign_in: sent.get("sign_in").to_owned(),
        name: sent.get("name").to_owned(),
        language: context.lang().tag().to_owned(),
        ..NewAccount::default()
    };
    let made = match ticket(context.t, &sent) {
        Err(faults) => Err(faults),
        Ok(ticket) => {
            let (password, now) = (sent.exactly("new"), desk::now(&state));
            let made = state.store()?.first_run(&ticket, &account, password, now);
            made.await?.map_err(|fault| faults_of(context.t, fault))
        }
    };
    answer(&context, &sent, true, made.err(), None)
}

async fn new(
    mut context: Context,
    State(state): State<AppState>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let language = language_of(&state, sent.get("ticket")).await?;
    if let Some(lang) = language {
        context.t = Texts::of(lang);
    }
    let changed = match ticket(context.t, &sent) {
        Err(faults) => Err(faults),
        Ok(ticket) => {
            let (password, now) = (sent.exactly("new"), desk::now(&state));
            let changed = state
                .store()?
                .redeem_password_ticket(&ticket, password, now);
            changed.await?.map_err(|fault| faults_of(context.t, fault))
        }
    };
    answer(&context, &sent, false, changed.err(), language)
}

/// To the sign-in; or the form again, with what stands against it.
fn answer(
    context: &Context,
    sent: &Submitted,
    first: bool,
    faults: Option<Faults>,
    language: Option<Lang>,
) -> Result<Response, AppError> {
    let Some(faults) = faults else {
        let mut response = redirect::see_other("/sign-in");
        if let Some(cookie) = language.and_then(remember) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        return Ok(response);
    };
    let page = form(context, sent.get("ticket"), sent, first, faults)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// The ticket of a form whose two passwords are one.
fn ticket(t: Texts, sent: &Submitted) -> Result<Ticket, Faults> {
    if sent.exactly("new") != sent.exactly("again") {
        let differs = t.get("account-password-differs");
        return Err(vec![("again".to_owned(), differs)]);
    }
    Ticket::parse(sent.get("ticket")).ok_or_else(|| faults_of(t, AccountFault::Over))
}

fn faults_of(t: Texts, fault: AccountFault) -> Faults {
    let (field, text) = match fault {
        AccountFault::Password(fault) => ("new", password_fault(t, fault)),
        AccountFault::Name => ("sign_in", t.get("account-first-name-fault")),
        AccountFault::Taken => ("sign_in", t.get("account-first-taken")),
        _ => ("new", t.get("account-ticket-over")),
    };
    vec![(field.to_owned(), text)]
}

fn form(
    context: &Context,
    ticket: &str,
    sent: &Submitted,
    first: bool,
    faults: Faults,
) -> Result<String, AppError> {
    let t = context.t;
    let asked = |name: &'static str, label: String, hint: String| {
        Asked::new(t, name, label)
            .hint(hint)
            .error(fault_of(&faults, name))
    };
    let mut fields = Vec::new();
    if first {
        let name = asked(
            "name",
            t.get("account-first-name"),
            t.get("account-first-name-hint"),
        );
        fields.push(TextField::new(name).value(sent.get("name")).into());
        let hint = t.get("account-first-sign-in-hint");
        let sign_in = asked("sign_in", t.get("account-first-sign-in"), hint);
        let field = TextField::new(sign_in).kind(Kind::Account);
        fields.push(field.value(sent.get("sign_in")).into());
    }
    let hint = t.with("account-password-hint", &[("count", SHORTEST.into())]);
    let new = asked("new", t.get("account-password-new"), hint);
    fields.push(TextField::new(new).kind(Kind::NewPassword).into());
    let again = asked("again", t.get("account-password-again"), String::new());
    fields.push(TextField::new(again).kind(Kind::NewPassword).into());
    let (title, lead, action) = if first {
        ("account-first-title", "account-first-lead", "/first-run")
    } else {
        (
            "account-choose-title",
            "account-choose-lead",
            "/new-password",
        )
    };
    let title = t.get(title);
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    // The switch of language leads back here without the ticket: it must not stand in a form of another page.
    action.clone_into(&mut page.path);
    let form = FormPage {
        heading: title,
        before: vec![frame::paragraph(&t.get(lead))],
        action: action.to_owned(),
        hidden: vec![("ticket", ticket.to_owned())],
        faults: fault_list_of_passwords(t, faults),
        fields,
        button: t.get("account-choose-button"),
        below: Vec::new(),
        after: Vec::new(),
        page,
    };
    Ok(askama::Template::render(&form)?)
}
