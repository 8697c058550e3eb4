//! Why a row is there: the rule, its trigger and the arithmetic, as data for one sentence.
//!
//! A kept duty holds its dates and not how they came about. The length is looked up in the law book and
//! tried: only a length that gives exactly the kept due day is said.

use omhu_law::book::{Due, LawBook, Rule, Version};
use omhu_law::calendar::{Day, When};

use crate::duties::Duty;

/// How the due day came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// On the trigger day itself.
    SameDay,
    /// Elapsed hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Weekdays.
    Weekdays(u32),
    /// Weeks.
    Weeks(u32),
    /// Months.
    Months(u32),
    /// Years.
    Years(u32),
    /// The last day of a year of the placement, by its number.
    YearOfPlacement(u32),
    /// A birthday, with months after (less than zero: before) it.
    Birthday(u32, i32),
    /// As decided in the case itself.
    Decided,
    /// No day yet.
    None,
}

/// Rule, trigger and arithmetic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// The rule id.
    pub rule: String,
    /// The act's id.
    pub act: String,
    /// The provision.
    pub provision: String,
    /// The trigger day.
    pub trigger_on: Day,
    /// When it was triggered, where the length is in hours and the hour is known.
    pub trigger_at: Option<When>,
    /// How the due day follows from it.
    pub length: Length,
}

/// Why a duty is due when it is.
#[must_use]
pub fn why(book: &LawBook, duty: &Duty) -> Why {
    let rule = rule_of(book, duty);
    let length = length(book, duty);
    let instant = duty.due.and_then(When::instant);
    Why {
        rule: duty.rule.clone(),
        act: rule.map_or_else(String::new, |rule| rule.act.clone()),
        provision: rule.map_or_else(String::new, |rule| rule.provision.clone()),
        trigger_on: duty.trigger_on,
        trigger_at: match (length, instant) {
            (Length::Hours(hours), Some(due)) => Some(When::at(due - i64::from(hours) * 3600)),
            _ => None,
        },
        length,
    }
}

/// The rule of a duty. Several duties share an id and differ in the provision, so it is looked for among the versions of
/// the duty itself, first those in force on the trigger day.
pub(crate) fn rule_of<'b>(book: &'b LawBook, duty: &Duty) -> Option<&'b Rule> {
    let on = duty.trigger_on;
    let mut found: Vec<(bool, &Rule)> = Vec::new();
    for obligation in book.named(&duty.obligation) {
        for version in &obligation.versions {
            let later = version
                .pending
                .map_or([None; 2], |later| [later.rule, later.rule_next]);
            let own = [version.rule, version.rule_next, version.unborn];
            let rules = own.into_iter().chain(later);
            let rules = rules.flatten().map(|id| book.rule(id));
            let out_of_force = on < version.in_force || version.until < on;
            let same = rules.filter(|rule| rule.id == duty.rule);
            found.extend(same.map(|rule| (out_of_force, rule)));
        }
    }
    let nearest = found
        .into_iter()
        .min_by_key(|(out_of_force, _)| *out_of_force);
    nearest.map(|(_, rule)| rule)
}

fn length(book: &LawBook, duty: &Duty) -> Length {
    use omhu_law::book::Shape;
    let Some(due) = duty.due else {
        return Length::None;
    };
    let in_force = |version: &&Version| {
        version.in_force <= duty.trigger_on && duty.trigger_on <= version.until
    };
    for obligation in book.named(&duty.obligation) {
        match obligation.shape {
            Shape::VisitsPerYear => return Length::YearOfPlacement(duty.seq),
            Shape::Check | Shape::BeforeStart | Shape::ReviewRhythm => return Length::SameDay,
            Shape::BeforeBirthday | Shape::AtBirthday => {
                let fits = obligation
                    .versions
                    .iter()
                    .filter_map(|version| version.birthday);
                let mut fits = fits.filter(|birthday| {
                    duty.trigger_on
                        .plus_months(birthday.years as i32 * 12)
                        .plus_months(birthday.months)
                        == due.day
                });
                if let Some(birthday) = fits.next() {
                    return Length::Birthday(birthday.years, birthday.months);
                }
            }
            _ => {}
        }
        for version in obligation.versions.iter().filter(in_force) {
            let first = [version.due, version.instead.map(|instead| instead.due)];
            let lengths = if duty.seq > 1 {
                [version.next, None]
            } else {
                first
            };
            let next = [version.next];
            let found = lengths.iter().chain(&next).flatten();
            let mut found = found.filter(|length| gives(book, **length, duty.trigger_on, due));
            if let Some(length) = found.next() {
                return said(*length);
            }
        }
    }
    Length::Decided
}

fn gives(book: &LawBook, length: Due, trigger: Day, due: When) -> bool {
    let day = match length {
        Due::None => return false,
        Due::TriggerDay => trigger,
        // From an instant the day is the next one, but for the hour that summer time takes or gives.
        Due::Hours(hours) => {
            let days = due.day.0 - trigger.0;
            return (0..=hours.div_ceil(24) as i32 + 1).contains(&days);
        }
        Due::Days(count) => trigger.plus_days(count as i32),
        Due::Weekdays(count) => trigger.plus_weekdays(count, &book.holidays),
        Due::Weeks(count) => trigger.plus_days(count as i32 * 7),
        Due::Months(count) => trigger.plus_months(count as i32),
        Due::Years(count) => trigger.plus_months(count as i32 * 12),
    };
    day == due.day
}

fn said(length: Due) -> Length {
    match length {
        Due::None => Length::None,
        Due::TriggerDay => Length::SameDay,
        Due::Hours(count) => Length::Hours(count),
        Due::Days(count) => Length::Days(count),
        Due::Weekdays(count) => Length::Weekdays(count),
        Due::Weeks(count) => Length::Weeks(count),
        Due::Months(count) => Length::Months(count),
        Due::Years(count) => Length::Years(count),
    }
}
