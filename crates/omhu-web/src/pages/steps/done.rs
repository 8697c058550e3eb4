//! After saving: what was registered, what became due, and a way back.
//!
//! Owns: the receipt and the undoing of it. Must not know: which step wrote it.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html as Answer, Response};
use omhu_casework::access::{Action, decide};
use omhu_casework::case::{Amended, Told};
use omhu_casework::command::{Command, Entry};
use omhu_casework::duties::{Duties, Duty};
use omhu_casework::duty_changes::{DutyChange, duty_changes};
use omhu_casework::ids::{CaseNo, TextNo};
use omhu_casework::steps::{Registration, registrations};
use omhu_casework::worklist::standing;
use omhu_casework::worklist::turn::{REQUESTS, turn};
use omhu_law::calendar::When;
use omhu_law::derive::Status;
use omhu_store::Executed;

use super::words::Words;
use super::{Open, letter, written};
use crate::context::Context;
use crate::desk::{self, Desk};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::{registered_because, rights_to_correct};
use crate::pages::duty;
use crate::texts::Texts;
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
    changes: Changes,
    /// What undoing does; none: it cannot be undone.
    undo: Option<String>,
    /// Somebody else is to be asked to put it right: what the viewer wrote today is not theirs to correct.
    asks: bool,
    /// Why it was registered so, each reason once.
    reasons: Vec<String>,
    letter: Html,
}

/// What the events did to the duties of the case.
struct Changes {
    /// What they met.
    met: Vec<String>,
    /// What is to be done because of them: its name, how it stands, when.
    due: Vec<(String, Mark, String)>,
    /// What need not be done any more.
    gone: Vec<String>,
    /// Something was taken back: what is to be done counts again.
    again: bool,
}

impl Changes {
    /// The duties before the events and after them, compared: what a closing ended counts again when the closing is undone,
    /// though no new fact asks for it. What was done meanwhile is not asked for.
    fn of(
        desk: &Desk,
        open: &Open,
        words: Words<'_>,
        range: &std::ops::RangeInclusive<i64>,
        now: &Duties,
    ) -> Self {
        let (t, today, state) = (words.t, desk.now.today, &open.known.state);
        let until = |seq: i64| {
            let mut state = state.clone();
            state.facts.retain(|held| held.seq <= seq);
            let duties = desk.store().duties_of(&state, today, today).rows;
            (state, duties)
        };
        let ((state_before, before), (_, after)) = (until(range.start() - 1), until(*range.end()));
        let changed = duty_changes(&before, &after);
        let of = |wanted: &[DutyChange]| -> Vec<&Duty> {
            let rows = changed.iter().filter(|(change, _)| wanted.contains(change));
            rows.map(|(_, duty)| *duty).collect()
        };
        let still = |duty: &&Duty| {
            let mut rows = now.rows.iter();
            let same = |row: &&Duty| {
                let key = |duty: &Duty| (duty.seq, duty.layer.clone(), duty.about.clone());
                row.obligation == duty.obligation && key(row) == key(duty)
            };
            rows.find(same).is_some_and(Duty::is_pending)
        };
        let waiting = of(&[DutyChange::New, DutyChange::Changed]);
        let due = waiting.into_iter().filter(still).map(|duty| {
            let turn = turn(words.book, state, duty, today);
            let stands = standing(words.book, duty, &turn, desk.now);
            (
                duty::task(t, words.book, duty),
                duty::mark(t, &stands, today),
                duty::day(t, &stands),
            )
        });
        let within = |event: Option<i64>| event.is_some_and(|event| range.contains(&event));
        let met = of(&[DutyChange::Met]).into_iter();
        let met = met.filter(|duty| within(duty.met_event));
        // Only what could still be done: not what was done, nor what was missed for good.
        let open_before = |gone: &&Duty| {
            let key = |duty: &Duty| (duty.seq, duty.layer.clone(), duty.about.clone());
            let mut rows = before.iter().filter(|duty| duty.is_pending());
            let was =
                rows.find(|duty| duty.obligation == gone.obligation && key(duty) == key(gone));
            was.is_some_and(|duty| {
                let turn = turn(words.book, &state_before, duty, today);
                !standing(words.book, duty, &turn, desk.now).missed
            })
        };
        let gone = of(&[DutyChange::Withdrawn]).into_iter();
        let gone = gone.filter(open_before);
        let facts = state.facts.iter();
        let mut amended = state.amended.iter();
        let taken_back =
            |held: &Told<Amended>| range.contains(&held.seq) && held.what.amendment.now.is_none();
        Self {
            due: due.collect(),
            met: met.map(|duty| met_words(words, duty)).collect(),
            gone: gone.map(|duty| duty::task(t, words.book, duty)).collect(),
            again: facts
                .filter(|held| range.contains(&held.seq))
                .any(|held| held.fact.cells.kind == "fact_retracted")
                || amended.any(taken_back),
        }
    }
}

