//! Committee decisions and their renewals.

use super::draft::Draft;
use super::duty::Duty;
use super::links::earlier;
use super::{Derived, Engine, How};
use crate::book::{Column, Due, Version};
use crate::calendar::When;
use crate::history::{CaseFacts, Thing};
use crate::index::{Entry, first_of_each};
use crate::vocabulary::KindId;

impl<'b> Engine<'b> {
    pub(super) fn renewal_chains(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        let Some(renewing) = obligation.met_by.first().copied() else {
            return;
        };
        self.fill_roots(case, renewing);
        for entry in first_of_each(self.index.all(obligation.trigger, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = duty.version_on(entry.day, fact.basis) else {
                continue;
            };
            let (due, how) = self.limit(version, entry, fact);
            let root = entry.thing;
            self.renewal(case, duty, version, entry, root, renewing, (due, how), rows);
        }
        for (entry, root) in &self.renewals {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = duty.version_on(entry.day, fact.basis) else {
                continue;
            };
            let next = version.next.unwrap_or(Due::None);
            let limit = (self.due_after(next, When::on(entry.day)), How::After(next));
            self.renewal(case, duty, version, entry, *root, renewing, limit, rows);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row's parts, named at both call sites"
    )]
    fn renewal(
        &self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        version: &Version,
        entry: &Entry,
        root: Thing,
        renewing: KindId,
        (due, how): (Option<When>, How),
        rows: &mut Vec<Derived>,
    ) {
        let renewals = self.index.of(renewing, Column::Reference, entry.thing);
        let from = renewals.partition_point(|renewal| renewal.day < entry.day);
        // A fact never meets itself.
        let met = renewals[from..]
            .iter()
            .find(|renewal| renewal.fact != entry.fact);
        let end = earlier(
            self.closing_after(entry.day),
            (root != Thing::NONE)
                .then(|| self.measures.last_end_of_decision(root))
                .flatten(),
        );
        let draft = Draft {
            due: due.map(|due| When::on(due.day)),
            how,
            met: met.map(Entry::met),
            end,
            ..Draft::new(duty, version, entry.thing, (entry.day, entry.fact))
        };
        self.finish(case, &draft, rows);
    }

    /// The first renewal of each id, with the committee decision at the root of its chain; a chain
    /// that ends nowhere, or in itself, has none.
    fn fill_roots(&mut self, case: &CaseFacts<'_>, renewing: KindId) {
        let mut renewals = std::mem::take(&mut self.renewals);
        renewals.clear();
        let firsts = first_of_each(self.index.all(renewing, Column::About));
        renewals.extend(firsts.map(|entry| (*entry, Thing::NONE)));
        let mut settled = vec![false; renewals.len()];
        let mut path = Vec::new();
        for start in 0..renewals.len() {
            path.clear();
            let mut at = start;
            let root = loop {
                if settled[at] {
                    break renewals[at].1;
                }
                // Marking on the way makes a circle end at its own beginning, without a root.
                settled[at] = true;
                path.push(at);
                let parent = case.facts[renewals[at].0.fact as usize].reference;
                if !self
                    .of(self.kinds.committee_decided, Column::About, parent)
                    .is_empty()
                {
                    break parent;
                }
                match renewals.binary_search_by_key(&parent, |(entry, _)| entry.thing) {
                    Ok(next) => at = next,
                    Err(_) => break Thing::NONE,
                }
            };
            for place in &path {
                renewals[*place].1 = root;
            }
        }
        self.renewals = renewals;
    }
}
