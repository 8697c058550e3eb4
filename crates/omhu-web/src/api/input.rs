//! Reading what a program sent: strictly, and every fault at once.
//!
//! Owns: parameters of an address and fields of a JSON body, their bounds, where a fault is. Must not know: what a field
//! means. A field that is not known is refused, because a mistyped name must not be a silent loss.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use omhu_law::calendar::Day;
use serde_json::{Map, Value};

use super::problem::{ApiError, Code, Fault, FieldFault};
use crate::state::AppState;

/// A JSON body as it was sent, and what it says.
pub(super) struct Body {
    /// Its bytes, for the key of the request.
    pub(super) bytes: Bytes,
    value: Value,
}

impl Body {
    /// Reads the body of a request; only JSON.
    pub(super) async fn read(request: Request, state: &AppState) -> Result<Body, ApiError> {
        if !is_json(request.headers()) {
            return Err(Code::Media.into());
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Code::Large,
            _ => Code::Unreadable,
        })?;
        let value = serde_json::from_slice(&bytes).map_err(|_| Code::Unreadable)?;
        Ok(Body { bytes, value })
    }

    /// The fields, which must be of these names.
    pub(super) fn fields<'b>(&'b self, faults: &mut Faults, known: &[&str]) -> Fields<'b> {
        Fields::of(&self.value, String::new(), faults, known)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = headers.get(header::CONTENT_TYPE);
    let media = media.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut parts = media.split(';').map(str::trim);
    let json = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && parts.all(|part| {
        part.to_ascii_lowercase()
            .strip_prefix("charset=")
            .is_none_or(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"))
    })
}

/// All that is wrong with a request.
#[derive(Default)]
pub(super) struct Faults(Vec<FieldFault>);

/// More faults than this are not told one by one.
const MOST_FAULTS: usize = 100;

impl Faults {
    pub(super) fn add(&mut self, field: impl Into<String>, fault: Fault) {
        if self.0.len() < MOST_FAULTS {
            self.0.push(FieldFault {
                field: field.into(),
                fault,
            });
        }
    }

    /// Goes on where nothing is wrong.
    pub(super) fn none(self) -> Result<(), ApiError> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(ApiError::faulty(self.0)),
        }
    }
}

/// What a text may be.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// An id of another system: any signs but control signs, no space at its ends.
    Id,
    /// Words of people: lines too; not only spaces.
    Words,
    /// The id of a thing in a case, or `+` and a letter for a new one.
    Thing,
}

impl Form {
    /// The regular expression of the description.
    pub(super) const fn pattern(self) -> &'static str {
        match self {
            Form::Id => "^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$",
            Form::Words => {
                "^[^\\x00-\\x08\\x0b-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f][^\\x00-\\x08\\x0b-\\x1f\\x7f]*$"
            }
            Form::Thing => "^(\\+[a-z][0-9]{0,2}|[A-Za-z0-9_.:-]{1,40})$",
        }
    }

    fn fits(self, text: &str) -> bool {
        match self {
            Form::Id => {
                let ends = text.starts_with(' ') || text.ends_with(' ');
                !(text.is_empty() || ends || text.chars().any(is_control))
            }
            Form::Words => {
                let odd = |sign| is_control(sign) && !matches!(sign, '\n' | '\t');
                !text.trim().is_empty() && !text.chars().any(odd)
            }
            Form::Thing => match text.strip_prefix('+') {
                Some(new) => {
                    let mut signs = new.bytes();
                    new.len() <= 3
                        && signs.next().is_some_and(|sign| sign.is_ascii_lowercase())
                        && signs.all(|sign| sign.is_ascii_digit())
                }
                None => {
                    (1..=40).contains(&text.len())
                        && text
                            .bytes()
                            .all(|sign| sign.is_ascii_alphanumeric() || b"_.:-".contains(&sign))
                }
            },
        }
    }
}

/// What neither database nor page can take.
fn is_control(sign: char) -> bool {
    sign < ' ' || sign == '\u{7f}'
}

