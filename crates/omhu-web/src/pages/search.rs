//! Searching: a child's name, a case's id, a word that somebody wrote.
//!
//! Owns: one page with what was found. Must not know: which cases belong to whom; how words are found.
//!
//! What is searched for is sent as a form and stands sealed in the address of the answer, for who sent it ([`sought`]).

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{self, Action, Label, ListKind};
use omhu_law::book::LawBook;
use omhu_law::calendar::When;
use omhu_store::{CaseLine, Hit, TextOf};

use super::cases::line::{self, Names};
use super::sought::{self, Sought};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::{kind_words, on_screen, section_text, section_word};
use crate::pages::steps::written::REPORTER;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Asked, Column, Empty, Kind, Table, TextField};
use crate::view::html::Html as Part;
use crate::view::layout::Page;

/// More hits help nobody: another word does.
const MOST_NAMES: u32 = 50;
const MOST_TEXTS: u32 = 30;
/// Where the words are sealed.
const PLACE: &str = "search";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/search", get(show).post(find))
}

#[derive(serde::Deserialize, Default)]
struct Asks {
    /// What is searched for, under the server's seal. It is taken in no other form.
    #[serde(default, rename = "for")]
    sealed: String,
    /// Words that somebody put into the address. They are not searched for, and leave it.
    q: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/search/show.html")]
struct Show {
    page: Page,
    field: Part,
    count: String,
    parts: Vec<Part>,
}

/// Those who may not are told why, and the log has it.
async fn may_search(desk: &Desk) -> Result<(), AppError> {
    let verdict = access::decide(desk.viewer(), Action::Search, None, desk.now);
    if !verdict.is_allowed() {
        let note = desk.note(Action::Search, verdict);
        desk.store().look(note, &[]).await?;
    }
    Ok(())
}

/// Leads to the page of what was found.
async fn find(desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    may_search(&desk).await?;
    let sought = Sought::of(&desk, PLACE, sent.get("q"), "")?;
    let parts = [(sought::FIELD, sought.sealed.as_str())];
    Ok(redirect::see_other(&line::address("/search", &parts)))
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Response, AppError> {
    let t = context.t;
    may_search(&desk).await?;
    if asks.q.is_some() {
        return Ok(redirect::see_other("/search"));
    }
    let store = desk.store();
    let sought = Sought::of(&desk, PLACE, "", &asks.sealed)?;
    let (query, over) = (sought.words, sought.over);
    let (mut parts, mut count) = (Vec::new(), String::new());
    if !query.is_empty() {
        let (note, scope) = desk.list(ListKind::Names);
        let lines = store
            .search_names(note.with_criterion(&query), &scope, &query, MOST_NAMES)
            .await?;
        let (note, scope) = desk.list(ListKind::Texts);
        let hits = store
            .search_texts(note.with_criterion(&query), &scope, &query, MOST_TEXTS)
            .await?;
        let hits = without_reporters(&desk, hits).await?;
        let names = Names::of(store).await?;
        let found = u32::try_from(lines.len() + hits.len()).unwrap_or(u32::MAX);
        count = t.with("search-count", &[("count", found.into())]);
        if !lines.is_empty() {
            parts.push(cases(&context, &names, &lines).into());
        }
        if !hits.is_empty() {
            parts.push(texts(&context, store.book(), &hits).into());
        }
        if found == 0 {
            let empty = Empty {
                heading: t.with("search-nothing", &[("query", query.as_str().into())]),
                text: t.get("search-nothing-why"),
                action: None,
            };
            parts.push(empty.into());
        }
    }
    if over {
        let hours = ("hours", sought::HOURS.into());
        parts.push(Part::from(Alert {
            t,
            kind: AlertKind::Info,
            heading: t.get("search-over"),
            body: Part::text(&t.with("search-over-more", &[hours])),
        }));
    }
    let asked = Asked::new(t, "q", t.get("search-query")).hint(t.get("search-hint"));
    let mut page = context.page(&t.get("search-title")).wide();
    page.search.clone_from(&query);
    let show = Show {
        page,
        field: TextField::new(asked).kind(Kind::Search).value(query).into(),
        count,
        parts,
    };
    let status = match over {
        true => StatusCode::GONE,
        false => StatusCode::OK,
    };
    Ok((status, Html(show.render()?)).into_response())
}

/// Whether a text may say who notified.
fn names_notifier(told: &TextOf) -> bool {
    match told {
        TextOf::Section { section, .. } => section == REPORTER,
        TextOf::Letter(_) => true,
        _ => false,
    }
}

/// Leaves out who notified, but for those who may know it in that case.
async fn without_reporters(desk: &Desk, hits: Vec<Hit>) -> Result<Vec<Hit>, AppError> {
    let mut shown = Vec::with_capacity(hits.len());
    for hit in hits {
        let may = !names_notifier(&hit.told) || {
            let subject = desk.store().subject(hit.case.case).await?;
            subject.is_some_and(|subject| desk.may(Action::See(Label::Reporter), Some(&subject)))
        };
        if may {
            shown.push(hit);
        }
    }
    Ok(shown)
}

fn cases(context: &Context, names: &Names, lines: &[CaseLine]) -> Table {
    let t = context.t;
    let row = |line: &CaseLine| -> Vec<Part> {
        vec![
            Part::link(&line::href(line.case), &line::who(t, line, context.today())),
            line.reference.as_str().into(),
            names.team(t, &line.team).into(),
            names.worker(t, &line.caseworker).into(),
        ]
    };
    Table {
        id: "found-cases".to_owned(),
        caption: t.get("search-cases"),
        columns: vec![
            Column::words(t.get("list-child")),
            Column::words(t.get("list-reference")),
            Column::words(t.get("list-team")),
            Column::words(t.get("list-worker")),
        ],
        rows: lines.iter().map(row).collect(),
        none: String::new(),
    }
}

/// What the text is, with the way to it.
fn kind_of(t: Texts, book: &LawBook, hit: &Hit) -> Part {
    let case = line::href(hit.case.case);
    let at = |seq: &i64| format!("{case}#e{seq}");
    let (href, word) = match &hit.told {
        TextOf::Fact { kind, seq } => (at(seq), kind_words(t, book, kind)),
        TextOf::Note(seq) => (at(seq), t.get("search-note")),
        TextOf::Section { section, seq } => (at(seq), section_word(t, section)),
        TextOf::Goal => (format!("{case}#case-plan"), t.get("search-goal")),
        TextOf::Score(seq) => (at(seq), t.get("search-goal")),
        TextOf::Document(seq) | TextOf::Letter(seq) => (at(seq), t.get("search-document")),
        TextOf::Unknown => (case, t.get("search-text")),
    };
    Part::link(&href, &word)
}

/// What stands around the word, as people read it.
fn words_of(t: Texts, hit: &Hit) -> String {
    match &hit.told {
        TextOf::Section { section, .. } => section_text(t, section, &hit.excerpt),
        _ => hit.excerpt.clone(),
    }
}

fn texts(context: &Context, book: &LawBook, hits: &[Hit]) -> Table {
    let t = context.t;
    let row = |hit: &Hit| -> Vec<Part> {
        let who = line::who(t, &hit.case, context.today());
        vec![
            Part::link(&line::href(hit.case.case), &who),
            hit.case.reference.as_str().into(),
            kind_of(t, book, hit),
            t.short_day(When::at(hit.written_at).day).into(),
            match names_notifier(&hit.told) {
                true => on_screen(words_of(t, hit).into(), &t.get("case-notifier-not-printed")),
                false => words_of(t, hit).into(),
            },
        ]
    };
    Table {
        id: "found-texts".to_owned(),
        caption: t.get("search-texts"),
        columns: vec![
            Column::words(t.get("list-child")),
            Column::words(t.get("list-reference")),
            Column::words(t.get("search-kind")),
            Column::words(t.get("search-written")),
            Column::words(t.get("search-excerpt")),
        ],
        rows: hits.iter().map(row).collect(),
        none: String::new(),
    }
}
