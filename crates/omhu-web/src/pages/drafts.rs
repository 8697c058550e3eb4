//! What somebody is writing, kept while they write: the address that the script and the button of drafts send to.
//!
//! Owns: saving, and the way back without script. Must not know: the fields of a form; restoring is the form's.

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use omhu_casework::access::{Action, Label};
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::Values;
use omhu_store::{DraftName, RequestKey};

use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::correct;
use crate::pages::steps::{keep_files, key_of, steps_of, take_files};
use crate::pages::windows::{self, Window};
use crate::state::AppState;
use crate::view::components::draft_sentence;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/drafts", post(save))
}

/// The form of a new notification, as drafts name it.
pub(super) const NOTIFICATION: &str = "notification";

#[derive(serde::Deserialize)]
pub(super) struct Of {
    pub case: Option<i64>,
    pub form: String,
}

/// The form that a draft belongs to, if there is such a form.
pub(super) fn address(of: &Of) -> Option<String> {
    if let Some(seq) = of.form.strip_prefix(correct::DRAFT) {
        let (case, seq): (i64, i64) = (of.case?, seq.parse().ok()?);
        return Some(format!("/cases/{case}/facts/{seq}"));
    }
    match (of.case, of.form.strip_prefix("step:")) {
        (Some(case), Some(step)) => {
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            let fine = step.len() <= 60 && step.bytes().all(plain);
            fine.then(|| format!("/cases/{case}/steps/{step}"))
        }
        (None, None) if of.form == NOTIFICATION => Some("/notifications/new".to_owned()),
        _ => None,
    }
}

/// How a form at an address would be given.
pub(super) fn given(of: &Of, address: &str, sent: &Submitted) -> Option<RequestKey> {
    match of.form.starts_with(correct::DRAFT) {
        true => correct::key(sent),
        // A form is given where it stands.
        false => key_of(sent, address),
    }
}

/// What a draft holds.
pub(super) fn fields(sent: &Submitted) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(sent.fields())
        .finish()
}

async fn save(
    context: Context,
    desk: Desk,
    Query(of): Query<Of>,
    headers: HeaderMap,
    sent: Submitted,
) -> Result<Response, AppError> {
    let back = address(&of).ok_or(AppError::NotFound)?;
    if let Some(case) = of.case {
        let subject = desk.store().subject(CaseNo(case)).await?;
        let sees = Action::See(Label::CaseText);
        if !subject.is_some_and(|subject| desk.may(sees, Some(&subject))) {
            return Err(AppError::NotFound);
        }
    }
    let given = given(&of, &back, &sent);
    let name = DraftName {
        user: desk.user(),
        case: of.case.map(CaseNo),
        form: of.form,
    };
    let fields = fields(&sent);
    let window = Window::of(name.clone(), &sent);
    let others = window.save(&desk, &fields, given.as_ref()).await?;
    let step = name.form.strip_prefix("step:").unwrap_or(NOTIFICATION);
    // The script sends no files; the button does. What a case does not take is said when the form is given.
    if sent.files().next().is_some()
        && let Some(step) = steps_of(desk.store().book()).find(step)
    {
        let mut files = Values::default();
        let _ = take_files(&desk, &window, step, &sent, &mut files).await?;
        keep_files(&desk, &window, step, &sent, &mut files).await?;
    }
    Ok(answer(&context, &headers, &back, &window, others))
}

/// What the script or the browser is told once a draft is on disk.
pub(super) fn answer(
    context: &Context,
    headers: &HeaderMap,
    form: &str,
    window: &Window,
    others: bool,
) -> Response {
    let accepts = headers
        .get(header::ACCEPT)
        .and_then(|accepts| accepts.to_str().ok());
    // The script takes any answer; a browser without it asks for a page.
    if accepts.is_some_and(|accepts| accepts.contains("text/html")) {
        let own = if form.contains('?') { "&" } else { "?" };
        return redirect::see_other(&format!("{form}{own}draft={}", window.id()));
    }
    let clock = context.t.clock(context.now);
    if !others {
        return draft_sentence(context.t, &clock).into_response();
    }
    let told = context
        .t
        .with("form-saved-others", &[("clock", clock.into())]);
    ([(windows::OTHERS, "yes")], told).into_response()
}
