//! The facts of one case, ordered and interned, as rules read them.
//!
//! Owns: the order of facts, what counts as the same fact, which facts are withdrawn.
//! Must not know: any rule, the form of a file.

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
    fn order(&self, other: &Row<'a>, vocabulary: &Vocabulary) -> std::cmp::Ordering {
        self.when
            .cmp(&other.when)
            .then_with(|| self.recorded.cmp(&other.recorded))
            .then_with(|| {
                if self.kind == other.kind {
                    let text = self.when_text.cmp(other.when_text);
                    text.then_with(|| self.texts().cmp(&other.texts()))
                } else {
                    let name = |kind| vocabulary.kind(kind).name.as_str();
                    name(self.kind).cmp(name(other.kind))
                }
            })
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

/// Puts the rows of a case in order, again and again without new memory.
#[derive(Default)]
pub struct Builder<'a> {
    interned: HashMap<&'a str, u32, foldhash::fast::FixedState>,
    ranks: Vec<u32>,
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
        case.rows
            .sort_unstable_by(|a, b| a.order(b, vocabulary).then(a.line.cmp(&b.line)));
        case.rows
            .dedup_by(|later, earlier| later.same_fact(earlier));
        self.intern(case);
        case.facts.clear();
        case.facts.extend(case.rows.iter().map(|row| Fact {
            when: row.when,
            recorded: row.recorded,
            value: row.value,
            about: Thing(thing_of(&self.interned, &self.ranks, row.about)),
            reference: Thing(thing_of(&self.interned, &self.ranks, row.reference)),
            kind: row.kind,
            basis: row.basis,
        }));
        self.find_retractions(case);
    }

    /// Gives each id its rank in code-point order, so that rules compare numbers.
    fn intern(&mut self, case: &mut CaseFacts<'a>) {
        self.interned.clear();
        case.things.clear();
        for row in &case.rows {
            for text in [row.about, row.reference] {
                if !text.is_empty() {
                    let next = self.interned.len() as u32;
                    self.interned.entry(text).or_insert_with(|| {
                        case.things.push(text);
                        next
                    });
                }
            }
        }
        let mut by_text: Vec<u32> = (0..case.things.len() as u32).collect();
        by_text.sort_unstable_by_key(|index| case.things[*index as usize]);
        self.ranks.clear();
        self.ranks.resize(by_text.len(), 0);
        for (rank, index) in by_text.iter().enumerate() {
            self.ranks[*index as usize] = rank as u32 + 1;
        }
        case.things.sort_unstable();
        case.things.insert(0, "");
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

fn thing_of(
    interned: &HashMap<&str, u32, foldhash::fast::FixedState>,
    ranks: &[u32],
    text: &str,
) -> u32 {
    if text.is_empty() {
        return 0;
    }
    interned.get(text).map_or(0, |index| ranks[*index as usize])
}
