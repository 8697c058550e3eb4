//! Laying cases back that were given to the wrong one.
//!
//! Owns: the offer after giving, and the undoing of it. Must not know: who may give a case (the policy says it of each). What was
//! written stays: the fact that gave a case is taken back by a new one, so that who had it before has it again.

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use omhu_casework::access::{Action, Label, ListKind};
use omhu_casework::command::{Command, Entry};
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::When;
use omhu_store::{Executed, Order, Receipt, RequestKey, Target};
use sha2::{Digest as _, Sha256};

use super::{ASSIGN, MOST_NAMED, admit};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::cases::line::address;
use crate::state::AppState;
use crate::texts::Texts;

/// Where giving is undone: the route that names what was sent there.
const UNDO: &str = "/team/undo";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/team/undo", post(undo))
}

/// What is offered after cases were given.
pub(super) struct Offer {
    /// Names the request that gave them.
    pub(super) given: String,
    /// Whether any of them can be laid back by the viewer: those that went to a team of others cannot.
    pub(super) able: bool,
}

/// What a request of today gave; nothing where there is none.
async fn given(desk: &Desk, key: &str) -> Result<Vec<Receipt>, AppError> {
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let given = desk.store().given(desk.user(), key, ASSIGN).await?;
    let of_today = given.filter(|(_, at)| When::at(*at).day == desk.now.today);
    Ok(of_today.map(|(receipts, _)| receipts).unwrap_or_default())
}

/// The cases of these receipts that the viewer may still give.
async fn mine(desk: &Desk, receipts: &[Receipt]) -> Result<Vec<CaseNo>, AppError> {
    let cases: Vec<CaseNo> = receipts.iter().map(|receipt| receipt.case).collect();
    let mut subjects = desk.store().subjects(&cases).await?;
    subjects.retain(|subject| {
        let may = |action| desk.may(action, Some(subject));
        may(Action::Assign) && may(Action::See(Label::Core))
    });
    Ok(subjects.iter().map(|subject| subject.case).collect())
}

/// The offer to undo a request; nothing where none of this key gave cases today.
pub(super) async fn offer(desk: &Desk, key: &str) -> Result<Option<Offer>, AppError> {
    let receipts = given(desk, key).await?;
    if receipts.is_empty() {
        return Ok(None);
    }
    Ok(Some(Offer {
        given: key.to_owned(),
        able: !mine(desk, &receipts).await?.is_empty(),
    }))
}

/// What was laid back, and what could not be; nothing where nothing was undone just now.
pub(super) fn sentence(t: Texts, undone: &str, left: &str) -> Option<String> {
    let undone: u32 = undone.parse().ok()?;
    let done = t.with("team-undone", &[("count", undone.into())]);
    Some(match left.parse::<u32>() {
        Ok(left) if left > 0 => {
            let left = t.with("team-undone-left", &[("count", left.into())]);
            format!("{done} {left}")
        }
        _ => done,
    })
}

/// The commands that take back what the receipts gave, where it is still so: a case that was given on since stays where it is.
async fn commands(
    desk: &Desk,
    receipts: &[Receipt],
    reason: &str,
) -> Result<Vec<(CaseNo, Command)>, AppError> {
    let store = desk.store();
    let cases = mine(desk, receipts).await?;
    let mut commands = Vec::new();
    if cases.is_empty() {
        return Ok(commands);
    }
    let (note, _) = desk.list(ListKind::Names);
    let permit = store.look(note, &cases).await?;
    for receipt in receipts.iter().filter(|each| cases.contains(&each.case)) {
        let state = store.case_state(&permit, receipt.case).await?;
        let today = desk.now.today;
        let holds = state.assignment(today, today);
        let given = holds.filter(|held| receipt.facts.iter().any(|(seq, _)| *seq == held.seq));
        let Some(given) = given else {
            continue;
        };
        let entry = Entry::Retract {
            id: given.fact.cells.id.clone(),
            reason: reason.to_owned(),
        };
        let command = Command {
            entries: vec![entry],
            seen_seq: Some(state.seq),
            ..Command::default()
        };
        commands.push((receipt.case, command));
    }
    Ok(commands)
}

/// Lays the cases of a request back, as many as still can be, all of these or none.
async fn undo(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    admit(&desk)?;
    let (t, store) = (context.t, desk.store());
    let late = || AppError::Conflict(t.get("team-undo-late"));
    let receipts = given(&desk, sent.get("given")).await?;
    let key = RequestKey {
        key: format!("undo-{}", sent.get("given")),
        route: UNDO.to_owned(),
        body: Sha256::digest(sent.get("given")).into(),
    };
    let done = |undone: &[Receipt]| {
        let left = receipts.len().saturating_sub(undone.len()).to_string();
        let named = undone.iter().take(MOST_NAMED);
        let named: Vec<String> = named.map(|receipt| receipt.case.to_string()).collect();
        let parts = [
            ("worker", sent.get("worker")),
            ("team", sent.get("team")),
            ("undone", &undone.len().to_string()),
            ("left", &left),
            ("moved", &named.join(",")),
        ];
        redirect::see_other(&address("/team", &parts))
    };
    // Who sends the same form twice has undone it already.
    if let Some((undone, _)) = store.given(desk.user(), &key.key, UNDO).await? {
        return Ok(done(&undone));
    }
    let commands = commands(&desk, &receipts, &t.get("team-undo-reason")).await?;
    if commands.is_empty() {
        return Err(late());
    }
    let orders = commands.iter().map(|(case, command)| Order {
        target: Target::Case(*case),
        command,
    });
    let orders: Vec<Order<'_>> = orders.collect();
    let asked = desk.authorize(Action::Assign);
    let executed = store
        .execute_many(desk.user(), desk.now, asked, &orders, Some(&key))
        .await?;
    match executed {
        Executed::Done(undone) | Executed::Repeated(undone) => Ok(done(&undone)),
        Executed::Refused { .. } => Err(late()),
        Executed::Denied(note) => Err(AppError::Denied {
            reason: note.verdict.reason(),
            case: None,
        }),
    }
}
