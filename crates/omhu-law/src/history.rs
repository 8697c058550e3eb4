//! The facts of one case, ordered and interned, as rules read them.
//!
//! Owns: the order of facts, what counts as the same fact, which facts are withdrawn.
//! Must not know: any rule, the form of a file.

use std::cmp::Ordering;

use hashbrown::HashMap;

use crate::calendar::When;
use crate::vocabulary::{Basis, KindId, Value, Vocabulary};

/// A thing of a case (a notification, a decision, a measure ...) as the rank of its id in code-point
/// order. 0 is "no thing", the empty id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Thing(pub u32);

impl Thing {
    /// No thing: the empty id.
    pub const NONE: Thing = Thing(0);
}

/// One row of a case history after its cells were read, before it is put in order.
///
/// Cells that the kind does not use must be empty here; texts are trimmed.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The kind of fact.
    pub kind: KindId,
    /// When it happened.
    pub when: When,
    /// The text of an instant, which breaks a tie between two ways to write it; empty for a day.
    pub when_text: &'a str,
    /// When it was registered; the same as `when` where the file does not say.
    pub recorded: When,
    /// The value as rules compare it.
    pub value: Value,
    /// The legal basis as rules compare it.
    pub basis: Basis,
    /// What the fact is about.
    pub about: &'a str,
    /// What the fact refers to.
    pub reference: &'a str,
    /// The text of `basis`.
    pub basis_text: &'a str,
    /// The text of `value`.
    pub value_text: &'a str,
    /// The team, on `case_assigned`.
    pub team: &'a str,
    /// The caseworker, on `case_assigned`.
    pub caseworker: &'a str,
    /// The family, on `case_opened`.
    pub family: &'a str,
    /// The row's id in its source.
    pub id: &'a str,
    /// Where the row stands in its file, for messages and explanations; 0 = unknown.
    pub line: u64,
}

impl<'a> Row<'a> {
    fn order(&self, other: &Row<'a>, vocabulary: &Vocabulary) -> Ordering {
        self.when
            .cmp(&other.when)
            .then_with(|| self.recorded.cmp(&other.recorded))
            .then_with(|| {
                if self.kind == other.kind {
                    return self.texts_order(other);
                }
                vocabulary.rank(self.kind).cmp(&vocabulary.rank(other.kind))
            })
    }

    /// The order of rows of one kind, day and registration.
    fn texts_order(&self, other: &Row<'a>) -> Ordering {
        let text = self.when_text.cmp(other.when_text);
        text.then_with(|| self.texts().cmp(&other.texts()))
    }

    /// The cells that break ties, in the order of the contract's columns.
    fn texts(&self) -> [&'a str; 8] {
        [
            self.about,
            self.reference,
            self.basis_text,
            self.value_text,
            self.team,
            self.caseworker,
            self.family,
            self.id,
        ]
    }

    fn same_fact(&self, other: &Row<'a>) -> bool {
        self.kind == other.kind
            && self.when == other.when
            && self.recorded == other.recorded
            && self.texts() == other.texts()
    }
}

/// A fact as rules read it.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// When it happened.
    pub when: When,
    /// When it was registered.
    pub recorded: When,
    /// The value.
    pub value: Value,
    /// What it is about.
    pub about: Thing,
    /// What it refers to.
    pub reference: Thing,
    /// The kind.
    pub kind: KindId,
    /// The legal basis.
    pub basis: Basis,
}

/// A retraction: the fact at `target` is withdrawn for who knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Retraction {
    /// When the retraction was registered.
    pub recorded: When,
    /// The index of the fact withdrawn.
    pub target: u32,
}

/// The facts of one case, in the order of the contract, each fact once.
#[derive(Clone, Debug, Default)]
pub struct CaseFacts<'a> {
    /// The facts, in order.
    pub facts: Vec<Fact>,
    /// The rows that the facts came from, at the same places: texts for people.
    pub rows: Vec<Row<'a>>,
    /// The ids of the things; [`Thing`] is the place. The first is the empty id.
    pub things: Vec<&'a str>,
    /// Which facts are withdrawn by whom.
    pub retractions: Vec<Retraction>,
}

impl<'a> CaseFacts<'a> {
    /// The id of a thing.
    #[must_use]
    pub fn thing(&self, thing: Thing) -> &'a str {
        self.things[thing.0 as usize]
    }
}

/// What decides the place of nearly every row, and the row's place before.
#[derive(Clone, Copy)]
struct Key {
    when: When,
    recorded: When,
    rank: u8,
    place: u32,
}

/// Puts the rows of a case in order, again and again without new memory.
#[derive(Default)]
pub struct Builder<'a> {
    interned: HashMap<&'a str, u32, foldhash::fast::FixedState>,
    /// What each row is about and refers to, as 1 + its place among the ids in order of appearance.
    places: Vec<[u32; 2]>,
    /// The rank of each place; the first is "no thing".
    ranks: Vec<u32>,
    by_text: Vec<(u64, &'a str, u32)>,
    order: Vec<Key>,
    retracting: Option<KindId>,
}

