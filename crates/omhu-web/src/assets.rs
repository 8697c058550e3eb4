//! Style, script, icons and fonts, embedded at build.
//!
//! Owns: their addresses, and answering for them: packed, kept for ever by their hashed names. Must not know: what is
//! in them. `cargo xtask assets` makes them; without it the set is empty and everything else still works.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::http::failure::AppError;
use crate::http::gzip;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// One embedded file.
#[derive(Debug)]
struct File {
    name: &'static str,
    served: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

/// What a page cannot do without.
const NEEDED: [&str; 4] = ["omhu.css", "omhu.js", "htmx.js", "icons.svg"];

/// Whether the assets were there when omhu was built.
#[must_use]
pub fn complete() -> bool {
    NEEDED
        .iter()
        .all(|name| embedded::FILES.iter().any(|file| file.name == *name))
}

/// The address of an asset by its plain name; empty where it was not embedded.
#[must_use]
pub fn address(name: &str) -> String {
    let file = embedded::FILES.iter().find(|file| file.name == name);
    file.map_or_else(String::new, |file| format!("/assets/{}", file.served))
}

/// `GET /assets/{file}`
pub async fn show(Path(served): Path<String>, headers: HeaderMap) -> Response {
    match embedded::FILES.iter().find(|file| file.served == served) {
        Some(file) => answer(file, &headers),
        None => AppError::NotFound.into_response(),
    }
}

fn answer(file: &File, headers: &HeaderMap) -> Response {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .unwrap_or_default()
    };
    // The name holds the content's hash, so it is the tag as well.
    let tag = format!("\"{}\"", file.served);
    let mut response = if text(header::IF_NONE_MATCH) == tag {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (bytes, encoding) = match (file.brotli, file.gzip) {
            (Some(bytes), _) if gzip::reads(headers, "br") => (bytes, Some("br")),
            (_, Some(bytes)) if gzip::reads(headers, "gzip") => (bytes, Some("gzip")),
            _ => (file.plain, None),
        };
        let mut response = Bytes::from_static(bytes).into_response();
        if let Some(encoding) = encoding {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.content_type),
        );
        response
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: File = File {
        name: "omhu.css",
        served: "omhu.0123.css",
        content_type: "text/css; charset=utf-8",
        plain: b"body{}",
        gzip: Some(b"gz"),
        brotli: Some(b"br"),
    };

    fn asked(name: header::HeaderName, value: &'static str) -> Response {
        answer(
            &STYLE,
            &HeaderMap::from_iter([(name, HeaderValue::from_static(value))]),
        )
    }

    #[test]
    fn a_browser_gets_the_smallest_form_that_it_reads() {
        let encoding = |accepts| {
            asked(header::ACCEPT_ENCODING, accepts)
                .headers()
                .get(header::CONTENT_ENCODING)
                .cloned()
        };
        assert_eq!(encoding("gzip, deflate, br").unwrap(), "br");
        assert_eq!(encoding("gzip;q=0.5, br;q=0").unwrap(), "gzip");
        assert_eq!(encoding("identity"), None);
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        assert_eq!(
            asked(header::IF_NONE_MATCH, "\"omhu.0123.css\"").status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(
            asked(header::IF_NONE_MATCH, "\"omhu.4567.css\"").status(),
            StatusCode::OK
        );
    }
}
