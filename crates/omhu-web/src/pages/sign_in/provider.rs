//! Signing in through the provider, proving there anew who one is, signing out there too; and the provider's goodbyes.
//!
//! Owns: `/sign-in/provider` and what lies under it. Must not know: the protocol (`oidc` does), what comes after the
//! sign-in.
//!
//! The way there is a link and no form: a browser follows no form to another place than this server.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_casework::access::Now;
use omhu_store::accounts::{AccountFault, Arrived, SignIn};

use super::set;
use crate::context::Context;
use crate::desk::{self, Desk, SESSION_COOKIE};
use crate::http::failure::AppError;
use crate::http::{browser, cookie, redirect, token};
use crate::oidc::{self, Back, Came, Fault, Flow, Provider};
use crate::pages::case::frame::{block, paragraph};
use crate::pages::cases::line::address;
use crate::pages::sheet::Sheet;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Fact, Facts};
use crate::view::html::Html;

/// Where one goes to the provider.
const WAY_IN: &str = "/sign-in/provider";
/// What is shown in the second window in which somebody proved who they are.
const PROVED: &str = "/sign-in/provider/proved";
/// Where one signs out there too.
pub(super) const WAY_OUT: &str = "/sign-in/provider/out";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in/provider", get(begin))
        .route("/sign-in/provider/back", get(back))
        .route("/sign-in/provider/proved", get(proved))
        .route("/sign-in/provider/out", get(out))
        .route("/sign-in/provider/logout", post(goodbye))
}

/// The button that leads to the provider, and to a page afterwards; nothing where there is no provider.
pub(super) fn button(context: &Context, next: &str) -> Html {
    let Some(provider) = context.state().provider() else {
        return Html::default();
    };
    let t = context.t;
    let word = t.with("sign-provider", &[("name", name(t, provider).into())]);
    let href = address(WAY_IN, &[("next", redirect::local(next))]);
    go(&href, word)
}

/// The same in a window of its own, for a page that carries what must not be lost.
pub(super) fn button_apart(context: &Context) -> Html {
    let Some(provider) = context.state().provider() else {
        return Html::default();
    };
    let t = context.t;
    let word = t.with("sign-provider", &[("name", name(t, provider).into())]);
    Html::of(&Apart {
        href: &address(WAY_IN, &[("next", PROVED)]),
        word,
    })
}

#[derive(askama::Template)]
#[template(
    source = "<p><a class=\"button button-primary\" target=\"_blank\" rel=\"noopener\" href=\"{{ href }}\">{{ word }}</a></p>",
    ext = "html"
)]
struct Apart<'h> {
    href: &'h str,
    word: String,
}

/// A link in the form of the button that most press.
pub(crate) fn go(href: &str, word: String) -> Html {
    Html::of(&Button { href, word })
}

#[derive(askama::Template)]
#[template(
    source = "<p><a class=\"button button-primary\" href=\"{{ href }}\">{{ word }}</a></p>",
    ext = "html"
)]
struct Button<'h> {
    href: &'h str,
    word: String,
}

/// Where somebody who is signed in proves anew who they are, and then goes on.
pub(crate) fn proof(next: &str) -> String {
    address(WAY_IN, &[("proof", "yes"), ("next", redirect::local(next))])
}

/// The same in a window of its own, so that a form that is half filled in stays as it is.
pub(crate) fn proof_apart() -> String {
    proof(PROVED)
}

/// What the provider is called.
fn name(t: Texts, provider: &Provider) -> String {
    match provider.settings().label.as_str() {
        "" => t.get("sign-provider-name"),
        label => label.to_owned(),
    }
}

fn provider(state: &AppState) -> Result<&Provider, AppError> {
    state.provider().ok_or(AppError::NotFound)
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    proof: String,
}

/// A page of this area that is read.
fn page(
    context: &Context,
    status: StatusCode,
    heading: &str,
    parts: Vec<Html>,
) -> Result<Response, AppError> {
    let sheet = Sheet {
        page: {
            let mut page = context.page(heading);
            // The address holds what is used once: the switch of language leads to the sign-in instead.
            "/sign-in".clone_into(&mut page.path);
            page
        },
        heading: heading.to_owned(),
        ways: Html::default(),
        parts,
    };
    Ok((status, Answer(sheet.html()?)).into_response())
}

