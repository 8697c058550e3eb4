//! Stand-ins: for whom one stands in, who stands in for oneself, and letting somebody stand in.
//!
//! Owns: `/stand-ins` and what lies under it. Must not know: who may let somebody stand in (the policy says it, and the
//! store that it is for one's own team), what a stand-in opens.

mod end;
mod new;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Query;
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::{Action, Cover, Label, ListKind, Role};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::accounts::StandInRow;

use super::case::frame::{heading, paragraph};
use super::cases::line::who;
use super::looked::case_word;
use super::sheet::{Sheet, acts};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Column, Mark, Table};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/stand-ins", get(show))
        .merge(end::routes())
        .merge(new::routes())
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

/// Those who do casework; others have no such page.
fn admit(desk: &Desk) -> Result<(), AppError> {
    let works = |role| {
        matches!(
            role,
            Role::Caseworker | Role::Coordinator | Role::TeamLeader
        )
    };
    if desk.roles().any(works) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// Whether the viewer lets others stand in.
fn grants(desk: &Desk) -> bool {
    desk.may(Action::StandInGrant, None)
}

/// The members of the viewer's teams.
async fn team(desk: &Desk) -> Result<Vec<UserNo>, AppError> {
    let mut members = Vec::new();
    for team in &desk.viewer().teams {
        members.extend(desk.store().members(team).await?);
    }
    members.sort_unstable();
    members.dedup();
    Ok(members)
}

/// Whether the viewer may end it: who may grant it, or the one who is back. Giving up what was opened opens nothing.
async fn may_end(desk: &Desk, row: &StandInRow) -> Result<bool, AppError> {
    let Cover::Person(absent) = row.stand_in.covers else {
        return Ok(false);
    };
    if absent == desk.user() {
        return Ok(true);
    }
    Ok(grants(desk) && team(desk).await?.contains(&absent))
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    admit(&desk)?;
    let t = context.t;
    let rows = desk.store().stand_ins(desk.now.today).await?;
    let names = desk.names().await?;
    let me = desk.user();
    let absent = |row: &StandInRow| match row.stand_in.covers {
        Cover::Person(absent) => Some(absent),
        Cover::Case(_) => None,
    };
    let title = t.get("standin-title");
    let mut page = context.page(&title);
    match wanted.done.as_str() {
        "granted" => page = page.done(t.get("standin-done-granted")),
        "ended" => page = page.done(t.get("standin-done-ended")),
        _ => {}
    }
    let children = children(&context, &desk, &rows).await?;
    let moved = rows.iter().filter_map(|row| match row.stand_in.covers {
        Cover::Case(case) => Some(case),
        Cover::Person(_) => None,
    });
    let ids = desk.store().case_ids(moved).await?;
    let lists = Lists {
        t,
        desk: &desk,
        names: &names,
        children,
        ids,
    };
    let mine = rows.iter().filter(|row| row.user == me);
    let for_me = rows.iter().filter(|row| absent(row) == Some(me));
    let mut parts = vec![
        paragraph(&t.get("standin-lead")),
        lists.table("mine", "standin-mine", "standin-mine-none", mine, false),
        lists.table(
            "for-me",
            "standin-for-me",
            "standin-for-me-none",
            for_me,
            true,
        ),
    ];
    if grants(&desk) {
        let team = team(&desk).await?;
        let of_team = rows
            .iter()
            .filter(|row| absent(row).is_some_and(|absent| absent != me && team.contains(&absent)));
        let new = Act::new(t.get("standin-new"), "/stand-ins/new", "");
        parts.push(heading(&t.get("standin-team")));
        parts.push(acts(&[new]));
        parts.push(lists.table(
            "team",
            "standin-of-team",
            "standin-team-none",
            of_team,
            true,
        ));
    } else {
        parts.push(paragraph(&t.get("standin-ask-leader")));
    }
    let sheet = Sheet {
        page,
        heading: title,
        ways: Html::default(),
        parts,
    };
    Ok(Answer(sheet.html()?))
}

struct Lists<'l> {
    t: Texts,
    desk: &'l Desk,
    names: &'l BTreeMap<UserNo, String>,
    /// The children of cases that somebody reads on in, where the viewer may see them.
    children: BTreeMap<CaseNo, String>,
    /// The ids of these cases.
    ids: BTreeMap<CaseNo, String>,
}

