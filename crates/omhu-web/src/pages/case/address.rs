//! A protected address, and the telephone with it: one click, one row in the log, one answer that goes away by itself.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_casework::ids::PersonNo;
use omhu_store::Revealed;

use super::passing::{SHOWN_FOR, may_reveal, passing};
use super::{CaseFile, frame, number, parts};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::glass::second;
use crate::state::AppState;
use crate::view::components::CaseHeader;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/address", get(ask).post(reveal))
}

/// Somebody whose address or telephone is protected.
struct Protected {
    number: PersonNo,
    name: String,
    part: String,
    /// The telephone and the address, where they were asked for.
    shown: Option<Vec<String>>,
}

#[derive(Template)]
#[template(path = "pages/case/address.html")]
struct AddressPage {
    page: Page,
    head: CaseHeader,
    path: String,
    people: Vec<Protected>,
    /// That it is noted, and how long it is shown.
    lead: String,
    /// Beside what is shown.
    shown: String,
}

async fn ask(context: Context, desk: Desk, Path(case): Path<String>) -> Result<Response, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    if second::is_lacking(&desk, &file.subject) {
        return Ok(redirect::see_other(&file.path(second::PAGE)));
    }
    may_reveal(&desk, &file, file.subject.protected.label())?;
    Ok(page(&context, &file, None)?.into_response())
}

async fn reveal(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    may_reveal(&desk, &file, file.subject.protected.label())?;
    let person: PersonNo = sent.get("person").parse().map_err(|_| AppError::NotFound)?;
    let mut people = file.people.iter();
    let held = people.find(|held| held.person.number == person);
    let held = held.ok_or(AppError::NotFound)?;
    let label = held.person.particulars.grade.label();
    let (permit, _) = desk.look(Action::Reveal(label), file.case).await?;
    let revealed = desk
        .store()
        .reveal_address(&permit, file.case, person)
        .await?;
    let Some(Revealed { address, phone }) = revealed else {
        return Ok(page(&context, &file, None)?.into_response());
    };
    let mut lines = vec![address, phone];
    lines.retain(|line| !line.is_empty());
    let page = page(&context, &file, Some((person, lines)))?;
    Ok(passing(page, &file.path("/address")))
}

fn page(
    context: &Context,
    file: &CaseFile,
    shown: Option<(PersonNo, Vec<String>)>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let held = file.people.iter();
    let held = held.filter(|held| parts::hidden(t, held).is_some());
    let people = held.map(|held| Protected {
        number: held.person.number,
        name: if file.named {
            parts::name_of(held)
        } else {
            String::new()
        },
        part: parts::part(t, &held.part),
        shown: shown
            .as_ref()
            .filter(|(number, _)| *number == held.person.number)
            .map(|(_, lines)| lines.clone()),
    });
    let seconds = [("seconds", SHOWN_FOR.into())];
    let page = AddressPage {
        page: frame::page(context, file, &t.get("case-address")),
        head: CaseHeader {
            protected: None,
            ..frame::head(t, file)
        },
        path: file.path(""),
        people: people.collect(),
        lead: t.with("case-address-lead", &seconds),
        shown: t.with("case-address-shown", &seconds),
    };
    Ok(Answer(page.render()?))
}
