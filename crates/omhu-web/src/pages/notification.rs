//! A new notification about one child or several, before anybody asks whose case it is.
//!
//! Owns: the form, which children it is about, one transaction for all of them. Must not know: what a notification asks
//! for and writes (the step of that name says it). Whoever receives learns nothing of cases that they may not see.

mod children;
mod done;
mod give;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::{self, Action};
use omhu_casework::steps::{FieldError, FieldKind, Step, Values, prefill};
use omhu_law::book::LawBook;
use omhu_store::DraftName;

use self::children::Child;
pub(super) use self::children::born_by;
use super::drafts::NOTIFICATION;
use super::steps::{
    Asking, Hidden, Known, REQUEST_KEY, Words, files_of_draft, law_of, request_key, steps_of,
    values_of,
};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::windows::{self, Wanted};
use crate::state::AppState;
use crate::view::components::{Details, FaultList};
use crate::view::html::Html;
use crate::view::layout::{Page, Place};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/notifications/new", get(show).post(give::submit))
        .route("/notifications/done", get(done::show))
}

/// Where the form stands.
const ADDRESS: &str = "/notifications/new";
/// What each child's own case answers.
const OF_THE_CHILD: [&str; 5] = [
    "children",
    "unborn",
    "expected_on",
    "has_measures",
    "open_case",
];

#[derive(Template)]
#[template(path = "pages/notification/new.html")]
struct New {
    page: Page,
    faults: Html,
    hidden: Html,
    notice: Html,
    warnings: Html,
    rules: Html,
    children: Html,
    /// Whether the list of children gets the cursor.
    at_children: bool,
    fields: Html,
    more: Html,
    draft: Html,
}

/// The step that says what is asked.
fn step_of(book: &LawBook) -> Result<&'static Step, AppError> {
    let found = steps_of(book).find("notification");
    found.ok_or_else(|| AppError::Internal("no step notification".to_owned()))
}

/// Whether the viewer receives notifications at all.
fn may(desk: &Desk) -> Result<(), AppError> {
    let action = Action::ReceiveNotification;
    match access::decide(desk.viewer(), action, None, desk.now) {
        access::Verdict::Denied { reason, .. } => Err(AppError::Denied { reason, case: None }),
        access::Verdict::Allowed { .. } => Ok(()),
    }
}

/// What comes back with the form.
#[derive(Default)]
struct Back {
    errors: Vec<FieldError>,
    faults: Vec<(String, String)>,
    key: Option<String>,
    saved: Option<String>,
    window: String,
    /// The window's name in the address; empty: the form came back.
    name: String,
    /// What gets the cursor: the first field of a child that was added, or the list of them.
    opened: String,
    notice: Html,
    warnings: Html,
}

fn draft_name(desk: &Desk) -> DraftName {
    DraftName {
        user: desk.user(),
        case: None,
        form: NOTIFICATION.to_owned(),
    }
}

/// The page with these answers.
fn render(
    context: &Context,
    desk: &Desk,
    state: &AppState,
    values: &Values,
    rows: &[Child],
    back: Back,
) -> Result<String, AppError> {
    let t = context.t;
    let words = Words {
        t,
        book: desk.store().book(),
    };
    let step = step_of(words.book)?;
    let known = Known::nothing();
    let asking = Asking {
        words,
        step,
        known: &known,
        values,
        errors: &back.errors,
        opened: &back.opened,
        may: true,
        occasion: known.occasion(step, values, desk.now.today),
    };
    let shown = |more| asking.shown(more, |field| !OF_THE_CHILD.contains(&field.name));
    let mut faults = back.faults.clone();
    let errors = back.errors.iter();
    faults.extend(errors.map(|error| words.fault(step, error, values)));
    let mut page = context.page_in(Place::Notification, &t.get("notification-title"));
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let key = back.key.unwrap_or_else(|| request_key(state, desk));
    let draft = windows::line(
        context,
        format!("/drafts?form={NOTIFICATION}"),
        ADDRESS,
        &back.name,
        back.saved.as_ref(),
    );
    let more = Details {
        summary: t.get("notification-more"),
        body: shown(true),
        open: !back.errors.is_empty(),
    };
    let page = New {
        page,
        faults: FaultList {
            t,
            faults,
            passwords: false,
        }
        .into(),
        hidden: Html::all([
            hidden(REQUEST_KEY, key),
            hidden(windows::FIELD, back.window),
        ]),
        notice: back.notice,
        warnings: back.warnings,
        // Sent from here the form is saved: it is not shown again for another day.
        rules: law_of(&asking, "", false),
        children: children::show(&asking, rows, &back.faults),
        at_children: back.opened == children::FIELD,
        fields: shown(false),
        more: more.into(),
        draft: draft.into(),
    };
    Ok(page.render()?)
}

/// A hidden field; nothing where there is nothing to hold.
fn hidden(name: &str, value: String) -> Html {
    if value.is_empty() {
        return Html::default();
    }
    Html::of(&Hidden {
        name: name.to_owned(),
        value,
    })
}

async fn show(
    context: Context,
    desk: Desk,
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    may(&desk)?;
    let book = desk.store().book();
    let step = step_of(book)?;
    let opened = windows::open(&state, &desk, draft_name(&desk), &wanted).await?;
    let window = opened.window.cell();
    let (values, back) = match &opened.draft {
        Some(draft) => {
            let kept = Submitted::parse(draft.fields.as_bytes());
            let mut values = values_of(step, &kept);
            files_of_draft(&desk, &opened.window, step, &kept, &mut values).await?;
            let key = kept.get(REQUEST_KEY);
            (
                values,
                Back {
                    saved: opened.saved(&context),
                    window,
                    // The same text in two windows is given once: it keeps its name.
                    key: (!key.is_empty()).then(|| key.to_owned()),
                    name: opened.name(),
                    notice: opened.notice(&context, &desk, ADDRESS, &[REQUEST_KEY]),
                    ..Back::default()
                },
            )
        }
        None => {
            let nothing = omhu_casework::case::CaseState::new(omhu_casework::ids::CaseNo(0), "");
            let known = Values::default();
            (
                prefill(step, &nothing, book, desk.now.second, &known),
                Back {
                    window,
                    name: opened.name(),
                    notice: opened.notice(&context, &desk, ADDRESS, &[REQUEST_KEY]),
                    ..Back::default()
                },
            )
        }
    };
    let rows = children::read(&values, desk.now.today);
    Ok(Answer(render(
        &context, &desk, &state, &values, &rows, back,
    )?))
}

/// The answers that all children share.
fn shared(step: &Step, values: &Values) -> Values {
    let mut shared = values.clone();
    for field in &step.fields {
        if OF_THE_CHILD.contains(&field.name) || field.kind == FieldKind::Children {
            shared.clear(field.name);
        }
    }
    shared
}
