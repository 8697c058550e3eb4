//! Who has how much: children, families, what is overdue.
//!
//! Owns: that table. Must not know: how much is too much.

use omhu_casework::access::ListKind;
use omhu_casework::worklist::loads;
use omhu_store::CaseFilter;

use super::{Desk, MOST_CASES};
use crate::context::Context;
use crate::http::failure::AppError;
use crate::pages::cases::line::{NOBODY, Names, address};
use crate::pages::my_day::overdue;
use crate::view::components::{Column, Table};
use crate::view::html::Html as Part;

/// The load of each caseworker of the scope.
pub(super) struct Loads {
    pub(super) table: Table,
    /// Who has cases, by the ids under which cases name them.
    pub(super) workers: Vec<String>,
}

/// Reads it.
pub(super) async fn loads_of(
    context: &Context,
    desk: &Desk,
    names: &Names,
) -> Result<Loads, AppError> {
    let (t, store) = (context.t, desk.store());
    let (note, scope) = desk.list(ListKind::Names);
    let open = CaseFilter {
        closed: Some(false),
        ..CaseFilter::default()
    };
    let listed = store.cases(note, &scope, &open, 0, MOST_CASES).await?;
    let overdue = overdue(desk, names).await?;
    let cases = listed.rows.iter().map(|line| {
        (
            line.caseworker.as_str(),
            line.reference.as_str(),
            line.family.as_str(),
        )
    });
    let number = |count: u32| -> Part { t.lang().count(u64::from(count)).into() };
    let row = |(worker, load): (&str, omhu_casework::worklist::Load)| -> Vec<Part> {
        let late = overdue.get(worker).copied().unwrap_or_default();
        let name = names.worker(t, worker);
        let asked = match worker {
            "" => NOBODY,
            worker => worker,
        };
        let parts = [("worker", asked), ("late", "overdue")];
        vec![
            Part::link(&address("/team", &parts[..1]), &name),
            number(load.children),
            number(load.families),
            Part::link(&address("/", &parts), &t.lang().count(u64::from(late))),
        ]
    };
    let mut by_worker = loads(cases);
    // Who has room is seen too.
    for worker in names.workers_of(&desk.viewer().teams) {
        by_worker.entry(worker).or_default();
    }
    let mut rows: Vec<_> = by_worker.into_iter().collect();
    rows.sort_by_key(|(worker, _)| (!worker.is_empty(), names.worker(t, worker).to_lowercase()));
    let workers = rows.iter().map(|(worker, _)| (*worker).to_owned());
    let workers = workers.filter(|worker| !worker.is_empty()).collect();
    let table = Table {
        id: "loads".to_owned(),
        caption: t.get("team-loads"),
        columns: vec![
            Column::words(t.get("list-worker")),
            Column::numbers(t.get("team-children")),
            Column::numbers(t.get("team-families")),
            Column::numbers(t.get("team-overdue")),
        ],
        rows: rows.into_iter().map(row).collect(),
        none: t.get(match desk.viewer().teams.is_empty() {
            true => "team-no-team",
            false => "team-no-cases",
        }),
    };
    Ok(Loads { table, workers })
}
