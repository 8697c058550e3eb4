//! Lists over cases: worklists, case lists, counts. Each within the viewer's scope, each logged.
//!
//! Owns: the rows of lists, and that a list is logged with the cases it shows before it is handed out.
//! Must not know: which cases belong to a scope; what is overdue (that is a comparison with a day).

use std::collections::BTreeSet;
use std::sync::Arc;

use omhu_casework::access::CaseScope;
use omhu_casework::duties::Duty;
use omhu_casework::ids::{CaseNo, PersonNo};
use omhu_casework::worklist::Turn;
use omhu_casework::worklist::turn::Request;
use omhu_law::calendar::{Day, When};
use omhu_law::derive::Status;

use crate::access_log::AccessNote;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::kept::OfScope;
use crate::projection::{DUTY_CELLS, KeptDuty, awaited_from, duty_from, maybe_day};
use crate::scope;
use crate::sql::cases as sql;
use crate::{Permit, Store};

/// A case as lists show it. PII.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseLine {
    /// The case.
    pub case: CaseNo,
    /// The municipality's id.
    pub reference: String,
    /// The child, where a person is linked.
    pub child: Option<PersonNo>,
    /// Its given names.
    pub given_names: String,
    /// Its surname.
    pub surname: String,
    /// Its birthday.
    pub born_on: Option<Day>,
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

/// How many cells a case has in a row.
pub(crate) const LINE_CELLS: usize = 13;

pub(crate) fn line_from(row: &Row, first: usize) -> Result<CaseLine, StoreError> {
    let at = |place| first + place;
    Ok(CaseLine {
        case: CaseNo(row.int(at(0))?),
        reference: row.text(at(1))?,
        child: row.maybe_int(at(2))?.map(PersonNo),
        given_names: row.text(at(3))?,
        surname: row.text(at(4))?,
        born_on: maybe_day(row, at(5))?,
        team: row.text(at(6))?,
        caseworker: row.text(at(7))?,
        family: row.text(at(8))?,
        opened_on: maybe_day(row, at(9))?,
        closed: row.bool(at(10))?,
        last_on: maybe_day(row, at(11))?,
        seq: row.int(at(12))?,
    })
}

/// A duty of a worklist, with its case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkRow {
    /// The case.
    pub case: CaseLine,
    /// What is to be done, or was.
    pub duty: Duty,
    /// Whose move it is.
    pub turn: Turn,
}

/// What a case waits for though no duty rests on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AwaitedRow {
    /// The case.
    pub case: CaseLine,
    /// Who was asked for what, since when.
    pub request: Request,
}

/// More cases of one scope do not wait for others without a duty that says so.
const MOST_AWAITING: i64 = 10_000;

/// What there is to do.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// What is to be done.
    pub rows: Arc<[WorkRow]>,
    /// What others were asked for where no duty waits for it.
    pub awaited: Arc<[AwaitedRow]>,
}

impl Work {
    /// The cases that can be seen in it.
    fn cases(&self) -> Vec<CaseNo> {
        let cases = self.rows.iter().map(|row| row.case.case);
        let awaiting = self.awaited.iter().map(|row| row.case.case);
        let shown: BTreeSet<_> = cases.chain(awaiting).collect();
        Vec::from_iter(shown)
    }
}

fn work_from(row: &Row) -> Result<WorkRow, StoreError> {
    let KeptDuty { duty, turn } = duty_from(row, LINE_CELLS)?;
    Ok(WorkRow {
        case: line_from(row, 0)?,
        duty,
        turn,
    })
}

/// Who has the cases that a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum HeldBy {
    /// Anybody, or nobody.
    #[default]
    Anybody,
    /// This caseworker; empty: nobody.
    One(String),
    /// Somebody, and none of these.
    NoneOf(Arc<BTreeSet<String>>),
}

impl HeldBy {
    fn keeps(&self, caseworker: &str) -> bool {
        match self {
            HeldBy::Anybody => true,
            HeldBy::One(one) => caseworker == one,
            HeldBy::NoneOf(these) => !caseworker.is_empty() && !these.contains(caseworker),
        }
    }

