//! What a form sent.
//!
//! Owns: reading a form's body and its token, and reading days and clock times as people type them. Must not know:
//! what a field means.

pub mod day;
pub mod time;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use omhu_casework::steps::upload::MOST_BYTES;

use crate::http::failure::AppError;
use crate::http::token::{self, SessionId};
use crate::state::AppState;

/// The fields of a form, in the order of the page. As an argument of a handler it has passed the check of its token.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Submitted {
    pairs: Vec<(String, String)>,
    files: Vec<(String, SentFile)>,
}

/// Travels with the refusal of a form whose token is of another session: what was sent.
#[derive(Clone, Debug)]
pub(crate) struct OtherSession(pub(crate) Submitted);

/// A file, as it was sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SentFile {
    /// Its name, as the browser says it.
    pub name: String,
    /// What is in it. Of one that is too large only the beginning, one byte more than allowed.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for SentFile {
    // Neither names nor contents belong into anything that is written for debugging.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a file of {} bytes", self.content.len())
    }
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
            files: Vec::new(),
        }
    }

    /// Reads `multipart/form-data`. What a file has more than [`MOST_BYTES`] is read and let go, so that the fields
    /// after it are not lost with it.
    async fn in_parts(
        mut parts: Multipart,
        most: usize,
        most_in_file: usize,
    ) -> Result<Self, Response> {
        let refused = || StatusCode::BAD_REQUEST.into_response();
        let mut form = Self::default();
        let mut typed = 0;
        while let Some(mut part) = parts.next_field().await.map_err(|_| refused())? {
            if form.pairs.len() + form.files.len() >= MOST_FIELDS {
                break;
            }
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file) = part.file_name().map(str::to_owned) else {
                let text = part.text().await.map_err(|_| refused())?;
                typed += text.len();
                if typed > most {
                    return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
                }
                form.pairs.push((name, text.replace("\r\n", "\n")));
                continue;
            };
            let mut content = Vec::new();
            while let Some(bytes) = part.chunk().await.map_err(|_| refused())? {
                let room = most_in_file.saturating_sub(content.len());
                content.extend_from_slice(&bytes[..bytes.len().min(room)]);
            }
            // A field in which no file was chosen is sent without a name.
            if !file.is_empty() {
                form.files.push((
                    name,
                    SentFile {
                        name: file,
                        content,
                    },
                ));
            }
        }
        Ok(form)
    }

    /// The file of a field, if one was chosen.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&SentFile> {
        let found = self.files.iter().find(|(key, _)| key == name);
        found.map(|(_, file)| file)
    }

    /// Every file with its field.
    pub fn files(&self) -> impl Iterator<Item = (&str, &SentFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
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

impl Submitted {
    /// Reads what was sent, whoever did. A file of somebody who is not known is only named.
    pub(crate) async fn read(request: Request, state: &AppState) -> Result<Self, Response> {
        let known = request.extensions().get::<SessionId>().is_some();
        let kind = request.headers().get(header::CONTENT_TYPE).cloned();
        let begins = |name: &[u8]| {
            kind.as_ref()
                .is_some_and(|kind| kind.as_bytes().starts_with(name))
        };
        if begins(b"application/x-www-form-urlencoded") {
            let body = Bytes::from_request(request, state)
                .await
                .map_err(|refused| refused.into_response())?;
            Ok(Self::parse(&body))
        } else if begins(b"multipart/form-data") {
            let mut request = request;
            // The layer around all routes still counts.
            DefaultBodyLimit::disable().apply(&mut request);
            let parts = Multipart::from_request(request, state)
                .await
                .map_err(|refused| refused.into_response())?;
            let most_in_file = if known { MOST_BYTES + 1 } else { 0 };
            Self::in_parts(parts, state.most_bytes, most_in_file).await
        } else {
            Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())
        }
    }
}

impl FromRequest<AppState> for Submitted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let session = request.extensions().get::<SessionId>().cloned();
        let kind = request.headers().get(header::CONTENT_TYPE);
        if session.is_none() && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart")) {
            // Nobody sends a file before they are known.
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let form = Self::read(request, state).await?;
        if !token::holds(state, session.as_ref(), form.get(token::FIELD)) {
            let mut refused = AppError::Forged.into_response();
            if session.is_some() {
                refused.extensions_mut().insert(OtherSession(form));
            }
            return Err(refused);
        }
        Ok(form)
    }
}
