//! Whether a child is born on a day, as far as the case knows.
//!
//! Owns: that question. Must not know: any obligation; where the days come from.

use crate::calendar::Day;

/// So many months after the day on which it was expected a child is born, though nobody wrote it down.
const BORN_AFTER_MONTHS: i32 = 1;

/// The first day on which a child counts as born: its birthday, else some time after `term`, the day on which it was
/// expected. None: nothing is known of its birth, so it was born before all.
#[must_use]
pub fn counts_as_born(born: Option<Day>, term: Option<Day>) -> Option<Day> {
    born.or_else(|| Some(term?.plus_months(BORN_AFTER_MONTHS).plus_days(1)))
}

/// Whether a child is not born on a day: it is born later, or is expected and no birth is known. `term`: the day on which
/// it was expected.
#[must_use]
pub fn is_unborn(born: Option<Day>, term: Option<Day>, on: Day) -> bool {
    counts_as_born(born, term).is_some_and(|from| on < from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_unborn_until_its_birth_and_not_for_ever() {
        let (term, on) = (Day::from_civil(2026, 6, 1), Day::from_civil);
        for (born, term, day, unborn) in [
            (None, Some(term), on(2026, 5, 1), true),
            (None, Some(term), on(2026, 7, 1), true),
            (None, Some(term), on(2026, 7, 2), false),
            (Some(on(2026, 5, 20)), Some(term), on(2026, 5, 19), true),
            (Some(on(2026, 5, 20)), Some(term), on(2026, 5, 20), false),
            (Some(on(2026, 5, 20)), None, on(2026, 5, 19), true),
            (None, None, on(2026, 5, 19), false),
        ] {
            assert_eq!(
                is_unborn(born, term, day),
                unborn,
                "{born:?} {term:?} {day}"
            );
        }
    }
}
