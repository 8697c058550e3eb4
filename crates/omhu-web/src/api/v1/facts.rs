//! Facts of a case, in the words of the exchange format: read, and registered.
//!
//! Owns: the columns of a fact here, how one is read from a body. Must not know: what a fact means, whether it can be one.

use axum::Json;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use omhu_casework::access::{Action, Label};
use omhu_casework::case::CaseState;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_law::book::LawBook;
use omhu_law::vocabulary::{Kind, Need, ValueForm};
use omhu_store::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::cases::{filled, number};
use super::write::{Given, LIST, Written, mark, write};
use crate::api::desk::Program;
use crate::api::input::{Body, Faults, Fields, Form, Query};
use crate::api::key;
use crate::api::problem::{ApiError, Fault};
use crate::state::AppState;

/// The name of the list of facts in a body.
pub(super) const FACTS: &str = "facts";
/// More facts than this in one request belong into an import.
const MOST_FACTS: usize = 200;
/// The fields of a fact that is registered.
pub(super) const FIELDS: [&str; 9] = [
    "kind",
    "when",
    "about",
    "ref",
    "basis",
    "value",
    "team",
    "caseworker",
    "family",
];

/// A fact: the columns of the exchange format. Null: the cell is empty.
#[derive(Serialize, ToSchema)]
pub(crate) struct Fact {
    /// The municipality's id of the case; null for who may not see it.
    case: Option<String>,
    /// What happened; a kind of docs/facts.md.
    kind: String,
    /// A day, or an instant with offset.
    when: String,
    /// The thing it is about.
    about: Option<String>,
    /// Another thing of the case; for a retraction the `id` of the fact that is withdrawn.
    #[serde(rename = "ref")]
    reference: Option<String>,
    /// Legal basis.
    basis: Option<String>,
    /// Value.
    value: Option<String>,
    /// Team; null for who may not see it.
    team: Option<String>,
    /// Caseworker; null for who may not see it.
    caseworker: Option<String>,
    /// Family; null for who may not see it.
    family: Option<String>,
    /// The id of this row.
    id: Option<String>,
    /// When it was registered.
    recorded_at: Option<String>,
    /// The place of its event in the case.
    event: i64,
}

/// The facts of a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactList {
    /// The case.
    number: i64,
    /// All facts in the order of registration, retractions and what they withdrew included.
    facts: Vec<Fact>,
    /// The place of the newest event of the case: `seen_event` of what you write next.
    last_event: i64,
}

/// A fact to register. Described for each kind by the law book of the server.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct NewFact {
    kind: String,
    when: String,
}

/// All facts of a case: what `omhu export` writes of it.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/facts", tag = "facts", operation_id = "list_facts",
    params(("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1)),
    responses((status = 200, description = "The facts.", body = FactList)),
)]
pub(super) async fn list(
    program: Program,
    Path(case): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<FactList>, ApiError> {
    let case = number(&case)?;
    Query::read(query.as_deref(), &[]).done()?;
    let desk = &program.desk;
    let (permit, subject) = desk.look(Action::See(Label::CaseText), case).await?;
    let named = desk.may(Action::See(Label::Core), Some(&subject));
    let state = desk.store().case_state(&permit, case).await?;
    let facts = state.facts.iter().map(|held| {
        let cells = CaseState::export_cells(held);
        let core = |cell: &str| filled(cell).filter(|_| named);
        Fact {
            case: core(&state.reference),
            when: cells.when,
            about: filled(&cells.about),
            reference: filled(&cells.reference),
            basis: filled(&cells.basis),
            value: filled(&cells.value),
            team: core(&cells.team),
            caseworker: core(&cells.caseworker),
            family: core(&cells.family),
            id: filled(&cells.id),
            recorded_at: filled(&cells.recorded_at),
            event: held.seq,
            kind: cells.kind,
        }
    });
    Ok(Json(FactList {
        number: case.0,
        facts: facts.collect(),
        last_event: state.seq,
    }))
}

/// Facts to register in a case.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct NewFacts {
    /// What happened; all are registered, or none.
    #[schema(min_items = 1, max_items = 200)]
    facts: Vec<NewFact>,
    /// The newest event that you have seen; somebody wrote since: 409.
    #[schema(minimum = 0, maximum = 2000000000)]
    seen_event: Option<i64>,
    /// Write nothing where there are warnings.
    #[schema(default = false)]
    stop_at_warnings: Option<bool>,
}

