//! A failure as a page: what happened, what to do, was my work saved, and a number to name to others.
//!
//! Owns: [`AppError`], and the one place where answers without a body become pages. Must not know: where a failure
//! comes from. Handlers return an error; they never write its page.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use omhu_casework::ids::CaseNo;

use super::token;
use crate::api;
use crate::context::Context;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::layout::Page;

/// Why there is no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AppError {
    /// There is no such page, or the user may not know that there is.
    NotFound,
    /// The user may not; the sentence says why and what to do.
    Forbidden(String),
    /// The access policy said no; the key of its reason, and the case whose glass may be broken.
    Denied {
        /// The key of the reason.
        reason: &'static str,
        /// The case, where the user may break the glass.
        case: Option<CaseNo>,
    },
    /// The form came from another site, or from a page of another session.
    Forged,
    /// Nobody is signed in any more: for the script, which shows it beside the form that still stands. A browser gets the sign-in.
    SignedOut,
    /// Someone else has changed the same thing in the meantime; the sentence says what.
    Conflict(String),
    /// The form cannot be read at all. A form with mistakes is no failure: it is shown again with status 422.
    Unreadable,
    /// Nothing can be written now: the disk is full, or failed. What was sent changed nothing. The detail goes to those
    /// who run the server.
    Unavailable(String),
    /// The database is away. Whether what was sent was written is not known; the same again has one effect. The detail goes to
    /// those who run the server.
    Away(String),
    /// Something broke. The detail goes to those who run the server, never to the page.
    Internal(String),
}

/// Whether the user's work was saved, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// There was nothing to save: the page was only read.
    NothingToSave,
    /// No: nothing was changed.
    No,
    /// Not known: look before trying again.
    Unknown,
}

/// Travels with an answer to [`pages`].
#[derive(Clone, Debug)]
struct Failure {
    error: AppError,
}

impl AppError {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) | Self::Denied { .. } | Self::Forged => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unavailable(_) | Self::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failure { error: self });
        response
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(format!("template: {error}"))
    }
}

#[derive(Template)]
#[template(path = "http/failure.html")]
struct FailurePage {
    page: Page,
    notice: Notice,
    /// The case whose glass may be broken.
    glass: Option<CaseNo>,
}

/// The same without the page around it, for a part of a page that could not be fetched.
#[derive(Template)]
#[template(path = "http/failure_notice.html")]
struct Notice {
    t: Texts,
    heading: String,
    sentence: String,
    saved: String,
    reference: String,
}

/// The layer: gives every answer with a failing status and without a page of its own a page.
pub async fn pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if api::is_api(request.uri().path()) {
        return api::problem::problems(state, request, next).await;
    }
    let mut context = Context::of_failure(&state, &request);
    let response = next.run(request).await;
    let status = response.status();
    let failure = response.extensions().get::<Failure>().cloned();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || (failure.is_none() && is_page(response.headers())) {
        return response;
    }
    context.of_answer(response.extensions());
    let reference = token::reference(&state);
    let error = failure.map(|failure| failure.error);
    let glass = match error {
        Some(AppError::Denied { case, .. }) => case,
        _ => None,
    };
    tell(&state, &reference, status, error.as_ref());
    let notice = notice(
        context.t,
        status,
        error.as_ref(),
        saved(status, error.as_ref(), reads),
        reference,
    );
    let body = if context.part {
        notice.render()
    } else {
        let page = context.page(&notice.heading);
        FailurePage {
            page,
            notice,
            glass,
        }
        .render()
    };
    let mut answer = match body {
        Ok(body) => (status, Html(body)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    // Where the rest of a body is not read, the connection cannot be used again.
    if matches!(
        status,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT
    ) {
        answer
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn saved(status: StatusCode, error: Option<&AppError>, reads: bool) -> Saved {
    match status {
        _ if reads => Saved::NothingToSave,
        _ if matches!(error, Some(AppError::Unavailable(_))) => Saved::No,
        // The work may have been done just before the time ran out, or before a handler broke.
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Saved::Unknown,
        status if status.is_server_error() => Saved::Unknown,
        _ => Saved::No,
    }
}

fn tell(state: &AppState, reference: &str, status: StatusCode, error: Option<&AppError>) {
    match error {
        Some(
            AppError::Internal(detail) | AppError::Unavailable(detail) | AppError::Away(detail),
        ) => (state.incidents)(reference, detail),
        _ if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            (state.incidents)(reference, status.as_str());
        }
        _ => {}
    }
}

fn notice(
    t: Texts,
    status: StatusCode,
    error: Option<&AppError>,
    saved: Saved,
    reference: String,
) -> Notice {
    let (heading, sentence) = match (error, status) {
        (Some(AppError::Forged), _) => (t.get("failure-forged"), t.get("failure-forged-more")),
        (Some(AppError::SignedOut), _) => (t.get("failure-out"), t.get("form-draft-out")),
        (Some(AppError::Forbidden(why)), _) => (t.get("failure-forbidden"), why.clone()),
        (Some(AppError::Denied { reason, .. }), _) => (t.get("failure-forbidden"), t.get(reason)),
        (Some(AppError::Conflict(what)), _) if what.is_empty() => {
            (t.get("failure-conflict"), t.get("failure-conflict-more"))
        }
        (Some(AppError::Conflict(what)), _) => (t.get("failure-conflict"), what.clone()),
        (Some(AppError::Unavailable(_)), _) => (
            t.get("failure-unavailable"),
            t.get("failure-unavailable-more"),
        ),
        (Some(AppError::Away(_)), _) => (t.get("failure-away"), t.get("failure-away-more")),
        (_, StatusCode::NOT_FOUND) => (t.get("failure-not-found"), t.get("failure-not-found-more")),
        (_, StatusCode::METHOD_NOT_ALLOWED) => {
            (t.get("failure-method"), t.get("failure-method-more"))
        }
        (_, StatusCode::PAYLOAD_TOO_LARGE) => (t.get("failure-large"), t.get("failure-large-more")),
        (_, StatusCode::REQUEST_TIMEOUT) => (t.get("failure-slow"), t.get("failure-slow-more")),
        (_, status) if status.is_client_error() => (
            t.get("failure-unreadable"),
            t.get("failure-unreadable-more"),
        ),
        _ => (t.get("failure-broken"), t.get("failure-broken-more")),
    };
    let saved = t.get(match saved {
        Saved::NothingToSave => "failure-nothing-to-save",
        Saved::No => "failure-not-saved",
        Saved::Unknown => "failure-saved-unknown",
    });
    Notice {
        t,
        heading,
        sentence,
        saved,
        reference,
    }
}
