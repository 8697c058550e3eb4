//! What lists are made of, computed from a case: its file, its duties, the parts of people.
//!
//! Owns: the projections as values, what changes between two of them. Must not know: who asks, the law.

use omhu_casework::case::CaseState;
use omhu_casework::chain::Link;
use omhu_casework::duties::{Duties, Duty, duties_of};
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::Turn;
use omhu_casework::worklist::turn::{REQUESTS, Request, turn, unanswered};
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Engine, Further, Question, Status};

use crate::cell::{Cell, Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::cases as sql;

/// The law that duties are derived by: the book, the layers, and a word that names both.
#[derive(Clone, Debug)]
pub(crate) struct Law {
    pub(crate) book: std::sync::Arc<LawBook>,
    pub(crate) locals: Vec<String>,
    pub(crate) further: Further,
    pub(crate) edition: String,
}

impl Law {
    pub(crate) fn question(&self, today: Day) -> Question<'_> {
        Question {
            as_of: today,
            known_at: today,
            locals: &self.locals,
            further: self.further,
        }
    }
}

/// A duty with whose move it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct KeptDuty {
    pub(crate) duty: Duty,
    pub(crate) turn: Turn,
}

/// The projections of one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Projected {
    pub(crate) case: CaseNo,
    /// The cells of `case_file` after `case_no`.
    pub(crate) file: Vec<Cell>,
    pub(crate) duties: Vec<KeptDuty>,
    /// Person, part, since, seq; sorted.
    pub(crate) people: Vec<(i64, String, String, i64)>,
}

/// Computes the projections of a case on a day.
pub(crate) fn project(law: &Law, state: &CaseState, link: &Link, today: Day) -> Projected {
    let mut engine = Engine::new(&law.book, &law.question(today));
    project_with(law, &mut engine, state, link, today)
}

/// The same with an engine that was made for the day.
pub(crate) fn project_with(
    law: &Law,
    engine: &mut Engine<'_>,
    state: &CaseState,
    link: &Link,
    today: Day,
) -> Projected {
    let question = law.question(today);
    let Duties {
        rows,
        derived_on,
        good_until,
    } = state.with_facts(&law.book, |facts| {
        duties_of(&law.book, engine, facts, &question)
    });
    let good_until = good_until.min(before_next_document(state, today));
    let turn_of = |duty: &Duty| match duty.is_pending() {
        true => turn(&law.book, state, duty, today),
        false => Turn::Ours,
    };
    let duties: Vec<KeptDuty> = rows
        .into_iter()
        .map(|duty| KeptDuty {
            turn: turn_of(&duty),
            duty,
        })
        .collect();
    let awaited = awaited_cell(state, &duties, today);
    let (team, caseworker) = state.assigned(today, today);
    let mut people: Vec<_> = state
        .people
        .iter()
        .map(|held| {
            let link = &held.what;
            (
                link.person.0,
                link.part.clone(),
                link.when.clone(),
                held.seq,
            )
        })
        .collect();
    people.sort_unstable();
    let child = state.people.iter().find(|held| held.what.part == "child");
    let days = |first: bool| {
        let standing = state.standing(today).filter(move |held| {
            !first
                || matches!(
                    held.fact.cells.kind.as_str(),
                    "case_opened" | "notification_received"
                )
        });
        standing
            .filter_map(|held| Some(held.when()?.day))
            .filter(move |day| *day <= today)
    };
    let file = cells![
        &state.reference,
        child.map(|held| held.what.person.0),
        state.born(today).map(day_cell),
        team,
        caseworker,
        state.family(),
        days(true).min().map(day_cell),
        state.closed(today, today),
        days(false).max().map(day_cell),
        state.seq,
        link,
        derived_on.0,
        good_until.0,
        &law.edition,
        awaited
    ];
    Projected {
        case: state.case,
        file: file.to_vec(),
        duties,
        people,
    }
}

/// The day before the next document that is dated later: from it on it may be another's move.
fn before_next_document(state: &CaseState, today: Day) -> Day {
    let dated = state.documents.iter();
    let days = dated.filter_map(|held| When::parse(held.what.when.as_bytes()).ok());
    let next = days.map(|when| when.day).filter(|day| *day > today).min();
    next.map_or(Day::MAX, |day| day.plus_days(-1))
}

