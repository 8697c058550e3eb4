//! How an account stands, in a word.

use omhu_casework::access::Standing;
use omhu_law::calendar::Day;
use omhu_store::accounts::Account;

use crate::texts::Texts;

/// How an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It is used.
    Active,
    /// Its owner has a link to choose a password.
    Invited,
    /// Nobody can sign in with it: no password, no provider, no link.
    NotBegun,
    /// Nobody has used it for long.
    Dormant,
    /// Too many attempts failed a short while ago.
    Locked,
    /// Somebody disabled it.
    Disabled,
}

impl State {
    pub(super) const ALL: [State; 6] = [
        State::Active,
        State::Invited,
        State::NotBegun,
        State::Dormant,
        State::Locked,
        State::Disabled,
    ];

    /// How this account stands; whether it waits because of failed attempts is asked apart.
    pub(super) fn of(account: &Account, invited: bool, locked: bool, today: Day) -> State {
        let can_sign_in = account.has_password || account.provider.is_some();
        match account.standing(today) {
            Standing::Disabled => State::Disabled,
            Standing::Dormant => State::Dormant,
            Standing::Active if locked => State::Locked,
            Standing::Active if can_sign_in => State::Active,
            Standing::Active if invited => State::Invited,
            Standing::Active => State::NotBegun,
        }
    }

    /// What stands in an address.
    pub(super) fn value(self) -> &'static str {
        match self {
            State::Active => "active",
            State::Invited => "invited",
            State::NotBegun => "not-begun",
            State::Dormant => "dormant",
            State::Locked => "locked",
            State::Disabled => "disabled",
        }
    }

    pub(super) fn word(self, t: Texts) -> String {
        t.get(match self {
            State::Active => "administration-state-active",
            State::Invited => "administration-state-invited",
            State::NotBegun => "administration-state-not-begun",
            State::Dormant => "administration-state-dormant",
            State::Locked => "administration-state-locked",
            State::Disabled => "administration-state-disabled",
        })
    }
}
