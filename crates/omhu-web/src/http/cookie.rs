//! Cookies: read from a request, written with every protection a browser offers.
//!
//! Owns: the attributes. `__Host-` binds a cookie to this host, over TLS, for all paths.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of a cookie, as it came.
#[must_use]
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A cookie that scripts cannot read and other sites cannot make the browser send with a form. The value is ours,
/// never a user's text. `None` for the age: until the browser is closed.
#[must_use]
pub fn write(name: &str, value: &str, age_seconds: Option<u32>) -> Option<HeaderValue> {
    let age = age_seconds.map_or_else(String::new, |age| format!("; Max-Age={age}"));
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"
    ))
    .ok()
}
