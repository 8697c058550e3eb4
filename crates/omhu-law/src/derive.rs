//! From the facts of a case to its obligations.
//!
//! Owns: which rows there are, when each is due, what meets it, what its status is.
//! Must not know: where facts come from, who asks, what day it is today.
//!
//! Every shape makes drafts; one function, `Engine::finish` in `derive/draft.rs`, turns a draft into a
//! row, so that status, ceasing, overrun and the rule id of pending rows are decided in one place.
//! What the shapes share stands in `limits` and `links`, the shapes in the files named after them.

mod deadlines;
mod draft;
mod duty;
mod limits;
mod links;
mod placements;
mod renewals;
mod reviews;

use crate::book::{Column, Due, LawBook, Layer, Obligation, RuleId, Shape};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Thing};
use crate::index::{Entry, Filing, Index};
use crate::measures::Measures;
use crate::vocabulary::{KindId, Word};
use duty::Duty;

/// What became of an obligation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// Done in time.
    Met,
    /// Done after the due day.
    Late,
    /// Past due, but a preliminary assessment was made in time.
    LateWithPreliminary,
    /// Not done; due today or later.
    Open,
    /// Not done; the due day has passed.
    Overdue,
    /// Not done, and what it was about ended on or before the due day.
    Ceased,
    /// Lawfully left out.
    NotApplicable,
    /// A duty without a date yet.
    NoDeadline,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 8] = [
        Status::Met,
        Status::Late,
        Status::LateWithPreliminary,
        Status::Open,
        Status::Overdue,
        Status::Ceased,
        Status::NotApplicable,
        Status::NoDeadline,
    ];

    /// The word in the answer.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Late => "late",
            Status::LateWithPreliminary => "late_with_preliminary",
            Status::Open => "open",
            Status::Overdue => "overdue",
            Status::Ceased => "ceased",
            Status::NotApplicable => "not_applicable",
            Status::NoDeadline => "no_deadline",
        }
    }
}

/// How a due day came about, for explanations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// A length after the trigger.
    After(Due),
    /// Another length, because of a fact (by its place) or of the trigger's own value.
    Instead(Due, Option<u32>),
    /// The completion of a parallel assessment came before the limit.
    ParallelAssessment(u32),
    /// A rhythm decided in the case.
    Rhythm(u32),
    /// No rhythm decided: the default for older measures.
    DefaultRhythm(u32),
    /// No date yet.
    Nothing,
    /// The last day of the k-th year; so many visits.
    YearEnd(u32, u32),
    /// A birthday, with months from it.
    Birthday(u32, i32),
}

/// One row of the answer: one obligation of one case.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// Its place in [`LawBook::obligations`].
    pub obligation: u16,
    /// The rule id.
    pub rule: RuleId,
    /// The thing it is about.
    pub about: Thing,
    /// 1 where there is no sequence.
    pub seq: u32,
    /// Statute or local target.
    pub layer: Layer,
    /// The trigger day.
    pub trigger_on: Day,
    /// A day, an instant for hour-limits, or nothing.
    pub due: Option<When>,
    /// The day it was done.
    pub met_on: Option<Day>,
    /// What became of it.
    pub status: Status,
    /// Whole days after the due day, for late and overdue rows.
    pub overrun_days: Option<u32>,
    /// An hour-limit for which only days are known on one side.
    pub precision_day: bool,
    /// The assignment that counts, by its place in the facts.
    pub assigned: Option<u32>,
    /// How the due day came about.
    pub how: How,
    /// The fact that triggered it, by its place; none for a year of a placement after the first.
    pub trigger: Option<u32>,
    /// The fact that met it.
    pub met: Option<u32>,
    /// The fact that ended it or left it out.
    pub ended_by: Option<u32>,
}

/// Which duties beyond the contract are derived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Further {
    /// None.
    No,
    /// Those whose occasion is of this day or later: before it nobody registered what they ask for.
    Since(Day),
    /// All.
    All,
}

impl From<bool> for Further {
    fn from(all: bool) -> Further {
        if all { Further::All } else { Further::No }
    }
}