/// The fields of one JSON object.
pub(super) struct Fields<'b> {
    map: Option<&'b Map<String, Value>>,
    at: String,
}

impl<'b> Fields<'b> {
    fn of(value: &'b Value, at: String, faults: &mut Faults, known: &[&str]) -> Fields<'b> {
        let map = value.as_object();
        match map {
            None => faults.add(at.clone(), Fault::Type),
            Some(map) => {
                for name in map.keys().filter(|name| !known.contains(&name.as_str())) {
                    match name.as_str() {
                        "id" | "recorded_at" => {
                            faults.add(format!("{at}/{name}"), Fault::GivenByOmhu);
                        }
                        // A name that is no word may be anything, and is not said back.
                        name if is_word(name) => {
                            faults.add(format!("{at}/{name}"), Fault::UnknownField);
                        }
                        _ => faults.add(at.clone(), Fault::UnknownField),
                    }
                }
            }
        }
        Fields { map, at }
    }

    /// Where a field is.
    pub(super) fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    /// Whether the field is there and not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn value(&self, name: &str) -> Option<&'b Value> {
        self.map?.get(name).filter(|value| !value.is_null())
    }

    /// A text of this form with at most so many signs; empty where there is none.
    pub(super) fn text(
        &self,
        faults: &mut Faults,
        name: &str,
        form: Form,
        longest: usize,
    ) -> &'b str {
        let Some(value) = self.value(name) else {
            return "";
        };
        let Some(text) = value.as_str() else {
            faults.add(self.at(name), Fault::Type);
            return "";
        };
        if text.chars().count() > longest {
            faults.add(self.at(name), Fault::TooLong);
        } else if text.is_empty() {
            faults.add(self.at(name), Fault::TooShort);
        } else if !form.fits(text) {
            faults.add(self.at(name), Fault::Form);
        }
        text
    }

    /// Whether a text is sent as null or empty, which is another thing than that it is not sent. No other text may be.
    pub(super) fn emptied(&self, faults: &mut Faults, name: &str) -> bool {
        match self.map.and_then(|map| map.get(name)) {
            None => return false,
            Some(Value::Null) => {}
            Some(Value::String(text)) if text.is_empty() => {}
            Some(Value::String(_)) => faults.add(self.at(name), Fault::TooLong),
            Some(_) => faults.add(self.at(name), Fault::Type),
        }
        true
    }

    /// A text that must be there.
    pub(super) fn needed(
        &self,
        faults: &mut Faults,
        name: &str,
        form: Form,
        longest: usize,
    ) -> &'b str {
        if self.map.is_some() && !self.has(name) {
            faults.add(self.at(name), Fault::Missing);
        }
        self.text(faults, name, form, longest)
    }

    /// These must be there.
    pub(super) fn must_have(&self, faults: &mut Faults, names: &[&str]) {
        for name in names {
            if self.map.is_some() && !self.has(name) {
                faults.add(self.at(name), Fault::Missing);
            }
        }
    }

    /// Yes or no; no where there is nothing.
    pub(super) fn flag(&self, faults: &mut Faults, name: &str) -> bool {
        match self.value(name) {
            None => false,
            Some(value) => value.as_bool().unwrap_or_else(|| {
                faults.add(self.at(name), Fault::Type);
                false
            }),
        }
    }

    /// A whole number from zero on: the place of an event.
    pub(super) fn number(&self, faults: &mut Faults, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        let whole = value.as_i64().or_else(|| {
            let number = value.as_f64().filter(|number| number.fract() == 0.0)?;
            (0.0..9e15).contains(&number).then_some(number as i64)
        });
        let number = whole.filter(|number| (0..=2_000_000_000).contains(number));
        if number.is_none() {
            let fault = if value.is_number() {
                Fault::Number
            } else {
                Fault::Type
            };
            faults.add(self.at(name), fault);
        }
        number
    }

    /// A list with so many elements, each with its place; empty where there is none.
    pub(super) fn list(
        &self,
        faults: &mut Faults,
        name: &str,
        (least, most): (usize, usize),
    ) -> Vec<(&'b Value, String)> {
        let Some(value) = self.value(name) else {
            if least > 0 && self.map.is_some() {
                faults.add(self.at(name), Fault::Missing);
            }
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            faults.add(self.at(name), Fault::Type);
            return Vec::new();
        };
        if list.len() < least {
            faults.add(self.at(name), Fault::TooShort);
        }
        if list.len() > most {
            faults.add(self.at(name), Fault::TooLong);
            return Vec::new();
        }
        let at = self.at(name);
        let place = |(place, value)| (value, format!("{at}/{place}"));
        list.iter().enumerate().map(place).collect()
    }

    /// A list of different texts.
    pub(super) fn texts(
        &self,
        faults: &mut Faults,
        name: &str,
        bounds: (usize, usize),
        longest: usize,
    ) -> Vec<&'b str> {
        let mut texts: Vec<&str> = Vec::new();
        for (value, at) in self.list(faults, name, bounds) {
            match value.as_str() {
                None => faults.add(at, Fault::Type),
                Some("") => faults.add(at, Fault::Missing),
                Some(text) if text.chars().count() > longest => faults.add(at, Fault::TooLong),
                Some(text) if !Form::Id.fits(text) => faults.add(at, Fault::Form),
                Some(text) if texts.contains(&text) => faults.add(at, Fault::Twice),
                Some(text) => texts.push(text),
            }
        }
        texts
    }

    /// The fields of an object within.
    pub(super) fn within(&self, faults: &mut Faults, name: &str, known: &[&str]) -> Fields<'b> {
        match self.value(name) {
            Some(value) => Fields::of(value, self.at(name), faults, known),
            None => {
                if self.map.is_some() {
                    faults.add(self.at(name), Fault::Missing);
                }
                Fields {
                    map: None,
                    at: self.at(name),
                }
            }
        }
    }

    /// The fields of an element of a list.
    pub(super) fn element(
        (value, at): (&'b Value, String),
        faults: &mut Faults,
        known: &[&str],
    ) -> Fields<'b> {
        Fields::of(value, at, faults, known)
    }
}

