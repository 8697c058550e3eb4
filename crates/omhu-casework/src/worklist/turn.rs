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
        /// The fact, or the sorts of documents, that asked; several are separated by a space.
        asked: String,
        /// Since when: the first of those that are not answered.
        since: Day,
        /// The first day by which an answer was asked for. From then on a reminder is our move.
        remind: Option<Day>,
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
pub(crate) const REQUESTS: [(&str, &str); 12] = [
    ("request_school", "answer_school"),
    ("request_ppr", "answer_ppr"),
    ("request_daycare", "answer_daycare"),
    ("request_psychologist", "answer_psychologist"),
    ("request_doctor", "answer_doctor"),
    ("request_health_visitor", "answer_health_visitor"),
    ("request_hospital", "answer_hospital"),
    ("request_municipality", "answer_municipality"),
    ("request_police", "answer_police"),
    ("request_provider", "answer_provider"),
    ("hearing_letter", "hearing_answer"),
    ("request_other", "answer_other"),
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
            remind: None,
        })
    });
    let by_fact = by_fact.into_iter().next();
    by_fact
        .or_else(|| by_documents(state, duty, today))
        .unwrap_or(Turn::Ours)
}

/// What is awaited of those who were asked in writing, since the duty began.
fn by_documents(state: &CaseState, duty: &Duty, today: Day) -> Option<Turn> {
    if !RESTING_ON_STATEMENTS.contains(&duty.obligation.as_str()) {
        return None;
    }
    let mut awaited: Vec<(Day, &str, Option<Day>)> = Vec::new();
    for (request, answer) in REQUESTS {
        let Some((asked, answer_by)) = filed(state, request, today) else {
            continue;
        };
        let answered = filed(state, answer, today).is_some_and(|(day, _)| day >= asked);
        if !answered && asked >= duty.trigger_on {
            awaited.push((asked, request, answer_by));
        }
    }
    awaited.sort_unstable();
    let (since, ..) = *awaited.first()?;
    let asked: Vec<&str> = awaited.iter().map(|(_, request, _)| *request).collect();
    Some(Turn::Others {
        asked: asked.join(" "),
        since,
        remind: awaited
            .iter()
            .filter_map(|(.., answer_by)| *answer_by)
            .min(),
    })
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

/// The newest document of a sort: its day, and by when an answer was asked for.
fn filed(state: &CaseState, sort: &str, today: Day) -> Option<(Day, Option<Day>)> {
    let day = |text: &str| Some(When::parse(text.as_bytes()).ok()?.day);
    let documents = state.documents.iter().filter(|held| held.what.sort == sort);
    let days =
        documents.filter_map(|held| Some((day(&held.what.when)?, day(&held.what.answer_by))));
    days.filter(|(day, _)| *day <= today).max()
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