/// Registers facts in a case, all or none.
///
/// A new thing of the case is named by `+` and a letter (`+n`); the answer says its id. Decisions and distributions are
/// for people: a token is refused. Warnings never block; they come back, and stand with the facts as unheeded.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/facts", tag = "facts", operation_id = "register_facts",
    params(("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1),
        ("Idempotency-Key" = String, Header, description = "A new one for each request; the same one to send it again.", pattern = "^[A-Za-z0-9._:-]{8,80}$")),
    request_body = NewFacts,
    responses((status = 201, description = "Registered.", body = Written,
        headers(("Idempotency-Replayed" = String, description = "`true` where the answer is that of an earlier request.")))),
)]
pub(super) async fn register(
    program: Program,
    State(state): State<AppState>,
    Path(case): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let case = number(&case)?;
    let headers = request.headers().clone();
    let body = Body::read(request, &state).await?;
    let key = key::read(&headers, format!("/api/v1/cases/{case}/facts"), &body.bytes)?;
    let mut faults = Faults::default();
    let fields = body.fields(&mut faults, &[FACTS, "seen_event", "stop_at_warnings"]);
    let entries = fact_list(program.desk.store().book(), &fields, &mut faults);
    let seen = fields.number(&mut faults, "seen_event");
    let stop = fields.flag(&mut faults, "stop_at_warnings");
    faults.none()?;
    let desk = &program.desk;
    let (permit, subject) = desk.look(Action::RegisterFact, case).await?;
    let now = desk.store().case_state(&permit, case).await?;
    let given = Given {
        target: Target::Case(case),
        entries,
        seen,
        stop_at_warnings: stop,
        root: LIST,
        read: Some((case, permit, subject)),
    };
    let (written, replayed) = write(&program, given, &now, key).await?;
    let mut answer = (StatusCode::CREATED, Json(written)).into_response();
    mark(&mut answer, replayed);
    Ok(answer)
}

/// The facts of a body as entries of a command.
pub(super) fn fact_list(book: &LawBook, fields: &Fields<'_>, faults: &mut Faults) -> Vec<Entry> {
    let list = fields.list(faults, FACTS, (1, MOST_FACTS));
    let mut entries = Vec::new();
    for element in list {
        let fields = Fields::element(element, faults, &FIELDS);
        entries.push(Entry::Fact {
            cells: cells(book, &fields, faults),
            text: String::new(),
        });
    }
    entries
}

/// The cells of one fact.
pub(super) fn cells(book: &LawBook, fields: &Fields<'_>, faults: &mut Faults) -> FactCells {
    fields.must_have(faults, &["kind", "when"]);
    let mut cell = |name: &str, form, longest| {
        let text = fields.text(faults, name, form, longest);
        text.to_owned()
    };
    let cells = FactCells {
        when: cell("when", Form::Id, 40),
        about: cell("about", Form::Thing, 40),
        reference: cell("ref", Form::Thing, 40),
        basis: cell("basis", Form::Id, 32),
        value: cell("value", Form::Id, 120),
        team: cell("team", Form::Id, 64),
        caseworker: cell("caseworker", Form::Id, 64),
        family: cell("family", Form::Id, 64),
        kind: cell("kind", Form::Id, 64),
        ..FactCells::default()
    };
    if cells.kind == "fact_retracted" {
        faults.add(fields.at("kind"), Fault::UseRetractions);
    } else if let Some(kind) = book.vocabulary.find(&cells.kind) {
        // A file's unused cells are ignored; a program that sends one has something in mind that would be lost.
        for name in FIELDS.iter().skip(2) {
            if fields.has(name) && !uses(book.vocabulary.kind(kind), name) {
                faults.add(fields.at(name), Fault::NotOfKind);
            }
        }
    }
    cells
}

fn uses(kind: &Kind, column: &str) -> bool {
    match column {
        "about" => kind.about != Need::Unused,
        "ref" => kind.reference != Need::Unused,
        "basis" => kind.basis != Need::Unused,
        "value" => kind.value != ValueForm::Unused,
        "team" | "caseworker" => kind.assigns,
        "family" => kind.family,
        _ => true,
    }
}
