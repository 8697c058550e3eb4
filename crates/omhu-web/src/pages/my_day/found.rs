//! What there is to do, from the store: one's own cases, or those of a team.
//!
//! Owns: which rows are read. Must not know: groups and order (the worklist's), words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use omhu_casework::access::{Action, CaseScope, CaseSet, ListKind};
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::{Group, Item, Numbers, Worklist, worklist};
use omhu_law::calendar::Day;
use omhu_store::{AwaitedRow, CaseLine, OwnWork, WorkFilter, WorkRow};

use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line;

/// One caseworker has fewer things to do than this.
const MOST_OWN: u32 = 10_000;
/// More rows than this are narrowed, not read.
const MOST_ROWS: u32 = 500;

/// Rows, and what the page says beside them.
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
}

impl Default for Found {
    fn default() -> Self {
        let OwnWork { rows, awaited } = OwnWork::default();
        Found {
            rows,
            awaited,
            numbers: Numbers::default(),
            cut: false,
            read_only: BTreeSet::new(),
        }
    }
}

impl Found {
    /// What is awaited in a group: with that for which it is time to ask again, or with what waits for others.
    pub(super) fn awaited(&self, group: Group, today: Day) -> impl Iterator<Item = &AwaitedRow> {
        self.awaited.iter().filter(move |row| {
            let late = row.request.remind.is_some_and(|day| day <= today);
            match group {
                Group::Fortnight => late,
                Group::Waiting => !late,
                _ => false,
            }
        })
    }

    /// The rows as the worklist takes them.
    pub(super) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.rows.iter().map(|row| line::item(row, &row.turn))
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
    let today = desk.now.today;
    let (store, own) = (desk.store(), own(&scope));
    let OwnWork { rows, awaited } = store.own_work(note, &own, today, MOST_OWN).await?;
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
pub(super) async fn team(desk: &Desk, filter: &WorkFilter) -> Result<Found, AppError> {
    let (note, scope) = desk.list(ListKind::Deadlines);
    let (store, today) = (desk.store(), desk.now.today);
    let rows = store
        .worklist(note, &scope, today, filter, MOST_ROWS)
        .await?;
    let cases: BTreeSet<CaseNo> = rows.iter().map(|row| row.case.case).collect();
    let subjects = store.subjects(&Vec::from_iter(cases)).await?;
    let others = subjects
        .iter()
        .filter(|subject| !desk.may(Action::RegisterFact, Some(subject)));
    Ok(Found {
        cut: rows.len() >= MOST_ROWS as usize,
        awaited: Arc::new([]),
        rows: rows.into(),
        numbers: of_teams(desk).await?,
        read_only: others.map(|subject| subject.case).collect(),
    })
}

/// The places in the law book of what gives rows in what a list is narrowed to, whichever duty it shows, by name.
pub(super) async fn occurring(
    desk: &Desk,
    filter: &WorkFilter,
    found: &Found,
    shown: &Worklist<'_>,
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
    if filter.obligation.is_none() && !found.cut {
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
