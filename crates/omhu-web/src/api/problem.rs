//! A failure as a problem document (RFC 9457): what happened, what to do, was it applied, a number to name.
//!
//! Owns: the codes, which never change, and the one place where failing answers of the API get a body. Must not know:
//! where a failure comes from. What was sent is never said back: it may be about a child.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use omhu_report::Lang;
use omhu_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::failure::AppError;
use crate::http::token;
use crate::state::AppState;
use crate::texts::Texts;

/// The media type of a problem document.
pub(crate) const MEDIA: &str = "application/problem+json";

/// Codes with their status and the keys of their two sentences.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $status:ident, $title:literal, $more:literal;)+) => {
        /// What went wrong. A program reads the code; people read the sentences.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The word that never changes.
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Code::$name => $word,)+ }
            }

            /// The status of the answer.
            pub(crate) const fn status(self) -> StatusCode {
                match self { $(Code::$name => StatusCode::$status,)+ }
            }

            fn sentences(self, t: Texts) -> (String, String) {
                match self { $(Code::$name => (t.get($title), t.get($more)),)+ }
            }
        }
    };
}

codes! {
    /// The body is no JSON.
    Unreadable = "unreadable", BAD_REQUEST, "api-unreadable", "api-unreadable-more";
    /// A request that writes came without its key.
    KeyMissing = "idempotency_key_missing", BAD_REQUEST, "api-key-missing", "api-key-missing-more";
    /// The key is none.
    KeyMalformed = "idempotency_key_malformed", BAD_REQUEST, "api-key-malformed", "api-key-malformed-more";
    /// There is no token.
    TokenMissing = "token_missing", UNAUTHORIZED, "api-token-missing", "api-token-missing-more";
    /// The token is nobody's, or not any more, or not from there.
    TokenUnknown = "token_unknown", UNAUTHORIZED, "api-token-unknown", "api-token-unknown-more";
    /// The token waits for a second administrator.
    TokenWaits = "token_not_confirmed", FORBIDDEN, "api-token-waits", "api-token-waits-more";
    /// The access policy said no.
    NotAllowed = "not_allowed", FORBIDDEN, "api-not-allowed", "api-not-allowed-more";
    /// There is no such thing, or the program may not know that there is.
    NotFound = "not_found", NOT_FOUND, "api-not-found", "api-not-found-more";
    /// The case has no such fact, or it was taken back before.
    NoSuchFact = "no_such_fact", NOT_FOUND, "api-no-such-fact", "api-no-such-fact-more";
    /// The address knows other methods.
    Method = "method_not_allowed", METHOD_NOT_ALLOWED, "api-method", "api-method-more";
    /// It took too long.
    Slow = "too_slow", REQUEST_TIMEOUT, "api-slow", "api-slow-more";
    /// Somebody wrote at the same time.
    Conflict = "conflict", CONFLICT, "api-conflict", "api-conflict-more";
    /// Somebody wrote since the sender looked.
    Changed = "changed", CONFLICT, "api-changed", "api-changed-more";
    /// The id is another case's.
    CaseExists = "case_exists", CONFLICT, "api-case-exists", "api-case-exists-more";
    /// There are too many webhooks.
    TooMany = "too_many", CONFLICT, "api-too-many", "api-too-many-more";
    /// The body is too large.
    Large = "too_large", PAYLOAD_TOO_LARGE, "api-large", "api-large-more";
    /// The body is of another media type.
    Media = "media_type", UNSUPPORTED_MEDIA_TYPE, "api-media", "api-media-more";
    /// Something in the request is wrong; the errors say what.
    Faulty = "faulty", UNPROCESSABLE_ENTITY, "api-faulty", "api-faulty-more";
    /// There are warnings, and the sender wanted to stop at them.
    Warned = "warned", CONFLICT, "api-warned", "api-warned-more";
    /// The key was used for another request.
    KeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY, "api-key-reused", "api-key-reused-more";
    /// Too many tokens that are nobody's.
    TooManyTries = "too_many_tries", TOO_MANY_REQUESTS, "api-tries", "api-tries-more";
    /// Something broke.
    Broken = "broken", INTERNAL_SERVER_ERROR, "api-broken", "api-broken-more";
    /// The server cannot write now.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "api-unavailable", "api-unavailable-more";
}

