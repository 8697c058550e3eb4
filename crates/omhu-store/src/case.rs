//! One case, read: its state, its state as it was known, what the policy knows of it.
//!
//! Owns: these reads. Must not know: who may read (a [`Permit`] says it).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use omhu_casework::access::{Now, ProtectedGrade, Subject};
use omhu_casework::case::CaseState;
use omhu_casework::duties::{Duties, duties};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use omhu_law::derive::Question;

use crate::accounts::note;
use crate::cell::{Row, cells};
use crate::database::{Database, Tx};
use crate::error::StoreError;
use crate::lists::{CaseLine, line_from};
use crate::log;
use crate::sql::{cases as sql, log as numbers};
use crate::{Permit, Store};

impl Store {
    /// What the policy knows of a case. Tells nothing of a person, and so needs no permit: it is what the
    /// question for one is made of. None: no such case.
    ///
    /// # Errors
    /// The database.
    pub async fn subject(&self, case: CaseNo) -> Result<Option<Arc<Subject>>, StoreError> {
        let database = &self.database;
        let kept = &database.kept;
        if let Some(subject) = kept.case(case, |of| of.subject.clone()) {
            return Ok(Some(subject));
        }
        let round = kept.round();
        let Some(row) = database.row(sql::SUBJECT, cells![case.0]).await? else {
            return Ok(None);
        };
        let beside = database.rows(sql::SUBJECT_BESIDE, cells![case.0]).await?;
        let grades = database.rows(sql::SUBJECT_GRADES, cells![case.0]).await?;
        let subject = Arc::new(subject_of(case, &row, &beside, &grades)?);
        let keep = Arc::clone(&subject);
        kept.keep_case(round, case, |of| of.subject = Some(keep));
        Ok(Some(subject))
    }

    /// The same of several cases at once; one that is not there is left out.
    ///
    /// # Errors
    /// The database.
    pub async fn subjects(&self, cases: &[CaseNo]) -> Result<Vec<Subject>, StoreError> {
        subjects_of(&self.database, cases).await
    }

    /// The case that somebody means: by the municipality's own id, in small or capital letters, else by its number here.
    /// Where two ids differ in that alone, only the id as it is written is one.
    ///
    /// # Errors
    /// The database.
    pub async fn case_named(&self, name: &str) -> Result<Option<CaseNo>, StoreError> {
        let (name, database) = (name.trim(), &self.database);
        let by_name = cells![name];
        if let Some(row) = database.row(numbers::CASE_BY_REFERENCE, by_name).await? {
            return Ok(Some(CaseNo(row.int(0)?)));
        }
        let alike = database.list(numbers::CASES_BY_REFERENCE, by_name).await?;
        match &alike[..] {
            [] => {}
            [only] => return Ok(Some(CaseNo(only.int(0)?))),
            _ => return Ok(None),
        }
        let Ok(case) = name.parse::<CaseNo>() else {
            return Ok(None);
        };
        let by_number = cells![case.0];
        let row = database.row(numbers::CASE_REFERENCE, by_number).await?;
        Ok(row.map(|_| case))
    }

    /// The municipality's own ids of cases: what people are told a case by. Nothing else of a case, and so it needs no permit.
    ///
    /// # Errors
    /// The database.
    pub async fn case_ids(
        &self,
        cases: impl IntoIterator<Item = CaseNo>,
    ) -> Result<BTreeMap<CaseNo, String>, StoreError> {
        let cases: BTreeSet<CaseNo> = cases.into_iter().collect();
        if cases.is_empty() {
            return Ok(BTreeMap::new());
        }
        let list = cells![serde_json::to_string(&cases)?];
        let rows = self.database.list(numbers::CASE_REFERENCES, list).await?;
        let id = |row: &Row| Ok((CaseNo(row.int(0)?), row.text(1)?));
        rows.iter().map(id).collect()
    }

    /// The state of a case now.
    ///
    /// # Errors
    /// No permit; no such case; a log that was changed behind omhu's back.
    pub async fn case_state(
        &self,
        permit: &Permit,
        case: CaseNo,
    ) -> Result<Arc<CaseState>, StoreError> {
        permit.covers(case)?;
        self.state_of(case).await
    }

    /// The same for who holds no permit of it: the store itself, which lets only what the scope allows out.
    pub(crate) async fn state_of(&self, case: CaseNo) -> Result<Arc<CaseState>, StoreError> {
        let kept = &self.database.kept;
        if let Some(state) = kept.state(case) {
            return Ok(state);
        }
        let round = kept.round();
        let state = Arc::new(log::read(&self.database, case).await?.state);
        kept.keep_state(round, &state);
        Ok(state)
    }

    /// The state of a case as it was known at the end of a day: later facts, notes and texts are not in it.
    ///
    /// # Errors
    /// As [`Store::case_state`].
    pub async fn case_as_known_on(
        &self,
        permit: &Permit,
        case: CaseNo,
        day: Day,
    ) -> Result<CaseState, StoreError> {
        // Read once as it is now: a log that was changed behind omhu's back is refused here too.
        self.case_state(permit, case).await?;
        log::read_as_known(&self.database, case, day).await
    }

    /// The duties of a state on a day, by what was known on another: computed, not read.
    #[must_use]
    pub fn duties_of(&self, state: &CaseState, as_of: Day, known_at: Day) -> Duties {
        let question = Question {
            as_of,
            known_at,
            ..self.law.question(as_of)
        };
        duties(&self.law.book, state, &question)
    }

