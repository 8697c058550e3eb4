//! A child's course under way: what every stage uses to draw a day and write a row.

use omhu_law::calendar::{Day, When};

use crate::chance::{Dice, with_odds};
use crate::people::{Desk, Office};
use crate::row::{Assignee, Row, Thing};

/// The first day of barnets lov.
pub(crate) const BARNETS_LOV: Day = Day::from_civil(2024, 1, 1);

/// The odds a mean desk works with, so that shares come out as stated (measured on the model).
const LEVEL: f64 = 1.02;

/// One child's course.
pub(crate) struct Course<'a> {
    pub(crate) office: &'a Office,
    pub(crate) desk: &'a Desk,
    pub(crate) dice: &'a mut Dice,
    pub(crate) rows: &'a mut Vec<Row>,
    pub(crate) case: u64,
    pub(crate) family: u64,
    pub(crate) born: Day,
    pub(crate) given: [u16; 6],
}

impl Course<'_> {
    /// The next id of a kind of thing: `n` `a` `d` `m` `p` `x`.
    pub(crate) fn id(&mut self, letter: u8) -> Thing {
        let place = b"nadmpx".iter().position(|l| *l == letter).unwrap_or(5);
        self.given[place] += 1;
        Thing::Of(letter, self.given[place])
    }

    /// Registers a row: mostly the same day, some days later, a few months later. What happened or
    /// was registered after the period is not in the extract.
    pub(crate) fn put(&mut self, row: Row) {
        let recorded = match self.dice.unit() {
            same if same < 0.72 => match row.when.instant() {
                Some(second) => When::at(second + 60 * i64::from(self.dice.between(2, 90))),
                None => row.when,
            },
            few if few < 0.92 => When::on(row.when.day.plus_days(self.dice.between(1, 4))),
            some if some < 0.985 => When::on(row.when.day.plus_days(self.dice.between(5, 30))),
            _ => When::on(row.when.day.plus_days(self.dice.between(31, 120))),
        };
        self.put_recorded(row, recorded);
    }

    pub(crate) fn put_recorded(&mut self, mut row: Row, recorded: When) {
        row.case = self.case;
        row.recorded = recorded;
        if row.when.day <= self.office.last && recorded.day <= self.office.last {
            self.rows.push(row);
        }
    }

    /// Whether something with this national share goes well at this desk on a day.
    pub(crate) fn goes_well(&mut self, share: f64, day: Day) -> bool {
        let odds = LEVEL * self.office.odds(self.desk, day);
        self.dice.chance(with_odds(share, odds))
    }

    /// The day a duty is done: within `from` and `due` with the given share, else late, and of the
    /// late ones a share never. Work waits for the caseworker to come back, if the limit allows.
    pub(crate) fn done(&mut self, from: Day, due: Day, share: f64, never: f64) -> Option<Day> {
        if self.goes_well(share, due) {
            let room = (due.0 - from.0).max(0);
            // Of two draws the later: most work is done towards the limit.
            let day = from.plus_days(self.dice.between(0, room).max(self.dice.between(0, room)));
            let back = self.office.away_until(self.desk, day).unwrap_or(day);
            let day = if back <= due { back } else { day };
            return Some(self.workday_before(day, from));
        }
        if self.dice.chance(never) {
            return None;
        }
        // A slow desk is also later: the tail follows the limit's length and the odds.
        let slow = (1.0 / self.office.odds(self.desk, due)).clamp(0.6, 2.0);
        let median = (3.0 + f64::from(due.0 - from.0).min(120.0) * 0.25) * slow;
        let day = due.plus_days(1 + self.dice.tail(median));
        let back = self.office.away_until(self.desk, day).unwrap_or(day);
        Some(self.workday_from(back))
    }

    /// The newest weekday on or before, but not before `from`.
    pub(crate) fn workday_before(&self, mut day: Day, from: Day) -> Day {
        while day > from && !self.office.is_workday(day) {
            day = day.plus_days(-1);
        }
        day
    }

    /// The first weekday on or after.
    pub(crate) fn workday_from(&self, mut day: Day) -> Day {
        while !self.office.is_workday(day) {
            day = day.plus_days(1);
        }
        day
    }

    /// A weekday some days later.
    pub(crate) fn workday_in(&mut self, day: Day, low: i32, high: i32) -> Day {
        let later = day.plus_days(self.dice.between(low, high));
        self.workday_from(later)
    }

    /// An instant on a day, in office hours, Copenhagen time.
    pub(crate) fn in_office_hours(&mut self, day: Day) -> i64 {
        let clock = 60 * i64::from(self.dice.between(8 * 60, 15 * 60 + 59));
        self.at_clock(day, clock)
    }

    /// The instant at which Copenhagen's clocks show this time of the day.
    pub(crate) fn at_clock(&mut self, day: Day, clock: i64) -> i64 {
        let local = i64::from(day.0) * 86_400 + clock;
        // Right but for the hours of the change itself, where any near instant will do.
        local - i64::from(omhu_law::calendar::copenhagen_offset(local - 5400))
    }

    pub(crate) fn is_at_least(&self, years: i32, day: Day) -> bool {
        self.born.plus_months(12 * years) <= day
    }

    pub(crate) fn birthday(&self, years: i32) -> Day {
        self.born.plus_months(12 * years)
    }

    /// Opens the case and assigns it, and assigns it again when its caseworker leaves or a post is
    /// filled, until it is closed.
    pub(crate) fn opened(&mut self, on: Day, value: &'static str, closed: Option<Day>) {
        let mut row = Row::on("case_opened", on).value(value);
        row.family = Some(self.family);
        self.put(row);
        self.assigned(on);
        let until = closed.unwrap_or(Day::MAX);
        let desk = self.desk;
        for (place, term) in desk.terms.iter().enumerate() {
            if on < term.from && term.from < until {
                self.assigned(term.from);
            }
            let vacant_from = term.to.plus_days(1);
            let filled = desk
                .terms
                .get(place + 1)
                .is_some_and(|next| next.from == vacant_from);
            if !filled && on < vacant_from && vacant_from < until {
                self.assigned(vacant_from);
            }
        }
        if let Some(closed) = closed {
            self.put(Row::on("case_closed", closed));
        }
    }

    fn assigned(&mut self, on: Day) {
        let person = self
            .desk
            .held_by(on)
            .map(|term| (self.desk.post, term.generation));
        let mut row = Row::on("case_assigned", on);
        row.assignee = Some(Assignee {
            team: self.desk.team,
            person,
        });
        self.put(row);
    }
}
