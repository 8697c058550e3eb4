//! The two embedded fonts, and what happens to a character they do not have.

use std::sync::LazyLock;

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::Font;

/// Name of the family, for the template and the charts: typst keeps "Condensed" apart, as a width.
pub(super) const FAMILY: &str = "DejaVu Sans";

pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = [
        dejavu::sans_condensed::regular(),
        dejavu::sans_condensed::bold(),
    ];
    files
        .into_iter()
        .filter_map(|file| Font::new(Bytes::new(file), 0))
        .collect()
});

/// Puts `U+FFFD`, a visible sign, in the place of every character the fonts cannot show: PDF/A refuses missing
/// glyphs, and a name with a hole in it must be seen to have one.
pub(super) fn replace_unknown(value: &mut Value) {
    match value {
        Value::String(text) => {
            if !text.chars().all(known) {
                *text = text
                    .chars()
                    .map(|c| if known(c) { c } else { '\u{fffd}' })
                    .collect();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(replace_unknown),
        Value::Object(fields) => fields.values_mut().for_each(replace_unknown),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn known(character: char) -> bool {
    // PDF/A takes neither the byte-order mark nor characters that mean something in one font only.
    let refused = matches!(character, '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !character.is_control()
        && !refused
        && FONTS
            .iter()
            .any(|font| font.info().coverage.contains(u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_without_a_glyph_is_replaced_visibly() {
        let mut value = serde_json::json!({"name": ["Åse Łukasz Ελένη Юлия علي", "王小明", "a\u{0}b\u{feff}\u{f6c5}"]});
        replace_unknown(&mut value);
        assert_eq!(value["name"][0], "Åse Łukasz Ελένη Юлия علي");
        assert_eq!(value["name"][1], "\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(value["name"][2], "a\u{fffd}b\u{fffd}\u{fffd}");
    }

    #[test]
    fn the_family_and_our_shapes_are_there() {
        assert_eq!(FONTS.len(), 2);
        assert!(FONTS.iter().all(|font| font.info().family == FAMILY));
        assert!("\u{fffd}●◐◑○◌◆▲▼–·×".chars().all(known));
    }
}