    /// The caseworker, and those to leave out, as a statement takes them.
    fn cells(&self) -> Result<(Option<String>, Option<String>), StoreError> {
        Ok(match self {
            HeldBy::Anybody => (None, None),
            HeldBy::One(one) => (Some(one.clone()), None),
            HeldBy::NoneOf(these) => (None, Some(serde_json::to_string(&**these)?)),
        })
    }
}

/// What to leave out of a worklist.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WorkFilter {
    /// Only what is due by this day.
    pub due_by: Option<Day>,
    /// And what has no day.
    pub undated: bool,
    /// Only cases of this team.
    pub team: Option<String>,
    /// Only cases that they have.
    pub held_by: HeldBy,
    /// Only this obligation.
    pub obligation: Option<String>,
    /// Only this layer: `statute` or `local`.
    pub layer: Option<String>,
}

impl WorkFilter {
    /// Whether what a case waits for is shown, on which no duty rests: its day is that of the reminder.
    fn keeps(&self, row: &AwaitedRow) -> bool {
        let is = |asked: &Option<String>, has: &str| asked.as_deref().is_none_or(|it| it == has);
        let by_day = self
            .due_by
            .is_none_or(|by| row.request.remind.map_or(self.undated, |day| day <= by));
        self.obligation.is_none()
            && self.layer.is_none()
            && is(&self.team, &row.case.team)
            && self.held_by.keeps(&row.case.caseworker)
            && by_day
    }
}

/// How much there is to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WorkCounts {
    /// Past due.
    pub overdue: i64,
    /// Due on the day.
    pub today: i64,
    /// Due after it and by the horizon.
    pub soon: i64,
    /// Due later.
    pub later: i64,
    /// Without a date.
    pub undated: i64,
    /// In how many cases.
    pub cases: i64,
}

/// What to leave out of a list of cases.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CaseFilter {
    /// Only of this team.
    pub team: Option<String>,
    /// Only those that they have.
    pub held_by: HeldBy,
    /// Only closed ones, or only open ones.
    pub closed: Option<bool>,
    /// Only where the municipality's id begins so.
    pub reference: String,
}

/// Who has cases, by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holders {
    /// Teams; an empty one: cases that no team has.
    pub teams: BTreeSet<String>,
    /// Caseworkers; an empty one: cases that nobody has.
    pub caseworkers: BTreeSet<String>,
}

/// A page of a list, and how long the whole list is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// All there are within the scope.
    pub total: i64,
}

fn numbers(rows: &[CaseLine]) -> Vec<CaseNo> {
    rows.iter().map(|row| row.case).collect()
}

/// A kept status on the day asked: whether the due day is past is a comparison with it.
fn status_today(word: &str, past: bool, with_preliminary: bool) -> Result<Status, StoreError> {
    let kept = Status::ALL.into_iter().find(|s| s.word() == word);
    let kept = kept.ok_or_else(|| StoreError::Unknown(format!("status {word}")))?;
    Ok(match (kept, past, with_preliminary) {
        (Status::Open | Status::Overdue, true, true) => Status::LateWithPreliminary,
        (Status::Open | Status::Overdue, true, false) => Status::Overdue,
        (Status::Overdue, false, _) => Status::Open,
        (settled, ..) => settled,
    })
}

impl Store {
    /// What is to be done in the cases of a scope, by due day. Duties that are out of date are derived first.
    ///
    /// # Errors
    /// Denied by the note; the log cannot be written; the database.
    pub async fn worklist(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        today: Day,
        filter: &WorkFilter,
        limit: u32,
    ) -> Result<Arc<[WorkRow]>, StoreError> {
        let read = async {
            Ok(Work {
                rows: self.pending_in(scope, filter, limit).await?.into(),
                ..Work::default()
            })
        };
        Ok(self.logged_work(note, today, read).await?.rows)
    }

    /// Reads what there is to do once duties that are out of date are derived, where the note allows it, and logs the cases
    /// that can be seen in it before it is handed out.
    async fn logged_work(
        &self,
        note: AccessNote,
        today: Day,
        read: impl Future<Output = Result<Work, StoreError>>,
    ) -> Result<Work, StoreError> {
        self.refresh(today).await?;
        let found = match note.verdict.is_allowed() {
            true => read.await?,
            false => Work::default(),
        };
        self.look(note, &found.cases()).await?;
        Ok(found)
    }

