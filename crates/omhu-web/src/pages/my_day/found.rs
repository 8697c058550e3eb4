//! What there is to do, from the store: one's own cases, or those of a team.
//!
//! Owns: which rows are read. Must not know: groups and order (the worklist's), words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use omhu_casework::access::{Action, CaseScope, CaseSet, ListKind};
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::{Awaited, Item, Numbers, Turn, Worklist, worklist};
use omhu_law::calendar::Day;
use omhu_store::{AwaitedRow, CaseLine, Holders, Work, WorkFilter, WorkRow};

use super::narrow::Asks;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line::{self, Names};

/// One caseworker has fewer things to do than this.
const MOST_OWN: u32 = 10_000;
/// More rows than this are narrowed, not read.
const MOST_ROWS: u32 = 500;

/// Rows, and what the page says beside them.
#[derive(Default)]
pub(super) struct Found {
    rows: Arc<[WorkRow]>,
    /// What others were asked for where no duty waits for it.
    awaited: Arc<[AwaitedRow]>,
    /// How much was done in time in the last three months.
    pub(super) numbers: Numbers,
    /// Whether there are more rows than are shown.
    pub(super) cut: bool,
    /// Cases that the viewer reads and in which others register.
    pub(super) read_only: BTreeSet<CaseNo>,
    /// Cases that the viewer may give to somebody else.
    pub(super) gives: BTreeSet<CaseNo>,
}

