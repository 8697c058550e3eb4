//! The second person: whether a protected address may be shown to somebody who broke the glass of a case.
//!
//! Owns: `/seconds` and `/seconds/{request}`, and the notice on the front page. Must not know: who may answer (the policy says
//! it of each case), the address.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::When;
use omhu_store::accounts::{AccountFault, Glass, GlassRequest};

use super::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use super::glass::category;
use super::glass::looks::time;
use super::looked::{case_word, person};
use super::oversight::permit_for;
use super::purpose;
use super::sheet::{Faults, Sheet, acts, fault};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Act, Alert, AlertKind, Asked as Question, Choice, Choices, Column, Fact, Facts, Table,
};
use crate::view::html::Html;
use crate::view::layout::Place;

/// Said in the address of the list where an answer did not count.
const OVER: &str = "over";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/seconds", get(list))
        .route("/seconds/{request}", get(show).post(answer))
}

/// Those whose roles can be a second person; others have no such page.
fn admit(desk: &Desk) -> Result<(), AppError> {
    let answers = |role| {
        matches!(
            role,
            Role::Coordinator | Role::TeamLeader | Role::LogReviewer
        )
    };
    match desk.roles().any(answers) {
        true => Ok(()),
        false => Err(AppError::NotFound),
    }
}

/// What others wait for the viewer to answer.
async fn waiting(desk: &Desk) -> Result<Vec<(i64, UserNo, CaseNo)>, AppError> {
    let store = desk.store();
    let mut waiting = Vec::new();
    for (number, user, case) in store.seconds_waiting_in(desk.now).await? {
        let subject = store.subject(case).await?;
        let may = |subject: &_| desk.may(Action::BreakGlassApprove, Some(subject));
        if user != desk.user() && subject.as_deref().is_some_and(may) {
            waiting.push((number, user, case));
        }
    }
    Ok(waiting)
}

/// On the front page of who can answer: that somebody waits.
///
/// # Errors
/// The database.
pub(super) async fn notice(t: Texts, desk: &Desk) -> Result<Option<Html>, AppError> {
    if admit(desk).is_err() {
        return Ok(None);
    }
    let waiting = waiting(desk).await?;
    let count = [("count", waiting.len().into())];
    Ok((!waiting.is_empty()).then(|| {
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.with("seconds-notice", &count),
            body: Html::link("/seconds", &t.get("seconds-answer")),
        })
    }))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn list(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    admit(&desk)?;
    let t = context.t;
    let cases: Vec<CaseNo> = waiting(&desk).await?.into_iter().map(|it| it.2).collect();
    let permit = permit_for(&desk, Action::BreakGlassApprove, cases.iter().copied()).await?;
    let mut all = match permit {
        Some((permit, _)) => desk.store().seconds_waiting(&permit, desk.now).await?,
        None => Vec::new(),
    };
    all.retain(|asked| asked.user != desk.user());
    let names = desk.names().await?;
    let ids = desk.store().case_ids(cases).await?;
    let row = |asked: &GlassRequest| -> Vec<Html> {
        let who = person(t, &names, asked.user);
        let to = format!("/seconds/{}", asked.number);
        vec![
            who.as_str().into(),
            case_word(t, &ids, asked.case).into(),
            time(t, asked.asked_at).into(),
            time(t, asked.until).into(),
            acts(&[Act::new(t.get("seconds-answer"), to, who.as_str())]),
        ]
    };
    let table = Table {
        id: "seconds".to_owned(),
        caption: t.get("seconds-waiting"),
        columns: vec![
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-which")),
            Column::words(t.get("seconds-asked")),
            Column::words(t.get("seconds-until")),
            Column::words(t.get("oversight-do")),
        ],
        rows: all.iter().map(row).collect(),
        none: t.get("seconds-none"),
    };
    let title = t.get("seconds-title");
    let mut page = context.page_in(Place::Today, &title).wide();
    match wanted.done.as_str() {
        "approved" => page = page.done(t.get("seconds-approved")),
        "refused" => page = page.done(t.get("seconds-refused")),
        _ => {}
    }
    let over = (wanted.done == OVER).then(|| {
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.get("seconds-over"),
            body: t.get("seconds-over-more").into(),
        })
    });
    let lead = [paragraph(&t.get("seconds-lead")), table.into()];
    let sheet = Sheet {
        page,
        heading: title,
        ways: Html::default(),
        parts: over.into_iter().chain(lead).collect(),
    };
    Ok(Answer(sheet.html()?))
}

/// What somebody asked, for who can answer it.
enum Asked {
    /// It waits: what was asked, and the glass.
    Waits(Box<(GlassRequest, Glass)>),
    /// Somebody answered it, or the glass is whole again: no answer counts any more.
    Over,
}

