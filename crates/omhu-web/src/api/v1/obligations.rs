//! What is to be done, and what was: as rows of `omhu check`, of one case or of all that a token reaches.
//!
//! Owns: the columns of an obligation here. Must not know: how one is derived.

use axum::Json;
use axum::extract::{Path, RawQuery};
use omhu_casework::access::{Action, Label, ListKind};
use omhu_casework::duties::Duty;
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::why;
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_law::derive::Status;
use omhu_store::DutyFilter;
use serde::Serialize;
use utoipa::ToSchema;

use super::cases::{day_text, filled, number};
use crate::api::desk::Program;
use crate::api::input::Query;
use crate::api::problem::ApiError;
use crate::pages::{duty_title, why_text};
use crate::texts::Texts;

/// An obligation: the columns of `omhu check`, and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct Obligation {
    /// The case.
    number: i64,
    /// The municipality's id of it; null for who may not see it.
    case: Option<String>,
    /// Its name: the fact that meets it.
    obligation: String,
    /// Its title.
    title: String,
    /// The thing it is about; null: the child or the case.
    about: Option<String>,
    /// 1 where there is no sequence.
    seq: u32,
    /// `statute` or `local`.
    layer: String,
    /// The rule's id.
    rule: String,
    /// The act.
    act: Option<String>,
    /// The provision.
    provision: Option<String>,
    /// The day of what triggered it.
    #[schema(format = Date)]
    trigger_on: String,
    /// A day, or an instant for limits in hours; null: no date yet.
    due: Option<String>,
    /// The day it was done.
    #[schema(format = Date)]
    met_on: Option<String>,
    /// How it stands on the day asked.
    status: String,
    /// Whole days after the due day.
    overrun_days: Option<i32>,
    /// `day`, where of a limit in hours only days are known.
    precision: Option<String>,
    /// The team that has it; null for who may not see it.
    team: Option<String>,
    /// The caseworker who has it; null for who may not see it.
    caseworker: Option<String>,
    /// How the due day came about, in a sentence.
    why: String,
}

/// Obligations of one case.
#[derive(Serialize, ToSchema)]
pub(crate) struct ObligationList {
    /// The case.
    number: i64,
    /// As of this day.
    #[schema(format = Date)]
    as_of: String,
    /// By what was registered up to this day.
    #[schema(format = Date)]
    known_at: String,
    obligations: Vec<Obligation>,
}

/// A page of obligations.
#[derive(Serialize, ToSchema)]
pub(crate) struct ObligationPage {
    /// As of this day.
    #[schema(format = Date)]
    as_of: String,
    obligations: Vec<Obligation>,
    /// Ask for the next page with this; null: there is none.
    cursor: Option<String>,
}

/// What an obligation is put into words with.
struct Speaker<'a> {
    t: Texts,
    book: &'a LawBook,
    as_of: Day,
    /// Whether it may be said whose case it is.
    named: bool,
}

impl Speaker<'_> {
    fn row(&self, case: CaseNo, reference: &str, duty: &Duty) -> Obligation {
        let core = |text: &str| filled(text).filter(|_| self.named);
        let status = duty.status_on(self.as_of);
        let because = why(self.book, duty);
        Obligation {
            number: case.0,
            case: core(reference),
            obligation: duty.obligation.clone(),
            title: duty_title(self.t, self.book, duty),
            about: filled(&duty.about),
            seq: duty.seq,
            layer: duty.layer.clone(),
            rule: duty.rule.clone(),
            act: filled(&because.act),
            provision: filled(&because.provision),
            trigger_on: duty.trigger_on.to_string(),
            due: filled(&duty.due_text()),
            met_on: day_text(duty.met_on),
            status: status.word().to_owned(),
            overrun_days: overrun(duty, status, self.as_of),
            precision: duty.precision_day.then(|| "day".to_owned()),
            team: core(&duty.team),
            caseworker: core(&duty.caseworker),
            why: why_text(self.t, &because),
        }
    }
}

/// Whole days after the due day, until it was done or is asked; only with what is late or overdue.
fn overrun(duty: &Duty, status: Status, as_of: Day) -> Option<i32> {
    let late = matches!(
        status,
        Status::Late | Status::LateWithPreliminary | Status::Overdue
    );
    let due = duty.due.filter(|_| late)?;
    Some((duty.met_on.unwrap_or(as_of).0 - due.day.0).max(0))
}

