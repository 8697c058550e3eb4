//! Whoever is signed in, at work: the argument of every handler that touches a case.
//!
//! Owns: the session's cookie and its layer; asking the policy, logging the look and getting the permit, in one
//! call. Must not know: what a page shows. There is no way from a handler to a case but through [`Desk::look`] and its
//! sisters, because every read of the store asks for the permit that they give.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use omhu_casework::access::{
    self, Action, CaseScope, Label, ListKind, Now, Role, Subject, Verdict, Viewer,
};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use omhu_store::accounts::{Hold, Means, Program, Signed, Ticket};
use omhu_store::{AccessNote, CaseLine, Permit, Store, StoreError};

use crate::context::{self, OwnLanguage, Person};
use crate::http::failure::AppError;
use crate::http::token::SessionId;
use crate::http::{cookie, redirect};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::layout::Place;

/// The cookie that holds the ticket of a session.
pub const SESSION_COOKIE: &str = "__Host-session";

/// Somebody at work.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who is signed in.
    pub signed: Arc<Signed>,
    /// The moment of the request.
    pub now: Now,
    /// The request's id, as it stands in the access log.
    pub request: String,
    /// The client's address.
    pub client: String,
    /// Whether they prove who they are at the provider, and not by a password.
    pub by_provider: bool,
    /// The token of the program that works here, and what it is for. None: a person.
    program: Option<(i64, String)>,
    store: Arc<Store>,
}

impl Desk {
    /// The desk of a program that showed its token.
    pub(crate) fn of_program(
        program: Program,
        state: &AppState,
        store: &Arc<Store>,
        client: String,
        now: Now,
    ) -> Desk {
        let ends_at = program.viewer.scopes.as_ref().map_or(0, |open| open.until);
        Desk {
            program: Some((program.token, program.name.clone())),
            signed: Arc::new(Signed {
                user: program.user,
                session: 0,
                name: program.name,
                language: String::new(),
                shortcuts: false,
                means: Means::Token,
                hold: None,
                ends_at,
                viewer: program.viewer,
            }),
            now,
            request: crate::http::token::reference(state),
            client,
            by_provider: false,
            store: Arc::clone(store),
        }
    }

    /// Who.
    #[must_use]
    pub fn user(&self) -> UserNo {
        self.signed.user
    }

    /// What the policy knows of them.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.signed.viewer
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The names of everybody with an account, by number.
    ///
    /// # Errors
    /// The database.
    pub async fn names(&self) -> Result<Arc<BTreeMap<UserNo, String>>, AppError> {
        Ok(Arc::clone(&self.store.directory().await?.users))
    }

    /// The policy's answer, without a row in the log: for what a page offers, never for what it shows.
    pub fn may(&self, action: Action, subject: Option<&Subject>) -> bool {
        access::decide(self.viewer(), action, subject, self.now).is_allowed()
    }

    /// A note for the log of this action and the answer to it.
    #[must_use]
    pub fn note(&self, action: Action, verdict: Verdict) -> AccessNote {
        AccessNote::new(self.user(), action, verdict, self.now)
            .with_request(self.request.clone(), self.client.clone())
            .with_program(self.program.clone())
    }

    /// Asks, logs, and gives what the policy knows of the case and the permit to read it.
    ///
    /// # Errors
    /// No such case, or one of which the viewer may not know: not found. Denied: a page that says why, and whether the
    /// glass may be broken.
    pub async fn look(
        &self,
        action: Action,
        case: CaseNo,
    ) -> Result<(Permit, Arc<Subject>), AppError> {
        self.look_for(action, case, "").await
    }

    /// As [`Desk::look`], with the purpose that the user gave.
    ///
    /// # Errors
    /// As [`Desk::look`].
    pub async fn look_for(
        &self,
        action: Action,
        case: CaseNo,
        purpose: &str,
    ) -> Result<(Permit, Arc<Subject>), AppError> {
        let subject = self.store.subject(case).await?;
        let subject = subject.ok_or(AppError::NotFound)?;
        let verdict = access::decide(self.viewer(), action, Some(&subject), self.now);
        let note = self.note(action, verdict).with_purpose(purpose);
        match self.store.look(note, &[case]).await {
            Ok(permit) => Ok((permit, subject)),
            Err(StoreError::Denied(_)) => Err(denied(verdict, case)),
            Err(error) => Err(error.into()),
        }
    }

