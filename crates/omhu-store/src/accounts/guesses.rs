//! How easily a password is guessed, by what it is made of.
//!
//! Owns: the parts that guessers try (listed words, years, runs, rows of the keyboard, repeats) and what
//! each costs them; the cheapest way to put a password together from parts. Must not know: how much is
//! enough.
//!
//! An estimate from below: a part costs what the whole kind of part costs to try, whatever comes first.

use super::common_words;

/// A letter that belongs to no part.
const LETTER: f64 = 4.5;
/// A digit that belongs to no part.
const DIGIT: f64 = 3.4;
/// A sign; people take few of them.
const SIGN: f64 = 4.0;
/// A letter that is no Latin one: large alphabets.
const OTHER: f64 = 7.0;
/// A run of the alphabet, of digits or of one sign, of any length, at any start.
const RUN: f64 = 7.0;
/// A walk over the keyboard.
const WALK: f64 = 8.0;
/// A year of the last hundred and the next ten.
const YEAR: f64 = 6.8;
/// A day written in digits, with or without signs between.
const DATE: f64 = 14.5;
/// What came just before, once more; its own bits, added for each time.
const REPEAT: f64 = 1.5;
/// A capital at the front, letters as digits, and such.
const DRESSED: f64 = 1.0;
/// The blank between words.
const BLANK: f64 = 0.5;

/// The rows and the slanting columns of keyboards, both ways.
const WALKS: &[&str] = &[
    "qwertyuiopå",
    "asdfghjklæø",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1234567890",
    "1qaz2wsx3edc4rfv",
    "zaq12wsxcde34rfv",
    "qazwsxedcrfv",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "147258369",
    "qweasdzxc",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxz",
    "0987654321",
];

/// The ways to read a password: as it stands, and with digits and signs taken for the letters they mean.
pub(super) fn readings(password: &str) -> [String; 3] {
    let plain = password.to_lowercase();
    let one = plain.chars().map(|c| undressed(c, 'i')).collect();
    let other = plain.chars().map(|c| undressed(c, 'l')).collect();
    [plain, one, other]
}

/// The letter that a digit or a sign stands for; `1` may be two of them.
fn undressed(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    }
}

/// The bits of the cheapest way to put it together.
pub(super) fn bits(password: &str) -> f64 {
    let readings: Vec<Vec<char>> = readings(password)
        .iter()
        .map(|reading| reading.chars().collect())
        .collect();
    let plain = &readings[0];
    // Where a letter has no lower case of one letter, readings differ in length: take the first alone.
    let alike = readings.iter().all(|reading| reading.len() == plain.len());
    let read = if alike { &readings[..] } else { &readings[..1] };
    let mut best = vec![0.0; plain.len() + 1];
    for end in 1..=plain.len() {
        let mut least = best[end - 1] + single(plain[end - 1]);
        for start in 0..end {
            if let Some(cost) = part(read, start, end) {
                least = least.min(best[start] + cost);
            }
            least = least.min(repeated(plain, &best, start, end));
        }
        best[end] = least;
    }
    best[plain.len()]
}

fn single(c: char) -> f64 {
    match c {
        ' ' => BLANK,
        c if c.is_ascii_digit() => DIGIT,
        c if c.is_ascii_alphabetic() => LETTER,
        c if c.is_alphabetic() => OTHER,
        _ => SIGN,
    }
}

/// What a part costs, if what stands there is one.
fn part(readings: &[Vec<char>], start: usize, end: usize) -> Option<f64> {
    let plain = &readings[0][start..end];
    let mut least = None;
    let mut offer = |cost: f64| least = Some(least.map_or(cost, |least: f64| least.min(cost)));
    for (place, reading) in readings.iter().enumerate() {
        let text: String = reading[start..end].iter().collect();
        if let Some(cost) = common_words::bits(&text) {
            offer(cost + if place == 0 { 0.0 } else { DRESSED });
        }
    }
    if is_year(plain) {
        offer(YEAR);
    }
    if is_date(plain) {
        offer(DATE);
    }
    if plain.len() >= 3 {
        if is_run(plain) {
            offer(RUN);
        }
        let text: String = plain.iter().collect();
        if WALKS.iter().any(|walk| walk.contains(&text)) {
            offer(WALK);
        }
    }
    least
}

/// The cost of the whole up to `end`, if what stands from `start` on is what stood just before it.
fn repeated(plain: &[char], best: &[f64], start: usize, end: usize) -> f64 {
    let length = end - start;
    if start >= length && plain[start - length..start] == plain[start..end] {
        best[start] + REPEAT
    } else {
        f64::INFINITY
    }
}

fn is_year(text: &[char]) -> bool {
    let digits: String = text.iter().collect();
    digits.len() == 4
        && digits
            .parse()
            .is_ok_and(|year: u32| (1925..=2036).contains(&year))
}

/// Whether it is a day, then a month, then a year of two or four digits: as birthdays are written.
fn is_date(text: &[char]) -> bool {
    let inner = text.first().is_some_and(char::is_ascii_digit)
        && text.last().is_some_and(char::is_ascii_digit)
        && text
            .iter()
            .all(|c| c.is_ascii_digit() || "-./ ".contains(*c));
    let digits: String = text.iter().filter(|c| c.is_ascii_digit()).collect();
    let within = |from: usize, to: usize, most: u32| {
        let number = digits
            .get(from..to)
            .and_then(|part| part.parse::<u32>().ok());
        number.is_some_and(|number| (1..=most).contains(&number))
    };
    inner
        && text.len() <= 10
        && matches!(digits.len(), 6 | 8)
        && within(0, 2, 31)
        && within(2, 4, 12)
}

/// Whether each sign is as far from the one before as the second from the first: 1234, aaaa, zyx.
fn is_run(text: &[char]) -> bool {
    let steps = || {
        text.windows(2)
            .map(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])))
    };
    let first = steps().next().unwrap_or(9);
    first.abs() <= 2 && steps().all(|step| step == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cheap_and_chance_is_dear() {
        assert!(bits("qwertyuiop") < 9.0);
        assert!(bits("2024") < 7.0);
        assert!(bits("aaaaaaaaaaaaaaaaaaaaaaaa") < 8.0);
        assert!(bits("velkommen") < 11.0);
        assert!(bits("v3lk0mm3n") < 12.0);
        assert!(bits("xkqzvwjh") > 35.0);
    }

    #[test]
    fn more_is_never_easier() {
        let password = "Sommer i Aarhus 1234 hejre";
        let ends: Vec<usize> = password.char_indices().map(|(at, _)| at).collect();
        let all: Vec<f64> = ends.iter().map(|end| bits(&password[..*end])).collect();
        // A word that is completed may become cheaper than its letters, by no more than those.
        for pair in all.windows(2) {
            assert!(pair[1] + 30.0 > pair[0]);
        }
        assert!(bits(password) > 20.0);
    }
}