/// What the asker wants derived.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// Facts after this day do not exist.
    pub as_of: Day,
    /// Facts registered after this day do not exist.
    pub known_at: Day,
    /// Local layers, by id.
    pub locals: &'q [String],
    /// Which duties beyond the contract are derived too.
    pub further: Further,
}

/// Kinds that the shapes speak about by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kinds {
    pub assigned: Option<KindId>,
    pub closed: Option<KindId>,
    pub measure_started: Option<KindId>,
    pub measure_ended: Option<KindId>,
    pub decision_made: Option<KindId>,
    pub support_need_known: Option<KindId>,
    pub assessment_completed: Option<KindId>,
    pub committee_decided: Option<KindId>,
    pub born: Option<KindId>,
    /// Only where duties beyond the contract are asked for: it is no fact of the contract, whose rows it must not change.
    pub expected: Option<KindId>,
    pub placement: Word,
    pub talk: Word,
}

impl Kinds {
    fn new(book: &LawBook, further: Further) -> Kinds {
        let find = |name| book.vocabulary.find(name);
        let word = |kind: Option<KindId>, text| {
            kind.and_then(|kind| book.vocabulary.kind(kind).word(text))
                .unwrap_or(Word(0))
        };
        Kinds {
            assigned: find("case_assigned"),
            closed: find("case_closed"),
            measure_started: find("measure_started"),
            measure_ended: find("measure_ended"),
            decision_made: find("decision_made"),
            support_need_known: find("support_need_known"),
            assessment_completed: find("assessment_completed"),
            committee_decided: find("committee_decided"),
            born: find("child_born"),
            expected: find("child_expected").filter(|_| further != Further::No),
            placement: word(find("measure_started"), "placement"),
            talk: word(find("supervision_visit_held"), "talk"),
        }
    }

    fn all(&self) -> impl Iterator<Item = KindId> + use<> {
        let kinds = [
            self.assigned,
            self.closed,
            self.measure_started,
            self.measure_ended,
            self.decision_made,
            self.support_need_known,
            self.assessment_completed,
            self.committee_decided,
            self.expected,
            self.expected.and(self.born),
        ];
        kinds.into_iter().flatten()
    }
}

/// Derives the obligations of one case after another; its memory is used again.
pub struct Engine<'b> {
    book: &'b LawBook,
    question: Asked,
    plan: Vec<Duty<'b>>,
    /// For each slot of the index, a bit for each duty of the plan that may have rows where the slot
    /// holds something; `words` words a slot.
    wakes: Vec<u64>,
    awake: Vec<u64>,
    kinds: Kinds,
    index: Index,
    measures: Measures,
    parallel: Vec<(Day, Day, u32, Day)>,
    renewals: Vec<(Entry, Thing)>,
    days: Vec<(Day, u32)>,
}

#[derive(Clone, Copy)]
struct Asked {
    as_of: Day,
    known_at: Day,
    /// Rows beyond the contract with an occasion before this day are left out.
    further_since: Day,
}

