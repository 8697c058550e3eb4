//! Days, instants and limits: all calendar arithmetic of omhu.
//!
//! Owns: counting in days, weekdays, months and elapsed hours; public holidays; Copenhagen time.
//! Must not know: any rule, any fact, what day it is today.
//!
//! Civil days are counted in whole days since 1970-01-01, because the engine compares and adds
//! millions of them; the tests hold this arithmetic equal to `jiff`, which also owns time zones.

use std::fmt;
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A civil day in Copenhagen, as days since 1970-01-01. Years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The first day that can be written: 0001-01-01.
    pub const MIN: Day = Day::from_civil(1, 1, 1);
    /// The last day that can be written: 9999-12-31. Arithmetic past it stops here.
    pub const MAX: Day = Day::from_civil(9999, 12, 31);

    /// Whole 400-year cycles before year 0, so that days and years are counted without a sign.
    const CYCLES: i32 = 82;
    /// From 1970-01-01 back to 1 March of the year in which counting begins.
    const SHIFT: i32 = 719_468 + 146_097 * Day::CYCLES;

    /// The day of a year, month (1-12) and day of month, which must exist; see [`Day::checked`].
    ///
    /// Counts March-based years, so that the leap day ends a year. Both ways are those of Neri and
    /// Schneider (Euclidean affine functions, 2022): multiplications and shifts instead of divisions,
    /// because every limit in months goes through here twice.
    #[must_use]
    #[inline]
    pub const fn from_civil(year: i32, month: u32, day: u32) -> Day {
        let early = month <= 2;
        let year = (year + 400 * Day::CYCLES) as u32 - early as u32;
        let month = if early { month + 12 } else { month };
        let century = year / 100;
        let days_of_years = 1461 * year / 4 - century + century / 4;
        let days_of_months = (979 * month - 2919) / 32;
        Day((days_of_years + days_of_months + day - 1) as i32 - Day::SHIFT)
    }

    /// The day, or `None` where no such day exists (30 February, year 0).
    #[must_use]
    pub const fn checked(year: i32, month: u32, day: u32) -> Option<Day> {
        if year < 1
            || year > 9999
            || month < 1
            || month > 12
            || day < 1
            || day > days_in_month(year, month)
        {
            return None;
        }
        Some(Day::from_civil(year, month, day))
    }

    /// Year, month (1-12) and day of month.
    #[must_use]
    #[inline]
    pub const fn civil(self) -> (i32, u32, u32) {
        let days = (self.0 + Day::SHIFT) as u32;
        let quarters = 4 * days + 3;
        let century = quarters / 146_097;
        let quarters = (quarters % 146_097) | 3;
        // 2^32 / 2 939 745 is 1461: the quarters of days in a Julian year.
        let product = 2_939_745 * quarters as u64;
        let year = 100 * century + (product >> 32) as u32;
        let day_of_year = product as u32 / 2_939_745 / 4;
        let months = 2141 * day_of_year + 197_913;
        let early = day_of_year >= 306;
        let month = months >> 16;
        (
            year as i32 - 400 * Day::CYCLES + early as i32,
            if early { month - 12 } else { month },
            (months & 0xffff) / 2141 + 1,
        )
    }

    /// The day `days` later (or earlier), kept within the calendar.
    #[must_use]
    #[inline]
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days)).clamp(Day::MIN, Day::MAX)
    }

    /// The same day number `months` later, else the last day of that month; kept within the calendar.
    #[must_use]
    #[inline]
    pub fn plus_months(self, months: i32) -> Day {
        let (year, month, day) = self.civil();
        let count = (year * 12 + month as i32 - 1).saturating_add(months);
        if count >= 10_000 * 12 {
            return Day::MAX;
        }
        if count < 12 {
            return Day::MIN;
        }
        let (year, month) = (count as u32 / 12, count as u32 % 12 + 1);
        let year = year as i32;
        Day::from_civil(year, month, day.min(days_in_month(year, month)))
    }

    /// The first second of the day in Copenhagen, counted from 1970. The clock is never changed between 22 hours UTC and
    /// midnight.
    #[must_use]
    pub fn midnight(self) -> i64 {
        let utc = i64::from(self.0) * 86_400;
        utc - i64::from(copenhagen_offset(utc - 7_200))
    }

    /// The `count`-th weekday (Monday to Friday, no public holiday) after this day.
    #[must_use]
    pub fn plus_weekdays(self, count: u32, holidays: &Holidays) -> Day {
        if count == 0 {
            return self;
        }
        if let Some(day) = holidays.weekday_after(self, count) {
            return day;
        }
        let mut day = self;
        let mut left = count;
        while left > 0 && day < Day::MAX {
            day = Day(day.0 + 1);
            if day.is_weekday(holidays) {
                left -= 1;
            }
        }
        day
    }

    /// Monday to Friday and no public holiday.
    #[must_use]
    pub fn is_weekday(self, holidays: &Holidays) -> bool {
        self.day_of_week() < 5 && !holidays.contains(self)
    }

    /// 0 = Monday to 6 = Sunday.
    #[must_use]
    pub const fn day_of_week(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// Reads `2024-06-03`, exactly in this form.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Day> {
        if text.len() != 10 || text[4] != b'-' || text[7] != b'-' {
            return None;
        }
        Day::checked(
            digits(&text[0..4])? as i32,
            digits(&text[5..7])?,
            digits(&text[8..10])?,
        )
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The number of days of a month in the Gregorian calendar.
#[must_use]
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 => {
            if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0u32, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u32::from(byte - b'0'))
    })
}

