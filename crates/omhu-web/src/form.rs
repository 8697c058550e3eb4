//! What a form sent.
//!
//! Owns: reading a form's body and its token, and reading days and clock times as people type them. Must not know:
//! what a field means.

pub mod day;
pub mod time;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::http::failure::AppError;
use crate::http::token::{self, SessionId};
use crate::state::AppState;

/// The fields of a form, in the order of the page. As an argument of a handler it has passed the check of its token.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Submitted {
    pairs: Vec<(String, String)>,
}

/// More fields than this come from no page of ours.
const MOST_FIELDS: usize = 2_000;

impl Submitted {
    /// Reads `application/x-www-form-urlencoded`; line ends become `\n`.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body).take(MOST_FIELDS);
        Self {
            pairs: pairs
                .map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")))
                .collect(),
        }
    }

    /// A field's text, without blanks around it; empty where it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// A field's text just as it was typed: passwords.
    #[must_use]
    pub fn exactly(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of a field: the ticked boxes of a group.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every field with its text, without the token.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(|(name, _)| *name != token::FIELD)
    }
}

impl FromRequest<AppState> for Submitted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| {
                kind.as_bytes()
                    .starts_with(b"application/x-www-form-urlencoded")
            });
        if !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let session = request.extensions().get::<SessionId>().cloned();
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|refused| refused.into_response())?;
        let form = Self::parse(&body);
        if !token::holds(state, session.as_ref(), form.get(token::FIELD)) {
            return Err(AppError::Forged.into_response());
        }
        Ok(form)
    }
}
