//! The names of colleagues and teams, in memory: every page says some of them.
//!
//! Owns: what is found by which id. Must not know: who may see a name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use omhu_casework::ids::UserNo;

use crate::Store;
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// Names of colleagues and teams, as of the newest change of accounts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Directory {
    /// The names of caseworkers, by the id under which cases name them.
    pub workers: BTreeMap<String, String>,
    /// The names of everybody with an account.
    pub users: Arc<BTreeMap<UserNo, String>>,
    /// The titles of teams, by id: the id again where a team has no title.
    pub teams: BTreeMap<String, String>,
    /// The caseworker's id of each account that has one.
    pub ids: BTreeMap<UserNo, String>,
    /// The ids of those among them who can sign in: an account that is closed has nobody who works with it.
    pub working: Arc<BTreeSet<String>>,
    /// Who is placed in which teams.
    pub placed: BTreeMap<UserNo, BTreeSet<String>>,
}

impl Store {
    /// The names of colleagues and teams: read once after each change of accounts.
    ///
    /// # Errors
    /// The database.
    pub async fn directory(&self) -> Result<Arc<Directory>, StoreError> {
        let memory = &self.accounts.memory;
        if let Some(known) = memory.directory() {
            return Ok(known);
        }
        let generation = memory.generation();
        let mut directory = Directory::default();
        let mut users = BTreeMap::new();
        for colleague in self.colleagues().await? {
            if let Some(id) = colleague.caseworker {
                directory.ids.insert(colleague.user, id.clone());
                directory.workers.insert(id, colleague.name.clone());
            }
            users.insert(colleague.user, colleague.name);
        }
        for team in self.teams().await? {
            let title = if team.title.is_empty() {
                team.id.clone()
            } else {
                team.title
            };
            directory.teams.insert(team.id, title);
        }
        directory.users = Arc::new(users);
        let working = self.database.rows(sql::CASEWORKERS_SIGNING_IN, &[]).await?;
        let working: Result<BTreeSet<String>, StoreError> =
            working.iter().map(|row| row.text(0)).collect();
        directory.working = Arc::new(working?);
        directory.placed = self.placements().await?;
        let directory = Arc::new(directory);
        memory.remember_directory(generation, Arc::clone(&directory));
        Ok(directory)
    }
}
