//! The obligations of a case, as rows that can be kept, and how long they stay true.
//!
//! Owns: from derived rows to rows with texts; the day on which they must be derived again.
//! Must not know: where rows are kept; the time.
//!
//! A kept row says what is due and what was done, never "overdue": that is a comparison with the day
//! it is asked on ([`Duty::status_on`]). Rows themselves change with time only in few ways: a fact dated
//! in the future comes to be, a new year of a placement or of the child begins, or new law takes over what is pending.
//! [`Duties::good_until`] names the last day on which the kept rows are the rows.

use omhu_law::birth::counts_as_born;
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When, instant_text};
use omhu_law::derive::{Derived, Engine, Question, Status};
use omhu_law::history::CaseFacts;
use omhu_law::vocabulary::Value;

use crate::case::CaseState;

/// One obligation of a case, as kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    /// The name: the fact that meets it.
    pub obligation: String,
    /// The thing it is about; empty: the child or the case.
    pub about: String,
    /// 1 where there is no sequence.
    pub seq: u32,
    /// `statute` or `local`.
    pub layer: String,
    /// The rule id.
    pub rule: String,
    /// The trigger day.
    pub trigger_on: Day,
    /// The due day, or instant for hour-limits; none: no date yet.
    pub due: Option<When>,
    /// The day it was done.
    pub met_on: Option<Day>,
    /// The seq of the event that triggered it.
    pub trigger_event: Option<i64>,
    /// The seq of the event that met it.
    pub met_event: Option<i64>,
    /// The status on the day of derivation; ask [`Duty::status_on`] for another day.
    pub status: Status,
    /// A preliminary assessment was made in time.
    pub with_preliminary: bool,
    /// An hour-limit of which only days are known on one side.
    pub precision_day: bool,
    /// The team that has it.
    pub team: String,
    /// The caseworker who has it.
    pub caseworker: String,
}

impl Duty {
    /// The status on a day within the time that the rows are good: from the day of derivation on.
    #[must_use]
    pub fn status_on(&self, day: Day) -> Status {
        let past_due = self.due.is_some_and(|due| day > due.day);
        match self.status {
            Status::Open if past_due && self.with_preliminary => Status::LateWithPreliminary,
            Status::Open if past_due => Status::Overdue,
            // What is overdue stays so, a check on the very day of its decision too.
            settled => settled,
        }
    }

    /// Whether somebody still has to do it.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.met_on.is_none()
            && matches!(
                self.status,
                Status::Open | Status::Overdue | Status::LateWithPreliminary | Status::NoDeadline
            )
    }

    /// The place in the law book of the obligation it comes from. Several answer under one name, a local target beside
    /// the statute's: the rule says which one is meant.
    #[must_use]
    pub fn place_in(&self, book: &LawBook) -> Option<usize> {
        let named = |place: &usize| book.obligations[*place].name == self.obligation;
        let follows = |place: &usize| {
            let versions = &book.obligations[*place].versions;
            let rules = versions.iter();
            let mut rules = rules.flat_map(|v| [v.rule, v.rule_next, v.unborn]);
            rules.any(|rule| rule.is_some_and(|rule| book.rule(rule).id == self.rule))
        };
        let places = || book.places(&self.obligation).filter(named);
        places().find(follows).or_else(|| places().next())
    }

    /// The due cell of the contract: a day, an instant with offset, or empty.
    #[must_use]
    pub fn due_text(&self) -> String {
        self.due.map_or_else(String::new, |due| {
            due.instant()
                .map_or_else(|| due.day.to_string(), instant_text)
        })
    }
}

/// The obligations of a case on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duties {
    /// The rows, in the order of the contract.
    pub rows: Vec<Duty>,
    /// The day they were derived for.
    pub derived_on: Day,
    /// The last day on which these are the rows.
    pub good_until: Day,
}

/// Derives the obligations of a case.
#[must_use]
pub fn duties(book: &LawBook, state: &CaseState, question: &Question<'_>) -> Duties {
    state.with_facts(book, |facts| {
        duties_of(book, &mut Engine::new(book, question), facts, question)
    })
}

