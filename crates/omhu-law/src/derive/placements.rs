//! Measures and placements: what comes before the start, visits in each year, birthdays.

use super::draft::Draft;
use super::duty::Duty;
use super::{Derived, Engine, How};
use crate::book::{Birthday, Column, Obligation, Running, Shape, Version};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Thing};
use crate::index::{Entry, on_or_after};
use crate::measures::Measure;
use crate::vocabulary::Basis;

impl<'b> Engine<'b> {
    pub(super) fn visits(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        let earliest = obligation
            .versions
            .first()
            .map_or(Day::MAX, |version| version.in_force);
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            if !measure.value.has(self.kinds.placement) {
                continue;
            }
            self.days.clear();
            for kind in &obligation.met_by {
                for entry in self.index.of(*kind, Column::Reference, measure.thing) {
                    let talked = case.facts[entry.fact as usize].value.has(self.kinds.talk);
                    if talked && self.days.last().is_none_or(|(day, _)| *day < entry.day) {
                        self.days.push((entry.day, entry.fact));
                    }
                }
            }
            // Years before the duty began need not be walked through.
            let skip = (earliest.civil().0 - measure.started.civil().0 - 1).max(1) as u32;
            for k in skip.. {
                let (first, last) = self.supervision_year(measure.started, k);
                let gone = measure.end.is_some_and(|(end, _)| first >= end);
                if first > self.question.as_of || (k > 1 && gone) || first >= Day::MAX {
                    break;
                }
                let Some(version) = duty.version_on(first, Basis::NONE) else {
                    continue;
                };
                let from = self.days.partition_point(|(day, _)| *day < first);
                let needed = self.visits_needed(version, first, last);
                let met = (self.days[from..].get(needed as usize - 1))
                    .filter(|(day, _)| *day <= last)
                    .map(|(day, fact)| (When::on(*day), *fact));
                let draft = Draft {
                    seq: k,
                    due: Some(When::on(last)),
                    how: How::YearEnd(k, needed),
                    met,
                    end: measure.end,
                    ..Draft::new(duty, version, measure.thing, (first, measure.fact))
                };
                self.finish(case, &draft, rows);
            }
        }
    }

    /// The first and last day of the k-th year of a placement.
    fn supervision_year(&self, start: Day, k: u32) -> (Day, Day) {
        if self.book.assumptions.supervision_by_calendar_year {
            let year = start.civil().0 + k as i32 - 1;
            let first = Day::from_civil(year, 1, 1).max(start);
            return (first, Day::from_civil(year, 12, 31));
        }
        let first = start.plus_months((k as i32 - 1).saturating_mul(12));
        let after = start.plus_months((k as i32).saturating_mul(12));
        (first, after.plus_days(-1))
    }

    /// Visits asked for in a year; of a part of a calendar year, its share rounded up.
    fn visits_needed(&self, version: &Version, first: Day, last: Day) -> u32 {
        if !self.book.assumptions.supervision_by_calendar_year {
            return version.visits.max(1);
        }
        let days = (last.0 - first.0 + 1) as u32;
        (version.visits * days).div_ceil(366).max(1)
    }

    /// What hangs on the child's age: some months before a birthday for a child who is placed then,
    /// or at it for a child with a fact of the required kind.
    pub(super) fn birthday(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        let births = self.index.all(obligation.trigger, Column::About);
        let Some(born) = births.first() else {
            return;
        };
        // The version goes by the due day, which hangs on the version's own birthday.
        let found = obligation.versions.iter().rev().find_map(|version| {
            let birthday = version.birthday?;
            let due = birthday_of(born.day, birthday);
            (version.in_force <= due && due <= version.until).then_some((version, birthday, due))
        });
        let Some((version, birthday, due)) = found else {
            return;
        };
        let concerned = match obligation.shape {
            Shape::BeforeBirthday => self.placed_on(due),
            _ => {
                let birthday = born.day.plus_months(birthday.years as i32 * 12);
                self.asked_by(case, obligation, due) || self.runs_at(obligation, birthday)
            }
        };
        if !concerned {
            return;
        }
        let met = obligation.met_by.iter().find_map(|kind| {
            on_or_after(self.index.of(*kind, Column::About, Thing::NONE), born.day)
        });
        let draft = Draft {
            due: Some(When::on(due)),
            how: How::Birthday(birthday.years, birthday.months),
            met: met.map(Entry::met),
            end: self.end(obligation.ceases_with, Thing::NONE, born.day),
            ..Draft::new(duty, version, Thing::NONE, (born.day, born.fact))
        };
        self.finish(case, &draft, rows);
    }

    /// Whether the child is placed at the end of a day.
    fn placed_on(&self, day: Day) -> bool {
        self.any_on(day, |measure| measure.value.has(self.kinds.placement))
    }

    /// Whether such a measure runs at the end of a day.
    fn any_on(&self, day: Day, wanted: impl Fn(&Measure) -> bool) -> bool {
        self.measures.list.iter().any(|measure| {
            wanted(measure)
                && measure.started <= day
                && measure.end.is_none_or(|(end, _)| end > day)
        })
    }

    /// Whether a measure that the obligation speaks of runs on the birthday; what runs on the due day, which may be months after
    /// it, says nothing. What runs today says little of a birthday that is years ahead: it is asked from the year before.
    fn runs_at(&self, obligation: &Obligation, birthday: Day) -> bool {
        let near = self.question.as_of >= birthday.plus_months(-12);
        near && (obligation.or_running).is_some_and(|running| self.runs_on(running, birthday))
    }

    /// Whether such a measure runs at the end of a day.
    fn runs_on(&self, running: Running, day: Day) -> bool {
        match running {
            Running::Placement => self.placed_on(day),
            Running::Measure => self.any_on(day, |_| true),
        }
    }

    /// Whether the child is as old on a day as the obligation asks for, and what ran on that birthday does not ask for the same.
    pub(super) fn is_aged(&self, obligation: &Obligation, day: Day) -> bool {
        let Some(aged) = obligation.aged else {
            return true;
        };
        let Some(born) = self.all(self.kinds.born, Column::About).first() else {
            return false;
        };
        let birthday = born.day.plus_months(aged.years as i32 * 12);
        let asked_then =
            |(running, from): (Running, Day)| birthday >= from && self.runs_on(running, birthday);
        birthday <= day && !aged.unless.is_some_and(asked_then)
    }

    /// Whether the fact that the obligation requires is there by a day.
    fn asked_by(&self, case: &CaseFacts<'_>, obligation: &Obligation, day: Day) -> bool {
        let Some((kind, word)) = obligation.requires else {
            return false;
        };
        self.index.all(kind, Column::About).iter().any(|entry| {
            entry.day <= day
                && word.is_none_or(|word| case.facts[entry.fact as usize].value.has(word))
        })
    }

    pub(super) fn before_start(
        &mut self,
        case: &CaseFacts<'_>,
        duty: &Duty<'b>,
        rows: &mut Vec<Derived>,
    ) {
        let obligation = duty.obligation;
        for measure in &self.measures.list {
            if measure.decision == Thing::NONE || !measure.decision_known {
                continue;
            }
            let fact = &case.facts[measure.fact as usize];
            let Some(version) = duty.version_on(measure.started, fact.basis) else {
                continue;
            };
            let made = obligation.met_by.iter().find_map(|kind| {
                self.index
                    .of(*kind, Column::Reference, measure.decision)
                    .first()
            });
            let draft = Draft {
                met: made.map(Entry::met),
                end: measure.end,
                ..Draft::new(
                    duty,
                    version,
                    measure.thing,
                    (measure.started, measure.fact),
                )
            };
            self.finish(case, &draft, rows);
        }
    }
}

fn birthday_of(born: Day, birthday: Birthday) -> Day {
    born.plus_months(birthday.years as i32 * 12)
        .plus_months(birthday.months)
}
