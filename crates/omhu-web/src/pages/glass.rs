//! Breaking the glass of a case, and who has looked at it.
//!
//! Owns: `/cases/{case}/glass` and `/cases/{case}/looks`. Must not know: who may (the policy says it), how long it lasts.

mod end;
pub(super) mod looks;
pub(super) mod second;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Path};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{
    Action, Category, LONGEST_SECONDS, Label, Opening, Role, Subject, Verdict, decide, reason,
};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::Permit;
use omhu_store::accounts::{AccountFault, Glass, Ticket};

use super::case::frame::{self, FormPage, fault_list, fault_of};
use super::case::number;
use super::holders;
use super::purpose;
use super::sign_in::provider::proof_apart;
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Choices, Kind, TextField};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/glass", get(show).post(submit))
        .merge(end::routes())
        .merge(looks::routes())
        .merge(second::routes())
}

/// The glass of this case that the viewer broke and that is open now.
async fn open_glass(desk: &Desk, permit: &Permit, case: CaseNo) -> Result<Vec<Glass>, AppError> {
    let since = desk.now.second - LONGEST_SECONDS - 1;
    let mut glass = desk.store().glass_since(permit, since).await?;
    glass.retain(|glass| {
        let own = glass.user == desk.user() && glass.grant.case == case;
        own && glass.grant.in_force(desk.now)
    });
    Ok(glass)
}

/// Why, in words.
pub(super) fn category(t: Texts, category: Category) -> String {
    match category {
        Category::AcuteConcern => t.get("glass-category-acute"),
        Category::DutyDesk => t.get("glass-category-duty"),
        Category::StandInMissing => t.get("glass-category-stand-in"),
        Category::Other => t.get("glass-category-other"),
    }
}

/// What the policy says before the form is shown: whether a proof is asked for; or a page that says no.
fn asks_for_proof(verdict: Verdict, case: CaseNo) -> Result<bool, AppError> {
    match verdict {
        Verdict::Allowed { .. } => Ok(false),
        Verdict::Denied { reason, .. } if reason == reason::SIGN_IN_AGAIN => Ok(true),
        verdict @ Verdict::Denied { .. } => Err(denied(verdict, case)),
    }
}

