//! Numbers, days and periods as people write them.

use omhu_figures::{By, PeriodLabel, Tenths};

use super::{Lang, Texts};

pub(super) fn count(lang: Lang, count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(match lang {
                Lang::Da => '.',
                Lang::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

pub(super) fn tenths(lang: Lang, tenths: Tenths) -> String {
    match lang {
        Lang::Da => tenths.to_string().replace('.', ","),
        Lang::En => tenths.to_string(),
    }
}

const MONTHS: [&str; 12] = [
    "date-january",
    "date-february",
    "date-march",
    "date-april",
    "date-may",
    "date-june",
    "date-july",
    "date-august",
    "date-september",
    "date-october",
    "date-november",
    "date-december",
];

impl Texts {
    /// A day in words from its ISO form: `2026-12-03` is `3. december 2026`. An instant keeps its clock:
    /// `2026-12-03T14:05:00+01:00` is `3. december 2026 kl. 14.05`. Anything else is given back as it came.
    #[must_use]
    pub fn day(&self, iso: &str) -> String {
        let parts = |text: &str| -> Option<(String, usize, u64)> {
            let (year, rest) = text.get(..10)?.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            Some((
                year.to_owned(),
                month.parse().ok().filter(|m| (1..=12).contains(m))?,
                day.parse().ok()?,
            ))
        };
        let Some((year, month, day)) = parts(iso) else {
            return iso.to_owned();
        };
        let month = self.get(MONTHS[month - 1]);
        let day = self.with(
            "date-day",
            &[
                ("day", day.into()),
                ("month", month.into()),
                ("year", year.into()),
            ],
        );
        match iso.get(11..16).and_then(|clock| clock.split_once(':')) {
            Some((hour, minute)) => self.with(
                "date-clock",
                &[
                    ("day", day.into()),
                    ("hour", hour.into()),
                    ("minute", minute.into()),
                ],
            ),
            None => day,
        }
    }

    /// A period in words: `oktober 2026`, `4. kvartal 2026`, `2026`.
    #[must_use]
    pub fn period(&self, period: PeriodLabel) -> String {
        let year = period.year().to_string();
        match period.by() {
            By::Month => {
                let month = self.get(MONTHS[usize::from(period.first_month()) - 1]);
                self.with(
                    "date-month",
                    &[("month", month.into()), ("year", year.into())],
                )
            }
            By::Quarter => {
                let quarter = u64::from(period.first_month().div_ceil(3));
                self.with(
                    "date-quarter",
                    &[("quarter", quarter.into()), ("year", year.into())],
                )
            }
            By::Year => year,
        }
    }

    /// Names as a list: `Nord, Syd og Vest`.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => self.with(
                "words-list",
                &[("first", first.join(", ").into()), ("last", (*last).into())],
            ),
        }
    }
}
