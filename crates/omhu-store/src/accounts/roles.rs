//! Roles: proposed by one person, confirmed by another, confirmed again every six months.
//!
//! Owns: proposals and grants as stored. Must not know: what a role may do, which roles exclude each other
//! (`omhu_casework::access` says both), whether the giver may give.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::{
    CONFIRMED_FOR_MONTHS, Combination, Now, Role, RoleGrant, RoleProposal,
};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::{Day, When};

use super::change::note;
use super::viewer::{day, unknown_word};
use super::{AccountFault, Answer, yes};
use crate::Store;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::seal::Key;
use crate::sql::accounts as sql;

/// A proposal that nobody confirmed for so long is dead.
pub const LONGEST_PROPOSAL_DAYS: i32 = 30;
/// Nobody: the second person of a proposal that has none yet.
const NOBODY_YET: UserNo = UserNo(-1);

/// A role that somebody holds, or that was proposed for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// Its number.
    pub number: i64,
    /// Who gets it.
    pub user: UserNo,
    /// The role.
    pub role: Role,
    /// Counts only for cases of these teams.
    pub teams: Option<BTreeSet<String>>,
    /// The municipality has decided that roles may meet that seldom do.
    pub overridden: bool,
    /// Who proposed it; 0: the first run.
    pub proposed_by: UserNo,
    /// The day of that.
    pub proposed_on: Day,
    /// Who confirmed it last, and when. None: a proposal still.
    pub confirmed: Option<(UserNo, Day)>,
    /// The last day.
    pub last_on: Option<Day>,
}

impl Grant {
    /// The grant as the access policy sees it, once it is confirmed.
    #[must_use]
    pub fn confirmed(&self) -> Option<RoleGrant> {
        self.confirmed.map(|(_, confirmed_on)| RoleGrant {
            role: self.role,
            teams: self.teams.clone(),
            confirmed_on,
            last_on: self.last_on,
        })
    }

    /// The last day on which it counts unless somebody confirms it again.
    #[must_use]
    pub fn confirm_by(&self) -> Option<Day> {
        let (_, confirmed_on) = self.confirmed?;
        let by = confirmed_on.plus_months(CONFIRMED_FOR_MONTHS);
        Some(self.last_on.map_or(by, |last_on| by.min(last_on)))
    }

    fn from_row(row: &Row) -> Result<Grant, StoreError> {
        let word = row.text(2)?;
        let confirmed = row.maybe_int(7)?.zip(row.maybe_int(8)?);
        Ok(Grant {
            number: row.int(0)?,
            user: UserNo(row.int(1)?),
            role: Role::parse(&word).ok_or_else(|| unknown_word("role", &word))?,
            teams: row
                .maybe_text(3)?
                .map(|list| serde_json::from_str(&list))
                .transpose()?,
            overridden: row.bool(4)?,
            proposed_by: UserNo(row.int(5)?),
            proposed_on: When::at(row.int(6)?).day,
            confirmed: confirmed.map(|(by, on)| (UserNo(by), day(on))),
            last_on: row.maybe_int(9)?.map(day),
        })
    }
}

/// The roles that a user holds, beside one grant. Those that are suspended count: they may come back.
async fn held(tx: &mut Tx, user: UserNo, but: i64) -> Result<BTreeSet<Role>, StoreError> {
    let rows = tx.rows(sql::GRANTS_OF_USER, cells![user.0]).await?;
    let grants: Result<Vec<_>, _> = rows.iter().map(Grant::from_row).collect();
    let held = grants?.into_iter().filter(|grant| grant.number != but);
    Ok(held
        .filter(|grant| grant.confirmed.is_some())
        .map(|grant| grant.role)
        .collect())
}

fn place(grant: i64) -> String {
    format!("grant {grant}")
}

async fn one(tx: &mut Tx, grant: i64) -> Result<Option<Grant>, StoreError> {
    let row = tx.row(sql::GRANT, cells![grant]).await?;
    row.as_ref().map(Grant::from_row).transpose()
}

