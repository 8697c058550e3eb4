//! What stands in a case from one event to another: after saving, and where somebody else wrote meanwhile.
//!
//! Owns: the lines of it. Must not know: why it is shown.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use omhu_casework::access::{Action, Label};
use omhu_casework::command::Words as Kept;
use omhu_casework::event::Document;
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_casework::steps::{FieldKind, keys};
use omhu_law::calendar::When;
use omhu_store::Permit;

use super::words::Words;
use super::{Open, said};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::{
    Letters, Opening, asks, document_word, on_screen, paragraphs, section_text, section_word,
};
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
            let name = found.map_or_else(|| text.to_owned(), |(_, name)| name.clone());
            if open.known.named {
                name
            } else {
                String::new()
            }
        }
        section => section_text(t, section, text),
    }
}

/// Goals that were set, and where the child was on them.
fn goals(t: Texts, open: &Open, range: &RangeInclusive<i64>) -> Vec<Line> {
    let state = &open.known.state;
    let number = |part: &str, number: u8| {
        let label = t.get(&keys::part(&FieldKind::Goals, part));
        said::labelled(&label, &t.lang().count(u64::from(number)))
    };
    let set = state.goals.values().map(|goal| Line {
        seq: goal.seq,
        section: String::new(),
        what: t.get("stepform-goal"),
        when: String::new(),
        chosen: vec![
            number("now", goal.what.now),
            number("wanted", goal.what.wanted),
        ],
        words: vec![goal.what.text],
        guarded: false,
        by: goal.recorded_by,
        at: goal.recorded_at,
    });
    let ended = |seq: i64| state.ended_goals.values().any(|held| held.seq == seq);
    let moved = state.scores.iter().chain(state.ended_goals.values());
    let moved = moved.map(|score| {
        let goal = state.goals.get(&score.what.goal);
        let goal = goal.and_then(|goal| open.known.goal_words.get(&goal.what.text));
        let parts = [
            ("goal", goal.map_or("", String::as_str).into()),
            ("now", u32::from(score.what.now).into()),
        ];
        Line {
            seq: score.seq,
            section: String::new(),
            what: t.with("case-goal-scored", &parts),
            when: score.what.when.clone(),
            chosen: ended(score.seq)
                .then(|| t.get("stepform-goal-ended"))
                .into_iter()
                .collect(),
            words: score.what.text.into_iter().collect(),
            guarded: false,
            by: score.recorded_by,
            at: score.recorded_at,
        }
    });
    set.chain(moved)
        .filter(|line| range.contains(&line.seq))
        .collect()
}

