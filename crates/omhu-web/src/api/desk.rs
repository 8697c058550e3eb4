//! A program at its desk: who shows a living token works as the account it was made for.
//!
//! Owns: reading the `Authorization` header. Must not know: what a handler does, a cookie.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use omhu_casework::access::{self, Action, CaseScope, Label, ListKind, reason};
use omhu_store::AccessNote;
use omhu_store::accounts::Ticket;

use super::problem::{ApiError, Code, language};
use crate::desk::{self, Desk};
use crate::state::AppState;
use crate::texts::Texts;

/// A program that showed a living token, and the language it reads.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) desk: Desk,
    pub(super) t: Texts,
}

impl Program {
    /// The cases that lists of this sort may show, and the note for the log.
    ///
    /// A program whose role or scopes open no such list is told so, and the log too: an empty list would say that there
    /// is nothing to do.
    pub(super) async fn list(&self, kind: ListKind) -> Result<(AccessNote, CaseScope), ApiError> {
        let desk = &self.desk;
        let action = Action::See(kind.label());
        let verdict = access::decide(desk.viewer(), action, None, desk.now);
        // Asked without a case, this is the answer to who may see the label of some case.
        if verdict.reason() != reason::NO_CASE {
            desk.store().log(desk.note(action, verdict), &[]).await?;
            return Err(ApiError::not_allowed(verdict.reason()));
        }
        Ok(desk.list(kind))
    }

    /// Whether rows of a list of deadlines may say whose case it is: the same cases in the scope of names.
    pub(super) fn names_all(&self, scope: &CaseScope) -> bool {
        let desk = &self.desk;
        *scope == CaseScope::of(desk.viewer(), Label::Core, desk.now)
    }

    /// A note of an action that touches no case, with the policy's answer; the store logs it, and does nothing where it is
    /// no.
    pub(super) fn office(&self, action: Action) -> AccessNote {
        let desk = &self.desk;
        let verdict = access::decide(desk.viewer(), action, None, desk.now);
        desk.note(action, verdict)
    }
}

/// The token of a request.
fn ticket(headers: &HeaderMap) -> Result<Ticket, Code> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(given), None) = (given.next(), given.next()) else {
        return Err(Code::TokenMissing);
    };
    let (scheme, token) = given
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .ok_or(Code::TokenMissing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Code::TokenMissing);
    }
    Ticket::parse(token.trim()).ok_or(Code::TokenUnknown)
}

impl FromRequestParts<AppState> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let ticket = ticket(&parts.headers)?;
        let now = desk::now(state);
        let client = desk::client(&parts.headers);
        let store = state.store()?;
        let program = store.program(&ticket, client.parse().ok(), now).await?;
        let Some(program) = program else {
            if store.token_waits(&ticket, client.parse().ok(), now).await? {
                return Err(Code::TokenWaits.into());
            }
            // Who shows a living token is never slowed down by others behind the same address.
            let counted = state.tries().failed(&client, now.second);
            return Err(match counted {
                Ok(()) => Code::TokenUnknown.into(),
                Err(wait) => ApiError::too_many_tries(wait),
            });
        };
        Ok(Program {
            desk: Desk::of_program(program, state, store, client, now),
            t: Texts::of(language(&parts.headers)),
        })
    }
}
