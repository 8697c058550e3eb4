//! When something is due: a length after a trigger, and which length counts.

use super::{Engine, How};
use crate::book::{Column, Due, Version};
use crate::calendar::{Day, When};
use crate::history::Fact;
use crate::index::Entry;

impl Engine<'_> {
    /// A limit after a trigger.
    pub(super) fn due_after(&self, due: Due, trigger: When) -> Option<When> {
        let day = trigger.day;
        let on = match due {
            Due::None => return None,
            Due::TriggerDay => return Some(When::on(day)),
            Due::Hours(hours) => {
                return Some(match trigger.instant() {
                    Some(second) => {
                        let due = When::at(second + i64::from(hours) * 3600);
                        if due.day > Day::MAX {
                            When::on(Day::MAX)
                        } else {
                            due
                        }
                    }
                    // Only the day is known: the end of the next day for 24 hours.
                    None => When::on(day.plus_days(hours.div_ceil(24) as i32)),
                });
            }
            Due::Weekdays(count) => {
                return Some(When::on(self.plus_weekdays(day, count)));
            }
            Due::Days(count) => day.plus_days(count as i32),
            Due::Weeks(count) => day.plus_days(count as i32 * 7),
            Due::Months(count) => day.plus_months(count as i32),
            Due::Years(count) => day.plus_months(count as i32 * 12),
        };
        Some(When::on(self.rolled(on)))
    }

    fn plus_weekdays(&self, day: Day, count: u32) -> Day {
        let holidays = &self.book.holidays;
        if !self.book.assumptions.weekday_includes_saturday {
            return day.plus_weekdays(count, holidays);
        }
        let mut day = day;
        let mut left = count;
        while left > 0 && day < Day::MAX {
            day = day.plus_days(1);
            if day.day_of_week() < 6 && !holidays.contains(day) {
                left -= 1;
            }
        }
        day
    }

    pub(super) fn rolled(&self, day: Day) -> Day {
        let holidays = &self.book.holidays;
        if self.book.assumptions.authority_limits_roll && !day.is_weekday(holidays) {
            return day.plus_weekdays(1, holidays);
        }
        day
    }

    /// The limit of a version for a trigger, which may be another where a fact says so.
    pub(super) fn limit(
        &self,
        version: &Version,
        entry: &Entry,
        fact: &Fact,
    ) -> (Option<When>, How) {
        if let Some(instead) = version.instead {
            if instead.value.is_some_and(|word| fact.value.has(word)) {
                let how = How::Instead(instead.due, None);
                return (self.due_after(instead.due, fact.when), how);
            }
            let stated = instead.when.and_then(|kind| {
                let stated = self.index.of(kind, Column::About, entry.thing).first();
                stated.filter(|stated| stated.day <= entry.day)
            });
            if let Some(stated) = stated {
                let how = How::Instead(instead.due, Some(stated.fact));
                return (self.due_after(instead.due, fact.when), how);
            }
        }
        let due = version.due.unwrap_or(Due::None);
        (self.due_after(due, fact.when), How::After(due))
    }
}
