//! The key of a request that writes: sent again with the same key, it has no second effect.
//!
//! Owns: the header `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header) and the hash of a body. Must not
//! know: where answers are kept, what is written.

use axum::http::HeaderMap;
use omhu_store::RequestKey;
use sha2::Digest as _;

use super::problem::{ApiError, Code};

/// The name of the header.
pub(super) const HEADER: &str = "idempotency-key";
/// The header of an answer that was given before.
pub(super) const REPLAYED: &str = "idempotency-replayed";
/// What a key looks like, as the description says it.
#[cfg(test)]
pub(super) const PATTERN: &str = "^[A-Za-z0-9._:-]{8,80}$";

/// The key of a request to this address with this body.
pub(super) fn read(
    headers: &HeaderMap,
    route: String,
    body: &[u8],
) -> Result<RequestKey, ApiError> {
    let mut given = headers.get_all(HEADER).iter();
    let key = match (given.next(), given.next()) {
        (None, _) => return Err(Code::KeyMissing.into()),
        (Some(_), Some(_)) => return Err(Code::KeyMalformed.into()),
        (Some(key), None) => key.to_str().map_err(|_| Code::KeyMalformed)?,
    };
    // The draft has a quoted string; most clients send it bare.
    let bare = key
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(key);
    let fits = (8..=80).contains(&bare.len())
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte));
    if !fits {
        return Err(Code::KeyMalformed.into());
    }
    let mut hash = sha2::Sha256::new();
    hash.update(body);
    Ok(RequestKey {
        // A form's key is never an API's.
        key: format!("api {bare}"),
        route,
        body: hash.finalize().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_bare_or_quoted_and_the_body_belongs_to_it() {
        let of = |key: &str, body: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, key.parse().unwrap());
            read(&headers, "/x".into(), body).ok()
        };
        let bare = of("8e03978e-40d5-43dd", b"{}").unwrap();
        assert_eq!(Some(&bare), of("\"8e03978e-40d5-43dd\"", b"{}").as_ref());
        assert_ne!(bare.body, of("8e03978e-40d5-43dd", b"{ }").unwrap().body);
        for wrong in [
            "",
            "short",
            "with space in it",
            "æøåæøåæøå",
            &"a".repeat(81),
        ] {
            assert!(of(wrong, b"{}").is_none(), "{wrong}");
        }
        assert!(read(&HeaderMap::new(), "/x".into(), b"").is_err());
    }
}
