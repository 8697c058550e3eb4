//! Roles and proposals: what waits for a second person, what must be confirmed again, and who holds what.
//!
//! Owns: this list, and how a grant stands in any list. Must not know: what a role may do, what excludes what.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Query;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role};
use omhu_law::calendar::Day;
use omhu_store::accounts::{Grant, LONGEST_PROPOSAL_DAYS, Proposed};

use super::{Names, gate, href, links, programs, ways as area_ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::paragraph;
use crate::pages::sheet::{Sheet, acts, role};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Column, Mark, Table};
use crate::view::html::Html;
use crate::view::layout::Place;

/// A role is due to be confirmed again so many days before it would be suspended.
const DUE_DAYS: i32 = 30;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/roles", get(show))
}

/// How a grant stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// It waits for a second person until this day.
    Proposed(Day),
    /// Nobody confirmed it in time.
    Lapsed,
    /// It is confirmed, and counts from this day on.
    Begins(Day),
    /// It counts, until this day unless it is confirmed again.
    Counts(Day),
    /// It counted until this day: it was not confirmed again, or it had an end.
    Over(Day),
}

impl Standing {
    pub(super) fn of(grant: &Grant, today: Day) -> Standing {
        match grant.confirm_by() {
            None => {
                let until = grant.proposed_on.plus_days(LONGEST_PROPOSAL_DAYS);
                if until < today {
                    Standing::Lapsed
                } else {
                    Standing::Proposed(until)
                }
            }
            Some(_) if grant.confirmed.is_some_and(|(_, on)| today < on) => {
                Standing::Begins(grant.confirmed.map_or(today, |(_, on)| on))
            }
            Some(until) if until < today => Standing::Over(until),
            Some(until) => Standing::Counts(until),
        }
    }

    /// Whether somebody should confirm the role again soon, or it is suspended already; one with an end is not.
    fn is_due(self, grant: &Grant, today: Day) -> bool {
        let (Standing::Counts(until) | Standing::Over(until)) = self else {
            return false;
        };
        grant.last_on != Some(until) && until <= today.plus_days(DUE_DAYS)
    }

    fn mark(self, t: Texts, today: Day) -> Mark {
        let days = |until: Day| u32::try_from(until.0 - today.0).unwrap_or(0);
        match self {
            Standing::Proposed(_) => Mark::waiting(t, 0)
                .more("")
                .word(t.get("administration-proposed")),
            Standing::Lapsed => Mark::not_relevant(t).word(t.get("administration-lapsed")),
            Standing::Begins(on) => {
                let days = [("days", days(on).into())];
                Mark::not_started(t).word(t.with("administration-begins", &days))
            }
            Standing::Counts(until) if days(until) <= DUE_DAYS.unsigned_abs() => {
                Mark::open(t, days(until)).word(t.get("administration-counts"))
            }
            Standing::Counts(_) => Mark::done(t).word(t.get("administration-counts")),
            Standing::Over(until) => {
                let over = u32::try_from(today.0 - until.0).unwrap_or(0);
                Mark::overdue(t, over).word(t.get("administration-suspended"))
            }
        }
    }
}

/// Whether a role reaches cases through the teams of who holds it; the others are bound to no team.
fn works_in_teams(role: Role) -> bool {
    match role {
        Role::Caseworker | Role::Coordinator | Role::TeamLeader => true,
        Role::QualityAuditor
        | Role::Controller
        | Role::Director
        | Role::ExternalAuditor
        | Role::LogReviewer
        | Role::UserAdministrator
        | Role::SystemAdministrator => false,
    }
}

/// The cells of a grant in a list: role, teams, how it stands, until when, by whom.
pub(super) fn cells(t: Texts, desk: &Desk, grant: &Grant, names: &Names) -> Vec<Html> {
    let today = desk.now.today;
    let standing = Standing::of(grant, today);
    let teams = match &grant.teams {
        None if works_in_teams(grant.role) => t.get("administration-all-teams"),
        None => t.get("administration-of-no-team"),
        Some(teams) => teams.iter().cloned().collect::<Vec<_>>().join(", "),
    };
    let until = match standing {
        // Until when the proposal waits; until when the role is to count stands with its reason.
        Standing::Proposed(day) => {
            let day = [("day", t.short_day(day).into())];
            t.with("administration-confirm-by", &day)
        }
        Standing::Counts(day) | Standing::Over(day) => t.short_day(day),
        Standing::Begins(_) => grant
            .confirm_by()
            .map_or_else(String::new, |day| t.short_day(day)),
        Standing::Lapsed => String::new(),
    };
    let (by, on) = match grant.confirmed {
        Some((by, on)) => (by, on),
        None => (grant.proposed_by, grant.proposed_on),
    };
    // A role that begins later was confirmed before that day: on which, is in the list of changes.
    let by = match standing {
        Standing::Begins(_) => names.of_user(t, by),
        _ => names.by_on(t, by, on),
    };
    vec![
        role(t, grant.role).into(),
        teams.into(),
        standing.mark(t, today).into(),
        until.into(),
        by.into(),
    ]
}

