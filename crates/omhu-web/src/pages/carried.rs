//! What somebody sent after their session was over: carried over the sign-in, and there as a draft afterwards.
//!
//! Owns: the layer that sees such a form, the sealed field that the page of the sign-in carries, what becomes of it. Must not
//! know: how one signs in, the fields of a form.
//!
//! Without a session nobody is known, so nothing is kept here: the page itself carries the text, sealed by the store. For
//! whom it was written is what the token of their own page says, which only this server can have made; nobody else gets the
//! text, and never more than a draft comes of it.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, FromRequestParts as _, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use omhu_casework::access::{Action, Label, Now, decide};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::{DraftName, RequestKey};

use super::case::correct;
use super::drafts::{self, NOTIFICATION, answer};
use super::journal;
use super::sign_in;
use super::steps::draft_form;
use super::windows::Window;
use crate::context::Context;
use crate::desk::{Desk, SignInFirst};
use crate::form::{OtherSession, Submitted};
use crate::http::failure::AppError;
use crate::http::{redirect, token};
use crate::state::AppState;

/// The hidden field.
pub(super) const FIELD: &str = "carried";
/// What is longer is not carried: the page would come back larger than a form may be.
const MOST_BYTES: usize = 300_000;
/// So long after it was sent: a working day, and the morning after it.
const MOST_SECONDS: i64 = 24 * 3600;
/// So long after the page was made, as drafts: it may have stood open over a holiday.
const OLDEST_PAGE: i64 = 30 * 24 * 3600;

/// What is typed in words into forms without drafts. Nothing else of them is carried: no password, nothing of a person.
const TYPED: [&str; 4] = ["reason", "retract_reason", "remarks", "remark"];

/// A form that has drafts, as it was sent.
struct Form {
    case: Option<CaseNo>,
    form: String,
    /// Where it stands.
    address: String,
    /// What a draft holds of it.
    fields: String,
    /// How it would be given.
    given: Option<RequestKey>,
    /// What must be allowed to keep a draft of it.
    asks: Action,
    /// Only its draft was sent.
    is_draft: bool,
}

impl Form {
    fn of(uri: &Uri, sent: &Submitted) -> Option<Form> {
        let parts: Vec<&str> = uri.path().split('/').skip(1).collect();
        match parts[..] {
            ["cases", case, "notes", last @ ("new" | "draft")] => {
                let case = CaseNo(case.parse().ok()?);
                let (form, address, fields, given) = journal::as_sent(case, sent);
                Some(Form {
                    case: Some(case),
                    form,
                    address,
                    fields,
                    given,
                    asks: Action::WriteNote,
                    is_draft: last == "draft",
                })
            }
            ["cases", case, "steps", step] => {
                let of = drafts::Of {
                    case: Some(case.parse().ok()?),
                    form: draft_form(step),
                };
                Form::with_draft(of, sent, false)
            }
            ["cases", case, "facts", seq] => {
                let of = drafts::Of {
                    case: Some(case.parse().ok()?),
                    form: correct::draft_form(seq.parse().ok()?, sent),
                };
                Form::with_draft(of, sent, false)
            }
            ["notifications", "new"] => {
                let of = drafts::Of {
                    case: None,
                    form: NOTIFICATION.to_owned(),
                };
                Form::with_draft(of, sent, false)
            }
            ["drafts"] => {
                let Query(of) = Query::<drafts::Of>::try_from_uri(uri).ok()?;
                Form::with_draft(of, sent, true)
            }
            _ => None,
        }
    }

    fn with_draft(of: drafts::Of, sent: &Submitted, is_draft: bool) -> Option<Form> {
        let address = drafts::address(&of)?;
        Some(Form {
            case: of.case.map(CaseNo),
            given: drafts::given(&of, &address, sent),
            asks: match of.case {
                Some(_) => Action::See(Label::CaseText),
                None => Action::ReceiveNotification,
            },
            form: of.form,
            fields: drafts::fields(sent),
            address,
            is_draft,
        })
    }

    fn window(&self, user: UserNo, sent: &Submitted) -> Window {
        let name = DraftName {
            user,
            case: self.case,
            form: self.form.clone(),
        };
        Window::of(name, sent)
    }

    /// Where it stands, with the text that was sent.
    fn back(&self, window: &Window) -> String {
        let own = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{own}draft={}", self.address, window.id())
    }

    /// Whether the policy lets somebody keep a draft of it.
    async fn may_be_kept(
        &self,
        state: &AppState,
        user: UserNo,
        now: Now,
    ) -> Result<bool, AppError> {
        let store = state.store()?;
        let Some(viewer) = store.viewer(user, now).await? else {
            return Ok(false);
        };
        let subject = match self.case {
            Some(case) => match store.subject(case).await? {
                Some(subject) => Some(subject),
                None => return Ok(false),
            },
            None => None,
        };
        Ok(decide(&viewer, self.asks, subject.as_deref(), now).is_allowed())
    }
}

