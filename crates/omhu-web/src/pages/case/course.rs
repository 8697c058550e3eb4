//! What has happened in a case, the newest first.
//!
//! Owns: from events to entries of the timeline, late, corrected and retracted ones told as such. Must not know: what
//! follows from a fact.

use std::collections::BTreeMap;

use omhu_casework::case::{Amended, Registered, Told};
use omhu_casework::event::{Document, Note};
use omhu_casework::ids::{TextNo, UserNo};
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use super::correct::rights;
use super::file::CaseFile;
use super::letters::Opening;
use super::sections::Sections;
use super::{frame, words};
use crate::desk::Desk;
use crate::texts::Texts;
use crate::view::components::{Details, Entry, Timeline};
use crate::view::html::Html;

/// Words that were written, by number.
type Texted = BTreeMap<TextNo, String>;

/// The numbers of the texts that the course shows.
pub fn numbers(file: &CaseFile) -> Vec<TextNo> {
    let facts = file.state.facts.iter();
    let facts = facts.flat_map(|held| held.fact.text.into_iter().chain(held.fact.reason));
    let notes = file.state.notes.iter().map(|note| note.what.text);
    let goals = file.state.goals.values().map(|goal| goal.what.text);
    let scores = file.state.scores.iter().filter_map(|told| told.what.text);
    let sections = file.state.sections.iter();
    let sections = sections.flat_map(|told| [told.what.text].into_iter().chain(told.what.reason));
    let amended = file.state.amended.iter();
    let amended = amended.map(|told| told.what.amendment.reason);
    facts
        .chain(amended)
        .chain(notes)
        .chain(goals)
        .chain(scores)
        .chain(sections)
        .collect()
}

/// The whole course.
pub fn timeline(t: Texts, desk: &Desk, file: &CaseFile, texts: &Texted) -> Timeline {
    let mut entries: Vec<(Day, i64, Entry)> = Vec::new();
    let book = file.book(desk);
    let sections = Sections::of(file);
    entries.extend(sections.alone(t, texts));
    for held in &file.state.facts {
        if held.fact.cells.kind == "fact_retracted" {
            continue;
        }
        let day = held.when().map_or(Day(0), |when| when.day);
        let mut rights = rights(&held.fact.cells.kind).iter();
        let may = rights.all(|right| desk.may(*right, Some(&file.subject)));
        let may_correct = may && !file.known;
        let mut entry = fact(t, book, file, held, texts, may_correct);
        let mut body = sections.under(t, held.seq, texts);
        body.push(entry.body);
        entry.body = Html::all(body);
        entries.push((day, held.seq, entry));
    }
    for told in &file.state.notes {
        let late = late(t, &told.what.when, told.recorded_at);
        let day = words::read(&told.what.when).unwrap_or(Day(0));
        let entry = note(t, file, told, late, texts);
        entries.push((day, told.seq, entry));
    }
    for told in &file.state.scores {
        let day = words::read(&told.what.when).unwrap_or(Day(0));
        let goal = file.state.goals.get(&told.what.goal);
        let goal = goal.and_then(|goal| texts.get(&goal.what.text));
        let entry = Entry {
            what: Html::text(&t.with(
                "case-goal-scored",
                &[
                    ("goal", goal.map_or("", String::as_str).into()),
                    ("now", u32::from(told.what.now).into()),
                ],
            )),
            more: told
                .what
                .text
                .and_then(|text| texts.get(&text))
                .cloned()
                .unwrap_or_default(),
            written: late(t, &told.what.when, told.recorded_at),
            ..dated(t, day)
        };
        entries.push((day, told.seq, entry));
    }
    let withdrawn = file.state.amended.iter().map(|held| &held.what);
    let withdrawn = withdrawn.filter(|held| held.amendment.now.is_none());
    let documents = file.state.documents.iter();
    for told in documents.chain(withdrawn.map(|held| &held.was)) {
        let day = words::read(&told.what.when).unwrap_or(Day(0));
        entries.push((day, told.seq, document(t, file, told, texts)));
    }
    entries.sort_by_key(|(day, seq, _)| std::cmp::Reverse((*day, *seq)));
    let placed = |(_, seq, entry): (Day, i64, Entry)| Entry {
        id: format!("e{seq}"),
        ..entry
    };
    Timeline {
        label: t.get("case-course-label"),
        entries: entries.into_iter().map(placed).collect(),
    }
}

fn dated(t: Texts, day: Day) -> Entry {
    Entry {
        day: t.short_day(day),
        iso: day.to_string(),
        ..Entry::default()
    }
}