/// The children of the cases that the viewer reads on in after a handover.
async fn children(
    context: &Context,
    desk: &Desk,
    rows: &[StandInRow],
) -> Result<BTreeMap<CaseNo, String>, AppError> {
    let (store, me) = (desk.store(), desk.user());
    let own = rows.iter().filter(|row| row.user == me);
    let cases = own.filter_map(|row| match row.stand_in.covers {
        Cover::Case(case) => Some(case),
        Cover::Person(_) => None,
    });
    let mut seen = store.subjects(&cases.collect::<Vec<_>>()).await?;
    seen.retain(|subject| desk.may(Action::See(Label::Core), Some(subject)));
    let seen: Vec<CaseNo> = seen.iter().map(|subject| subject.case).collect();
    let mut named = BTreeMap::new();
    if seen.is_empty() {
        return Ok(named);
    }
    let (note, _) = desk.list(ListKind::Names);
    let permit = store.look(note, &seen).await?;
    for case in seen {
        let line = store.case_line(&permit, case).await?;
        named.extend(line.map(|line| (case, who(context.t, &line, context.today()))));
    }
    Ok(named)
}

impl Lists<'_> {
    fn name(&self, user: UserNo) -> &str {
        self.names.get(&user).map_or("", String::as_str)
    }

    /// The cells of a row: who is away, who stands in, from when until when, how it stands.
    fn cells(&self, row: &StandInRow) -> Vec<Html> {
        let t = self.t;
        let stand_in = row.stand_in;
        let whom = match stand_in.covers {
            Cover::Person(absent) => self.name(absent).into(),
            Cover::Case(case) => {
                let number = || case_word(t, &self.ids, case);
                let word = self.children.get(&case).cloned().unwrap_or_else(number);
                Html::link(&format!("/cases/{case}"), &word)
            }
        };
        let today = self.desk.now.today;
        let days = |from: omhu_law::calendar::Day, to: omhu_law::calendar::Day| {
            u32::try_from(to.0 - from.0).unwrap_or(0)
        };
        let mark = if today < stand_in.first_on {
            let left = days(today, stand_in.first_on).into();
            Mark::not_started(t).more(t.with("standin-begins", &[("days", left)]))
        } else {
            let left = days(today, stand_in.last_on).into();
            Mark::started(t).more(t.with("standin-ends", &[("days", left)]))
        };
        vec![
            whom,
            self.name(row.user).into(),
            t.short_day(stand_in.first_on).into(),
            t.short_day(stand_in.last_on).into(),
            mark.into(),
        ]
    }

    fn table<'r>(
        &self,
        id: &str,
        caption: &str,
        none: &str,
        rows: impl Iterator<Item = &'r StandInRow>,
        ends: bool,
    ) -> Html {
        let t = self.t;
        let mut columns = vec![
            Column::words(t.get("standin-away")),
            Column::words(t.get("standin-who")),
            Column::words(t.get("standin-first")),
            Column::words(t.get("standin-last")),
            Column::words(t.get("standin-status")),
        ];
        if ends {
            columns.push(Column::words(t.get("standin-do")));
        }
        let row = |row: &StandInRow| {
            let mut cells = self.cells(row);
            if ends {
                let to = format!("/stand-ins/{}/end", row.number);
                let end = Act::new(t.get("standin-end"), to, self.name(row.user));
                cells.push(acts(&[end]));
            }
            cells
        };
        Html::from(Table {
            id: id.to_owned(),
            caption: t.get(caption),
            columns,
            rows: rows.map(row).collect(),
            none: t.get(none),
        })
    }
}