/// When something happened: a day, and the clock time where it is known.
///
/// The order is that of the contract: by day; on one day instants by the clock, then facts with a
/// day only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct When {
    /// The Copenhagen day.
    pub day: Day,
    at: i64,
}

impl When {
    const DAY_ONLY: i64 = i64::MAX;

    /// A day without a clock time.
    #[must_use]
    pub const fn on(day: Day) -> When {
        When {
            day,
            at: When::DAY_ONLY,
        }
    }

    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn at(seconds: i64) -> When {
        let local = seconds + i64::from(copenhagen_offset(seconds));
        When {
            day: Day(local.div_euclid(86_400) as i32),
            at: seconds,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z, where the clock time is known.
    #[must_use]
    pub const fn instant(self) -> Option<i64> {
        if self.at == When::DAY_ONLY {
            None
        } else {
            Some(self.at)
        }
    }

    /// True where only the day is known.
    #[must_use]
    pub const fn is_day_only(self) -> bool {
        self.at == When::DAY_ONLY
    }

    /// Reads a day, or an instant by RFC 3339 with offset; fractions of a second are cut off.
    ///
    /// # Errors
    /// Says what is wrong, for the message to the user.
    pub fn parse(text: &[u8]) -> Result<When, WhenError> {
        if text.len() <= 10 {
            return Day::parse(text).map(When::on).ok_or(match shape_of(text) {
                true => WhenError::NoSuchDay,
                false => WhenError::Form,
            });
        }
        parse_instant(text)
    }
}

/// Why a text is no day and no instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhenError {
    /// Not of the form `2024-06-03` or `2024-06-03T14:05:00+02:00`.
    Form,
    /// The form is right, but the calendar has no such day.
    NoSuchDay,
    /// The form is right, but the clock has no such time (25:00, 23:59:60).
    NoSuchTime,
    /// A clock time without an offset from UTC.
    NoOffset,
}

fn shape_of(text: &[u8]) -> bool {
    text.len() == 10
        && text.iter().enumerate().all(|(i, byte)| match i {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn parse_instant(text: &[u8]) -> Result<When, WhenError> {
    if !shape_of(&text[..10]) || !matches!(text[10], b'T' | b't') {
        return Err(WhenError::Form);
    }
    let day = Day::parse(&text[..10]).ok_or(WhenError::NoSuchDay)?;
    let clock = &text[11..];
    if clock.len() < 8 || clock[2] != b':' || clock[5] != b':' {
        // `14:05` alone or `14:05+02:00`: the form asks for seconds and offset.
        return Err(WhenError::Form);
    }
    let part = |range: std::ops::Range<usize>| digits(&clock[range]).ok_or(WhenError::Form);
    let (hour, minute, second) = (part(0..2)?, part(3..5)?, part(6..8)?);
    let mut rest = &clock[8..];
    if let [b'.', fraction @ ..] = rest {
        let count = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
        if count == 0 {
            return Err(WhenError::Form);
        }
        rest = &fraction[count..];
    }
    let offset_seconds = match rest {
        [] => return Err(WhenError::NoOffset),
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = digits(&[*h1, *h2]).ok_or(WhenError::Form)?;
            let minutes = digits(&[*m1, *m2]).ok_or(WhenError::Form)?;
            if hours > 23 || minutes > 59 {
                return Err(WhenError::NoSuchTime);
            }
            let seconds = i64::from(hours * 3600 + minutes * 60);
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return Err(WhenError::Form),
    };
    // A leap second has no place on the civil clock that limits are counted by.
    if hour > 23 || minute > 59 || second > 59 {
        return Err(WhenError::NoSuchTime);
    }
    let utc =
        i64::from(day.0) * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - offset_seconds;
    let when = When::at(utc);
    if when.day < Day::MIN || when.day > Day::MAX {
        return Err(WhenError::NoSuchDay);
    }
    Ok(when)
}

fn copenhagen() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Copenhagen").unwrap_or(TimeZone::UTC))
}

/// Copenhagen's offset from UTC at an instant, in seconds.
#[must_use]
pub fn copenhagen_offset(seconds: i64) -> i32 {
    /// Since 1980 summer time is announced by rule; each year's two changes are looked up once.
    const FIRST: i32 = 1980;
    const COUNT: usize = 140;
    const START: i64 = Day::from_civil(FIRST, 1, 1).0 as i64 * 86_400;
    /// The mean Gregorian year. A year found by it is wrong only near New Year, in winter time
    /// whichever of the two years it is.
    const YEAR: i64 = 31_556_952;
    static YEARS: OnceLock<Vec<[i64; 2]>> = OnceLock::new();
    if seconds < START || seconds >= START + COUNT as i64 * YEAR {
        return zone_offset(seconds);
    }
    let years = YEARS.get_or_init(|| (0..=COUNT).map(|i| changes_of(FIRST + i as i32)).collect());
    let [summer, winter] = years[((seconds - START) / YEAR) as usize];
    if seconds >= summer && seconds < winter {
        7200
    } else {
        3600
    }
}

/// The instants at which summer time begins and ends in a year, as the time-zone data say.
fn changes_of(year: i32) -> [i64; 2] {
    let start = i64::from(Day::from_civil(year, 1, 1).0) * 86_400;
    let mut found = [i64::MAX, i64::MAX];
    if let Ok(from) = Timestamp::from_second(start) {
        for (slot, change) in found.iter_mut().zip(copenhagen().following(from)) {
            let second = change.timestamp().as_second();
            if second < start + 366 * 86_400 {
                *slot = second;
            }
        }
    }
    found
}

fn zone_offset(seconds: i64) -> i32 {
    Timestamp::from_second(seconds)
        .map(|instant| copenhagen().to_offset(instant).seconds())
        .unwrap_or(3600)
}

/// An instant as RFC 3339 with Copenhagen's offset: `2024-03-31T15:00:00+02:00`.
#[must_use]
pub fn instant_text(seconds: i64) -> String {
    let offset = copenhagen_offset(seconds);
    let local = seconds + i64::from(offset);
    let day = Day(local.div_euclid(86_400) as i32);
    let clock = local.rem_euclid(86_400);
    let sign = if offset < 0 { '-' } else { '+' };
    let offset = offset.abs();
    format!(
        "{day}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        clock / 3600,
        clock / 60 % 60,
        clock % 60,
        offset / 3600,
        offset / 60 % 60
    )
}

/// A length of time in the calendar: months first, then days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Period {
    /// Years and months, in months.
    pub months: i32,
    /// Weeks and days, in days.
    pub days: i32,
}

impl Period {
    /// Reads `P[nY][nM][nW][nD]` with whole numbers, in this order, more than zero in all.
    #[must_use]
    pub fn parse(text: &str) -> Option<Period> {
        let mut rest = text.strip_prefix('P')?;
        let (mut months, mut days) = (0i64, 0i64);
        for unit in ['Y', 'M', 'W', 'D'] {
            let count = rest.bytes().take_while(u8::is_ascii_digit).count();
            let Some(after) = rest[count..].strip_prefix(unit) else {
                continue;
            };
            if count == 0 {
                return None;
            }
            // Longer than the calendar is as long as the calendar.
            let number = rest[..count]
                .parse::<i64>()
                .unwrap_or(i64::MAX)
                .min(120_000);
            match unit {
                'Y' => months += number * 12,
                'M' => months += number,
                'W' => days += number * 7,
                _ => days += number,
            }
            rest = after;
        }
        (rest.is_empty() && months + days > 0).then_some(Period {
            months: months as i32,
            days: days as i32,
        })
    }

    /// The day this period after `day`.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        day.plus_months(self.months).plus_days(self.days)
    }
}

/// A public holiday, as the calendar file states it.
#[derive(Clone, Debug)]
pub struct HolidayRule {
    /// Days from Easter Sunday, or a fixed month and day.
    pub on: HolidayDay,
    /// The first and last year it is kept, both included.
    pub years: (i32, i32),
    /// Danish and English name.
    pub title: (String, String),
}

/// How a holiday's day is found.
#[derive(Clone, Copy, Debug)]
pub enum HolidayDay {
    /// Days after Easter Sunday (negative: before).
    Easter(i32),
    /// The same month and day every year.
    Fixed(u32, u32),
}

/// The public holidays of all years, as a bit for each day from 1990 to 2059, else by rule.
#[derive(Clone, Debug)]
pub struct Holidays {
    rules: Vec<HolidayRule>,
    first: i32,
    bits: Vec<u64>,
    /// The days from Monday to Friday that are no holiday, as the same bits.
    weekdays: Vec<u64>,
}

impl Holidays {
    /// The holidays that the rules give.
    #[must_use]
    pub fn new(rules: Vec<HolidayRule>) -> Holidays {
        let first = Day::from_civil(1990, 1, 1).0;
        let last = Day::from_civil(2060, 1, 1).0;
        let mut holidays = Holidays {
            rules,
            first,
            bits: vec![0; ((last - first) / 64 + 1) as usize],
            weekdays: Vec::new(),
        };
        for year in 1990..2060 {
            let days: Vec<Day> = holidays
                .of_year(year)
                .into_iter()
                .map(|(day, _)| day)
                .collect();
            for day in days {
                let index = (day.0 - first) as usize;
                holidays.bits[index / 64] |= 1 << (index % 64);
            }
        }
        // Only whole words of known years: what lies beyond is counted day by day.
        let known = ((last - first) / 64) as usize;
        holidays.weekdays = (0..known)
            .map(|word| {
                let days = (0..64).filter(|bit| {
                    Day(first + word as i32 * 64 + bit).day_of_week() < 5
                        && holidays.bits[word] >> bit & 1 == 0
                });
                days.fold(0, |bits, bit| bits | 1 << bit)
            })
            .collect();
        holidays
    }

