//! The sheet for a new caseworker, made from the case itself: read on a screen or taken along on paper.
//!
//! Owns: `/cases/{case}/handover` and the order of what stands in it. Must not know: how the case is given to somebody
//! (a step does), what the summary takes from the case (casework does). Nothing in it is typed for it but the line that
//! the one who gives the case away wrote to the next.

mod story;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::case::Told;
use omhu_casework::event::Note;
use omhu_casework::ids::TextNo;
use omhu_casework::steps::handover::{Handover, Lack};
use omhu_casework::steps::keys;
use omhu_casework::worklist::Turn;
use omhu_casework::worklist::turn::{turn, unanswered};
use omhu_law::calendar::Day;

use self::story::Teller;
use super::{CaseFile, course, frame, next, number, parts, words};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::duty;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, CaseHeader, Column, Table};
use crate::view::html::Html;
use crate::view::layout::Page;

/// So many of the newest notes are named: the journal has them all.
const NOTES: usize = 8;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/handover", get(show))
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    /// The events of the handover that was just registered.
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "pages/case/handover.html")]
struct Sheet {
    page: Page,
    head: CaseHeader,
    ways: Html,
    notices: Vec<Html>,
    path: String,
    /// Whether it may be put on paper.
    prints: bool,
    /// The receipt of the handover; empty: the sheet was opened by itself.
    receipt: String,
    to_know: String,
    lacks: Vec<String>,
    due: Option<Html>,
    waiting: Table,
    voices: Html,
    notifications: Table,
    assessment: Html,
    decisions: Table,
    plans: Html,
    measures: Table,
    /// How long the child has lived away from home; empty: never.
    placed: String,
    people: Table,
    notes: Table,
    had: Table,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let duties = file.duties(&desk);
    let texts = file.texts(&desk, course::numbers(&file)).await?;
    let summary = parts::summary(&desk, &file, &duties);
    let given = file.state.standing(Day::MAX);
    let given = given.filter(|held| held.fact.cells.kind == "case_assigned");
    let newest = given.max_by_key(|held| held.seq);
    let to_know = newest.and_then(|held| texts.get(&held.fact.text?)).cloned();
    let mut page = frame::page(&context, &file, &t.get("case-handover"));
    let is_range = |text: &str| {
        let mut parts = text.splitn(2, '-');
        parts.by_ref().all(|part| part.parse::<u32>().is_ok()) && text.contains('-')
    };
    let receipt = if is_range(&asked.after) {
        page = page.done(t.get("case-handed-over"));
        file.path(&format!("/done/{}", asked.after))
    } else {
        String::new()
    };
    let to_know = to_know.unwrap_or_default();
    let teller = Teller {
        t,
        book: file.book(&desk),
        texts: &texts,
        story: &summary.story,
    };
    let mut notices = frame::notices(&context, &desk, &file);
    notices.extend(tells(t, &desk, &file, &to_know, &texts, &teller.numbers()).await?);
    let sheet = Sheet {
        head: CaseHeader {
            actions: Vec::new(),
            ..frame::head(t, &file)
        },
        ways: frame::ways(t, &file, "/handover"),
        notices,
        path: file.path(""),
        prints: file.may_print,
        receipt,
        to_know,
        lacks: lacks(t, &desk, &file, &summary),
        due: file.dated.then(|| next::section(t, &desk, &file, &duties)),
        waiting: waiting(t, &desk, &file, &summary),
        voices: teller.voices(),
        notifications: teller.notifications(),
        assessment: teller.assessment(),
        decisions: teller.decisions(),
        plans: parts::plans(t, &file, &summary, &texts),
        measures: parts::measures(t, file.book(&desk), &file, &summary, &texts),
        placed: placed(t, &summary),
        people: parts::people(t, &file),
        notes: notes(t, &file, &texts),
        had: had(t, &file, &summary),
        page,
    };
    Ok(Answer(sheet.render()?))
}

/// That the words on the sheet say what is protected, where they do: the sheet is made to be given to others.
async fn tells(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    to_know: &str,
    texts: &BTreeMap<TextNo, String>,
    told: &[TextNo],
) -> Result<Option<Html>, AppError> {
    let of = |number: &TextNo| texts.get(number).map_or("", String::as_str);
    let notes = newest(file).into_iter().map(|note| of(&note.what.text));
    let beginnings: Vec<String> = notes.map(course::beginning).collect();
    let goals = file.state.goals.values().map(|goal| of(&goal.what.text));
    let said: Vec<&str> = goals
        .chain([to_know])
        .chain(told.iter().map(of))
        .chain(beginnings.iter().map(String::as_str))
        .collect();
    let told = desk.store().telling(&file.permit, file.case, &said).await?;
    Ok(told.contains(&true).then(|| {
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.get("case-sheet-tells"),
            body: Html::text(&t.get("case-sheet-tells-more")),
        })
    }))
}

/// The newest notes that are named on the sheet.
fn newest(file: &CaseFile) -> Vec<&Told<Note>> {
    let notes = file.state.notes.iter();
    let mut notes: Vec<_> = notes.filter(|note| file.state.counts(note)).collect();
    notes.sort_by_key(|note| std::cmp::Reverse((words::read(&note.what.when), note.seq)));
    notes.truncate(NOTES);
    notes
}

