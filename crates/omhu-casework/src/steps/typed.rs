//! Days, times, lengths and amounts as people in Denmark type them.
//!
//! Owns: reading them into the form of the contract, and the key of what is wrong. Must not know: forms.

use omhu_law::calendar::{Day, Period, When, copenhagen_offset, instant_text};
use omhu_law::vocabulary::is_basis;

/// The key of what is wrong with an answer, as in `error.ftl`.
pub type Fault = &'static str;

/// Typed years before this or after [`LAST_YEAR`] are slips of the hand.
const FIRST_YEAR: i32 = 1900;
/// See [`FIRST_YEAR`].
const LAST_YEAR: i32 = 2200;

/// The largest amount that a case can hold.
const MOST_KRONER: u64 = 999_999_999;

const MONTHS: [[&str; 2]; 12] = [
    ["jan", "jan"],
    ["feb", "feb"],
    ["mar", "mar"],
    ["apr", "apr"],
    ["maj", "may"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "aug"],
    ["sep", "sep"],
    ["okt", "oct"],
    ["nov", "nov"],
    ["dec", "dec"],
];

/// A day: `3.6.2024`, `03-06-2024`, `2024-06-03`, `3/6 2024`, `3. juni 2024`, `030624`, `3/6`, "i dag".
///
/// # Errors
/// The key of what is wrong.
pub fn day(text: &str, today: Day) -> Result<Day, Fault> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "" => return Err("error-missing"),
        "i dag" | "idag" | "today" => return Ok(today),
        "i går" | "igår" | "yesterday" => return Ok(today.plus_days(-1)),
        "i forgårs" | "forgårs" => return Ok(today.plus_days(-2)),
        "i morgen" | "imorgen" | "tomorrow" => return Ok(today.plus_days(1)),
        _ => {}
    }
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (number(year)?, month_of(month)?, number(day)?),
        [day, month, year] => (full_year(year, today)?, month_of(month)?, number(day)?),
        [day, month] => return without_year(number(day)?, month_of(month)?, today),
        [run] if run.is_ascii() && matches!(run.len(), 6 | 8) => {
            let year = full_year(&run[4..], today)?;
            (year, number(&run[2..4])?, number(&run[..2])?)
        }
        _ => return Err("error-not-a-day"),
    };
    checked(year, month, day)
}

/// A legal basis: `bl-32`, `barnets lov § 32`, `BL § 52 a`, `serviceloven § 76`; without an act the Child's Act is meant.
///
/// # Errors
/// The key of what is wrong.
pub fn basis(text: &str) -> Result<String, Fault> {
    const ACTS: [(&str, &str); 10] = [
        ("lov om social service", "sel"),
        ("serviceloven", "sel"),
        ("barnets lov", "bl"),
        // As the English list beside it names them.
        ("act on social services", "sel"),
        ("social services act", "sel"),
        ("the child's act", "bl"),
        ("child's act", "bl"),
        ("childs act", "bl"),
        ("bl", "bl"),
        ("sel", "sel"),
    ];
    let text = text.trim().to_lowercase().replace(['’', '´', '`'], "'");
    if is_basis(&text) {
        return Ok(text);
    }
    let named = ACTS
        .iter()
        .find_map(|(name, act)| Some((*act, text.strip_prefix(name)?)));
    let (act, rest) = named.unwrap_or(("bl", &text));
    // `§ 32, stk. 1, nr. 5` is a decision on § 32: rules know whole sections.
    let details = [",", "stk", "nr", "pkt"];
    let detail = details.iter().filter_map(|word| rest.find(word)).min();
    let rest = detail.map_or(rest, |at| &rest[..at]);
    let section: String = rest
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '§' | '.' | ',' | '\u{a0}'))
        .collect();
    let basis = format!("{act}-{section}");
    let cited = named.is_some() || text.contains('§');
    if cited && is_basis(&basis) {
        Ok(basis)
    } else {
        Err("error-basis")
    }
}

fn checked(year: i32, month: i32, day: i32) -> Result<Day, Fault> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err("error-no-such-day");
    }
    Day::checked(year, month as u32, day as u32).ok_or("error-no-such-day")
}

/// Without a year the nearest such day is meant, at most half a year ahead.
fn without_year(day: i32, month: i32, today: Day) -> Result<Day, Fault> {
    let latest = today.plus_months(6);
    let year = latest.civil().0;
    let candidates = (0..5).filter_map(|back| Day::checked(year - back, month as u32, day as u32));
    let mut past = candidates.filter(|found| *found <= latest);
    past.next().ok_or("error-no-such-day")
}

