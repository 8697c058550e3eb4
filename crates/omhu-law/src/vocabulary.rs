//! The vocabulary: the kinds of facts that a case history may hold, and what each one's columns mean.
//!
//! Owns: reading a value or a legal basis into the form that rules compare. Must not know: any rule.

use std::collections::BTreeMap;

use crate::calendar::{Day, Period};

/// A kind of fact, as its place in the [`Vocabulary`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KindId(pub u8);

impl KindId {
    /// The place as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether a cell must be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The kind does not use this column: what stands in it is ignored.
    Unused,
    /// May be empty.
    Optional,
    /// A row without it is rejected.
    Required,
}

/// What a kind's `value` may hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueForm {
    /// The kind uses no value.
    Unused,
    /// Words: at most one of `one_of` (exactly one where `required`), and any of `marks`.
    Words {
        /// The words of which one is chosen.
        one_of: Vec<String>,
        /// The words that may stand beside it.
        marks: Vec<String>,
        /// Whether one of `one_of` must be there.
        required: bool,
    },
    /// An ISO 8601 period or a day, always required.
    Rhythm,
    /// A day, always required.
    Day,
}

/// A value as rules compare it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Value {
    /// A bit for each word: first those of `one_of`, then the marks. 0 = empty.
    Words(u16),
    /// The next one this long after the one before.
    Every(Period),
    /// The next one on this day.
    Until(Day),
}

impl Value {
    /// No value.
    pub const NONE: Value = Value::Words(0);

    /// Whether the word with this bit is there.
    #[must_use]
    pub const fn has(self, word: Word) -> bool {
        matches!(self, Value::Words(bits) if bits & word.0 != 0)
    }
}

/// One word of one kind's value, as its bit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Word(pub u16);

/// A legal basis that rules know, as its place in the law book; 0 = none, 255 = another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Basis(pub u8);

impl Basis {
    /// No legal basis given.
    pub const NONE: Basis = Basis(0);
    /// A well-formed basis that no rule asks for.
    pub const OTHER: Basis = Basis(255);
}

/// A kind of fact.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The name in the file: `notification_received`.
    pub name: String,
    /// Danish and English title.
    pub title: Title,
    /// The column `about`.
    pub about: Need,
    /// What the fact may be about, e.g. `notification`.
    pub about_things: Vec<String>,
    /// The column `ref`.
    pub reference: Need,
    /// What the fact may refer to.
    pub reference_things: Vec<String>,
    /// The column `basis`.
    pub basis: Need,
    /// The column `value`.
    pub value: ValueForm,
    /// Whether the columns `team` and `caseworker` are used; one of them is then required.
    pub assigns: bool,
    /// Whether the column `family` is used.
    pub family: bool,
    /// True for kinds of the public contract, false for those that omhu added for `law/further`.
    pub in_contract: bool,
}

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Danish.
    pub da: String,
    /// English.
    pub en: String,
}

/// Why a value cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueError {
    /// The kind needs a value and there is none.
    Missing,
    /// Not one of the kind's words, or two words of which only one may stand.
    NotAWord,
    /// Neither a period nor a day.
    NotARhythm,
    /// No day.
    NotADay,
}

impl Kind {
    /// Reads a trimmed `value` cell.
    ///
    /// # Errors
    /// Says what is wrong with it; see [`Kind::value_expected`] for what was expected.
    pub fn read_value(&self, text: &str) -> Result<Value, ValueError> {
        match &self.value {
            ValueForm::Unused => Ok(Value::NONE),
            ValueForm::Rhythm => {
                if text.is_empty() {
                    return Err(ValueError::Missing);
                }
                if let Some(period) = Period::parse(text) {
                    return Ok(Value::Every(period));
                }
                Day::parse(text.as_bytes())
                    .map(Value::Until)
                    .ok_or(ValueError::NotARhythm)
            }
            ValueForm::Day => match text {
                "" => Err(ValueError::Missing),
                text => Day::parse(text.as_bytes())
                    .map(Value::Until)
                    .ok_or(ValueError::NotADay),
            },
            ValueForm::Words {
                one_of,
                marks,
                required,
            } => read_words(text, one_of, marks, *required),
        }
    }