/// The obligations of a case, as of a day, by what was known on a day.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/obligations", tag = "obligations", operation_id = "list_obligations_of_case",
    params(
        ("case" = i64, Path, description = "The number of the case.", minimum = 1, example = 1),
        ("as_of" = Option<String>, Query, description = "Facts that happened after this day do not exist; today where nothing is said.", format = Date),
        ("known_at" = Option<String>, Query, description = "Facts registered after this day do not exist; today where nothing is said.", format = Date),
    ),
    responses((status = 200, description = "The obligations, in the order of `omhu check`.", body = ObligationList)),
)]
pub(super) async fn of_case(
    program: Program,
    Path(case): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<ObligationList>, ApiError> {
    let case = number(&case)?;
    let desk = &program.desk;
    let mut query = Query::read(query.as_deref(), &["as_of", "known_at"]);
    let as_of = query.day("as_of").unwrap_or(desk.now.today);
    let known_at = query.day("known_at").unwrap_or(desk.now.today);
    query.done()?;
    let (permit, subject) = desk.look(Action::See(Label::Deadline), case).await?;
    let store = desk.store();
    let state = store.case_state(&permit, case).await?;
    let speaker = Speaker {
        t: program.t,
        book: store.book(),
        as_of,
        named: desk.may(Action::See(Label::Core), Some(&subject)),
    };
    let duties = store.duties_of(&state, as_of, known_at);
    let rows = duties.rows.iter();
    let rows = rows.map(|duty| speaker.row(case, &state.reference, duty));
    Ok(Json(ObligationList {
        number: case.0,
        as_of: as_of.to_string(),
        known_at: known_at.to_string(),
        obligations: rows.collect(),
    }))
}

/// The obligations of all cases that the token reaches, by the number of the case.
#[utoipa::path(
    get, path = "/api/v1/obligations", tag = "obligations", operation_id = "list_obligations",
    params(
        ("due_before" = Option<String>, Query, description = "Only what is due before this day.", format = Date),
        ("status" = Option<String>, Query, description = "Only of these statuses today, with commas between.",
            pattern = "^(met|late|late_with_preliminary|open|overdue|ceased|not_applicable|no_deadline)(,(met|late|late_with_preliminary|open|overdue|ceased|not_applicable|no_deadline)){0,7}$"),
        ("team" = Option<String>, Query, description = "Only of cases of this team; the token must see teams.", max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f]*$"),
        ("cursor" = Option<String>, Query, description = "From the page before.", pattern = "^[0-9]{1,15}-[0-9]{1,15}$"),
        ("limit" = Option<u32>, Query, description = "How many; 50 where nothing is said.", minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "A page of obligations.", body = ObligationPage)),
)]
pub(super) async fn list(
    program: Program,
    RawQuery(query): RawQuery,
) -> Result<Json<ObligationPage>, ApiError> {
    let known = ["due_before", "status", "team", "cursor", "limit"];
    let mut query = Query::read(query.as_deref(), &known);
    let statuses = Status::ALL.map(Status::word);
    let filter = DutyFilter {
        due_before: query.day("due_before"),
        team: query.id("team"),
        statuses: query.words("status", &statuses),
    };
    // A place counts from 0; before the first is -1.
    let (case, place) = query.place("cursor").unwrap_or((0, -1));
    let limit = query.limit();
    query.done()?;
    let (note, scope) = program.list(ListKind::Deadlines).await?;
    let named = program.names_all(&scope);
    if filter.team.is_some() && !named {
        // Asking team by team would tell whose case it is.
        program.list(ListKind::Names).await?;
    }
    let desk = &program.desk;
    let store = desk.store();
    let today = desk.now.today;
    let found = store
        .duties_after(note, &scope, today, &filter, (CaseNo(case), place), limit)
        .await?;
    let speaker = Speaker {
        t: program.t,
        book: store.book(),
        as_of: today,
        named,
    };
    let full = found.len() == limit as usize;
    let last = found.last().filter(|_| full);
    Ok(Json(ObligationPage {
        as_of: today.to_string(),
        cursor: last.map(|duty| format!("{}-{}", duty.case, duty.place)),
        obligations: found
            .iter()
            .map(|placed| speaker.row(placed.case, &placed.reference, &placed.duty))
            .collect(),
    }))
}