    /// The same with what the cases wait for though no duty rests on it: a team's list.
    ///
    /// # Errors
    /// As [`Store::worklist`].
    pub async fn team_work(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        today: Day,
        filter: &WorkFilter,
        limit: u32,
    ) -> Result<Work, StoreError> {
        let read = async {
            let rows = self.pending_in(scope, filter, limit).await?.into();
            let awaited = self.awaited_in(scope).await?;
            let kept = awaited.iter().filter(|row| filter.keeps(row));
            let awaited = kept.take(limit as usize).cloned().collect();
            Ok(Work { rows, awaited })
        };
        self.logged_work(note, today, read).await
    }

    async fn pending_in(
        &self,
        scope: &CaseScope,
        filter: &WorkFilter,
        limit: u32,
    ) -> Result<Vec<WorkRow>, StoreError> {
        let mut found = Vec::new();
        let (caseworker, none_of) = filter.held_by.cells()?;
        for set in scope::sets(scope)? {
            let more = cells![
                filter.due_by.map(|day| i64::from(day.0)),
                filter.team.clone(),
                caseworker.clone(),
                filter.obligation.clone(),
                filter.layer.clone(),
                filter.undated,
                i64::from(limit),
                none_of.clone()
            ];
            let rows = self
                .database
                .list(sql::WORKLIST, &scope::with(&set, more))
                .await?;
            for row in &rows {
                found.push(work_from(row)?);
            }
        }
        if scope.sets.len() > 1 {
            let order = |row: &WorkRow| {
                let due = row.duty.due.map_or(When::on(Day::MAX), |due| due);
                let name = row.duty.obligation.clone();
                (
                    due,
                    row.case.case,
                    name,
                    row.duty.about.clone(),
                    row.duty.seq,
                )
            };
            found.sort_by_cached_key(order);
            found.dedup();
            found.truncate(limit as usize);
        }
        Ok(found)
    }

    /// What is to be done in the cases of a scope, by case and in the order of the contract: one's own list.
    ///
    /// # Errors
    /// As [`Store::worklist`].
    pub async fn own_work(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        today: Day,
        limit: u32,
    ) -> Result<Work, StoreError> {
        let read = async {
            Ok(Work {
                rows: self.work_in(scope, limit).await?,
                awaited: self.awaited_in(scope).await?,
            })
        };
        self.logged_work(note, today, read).await
    }

    async fn work_in(&self, scope: &CaseScope, limit: u32) -> Result<Arc<[WorkRow]>, StoreError> {
        let kept = &self.database.kept;
        if let Some(work) = kept.scope(scope, |of| of.work.clone()) {
            return Ok(work);
        }
        let round = kept.round();
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut cut = false;
        for set in scope::sets(scope)? {
            let cells = scope::with(&set, cells![i64::from(limit)]);
            let rows = self.database.rows(sql::OWN_WORK, &cells).await?;
            cut |= rows.len() >= limit as usize;
            for row in rows {
                let work = work_from(&row)?;
                // A case may belong to several sets: as one's own, and in the place of another.
                if seen.insert((work.case.case, row.int(LINE_CELLS + DUTY_CELLS)?)) {
                    found.push(work);
                }
            }
        }
        let found: Arc<[WorkRow]> = found.into();
        if !cut {
            let keep = Arc::clone(&found);
            kept.keep_scope(round, scope, |of| {
                of.cases.extend(keep.iter().map(|row| row.case.case));
                of.work = Some(keep);
            });
        }
        Ok(found)
    }

    /// Whether there is any case: nothing of one is told, so nothing is logged.
    ///
    /// # Errors
    /// The database.
    pub async fn has_cases(&self) -> Result<bool, StoreError> {
        Ok(self.database.row(sql::ANY_CASE, &[]).await?.is_some())
    }

