//! A protected address: one click, one row in the log, one answer that goes away by itself.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, decide, reason};
use omhu_casework::ids::PersonNo;

use super::{CaseFile, frame, number, parts};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::view::components::CaseHeader;
use crate::view::layout::Page;

/// So many seconds an address is shown.
const SHOWN_FOR: u32 = 60;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/address", get(ask).post(reveal))
}

/// Somebody whose address is protected.
struct Protected {
    number: PersonNo,
    name: String,
    part: String,
    /// The address, where it was asked for.
    address: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/case/address.html")]
struct AddressPage {
    page: Page,
    head: CaseHeader,
    path: String,
    people: Vec<Protected>,
    /// That it is noted, and how long an address is shown.
    lead: String,
    /// Beside an address that is shown.
    shown: String,
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Answer<String>, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    may_reveal(&desk, &file)?;
    page(&context, &file, None)
}

/// Whether the viewer may be shown an address of this case at all; that nobody is protected in it is no refusal.
fn may_reveal(desk: &Desk, file: &CaseFile) -> Result<(), AppError> {
    let label = file.subject.protected.label();
    let verdict = decide(
        desk.viewer(),
        Action::Reveal(label),
        Some(&file.subject),
        desk.now,
    );
    if verdict.is_allowed() || verdict.reason() == reason::NOTHING_PROTECTED {
        Ok(())
    } else {
        Err(denied(verdict, file.case))
    }
}

async fn reveal(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    may_reveal(&desk, &file)?;
    let person: PersonNo = sent.get("person").parse().map_err(|_| AppError::NotFound)?;
    let mut people = file.people.iter();
    let held = people.find(|held| held.person.number == person);
    let held = held.ok_or(AppError::NotFound)?;
    let label = held.person.particulars.grade.label();
    let (permit, _) = desk.look(Action::Reveal(label), file.case).await?;
    let address = desk
        .store()
        .reveal_address(&permit, file.case, person)
        .await?;
    // The browser itself asks for the page without the address: a screen that was left shows it no longer.
    let hidden = address.is_some().then(|| {
        let place = format!("{SHOWN_FOR}; url={}", file.path("/address"));
        [(header::REFRESH, place)]
    });
    let page = page(&context, &file, address.map(|address| (person, address)))?;
    Ok(match hidden {
        Some(hidden) => (hidden, page).into_response(),
        None => page.into_response(),
    })
}

fn page(
    context: &Context,
    file: &CaseFile,
    shown: Option<(PersonNo, String)>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let held = file.people.iter().filter(|held| held.person.hidden_address);
    let people = held.map(|held| Protected {
        number: held.person.number,
        name: if file.named {
            parts::name_of(held)
        } else {
            String::new()
        },
        part: parts::part(t, &held.part),
        address: shown
            .as_ref()
            .filter(|(number, _)| *number == held.person.number)
            .map(|(_, address)| address.clone()),
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