/// Where the browser goes: another place than this server's, so only where the provider says so.
fn to(place: &str) -> Result<Response, AppError> {
    let place = HeaderValue::from_str(place);
    let place = place.map_err(|_| AppError::Internal("the provider's address".to_owned()))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

async fn begin(
    context: Context,
    State(state): State<AppState>,
    desk: Option<Extension<Desk>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let provider = provider(&state)?;
    let second = desk::now(&state).second;
    let session = match (wanted.proof.is_empty(), desk) {
        (true, _) => None,
        (false, Some(desk)) if desk.by_provider => Some(desk.signed.session),
        (false, Some(_)) => return Ok(redirect::see_other(&wanted.next)),
        (false, None) => {
            let to = address("/sign-in", &[("next", redirect::local(&wanted.next))]);
            return Ok(redirect::see_other(&to));
        }
    };
    let begun = match Flow::new(session, &wanted.next, second) {
        Ok(flow) => {
            let lang = context.lang().tag();
            let way = provider.way_in(&state, &flow, lang).await;
            way.map(|way| (way, flow))
        }
        Err(fault) => Err(fault),
    };
    match begun {
        Ok((way, flow)) => {
            let mut response = to(&way)?;
            let age = u32::try_from(oidc::MOST_SECONDS).ok();
            set(
                &mut response,
                cookie::write(oidc::COOKIE, &flow.cookie(&state), age),
            );
            Ok(response)
        }
        Err(fault) => refused(&context, &state, fault, &wanted.next, session.is_some()),
    }
}

async fn back(
    context: Context,
    State(state): State<AppState>,
    desk: Option<Extension<Desk>>,
    headers: HeaderMap,
    Query(answer): Query<Back>,
) -> Result<Response, AppError> {
    let provider = provider(&state)?;
    let now = desk::now(&state);
    let held = cookie::read(&headers, oidc::COOKIE);
    let flow = held.and_then(|held| Flow::read(&state, held, now.second));
    let Some(flow) = flow else {
        return refused(&context, &state, Fault::Over, "/", false);
    };
    let mut response = match provider.came(&state, &flow, &answer, now.second).await {
        Err(fault) => refused(&context, &state, fault, &flow.next, flow.session.is_some())?,
        Ok(came) => {
            let (what, until) = flow.once();
            if state.store()?.use_once(&what, until, now).await? {
                let desk = desk.as_deref();
                arrived(&context, &state, desk, &headers, &flow, &came, now).await?
            } else {
                refused(
                    &context,
                    &state,
                    Fault::Over,
                    &flow.next,
                    flow.session.is_some(),
                )?
            }
        }
    };
    // What was not begun here stays: it may belong to another window that is still on its way.
    if response.status() != StatusCode::BAD_REQUEST {
        set(&mut response, cookie::write(oidc::COOKIE, "", Some(0)));
    }
    Ok(response)
}

/// Somebody whom the provider knows is signed in, or has proved anew who they are.
async fn arrived(
    context: &Context,
    state: &AppState,
    desk: Option<&Desk>,
    headers: &HeaderMap,
    flow: &Flow,
    came: &Came,
    now: Now,
) -> Result<Response, AppError> {
    let t = context.t;
    let store = state.store()?;
    let issuer = provider(state)?.settings().issuer.as_str();
    if let Some(session) = flow.session {
        let Some(desk) = desk.filter(|desk| desk.signed.session == session) else {
            return refused(context, state, Fault::Over, &flow.next, false);
        };
        let proved = store
            .proved_by_subject(desk.user(), session, issuer, &came.subject, now)
            .await?;
        return match proved {
            Ok(()) => Ok(redirect::see_other(&flow.next)),
            Err(AccountFault::Wrong) => {
                let parts = vec![
                    paragraph(&t.get("sign-provider-other-more")),
                    again(t, &proof(&flow.next)),
                ];
                let heading = t.get("sign-provider-other");
                page(context, StatusCode::FORBIDDEN, &heading, parts)
            }
            Err(_) => Err(AppError::NotFound),
        };
    }
    let arrived = Arrived {
        issuer,
        subject: &came.subject,
        provider_session: came.session.as_deref(),
        proved_at: came.proved_at,
    };
    let client = desk::client(headers);
    let signed = store
        .sign_in_by_subject(arrived, &client, &browser::named(headers), now)
        .await?;
    match signed {
        SignIn::Signed { ticket, .. } => {
            let mut response = redirect::see_other(&flow.next);
            set(
                &mut response,
                cookie::write(SESSION_COOKIE, ticket.text(), None),
            );
            Ok(response)
        }
        SignIn::Refused => unknown(context, issuer, &came.subject),
        SignIn::Closed(_) | SignIn::Wait(_) | SignIn::Code(_) => {
            let parts = vec![paragraph(&t.get("sign-closed")), home(t)];
            let heading = t.get("sign-provider-closed");
            page(context, StatusCode::FORBIDDEN, &heading, parts)
        }
    }
}

/// The page for somebody whom the provider knows and nobody here: what to hand to an administrator, and no more. Nothing
/// of it is written down here.
fn unknown(context: &Context, issuer: &str, subject: &str) -> Result<Response, AppError> {
    let t = context.t;
    let facts = Facts {
        rows: vec![
            Fact::new(t.get("sign-provider-subject"), subject),
            Fact::new(t.get("sign-provider-issuer"), issuer),
        ],
    };
    let parts = vec![
        paragraph(&t.get("sign-provider-unknown-more")),
        Html::from(facts),
        paragraph(&t.get("sign-provider-unknown-next")),
        home(t),
    ];
    let heading = t.get("sign-provider-unknown");
    page(context, StatusCode::FORBIDDEN, &heading, parts)
}

fn again(t: Texts, href: &str) -> Html {
    go(href, t.get("sign-provider-again"))
}

fn home(t: Texts) -> Html {
    block(Html::link("/sign-in", &t.get("sign-provider-local")))
}

/// Why nobody came in, in calm words; what is wrong is told to those who run the server.
fn refused(
    context: &Context,
    state: &AppState,
    fault: Fault,
    next: &str,
    proof_wanted: bool,
) -> Result<Response, AppError> {
    let t = context.t;
    let (status, heading, more) = match &fault {
        Fault::Away(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            t.get("sign-provider-away"),
            t.get("sign-provider-away-more"),
        ),
        Fault::Over => (
            StatusCode::BAD_REQUEST,
            t.get("sign-provider-over"),
            t.get("sign-provider-over-more"),
        ),
        Fault::Denied(_) => (
            StatusCode::FORBIDDEN,
            t.get("sign-provider-denied"),
            t.get("sign-provider-denied-more"),
        ),
        Fault::Weak => (
            StatusCode::FORBIDDEN,
            t.get("sign-provider-weak"),
            t.get("sign-provider-weak-more"),
        ),
        Fault::Wrong(_) => (
            StatusCode::FORBIDDEN,
            t.get("sign-provider-wrong"),
            t.get("sign-provider-wrong-more"),
        ),
    };
    let mut parts = vec![paragraph(&more)];
    // That somebody changed their mind is no business of those who run the server.
    let told = match &fault {
        Fault::Away(_) | Fault::Wrong(_) => true,
        Fault::Denied(word) => word != "access_denied",
        Fault::Over | Fault::Weak => false,
    };
    if told {
        let reference = token::reference(state);
        (state.incidents)(
            &reference,
            &format!("sign-in through the provider: {fault}"),
        );
        let number = [("reference", reference.into())];
        parts.push(paragraph(&t.with("sign-provider-reference", &number)));
    }
    if proof_wanted {
        parts.push(again(t, &proof(next)));
    } else {
        parts.push(again(
            t,
            &address(WAY_IN, &[("next", redirect::local(next))]),
        ));
        parts.push(home(t));
    }
    page(context, status, &heading, parts)
}

async fn proved(context: Context, State(state): State<AppState>) -> Result<Response, AppError> {
    provider(&state)?;
    let t = context.t;
    let parts = vec![paragraph(&t.get("sign-provider-proved-more"))];
    let heading = t.get("sign-provider-proved");
    page(&context, StatusCode::OK, &heading, parts)
}

/// After signing out here: on to the provider. A browser follows no form there, so the page leads on by itself, and has a
/// link for whom it does not.
async fn out(context: Context, State(state): State<AppState>) -> Result<Response, AppError> {
    let t = context.t;
    let second = desk::now(&state).second;
    let Ok(Some(way)) = provider(&state)?.way_out(second).await else {
        return Ok(redirect::see_other(oidc::SIGNED_OUT_PATH));
    };
    let here = Alert {
        t,
        kind: AlertKind::Success,
        heading: t.get("sign-out-done"),
        body: t.get("sign-provider-out-more").into(),
    };
    let parts = vec![Html::from(here), go(&way, t.get("sign-provider-out"))];
    let mut response = page(&context, StatusCode::OK, &t.get("sign-provider-out"), parts)?;
    if let Ok(onwards) = HeaderValue::from_str(&format!("0; url={way}")) {
        response.headers_mut().insert("refresh", onwards);
    }
    Ok(response)
}

/// The provider says by itself that somebody signed out there. It shows no cookie and sends no form of ours: its
/// signature is the proof.
async fn goodbye(State(state): State<AppState>, body: Bytes) -> Result<Response, AppError> {
    let provider = provider(&state)?;
    let now = desk::now(&state);
    let sent = form_urlencoded::parse(&body).find(|(name, _)| name == "logout_token");
    let said = match sent {
        Some((_, token)) => provider.goodbye(&token, now.second).await,
        None => Err(Fault::Wrong("there is none".to_owned())),
    };
    let said = match said {
        Ok(said) => said,
        Err(fault) => {
            let told = format!("a provider's goodbye: {fault}");
            (state.incidents)(&token::reference(&state), &told);
            return Ok(match fault {
                Fault::Away(_) => {
                    answer(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable")
                }
                _ => answer(StatusCode::BAD_REQUEST, "invalid_request"),
            });
        }
    };
    let store = state.store()?;
    let (what, until) = said.once();
    if !store.use_once(what, until, now).await? {
        return Ok(answer(StatusCode::BAD_REQUEST, "invalid_request"));
    }
    let issuer = provider.settings().issuer.as_str();
    match (&said.session, &said.subject) {
        (Some(session), _) => store.end_provider_session(issuer, session, now).await?,
        (None, Some(subject)) => store.end_sessions_of_subject(issuer, subject, now).await?,
        (None, None) => 0,
    };
    Ok(StatusCode::OK.into_response())
}

fn answer(status: StatusCode, word: &str) -> Response {
    let body = format!("{{\"error\":\"{word}\"}}");
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body).into_response()
}
