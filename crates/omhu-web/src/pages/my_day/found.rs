//! What there is to do, from the store: one's own cases, or those of a team.
//!
//! Owns: reading rows with whose move each is. Must not know: groups and order (the worklist's), words.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::{Action, CaseScope, CaseSet, ListKind};
use omhu_casework::case::CaseState;
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::turn::turn;
use omhu_casework::worklist::{Item, Numbers, Turn, numbers};
use omhu_law::derive::Status;
use omhu_store::{CaseFilter, CaseLine, WorkFilter, WorkRow};

use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line;

/// One caseworker has fewer cases than this.
const MOST_CASES: u32 = 300;
/// More rows than this are narrowed, not read.
const MOST_ROWS: u32 = 500;
/// Whose move it is stands in a case's facts; so many cases are read for it.
const MOST_STATES: usize = 80;

/// Rows, each with whose move it is.
#[derive(Default)]
pub(super) struct Found {
    rows: Vec<WorkRow>,
    turns: Vec<Turn>,
    /// How much was done in time in the last three months.
    pub(super) numbers: Numbers,
    /// Whether there are more rows than are shown.
    pub(super) cut: bool,
    /// Cases that the viewer reads and in which others register.
    pub(super) read_only: BTreeSet<CaseNo>,
}

impl Found {
    /// The rows as the worklist takes them.
    pub(super) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let rows = self.rows.iter().zip(&self.turns);
        rows.map(|(row, turn)| line::item(row, turn))
    }

    /// The cases by number.
    pub(super) fn lines(&self) -> BTreeMap<CaseNo, &CaseLine> {
        let lines = self.rows.iter().map(|row| (row.case.case, &row.case));
        lines.collect()
    }
}

/// The part of a scope that is one's own work: as caseworker, beside one, or in the place of one.
fn own(scope: &CaseScope) -> CaseScope {
    let sets = scope.sets.iter().map(|set| CaseSet {
        within: set.within.clone(),
        caseworkers: set.caseworkers.clone(),
        co_assigned: set.co_assigned.clone(),
        ..CaseSet::default()
    });
    CaseScope {
        sets: sets.filter(|set| !set.is_empty()).collect(),
        except: scope.except.clone(),
    }
}

/// What is to be done in one's own cases, and how much was done in time.
pub(super) async fn mine(desk: &Desk) -> Result<Found, AppError> {
    let (note, scope) = desk.list(ListKind::Deadlines);
    let (store, today) = (desk.store(), desk.now.today);
    let filter = CaseFilter::default();
    let listed = store
        .cases(note.clone(), &own(&scope), &filter, 0, MOST_CASES)
        .await?;
    let cases: Vec<CaseNo> = listed.rows.iter().map(|line| line.case).collect();
    let permit = store.look(note, &cases).await?;
    let (mut found, mut all) = (Found::default(), Vec::new());
    for line in listed.rows {
        let duties = store.case_duties(&permit, line.case, today).await?;
        let mut state: Option<CaseState> = None;
        for duty in duties.iter().filter(|duty| duty.is_pending()) {
            if state.is_none() {
                state = Some(store.case_state(&permit, line.case).await?);
            }
            let move_of = |state: &CaseState| turn(store.book(), state, duty, today);
            found.turns.push(state.as_ref().map_or(Turn::Ours, move_of));
            found.rows.push(WorkRow {
                case: line.clone(),
                duty: duty.clone(),
            });
        }
        all.extend(duties);
    }
    found.numbers = numbers(&all, today);
    Ok(found)
}

/// What is to be done in all cases of the scope, narrowed, and how much the viewer's teams did in time.
pub(super) async fn team(desk: &Desk, filter: &WorkFilter) -> Result<Found, AppError> {
    let (note, scope) = desk.list(ListKind::Deadlines);
    let (store, today) = (desk.store(), desk.now.today);
    let rows = store
        .worklist(note.clone(), &scope, today, filter, MOST_ROWS)
        .await?;
    let cases: BTreeSet<CaseNo> = rows.iter().map(|row| row.case.case).collect();
    let (mut states, mut read_only) = (BTreeMap::new(), BTreeSet::new());
    if cases.len() <= MOST_STATES {
        let cases: Vec<CaseNo> = cases.into_iter().collect();
        let permit = store.look(note, &cases).await?;
        for case in cases {
            states.insert(case, store.case_state(&permit, case).await?);
            let subject = store.subject(case).await?;
            if !desk.may(Action::RegisterFact, subject.as_ref()) {
                read_only.insert(case);
            }
        }
    }
    let move_of = |row: &WorkRow| {
        let state = states.get(&row.case.case);
        state.map_or(Turn::Ours, |state| {
            turn(store.book(), state, &row.duty, today)
        })
    };
    Ok(Found {
        turns: rows.iter().map(move_of).collect(),
        cut: rows.len() >= MOST_ROWS as usize,
        rows,
        numbers: of_teams(desk).await?,
        read_only,
    })
}

/// The numbers of the viewer's teams: counts only.
async fn of_teams(desk: &Desk) -> Result<Numbers, AppError> {
    let today = desk.now.today;
    let first = today.plus_months(-3).plus_days(1);
    let tallies = desk.store().tally(first, today, today).await?;
    let mut numbers = Numbers::default();
    let teams = &desk.viewer().teams;
    for tally in tallies
        .iter()
        .filter(|tally| tally.layer == "statute" && teams.contains(&tally.team))
    {
        let count = u32::try_from(tally.count).unwrap_or_default();
        match tally.status {
            Status::Met => {
                numbers.met += count;
                numbers.counted += count;
            }
            Status::Late | Status::LateWithPreliminary | Status::Overdue => {
                numbers.counted += count;
            }
            Status::Open | Status::Ceased | Status::NotApplicable | Status::NoDeadline => {}
        }
    }
    Ok(numbers)
}
