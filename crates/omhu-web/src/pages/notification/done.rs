//! After a notification was received: that it was, and the cases that the viewer may see.
//!
//! Owns: that page. Must not tell: whether a child was known before.

use askama::Template;
use axum::extract::Query;
use axum::response::Html as Answer;
use omhu_casework::access::{Action, Label, Role};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::When;

use super::give::may_name;
use super::may;
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line::who;
use crate::pages::holders;
use crate::view::layout::{Page, Place};

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    cases: String,
    /// When the notification was received: a day, or an instant.
    #[serde(default)]
    received: String,
}

/// The hours within which the danger is judged.
const HOURS: i64 = 24;
/// More names than these are no help to who has to ring one of them.
const MOST_NAMES: usize = 6;

#[derive(Template)]
#[template(path = "pages/notification/done.html")]
struct Done {
    page: Page,
    lead: String,
    cases: Vec<(String, String)>,
    /// The children whose cases the viewer may not open, by their place in the form.
    others: Vec<String>,
    /// Who distributes those cases.
    goes_on: String,
    /// By when the danger is to be judged.
    by: String,
}

/// More children than this come from no form of ours.
const MOST: usize = 60;

pub(super) async fn show(
    context: Context,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Answer<String>, AppError> {
    may(&desk)?;
    let t = context.t;
    let all: Vec<&str> = asked
        .cases
        .split(',')
        .filter(|it| !it.is_empty())
        .take(MOST)
        .collect();
    let mut cases = Vec::new();
    let mut others = Vec::new();
    for (at, each) in all.iter().enumerate() {
        if *each == "x" {
            let number = [("number", (at + 1).into())];
            others.push(t.with("notification-done-child", &number));
            continue;
        }
        let mut numbers = each.splitn(3, '-').map(|number| number.parse::<i64>().ok());
        let numbers = (
            numbers.next().flatten(),
            numbers.next().flatten(),
            numbers.next().flatten(),
        );
        let (Some(case), Some(first), Some(last)) = numbers else {
            continue;
        };
        let subject = desk.store().subject(CaseNo(case)).await?;
        if subject.is_some_and(|subject| may_name(&desk, &subject)) {
            let sees = Action::See(Label::CaseText);
            let (permit, _) = desk.look(sees, CaseNo(case)).await?;
            let line = desk.store().case_line(&permit, CaseNo(case)).await?;
            let title = line.map_or_else(String::new, |line| {
                let child = who(t, &line, context.today());
                let reference = line.reference.as_str();
                let parts = [("child", child.into()), ("reference", reference.into())];
                t.with("notification-case", &parts)
            });
            cases.push((format!("/cases/{case}/done/{first}-{last}"), title));
        }
    }
    let page = Done {
        page: context.page_in(Place::Notification, &t.get("notification-done")),
        lead: t.with("notification-done-lead", &[("count", all.len().into())]),
        goes_on: goes_on(&context, &desk).await?,
        by: by(&context, &asked.received),
        others,
        cases,
    };
    Ok(Answer(page.render()?))
}

/// By when the danger is to be judged, as exactly as the moment of receiving is known.
fn by(context: &Context, received: &str) -> String {
    let t = context.t;
    let received = When::parse(received.as_bytes()).ok();
    let Some(second) = received.and_then(When::instant) else {
        return t.get("notification-clocks-day");
    };
    let due = When::at(second + HOURS * 60 * 60);
    let parts = [
        ("day", t.short_day(due.day).into()),
        ("clock", t.clock(due).into()),
    ];
    t.with("notification-done-by", &parts)
}

/// Who distributes a case: the coordinators of the writer's own teams, else all. It says nothing of a single case: whether a
/// child is known must not be seen from whom to ring.
async fn goes_on(context: &Context, desk: &Desk) -> Result<String, AppError> {
    let holding = holders::of(desk, Role::Coordinator).await?;
    let directory = desk.store().directory().await?;
    let teams = |user: &UserNo| directory.placed.get(user);
    let own = teams(&desk.user());
    let near = |user: &&UserNo| {
        let both = teams(user).zip(own);
        both.is_some_and(|(theirs, own)| !theirs.is_disjoint(own))
    };
    let near: Vec<&UserNo> = holding.iter().filter(near).collect();
    let named = match near.is_empty() {
        true => holding.iter().collect(),
        false => near,
    };
    let names = named
        .into_iter()
        .filter_map(|user| directory.users.get(user));
    let names: Vec<&str> = names.take(MOST_NAMES).map(String::as_str).collect();
    let t = context.t;
    Ok(match names.is_empty() {
        true => t.get("notification-done-others"),
        false => t.with(
            "notification-done-who",
            &[("names", names.join(", ").into())],
        ),
    })
}