/// What the page of the sign-in says of what was sent.
pub(super) enum Waiting {
    /// It is carried along.
    Carried {
        /// The hidden field.
        sealed: String,
        /// Files were chosen; they are not carried.
        files: bool,
        /// It becomes a draft; else it is shown, to be copied.
        drafts: bool,
        /// Where the form stands.
        next: String,
    },
    /// It could not be kept; where its page stands, as far as is known.
    Lost(String),
}

/// What became of what was carried.
pub(super) enum Settled {
    /// It is a draft; there it stands.
    Kept(String),
    /// The form has no drafts: what was typed, and where its page stands.
    Typed(Vec<String>, String),
    /// Somebody else wrote it.
    OfAnother,
    /// It is too old, or nothing of this server.
    Over,
}

/// The layer.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if let Some(desk) = parts.extensions.get::<Desk>().cloned() {
        let request = Request::from_parts(parts.clone(), body);
        let mut response = next.run(request).await;
        let Some(OtherSession(sent)) = response.extensions_mut().remove() else {
            return response;
        };
        return match of_other_session(&state, parts, &desk, &sent).await {
            Ok(Some(answer)) => answer,
            Ok(None) => response,
            Err(error) => error.into_response(),
        };
    }
    let in_parts = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    // A form in parts may hold files: it is read only if it is to be carried, and nobody unknown sends one else.
    let (first, second) = match in_parts {
        true => (Body::empty(), body),
        false => {
            let request = Request::from_parts(parts.clone(), body);
            match Bytes::from_request(request, &state).await {
                Ok(bytes) => (Body::from(bytes.clone()), Body::from(bytes)),
                Err(refused) => return refused.into_response(),
            }
        }
    };
    let response = next.run(Request::from_parts(parts.clone(), first)).await;
    if response.extensions().get::<SignInFirst>().is_none() {
        return response;
    }
    let request = Request::from_parts(parts.clone(), second);
    let Ok(sent) = Submitted::read(request, &state).await else {
        return response;
    };
    match of_nobody(&state, parts, &sent).await {
        Ok(Some(answer)) => answer,
        Ok(None) => response,
        Err(error) => error.into_response(),
    }
}

/// Who reads the page that a form was sent from.
fn reader(state: &AppState, sent: &Submitted) -> Option<UserNo> {
    let now = crate::desk::now(state).second;
    let (user, second) = token::reader(state, sent.get(token::FIELD))?;
    (second..second.saturating_add(OLDEST_PAGE))
        .contains(&now)
        .then_some(user)
}

/// Whether a script asks, which shows an answer beside the form that still stands.
fn by_script(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT);
    let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
    accepts.is_some_and(|accepts| !accepts.contains("text/html"))
}

async fn context(state: &AppState, mut parts: Parts) -> Context {
    let Ok(context) = Context::from_request_parts(&mut parts, state).await;
    context
}

/// Nobody is signed in. None: it did not come from a page of ours, so nobody is told anything.
async fn of_nobody(
    state: &AppState,
    parts: Parts,
    sent: &Submitted,
) -> Result<Option<Response>, AppError> {
    let Some(user) = reader(state, sent) else {
        return Ok(None);
    };
    if by_script(&parts.headers) {
        return Err(AppError::SignedOut);
    }
    let (next, drafts, fields) = match Form::of(&parts.uri, sent) {
        Some(form) => (form.address, true, drafts::fields(sent)),
        None => (page_of(parts.uri.path()), false, typed_fields(sent)),
    };
    let sealed = match fields.is_empty() {
        true => None,
        false => seal(state, user, &parts.uri, &fields)?,
    };
    let waiting = match sealed {
        Some(sealed) => Waiting::Carried {
            sealed,
            files: sent.files().next().is_some(),
            drafts,
            next,
        },
        None => Waiting::Lost(next),
    };
    let context = context(state, parts).await;
    sign_in::again(&context, &waiting).map(Some)
}

/// What was typed in words, as fields; empty: nothing.
fn typed_fields(sent: &Submitted) -> String {
    let typed = sent.fields();
    let typed = typed.filter(|(name, text)| TYPED.contains(name) && !text.trim().is_empty());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(typed)
        .finish()
}

