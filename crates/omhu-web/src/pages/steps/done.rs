//! After saving: what was registered, what became due, and a way back.
//!
//! Owns: the receipt and the undoing of it. Must not know: which step wrote it.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html as Answer, Response};
use omhu_casework::access::{Action, decide};
use omhu_casework::case::Registered;
use omhu_casework::command::{Command, Entry};
use omhu_casework::ids::{CaseNo, TextNo};
use omhu_law::calendar::{Day, When};
use omhu_store::Executed;

use super::beside::mark;
use super::words::Words;
use super::{Open, letter, written};
use crate::context::Context;
use crate::desk::{self, Desk};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::registered_because;
use crate::view::components::{Mark, Timeline};
use crate::view::html::Html;
use crate::view::layout::{Page, Place};

#[derive(Template)]
#[template(path = "pages/steps/done.html")]
struct Done {
    page: Page,
    who: String,
    case: CaseNo,
    range: String,
    written: Timeline,
    met: Vec<String>,
    due: Vec<(String, Mark, String)>,
    undo: bool,
    /// Why it was registered so, each reason once.
    reasons: Vec<String>,
    letter: Html,
}

/// `12-14`.
pub(super) fn range(text: &str) -> Option<std::ops::RangeInclusive<i64>> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (0 < first && first <= last).then_some(first..=last)
}

/// The facts of these events that this user wrote today and that still stand.
fn own_of_today<'o>(
    desk: &'o Desk,
    open: &'o Open,
    range: &'o std::ops::RangeInclusive<i64>,
) -> impl Iterator<Item = &'o Registered> {
    open.known.state.standing(Day::MAX).filter(move |held| {
        range.contains(&held.seq)
            && held.recorded_by == desk.user()
            && When::at(held.recorded_at).day == desk.now.today
            && held.fact.cells.kind != "fact_retracted"
            && !held.fact.cells.id.is_empty()
    })
}

pub(super) async fn show(
    context: Context,
    desk: Desk,
    Path((case, events)): Path<(i64, String)>,
) -> Result<Answer<String>, AppError> {
    let range = range(&events).ok_or(AppError::NotFound)?;
    let open = Open::case(&desk, CaseNo(case)).await?;
    if *range.end() > open.known.state.seq {
        return Err(AppError::NotFound);
    }
    let (t, today) = (context.t, desk.now.today);
    let words = Words {
        t,
        book: desk.store().book(),
    };
    let entries = written::entries(&desk, &open, words, range.clone()).await?;
    let duties = desk.store().duties_of(&open.known.state, today, today);
    let within = |event: Option<i64>| event.is_some_and(|event| range.contains(&event));
    let met = duties.rows.iter().filter(|duty| within(duty.met_event));
    let met = met.map(|duty| words.obligation(&duty.obligation)).collect();
    let due = duties
        .rows
        .iter()
        .filter(|duty| duty.is_pending() && within(duty.trigger_event));
    let due = due.map(|duty| {
        let when = duty.due.map_or_else(String::new, |due| {
            t.with("stepform-due", &[("when", words.when(due).into())])
        });
        (
            words.obligation(&duty.obligation),
            mark(t, duty.due, today),
            when,
        )
    });
    let may = desk.may(Action::Correct, Some(&open.subject));
    let reasons = reasons(&desk, &open, words, &range).await?;
    let page = context.page_in(
        Place::Cases,
        &format!("{}, {}", t.get("stepform-done"), open.name),
    );
    let page = Done {
        page: page.done(t.get("stepform-done")),
        who: open.name.clone(),
        case: open.case,
        written: Timeline {
            label: t.get("stepform-registered"),
            entries,
        },
        met,
        due: due.collect(),
        undo: may && own_of_today(&desk, &open, &range).next().is_some(),
        letter: letter::draft(&desk, &open, words, &duties, &range),
        reasons,
        range: events,
    };
    Ok(Answer(page.render()?))
}

/// Why the facts were registered although something spoke against it, or so late.
async fn reasons(
    desk: &Desk,
    open: &Open,
    words: Words<'_>,
    range: &std::ops::RangeInclusive<i64>,
) -> Result<Vec<String>, AppError> {
    let facts = open.known.state.facts.iter();
    let facts =
        facts.filter(|held| range.contains(&held.seq) && held.fact.cells.kind != "fact_retracted");
    let told: Vec<(TextNo, bool)> = facts
        .filter_map(|held| Some((held.fact.reason?, !held.fact.despite.is_empty())))
        .collect();
    let numbers: Vec<TextNo> = told.iter().map(|(text, _)| *text).collect();
    let said = written::words_of(desk, &open.permit, open.case, &numbers).await?;
    let mut reasons: Vec<String> = Vec::new();
    for (text, despite) in told {
        let why = said.get(&text).map_or("", String::as_str);
        let reason = registered_because(words.t, why, despite);
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    Ok(reasons)
}

pub(super) async fn undo(
    context: Context,
    desk: Desk,
    Path((case, events)): Path<(i64, String)>,
    _sent: Submitted,
) -> Result<Response, AppError> {
    let range = range(&events).ok_or(AppError::NotFound)?;
    let open = Open::case(&desk, CaseNo(case)).await?;
    let facts = own_of_today(&desk, &open, &range);
    let reason = context.t.get("stepform-undone");
    let entries: Vec<Entry> = facts
        .map(|held| Entry::Retract {
            id: held.fact.cells.id.clone(),
            reason: reason.clone(),
        })
        .collect();
    if entries.is_empty() {
        let verdict = decide(
            desk.viewer(),
            Action::Correct,
            Some(&open.subject),
            desk.now,
        );
        if !verdict.is_allowed() {
            return Err(desk::denied(verdict, open.case));
        }
        return Err(AppError::Conflict(context.t.get("stepform-undo-late")));
    }
    let command = Command {
        entries,
        ..Command::default()
    };
    let authorize = desk.authorize(Action::Correct);
    let store = desk.store();
    match store
        .execute(desk.user(), open.case, desk.now, authorize, &command, None)
        .await?
    {
        Executed::Done(receipts) | Executed::Repeated(receipts) => {
            let place = receipts.first().map_or_else(
                || format!("/cases/{}", open.case),
                |to| format!("/cases/{}/done/{}-{}", to.case, to.first_seq, to.seq),
            );
            Ok(redirect::see_other(&place))
        }
        Executed::Refused { .. } => Err(AppError::Conflict(context.t.get("stepform-undo-late"))),
        Executed::Denied(note) => Err(desk::denied(note.verdict, open.case)),
    }
}
