//! Cases: a page of them, one, those with ids of the municipality, a new one by its first facts.
//!
//! Owns: what a case is here: its ids, who has it, whether it is closed; never a person. Must not know: which cases a
//! program reaches.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use omhu_casework::access::{Action, Label, ListKind};
use omhu_casework::case::CaseState;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_store::{BriefFilter, CaseBrief, CaseLine, Target};
use serde::Serialize;
use utoipa::ToSchema;

use super::facts::{FACTS, fact_list};
use super::write::{Given, LIST, Written, write};
use crate::api::desk::Program;
use crate::api::input::{Body, Faults, Form, Query};
use crate::api::key;
use crate::api::problem::{ApiError, Code};
use crate::state::AppState;

/// A case, without the people in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Case {
    /// omhu's number of the case; it stands in addresses and in messages to webhooks.
    number: i64,
    /// The municipality's own id: the column `case` of a case history.
    case: String,
    /// The team; null: none yet.
    team: Option<String>,
    /// The caseworker's id; null: none yet.
    caseworker: Option<String>,
    /// The family; siblings share it.
    family: Option<String>,
    /// The day of its first opening or notification.
    #[schema(format = Date)]
    opened_on: Option<String>,
    /// Whether it is closed.
    closed: bool,
    /// The day of the newest thing that happened.
    #[schema(format = Date)]
    last_on: Option<String>,
    /// The place of its newest event.
    last_event: i64,
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
pub(crate) struct CasePage {
    cases: Vec<Case>,
    /// Ask for the next page with this; null: there is none.
    cursor: Option<String>,
}

pub(super) fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn day_text(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

impl From<CaseBrief> for Case {
    fn from(brief: CaseBrief) -> Case {
        Case {
            number: brief.case.0,
            team: filled(&brief.team),
            caseworker: filled(&brief.caseworker),
            family: filled(&brief.family),
            case: brief.reference,
            opened_on: day_text(brief.opened_on),
            closed: brief.closed,
            last_on: day_text(brief.last_on),
            last_event: brief.seq,
        }
    }
}

impl From<CaseLine> for Case {
    fn from(line: CaseLine) -> Case {
        Case {
            number: line.case.0,
            team: filled(&line.team),
            caseworker: filled(&line.caseworker),
            family: filled(&line.family),
            case: line.reference,
            opened_on: day_text(line.opened_on),
            closed: line.closed,
            last_on: day_text(line.last_on),
            last_event: line.seq,
        }
    }
}

/// The number of a case in an address; what is none is no case.
pub(super) fn number(text: &str) -> Result<CaseNo, ApiError> {
    let digits = (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.map(CaseNo).ok_or_else(|| Code::NotFound.into())
}

/// Cases that the token reaches, by number.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", operation_id = "list_cases",
    params(
        ("team" = Option<String>, Query, description = "Only of this team; empty: of none.", max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f]*$"),
        ("caseworker" = Option<String>, Query, description = "Only of this caseworker; empty: of none.", max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f]*$"),
        ("closed" = Option<bool>, Query, description = "Only closed ones, or only open ones."),
        ("cursor" = Option<String>, Query, description = "From the page before.", pattern = "^[0-9]{1,15}-[0-9]{1,15}$"),
        ("limit" = Option<u32>, Query, description = "How many; 50 where nothing is said.", minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "A page of cases.", body = CasePage)),
)]
pub(super) async fn list(
    program: Program,
    RawQuery(query): RawQuery,
) -> Result<Json<CasePage>, ApiError> {
    let known = ["team", "caseworker", "closed", "cursor", "limit"];
    let mut query = Query::read(query.as_deref(), &known);
    let filter = BriefFilter {
        team: query.id("team"),
        caseworker: query.id("caseworker"),
        closed: query.flag("closed"),
        references: None,
    };
    let (after, _) = query.place("cursor").unwrap_or_default();
    let limit = query.limit();
    query.done()?;
    let (note, scope) = program.list(ListKind::Names).await?;
    let store = program.desk.store();
    let found = store
        .cases_after(note, &scope, &filter, CaseNo(after), limit)
        .await?;
    let full = found.len() == limit as usize;
    let last = found.last().filter(|_| full);
    Ok(Json(CasePage {
        cursor: last.map(|case| format!("{}-0", case.case)),
        cases: found.into_iter().map(Case::from).collect(),
    }))
}