impl<'b> Engine<'b> {
    /// An engine for one question.
    #[must_use]
    pub fn new(book: &'b LawBook, question: &Question<'_>) -> Engine<'b> {
        let wanted = |obligation: &Obligation| match obligation.layer {
            Layer::Local(place) => question
                .locals
                .contains(&book.locals[usize::from(place)].id),
            Layer::Statute => obligation.in_contract || question.further != Further::No,
        };
        let obligations = book.obligations.iter().enumerate();
        let mut plan: Vec<Duty<'b>> = obligations
            .filter(|(_, obligation)| wanted(obligation))
            .map(|(place, obligation)| Duty::new(place, obligation))
            .collect();
        plan.sort_by_key(|duty| duty.obligation.rank);
        for later in 1..plan.len() {
            if plan[later].obligation.rank == plan[later - 1].obligation.rank {
                plan[later].disorders = true;
            }
        }
        let kinds = Kinds::new(book, question.further);
        let planned = plan.iter().map(|duty| duty.obligation);
        let index = Index::new(Filing::new(book, planned, kinds.all()));
        let words = plan.len().div_ceil(64);
        let mut wakes = vec![0; index.slot_count() * words];
        for (place, duty) in plan.iter().enumerate() {
            for kind in duty.woken_by(&kinds).into_iter().flatten() {
                if let Some(slot) = index.slot(kind, Column::About) {
                    wakes[usize::from(slot) * words + place / 64] |= 1 << (place % 64);
                }
            }
        }
        Engine {
            book,
            question: Asked {
                as_of: question.as_of,
                known_at: question.known_at,
                further_since: match question.further {
                    Further::Since(day) => day,
                    Further::No | Further::All => Day::MIN,
                },
            },
            awake: vec![0; words],
            wakes,
            plan,
            kinds,
            index,
            measures: Measures::default(),
            parallel: Vec::new(),
            renewals: Vec::new(),
            days: Vec::new(),
        }
    }

    /// Appends the rows of a case, sorted by obligation, about, seq and layer.
    pub fn derive(&mut self, case: &CaseFacts<'_>, rows: &mut Vec<Derived>) {
        let first = rows.len();
        self.index
            .fill(case, self.question.as_of, self.question.known_at);
        self.measures.fill(&self.index, case, &self.kinds);
        self.fill_parallel();
        self.wake();
        // Lent for the time of a case, because shapes use the engine's memory while they read.
        let plan = std::mem::take(&mut self.plan);
        let mut name = (u16::MAX, first);
        for word in 0..self.awake.len() {
            let mut bits = self.awake[word];
            while bits != 0 {
                let duty = &plan[word * 64 + bits.trailing_zeros() as usize];
                bits &= bits - 1;
                if duty.obligation.rank != name.0 {
                    name = (duty.obligation.rank, rows.len());
                }
                let before = rows.len();
                self.derive_duty(case, duty, rows);
                self.leave_out(duty.obligation, before, rows);
                // The plan stands in the order of names and most shapes go through things in order.
                if duty.disorders {
                    let order = |row: &Derived| (row.about, row.seq, row.layer);
                    let rows = &mut rows[name.1..];
                    if !rows.is_sorted_by_key(order) {
                        rows.sort_by_key(order);
                    }
                }
            }
        }
        self.plan = plan;
        debug_assert!(
            rows[first..].is_sorted_by_key(|row| {
                let rank = self.book.obligations[usize::from(row.obligation)].rank;
                (rank, row.about, row.seq, row.layer)
            }),
            "rows come in the order of the contract"
        );
    }

    /// Leaves out the new rows of a duty beyond the contract whose occasion lies too far back.
    fn leave_out(&self, obligation: &Obligation, before: usize, rows: &mut Vec<Derived>) {
        let since = self.question.further_since;
        if since == Day::MIN || obligation.in_contract || obligation.layer != Layer::Statute {
            return;
        }
        let mut kept = before;
        for place in before..rows.len() {
            // What hangs on a later birthday has its occasion there, not at the birth.
            let occasion = match obligation.shape {
                Shape::BeforeBirthday | Shape::AtBirthday => rows[place].due.map(|due| due.day),
                _ => None,
            };
            if occasion.unwrap_or(rows[place].trigger_on) >= since {
                rows.swap(kept, place);
                kept += 1;
            }
        }
        rows.truncate(kept);
    }

    /// Finds the duties that may have rows in this case, so that the others cost nothing.
    fn wake(&mut self) {
        let words = self.awake.len();
        self.awake.fill(0);
        for slot in self.index.filled() {
            let wakes = &self.wakes[usize::from(*slot) * words..][..words];
            for (awake, wakes) in self.awake.iter_mut().zip(wakes) {
                *awake |= wakes;
            }
        }
    }

    fn derive_duty(&mut self, case: &CaseFacts<'_>, duty: &Duty<'b>, rows: &mut Vec<Derived>) {
        match duty.obligation.shape {
            Shape::Deadline => self.deadlines(case, duty, rows),
            Shape::Check => self.checks(case, duty, rows),
            Shape::ReviewChain => self.review_chains(case, duty, rows),
            Shape::ReviewRhythm => self.review_rhythms(case, duty, rows),
            Shape::VisitsPerYear => self.visits(case, duty, rows),
            Shape::RenewalChain => self.renewal_chains(case, duty, rows),
            Shape::BeforeStart => self.before_start(case, duty, rows),
            Shape::BeforeBirthday | Shape::AtBirthday => self.birthday(case, duty, rows),
        }
    }
}