fn is_word(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The parameters of an address.
pub(super) struct Query {
    values: BTreeMap<String, String>,
    /// What is wrong with them.
    pub(super) faults: Faults,
}

impl Query {
    /// Reads them; only these names, each once.
    pub(super) fn read(query: Option<&str>, known: &[&str]) -> Query {
        let mut values = BTreeMap::new();
        let mut faults = Faults::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or("").as_bytes()) {
            if !known.contains(&name.as_ref()) {
                let shown = if is_word(&name) { name.as_ref() } else { "" };
                faults.add(shown, Fault::UnknownField);
            } else if values.contains_key(name.as_ref()) {
                faults.add(name, Fault::Twice);
            } else {
                values.insert(name.into_owned(), value.into_owned());
            }
        }
        Query { values, faults }
    }

    /// An id of another system.
    pub(super) fn id(&mut self, name: &str) -> Option<String> {
        let text = self.values.get(name)?;
        if text.chars().count() > 64 {
            self.faults.add(name, Fault::TooLong);
        } else if text.chars().any(is_control) {
            self.faults.add(name, Fault::Form);
        }
        Some(text.clone())
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, name: &str, (least, most): (i64, i64)) -> Option<i64> {
        let text = self.values.get(name)?;
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse().ok()).flatten();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.faults.add(name, Fault::Number);
        }
        number
    }

    /// A page's length.
    pub(super) fn limit(&mut self) -> u32 {
        self.number("limit", (1, 200)).unwrap_or(50) as u32
    }

    /// A day.
    pub(super) fn day(&mut self, name: &str) -> Option<Day> {
        let text = self.values.get(name)?;
        let day = Day::parse(text.as_bytes());
        if day.is_none() {
            self.faults.add(name, Fault::NotADay);
        }
        day
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.values.get(name)?.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.faults.add(name, Fault::Word);
                None
            }
        }
    }

    /// Some of these words, with commas between.
    pub(super) fn words(
        &mut self,
        name: &str,
        known: &[&'static str],
    ) -> Option<Vec<&'static str>> {
        let text = self.values.get(name)?;
        let mut words = Vec::new();
        for word in text.split(',') {
            match known.iter().find(|each| **each == word) {
                Some(word) => words.push(*word),
                None => {
                    self.faults.add(name, Fault::Word);
                    break;
                }
            }
        }
        Some(words)
    }

    /// Two numbers with a dash between: a place in a list.
    pub(super) fn place(&mut self, name: &str) -> Option<(i64, i64)> {
        let text = self.values.get(name)?;
        let number = |text: &str| {
            let digits = (1..=15).contains(&text.len());
            let digits = digits && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<i64>().ok()).flatten()
        };
        let place = text
            .split_once('-')
            .and_then(|(first, second)| Some((number(first)?, number(second)?)));
        if place.is_none() {
            self.faults.add(name, Fault::Form);
        }
        place
    }

    /// Goes on where nothing is wrong.
    pub(super) fn done(self) -> Result<(), ApiError> {
        self.faults.none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(faults: Faults) -> Vec<(String, &'static str)> {
        let told = faults.0.into_iter();
        told.map(|fault| (fault.field, fault.fault.word()))
            .collect()
    }

    #[test]
    fn every_fault_of_a_body_is_told_with_its_place_and_without_its_value() {
        let value = serde_json::json!({
            "when": 7, "id": "Freja", "Freja Holm": 1, "x": 1, "kind": "", "team": "a\u{0}b",
        });
        let mut found = Faults::default();
        let fields = Fields::of(
            &value,
            "/facts/0".into(),
            &mut found,
            &["when", "kind", "team"],
        );
        fields.needed(&mut found, "when", Form::Id, 40);
        fields.needed(&mut found, "kind", Form::Id, 40);
        fields.text(&mut found, "team", Form::Id, 2);
        let mut found = faults(found);
        found.sort();
        let all = [
            ("/facts/0", "unknown_field"),
            ("/facts/0/id", "given_by_omhu"),
            ("/facts/0/kind", "too_short"),
            ("/facts/0/team", "too_long"),
            ("/facts/0/when", "type"),
            ("/facts/0/x", "unknown_field"),
        ];
        assert_eq!(found, all.map(|(field, fault)| (field.to_owned(), fault)));
    }

    #[test]
    fn a_parameter_is_known_and_stands_there_once() {
        let known = ["limit", "due_before", "status", "cursor"];
        let mut query = Query::read(
            Some("limit=0&due_before=2026-02-30&status=open,x&cursor=1-&foo=1&limit=3"),
            &known,
        );
        query.limit();
        query.day("due_before");
        query.words("status", &["open", "met"]);
        query.place("cursor");
        let mut found: Vec<_> = faults(query.faults);
        found.sort();
        let fields: Vec<_> = found.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            fields,
            ["cursor", "due_before", "foo", "limit", "limit", "status"]
        );
        let mut query = Query::read(Some("limit=200&status=met,open&cursor=17-3"), &known);
        assert_eq!(query.limit(), 200);
        assert_eq!(
            query.words("status", &["open", "met"]),
            Some(vec!["met", "open"])
        );
        assert_eq!(query.place("cursor"), Some((17, 3)));
        assert!(query.done().is_ok());
    }

    #[test]
    fn things_are_ids_or_a_new_letter() {
        for fine in ["n1", "+n", "+d12", "A.b:c-d_e"] {
            assert!(Form::Thing.fits(fine), "{fine}");
        }
        for wrong in ["+", "+N", "+n123", "+nn", "a b", "æ", ""] {
            assert!(!Form::Thing.fits(wrong), "{wrong}");
        }
    }
}
