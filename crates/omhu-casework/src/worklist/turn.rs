//! Whose move it is: ours, somebody else's, or nobody's any more.
//!
//! Owns: the table of what hands a duty over to others and what gives it back.
//! Must not know: how long one may wait: the due day stays what it is.
//!
//! Careful by intent. A duty waits only where a fact or a filed document says that something was asked of
//! somebody outside, and none says that the answer came. Waiting never hides what is overdue, due today
//! or due this week (see `Group`).

use omhu_law::book::{CeasesWith, LawBook};
use omhu_law::calendar::{Day, When};

use crate::case::{CaseState, Registered};
use crate::duties::Duty;

/// Whose move it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Ours.
    Ours,
    /// Somebody outside has been asked.
    Others {
        /// The fact or the sort of document that asked.
        asked: String,
        /// Since when.
        since: Day,
    },
    /// What it was about has ended.
    Nobodys,
}

/// What hands a duty over, and what gives it back; both about the duty's own thing.
struct Handed {
    obligation: &'static str,
    asked: &'static str,
    answered: &'static [&'static str],
}

/// - The children's house examines a child where abuse is suspected; the assessment waits for it.
/// - The committee decides on a renewal after the recommendation.
/// - A party who asked for time has the next move until the answer is due or given.
const BY_FACT: [Handed; 3] = [
    Handed {
        obligation: "assessment_completed",
        asked: "childrens_house_referred",
        answered: &["assessment_completed"],
    },
    Handed {
        obligation: "placement_renewed",
        asked: "recommendation_made",
        answered: &["parties_heard_by_committee", "committee_decided"],
    },
    Handed {
        obligation: "committee_presented",
        asked: "recommendation_made",
        answered: &["committee_presented"],
    },
];

/// Documents of these sorts ask somebody outside, until one of the other sort is filed on that day or
/// later. They are the case's, not a thing's: they hold for the duties that rest on statements.
const BY_DOCUMENT: [(&str, &str); 2] = [
    ("statement_request", "statement"),
    ("hearing_letter", "hearing_answer"),
];
const RESTING_ON_STATEMENTS: [&str; 6] = [
    "assessment_completed",
    "youth_assessment_completed",
    "aftercare_decided",
    "application_decided",
    "appeal_reassessed",
    "screening_made",
];

/// Whose move a duty is on a day.
#[must_use]
pub fn turn(book: &LawBook, state: &CaseState, duty: &Duty, today: Day) -> Turn {
    if has_ended(book, state, duty, today) {
        return Turn::Nobodys;
    }
    let by_fact = BY_FACT
        .iter()
        .filter(|row| row.obligation == duty.obligation);
    let by_fact = by_fact.filter_map(|row| {
        let asked = newest(state, row.asked, &duty.about, today)?;
        let answered = row.answered.iter().any(|kind| {
            newest(state, kind, &duty.about, today).is_some_and(|answer| answer >= asked)
        });
        (!answered).then(|| Turn::Others {
            asked: row.asked.to_owned(),
            since: asked,
        })
    });
    let rests = RESTING_ON_STATEMENTS.contains(&duty.obligation.as_str());
    let by_document = BY_DOCUMENT
        .iter()
        .filter(|_| rests)
        .filter_map(|(request, answer)| {
            let asked = filed(state, request, today)?;
            let answered = filed(state, answer, today).is_some_and(|day| day >= asked);
            (!answered && asked >= duty.trigger_on).then(|| Turn::Others {
                asked: (*request).to_owned(),
                since: asked,
            })
        });
    by_fact.chain(by_document).next().unwrap_or(Turn::Ours)
}

fn newest(state: &CaseState, kind: &str, about: &str, today: Day) -> Option<Day> {
    days(state, today, |held| {
        held.fact.cells.kind == kind && held.fact.cells.about == about
    })
    .max()
}

fn days<'s>(
    state: &'s CaseState,
    today: Day,
    which: impl Fn(&Registered) -> bool + 's,
) -> impl Iterator<Item = Day> + 's {
    let held = state.standing(today).filter(move |held| which(held));
    held.filter_map(|held| Some(held.when()?.day))
        .filter(move |day| *day <= today)
}

fn filed(state: &CaseState, sort: &str, today: Day) -> Option<Day> {
    let documents = state.documents.iter().filter(|held| held.what.sort == sort);
    let days = documents.filter_map(|held| When::parse(held.what.when.as_bytes()).ok());
    days.map(|when| when.day).filter(|day| *day <= today).max()
}

/// Whether what the duty is about ended, or the case was closed, after the duty was due: the law keeps
/// such a row as missed, and nothing can be done for it.
fn has_ended(book: &LawBook, state: &CaseState, duty: &Duty, today: Day) -> bool {
    let ceases = book.named(&duty.obligation).map(|each| each.ceases_with);
    let with = ceases.reduce(|a, b| if a == CeasesWith::Never { a } else { b });
    let closed = || {
        days(state, today, |held| held.fact.cells.kind == "case_closed")
            .any(|day| day > duty.trigger_on)
    };
    let ended = |measure: &str| {
        let started = newest(state, "measure_started", measure, today);
        let end = newest(state, "measure_ended", measure, today);
        end.is_some_and(|end| started.is_some_and(|started| end >= started))
    };
    match with {
        None | Some(CeasesWith::Never) => false,
        Some(CeasesWith::Case) => closed(),
        Some(CeasesWith::Measure) => closed() || ended(&duty.about),
        Some(CeasesWith::MeasuresOfDecision) => {
            let mut measures = state
                .standing(today)
                .filter(|held| {
                    held.fact.cells.kind == "measure_started"
                        && held.fact.cells.reference == duty.about
                })
                .peekable();
            closed()
                || measures.peek().is_some()
                    && measures.all(|measure| ended(&measure.fact.cells.about))
        }
    }
}
