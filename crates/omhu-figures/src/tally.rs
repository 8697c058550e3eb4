//! Counting: one outcome at a time into cells, cells of several partitions into one table.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::{Counts, Outcome, PeriodLabel};

/// Names a cell. Its order is the order of the public contract: period, group, obligation, layer; texts by code point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// The period of the due day.
    pub period: PeriodLabel,
    /// Team or caseworker; empty for all, and for nobody.
    pub group: String,
    /// Name of the obligation.
    pub obligation: String,
    /// `statute` or `local`.
    pub layer: String,
}

/// The parts of a key, borrowed or owned: lets a cell be found without allocating three strings for each row.
trait Parts {
    fn parts(&self) -> (PeriodLabel, &str, &str, &str);
}

impl Parts for FigureKey {
    fn parts(&self) -> (PeriodLabel, &str, &str, &str) {
        (self.period, &self.group, &self.obligation, &self.layer)
    }
}

impl Parts for (PeriodLabel, &str, &str, &str) {
    fn parts(&self) -> (PeriodLabel, &str, &str, &str) {
        *self
    }
}

impl<'a> Borrow<dyn Parts + 'a> for FigureKey {
    fn borrow(&self) -> &(dyn Parts + 'a) {
        self
    }
}

impl PartialEq for dyn Parts + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Parts + '_ {}

impl PartialOrd for dyn Parts + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for dyn Parts + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

/// The table of all cells that have at least one obligation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    cells: BTreeMap<FigureKey, Counts>,
}

impl Tally {
    /// Counts one obligation.
    pub fn add(
        &mut self,
        period: PeriodLabel,
        group: &str,
        obligation: &str,
        layer: &str,
        outcome: Outcome,
    ) {
        let parts = (period, group, obligation, layer);
        if let Some(counts) = self.cells.get_mut(&parts as &dyn Parts) {
            counts.add(outcome);
            return;
        }
        let key = FigureKey {
            period,
            group: group.into(),
            obligation: obligation.into(),
            layer: layer.into(),
        };
        self.cells.entry(key).or_default().add(outcome);
    }

    /// Takes in the table of another partition. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        for (key, counts) in other.cells {
            self.cells.entry(key).or_default().merge(&counts);
        }
    }

    /// The cells in the order of the contract.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (&FigureKey, &Counts)> {
        self.cells.iter()
    }

    /// The cells in the order of the contract, given away.
    #[must_use]
    pub fn into_rows(self) -> Vec<(FigureKey, Counts)> {
        self.cells.into_iter().collect()
    }

    /// True when nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}
