//! Lists for programs: cases, duties and changes in the order of numbers, a page at a time from a place on.
//!
//! Owns: these pages; as every list, each is within the viewer's scope and logged with the cases that it shows.
//! Must not know: which cases belong to a scope, how a place is written in an address.

use omhu_casework::access::CaseScope;
use omhu_casework::duties::Duty;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;

use crate::Store;
use crate::access_log::AccessNote;
use crate::cell::{Cell, Row, cells};
use crate::error::StoreError;
use crate::projection::{duty_from, maybe_day};
use crate::scope;
use crate::sql::Sql;
use crate::sql::{cases as sql, log};

/// A case without a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseBrief {
    /// Its number.
    pub case: CaseNo,
    /// The municipality's id.
    pub reference: String,
    /// The team; empty: none yet.
    pub team: String,
    /// The caseworker's id; empty: none yet.
    pub caseworker: String,
    /// The family; empty: none.
    pub family: String,
    /// Since when it is a case.
    pub opened_on: Option<Day>,
    /// Whether it is closed.
    pub closed: bool,
    /// The day of the newest thing that happened.
    pub last_on: Option<Day>,
    /// Its newest event.
    pub seq: i64,
}

/// Which cases a page is of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BriefFilter {
    /// Only of this team.
    pub team: Option<String>,
    /// Only of this caseworker.
    pub caseworker: Option<String>,
    /// Only closed ones, or only open ones.
    pub closed: Option<bool>,
    /// Only those with one of these ids of the municipality.
    pub references: Option<Vec<String>>,
}

/// A duty with its case and its place there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedDuty {
    /// The case.
    pub case: CaseNo,
    /// The municipality's id of it.
    pub reference: String,
    /// The place among the duties of the case.
    pub place: i64,
    /// What is to be done, or was.
    pub duty: Duty,
}

/// Which duties a page is of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DutyFilter {
    /// Only what is due before this day.
    pub due_before: Option<Day>,
    /// Only of cases of this team.
    pub team: Option<String>,
    /// Only of these statuses on the day asked.
    pub statuses: Option<Vec<&'static str>>,
}

/// Something was written into a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CaseChange {
    /// Its place in the order of everything written into any case.
    pub n: i64,
    /// The case.
    pub case: CaseNo,
    /// The first event written.
    pub first_seq: i64,
    /// The last one.
    pub last_seq: i64,
}

impl Store {
    /// Cases of a scope behind a number.
    ///
    /// # Errors
    /// Denied by the note; the log cannot be written; the database.
    pub async fn cases_after(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        filter: &BriefFilter,
        after: CaseNo,
        limit: u32,
    ) -> Result<Vec<CaseBrief>, StoreError> {
        let references = filter.references.as_ref();
        let references = references.map(serde_json::to_string).transpose()?;
        let more = cells![
            filter.team.clone(),
            filter.caseworker.clone(),
            filter.closed,
            references,
            after.0,
            i64::from(limit)
        ];
        let mut found = Vec::new();
        for row in self.of_scope(&note, scope, sql::CASES_AFTER, more).await? {
            found.push(brief(&row)?);
        }
        found.sort_by_key(|case| case.case);
        found.dedup();
        found.truncate(limit as usize);
        let shown: Vec<_> = found.iter().map(|case| case.case).collect();
        self.look(note, &shown).await?;
        Ok(found)
    }

    /// Duties of a scope behind a place of a case. Duties that are out of date are derived first.
    ///
    /// # Errors
    /// As [`Store::cases_after`].
    pub async fn duties_after(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        today: Day,
        filter: &DutyFilter,
        (case, place): (CaseNo, i64),
        limit: u32,
    ) -> Result<Vec<PlacedDuty>, StoreError> {
        self.refresh(today).await?;
        let statuses = filter.statuses.as_ref();
        let statuses = statuses.map(serde_json::to_string).transpose()?;
        let more = cells![
            filter.due_before.map(|day| i64::from(day.0)),
            filter.team.clone(),
            statuses,
            today.0,
            case.0,
            place,
            i64::from(limit)
        ];
        let mut found = Vec::new();
        for row in self.of_scope(&note, scope, sql::DUTIES_AFTER, more).await? {
            found.push(PlacedDuty {
                case: CaseNo(row.int(0)?),
                reference: row.text(1)?,
                place: row.int(2)?,
                duty: duty_from(&row, 3)?.duty,
            });
        }
        found.sort_by_key(|duty| (duty.case, duty.place));
        found.dedup();
        found.truncate(limit as usize);
        let shown: Vec<_> = found.iter().map(|duty| duty.case).collect();
        self.look(note, &shown).await?;
        Ok(found)
    }

    /// What was written into the cases of a scope behind a place, and the place up to which that is all.
    ///
    /// # Errors
    /// As [`Store::cases_after`].
    pub async fn case_changes_after(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        after: i64,
        limit: u32,
    ) -> Result<(Vec<CaseChange>, i64), StoreError> {
        // The end first: what is written meanwhile belongs to the next page.
        let end = match self.database.row(log::LEDGER_HEAD, &[]).await? {
            Some(row) => row.int(0)?,
            None => 0,
        };
        let more = cells![after, end, i64::from(limit)];
        let mut found = Vec::new();
        for row in self
            .of_scope(&note, scope, sql::CHANGES_AFTER, more)
            .await?
        {
            found.push(CaseChange {
                n: row.int(0)?,
                case: CaseNo(row.int(1)?),
                first_seq: row.int(2)?,
                last_seq: row.int(3)?,
            });
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(limit as usize);
        let shown: Vec<_> = found.iter().map(|change| change.case).collect();
        self.look(note, &shown).await?;
        let read_to = match found.last() {
            Some(last) if found.len() == limit as usize => last.n,
            _ => end.max(after),
        };
        Ok((found, read_to))
    }

    /// The rows of every set of a scope; none where the note is a denial, which is logged by who asks.
    async fn of_scope(
        &self,
        note: &AccessNote,
        scope: &CaseScope,
        statement: Sql,
        more: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        if note.verdict.is_allowed() {
            for set in scope::sets(scope)? {
                let of_set = scope::with(&set, more);
                rows.extend(self.database.rows(statement, &of_set).await?);
            }
        }
        Ok(rows)
    }
}

fn brief(row: &Row) -> Result<CaseBrief, StoreError> {
    Ok(CaseBrief {
        case: CaseNo(row.int(0)?),
        reference: row.text(1)?,
        team: row.text(2)?,
        caseworker: row.text(3)?,
        family: row.text(4)?,
        opened_on: maybe_day(row, 5)?,
        closed: row.bool(6)?,
        last_on: maybe_day(row, 7)?,
        seq: row.int(8)?,
    })
}
