//! A draft of the letter to the family, from what was just registered.
//!
//! Owns: which registration gives a letter, and what it takes from the case. Must not know: how it is sent. It holds no
//! address and no name but the child's and the writer's, so that nothing protected can get into it.

use std::ops::RangeInclusive;

use askama::Template;
use omhu_casework::duties::Duties;
use omhu_law::calendar::Day;

use super::Open;
use super::form::alert;
use super::words::Words;
use crate::desk::Desk;
use crate::view::components::AlertKind;
use crate::view::html::Html;

#[derive(Template)]
#[template(path = "pages/steps/letter.html")]
struct Letter {
    heading: String,
    lead: String,
    /// What to think of before it is sent.
    caution: Html,
    paragraphs: Vec<String>,
}

/// The draft; nothing where these events open no assessment.
pub(super) fn draft(
    desk: &Desk,
    open: &Open,
    words: Words<'_>,
    duties: &Duties,
    range: &RangeInclusive<i64>,
) -> Html {
    let t = words.t;
    let state = &open.known.state;
    let of = |kind: &str| {
        let mut standing = state.standing(Day::MAX);
        standing.find(|held| held.fact.cells.kind == kind && range.contains(&held.seq))
    };
    let Some(decided) = of("assessment_decided") else {
        return Html::default();
    };
    let about = &decided.fact.cells.about;
    let child = || open.name.as_str().into();
    let day = decided.when().map_or(desk.now.today, |when| when.day);
    let mut due = duties
        .rows
        .iter()
        .filter(|duty| duty.obligation == "assessment_completed" && duty.about == *about);
    let due = due.find_map(|duty| duty.due);
    let unborn = state.is_unborn(day);
    let on = ("day", t.day(day).into());
    // A child who is expected has no name yet, another paragraph, and nobody talks with it.
    let mut paragraphs = match unborn {
        true => vec![
            t.get("stepform-letter-dear-expecting"),
            t.with("stepform-letter-decided-unborn", &[on]),
        ],
        false => vec![
            t.with("stepform-letter-dear", &[("child", child())]),
            t.with("stepform-letter-decided", &[("child", child()), on]),
        ],
    };
    paragraphs.push(t.get("stepform-letter-why"));
    if let Some(due) = due {
        let due = t.day(due.day);
        paragraphs.push(t.with("stepform-letter-due", &[("day", due.into())]));
    }
    paragraphs.push(match unborn {
        true => t.get("stepform-letter-together-unborn"),
        false => t.with("stepform-letter-together", &[("child", child())]),
    });
    // A letter about a suspicion reaches those whom it may be about.
    let caution = match state.tells_of_abuse() {
        true => alert(
            t,
            AlertKind::Warning,
            "stepform-letter-abuse",
            Html::text(&t.get("stepform-letter-abuse-more")),
        ),
        false => Html::default(),
    };
    let by = open.users.get(&desk.user()).cloned().unwrap_or_default();
    paragraphs.push(t.with("stepform-letter-end", &[("name", by.into())]));
    Html::of(&Letter {
        heading: t.get("stepform-letter"),
        lead: t.get("stepform-letter-lead"),
        caution,
        paragraphs,
    })
}
