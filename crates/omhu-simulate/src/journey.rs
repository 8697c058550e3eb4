//! The roads a child can take through the municipality, from the first notification to the closing.

use omhu_law::calendar::{Day, When};

use crate::course::Course;
use crate::decision::{Assessment, Help, Matter};
use crate::measure::Measure;
use crate::notification::{Arrival, Notification};
use crate::row::Row;

/// Why the municipality meets a child.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Road {
    Notified,
    Disability,
    SchoolDay,
    MovedIn,
}

/// What a spell of casework comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Nothing,
    Clarified,
    Assessed,
    Support,
    Placement,
}

const OUTCOMES: [(Outcome, f64); 5] = [
    (Outcome::Nothing, 0.38),
    (Outcome::Clarified, 0.12),
    (Outcome::Assessed, 0.13),
    (Outcome::Support, 0.3),
    (Outcome::Placement, 0.065),
];

impl Course<'_> {
    /// Lives a child's whole course from the entry on. `stock`: it was running when the period
    /// began, so it was not screened out.
    pub(crate) fn journey(&mut self, road: Road, entry: Day, first: Option<Arrival>, stock: bool) {
        match road {
            Road::Notified => self.notified_road(entry, first, stock),
            Road::Disability => self.disability_road(entry),
            Road::SchoolDay => self.school_day_road(entry),
            Road::MovedIn => self.moved_in_road(entry),
        }
    }

    fn notified_road(&mut self, entry: Day, first: Option<Arrival>, stock: bool) {
        let (mut day, mut arrival) = (entry, first);
        for spell in 0..4 {
            if day > self.office.last || self.is_at_least(18, day) {
                return;
            }
            let closed = self.spell(day, arrival.take(), stock && spell == 0);
            if !self.dice.chance(0.3) {
                return;
            }
            day = closed.plus_days(self.dice.between(60, 800));
        }
    }

    /// One spell of casework. Gives the day it was closed.
    fn spell(&mut self, day: Day, first: Option<Arrival>, stock: bool) -> Day {
        let outcome = self.dice.pick(&OUTCOMES[if stock { 2 } else { 0 }..]);
        let arrival = first.unwrap_or_else(|| self.arrival(day));
        let screening = match outcome {
            Outcome::Nothing => "none",
            Outcome::Clarified => "clarify",
            _ => "assess",
        };
        let danger = self.dice.chance(if outcome == Outcome::Placement {
            0.3
        } else {
            0.015
        });
        let first = self.notified(arrival, screening, danger);
        let worry = self.more_notifications(first.day, first.day.plus_days(220), 0.41, 40.0);
        let (value, helped) = match outcome {
            Outcome::Nothing => ("other", first.screened),
            Outcome::Clarified => ("preventive", self.workday_in(first.screened, 20, 90)),
            Outcome::Assessed => ("preventive", self.assessed_only(&first)),
            Outcome::Support => ("preventive", self.supported(&first)),
            Outcome::Placement => ("placement", self.placed(&first, danger)),
        };
        if helped > worry {
            self.more_notifications(worry, helped, 0.62, 130.0);
        }
        let closed = self.workday_in(helped.max(worry), 4, 40);
        self.opened(first.day, value, Some(closed));
        self.side_roads(first.day, closed);
        closed
    }

    /// Further notifications in a running case. Gives the day of the last.
    fn more_notifications(&mut self, from: Day, to: Day, again: f64, gap_days: f64) -> Day {
        let mut day = from;
        while self.dice.chance(again) {
            let next = day.plus_days(3 + self.dice.tail(gap_days));
            if next >= to || next > self.office.last {
                break;
            }
            let arrival = self.arrival(next);
            let screening = if self.dice.chance(0.85) {
                "none"
            } else {
                "clarify"
            };
            day = self.notified(arrival, screening, false).screened.max(next);
        }
        day
    }

    fn assessed_only(&mut self, first: &Notification) -> Day {
        let assessment = self.assessment(first.day, first.screened, first.n);
        self.talk_in_assessment(assessment);
        self.notifier_informed(first, assessment.decided);
        assessment
            .completed
            .unwrap_or_else(|| assessment.known.plus_months(5))
    }

    /// When a decision can follow an assessment; `None` where it was dropped.
    fn decision_day(&mut self, assessment: Assessment) -> Option<Day> {
        match assessment.completed {
            Some(day) => Some(self.workday_in(day, 0, 28)),
            None if self.dice.chance(0.5) => {
                Some(self.workday_in(assessment.known.plus_months(4), 10, 60))
            }
            None => None,
        }
    }

    fn supported(&mut self, first: &Notification) -> Day {
        let assessment = self.assessment(first.day, first.screened, first.n);
        self.notifier_informed(first, assessment.decided);
        let parallel = assessment
            .completed
            .filter(|day| *day > assessment.decided.plus_days(50) && self.dice.chance(0.12));
        let on = match parallel {
            Some(_) => Some(self.workday_in(assessment.decided, 5, 40)),
            None => self.decision_day(assessment),
        };
        let Some(on) = on.filter(|on| !self.is_at_least(18, *on)) else {
            return assessment.known.plus_months(5);
        };
        let main = self.support(on, assessment, parallel);
        let mut end = main.end;
        if self.dice.chance(0.25) {
            let on = self.workday_in(main.start, 60, 400);
            if on < main.end {
                end = end.max(self.support(on, assessment, None).end);
            }
        }
        let to_placement = end.plus_days(-self.dice.between(20, 200));
        if self.dice.chance(0.05) && to_placement > main.start && !self.is_at_least(17, end) {
            let on = self.workday_from(to_placement);
            end = end.max(self.placement(on, assessment));
        }
        end
    }

    fn support(&mut self, on: Day, assessment: Assessment, parallel: Option<Day>) -> Measure {
        let d = self.id(b'd');
        let urgent = parallel.is_some() && self.dice.chance(0.5);
        let matter = Matter {
            d,
            help: Help::Support,
            on,
            assessment: Some(assessment),
            urgent,
        };
        self.decided(matter);
        let start = self.workday_in(on, 0, 35);
        let days = self.dice.between(120, 700) + self.dice.tail(200.0);
        self.measure(matter, start, days, parallel)
    }

    fn placed(&mut self, first: &Notification, danger: bool) -> Day {
        let assessment = self.assessment(first.day, first.screened, first.n);
        self.notifier_informed(first, assessment.decided);
        if danger && self.dice.chance(0.6) {
            return self.placed_at_once(first, assessment);
        }
        match self
            .decision_day(assessment)
            .filter(|on| !self.is_at_least(17, *on))
        {
            Some(on) => self.placement(on, assessment),
            None => assessment.known.plus_months(5),
        }
    }

    fn placement(&mut self, on: Day, assessment: Assessment) -> Day {
        let d = self.id(b'd');
        let help = if self.dice.chance(0.04) {
            Help::Compulsory
        } else {
            Help::Placement
        };
        let urgent = self.dice.chance(0.08);
        let matter = Matter {
            d,
            help,
            on,
            assessment: Some(assessment),
            urgent,
        };
        self.decided(matter);
        let start = self.workday_in(on, 0, 21);
        self.lived_away(matter, start, None)
    }

    fn lived_away(&mut self, matter: Matter, start: Day, parallel: Option<Day>) -> Day {
        let days = self.dice.between(200, 1300) + self.dice.tail(600.0);
        let measure = self.measure(matter, start, days, parallel);
        self.aftercare(measure)
    }

    /// A provisional decision within hours, the notice within 24 hours, the committee within 7
    /// days, and then a decision that lasts.
    fn placed_at_once(&mut self, first: &Notification, assessment: Assessment) -> Day {
        let d = self.id(b'd');
        let at = first.at + 60 * i64::from(self.dice.between(60, 12 * 60));
        let start = When::at(at).day;
        self.put(Row::new("provisional_decision_started", When::at(at)).about(d));
        let minutes = if self.goes_well(0.9, start) {
            self.dice.between(30, 23 * 60)
        } else {
            24 * 60 + 10 + self.dice.tail(700.0)
        };
        let notice = When::at(at + 60 * i64::from(minutes));
        self.put(Row::new("provisional_notice_given", notice).about(d));
        if let Some(day) = self.done(start.plus_days(1), start.plus_days(7), 0.94, 0.05) {
            self.put(Row::on("committee_presented", day).about(d));
        }
        let help = if self.dice.chance(0.11) {
            Help::Compulsory
        } else {
            Help::Placement
        };
        let on = self.workday_in(start, 7, 28);
        let matter = Matter {
            d,
            help,
            on,
            assessment: Some(assessment),
            urgent: true,
        };
        self.decided(matter);
        self.lived_away(matter, start, assessment.completed)
    }

    fn disability_road(&mut self, entry: Day) {
        let known = self.workday_from(entry);
        let closed = self
            .workday_in(known, 700, 3600)
            .min(self.birthday(18))
            .max(known.plus_days(20));
        self.opened(known, "disability", Some(closed));
        self.put(Row::on("disability_established", known));
        let offered = self.done(known.plus_days(15), known.plus_months(3), 0.6, 0.4);
        if let Some(day) = offered.filter(|_| known >= Day::from_civil(2009, 1, 1)) {
            self.put(Row::on("family_adviser_offered", day));
        }
        self.access_request(known, closed);
    }

    fn school_day_road(&mut self, entry: Day) {
        let known = self.workday_from(entry);
        if self.dice.chance(0.5) {
            let assessment = self.assessment(known, known, crate::row::Thing::None);
            self.talk_in_assessment(assessment);
        }
        let closed = self
            .workday_in(known, 300, 1700)
            .min(self.birthday(18))
            .max(known.plus_days(200));
        self.opened(known, "school_day_treatment", Some(closed));
        self.access_request(known, closed);
    }

    /// A young person over 18 with help moves in: decided anew within 30 days.
    fn moved_in_road(&mut self, entry: Day) {
        let moved = self.workday_from(entry);
        let mut end = moved.plus_days(60);
        if moved >= Day::from_civil(2011, 1, 1) {
            let x = self.id(b'x');
            self.put(Row::on("youth_moved_in", moved).about(x));
            if let Some(day) = self.done(moved.plus_days(7), moved.plus_days(30), 0.72, 0.2) {
                self.put(Row::on("aftercare_decided", day).about(x));
                if self.dice.chance(0.7) {
                    end = end.max(self.helped_after(day));
                }
            }
        }
        let closed = self.workday_in(end, 5, 30);
        self.opened(moved, "other", Some(closed));
    }

    /// What may happen on the way: papers asked for, drug treatment, police, the youth board.
    fn side_roads(&mut self, opened: Day, closed: Day) {
        self.access_request(opened, closed);
        for (kind, answer, share, years, since, days, good) in [
            (
                "drug_treatment_requested",
                "drug_treatment_started",
                0.05,
                14,
                2007,
                14,
                0.85,
            ),
            (
                "police_documentation_received",
                "network_meeting_summoned",
                0.04,
                12,
                2015,
                7,
                0.78,
            ),
            (
                "youth_board_requested",
                "youth_assessment_completed",
                0.03,
                10,
                2019,
                21,
                0.75,
            ),
        ] {
            let asked = self.some_day(opened, closed);
            if self.dice.chance(share)
                && self.is_at_least(years, asked)
                && asked >= Day::from_civil(since, 1, 1)
            {
                let x = self.id(b'x');
                self.put(Row::on(kind, asked).about(x));
                if let Some(day) = self.done(asked, asked.plus_days(days), good, 0.15) {
                    self.put(Row::on(answer, day).about(x));
                }
            }
        }
    }

    fn access_request(&mut self, opened: Day, closed: Day) {
        if self.dice.chance(0.06) {
            let x = self.id(b'x');
            let asked = self.some_day(opened, closed);
            let due = self.office.weekdays_after(asked, 7);
            self.put(Row::on("access_requested", asked).about(x));
            if let Some(day) = self.done(asked, due, 0.72, 0.1) {
                self.put(Row::on("access_answered", day).about(x));
            }
        }
    }

    fn some_day(&mut self, from: Day, to: Day) -> Day {
        let to = to.min(self.office.last).max(from);
        let day = Day(self.dice.between(from.0, to.0));
        self.workday_from(day)
    }
}
