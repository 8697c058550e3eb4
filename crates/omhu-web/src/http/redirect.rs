//! Where a form leads afterwards: to a page of this server, never anywhere else.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `303 See Other`: the browser fetches the next page, and reloading it sends no form again.
#[must_use]
pub fn see_other(path: &str) -> Response {
    let place = HeaderValue::from_str(local(path)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// The path, if it is one of this server; else the front page. What a browser might read as another host is refused:
/// `//host`, `/\host`, control characters.
#[must_use]
pub fn local(path: &str) -> &str {
    let bytes = path.as_bytes();
    let fine = bytes.first() == Some(&b'/')
        && !matches!(bytes.get(1), Some(b'/' | b'\\'))
        && bytes
            .iter()
            .all(|byte| (0x21..0x7f).contains(byte) && *byte != b'\\');
    if fine { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn a_form_leads_to_no_other_host() {
        for path in ["/", "/cases/1?day=2026-11-18#next"] {
            assert_eq!(local(path), path);
        }
        for path in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\tb",
            "/a\\b",
            "javascript:x",
        ] {
            assert_eq!(local(path), "/", "{path}");
        }
    }
}
