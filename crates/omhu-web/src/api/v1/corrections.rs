//! A fact that was wrong: corrected, or taken back; the old one stays, with the reason.
//!
//! Owns: these two requests. Must not know: how a correction is written down. Both ask for the right to correct and for
//! the right to what is corrected: no token takes back a decision.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use omhu_casework::access::Action;
use omhu_casework::command::Entry;
use omhu_store::Target;
use utoipa::ToSchema;

use super::cases::number;
use super::facts::{FIELDS, NewFact, cells};
use super::write::{Given, Written, mark, write};
use crate::api::desk::Program;
use crate::api::input::{Body, Faults, Fields, Form};
use crate::api::key;
use crate::api::problem::ApiError;
use crate::state::AppState;

/// The longest reason.
const LONGEST_REASON: usize = 2000;

/// A fact in the place of another.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct Correction {
    /// The `id` of the fact that was wrong.
    #[schema(min_length = 1, max_length = 200)]
    id: String,
    /// What is right.
    fact: NewFact,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// The words that people wrote about the fact (what the concern is, why it was decided so) go on standing with what is
    /// right where this is not sent. Null or empty: they do not; the old fact has them still. A program writes no words.
    #[schema(max_length = 0)]
    text: Option<String>,
    /// The newest event that you have seen; somebody wrote since: 409.
    #[schema(minimum = 0, maximum = 2000000000)]
    seen_event: Option<i64>,
    /// Write nothing where there are warnings.
    #[schema(default = false)]
    stop_at_warnings: Option<bool>,
}

/// A fact that is taken back.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct Retraction {
    /// The `id` of the fact that was wrong.
    #[schema(min_length = 1, max_length = 200)]
    id: String,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// The newest event that you have seen; somebody wrote since: 409.
    #[schema(minimum = 0, maximum = 2000000000)]
    seen_event: Option<i64>,
}

/// Takes a fact back and registers another in its place.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/corrections", tag = "facts", operation_id = "correct_fact",
    params(("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1),
        ("Idempotency-Key" = String, Header, description = "A new one for each request; the same one to send it again.", pattern = "^[A-Za-z0-9._:-]{8,80}$")),
    request_body = Correction,
    responses((status = 201, description = "Corrected.", body = Written,
        headers(("Idempotency-Replayed" = String, description = "`true` where the answer is that of an earlier request.")))),
)]
pub(super) async fn correct(
    program: Program,
    State(state): State<AppState>,
    Path(case): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let known = [
        "id",
        "fact",
        "reason",
        "text",
        "seen_event",
        "stop_at_warnings",
    ];
    let reads = |fields: &Fields<'_>, faults: &mut Faults| {
        let fact = fields.within(faults, "fact", &FIELDS);
        let cells = cells(program.desk.store().book(), &fact, faults);
        let wordless = fields.emptied(faults, "text");
        Entry::Correct {
            id: id(fields, faults),
            cells,
            text: wordless.then(String::new),
            rewords: wordless,
            reason: reason(fields, faults),
        }
    };
    taken_back(
        &program,
        &state,
        &case,
        request,
        ("corrections", &known),
        reads,
    )
    .await
}

/// Takes a fact back.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/retractions", tag = "facts", operation_id = "retract_fact",
    params(("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1),
        ("Idempotency-Key" = String, Header, description = "A new one for each request; the same one to send it again.", pattern = "^[A-Za-z0-9._:-]{8,80}$")),
    request_body = Retraction,
    responses((status = 201, description = "Taken back.", body = Written,
        headers(("Idempotency-Replayed" = String, description = "`true` where the answer is that of an earlier request.")))),
)]
pub(super) async fn retract(
    program: Program,
    State(state): State<AppState>,
    Path(case): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let known = ["id", "reason", "seen_event"];
    let reads = |fields: &Fields<'_>, faults: &mut Faults| Entry::Retract {
        id: id(fields, faults),
        reason: reason(fields, faults),
    };
    taken_back(
        &program,
        &state,
        &case,
        request,
        ("retractions", &known),
        reads,
    )
    .await
}

fn id(fields: &Fields<'_>, faults: &mut Faults) -> String {
    fields.needed(faults, "id", Form::Id, 200).to_owned()
}

fn reason(fields: &Fields<'_>, faults: &mut Faults) -> String {
    fields
        .needed(faults, "reason", Form::Words, LONGEST_REASON)
        .to_owned()
}

async fn taken_back(
    program: &Program,
    state: &AppState,
    case: &str,
    request: Request,
    (what, known): (&str, &[&str]),
    reads: impl Fn(&Fields<'_>, &mut Faults) -> Entry,
) -> Result<Response, ApiError> {
    let case = number(case)?;
    let headers = request.headers().clone();
    let body = Body::read(request, state).await?;
    let key = key::read(
        &headers,
        format!("/api/v1/cases/{case}/{what}"),
        &body.bytes,
    )?;
    let mut faults = Faults::default();
    let fields = body.fields(&mut faults, known);
    let entry = reads(&fields, &mut faults);
    let seen = fields.number(&mut faults, "seen_event");
    let stop = fields.flag(&mut faults, "stop_at_warnings");
    faults.none()?;
    let desk = &program.desk;
    let (permit, subject) = desk.look(Action::Correct, case).await?;
    let now = desk.store().case_state(&permit, case).await?;
    let given = Given {
        target: Target::Case(case),
        entries: vec![entry],
        seen,
        stop_at_warnings: stop,
        root: if what == "corrections" {
            "/fact"
        } else {
            "/id"
        },
        read: Some((case, permit, subject)),
    };
    let (written, replayed) = write(program, given, &now, key).await?;
    let mut answer = (StatusCode::CREATED, Json(written)).into_response();
    mark(&mut answer, replayed);
    Ok(answer)
}