    /// The words that a value of this kind may hold, for messages.
    #[must_use]
    pub fn value_expected(&self) -> String {
        match &self.value {
            ValueForm::Unused => String::new(),
            ValueForm::Rhythm => "P6M | 2025-01-31".to_owned(),
            ValueForm::Day => "2025-01-31".to_owned(),
            ValueForm::Words { one_of, marks, .. } => {
                let mut text = one_of.join(" | ");
                for mark in marks {
                    text.push_str(if text.is_empty() { "[" } else { " [" });
                    text.push_str(mark);
                    text.push(']');
                }
                text
            }
        }
    }

    /// The bit of a word of this kind's value.
    #[must_use]
    pub fn word(&self, text: &str) -> Option<Word> {
        let ValueForm::Words { one_of, marks, .. } = &self.value else {
            return None;
        };
        one_of
            .iter()
            .chain(marks)
            .position(|word| word == text)
            .map(|index| Word(1 << index))
    }
}

fn read_words(
    text: &str,
    one_of: &[String],
    marks: &[String],
    required: bool,
) -> Result<Value, ValueError> {
    let mut bits = 0u16;
    let mut chosen = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (bit, is_choice) = match one_of.iter().position(|known| known == word) {
            Some(index) => (1 << index, true),
            None => {
                let mark = marks.iter().position(|known| known == word);
                let mark = mark.ok_or(ValueError::NotAWord)?;
                (1 << (one_of.len() + mark), false)
            }
        };
        // Two choices, or a word said twice, leave open what was meant.
        if (is_choice && chosen) || bits & bit != 0 {
            return Err(ValueError::NotAWord);
        }
        chosen |= is_choice;
        bits |= bit;
    }
    if required && !chosen {
        return Err(if bits == 0 {
            ValueError::Missing
        } else {
            ValueError::NotAWord
        });
    }
    Ok(Value::Words(bits))
}

/// All kinds of facts, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    kinds: Vec<Kind>,
    by_name: BTreeMap<String, KindId>,
    ranks: Vec<u8>,
}

impl Vocabulary {
    /// A vocabulary of these kinds. At most 250.
    #[must_use]
    pub fn new(kinds: Vec<Kind>) -> Vocabulary {
        let by_name: BTreeMap<String, KindId> = kinds
            .iter()
            .enumerate()
            .map(|(index, kind)| (kind.name.clone(), KindId(index as u8)))
            .collect();
        let mut ranks = vec![0; kinds.len()];
        for (rank, kind) in by_name.values().enumerate() {
            ranks[kind.index()] = rank as u8;
        }
        Vocabulary {
            kinds,
            by_name,
            ranks,
        }
    }

    /// The place of a kind's name among all names, in code-point order.
    #[must_use]
    pub fn rank(&self, id: KindId) -> u8 {
        self.ranks[id.index()]
    }

    /// The kind of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<KindId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a kind.
    #[must_use]
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.index()]
    }

    /// All kinds with their ids.
    pub fn kinds(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        self.kinds
            .iter()
            .enumerate()
            .map(|(index, kind)| (KindId(index as u8), kind))
    }

    /// How many kinds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }
}

/// Whether a text has the form of a legal basis: lower-case act, dash, section (`sel-52`, `bl-32`).
#[must_use]
pub fn is_basis(text: &str) -> bool {
    let Some((act, section)) = text.split_once('-') else {
        return false;
    };
    !act.is_empty()
        && act.bytes().all(|b| b.is_ascii_lowercase())
        && section.starts_with(|c: char| c.is_ascii_digit())
        && section
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
