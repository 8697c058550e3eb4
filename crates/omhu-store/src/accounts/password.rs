//! Which passwords are taken.
//!
//! Owns: the length, the words that may not stand in one, how easily one must not be guessed. Must not
//! know: how a password is kept.
//!
//! No rules of composition, no forced change, nothing cut off or altered: a long sentence is welcome. A
//! list of stolen passwords cannot be part of this program, so what such lists are made of (a word, a
//! name, a year, a row of the keyboard, some of them after each other) is estimated instead: see
//! [`guesses`].

use super::guesses;

/// A shorter password is refused; 15 are advised.
pub const SHORTEST: usize = 12;
/// A longer one is refused, so that hashing stays within bounds.
pub const LONGEST: usize = 128;
/// The shortest word of the surroundings (a name, the municipality) that is looked for.
const SHORTEST_WORD: usize = 4;
/// Below so many bits a password is found by trying what many people use.
const FEWEST_BITS: f64 = 36.0;

/// What is wrong with a new password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Too short.
    #[error("a password has at least {SHORTEST} characters, this one has {0}")]
    TooShort(usize),
    /// Too long.
    #[error("a password has at most {LONGEST} characters, this one has {0}")]
    TooLong(usize),
    /// It holds the user's own name, the municipality's, or the program's.
    #[error(
        "the password holds a name that anybody would try: your own, the municipality's or omhu"
    )]
    Surroundings,
    /// It is the password that the user has.
    #[error("the new password is the present one")]
    Same,
    /// It is made of what many passwords are made of.
    #[error("the password is made of parts that many people use; take more words, or rarer ones")]
    Common,
}

/// Whether this may be a password of somebody with these names around them.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, surroundings: &[&str]) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordFault::TooShort(length));
    }
    if length > LONGEST {
        return Err(PasswordFault::TooLong(length));
    }
    let readings = guesses::readings(password);
    let words = ["omhu"]
        .iter()
        .chain(surroundings)
        .flat_map(|text| words_of(text));
    for word in words {
        if readings.iter().any(|reading| reading.contains(&word)) {
            return Err(PasswordFault::Surroundings);
        }
    }
    if guesses::bits(password) < FEWEST_BITS {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// The words of a name, an address or a title that are long enough to be looked for.
fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST_WORD && !is_everyday(word))
        .map(str::to_owned)
        .collect()
}

/// Words in the name of every municipality and many addresses: to forbid them would forbid sentences.
fn is_everyday(word: &str) -> bool {
    matches!(word, "kommune" | "kommunes" | "mail" | "post")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_and_has_two_ends() {
        assert_eq!(check("kort og godt", &[]), Ok(()));
        assert_eq!(check("æøåæøåæøåæø", &[]), Err(PasswordFault::TooShort(11)));
        let long: String = ('a'..='z').cycle().step_by(7).take(129).collect();
        assert_eq!(check(&long, &[]), Err(PasswordFault::TooLong(129)));
        assert_eq!(check(&long[..128], &[]), Ok(()));
    }

    #[test]
    fn no_composition_is_asked_for_and_sentences_are_taken() {
        for password in [
            "den grå hejre går langsomt",
            "correct horse battery staple",
            "tretten våde cykelhjelme",
            "x7Kq!vR2mPzw",
            "kvxqzjwhybtp",
            "日本語の長い合言葉です。はい",
        ] {
            assert_eq!(check(password, &[]), Ok(()), "{password}");
        }
    }

    #[test]
    fn names_around_are_refused_however_they_are_dressed_up() {
        let around = ["Åse Opfundet", "aseop@havnby.invalid", "Havnby Kommune"];
        for password in [
            "jeg elsker HAVNBY meget",
            "h4vnby er et dejligt sted",
            "opfundet kaffe og regnvejr",
            "0mhu gør hverdagen lettere",
            "Omhu gør hverdagen lettere",
        ] {
            assert_eq!(
                check(password, &around),
                Err(PasswordFault::Surroundings),
                "{password}"
            );
        }
        assert_eq!(check("en kommune har mange cykelstier", &around), Ok(()));
    }

    #[test]
    fn what_lists_of_stolen_passwords_are_made_of_is_refused() {
        for password in [
            "password1234",
            "Password2024!",
            "p@ssw0rd12345",
            "Velkommen2025!",
            "sommersommer",
            "Sommer2024Vinter",
            "123456789012",
            "qwertyuiop123",
            "qwertyuiopåasdf",
            "aaaaaaaaaaaa",
            "abababababab",
            "abcdefghijkl",
            "Mandag12345!",
            "KodeordKodeord1",
            "adgangskode123",
            "københavn2024",
            "koebenhavn2024",
            "Kasper2011Mathilde",
            "iloveyou12345",
            "1q2w3e4r5t6y",
            "zaq12wsxcde3",
            "12-05-1987 12-05",
            "111222333444",
            "Januar2026Januar2026",
            "hemmelig!hemmelig!",
        ] {
            assert_eq!(
                check(password, &[]),
                Err(PasswordFault::Common),
                "{password}"
            );
        }
    }

    #[test]
    fn every_word_of_the_list_with_a_year_or_a_run_is_refused() {
        let mut tried = 0;
        for word in super::super::common_words::all() {
            let mut chars = word.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            let capital: String = first.chain(chars).collect();
            for ending in [
                "123456789",
                "2024!",
                "1234!",
                "12345678!!",
                "!!2019",
                "....",
            ] {
                for password in [
                    format!("{capital}{ending}"),
                    format!("{word}{word}{ending}"),
                ] {
                    if password.chars().count() >= SHORTEST {
                        assert_eq!(
                            check(&password, &[]),
                            Err(PasswordFault::Common),
                            "{password}"
                        );
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 3000, "{tried}");
    }
}
