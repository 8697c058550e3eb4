//! Words as the search compares them: Danish stems, as keyed hashes.
//!
//! Owns: cutting into words, stems, the blind words of the index. Must not know: where the index is, how a letter may be
//! typed ([`names`]).
//!
//! The index holds no word of a case, but for each stem twelve letters of a keyed hash: whoever has the
//! database without the key cannot read what a case says, and a search still finds it.
//!
//! A stem stands in the index in plain letters (`saerlig`, `moede`), and where it has an `ø` once more with an `o`
//! (`mode`): somebody without a Danish keyboard writes either. Of a
//! short word whoever types the `ø` means it.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;

use crate::names;
use crate::seal::Key;

/// Changes with what a word becomes: an index made by others is made anew, by the server or with `omhu reindex`.
pub(crate) const VERSION: &str = "3";
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

/// The singular of a word whose plural has another vowel, however its vowel is typed; other words as they are.
fn singular(word: &str) -> Option<String> {
    if let Some((_, usual)) = ALSO.iter().find(|(full, _)| *full == word) {
        return Some((*usual).to_owned());
    }
    OTHER_VOWEL.iter().find_map(|(plural, singular)| {
        let long = plural.chars().count() > 3;
        let plain = names::plain(plural);
        let spelled = [(*plural).to_owned(), names::loose(&plain), plain];
        spelled.iter().find_map(|plural| {
            let (before, behind) = word.rsplit_once(plural.as_str())?;
            let compound = before.is_empty() || long && before.chars().count() >= SHORTEST_COMPOUND;
            (compound && ENDINGS.contains(&behind)).then(|| format!("{before}{singular}"))
        })
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
fn words(text: &str) -> Vec<String> {
    // Composed: an `å` of two signs would cut a word in two.
    let text: String = text.nfc().collect();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect()
}

/// How a word of a text stands in the index: in plain letters, and with an `o` for each `ø`.
fn kept(stemmer: &Stemmer, word: &str) -> Vec<String> {
    let plain = names::plain(&stem(stemmer, word));
    let loose = names::loose(&plain);
    let mut kept = vec![plain];
    if kept[0] != loose {
        kept.push(loose);
    }
    kept
}

/// What a word of a query asks the index for, any of it: as it was typed, and as it is with Danish letters and without.
fn asked(stemmer: &Stemmer, word: &str) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for word in [word.to_owned(), names::danish(word), names::plain(word)] {
        let one = stem(stemmer, &word);
        let plain = names::plain(&one);
        asked.extend(names::asked_loose(&plain));
        asked.insert(plain);
        // So stands what an earlier omhu indexed, until it is indexed anew.
        asked.insert(one);
        asked.insert(stemmer.stem(&word).into_owned());
    }
    asked
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
    let stemmer = Stemmer::create(Algorithm::Danish);
    let words = words(text);
    let stems = words.iter().flat_map(|word| kept(&stemmer, word));
    let tokens: Vec<String> = stems.map(|stem| blind(key, &stem)).collect();
    tokens.join(" ")
}

/// What to ask the index for: all words of the query. None: it has no word.
pub(crate) fn question(key: &Key, query: &str, and: &str, or: &str) -> Option<String> {
    let stemmer = Stemmer::create(Algorithm::Danish);
    let words = words(query);
    let words = words.iter().take(12).map(|word| {
        let any = asked(&stemmer, word);
        let any: Vec<String> = any.iter().map(|stem| blind(key, stem)).collect();
        match any.as_slice() {
            [one] => one.clone(),
            any => format!("({})", any.join(or)),
        }
    });
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| words.join(and))
}

/// What stands around the first word of a text that the query asks for.
pub(crate) fn excerpt(text: &str, query: &str, around: usize) -> String {
    let stemmer = Stemmer::create(Algorithm::Danish);
    let wanted = words(query);
    let wanted = wanted.iter().flat_map(|word| asked(&stemmer, word));
    let wanted: BTreeSet<String> = wanted.collect();
    let is_wanted = |word: &&str| {
        let kept = kept(&stemmer, &word.to_lowercase());
        kept.iter().any(|stem| wanted.contains(stem))
    };
    let found = text
        .split(|c: char| !c.is_alphanumeric())
        .find(is_wanted)
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

    const STEMS_OF_THREE: &str = "barn foraeld talt med plejemor om underretning skolegang og nat hos bedsteforaeld bror \
        fulg stoettekontaktperson stottekontaktperson raad";

    /// Whether a text with these words is found by this query.
    fn finds(query: &str, text: &str) -> bool {
        let stemmer = Stemmer::create(Algorithm::Danish);
        let held: BTreeSet<String> = words(text)
            .iter()
            .flat_map(|word| kept(&stemmer, word))
            .collect();
        let asked = words(query).into_iter().map(|word| asked(&stemmer, &word));
        asked.into_iter().all(|any| !any.is_disjoint(&held))
    }

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
        let stemmer = Stemmer::create(Algorithm::Danish);
        let stems: Vec<_> = super::words(words)
            .iter()
            .flat_map(|word| kept(&stemmer, word))
            .collect();
        // Other stems than these ask for another VERSION: the server then indexes all texts anew.
        assert_eq!((VERSION, stems.join(" ").as_str()), ("3", STEMS_OF_THREE));
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
    fn danish_letters_are_found_however_they_are_typed() {
        for (one, other) in [
            ("hjemmebesøg", "hjemmebesog"),
            ("hjemmebesøget", "hjemmebesogene"),
            ("hjemmebesøg", "hjemmebesoeg"),
            ("særlig", "saerlig"),
            ("ålborg", "aalborg"),
            ("Aalborg", "A\u{30a}lborg"),
            ("året", "aaret"),
            ("plejebørn", "plejeborn"),
            ("børnene", "boern"),
            ("barnet", "born"),
            ("skemaet", "skema"),
            ("videoen", "video"),
        ] {
            assert!(finds(one, other), "{one} does not find {other}");
            assert!(finds(other, one), "{other} does not find {one}");
            assert!(finds(one, one) && finds(other, other), "{one} {other}");
        }
        // Without the letter a word is found by whoever cannot type it; who does type it is not given the other one.
        assert!(finds("son", "sønnen") && finds("mode", "mødet"));
        for (asked, written) in [("mødet", "imod, mod"), ("før", "for"), ("far", "får")] {
            assert!(!finds(asked, written), "{asked} finds {written}");
        }
        let found = excerpt("Efter et hjemmebesøg i går", "hjemmebesog", 8);
        assert!(found.contains("hjemmebesøg"), "{found}");
    }

    #[test]
    fn what_an_earlier_omhu_indexed_is_found_by_its_exact_spelling() {
        let key = Key([7; 32]);
        let stemmer = Stemmer::create(Algorithm::Danish);
        for word in ["hjemmebesøget", "børnene", "særligt"] {
            let asked = question(&key, word, " & ", " | ").unwrap();
            let earlier = blind(&key, &stemmer.stem(word));
            assert!(asked.contains(&earlier), "{word}");
        }
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