    /// One case as lists show it.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn case_line(
        &self,
        permit: &Permit,
        case: CaseNo,
    ) -> Result<Option<Arc<CaseLine>>, StoreError> {
        permit.covers(case)?;
        let kept = &self.database.kept;
        if let Some(line) = kept.case(case, |of| of.line.clone()) {
            return Ok(Some(line));
        }
        let round = kept.round();
        let Some(row) = self.database.row(sql::CASE_LINE, cells![case.0]).await? else {
            return Ok(None);
        };
        let line = Arc::new(line_from(&row, 0)?);
        let keep = Arc::clone(&line);
        kept.keep_case(round, case, |of| of.line = Some(keep));
        Ok(Some(line))
    }

    /// The cases of the same family: which there are and who has them. Their content asks for permits of
    /// their own.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn siblings(
        &self,
        permit: &Permit,
        case: CaseNo,
        family: &str,
    ) -> Result<Vec<CaseLine>, StoreError> {
        permit.covers(case)?;
        let kept = &self.database.kept;
        let lines = match kept.family(family) {
            Some(lines) => lines,
            None => {
                let round = kept.round();
                let rows = self.database.rows(sql::FAMILY, cells![family]).await?;
                let lines: Result<Arc<[CaseLine]>, StoreError> =
                    rows.iter().map(|row| line_from(row, 0)).collect();
                let lines = lines?;
                kept.keep_family(round, family, Arc::clone(&lines));
                lines
            }
        };
        let others = lines.iter().filter(|line| line.case != case);
        Ok(others.cloned().collect())
    }

    /// Those of them that were known to be of the family at the end of a day, with the caseworker and the team of that day.
    /// A case that belongs to another family now is not among them.
    ///
    /// # Errors
    /// As [`Store::siblings`].
    pub async fn siblings_known_on(
        &self,
        permit: &Permit,
        case: CaseNo,
        family: &str,
        day: Day,
    ) -> Result<Vec<CaseLine>, StoreError> {
        let mut known = Vec::new();
        for mut line in self.siblings(permit, case, family).await? {
            let state = log::read_as_known(&self.database, line.case, day).await?;
            if state.family() == family {
                let (team, caseworker) = state.assigned(day, day);
                line.team = team.to_owned();
                line.caseworker = caseworker.to_owned();
                known.push(line);
            }
        }
        Ok(known)
    }

    /// Lets somebody work on a case beside its caseworker, or ends it. What is so already stays so.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn co_assign(
        &self,
        permit: &Permit,
        case: CaseNo,
        user: UserNo,
        works: bool,
        by: UserNo,
        now: Now,
    ) -> Result<(), StoreError> {
        permit.covers(case)?;
        let (statement, told) = match works {
            true => (sql::CO_ASSIGN, "beside_added"),
            false => (sql::CO_ASSIGN_END, "beside_ended"),
        };
        let mut tx = self.database.write_always().await?;
        if tx.run(statement, cells![case.0, user.0]).await? > 0 {
            let detail = format!("case {case}");
            note(&mut tx, now.second, by, user, told, detail).await?;
        }
        self.database.commit(tx).await
    }
}

/// What the policy knows of several cases.
pub(crate) async fn subjects_of(
    database: &Database,
    cases: &[CaseNo],
) -> Result<Vec<Subject>, StoreError> {
    let list = serde_json::to_string(cases)?;
    let of_cases = cells![&list];
    let rows = database.rows(sql::SUBJECTS, of_cases).await?;
    let mut beside = database.rows(sql::SUBJECTS_BESIDE, of_cases).await?;
    let mut grades = database.rows(sql::SUBJECTS_GRADES, of_cases).await?;
    let mut subjects = Vec::with_capacity(rows.len());
    for row in &rows {
        let case = CaseNo(row.int(3)?);
        let beside = of_case(&mut beside, case)?;
        let grades = of_case(&mut grades, case)?;
        subjects.push(subject_of(case, row, &beside, &grades)?);
    }
    Ok(subjects)
}

/// What the policy knows of a case, within a transaction.
pub(crate) async fn subject_in(tx: &mut Tx, case: CaseNo) -> Result<Subject, StoreError> {
    let Some(row) = tx.row(sql::SUBJECT, cells![case.0]).await? else {
        return Ok(Subject::new(case));
    };
    let beside = tx.rows(sql::SUBJECT_BESIDE, cells![case.0]).await?;
    let grades = tx.rows(sql::SUBJECT_GRADES, cells![case.0]).await?;
    subject_of(case, &row, &beside, &grades)
}

/// Takes the rows of a case out of those of several; its number is their second cell.
fn of_case(rows: &mut Vec<Row>, case: CaseNo) -> Result<Vec<Row>, StoreError> {
    let mut own = Vec::new();
    let mut place = 0;
    while let Some(row) = rows.get(place) {
        if row.int(1)? == case.0 {
            own.push(rows.swap_remove(place));
        } else {
            place += 1;
        }
    }
    Ok(own)
}

fn subject_of(
    case: CaseNo,
    row: &Row,
    beside: &[Row],
    grades: &[Row],
) -> Result<Subject, StoreError> {
    let team = row.text(0)?;
    let mut protected = BTreeSet::new();
    for row in grades {
        protected.extend(ProtectedGrade::parse(&row.text(0)?));
    }
    Ok(Subject {
        case,
        team: (!team.is_empty()).then_some(team),
        caseworker: row.maybe_int(1)?.map(UserNo),
        co_assigned: beside
            .iter()
            .map(|row| row.int(0).map(UserNo))
            .collect::<Result<_, _>>()?,
        closed: row.bool(2)?,
        protected: protected.last().copied().unwrap_or(ProtectedGrade::None),
    })
}