/// What was typed in words into a form without drafts; none: it has drafts, or nothing was typed.
fn typed(place: &Uri, sent: &Submitted) -> Option<Settled> {
    let words = TYPED.map(|name| sent.get(name).to_owned());
    let words: Vec<String> = words.into_iter().filter(|text| !text.is_empty()).collect();
    (!words.is_empty()).then(|| Settled::Typed(words, page_of(place.path())))
}

/// Where the page of a form stands that has no drafts. Not every address that takes a form shows one.
fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let shows = matches!(
        parts[..],
        [
            ..,
            "new" | "correct" | "glass" | "notifier" | "address" | "conflicts" | "beside"
        ] | ["cases", _, "facts" | "people", _]
            | ["seconds", _]
    );
    if shows { path } else { "/" }.to_owned()
}

/// The user, when, where, the fields: one a line.
fn seal(
    state: &AppState,
    user: UserNo,
    uri: &Uri,
    fields: &str,
) -> Result<Option<String>, AppError> {
    let second = crate::desk::now(state).second;
    let place = uri.path_and_query().map_or("/", |place| place.as_str());
    if fields.len() + place.len() > MOST_BYTES {
        return Ok(None);
    }
    let text = format!("{}\n{second}\n{place}\n{fields}", user.0);
    let sealed = state.store()?.seal_carried(text.as_bytes())?;
    Ok(Some(BASE64_URL_SAFE_NO_PAD.encode(sealed)))
}

/// What was sealed: the user, when, where, the fields.
fn open(state: &AppState, sealed: &str) -> Result<Option<(UserNo, i64, Uri, Submitted)>, AppError> {
    let opened = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok();
    let store = state.store()?;
    let opened = opened.and_then(|sealed| store.open_carried(&sealed).ok());
    let Some(text) = opened.and_then(|text| String::from_utf8(text).ok()) else {
        return Ok(None);
    };
    let mut lines = text.splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (user, second, place, fields) = (line(), line(), line(), line());
    let read = user.parse().ok().zip(second.parse().ok());
    let read = read.zip(place.parse::<Uri>().ok());
    Ok(read.map(|((user, second), place)| {
        let sent = Submitted::parse(fields.as_bytes());
        (UserNo(user), second, place, sent)
    }))
}

/// Somebody is known: what their page carried becomes their draft, if it is theirs.
pub(super) async fn settle(
    state: &AppState,
    user: UserNo,
    sealed: &str,
    now: Now,
) -> Result<Settled, AppError> {
    let Some((writer, second, place, sent)) = open(state, sealed)? else {
        return Ok(Settled::Over);
    };
    if writer != user {
        return Ok(Settled::OfAnother);
    }
    if now.second.saturating_sub(second) > MOST_SECONDS {
        return Ok(Settled::Over);
    }
    let Some(form) = Form::of(&place, &sent) else {
        return Ok(typed(&place, &sent).unwrap_or(Settled::Over));
    };
    let window = form.window(user, &sent);
    // Who may not any more is told so by the form.
    if form.may_be_kept(state, user, now).await? {
        let (store, given) = (state.store()?, form.given.as_ref());
        window.keep(store, &form.fields, given, now.second).await?;
    }
    Ok(Settled::Kept(form.back(&window)))
}

/// Somebody is signed in, and their form comes from a page of an earlier session: if that was theirs, it becomes their draft,
/// and they give it from the form of this session. None: it was not theirs.
async fn of_other_session(
    state: &AppState,
    parts: Parts,
    desk: &Desk,
    sent: &Submitted,
) -> Result<Option<Response>, AppError> {
    let carried = sent.get(FIELD);
    if parts.uri.path().starts_with("/sign-in") && !carried.is_empty() {
        // They signed in in another window.
        let settled = settle(state, desk.user(), carried, desk.now).await?;
        let context = context(state, parts).await;
        return sign_in::settled(&context, settled).map(Some);
    }
    if reader(state, sent) != Some(desk.user()) {
        return Ok(None);
    }
    let Some(form) = Form::of(&parts.uri, sent) else {
        let Some(typed) = typed(&parts.uri, sent).filter(|_| !by_script(&parts.headers)) else {
            return Ok(None);
        };
        let context = context(state, parts).await;
        return sign_in::settled(&context, typed).map(Some);
    };
    if !form.may_be_kept(state, desk.user(), desk.now).await? {
        return Ok(None);
    }
    let window = form.window(desk.user(), sent);
    let others = window.save(desk, &form.fields, form.given.as_ref());
    let others = others.await?;
    if form.is_draft {
        let headers = parts.headers.clone();
        let context = context(state, parts).await;
        let told = answer(&context, &headers, &form.address, &window, others);
        return Ok(Some(told));
    }
    Ok(Some(redirect::see_other(&form.back(&window))))
}
