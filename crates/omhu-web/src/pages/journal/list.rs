//! The journal of a case: every note, newest first, with how long after the happening it was written.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{Html as Answer, Response};
use axum::routing::get;
use omhu_casework::access::{self, Label};
use omhu_casework::case::Told;
use omhu_casework::event::Note;
use omhu_casework::ids::{CaseNo, TextNo};
use omhu_law::calendar::{Day, When};
use omhu_store::reads;

use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::{CaseFile, amended_so, frame, late, number, read, template_word};
use crate::pages::cases::line::address;
use crate::pages::sought::{self, Sought};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action, Asked, CaseHeader, Details, Empty, Entry, Kind, TextField, Timeline,
};
use crate::view::html::Html;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/journal", get(show).post(find))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    /// Words that must stand in a note.
    #[serde(default)]
    words: String,
    /// The same under the server's seal.
    #[serde(default, rename = "for")]
    sealed: String,
}

/// Where words are sealed that are looked for: in one case, and no other.
fn place(case: CaseNo) -> String {
    format!("journal {case}")
}

#[derive(Template)]
#[template(path = "pages/journal/list.html")]
struct Journal {
    page: Page,
    head: CaseHeader,
    ways: Html,
    notices: Vec<Html>,
    path: String,
    words: TextField,
    /// The words that are searched for, for paper; empty: all notes are shown.
    filter_words: String,
    count: String,
    notes: Option<Timeline>,
    none: Empty,
}

/// Leads to the notes with the words that were sent.
async fn find(desk: Desk, Path(case): Path<String>, sent: Submitted) -> Result<Response, AppError> {
    let case = number(&case)?;
    let subject = desk.store().subject(case).await?;
    let subject = subject.ok_or(AppError::NotFound)?;
    let action = access::Action::See(Label::CaseText);
    let verdict = access::decide(desk.viewer(), action, Some(&subject), desk.now);
    if !verdict.is_allowed() {
        // Logs the denial, and is the error that says why.
        desk.look(action, case).await?;
    }
    let sought = Sought::of(&desk, &place(case), sent.get("words"), "")?;
    let parts = [(sought::FIELD, sought.sealed.as_str())];
    let path = format!("/cases/{case}/journal");
    Ok(redirect::see_other(&address(&path, &parts)))
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let numbers = file.state.notes.iter().map(|note| note.what.text);
    let amended = file.state.amended.iter();
    let numbers = numbers.chain(amended.map(|held| held.what.amendment.reason));
    let texts = file.texts(&desk, numbers).await?;
    let sought = Sought::of(&desk, &place(file.case), &wanted.words, &wanted.sealed)?;
    let words: Vec<&str> = sought.words.split_whitespace().collect();
    let mut notes: Vec<&Told<Note>> = file
        .state
        .notes
        .iter()
        .filter(|note| holds(texts.get(&note.what.text), &words))
        .collect();
    notes.sort_by_key(|note| std::cmp::Reverse((read(&note.what.when), note.seq)));
    let entries: Vec<Entry> = notes
        .iter()
        .map(|note| entry(t, &desk, &file, note, &texts))
        .collect();
    let count = t.with("journal-count", &[("count", entries.len().into())]);
    let asked = Asked::new(t, "words", t.get("journal-words")).hint(t.get("journal-words-hint"));
    let journal = Journal {
        page: frame::page(&context, &file, &t.get("journal-title")),
        head: frame::head(t, &file),
        ways: frame::ways(t, &file, "/journal"),
        notices: frame::notices(&context, &desk, &file),
        path: file.path(""),
        words: TextField::new(asked)
            .kind(Kind::Search)
            .value(&sought.words),
        filter_words: match sought.words.as_str() {
            "" => String::new(),
            words => t.with("journal-printed-filter", &[("words", words.into())]),
        },
        count,
        notes: (!entries.is_empty()).then(|| Timeline {
            label: t.get("journal-title"),
            entries,
        }),
        none: if words.is_empty() {
            Empty {
                heading: t.get("journal-none"),
                text: t.get("journal-none-more"),
                action: file.may_note.then(|| {
                    let word = t.get("case-write-note");
                    Action::new(word, file.path("/notes/new"), "")
                }),
            }
        } else {
            Empty {
                heading: t.get("journal-not-found"),
                text: t.get("journal-not-found-more"),
                action: Some(Action::new(t.get("journal-all"), file.path("/journal"), "")),
            }
        },
    };
    Ok(Answer(journal.render()?))
}

/// Whether every word stands in the text, however it is typed.
fn holds(text: Option<&String>, words: &[&str]) -> bool {
    let text = text.map_or("", String::as_str);
    words.iter().all(|word| reads(text, word))
}

fn entry(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    note: &Told<Note>,
    texts: &BTreeMap<TextNo, String>,
) -> Entry {
    let day = read(&note.what.when).unwrap_or(Day(0));
    let replaced = file
        .state
        .notes
        .iter()
        .any(|new| new.what.replaces == note.seq);
    let counts = file.state.counts(note);
    let template = template_word(t, &note.what.template);
    let title = match (counts, replaced) {
        (true, _) => template,
        (false, true) => t.with("journal-replaced", &[("template", template.into())]),
        // What it tells of was taken back.
        (false, false) => t.with("case-withdrawn", &[("title", template.into())]),
    };
    let mut written = late(t, &note.what.when, note.recorded_at);
    if written.is_empty() && When::at(note.recorded_at).day == day {
        written = t.get("journal-same-day");
    }
    let text = texts.get(&note.what.text);
    let text = text.map_or_else(
        || Html::text(&t.get("journal-erased")),
        |text| frame::written(text),
    );
    let mut body = Vec::new();
    if let Some(former) = file
        .state
        .notes
        .iter()
        .find(|old| old.seq == note.what.replaces)
    {
        let day = When::at(former.recorded_at).day;
        let told = t.with("journal-in-place", &[("day", t.short_day(day).into())]);
        body.push(frame::paragraph(&told));
    }
    if let Some(amended) = file.state.amended_with(note) {
        body.push(frame::paragraph(&amended_so(t, amended, texts)));
    }
    if !counts {
        // The former words stay; they are out of the way of who reads the journal from one end to the other.
        body.push(Html::from(Details {
            summary: t.get("journal-former"),
            body: text,
            open: false,
        }));
    } else {
        body.push(text);
    }
    if super::anew::may_replace(desk, file, note) {
        let href = file.path(&format!("/notes/new?replaces={}", note.seq));
        body.push(Html::link(&href, &t.get("journal-replace")));
    }
    Entry {
        id: format!("e{}", note.seq),
        day: t.short_day(day),
        iso: day.to_string(),
        what: Html::text(&title),
        more: match file.user(note.recorded_by) {
            _ if !file.staffed => String::new(),
            "" => String::new(),
            name => t.with("journal-by", &[("name", name.into())]),
        },
        written,
        body: Html::all(body),
    }
}