    /// The cases that lists of this sort may show, and the note for the log.
    #[must_use]
    pub fn list(&self, kind: ListKind) -> (AccessNote, CaseScope) {
        let scope = CaseScope::for_list(self.viewer(), kind, self.now);
        let action = Action::See(match kind {
            ListKind::Names => Label::Core,
            ListKind::Deadlines => Label::Deadline,
            ListKind::Texts => Label::CaseText,
        });
        // A list is allowed as far as its scope goes; an empty scope shows nothing.
        let role = self.roles().next().unwrap_or(Role::Caseworker);
        let verdict = Verdict::Allowed {
            relation: access::Relation::Oversight,
            role,
            reason: access::reason::OFFICE,
            extra_click: false,
        };
        (self.note(action, verdict), scope)
    }

    /// The cases of brothers and sisters that the viewer may be told of, today or as they were known on a day. One with a
    /// personal conflict is left out, told of or not: of that case the viewer is to see nothing, from whichever side.
    ///
    /// # Errors
    /// The permit does not cover the case; the database.
    pub async fn siblings(
        &self,
        permit: &Permit,
        case: CaseNo,
        family: &str,
        known: Option<Day>,
    ) -> Result<Vec<CaseLine>, AppError> {
        if family.is_empty() {
            return Ok(Vec::new());
        }
        let store = self.store();
        let mut siblings = match known {
            Some(day) => store.siblings_known_on(permit, case, family, day).await?,
            None => store.siblings(permit, case, family).await?,
        };
        siblings.retain(|line| !self.viewer().conflicts.contains(&line.case));
        Ok(siblings)
    }

    /// The roles that count today.
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        let today = self.now.today;
        let grants = self.viewer().roles.iter();
        grants
            .filter(move |grant| grant.in_force(today))
            .map(|grant| grant.role)
    }

    /// Asks for a write: the closure that [`Store::execute`] calls within its transaction.
    pub fn authorize(
        &self,
        action: Action,
    ) -> impl FnMut(&Subject, &omhu_casework::case::CaseState) -> AccessNote + Send + use<> {
        let desk = self.clone();
        move |subject, _| {
            let verdict = access::decide(desk.viewer(), action, Some(subject), desk.now);
            desk.note(action, verdict)
        }
    }
}

/// The page for a denial: hidden cases are not there; others say why, and lead to the glass.
#[must_use]
pub fn denied(verdict: Verdict, case: CaseNo) -> AppError {
    match verdict {
        Verdict::Denied { hidden: true, .. } => AppError::NotFound,
        Verdict::Denied {
            reason,
            may_break_glass,
            ..
        } => AppError::Denied {
            reason,
            case: may_break_glass.then_some(case),
        },
        Verdict::Allowed { .. } => AppError::NotFound,
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Denied(reason) => AppError::Denied { reason, case: None },
            StoreError::Unknown(_) => AppError::NotFound,
            StoreError::Conflict => AppError::Conflict(String::new()),
            error @ (StoreError::Full | StoreError::Stopped) => {
                AppError::Unavailable(error.to_string())
            }
            error if error.is_away() => AppError::Away(error.to_string()),
            error => AppError::Internal(error.to_string()),
        }
    }
}

/// The places of the navigation that roles have.
fn places(signed: &Signed, now: Now) -> Vec<Place> {
    let may = |action| access::decide(&signed.viewer, action, None, now).is_allowed();
    let holds = |role: Role| {
        let mut grants = signed.viewer.roles.iter();
        grants.any(|grant| grant.role == role && grant.in_force(now.today))
    };
    let caseworks = [Role::Caseworker, Role::Coordinator, Role::TeamLeader]
        .into_iter()
        .any(holds);
    let mut places = Vec::new();
    if caseworks {
        places.extend([Place::Today, Place::Cases]);
    }
    if holds(Role::Coordinator) || holds(Role::TeamLeader) {
        places.push(Place::Team);
    }
    if may(Action::ReceiveNotification) {
        places.push(Place::Notification);
    }
    if holds(Role::TeamLeader) || holds(Role::LogReviewer) {
        places.push(Place::Oversight);
    }
    if holds(Role::UserAdministrator) || holds(Role::SystemAdministrator) {
        places.push(Place::Administration);
    }
    places
}

