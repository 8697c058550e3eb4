//! Words as the search compares them: Danish stems, as keyed hashes.
//!
//! Owns: cutting into words, stems, the blind words of the index. Must not know: where the index is.
//!
//! The index holds no word of a case, but for each stem twelve letters of a keyed hash: whoever has the
//! database without the key cannot read what a case says, and a search still finds it.

use rust_stemmers::{Algorithm, Stemmer};

use crate::seal::Key;

/// More words of one text than this are not indexed.
const MOST_WORDS: usize = 50_000;

/// The stems of a text, in its order.
fn stems(text: &str) -> impl Iterator<Item = String> {
    let stemmer = Stemmer::create(Algorithm::Danish);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some())
        .take(MOST_WORDS)
        .map(|word| word.to_lowercase())
        .map(move |word| stemmer.stem(&word).into_owned())
}

/// A stem as twelve letters, a to p.
fn blind(key: &Key, stem: &str) -> String {
    let hash = key.hash(&[stem.as_bytes()]);
    hash[..6]
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(b'a' + half))
        .collect()
}

/// The words of the index for a text.
pub(crate) fn tokens(key: &Key, text: &str) -> String {
    let mut tokens = String::new();
    for stem in stems(text) {
        if !tokens.is_empty() {
            tokens.push(' ');
        }
        tokens.push_str(&blind(key, &stem));
    }
    tokens
}

/// What to ask the index for: all words of the query. None: it has no word.
pub(crate) fn question(key: &Key, query: &str, and: &str) -> Option<String> {
    let words: Vec<_> = stems(query)
        .take(12)
        .map(|stem| blind(key, &stem))
        .collect();
    (!words.is_empty()).then(|| words.join(and))
}

/// What stands around the first word of a text that the query asks for.
pub(crate) fn excerpt(text: &str, query: &str, around: usize) -> String {
    let wanted: Vec<_> = stems(query).collect();
    let stemmer = Stemmer::create(Algorithm::Danish);
    let found = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| {
            let word = word.to_lowercase();
            wanted.contains(&stemmer.stem(&word).into_owned())
        })
        // A part of the text itself: where it begins is the difference of two addresses.
        .map_or(0, |word| word.as_ptr() as usize - text.as_ptr() as usize);
    let before: String = text[..found].chars().rev().take(around).collect();
    let start = found - before.len();
    let behind = text[found..].chars().take(2 * around).map(char::len_utf8);
    let end = found + behind.sum::<usize>();
    let mut excerpt = text[start..end]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if start > 0 {
        excerpt.insert(0, '…');
    }
    if end < text.len() {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_word_of_the_index_and_no_word_is_in_it() {
        let key = Key([7; 32]);
        let one = tokens(&key, "Underretningen om børnene");
        let other = tokens(&key, "underretninger om børnene!");
        assert_eq!(one, other);
        assert!(!one.contains("under"));
        assert!(one.bytes().all(|b| b == b' ' || b.is_ascii_lowercase()));
        assert_ne!(one, tokens(&Key([8; 32]), "Underretningen om børnene"));
        assert_eq!(question(&key, " . ", " & "), None);
    }

    #[test]
    fn an_excerpt_stands_around_the_word_and_cuts_no_letter() {
        let text = format!(
            "{} Underretningen kom {}",
            "æ ".repeat(300),
            "ø ".repeat(300)
        );
        let excerpt = excerpt(&text, "underretninger", 10);
        assert!(excerpt.contains("Underretningen kom"), "{excerpt}");
        assert!(excerpt.starts_with('…') && excerpt.ends_with('…'));
        assert_eq!(super::excerpt("kort", "andet", 10), "kort");
    }
}
