//! What presses in a case that is to be given to somebody: suspicion of abuse, danger, the 24 hours.
//!
//! Owns: these marks and the order that they ask for. Must not know: who gets the case.

use std::collections::BTreeMap;

use omhu_casework::access::{Action, Label, ListKind};
use omhu_casework::case::CaseState;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::{Day, When};
use omhu_store::CaseLine;

use super::Desk;
use crate::context::Context;
use crate::http::failure::AppError;
use crate::view::components::{Mark, Tag};
use crate::view::html::Html as Part;

/// How much a case presses.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Urgent {
    abuse: bool,
    danger: bool,
    /// By when the danger is to be judged, where that was not done.
    due: Option<When>,
}

/// What presses in each of these cases, of those that the viewer may read.
pub(super) async fn of(
    desk: &Desk,
    lines: &[CaseLine],
) -> Result<BTreeMap<CaseNo, Urgent>, AppError> {
    let (store, today) = (desk.store(), desk.now.today);
    let cases: Vec<CaseNo> = lines.iter().map(|line| line.case).collect();
    let mut read: Vec<CaseNo> = Vec::new();
    for subject in store.subjects(&cases).await? {
        if desk.may(Action::See(Label::CaseText), Some(&subject)) {
            read.push(subject.case);
        }
    }
    let mut found = BTreeMap::new();
    if read.is_empty() {
        return Ok(found);
    }
    let (note, _) = desk.list(ListKind::Deadlines);
    let permit = store.look(note, &read).await?;
    for case in read {
        let state = store.case_state(&permit, case).await?;
        let duties = store.duties_of(&state, today, today);
        let judged = |obligation: &str| obligation == "immediate_risk_assessed";
        let waiting = duties.rows.iter();
        let waiting = waiting.filter(|duty| judged(&duty.obligation) && duty.is_pending());
        let due = waiting.filter_map(|duty| duty.due).min_by_key(pressing);
        let urgent = Urgent {
            due,
            ..marks(&state)
        };
        found.insert(case, urgent);
    }
    Ok(found)
}

/// What the facts say: the newest judgement counts.
fn marks(state: &CaseState) -> Urgent {
    let judged = state
        .standing(Day::MAX)
        .filter(|held| held.fact.cells.kind == "immediate_risk_assessed");
    let newest =
        judged.max_by_key(|held| held.when().map(|when| (when.day, when.instant(), held.seq)));
    Urgent {
        abuse: state.tells_of_abuse(),
        danger: newest.is_some_and(|held| held.fact.cells.value == "danger"),
        due: None,
    }
}

/// The order of limits: by the clock, a day at its end.
fn pressing(due: &When) -> (Day, bool, i64) {
    let at = due.instant();
    (due.day, at.is_none(), at.unwrap_or_default())
}

impl Urgent {
    /// First things first.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let due = self.due.as_ref().map(pressing);
        (!self.danger, due.is_none(), due, !self.abuse)
    }

    /// The marks in words.
    pub(super) fn show(&self, context: &Context) -> Part {
        let t = context.t;
        let mut parts: Vec<Part> = Vec::new();
        let tag = |word: String| Part::of(&Tag { word });
        if self.danger {
            parts.push(tag(t.get("team-danger")));
        }
        if self.abuse {
            parts.push(tag(t.get("team-abuse")));
        }
        if let Some(due) = self.due {
            let (day, clock) = (t.short_day(due.day), t.clock(due));
            let by = match clock.is_empty() {
                true => t.with("team-judge-by-day", &[("day", day.into())]),
                false => t.with(
                    "team-judge-by",
                    &[("day", day.into()), ("clock", clock.into())],
                ),
            };
            let days = context.today().0 - due.day.0;
            let past = match (due.instant(), context.now.instant()) {
                (Some(due), Some(now)) => due < now,
                _ => days > 0,
            };
            let mark = match (past, days) {
                (true, days) => Mark::overdue(t, days.unsigned_abs()),
                (false, 0) => Mark::today(t),
                (false, days) => Mark::open(t, days.unsigned_abs()),
            };
            parts.push(mark.more(by).into());
        }
        let spaced = parts.into_iter().flat_map(|part| [part, Part::text(" ")]);
        Part::all(spaced)
    }
}
