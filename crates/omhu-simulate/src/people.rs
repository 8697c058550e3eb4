//! Teams and caseworkers: who holds a post, who is away, and how well the work goes on a day.
//!
//! How well is one number, the odds: the odds that a thing is done in time are multiplied by it.
//! It is the product of the team, the initiative, the shock, the season, the person, a new person's
//! first months and a vacant post. Everything is a function of seed, team, post and day.

use omhu_law::calendar::{Day, HolidayDay, HolidayRule, Holidays};

use crate::chance::{hashed, mixed};
use crate::plan::{Plan, Shock};

/// Courses begin up to this long before the first day: the municipality's stock at the start.
pub(crate) const RUN_UP_DAYS: i32 = 720;

/// Children that a full post should hold on an average day, and the child-days that a family
/// brings over its course within the period (measured on the model; see `calibration`).
const CHILDREN_PER_POST: f64 = 27.0;
const CHILD_DAYS_PER_FAMILY: f64 = 1300.0;

/// What is true about a team.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Team {
    pub(crate) role: &'static str,
    /// Odds that something is done in time, against the nation's 1.
    pub(crate) odds: f64,
    /// Mean tenure of a caseworker.
    pub(crate) tenure_days: f64,
}

/// One person in one post. After `to` the post is vacant until the next term's `from`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Term {
    pub(crate) generation: u32,
    pub(crate) from: Day,
    pub(crate) to: Day,
}

/// The municipality.
pub(crate) struct Office {
    pub(crate) seed: u64,
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) teams: Vec<Team>,
    pub(crate) initiative_on: Day,
    pub(crate) shock: Option<Shock>,
    families_per_post: u64,
    holidays: Holidays,
}

/// The post that a family's cases lie with.
pub(crate) struct Desk {
    /// From 1.
    pub(crate) team: u32,
    pub(crate) post: u64,
    pub(crate) terms: Vec<Term>,
}

impl Office {
    pub(crate) fn new(plan: &Plan) -> Office {
        let (first, last) = plan.period();
        let span = f64::from(last.0 - first.0 + 1 + RUN_UP_DAYS);
        let days = last.0 - first.0;
        Office {
            seed: plan.seed,
            first,
            last,
            teams: teams(plan),
            initiative_on: first.plus_days(days * 2 / 5),
            shock: plan.shock.map(|shock| Shock {
                team: shock.team.min(plan.teams),
                ..shock
            }),
            families_per_post: (CHILDREN_PER_POST * span / CHILD_DAYS_PER_FAMILY) as u64,
            holidays: Holidays::new(public_holidays()),
        }
    }

    /// Families are dealt to the teams in turn and fill one post after the other.
    pub(crate) fn desk(&self, family: u64) -> Desk {
        let teams = self.teams.len() as u64;
        let (team, post) = (
            (family % teams) as u32 + 1,
            family / teams / self.families_per_post,
        );
        Desk {
            team,
            post,
            terms: self.terms(team, post),
        }
    }

    fn terms(&self, team: u32, post: u64) -> Vec<Term> {
        let tenure = self.teams[team as usize - 1].tenure_days;
        let draw = |generation: u32, what: u64| {
            hashed(&[
                self.seed,
                u64::from(team),
                post,
                u64::from(generation),
                what,
            ])
        };
        let leaves = self.shock.filter(|shock| {
            // Every other post at a half, spread evenly at any share.
            let before = (post as f64 * shock.share_leaving) as u64;
            let until = ((post + 1) as f64 * shock.share_leaving + 0.5) as u64;
            shock.team == team && until > before
        });
        let mut from = self
            .first
            .plus_days(-RUN_UP_DAYS - (900.0 * draw(0, 1)) as i32);
        let mut terms = Vec::new();
        for generation in 0.. {
            let mut to = from.plus_days((tenure * (0.3 + 1.4 * draw(generation, 2))) as i32);
            let mut vacant = if draw(generation, 3) < 0.5 {
                0.0
            } else {
                90.0 * draw(generation, 4)
            };
            if let Some(shock) = leaves.filter(|shock| from < shock.on && shock.on <= to) {
                to = shock.on.plus_days(-1);
                vacant = 90.0 + 120.0 * draw(generation, 4);
            }
            terms.push(Term {
                generation,
                from,
                to,
            });
            if to > self.last {
                break;
            }
            from = to.plus_days(1 + vacant as i32);
        }
        terms
    }

    pub(crate) fn is_workday(&self, day: Day) -> bool {
        day.is_weekday(&self.holidays)
    }

    /// The `count`-th weekday after a day.
    pub(crate) fn weekdays_after(&self, day: Day, count: u32) -> Day {
        day.plus_weekdays(count, &self.holidays)
    }

    /// The odds of a day at a desk.
    pub(crate) fn odds(&self, desk: &Desk, day: Day) -> f64 {
        self.team_odds(desk.team, day) * season(day) * self.person_odds(desk, day)
    }

