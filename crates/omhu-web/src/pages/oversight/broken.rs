//! Broken glass: what waits for somebody to ask, and what was found of late.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Query;
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::{ALARM_ABOVE, ALARM_DAYS, FOLLOW_UP_DAYS, Role};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::When;
use omhu_store::accounts::{Finding, Glass};

use super::{admit, case_link, may_ask, name, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::paragraph;
use crate::pages::glass::category;
use crate::pages::glass::looks::time;
use crate::pages::sheet::{Sheet, acts};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Alert, AlertKind, Column, Mark, Table};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight", get(show))
}

/// What was found, in a word.
pub(super) fn finding_word(t: Texts, finding: Finding) -> String {
    t.get(match finding {
        Finding::Justified => "oversight-justified",
        Finding::Unjustified => "oversight-unjustified",
        Finding::Unclear => "oversight-unclear",
    })
}

/// Glass of which the viewer may ask: waiting, oldest first; and broken of late and asked about.
pub(super) async fn glass(desk: &Desk) -> Result<(Vec<Glass>, Vec<Glass>), AppError> {
    let store = desk.store();
    let since = desk.now.second - ALARM_DAYS * 86_400;
    let others = |(_, user, _, _): &(i64, UserNo, _, i64)| *user != desk.user();
    let waiting = store.glass_waiting_in().await?.into_iter().filter(others);
    let late = store
        .glass_since_in(since)
        .await?
        .into_iter()
        .filter(others);
    let cases = waiting.chain(late).map(|(_, _, case, _)| case);
    let Some((permit, _)) = may_ask(desk, cases).await? else {
        return Ok((Vec::new(), Vec::new()));
    };
    // A permit for a case covers one's own glass of it too: nobody asks themselves.
    let mut waiting = store.glass_waiting(&permit).await?;
    waiting.retain(|glass| glass.user != desk.user());
    let mut asked = store.glass_since(&permit, since).await?;
    asked.retain(|glass| glass.user != desk.user() && !glass.waits());
    asked.reverse();
    Ok((waiting, asked))
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
) -> Result<Answer<String>, AppError> {
    admit(&desk)?;
    let t = context.t;
    let (waiting, asked) = glass(&desk).await?;
    let names = desk.names().await?;
    let cases = waiting.iter().chain(&asked).map(|glass| glass.grant.case);
    let ids = desk.store().case_ids(cases).await?;
    let title = t.get("oversight-title");
    let mut page = context.page_in(Place::Oversight, &title).wide();
    if wanted.done == "found" {
        page = page.done(t.get("oversight-found"));
    }
    let mut parts = vec![paragraph(&t.with(
        "oversight-lead",
        &[("days", FOLLOW_UP_DAYS.unsigned_abs().into())],
    ))];
    if let Some(alarm) = alarm(t, &desk, &names).await? {
        parts.push(alarm);
    }
    parts.push(waiting_table(t, &desk, (&names, &ids), &waiting).into());
    parts.push(asked_table(t, (&names, &ids), &asked).into());
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/oversight"),
        parts,
    };
    Ok(Answer(sheet.html()?))
}

/// Who broke glass more often than is usual: all for who samples the log, for a leader those of the own teams.
async fn alarm(
    t: Texts,
    desk: &Desk,
    names: &BTreeMap<UserNo, String>,
) -> Result<Option<Html>, AppError> {
    let mut users = desk.store().glass_alarms(desk.now).await?;
    if !desk.roles().any(|role| role == Role::LogReviewer) {
        let placed = desk.store().placements().await?;
        let own = &desk.viewer().teams;
        users.retain(|user| {
            placed
                .get(user)
                .is_some_and(|teams| !teams.is_disjoint(own))
        });
    }
    if users.is_empty() {
        return Ok(None);
    }
    let who: Vec<String> = users.iter().map(|user| name(t, names, *user)).collect();
    let told = [
        ("names", who.join(", ").into()),
        ("count", ALARM_ABOVE.into()),
        ("days", ALARM_DAYS.unsigned_abs().into()),
    ];
    Ok(Some(Html::from(Alert {
        t,
        kind: AlertKind::Warning,
        heading: t.get("oversight-alarm"),
        body: t.with("oversight-alarm-more", &told).into(),
    })))
}

/// How long there is to ask, or how long ago it should have been done.
pub(super) fn mark(t: Texts, desk: &Desk, glass: &Glass) -> Mark {
    let due = When::at(glass.waits_since()).day.plus_days(FOLLOW_UP_DAYS);
    let left = due.0 - desk.now.today.0;
    match u32::try_from(left) {
        Ok(0) => Mark::today(t),
        Ok(left) => Mark::open(t, left),
        Err(_) => Mark::overdue(t, left.unsigned_abs()),
    }
}

/// The same, and that somebody asks again because it was used after the finding.
fn due(t: Texts, desk: &Desk, glass: &Glass) -> Html {
    let mark = Html::from(mark(t, desk, glass));
    match glass.used_again {
        true => Html::all([mark, Html::text(&format!(" {}", t.get("oversight-again")))]),
        false => mark,
    }
}

/// The names of colleagues, and the ids of cases.
type Named<'n> = (&'n BTreeMap<UserNo, String>, &'n BTreeMap<CaseNo, String>);

fn waiting_table(t: Texts, desk: &Desk, (names, ids): Named<'_>, waiting: &[Glass]) -> Table {
    let row = |glass: &Glass| -> Vec<Html> {
        let who = name(t, names, glass.user);
        let to = format!("/oversight/glass/{}", glass.number);
        vec![
            who.as_str().into(),
            case_link(t, ids, glass.grant.case),
            category(t, glass.grant.category).into(),
            time(t, glass.grant.opened_at).into(),
            due(t, desk, glass),
            acts(&[Act::new(t.get("oversight-follow-up"), to, who.as_str())]),
        ]
    };
    Table {
        id: "waiting".to_owned(),
        caption: t.get("oversight-waiting"),
        columns: vec![
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-which")),
            Column::words(t.get("oversight-category")),
            Column::words(t.get("oversight-opened")),
            Column::words(t.get("oversight-due")),
            Column::words(t.get("oversight-do")),
        ],
        rows: waiting.iter().map(row).collect(),
        none: t.get("oversight-none-waiting"),
    }
}

fn asked_table(t: Texts, (names, ids): Named<'_>, asked: &[Glass]) -> Table {
    let row = |glass: &Glass| -> Vec<Html> {
        let (by, at) = glass.followed_up.unwrap_or((UserNo(0), 0));
        let found = glass.finding.map(|finding| finding_word(t, finding));
        vec![
            Html::link(
                &format!("/oversight/glass/{}", glass.number),
                &name(t, names, glass.user),
            ),
            case_link(t, ids, glass.grant.case),
            found.unwrap_or_default().into(),
            glass.remark.as_str().into(),
            name(t, names, by).into(),
            time(t, at).into(),
        ]
    };
    Table {
        id: "asked".to_owned(),
        caption: t.with(
            "oversight-asked",
            &[("days", ALARM_DAYS.unsigned_abs().into())],
        ),
        columns: vec![
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-which")),
            Column::words(t.get("oversight-finding")),
            Column::words(t.get("oversight-remark")),
            Column::words(t.get("oversight-by")),
            Column::words(t.get("oversight-when")),
        ],
        rows: asked.iter().map(row).collect(),
        none: t.get("oversight-none-asked"),
    }
}