    async fn awaited_in(&self, scope: &CaseScope) -> Result<Arc<[AwaitedRow]>, StoreError> {
        let kept = &self.database.kept;
        if let Some(awaited) = kept.scope(scope, |of| of.awaited.clone()) {
            return Ok(awaited);
        }
        let round = kept.round();
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for set in scope::sets(scope)? {
            let cells = scope::with(&set, cells![MOST_AWAITING]);
            for row in self.database.rows(sql::AWAITED, &cells).await? {
                let case = line_from(&row, 0)?;
                if seen.insert(case.case) {
                    let requests = awaited_from(&row.text(LINE_CELLS)?).into_iter();
                    let of_case = |request| AwaitedRow {
                        case: case.clone(),
                        request,
                    };
                    found.extend(requests.map(of_case));
                }
            }
        }
        let found: Arc<[AwaitedRow]> = found.into();
        let keep = Arc::clone(&found);
        kept.keep_scope(round, scope, |of| {
            of.cases.extend(seen);
            of.awaited = Some(keep);
        });
        Ok(found)
    }

    /// How the duties of the statute stand today that fell due after a day, in the cases of a scope: no case can be
    /// seen in it, so nothing is logged.
    ///
    /// # Errors
    /// The database.
    pub async fn fell_due(
        &self,
        scope: &CaseScope,
        after: Day,
        today: Day,
    ) -> Result<Arc<[Status]>, StoreError> {
        self.refresh(today).await?;
        let kept = &self.database.kept;
        let of_days = |of: &OfScope| match &of.fell_due {
            Some((first, last, statuses)) if (*first, *last) == (after, today) => {
                Some(Arc::clone(statuses))
            }
            _ => None,
        };
        if let Some(statuses) = kept.scope(scope, of_days) {
            return Ok(statuses);
        }
        let round = kept.round();
        let mut seen = BTreeSet::new();
        let mut statuses = Vec::new();
        for set in scope::sets(scope)? {
            let cells = scope::with(&set, cells![after.0, today.0]);
            for row in self.database.rows(sql::FELL_DUE, &cells).await? {
                if seen.insert((row.int(0)?, row.int(1)?)) {
                    statuses.push(status_today(&row.text(2)?, row.bool(4)?, row.bool(3)?)?);
                }
            }
        }
        let statuses: Arc<[Status]> = statuses.into();
        let keep = Arc::clone(&statuses);
        kept.keep_scope(round, scope, |of| {
            of.cases.extend(seen.iter().map(|(case, _)| CaseNo(*case)));
            of.fell_due = Some((after, today, keep));
        });
        Ok(statuses)
    }

    /// How much is to be done in the cases of a scope: numbers only, so nothing is logged.
    ///
    /// # Errors
    /// The database.
    pub async fn work_counts(
        &self,
        scope: &CaseScope,
        today: Day,
        horizon: Day,
    ) -> Result<WorkCounts, StoreError> {
        self.refresh(today).await?;
        let mut counts = WorkCounts::default();
        // Of several sets the widest is near the truth: a case may be in more than one.
        for set in scope::sets(scope)? {
            let cells = scope::with(&set, cells![today.0, horizon.0]);
            if let Some(row) = self
                .database
                .list(sql::WORKLIST_COUNTS, &cells)
                .await?
                .first()
            {
                let of_set = WorkCounts {
                    overdue: row.int(0)?,
                    today: row.int(1)?,
                    soon: row.int(2)?,
                    later: row.int(3)?,
                    undated: row.int(4)?,
                    cases: row.int(5)?,
                };
                if of_set.cases > counts.cases {
                    counts = of_set;
                }
            }
        }
        Ok(counts)
    }

    /// The teams and the caseworkers who have cases of a scope: what a list can be narrowed to. No case can be seen in it, so
    /// nothing is logged.
    ///
    /// # Errors
    /// The database.
    pub async fn holders(&self, scope: &CaseScope, only_open: bool) -> Result<Holders, StoreError> {
        let mut found = Holders::default();
        for set in scope::sets(scope)? {
            let cells = scope::with(&set, cells![only_open]);
            for row in self.database.list(sql::HOLDERS, &cells).await? {
                found.teams.insert(row.text(0)?);
                found.caseworkers.insert(row.text(1)?);
            }
        }
        Ok(found)
    }

