//! Months, quarters and years as labels: `2026-10`, `2026-Q4`, `2026`.

use std::fmt;
use std::str::FromStr;

/// How a stretch of time is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Calendar months.
    #[default]
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl FromStr for By {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "year" => Ok(Self::Year),
            _ => Err(()),
        }
    }
}

/// One period. Sorts by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeriodLabel {
    year: i16,
    /// Month 1-12, quarter 1-4, or 1 for a whole year.
    number: u8,
    by: By,
}

impl PeriodLabel {
    /// The period that holds a month.
    ///
    /// # Panics
    /// When `month` is not 1 to 12: months come from checked dates.
    #[must_use]
    pub fn new(by: By, year: i16, month: u8) -> Self {
        assert!((1..=12).contains(&month), "month {month} does not exist");
        let number = match by {
            By::Month => month,
            By::Quarter => month.div_ceil(3),
            By::Year => 1,
        };
        Self { year, number, by }
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// How it was cut.
    #[must_use]
    pub fn by(self) -> By {
        self.by
    }

    /// Number of the first month, 1 to 12.
    #[must_use]
    pub fn first_month(self) -> u8 {
        match self.by {
            By::Month => self.number,
            By::Quarter => 3 * self.number - 2,
            By::Year => 1,
        }
    }

    /// The period after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let periods = match self.by {
            By::Month => 12,
            By::Quarter => 4,
            By::Year => 1,
        };
        if self.number < periods {
            Self {
                number: self.number + 1,
                ..self
            }
        } else {
            Self {
                year: self.year.saturating_add(1),
                number: 1,
                ..self
            }
        }
    }
}

impl fmt::Display for PeriodLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.by {
            By::Month => write!(f, "{:04}-{:02}", self.year, self.number),
            By::Quarter => write!(f, "{:04}-Q{}", self.year, self.number),
            By::Year => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_contract() {
        let label = |by| PeriodLabel::new(by, 2026, 10).to_string();
        assert_eq!(
            [label(By::Month), label(By::Quarter), label(By::Year)],
            ["2026-10", "2026-Q4", "2026"]
        );
    }

    #[test]
    fn time_and_text_sort_alike() {
        for by in [By::Month, By::Quarter, By::Year] {
            let mut label = PeriodLabel::new(by, 2006, 1);
            for _ in 0..60 {
                let next = label.next();
                assert!(
                    label < next && label.to_string() < next.to_string(),
                    "{label} {next}"
                );
                assert_eq!(PeriodLabel::new(by, next.year(), next.first_month()), next);
                label = next;
            }
        }
    }
}
