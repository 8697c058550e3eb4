//! The answers of a form, as they were typed.
//!
//! Owns: values by field name, with the parts of a row as `name.row.part`. Must not know: any form.

use std::collections::BTreeMap;

/// More rows in one field than this are no form that somebody filled in.
pub const MOST_ROWS: usize = 60;

/// A file that was sent with a form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Media type.
    pub media: String,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The answers of a form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Values {
    texts: BTreeMap<String, Vec<String>>,
    /// Files by field name.
    pub files: BTreeMap<String, Upload>,
}

impl Values {
    /// The answer, without spaces around it; empty: none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.texts
            .get(name)
            .and_then(|all| all.first())
            .map_or("", |text| text.trim())
    }

    /// All answers of a field of marks.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.texts.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether this word is among the answers.
    #[must_use]
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.all(name).iter().any(|said| said.trim() == word)
    }

    /// A part of a row: `goals.2.text`.
    #[must_use]
    pub fn part(&self, name: &str, row: &str, part: &str) -> &str {
        self.get(&format!("{name}.{row}.{part}"))
    }

    /// The rows of a field, in the order of their numbers, then of their names.
    #[must_use]
    pub fn rows(&self, name: &str) -> Vec<String> {
        let prefix = format!("{name}.");
        let mut rows: Vec<&str> = self
            .texts
            .iter()
            .filter(|(key, _)| !self.get(key).is_empty())
            .filter_map(|(key, _)| key.strip_prefix(&prefix)?.split_once('.'))
            .map(|(row, _)| row)
            .collect();
        rows.sort_by_key(|row| (row.parse::<u32>().unwrap_or(u32::MAX), *row));
        rows.dedup();
        rows.truncate(MOST_ROWS);
        rows.into_iter().map(str::to_owned).collect()
    }

    /// Whether something was typed into the field itself, or a file sent.
    #[must_use]
    pub fn is_filled(&self, name: &str) -> bool {
        self.all(name).iter().any(|text| !text.trim().is_empty()) || self.files.contains_key(name)
    }

    /// Takes an answer in place of what was there.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(name.into(), vec![text.into()]);
    }

    /// Takes one more answer.
    pub fn push(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.texts.entry(name.into()).or_default().push(text.into());
    }

    /// Takes the answers of a field away.
    pub fn clear(&mut self, name: &str) {
        let rows = format!("{name}.");
        self.texts
            .retain(|key, _| key != name && !key.starts_with(&rows));
        self.files.remove(name);
    }

    /// All answers with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.iter();
        texts.flat_map(|(name, all)| all.iter().map(move |text| (name.as_str(), text.as_str())))
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Values {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Values {
        let mut values = Values::default();
        for (name, text) in pairs {
            values.push(name, text);
        }
        values
    }
}