    /// The cases of a scope by the child's name, from a place on.
    ///
    /// # Errors
    /// As [`Store::worklist`].
    pub async fn cases(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        filter: &CaseFilter,
        skip: u32,
        limit: u32,
    ) -> Result<Listed<CaseLine>, StoreError> {
        let mut found = Vec::new();
        let mut total = 0;
        if note.verdict.is_allowed() {
            let (caseworker, none_of) = filter.held_by.cells()?;
            for set in scope::sets(scope)? {
                let filter_cells = cells![
                    filter.team.clone(),
                    caseworker.clone(),
                    filter.closed,
                    &filter.reference,
                    none_of.clone()
                ];
                let of_set = scope::with(&set, filter_cells);
                if let Some(row) = self.database.list(sql::CASES_COUNT, &of_set).await?.first() {
                    total += row.int(0)?;
                }
                let reach = i64::from(skip) + i64::from(limit);
                let cells = scope::with(&of_set, cells![reach]);
                for row in self.database.list(sql::CASES, &cells).await? {
                    found.push(line_from(&row, 0)?);
                }
            }
        }
        if scope.sets.len() > 1 {
            found.sort_by_cached_key(|row: &CaseLine| {
                (
                    crate::names::sort_key(&row.given_names, &row.surname),
                    row.case,
                )
            });
            found.dedup();
            total = total.min(found.len().max(limit as usize) as i64);
        }
        let rows: Vec<_> = found
            .into_iter()
            .skip(skip as usize)
            .take(limit as usize)
            .collect();
        self.look(note, &numbers(&rows)).await?;
        Ok(Listed { rows, total })
    }

    /// How the duties of the statute stand today that these teams had and that fell due in a period: numbers only, so
    /// nothing is logged.
    ///
    /// # Errors
    /// The database.
    pub async fn fell_due_in_teams(
        &self,
        teams: &BTreeSet<String>,
        first: Day,
        today: Day,
    ) -> Result<Vec<(Status, i64)>, StoreError> {
        self.refresh(today).await?;
        let cells = cells![first.0, today.0, serde_json::to_string(teams)?];
        let rows = self.database.list(sql::FELL_DUE_IN_TEAMS, cells).await?;
        let count = |row: &Row| {
            let status = status_today(&row.text(0)?, row.bool(2)?, row.bool(1)?)?;
            Ok((status, row.int(3)?))
        };
        rows.iter().map(count).collect()
    }

    /// All duties of a run of cases, as kept: for figures and files. Empty past the last case.
    ///
    /// # Errors
    /// No permit for all cases; the database.
    pub async fn duties_of_run(
        &self,
        permit: &Permit,
        first: CaseNo,
        last: CaseNo,
    ) -> Result<Vec<(CaseNo, Duty)>, StoreError> {
        permit.covers_all()?;
        let rows = self
            .database
            .list(sql::DUTIES_OF_RUN, cells![first.0, last.0])
            .await?;
        let read = |row: &Row| Ok((CaseNo(row.int(DUTY_CELLS)?), duty_from(row, 0)?.duty));
        rows.iter().map(read).collect()
    }

    /// The numbers of the first and the last case, and how many there are.
    ///
    /// # Errors
    /// The database.
    pub async fn case_range(&self) -> Result<(CaseNo, CaseNo, i64), StoreError> {
        let row = self.database.row(sql::CASE_RANGE, &[]).await?;
        let row = row.ok_or(StoreError::Closing)?;
        Ok((CaseNo(row.int(0)?), CaseNo(row.int(1)?), row.int(2)?))
    }

    /// The duties of one case, as kept, derived anew where they are out of date.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn case_duties(
        &self,
        permit: &Permit,
        case: CaseNo,
        today: Day,
    ) -> Result<Vec<Duty>, StoreError> {
        permit.covers(case)?;
        self.refresh(today).await?;
        let rows = self.database.rows(sql::CASE_WORK, cells![case.0]).await?;
        rows.iter().map(|row| Ok(duty_from(row, 0)?.duty)).collect()
    }
}
