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

/// A role that is to be proposed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposal<'p> {
    /// For whom.
    pub to: UserNo,
    /// The role.
    pub role: Role,
    /// Counts only for cases of these teams.
    pub teams: Option<&'p BTreeSet<String>>,
    /// The first day; none: from its confirmation on.
    pub first_on: Option<Day>,
    /// The last day.
    pub last_on: Option<Day>,
    /// The municipality has decided that roles may meet that seldom do.
    pub overridden: bool,
    /// Why, in the words of who proposes it; may be empty.
    pub reason: &'p str,
}

/// What was said of a role when it was proposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// The first day; none: from its confirmation on.
    pub first_on: Option<Day>,
    /// Why; may be empty.
    pub reason: String,
}

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
    /// Who confirmed it last, and from which day: of that, or its first one. None: a proposal still.
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
    /// Proposes a role for somebody, from its confirmation on and without a reason; see [`Store::propose`].
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
        let new = Proposal {
            to,
            role,
            teams,
            first_on: None,
            last_on,
            overridden,
            reason: "",
        };
        self.propose(&new, by, now).await
    }

    /// Proposes a role for somebody; a second person must confirm it. Gives the number, and a warning where
    /// roles seldom meet.
    ///
    /// # Errors
    /// The database.
    pub async fn propose(
        &self,
        new: &Proposal<'_>,
        by: UserNo,
        now: Now,
    ) -> Answer<(i64, Combination)> {
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, new.to).await?);
        let proposal = RoleProposal {
            proposed_by: by,
            confirmed_by: NOBODY_YET,
            to: new.to,
            role: new.role,
            held: held(&mut tx, new.to, 0).await?,
            last_on: new.last_on,
            overridden: new.overridden,
        };
        let combination = yes!(proposal.check());
        let number = tx.numbers("grant", 1).await?;
        let teams = new.teams.map(serde_json::to_string).transpose()?;
        let days = |day: Option<Day>| day.map(|day| i64::from(day.0));
        tx.run(
            sql::GRANT_ADD,
            cells![
                number,
                new.to.0,
                new.role.word(),
                teams,
                new.overridden,
                by.0,
                now.second,
                None::<i64>,
                None::<i64>,
                days(new.last_on),
            ],
        )
        .await?;
        if !new.reason.is_empty() || new.first_on.is_some() {
            let reason = new.reason.as_bytes();
            let sealed = self.reason_key().seal(&place(number), reason)?;
            let cells = cells![number, days(new.first_on), sealed];
            tx.run(sql::GRANT_PROPOSAL_ADD, cells).await?;
        }
        let detail = format!("{number} {}", new.role);
        note(&mut tx, now.second, by, new.to, "role_proposed", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok((number, combination)))
    }

    /// Confirms a proposal, as the second person: from now on the role counts, or from its first day where it has
    /// one that is still to come.
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
        let first = match tx.row(sql::GRANT_FIRST, cells![grant]).await? {
            Some(row) => row.maybe_int(0)?.map(day),
            None => None,
        };
        // A role that is confirmed on a day to come does not count before it.
        let on = first.map_or(now.today, |first| first.max(now.today));
        tx.run(sql::GRANT_CONFIRM, cells![grant, by.0, on.0])
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
        let Some((_, on)) = found.confirmed else {
            return Ok(Err(AccountFault::Unknown));
        };
        // One that has not begun needs no confirmation, and must not begin early by it.
        if now.today < on {
            return Ok(Err(AccountFault::Over));
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

    /// What was said of the roles and proposals that were not taken back when they were proposed, as far as
    /// something was.
    ///
    /// # Errors
    /// A reason cannot be decrypted.
    pub async fn proposed(&self) -> Result<BTreeMap<i64, Proposed>, StoreError> {
        let key = self.reason_key();
        let rows = self.database.rows(sql::GRANT_PROPOSALS, &[]).await?;
        let said = |row: &Row| {
            let number = row.int(0)?;
            let bytes = key.open("a reason of a role", &place(number), &row.blob(2)?)?;
            let reason = String::from_utf8(bytes);
            let said = Proposed {
                first_on: row.maybe_int(1)?.map(day),
                reason: reason.map_err(|_| StoreError::Sealed("a reason of a role"))?,
            };
            Ok((number, said))
        };
        rows.iter().map(said).collect()
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