/// Cases to look for.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct Lookup {
    /// Ids of the municipality: the column `case` of a case history.
    #[schema(min_items = 1, max_items = 100)]
    cases: Vec<String>,
}

/// The cases with these ids of the municipality, as far as the token reaches them.
///
/// Ids of the municipality stand in no address, because addresses end up in logs.
#[utoipa::path(
    post, path = "/api/v1/cases/lookup", tag = "cases", operation_id = "look_up_cases",
    request_body = Lookup,
    responses((status = 200, description = "Those that were found, by number.", body = CasePage)),
)]
pub(super) async fn lookup(
    program: Program,
    State(state): State<AppState>,
    request: Request,
) -> Result<Json<CasePage>, ApiError> {
    let body = Body::read(request, &state).await?;
    let mut faults = Faults::default();
    let fields = body.fields(&mut faults, &["cases"]);
    let references = fields.texts(&mut faults, "cases", (1, 100), 64);
    faults.none()?;
    let filter = BriefFilter {
        references: Some(references.into_iter().map(str::to_owned).collect()),
        ..BriefFilter::default()
    };
    let (note, scope) = program.list(ListKind::Names).await?;
    let store = program.desk.store();
    let found = store
        .cases_after(note, &scope, &filter, CaseNo(0), 100)
        .await?;
    Ok(Json(CasePage {
        cases: found.into_iter().map(Case::from).collect(),
        cursor: None,
    }))
}

/// One case.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}", tag = "cases", operation_id = "show_case",
    params(("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1)),
    responses((status = 200, description = "The case.", body = Case)),
)]
pub(super) async fn show(
    program: Program,
    Path(case): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Case>, ApiError> {
    let case = number(&case)?;
    Query::read(query.as_deref(), &[]).done()?;
    let (permit, _) = program.desk.look(Action::See(Label::Core), case).await?;
    let line = program.desk.store().case_line(&permit, case).await?;
    line.map(|line| Json(Arc::unwrap_or_clone(line).into()))
        .ok_or_else(|| Code::NotFound.into())
}

/// A new case and its first facts.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct NewCase {
    /// The municipality's own id; null: omhu gives one.
    #[schema(min_length = 1, max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f]*$")]
    case: Option<String>,
    /// What happened.
    #[schema(min_items = 1, max_items = 200)]
    facts: Vec<super::facts::NewFact>,
    /// Write nothing where there are warnings.
    #[schema(default = false)]
    stop_at_warnings: Option<bool>,
}

/// Opens a case by its first facts.
///
/// Where one of them is a notification, the token needs `write_facts`, otherwise `open_cases`. Who the child is, is
/// noted on a page.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", operation_id = "open_case",
    params(("Idempotency-Key" = String, Header, description = "A new one for each request; the same one to send it again.", pattern = "^[A-Za-z0-9._:-]{8,80}$")),
    request_body = NewCase,
    responses((status = 201, description = "Opened.", body = Written,
        headers(("Location" = String, description = "The address of the case."),
            ("Idempotency-Replayed" = String, description = "`true` where the answer is that of an earlier request.")))),
)]
pub(super) async fn open(
    program: Program,
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, ApiError> {
    let headers = request.headers().clone();
    let body = Body::read(request, &state).await?;
    let key = key::read(&headers, "/api/v1/cases".to_owned(), &body.bytes)?;
    let mut faults = Faults::default();
    let fields = body.fields(&mut faults, &["case", FACTS, "stop_at_warnings"]);
    let reference = fields.text(&mut faults, "case", Form::Id, 64);
    let entries = fact_list(program.desk.store().book(), &fields, &mut faults);
    let stop = fields.flag(&mut faults, "stop_at_warnings");
    faults.none()?;
    let known = filled(reference);
    let given = Given {
        target: Target::New {
            reference: known.clone(),
        },
        entries,
        seen: None,
        stop_at_warnings: stop,
        root: LIST,
        read: None,
    };
    let nothing = CaseState::new(CaseNo(0), "");
    let done = write(&program, given, &nothing, key).await;
    let (written, replayed) = done.map_err(|error| error.or_exists(known.is_some()))?;
    let place = format!("/api/v1/cases/{}", written.number());
    let mut answer = (StatusCode::CREATED, Json(written)).into_response();
    if let Ok(place) = place.parse() {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    super::write::mark(&mut answer, replayed);
    Ok(answer)
}
