//! Notifications by the hour: arrival, the 24-hour judgement, receipt, screening.

use omhu_law::calendar::{Day, When};

use crate::course::Course;
use crate::national::RISK_ASSESSED;
use crate::row::{Row, Thing};

/// The limit of 24 hours came with Overgrebspakken.
const RISK_ASSESSMENT_FROM: Day = Day::from_civil(2013, 10, 1);

/// A notification as it arrives; brothers and sisters may share it.
#[derive(Clone, Copy)]
pub(crate) struct Arrival {
    pub(crate) at: i64,
    pub(crate) sender: &'static str,
}

/// A notification handled.
pub(crate) struct Notification {
    pub(crate) n: Thing,
    pub(crate) at: i64,
    pub(crate) day: Day,
    pub(crate) screened: Day,
    pub(crate) professional: bool,
}

impl Course<'_> {
    /// Draws sender and hour. Professionals write in working hours, citizens and police at all
    /// hours; fewer are sent in the summer holidays.
    pub(crate) fn arrival(&mut self, day: Day) -> Arrival {
        let sender = self.dice.pick(&[
            ("professional", 75.0),
            ("professional abuse", 6.7),
            ("citizen", 10.6),
            ("citizen abuse", 1.0),
            ("anonymous", 5.6),
            ("anonymous abuse", 0.4),
            ("municipality", 0.7),
        ]);
        let in_summer = matches!(day.civil(), (_, 7, _));
        let day = if in_summer && self.dice.chance(0.45) {
            day.plus_days(40)
        } else {
            day
        };
        let office_hours = if sender.starts_with("professional") {
            0.84
        } else {
            0.45
        };
        let at = if self.dice.chance(office_hours) {
            let day = self.workday_from(day);
            self.in_office_hours(day)
        } else {
            let clock = 60 * i64::from(self.dice.between(0, 24 * 60 - 1));
            self.at_clock(day, clock)
        };
        Arrival { at, sender }
    }

    /// Registers a notification and all that follows from it at once.
    pub(crate) fn notified(
        &mut self,
        arrival: Arrival,
        screening: &'static str,
        danger: bool,
    ) -> Notification {
        let n = self.id(b'n');
        let received = When::at(arrival.at);
        let day = received.day;
        self.put(
            Row::new("notification_received", received)
                .about(n)
                .value(arrival.sender),
        );
        self.risk_assessed(n, arrival.at, danger);
        if !arrival.sender.starts_with("anonymous") {
            let due = self.office.weekdays_after(day, 6);
            if let Some(sent) = self.done(day, due, 0.9, 0.3) {
                self.put(Row::on("notification_receipt_sent", sent).about(n));
            }
        }
        let screened = self.workday_in(day, 0, 10);
        self.put(
            Row::on("screening_made", screened)
                .about(n)
                .value(screening),
        );
        let professional = arrival.sender.starts_with("professional");
        Notification {
            n,
            at: arrival.at,
            day,
            screened,
            professional,
        }
    }

    fn risk_assessed(&mut self, n: Thing, at: i64, danger: bool) {
        let day = When::at(at).day;
        if day < RISK_ASSESSMENT_FROM {
            return;
        }
        // The out-of-hours duty does it in nights and weekends, less surely; danger is seen at once.
        let quiet = if self.office.is_workday(day) {
            0.018
        } else {
            -0.11
        };
        let share = if danger {
            0.995
        } else {
            RISK_ASSESSED / 100.0 + quiet
        };
        let minutes = if self.goes_well(share, day) {
            let most = if danger { 6 } else { 24 } * 60 - 5;
            self.dice
                .between(15, most)
                .min(self.dice.between(15, most + 400))
                .min(most)
        } else if self.dice.chance(0.1) {
            return;
        } else {
            24 * 60 + 5 + self.dice.tail(16.0 * 60.0)
        };
        let value = if danger { "danger" } else { "no_danger" };
        let judged = When::at(at + 60 * i64::from(minutes));
        self.put(
            Row::new("immediate_risk_assessed", judged)
                .about(n)
                .value(value),
        );
    }

    /// Tells a professional what came of it.
    pub(crate) fn notifier_informed(&mut self, notification: &Notification, from: Day) {
        if notification.professional && self.goes_well(0.7, from) {
            let told = self.workday_in(from, 0, 14);
            self.put(Row::on("notifier_informed", told).about(notification.n));
        }
    }
}
