//! How much somebody has, in children and families, and how much was done in time.
//!
//! Counts only: shares and intervals are made by `omhu-figures`.

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::calendar::Day;
use omhu_law::derive::Status;

use crate::duties::Duty;

/// What one caseworker has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Load {
    /// Open cases: one child each.
    pub children: u32,
    /// Families they belong to; a child without a known family is a family.
    pub families: u32,
}

/// The load by caseworker, of (caseworker, case id, family id) of the open cases; the empty caseworker
/// stands for what nobody has.
pub fn loads<'a>(
    cases: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
) -> BTreeMap<&'a str, Load> {
    let mut families: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let mut loads: BTreeMap<&str, Load> = BTreeMap::new();
    for (caseworker, case, family) in cases {
        loads.entry(caseworker).or_default().children += 1;
        let alone = if family.is_empty() { case } else { "" };
        families
            .entry(caseworker)
            .or_default()
            .insert((family, alone));
    }
    for (caseworker, families) in families {
        loads.entry(caseworker).or_default().families = families.len() as u32;
    }
    loads
}

/// How much of what fell due was done in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    /// Done in time.
    pub met: u32,
    /// Done in time, late, or lacking.
    pub counted: u32,
}

/// My numbers: duties of the statute that fell due in the three months to today, as the contract counts
/// them (section 6). Give the duties of one caseworker or of one team.
pub fn numbers<'a>(duties: impl IntoIterator<Item = &'a Duty>, today: Day) -> Numbers {
    let from = today.plus_months(-3);
    let mut numbers = Numbers::default();
    for duty in duties {
        let fell_due = duty
            .due
            .is_some_and(|due| from < due.day && due.day <= today);
        if duty.layer != "statute" || !fell_due {
            continue;
        }
        numbers.count(duty.status_on(today), 1);
    }
    numbers
}

impl Numbers {
    /// Counts so many duties of this status.
    pub fn count(&mut self, status: Status, duties: u32) {
        match status {
            Status::Met => {
                self.met += duties;
                self.counted += duties;
            }
            Status::Late | Status::LateWithPreliminary | Status::Overdue => self.counted += duties,
            Status::Open | Status::Ceased | Status::NotApplicable | Status::NoDeadline => {}
        }
    }
}