fn number(text: &str) -> Result<i32, Fault> {
    if text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("error-not-a-day");
    }
    text.parse().map_err(|_| "error-not-a-day")
}

fn month_of(text: &str) -> Result<i32, Fault> {
    let named = MONTHS.iter().position(|names| {
        let by_name = |name: &&str| text.starts_with(*name);
        names.iter().any(by_name)
    });
    named.map_or_else(|| number(text), |place| Ok(place as i32 + 1))
}

fn full_year(text: &str, today: Day) -> Result<i32, Fault> {
    let year = number(text)?;
    Ok(match text.len() {
        // Cases look some years ahead and far back.
        2 if 2000 + year > today.civil().0 + 20 => 1900 + year,
        2 => 2000 + year,
        _ => year,
    })
}

/// A time of the day in seconds: `14.05`, `14:05`, `kl. 14.05`, `1405`, `14`.
///
/// # Errors
/// The key of what is wrong.
pub fn time(text: &str) -> Result<i64, Fault> {
    let text = text.trim().to_lowercase();
    let text = text.trim_start_matches("kl").trim_start_matches(['.', ' ']);
    let parts: Vec<&str> = text.split(['.', ':']).collect();
    let digits = |part: &str| {
        let good = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (hour, minute, second) = match parts.as_slice() {
        [run] if run.is_ascii() && matches!(run.len(), 3 | 4) => {
            let cut = run.len() - 2;
            (digits(&run[..cut]), digits(&run[cut..]), Some(0))
        }
        [hour] => (digits(hour), Some(0), Some(0)),
        [hour, minute] => (digits(hour), digits(minute), Some(0)),
        [hour, minute, second] => (digits(hour), digits(minute), digits(second)),
        _ => return Err("error-not-a-time"),
    };
    let (Some(hour), Some(minute), Some(second)) = (hour, minute, second) else {
        return Err("error-not-a-time");
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err("error-no-such-time");
    }
    Ok(hour * 3600 + minute * 60 + second)
}

/// A day, or a day with a time, as the contract writes it. `clock` is the second box; it may be empty.
///
/// # Errors
/// The key of what is wrong.
pub fn instant(text: &str, clock: &str, now: i64) -> Result<String, Fault> {
    let today = When::at(now).day;
    let text = text.trim();
    if matches!(text.to_lowercase().as_str(), "nu" | "now") {
        return Ok(instant_text(now - now.rem_euclid(60)));
    }
    if !clock.trim().is_empty() {
        let (day, time) = (day(text, today)?, time(clock)?);
        // The minute that the form was filled with is this one, in the hour that comes twice too.
        let local = now + i64::from(copenhagen_offset(now));
        let minute = local.rem_euclid(86_400) / 60 * 60;
        if day == today && time == minute {
            return Ok(instant_text(now - now.rem_euclid(60)));
        }
        return at(day, time);
    }
    if text.len() > 10 && When::parse(text.as_bytes()).is_ok() {
        return Ok(text.to_owned());
    }
    let whole = day(text, today);
    if let Ok(day) = whole {
        return Ok(day.to_string());
    }
    let lower = text.to_lowercase().replace("kl.", " ").replace("kl ", " ");
    let apart = lower.trim_end().rsplit_once([' ', 't']);
    match apart {
        Some((left, right)) if day(left, today).is_ok() => at(day(left, today)?, time(right)?),
        _ => whole.map(|day| day.to_string()),
    }
}

/// The instant of a clock time on a day in Copenhagen. Of the hour that comes twice, the first is meant: the
/// limit counts from the earlier one.
fn at(day: Day, seconds: i64) -> Result<String, Fault> {
    let local = i64::from(day.0) * 86_400 + seconds;
    let found = [7200, 3600].into_iter().find_map(|offset| {
        let utc = local - i64::from(offset);
        (copenhagen_offset(utc) == offset).then_some(utc)
    });
    let utc = found.ok_or("error-time-skipped")?;
    // Before 1980 Copenhagen had other offsets than these; no case is that old.
    Ok(instant_text(utc))
}

/// How often: `6` (months), `6 måneder`, `8 uger`, `P6M`, or the next day.
///
/// # Errors
/// The key of what is wrong.
pub fn rhythm(text: &str, today: Day) -> Result<String, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err("error-missing");
    }
    let upper = text.to_uppercase();
    if Period::parse(&upper).is_some() {
        return Ok(upper);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let unit = text[digits..].trim().to_lowercase();
    let count = text[..digits].parse::<u32>().unwrap_or(0);
    let letter = match unit.as_str() {
        "" | "m" | "md" | "md." | "mdr" | "mdr." | "måned" | "måneder" | "month" | "months" => {
            "M"
        }
        "u" | "uge" | "uger" | "w" | "week" | "weeks" => "W",
        "d" | "dag" | "dage" | "day" | "days" => "D",
        "år" | "y" | "year" | "years" => "Y",
        _ => {
            let day = day(text, today).map_err(|_| "error-rhythm")?;
            return Ok(day.to_string());
        }
    };
    if (1..=1200).contains(&count) {
        return Ok(format!("P{count}{letter}"));
    }
    // `030625` is a day, not so many months.
    day(text, today)
        .map(|day| day.to_string())
        .map_err(|_| "error-rhythm")
}

