//! Letters as the search compares them, and names as they are sorted: computed here, because the databases differ.
//!
//! Owns: how a Danish letter may be typed, the search key and the Danish sort key of a name. Must not know: whose name it
//! is, which words a text has.
//!
//! The search folds letters in this file only: names and the words of texts ([`crate::stems`]), indexed and asked for.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A letter without case and accents, as people type it without a Danish keyboard: `Å` is `aa`.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'å' => plain.push_str("aa"),
            'æ' | 'ä' => plain.push_str("ae"),
            'ø' | 'ö' | 'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'þ' => plain.push_str("th"),
            'ð' | 'đ' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            letter if letter.is_alphanumeric() => {
                plain.extend(letter.nfd().filter(|part| !is_combining_mark(*part)));
            }
            '\'' | '’' => {}
            _ => plain.push(' '),
        }
    }
    plain
}

/// The same where `ø` is typed as `o` too, as on a keyboard without it: `soeren` and `soren` are one. For what is compared
/// only: `møde` and `mode` are one as well.
pub(crate) fn loose(plain: &str) -> String {
    plain.replace("oe", "o")
}

/// A word in plain letters so long is asked for with an `o` too where its `ø` was typed: `møde` does not ask for `mod`, which
/// stands in every text.
const SHORTEST_LOOSE: usize = 5;

/// A word of a query made loose; none: whoever typed the `ø` of so short a word means it.
pub(crate) fn asked_loose(plain: &str) -> Option<String> {
    let loose = loose(plain);
    (loose == plain || loose.chars().count() >= SHORTEST_LOOSE).then_some(loose)
}

/// Whether a word, or the beginning of one, stands in a text, in small or large letters and however its Danish letters are
/// typed in either.
#[must_use]
pub fn reads(text: &str, word: &str) -> bool {
    if text.to_lowercase().contains(&word.to_lowercase()) {
        return true;
    }
    let (text, word) = (plain(text), plain(word));
    let word = word.trim();
    let loosely = || asked_loose(word).is_some_and(|word| loose(&text).contains(&word));
    !word.is_empty() && (text.contains(word) || loosely())
}

/// A word typed without a Danish keyboard in the letters that it may stand for: `saerlig` is `særlig`.
pub(crate) fn danish(word: &str) -> String {
    word.replace("aa", "å")
        .replace("ae", "æ")
        .replace("oe", "ø")
}

/// The names as they are kept for the search: each word with a space before it.
pub(crate) fn search_key(given_names: &str, surname: &str) -> String {
    words(&format!("{given_names} {surname}"))
}

fn words(text: &str) -> String {
    plain(text)
        .split_whitespace()
        .fold(String::new(), |key, word| key + " " + word)
}

/// The pattern that finds names in which each word of the query begins a word, in this order. The kept names are made loose
/// in the statement (`replace`), so that what stands in a database for years needs no new key.
pub(crate) fn pattern(query: &str) -> Option<String> {
    let words = loose(&words(query));
    // Letters and spaces only: nothing in it means anything to `like`.
    (!words.is_empty()).then(|| format!("%{}%", words.replace(' ', "% ").trim_start_matches('%')))
}

/// The names in the order of the Danish alphabet: by surname, then given names; `æ`, `ø`, `å` after `z`, and
/// `aa` as `å`.
pub(crate) fn sort_key(given_names: &str, surname: &str) -> String {
    let mut key = String::new();
    for part in [surname, given_names] {
        let lower: String = part.nfc().flat_map(char::to_lowercase).collect();
        for letter in lower.replace("aa", "å").chars() {
            match letter {
                'æ' | 'ä' => key.push('{'),
                'ø' | 'ö' | 'œ' => key.push('|'),
                'å' => key.push('}'),
                'ü' => key.push('y'),
                letter if letter.is_alphanumeric() => {
                    key.extend(letter.nfd().filter(|part| !is_combining_mark(*part)));
                }
                _ => key.push(' '),
            }
        }
        key.push(',');
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_danish_alphabet() {
        let mut names = [
            "Ågård",
            "Zeuthen",
            "Özdemir",
            "Østergaard",
            "Ærø",
            "Aaby",
            "Abel",
        ];
        names.sort_by_key(|name| sort_key("", name));
        assert_eq!(
            names,
            [
                "Abel",
                "Zeuthen",
                "Ærø",
                "Østergaard",
                "Özdemir",
                "Aaby",
                "Ågård"
            ]
        );
        assert_eq!(sort_key("", "Ågård"), sort_key("", "Aagaard"));
    }

    #[test]
    fn a_word_is_read_however_it_is_typed() {
        for (text, word) in [
            ("Søren Ågård", "soren"),
            ("Soeren Aagaard", "SØR"),
            ("Talte om hjemmebesøget", "hjemmebesog"),
            ("Talte om hjemmebesoget", "hjemmebesøg"),
            ("særligt", "Saerlig"),
            ("anna@example.dk", "anna@ex"),
            ("hvad som helst", ""),
        ] {
            assert!(reads(text, word), "{text} {word}");
        }
        for (text, word) in [("mod", "møde"), ("får", "far"), ("to ord", "–")] {
            assert!(!reads(text, word), "{text} {word}");
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        let key = search_key("Søren Émile", "Ågård-O’Neill");
        assert_eq!(key, " soeren emile aagaard oneill");
        for query in ["SØR  Åg", "soer aag", "Sor Åg"] {
            assert_eq!(pattern(query).unwrap(), "% sor% aag%");
        }
        assert_eq!(pattern(" %_ "), None);
    }
}
