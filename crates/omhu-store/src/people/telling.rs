//! Whether words say where somebody lives whose address is protected.
//!
//! Owns: what of an address betrays it, and the comparison with a text. Must not know: who writes, what follows. It answers
//! yes or no: neither the address nor the place in the text leaves it.
//!
//! A street is found however it is written: in small letters, in one word or several, `aa` for `å`, `v.` for `vej`. A
//! street whose name is a plain word (`Engen`) counts only with its number, so that a note about a meadow warns nobody. A
//! town alone betrays nobody.

use omhu_casework::access::ProtectedGrade;
use omhu_casework::ids::CaseNo;

use super::InCase;
use super::state::whole_person;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::keys::Ring;
use crate::names::plain;
use crate::sql::people as sql;
use crate::{Permit, Store};

/// Digits of a telephone number that are compared: what stands before is the country.
const DIGITS: usize = 8;
/// Words that a street may be written in.
const MOST_WORDS: usize = 6;
/// How names of streets end, with how they are shortened.
const ENDINGS: [(&str, &str); 18] = [
    ("vej", "v"),
    ("gade", "g"),
    ("alle", "al"),
    ("plads", "pl"),
    ("boulevard", "blvd"),
    ("straede", "str"),
    ("vaenge", "vaenge"),
    ("vaenget", "vaenget"),
    ("parken", "parken"),
    ("stien", "stien"),
    ("torv", "torv"),
    ("toften", "toften"),
    ("bakken", "bakken"),
    ("vangen", "vangen"),
    ("haven", "haven"),
    ("gaarden", "gaarden"),
    ("kaj", "kaj"),
    ("brygge", "brygge"),
];

/// What betrays one address.
#[derive(PartialEq, Eq, Debug)]
struct Street {
    /// In one word.
    name: String,
    /// The number of the house, where the name alone is a plain word.
    number: Option<String>,
}

/// What betrays one person.
#[derive(Default, PartialEq, Eq, Debug)]
struct Secret {
    streets: Vec<Street>,
    /// The last digits of the telephone number.
    phone: Option<String>,
}

impl Secret {
    fn of(address: &str, phone: &str) -> Secret {
        let mut streets = Vec::new();
        let parts = address.split([',', '\n', ';']);
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let part = plain(part);
            let words: Vec<&str> = part.split_whitespace().collect();
            // Whose door it is at, and the town, are said of many.
            if words.first().is_none_or(|word| *word == "co")
                || words.starts_with(&["c", "o"])
                || is_town(&words)
            {
                continue;
            }
            let until = words.iter().position(|word| begins_with_digit(word));
            if until.is_none() && !streets.is_empty() {
                continue;
            }
            let (name, rest) = words.split_at(until.unwrap_or(words.len()));
            let name = name.concat();
            if name.is_empty() {
                continue;
            }
            let plain_word = !is_street(&name);
            let number = plain_word.then(|| rest.first().map(|word| (*word).to_owned()));
            streets.push(Street {
                name,
                number: number.flatten(),
            });
        }
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let last = digits
            .len()
            .checked_sub(DIGITS)
            .map(|from| digits[from..].to_owned());
        Secret {
            streets,
            phone: last,
        }
    }

    fn is_told_by(&self, said: &Said) -> bool {
        let streets = || self.streets.iter().any(|street| said.names(street));
        let phone = |phone: &String| said.numbers.iter().any(|number| number.contains(phone));
        self.phone.as_ref().is_some_and(phone) || streets()
    }
}

fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
}