/// Derives the obligations of a case with an engine that was made for the same question.
#[must_use]
pub fn duties_of(
    book: &LawBook,
    engine: &mut Engine<'_>,
    facts: &CaseFacts<'_>,
    question: &Question<'_>,
) -> Duties {
    let mut derived = Vec::new();
    engine.derive(facts, &mut derived);
    Duties {
        rows: derived.iter().map(|row| duty(book, facts, row)).collect(),
        derived_on: question.as_of,
        good_until: good_until(book, facts, &derived, question),
    }
}

fn duty(book: &LawBook, facts: &CaseFacts<'_>, row: &Derived) -> Duty {
    let assigned = row.assigned.map(|place| &facts.rows[place as usize]);
    let event = |place: Option<u32>| place.map(|place| facts.rows[place as usize].line as i64);
    let obligation = &book.obligations[usize::from(row.obligation)];
    Duty {
        obligation: obligation.name.clone(),
        about: facts.thing(row.about).to_owned(),
        seq: row.seq,
        layer: row.layer.word().to_owned(),
        rule: book.rule(row.rule).id.clone(),
        trigger_on: row.trigger_on,
        due: row.due,
        met_on: row.met_on,
        trigger_event: event(row.trigger),
        met_event: event(row.met),
        status: row.status,
        with_preliminary: row.status == Status::LateWithPreliminary,
        precision_day: row.precision_day,
        team: assigned.map_or_else(String::new, |row| row.team.to_owned()),
        caseworker: assigned.map_or_else(String::new, |row| row.caseworker.to_owned()),
    }
}

/// The last day on which nothing but the passing of due days changes the rows. Cautious: it may name an
/// earlier day than needed, never a later one.
fn good_until(
    book: &LawBook,
    facts: &CaseFacts<'_>,
    derived: &[Derived],
    question: &Question<'_>,
) -> Day {
    let today = question.as_of;
    let future = facts
        .facts
        .iter()
        .flat_map(|fact| [fact.when.day, fact.recorded.day])
        .filter(|day| *day > today);
    // A year of a placement begins on the day of its start (or of the calendar, by assumption), and what hangs on the
    // child's age comes to be on a birthday.
    let yearly = ["measure_started", "child_born"].map(|kind| book.vocabulary.find(kind));
    let starts = facts.facts.iter();
    let starts = starts.filter(|fact| yearly.contains(&Some(fact.kind)));
    let anniversaries = starts.map(|fact| next_anniversary(fact.when.day, today));
    // A child that was expected counts as born one day, though nobody wrote the birth down.
    let expected = book.vocabulary.find("child_expected");
    let terms = facts.facts.iter();
    let terms = terms.filter(|fact| Some(fact.kind) == expected);
    let births = terms.filter_map(|fact| match fact.value {
        Value::Until(term) => counts_as_born(None, Some(term)),
        _ => None,
    });
    let births = births.filter(|day| *day > today);
    let new_year = Day::from_civil((today.civil().0 + 1).min(9999), 1, 1);
    let new_year = book
        .assumptions
        .supervision_by_calendar_year
        .then_some(new_year)
        .into_iter();
    // Past due, an open assessment with a preliminary one has another word than one without.
    let softened = derived
        .iter()
        .filter(|row| row.status == Status::Open)
        .filter(|row| {
            let obligation = &book.obligations[usize::from(row.obligation)];
            obligation.preliminary.is_some()
        })
        .filter_map(|row| Some(row.due?.day.plus_days(1)));
    let next = future
        .chain(anniversaries)
        .chain(births)
        .chain(new_year)
        .chain(softened)
        .chain(new_law(book, today))
        .min();
    next.map_or(Day::MAX, |day| day.plus_days(-1))
}

/// The next day from which pending rows carry the rule ids of new law.
fn new_law(book: &LawBook, today: Day) -> Option<Day> {
    let versions = book.obligations.iter().flat_map(|duty| &duty.versions);
    let days = versions.filter_map(|version| Some(version.pending?.from));
    days.filter(|from| *from > today).min()
}

/// The first anniversary after a day, by the month rule.
fn next_anniversary(start: Day, after: Day) -> Day {
    let years = (after.civil().0 - start.civil().0).max(0);
    (years..)
        .map(|year| start.plus_months(year.saturating_mul(12)))
        .find(|day| *day > after || *day >= Day::MAX)
        .unwrap_or(Day::MAX)
}