/// What is missing, in a sentence each; what is overdue stands among the duties.
fn lacks(t: Texts, desk: &Desk, file: &CaseFile, summary: &Handover) -> Vec<String> {
    let book = file.book(desk);
    let said = summary.lacks.iter().map(|lack| {
        let text = t.get(keys::lack(lack));
        match lack {
            Lack::Overdue(place) => summary.duties.get(*place).map_or(text.clone(), |duty| {
                format!("{text}: {}", duty::task(t, book, duty))
            }),
            Lack::Talk(Some(day)) => {
                let before = [("day", t.short_day(*day).into())];
                format!("{text}, {}", t.with("case-talk-before", &before))
            }
            _ => text,
        }
    });
    said.collect()
}

/// How long the child has lived away from home, in years and months.
fn placed(t: Texts, summary: &Handover) -> String {
    /// The months of a year, and its days, on an average.
    const MONTHS: u32 = 12;
    const DAYS: u32 = 365;
    let placed = &summary.placed;
    if placed.count == 0 {
        return String::new();
    }
    let months = placed.days * MONTHS / DAYS;
    let parts = [
        ("years", (months / MONTHS).into()),
        ("months", (months % MONTHS).into()),
        ("count", placed.count.into()),
    ];
    let all = t.with("case-sheet-placed", &parts);
    match placed.since {
        Some(day) => {
            let since = t.with(
                "case-sheet-placed-since",
                &[("day", t.short_day(day).into())],
            );
            format!("{since} {all}")
        }
        None => format!("{} {all}", t.get("case-sheet-placed-before")),
    }
}

/// What somebody outside has been asked for: all that was asked, with the duties that rest on it, and what a fact of the case
/// says is another's move.
fn waiting(t: Texts, desk: &Desk, file: &CaseFile, summary: &Handover) -> Table {
    let book = file.book(desk);
    let others: Vec<_> = summary
        .duties
        .iter()
        .filter(|_| file.dated)
        .filter_map(|duty| match turn(book, &file.state, duty, file.day) {
            Turn::Others { asked, since, .. } => Some((duty::task(t, book, duty), asked, since)),
            Turn::Ours | Turn::Nobodys => None,
        })
        .collect();
    let row = |asked: String, since: Day, remind: Option<Day>, tasks: &str| {
        vec![
            Html::text(&asked),
            Html::text(&t.short_day(since)),
            Html::text(&remind.map_or_else(String::new, |day| t.short_day(day))),
            Html::text(tasks),
        ]
    };
    let requests = match file.dated {
        true => unanswered(&file.state, file.day),
        false => Vec::new(),
    };
    let requests = requests.iter().map(|request| {
        let rests = |asked: &str| asked.split(' ').any(|sort| sort == request.asked);
        let resting = others.iter().filter(|(_, asked, _)| rests(asked));
        let tasks: Vec<&str> = resting.map(|(task, ..)| task.as_str()).collect();
        let asked = words::value(t, request.asked);
        row(asked, request.since, request.remind, &tasks.join(", "))
    });
    let by_fact = others.iter().filter_map(|(task, asked, since)| {
        book.vocabulary.find(asked)?;
        Some(row(words::kind(t, book, asked), *since, None, task))
    });
    Table {
        id: "handover-waiting".to_owned(),
        caption: t.get("case-waiting"),
        columns: vec![
            Column::words(t.get("case-waiting-asked")),
            Column::words(t.get("case-waiting-since")),
            Column::words(t.get("case-waiting-remind")),
            Column::words(t.get("case-waiting-what")),
        ],
        rows: requests.chain(by_fact).collect(),
        none: t.get("case-waiting-none"),
    }
}

/// The newest notes by their first words.
fn notes(t: Texts, file: &CaseFile, texts: &BTreeMap<TextNo, String>) -> Table {
    let rows = newest(file).into_iter().map(|note| {
        let day = words::read(&note.what.when);
        let text = texts.get(&note.what.text).map_or("", String::as_str);
        vec![
            Html::text(&day.map_or_else(String::new, |day| t.short_day(day))),
            Html::text(&words::template(t, &note.what.template)),
            Html::text(&course::beginning(text)),
        ]
    });
    Table {
        id: "handover-notes".to_owned(),
        caption: t.get("case-newest-notes"),
        columns: vec![
            Column::words(t.get("case-note-day")),
            Column::words(t.get("case-note-kind")),
            Column::words(t.get("case-note-begins")),
        ],
        rows: rows.collect(),
        none: t.get("case-newest-notes-none"),
    }
}

/// Who had the case, the newest first.
fn had(t: Texts, file: &CaseFile, summary: &Handover) -> Table {
    let rows = summary.had.iter().filter(|_| file.named).map(|had| {
        vec![
            Html::text(&t.short_day(had.from)),
            Html::text(file.worker(&had.caseworker)),
            Html::text(&file.team(t, &had.team)),
        ]
    });
    Table {
        id: "handover-had".to_owned(),
        caption: t.get("case-had"),
        columns: vec![
            Column::words(t.get("case-had-from")),
            Column::words(t.get("case-had-worker")),
            Column::words(t.get("case-had-team")),
        ],
        rows: rows.collect(),
        none: match file.named {
            true => t.get("case-no-worker"),
            // Somebody may have it: who, is not said.
            false => t.get("case-had-hidden"),
        },
    }
}
