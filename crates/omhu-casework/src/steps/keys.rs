//! Under which key a text of a step stands, and where to look when the step has none of its own.
//!
//! Owns: the keys. Must not know: the texts (`locales/steps/`).
//!
//! A word that means the same everywhere has one text: a key of the step is asked for first, then the
//! shared one. Underscores of the code are hyphens in keys.

use super::field::{Field, FieldKind, Seen};
use super::handover::Lack;
use super::not_yet::Missing;
use super::parts::{Column, Side};
use super::sources;
use super::step::{Group, Step};
use super::things::Sort;

/// Which text of a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Text {
    /// The label.
    Label,
    /// One line under the label.
    Hint,
    /// What it means, with an example, and why it is asked.
    Help,
}

/// The key of a step's title; none: the title of its kind of fact in the law book.
#[must_use]
pub fn title(step: &Step) -> Option<String> {
    (!step.generated).then(|| format!("step-{}", step.id))
}

/// The key of the line under the title.
#[must_use]
pub fn lead(step: &Step) -> String {
    if step.generated {
        return "step-generated-lead".to_owned();
    }
    format!("step-{}-lead", step.id)
}

/// The keys of a field's text, the step's own first.
#[must_use]
pub fn field(step: &Step, field: &Field, text: Text) -> [String; 2] {
    let name = hyphened(field.name);
    let end = match text {
        Text::Label => "",
        Text::Hint => "-hint",
        Text::Help => "-help",
    };
    [
        format!("field-{}-{name}{end}", step.id),
        format!("field-{name}{end}"),
    ]
}

/// The keys of the label of a part of a row (`text` of a goal).
#[must_use]
pub fn part(kind: &FieldKind, part: &str) -> String {
    let row = match kind {
        FieldKind::Goals => "goal",
        FieldKind::Movements => "movement",
        FieldKind::Sources => "source",
        _ => "clock",
    };
    format!("field-{row}-{}", hyphened(part))
}

/// The keys of an option's text: of the step's field, of the field's name, of the word.
#[must_use]
pub fn option(step: &Step, field: &Field, word: &str) -> [String; 3] {
    let (name, word) = (hyphened(field.name), hyphened(word));
    [
        format!("option-{}-{name}-{word}", step.id),
        format!("option-{name}-{word}"),
        format!("option-{word}"),
    ]
}

/// The key of a sort of source.
#[must_use]
pub fn source(sort: &str) -> String {
    format!("option-source-{}", hyphened(sort))
}

/// The key of a new thing of a sort, where a field offers one.
#[must_use]
pub fn new_thing(sort: Sort) -> String {
    format!("option-new-{}", sort.word())
}

/// The key of a thing by the day it began (`day`).
#[must_use]
pub fn thing(sort: Sort) -> String {
    format!("option-thing-{}", sort.word())
}

/// The key of a review by its day (`day`), where a field offers requests, visits and whatever else.
pub const REVIEW: &str = "option-thing-review";

/// The key of who sees an answer.
#[must_use]
pub const fn seen(seen: Seen) -> &'static str {
    match seen {
        Seen::Case => "seen-case",
        Seen::Counted => "seen-counted",
        Seen::Letter => "seen-letter",
        Seen::Guarded => "seen-guarded",
    }
}

/// The key of a group's title.
#[must_use]
pub fn group(group: Group) -> String {
    format!("group-{}", group.word())
}

/// The first of some keys that there is a text for.
#[must_use]
pub fn first(keys: &[String], has: impl Fn(&str) -> bool) -> Option<&str> {
    keys.iter().map(String::as_str).find(|key| has(key))
}

/// The parts that a row of this kind of field is typed in.
#[must_use]
pub const fn parts(kind: &FieldKind) -> &'static [&'static str] {
    match kind {
        FieldKind::Goals => &["text", "now", "wanted"],
        FieldKind::Movements => &["now", "text", "ends"],
        FieldKind::Sources => &["sort", "who", "on"],
        FieldKind::Instant => &["time"],
        _ => &[],
    }
}

/// The words that a part of a row may hold; empty: typed freely.
#[must_use]
pub const fn part_options(kind: &FieldKind, part: &str) -> &'static [&'static str] {
    match (kind, part.as_bytes()) {
        (FieldKind::Sources, b"sort") => &sources::SORTS,
        _ => &[],
    }
}

/// The key of the six headings as a frame.
pub const HEADING: &str = "part-heading";

/// The key of a side of ICS.
#[must_use]
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Child => "part-side-child",
        Side::Parents => "part-side-parents",
        Side::Family => "part-side-family",
    }
}

/// The key of a column of Signs of Safety.
#[must_use]
pub const fn column(column: Column) -> &'static str {
    match column {
        Column::Worries => "part-column-worries",
        Column::WorksWell => "part-column-works-well",
        Column::ToHappen => "part-column-to-happen",
    }
}

/// The key of what a decision lacks; none: the title of the obligation in the law book.
#[must_use]
pub const fn missing(missing: &Missing) -> Option<&'static str> {
    match missing {
        Missing::Duty(_) => None,
        Missing::YouthConsent => Some("missing-youth-consent"),
        Missing::YouthRefused => Some("missing-youth-refused"),
        Missing::PartyStatus => Some("missing-party-status"),
        Missing::YouthView => Some("missing-youth-view"),
        Missing::Committee => Some("missing-committee"),
        Missing::OtherLaw => Some("missing-other-law"),
        Missing::OtherKind => Some("missing-other-kind"),
        Missing::TooYoung => Some("missing-too-young"),
    }
}

/// The key of what a case lacks at a handover.
#[must_use]
pub const fn lack(lack: &Lack) -> &'static str {
    match lack {
        Lack::Overdue(_) => "lack-overdue",
        Lack::Birthday => "lack-birthday",
        Lack::Plan => "lack-plan",
        Lack::Goals => "lack-goals",
        Lack::Talk(_) => "lack-talk",
        Lack::CustodyHolder => "lack-custody-holder",
    }
}

fn hyphened(word: &str) -> String {
    word.replace('_', "-")
}
