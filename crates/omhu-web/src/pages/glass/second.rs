//! A protected address behind broken glass: asking a second person, and how that stands.
//!
//! Owns: `/cases/{case}/glass/address`. Must not know: who may answer (the policy says it), the address.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role, Subject, decide, reason};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::When;
use omhu_store::accounts::{AccountFault, Glass, GlassRequest};

use super::open_glass;
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{self, FormPage, block, fault_list, heading, paragraph};
use crate::pages::case::{CaseFile, number};
use crate::pages::looked::person;
use crate::pages::sheet::Faults;
use crate::pages::{holders, purpose};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, CaseHeader};
use crate::view::html::Html;

/// The end of the page's address.
pub(in crate::pages) const PAGE: &str = "/glass/address";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/glass/address", get(show).post(ask))
}

/// Whether a protected address is there, and nothing but a second person is lacking to be shown it.
pub(in crate::pages) fn is_lacking(desk: &Desk, subject: &Subject) -> bool {
    let reveals = Action::Reveal(subject.protected.label());
    let verdict = decide(desk.viewer(), reveals, Some(subject), desk.now);
    verdict.reason() == reason::SECOND_PERSON
}

/// Those who can let the address be shown in this case: of its team, of any where it has none, and who reviews the log.
///
/// Who has a conflict with the case is no second person in it, and is not named: that would tell nobody who may answer.
async fn seconders(desk: &Desk, file: &CaseFile) -> Result<BTreeSet<UserNo>, AppError> {
    let subject = &file.subject;
    let mut own = holders::of(desk, Role::TeamLeader).await?;
    own.extend(holders::of(desk, Role::Coordinator).await?);
    if let Some(team) = &subject.team {
        let members = desk.store().members(team).await?;
        own.retain(|user| members.contains(user));
    }
    own.extend(holders::of(desk, Role::LogReviewer).await?);
    own.remove(&desk.user());
    for held in desk.store().conflicts_in(&file.permit, file.case).await? {
        own.remove(&held.user);
    }
    Ok(own)
}

/// The case, the glass of the viewer, and what was asked last.
struct Lacking {
    file: CaseFile,
    glass: Glass,
    asked: Option<GlassRequest>,
}

/// How it stands: a second person is lacking; or the address is shown, and where.
enum Stands {
    Lacking(Box<Lacking>),
    Shown(String),
}

async fn standing(desk: &Desk, case: &str) -> Result<Stands, AppError> {
    let file = CaseFile::open(desk, number(case)?, None).await?;
    let reveals = Action::Reveal(file.subject.protected.label());
    let verdict = decide(desk.viewer(), reveals, Some(&file.subject), desk.now);
    if verdict.is_allowed() {
        return Ok(Stands::Shown(file.path("/address")));
    }
    if verdict.reason() != reason::SECOND_PERSON {
        return Err(denied(verdict, file.case));
    }
    let mut open = open_glass(desk, &file.permit, file.case).await?;
    let glass = open.pop().ok_or(AppError::NotFound)?;
    let asked = desk.store().second_of(&file.permit, glass.number).await?;
    Ok(Stands::Lacking(Box::new(Lacking { file, glass, asked })))
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Response, AppError> {
    match standing(&desk, &case).await? {
        Stands::Shown(place) => Ok(redirect::see_other(&place)),
        Stands::Lacking(of) => {
            let sent = Submitted::default();
            page(&context, &desk, &of, &sent, Faults::new()).await
        }
    }
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let of = match standing(&desk, &case).await? {
        Stands::Shown(place) => return Ok(redirect::see_other(&place)),
        Stands::Lacking(of) => of,
    };
    let mut faults = Faults::new();
    let why = purpose::read(context.t, &sent, &mut faults);
    if faults.is_empty() {
        let store = desk.store();
        let done = store.ask_second(of.glass.number, desk.user(), &why, desk.now);
        return match done.await? {
            Ok(_) | Err(AccountFault::Over) => Ok(redirect::see_other(&of.file.path(PAGE))),
            Err(_) => Err(AppError::NotFound),
        };
    }
    page(&context, &desk, &of, &sent, faults).await
}

async fn page(
    context: &Context,
    desk: &Desk,
    of: &Lacking,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let (t, file) = (context.t, &of.file);
    let title = t.get("glass-second-title");
    let names = desk.names().await?;
    let who = seconders(desk, file).await?;
    let who: Vec<String> = who.iter().map(|user| person(t, &names, *user)).collect();
    let until = t.clock(When::at(of.glass.grant.until));
    let head = CaseHeader {
        protected: None,
        ..frame::head(t, file)
    };
    let lead = t.with("glass-second-lead", &[("clock", until.into())]);
    let mut before: Vec<Html> = vec![head.into(), heading(&title), paragraph(&lead)];
    before.extend(state(t, &names, of.asked.as_ref()));
    before.push(paragraph(&match who.is_empty() {
        true => t.get("glass-second-nobody"),
        false => t.with("glass-second-who", &[("names", who.join(", ").into())]),
    }));
    let waits = of
        .asked
        .as_ref()
        .is_some_and(|asked| asked.answer.is_none());
    let mut page = frame::page(context, file, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        page = page.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let field = || {
        let (label, hint) = (t.get("glass-second-why"), t.get("glass-second-why-hint"));
        purpose::field(t, label, &hint, sent, &faults)
    };
    let fields = if waits { Vec::new() } else { vec![field()] };
    let form = FormPage {
        page,
        heading: String::new(),
        before,
        action: file.path(PAGE),
        hidden: Vec::new(),
        fields,
        button: match waits {
            true => String::new(),
            false => t.get("glass-second-button"),
        },
        faults: fault_list(t, faults),
        below: Vec::new(),
        after: vec![block(Html::link(&file.path(""), &t.get("case-back")))],
    };
    let page = askama::Template::render(&form)?;
    Ok((status, Answer(page)).into_response())
}

/// What became of what was asked: it waits, or somebody said no and why.
fn state(t: Texts, names: &BTreeMap<UserNo, String>, asked: Option<&GlassRequest>) -> Option<Html> {
    let asked = asked?;
    let (kind, heading, body) = match &asked.answer {
        None => {
            let clock = t.clock(When::at(asked.asked_at)).into();
            let body = t.with("glass-second-waits-more", &[("clock", clock)]);
            (AlertKind::Info, t.get("glass-second-waits"), body)
        }
        Some(answer) => {
            let parts = [
                ("name", person(t, names, answer.by).into()),
                ("reason", answer.remark.as_str().into()),
            ];
            let body = t.with("glass-second-refused-more", &parts);
            (AlertKind::Warning, t.get("glass-second-refused"), body)
        }
    };
    Some(Html::from(Alert {
        t,
        kind,
        heading,
        body: body.into(),
    }))
}
