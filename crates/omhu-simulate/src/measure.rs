//! Measures under way: reviews and their rhythm, supervision, parents, renewals, aftercare.

use omhu_law::calendar::{Day, Period};

use crate::chance::with_odds;
use crate::course::{BARNETS_LOV, Course};
use crate::decision::{Help, Matter};
use crate::national::{FIRST_REVIEW, share};
use crate::row::{Row, Thing, Value};

/// A measure from start to end; the end may lie after the period.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) m: Thing,
    pub(crate) start: Day,
    pub(crate) end: Day,
    pub(crate) help: Help,
}

impl Course<'_> {
    /// Starts a measure on a decision and lives through it. `parallel`: the completion of an
    /// assessment that was running at the start.
    pub(crate) fn measure(
        &mut self,
        matter: Matter,
        start: Day,
        days: i32,
        parallel: Option<Day>,
    ) -> Measure {
        let m = self.id(b'm');
        let help = matter.help;
        let adult = self.birthday(if help == Help::Aftercare { 23 } else { 18 });
        let end = start
            .plus_days(days.max(10))
            .min(adult.max(start.plus_days(1)));
        let row = Row::on("measure_started", start).about(m).re(matter.d);
        self.put(row.value(help.value()));
        let measure = Measure {
            m,
            start,
            end,
            help,
        };
        self.reviews(measure, parallel);
        if help.is_placement() {
            self.supervision(measure);
            self.parents_plan(measure);
            self.return_home(measure);
        }
        if help == Help::Compulsory {
            self.renewals(matter, end);
        }
        self.put(Row::on("measure_ended", end).about(m));
        measure
    }

    fn reviews(&mut self, measure: Measure, parallel: Option<Day>) {
        let Measure { m, start, end, .. } = measure;
        let by_new_law = start >= BARNETS_LOV;
        let mut from = start;
        let mut due = start.plus_months(3);
        if let Some(completed) = parallel.filter(|day| by_new_law && *day >= start) {
            due = due.min(completed);
        }
        let mut rhythm = None;
        for seq in 1.. {
            // The national figure is for the first review; later ones have none. Its odds are raised
            // by what is lost where a parallel assessment moves the limit forward.
            let good = if seq == 1 {
                with_odds(share(FIRST_REVIEW, due), 1.03)
            } else {
                0.62
            };
            let earliest = from.plus_days((due.0 - from.0) / 2).min(due);
            let held = match self.done(earliest, due, good, 0.12) {
                Some(day) => day,
                None => self.workday_in(due, 120, 330),
            };
            if held >= end || held > self.office.last {
                return;
            }
            let x = self.id(b'x');
            self.put(Row::on("review_held", held).about(x).re(m));
            if held >= BARNETS_LOV {
                let share = if by_new_law && seq == 1 { 0.72 } else { 0.3 };
                if self.goes_well(share, held) {
                    rhythm = Some(self.rhythm(m, held, held));
                } else if by_new_law && seq == 1 && self.dice.chance(0.5) {
                    let later = self.workday_in(held, 5, 60);
                    rhythm = Some(self.rhythm(m, held, later));
                }
            }
            from = held;
            due = match rhythm {
                Some(period) => period.after(held),
                None if held < Day::from_civil(2011, 1, 1) => held.plus_months(12),
                None => held.plus_months(6),
            };
        }
    }

    /// The rhythm that is decided: mostly a period, sometimes a day.
    fn rhythm(&mut self, m: Thing, held: Day, decided: Day) -> Period {
        let (months, text) = self.dice.pick(&[
            ((3, "P3M"), 2.0),
            ((4, "P4M"), 1.5),
            ((6, "P6M"), 4.0),
            ((12, "P1Y"), 1.5),
            ((6, ""), 1.0),
        ]);
        let mut row = Row::on("review_rhythm_decided", decided).re(m).value(text);
        let mut period = Period { months, days: 0 };
        if text.is_empty() {
            let day = self.workday_from(period.after(held));
            row.value = Value::Day(day);
            period = Period {
                months: 0,
                days: day.0 - held.0,
            };
        }
        self.put(row);
        period
    }

    /// Two visits with a talk in each year of the placement (one until 2010).
    fn supervision(&mut self, measure: Measure) {
        for year in 0.. {
            let begins = measure.start.plus_months(12 * year);
            let ends = measure
                .start
                .plus_months(12 * (year + 1))
                .plus_days(-1)
                .min(measure.end);
            if begins >= measure.end || begins > self.office.last {
                return;
            }
            let needed = if begins < Day::from_civil(2011, 1, 1) {
                1
            } else {
                2
            };
            let well = self.goes_well(0.68, ends);
            let talks = if well {
                needed + self.dice.between(0, 1)
            } else {
                self.dice.between(0, needed - 1)
            };
            let silent = if well { 0 } else { self.dice.between(0, 2) };
            for visit in 0..talks + silent {
                // Spread over the year, so that no two fall on a day.
                let (share, count) = ((ends.0 - begins.0) / (talks + silent), visit);
                let day = begins.plus_days(count * share + self.dice.between(0, share * 2 / 3));
                let day = self.workday_before(day, begins);
                let value = if visit < talks { "talk" } else { "no_talk" };
                let x = self.id(b'x');
                self.put(
                    Row::on("supervision_visit_held", day)
                        .about(x)
                        .re(measure.m)
                        .value(value),
                );
            }
        }
    }

    fn parents_plan(&mut self, measure: Measure) {
        let due = measure.start.plus_months(3);
        if let Some(day) = self.done(measure.start, due, 0.6, 0.4) {
            self.put(Row::on("parents_plan_offered", day).re(measure.m));
        }
    }

    fn return_home(&mut self, measure: Measure) {
        if measure.help == Help::Placement && self.dice.chance(0.12) {
            let x = self.id(b'x');
            let asked = self.workday_in(measure.start, 60, 900);
            if asked < measure.end {
                self.put(Row::on("return_home_requested", asked).about(x));
                if let Some(day) = self.done(asked, asked.plus_days(7), 0.72, 0.15) {
                    self.put(Row::on("return_home_answered", day).about(x));
                }
            }
        }
    }

    /// Each committee decision lasts a year; the renewal is itself the next trigger.
    fn renewals(&mut self, matter: Matter, end: Day) {
        let (mut renewed, mut due) = (matter.d, matter.on.plus_months(12));
        while due < end && due <= self.office.last {
            let Some(day) = self.done(due.plus_days(-45), due, 0.88, 0.3) else {
                return;
            };
            let x = self.id(b'x');
            self.put(Row::on("placement_renewed", day).about(x).re(renewed));
            (renewed, due) = (x, day.plus_months(12));
        }
    }

    /// A young person placed up to 18: decided half a year before, and often help after it.
    /// Gives the end of the help.
    pub(crate) fn aftercare(&mut self, placement: Measure) -> Day {
        let adult = self.birthday(18);
        let due = adult.plus_months(-6);
        if placement.end < adult || placement.start > due || due > self.office.last {
            return placement.end;
        }
        if let Some(day) = self.done(due.plus_days(-90), due, 0.62, 0.3) {
            self.put(Row::on("aftercare_decided", day));
        }
        if self.dice.chance(0.55) {
            self.helped_after(adult)
        } else {
            adult
        }
    }

    /// Help for a young person over 18. Gives its end.
    pub(crate) fn helped_after(&mut self, from: Day) -> Day {
        let d = self.id(b'd');
        let on = self.workday_before(from, from.plus_days(-10));
        let matter = Matter {
            d,
            help: Help::Aftercare,
            on,
            assessment: None,
            urgent: false,
        };
        self.decided(matter);
        let days = self.dice.between(150, 1300);
        self.measure(matter, from.max(on), days, None).end
    }
}
