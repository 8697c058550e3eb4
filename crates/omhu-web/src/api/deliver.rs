//! Sending messages to other systems, in order, again and again until they arrive or nobody is there for days.
//!
//! Owns: the request, when it is sent again, which addresses are refused. Must not know: what a message tells, when it
//! was written.
//!
//! Whoever may make a webhook could otherwise use omhu to reach what only omhu's machine reaches. So the address is
//! judged where the connection is made, after the name was looked up; no redirect is followed; no answer is read.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use omhu_law::calendar::instant_text;
use omhu_store::{Outgoing, Sent, StoreError};
use tokio::task::JoinSet;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::signature::{Secret, signature};
use super::v1::webhooks::message_id;
use crate::desk;
use crate::http::client::settings;
use crate::state::AppState;

/// A message that is not taken by then has failed.
const MOST_TIME: Duration = Duration::from_secs(15);
/// Messages sent at the same time, each to another system.
const AT_ONCE: u32 = 16;
/// The seconds to wait after the first failure, the second, ...; the last for all that follow.
const WAITS: [i64; 9] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600];
/// A system that did not take a message for so long is given up.
const GIVEN_UP_AFTER: i64 = 5 * 86_400;

/// How a round went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Delivering {
    /// Messages that were taken.
    pub taken: usize,
    /// Messages that were not.
    pub failed: usize,
}

/// Sends what is due, one message to each system. Where something was taken, more may be due at once.
///
/// # Errors
/// The store.
pub async fn deliver(state: &AppState) -> Result<Delivering, StoreError> {
    let mut done = Delivering::default();
    let Ok(store) = state.store() else {
        return Ok(done);
    };
    let due = store.messages_due(desk::now(state).second, AT_ONCE).await?;
    let mut sending = JoinSet::new();
    for outgoing in due {
        let (inside, second) = (state.webhooks_inside, desk::now(state).second);
        sending.spawn_blocking(move || {
            let answer = send(&outgoing, inside, second);
            (outgoing, answer)
        });
    }
    while let Some(sent) = sending.join_next().await {
        let (outgoing, answer) = sent.map_err(|_| StoreError::Closing)?;
        let second = desk::now(state).second;
        let sent = match answer {
            Answer::Status(status) if (200..300).contains(&status) => Sent::Taken(status),
            Answer::Status(410) => Sent::Failed {
                answer: Some(410),
                fault: "gone",
                again_at: None,
            },
            Answer::Status(status) => Sent::Failed {
                answer: Some(status),
                fault: if (300..400).contains(&status) {
                    "redirect"
                } else {
                    "answer"
                },
                again_at: again_at(&outgoing, second),
            },
            Answer::None(fault) => Sent::Failed {
                answer: None,
                fault,
                again_at: again_at(&outgoing, second),
            },
        };
        match sent {
            Sent::Taken(_) => done.taken += 1,
            Sent::Failed { .. } => done.failed += 1,
        }
        store.message_sent(&outgoing, &sent, second).await?;
    }
    Ok(done)
}

/// When to send it again; none: never.
fn again_at(outgoing: &Outgoing, second: i64) -> Option<i64> {
    let failed = usize::try_from(outgoing.attempts).unwrap_or(usize::MAX);
    if failed >= WAITS.len() && second - outgoing.made_at >= GIVEN_UP_AFTER {
        return None;
    }
    let wait = WAITS.get(failed).or(WAITS.last()).copied().unwrap_or(0);
    Some(second + wait)
}

/// What came back.
#[derive(PartialEq, Eq, Debug)]
enum Answer {
    /// An HTTP status.
    Status(u16),
    /// Nothing; why, in a word.
    None(&'static str),
}

/// Sends one message. Blocks its thread.
fn send(outgoing: &Outgoing, inside: bool, second: i64) -> Answer {
    let id = message_id(outgoing.message);
    let body = format!(
        "{{\"type\":{},\"timestamp\":{},\"data\":{}}}",
        serde_json::Value::from(outgoing.event.as_str()),
        serde_json::Value::from(instant_text(outgoing.made_at)),
        outgoing.data
    );
    let secret = Secret::from(outgoing.secret.clone());
    let sent = agent(inside)
        .post(&outgoing.url)
        .header("content-type", "application/json")
        .header("webhook-id", &id)
        .header("webhook-timestamp", second.to_string())
        .header("webhook-signature", signature(&secret, &id, second, &body))
        .send(body.as_bytes());
    match sent {
        Ok(answer) => Answer::Status(answer.status().as_u16()),
        Err(ureq::Error::Timeout(_)) => Answer::None("timeout"),
        Err(ureq::Error::HostNotFound) => Answer::None("host_not_found"),
        Err(ureq::Error::Tls(_) | ureq::Error::Rustls(_)) => Answer::None("tls"),
        Err(ureq::Error::Io(error)) if error.kind() == io::ErrorKind::PermissionDenied => {
            Answer::None("address_refused")
        }
        Err(_) => Answer::None("not_reached"),
    }
}

fn agent(inside: bool) -> ureq::Agent {
    ureq::Agent::with_parts(
        settings(MOST_TIME, inside),
        DefaultConnector::default(),
        Guard {
            inside,
            looks_up: DefaultResolver::default(),
        },
    )
}

/// Looks names up, and leaves out the addresses of the own network.
#[derive(Debug)]
struct Guard {
    inside: bool,
    looks_up: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.looks_up.resolve(uri, config, timeout)?;
        let mut open = self.empty();
        for address in found.iter().copied() {
            if self.inside || is_public(address) {
                open.push(address);
            }
        }
        if open.is_empty() {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
        }
        Ok(open)
    }
}