/// What is wrong with a field, with the key of what to do about it.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $key:literal;)+) => {
        /// What is wrong with a field.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Fault {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Fault {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Fault] = &[$(Fault::$name,)+];

            /// The word that never changes.
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Fault::$name => $word,)+ }
            }

            fn remedy(self, t: Texts) -> String {
                match self { $(Fault::$name => t.get($key),)+ }
            }
        }
    };
}

faults! {
    /// It must be there.
    Missing = "missing", "api-fault-missing";
    /// No such field.
    UnknownField = "unknown_field", "api-fault-unknown-field";
    /// omhu gives it.
    GivenByOmhu = "given_by_omhu", "api-fault-given-by-omhu";
    /// Named twice.
    Twice = "twice", "api-fault-twice";
    /// Of another JSON type.
    Type = "type", "api-fault-type";
    /// Too long, or too many.
    TooLong = "too_long", "api-fault-too-long";
    /// Too short, or too few.
    TooShort = "too_short", "api-fault-too-short";
    /// Signs that the field does not know.
    Form = "form", "api-fault-form";
    /// Not one of the words of the field.
    Word = "word", "api-fault-word";
    /// No number, or one out of bounds.
    Number = "number", "api-fault-number";
    /// No kind of the vocabulary.
    UnknownKind = "unknown_kind", "api-fault-unknown-kind";
    /// The kind of fact does not use it.
    NotOfKind = "not_of_kind", "api-fault-not-of-kind";
    /// Retractions have an address of their own.
    UseRetractions = "use_retractions", "api-fault-use-retractions";
    /// Not a day and not an instant.
    NotADay = "not_a_day", "api-fault-not-a-day";
    /// The calendar has no such day, or the clock no such time.
    NoSuchTime = "no_such_time", "api-fault-no-such-time";
    /// A clock time without its offset.
    NoOffset = "no_offset", "api-fault-no-offset";
    /// Not one of the kind's words, or no rhythm.
    BadValue = "bad_value", "api-fault-bad-value";
    /// Not of the form act, dash, section.
    BadBasis = "bad_basis", "api-fault-bad-basis";
    /// Only https, or not to such an address.
    Url = "url", "api-fault-url";
}

/// One thing that is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FieldFault {
    /// A JSON pointer into the body, or the name of a parameter.
    pub(crate) field: String,
    /// What is wrong there.
    pub(crate) fault: Fault,
}

/// Whether what was asked for was done, as far as is known.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Saved {
    /// Nothing was changed.
    NotApplied,
    /// Not known; the same request with the same key is safe to send again.
    UnknownRetrySafe,
}

/// A problem document (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `urn:omhu:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in a sentence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What to do.
    detail: String,
    /// What happened, in a word that never changes.
    code: String,
    /// Whether what was asked for was done.
    saved: Saved,
    /// A number to name to whoever runs the server.
    reference: String,
    /// Why the access policy said no; a key of docs/roles.md.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The newest event of the case, where somebody wrote since.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<i64>,
    /// What is wrong with which field. What was sent is not repeated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// One thing that is wrong with a field.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// A JSON pointer into the body, or the name of a parameter or header.
    field: String,
    /// What is wrong, in a word that never changes.
    code: String,
    /// What to do about it.
    remedy: String,
}

/// Why a request to the API failed.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    code: Code,
    errors: Vec<FieldFault>,
    reason: Option<&'static str>,
    event: Option<i64>,
    retry_after: Option<i64>,
    /// For those who run the server; never part of the answer.
    told: Box<str>,
    /// Whether it is sure that nothing was written.
    untouched: bool,
    /// Sentences of warnings, where the sender stops at them.
    warnings: Vec<(String, String, String)>,
}