/// The line that says when it was written, if that was on another day than it happened.
pub fn late(t: Texts, when: &str, second: i64) -> String {
    let on = When::at(second).day;
    words::read(when).map_or_else(String::new, |day| written(t, on, on.0 - day.0))
}

fn written(t: Texts, on: Day, days: i32) -> String {
    if days < 1 {
        return String::new();
    }
    t.with(
        "case-written",
        &[
            ("day", t.short_day(on).into()),
            ("days", days.unsigned_abs().into()),
        ],
    )
}

fn fact(
    t: Texts,
    book: &LawBook,
    file: &CaseFile,
    held: &Registered,
    texts: &Texted,
    may_correct: bool,
) -> Entry {
    let cells = &held.fact.cells;
    let title = words::kind(t, book, &cells.kind);
    let mut lines: Vec<String> = Vec::new();
    if cells.kind == "case_assigned" {
        let worker = file.worker(&cells.caseworker).to_owned();
        let mut parts = vec![file.team(t, &cells.team), worker];
        parts.retain(|part| !part.is_empty());
        lines.push(parts.join(", "));
    } else if !cells.value.is_empty() {
        lines.push(words::value(t, &cells.value));
    }
    if !cells.basis.is_empty() {
        let basis = words::basis(t, book, &cells.basis);
        lines.push(t.with("case-basis", &[("basis", basis.into())]));
    }
    let reason = |text: Option<TextNo>| text.and_then(|text| texts.get(&text));
    let withdrawn = withdrawal(file, held);
    let state = match withdrawn {
        Some((day, by, corrected)) => {
            let why = reason(by.fact.reason).map_or("", String::as_str);
            withdrawn_so(t, file, (day, by.recorded_by), why, corrected)
        }
        None if !held.fact.corrects.is_empty() => {
            match file.state.fact_with_id(&held.fact.corrects) {
                Some(former) => {
                    let former = in_a_line(t, book, file, former, texts);
                    t.with("case-correction-of", &[("former", former.into())])
                }
                None => t.get("case-correction"),
            }
        }
        None => String::new(),
    };
    let mut body = Vec::new();
    if let Some(text) = reason(held.fact.text) {
        body.push(Html::from(Details {
            summary: t.get("case-words"),
            body: frame::written(text),
            open: false,
        }));
    }
    let why = reason(held.fact.reason).map_or("", String::as_str);
    let because = words::registered_because(t, why, !held.fact.despite.is_empty());
    for line in [because, state] {
        if !line.is_empty() {
            body.push(frame::paragraph(&line));
        }
    }
    if withdrawn.is_none() && may_correct && !cells.id.is_empty() {
        let href = file.path(&format!("/facts/{}", held.seq));
        body.push(Html::link(
            &href,
            &t.with("case-correct-link", &[("title", (&title).into())]),
        ));
    }
    let day = held.when().map_or(Day(0), |when| when.day);
    let title = if withdrawn.is_some() {
        t.with("case-withdrawn", &[("title", title.into())])
    } else {
        title
    };
    Entry {
        day: held
            .when()
            .map_or_else(String::new, |when| words::day(t, when)),
        what: Html::text(&title),
        more: lines.join(" · "),
        // A birthday is always written later.
        written: match cells.kind.as_str() {
            "child_born" => String::new(),
            _ => written(t, held.known_on(), held.days_late()),
        },
        body: Html::all(body),
        ..dated(t, day)
    }
}

/// That something was corrected or taken back, when, by whom where the page says it, and why.
pub fn withdrawn_so(
    t: Texts,
    file: &CaseFile,
    (day, by): (Day, UserNo),
    why: &str,
    corrected: bool,
) -> String {
    let who = if file.staffed { file.user(by) } else { "" };
    let key = match (corrected, who.is_empty()) {
        (true, true) => "case-corrected",
        (true, false) => "case-corrected-by",
        (false, true) => "case-retracted",
        (false, false) => "case-retracted-by",
    };
    let day = t.short_day(day);
    let mut parts = vec![("day", day.into()), ("reason", why.into())];
    if !who.is_empty() {
        parts.push(("who", who.into()));
    }
    t.with(key, &parts)
}

