//! Names as they are searched for and sorted: computed here, because the databases differ.
//!
//! Owns: the search key and the Danish sort key of a name. Must not know: whose name it is.

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

/// The names as the search compares them: each word with a space before it.
pub(crate) fn search_key(given_names: &str, surname: &str) -> String {
    words(&format!("{given_names} {surname}"))
}

fn words(text: &str) -> String {
    plain(text)
        .split_whitespace()
        .fold(String::new(), |key, word| key + " " + word)
}

/// The pattern that finds names in which each word of the query begins a word, in this order.
pub(crate) fn pattern(query: &str) -> Option<String> {
    let words = words(query);
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
    fn a_name_is_found_however_it_is_typed() {
        let key = search_key("Søren Émile", "Ågård-O’Neill");
        assert_eq!(key, " soeren emile aagaard oneill");
        assert_eq!(pattern("SØR  Åg").unwrap(), "% soer% aag%");
        assert_eq!(pattern(" %_ "), None);
    }
}
