//! Invented people for a simulated municipality: names, streets and numbers that belong to nobody.
//!
//! Owns: which invented person stands behind a case, a family or a caseworker. Must not know: their history.
//!
//! First names and surnames are common Danish ones, so any single name exists; the combination is drawn by
//! hash. Personal numbers have 60 added to the day of birth, which no citizen's number has. Streets are
//! invented.

use crate::chance::mixed;

const GIRLS: [&str; 30] = [
    "Freja", "Ida", "Emma", "Alma", "Ella", "Sofia", "Karla", "Clara", "Olivia", "Anna", "Luna",
    "Lærke", "Agnes", "Nora", "Josefine", "Mathilde", "Isabella", "Laura", "Asta", "Aya", "Fatima",
    "Zahra", "Maja", "Liva", "Sara", "Åse", "Signe", "Mille", "Amina", "Caroline",
];
const BOYS: [&str; 30] = [
    "Noah", "William", "Oscar", "Ali", "Emil", "Carl", "Malthe", "Valdemar", "Victor", "Elias",
    "August", "Aksel", "Lucas", "Oliver", "Magnus", "Mohammed", "Villads", "Arthur", "Anton",
    "Yusuf", "Felix", "Storm", "Liam", "Johan", "Theo", "Søren", "Ibrahim", "Frederik", "Mikkel",
    "Jonas",
];
const GROWN: [&str; 30] = [
    "Mette",
    "Anne",
    "Louise",
    "Camilla",
    "Hanne",
    "Pernille",
    "Line",
    "Katrine",
    "Birgit",
    "Charlotte",
    "Malene",
    "Tine",
    "Susanne",
    "Rikke",
    "Dorthe",
    "Lars",
    "Peter",
    "Jesper",
    "Thomas",
    "Henrik",
    "Morten",
    "Jakob",
    "Rasmus",
    "Ahmed",
    "Kasper",
    "Nadia",
    "Leyla",
    "Kirsten",
    "Bo",
    "Ulla",
];
const SURNAMES: [&str; 40] = [
    "Holm",
    "Lund",
    "Krogh",
    "Bruun",
    "Dahl",
    "Kjær",
    "Friis",
    "Skov",
    "Vestergaard",
    "Østergaard",
    "Bach",
    "Winther",
    "Møller",
    "Thomsen",
    "Juhl",
    "Lassen",
    "Toft",
    "Mogensen",
    "Damgaard",
    "Kruse",
    "Eriksen",
    "Nørgaard",
    "Ravn",
    "Hald",
    "Bech",
    "Koch",
    "Ågaard",
    "Nygaard",
    "Ibsen",
    "Storm",
    "Yilmaz",
    "Hassan",
    "Warsame",
    "Nguyen",
    "Kowalski",
    "Farah",
    "Petersen",
    "Munk",
    "Berg",
    "Iversen",
];
const STREETS: [&str; 16] = [
    "Omhuvej",
    "Rådyrstien",
    "Klokkeblomstvej",
    "Gammel Mejerivej",
    "Sivkrogen",
    "Lærkefløjten",
    "Stærekassevej",
    "Tidselvænget",
    "Blåmejsegangen",
    "Havrekrogen",
    "Mosekonebakken",
    "Ternestræde",
    "Egekogle Allé",
    "Rugskellet",
    "Åkandestien",
    "Svalereden",
];

/// An invented person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invented {
    /// First name.
    pub first: &'static str,
    /// Surname.
    pub last: &'static str,
    /// Ten digits with 60 added to the day of birth: no citizen's number.
    pub cpr: String,
    /// Street and number.
    pub street: String,
}

/// The child behind a case. Siblings (the same family) share the surname and the street.
#[must_use]
pub fn child(seed: u64, family: &str, case: &str, born: Option<(i32, u32, u32)>) -> Invented {
    let own = mixed(&[seed, 1, text(case)]);
    let girl = own.is_multiple_of(2);
    let first = if girl {
        pick(&GIRLS, own >> 8)
    } else {
        pick(&BOYS, own >> 8)
    };
    person(seed, household(family, case), own, first, born)
}

/// The first or second custody holder of a family.
#[must_use]
pub fn custody_holder(seed: u64, family: &str, case: &str, second: bool) -> Invented {
    let home = household(family, case);
    let own = mixed(&[seed, 2 + u64::from(second), home]);
    let age = 24 + (own >> 16) % 25;
    let born = (
        2020 - age as i32,
        1 + (own >> 24) as u32 % 12,
        1 + (own >> 32) as u32 % 28,
    );
    person(seed, home, own, pick(&GROWN, own >> 8), Some(born))
}

/// The name of a caseworker, coordinator or leader, by the id that stands in the history.
#[must_use]
pub fn employee(seed: u64, id: &str) -> (&'static str, &'static str) {
    let own = mixed(&[seed, 9, text(id)]);
    (pick(&GROWN, own >> 8), pick(&SURNAMES, own >> 24))
}

fn household(family: &str, case: &str) -> u64 {
    text(if family.is_empty() { case } else { family })
}

fn person(
    seed: u64,
    home: u64,
    own: u64,
    first: &'static str,
    born: Option<(i32, u32, u32)>,
) -> Invented {
    let shared = mixed(&[seed, 5, home]);
    let (year, month, day) = born.unwrap_or((2015, 1, 1));
    let serial = own % 10_000;
    Invented {
        first,
        last: pick(&SURNAMES, shared >> 8),
        cpr: format!(
            "{:02}{month:02}{:02}{serial:04}",
            day + 60,
            year.rem_euclid(100)
        ),
        street: format!(
            "{} {}",
            pick(&STREETS, shared >> 24),
            1 + (shared >> 40) % 98
        ),
    }
}

fn pick(names: &[&'static str], number: u64) -> &'static str {
    names[(number % names.len() as u64) as usize]
}

fn text(id: &str) -> u64 {
    mixed(&id.bytes().map(u64::from).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_share_home_and_surname_but_not_number() {
        let a = child(7, "F1", "S1", Some((2017, 3, 2)));
        let b = child(7, "F1", "S2", Some((2019, 5, 9)));
        assert_eq!((a.last, &a.street), (b.last, &b.street));
        assert_ne!(a.cpr, b.cpr);
        assert_eq!(a, child(7, "F1", "S1", Some((2017, 3, 2))));
    }

    #[test]
    fn no_number_can_be_a_citizens() {
        for case in 0..500 {
            let invented = child(7, "", &format!("S{case}"), Some((2016, 2, 29)));
            let day: u32 = invented.cpr[..2].parse().unwrap();
            assert!((61..=91).contains(&day), "{}", invented.cpr);
            assert_eq!(invented.cpr.len(), 10);
        }
    }
}
