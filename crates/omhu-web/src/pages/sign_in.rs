//! Signing in with a name, a password and a code; signing out.
//!
//! Owns: these three forms; the way through a provider lies under it. Must not know: passwords (the store does), what
//! comes after the sign-in.

pub(crate) mod provider;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_store::accounts::{SignIn, Ticket};

use super::carried::{self, Settled, Waiting};
use super::case::frame::{block, paragraph};
use super::case::paragraphs;
use super::sheet::Sheet;
use crate::context::Context;
use crate::desk::{self, Desk, SESSION_COOKIE};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::{browser, cookie, redirect};
use crate::oidc;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Asked, FaultList, Help, Kind, TextField};
use crate::view::html::Html as Part;
use crate::view::layout::Page;

/// Holds the ticket between the password and the code.
const CODE_COOKIE: &str = "__Host-code";
const CODE_SECONDS: u32 = 300;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(show).post(submit))
        .route("/sign-in/code", get(show_code).post(submit_code))
        .route("/sign-out", post(sign_out))
        .merge(provider::routes())
}

#[derive(serde::Deserialize, Default)]
struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: bool,
}

#[derive(Template)]
#[template(path = "pages/sign_in/show.html")]
struct Form {
    page: Page,
    heading: String,
    action: &'static str,
    next: String,
    /// What became of what was sent; may be empty.
    said: Part,
    /// What was sent, sealed; may be empty.
    carried: String,
    /// Another way in, before the form; may be empty.
    other: Part,
    /// The button for whom came in another way, in another window; may be empty.
    came: String,
    faults: Option<Part>,
    fields: Vec<Part>,
    button: String,
    /// The way back; may be empty.
    back: Part,
}

fn help(t: Texts, key: &str) -> Help {
    Help {
        paragraphs: vec![t.get(key)],
        ..Help::default()
    }
}

fn fault_list(t: Texts, field: &str, fault: Option<String>) -> Option<Part> {
    fault.map(|fault| {
        Part::from(FaultList {
            t,
            faults: vec![(field.to_owned(), fault)],
            passwords: field == "password",
        })
    })
}

/// What stands in the form of the sign-in, and before it.
#[derive(Default)]
struct Shown<'s> {
    next: &'s str,
    name: &'s str,
    /// What was sent, sealed; may be empty.
    carried: &'s str,
    said: Part,
    fault: Option<String>,
    done: Option<String>,
}

/// The frame; without the switch of language where the page carries what it would lose.
fn frame(context: &Context, title: &str, carried: &str) -> Page {
    let mut page = context.page(title);
    if !carried.is_empty() {
        page.path.clear();
    }
    page
}

fn form(context: &Context, shown: Shown<'_>) -> Result<String, AppError> {
    let Shown {
        next,
        name,
        carried,
        said,
        fault,
        done,
    } = shown;
    let t = context.t;
    let mut page = frame(context, &t.get("sign-title"), carried);
    if fault.is_some() {
        page = page.with_faults();
    }
    if let Some(done) = done {
        page = page.done(done);
    }
    let account = Asked::new(t, "name", t.get("sign-name"))
        .hint(t.get("sign-name-hint"))
        .help(help(t, "sign-name-help"));
    let password = Asked::new(t, "password", t.get("sign-password"))
        .hint(t.get("sign-password-hint"))
        .error(fault.clone())
        .help(help(t, "sign-password-help"));
    let form = Form {
        heading: t.get("sign-title"),
        action: "/sign-in",
        next: next.to_owned(),
        other: match carried {
            "" => provider::button(context, next),
            _ => provider::button_apart(context),
        },
        said,
        came: match carried.is_empty() || context.state().provider().is_none() {
            true => String::new(),
            false => t.get("sign-carried-fetch"),
        },
        carried: carried.to_owned(),
        faults: fault_list(t, "password", fault),
        fields: vec![
            TextField::new(account)
                .kind(Kind::Account)
                .value(name)
                .into(),
            TextField::new(password).kind(Kind::Password).into(),
        ],
        button: t.get("sign-in"),
        back: Part::default(),
        page,
    };
    Ok(form.render()?)
}