impl Found {
    /// Whether nothing is to be done and nobody is waited for.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.awaited.is_empty()
    }

    /// What is awaited beside them, as the worklist takes it.
    pub(super) fn awaited(&self) -> impl Iterator<Item = Awaited<'_>> {
        self.awaited.iter().map(|row| Awaited {
            case: row.case.case,
            reference: &row.case.reference,
            team: &row.case.team,
            caseworker: &row.case.caseworker,
            request: &row.request,
        })
    }

    /// The rows as the worklist takes them.
    pub(super) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.rows.iter().map(|row| line::item(row, &row.turn))
    }

    /// The cases by number.
    pub(super) fn lines(&self) -> BTreeMap<CaseNo, &CaseLine> {
        let rows = self.rows.iter().map(|row| &row.case);
        let lines = rows.chain(self.awaited.iter().map(|row| &row.case));
        lines.map(|line| (line.case, line)).collect()
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

/// Who has the open cases of one's own list, or of that of a team.
pub(super) async fn holders(desk: &Desk, is_own: bool) -> Result<Holders, AppError> {
    let (_, scope) = desk.list(ListKind::Deadlines);
    let scope = match is_own {
        true => own(&scope),
        false => scope,
    };
    Ok(desk.store().holders(&scope, true).await?)
}

/// What is to be done in one's own cases, and how much was done in time.
pub(super) async fn mine(desk: &Desk) -> Result<Found, AppError> {
    let (note, scope) = desk.list(ListKind::Deadlines);
    let today = desk.now.today;
    let (store, own) = (desk.store(), own(&scope));
    let Work { rows, awaited } = store.own_work(note, &own, today, MOST_OWN).await?;
    let mut numbers = Numbers::default();
    let after = today.plus_months(-3);
    for status in store.fell_due(&own, after, today).await?.iter() {
        numbers.count(*status, 1);
    }
    Ok(Found {
        rows,
        awaited,
        numbers,
        ..Found::default()
    })
}

/// What is to be done in all cases of the scope, narrowed, and how much the viewer's teams did in time.
/// `requests`: only what others were asked for, and what waits for it.
pub(super) async fn team(
    desk: &Desk,
    filter: &WorkFilter,
    requests: bool,
) -> Result<Found, AppError> {
    let (note, scope) = desk.list(ListKind::Deadlines);
    let (store, today) = (desk.store(), desk.now.today);
    // What waits is found among all that there is to do, by whatever day that is due.
    let (of_all, most) = match requests {
        true => (
            WorkFilter {
                due_by: None,
                undated: true,
                ..filter.clone()
            },
            MOST_OWN,
        ),
        false => (filter.clone(), MOST_ROWS),
    };
    let Work { rows, awaited } = store.team_work(note, &scope, today, &of_all, most).await?;
    let by = |day: Option<Day>| match (filter.due_by, day) {
        (None, _) => true,
        (Some(by), day) => day.map_or(filter.undated, |day| day <= by),
    };
    let (rows, awaited): (Arc<[WorkRow]>, Arc<[AwaitedRow]>) = match requests {
        false => (rows, awaited),
        true => (
            rows.iter()
                .filter(|row| matches!(row.turn, Turn::Others { remind, .. } if by(remind)))
                .cloned()
                .collect(),
            awaited
                .iter()
                .filter(|row| by(row.request.remind))
                .cloned()
                .collect(),
        ),
    };
    let mut found = Found {
        cut: rows.len().max(awaited.len()) >= MOST_ROWS as usize,
        rows,
        awaited,
        numbers: of_teams(desk).await?,
        read_only: BTreeSet::new(),
        gives: BTreeSet::new(),
    };
    let cases: Vec<CaseNo> = found.lines().into_keys().collect();
    let subjects = store.subjects(&cases).await?;
    let others = subjects
        .iter()
        .filter(|subject| !desk.may(Action::RegisterFact, Some(subject)));
    found.read_only = others.map(|subject| subject.case).collect();
    let gives = subjects
        .iter()
        .filter(|subject| desk.may(Action::Assign, Some(subject)));
    found.gives = gives.map(|subject| subject.case).collect();
    Ok(found)
}

/// How many rows of each caseworker stand on the list of what is overdue, for whoever leads there with a number.
pub(in crate::pages) async fn overdue(
    desk: &Desk,
    names: &Names,
) -> Result<BTreeMap<String, u32>, AppError> {
    let (store, today) = (desk.store(), desk.now.today);
    let (note, scope) = desk.list(ListKind::Deadlines);
    let asks = Asks::of_overdue();
    let filter = asks.filter(today, names);
    let rows = store
        .worklist(note, &scope, today, &filter, MOST_OWN)
        .await?;
    let items = rows.iter().map(|row| line::item(row, &row.turn));
    let mut list = worklist(store.book(), items, desk.now, |_| None);
    asks.cut(&mut list, today);
    let mut counts = BTreeMap::new();
    for row in &list.rows {
        *counts.entry(row.item.caseworker.to_owned()).or_default() += 1;
    }
    Ok(counts)
}

/// The places in the law book of what gives rows in what a list is narrowed to, whichever duty it shows, by name.
pub(super) async fn occurring(
    desk: &Desk,
    filter: &WorkFilter,
    found: &Found,
    shown: &Worklist<'_>,
    requests: bool,
) -> Result<BTreeMap<String, BTreeSet<usize>>, AppError> {
    let book = desk.store().book();
    let places = |list: &Worklist<'_>| {
        let mut places: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for duty in list.rows.iter().map(|row| row.item.duty) {
            let of_name = places.entry(duty.obligation.clone()).or_default();
            of_name.extend(duty.place_in(book));
        }
        places
    };
    if filter.obligation.is_none() && !found.cut && !requests {
        return Ok(places(shown));
    }
    let all = WorkFilter {
        obligation: None,
        ..filter.clone()
    };
    let (note, scope) = desk.list(ListKind::Deadlines);
    let (store, today) = (desk.store(), desk.now.today);
    let rows = store.worklist(note, &scope, today, &all, MOST_OWN).await?;
    let items = rows.iter().map(|row| line::item(row, &row.turn));
    Ok(places(&worklist(book, items, desk.now, |_| None)))
}

/// The numbers of the viewer's teams: counts only.
async fn of_teams(desk: &Desk) -> Result<Numbers, AppError> {
    let today = desk.now.today;
    let first = today.plus_months(-3).plus_days(1);
    let teams = &desk.viewer().teams;
    let counted = desk.store().fell_due_in_teams(teams, first, today).await?;
    let mut numbers = Numbers::default();
    for (status, count) in counted {
        numbers.count(status, u32::try_from(count).unwrap_or_default());
    }
    Ok(numbers)
}
