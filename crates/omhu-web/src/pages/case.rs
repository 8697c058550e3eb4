//! The case: where are we, what is next, what has happened.
//!
//! Owns: `/cases/{case}` and what is asked of one case from there. Must not know: the steps of the law, lists of cases.

mod address;
mod amend;
mod attachment;
pub(super) mod correct;
mod course;
mod file;
pub(super) mod frame;
mod handover;
mod html;
mod key;
mod letters;
mod next;
mod notifier;
mod parts;
mod passing;
mod person;
mod sections;
mod words;

pub(super) use correct::rights as rights_to_correct;
pub(super) use course::{amended_so, late};
pub(super) use file::CaseFile;
pub(super) use html::{block as paragraph_of, on_screen, written as paragraphs};
pub(super) use key::{new_key, request_key, was_given};
pub(super) use letters::{Letters, Opening};
pub(super) use next::waits;
pub(super) use parts::part as part_word;
pub(super) use words::{
    asks, basis as basis_words, day as moment, document as document_word, kind as kind_words, read,
    registered_because, section as section_word, section_text, template as template_word,
    value as value_word,
};

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::event::Link;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;

use crate::context::Context;
use crate::desk::Desk;
use crate::form::day;
use crate::http::failure::AppError;
use crate::pages::conflicts;
use crate::state::AppState;
use crate::view::components::{Asked, CaseHeader, Table, TextField, Timeline};
use crate::view::html::Html;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}", get(show))
        .merge(address::routes())
        .merge(amend::routes())
        .merge(attachment::routes())
        .merge(correct::routes())
        .merge(handover::routes())
        .merge(notifier::routes())
        .merge(person::routes())
}

/// The number in an address; another text names no case.
pub(super) fn number(text: &str) -> Result<CaseNo, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    /// The day as of whose evening the case is shown.
    #[serde(default)]
    known: String,
    /// What was just done.
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "pages/case/show.html")]
struct Show {
    page: Page,
    head: CaseHeader,
    notices: Vec<Html>,
    ways: Html,
    next: Option<Html>,
    plans: Html,
    measures: Table,
    people: Table,
    documents: Table,
    timeline: Timeline,
    known: TextField,
    path: String,
    may_register: bool,
    may_note_people: bool,
    /// Who can be put back who was taken out just now; none: nobody was.
    out: Option<Link>,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    let (t, today) = (context.t, desk.now.today);
    let known: Option<Day> = day::parse(&wanted.known, today);
    let wrong = !wanted.known.trim().is_empty() && known.is_none_or(|day| day > today);
    let file = CaseFile::open(&desk, number(&case)?, known).await?;
    let duties = file.duties(&desk);
    let texts = file.texts(&desk, course::numbers(&file)).await?;
    let summary = parts::summary(&desk, &file, &duties);
    let mut page = frame::page(&context, &file, &t.get("case-title")).wide();
    match wanted.done.as_str() {
        "corrected" => page = page.done(t.get("case-done-corrected")),
        "retracted" => page = page.done(t.get("case-done-retracted")),
        "noted" => page = page.done(t.get("case-done-noted")),
        "added" => page = page.done(t.get("person-done-added")),
        "changed" => page = page.done(t.get("person-done-changed")),
        "left" => page = page.done(t.get("person-done-left")),
        "back" => page = page.done(t.get("person-done-back")),
        "opened" => page = page.done(t.get("case-done-opened")),
        _ => {}
    }
    let mut notices = frame::notices(&context, &desk, &file);
    notices.extend(conflicts::notice(t, &desk, &file).await?);
    let asked = Asked::new(t, "known", t.get("case-known-field"))
        .error(wrong.then(|| t.get("case-known-wrong")));
    let typed = if wrong || file.known {
        wanted.known.clone()
    } else {
        String::new()
    };
    let show = Show {
        head: frame::head(t, &file),
        notices,
        ways: frame::ways(t, &file, ""),
        next: file.dated.then(|| {
            let due = next::section(t, &desk, &file, &duties);
            Html::all([next::awaited(t, &file), due])
        }),
        plans: parts::plans(t, &file, &summary, &texts),
        measures: parts::measures(t, file.book(&desk), &file, &summary, &texts),
        people: parts::people(t, &file),
        documents: parts::documents(t, &desk, &file, &parts::titles(&desk, &file).await?),
        timeline: course::timeline(t, &desk, &file, &texts),
        known: TextField::day(asked).value(typed),
        path: file.path(""),
        may_register: file.may_register,
        may_note_people: file.may_register && file.named,
        out: match wanted.done.as_str() {
            "left" if file.may_register && file.named => person::taken_out(&desk, &file).cloned(),
            _ => None,
        },
        page,
    };
    Ok(Answer(show.render()?))
}
