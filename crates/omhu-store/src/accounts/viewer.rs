//! The viewer: what the access policy knows of whoever asks, read from the tables in one look.
//!
//! Owns: which rows become which part of a [`Viewer`]. Must not know: what follows from it.
//!
//! What is over stays for a while: the policy then says that it is over, instead of that it never was.

use omhu_casework::access::{
    ALARM_DAYS, Action, Approval, BreakGlassGrant, Category, Cover, Now, Role, RoleGrant,
    SampledCase, StandIn, Standing, Viewer,
};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;

use crate::Store;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// So long stand-ins and samples are known to be over.
const OVER_FOR_DAYS: i32 = 90;

/// A day as it is stored.
pub(crate) fn day(days: i64) -> Day {
    Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
}

fn maybe_day(days: Option<i64>) -> Option<Day> {
    days.map(day)
}

/// A stored word that is none of today's.
pub(crate) fn unknown_word(what: &str, word: &str) -> StoreError {
    StoreError::Unknown(format!("{what} {word}"))
}

impl Store {
    /// Whoever has this account, as the access policy sees them without a session. None: no account.
    ///
    /// # Errors
    /// The database.
    pub async fn viewer(&self, user: UserNo, now: Now) -> Result<Option<Viewer>, StoreError> {
        let since = now.second - ALARM_DAYS * 86_400;
        let over = now.today.plus_days(-OVER_FOR_DAYS).0;
        let rows = self
            .database
            .rows(sql::VIEWER, cells![user.0, over, since, now.second])
            .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut viewer = Viewer::new(user);
        let mut teams_read = true;
        for row in &rows {
            add(&mut viewer, &mut teams_read, row, now)?;
        }
        // One team whose unit has not decided so is enough: a viewer has one answer for all teams.
        viewer.reads_team = teams_read && !viewer.teams.is_empty();
        Ok(Some(viewer))
    }
}

/// Takes in a row of kind, word, list and four numbers.
fn add(viewer: &mut Viewer, teams_read: &mut bool, row: &Row, now: Now) -> Result<(), StoreError> {
    let number = |place| -> Result<i64, StoreError> { Ok(row.maybe_int(place)?.unwrap_or(0)) };
    match row.int(0)? {
        0 => {
            let disabled = row.maybe_int(3)?.is_some();
            viewer.standing = Standing::of(disabled, day(number(4)?), now.today);
        }
        1 => {
            let word = row.text(1)?;
            let teams = row.maybe_text(2)?;
            viewer.roles.push(RoleGrant {
                role: Role::parse(&word).ok_or_else(|| unknown_word("role", &word))?,
                teams: teams.map(|list| serde_json::from_str(&list)).transpose()?,
                confirmed_on: day(number(3)?),
                last_on: maybe_day(row.maybe_int(4)?),
            });
        }
        2 => {
            viewer.teams.insert(row.text(1)?);
            *teams_read &= number(3)? != 0;
        }
        3 => {
            let covers = match row.maybe_int(3)? {
                Some(absent) => Cover::Person(UserNo(absent)),
                None => Cover::Case(CaseNo(number(4)?)),
            };
            viewer.stand_ins.push(StandIn {
                covers,
                first_on: day(number(5)?),
                last_on: day(number(6)?),
            });
        }
        4 => viewer.samples.push(SampledCase {
            case: CaseNo(number(3)?),
            first_on: day(number(4)?),
            last_on: day(number(5)?),
        }),
        5 => {
            let word = row.text(1)?;
            viewer.break_glass.push(BreakGlassGrant {
                case: CaseNo(number(3)?),
                category: Category::parse(&word).ok_or_else(|| unknown_word("category", &word))?,
                opened_at: number(4)?,
                until: number(5)?,
                approved_by: row.maybe_int(6)?.map(UserNo),
            });
        }
        6 => {
            let case = CaseNo(number(3)?);
            viewer.conflicts.insert(case);
            if row.maybe_int(4)?.is_some() {
                viewer.told_conflicts.insert(case);
            }
        }
        _ => {
            let word = row.text(1)?;
            viewer.approvals.push(Approval {
                action: Action::parse(&word).ok_or_else(|| unknown_word("action", &word))?,
                by: UserNo(number(3)?),
                until: number(4)?,
            });
        }
    }
    Ok(())
}
