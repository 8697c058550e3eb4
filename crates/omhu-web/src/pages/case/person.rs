//! Who has a part in a case: noting somebody, correcting what is known of them, and that they have it no more.
//!
//! Owns: `/cases/{case}/people/new` and `/cases/{case}/people/{person}`. Must not know: how people are kept, what is hidden
//! of them.

mod form;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_casework::access::{Action, decide};
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::ids::PersonNo;
use omhu_law::calendar::When;
use omhu_store::{Executed, InCase, Order, PersonData, RequestKey, StoreError, Target, new_person};

use self::form::{Back, CHILD, Typed, page};
use super::{CaseFile, frame, number, request_key, was_given};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/people/new", get(ask).post(add))
        .route("/cases/{case}/people/{person}", get(show).post(change))
        .route("/cases/{case}/people/{person}/back", post(back))
}

/// Which of the parts that somebody has.
#[derive(serde::Deserialize, Default)]
struct Which {
    #[serde(default)]
    part: String,
}

/// The case, where its people may be written down.
async fn open(desk: &Desk, case: &str) -> Result<CaseFile, AppError> {
    let file = CaseFile::open(desk, number(case)?, None).await?;
    frame::must(desk, &file, Action::RegisterFact)?;
    match file.named {
        true => Ok(file),
        false => Err(AppError::NotFound),
    }
}

/// Somebody with a part in the case; `part` tells several apart, and may be empty.
fn held<'f>(file: &'f CaseFile, person: PersonNo, part: &str) -> Option<&'f InCase> {
    let mut people = file.people.iter();
    people.find(|held| held.person.number == person && (part.is_empty() || held.part == part))
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Answer<String>, AppError> {
    let file = open(&desk, &case).await?;
    let typed = Typed {
        part: match form::has_child(&file) {
            true => String::new(),
            false => CHILD.to_owned(),
        },
        ..Typed::default()
    };
    let page = page(&context, &desk, &file, None, &typed, Back::default())?;
    Ok(Answer(page))
}

async fn add(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let file = open(&desk, &case).await?;
    let key = request_key(&sent, "/cases/people/new");
    let done = || redirect::see_other(&file.path("?done=added"));
    if was_given(&desk, key.as_ref()).await? {
        return Ok(done());
    }
    let typed = Typed::read(t, &sent, desk.now.today, None);
    let mut back = Back {
        faults: typed.faults.clone(),
        key: sent.get("key").to_owned(),
        ..Back::default()
    };
    let told = form::told_in_remarks(t, &desk, &file, &typed).await?;
    back.faults.extend(told);
    if typed.part == CHILD && form::has_child(&file) {
        let fault = t.get("person-second-child");
        back.faults.push(("part".to_owned(), fault));
    }
    let known = match back.faults.is_empty() {
        true => by_cpr(&desk, &file, &typed.data.cpr).await?,
        false => None,
    };
    if let Some(number) = known
        && held(&file, number, &typed.part).is_some()
    {
        let fault = t.get("person-has-part");
        back.faults.push(("cpr".to_owned(), fault));
    }
    if back.faults.is_empty() {
        let new = [typed.data.clone()];
        let people = if known.is_some() { &[][..] } else { &new };
        let person = known.unwrap_or_else(|| new_person(0));
        let link = Entry::Link(link(&desk, person, &typed.part));
        if !write(&desk, &file, vec![link], people, key.as_ref()).await? {
            let fault = t.get("person-cpr-of-other");
            back.faults.push(("cpr".to_owned(), fault));
        }
        if back.faults.is_empty() {
            let Some(number) = known else {
                return Ok(done());
            };
            // What is known of the person already stays, until somebody has looked at both.
            let file = open(&desk, &case).await?;
            let held = held(&file, number, &typed.part).ok_or(AppError::NotFound)?;
            let typed = typed.over(held);
            let back = Back {
                notice: form::known_already(t),
                ..Back::default()
            };
            let page = page(&context, &desk, &file, Some(held), &typed, back)?;
            return Ok(Answer(page).into_response());
        }
    }
    let page = page(&context, &desk, &file, None, &typed, back)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// The newest part that the viewer took out of the case today: it can be put back, as if it had not been.
pub(super) fn taken_out<'f>(desk: &Desk, file: &'f CaseFile) -> Option<&'f Link> {
    let mut left = file.state.left.iter().rev();
    let own = left.find(|held| {
        held.recorded_by == desk.user() && When::at(held.recorded_at).day == desk.now.today
    });
    own.map(|held| &held.what)
}

