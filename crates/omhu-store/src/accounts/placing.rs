//! Teams, and who is placed in which.
//!
//! Owns: what belongs to a team beside its cases. Must not know: what being in a team means.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::Now;
use omhu_casework::ids::UserNo;

use super::change::note;
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::accounts as sql;
use crate::sql::people::TEAM_PUT;

/// A team.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Team {
    /// Its id, as cases give it.
    pub id: String,
    /// Its name on pages; empty: its id.
    pub title: String,
    /// The unit above it; empty: none.
    pub unit: String,
    /// Whether the unit lets caseworkers read the open cases of their team.
    pub reads_team: bool,
    /// How many are in it whose account is not disabled.
    pub members: i64,
}

/// The teams of a user.
pub(super) async fn teams_of(tx: &mut Tx, user: UserNo) -> Result<BTreeSet<String>, StoreError> {
    let rows = tx.rows(sql::TEAMS_OF_USER, cells![user.0]).await?;
    rows.iter().map(|row| row.text(0)).collect()
}

impl Store {
    /// All teams, by id.
    ///
    /// # Errors
    /// The database.
    pub async fn teams(&self) -> Result<Vec<Team>, StoreError> {
        let rows = self.database.rows(sql::TEAM_RULES, &[]).await?;
        let team = |row: &Row| {
            Ok(Team {
                id: row.text(0)?,
                title: row.text(1)?,
                unit: row.text(2)?,
                reads_team: row.bool(3)?,
                members: row.int(4)?,
            })
        };
        rows.iter().map(team).collect()
    }

    /// Makes a team, or changes what belongs to it.
    ///
    /// # Errors
    /// The database.
    pub async fn set_team(
        &self,
        id: &str,
        title: &str,
        unit: &str,
        reads_team: bool,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if id.trim().is_empty() {
            return Ok(Err(AccountFault::Name));
        }
        let mut tx = self.database.write().await?;
        tx.run(TEAM_PUT, cells![id, unit, now.second]).await?;
        tx.run(sql::TEAM_RULE_PUT, cells![id, title, reads_team])
            .await?;
        let detail = format!("{id}{}", if reads_team { " reads_team" } else { "" });
        note(&mut tx, now.second, by, UserNo::IMPORT, "team_set", detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Places somebody in these teams and no others. Never oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn set_teams_of(
        &self,
        user: UserNo,
        teams: &BTreeSet<String>,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, user).await?);
        let known = tx.rows(sql::TEAM_RULES, &[]).await?;
        let known: Result<BTreeSet<_>, _> = known.iter().map(|row| row.text(0)).collect();
        if !teams.is_subset(&known?) {
            return Ok(Err(AccountFault::Unknown));
        }
        tx.run(sql::MEMBERS_DROP, cells![user.0]).await?;
        for team in teams {
            tx.run(sql::MEMBER_ADD, cells![user.0, team]).await?;
        }
        let detail = serde_json::to_string(teams)?;
        note(&mut tx, now.second, by, user, "teams_set", detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Who is placed where, disabled accounts included.
    ///
    /// # Errors
    /// The database.
    pub async fn placements(&self) -> Result<BTreeMap<UserNo, BTreeSet<String>>, StoreError> {
        let rows = self.database.rows(sql::PLACEMENTS, &[]).await?;
        let mut placed = BTreeMap::<UserNo, BTreeSet<String>>::new();
        for row in &rows {
            let teams = placed.entry(UserNo(row.int(0)?)).or_default();
            teams.insert(row.text(1)?);
        }
        Ok(placed)
    }

    /// Who is in a team, disabled accounts left out.
    ///
    /// # Errors
    /// The database.
    pub async fn members(&self, team: &str) -> Result<Vec<UserNo>, StoreError> {
        let rows = self.database.rows(sql::MEMBERS, cells![team]).await?;
        rows.iter().map(|row| row.int(0).map(UserNo)).collect()
    }
}