    /// The `count`-th weekday after a day, where it and all days before it are among the known ones.
    fn weekday_after(&self, day: Day, count: u32) -> Option<Day> {
        let next = usize::try_from(day.0 - self.first + 1).ok()?;
        let (mut word, mut left) = (next / 64, count);
        let mut bits = self.weekdays.get(word)? & (u64::MAX << (next % 64));
        while bits.count_ones() < left {
            left -= bits.count_ones();
            word += 1;
            bits = *self.weekdays.get(word)?;
        }
        for _ in 1..left {
            bits &= bits - 1;
        }
        Some(Day(self.first
            + (word * 64) as i32
            + bits.trailing_zeros() as i32))
    }

    /// The holidays of a year, with the rule that makes each.
    pub fn of_year(&self, year: i32) -> Vec<(Day, &HolidayRule)> {
        let easter = easter_sunday(year);
        let mut days: Vec<_> = self
            .rules
            .iter()
            .filter(|rule| rule.years.0 <= year && year <= rule.years.1)
            .map(|rule| {
                let day = match rule.on {
                    HolidayDay::Easter(offset) => easter.plus_days(offset),
                    HolidayDay::Fixed(month, day) => Day::from_civil(year, month, day),
                };
                (day, rule)
            })
            .collect();
        days.sort_by_key(|(day, _)| *day);
        days
    }

