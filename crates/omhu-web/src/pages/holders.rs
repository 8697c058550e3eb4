//! Who holds a role today, with an account that is open.

use std::collections::BTreeSet;

use omhu_casework::access::Role;
use omhu_casework::ids::UserNo;
use omhu_store::accounts::Grant;

use crate::desk::Desk;
use crate::http::failure::AppError;

/// Those in whose hands something of this role can be put.
pub(super) async fn of(desk: &Desk, role: Role) -> Result<BTreeSet<UserNo>, AppError> {
    let (store, today) = (desk.store(), desk.now.today);
    let works = |grant: &Grant| {
        let held = grant.confirmed();
        grant.role == role && held.is_some_and(|held| held.in_force(today))
    };
    let grants = store.grants(None).await?.into_iter();
    let holding: BTreeSet<UserNo> = grants.filter(works).map(|grant| grant.user).collect();
    let accounts = store.accounts().await?.into_iter();
    let open = accounts.filter(|account| account.disabled_at.is_none());
    Ok(open
        .map(|account| account.user)
        .filter(|user| holding.contains(user))
        .collect())
}
