//! What the tests of accounts share: people at their desks, an authenticator app, later moments.

use hmac::{Hmac, Mac as _};
use omhu_casework::access::{Action, Now, Role, Verdict};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{NewAccount, SignIn, Signed, Ticket};
use omhu_store::{AccessNote, Store};
use sha1::Sha1;

pub use crate::support::NOON;

/// A password that is taken.
pub const PASSWORD: &str = "tretten våde cykelhjelme";
/// Another one.
pub const OTHER: &str = "en hejre går langsomt hjem";

/// So many seconds after noon.
pub fn later(seconds: i64) -> Now {
    Now::at(NOON + seconds)
}

/// So many days after noon.
pub fn days(days: i64) -> Now {
    later(days * 86_400)
}

/// A new account with this name and password, and codes not asked for.
pub async fn person(store: &Store, name: &str) -> UserNo {
    let new = NewAccount {
        sign_in: name.into(),
        name: format!("{name} Opfundet"),
        ..NewAccount::default()
    };
    let admin = UserNo(-7);
    let user = store
        .new_account(&new, admin, later(0))
        .await
        .unwrap()
        .unwrap();
    let ticket = store
        .password_ticket(user, admin, later(0))
        .await
        .unwrap()
        .unwrap();
    store
        .redeem_password_ticket(&ticket, PASSWORD, later(0))
        .await
        .unwrap()
        .unwrap();
    user
}

/// Gives a role by two persons who are not asked who they are.
pub async fn give(store: &Store, user: UserNo, role: Role, now: Now) -> i64 {
    let proposed = store
        .propose_role(user, role, None, None, false, UserNo(-7), now)
        .await;
    let (grant, _) = proposed.unwrap().unwrap();
    store
        .confirm_role(grant, UserNo(-8), now)
        .await
        .unwrap()
        .unwrap();
    grant
}

/// Signs in from an office.
pub async fn sign_in(store: &Store, name: &str, password: &str, now: Now) -> SignIn {
    store
        .sign_in(name, password, "192.0.2.1", "Firefox, Linux", now)
        .await
        .unwrap()
}

/// The ticket of a sign-in that succeeded.
pub fn ticket(answer: SignIn) -> Ticket {
    match answer {
        SignIn::Signed { ticket, .. } => ticket,
        other => panic!("not signed in: {other:?}"),
    }
}

/// Whoever shows the ticket.
pub async fn signed(store: &Store, ticket: &Ticket, now: Now) -> Option<Signed> {
    store.session(ticket, now).await.unwrap()
}

/// What an authenticator app shows: base32 and RFC 6238, written once more.
pub fn app(secret: &str, second: i64) -> String {
    let mut bits = String::new();
    for letter in secret.chars() {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap();
        bits.push_str(&format!("{value:05b}"));
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(second / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = (hash[19] % 16) as usize;
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & (u32::MAX >> 1);
    format!("{:06}", number % 1_000_000)
}

/// A note of somebody's action and the answer to it.
pub fn note_of(user: UserNo, action: Action, verdict: Verdict) -> AccessNote {
    AccessNote::new(user, action, verdict, later(0))
}
