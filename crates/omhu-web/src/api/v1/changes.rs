//! What was written into which case, in order: for programs that ask now and then.
//!
//! Owns: the feed. Must not know: what was written; whoever wants to know asks for the case.

use axum::Json;
use axum::extract::RawQuery;
use omhu_casework::access::ListKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::desk::Program;
use crate::api::input::Query;
use crate::api::problem::ApiError;

/// Something was written into a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct Change {
    /// Its position among everything written into any case.
    position: i64,
    /// The case.
    number: i64,
    /// The first event written.
    first_event: i64,
    /// The last one.
    last_event: i64,
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangePage {
    changes: Vec<Change>,
    /// Ask with this the next time: `after`.
    next: i64,
    /// Whether there is more now.
    more: bool,
}

/// What was written into the cases that the token reaches, behind a position.
///
/// A case that comes into the token's reach later does not come with its past: ask for the list of cases now and then.
/// That time alone made something due or overdue is no change.
#[utoipa::path(
    get, path = "/api/v1/changes", tag = "changes", operation_id = "list_changes",
    params(
        ("after" = Option<i64>, Query, description = "The position up to which you have read; 0 where nothing is said.", minimum = 0, maximum = 999999999999999i64),
        ("limit" = Option<u32>, Query, description = "How many; 50 where nothing is said.", minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "A page of changes.", body = ChangePage)),
)]
pub(super) async fn list(
    program: Program,
    RawQuery(query): RawQuery,
) -> Result<Json<ChangePage>, ApiError> {
    let mut query = Query::read(query.as_deref(), &["after", "limit"]);
    let after = query.number("after", (0, 999_999_999_999_999)).unwrap_or(0);
    let limit = query.limit();
    query.done()?;
    let (note, scope) = program.list(ListKind::Deadlines).await?;
    let store = program.desk.store();
    let (found, next) = store.case_changes_after(note, &scope, after, limit).await?;
    Ok(Json(ChangePage {
        more: found.len() == limit as usize,
        next,
        changes: found
            .into_iter()
            .map(|change| Change {
                position: change.n,
                number: change.case.0,
                first_event: change.first_seq,
                last_event: change.last_seq,
            })
            .collect(),
    }))
}
