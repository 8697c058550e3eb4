//! Giving cases: which, and to whom.
//!
//! Owns: the list to tick, and the places that a case can go to. Must not know: who may move a case.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use omhu_casework::ids::CaseNo;
use omhu_store::CaseLine;

use super::Desk;
use super::caution::{self, Siblings};
use super::urgent::Urgent;
use crate::context::Context;
use crate::http::failure::AppError;
use crate::pages::cases::line::{self, NOBODY, Names};
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Column, Select, Table};
use crate::view::html::Html as Part;

/// Stands in the address for whoever has the cases.
pub(super) const ALL: &str = "all";

/// A box to tick, with the child's name.
#[derive(Template)]
#[template(path = "pages/team/tick.html")]
struct Tick {
    id: String,
    case: CaseNo,
    label: String,
    ticked: bool,
    /// Who has it while it is shown.
    was: String,
}

/// Where a case can go: a team, and a caseworker in it or none yet.
pub(super) struct Place {
    pub(super) team: String,
    pub(super) worker: String,
    label: String,
}

impl Place {
    /// What the form sends.
    pub(super) fn value(&self) -> String {
        value(&self.team, &self.worker)
    }

    pub(super) fn choice(&self, chosen: &str) -> Choice {
        let value = self.value();
        let chosen = value == chosen;
        Choice::new(value, &self.label).chosen(chosen)
    }
}

/// A team and a caseworker as the form has them.
pub(in crate::pages) fn value(team: &str, worker: &str) -> String {
    format!("{team}|{worker}")
}

/// The members of the viewer's teams, then every team without saying who.
pub(super) async fn places(t: Texts, desk: &Desk, names: &Names) -> Result<Vec<Place>, AppError> {
    let store = desk.store();
    let colleagues = store.colleagues().await?;
    let mut places = Vec::new();
    for team in &desk.viewer().teams {
        let members = store.members(team).await?;
        for colleague in &colleagues {
            let worker = colleague.caseworker.as_ref();
            let Some(worker) = worker.filter(|_| members.contains(&colleague.user)) else {
                continue;
            };
            places.push(Place {
                team: team.clone(),
                worker: worker.clone(),
                label: format!("{} · {}", colleague.name, names.team(t, team)),
            });
        }
    }
    for team in store.teams().await? {
        let title = names.team(t, &team.id);
        places.push(Place {
            label: t.with("team-only", &[("team", title.into())]),
            team: team.id,
            worker: String::new(),
        });
    }
    Ok(places)
}

/// The fields of the filter.
pub(super) fn fields(
    t: Texts,
    desk: &Desk,
    names: &Names,
    having: &BTreeSet<&str>,
    (team, worker): (&str, &str),
) -> Part {
    let teams = &desk.viewer().teams;
    // Whoever distributes begins with what nobody has; the other lists with all.
    let asked = match worker {
        "" => NOBODY,
        ALL => "",
        worker => worker,
    };
    let mut workers = names.worker_choices_of(t, teams, having, asked);
    workers.retain(|choice| !matches!(choice.value.as_str(), "" | NOBODY));
    let all = Choice::new(ALL, t.get("list-all")).chosen(asked.is_empty());
    let nobody = Choice::new(NOBODY, t.get("list-nobody")).chosen(asked == NOBODY);
    workers.splice(0..0, [nobody, all]);
    let select = |name: &str, key: &str, choices| -> Part {
        Select::new(Asked::new(t, name, t.get(key)), choices).into()
    };
    Part::all([
        select("worker", "list-worker", workers),
        select("team", "list-team", names.choices_of_teams(t, teams, team)),
    ])
}

/// What stands beside the cases.
#[derive(Clone, Copy)]
pub(super) struct Beside<'b> {
    pub(super) urgent: &'b BTreeMap<CaseNo, Urgent>,
    pub(super) siblings: &'b Siblings,
}

/// The cases with their boxes.
pub(super) fn table(
    context: &Context,
    names: &Names,
    lines: &[CaseLine],
    beside: Beside<'_>,
    ticked: &[CaseNo],
    none: &str,
) -> Table {
    let t = context.t;
    let row = |(place, line): (usize, &CaseLine)| -> Vec<Part> {
        let tick = Tick {
            // The first has the id to which the list of faults leads.
            id: match place {
                0 => "f-case".to_owned(),
                place => format!("f-case-{}", place + 1),
            },
            case: line.case,
            label: line::who(t, line, context.today()),
            ticked: ticked.contains(&line.case),
            was: value(&line.team, &line.caseworker),
        };
        let since = line.opened_on.map(|day| t.short_day(day));
        vec![
            Part::of(&tick),
            beside
                .urgent
                .get(&line.case)
                .map_or_else(Part::default, |urgent| urgent.show(context)),
            Part::link(&line::href(line.case), &line.reference),
            names.team(t, &line.team).into(),
            names.worker(t, &line.caseworker).into(),
            caution::beside(t, names, beside.siblings, line.case),
            since.unwrap_or_default().into(),
        ]
    };
    Table {
        id: "give".to_owned(),
        caption: t.get("team-cases"),
        columns: vec![
            Column::words(t.get("list-child")),
            Column::words(t.get("team-urgent")),
            Column::words(t.get("list-reference")),
            Column::words(t.get("list-team")),
            Column::words(t.get("list-worker")),
            Column::words(t.get("case-siblings")),
            Column::words(t.get("list-since")),
        ],
        rows: lines.iter().enumerate().map(row).collect(),
        none: t.get(none),
    }
}
