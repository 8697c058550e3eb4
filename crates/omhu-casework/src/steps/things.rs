//! The things of a case: its notifications, assessments, decisions, measures, plans and requests.
//!
//! Owns: which things there are, of which sort, what is known of each. Must not know: forms.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use super::field::Choice;
use crate::case::CaseState;

/// A sort of thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sort {
    /// A notification.
    Notification,
    /// An assessment.
    Assessment,
    /// A decision, made or to come.
    Decision,
    /// A measure.
    Measure,
    /// A plan.
    Plan,
    /// A request, an appeal, a visit and whatever else.
    Other,
}

impl Sort {
    const ALL: [Sort; 6] = [
        Sort::Notification,
        Sort::Assessment,
        Sort::Decision,
        Sort::Measure,
        Sort::Plan,
        Sort::Other,
    ];

    /// The word in the vocabulary.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Sort::Notification => "notification",
            Sort::Assessment => "assessment",
            Sort::Decision => "decision",
            Sort::Measure => "measure",
            Sort::Plan => "plan",
            Sort::Other => "other",
        }
    }

    /// The letter that the ids omhu gives begin with.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Sort::Notification => 'n',
            Sort::Assessment => 'a',
            Sort::Decision => 'd',
            Sort::Measure => 'm',
            Sort::Plan => 'p',
            Sort::Other => 'x',
        }
    }

    /// What a new one is called in a command.
    #[must_use]
    pub const fn new_name(self) -> &'static str {
        match self {
            Sort::Notification => "+n",
            Sort::Assessment => "+a",
            Sort::Decision => "+d",
            Sort::Measure => "+m",
            Sort::Plan => "+p",
            Sort::Other => "+x",
        }
    }

    /// The sort of an id that omhu gave: `a1`.
    fn of_id(id: &str) -> Option<Sort> {
        let (letter, number) = (id.chars().next()?, id.get(1..)?);
        let given = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        let mut all = Sort::ALL.into_iter();
        all.find(|sort| given && sort.letter() == letter)
    }

    /// Whether a fact of this kind makes a thing of the sort, as people name it.
    fn is_made_by(self, kind: &str) -> bool {
        match self {
            Sort::Notification => kind == "notification_received",
            Sort::Decision => ["decision_made", "committee_decided"].contains(&kind),
            Sort::Measure => kind == "measure_started",
            Sort::Plan => kind == "plan_made",
            Sort::Assessment | Sort::Other => false,
        }
    }

    /// The sort of this word of the vocabulary.
    #[must_use]
    pub fn read(word: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What is known of a thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thing {
    /// Its sort.
    pub sort: Sort,
    /// The kinds of facts that speak about it, or of it.
    pub kinds: BTreeSet<String>,
    /// The day of its earliest fact.
    pub first_on: Option<Day>,
    /// The day of the fact that makes it: a talk may come before the decision it is for. None: it is not made yet.
    pub made_on: Option<Day>,
    /// The moment of the fact that makes it, where its time is known.
    pub made_at: Option<When>,
    /// The value of the fact that makes it: of a notification, that it tells of abuse.
    pub value: String,
    /// The place of the fact that named it first.
    pub seq: i64,
}

impl Thing {
    /// A notification that tells of abuse.
    #[must_use]
    pub fn tells_of_abuse(&self) -> bool {
        let mut words = self.value.split_whitespace();
        self.sort == Sort::Notification && words.any(|word| word == "abuse")
    }
}

/// The things of a case, by id.
#[must_use]
pub fn things(state: &CaseState, book: &LawBook) -> BTreeMap<String, Thing> {
    let mut found: BTreeMap<String, Thing> = BTreeMap::new();
    for held in state.standing(Day::MAX) {
        let cells = &held.fact.cells;
        let Some(kind) = book.vocabulary.find(&cells.kind) else {
            continue;
        };
        let kind = book.vocabulary.kind(kind);
        let day = held.when().map(|when| when.day);
        let columns = [
            (&cells.about, &kind.about_things),
            (&cells.reference, &kind.reference_things),
        ];
        for (id, sorts) in columns {
            let Some(sort) = sort_of(id, sorts) else {
                continue;
            };
            let thing = found.entry(id.clone()).or_insert_with(|| Thing {
                sort,
                kinds: BTreeSet::new(),
                first_on: day,
                made_on: None,
                made_at: None,
                value: String::new(),
                seq: held.seq,
            });
            if let [only] = sorts.as_slice()
                && let Some(sure) = Sort::read(only)
                && thing.kinds.is_empty()
            {
                thing.sort = sure;
            }
            thing.kinds.insert(cells.kind.clone());
            thing.first_on = thing.first_on.into_iter().chain(day).min();
            if id == &cells.about && thing.sort.is_made_by(&cells.kind) {
                thing.made_on = thing.made_on.into_iter().chain(day).min();
                if thing.made_at.is_none() {
                    thing.made_at = held.when();
                    thing.value.clone_from(&cells.value);
                }
            }
        }
    }
    // A part may be written of what no fact has named yet, such as an assessment that nobody opened.
    for told in &state.sections {
        let id = told.what.about.as_str();
        if let Some(sort) = Sort::of_id(id).filter(|_| !found.contains_key(id)) {
            let thing = Thing {
                sort,
                kinds: BTreeSet::new(),
                first_on: Some(When::at(told.recorded_at).day),
                made_on: None,
                made_at: None,
                value: String::new(),
                seq: told.seq,
            };
            found.insert(id.to_owned(), thing);
        }
    }
    found
}

/// Where a column may hold two sorts, the letter of the id says which.
fn sort_of(id: &str, sorts: &[String]) -> Option<Sort> {
    let mut possible = sorts.iter().filter_map(|word| Sort::read(word));
    if id.is_empty() {
        return None;
    }
    let first = possible.next()?;
    let all = [first].into_iter().chain(possible);
    let by_letter = all.into_iter().find(|sort| id.starts_with(sort.letter()));
    Some(by_letter.unwrap_or(first))
}

/// A thing that a field offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Its id, or the name of a new one.
    pub id: String,
    /// Its sort.
    pub sort: Sort,
    /// The day of its earliest fact; none for a new one.
    pub first_on: Option<Day>,
    /// The day of the fact that makes it; none: it is not made yet.
    pub made_on: Option<Day>,
    /// The moment of that fact, where its time is known.
    pub made_at: Option<When>,
    /// A notification that tells of abuse.
    pub of_abuse: bool,
    /// It lacks what the form writes: the likely one.
    pub lacks: bool,
    /// It is a review: among requests and visits it goes by that name.
    pub is_review: bool,
    /// It does not exist yet.
    pub is_new: bool,
}

