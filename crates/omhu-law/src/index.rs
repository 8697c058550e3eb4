//! The facts of one case that exist for the asker, found by kind and thing.
//!
//! Owns: as-of, known-at, retraction. Must not know: any rule.

use crate::book::{Column, LawBook, Obligation, Shape};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Thing};
use crate::vocabulary::KindId;

/// One fact in the index.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The thing it was filed under.
    pub thing: Thing,
    /// Its place in [`CaseFacts::facts`]; greater is later.
    pub fact: u32,
    /// The day it happened.
    pub day: Day,
}

impl Entry {
    /// The fact as what meets a limit in days.
    #[must_use]
    pub const fn met(&self) -> (When, u32) {
        (When::on(self.day), self.fact)
    }
}

/// Which kinds are filed, and by which column.
#[derive(Clone, Debug)]
pub struct Filing {
    /// For each kind: the slot by `about`, the slot by `ref`; 255 = not filed.
    slots: Vec<[u8; 2]>,
    count: usize,
}

impl Filing {
    /// The slots that some obligations look into, beside the kinds that shapes speak about by name.
    #[must_use]
    pub fn new<'b>(
        book: &'b LawBook,
        obligations: impl Iterator<Item = &'b Obligation>,
        named: impl Iterator<Item = KindId>,
    ) -> Filing {
        let mut filing = Filing {
            slots: vec![[u8::MAX; 2]; book.vocabulary.len()],
            count: 0,
        };
        for kind in named {
            filing.file(kind, Column::About);
        }
        for obligation in obligations {
            let others = obligation.preliminary.into_iter();
            let others = others.chain(obligation.requires.map(|(kind, _)| kind));
            let stated = obligation.versions.iter().filter_map(|v| v.instead?.when);
            for kind in [obligation.trigger].into_iter().chain(others).chain(stated) {
                filing.file(kind, Column::About);
            }
            if obligation.shape == Shape::ReviewRhythm {
                filing.file(obligation.trigger, Column::Reference);
            }
            // Renewals and birthdays are looked up by what the fact is about, whatever the link.
            if matches!(
                obligation.shape,
                Shape::RenewalChain | Shape::BeforeBirthday | Shape::AtBirthday
            ) {
                for kind in &obligation.met_by {
                    filing.file(*kind, Column::About);
                }
            }
            if obligation.shape == Shape::BeforeStart {
                for kind in &obligation.met_by {
                    filing.file(*kind, Column::Reference);
                }
            }
            for link in &obligation.linked {
                for kind in obligation.met_by.iter().chain(&obligation.left_out_by) {
                    filing.file(*kind, link.fact);
                }
            }
            for version in &obligation.versions {
                if let Some(kind) = version.next_decided_by {
                    filing.file(kind, Column::Reference);
                }
            }
        }
        filing
    }

    fn file(&mut self, kind: KindId, column: Column) {
        let slot = &mut self.slots[kind.index()][column as usize];
        if *slot == u8::MAX {
            *slot = self.count as u8;
            self.count += 1;
            assert!(
                self.count < 255,
                "a law book looks into fewer than 255 slots"
            );
        }
    }
}

