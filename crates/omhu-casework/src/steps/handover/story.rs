//! How the case came here: what was notified, what the assessment found, what was decided, what the child says.
//!
//! Owns: which facts and texts tell it, the newest first. Must not know: words, how much of it a page shows, who may see
//! it (the state that it is made from holds only what the reader may see).

use omhu_law::calendar::{Day, When};

use crate::case::{CaseState, Registered};
use crate::ids::TextNo;
use crate::steps::hosts::host;
use crate::steps::parts::{PARTS, Part};

/// The template of a note on a talk with the child.
const TALK: &str = "talk";
/// The part of a text that holds the child's own words.
pub const CHILD_VIEW: &str = "child_view";

/// A notification and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotificationNow {
    /// When it came.
    pub on: When,
    /// What sort of notifier, and marks; never who.
    pub value: String,
    /// What the concern is.
    pub concern: Option<TextNo>,
    /// When the danger was judged.
    pub judged: Option<When>,
    /// Whether there was danger: `danger` or `no_danger`; empty: not judged.
    pub danger: String,
    /// What came of the screening; empty: not screened.
    pub screened: String,
}

/// An assessment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssessmentNow {
    /// The day it was begun.
    pub begun_on: Option<Day>,
    /// The day it was completed.
    pub completed_on: Option<Day>,
    /// What it concludes, or found so far.
    pub conclusion: Option<TextNo>,
    /// The parts under which something is written.
    pub written: Vec<&'static str>,
    /// The headings under which nothing is written.
    pub unwritten: Vec<&'static str>,
}

/// A decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionNow {
    /// Its day.
    pub on: Day,
    /// The kind of fact: who decided.
    pub kind: String,
    /// The legal basis.
    pub basis: String,
    /// `placement`, `support` or empty.
    pub value: String,
    /// The reasons.
    pub reasons: Option<TextNo>,
}

/// Words of the child.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    /// When it was said.
    pub on: Day,
    /// The kind of fact at which it was said; [`CHILD_VIEW`]: in a part that was written by itself; empty: in a note on a
    /// talk.
    pub kind: String,
    /// The words.
    pub text: TextNo,
}

/// How the case came here.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Story {
    /// The notifications, the newest first.
    pub notifications: Vec<NotificationNow>,
    /// The assessments, the newest first.
    pub assessments: Vec<AssessmentNow>,
    /// The decisions, the newest first.
    pub decisions: Vec<DecisionNow>,
    /// What the child said, the newest first.
    pub voices: Vec<Voice>,
    /// The day on which somebody last talked with the child, as far as it is registered in any way.
    pub talked_on: Option<Day>,
}

/// The story of a case up to a day.
#[must_use]
pub fn story(state: &CaseState, today: Day) -> Story {
    let facts: Vec<&Registered> = state
        .standing(Day::MAX)
        .filter(|held| held.when().is_some_and(|when| when.day <= today))
        .collect();
    let voices = voices(state, &facts, today);
    let talks = facts.iter().filter(|held| is_talk(held));
    let talks = talks.filter_map(|held| Some(held.when()?.day));
    let notes = state.notes.iter().filter(|note| note.what.template == TALK);
    let notes = notes.filter_map(|note| day_of(&note.what.when));
    let said = voices.iter().map(|voice| voice.on);
    Story {
        notifications: notifications(&facts),
        assessments: assessments(state, &facts),
        decisions: decisions(&facts),
        talked_on: talks
            .chain(notes)
            .chain(said)
            .filter(|day| *day <= today)
            .max(),
        voices,
    }
}

fn day_of(text: &str) -> Option<Day> {
    When::parse(text.as_bytes()).ok().map(|when| when.day)
}

fn is_talk(held: &Registered) -> bool {
    let cells = &held.fact.cells;
    let visit = cells.kind == "supervision_visit_held" && cells.value == TALK;
    let talks = ["child_conversation_held", "abuse_conversation_held"];
    visit || talks.contains(&cells.kind.as_str())
}

/// The newest fact of a kind about a thing.
fn newest<'f>(facts: &[&'f Registered], kind: &str, about: &str) -> Option<&'f Registered> {
    let found = facts.iter().copied().filter(|held| {
        let cells = &held.fact.cells;
        cells.kind == kind && cells.about == about
    });
    found.max_by_key(|held| (held.when(), held.seq))
}

fn notifications(facts: &[&Registered]) -> Vec<NotificationNow> {
    let received = facts
        .iter()
        .filter(|held| held.fact.cells.kind == "notification_received");
    let mut found: Vec<NotificationNow> = received
        .filter_map(|held| {
            let cells = &held.fact.cells;
            let judged = newest(facts, "immediate_risk_assessed", &cells.about);
            let screened = newest(facts, "screening_made", &cells.about);
            let value = |held: Option<&Registered>| {
                held.map_or_else(String::new, |held| held.fact.cells.value.clone())
            };
            Some(NotificationNow {
                on: held.when()?,
                value: cells.value.clone(),
                concern: held.fact.text,
                judged: judged.and_then(Registered::when),
                danger: value(judged),
                screened: value(screened),
            })
        })
        .collect();
    found.sort_by_key(|each| std::cmp::Reverse(each.on));
    found
}