fn code_form(
    context: &Context,
    next: &str,
    carried: &str,
    fault: Option<String>,
) -> Result<String, AppError> {
    let t = context.t;
    let mut page = frame(context, &t.get("sign-code-title"), carried);
    if fault.is_some() {
        page = page.with_faults();
    }
    let code = Asked::new(t, "code", t.get("sign-code"))
        .hint(t.get("sign-code-hint"))
        .error(fault.clone())
        .help(help(t, "sign-code-help"));
    let form = Form {
        heading: t.get("sign-code-title"),
        action: "/sign-in/code",
        next: next.to_owned(),
        other: Part::default(),
        said: Part::default(),
        came: String::new(),
        carried: carried.to_owned(),
        faults: fault_list(t, "code", fault),
        fields: vec![TextField::new(code).kind(Kind::Code).into()],
        button: t.get("sign-in"),
        // What is carried is the text of who began to sign in: it leads to nobody else's sign-in.
        back: match carried {
            "" => {
                let query: String = form_urlencoded::Serializer::new(String::new())
                    .append_pair("next", redirect::local(next))
                    .finish();
                block(Part::link(
                    &format!("/sign-in?{query}"),
                    &t.get("sign-code-other"),
                ))
            }
            _ => Part::default(),
        },
        page,
    };
    Ok(form.render()?)
}

async fn show(context: Context, Query(next): Query<Next>) -> Result<Html<String>, AppError> {
    let done = next.out.then(|| context.t.get("sign-out-done"));
    let shown = Shown {
        next: &next.next,
        done,
        ..Shown::default()
    };
    Ok(Html(form(&context, shown)?))
}

async fn show_code(context: Context, Query(next): Query<Next>) -> Result<Html<String>, AppError> {
    Ok(Html(code_form(&context, &next.next, "", None)?))
}

/// The sign-in as the answer to a form whose sender is not signed in any more.
pub(super) fn again(context: &Context, waiting: &Waiting) -> Result<Response, AppError> {
    let t = context.t;
    let notice = |kind, heading, sentences: &[&str]| {
        let sentences: Vec<String> = sentences.iter().map(|key| t.get(key)).collect();
        let body = Part::text(&sentences.join(" "));
        Part::from(Alert {
            t,
            kind,
            heading: t.get(heading),
            body,
        })
    };
    let shown = match waiting {
        Waiting::Carried {
            sealed,
            files,
            drafts,
            next,
        } => {
            let mut sentences = vec![match drafts {
                true => "sign-carried-more",
                false => "sign-typed-carried",
            }];
            if *files {
                sentences.push("sign-carried-files");
            }
            if context.state().provider().is_some() {
                sentences.push("sign-carried-apart");
            }
            Shown {
                next,
                carried: sealed,
                said: notice(AlertKind::Warning, "sign-carried", &sentences),
                ..Shown::default()
            }
        }
        Waiting::Lost(next) => Shown {
            next,
            said: notice(AlertKind::Error, "sign-lost", &["sign-lost-more"]),
            ..Shown::default()
        },
    };
    let page = form(context, shown)?;
    Ok((StatusCode::UNAUTHORIZED, Html(page)).into_response())
}

/// Where somebody goes whose page carried a text over the sign-in.
pub(super) fn settled(context: &Context, settled: Settled) -> Result<Response, AppError> {
    let t = context.t;
    let mut parts = Vec::new();
    let mut way = ("/".to_owned(), t.get("sign-carried-on"));
    let mut status = StatusCode::FORBIDDEN;
    let (heading, more) = match settled {
        Settled::Kept(path) => return Ok(redirect::see_other(&path)),
        Settled::Typed(words, path) => {
            status = StatusCode::OK;
            parts.extend(words.iter().map(|text| paragraphs(text)));
            way = (path, t.get("sign-typed-again"));
            (t.get("sign-typed"), t.get("sign-typed-more"))
        }
        Settled::OfAnother => (
            t.get("sign-carried-other"),
            t.get("sign-carried-other-more"),
        ),
        Settled::Over => (t.get("sign-carried-over"), t.get("sign-carried-over-more")),
    };
    let mut page = context.page(&heading);
    "/".clone_into(&mut page.path);
    parts.insert(0, paragraph(&more));
    parts.push(block(Part::link(&way.0, &way.1)));
    let sheet = Sheet {
        page,
        heading,
        ways: Part::default(),
        parts,
    };
    Ok((status, Html(sheet.html()?)).into_response())
}

