//! What stands around a case and may be worth a warning: who writes, who is away, the names of brothers and sisters.
//!
//! Owns: from the store to what the warnings are told. Must not know: when something is worth a warning. Names are only
//! compared; nobody is told of a case or of a notifier that they may not see.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::{Action, Label, Subject};
use omhu_casework::case::CaseState;
use omhu_casework::command::Command;
use omhu_casework::ids::CaseNo;
use omhu_casework::warnings::Around;
use omhu_casework::warnings::giving::Child;
use omhu_law::calendar::Day;
use omhu_report::Lang;
use omhu_store::{CaseLine, Permit};

use super::FURTHER;
use super::written::{self, REPORTER};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::texts::Texts;

/// Of a case that may be read.
pub(crate) async fn of(
    desk: &Desk,
    permit: &Permit,
    subject: &Subject,
    case: CaseNo,
    state: &CaseState,
    child_names: Vec<String>,
    command: &Command,
) -> Result<Around, AppError> {
    let mut around = of_writer(desk).await?;
    around.telling = telling(desk, permit, case, command).await?;
    let siblings = desk.siblings(permit, case, state.family(), None).await?;
    let open = siblings.iter().filter(|line| !line.closed);
    around.siblings = open.map(child).collect();
    around.sibling_names = siblings.into_iter().map(|line| line.given_names).collect();
    if desk.may(Action::See(Label::Reporter), Some(subject)) {
        let told = state.sections.iter();
        let told = told.filter(|told| told.what.section == REPORTER);
        let numbers: Vec<_> = told.map(|told| told.what.text).collect();
        let words = written::words_of(desk, permit, case, &numbers).await?;
        around.protected_words = words.into_values().collect();
    }
    around.child_names = child_names;
    Ok(around)
}

/// A case as warnings name it: the child, and who has it.
pub(in crate::pages) fn child(line: &CaseLine) -> Child {
    Child {
        name: line.given_names.clone(),
        reference: line.reference.clone(),
        team: line.team.clone(),
        caseworker: line.caseworker.clone(),
    }
}

/// The entries that say what is protected in the case. The store compares; what is protected does not come here.
///
/// A yes stands in the access log: whoever tried out names of streets until one fits would leave a row for each that did.
pub(in crate::pages) async fn telling(
    desk: &Desk,
    permit: &Permit,
    case: CaseNo,
    command: &Command,
) -> Result<BTreeSet<usize>, AppError> {
    let written = command.written();
    let texts: Vec<&str> = written.iter().map(|(_, text)| *text).collect();
    let told = told_of(desk, permit, case, &texts).await?;
    let told = written.iter().zip(told).filter(|(_, told)| *told);
    Ok(told.map(|((entry, _), _)| *entry).collect())
}

/// Whether a text says what is protected in the case: the same question, and the same row.
pub(in crate::pages) async fn tells(
    desk: &Desk,
    permit: &Permit,
    case: CaseNo,
    text: &str,
) -> Result<bool, AppError> {
    let told = told_of(desk, permit, case, &[text]).await?;
    Ok(told.contains(&true))
}

async fn told_of(
    desk: &Desk,
    permit: &Permit,
    case: CaseNo,
    texts: &[&str],
) -> Result<Vec<bool>, AppError> {
    let told = desk.store().telling(permit, case, texts).await?;
    if told.contains(&true) {
        let why = Texts::of(Lang::Da).get("case-tells-logged");
        let sees = Action::See(Label::CaseText);
        desk.look_for(sees, case, &why).await?;
    }
    Ok(told)
}

/// What is known of the writer and the colleagues, whatever the case.
pub(crate) async fn of_writer(desk: &Desk) -> Result<Around, AppError> {
    let today = desk.now.today;
    let store = desk.store();
    // From what is kept in memory: every form asks for it.
    let directory = store.directory().await?;
    let id = |user| directory.ids.get(&user).cloned();
    let mut on_leave: BTreeMap<String, Day> = BTreeMap::new();
    for row in store.stand_ins(today).await? {
        if let Some(absent) = row.away(today).and_then(id) {
            let until = row.stand_in.last_on;
            let last = on_leave.entry(absent).or_insert(until);
            *last = (*last).max(until);
        }
    }
    Ok(Around {
        writer: id(desk.user()).unwrap_or_default(),
        on_leave,
        further: FURTHER,
        ..Around::default()
    })
}