/// `8000 Aarhus C`, `DK-8000 Aarhus`, `Danmark`.
fn is_town(words: &[&str]) -> bool {
    let words = match words {
        ["dk", rest @ ..] => rest,
        words => words,
    };
    match words {
        ["danmark" | "denmark"] => true,
        [code, _, ..] => code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a word can be nothing but the name of a street.
fn is_street(name: &str) -> bool {
    let long = |ending: &str| name.len() > ending.len() + 2 && name.ends_with(ending);
    ENDINGS.iter().any(|(ending, _)| long(ending))
}

/// Other ways to write a name in one word: shortened, or of a shortened one the whole.
fn ways(name: &str) -> Vec<String> {
    let mut ways = vec![name.to_owned(), format!("{name}s")];
    for (whole, short) in ENDINGS {
        if let Some(first) = name.strip_suffix(whole) {
            ways.push(format!("{first}{short}"));
        } else if let Some(first) = name.strip_suffix(short)
            && first.len() > 3
        {
            ways.push(format!("{first}{whole}"));
        }
    }
    ways
}

/// A text as it is compared.
struct Said {
    words: Vec<String>,
    /// Digits that stand together, with nothing but signs of telephone numbers between them.
    numbers: Vec<String>,
}

impl Said {
    fn of(text: &str) -> Said {
        let words = plain(text).split_whitespace().map(str::to_owned).collect();
        let mut numbers = vec![String::new()];
        for sign in text.chars() {
            match (sign, numbers.last_mut()) {
                (digit, Some(number)) if digit.is_ascii_digit() => number.push(digit),
                (' ' | '\u{a0}' | '.' | '-' | '(' | ')' | '/' | '+', _) => {}
                _ => numbers.push(String::new()),
            }
        }
        numbers.retain(|number| number.len() >= DIGITS);
        Said { words, numbers }
    }

    /// Whether some words, written together, are the name, with the number behind them where it takes one.
    fn names(&self, street: &Street) -> bool {
        let ways = ways(&street.name);
        let longest = ways.iter().map(String::len).max().unwrap_or(0);
        for from in 0..self.words.len() {
            let mut together = String::new();
            for (place, word) in self.words.iter().enumerate().skip(from).take(MOST_WORDS) {
                together.push_str(word);
                if together.len() > longest {
                    break;
                }
                let next = self.words.get(place + 1);
                let at_number = street
                    .number
                    .as_ref()
                    .is_none_or(|number| next == Some(number));
                if at_number && ways.contains(&together) {
                    return true;
                }
            }
        }
        false
    }
}

/// Fewer letters and digits than this (`2. tv`) are said of many.
const SHORTEST: usize = 5;

/// Whether a text says an address: its street however it is written, or any part of it but the town as it stands.
#[must_use]
pub fn repeats(address: &str, text: &str) -> bool {
    if Secret::of(address, "").is_told_by(&Said::of(text)) {
        return true;
    }
    let joined = |text: &str| plain(text).split_whitespace().collect::<String>();
    let said = joined(text);
    address.split([',', '\n', ';']).any(|part| {
        let part = plain(part);
        let words: Vec<&str> = part.split_whitespace().collect();
        let whole = words.concat();
        !is_town(&words) && whole.len() >= SHORTEST && said.contains(&whole)
    })
}

impl Store {
    /// Which of these texts say the protected address of somebody who has a part in the case, or that person's telephone
    /// number: yes or no for each, in their order. What is protected does not leave the store.
    ///
    /// # Errors
    /// No permit for the case; the database; an address that was changed behind omhu's back.
    pub async fn telling(
        &self,
        permit: &Permit,
        case: CaseNo,
        texts: &[&str],
    ) -> Result<Vec<bool>, StoreError> {
        permit.covers(case)?;
        let nothing = vec![false; texts.len()];
        if texts.is_empty() {
            return Ok(nothing);
        }
        let people = self
            .database
            .rows(sql::PEOPLE_OF_CASE, cells![case.0])
            .await?;
        let secrets = secrets_of(&self.ring, &people)?;
        if secrets.is_empty() {
            return Ok(nothing);
        }
        let tells = |text: &&str| {
            let said = Said::of(text);
            secrets.iter().any(|secret| secret.is_told_by(&said))
        };
        Ok(texts.iter().map(tells).collect())
    }
}

/// What betrays those of these people whose data are protected.
fn secrets_of(ring: &Ring, people: &[Row]) -> Result<Vec<Secret>, StoreError> {
    let mut secrets = Vec::new();
    for row in people {
        let person = whole_person(ring, row)?.particulars;
        if person.grade != ProtectedGrade::None {
            secrets.push(Secret::of(&person.address, &person.phone));
        }
    }
    Ok(secrets)
}

impl Store {
    /// Hides the address of everybody in the case who lives where somebody lives whose address is protected, and the telephone
    /// of whoever has it in common with them: who reads the mother's address knows the child's. Also where the protected one has a part in a case of a brother or sister.
    pub(super) async fn hide_shared(
        &self,
        case: CaseNo,
        people: &mut [InCase],
    ) -> Result<(), StoreError> {
        let cells = cells![case.0];
        let near = self.database.rows(sql::PROTECTED_NEAR, cells).await?;
        let secrets = secrets_of(&self.ring, &near)?;
        for held in people {
            let tells = |text: &str| {
                let said = Said::of(text);
                secrets.iter().any(|secret| secret.is_told_by(&said))
            };
            let person = &mut held.person;
            if tells(&person.particulars.address) {
                person.particulars.address.clear();
                person.hidden_address = true;
            }
            if tells(&person.particulars.phone) {
                person.particulars.phone.clear();
                person.hidden_phone = true;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(address: &str, text: &str) -> bool {
        Secret::of(address, "+45 12 34 56 78").is_told_by(&Said::of(text))
    }

    #[test]
    fn a_street_is_found_however_it_is_written() {
        let address = "Hemmelig Åvej 7, 2. tv, 8000 Aarhus C";
        for text in [
            "Hun bor Hemmelig Åvej 7",
            "hemmelig aavej",
            "HEMMELIGÅVEJ 7, 2.",
            "på Hemmelig\nÅ-vej i nat",
            "Hemmelig Åvejs beboere",
            "Hemmelig Åv. 7",
            "ring 12 34 56 78",
            "tlf. 004512345678",
            "12-34-56-78",
            "12345678",
        ] {
            assert!(told(address, text), "{text}");
        }
        for text in [
            "",
            "Hun bor i Aarhus C",
            "8000 Aarhus",
            "Åvej 7",
            "Det er hemmeligt",
            "Hemmelig Ågade 7",
            "2. tv",
            "1234 5679",
            "den 12. 3. 2024, kl. 5.30, 67",
        ] {
            assert!(!told(address, text), "{text}");
        }
        assert!(told("Hemmeligv. 7", "Hemmeligvej 7"));
        assert!(told(
            "c/o Jensen, Nørregade 3, 5000 Odense C",
            "mødet i noerregade"
        ));
        assert!(!told(
            "c/o Jensen, Nørregade 3, 5000 Odense C",
            "Jensen fra Odense C"
        ));
    }

    #[test]
    fn any_part_of_an_address_repeats_it_but_the_town_and_what_is_said_of_many() {
        let address = "c/o Hansen, Rosenvej 4, 2. tv, 8000 Aarhus C";
        for text in ["bor på rosenvej", "Rosenv. 4", "hun er hos C/O  hansen"] {
            assert!(repeats(address, text), "{text}");
        }
        for text in ["", "Hansen ringer", "8000 Aarhus C", "2. tv", "Rosenhaven"] {
            assert!(!repeats(address, text), "{text}");
        }
        assert!(!repeats("", "Rosenvej 4"));
        assert!(repeats("Engen 3\n8000 Aarhus C", "mødes på engen 3"));
    }

    #[test]
    fn a_street_that_is_a_plain_word_counts_with_its_number_only() {
        let address = "Engen 3\n8000 Aarhus C";
        assert!(!told(address, "De legede på engen hele dagen"));
        assert!(told(address, "De bor Engen 3, siger han"));
        assert!(!told(address, "Engen 13"));
        // Where there is no number, the name is all that there is.
        assert!(told("Krisecentret", "Hun er på krisecentret"));
        assert_eq!(Secret::of("", "1234"), Secret::default());
        assert_eq!(Secret::of("8000 Aarhus C", "").streets, []);
    }
}