    /// The team's own part: quality, initiative, shock.
    pub(crate) fn team_odds(&self, number: u32, day: Day) -> f64 {
        let team = self.teams[number as usize - 1];
        let ramp = |since: Day, days: f64| (f64::from(day.0 - since.0) / days).clamp(0.0, 1.0);
        let mut odds = team.odds;
        if team.role == "improves" {
            // Half a year from the old level to four times it.
            odds *= 1.0 + 3.0 * ramp(self.initiative_on, 180.0);
        }
        if let Some(shock) = self
            .shock
            .filter(|shock| shock.team == number && day >= shock.on)
        {
            // A fifth for four months, then back over eight.
            odds *= 0.2 + 0.8 * ramp(shock.on.plus_days(120), 240.0);
        }
        odds
    }

    fn person_odds(&self, desk: &Desk, day: Day) -> f64 {
        match desk.held_by(day) {
            None => 0.5,
            Some(term) => {
                let new = if day.0 - term.from.0 < 120 {
                    0.75
                } else {
                    1.04
                };
                new * (0.8 + 0.45 * self.of_person(desk, term, 5))
            }
        }
    }

    fn of_person(&self, desk: &Desk, term: Term, what: u64) -> f64 {
        let (team, generation) = (u64::from(desk.team), u64::from(term.generation));
        hashed(&[self.seed, team, desk.post, generation, what])
    }

    /// The first day the caseworker is back, if away on this day: three weeks in summer, a week in
    /// autumn for half of them, Christmas, and one spell of illness a year.
    pub(crate) fn away_until(&self, desk: &Desk, day: Day) -> Option<Day> {
        let term = desk.held_by(day)?;
        let year = day.civil().0;
        let away = |from: Day, days: i32| {
            let end = from.plus_days(days);
            (from <= day && day < end).then_some(end)
        };
        let weeks = (self.of_person(desk, term, 6) * 4.0) as i32;
        away(Day::from_civil(year, 6, 28).plus_days(7 * weeks), 21)
            .or_else(|| {
                let goes = self.of_person(desk, term, 7) < 0.5;
                goes.then(|| away(Day::from_civil(year, 10, 13), 7))
                    .flatten()
            })
            .or_else(|| away(Day::from_civil(year, 12, 22), 11))
            .or_else(|| {
                let (team, year) = (u64::from(desk.team), year as u64);
                let spell = mixed(&[self.seed, team, desk.post, u64::from(term.generation), year]);
                let begins = Day::from_civil(day.civil().0, 1, 1).plus_days((spell % 340) as i32);
                away(begins, 3 + (spell >> 32) as i32 % 18)
            })
    }
}

impl Desk {
    pub(crate) fn held_by(&self, day: Day) -> Option<Term> {
        self.terms
            .iter()
            .copied()
            .find(|term| term.from <= day && day <= term.to)
    }
}

/// The roles are dealt to the teams by the seed; the shock's team is an average one. Ordinary teams
/// come in pairs whose odds multiply to 1, so that the municipality stays on the national level.
fn teams(plan: &Plan) -> Vec<Team> {
    let ordinary = |odds| Team {
        role: "ordinary",
        odds,
        tenure_days: 1400.0,
    };
    let count = plan.teams as usize;
    let mut teams: Vec<Team> = (0..count)
        .map(|i| {
            let factor = 1.0 + 0.7 * hashed(&[plan.seed, 11, i as u64 / 2]);
            ordinary(if i % 2 == 0 { factor } else { 1.0 / factor })
        })
        .collect();
    let shaken = plan
        .shock
        .map(|shock| (shock.team.min(plan.teams) - 1) as usize);
    let mut free: Vec<usize> = (0..count).filter(|team| Some(*team) != shaken).collect();
    free.sort_by_key(|team| mixed(&[plan.seed, 12, *team as u64]));
    let roles = [
        Team {
            role: "good",
            odds: 3.0,
            tenure_days: 2400.0,
        },
        Team {
            role: "poor",
            odds: 0.45,
            tenure_days: 800.0,
        },
        Team {
            role: "improves",
            odds: 0.5,
            tenure_days: 1400.0,
        },
        Team {
            role: "average",
            odds: 1.0,
            tenure_days: 1400.0,
        },
    ];
    for (place, role) in free.into_iter().zip(roles) {
        teams[place] = role;
    }
    if let Some(place) = shaken {
        teams[place] = Team {
            role: "shaken",
            ..ordinary(1.0)
        };
    }
    teams
}

/// Less gets done in time in the summer holidays and around Christmas.
pub(crate) fn season(day: Day) -> f64 {
    match day.civil() {
        (_, 7, _) => 0.6,
        (_, 8, 1..=10) => 0.7,
        (_, 12, 18..) | (_, 1, 1..=4) => 0.75,
        _ => 1.08,
    }
}

/// The office's holidays. The law's own list is data of the law book, which this crate must not know.
fn public_holidays() -> Vec<HolidayRule> {
    let rule = |on, last| HolidayRule {
        on,
        years: (1, last),
        title: Default::default(),
    };
    let mut rules: Vec<_> = [-3, -2, 0, 1, 39, 49, 50]
        .map(|days| rule(HolidayDay::Easter(days), 9999))
        .into();
    rules.push(rule(HolidayDay::Easter(26), 2023));
    rules.extend([(1, 1), (12, 25), (12, 26)].map(|(m, d)| rule(HolidayDay::Fixed(m, d), 9999)));
    rules
}
