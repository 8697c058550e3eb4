//! Writing into a case: rights, warnings, one transaction, the answer.
//!
//! Owns: what every request that writes facts has in common. Must not know: how the facts came. What is written is
//! decided where the pages decide it, in `omhu_casework::command`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::http::HeaderValue;
use axum::response::Response;
use omhu_casework::access::{Action, Subject, Verdict, decide};
use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::fact::{FactError, Why};
use omhu_casework::ids::CaseNo;
use omhu_casework::warnings::warnings;
use omhu_law::book::LawBook;
use omhu_store::{AccessNote, Executed, Order, Permit, RequestKey, Target};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::desk::Program;
use crate::api::key::REPLAYED;
use crate::api::problem::{ApiError, Code, Fault, FieldFault};
use crate::desk::Desk;
use crate::pages::{around_case, around_writer, right_to_register, warning_texts};

/// The list of facts in a body.
pub(super) const LIST: &str = "/facts";

/// What is to be written.
pub(super) struct Given {
    /// Where.
    pub(super) target: Target,
    /// What.
    pub(super) entries: Vec<Entry>,
    /// The newest event that the sender saw.
    pub(super) seen: Option<i64>,
    /// Write nothing where there are warnings.
    pub(super) stop_at_warnings: bool,
    /// Where in the body the fact is: [`LIST`], or a field.
    pub(super) root: &'static str,
    /// The case as it may be read; none: it is opened.
    pub(super) read: Option<(CaseNo, Permit, Arc<Subject>)>,
}

/// What was written.
#[derive(Serialize, ToSchema)]
pub(crate) struct Written {
    /// The case.
    number: i64,
    /// The municipality's id of a case that was opened.
    case: Option<String>,
    /// The first event written.
    first_event: i64,
    /// The last one: now the newest of the case.
    last_event: i64,
    /// The facts among them.
    facts: Vec<WrittenFact>,
    /// The ids that new things got, by the name they had in the request.
    things: BTreeMap<String, String>,
    /// What is unlikely, or what the law would have in another order. It was written all the same.
    warnings: Vec<Said>,
}

/// A fact that was written.
#[derive(Serialize, ToSchema)]
pub(crate) struct WrittenFact {
    /// Its row id: name it to correct or retract it.
    id: String,
    /// The place of its event.
    event: i64,
}

/// A warning.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct Said {
    /// A word that never changes.
    code: String,
    /// The sentence.
    sentence: String,
    /// Where: a JSON pointer into the body.
    field: String,
    /// The rule on which it rests; null: it is only unlikely.
    rule: Option<String>,
    /// The act of the rule.
    act: Option<String>,
    /// The provision of the rule.
    provision: Option<String>,
}

impl Written {
    pub(super) fn number(&self) -> i64 {
        self.number
    }
}