impl From<Code> for ApiError {
    fn from(code: Code) -> ApiError {
        ApiError {
            code,
            errors: Vec::new(),
            reason: None,
            event: None,
            retry_after: None,
            told: Box::default(),
            untouched: false,
            warnings: Vec::new(),
        }
    }
}

impl ApiError {
    /// Something is wrong with these fields.
    pub(crate) fn faulty(errors: Vec<FieldFault>) -> ApiError {
        ApiError {
            errors,
            ..Code::Faulty.into()
        }
    }

    /// The policy said no, for this reason.
    pub(crate) fn not_allowed(reason: &'static str) -> ApiError {
        ApiError {
            reason: Some(reason),
            ..Code::NotAllowed.into()
        }
    }

    /// Somebody wrote since; this is the newest event.
    pub(crate) fn changed(event: i64) -> ApiError {
        ApiError {
            event: Some(event),
            ..Code::Changed.into()
        }
    }

    /// Too many tries; so many seconds to wait.
    pub(crate) fn too_many_tries(seconds: i64) -> ApiError {
        ApiError {
            retry_after: Some(seconds),
            ..Code::TooManyTries.into()
        }
    }

    /// Warnings: field, code, sentence.
    pub(crate) fn warned(warnings: Vec<(String, String, String)>) -> ApiError {
        ApiError {
            warnings,
            ..Code::Warned.into()
        }
    }

    /// Where a case was to be opened under an id, two at once are one that is there already.
    pub(crate) fn or_exists(self, named: bool) -> ApiError {
        match self.code {
            Code::Conflict if named => Code::CaseExists.into(),
            _ => self,
        }
    }

    fn internal(told: String) -> ApiError {
        ApiError {
            told: told.into(),
            ..Code::Broken.into()
        }
    }

    fn problem(&self, t: Texts, saved: Saved, reference: String) -> Problem {
        let (title, detail) = self.code.sentences(t);
        let detail = match self.reason {
            Some(reason) => format!("{} {detail}", t.get(reason)),
            None => detail,
        };
        let faults = self.errors.iter().map(|error| FieldProblem {
            field: error.field.clone(),
            code: error.fault.word().to_owned(),
            remedy: error.fault.remedy(t),
        });
        let warnings = self.warnings.iter().cloned();
        let warnings = warnings.map(|(field, code, remedy)| FieldProblem {
            field,
            code,
            remedy,
        });
        Problem {
            kind: format!("urn:omhu:problem:{}", self.code.word()),
            title,
            status: self.code.status().as_u16(),
            detail,
            code: self.code.word().to_owned(),
            saved,
            reference,
            reason: self.reason.map(str::to_owned),
            event: self.event,
            errors: faults.chain(warnings).collect(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::Denied(reason) => ApiError::not_allowed(reason),
            StoreError::Unknown(_) => Code::NotFound.into(),
            StoreError::Conflict => Code::Conflict.into(),
            StoreError::KeyReused => Code::KeyReused.into(),
            error @ (StoreError::Full | StoreError::Stopped) => ApiError {
                told: error.to_string().into(),
                retry_after: Some(10),
                untouched: true,
                ..Code::Unavailable.into()
            },
            error @ (StoreError::Closing | StoreError::Database(_) | StoreError::Sqlite(_)) => {
                ApiError {
                    told: error.to_string().into(),
                    retry_after: Some(10),
                    ..Code::Unavailable.into()
                }
            }
            error => ApiError::internal(error.to_string()),
        }
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> ApiError {
        match error {
            AppError::NotFound => Code::NotFound.into(),
            AppError::Forbidden(_) | AppError::Forged | AppError::SignedOut => {
                Code::NotAllowed.into()
            }
            AppError::Denied { reason, .. } => ApiError::not_allowed(reason),
            AppError::Conflict(_) => Code::Conflict.into(),
            AppError::Unreadable => Code::Unreadable.into(),
            AppError::Unavailable(told) => ApiError {
                told: told.into(),
                retry_after: Some(10),
                untouched: true,
                ..Code::Unavailable.into()
            },
            AppError::Away(told) => ApiError {
                told: told.into(),
                retry_after: Some(10),
                ..Code::Unavailable.into()
            },
            AppError::Internal(told) => ApiError::internal(told),
        }
    }
}

/// The code of a failing answer that no handler gave.
fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::Method,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Code::Slow,
        StatusCode::PAYLOAD_TOO_LARGE => Code::Large,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::Media,
        StatusCode::SERVICE_UNAVAILABLE => Code::Unavailable,
        status if status.is_client_error() => Code::Unreadable,
        _ => Code::Broken,
    }
}

