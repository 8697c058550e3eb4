//! Pages in fewer bytes, for browsers that read them so.
//!
//! Owns: which answers are compressed, and what is done so that their length betrays nothing. Must not know: what is
//! in them.
//!
//! Who can see how long an encrypted page is and can put words of their own into it learns from many pages what else
//! is in it (BREACH). So each answer has a name of another length in its frame, as its reference has, the tokens of
//! forms look different in each page (`token.rs`), and other sites cannot make a browser ask for a page with its
//! cookie, but for one that the user sees open.

use std::io::Write as _;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use flate2::{Compression, GzBuilder};

use super::failure::AppError;
use super::token;
use crate::state::AppState;

/// Shorter answers fit into one packet anyhow.
const SHORTEST: usize = 1200;
/// The best of the levels that cost less time than they save on the way.
const LEVEL: u32 = 3;
/// What is text, by the beginning of its type.
const TEXTS: [&str; 4] = [
    "text/",
    "application/json",
    "application/problem+json",
    "image/svg",
];

/// Whether a client reads this encoding.
pub fn reads(headers: &HeaderMap, encoding: &str) -> bool {
    let accepts = headers.get(header::ACCEPT_ENCODING);
    let accepts = accepts.and_then(|value| value.to_str().ok());
    accepts.unwrap_or_default().split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        words.next() == Some(encoding) && !matches!(words.next(), Some("q=0" | "q=0.0"))
    })
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok());
    TEXTS
        .iter()
        .any(|text| kind.unwrap_or_default().starts_with(text))
}

/// The layer.
pub async fn shorten(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let wanted = reads(request.headers(), "gzip");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !is_text(headers) || headers.contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    if !headers.contains_key(header::VARY) {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if !wanted {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Every text was made in memory; what a form may hold has its limit elsewhere.
    let Ok(plain) = to_bytes(body, usize::MAX).await else {
        return AppError::Internal("an answer broke off".to_owned()).into_response();
    };
    if plain.len() < SHORTEST {
        return Response::from_parts(parts, Body::from(plain));
    }
    match packed(&plain, token::noise(&state)) {
        Ok(bytes) => {
            let encoding = HeaderValue::from_static("gzip");
            parts.headers.insert(header::CONTENT_ENCODING, encoding);
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(bytes))
        }
        Err(_) => Response::from_parts(parts, Body::from(plain)),
    }
}

/// Compressed, in a frame whose length hangs on the noise.
fn packed(plain: &Bytes, noise: [u8; 32]) -> std::io::Result<Vec<u8>> {
    let length = 1 + usize::from(noise[0] % 64);
    let name: Vec<u8> = (0..length)
        .map(|place| b'a' + noise[place % noise.len()] % 26)
        .collect();
    let room = Vec::with_capacity(plain.len() / 4);
    let mut writer = GzBuilder::new()
        .filename(name)
        .write(room, Compression::new(LEVEL));
    writer.write_all(plain)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_packed_is_what_was_said_and_its_length_varies() {
        let plain = Bytes::from("Sagen er åben. ".repeat(400));
        let mut lengths = std::collections::BTreeSet::new();
        for first in 0..64 {
            let mut noise = [7; 32];
            noise[0] = first;
            let bytes = packed(&plain, noise).unwrap();
            assert!(bytes.len() < plain.len() / 10);
            lengths.insert(bytes.len());
            let mut read = Vec::new();
            flate2::read::GzDecoder::new(&bytes[..])
                .read_to_end(&mut read)
                .unwrap();
            assert_eq!(read, plain);
        }
        assert_eq!(lengths.len(), 64);
    }

    #[test]
    fn only_who_reads_it_gets_it() {
        let asked = |text: &'static str| {
            let value = HeaderValue::from_static(text);
            reads(
                &HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]),
                "gzip",
            )
        };
        assert!(asked("gzip, deflate, br") && asked("br;q=1, gzip;q=0.5"));
        assert!(!asked("br") && !asked("gzip;q=0") && !asked("x-gzip"));
        assert!(!reads(&HeaderMap::new(), "gzip"));
    }
}