fn assessments(state: &CaseState, facts: &[&Registered]) -> Vec<AssessmentNow> {
    const KINDS: [&str; 4] = [
        "support_need_known",
        "assessment_decided",
        "assessment_completed",
        "preliminary_assessment_made",
    ];
    let mut ids: Vec<&str> = facts
        .iter()
        .filter(|held| KINDS.contains(&held.fact.cells.kind.as_str()))
        .map(|held| held.fact.cells.about.as_str())
        .collect();
    // Written on before anybody opened it.
    let is_heading = |word: &str| PARTS.iter().any(|part| part.heading && part.word == word);
    let begun = state.sections.iter();
    let begun = begun.filter(|told| is_heading(&told.what.section) && state.says(told));
    ids.extend(begun.map(|told| told.what.about.as_str()));
    ids.sort_unstable();
    ids.dedup();
    let mut found: Vec<AssessmentNow> = ids
        .into_iter()
        .map(|id| {
            let of = |kind| newest(facts, kind, id);
            let day = |held: Option<&Registered>| Some(held?.when()?.day);
            let completed = of("assessment_completed");
            let told = completed.or_else(|| of("preliminary_assessment_made"));
            let has = |part: &&Part| state.section(id, part.word).is_some();
            let written = PARTS.iter().filter(has);
            let lacking = PARTS.iter().filter(|part| part.heading && !has(part));
            AssessmentNow {
                begun_on: day(of("assessment_decided")).or(day(of("support_need_known"))),
                completed_on: day(completed),
                conclusion: told.and_then(|held| held.fact.text),
                written: written.map(|part| part.word).collect(),
                unwritten: lacking.map(|part| part.word).collect(),
            }
        })
        .collect();
    found.sort_by_key(|each| std::cmp::Reverse(each.completed_on.max(each.begun_on)));
    found
}

fn decisions(facts: &[&Registered]) -> Vec<DecisionNow> {
    const KINDS: [&str; 3] = ["decision_made", "committee_decided", "placement_renewed"];
    let made = facts
        .iter()
        .filter(|held| KINDS.contains(&held.fact.cells.kind.as_str()));
    let mut found: Vec<(i64, DecisionNow)> = made
        .filter_map(|held| {
            let cells = &held.fact.cells;
            let decision = DecisionNow {
                on: held.when()?.day,
                kind: cells.kind.clone(),
                basis: cells.basis.clone(),
                value: cells.value.clone(),
                reasons: held.fact.text,
            };
            Some((held.seq, decision))
        })
        .collect();
    found.sort_by_key(|(seq, each)| std::cmp::Reverse((each.on, *seq)));
    found.into_iter().map(|(_, each)| each).collect()
}

/// What the child said: at a talk, at a visit, in a review or a decision, in a note on a talk.
fn voices(state: &CaseState, facts: &[&Registered], today: Day) -> Vec<Voice> {
    let talks = facts.iter().filter(|held| is_talk(held));
    let talks = talks.filter_map(|held| {
        Some(Voice {
            on: held.when()?.day,
            kind: held.fact.cells.kind.clone(),
            text: held.fact.text?,
        })
    });
    // Of each part the newest writing counts, and one that took the words out says nothing.
    let parts = state.sections.iter();
    let parts = parts.filter(|told| told.what.section == CHILD_VIEW && state.says(told));
    let parts = parts.map(|told| {
        // What was taken back says nothing of when the child said it.
        let stands = |host: &&Registered| facts.iter().any(|held| held.seq == host.seq);
        let host = host(state, told).filter(stands);
        let day = host.and_then(|held| Some(held.when()?.day));
        let kind = host.map_or(CHILD_VIEW, |held| held.fact.cells.kind.as_str());
        Voice {
            on: day.unwrap_or_else(|| When::at(told.recorded_at).day),
            kind: kind.to_owned(),
            text: told.what.text,
        }
    });
    let replaced = |seq: i64| state.notes.iter().any(|note| note.what.replaces == seq);
    let notes = state.notes.iter();
    let notes = notes.filter(|note| note.what.template == TALK && !replaced(note.seq));
    let notes = notes.filter_map(|note| {
        Some(Voice {
            on: day_of(&note.what.when)?,
            kind: String::new(),
            text: note.what.text,
        })
    });
    let mut found: Vec<Voice> = talks.chain(parts).chain(notes).collect();
    found.retain(|voice| voice.on <= today);
    found.sort_by_key(|voice| std::cmp::Reverse((voice.on, voice.text)));
    found
}
