//! Lines of a JSON Lines block, cut into cells.
//!
//! Owns: which JSON is a row. Must not know: what a cell means.
//!
//! A value is a text, a number (its digits are the text), or null (empty). Where a key stands twice, the
//! last one counts, as in most readers of JSON.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use hashbrown::HashMap;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

type Fixed = foldhash::fast::FixedState;

/// How many unknown keys are told apart.
const UNKNOWN_KEPT: usize = 200;

/// Cuts lines into cells.
pub(crate) struct Lines {
    slots: HashMap<String, usize, Fixed>,
    pub(crate) unknown: BTreeSet<String>,
}

/// Why a line gives no cells.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BadLine {
    /// No JSON object.
    Line,
    /// The value of this wanted key is no text, number or null.
    Value(usize, String),
    /// A NUL character stands in the value of this wanted key.
    Nul(usize),
}

impl Lines {
    /// `wanted`: the keys that are read.
    pub(crate) fn new(wanted: &[String]) -> Lines {
        let slots = wanted
            .iter()
            .enumerate()
            .map(|(slot, key)| (key.clone(), slot))
            .collect();
        Lines {
            slots,
            unknown: BTreeSet::new(),
        }
    }

    /// The wanted cells of one line.
    pub(crate) fn cut<'a>(
        &mut self,
        line: &'a str,
        cells: &mut Vec<Cow<'a, str>>,
    ) -> Result<(), BadLine> {
        cells.clear();
        cells.resize(self.slots.len(), Cow::Borrowed(""));
        let mut bad = None;
        let mut json = serde_json::Deserializer::from_str(line);
        let row = RowSeed {
            lines: self,
            cells,
            bad: &mut bad,
        };
        let read = row.deserialize(&mut json).and_then(|()| json.end());
        if read.is_err() {
            return Err(BadLine::Line);
        }
        if let Some((slot, text)) = bad {
            return Err(BadLine::Value(slot, text));
        }
        // In JSON it can only be written as an escape, and what has escapes is not borrowed.
        let nul = |cell: &Cow<'_, str>| matches!(cell, Cow::Owned(text) if text.contains('\0'));
        match cells.iter().position(nul) {
            Some(slot) => Err(BadLine::Nul(slot)),
            None => Ok(()),
        }
    }
}

struct RowSeed<'s, 'a> {
    lines: &'s mut Lines,
    cells: &'s mut Vec<Cow<'a, str>>,
    bad: &'s mut Option<(usize, String)>,
}

impl<'a> DeserializeSeed<'a> for RowSeed<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for RowSeed<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key_seed(KeySeed(self.lines))? {
            let value: &'a RawValue = map.next_value()?;
            let Some(slot) = key else { continue };
            match text(value.get()) {
                Some(text) => self.cells[slot] = text,
                None => {
                    self.bad
                        .get_or_insert_with(|| (slot, value.get().to_owned()));
                }
            }
        }
        Ok(())
    }
}

/// A key: the slot of a wanted one.
struct KeySeed<'s>(&'s mut Lines);

impl<'a> DeserializeSeed<'a> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let slot = self.0.slots.get(key).copied();
        if slot.is_none() && self.0.unknown.len() < UNKNOWN_KEPT && !self.0.unknown.contains(key) {
            self.0.unknown.insert(key.to_owned());
        }
        Ok(slot)
    }
}

/// The text of a value; `None` where it is a list, an object, true or false.
fn text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' if !raw.contains('\\') => Some(Cow::Borrowed(&raw[1..raw.len() - 1])),
        b'"' => serde_json::from_str::<String>(raw).ok().map(Cow::Owned),
        b'n' => Some(Cow::Borrowed("")),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(raw)),
        _ => None,
    }
}
