//! The counts of one cell, its percentage and how sure it is.

use crate::{Outcome, Tenths, rounded_ratio, wilson};

/// How many obligations ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Done in time.
    pub met: u64,
    /// Done after the due day.
    pub late: u64,
    /// Past due, with a preliminary assessment in time.
    pub late_with_preliminary: u64,
    /// Not done, due day passed.
    pub overdue: u64,
    /// Not done, not yet due. Not in the percentage.
    pub open: u64,
    /// Fell away before it was due. Not in the percentage.
    pub ceased: u64,
    /// Lawfully left out. Not in the percentage.
    pub not_applicable: u64,
}

impl Counts {
    /// Counts one obligation.
    pub fn add(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Met => &mut self.met,
            Outcome::Late => &mut self.late,
            Outcome::LateWithPreliminary => &mut self.late_with_preliminary,
            Outcome::Overdue => &mut self.overdue,
            Outcome::Open => &mut self.open,
            Outcome::Ceased => &mut self.ceased,
            Outcome::NotApplicable => &mut self.not_applicable,
        } += 1;
    }

    /// Adds the counts of another part.
    pub fn merge(&mut self, other: &Self) {
        self.met += other.met;
        self.late += other.late;
        self.late_with_preliminary += other.late_with_preliminary;
        self.overdue += other.overdue;
        self.open += other.open;
        self.ceased += other.ceased;
        self.not_applicable += other.not_applicable;
    }

    /// The n of the percentage: everything whose due day has passed or that was done.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.met + self.not_in_time()
    }

    /// What was counted and not done in time.
    #[must_use]
    pub fn not_in_time(&self) -> u64 {
        self.late + self.late_with_preliminary + self.overdue
    }

    /// `100 met / counted`, one decimal, half away from zero. `None` when nothing is counted.
    #[must_use]
    pub fn percent_tenths(&self) -> Option<Tenths> {
        let tenths = rounded_ratio(self.met, self.counted(), 1000)?;
        Some(Tenths(u32::try_from(tenths).unwrap_or(1000)))
    }

    /// The 95 % Wilson interval in percent, one decimal. `None` when nothing is counted.
    #[must_use]
    pub fn interval(&self) -> Option<(Tenths, Tenths)> {
        if self.counted() == 0 {
            return None;
        }
        let (low, high) = wilson(self.met, self.counted());
        Some((
            Tenths::percent_of_fraction(low),
            Tenths::percent_of_fraction(high),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(met: u64, late: u64) -> Counts {
        Counts {
            met,
            late,
            ..Counts::default()
        }
    }

    #[test]
    fn percent_is_half_away_from_zero_and_exact() {
        assert_eq!(counts(1, 7).percent_tenths(), Some(Tenths(125)));
        assert_eq!(
            counts(1, 1999).percent_tenths(),
            Some(Tenths(1)),
            "0.05 -> 0.1"
        );
        assert_eq!(
            counts(201, 1799).percent_tenths(),
            Some(Tenths(101)),
            "10.05 is below its half as a float"
        );
        assert_eq!(counts(0, 0).percent_tenths(), None);
        assert_eq!(counts(0, 0).interval(), None);
        assert_eq!(counts(0, 3).percent_tenths(), Some(Tenths(0)));
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(counts(7, 0).interval().map(|i| i.1), Some(Tenths(1000)));
        assert_eq!(counts(0, 7).interval().map(|i| i.0), Some(Tenths(0)));
    }

    #[test]
    fn open_ceased_and_left_out_are_not_in_the_percentage() {
        let counts = Counts {
            met: 3,
            overdue: 1,
            open: 50,
            ceased: 20,
            not_applicable: 9,
            ..Counts::default()
        };
        assert_eq!(counts.counted(), 4);
        assert_eq!(counts.percent_tenths(), Some(Tenths(750)));
    }
}