/// The language that the sender reads: Danish, unless English is preferred to it.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut best = (0.0, Lang::Da);
    for part in asked.split(',').take(20) {
        let mut words = part.split(';').map(str::trim);
        let tag = words.next().unwrap_or("");
        let lang = match tag.split('-').next().unwrap_or("") {
            "da" => Lang::Da,
            "en" => Lang::En,
            _ => continue,
        };
        let weight = words.find_map(|word| word.strip_prefix("q=")?.parse().ok());
        let weight: f32 = weight.unwrap_or(1.0);
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

/// The layer's part for the API: gives a failing answer its problem document.
pub(crate) async fn problems(state: AppState, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let lang = language(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let error = response.extensions().get::<ApiError>().cloned();
    let error = error.unwrap_or_else(|| code_of(status).into());
    let reference = token::reference(&state);
    if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
        let what = match &*error.told {
            "" => status.as_str(),
            told => told,
        };
        (state.incidents)(&reference, what);
    }
    let unknown = status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT;
    let saved = match unknown && !reads && !error.untouched {
        true => Saved::UnknownRetrySafe,
        false => Saved::NotApplied,
    };
    let t = Texts::of(lang);
    let Ok(body) = serde_json::to_vec(&error.problem(t, saved, reference)) else {
        return response;
    };
    let mut answer = (error.code.status(), body).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(match lang {
            Lang::Da => "da",
            Lang::En => "en",
        }),
    );
    let challenge = match error.code {
        Code::TokenMissing => Some("Bearer realm=\"omhu\""),
        Code::TokenUnknown => Some("Bearer realm=\"omhu\", error=\"invalid_token\""),
        Code::NotAllowed => Some("Bearer realm=\"omhu\", error=\"insufficient_scope\""),
        _ => None,
    };
    if let Some(challenge) = challenge {
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(challenge),
        );
    }
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(allow) = response.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    // Where the rest of a body is not read, the connection cannot be used again.
    if matches!(error.code, Code::Large | Code::Slow) {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_there_once_and_every_sentence_in_both_languages() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        words.extend(Fault::ALL.iter().map(|fault| fault.word()));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        for lang in [Lang::Da, Lang::En] {
            let t = Texts::of(lang);
            for code in Code::ALL {
                let (title, more) = code.sentences(t);
                assert!(!title.is_empty() && more.ends_with('.'), "{code:?}");
            }
            for fault in Fault::ALL {
                assert!(fault.remedy(t).ends_with('.'), "{fault:?}");
            }
        }
    }

    #[test]
    fn danish_unless_english_is_preferred() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            language(&headers)
        };
        assert_eq!(language(&HeaderMap::new()), Lang::Da);
        assert_eq!(of("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(of("en;q=0.5, da;q=0.8"), Lang::Da);
        assert_eq!(of("de, fr;q=0.9"), Lang::Da);
        assert_eq!(of("*;q=x,en;q=2"), Lang::En);
    }
}
