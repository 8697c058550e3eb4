//! Who notified: shown with a reason, to those who may be told but do not see it in the course. Whose case it is reads it
//! there, and is told so.
//!
//! Owns: `/cases/{case}/notifier`. Must not know: who may (the policy says it), for how long it is shown.
//!
//! Whoever stands in sends the receipt to the notifier (BL § 138), and a leader may have to ask what was meant. The name
//! is read only after the row with the reason stands in the log.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label};
use omhu_casework::case::Told;
use omhu_casework::command::Words;
use omhu_casework::event::Section;
use omhu_casework::steps::hosts::host;
use omhu_law::calendar::When;

use super::frame::{FormPage, block, fault_list, fault_of, heading, on_screen, paragraph};
use super::passing::{SHOWN_FOR, may_reveal, passing};
use super::{CaseFile, frame, number, words};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::purpose;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, CaseHeader, Choice, Choices, Fact, Facts};
use crate::view::html::Html;

/// The end of the page's address.
pub(super) const PAGE: &str = "/notifier";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/notifier", get(ask).post(reveal))
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Answer<String>, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    may_reveal(&desk, &file, Label::Reporter)?;
    page(
        &context,
        &file,
        &Submitted::default(),
        Back::Asked(Vec::new()),
    )
}

async fn reveal(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    may_reveal(&desk, &file, Label::Reporter)?;
    let mut faults = Faults::new();
    let chosen = sent.get("notification");
    let mut named = file.notifiers.iter();
    let named = named.find(|told| told.seq.to_string() == chosen);
    if named.is_none() {
        faults.extend(fault("notification", t.get("case-notifier-missing")));
    }
    let reason = purpose::read(t, &sent, &mut faults);
    let Some(named) = named.filter(|_| faults.is_empty()) else {
        let page = page(&context, &file, &sent, Back::Asked(faults))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let action = Action::Reveal(Label::Reporter);
    let (permit, _) = desk.look_for(action, file.case, &reason).await?;
    let texts = [named.what.text];
    let texts = desk.store().texts(&permit, file.case, &texts).await?;
    let name = texts.into_iter().find_map(|text| match text.words {
        Words::Text(name) => Some(name),
        Words::File { .. } => None,
    });
    let said = Said {
        notification: notification(t, &file, named),
        name: name.unwrap_or_else(|| t.get("case-notifier-erased")),
    };
    let page = page(&context, &file, &sent, Back::Said(said))?;
    Ok(passing(page, &file.path(PAGE)))
}

/// Who notified, and in which notification.
struct Said {
    notification: String,
    name: String,
}

/// What the page comes back with.
enum Back {
    /// The form, and what is wrong with it.
    Asked(Faults),
    /// The name.
    Said(Said),
}

/// A notification by its day and from whom it came in kind, without a name.
fn notification(t: Texts, file: &CaseFile, told: &Told<Section>) -> String {
    let host = host(&file.state, told);
    let day = host.and_then(|held| held.when()).map(|when| when.day);
    let day = day.unwrap_or_else(|| When::at(told.recorded_at).day);
    let from = host.map_or("", |held| held.fact.cells.value.as_str());
    let parts = [
        ("day", t.short_day(day).into()),
        ("from", words::value(t, from).into()),
    ];
    match from {
        "" => t.with("case-notifier-of", &parts[..1]),
        _ => t.with("case-notifier-of-from", &parts),
    }
}

fn page(
    context: &Context,
    file: &CaseFile,
    sent: &Submitted,
    back: Back,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let title = t.get("case-notifier");
    let seconds = [("seconds", SHOWN_FOR.into())];
    let mut page = frame::page(context, file, &title);
    let head = CaseHeader {
        protected: None,
        ..frame::head(t, file)
    };
    let mut before: Vec<Html> = vec![head.into(), heading(&title)];
    let mut fields = Vec::new();
    let mut faults = Faults::new();
    match back {
        Back::Said(said) => {
            let rows = vec![Fact::new(said.notification, said.name)];
            before.push(on_screen(
                Facts { rows }.into(),
                &t.get("case-notifier-not-printed"),
            ));
            before.push(paragraph(&t.with("case-notifier-shown", &seconds)));
        }
        Back::Asked(_) if file.notifiers.is_empty() => {
            before.push(paragraph(&t.get("case-notifier-none")));
        }
        Back::Asked(_) if file.sees_notifier => {
            before.push(paragraph(&t.get("case-notifier-own")));
            before.push(in_course(t, file));
        }
        Back::Asked(found) => {
            before.push(paragraph(&t.with("case-notifier-lead", &seconds)));
            fields = asked(t, file, sent, &found);
            faults = found;
        }
    }
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let form = FormPage {
        page,
        heading: String::new(),
        before,
        action: file.path(PAGE),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        button: match fields.is_empty() {
            true => String::new(),
            false => t.get("case-notifier-show"),
        },
        fields,
        below: Vec::new(),
        after: vec![block(Html::link(&file.path(""), &t.get("case-back")))],
    };
    Ok(Answer(askama::Template::render(&form)?))
}

/// The way to where who notified stands in the course, for each notification.
fn in_course(t: Texts, file: &CaseFile) -> Html {
    let links = file.notifiers.iter().rev().map(|told| {
        let href = file.path(&format!("#e{}", told.seq));
        block(Html::link(&href, &notification(t, file, told)))
    });
    Html::all(links)
}

fn asked(t: Texts, file: &CaseFile, sent: &Submitted, faults: &Faults) -> Vec<Html> {
    let chosen = sent.get("notification");
    let only = file.notifiers.len() == 1;
    let choices = file.notifiers.iter().rev().map(|told| {
        let value = told.seq.to_string();
        let is_chosen = only || value == chosen;
        Choice::new(value, notification(t, file, told)).chosen(is_chosen)
    });
    let which = Asked::new(t, "notification", t.get("case-notifier-which"))
        .hint(t.get("case-notifier-which-hint"))
        .error(fault_of(faults, "notification"));
    vec![
        Choices::one(which, choices.collect()).into(),
        purpose::field(
            t,
            t.get("case-notifier-why"),
            &t.get("case-notifier-why-hint"),
            sent,
            faults,
        ),
    ]
}
