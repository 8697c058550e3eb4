//! Words as the search compares them: Danish stems, as keyed hashes.
//!
//! Owns: cutting into words, stems, the blind words of the index. Must not know: where the index is.
//!
//! The index holds no word of a case, but for each stem twelve letters of a keyed hash: whoever has the
//! database without the key cannot read what a case says, and a search still finds it.

use rust_stemmers::{Algorithm, Stemmer};

use crate::seal::Key;

/// Changes with what a word becomes: an index made by others is made anew with `omhu reindex`.
pub(crate) const VERSION: &str = "2";
/// More words of one text than this are not indexed.
const MOST_WORDS: usize = 50_000;

/// Plurals with another vowel than their singular, which the stemmer takes for other words. Compounds end in them too:
/// `plejebørn`, `stedfædre`.
const OTHER_VOWEL: [(&str, &str); 18] = [
    ("børn", "barn"),
    ("mænd", "mand"),
    ("fædre", "far"),
    ("mødre", "mor"),
    ("brødre", "bror"),
    ("døtre", "datter"),
    ("forældre", "forælder"),
    ("bønder", "bonde"),
    ("nætter", "nat"),
    ("hænder", "hånd"),
    ("bøger", "bog"),
    ("fødder", "fod"),
    ("tænder", "tand"),
    ("kræfter", "kraft"),
    ("rødder", "rod"),
    ("stænger", "stang"),
    ("tæer", "tå"),
    ("gæs", "gås"),
];
/// What may stand behind such a plural: `børnenes`.
const ENDINGS: [&str; 9] = ["", "s", "ne", "nes", "ene", "enes", "e", "es", "r"];
/// Older and fuller forms of the same words.
const ALSO: [(&str, &str); 3] = [("fader", "far"), ("moder", "mor"), ("broder", "bror")];
/// A shorter beginning than this is no word that a compound is made of.
const SHORTEST_COMPOUND: usize = 3;

/// The singular of a word whose plural has another vowel; other words as they are.
fn singular(word: &str) -> Option<String> {
    if let Some((_, usual)) = ALSO.iter().find(|(full, _)| *full == word) {
        return Some((*usual).to_owned());
    }
    OTHER_VOWEL.iter().find_map(|(plural, singular)| {
        let (before, behind) = word.rsplit_once(plural)?;
        let compound = before.is_empty()
            || plural.chars().count() > 3 && before.chars().count() >= SHORTEST_COMPOUND;
        (compound && ENDINGS.contains(&behind)).then(|| format!("{before}{singular}"))
    })
}

/// The stem of a word in small letters.
fn stem(stemmer: &Stemmer, word: &str) -> String {
    match singular(word) {
        Some(singular) => stemmer.stem(&singular).into_owned(),
        None => stemmer.stem(word).into_owned(),
    }
}

/// The words of a text in small letters, in its order.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
}

/// The stems of a text, in its order.
fn stems(text: &str) -> impl Iterator<Item = String> {
    let stemmer = Stemmer::create(Algorithm::Danish);
    words(text).map(move |word| stem(&stemmer, &word))
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
pub(crate) fn question(key: &Key, query: &str, and: &str, or: &str) -> Option<String> {
    let stemmer = Stemmer::create(Algorithm::Danish);
    let words = words(query).take(12).map(|word| {
        let (one, own) = (stem(&stemmer, &word), stemmer.stem(&word));
        if one == own {
            return blind(key, &one);
        }
        // What was indexed before plurals were known stands under its own stem.
        format!("({}{or}{})", blind(key, &one), blind(key, &own))
    });
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| words.join(and))
}

/// What stands around the first word of a text that the query asks for.
pub(crate) fn excerpt(text: &str, query: &str, around: usize) -> String {
    let wanted: Vec<_> = stems(query).collect();
    let stemmer = Stemmer::create(Algorithm::Danish);
    let found = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| wanted.contains(&stem(&stemmer, &word.to_lowercase())))
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

    const STEMS_OF_TWO: &str = "barn foræld talt med plejemor om underretning skolegang og nat hos bedsteforæld bror \
        fulg støttekontaktperson råd";

    #[test]
    fn forms_of_a_word_are_one_word_of_the_index_and_no_word_is_in_it() {
        let key = Key([7; 32]);
        let one = tokens(&key, "Underretningen om børnene");
        let other = tokens(&key, "underretninger om børnene!");
        assert_eq!(one, other);
        assert!(!one.contains("under"));
        assert!(one.bytes().all(|b| b == b' ' || b.is_ascii_lowercase()));
        assert_ne!(one, tokens(&Key([8; 32]), "Underretningen om børnene"));
        assert_eq!(question(&key, " . ", " & ", " | "), None);
    }

    #[test]
    fn an_index_is_known_by_the_stems_it_was_made_with() {
        let words = "Børnenes forældre talte med plejemødrene om underretningerne, skolegangen og nætterne \
            hos bedsteforældrene; brødrene fulgte støttekontaktpersonens råd";
        let stems: Vec<_> = stems(words).collect();
        // Other stems than these ask for another VERSION: the server then says that the index is of an earlier one.
        assert_eq!((VERSION, stems.join(" ").as_str()), ("2", STEMS_OF_TWO));
    }

    #[test]
    fn a_plural_with_another_vowel_is_found_by_its_singular() {
        let key = Key([7; 32]);
        for (one, several) in [
            ("barn", "børn"),
            ("barnets", "børnenes"),
            ("barnet", "Børnene"),
            ("plejebarn", "plejebørnene"),
            ("mand", "mændene"),
            ("faren", "fædrene"),
            ("mor", "mødre"),
            ("plejemoren", "plejemødrene"),
            ("broren", "brødre"),
            ("datteren", "døtrene"),
            ("natten", "nætterne"),
            ("hånden", "hænderne"),
            ("dagbogen", "dagbøger"),
            ("foden", "fødderne"),
            ("tanden", "tænder"),
        ] {
            assert_eq!(tokens(&key, one), tokens(&key, several), "{one} {several}");
        }
        for (one, other) in [("barn", "bar"), ("mand", "mænge"), ("fod", "født")] {
            assert_ne!(tokens(&key, one), tokens(&key, other), "{one} {other}");
        }
        let found = excerpt("Så kom børnenes far", "barnet", 20);
        assert!(found.contains("børnenes"), "{found}");
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