/// What others were asked for and have not answered, where no duty waits for it: lists show it by itself.
fn awaited_cell(state: &CaseState, duties: &[KeptDuty], today: Day) -> String {
    let mut requests = unanswered(state, today);
    requests.retain(|request| {
        let own = |duty: &str| request.about.is_empty() || request.about == duty;
        !duties.iter().any(|kept| match &kept.turn {
            Turn::Others { asked, .. } => {
                own(&kept.duty.about) && asked.split(' ').any(|sort| sort == request.asked)
            }
            Turn::Ours | Turn::Nobodys => false,
        })
    });
    let cell = |request: &Request| {
        let remind = request
            .remind
            .map_or_else(|| "-".to_owned(), |day| day.to_string());
        let Request {
            since,
            asked,
            again,
            document,
            ..
        } = request;
        format!("{asked} {since} {again} {remind} {document}")
    };
    let cells: Vec<String> = requests.iter().map(cell).collect();
    cells.join(", ")
}

/// The requests of such a cell.
pub(crate) fn awaited_from(cell: &str) -> Vec<Request> {
    let read = |text: &str| {
        let mut parts = text.split(' ');
        let sort = parts.next()?;
        let (asked, answer) = *REQUESTS.iter().find(|(asked, _)| *asked == sort)?;
        let mut day = || Some(Day::parse(parts.next()?.as_bytes()));
        let (since, again, remind) = (day()??, day()??, day()?);
        Some(Request {
            since,
            asked,
            answer,
            again,
            remind,
            document: parts.next()?.parse().ok()?,
            // A list shows it whatever it is about.
            about: String::new(),
        })
    };
    cell.split(", ").filter_map(read).collect()
}

/// What stands between those who were asked and the day of a reminder.
const REMIND: &str = " until ";

fn day_cell(day: Day) -> i64 {
    i64::from(day.0)
}

/// The cells of a duty after `case_no` and `place`.
pub(crate) fn duty_cells(KeptDuty { duty, turn }: &KeptDuty) -> Vec<Cell> {
    let (asked, asked_on) = match turn {
        Turn::Others {
            asked,
            since,
            remind,
        } => {
            let remind = remind.map_or_else(String::new, |day| format!("{REMIND}{day}"));
            (format!("{asked}{remind}"), Some(day_cell(*since)))
        }
        Turn::Ours | Turn::Nobodys => (String::new(), None),
    };
    cells![
        &duty.obligation,
        &duty.about,
        i64::from(duty.seq),
        &duty.layer,
        &duty.rule,
        duty.trigger_on.0,
        duty.due.map(|due| day_cell(due.day)),
        duty.due.and_then(When::instant),
        duty.met_on.map(day_cell),
        duty.trigger_event,
        duty.met_event,
        duty.status.word(),
        duty.with_preliminary,
        duty.precision_day,
        &duty.team,
        &duty.caseworker,
        duty.is_pending(),
        asked,
        asked_on,
        *turn == Turn::Nobodys
    ]
    .to_vec()
}

/// A duty from a row, its first cell at `first`.
pub(crate) fn duty_from(row: &Row, first: usize) -> Result<KeptDuty, StoreError> {
    let at = |place| first + place;
    let status = row.text(at(11))?;
    let due_on = maybe_day(row, at(6))?;
    let due_at = row.maybe_int(at(7))?;
    let turn = match maybe_day(row, at(17))? {
        Some(since) => {
            let cell = row.text(at(16))?;
            let (asked, remind) = cell.split_once(REMIND).unwrap_or((&cell, ""));
            Turn::Others {
                asked: asked.to_owned(),
                since,
                remind: Day::parse(remind.as_bytes()),
            }
        }
        None if row.bool(at(18))? => Turn::Nobodys,
        None => Turn::Ours,
    };
    let duty = Duty {
        obligation: row.text(at(0))?,
        about: row.text(at(1))?,
        seq: u32::try_from(row.int(at(2))?).unwrap_or(0),
        layer: row.text(at(3))?,
        rule: row.text(at(4))?,
        trigger_on: day(row.int(at(5))?),
        due: match due_at {
            Some(second) => Some(When::at(second)),
            None => due_on.map(When::on),
        },
        met_on: maybe_day(row, at(8))?,
        trigger_event: row.maybe_int(at(9))?,
        met_event: row.maybe_int(at(10))?,
        status: Status::ALL
            .into_iter()
            .find(|known| known.word() == status)
            .ok_or_else(|| StoreError::Unknown(format!("status {status}")))?,
        with_preliminary: row.bool(at(12))?,
        precision_day: row.bool(at(13))?,
        team: row.text(at(14))?,
        caseworker: row.text(at(15))?,
    };
    Ok(KeptDuty { duty, turn })
}