async fn submit(
    context: Context,
    State(state): State<AppState>,
    headers: HeaderMap,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (name, next) = (sent.get("name"), sent.get("next"));
    let carried = sent.get(carried::FIELD);
    let answer = state
        .store()?
        .sign_in(
            name,
            // A password is taken as it was typed.
            sent.exactly("password"),
            &desk::client(&headers),
            &browser::named(&headers),
            desk::now(&state),
        )
        .await?;
    match fault_of(&context, &answer) {
        Some(fault) => {
            let shown = Shown {
                next,
                name,
                carried,
                fault: Some(fault),
                ..Shown::default()
            };
            let page = form(&context, shown)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        None => onwards(&context, &state, answer, next, carried).await,
    }
}

async fn submit_code(
    context: Context,
    State(state): State<AppState>,
    headers: HeaderMap,
    sent: Submitted,
) -> Result<Response, AppError> {
    let next = sent.get("next");
    let carried = sent.get(carried::FIELD);
    let Some(ticket) = cookie::read(&headers, CODE_COOKIE).and_then(Ticket::parse) else {
        let shown = Shown {
            next,
            carried,
            fault: Some(context.t.get("sign-code-over")),
            ..Shown::default()
        };
        let page = form(&context, shown)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    };
    let answer = state
        .store()?
        .sign_in_code(
            &ticket,
            sent.get("code"),
            &desk::client(&headers),
            &browser::named(&headers),
            desk::now(&state),
        )
        .await?;
    let fault = match &answer {
        // The password was right, so this says nothing that they do not know.
        SignIn::Refused => Some(context.t.get("sign-code-refused")),
        answer => fault_of(&context, answer),
    };
    match fault {
        Some(fault) => {
            let page = code_form(&context, next, carried, Some(fault))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        None => onwards(&context, &state, answer, next, carried).await,
    }
}

fn fault_of(context: &Context, answer: &SignIn) -> Option<String> {
    let t = context.t;
    match answer {
        SignIn::Signed { .. } | SignIn::Code(_) => None,
        SignIn::Refused => Some(t.get("sign-refused")),
        SignIn::Wait(seconds) => {
            Some(t.with("sign-wait", &[("seconds", seconds.unsigned_abs().into())]))
        }
        SignIn::Closed(_) => Some(t.get("sign-closed")),
    }
}

async fn onwards(
    context: &Context,
    state: &AppState,
    answer: SignIn,
    next: &str,
    carried: &str,
) -> Result<Response, AppError> {
    Ok(match answer {
        SignIn::Signed { ticket, user } => {
            let mut response = match carried {
                "" => redirect::see_other(next),
                carried => {
                    let now = desk::now(state);
                    settled(context, carried::settle(state, user, carried, now).await?)?
                }
            };
            set(
                &mut response,
                cookie::write(SESSION_COOKIE, ticket.text(), None),
            );
            set(&mut response, cookie::write(CODE_COOKIE, "", Some(0)));
            response
        }
        SignIn::Code(ticket) => {
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("next", redirect::local(next))
                .finish();
            let mut response = match carried {
                "" => redirect::see_other(&format!("/sign-in/code?{query}")),
                // No address holds what is carried.
                carried => Html(code_form(context, next, carried, None)?).into_response(),
            };
            set(
                &mut response,
                cookie::write(CODE_COOKIE, ticket.text(), Some(CODE_SECONDS)),
            );
            response
        }
        SignIn::Refused | SignIn::Wait(_) | SignIn::Closed(_) => redirect::see_other("/sign-in"),
    })
}

async fn sign_out(
    State(state): State<AppState>,
    ticket: Option<axum::Extension<Ticket>>,
    desk: Option<axum::Extension<Desk>>,
    _sent: Submitted,
) -> Result<Response, AppError> {
    if let Some(axum::Extension(ticket)) = ticket {
        state.store()?.sign_out(&ticket, desk::now(&state)).await?;
    }
    let there_too = desk.is_some_and(|desk| desk.by_provider);
    let mut response = redirect::see_other(if there_too {
        provider::WAY_OUT
    } else {
        oidc::SIGNED_OUT_PATH
    });
    set(&mut response, cookie::write(SESSION_COOKIE, "", Some(0)));
    response.headers_mut().insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

fn set(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
