//! Days and instants as foreign extracts write them.
//!
//! Owns: the date formats of a mapping; local clock times in Copenhagen. Must not know: columns.

use omhu_law::calendar::{Day, When, WhenError, copenhagen_offset};

/// How dates are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DateForm {
    /// `None`: as the contract says, and nothing else.
    pub(crate) foreign: Option<Foreign>,
}

/// A form that only a mapping allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Foreign {
    /// Day before month before year, or the other way round.
    pub(crate) day_first: bool,
    pub(crate) separator: u8,
    /// A clock at 00:00 says that the source knows the day only.
    pub(crate) midnight_is_day: bool,
}

/// Why a text is no date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateError {
    Calendar(WhenError),
    /// A local time that was skipped when summer time began.
    SkippedByClock,
}

impl DateForm {
    /// Reads a trimmed text.
    pub(crate) fn read(&self, text: &str) -> Result<When, DateError> {
        let by_contract = When::parse(text.as_bytes());
        match (by_contract, self.foreign) {
            (Ok(when), _) => Ok(when),
            (Err(error), None) => Err(DateError::Calendar(error)),
            (Err(error), Some(foreign)) => {
                foreign
                    .read(text)
                    .map_err(|foreign_error| match foreign_error {
                        // `2024-02-30` under a Danish form: the contract's reader knows better what is wrong.
                        DateError::Calendar(WhenError::Form) => DateError::Calendar(error),
                        other => other,
                    })
            }
        }
    }

    /// An example of the form, for messages.
    pub(crate) fn example(&self) -> &'static str {
        match self.foreign {
            Some(Foreign {
                day_first: true,
                separator: b'-',
                ..
            }) => "03-06-2024, 03-06-2024 14:05",
            Some(Foreign {
                day_first: true,
                separator: b'.',
                ..
            }) => "03.06.2024, 03.06.2024 14:05",
            Some(Foreign {
                day_first: true, ..
            }) => "03/06/2024, 03/06/2024 14:05",
            Some(_) => "2024-06-03, 2024-06-03 14:05",
            None => "2024-06-03, 2024-06-03T14:05:00+02:00",
        }
    }
}

const FORM: DateError = DateError::Calendar(WhenError::Form);

impl Foreign {
    /// The form of this name: `dd-mm-yyyy`, `dd.mm.yyyy`, `dd/mm/yyyy`, `yyyy-mm-dd`.
    pub(crate) fn named(name: &str) -> Option<Foreign> {
        let form = |day_first, separator| Foreign {
            day_first,
            separator,
            midnight_is_day: false,
        };
        match name {
            "dd-mm-yyyy" => Some(form(true, b'-')),
            "dd.mm.yyyy" => Some(form(true, b'.')),
            "dd/mm/yyyy" => Some(form(true, b'/')),
            "yyyy-mm-dd" => Some(form(false, b'-')),
            _ => None,
        }
    }

    fn read(self, text: &str) -> Result<When, DateError> {
        let (date, clock) = match text.split_once([' ', 'T']) {
            Some((date, clock)) => (date, Some(clock.trim_start())),
            None => (text, None),
        };
        let day = self.day(date)?;
        let Some(clock) = clock else {
            return Ok(When::on(day));
        };
        let seconds = seconds_of_day(clock)?;
        if seconds == 0 && self.midnight_is_day {
            return Ok(When::on(day));
        }
        let local = i64::from(day.0) * 86_400 + seconds;
        copenhagen_instant(local)
            .map(When::at)
            .ok_or(DateError::SkippedByClock)
    }

    fn day(self, text: &str) -> Result<Day, DateError> {
        let mut parts = text.split(char::from(self.separator));
        let mut part = |least: usize, most: usize| {
            let text = parts.next().unwrap_or_default();
            let fits =
                (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| fits).ok_or(FORM)
        };
        let (year, month, day) = if self.day_first {
            let (day, month) = (part(1, 2)?, part(1, 2)?);
            (part(4, 4)?, month, day)
        } else {
            (part(4, 4)?, part(1, 2)?, part(1, 2)?)
        };
        if parts.next().is_some() {
            return Err(FORM);
        }
        Day::checked(year as i32, month, day).ok_or(DateError::Calendar(WhenError::NoSuchDay))
    }
}

