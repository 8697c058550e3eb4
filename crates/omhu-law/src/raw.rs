//! The form of the law files: what may stand in them, and on which line it stands.
//!
//! Owns: the TOML shapes. Must not know: whether what they say makes sense (see `book`).

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::vocabulary::Title;

/// `facts.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub name: Spanned<String>,
    pub title: Title,
    pub about: Option<Cell>,
    #[serde(rename = "ref")]
    pub reference: Option<Cell>,
    pub basis: Option<Spanned<String>>,
    pub value: Option<Value>,
    #[serde(default)]
    pub assigns: bool,
    #[serde(default)]
    pub family: bool,
    pub set: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub things: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    #[serde(default)]
    pub one_of: Vec<String>,
    #[serde(default)]
    pub marks: Vec<String>,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub rhythm: bool,
    #[serde(default)]
    pub day: bool,
}

/// `acts.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acts {
    pub act: Vec<Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    pub id: Spanned<String>,
    pub title: Title,
    pub eli: Option<String>,
    pub note: Option<Title>,
}

/// `parameters.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    pub parameter: Vec<Parameter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub name: Spanned<String>,
    pub question: Title,
    pub default: toml::Value,
    #[serde(default)]
    pub alternatives: Vec<toml::Value>,
    pub effect: Title,
    pub source: String,
    #[serde(default)]
    pub switchable: bool,
}

/// `calendar/holidays.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    pub holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub title: Title,
    pub easter: Option<i32>,
    pub fixed: Option<Spanned<String>>,
    pub first_year: Option<i32>,
    pub last_year: Option<i32>,
    pub source: Option<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub act: Spanned<String>,
    pub provision: Spanned<String>,
}

/// `local/*.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    pub id: Spanned<String>,
    pub title: Title,
    pub summary: Title,
    pub target_percent: Option<u32>,
    pub obligation: Vec<Obligation>,
}

/// `obligations/*.toml`, `checks/*.toml`, `further/*.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    pub id: Spanned<String>,
    pub name: Option<String>,
    pub title: Title,
    pub task: Title,
    pub summary: Title,
    pub met_means: Option<Title>,
    pub exceptions: Option<Title>,
    pub per: Spanned<String>,
    pub shape: Spanned<String>,
    pub trigger: Spanned<String>,
    #[serde(rename = "where")]
    pub condition: Option<Condition>,
    #[serde(default)]
    pub met_by: Vec<Spanned<String>>,
    pub met_from: Option<Spanned<String>>,
    #[serde(default)]
    pub met_in_case: bool,
    #[serde(default)]
    pub linked: Vec<Link>,
    pub ceases_with: Option<Spanned<String>>,
    pub not_applicable_when: Option<Condition>,
    #[serde(default)]
    pub left_out_by: Vec<Spanned<String>>,
    pub preliminary: Option<Spanned<String>>,
    pub requires: Option<Requires>,
    pub aged: Option<Aged>,
    #[serde(default)]
    pub same_day: bool,
    #[serde(default)]
    pub needs_birth: bool,
    #[serde(default)]
    pub waits_for_birth: bool,
    #[serde(default)]
    pub each: bool,
    pub version: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub value: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requires {
    pub kind: Spanned<String>,
    pub value: Option<Spanned<String>>,
    pub or_running: Option<Spanned<String>>,
}

/// From which age of the child.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aged {
    pub years: Spanned<u32>,
    pub unless: Option<UnlessRunning>,
}

/// What ran on that birthday, where that asks for the same already.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnlessRunning {
    pub running: Spanned<String>,
    pub from: Option<Datetime>,
}

/// Where the same stands for a child who is not born.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unborn {
    pub rule: Spanned<String>,
    pub provision: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub fact: Spanned<String>,
    pub trigger: Spanned<String>,
    pub from: Option<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub in_force: Spanned<Datetime>,
    pub until: Option<Datetime>,
    #[serde(default)]
    pub basis: Vec<Spanned<String>>,
    pub rule: Option<Spanned<String>>,
    pub rule_next: Option<Spanned<String>>,
    pub source: Source,
    pub due: Option<Spanned<Due>>,
    pub instead: Option<Instead>,
    pub or_earlier: Option<Spanned<String>>,
    pub next: Option<Spanned<Due>>,
    pub next_decided_by: Option<Spanned<String>>,
    pub next_default: Option<NextDefault>,
    pub visits: Option<u32>,
    pub birthday: Option<Birthday>,
    pub pending: Option<Pending>,
    pub unborn: Option<Unborn>,
    pub checked: Checked,
    pub note: Option<Title>,
}

pub enum Due {
    Word(String),
    Length(Length),
}

/// What a limit may be, for messages.
pub const DUES: &str = "one of hours, days, weekdays, weeks, months, years; \
                        or \"trigger_day\" or \"none\"";

// Not by `serde(untagged)`, whose only message is that nothing matched: who writes law files is no
// programmer and must read which unit is unknown.
impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Due, D::Error> {
        from.deserialize_any(DueVisitor)
    }
}

struct DueVisitor;

impl<'de> Visitor<'de> for DueVisitor {
    type Value = Due;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a limit such as {{ weekdays = 6 }} ({DUES})")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Due, E> {
        Ok(Due::Word(word.to_owned()))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut units: M) -> Result<Due, M::Error> {
        let mut length = Length::default();
        while let Some(unit) = units.next_key::<String>()? {
            let place = match unit.as_str() {
                "hours" => &mut length.hours,
                "days" => &mut length.days,
                "weekdays" => &mut length.weekdays,
                "weeks" => &mut length.weeks,
                "months" => &mut length.months,
                "years" => &mut length.years,
                _ => return Err(Error::custom(format!("unknown unit '{unit}': {DUES}"))),
            };
            *place = Some(units.next_value()?);
        }
        Ok(Due::Length(length))
    }
}

#[derive(Default)]
pub struct Length {
    pub hours: Option<u32>,
    pub days: Option<u32>,
    pub weekdays: Option<u32>,
    pub weeks: Option<u32>,
    pub months: Option<u32>,
    pub years: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    pub when: Option<Spanned<String>>,
    pub value: Option<Spanned<String>>,
    pub due: Spanned<Due>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextDefault {
    pub months: u32,
    pub started_before: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Birthday {
    pub years: u32,
    #[serde(default)]
    pub plus_months: u32,
    #[serde(default)]
    pub minus_months: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    pub from: Datetime,
    pub rule: Option<Spanned<String>>,
    pub rule_next: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    pub on: Datetime,
    pub confidence: Spanned<String>,
}