/// Kroner: `12500`, `12.500`, `12.500,50 kr.`. Whole ones without decimals, others with two.
///
/// # Errors
/// The key of what is wrong.
pub fn amount(text: &str) -> Result<String, Fault> {
    let lower = text.trim().to_lowercase();
    let bare = lower
        .trim_end_matches('.')
        .trim_end_matches("kr")
        .trim_end_matches("dkk")
        .trim_end_matches(",-");
    let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.is_empty() {
        return Err("error-missing");
    }
    let (whole, cents) = match bare.split_once(',') {
        Some((whole, cents)) => (whole.to_owned(), cents.to_owned()),
        None => match bare.rsplit_once('.') {
            // `12500.5` from a habit of other countries; `12.500` is twelve thousand.
            Some((whole, cents)) if cents.len() != 3 => (whole.to_owned(), cents.to_owned()),
            _ => (bare.clone(), String::new()),
        },
    };
    let whole = whole.replace('.', "");
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(&whole) || cents.len() > 2 || !digits(&cents)
    {
        return Err("error-amount");
    }
    let kroner: u64 = whole.parse().map_err(|_| "error-amount")?;
    if kroner > MOST_KRONER {
        return Err("error-amount");
    }
    if cents.bytes().all(|byte| byte == b'0') {
        return Ok(kroner.to_string());
    }
    Ok(format!("{kroner}.{cents:0<2}"))
}

/// An amount as it is written in English, `12,500` or `12,500.50`, as [`amount`] reads it. What is written in another way
/// stays as it is: `12.500` and `99,50` are read in both languages.
#[must_use]
pub fn amount_in_english(text: &str) -> String {
    let groups = |whole: &str| {
        let mut parts = whole.split(',');
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let first = parts.next().unwrap_or_default();
        let led = (1..=3).contains(&first.len()) && digits(first);
        led && whole.contains(',') && parts.all(|part| part.len() == 3 && digits(part))
    };
    let bare = text.trim();
    let end = bare.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    let number = &bare[..end.unwrap_or(bare.len())];
    let (whole, cents) = number.split_once('.').unwrap_or((number, ""));
    match groups(whole) && !cents.contains(',') {
        true => bare.replace(',', ""),
        false => text.to_owned(),
    }
}