/// How many cells a duty has in a row.
pub(crate) const DUTY_CELLS: usize = 19;

/// A day of a cell.
pub(crate) fn day(cell: i64) -> Day {
    Day(i32::try_from(cell).unwrap_or(if cell < 0 { Day::MIN.0 } else { Day::MAX.0 }))
}

/// A day of a cell that may be null.
pub(crate) fn maybe_day(row: &Row, place: usize) -> Result<Option<Day>, StoreError> {
    Ok(row.maybe_int(place)?.map(day))
}

/// The cells of a kept case file after `case_no`.
pub(crate) fn file_from(row: &Row) -> Result<Vec<Cell>, StoreError> {
    Ok(cells![
        row.text(0)?,
        row.maybe_int(1)?,
        row.maybe_int(2)?,
        row.text(3)?,
        row.text(4)?,
        row.text(5)?,
        row.maybe_int(6)?,
        row.bool(7)?,
        row.maybe_int(8)?,
        row.int(9)?,
        row.blob(10)?,
        row.int(11)?,
        row.int(12)?,
        row.text(13)?,
        row.text(14)?
    ]
    .to_vec())
}

/// The projections of a case as kept.
pub(crate) async fn kept(tx: &mut Tx, case: CaseNo) -> Result<Option<Projected>, StoreError> {
    let Some(row) = tx.row(sql::CASE_FILE, cells![case.0]).await? else {
        return Ok(None);
    };
    let file = file_from(&row)?;
    let mut duties = Vec::new();
    for row in tx.rows(sql::DUTIES, cells![case.0]).await? {
        duties.push(duty_from(&row, 0)?);
    }
    let mut people = Vec::new();
    for row in tx.rows(sql::CASE_PEOPLE, cells![case.0]).await? {
        people.push((row.int(0)?, row.text(1)?, row.text(2)?, row.int(3)?));
    }
    Ok(Some(Projected {
        case,
        file,
        duties,
        people,
    }))
}

impl Projected {
    /// The team that has the case; empty: none yet.
    pub(crate) fn team(&self) -> &str {
        match self.file.get(3) {
            Some(Cell::Text(Some(team))) => team,
            _ => "",
        }
    }
}

/// Puts the projections of a case in the place of the kept ones; rows that stay the same are not touched. Gives the
/// duties that were kept.
pub(crate) async fn replace(tx: &mut Tx, new: &Projected) -> Result<Vec<KeptDuty>, StoreError> {
    let old = kept(tx, new.case).await?;
    let no = new.case.0;
    if old.as_ref().is_none_or(|old| old.file != new.file) {
        let mut file = vec![Cell::from(no)];
        file.extend_from_slice(&new.file);
        tx.run(sql::CASE_FILE_PUT, &file).await?;
    }
    let had = old.as_ref().map_or(&[][..], |old| &old.duties);
    for place in 0..had.len().max(new.duties.len()) {
        let (before, after) = (had.get(place), new.duties.get(place));
        if before == after {
            continue;
        }
        if before.is_some() {
            tx.run(sql::DUTY_DROP, cells![no, place as i64]).await?;
        }
        if let Some(duty) = after {
            let mut cells = cells![no, place as i64].to_vec();
            cells.extend(duty_cells(duty));
            tx.run(sql::DUTY_ADD, &cells).await?;
        }
    }
    let had = old.as_ref().map_or(&[][..], |old| &old.people);
    if had != new.people {
        if !had.is_empty() {
            tx.run(sql::CASE_PEOPLE_DROP, cells![no]).await?;
        }
        for (person, part, since, seq) in &new.people {
            tx.run(sql::CASE_PERSON_ADD, cells![no, *person, part, since, *seq])
                .await?;
        }
    }
    Ok(old.map_or_else(Vec::new, |old| old.duties))
}