struct Line {
    seq: i64,
    /// The part of a longer text that it is; empty: none.
    section: String,
    what: String,
    when: String,
    /// What was chosen.
    chosen: Vec<String>,
    words: Vec<TextNo>,
    /// The words may say who notified: never on paper.
    guarded: bool,
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
        let chosen = match state.fact_with_id(&cells.reference) {
            Some(withdrawn) if cells.kind == "fact_retracted" => {
                let kind = words.kind(&withdrawn.fact.cells.kind);
                let day = withdrawn.when().map(|when| words.when(when));
                vec![kind, day.unwrap_or_default()]
            }
            _ => said::of_fact(words, &open.known, held, *range.start()),
        };
        lines.push(Line {
            seq: held.seq,
            section: String::new(),
            what: words.kind(&cells.kind),
            when: cells.when.clone(),
            chosen,
            words: held.fact.text.into_iter().chain(reason).collect(),
            guarded: false,
            by: held.recorded_by,
            at: held.recorded_at,
        });
    }
    // Who notified is not for all who read the case, nor the name of a letter that may say it.
    let reporter = desk.may(Action::See(Label::Reporter), Some(&open.subject));
    let letters = Letters::of(desk, &open.subject, state);
    for file in (state.documents.iter()).filter(|file| range.contains(&file.seq)) {
        let what = &file.what;
        let named = letters.opening(file.seq) == Opening::Open;
        lines.push(Line {
            seq: file.seq,
            section: String::new(),
            what: match asks(&what.sort) {
                true => document_word(t, what),
                false => t.with(
                    "case-document-filed",
                    &[("sort", document_word(t, what).into())],
                ),
            },
            when: what.when.clone(),
            chosen: Vec::new(),
            words: Vec::from_iter(named.then_some(what.text)),
            guarded: letters.contains(file.seq),
            by: file.recorded_by,
            at: file.recorded_at,
        });
    }
    for held in (state.amended.iter()).filter(|held| range.contains(&held.seq)) {
        let was = &held.what.was.what;
        let (key, what) = match &held.what.amendment.now {
            None => ("stepform-taken-back", document_word(t, was)),
            Some(now) => {
                let now = Document {
                    when: now.when.clone(),
                    sort: now.sort.clone(),
                    answer_by: now.answer_by.clone(),
                    ..was.clone()
                };
                ("stepform-corrected", document_word(t, &now))
            }
        };
        lines.push(Line {
            seq: held.seq,
            section: String::new(),
            what: t.with(key, &[("what", what.into())]),
            when: was.when.clone(),
            chosen: Vec::new(),
            words: vec![held.what.amendment.reason],
            guarded: false,
            by: held.recorded_by,
            at: held.recorded_at,
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
                chosen: Vec::new(),
                words,
                guarded: false,
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
    let mut parts: Vec<Line> = Vec::new();
    for part in &state.sections {
        let written = [part.what.text].into_iter().chain(part.what.reason);
        let named = reporter || part.what.section != REPORTER;
        if range.contains(&part.seq) {
            parts.push(Line {
                seq: part.seq,
                section: part.what.section.clone(),
                what: section_word(t, &part.what.section),
                when: String::new(),
                chosen: Vec::new(),
                words: written.filter(|_| named).collect(),
                guarded: part.what.section == REPORTER,
                by: part.recorded_by,
                at: part.recorded_at,
            });
        }
    }
    lines.append(&mut parts);
    lines.extend(goals(t, open, &range));
    lines.sort_by_key(|line| line.seq);
    lines.dedup_by_key(|line| line.seq);
    let numbers: Vec<TextNo> = lines.iter().flat_map(|line| line.words.clone()).collect();
    let said = words_of(desk, &open.permit, open.case, &numbers).await?;
    let entry = |line: Line| {
        let written = When::at(line.at);
        let when = When::parse(line.when.as_bytes()).unwrap_or(When::on(written.day));
        let by = open.users.get(&line.by).cloned().unwrap_or_default();
        let written_down = line.words.iter().filter_map(|n| said.get(n));
        // Words that were typed instead of a file have no name.
        let written_down = written_down.filter(|text| !text.is_empty());
        let written_down = written_down.map(|text| plainly(t, open, &line.section, text));
        let written_down = written_down.filter(|text| !text.is_empty());
        let (more, hidden): (Vec<String>, Vec<String>) = match line.guarded {
            true => (line.chosen.clone(), written_down.collect()),
            false => (
                line.chosen.iter().cloned().chain(written_down).collect(),
                Vec::new(),
            ),
        };
        let at = words.when(written).into();
        Entry {
            id: String::new(),
            day: words.when(when),
            iso: when.day.to_string(),
            what: Html::text(&line.what),
            more: more.join(" · "),
            written: match by.is_empty() {
                true => t.with("stepform-written-when", &[("when", at)]),
                false => t.with("stepform-written", &[("who", by.into()), ("when", at)]),
            },
            body: match hidden.is_empty() {
                true => Html::default(),
                false => {
                    let instead = t.get("case-notifier-not-printed");
                    on_screen(paragraphs(&hidden.join(" · ")), &instead)
                }
            },
        }
    };
    Ok(lines.into_iter().map(entry).collect())
}
