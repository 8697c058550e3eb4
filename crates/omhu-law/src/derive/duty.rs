//! An obligation made ready for deriving: what is asked of it for every fact stands close together.

use super::Kinds;
use crate::book::{Layer, Obligation, Shape, Version};
use crate::calendar::Day;
use crate::vocabulary::{Basis, KindId};

/// One obligation of the plan.
pub(super) struct Duty<'b> {
    pub obligation: &'b Obligation,
    /// Its place in the law book.
    pub place: u16,
    pub layer: Layer,
    /// Whether its rows may come in another order than the answer's, or among those of another
    /// obligation of the same name.
    pub disorders: bool,
    /// First and last day of each version; a version itself is many times as long.
    spans: Vec<(Day, Day)>,
    /// Whether the version also hangs on the legal basis.
    by_basis: bool,
}

impl<'b> Duty<'b> {
    pub(super) fn new(place: usize, obligation: &'b Obligation) -> Duty<'b> {
        let versions = &obligation.versions;
        Duty {
            obligation,
            place: place as u16,
            layer: obligation.layer,
            // Renewals come after all decisions, not after the one that they renew.
            disorders: obligation.shape == Shape::RenewalChain,
            spans: versions.iter().map(|v| (v.in_force, v.until)).collect(),
            by_basis: versions.iter().any(|version| !version.bases.is_empty()),
        }
    }

    /// The version in force on a day, as [`Obligation::version_on`] says.
    #[inline]
    pub(super) fn version_on(&self, day: Day, basis: Basis) -> Option<&'b Version> {
        if self.by_basis {
            return self.obligation.version_on(day, basis);
        }
        let in_force = |(from, until): &(Day, Day)| *from <= day && day <= *until;
        let place = self.spans.iter().rposition(in_force)?;
        Some(&self.obligation.versions[place])
    }

    /// The kinds without which it has no row.
    pub(super) fn woken_by(&self, kinds: &Kinds) -> [Option<KindId>; 2] {
        match self.obligation.shape {
            Shape::Deadline | Shape::Check | Shape::BeforeBirthday | Shape::AtBirthday => {
                [Some(self.obligation.trigger), None]
            }
            Shape::ReviewChain
            | Shape::ReviewRhythm
            | Shape::VisitsPerYear
            | Shape::BeforeStart => [kinds.measure_started, None],
            Shape::RenewalChain => [
                Some(self.obligation.trigger),
                self.obligation.met_by.first().copied(),
            ],
        }
    }
}