/// What can be done with a grant, by this viewer.
pub(super) fn ways(t: Texts, desk: &Desk, grant: &Grant) -> Html {
    let held = role(t, grant.role);
    let act = |end: &str, word: String| {
        let to = format!("/administration/roles/{}/{end}", grant.number);
        Act::new(word, to, held.as_str())
    };
    let mut all = Vec::new();
    match Standing::of(grant, desk.now.today) {
        Standing::Proposed(_) => {
            if grant.proposed_by != desk.user() {
                all.push(act("confirm", t.get("administration-confirm")));
            }
            all.push(act("end", t.get("administration-refuse")));
        }
        Standing::Lapsed => all.push(act("end", t.get("administration-refuse"))),
        Standing::Begins(_) => all.push(act("end", t.get("administration-end-role"))),
        standing @ (Standing::Counts(_) | Standing::Over(_)) => {
            let ended = grant.last_on.is_some_and(|last| last < desk.now.today);
            if standing.is_due(grant, desk.now.today) && !ended {
                all.push(act("again", t.get("administration-again")));
            }
            all.push(act("end", t.get("administration-end-role")));
        }
    }
    acts(&all)
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let (t, today) = (context.t, desk.now.today);
    let names = Names::of(&desk).await?;
    let said = desk.store().proposed().await?;
    let mut grants = desk.store().grants(None).await?;
    grants.sort_by_key(|grant| (names.of_user(t, grant.user).to_lowercase(), grant.number));
    let stands = |grant: &Grant| Standing::of(grant, today);
    let proposed = grants
        .iter()
        .filter(|grant| matches!(stands(grant), Standing::Proposed(_) | Standing::Lapsed));
    let due = grants
        .iter()
        .filter(|grant| stands(grant).is_due(grant, today));
    let held = grants
        .iter()
        .filter(|grant| matches!(stands(grant), Standing::Counts(_) | Standing::Begins(_)));
    let title = t.get("administration-roles");
    let mut page = context.page_in(Place::Administration, &title).wide();
    match wanted.done.as_str() {
        "confirm" => page = page.done(t.get("administration-confirm-done")),
        "later" => page = page.done(t.get("administration-confirm-done-later")),
        "again" => page = page.done(t.get("administration-again-done")),
        "end" => page = page.done(t.get("administration-end-role-done")),
        "linked" => page = page.done(t.get("administration-link-confirmed")),
        "token" => page = page.done(t.get("administration-token-confirm-done")),
        "no-token" => page = page.done(t.get("administration-token-refused")),
        "unlinked" => page = page.done(t.get("administration-link-refused")),
        _ => {}
    }
    let lists = Lists {
        t,
        desk: &desk,
        names: &names,
        said: &said,
    };
    let sheet = Sheet {
        page,
        heading: title,
        ways: area_ways(t, &desk, "/administration/roles"),
        parts: vec![
            paragraph(&t.get("administration-roles-lead")),
            lists.table("proposals", "administration-proposals", proposed),
            links::table(t, &desk, &names).await?,
            programs::table(t, &desk, &names, None).await?,
            lists.table("due", "administration-due", due),
            lists.table("held", "administration-held", held),
        ],
    };
    Ok(Answer(sheet.html()?).into_response())
}

/// From and until when a role is to count, and why, as far as it was said.
fn reason(t: Texts, grant: &Grant, said: Option<&Proposed>) -> String {
    let first = said.and_then(|said| said.first_on);
    let last = grant.last_on.filter(|_| grant.confirmed.is_none());
    let day = |day: Day| [("day", t.short_day(day).into())];
    let mut words = Vec::new();
    if let Some(first) = first {
        words.push(t.with("administration-from", &day(first)));
    }
    if let Some(last) = last {
        words.push(t.with("administration-to", &day(last)));
    }
    let days = words.join(", ");
    let why = said.map_or("", |said| said.reason.as_str());
    match (days.as_str(), why) {
        ("", why) => why.to_owned(),
        (days, "") => days.to_owned(),
        (days, why) => format!("{days}. {why}"),
    }
}

struct Lists<'l> {
    t: Texts,
    desk: &'l Desk,
    names: &'l Names,
    said: &'l BTreeMap<i64, Proposed>,
}

impl Lists<'_> {
    fn table<'g>(&self, id: &str, caption: &str, grants: impl Iterator<Item = &'g Grant>) -> Html {
        let t = self.t;
        let row = |grant: &Grant| {
            let name = self.names.of_user(t, grant.user);
            let mut row = vec![Html::link(&href(grant.user), &name)];
            row.extend(cells(t, self.desk, grant, self.names));
            row.push(reason(t, grant, self.said.get(&grant.number)).into());
            let own = grant.user == self.desk.user();
            row.push(if own {
                t.get("administration-not-own").into()
            } else {
                ways(t, self.desk, grant)
            });
            row
        };
        Html::from(Table {
            id: id.to_owned(),
            caption: t.get(caption),
            columns: vec![
                Column::words(t.get("administration-name")),
                Column::words(t.get("administration-role")),
                Column::words(t.get("administration-only-teams")),
                Column::words(t.get("administration-standing")),
                Column::words(t.get("administration-until")),
                Column::words(t.get("administration-by")),
                Column::words(t.get("administration-reason")),
                Column::words(t.get("administration-do")),
            ],
            rows: grants.map(row).collect(),
            none: t.get("administration-nothing-here"),
        })
    }
}
