//! Requests to the provider: TLS, no redirects, a limit of time and size.
//!
//! Owns: which addresses may be asked. Must not know: what is asked.

use std::io;
use std::time::Duration;

use openidconnect::http::{Method, Request, Response};
use openidconnect::url::{Host, Url};

use crate::http::client::settings;

/// A provider that takes longer is away; a sign-in may ask three times.
const MOST_TIME: Duration = Duration::from_secs(4);
/// A description or a set of keys with more bytes is none.
const MOST_BYTES: u64 = 512 * 1024;

/// Whether this address may be asked: over TLS; or on this machine, where the settings say so.
pub(super) fn is_open(url: &Url, inside: bool) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none();
    plain && (url.scheme() == "https" || (inside && here && url.scheme() == "http"))
}

/// A client that answers as `openidconnect` wants it.
pub(super) fn client(
    inside: bool,
) -> impl Fn(Request<Vec<u8>>) -> Result<Response<Vec<u8>>, io::Error> {
    let agent = ureq::Agent::new_with_config(settings(MOST_TIME, inside));
    move |request| {
        let url: Option<Url> = request.uri().to_string().parse().ok();
        if !url.is_some_and(|url| is_open(&url, inside)) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "an address without TLS",
            ));
        }
        let answer = if request.method() == Method::GET {
            agent.run(request.map(|_| ()))
        } else {
            agent.run(request)
        };
        let (parts, mut body) = answer.map_err(io::Error::other)?.into_parts();
        let body = body.with_config().limit(MOST_BYTES).read_to_vec();
        Ok(Response::from_parts(parts, body.map_err(io::Error::other)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tls_and_this_machine_where_a_test_says_so() {
        let open = |url: &str, inside| is_open(&url.parse().unwrap(), inside);
        assert!(open("https://login.kommune.example/realms/a", false));
        assert!(!open("http://login.kommune.example/", true));
        assert!(!open("http://localhost:9/", false));
        assert!(open("http://localhost:9/", true));
        assert!(open("http://127.0.0.1:9/", true));
        assert!(open("http://[::1]:9/", true));
        assert!(!open("https://a:b@login.kommune.example/", false));
        assert!(!open("ftp://localhost/", true));
    }
}
