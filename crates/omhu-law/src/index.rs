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
            slots: vec![[UNFILED; 2]; book.vocabulary.len()],
            count: 0,
        };
        for kind in named {
            filing.file(kind, Column::About);
        }
        for obligation in obligations {
            let others = obligation.preliminary.into_iter();
            let others = others.chain(obligation.requires.map(|(kind, _)| kind));
            let stated = obligation.versions.iter().filter_map(|v| v.instead?.when);
            // How old a child is hangs on the day of birth.
            let others = others.chain(obligation.aged.and(book.vocabulary.find("child_born")));
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
            if obligation.met_in_case {
                for kind in &obligation.met_by {
                    filing.file(*kind, Column::About);
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
        if *slot == UNFILED {
            *slot = self.count as u8;
            self.count += 1;
            assert!(
                self.count < 255,
                "a law book looks into fewer than 255 slots"
            );
        }
    }
}

/// The slot of a kind that nothing looks for by this column.
const UNFILED: u8 = u8::MAX;

/// The index of one case; its memory is used again for the next.
#[derive(Clone, Debug)]
pub struct Index {
    filing: Filing,
    /// The range of entries of each slot.
    slots: Vec<Slot>,
    /// The slots of this case that hold something.
    filled: Vec<u8>,
    /// All entries: slot by slot, within a slot by thing, then in order.
    entries: Vec<Entry>,
    /// What is to be filed, in order of facts.
    pending: Vec<Pending>,
    withdrawn: Vec<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    start: u32,
    end: u32,
    last: Thing,
    /// Whether an entry's thing came before the one filed before it.
    unsorted: bool,
}

impl Slot {
    const EMPTY: Slot = Slot {
        start: 0,
        end: 0,
        last: Thing::NONE,
        unsorted: false,
    };
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    slot: u8,
    entry: Entry,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new(filing: Filing) -> Index {
        Index {
            slots: vec![Slot::EMPTY; filing.count],
            filled: Vec::new(),
            entries: Vec::new(),
            pending: Vec::new(),
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
        for slot in self.filled.drain(..) {
            self.slots[usize::from(slot)] = Slot::EMPTY;
        }
        self.collect(case, as_of, known_at);
        self.place();
    }

    /// Collects what exists for the asker and is looked for, and counts it by slot. Only slots that
    /// hold something are touched: a case fills a few of them.
    fn collect(&mut self, case: &CaseFacts<'_>, as_of: Day, known_at: Day) {
        self.pending.clear();
        for (index, fact) in case.facts.iter().enumerate() {
            if fact.when.day > as_of || fact.recorded.day > known_at || self.is_withdrawn(index) {
                continue;
            }
            let [about, reference] = self.filing.slots[fact.kind.index()];
            for (slot, thing) in [(about, fact.about), (reference, fact.reference)] {
                // A kind that nothing looks for by this column has no slot.
                let Some(found) = self.slots.get_mut(usize::from(slot)) else {
                    continue;
                };
                if found.end == 0 {
                    self.filled.push(slot);
                }
                found.end += 1;
                found.unsorted |= thing < found.last;
                found.last = thing;
                let entry = Entry {
                    thing,
                    fact: index as u32,
                    day: fact.when.day,
                };
                self.pending.push(Pending { slot, entry });
            }
        }
    }

    /// Gives each slot its range, and puts every entry into its slot: `end` grows again.
    fn place(&mut self) {
        const NOTHING: Entry = Entry {
            thing: Thing::NONE,
            fact: 0,
            day: Day(0),
        };
        let mut next = 0;
        for slot in &self.filled {
            let slot = &mut self.slots[usize::from(*slot)];
            let count = slot.end;
            (slot.start, slot.end) = (next, next);
            next += count;
        }
        self.entries.resize(self.pending.len(), NOTHING);
        for pending in &self.pending {
            let slot = &mut self.slots[usize::from(pending.slot)];
            self.entries[slot.end as usize] = pending.entry;
            slot.end += 1;
        }
        for slot in &self.filled {
            let slot = &self.slots[usize::from(*slot)];
            if slot.unsorted {
                self.entries[slot.start as usize..slot.end as usize]
                    .sort_unstable_by_key(|entry| (entry.thing, entry.fact));
            }
        }
    }

    #[inline]
    fn is_withdrawn(&self, fact: usize) -> bool {
        self.withdrawn.get(fact).copied().unwrap_or(false)
    }

    /// The slots that hold something in this case.
    #[must_use]
    pub fn filled(&self) -> &[u8] {
        &self.filled
    }

    /// The slot of a kind by a column, where something looks for it.
    #[must_use]
    pub fn slot(&self, kind: KindId, column: Column) -> Option<u8> {
        let slot = self.filing.slots[kind.index()][column as usize];
        (slot != UNFILED).then_some(slot)
    }

    /// How many slots there are.
    #[must_use]
    pub fn slot_count(&self) -> usize {
        self.slots.len()
    }

    /// All facts of a kind by a column, sorted by thing, then in order.
    #[must_use]
    #[inline]
    pub fn all(&self, kind: KindId, column: Column) -> &[Entry] {
        let slot = self.filing.slots[kind.index()][column as usize];
        // A kind that is not filed has no slot, and no facts.
        let Some(slot) = self.slots.get(usize::from(slot)) else {
            return &[];
        };
        &self.entries[slot.start as usize..slot.end as usize]
    }

    /// The facts of a kind whose column holds a thing, in order.
    #[must_use]
    #[inline]
    pub fn of(&self, kind: KindId, column: Column, thing: Thing) -> &[Entry] {
        run(self.all(kind, column), thing)
    }

    /// The first fact of a kind on or after a day whose column holds a thing.
    #[must_use]
    #[inline]
    pub fn first(&self, kind: KindId, column: Column, thing: Thing, from: Day) -> Option<&Entry> {
        let entries = self.all(kind, column);
        if entries.len() > SHORT {
            return on_or_after(run(entries, thing), from);
        }
        entries
            .iter()
            .find(|entry| entry.thing == thing && entry.day >= from)
    }
}

/// Up to so many entries are looked through one by one, which is faster than halving.
const SHORT: usize = 12;

/// The entries of one thing among entries sorted by thing.
#[inline]
fn run(entries: &[Entry], thing: Thing) -> &[Entry] {
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
    if entries.len() <= SHORT {
        return entries.iter().rev().find(|entry| entry.day <= day);
    }
    let count = entries.partition_point(|entry| entry.day <= day);
    count.checked_sub(1).map(|last| &entries[last])
}
