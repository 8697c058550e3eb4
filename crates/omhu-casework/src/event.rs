//! What can stand in the log of a case, and how it is written down.
//!
//! Owns: the kinds of events, their payload and version. Must not know: where the log is kept.
//!
//! A fact of the vocabulary is an event of the same name (`review_held`); a few kinds beside them hold
//! what the law does not judge. Stored are the kind, a version and JSON text; a Rust name is never stored.
//! Words that people wrote are not in the log: an event names a text by its number ([`TextNo`]), and
//! the text lies under the key of its case, so that erasing the key erases the text and leaves the
//! chain of the log whole.

use serde::{Deserialize, Serialize};

use crate::fact::FactCells;
use crate::ids::{PersonNo, TextNo, UserNo};

/// The version in which events are written today.
pub const VERSION: i64 = 1;

/// One event of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its place in the log of the case, from 1, without holes.
    pub seq: i64,
    /// When omhu stored it, in seconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// Who wrote it.
    pub recorded_by: UserNo,
    /// What happened.
    pub body: Body,
}

/// What an event says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// A fact of the vocabulary.
    Fact(Fact),
    /// A note in the journal.
    NoteWritten(Note),
    /// A part of a longer text: a heading of an assessment, a plan's description.
    SectionWritten(Section),
    /// A goal of a plan in the child's words.
    GoalSet(Goal),
    /// Where the child is on a goal's scale.
    GoalScored(Score),
    /// A goal that is not worked on any more.
    GoalEnded(Score),
    /// A person got a part in the case.
    PersonLinked(Link),
    /// A person has that part no more.
    PersonUnlinked(Link),
    /// A document was filed.
    DocumentFiled(Document),
    /// A document that was filed wrongly: what is right, or that it does not count.
    DocumentAmended(Amendment),
}

/// A fact with what casework knows about its registration.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fact {
    /// The cells of the exchange format.
    #[serde(rename = "fact")]
    pub cells: FactCells,
    /// What was written about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextNo>,
    /// The id of the fact that this one takes the place of, which is retracted in the same breath.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub corrects: String,
    /// Warnings that were shown and went unheeded, by their key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<String>,
    /// Why it was done so all the same, or why it is registered late, or retracted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextNo>,
    /// True for what an import brought: its `recorded_at` is the one of the file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

/// A journal note.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day or instant of what the note tells of.
    pub when: String,
    /// The text.
    pub text: TextNo,
    /// The template it began as; empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub template: String,
    /// The thing it is about; empty: the case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The seq of the note that this one takes the place of; 0: none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub replaces: i64,
}

/// A part of a longer text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The assessment, plan, review ... it belongs to.
    pub about: String,
    /// Which part: `development`, `family` ...
    pub section: String,
    /// The text; each writing is kept, the newest counts.
    pub text: TextNo,
    /// Why it was corrected; none: it was written, or written on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextNo>,
    /// What stood there was taken out: the text is empty, which nobody can see who does not open it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emptied: bool,
}

/// A goal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its id in the case: `g1`.
    pub goal: String,
    /// The plan it belongs to.
    pub plan: String,
    /// The goal in the child's words.
    pub text: TextNo,
    /// Where the child is, 0-10.
    pub now: u8,
    /// Where the child wants to be, 0-10.
    pub wanted: u8,
}

/// A goal's movement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The goal's id.
    pub goal: String,
    /// The day.
    pub when: String,
    /// 0-10.
    pub now: u8,
    /// What was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextNo>,
    /// The review at which it was said; empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub review: String,
}

/// A person's part in a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Who.
    pub person: PersonNo,
    /// `child`, `custody_holder`, `parent`, `sibling`, `network`.
    pub part: String,
    /// From when, or until when.
    pub when: String,
}

/// A filed document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The content.
    pub text: TextNo,
    /// The day of the document.
    pub when: String,
    /// Its sort: `letter`, `statement` ...
    pub sort: String,
    /// Media type.
    pub media: String,
    /// Bytes.
    pub bytes: i64,
    /// SHA-256 of the content, in hexadecimal digits.
    pub sha256: String,
    /// The day by which an answer was asked for; empty: none was named, or nothing was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer_by: String,
    /// The thing for whose sake something was asked, or the notification that it came with or is about; empty: none was named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// What a document is, without its content: what a correction can change.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    /// The day of the document.
    pub when: String,
    /// Its sort.
    pub sort: String,
    /// The day by which an answer was asked for; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer_by: String,
    /// The notification that it came with or is about; empty: none. None: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// That a filed document was wrong. The filing stays in the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The seq of the document.
    pub document: i64,
    /// Why.
    pub reason: TextNo,
    /// What stands now; none: it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Particulars>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// Why a stored event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// Written by a later omhu.
    #[error("event {kind} has version {version}; this omhu reads up to {VERSION}")]
    Version {
        /// The kind.
        kind: String,
        /// The version.
        version: i64,
    },
    /// The payload is not of its kind.
    #[error("the payload of event {kind} cannot be read: {error}")]
    Payload {
        /// The kind.
        kind: String,
        /// What the reader said.
        error: serde_json::Error,
    },
}