/// The things that a field offers: those that lack the fact first, then the newest; a new one where allowed.
#[must_use]
pub fn candidates(choice: &Choice, state: &CaseState, book: &LawBook) -> Vec<Candidate> {
    let mut offered: Vec<(i64, Candidate)> = things(state, book)
        .into_iter()
        .filter(|(_, thing)| choice.sorts.contains(&thing.sort))
        .filter(|(_, thing)| {
            let with = |kind| thing.kinds.contains::<str>(kind);
            choice.with.is_empty() || choice.with.iter().any(|kind| with(kind.as_ref()))
        })
        .map(|(id, thing)| {
            let lacks = !choice
                .lacking
                .iter()
                .any(|kind| thing.kinds.contains(kind.as_ref()));
            let candidate = Candidate {
                id,
                sort: thing.sort,
                first_on: thing.first_on,
                made_on: thing.made_on,
                made_at: thing.made_at,
                of_abuse: thing.tells_of_abuse(),
                lacks,
                is_review: thing.kinds.contains("review_held"),
                is_new: false,
            };
            (thing.seq, candidate)
        })
        .collect();
    offered.sort_by_key(|(seq, each)| (!each.lacks, Reverse((each.first_on, *seq))));
    let mut offered: Vec<Candidate> = offered.into_iter().map(|(_, each)| each).collect();
    if let Some(sort) = choice.sorts.first().filter(|_| choice.new) {
        let likely = offered.iter().filter(|each| each.lacks).count();
        offered.insert(
            likely,
            Candidate {
                id: sort.new_name().to_owned(),
                sort: *sort,
                first_on: None,
                made_on: None,
                made_at: None,
                of_abuse: false,
                lacks: true,
                is_review: false,
                is_new: true,
            },
        );
    }
    offered
}
