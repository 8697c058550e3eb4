//! After a notification was received: that it was, and the cases that the viewer may see.
//!
//! Owns: that page. Must not tell: whether a child was known before.

use askama::Template;
use axum::extract::Query;
use axum::response::Html as Answer;
use omhu_casework::access::{Action, Label};
use omhu_casework::ids::CaseNo;

use super::give::may_name;
use super::may;
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line::who;
use crate::view::layout::{Page, Place};

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    cases: String,
}

#[derive(Template)]
#[template(path = "pages/notification/done.html")]
struct Done {
    page: Page,
    lead: String,
    cases: Vec<(String, String)>,
    others: bool,
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
    for each in &all {
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
        others: cases.len() < all.len(),
        cases,
    };
    Ok(Answer(page.render()?))
}
