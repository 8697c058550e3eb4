//! Other systems that are told of obligations: made, listed, resumed and ended by who runs the service.
//!
//! Owns: these requests. Must not know: how a message is sent. The list of deliveries names no case, because who runs the
//! service sees no child.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use omhu_casework::access::Action;
use omhu_casework::duty_changes::DutyChange;
use omhu_law::calendar::instant_text;
use omhu_store::{NewWebhook, WebhookMade};
use serde::Serialize;
use utoipa::ToSchema;

use super::cases::filled;
use super::write::mark;
use crate::api::deliver::is_target;
use crate::api::desk::Program;
use crate::api::input::{Body, Faults, Form, Query};
use crate::api::key;
use crate::api::problem::{ApiError, Code, Fault};
use crate::api::signature::Secret;
use crate::state::AppState;

/// A system that is told. Its secret is never shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// Its number.
    id: i64,
    /// Where messages are sent.
    url: String,
    /// What it is told of.
    events: Vec<String>,
    /// Only of cases of these teams; null: of all.
    teams: Option<Vec<String>>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When omhu gave it up, because it was not reached for days; null: it is told. It may be resumed for 30 days.
    #[schema(format = DateTime)]
    stopped_at: Option<String>,
    /// How many messages wait.
    waiting: i64,
}

/// The systems that are told.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookList {
    webhooks: Vec<Webhook>,
}

/// A system that is to be told.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) struct NewHook {
    /// Where messages are sent.
    #[schema(
        pattern = "^https://[a-z0-9][a-z0-9.-]{0,99}(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?(/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,399})?$"
    )]
    url: String,
    /// What messages are signed with: `whsec_` and 24 to 64 random bytes in base64, as Standard Webhooks has it.
    #[schema(
        write_only,
        pattern = "^whsec_(?:[A-Za-z0-9+/]{4}){8,20}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
    )]
    secret: String,
    /// What it is told of.
    #[schema(min_items = 1, max_items = 4)]
    events: Vec<EventName>,
    /// Only of cases of these teams; null: of all.
    #[schema(min_items = 1, max_items = 50)]
    teams: Option<Vec<String>>,
}

/// What a system may be told of.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(crate) enum EventName {
    #[schema(rename = "obligation.new")]
    New,
    #[schema(rename = "obligation.changed")]
    Changed,
    #[schema(rename = "obligation.met")]
    Met,
    #[schema(rename = "obligation.withdrawn")]
    Withdrawn,
}

/// A message and whether it arrived.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeliveryRow {
    /// The `webhook-id` of the message.
    id: String,
    /// What it tells of.
    event: String,
    /// When it was written.
    #[schema(format = DateTime)]
    made_at: String,
    /// How often it was sent, since the webhook was last resumed.
    attempts: i64,
    /// When it was taken; null: it was not.
    #[schema(format = DateTime)]
    delivered_at: Option<String>,
    /// When it was last sent.
    #[schema(format = DateTime)]
    last_at: Option<String>,
    /// When it is sent again; null: it is not.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// The HTTP status of the last answer.
    answer: Option<i64>,
    /// Why the last attempt failed, in a word; null: it did not.
    fault: Option<String>,
}

/// A page of deliveries.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeliveryPage {
    deliveries: Vec<DeliveryRow>,
    /// Ask for the next page with this; null: there is none.
    cursor: Option<String>,
}

/// The `webhook-id` of a message.
pub(in crate::api) fn message_id(number: i64) -> String {
    format!("msg_{number}")
}

/// The systems that are told.
#[utoipa::path(
    get, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "list_webhooks",
    responses((status = 200, description = "All that were not ended.", body = WebhookList)),
)]
pub(super) async fn list(
    program: Program,
    RawQuery(query): RawQuery,
) -> Result<Json<WebhookList>, ApiError> {
    Query::read(query.as_deref(), &[]).done()?;
    let note = program.office(Action::ManageWebhooks);
    let most = omhu_store::MOST_WEBHOOKS as u32;
    let found = program.desk.store().webhooks(note, 0, most).await?;
    let webhook = |found: omhu_store::Webhook| Webhook {
        id: found.number,
        url: found.url,
        events: found.events.iter().map(|e| e.word().to_owned()).collect(),
        teams: found.teams.map(|teams| teams.into_iter().collect()),
        created_at: instant_text(found.created_at),
        stopped_at: found.stopped_at.map(instant_text),
        waiting: found.waiting,
    };
    Ok(Json(WebhookList {
        webhooks: found.into_iter().map(webhook).collect(),
    }))
}

/// What was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Made {
    /// Its number.
    id: i64,
}

