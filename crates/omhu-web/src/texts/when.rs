//! Days and clock times as people read them on a page.

use omhu_law::calendar::{Day, When};
use omhu_report::Lang;

use super::Texts;

const SHORT_MONTHS: [&str; 12] = [
    "when-jan", "when-feb", "when-mar", "when-apr", "when-may", "when-jun", "when-jul", "when-aug",
    "when-sep", "when-oct", "when-nov", "when-dec",
];

/// Monday first, as [`Day::day_of_week`] counts.
const WEEKDAYS: [&str; 7] = [
    "when-monday",
    "when-tuesday",
    "when-wednesday",
    "when-thursday",
    "when-friday",
    "when-saturday",
    "when-sunday",
];

impl Texts {
    /// `18. november 2026`, `18 November 2026`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        self.shared().day(&day.to_string())
    }

    /// `18. nov. 2026`, `18 Nov 2026`.
    #[must_use]
    pub fn short_day(self, day: Day) -> String {
        let (year, month, of_month) = day.civil();
        self.with(
            "when-short-day",
            &[
                ("day", of_month.into()),
                (
                    "month",
                    self.get(SHORT_MONTHS[(month as usize + 11) % 12]).into(),
                ),
                ("year", year.to_string().into()),
            ],
        )
    }

    /// `onsdag 18. november 2026`, `Wednesday 18 November 2026`.
    #[must_use]
    pub fn weekday(self, day: Day) -> String {
        let weekday = WEEKDAYS[day.day_of_week() as usize % 7];
        format!("{} {}", self.get(weekday), self.day(day))
    }

    /// `10.32` in Danish, `10:32` in English, in Copenhagen; nothing where only the day is known.
    #[must_use]
    pub fn clock(self, when: When) -> String {
        let Some(instant) = when.instant() else {
            return String::new();
        };
        let local = instant + i64::from(omhu_law::calendar::copenhagen_offset(instant));
        let minutes = local.rem_euclid(86_400) / 60;
        let between = self.between();
        format!("{:02}{between}{:02}", minutes / 60, minutes % 60)
    }

    /// A time as it was typed or filled in, written as the language writes it; what is none stays.
    #[must_use]
    pub fn typed_clock(self, text: &str) -> String {
        let sign = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b':');
        match text.bytes().all(sign) {
            true => text.replace(['.', ':'], self.between()),
            false => text.to_owned(),
        }
    }

    /// What stands between hours and minutes.
    fn between(self) -> &'static str {
        match self.lang() {
            Lang::Da => ".",
            Lang::En => ":",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_a_field_stands_as_the_language_writes_it() {
        let (da, en) = (Texts::of(Lang::Da), Texts::of(Lang::En));
        // As the form is filled in, and as somebody types.
        for text in ["18:02", "18.02"] {
            assert_eq!(da.typed_clock(text), "18.02");
            assert_eq!(en.typed_clock(text), "18:02");
        }
        assert_eq!(da.typed_clock("kl. 9"), "kl. 9");
        assert_eq!(en.typed_clock(""), "");
    }
}