impl<'a> Builder<'a> {
    /// A builder for cases of this vocabulary.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Builder<'a> {
        Builder {
            retracting: vocabulary.find("fact_retracted"),
            ..Builder::default()
        }
    }

    /// Orders the rows that stand in `case.rows`, drops identical ones and fills the rest of `case`.
    pub fn arrange(&mut self, vocabulary: &Vocabulary, case: &mut CaseFacts<'a>) {
        self.sort(vocabulary, &mut case.rows);
        case.rows
            .dedup_by(|later, earlier| later.same_fact(earlier));
        self.intern(case);
        let thing = |place: u32| Thing(self.ranks[place as usize]);
        case.facts.clear();
        let rows = case.rows.iter().zip(&self.places);
        case.facts
            .extend(rows.map(|(row, [about, reference])| Fact {
                when: row.when,
                recorded: row.recorded,
                value: row.value,
                about: thing(*about),
                reference: thing(*reference),
                kind: row.kind,
                basis: row.basis,
            }));
        self.find_retractions(case);
    }

    /// Orders the rows. A row is nearly 200 bytes, so what is sorted is its first key and its place;
    /// then each row moves once.
    fn sort(&mut self, vocabulary: &Vocabulary, rows: &mut [Row<'a>]) {
        let order = |a: &Row<'a>, b: &Row<'a>| a.order(b, vocabulary).then(a.line.cmp(&b.line));
        if rows.is_sorted_by(|a, b| order(a, b).is_le()) {
            return;
        }
        if rows.len() <= FEW {
            rows.sort_unstable_by(order);
            return;
        }
        self.order.clear();
        let keys = rows.iter().zip(0..).map(|(row, place)| Key {
            when: row.when,
            recorded: row.recorded,
            rank: vocabulary.rank(row.kind),
            place,
        });
        self.order.extend(keys);
        self.order.sort_unstable_by(|a, b| {
            let key = |key: &Key| (key.when, key.recorded, key.rank);
            key(a).cmp(&key(b)).then_with(|| {
                let (a, b) = (&rows[a.place as usize], &rows[b.place as usize]);
                a.texts_order(b).then(a.line.cmp(&b.line))
            })
        });
        // Round each circle of the permutation: a place that has its row points to itself.
        for start in 0..rows.len() {
            let first = rows[start];
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut self.order[at].place, at as u32) as usize;
                if from == start {
                    rows[at] = first;
                    break;
                }
                rows[at] = rows[from];
                at = from;
            }
        }
    }

    /// Gives each id its rank in code-point order, so that rules compare numbers.
    fn intern(&mut self, case: &mut CaseFacts<'a>) {
        self.interned.clear();
        self.places.clear();
        case.things.clear();
        case.things.push("");
        for row in &case.rows {
            let places = [row.about, row.reference].map(|text| {
                if text.is_empty() {
                    return 0;
                }
                *self.interned.entry(text).or_insert_with(|| {
                    case.things.push(text);
                    case.things.len() as u32 - 1
                })
            });
            self.places.push(places);
        }
        // The empty id comes before every other one, so its rank is 0.
        self.by_text.clear();
        let texts = case.things.drain(..).zip(0..);
        self.by_text
            .extend(texts.map(|(text, place)| (beginning(text), text, place)));
        self.by_text.sort_unstable();
        self.ranks.clear();
        self.ranks.resize(self.by_text.len(), 0);
        for (rank, (_, text, place)) in self.by_text.iter().enumerate() {
            self.ranks[*place as usize] = rank as u32;
            case.things.push(text);
        }
    }

    fn find_retractions(&mut self, case: &mut CaseFacts<'a>) {
        case.retractions.clear();
        let Some(retracting) = self.retracting else {
            return;
        };
        if !case.rows.iter().any(|row| row.kind == retracting) {
            return;
        }
        let mut by_id: HashMap<&str, Vec<u32>, foldhash::fast::FixedState> = HashMap::default();
        for (index, row) in case.rows.iter().enumerate() {
            // The id of a retraction cannot be retracted: an agreed end to the chain.
            if !row.id.is_empty() && row.kind != retracting {
                by_id.entry(row.id).or_default().push(index as u32);
            }
        }
        for row in case.rows.iter().filter(|row| row.kind == retracting) {
            for target in by_id.get(row.reference).into_iter().flatten() {
                case.retractions.push(Retraction {
                    recorded: row.recorded,
                    target: *target,
                });
            }
        }
    }
}

/// The first bytes of a text as a number of the same order: comparing ids then seldom leaves the
/// list that is sorted.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// Up to so many rows are moved about as they are, which is faster than an order beside them.
const FEW: usize = 20;