/// Tells another system from now on.
///
/// Messages hold a case number, an obligation, days and a status; no name and no id of the municipality.
#[utoipa::path(
    post, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "make_webhook",
    params(("Idempotency-Key" = String, Header, description = "A new one for each request; the same one to send it again.", pattern = "^[A-Za-z0-9._:-]{8,80}$")),
    request_body = NewHook,
    responses((status = 201, description = "Made.", body = Made,
        headers(("Location" = String, description = "Its address.")))),
)]
pub(super) async fn make(
    program: Program,
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, ApiError> {
    let headers = request.headers().clone();
    let body = Body::read(request, &state).await?;
    let key = key::read(&headers, "/api/v1/webhooks".to_owned(), &body.bytes)?;
    let mut faults = Faults::default();
    let fields = body.fields(&mut faults, &["url", "secret", "events", "teams"]);
    let url = fields.needed(&mut faults, "url", Form::Id, 500);
    if !url.is_empty() && !is_target(url, state.webhooks_inside) {
        faults.add("/url", Fault::Url);
    }
    let secret = fields.needed(&mut faults, "secret", Form::Id, 200);
    let secret = match Secret::parse(secret) {
        Some(secret) => secret,
        None => {
            if !secret.is_empty() {
                faults.add("/secret", Fault::Form);
            }
            Secret::default()
        }
    };
    let mut events = BTreeSet::new();
    for word in fields.texts(&mut faults, "events", (1, 4), 64) {
        match DutyChange::parse(word) {
            Some(event) => {
                events.insert(event);
            }
            None => faults.add("/events", Fault::Word),
        }
    }
    let teams = fields.has("teams").then(|| {
        let teams = fields.texts(&mut faults, "teams", (1, 50), 64);
        teams.into_iter().map(str::to_owned).collect()
    });
    faults.none()?;
    let new = NewWebhook {
        url: url.to_owned(),
        secret: secret.into_bytes(),
        events,
        teams,
    };
    let note = program.office(Action::ManageWebhooks);
    let made = program.desk.store().new_webhook(note, &new, &key).await?;
    let (id, replayed) = match made {
        WebhookMade::Made(id) => (id, false),
        WebhookMade::Repeated(id) => (id, true),
        WebhookMade::TooMany => return Err(Code::TooMany.into()),
    };
    let place = format!("/api/v1/webhooks/{id}/deliveries");
    let mut answer = (
        StatusCode::CREATED,
        [(header::LOCATION, place)],
        Json(Made { id }),
    )
        .into_response();
    mark(&mut answer, replayed);
    Ok(answer)
}

fn id(text: &str) -> Result<i64, ApiError> {
    super::cases::number(text).map(|number| number.0)
}

/// Tells another system no more.
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "end_webhook",
    params(("id" = i64, Path, description = "The number of the webhook.", minimum = 1)),
    responses((status = 204, description = "Ended.")),
)]
pub(super) async fn end(
    program: Program,
    Path(text): Path<String>,
) -> Result<StatusCode, ApiError> {
    let id = id(&text)?;
    let note = program.office(Action::ManageWebhooks);
    match program.desk.store().end_webhook(note, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Code::NotFound.into()),
    }
}

/// A webhook that is told.
#[derive(Serialize, ToSchema)]
pub(crate) struct Resumed {
    /// Its number.
    id: i64,
    /// How many messages wait for it now.
    waiting: i64,
}

/// Tells another system again that omhu gave up: what waited for it, in order, then what is new.
///
/// One that was not given up stays as it is, so a request that was not answered is sent again. Messages are kept for 30
/// days after it was given up; then it is ended.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{id}/resume", tag = "webhooks", operation_id = "resume_webhook",
    params(("id" = i64, Path, description = "The number of the webhook.", minimum = 1)),
    responses((status = 200, description = "It is told.", body = Resumed)),
)]
pub(super) async fn resume(
    program: Program,
    Path(text): Path<String>,
) -> Result<Json<Resumed>, ApiError> {
    let id = id(&text)?;
    let note = program.office(Action::ManageWebhooks);
    let waiting = program.desk.store().resume_webhook(note, id).await?;
    let waiting = waiting.ok_or(Code::NotFound)?;
    Ok(Json(Resumed { id, waiting }))
}

/// Whether messages arrived, newest first; those of the last 30 days.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", operation_id = "list_deliveries",
    params(
        ("id" = i64, Path, description = "The number of the webhook.", minimum = 1),
        ("cursor" = Option<String>, Query, description = "From the page before.", pattern = "^[0-9]{1,15}-[0-9]{1,15}$"),
        ("limit" = Option<u32>, Query, description = "How many; 50 where nothing is said.", minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "A page of deliveries.", body = DeliveryPage)),
)]
pub(super) async fn deliveries(
    program: Program,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<DeliveryPage>, ApiError> {
    let id = id(&text)?;
    let mut query = Query::read(query.as_deref(), &["cursor", "limit"]);
    let (before, _) = query.place("cursor").unwrap_or((i64::MAX, 0));
    let limit = query.limit();
    query.done()?;
    let note = program.office(Action::ManageWebhooks);
    let store = program.desk.store();
    let Some(found) = store.deliveries(note, id, before, limit).await? else {
        return Err(Code::NotFound.into());
    };
    let full = found.len() == limit as usize;
    let last = found.last().filter(|_| full);
    Ok(Json(DeliveryPage {
        cursor: last.map(|last| format!("{}-0", last.message)),
        deliveries: found
            .into_iter()
            .map(|each| DeliveryRow {
                id: message_id(each.message),
                event: each.event,
                made_at: instant_text(each.made_at),
                attempts: each.attempts,
                delivered_at: each.delivered_at.map(instant_text),
                last_at: each.last_at.map(instant_text),
                next_at: each.next_at.map(instant_text),
                answer: each.answer,
                fault: filled(&each.fault),
            })
            .collect(),
    }))
}
