//! Counting rows by period and group, partition by partition, for millions of rows.
//!
//! What is counted how, and its uncertainty, is `omhu-figures`' business.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use omhu_figures::{By, Counts, FigureKey, Outcome, PeriodLabel};
use omhu_law::book::{LawBook, Layer};
use omhu_law::calendar::Day;
use omhu_law::derive::{Derived, Status};

/// Which rows are counted, and into which cells.
#[derive(Clone, Copy)]
pub struct Frame {
    pub from: Day,
    pub to: Day,
    pub by: By,
}

impl Frame {
    /// Whether what is due on this day is counted.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The cells of one partition.
pub struct Cells {
    frame: Frame,
    groups: HashMap<String, u32, FixedState>,
    names: Vec<String>,
    cells: HashMap<(PeriodLabel, u32, u16, bool), Counts, FixedState>,
    months: Option<(Day, Day, PeriodLabel)>,
}

impl Cells {
    pub fn new(frame: Frame) -> Cells {
        Cells {
            frame,
            groups: HashMap::default(),
            names: Vec::new(),
            cells: HashMap::default(),
            months: None,
        }
    }

    /// Counts a row for a group, where its due day is in the frame.
    pub fn add(&mut self, book: &LawBook, row: &Derived, group: &str) {
        let (Some(due), Some(outcome)) = (row.due, outcome_of(row.status)) else {
            return;
        };
        if !self.frame.holds(due.day) {
            return;
        }
        let period = self.period(due.day);
        let group = self.group(group);
        let rank = book.obligations[usize::from(row.obligation)].rank;
        let local = row.layer != Layer::Statute;
        self.cells
            .entry((period, group, rank, local))
            .or_default()
            .add(outcome);
    }

    fn period(&mut self, day: Day) -> PeriodLabel {
        if let Some((first, last, label)) = self.months
            && first <= day
            && day <= last
        {
            return label;
        }
        let (year, month, _) = day.civil();
        let first = Day::from_civil(year, month, 1);
        let label = PeriodLabel::new(self.frame.by, year as i16, month as u8);
        self.months = Some((first, first.plus_months(1).plus_days(-1), label));
        label
    }

    fn group(&mut self, name: &str) -> u32 {
        if let Some(number) = self.groups.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.groups.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// Adds the cells to a table for the whole file.
    pub fn pour(&self, book: &LawBook, table: &mut BTreeMap<FigureKey, Counts>) {
        // Obligations of one rank answer under one name.
        let names: BTreeMap<u16, &str> = book
            .obligations
            .iter()
            .map(|obligation| (obligation.rank, obligation.name.as_str()))
            .collect();
        for ((period, group, rank, local), counts) in &self.cells {
            let key = FigureKey {
                period: *period,
                group: self.names[*group as usize].clone(),
                obligation: names.get(rank).copied().unwrap_or_default().to_owned(),
                layer: if *local { "local" } else { "statute" }.to_owned(),
            };
            table.entry(key).or_default().merge(counts);
        }
    }
}

/// The outcome that a status counts as; none for a duty without a date.
pub fn outcome_of(status: Status) -> Option<Outcome> {
    Some(match status {
        Status::Met => Outcome::Met,
        Status::Late => Outcome::Late,
        Status::LateWithPreliminary => Outcome::LateWithPreliminary,
        Status::Overdue => Outcome::Overdue,
        Status::Open => Outcome::Open,
        Status::Ceased => Outcome::Ceased,
        Status::NotApplicable => Outcome::NotApplicable,
        Status::NoDeadline => return None,
    })
}
