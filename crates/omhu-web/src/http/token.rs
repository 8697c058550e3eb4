//! Values that only this server can have made: tokens of forms, reference numbers.
//!
//! Owns: HMAC-SHA-256 under the server's secret, with a word for each use, so that none can stand in for another.

use std::sync::atomic::Ordering;

use hmac::{Hmac, Mac as _};
use omhu_casework::chain::hex;
use omhu_casework::ids::UserNo;
use sha2::Sha256;

use crate::state::AppState;

/// The name of the hidden field.
pub const FIELD: &str = "form_token";
/// What the seal on a page's reader is for.
const READER: &str = "reader of a page";

/// The session a request belongs to. The layer of sessions inserts it as an extension; forms are bound to it.
#[derive(Clone, Debug)]
pub struct SessionId(pub String);

fn keyed(state: &AppState, word: &str, value: &[u8]) -> Option<Hmac<Sha256>> {
    // A key of any length is accepted; the option is the type's, not a case that happens.
    let mut mac = Hmac::<Sha256>::new_from_slice(&state.secret).ok()?;
    mac.update(word.as_bytes());
    mac.update(&[0]);
    mac.update(value);
    Some(mac)
}

fn value(session: Option<&SessionId>) -> &[u8] {
    session.map_or(&[], |session| session.0.as_bytes())
}

/// The token of a session's forms. Without a session it says only that a page of this server was read. It looks
/// different in each page, so that nobody can find it out from how well many pages compress (BREACH).
#[must_use]
pub fn of(state: &AppState, session: Option<&SessionId>) -> String {
    let Some(mac) = keyed(state, "form", value(session)) else {
        return String::new();
    };
    let noise = noise(state);
    format!(
        "{}{}",
        hex(&noise),
        hex(&mixed(noise, mac.finalize().into_bytes().into()))
    )
}

/// The token of the forms of somebody's page. It also says, under the server's seal, for whom the page was made and when: that is
/// still known when the session is over, and nothing but a draft of theirs comes of it.
#[must_use]
pub fn of_page(
    state: &AppState,
    session: Option<&SessionId>,
    reader: Option<UserNo>,
    second: i64,
) -> String {
    let token = of(state, session);
    let Some(reader) = reader else { return token };
    let said = format!("{}.{second}", reader.0);
    let seal = made(state, READER, &said_in(&token, &said));
    format!("{token}.{said}.{seal}")
}

/// What the seal on the reader covers: another page's reader does not fit this one.
fn said_in(token: &str, said: &str) -> String {
    format!("{token}.{said}")
}

/// For whom the page of a form was made, and when; none where this server did not say so.
#[must_use]
pub fn reader(state: &AppState, token: &str) -> Option<(UserNo, i64)> {
    let (token, rest) = token.split_once('.')?;
    let (said, seal) = rest.rsplit_once('.')?;
    if !was_made(state, READER, &said_in(token, said), seal) {
        return None;
    }
    let (user, second) = said.split_once('.')?;
    Some((UserNo(user.parse().ok()?), second.parse().ok()?))
}

/// Whether a form carries the token of its session; compared in constant time.
#[must_use]
pub fn holds(state: &AppState, session: Option<&SessionId>, token: &str) -> bool {
    let token = token.split('.').next().unwrap_or_default();
    let halves = match token.len() {
        128 => bytes(token.get(..64)).zip(bytes(token.get(64..))),
        _ => None,
    };
    let Some(((noise, rest), mac)) = halves.zip(keyed(state, "form", value(session))) else {
        return false;
    };
    mac.verify_slice(&mixed(noise, rest)).is_ok()
}

fn mixed(one: [u8; 32], other: [u8; 32]) -> [u8; 32] {
    std::array::from_fn(|place| one[place] ^ other[place])
}

/// Bytes that nobody outside can foresee, others each time.
pub(crate) fn noise(state: &AppState) -> [u8; 32] {
    let count = state.requests().fetch_add(1, Ordering::Relaxed);
    keyed(state, "noise", &count.to_be_bytes())
        .map_or([0; 32], |mac| mac.finalize().into_bytes().into())
}

/// A text that only this server can make of a value, for one use; it says nothing of the value.
#[must_use]
pub(crate) fn made(state: &AppState, word: &str, value: &str) -> String {
    keyed(state, word, value.as_bytes())
        .map_or_else(String::new, |mac| hex(&mac.finalize().into_bytes()))
}

/// Whether a text was made so; compared in constant time.
#[must_use]
pub(crate) fn was_made(state: &AppState, word: &str, value: &str, text: &str) -> bool {
    let mac = keyed(state, word, value.as_bytes());
    bytes(Some(text))
        .zip(mac)
        .is_some_and(|(bytes, mac)| mac.verify_slice(&bytes).is_ok())
}

/// The bytes of 64 hexadecimal digits.
fn bytes(text: Option<&str>) -> Option<[u8; 32]> {
    let digits = text?.as_bytes().as_chunks::<2>().0;
    let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.iter().map(byte).collect();
    bytes?.try_into().ok()
}

/// A number to read out on the telephone: eight signs of which none looks like another. It says nothing of the user,
/// and it counts nothing that can be seen from outside.
#[must_use]
pub fn reference(state: &AppState) -> String {
    const SIGNS: &[u8; 28] = b"23456789ABCDEFGHKMNPRSTUVXYZ";
    let count = state.requests().fetch_add(1, Ordering::Relaxed);
    let Some(mac) = keyed(state, "reference", &count.to_be_bytes()) else {
        return String::new();
    };
    let bytes = mac.finalize().into_bytes();
    let signs = bytes
        .iter()
        .take(8)
        .map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()]));
    let text: String = signs.collect();
    format!("{}-{}", &text[..4], &text[4..])
}