/// What was asked under this number, where the viewer can be the second person; else there is none.
async fn of(desk: &Desk, request: &str) -> Result<Asked, AppError> {
    admit(desk)?;
    let number: i64 = request.parse().map_err(|_| AppError::NotFound)?;
    let store = desk.store();
    let (user, case) = store.second_in(number).await?.ok_or(AppError::NotFound)?;
    let subject = store.subject(case).await?.ok_or(AppError::NotFound)?;
    if user == desk.user() || !desk.may(Action::BreakGlassApprove, Some(&subject)) {
        return Err(AppError::NotFound);
    }
    let (permit, _) = desk.look(Action::BreakGlassApprove, case).await?;
    let all = store.seconds_waiting(&permit, desk.now).await?;
    let asked = all.into_iter().find(|asked| asked.number == number);
    let Some(asked) = asked else {
        return Ok(Asked::Over);
    };
    let glass = store.glass_since(&permit, 0).await?;
    let glass = glass.into_iter().find(|glass| glass.number == asked.glass);
    let glass = glass.ok_or(AppError::NotFound)?;
    Ok(Asked::Waits(Box::new((asked, glass))))
}

/// To the list, which says that the answer did not count.
fn over() -> Response {
    redirect::see_other(&format!("/seconds?done={OVER}"))
}

async fn show(
    context: Context,
    desk: Desk,
    Path(request): Path<String>,
) -> Result<Response, AppError> {
    let Asked::Waits(waits) = of(&desk, &request).await? else {
        return Err(AppError::NotFound);
    };
    let (asked, glass) = *waits;
    let sent = Submitted::default();
    page(&context, &desk, (&asked, &glass), &sent, Faults::new()).await
}

async fn answer(
    context: Context,
    desk: Desk,
    Path(request): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let Asked::Waits(waits) = of(&desk, &request).await? else {
        return Ok(over());
    };
    let (asked, glass) = *waits;
    let mut faults = Faults::new();
    let approved = match sent.get("answer") {
        "approve" => Some(true),
        "refuse" => Some(false),
        _ => None,
    };
    if approved.is_none() {
        faults.extend(fault("answer", t.get("seconds-answer-missing")));
    }
    let why = purpose::read(t, &sent, &mut faults);
    if let (Some(approved), true) = (approved, faults.is_empty()) {
        let action = Action::BreakGlassApprove;
        let (permit, _) = desk.look_for(action, asked.case, &why).await?;
        let store = desk.store();
        let done = store
            .answer_second(&permit, asked.number, approved, &why, desk.user(), desk.now)
            .await?;
        return match (done, approved) {
            (Ok(()), true) => Ok(redirect::see_other("/seconds?done=approved")),
            (Ok(()), false) => Ok(redirect::see_other("/seconds?done=refused")),
            // In this very moment somebody else answered, or the glass was closed.
            (Err(AccountFault::Over), _) => Ok(over()),
            (Err(_), _) => Err(AppError::NotFound),
        };
    }
    page(&context, &desk, (&asked, &glass), &sent, faults).await
}

async fn page(
    context: &Context,
    desk: &Desk,
    (asked, glass): (&GlassRequest, &Glass),
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = desk.names().await?;
    let ids = desk.store().case_ids([asked.case]).await?;
    let who = person(t, &names, asked.user);
    let title = t.with("seconds-of", &[("name", who.as_str().into())]);
    let mut frame = context.page_in(Place::Today, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        frame = frame.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let rows = vec![
        Fact::new(t.get("oversight-who"), who),
        Fact::new(t.get("oversight-which"), case_word(t, &ids, asked.case)),
        Fact::new(
            t.get("oversight-category"),
            category(t, glass.grant.category),
        ),
        Fact::new(t.get("oversight-reason"), glass.reason.as_str()),
        Fact::new(t.get("seconds-why-address"), asked.reason.as_str()),
        Fact::new(t.get("seconds-asked"), time(t, asked.asked_at)),
        Fact::new(t.get("seconds-until"), time(t, asked.until)),
    ];
    let clock = t.clock(When::at(asked.until));
    let choice = |value: &str, key: &str| {
        Choice::new(value, t.with(key, &[("clock", clock.as_str().into())]))
            .chosen(sent.get("answer") == value)
    };
    let answers = Question::new(t, "answer", t.get("seconds-question"))
        .hint(t.get("seconds-question-hint"))
        .error(fault_of(&faults, "answer"));
    let choices = vec![
        choice("approve", "seconds-approve"),
        choice("refuse", "seconds-refuse"),
    ];
    let fields = vec![
        Choices::one(answers, choices).into(),
        purpose::field(
            t,
            t.get("seconds-why"),
            &t.get("seconds-why-hint"),
            sent,
            &faults,
        ),
    ];
    let form = FormPage {
        page: frame,
        heading: title,
        before: vec![paragraph(&t.get("seconds-before")), Facts { rows }.into()],
        action: format!("/seconds/{}", asked.number),
        hidden: Vec::new(),
        fields,
        button: t.get("seconds-button"),
        faults: fault_list(t, faults),
        below: Vec::new(),
        after: vec![block(Html::link("/seconds", &t.get("seconds-back")))],
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}
