//! What is to be simulated: the plan, and the shock in it.

use omhu_law::calendar::Day;

/// A plan. The default: seed 7, 10 teams, 3,000 children, the five years 2021-2025.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// Same seed and plan, same bytes.
    pub seed: u64,
    /// Teams of the municipality, 1 to 999.
    pub teams: u32,
    /// Children, one case each.
    pub children: u64,
    /// The first year.
    pub first_year: i32,
    /// The number of years. Nothing is written that happened or was registered after the last.
    pub years: u32,
    /// Share of the cases with planted dirty data, 0 to 1.
    pub dirty: f64,
    /// A blow to one team, if any.
    pub shock: Option<Shock>,
}

/// One day a part of a team's caseworkers leave, and their posts stand vacant for months.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shock {
    /// The team's number, from 1; a number beyond the teams means the last one.
    pub team: u32,
    /// The day they leave.
    pub on: Day,
    /// Share of the posts, 0 to 1.
    pub share_leaving: f64,
}

impl Shock {
    /// In the middle of the period half of team 4 leave.
    #[must_use]
    pub fn in_the_middle_of(first_year: i32, years: u32) -> Shock {
        let months = 12 * i32::try_from(years).unwrap_or(0);
        Shock {
            team: 4,
            on: Day::from_civil(first_year, 1, 1).plus_months(months / 2),
            share_leaving: 0.5,
        }
    }
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            seed: 7,
            teams: 10,
            children: 3000,
            first_year: 2021,
            years: 5,
            dirty: 0.02,
            shock: Some(Shock::in_the_middle_of(2021, 5)),
        }
    }
}

impl Plan {
    /// The default plan over other years, its shock in the middle of them.
    #[must_use]
    pub fn over(first_year: i32, years: u32) -> Plan {
        let shock = Some(Shock::in_the_middle_of(first_year, years));
        Plan {
            first_year,
            years,
            shock,
            ..Plan::default()
        }
    }

    /// The first and the last day.
    #[must_use]
    pub fn period(&self) -> (Day, Day) {
        let last = self
            .first_year
            .saturating_add_unsigned(self.years)
            .saturating_sub(1);
        (
            Day::from_civil(self.first_year, 1, 1),
            Day::from_civil(last, 12, 31),
        )
    }

    /// Whether the plan can be simulated.
    ///
    /// # Errors
    /// Says in English which part is out of bounds.
    pub fn check(&self) -> Result<(), &'static str> {
        let share = |value: f64| (0.0..=1.0).contains(&value);
        if !(1..=999).contains(&self.teams) {
            Err("teams must be 1 to 999")
        } else if !(1950..=2100).contains(&self.first_year) || !(1..=60).contains(&self.years) {
            Err("first_year must be 1950 to 2100 and years 1 to 60")
        } else if self.children == 0 || self.children > 100_000_000 {
            Err("children must be 1 to 100,000,000")
        } else if !share(self.dirty) || !self.shock.is_none_or(|s| share(s.share_leaving)) {
            Err("shares must be 0 to 1")
        } else if self.shock.is_some_and(|shock| shock.team == 0) {
            Err("teams are numbered from 1")
        } else {
            Ok(())
        }
    }
}
