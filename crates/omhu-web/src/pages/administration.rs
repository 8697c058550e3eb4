//! Administration: accounts, roles and teams for user administrators; settings, tokens and health for system
//! administrators.
//!
//! Owns: `/administration` and what lies under it. Must not know: who may give which role (the policy says it), a case:
//! nothing here reads one.

mod account;
mod accounts;
mod acts;
mod changes;
mod gate;
mod grants;
mod links;
mod making;
mod particulars;
mod placing;
mod programs;
mod proposal;
mod proposals;
mod settings;
mod standing;
mod system;
mod teams;
mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use omhu_casework::access::Role;
use omhu_casework::ids::UserNo;
use omhu_law::calendar::Day;
use omhu_store::accounts::{Account, AccountFault};

use super::case::frame::{self, Way};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(acts::routes())
        .merge(gate::routes())
        .merge(grants::routes())
        .merge(links::routes())
        .merge(making::routes())
        .merge(particulars::routes())
        .merge(programs::routes())
        .merge(placing::routes())
        .merge(proposal::routes())
        .merge(proposals::routes())
        .merge(settings::routes())
        .merge(system::routes())
        .merge(teams::routes())
        .merge(tokens::routes())
}

/// The ways between the pages of the area that the viewer has; `at` is the address of this page.
fn ways(t: Texts, desk: &Desk, at: &str) -> Html {
    let users = desk.roles().any(|role| role == Role::UserAdministrator);
    let system = desk.roles().any(|role| role == Role::SystemAdministrator);
    let way = |href: &str, word: String| Way {
        href: href.to_owned(),
        word,
        current: href == at,
    };
    let mut ways = Vec::new();
    if users {
        ways.extend([
            way("/administration", t.get("administration-accounts")),
            way("/administration/roles", t.get("administration-roles")),
            way("/administration/teams", t.get("administration-teams")),
        ]);
    }
    if system {
        ways.extend([
            way("/administration/system", t.get("administration-system")),
            way("/administration/tokens", t.get("administration-tokens")),
        ]);
    }
    frame::links(t.get("administration-ways"), ways)
}

/// The number in an address; another text names nothing.
fn number(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The last word of an address: what is done there.
fn last_word(context: &Context) -> &str {
    let path = context.path.split('?').next().unwrap_or("");
    path.rsplit('/').next().unwrap_or("")
}

/// The account of an address.
async fn account_of(desk: &Desk, user: &str) -> Result<Account, AppError> {
    let account = desk.store().account(UserNo(number(user)?)).await?;
    account.ok_or(AppError::NotFound)
}

/// Where an account is.
fn href(user: UserNo) -> String {
    format!("/administration/accounts/{user}")
}

/// The names of colleagues by number; a word for who is nobody.
struct Names(Arc<BTreeMap<UserNo, String>>);

impl Names {
    async fn of(desk: &Desk) -> Result<Names, AppError> {
        Ok(Names(desk.names().await?))
    }

    fn of_user(&self, t: Texts, user: UserNo) -> String {
        match self.0.get(&user) {
            Some(name) => name.clone(),
            None => t.get("administration-by-omhu"),
        }
    }

    /// Who did something, and on which day.
    fn by_on(&self, t: Texts, user: UserNo, on: Day) -> String {
        let said = [
            ("name", self.of_user(t, user).into()),
            ("day", t.short_day(on).into()),
        ];
        t.with("administration-by-on", &said)
    }
}

/// What stands against a change, as a sentence.
fn fault_text(t: Texts, fault: AccountFault) -> String {
    use omhu_casework::access::AssignmentFault;
    match fault {
        AccountFault::Unknown => t.get("administration-fault-unknown"),
        AccountFault::Taken => t.get("administration-fault-taken"),
        AccountFault::Name => t.get("administration-fault-name"),
        AccountFault::Over => t.get("administration-fault-over"),
        AccountFault::ToSelf | AccountFault::Role(AssignmentFault::ToSelf) => {
            t.get("administration-fault-self")
        }
        AccountFault::Role(AssignmentFault::OnePerson) => t.get("administration-fault-one-person"),
        AccountFault::Role(AssignmentFault::Excluded) => t.get("administration-fault-excluded"),
        AccountFault::Role(AssignmentFault::OverrideMissing) => {
            t.get("administration-fault-override")
        }
        AccountFault::Role(AssignmentFault::EndMissing) => t.get("administration-fault-end"),
        AccountFault::Token => t.get("administration-fault-token"),
        AccountFault::Wait(seconds) => t.with(
            "account-wait",
            &[("seconds", seconds.max(0).unsigned_abs().into())],
        ),
        AccountFault::Wrong | AccountFault::Password(_) | AccountFault::StandIn(_) => {
            t.get("administration-fault-unknown")
        }
    }
}
