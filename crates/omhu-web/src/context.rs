//! What a handler knows about the request: language, time, who asks.
//!
//! Owns: [`Context`], and how a page's frame is made of it. Must not know: what the page shows, how one signs in.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use omhu_law::calendar::{Day, When};
use omhu_report::Lang;

use crate::desk::Desk;
use crate::http::cookie;
use crate::http::token::{self, SessionId};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::layout::{Page, Place};

/// The cookie that keeps the language.
pub const LANGUAGE_COOKIE: &str = "__Host-lang";

/// The header with which our script, and htmx, ask for a part of a page.
pub const PART: &str = "hx-request";

/// Who is signed in, as far as the frame of a page needs it. The layer of sessions inserts it as an extension.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The name, as shown beside "sign out".
    pub name: String,
    /// The role in words, such as `Rådgiver, Team Nord`.
    pub role: String,
    /// The places of the navigation that the role has.
    pub places: Vec<Place>,
    /// Whether they may search: who may not is shown no field that leads to a no.
    pub searches: bool,
    /// Whether single keys are shortcuts for this person (WCAG 2.1.4: they can be switched off).
    pub keys: bool,
}

/// A request, as handlers see it: an argument of every one that shows a page.
#[derive(Clone, Debug)]
pub struct Context {
    /// The texts, in the reader's language.
    pub t: Texts,
    /// When the request came.
    pub now: When,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The hidden token of this session's forms.
    pub form_token: String,
    /// Path and query, to come back to.
    pub path: String,
    /// Whether another page asks, to show the answer within itself.
    pub part: bool,
    state: AppState,
}

impl Context {
    fn new(state: &AppState, headers: &HeaderMap, uri: &Uri, extensions: &Extensions) -> Self {
        Self {
            t: Texts::of(
                chosen(headers)
                    .or_else(|| own(extensions))
                    .unwrap_or_default(),
            ),
            now: state.now(),
            person: extensions.get::<Person>().cloned(),
            form_token: token::of_page(
                state,
                extensions.get::<SessionId>(),
                extensions.get::<Desk>().map(Desk::user),
                state.now().instant().unwrap_or_default(),
            ),
            path: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
            part: headers.contains_key(PART),
            state: state.clone(),
        }
    }

    /// The context of a page that says what failed. It leads back to the front: the failed address may be a form's.
    pub(crate) fn of_failure(state: &AppState, request: &Request) -> Self {
        let mut context = Self::new(
            state,
            request.headers(),
            request.uri(),
            request.extensions(),
        );
        if !request.method().is_safe() {
            "/".clone_into(&mut context.path);
        }
        context
    }

    /// With who is signed in, where only the answer tells it: the page of a failure is made outside the layer that knows.
    pub(crate) fn of_answer(&mut self, extensions: &Extensions) {
        if let Some(session) = extensions.get::<SessionId>() {
            self.person = extensions.get::<Person>().cloned();
            self.form_token = token::of(&self.state, Some(session));
            if let Some(lang) = own(extensions) {
                self.t = Texts::of(lang);
            }
        }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.t.lang()
    }

    /// Today in Copenhagen.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day
    }

    /// The state of the server.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The frame of a page that belongs to no place of the navigation.
    #[must_use]
    pub fn page(&self, title: &str) -> Page {
        Page::new(self, title, None)
    }

    /// The frame of a page in a place of the navigation.
    #[must_use]
    pub fn page_in(&self, place: Place, title: &str) -> Page {
        Page::new(self, title, Some(place))
    }
}

impl FromRequestParts<AppState> for Context {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self::new(
            state,
            &parts.headers,
            &parts.uri,
            &parts.extensions,
        ))
    }
}

/// The language of the account that is signed in, where the browser was not told of another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnLanguage(pub(crate) Lang);

fn own(extensions: &Extensions) -> Option<Lang> {
    extensions.get::<OwnLanguage>().map(|own| own.0)
}

/// The language chosen in this browser. Where none was, it is the account's; before the sign-in Danish, whatever the
/// browser is set to: it is a Danish workplace.
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Lang> {
    cookie::read(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok())
}