impl Body {
    /// The explicit string under which it is stored.
    #[must_use]
    pub fn kind(&self) -> &str {
        match self {
            Body::Fact(fact) => &fact.cells.kind,
            Body::NoteWritten(_) => "note_written",
            Body::SectionWritten(_) => "section_written",
            Body::GoalSet(_) => "goal_set",
            Body::GoalScored(_) => "goal_scored",
            Body::GoalEnded(_) => "goal_ended",
            Body::PersonLinked(_) => "person_linked",
            Body::PersonUnlinked(_) => "person_unlinked",
            // `document_filed` is a fact of the vocabulary: that it was journalised.
            Body::DocumentFiled(_) => "document_attached",
            Body::DocumentAmended(_) => "document_amended",
        }
    }

    /// The payload as JSON text: the same body gives the same bytes.
    ///
    /// # Errors
    /// Never for these types; serde's signature asks for it.
    pub fn payload(&self) -> Result<String, serde_json::Error> {
        match self {
            Body::Fact(fact) => serde_json::to_string(fact),
            Body::NoteWritten(note) => serde_json::to_string(note),
            Body::SectionWritten(section) => serde_json::to_string(section),
            Body::GoalSet(goal) => serde_json::to_string(goal),
            Body::GoalScored(score) | Body::GoalEnded(score) => serde_json::to_string(score),
            Body::PersonLinked(link) | Body::PersonUnlinked(link) => serde_json::to_string(link),
            Body::DocumentFiled(document) => serde_json::to_string(document),
            Body::DocumentAmended(amendment) => serde_json::to_string(amendment),
        }
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// A later version, or a payload that is not of its kind.
    pub fn read(kind: &str, version: i64, payload: &str) -> Result<Body, EventError> {
        if version > VERSION {
            return Err(EventError::Version {
                kind: kind.to_owned(),
                version,
            });
        }
        Body::read_today(kind, payload).map_err(|error| EventError::Payload {
            kind: kind.to_owned(),
            error,
        })
    }

    fn read_today(kind: &str, payload: &str) -> Result<Body, serde_json::Error> {
        Ok(match kind {
            "note_written" => Body::NoteWritten(serde_json::from_str(payload)?),
            "section_written" => Body::SectionWritten(serde_json::from_str(payload)?),
            "goal_set" => Body::GoalSet(serde_json::from_str(payload)?),
            "goal_scored" => Body::GoalScored(serde_json::from_str(payload)?),
            "goal_ended" => Body::GoalEnded(serde_json::from_str(payload)?),
            "person_linked" => Body::PersonLinked(serde_json::from_str(payload)?),
            "person_unlinked" => Body::PersonUnlinked(serde_json::from_str(payload)?),
            "document_attached" => Body::DocumentFiled(serde_json::from_str(payload)?),
            "document_amended" => Body::DocumentAmended(serde_json::from_str(payload)?),
            // Whether the vocabulary knows the kind is asked where the law book is at hand.
            _ => {
                let mut fact: Fact = serde_json::from_str(payload)?;
                kind.clone_into(&mut fact.cells.kind);
                Body::Fact(fact)
            }
        })
    }

    /// Whether the kind is one of omhu's own and not a fact of the vocabulary.
    #[must_use]
    pub fn is_own_kind(kind: &str) -> bool {
        const OWN: [&str; 9] = [
            "note_written",
            "section_written",
            "goal_set",
            "goal_scored",
            "goal_ended",
            "person_linked",
            "person_unlinked",
            "document_attached",
            "document_amended",
        ];
        OWN.contains(&kind)
    }

    /// The texts that it names: they belong to the case and are erased with it.
    #[must_use]
    pub fn texts(&self) -> Vec<TextNo> {
        match self {
            Body::Fact(fact) => fact.text.into_iter().chain(fact.reason).collect(),
            Body::NoteWritten(note) => vec![note.text],
            Body::SectionWritten(section) => {
                [section.text].into_iter().chain(section.reason).collect()
            }
            Body::GoalSet(goal) => vec![goal.text],
            Body::GoalScored(score) | Body::GoalEnded(score) => score.text.into_iter().collect(),
            Body::PersonLinked(_) | Body::PersonUnlinked(_) => Vec::new(),
            Body::DocumentFiled(document) => vec![document.text],
            Body::DocumentAmended(amendment) => vec![amendment.reason],
        }
    }
}
