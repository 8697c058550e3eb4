//! The tables: numbered steps, written once for both databases.
//!
//! Owns: the steps and which have been taken, what the one text becomes on each database, the triggers
//! of append-only tables. Must not know: what the tables are used for.
//!
//! A step is written in SQLite's words with `blob`; for PostgreSQL that is `bytea`, and texts are compared
//! byte by byte there too. A comment behind `create table` or a column is kept as a comment in both
//! databases. Personal data are marked `PII:`.

mod m0001_log;
mod m0002_cases;
mod m0003_texts;
mod m0004_access;
mod m0005_people;
mod m0006_accounts;
mod m0007_turn;
mod m0008_webhooks;
mod m0009_oversight;
mod m0010_filing;
mod m0011_provider;
mod m0012_lists;
mod m0013_tokens;
mod m0014_rows;
mod m0015_teams;
mod m0016_awaited;
mod m0017_seconded;
mod m0018_told;

use std::sync::Arc;

use crate::cell::cells;
use crate::database::{Database, Pools, Tx};
use crate::error::{Sentence, StoreError};
use crate::sql::log::{MIGRATION_ADD, MIGRATION_NEWEST};

/// One step: its name, its text, what only one database needs, which new tables are append-only.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) tables: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
    pub(crate) append_only: &'static [&'static str],
}

/// All steps; a step that was released is never changed.
pub(crate) const STEPS: &[Step] = &[
    m0001_log::STEP,
    m0002_cases::STEP,
    m0003_texts::STEP,
    m0004_access::STEP,
    m0005_people::STEP,
    m0006_accounts::STEP,
    m0007_turn::STEP,
    m0008_webhooks::STEP,
    m0009_oversight::STEP,
    m0010_filing::STEP,
    m0011_provider::STEP,
    m0012_lists::STEP,
    m0013_tokens::STEP,
    m0014_rows::STEP,
    m0015_teams::STEP,
    m0016_awaited::STEP,
    m0017_seconded::STEP,
    m0018_told::STEP,
];

const MIGRATION_TABLE: &str = "create table if not exists migration ( -- Which steps were taken.
    step bigint primary key, -- Its number.
    name text not null, -- Its name.
    applied_at bigint not null -- When, in seconds since 1970.
);";

/// Takes the steps that are missing, each in a transaction of its own: a kill leaves the old or the new
/// schema, never one between.
pub(crate) async fn migrate(database: &Arc<Database>, second: i64) -> Result<(), StoreError> {
    migrate_to(database, second, STEPS.len()).await
}

/// Whether no step was ever taken there.
pub(crate) async fn is_new(database: &Arc<Database>) -> Result<bool, StoreError> {
    let mut tx = database.write().await?;
    tx.script(text_for(MIGRATION_TABLE, database)).await?;
    // Dropped, and so rolled back: asking leaves nothing behind.
    Ok(newest(&mut tx).await? == 0)
}

/// Refuses tables of an earlier or a later omhu: for whoever only reads.
pub(crate) async fn is_current(database: &Database) -> Result<(), StoreError> {
    let row = database.row(MIGRATION_NEWEST, &[]).await?;
    let newest = row.map_or(Ok(0), |row| row.int(0))?;
    match newest.cmp(&(STEPS.len() as i64)) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(StoreError::Place(
            Sentence::new("store-of-earlier")
                .with("step", newest)
                .with("steps", STEPS.len()),
        )),
        std::cmp::Ordering::Greater => Err(of_a_later(newest)),
    }
}

fn of_a_later(newest: i64) -> StoreError {
    let sentence = Sentence::new("store-of-later").with("step", newest);
    StoreError::Place(sentence.with("steps", STEPS.len()))
}

/// Takes the missing steps up to one: a backup of an earlier omhu is loaded into its own schema first.
pub(crate) async fn migrate_to(
    database: &Arc<Database>,
    second: i64,
    last: usize,
) -> Result<(), StoreError> {
    let mut tx = database.write().await?;
    let script = text_for(MIGRATION_TABLE, database);
    tx.script(script).await?;
    database.commit(tx).await?;
    loop {
        let mut tx = database.write().await?;
        let newest = newest(&mut tx).await?;
        let taken = usize::try_from(newest).unwrap_or(0);
        let Some(step) = STEPS.iter().take(last).nth(taken) else {
            if newest > STEPS.len() as i64 {
                return Err(of_a_later(newest));
            }
            return Ok(());
        };
        let number = newest + 1;
        tx.script(script_of(step, database)).await?;
        tx.run(MIGRATION_ADD, cells![number, step.name, second])
            .await?;
        database.commit(tx).await?;
    }
}

async fn newest(tx: &mut Tx) -> Result<i64, StoreError> {
    match tx.row(MIGRATION_NEWEST, &[]).await? {
        Some(row) => row.int(0),
        None => Ok(0),
    }
}

fn script_of(step: &Step, database: &Arc<Database>) -> String {
    let mut script = String::new();
    let own = match database.pools {
        Pools::Sqlite { .. } => step.sqlite,
        Pools::Postgres { .. } => step.postgres,
    };
    script.push_str(own);
    script.push_str(&text_for(step.tables, database));
    for table in step.append_only {
        script.push_str(&append_only(table, database));
    }
    script
}

/// The text of tables in the words of the database.
fn text_for(tables: &str, database: &Arc<Database>) -> String {
    match database.pools {
        Pools::Sqlite { .. } => tables.to_owned(),
        Pools::Postgres { .. } => {
            let mut text = tables
                .replace(" without rowid", "")
                .replace(" blob", " bytea")
                .replace(" text ", " text collate \"C\" ")
                .replace(" text,", " text collate \"C\",");
            text.push_str(&comments(tables));
            text
        }
    }
}

/// `comment on` for each remark behind a table or a column.
fn comments(tables: &str) -> String {
    let mut script = String::new();
    let mut table = "";
    for line in tables.lines() {
        let line = line.trim();
        let Some((code, remark)) = line.split_once(" -- ") else {
            continue;
        };
        let remark = remark.replace('\'', "''");
        let mut words = code.split_whitespace();
        let first = words.next().unwrap_or("");
        if first == "alter" {
            // `alter table duty add column asked text`
            let mut words = words.filter(|word| !matches!(*word, "table" | "add" | "column"));
            if let (Some(table), Some(column)) = (words.next(), words.next()) {
                script.push_str(&format!(
                    "\ncomment on column {table}.{column} is '{remark}';"
                ));
            }
        } else if first == "create" {
            table = words
                .find(|word| !matches!(*word, "table" | "if" | "not" | "exists"))
                .unwrap_or("");
            script.push_str(&format!("\ncomment on table {table} is '{remark}';"));
        } else if !matches!(first, "primary" | "unique" | "foreign" | "check") {
            script.push_str(&format!(
                "\ncomment on column {table}.{first} is '{remark}';"
            ));
        }
    }
    script
}

/// Triggers that refuse to change, delete or empty a table.
fn append_only(table: &str, database: &Arc<Database>) -> String {
    match database.pools {
        Pools::Sqlite { .. } => ["update", "delete"]
            .map(|verb| {
                format!(
                    "\ncreate trigger {table}_no_{verb} before {verb} on {table} begin \
                     select raise(abort, '{table} is append-only'); end;"
                )
            })
            .concat(),
        Pools::Postgres { .. } => format!(
            "\ncreate trigger {table}_append_only before update or delete or truncate on {table} \
             for each statement execute function refuse_change();"
        ),
    }
}
