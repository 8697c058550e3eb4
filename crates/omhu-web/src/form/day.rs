//! Days as people type them into one field.
//!
//! Owns: the forms that are accepted: `18.11.2026`, `18-11-2026`, `18/11 2026`, `18.11.26`, `181126`, `18112026`,
//! `2026-11-18`. One text field, and not the three of Det Fælles Designsystem nor the browser's own calendar: those
//! who type fifty days a day have one tab stop, can paste, and get back what they typed when it is no day.

use omhu_casework::steps::typed;
use omhu_law::calendar::Day;

/// The day, if the text is one. What is said in words (`i dag`, `3. juni 2026`) is read as the forms of steps read it. Two digits of a year are the nearest year that is not more than ten years ahead of
/// `today`: births lie in the past, deadlines close by.
#[must_use]
pub fn parse(text: &str, today: Day) -> Option<Day> {
    if text.chars().any(char::is_alphabetic) {
        return typed::day(text, today).ok();
    }
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] => (year, month, day),
        [digits] if digits.is_ascii() && matches!(digits.len(), 6 | 8) => {
            (&digits[4..], &digits[2..4], &digits[..2])
        }
        _ => return None,
    };
    let number = |text: &str, most: usize| -> Option<u32> {
        let digits = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let year = match year.len() {
        4 => number(year, 4)? as i32,
        2 => {
            let this_year = today.civil().0;
            let year = this_year - this_year % 100 + number(year, 2)? as i32;
            if year > this_year + 10 {
                year - 100
            } else {
                year
            }
        }
        _ => return None,
    };
    Day::checked(year, number(month, 2)?, number(day, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_typed_in_many_ways() {
        let today = Day::from_civil(2026, 11, 18);
        for text in [
            "18.11.2026",
            "18-11-2026",
            "18/11 2026",
            "18. 11. 2026",
            "18.11.26",
            "181126",
            "18112026",
            "2026-11-18",
            "i dag",
            "I dag ",
            "today",
            "18. november 2026",
        ] {
            assert_eq!(parse(text, today), Some(today), "{text}");
        }
        assert_eq!(parse("1.2.19", today), Some(Day::from_civil(2019, 2, 1)));
        assert_eq!(parse("01.02.98", today), Some(Day::from_civil(1998, 2, 1)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        let today = Day::from_civil(2026, 11, 18);
        for text in [
            "",
            "i overmorgen",
            "31.2.2026",
            "2026-13-01",
            "18.11",
            "1.1.1",
            "18.11.20266",
            "æøåæøå",
            "1 2 3 4",
        ] {
            assert_eq!(parse(text, today), None, "{text}");
        }
    }
}
