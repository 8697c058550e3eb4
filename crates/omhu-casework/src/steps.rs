//! The steps of the law as forms: what is asked, what is filled in beforehand, what becomes of the answers.
//!
//! Owns: the forms as data, from typed values to entries, the most likely next step, what a decision still
//! lacks, the summary at a handover. Must not know: HTTP, HTML, where cases are kept, the time (it is told).
//!
//! A form says what it writes; what it closes and opens follows from that and from the law book. So a new
//! duty in `law/` finds its form by itself, and every kind of fact has one: where nobody wrote a form by
//! hand, one is made from the columns of the kind.

pub mod catalogue;
pub mod correction;
pub mod entries;
pub mod field;
pub mod follow;
pub mod forms;
mod generic;
pub mod goals;
pub mod handover;
pub mod hosts;
pub mod keys;
pub mod next;
pub mod not_yet;
pub mod parts;
pub mod prefill;
pub mod registrations;
pub mod rows;
pub mod rules;
pub mod sources;
pub mod step;
pub mod things;
pub mod typed;
pub mod upload;
pub mod values;
pub mod write;

pub use catalogue::Steps;
pub use correction::{Correction, as_it_stood};
pub use entries::{FieldError, entries};
pub use field::{Choice, Field, FieldKind, Preset, Seen};
pub use handover::{Handover, handover};
pub use next::{Suggestion, next_steps};
pub use not_yet::{LISTED, Missing, NotYet, Tried, not_yet};
pub use prefill::{carried, moved, prefill};
pub use registrations::{Registration, registrations};
pub use step::{Group, Step};
pub use things::{Candidate, Sort, candidates};
pub use values::{Upload, Values};
