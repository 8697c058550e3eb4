//! What stands in a case from one event to another: after saving, and where somebody else wrote meanwhile.
//!
//! Owns: the lines of it. Must not know: why it is shown.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use omhu_casework::access::{Action, Label};
use omhu_casework::command::Words as Kept;
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_law::calendar::When;
use omhu_store::Permit;

use super::Open;
use super::words::Words;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::{asks, document_word, section_text, section_word};
use crate::texts::Texts;
use crate::view::components::Entry;
use crate::view::html::Html;

/// The words of texts, by their number; files by their names.
pub(super) async fn words_of(
    desk: &Desk,
    permit: &Permit,
    case: CaseNo,
    numbers: &[TextNo],
) -> Result<BTreeMap<TextNo, String>, AppError> {
    let texts = desk.store().texts(permit, case, numbers).await?;
    let words = texts.into_iter().map(|text| match text.words {
        Kept::Text(words) => (text.number, words),
        Kept::File { name, .. } => (text.number, name),
    });
    Ok(words.collect())
}

/// The section that names who notified.
pub(in crate::pages) const REPORTER: &str = "notifier_name";

/// What was written, as people read it.
fn plainly(t: Texts, open: &Open, section: &str, text: &str) -> String {
    match section {
        "new_person" => {
            let mut colleagues = open.known.colleagues.iter();
            let found = colleagues.find(|(id, _)| id == text.trim());
            found.map_or_else(|| text.to_owned(), |(_, name)| name.clone())
        }
        section => section_text(t, section, text),
    }
}

struct Line {
    seq: i64,
    /// The part of a longer text that it is; empty: none.
    section: String,
    what: String,
    when: String,
    words: Vec<TextNo>,
    by: UserNo,
    at: i64,
}

/// The lines of these events, in order.
pub(super) async fn entries(
    desk: &Desk,
    open: &Open,
    words: Words<'_>,
    range: RangeInclusive<i64>,
) -> Result<Vec<Entry>, AppError> {
    let t = words.t;
    let state = &open.known.state;
    let mut lines: Vec<Line> = Vec::new();
    for held in state.facts.iter().filter(|held| range.contains(&held.seq)) {
        let cells = &held.fact.cells;
        // Why it was done all the same is said once, beside the list.
        let reason = held.fact.reason.filter(|_| cells.kind == "fact_retracted");
        lines.push(Line {
            seq: held.seq,
            section: String::new(),
            what: words.kind(&cells.kind),
            when: cells.when.clone(),
            words: held.fact.text.into_iter().chain(reason).collect(),
            by: held.recorded_by,
            at: held.recorded_at,
        });
    }
    for file in (state.documents.iter()).filter(|file| range.contains(&file.seq)) {
        let what = &file.what;
        lines.push(Line {
            seq: file.seq,
            section: String::new(),
            what: match asks(&what.sort) {
                true => document_word(t, what),
                false => t.get("stepform-file"),
            },
            when: what.when.clone(),
            words: vec![what.text],
            by: file.recorded_by,
            at: file.recorded_at,
        });
    }
    let mut told = |seq: i64, by: UserNo, at: i64, key: &str, when: &str, text: Option<TextNo>| {
        if range.contains(&seq) {
            let words = text.into_iter().collect();
            lines.push(Line {
                seq,
                section: String::new(),
                what: t.get(key),
                when: when.to_owned(),
                words,
                by,
                at,
            });
        }
    };
    for note in &state.notes {
        let what = &note.what;
        told(
            note.seq,
            note.recorded_by,
            note.recorded_at,
            "stepform-note",
            &what.when,
            Some(what.text),
        );
    }
    // Who notified is not for all who read the case.
    let mut parts: Vec<Line> = Vec::new();
    let reporter = desk.may(Action::See(Label::Reporter), Some(&open.subject));
    for part in &state.sections {
        let text = Some(part.what.text).filter(|_| reporter || part.what.section != REPORTER);
        if range.contains(&part.seq) {
            parts.push(Line {
                seq: part.seq,
                section: part.what.section.clone(),
                what: section_word(t, &part.what.section),
                when: String::new(),
                words: text.into_iter().collect(),
                by: part.recorded_by,
                at: part.recorded_at,
            });
        }
    }
    for goal in state.goals.values() {
        told(
            goal.seq,
            goal.recorded_by,
            goal.recorded_at,
            "stepform-goal",
            "",
            Some(goal.what.text),
        );
    }
    for score in state.scores.iter().chain(state.ended_goals.values()) {
        let what = &score.what;
        told(
            score.seq,
            score.recorded_by,
            score.recorded_at,
            "stepform-score",
            &what.when,
            what.text,
        );
    }
    lines.append(&mut parts);
    lines.sort_by_key(|line| line.seq);
    lines.dedup_by_key(|line| line.seq);
    let numbers: Vec<TextNo> = lines.iter().flat_map(|line| line.words.clone()).collect();
    let said = words_of(desk, &open.permit, open.case, &numbers).await?;
    let entry = |line: Line| {
        let written = When::at(line.at);
        let when = When::parse(line.when.as_bytes()).unwrap_or(When::on(written.day));
        let by = open.users.get(&line.by).cloned().unwrap_or_default();
        let more: Vec<String> = line
            .words
            .iter()
            .filter_map(|n| Some(plainly(t, open, &line.section, said.get(n)?)))
            .collect();
        Entry {
            id: String::new(),
            day: t.short_day(when.day),
            iso: when.day.to_string(),
            what: Html::text(&line.what),
            more: more.join(" · "),
            written: t.with(
                "stepform-written",
                &[("who", by.into()), ("when", words.when(written).into())],
            ),
            body: Html::default(),
        }
    };
    Ok(lines.into_iter().map(entry).collect())
}