fn person(signed: &Signed, now: Now, t: Texts) -> Person {
    let roles: Vec<String> = signed
        .viewer
        .roles
        .iter()
        .filter(|grant| grant.in_force(now.today))
        .map(|grant| t.get(word_of(grant.role)))
        .collect();
    let teams: Vec<&str> = signed.viewer.teams.iter().map(String::as_str).collect();
    let mut role = roles.join(", ");
    if !teams.is_empty() {
        role = format!("{role} · {}", teams.join(", "));
    }
    Person {
        name: signed.name.clone(),
        role,
        places: places(signed, now),
        searches: access::decide(&signed.viewer, Action::Search, None, now).is_allowed(),
        keys: signed.shortcuts,
    }
}

/// A role's word, as a whole key.
pub(crate) fn word_of(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "role-caseworker",
        Role::Coordinator => "role-coordinator",
        Role::TeamLeader => "role-team-leader",
        Role::QualityAuditor => "role-quality-auditor",
        Role::Controller => "role-controller",
        Role::Director => "role-director",
        Role::ExternalAuditor => "role-external-auditor",
        Role::LogReviewer => "role-log-reviewer",
        Role::UserAdministrator => "role-user-administrator",
        Role::SystemAdministrator => "role-system-administrator",
    }
}

/// The moment of a request as the policy reads it.
#[must_use]
pub fn now(state: &AppState) -> Now {
    let now = state.now();
    Now {
        second: now.instant().unwrap_or_default(),
        today: now.day,
    }
}

/// The layer: who shows a ticket is at the desk.
pub async fn sessions(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let ticket = cookie::read(request.headers(), SESSION_COOKIE).and_then(Ticket::parse);
    let mut known = None;
    if let (Some(ticket), Ok(store)) = (ticket, state.store()) {
        let now = now(&state);
        match store.session(&ticket, now).await {
            Ok(Some(signed)) => {
                let chosen = context::chosen(request.headers());
                let own = signed.language.parse().unwrap_or_default();
                let t = Texts::of(chosen.unwrap_or(own));
                let desk = Desk {
                    now,
                    request: crate::http::token::reference(&state),
                    client: client(request.headers()),
                    program: None,
                    store: Arc::clone(store),
                    by_provider: signed.means == Means::Provider && state.provider().is_some(),
                    signed: Arc::new(signed),
                };
                let extensions = request.extensions_mut();
                if chosen.is_none() {
                    extensions.insert(OwnLanguage(own));
                }
                extensions.insert(person(&desk.signed, now, t));
                extensions.insert(SessionId(ticket.text().to_owned()));
                known = Some((Arc::clone(&desk.signed), ticket.clone(), now, t));
                extensions.insert(ticket);
                extensions.insert(desk);
            }
            Ok(None) => {}
            Err(error) => return AppError::from(error).into_response(),
        }
    }
    let mut response = next.run(request).await;
    if let Some((signed, ticket, now, t)) = known.filter(|_| !response.status().is_success()) {
        // For the page that says what failed.
        let extensions = response.extensions_mut();
        extensions.insert(OwnLanguage(t.lang()));
        extensions.insert(person(&signed, now, t));
        extensions.insert(SessionId(ticket.text().to_owned()));
    }
    response
}

/// The address that the proxy in front of omhu names last; empty where there is none.
#[must_use]
pub fn client(headers: &HeaderMap) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next());
    last.map_or_else(String::new, |address| {
        address.trim().chars().take(64).collect()
    })
}

impl FromRequestParts<AppState> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        let Some(desk) = parts.extensions.get::<Desk>() else {
            return Err(to_sign_in(parts));
        };
        if let Some(hold) = desk.signed.hold {
            let path = match hold {
                Hold::ChangePassword => "/account/password",
                Hold::AddFactor => "/account/factor",
            };
            if parts.uri.path() != path {
                return Err(redirect::see_other(path));
            }
        }
        Ok(desk.clone())
    }
}

/// Travels with the answer that leads somebody who is not signed in to the sign-in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignInFirst;

/// To the sign-in, and back to the page afterwards. What was sent is carried over it where its page says whose it was: see
/// `pages::carried`.
fn to_sign_in(parts: &Parts) -> Response {
    let back = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::GET, Some(path)) => path.as_str(),
        _ => "/",
    };
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", redirect::local(back))
        .finish();
    let mut response = redirect::see_other(&format!("/sign-in?{query}"));
    response.extensions_mut().insert(SignInFirst);
    response
}