async fn subject_of(desk: &Desk, case: &str) -> Result<Arc<Subject>, AppError> {
    let subject = desk.store().subject(number(case)?).await?;
    subject.ok_or(AppError::NotFound)
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Response, AppError> {
    let subject = subject_of(&desk, &case).await?;
    if desk.may(Action::See(Label::CaseText), Some(&subject)) {
        return Ok(redirect::see_other(&format!("/cases/{}", subject.case)));
    }
    let verdict = decide(
        desk.viewer(),
        Action::BreakGlassOpen,
        Some(&subject),
        desk.now,
    );
    let proof = asks_for_proof(verdict, subject.case)?;
    let sent = Submitted::default();
    let page = form(&context, &desk, subject.case, &sent, proof, Vec::new()).await?;
    Ok(Answer(page).into_response())
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let subject = subject_of(&desk, &case).await?;
    let case = subject.case;
    let ask = |desk: &Desk| {
        decide(
            desk.viewer(),
            Action::BreakGlassOpen,
            Some(&subject),
            desk.now,
        )
    };
    let proof = asks_for_proof(ask(&desk), case)?;
    let mut faults: Vec<(String, String)> = Vec::new();
    let chosen = Category::parse(sent.get("category"));
    if chosen.is_none() {
        faults.push(("category".to_owned(), t.get("glass-category-missing")));
    }
    let opening = Opening::new(chosen.unwrap_or(Category::Other), sent.get("reason"));
    if let Err(fault) = opening {
        faults.push(("reason".to_owned(), purpose::fault_text(t, fault)));
    }
    let mut desk = desk;
    if faults.is_empty() && proof {
        match prove(&desk, ticket.as_deref(), &sent).await? {
            Ok(proved) => desk = proved,
            Err(fault) => faults.push(("password".to_owned(), missing_proof(t, &desk, fault))),
        }
    }
    if let (true, Ok(opening)) = (faults.is_empty(), opening) {
        let note = desk.note(Action::BreakGlassOpen, ask(&desk));
        let verdict = note.verdict;
        let note = note.with_purpose(opening.reason());
        let opened = desk
            .store()
            .break_glass(note, case, &opening, None, desk.now)
            .await;
        return match opened {
            Ok(_) => Ok(redirect::see_other(&format!("/cases/{case}?done=opened"))),
            Err(omhu_store::StoreError::Denied(_)) => Err(denied(verdict, case)),
            Err(error) => Err(error.into()),
        };
    }
    let page = form(&context, &desk, case, &sent, proof, faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// What is said where a proof is missing: of who proves it at the provider, or by a password and a code.
pub(super) fn missing_proof(t: Texts, desk: &Desk, fault: AccountFault) -> String {
    if desk.by_provider {
        t.get("account-proof-provider-first")
    } else {
        proof_fault(t, fault)
    }
}

/// What is said where a password or code does not fit.
pub(super) fn proof_fault(t: Texts, fault: AccountFault) -> String {
    match fault {
        AccountFault::Wait(seconds) => t.with(
            "account-wait",
            &[("seconds", (seconds.max(0) as u64).into())],
        ),
        _ => t.get("account-proof-wrong"),
    }
}

/// Proves by password and code; gives the desk with its fresh proof. Who comes through the provider has proved it there
/// before the form is sent, or has not.
pub(super) async fn prove(
    desk: &Desk,
    ticket: Option<&Ticket>,
    sent: &Submitted,
) -> Result<Result<Desk, AccountFault>, AppError> {
    if desk.by_provider {
        let fresh = desk.viewer().is_fresh(desk.now);
        return Ok(fresh.then(|| desk.clone()).ok_or(AccountFault::Wrong));
    }
    let code = sent.get("code");
    let code = (!code.is_empty()).then_some(code);
    let store = desk.store();
    let proved = store
        .prove(
            desk.user(),
            desk.signed.session,
            sent.exactly("password"),
            code,
            desk.now,
        )
        .await?;
    if let Err(fault) = proved {
        return Ok(Err(fault));
    }
    let signed = match ticket {
        Some(ticket) => store.session(ticket, desk.now).await?,
        None => None,
    };
    let mut desk = desk.clone();
    if let Some(signed) = signed {
        desk.signed = Arc::new(signed);
    }
    Ok(Ok(desk))
}

/// The way to the provider in a window of its own, in the place of a field.
#[derive(askama::Template)]
#[template(path = "pages/glass/proof.html")]
struct AtProvider<'f> {
    t: Texts,
    href: String,
    error: Option<&'f str>,
}

/// The fields of a proof: the password, and the code of whoever has one; or the way to the provider.
pub(super) async fn proof_fields(
    t: Texts,
    desk: &Desk,
    fault: Option<&str>,
) -> Result<Vec<Html>, AppError> {
    if desk.by_provider {
        let way = AtProvider {
            t,
            href: proof_apart(),
            error: fault,
        };
        return Ok(vec![Html::of(&way)]);
    }
    let account = desk.store().account(desk.user()).await?;
    let has_factor = account.is_some_and(|account| account.has_factor);
    let password = Asked::new(t, "password", t.get("account-proof"))
        .hint(t.get("account-proof-hint"))
        .error(fault);
    let mut fields = vec![TextField::new(password).kind(Kind::Password).into()];
    if has_factor {
        let code = Asked::new(t, "code", t.get("account-proof-code"))
            .hint(t.get("account-proof-code-hint"));
        fields.push(TextField::new(code).kind(Kind::Code).into());
    }
    Ok(fields)
}

/// Who gets to know of it, and asks afterwards: as it truly is today. A team may have no leader in omhu.
async fn told(t: Texts, desk: &Desk, case: CaseNo) -> Result<String, AppError> {
    let subject = desk.store().subject(case).await?;
    let team = subject.and_then(|subject| subject.team.clone());
    let members = match team {
        Some(team) => desk.store().members(&team).await?,
        None => Vec::new(),
    };
    let others = |user: &UserNo| *user != desk.user();
    let leaders = holders::of(desk, Role::TeamLeader).await?;
    if members
        .iter()
        .filter(|user| others(user))
        .any(|user| leaders.contains(user))
    {
        return Ok(t.get("glass-told-leader"));
    }
    let reviewers = holders::of(desk, Role::LogReviewer).await?;
    Ok(match reviewers.iter().any(others) {
        true => t.get("glass-told-reviewer"),
        false => t.get("glass-told-nobody"),
    })
}

async fn form(
    context: &Context,
    desk: &Desk,
    case: CaseNo,
    sent: &Submitted,
    proof: bool,
    faults: Vec<(String, String)>,
) -> Result<String, AppError> {
    let t = context.t;
    let asked = |name: &'static str, label: String| {
        Asked::new(t, name, label).error(fault_of(&faults, name))
    };
    let chosen = sent.get("category");
    let categories = Category::ALL
        .iter()
        .map(|word| Choice::new(word.word(), category(t, *word)).chosen(word.word() == chosen));
    let mut fields: Vec<Html> = vec![
        Choices::one(
            asked("category", t.get("glass-category")),
            categories.collect(),
        )
        .into(),
        purpose::field(
            t,
            t.get("glass-reason"),
            &t.get("glass-reason-hint"),
            sent,
            &faults,
        ),
    ];
    if proof {
        fields.extend(proof_fields(t, desk, fault_of(&faults, "password")).await?);
    }
    let title = t.get("glass-title");
    let mut page = context.page_in(Place::Cases, &title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let form = FormPage {
        heading: title,
        before: vec![
            frame::paragraph(&t.get("glass-lead")),
            frame::paragraph(&told(t, desk, case).await?),
            frame::paragraph(&t.get("glass-lead-after")),
        ],
        action: format!("/cases/{case}/glass"),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button: t.get("glass-button"),
        below: Vec::new(),
        after: Vec::new(),
        page,
    };
    Ok(askama::Template::render(&form)?)
}