/// Marks an answer that was given before.
pub(super) fn mark(answer: &mut Response, replayed: bool) {
    if replayed {
        let headers = answer.headers_mut();
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
}

/// Writes; says whether the answer is that of an earlier request.
pub(super) async fn write(
    program: &Program,
    given: Given,
    before: &CaseState,
    key: RequestKey,
) -> Result<(Written, bool), ApiError> {
    let desk = &program.desk;
    let store = desk.store();
    let is_new = matches!(given.target, Target::New { .. });
    let mut command = Command {
        entries: given.entries,
        seen_seq: given.seen,
        ..Command::default()
    };
    let around = match &given.read {
        // A fact has no words in which the child could be named.
        Some((case, permit, subject)) => {
            let (case, names) = (*case, Vec::new());
            around_case(desk, permit, subject, case, before, names, &command).await?
        }
        None => around_writer(desk).await?,
    };
    let found = warnings(store.book(), before, &command, desk.now, &around);
    let sentences = warning_texts(program.t, store, &found).await?;
    let said = found.iter().zip(sentences).map(|(warning, sentence)| Said {
        code: warning.key.to_owned(),
        sentence,
        field: place(
            given.root,
            warning.entry,
            warning.field.map_or("", |cell| cell.word()),
        ),
        rule: warning.rule.as_ref().map(|rule| rule.id.clone()),
        act: warning.rule.as_ref().map(|rule| rule.act.clone()),
        provision: warning.rule.as_ref().map(|rule| rule.provision.clone()),
    });
    let said: Vec<Said> = said.collect();
    if given.stop_at_warnings && !said.is_empty() {
        let told = said.into_iter();
        let told = told.map(|each| (each.field, each.code, each.sentence));
        return Err(ApiError::warned(told.collect()));
    }
    command.despite = found.iter().map(|each| each.key.to_owned()).collect();
    let beside = serde_json::to_string(&said).unwrap_or_default();
    let order = Order {
        target: given.target,
        command: &command,
    };
    let may =
        |subject: &Subject, state: &CaseState| authorize(desk, &command, is_new, subject, state);
    let (done, beside) = store
        .execute_beside(desk.user(), desk.now, may, &[order], &key, &beside)
        .await?;
    let replayed = matches!(done, Executed::Repeated(_));
    match done {
        Executed::Done(receipts) | Executed::Repeated(receipts) => {
            let receipt = receipts.into_iter().next().ok_or(Code::Broken)?;
            let facts = receipt.facts.into_iter();
            let written = Written {
                number: receipt.case.0,
                case: is_new.then_some(receipt.reference),
                first_event: receipt.first_seq,
                last_event: receipt.seq,
                facts: facts.map(|(event, id)| WrittenFact { id, event }).collect(),
                things: receipt.things,
                warnings: serde_json::from_str(&beside).unwrap_or_default(),
            };
            Ok((written, replayed))
        }
        Executed::Refused { refusal, .. } => {
            Err(refused(store.book(), given.root, &command, &refusal))
        }
        // A case that is not there yet cannot be hidden.
        Executed::Denied(note) if is_new => Err(ApiError::not_allowed(note.verdict.reason())),
        Executed::Denied(note) => Err(denied(note.verdict)),
    }
}

/// Where a cell of an entry stands in the body.
fn place(root: &str, entry: usize, cell: &str) -> String {
    let fact = match root {
        LIST => format!("{LIST}/{entry}"),
        root => root.to_owned(),
    };
    match cell {
        "" => fact,
        cell => format!("{fact}/{cell}"),
    }
}

/// The policy's answer to all that the command asks for: the first no, or the yes to the first right.
fn authorize(
    desk: &Desk,
    command: &Command,
    is_new: bool,
    subject: &Subject,
    state: &CaseState,
) -> AccessNote {
    let mut first = None;
    for right in rights(command, is_new, state) {
        let verdict = decide(desk.viewer(), right, Some(subject), desk.now);
        let note = desk.note(right, verdict).with_purpose(purpose(command));
        if !verdict.is_allowed() {
            return note;
        }
        first.get_or_insert(note);
    }
    // A command has an entry, and an entry asks for a right; where not, this is the question.
    first.unwrap_or_else(|| {
        let action = Action::RegisterFact;
        desk.note(
            action,
            decide(desk.viewer(), action, Some(subject), desk.now),
        )
    })
}

/// Why, where the command says it.
fn purpose(command: &Command) -> &str {
    let mut reasons = command.entries.iter().filter_map(|entry| match entry {
        Entry::Retract { reason, .. } | Entry::Correct { reason, .. } => Some(reason.as_str()),
        _ => None,
    });
    reasons.next().unwrap_or("")
}

/// The rights that a command asks for. Whoever corrects a decision decides.
fn rights(command: &Command, is_new: bool, state: &CaseState) -> BTreeSet<Action> {
    let mut rights = BTreeSet::new();
    let plain = |right: Action| right == Action::RegisterFact;
    let of_kind = |kind: &str| right_to_register(std::iter::once(kind));
    let taken_back = |id: &str| {
        let held = state.fact_with_id(id);
        held.map(|held| of_kind(&held.fact.cells.kind))
    };
    for entry in &command.entries {
        let asked = match entry {
            Entry::Fact { cells, .. } if is_new => [Some(of_kind(&cells.kind)), None],
            Entry::Fact { cells, .. } => {
                rights.insert(of_kind(&cells.kind));
                [None, None]
            }
            Entry::Retract { id, .. } => {
                rights.insert(Action::Correct);
                [taken_back(id), None]
            }
            Entry::Correct { id, cells, .. } => {
                rights.insert(Action::Correct);
                [taken_back(id), Some(of_kind(&cells.kind))]
            }
            _ => [None, None],
        };
        let more = asked.into_iter().flatten();
        rights.extend(more.filter(|right| !plain(*right)));
    }
    if is_new {
        let notified = command.entries.iter().any(|entry| {
            matches!(entry, Entry::Fact { cells, .. } if cells.kind == "notification_received")
        });
        rights.insert(match notified {
            true => Action::ReceiveNotification,
            false => Action::OpenCase,
        });
    }
    rights
}

/// A denial: hidden cases are not there.
fn denied(verdict: Verdict) -> ApiError {
    match verdict {
        Verdict::Denied { hidden: true, .. } => Code::NotFound.into(),
        verdict => ApiError::not_allowed(verdict.reason()),
    }
}

fn refused(book: &LawBook, root: &str, command: &Command, refusal: &Refusal) -> ApiError {
    let fault = |field: String, fault| ApiError::faulty(vec![FieldFault { field, fault }]);
    match refusal {
        Refusal::NoFact { entry, error } => {
            // Deciding stops at the first; what is wrong with the facts behind it is told too.
            let mut faults = vec![no_fact(root, *entry, *error)];
            for (place, given) in command.entries.iter().enumerate().skip(entry + 1) {
                if let Entry::Fact { cells, .. } = given
                    && let Err(error) = cells.row(book)
                {
                    faults.push(no_fact(root, place, error));
                }
            }
            ApiError::faulty(faults)
        }
        Refusal::Nothing => fault("/facts".to_owned(), Fault::Missing),
        Refusal::Empty { field, .. } => fault(format!("/{field}"), Fault::Missing),
        Refusal::Scale { .. } => fault(String::new(), Fault::Number),
        Refusal::Unknown { .. } => Code::NoSuchFact.into(),
        Refusal::Changed { now, .. } => ApiError::changed(*now),
    }
}

fn no_fact(root: &str, entry: usize, error: FactError) -> FieldFault {
    FieldFault {
        field: place(root, entry, error.cell.word()),
        fault: match error.why {
            Why::Missing => Fault::Missing,
            Why::UnknownKind => Fault::UnknownKind,
            Why::NotADay => Fault::NotADay,
            Why::NoSuchTime => Fault::NoSuchTime,
            Why::NoOffset => Fault::NoOffset,
            Why::BadValue => Fault::BadValue,
            Why::BadBasis => Fault::BadBasis,
        },
    }
}