/// What was met, and that it was late where it was.
fn met_words(words: Words<'_>, duty: &Duty) -> String {
    let t = words.t;
    let title = duty::result(t, words.book, duty);
    let (Some(met), Some(due)) = (duty.met_on, duty.due) else {
        return title;
    };
    if !matches!(duty.status, Status::Late | Status::LateWithPreliminary) {
        return title;
    }
    // An hour-limit may be broken on its very day.
    let days = (met.0 - due.day.0).max(0).unsigned_abs();
    let parts = [("duty", title.into()), ("days", days.into())];
    t.with("stepform-met-late", &parts)
}

/// `12-14`.
pub(super) fn range(text: &str) -> Option<std::ops::RangeInclusive<i64>> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (0 < first && first <= last).then_some(first..=last)
}

/// The facts and documents of these events that this user wrote today and that still stand.
fn own_of_today<'o>(
    desk: &'o Desk,
    open: &'o Open,
    range: &'o std::ops::RangeInclusive<i64>,
) -> impl Iterator<Item = Registration<'o>> {
    let all = registrations(&open.known.state).into_iter();
    all.filter(move |each| {
        let (by, at) = match each {
            Registration::Fact(held) => (held.recorded_by, held.recorded_at),
            Registration::Document(held) => (held.recorded_by, held.recorded_at),
        };
        range.contains(&each.seq()) && by == desk.user() && When::at(at).day == desk.now.today
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
    let changes = Changes::of(&desk, &open, words, &range, &duties);
    let rights = rights_of(own_of_today(&desk, &open, &range));
    let may = rights
        .iter()
        .all(|right| desk.may(*right, Some(&open.subject)));
    let reasons = reasons(&desk, &open, words, &range).await?;
    let title = match context.part {
        true => "stepform-registered",
        false => "stepform-done",
    };
    let page = context.page_in(Place::Cases, &format!("{}, {}", t.get(title), open.name));
    let page = Done {
        page: page.done(t.get("stepform-done")).or_part(&context),
        who: open.name.clone(),
        case: open.case,
        written: Timeline {
            label: t.get("stepform-registered"),
            entries,
        },
        changes,
        asks: !may && own_of_today(&desk, &open, &range).next().is_some(),
        undo: undo_words(t, own_of_today(&desk, &open, &range)).filter(|_| may),
        letter: letter::draft(&desk, &open, words, &duties, &range),
        reasons,
        range: events,
    };
    Ok(Answer(Page::fitted(context.part, page.render()?)))
}

/// The rights that taking these back asks for: who gave a case to the wrong one lays it back, as nobody else may change it.
fn rights_of<'o>(all: impl Iterator<Item = Registration<'o>>) -> Vec<Action> {
    let mut rights: Vec<Action> = Vec::new();
    for each in all {
        let asked = match each {
            Registration::Fact(held) => rights_to_correct(&held.fact.cells.kind),
            Registration::Document(_) => &[Action::Correct],
        };
        for right in asked {
            if !rights.contains(right) {
                rights.push(*right);
            }
        }
    }
    rights
}

/// What undoing these does; none: there are none.
fn undo_words<'o>(t: Texts, all: impl Iterator<Item = Registration<'o>>) -> Option<String> {
    let asks = |each: &Registration<'_>| match each {
        Registration::Fact(_) => false,
        Registration::Document(held) => REQUESTS.iter().any(|(asked, _)| *asked == held.what.sort),
    };
    let mut all = all.peekable();
    all.peek()?;
    let own = t.get("stepform-undo-more");
    Some(match all.any(|each| asks(&each)) {
        true => format!("{own} {}", t.get("stepform-undo-request")),
        false => own,
    })
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
    let rights = rights_of(own_of_today(&desk, &open, &range));
    let (right, more) = match rights.split_first() {
        Some((right, more)) => (*right, more),
        None => (Action::Correct, &[][..]),
    };
    for right in more {
        // The store asks for one; a no to another stands in the log too.
        desk.look(*right, open.case).await?;
    }
    let facts = own_of_today(&desk, &open, &range);
    let reason = context.t.get("stepform-undone");
    let mut entries: Vec<Entry> = facts
        .map(|each| match each {
            Registration::Fact(_) => Entry::Retract {
                id: each.name(),
                reason: reason.clone(),
            },
            Registration::Document(held) => Entry::Amend {
                document: held.seq,
                now: None,
                reason: reason.clone(),
            },
        })
        .collect();
    // In the order in which they were written.
    entries.reverse();
    if entries.is_empty() {
        let verdict = decide(desk.viewer(), right, Some(&open.subject), desk.now);
        if !verdict.is_allowed() {
            return Err(desk::denied(verdict, open.case));
        }
        return Err(AppError::Conflict(context.t.get("stepform-undo-late")));
    }
    let command = Command {
        entries,
        ..Command::default()
    };
    let authorize = desk.authorize(right);
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