/// The index of one case; its memory is used again for the next.
#[derive(Clone, Debug)]
pub struct Index {
    filing: Filing,
    /// `starts[slot]..starts[slot + 1]` are the entries of a slot, by thing, then in order.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    withdrawn: Vec<bool>,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new(filing: Filing) -> Index {
        Index {
            starts: vec![0; filing.count + 2],
            entries: Vec::new(),
            withdrawn: Vec::new(),
            filing,
        }
    }

    /// Files the facts that happened on or before `as_of`, were registered on or before `known_at`
    /// and were not withdrawn by then.
    pub fn fill(&mut self, case: &CaseFacts<'_>, as_of: Day, known_at: Day) {
        self.withdrawn.clear();
        if !case.retractions.is_empty() {
            self.withdrawn.resize(case.facts.len(), false);
            for retraction in case
                .retractions
                .iter()
                .filter(|r| r.recorded.day <= known_at)
            {
                self.withdrawn[retraction.target as usize] = true;
            }
        }
        // Counting sort by slot: starts[slot + 2] counts, then becomes the next free place.
        self.starts.fill(0);
        let mut total = 0;
        for (index, fact) in case.facts.iter().enumerate() {
            if fact.when.day > as_of || fact.recorded.day > known_at || self.is_withdrawn(index) {
                continue;
            }
            for slot in self.filing.slots[fact.kind.index()] {
                if slot != u8::MAX {
                    self.starts[usize::from(slot) + 2] += 1;
                    total += 1;
                }
            }
        }
        for slot in 2..self.starts.len() {
            self.starts[slot] += self.starts[slot - 1];
        }
        let nothing = Entry {
            thing: Thing::NONE,
            fact: 0,
            day: Day(0),
        };
        self.entries.clear();
        self.entries.resize(total, nothing);
        for (index, fact) in case.facts.iter().enumerate() {
            if fact.when.day > as_of || fact.recorded.day > known_at || self.is_withdrawn(index) {
                continue;
            }
            let things = [fact.about, fact.reference];
            for (slot, thing) in self.filing.slots[fact.kind.index()].into_iter().zip(things) {
                if slot != u8::MAX {
                    let place = &mut self.starts[usize::from(slot) + 1];
                    self.entries[*place as usize] = Entry {
                        thing,
                        fact: index as u32,
                        day: fact.when.day,
                    };
                    *place += 1;
                }
            }
        }
        for slot in 0..self.filing.count {
            let range = self.starts[slot] as usize..self.starts[slot + 1] as usize;
            if range.len() > 1 {
                self.entries[range].sort_unstable_by_key(|entry| (entry.thing, entry.fact));
            }
        }
    }

    #[inline]
    fn is_withdrawn(&self, fact: usize) -> bool {
        self.withdrawn.get(fact).copied().unwrap_or(false)
    }

    /// All facts of a kind by a column, sorted by thing, then in order.
    #[must_use]
    #[inline]
    pub fn all(&self, kind: KindId, column: Column) -> &[Entry] {
        let slot = self.filing.slots[kind.index()][column as usize];
        if slot == u8::MAX {
            return &[];
        }
        let slot = usize::from(slot);
        &self.entries[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    /// The facts of a kind whose column holds a thing, in order.
    #[must_use]
    #[inline]
    pub fn of(&self, kind: KindId, column: Column, thing: Thing) -> &[Entry] {
        run(self.all(kind, column), thing)
    }
}

/// The entries of one thing among entries sorted by thing.
#[inline]
fn run(entries: &[Entry], thing: Thing) -> &[Entry] {
    const SHORT: usize = 12;
    if entries.len() > SHORT {
        let first = entries.partition_point(|entry| entry.thing < thing);
        let rest = &entries[first..];
        return &rest[..rest.partition_point(|entry| entry.thing == thing)];
    }
    let Some(first) = entries.iter().position(|entry| entry.thing == thing) else {
        return &[];
    };
    let rest = &entries[first..];
    let end = rest.iter().position(|entry| entry.thing != thing);
    &rest[..end.unwrap_or(rest.len())]
}

/// The first fact of each thing, with its place in the order of things.
pub fn first_of_each(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let mut last = None;
    entries.iter().filter(move |entry| {
        let new = last != Some(entry.thing);
        last = Some(entry.thing);
        new
    })
}

/// The first entry on or after a day, among entries in order.
#[must_use]
#[inline]
pub fn on_or_after(entries: &[Entry], day: Day) -> Option<&Entry> {
    entries.get(entries.partition_point(|entry| entry.day < day))
}

/// The last entry on or before a day, among entries in order.
#[must_use]
#[inline]
pub fn on_or_before(entries: &[Entry], day: Day) -> Option<&Entry> {
    let count = entries.partition_point(|entry| entry.day <= day);
    count.checked_sub(1).map(|last| &entries[last])
}