/// Reads `14:05` or `14:05:00`; fractions of a second are cut off.
fn seconds_of_day(clock: &str) -> Result<i64, DateError> {
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FORM);
    }
    let mut parts = [0i64; 3];
    let mut count = 0;
    for text in clock.split([':']) {
        let short = (1..=2).contains(&text.len()) && (count == 0 || text.len() == 2);
        if count == 3 || !short || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(FORM);
        }
        parts[count] = text.parse().map_err(|_| FORM)?;
        count += 1;
    }
    let [hour, minute, second] = parts;
    if count < 2 {
        return Err(FORM);
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(DateError::Calendar(WhenError::NoSuchTime));
    }
    Ok(hour * 3600 + minute * 60 + second)
}

/// The instant of a local time in Copenhagen, in seconds since 1970. Of two (the hour that comes twice
/// in October) the earlier; `None` for the hour that is skipped in March.
fn copenhagen_instant(local: i64) -> Option<i64> {
    let offsets = [
        copenhagen_offset(local - 86_400),
        copenhagen_offset(local + 86_400),
    ];
    offsets
        .into_iter()
        .map(|offset| (local - i64::from(offset), offset))
        .filter(|(instant, offset)| copenhagen_offset(*instant) == *offset)
        .map(|(instant, _)| instant)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use omhu_law::calendar::instant_text;

    fn form(name: &str) -> DateForm {
        DateForm {
            foreign: Foreign::named(name),
        }
    }

    fn text(form: DateForm, text: &str) -> String {
        match form.read(text) {
            Ok(when) => when.instant().map_or(when.day.to_string(), instant_text),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn danish_days_and_clocks() {
        let danish = form("dd-mm-yyyy");
        for (given, expected) in [
            ("03-06-2024", "2024-06-03"),
            ("3-6-2024", "2024-06-03"),
            ("03-06-2024 14:05", "2024-06-03T14:05:00+02:00"),
            ("03-06-2024 14:05:07.123", "2024-06-03T14:05:07+02:00"),
            ("03-06-2024 00:00:00", "2024-06-03T00:00:00+02:00"),
            ("2024-06-03", "2024-06-03"),
            ("2024-06-03T12:05:00Z", "2024-06-03T14:05:00+02:00"),
            ("29-02-2023", "Calendar(NoSuchDay)"),
            ("2023-02-29", "Calendar(NoSuchDay)"),
            ("03-06-24", "Calendar(Form)"),
            ("06/03/2024", "Calendar(Form)"),
            ("03-06-2024 24:00", "Calendar(NoSuchTime)"),
            ("03-06-2024 14", "Calendar(Form)"),
            ("03-06-2024 14:5", "Calendar(Form)"),
        ] {
            assert_eq!(text(danish, given), expected, "{given}");
        }
        assert_eq!(text(form("dd.mm.yyyy"), "03.06.2024"), "2024-06-03");
        assert_eq!(
            text(form("yyyy-mm-dd"), "2024-06-03 14:05"),
            "2024-06-03T14:05:00+02:00"
        );
        assert_eq!(text(DateForm::default(), "03-06-2024"), "Calendar(Form)");
    }

    #[test]
    fn the_nights_when_the_clock_changes() {
        let danish = form("dd-mm-yyyy");
        assert_eq!(text(danish, "31-03-2024 02:30"), "SkippedByClock");
        assert_eq!(
            text(danish, "31-03-2024 03:00"),
            "2024-03-31T03:00:00+02:00"
        );
        assert_eq!(
            text(danish, "31-03-2024 01:59"),
            "2024-03-31T01:59:00+01:00"
        );
        assert_eq!(
            text(danish, "27-10-2024 02:30"),
            "2024-10-27T02:30:00+02:00"
        );
        assert_eq!(
            text(danish, "27-10-2024 03:00"),
            "2024-10-27T03:00:00+01:00"
        );
    }

    #[test]
    fn midnight_may_mean_the_day() {
        let mut foreign = Foreign::named("dd-mm-yyyy").expect("known");
        foreign.midnight_is_day = true;
        let danish = DateForm {
            foreign: Some(foreign),
        };
        assert_eq!(text(danish, "03-06-2024 00:00:00"), "2024-06-03");
        assert_eq!(
            text(danish, "03-06-2024 00:00:01"),
            "2024-06-03T00:00:01+02:00"
        );
    }
}