/// Puts somebody back who was taken out by mistake. Only who was there comes back by this way.
async fn back(
    desk: Desk,
    Path((case, person)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let file = open(&desk, &case).await?;
    let person: PersonNo = person.parse().map_err(|_| AppError::NotFound)?;
    let done = || redirect::see_other(&file.path("?done=back"));
    let part = sent.get("part");
    // Who sends the same form twice has put them back already.
    if !part.is_empty() && held(&file, person, part).is_some() {
        return Ok(done());
    }
    let out = taken_out(&desk, &file).ok_or(AppError::NotFound)?;
    if (out.person, out.part.as_str()) != (person, part) {
        return Err(AppError::NotFound);
    }
    let entries = vec![Entry::Link(out.clone())];
    write(&desk, &file, entries, &[], None).await?;
    Ok(done())
}

/// Whom a CPR number belongs to, for whoever may note people in this case.
async fn by_cpr(desk: &Desk, file: &CaseFile, cpr: &str) -> Result<Option<PersonNo>, AppError> {
    if cpr.is_empty() {
        return Ok(None);
    }
    // Asked as at the counter, without a case: the look must not stand in the log of the person's other cases as that of
    // somebody who has them.
    let action = Action::ReceiveNotification;
    let verdict = decide(desk.viewer(), action, None, desk.now);
    if !verdict.is_allowed() {
        return Ok(None);
    }
    let note = desk.note(action, verdict);
    let found = desk.store().person_by_cpr(note, cpr).await?;
    let number = found.map(|(number, _)| number);
    // The child of a case is nobody's parent.
    let mut people = file.people.iter();
    let is_child = |held: &InCase| Some(held.person.number) == number && held.part == CHILD;
    Ok(number.filter(|_| !people.any(is_child)))
}

fn link(desk: &Desk, person: PersonNo, part: &str) -> Link {
    Link {
        person,
        part: part.to_owned(),
        when: desk.now.today.to_string(),
    }
}

/// Writes parts of people into the course. False: somebody noted the same CPR number in this very moment, or it may not be asked
/// whose it is.
async fn write(
    desk: &Desk,
    file: &CaseFile,
    entries: Vec<Entry>,
    people: &[PersonData],
    key: Option<&RequestKey>,
) -> Result<bool, AppError> {
    let command = Command {
        entries,
        ..Command::default()
    };
    let order = Order {
        target: Target::Case(file.case),
        command: &command,
    };
    let authorize = desk.authorize(Action::RegisterFact);
    let (store, user) = (desk.store(), desk.user());
    let done = store
        .execute_with_people(user, desk.now, authorize, &[order], people, key)
        .await;
    match done {
        Err(StoreError::Conflict) => Ok(false),
        Err(other) => Err(other.into()),
        Ok(done) => said(done, file),
    }
}

fn said(done: Executed, file: &CaseFile) -> Result<bool, AppError> {
    match done {
        Executed::Done(_) | Executed::Repeated(_) => Ok(true),
        Executed::Denied(note) => Err(denied(note.verdict, file.case)),
        Executed::Refused { refusal, .. } => Err(AppError::Internal(refusal.to_string())),
    }
}

async fn show(
    context: Context,
    desk: Desk,
    Path((case, person)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Answer<String>, AppError> {
    let file = open(&desk, &case).await?;
    let person: PersonNo = person.parse().map_err(|_| AppError::NotFound)?;
    let held = held(&file, person, &which.part).ok_or(AppError::NotFound)?;
    let back = Back {
        changes: form::changes(&context, &desk, &file, person).await?,
        ..Back::default()
    };
    let typed = Typed::of(held);
    Ok(Answer(page(
        &context,
        &desk,
        &file,
        Some(held),
        &typed,
        back,
    )?))
}

async fn change(
    context: Context,
    desk: Desk,
    Path((case, person)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let file = open(&desk, &case).await?;
    let person: PersonNo = person.parse().map_err(|_| AppError::NotFound)?;
    let done = |what: &str| redirect::see_other(&file.path(&format!("?done={what}")));
    let key = request_key(&sent, "/cases/people");
    if was_given(&desk, key.as_ref()).await? {
        return Ok(done("changed"));
    }
    let was = held(&file, person, sent.get("was")).or_else(|| held(&file, person, ""));
    let was = was.ok_or(AppError::NotFound)?;
    if sent.get("leaves") == "yes" && was.part != CHILD {
        let entries = vec![Entry::Unlink(link(&desk, person, &was.part))];
        write(&desk, &file, entries, &[], key.as_ref()).await?;
        return Ok(done("left"));
    }
    let typed = Typed::read(t, &sent, desk.now.today, Some(was));
    let mut back = Back {
        faults: typed.faults.clone(),
        key: sent.get("key").to_owned(),
        ..Back::default()
    };
    let told = form::told_in_remarks(t, &desk, &file, &typed).await?;
    back.faults.extend(told);
    if typed.part != was.part && held(&file, person, &typed.part).is_some() {
        let fault = t.get("person-has-part");
        back.faults.push(("part".to_owned(), fault));
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if back.faults.is_empty() {
        let seen: i64 = sent.get("seen").parse().unwrap_or(0);
        // A form that is sent again finds its own change.
        let is_new = typed.data != was.person.particulars;
        let stored = match is_new {
            true => {
                let (permit, _) = desk.look(Action::RegisterFact, file.case).await?;
                let (store, second) = (desk.store(), desk.now.second);
                let user = desk.user();
                store
                    .change_person(&permit, file.case, user, second, person, seen, &typed.data)
                    .await
            }
            false => Ok(()),
        };
        match stored {
            Ok(()) => {
                if typed.part != was.part {
                    let entries = vec![
                        Entry::Unlink(link(&desk, person, &was.part)),
                        Entry::Link(link(&desk, person, &typed.part)),
                    ];
                    write(&desk, &file, entries, &[], key.as_ref()).await?;
                }
                return Ok(done("changed"));
            }
            Err(StoreError::Conflict) => {
                let now = open(&desk, &case).await?;
                let held = held(&now, person, &was.part).ok_or(AppError::NotFound)?;
                if held.person.version == seen {
                    let fault = t.get("person-cpr-of-other");
                    back.faults.push(("cpr".to_owned(), fault));
                } else {
                    // Somebody else was first: what was typed stays, with what stands now.
                    back.notice = form::stale(&context, &desk, &now, held).await?;
                    back.changes = form::changes(&context, &desk, &now, person).await?;
                    status = StatusCode::CONFLICT;
                    let page = page(&context, &desk, &now, Some(held), &typed, back)?;
                    return Ok((status, Answer(page)).into_response());
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    back.changes = form::changes(&context, &desk, &file, person).await?;
    let page = page(&context, &desk, &file, Some(was), &typed, back)?;
    Ok((status, Answer(page)).into_response())
}