/// A number from 0 to 10.
///
/// # Errors
/// The key of what is wrong.
pub fn scale(text: &str) -> Result<u8, Fault> {
    let number: u8 = text.trim().parse().map_err(|_| "error-scale")?;
    if number > 10 {
        return Err("error-scale");
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day::from_civil(2024, 11, 18);

    #[test]
    fn a_section_is_typed_as_people_cite_it() {
        for text in [
            "bl-32",
            "Barnets lov § 32",
            "BL § 32",
            "§ 32",
            "bl 32",
            "barnets lov § 32, stk. 1, nr. 5",
            "Barnets lov § 32 stk. 1",
            "§ 32 nr. 5",
            "Child's Act § 32",
            "The Child’s Act § 32",
        ] {
            assert_eq!(basis(text).as_deref(), Ok("bl-32"), "{text}");
        }
        assert_eq!(basis("serviceloven § 57 a").as_deref(), Ok("sel-57a"));
        assert_eq!(
            basis("Act on Social Services § 52").as_deref(),
            Ok("sel-52")
        );
        for text in ["", "32", "børneloven", "§", "barnets lov"] {
            assert_eq!(basis(text), Err("error-basis"), "{text}");
        }
    }

    #[test]
    fn days_as_they_are_typed() {
        for text in [
            "3.6.2024",
            "03-06-2024",
            "2024-06-03",
            "3/6 2024",
            "3/6-24",
            "3. juni 2024",
            "3 jun 24",
            " 030624 ",
            "03062024",
            "3/6",
            "3 June 2024",
        ] {
            assert_eq!(
                day(text, TODAY).unwrap().to_string(),
                "2024-06-03",
                "{text}"
            );
        }
        assert_eq!(day("i dag", TODAY), Ok(TODAY));
        assert_eq!(day("I går", TODAY), Ok(TODAY.plus_days(-1)));
        assert_eq!(day("24/12", TODAY).unwrap().to_string(), "2024-12-24");
        assert_eq!(day("3/7", TODAY).unwrap().to_string(), "2024-07-03");
        assert_eq!(day("1.5.98", TODAY).unwrap().to_string(), "1998-05-01");
        assert_eq!(day("30.2.2024", TODAY), Err("error-no-such-day"));
        assert_eq!(day("1.1.0024", TODAY), Err("error-no-such-day"));
        assert_eq!(day("snart", TODAY), Err("error-not-a-day"));
        assert_eq!(day("", TODAY), Err("error-missing"));
    }

    #[test]
    fn times_as_they_are_typed() {
        for text in ["14.05", "14:05", "kl. 14.05", "1405", "14:05:00"] {
            assert_eq!(time(text), Ok(14 * 3600 + 300), "{text}");
        }
        assert_eq!(time("8"), Ok(8 * 3600));
        assert_eq!(time("25.00"), Err("error-no-such-time"));
        assert_eq!(time("snart"), Err("error-not-a-time"));
    }

    #[test]
    fn instants_in_copenhagen() {
        let now = 1_731_930_000; // 2024-11-18T12:40:00+01:00
        let typed = |text, clock| instant(text, clock, now);
        let summer = Ok("2024-06-03T14:05:00+02:00".to_owned());
        assert_eq!(typed("3.6.2024", "14.05"), summer);
        assert_eq!(typed("3/6 2024 kl. 14.05", ""), summer);
        assert_eq!(typed("2024-06-03T14:05", ""), summer);
        assert_eq!(typed("3/6 1405", ""), summer);
        assert_eq!(typed("3/6 2024", ""), Ok("2024-06-03".to_owned()));
        assert_eq!(typed("nu", ""), Ok("2024-11-18T12:40:00+01:00".to_owned()));
        assert_eq!(
            typed("i går 9.30", ""),
            Ok("2024-11-17T09:30:00+01:00".to_owned())
        );
        assert_eq!(typed("31.3.2024", "2.30"), Err("error-time-skipped"));
        let twice = Ok("2024-10-27T02:30:00+02:00".to_owned());
        assert_eq!(typed("27.10.2024", "2.30"), twice);
    }

    #[test]
    fn rhythms_and_amounts() {
        for (text, read) in [
            ("6", "P6M"),
            ("6 måneder", "P6M"),
            ("8 uger", "P8W"),
            ("p3m", "P3M"),
            ("1 år", "P1Y"),
            ("1.5.2025", "2025-05-01"),
            ("010525", "2025-05-01"),
        ] {
            assert_eq!(rhythm(text, TODAY).as_deref(), Ok(read), "{text}");
        }
        assert_eq!(rhythm("tit", TODAY), Err("error-rhythm"));
        for (text, read) in [
            ("12500", "12500"),
            ("12.500", "12500"),
            ("12.500,50 kr.", "12500.50"),
            ("1.250.000,-", "1250000"),
            ("99,5", "99.50"),
        ] {
            assert_eq!(amount(text).as_deref(), Ok(read), "{text}");
        }
        assert_eq!(amount("gratis"), Err("error-amount"));
        // In English a comma parts thousands; in Danish it is refused, and no tenth of it is read.
        assert_eq!(amount("12,500"), Err("error-amount"));
        for (text, read) in [
            ("12,500", "12500"),
            ("12,500.50", "12500.50"),
            ("1,250,000 kr.", "1250000"),
            ("12.500", "12500"),
            ("99,5", "99.50"),
            ("12500", "12500"),
        ] {
            let english = amount_in_english(text);
            assert_eq!(amount(&english).as_deref(), Ok(read), "{text}");
        }
        assert_eq!(amount(&amount_in_english("12,50,0")), Err("error-amount"));
        assert_eq!(scale("11"), Err("error-scale"));
    }
}
