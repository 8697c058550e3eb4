//! Working on a case beside its caseworker: who does, letting somebody, and that it is over.
//!
//! Owns: `/cases/{case}/beside`. Must not know: who may give a case (the policy says it), what working on it opens.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role};
use omhu_casework::ids::UserNo;

use super::case::frame::{self, FormPage, block, fault_list, fault_of, heading, must, paragraph};
use super::case::{CaseFile, number};
use super::sheet::{Faults, acts, fault};
use super::{holders, purpose};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Asked, Choice, Column, Select, Table};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/beside", get(show).post(add))
        .route("/cases/{case}/beside/{user}", get(ask).post(end))
}

/// The case, for who may give it to somebody.
async fn open(desk: &Desk, case: &str) -> Result<CaseFile, AppError> {
    let file = CaseFile::open(desk, number(case)?, None).await?;
    must(desk, &file, Action::Assign)?;
    Ok(file)
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let file = open(&desk, &case).await?;
    let sent = Submitted::default();
    page(&context, &desk, &file, &sent, Faults::new(), &wanted.done).await
}

/// Those who can work on it: caseworkers, but who has it, does it already, or has a personal conflict with it.
async fn colleagues(desk: &Desk, file: &CaseFile) -> Result<BTreeSet<UserNo>, AppError> {
    let mut colleagues = holders::of(desk, Role::Caseworker).await?;
    let subject = &file.subject;
    let held = desk.store().conflicts_in(&file.permit, file.case).await?;
    for user in &subject.co_assigned {
        colleagues.remove(user);
    }
    for user in held.iter().map(|held| held.user).chain(subject.caseworker) {
        colleagues.remove(&user);
    }
    Ok(colleagues)
}

async fn add(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let file = open(&desk, &case).await?;
    let mut faults = Faults::new();
    let user = sent.get("user").parse().ok().map(UserNo);
    // Sent twice, it is so already.
    let is_so = user.is_some_and(|user| file.subject.co_assigned.contains(&user));
    let colleagues = colleagues(&desk, &file).await?;
    let user = user.filter(|user| is_so || colleagues.contains(user));
    if user.is_none() {
        faults.extend(fault("user", t.get("beside-user-missing")));
    }
    let reason = purpose::read(t, &sent, &mut faults);
    match user.filter(|_| faults.is_empty()) {
        Some(user) => set(&desk, &file, user, true, &reason).await,
        None => page(&context, &desk, &file, &sent, faults, "").await,
    }
}

/// Writes it, behind the row that says why.
async fn set(
    desk: &Desk,
    file: &CaseFile,
    user: UserNo,
    works: bool,
    reason: &str,
) -> Result<Response, AppError> {
    let (permit, _) = desk.look_for(Action::Assign, file.case, reason).await?;
    let store = desk.store();
    let written = store.co_assign(&permit, file.case, user, works, desk.user(), desk.now);
    written.await?;
    let end = match works {
        true => "/beside?done=added",
        false => "/beside?done=ended",
    };
    Ok(redirect::see_other(&file.path(end)))
}

async fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    sent: &Submitted,
    faults: Faults,
    done: &str,
) -> Result<Response, AppError> {
    let t = context.t;
    let title = t.get("beside-title");
    let mut page = frame::page(context, file, &title);
    match done {
        "added" => page = page.done(t.get("beside-done-added")),
        "ended" => page = page.done(t.get("beside-done-ended")),
        _ => {}
    }
    let status = match faults.is_empty() {
        true => StatusCode::OK,
        false => {
            page = page.with_faults();
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let colleagues = colleagues(desk, file).await?;
    let mut named: Vec<(&str, UserNo)> = colleagues
        .iter()
        .map(|user| (file.user(*user), *user))
        .collect();
    named.sort_by_key(|(name, _)| name.to_lowercase());
    let chosen = sent.get("user");
    let choices = named.into_iter().map(|(name, user)| {
        let value = user.to_string();
        let is_chosen = value == chosen;
        Choice::new(value, name).chosen(is_chosen)
    });
    let who = Asked::new(t, "user", t.get("beside-user"))
        .hint(t.get("beside-user-hint"))
        .error(fault_of(&faults, "user"));
    let hint = t.get("beside-why-hint");
    let fields = vec![
        Select::new(who, choices.collect()).into(),
        purpose::field(t, t.get("beside-why"), &hint, sent, &faults),
    ];
    let form = FormPage {
        page,
        heading: String::new(),
        before: vec![
            frame::head(t, file).into(),
            heading(&title),
            paragraph(&t.get("beside-lead")),
            table(t, file),
        ],
        action: file.path("/beside"),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button: t.get("beside-button"),
        below: Vec::new(),
        after: vec![block(Html::link(&file.path(""), &t.get("case-back")))],
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}

fn table(t: Texts, file: &CaseFile) -> Html {
    let row = |user: &UserNo| -> Vec<Html> {
        let who = file.user(*user);
        let to = file.path(&format!("/beside/{user}"));
        vec![who.into(), acts(&[Act::new(t.get("beside-end"), to, who)])]
    };
    Html::from(Table {
        id: "beside".to_owned(),
        caption: t.get("case-beside"),
        columns: vec![
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-do")),
        ],
        rows: file.subject.co_assigned.iter().map(row).collect(),
        none: t.get("beside-none"),
    })
}

/// The case and somebody who works on it; else there is none.
async fn of(desk: &Desk, case: &str, user: &str) -> Result<(CaseFile, UserNo), AppError> {
    let file = open(desk, case).await?;
    let mut beside = file.subject.co_assigned.iter();
    let user = beside.find(|held| held.to_string() == user).copied();
    let user = user.ok_or(AppError::NotFound)?;
    Ok((file, user))
}

async fn ask(
    context: Context,
    desk: Desk,
    Path((case, user)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (file, user) = of(&desk, &case, &user).await?;
    ending(&context, &file, user).answer(context.t, &Submitted::default(), Faults::new())
}

async fn end(
    context: Context,
    desk: Desk,
    Path((case, user)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (file, user) = of(&desk, &case, &user).await?;
    let mut faults = Faults::new();
    let reason = purpose::read(context.t, &sent, &mut faults);
    match faults.is_empty() {
        true => set(&desk, &file, user, false, &reason).await,
        false => ending(&context, &file, user).answer(context.t, &sent, faults),
    }
}

fn ending(context: &Context, file: &CaseFile, user: UserNo) -> purpose::Ending {
    let t = context.t;
    let title = t.with("beside-end-of", &[("name", file.user(user).into())]);
    purpose::Ending {
        page: frame::page(context, file, &title),
        heading: title,
        lead: t.get("beside-end-lead"),
        action: file.path(&format!("/beside/{user}")),
        why: (t.get("beside-end-why"), t.get("beside-why-hint")),
        button: t.get("beside-end"),
        back: Html::link(&file.path("/beside"), &t.get("beside-back")),
    }
}