/// A fact in a line: its day, what it says, how its words begin.
pub fn in_a_line(
    t: Texts,
    book: &LawBook,
    file: &CaseFile,
    held: &Registered,
    texts: &Texted,
) -> String {
    let cells = &held.fact.cells;
    let day = held
        .when()
        .map_or(String::new(), |when| words::day(t, when));
    let basis = match cells.basis.as_str() {
        "" => String::new(),
        basis => words::basis(t, book, basis),
    };
    let (team, worker) = match cells.kind.as_str() {
        "case_assigned" => (file.team(t, &cells.team), file.worker(&cells.caseworker)),
        _ => (String::new(), ""),
    };
    let text = held.fact.text.and_then(|text| texts.get(&text));
    let text = text.map_or_else(String::new, |text| format!("«{}»", beginning(text)));
    let value = words::value(t, &cells.value);
    let mut parts = vec![day, value, basis, team, worker.to_owned(), text];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// The day a fact was taken back, by which event, and whether another took its place.
pub fn withdrawal<'f>(
    file: &'f CaseFile,
    held: &Registered,
) -> Option<(Day, &'f Registered, bool)> {
    let id = &held.fact.cells.id;
    if id.is_empty() {
        return None;
    }
    let by = file.state.facts.iter().find(|other| {
        let cells = &other.fact.cells;
        cells.kind == "fact_retracted" && cells.reference == *id
    })?;
    let corrected = file
        .state
        .facts
        .iter()
        .any(|other| other.fact.corrects == *id);
    Some((by.known_on(), by, corrected))
}

/// A document, what was wrong with it, and the way to correct it.
fn document(t: Texts, file: &CaseFile, told: &Told<Document>, texts: &Texted) -> Entry {
    let what = words::document(t, &told.what);
    let title = match words::asks(&told.what.sort) {
        true => what,
        false => t.with("case-document-filed", &[("sort", what.into())]),
    };
    let stands = file.state.document(told.seq).is_some();
    let of_it = |held: &&Told<Amended>| held.what.was.seq == told.seq;
    let amended = file.state.amended.iter().filter(of_it);
    let mut body: Vec<Html> = amended
        .map(|held| frame::paragraph(&amended_so(t, held, texts)))
        .collect();
    if stands && file.may_correct {
        let href = file.path(&format!("/documents/{}/correct", told.seq));
        let word = t.with("case-correct-link", &[("title", (&title).into())]);
        body.push(Html::link(&href, &word));
    }
    let title = match stands {
        true => title,
        false => t.with("case-withdrawn", &[("title", title.into())]),
    };
    Entry {
        what: match file.opening(told) {
            Opening::Open | Opening::WithReason => {
                Html::link(&file.path(&format!("/documents/{}", told.seq)), &title)
            }
            Opening::Closed => Html::text(&title),
        },
        written: late(t, &told.what.when, told.recorded_at),
        body: Html::all(body),
        ..dated(t, words::read(&told.what.when).unwrap_or(Day(0)))
    }
}

/// That a document was corrected or taken back, when, why, and what stood there.
pub fn amended_so(t: Texts, held: &Told<Amended>, texts: &Texted) -> String {
    let Amended { was, amendment } = &held.what;
    let why = texts.get(&amendment.reason).map_or("", String::as_str);
    let day = t.short_day(When::at(held.recorded_at).day);
    let mut parts = vec![("day", day.into()), ("reason", why.into())];
    if amendment.now.is_none() {
        return t.with("case-retracted", &parts);
    }
    let day = words::read(&was.what.when).map_or_else(String::new, |day| t.short_day(day));
    let former = format!("{}, {day}", words::document(t, &was.what));
    parts.push(("former", former.into()));
    t.with("case-document-corrected", &parts)
}

fn note(t: Texts, file: &CaseFile, told: &Told<Note>, late: String, texts: &Texted) -> Entry {
    let note = &told.what;
    let day = words::read(&note.when).unwrap_or(Day(0));
    let text = texts.get(&note.text).map_or("", String::as_str);
    let title = t.with(
        "case-note",
        &[("template", words::template(t, &note.template).into())],
    );
    let title = if file.state.counts(told) {
        title
    } else {
        t.with("case-withdrawn", &[("title", title.into())])
    };
    let amended = file.state.amended_with(told);
    let amended = amended.map(|held| frame::paragraph(&amended_so(t, held, texts)));
    let words = Html::from(Details {
        summary: beginning(text),
        body: frame::written(text),
        open: false,
    });
    Entry {
        what: Html::text(&title),
        written: late,
        body: Html::all([words].into_iter().chain(amended)),
        ..dated(t, day)
    }
}

/// The first words of a text.
pub fn beginning(text: &str) -> String {
    const MOST: usize = 70;
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(MOST).collect();
    let cut = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{cut} …")
}
