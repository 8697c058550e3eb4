//! Whose move it is: ours, somebody else's, or nobody's any more.
//!
//! Owns: the table of what hands a duty over to others and what gives it back.
//! Must not know: how long one may wait: the due day stays what it is.
//!
//! Careful by intent. A duty waits only where a fact or a filed document says that something was asked of
//! somebody outside, and none says that the answer came. Waiting never hides what is overdue or due within
//! two weeks, nor what is due before the answer is wanted (see `Group`).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use omhu_law::book::{CeasesWith, LawBook};
use omhu_law::calendar::{Day, When};

use super::Group;
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

impl Turn {
    /// The day by which others were to have answered, where it has come.
    #[must_use]
    pub fn reminds(&self, today: Day) -> Option<Day> {
        match self {
            Turn::Others { remind, .. } => remind.filter(|remind| *remind <= today),
            Turn::Ours | Turn::Nobodys => None,
        }
    }
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
/// later. They are the case's, not a thing's: a page of the case shows all of them ([`unanswered`]), a duty those it rests on.
pub const REQUESTS: [(&str, &str); 12] = [
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
const SCREENING: &str = "screening_made";
const HEARING: &str = "hearing_letter";
/// Duties that rest on what others state.
const RESTING_ON_STATEMENTS: [&str; 6] = [
    "assessment_completed",
    "youth_assessment_completed",
    "aftercare_decided",
    "application_decided",
    "appeal_reassessed",
    SCREENING,
];
/// Those among them that are decisions: a party is heard before them.
const RESTING_ON_HEARINGS: [&str; 3] = [
    "aftercare_decided",
    "application_decided",
    "appeal_reassessed",
];

/// Nobody is asked today for what is due later than so many months ahead.
const ASKED_AHEAD_MONTHS: i32 = 6;

/// What somebody outside was asked for and has not answered.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Request {
    /// Since when: the first time it was asked for after the last answer.
    pub since: Day,
    /// The sort of document that asks.
    pub asked: &'static str,
    /// The sort of document that answers.
    pub answer: &'static str,
    /// When it was asked for last.
    pub again: Day,
    /// The day by which the answer was wanted, as it was said last.
    pub remind: Option<Day>,
    /// The document by which it was asked for last.
    pub document: i64,
    /// The thing for whose sake it was asked; empty: none was named.
    pub about: String,
}

impl Request {
    /// Where it stands on a list: by the day on which it is time to ask again, until then with what waits for others.
    #[must_use]
    pub fn group(&self, today: Day) -> Group {
        self.remind
            .and_then(|day| reminding(day, today))
            .unwrap_or(Group::Waiting)
    }
}

/// Where a reminder stands on a list by its own day; none: it has not come.
pub(super) fn reminding(day: Day, today: Day) -> Option<Group> {
    match day.cmp(&today) {
        Ordering::Less => Some(Group::Overdue),
        Ordering::Equal => Some(Group::Today),
        Ordering::Greater => None,
    }
}

/// All that a case waits for in answer to a request, the longest awaited first. A closed case waits for nobody.
#[must_use]
pub fn unanswered(state: &CaseState, today: Day) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    for (asked, answer) in &REQUESTS {
        let answered = filed(state, answer, today).map(|filed| filed.on).max();
        let open = filed(state, asked, today);
        let open = open.filter(|filed| answered.is_none_or(|by| filed.on > by));
        // What was asked for the sake of two things is waited for by both, each since its own day.
        let mut of_things: BTreeMap<&str, Vec<Filed<'_>>> = BTreeMap::new();
        for filed in open {
            of_things.entry(filed.about).or_default().push(filed);
        }
        requests.extend(of_things.into_iter().filter_map(|(about, open)| {
            let last = open.iter().max_by_key(|filed| filed.on)?;
            Some(Request {
                since: open.iter().map(|filed| filed.on).min()?,
                asked,
                answer,
                again: last.on,
                remind: last.answer_by,
                document: last.seq,
                about: about.to_owned(),
            })
        }));
    }
    if !requests.is_empty() && state.closed(today, Day::MAX) {
        return Vec::new();
    }
    requests.sort_unstable();
    requests
}

/// Whether a duty may rest on what others state.
#[must_use]
pub fn may_wait(duty: &Duty) -> bool {
    RESTING_ON_STATEMENTS.contains(&duty.obligation.as_str())
}

/// Whether a duty rests on the answer to a request: it had begun when it was asked, and is due soon enough for that. A
/// request that names the thing for whose sake it was made holds for that one alone. A screening waits only for such a one:
/// a notification is screened as soon as possible, whatever else the case waits for.
pub(crate) fn rests_on(duty: &Duty, asked: &str, about: &str, on: Day) -> bool {
    let resting: &[&str] = match asked {
        HEARING => &RESTING_ON_HEARINGS,
        _ => &RESTING_ON_STATEMENTS,
    };
    let soon = on.plus_months(ASKED_AHEAD_MONTHS);
    let tied = match about {
        "" => duty.obligation != SCREENING,
        about => about == duty.about,
    };
    tied && resting.contains(&duty.obligation.as_str())
        && duty.trigger_on <= on
        && duty.due.is_none_or(|due| due.day <= soon)
}

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

/// What is awaited of those who were asked.
fn by_documents(state: &CaseState, duty: &Duty, today: Day) -> Option<Turn> {
    let mut awaited = unanswered(state, today);
    awaited.retain(|request| rests_on(duty, request.asked, &request.about, request.again));
    let asked: Vec<&str> = awaited.iter().map(|request| request.asked).collect();
    Some(Turn::Others {
        since: awaited.first()?.since,
        asked: asked.join(" "),
        remind: awaited.iter().filter_map(|request| request.remind).min(),
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

/// A document that asks or answers.
struct Filed<'s> {
    on: Day,
    answer_by: Option<Day>,
    seq: i64,
    about: &'s str,
}

/// The documents of a sort, in the order in which they were filed.
fn filed<'s>(
    state: &'s CaseState,
    sort: &'s str,
    today: Day,
) -> impl Iterator<Item = Filed<'s>> + 's {
    let day = |text: &str| Some(When::parse(text.as_bytes()).ok()?.day);
    let documents = state
        .documents
        .iter()
        .filter(move |held| held.what.sort == sort);
    let all = documents.filter_map(move |held| {
        Some(Filed {
            on: day(&held.what.when)?,
            answer_by: day(&held.what.answer_by),
            seq: held.seq,
            about: &held.what.about,
        })
    });
    all.filter(move |filed| filed.on <= today)
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