impl Store {
    /// Proposes a role for somebody; a second person must confirm it. `overridden`: the municipality has
    /// decided that such roles may meet. Gives the number, and a warning where roles seldom meet.
    ///
    /// # Errors
    /// The database.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a proposal, named at the call site"
    )]
    pub async fn propose_role(
        &self,
        to: UserNo,
        role: Role,
        teams: Option<&BTreeSet<String>>,
        last_on: Option<Day>,
        overridden: bool,
        by: UserNo,
        now: Now,
    ) -> Answer<(i64, Combination)> {
        let proposed = self.propose_role_for(to, role, teams, last_on, overridden, "", by, now);
        proposed.await
    }

    /// As [`Store::propose_role`], with the reason in the words of who proposes it.
    ///
    /// # Errors
    /// The database.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a proposal, named at the call site"
    )]
    pub async fn propose_role_for(
        &self,
        to: UserNo,
        role: Role,
        teams: Option<&BTreeSet<String>>,
        last_on: Option<Day>,
        overridden: bool,
        reason: &str,
        by: UserNo,
        now: Now,
    ) -> Answer<(i64, Combination)> {
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, to).await?);
        let proposal = RoleProposal {
            proposed_by: by,
            confirmed_by: NOBODY_YET,
            to,
            role,
            held: held(&mut tx, to, 0).await?,
            last_on,
            overridden,
        };
        let combination = yes!(proposal.check());
        let number = tx.numbers("grant", 1).await?;
        let teams = teams.map(serde_json::to_string).transpose()?;
        tx.run(
            sql::GRANT_ADD,
            cells![
                number,
                to.0,
                role.word(),
                teams,
                overridden,
                by.0,
                now.second,
                None::<i64>,
                None::<i64>,
                last_on.map(|day| i64::from(day.0)),
            ],
        )
        .await?;
        if !reason.is_empty() {
            let sealed = self.reason_key().seal(&place(number), reason.as_bytes())?;
            tx.run(sql::GRANT_REASON_ADD, cells![number, sealed])
                .await?;
        }
        let detail = format!("{number} {role}");
        note(&mut tx, now.second, by, to, "role_proposed", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok((number, combination)))
    }

    /// Confirms a proposal, as the second person: from now on the role counts.
    ///
    /// # Errors
    /// The database.
    pub async fn confirm_role(&self, grant: i64, by: UserNo, now: Now) -> Answer<Combination> {
        let mut tx = self.database.write().await?;
        let Some(found) = one(&mut tx, grant).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let dead_after = found.proposed_on.plus_days(LONGEST_PROPOSAL_DAYS);
        if found.confirmed.is_some() || dead_after < now.today {
            return Ok(Err(AccountFault::Over));
        }
        let proposal = RoleProposal {
            proposed_by: found.proposed_by,
            confirmed_by: by,
            to: found.user,
            role: found.role,
            held: held(&mut tx, found.user, grant).await?,
            last_on: found.last_on,
            overridden: found.overridden,
        };
        let combination = yes!(proposal.check());
        tx.run(sql::GRANT_CONFIRM, cells![grant, by.0, now.today.0])
            .await?;
        let detail = format!("{grant} {}", found.role);
        note(
            &mut tx,
            now.second,
            by,
            found.user,
            "role_confirmed",
            detail,
        )
        .await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(combination))
    }

    /// Confirms a role again, which somebody holds: it counts for six more months.
    ///
    /// # Errors
    /// The database.
    pub async fn confirm_role_again(&self, grant: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let Some(found) = one(&mut tx, grant).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        if found.confirmed.is_none() {
            return Ok(Err(AccountFault::Unknown));
        }
        if found.user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        if found.last_on.is_some_and(|last_on| last_on < now.today) {
            return Ok(Err(AccountFault::Over));
        }
        tx.run(sql::GRANT_CONFIRM, cells![grant, by.0, now.today.0])
            .await?;
        let detail = format!("{grant} {}", found.role);
        note(
            &mut tx,
            now.second,
            by,
            found.user,
            "role_confirmed_again",
            detail,
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Takes a role back, or declines a proposal.
    ///
    /// # Errors
    /// The database.
    pub async fn end_role(&self, grant: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let Some(found) = one(&mut tx, grant).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        tx.run(sql::GRANT_END, cells![grant, now.second]).await?;
        let detail = format!("{grant} {}", found.role);
        note(&mut tx, now.second, by, found.user, "role_ended", detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    fn reason_key(&self) -> Key {
        self.ring.master.for_purpose("reasons of roles")
    }

    /// Why the roles and proposals that were not taken back were proposed, as far as somebody said so.
    ///
    /// # Errors
    /// A reason cannot be decrypted.
    pub async fn grant_reasons(&self) -> Result<BTreeMap<i64, String>, StoreError> {
        let key = self.reason_key();
        let rows = self.database.rows(sql::GRANT_REASONS, &[]).await?;
        let reason = |row: &Row| {
            let number = row.int(0)?;
            let bytes = key.open("a reason of a role", &place(number), &row.blob(1)?)?;
            let text = String::from_utf8(bytes);
            let text = text.map_err(|_| StoreError::Sealed("a reason of a role"))?;
            Ok((number, text))
        };
        rows.iter().map(reason).collect()
    }

    /// All roles and proposals that were not taken back; of one user where one is named.
    ///
    /// # Errors
    /// The database.
    pub async fn grants(&self, user: Option<UserNo>) -> Result<Vec<Grant>, StoreError> {
        let rows = match user {
            Some(user) => {
                self.database
                    .rows(sql::GRANTS_OF_USER, cells![user.0])
                    .await?
            }
            None => self.database.rows(sql::GRANTS, &[]).await?,
        };
        rows.iter().map(Grant::from_row).collect()
    }
}