fn is_public(address: SocketAddr) -> bool {
    is_public_ip(address.ip())
}

/// Whether an address is somebody's on the open internet.
fn is_public_ip(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => {
            let parts = six.segments();
            let embedded = |high: u16, low: u16| {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                is_public_v4(Ipv4Addr::new(a, b, c, d))
            };
            match parts {
                // NAT64 and 6to4 lead to an address of version 4.
                [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
                [0x2002, high, low, ..] => embedded(high, low),
                // Teredo, documentation, and what is not handed out as global addresses.
                [0x2001, 0, ..] | [0x2001, 0xdb8, ..] => false,
                [first, ..] => first & 0xe000 == 0x2000,
            }
        }
    }
}

fn is_public_v4(four: Ipv4Addr) -> bool {
    let [a, b, c, _] = four.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

/// Whether messages may be sent to this address at all: a plain one, as the description's pattern says. Where it leads is
/// judged when they are sent.
pub(super) fn is_target(url: &str, inside: bool) -> bool {
    let rest = match url.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) if inside => rest,
        _ => return false,
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let named = (1..=100).contains(&host.len())
        && host.bytes().next().is_some_and(small)
        && host
            .bytes()
            .all(|byte| small(byte) || b".-".contains(&byte));
    let ported = port.is_none_or(|port| {
        let digits = (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
        digits && !port.starts_with('0') && port.parse::<u16>().is_ok()
    });
    let signs = b"._~!$&'()*+,;=:@%/?-";
    let plain = path.len() <= 400
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte));
    let ip: Option<IpAddr> = host.parse().ok();
    named && ported && plain && (inside || ip.is_none_or(is_public_ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_own_network_are_not_public() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "ff02::1",
            "2001:db8::1",
            "198.18.0.1",
            "224.0.0.1",
        ] {
            assert!(!is_public_ip(own.parse().unwrap()), "{own}");
        }
        for open in [
            "93.184.215.14",
            "172.32.0.1",
            "2606:2800:21f:cb07::1",
            "64:ff9b::5db8:d70e",
        ] {
            assert!(is_public_ip(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn a_target_is_https_and_names_nobody() {
        for fine in [
            "https://hooks.example.dk",
            "https://hooks.example.dk:8443/omhu/in?x=1",
            "https://93.184.215.14/",
        ] {
            assert!(is_target(fine, false), "{fine}");
        }
        for wrong in [
            "http://hooks.example.dk/",
            "https://",
            "https:///x",
            "https://user@example.dk/",
            "https://example.dk/#x",
            "https://127.0.0.1/",
            "https://[::1]/",
            "ftp://example.dk/",
            "https://example.dk\\@evil.example/",
            "https://ex ample.dk/",
            "hooks.example.dk",
        ] {
            assert!(!is_target(wrong, false), "{wrong}");
        }
        assert!(is_target("http://127.0.0.1:9/", true));
    }

    #[test]
    fn a_message_is_sent_less_and_less_often_and_given_up_after_days() {
        let outgoing = |attempts| Outgoing {
            message: 1,
            webhook: 1,
            event: String::new(),
            data: String::new(),
            made_at: 0,
            attempts,
            url: String::new(),
            secret: Default::default(),
        };
        let waits: Vec<_> = (0..12)
            .map(|n| again_at(&outgoing(n), 0).unwrap())
            .collect();
        assert!(waits.is_sorted() && waits[0] == 5 && waits[11] == 21_600);
        assert!(again_at(&outgoing(8), GIVEN_UP_AFTER).is_some());
        assert!(again_at(&outgoing(20), GIVEN_UP_AFTER - 1).is_some());
        assert!(again_at(&outgoing(20), GIVEN_UP_AFTER).is_none());
    }
}