    /// Whether the day is a public holiday.
    #[must_use]
    #[inline]
    pub fn contains(&self, day: Day) -> bool {
        let index = day.0 - self.first;
        if index >= 0 && (index as usize) < self.bits.len() * 64 {
            let index = index as usize;
            return self.bits[index / 64] >> (index % 64) & 1 == 1;
        }
        self.of_year(day.civil().0).iter().any(|(d, _)| *d == day)
    }
}

/// Easter Sunday by the Gregorian computus.
#[must_use]
pub fn easter_sunday(year: i32) -> Day {
    let golden = year % 19;
    let century = year / 100;
    let skipped_leaps = century / 4;
    let moon_correction = (8 * century + 13) / 25;
    let epact = (century - skipped_leaps - moon_correction + 19 * golden + 15) % 30;
    let full_moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + full_moon + 2 - century + skipped_leaps) % 7;
    let offset = full_moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Day::from_civil(year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).expect(text)
    }

    #[test]
    fn every_day_of_ten_thousand_years_agrees_with_jiff() {
        let mut date = Date::new(1, 1, 1).expect("first day");
        for number in Day::MIN.0..=Day::MAX.0 {
            let civil = (
                i32::from(date.year()),
                date.month() as u32,
                date.day() as u32,
            );
            assert_eq!(Day(number).civil(), civil);
            assert_eq!(Day::from_civil(civil.0, civil.1, civil.2), Day(number));
            assert_eq!(
                Day(number).day_of_week(),
                date.weekday().to_monday_zero_offset() as u32
            );
            if let Ok(next) = date.tomorrow() {
                date = next;
            }
        }
    }

    #[test]
    fn months_agree_with_jiff() {
        for number in (Day::from_civil(2000, 1, 1).0..Day::from_civil(2030, 1, 1).0).step_by(3) {
            let (year, month, of_month) = Day(number).civil();
            let date = Date::new(year as i16, month as i8, of_month as i8).expect("a day");
            for months in [-6i64, 1, 2, 3, 4, 6, 12, 24, 216] {
                let other = date.saturating_add(jiff::Span::new().months(months));
                let expected = (
                    i32::from(other.year()),
                    other.month() as u32,
                    other.day() as u32,
                );
                assert_eq!(Day(number).plus_months(months as i32).civil(), expected);
            }
        }
    }

    #[test]
    fn weekdays_in_words_agree_with_weekdays_one_by_one() {
        let rule = |on| HolidayRule {
            on,
            years: (1, 9999),
            title: (String::new(), String::new()),
        };
        let holidays = Holidays::new(vec![
            rule(HolidayDay::Easter(1)),
            rule(HolidayDay::Easter(39)),
            rule(HolidayDay::Fixed(12, 25)),
        ]);
        // Over both ends of the years kept as bits.
        for number in (Day::from_civil(1989, 6, 1).0..Day::from_civil(2061, 1, 1).0).step_by(5) {
            for count in [0, 1, 2, 6, 43, 150] {
                let mut slow = Day(number);
                let mut left = count;
                while left > 0 {
                    slow = slow.plus_days(1);
                    left -= u32::from(slow.is_weekday(&holidays));
                }
                assert_eq!(Day(number).plus_weekdays(count, &holidays), slow, "{count}");
            }
        }
    }

    #[test]
    fn copenhagen_agrees_with_jiff_around_every_change() {
        for year in 1950..2140 {
            let start = i64::from(Day::from_civil(year, 1, 1).0) * 86_400;
            for hour in (0..366 * 24).step_by(5) {
                let second = start + hour * 3600;
                assert_eq!(copenhagen_offset(second), zone_offset(second), "{second}");
            }
            for change in changes_of(year).into_iter().filter(|c| *c < i64::MAX) {
                for second in [change - 1, change, change + 1] {
                    assert_eq!(copenhagen_offset(second), zone_offset(second), "{second}");
                }
            }
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_copenhagen_also_when_the_clock_is_changed() {
        let first = Day::from_civil(1985, 1, 1);
        for day in (0..60 * 365).map(|days| first.plus_days(days)) {
            let second = day.midnight();
            assert_eq!(When::at(second).day, day);
            assert_eq!(When::at(second - 1).day, day.plus_days(-1));
        }
    }

    #[test]
    fn reads_days_and_instants_and_says_what_is_wrong() {
        assert_eq!(When::parse(b"2024-06-03"), Ok(When::on(day("2024-06-03"))));
        let at = When::parse(b"2024-06-03T23:30:00.9Z").expect("instant");
        assert_eq!(at.day, day("2024-06-04"));
        assert_eq!(
            instant_text(at.instant().expect("instant")),
            "2024-06-04T01:30:00+02:00"
        );
        for (text, error) in [
            ("2023-02-29", WhenError::NoSuchDay),
            ("0000-01-01", WhenError::NoSuchDay),
            ("03-06-2024", WhenError::Form),
            ("", WhenError::Form),
            ("2024-06-03T14:05:00", WhenError::NoOffset),
            ("2024-06-03T14:05+02:00", WhenError::Form),
            ("2024-06-03 14:05:00Z", WhenError::Form),
            ("2024-06-03T23:59:60Z", WhenError::NoSuchTime),
            ("2024-06-03T24:00:00Z", WhenError::NoSuchTime),
            ("2024-06-03T14:05:00+2:00", WhenError::Form),
            ("2024-06-03T14:05:00.Z", WhenError::Form),
        ] {
            assert_eq!(When::parse(text.as_bytes()), Err(error), "{text}");
        }
        // In Copenhagen that is a day that cannot be written.
        for text in ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"] {
            assert_eq!(
                When::parse(text.as_bytes()),
                Err(WhenError::NoSuchDay),
                "{text}"
            );
        }
    }

    #[test]
    fn periods_have_one_form() {
        let of = |months, days| Some(Period { months, days });
        assert_eq!(Period::parse("P6M"), of(6, 0));
        assert_eq!(Period::parse("P1Y2M3W4D"), of(14, 25));
        for bad in [
            "", "P", "P0M", "6M", "P6", "PM", "P1D2M", "P1.5M", "P-1M", "p6m", "P1M1M", "PT1H",
            "P6M ",
        ] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
        assert!(Period::parse("P99999999999999999999Y").is_some());
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        assert_eq!(Day::MAX.plus_months(4), Day::MAX);
        assert_eq!(Day::MAX.plus_days(i32::MAX), Day::MAX);
        assert_eq!(Day::MIN.plus_days(i32::MIN), Day::MIN);
        assert_eq!(Day::MIN.plus_months(-1), Day::MIN);
        assert_eq!(
            Period {
                months: 1_440_000,
                days: 960_000
            }
            .after(Day::MAX),
            Day::MAX
        );
    }
}
