//! What can be put into a message.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use omhu_figures::Tenths;

use super::{Lang, format};

/// A variable of a message. Numbers choose the plural and are written in the language's own way.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text, put in as it is.
    Text(Cow<'a, str>),
    /// A count.
    Count(u64),
    /// A number with one decimal.
    Tenths(Tenths),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Value<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<Tenths> for Value<'_> {
    fn from(tenths: Tenths) -> Self {
        Self::Tenths(tenths)
    }
}

impl<'a> From<Value<'a>> for FluentValue<'a> {
    fn from(value: Value<'a>) -> Self {
        let number = |value, decimals| {
            let options = FluentNumberOptions {
                minimum_fraction_digits: decimals,
                ..Default::default()
            };
            FluentValue::Number(FluentNumber::new(value, options))
        };
        match value {
            Value::Text(text) => FluentValue::String(text),
            Value::Count(count) => number(count as f64, None),
            Value::Tenths(tenths) => number(tenths.as_f64(), Some(1)),
        }
    }
}

/// The bundle's formatter: numbers as the language writes them, texts untouched.
pub(super) fn shown(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    Some(match number.options.minimum_fraction_digits {
        Some(_) => lang.tenths(Tenths((number.value * 10.0).round() as u32)),
        None => lang.count(number.value as u64),
    })
}

impl Lang {
    /// A count with its thousands apart: `12.345` in Danish, `12,345` in English.
    #[must_use]
    pub fn count(self, count: u64) -> String {
        format::count(self, count)
    }

    /// A number with one decimal: `93,5` in Danish, `93.5` in English.
    #[must_use]
    pub fn tenths(self, tenths: Tenths) -> String {
        format::tenths(self, tenths)
    }
}
