//! What is done with a role or a proposal: confirm, confirm again, refuse or take back.
//!
//! Owns: these acts, each with a page that shows the whole proposal before it is judged. Must not know: who may: the
//! policy says it of the area, the store that nobody does it to themselves and two persons are two.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::{Action, AssignmentFault};
use omhu_law::calendar::Day;
use omhu_store::accounts::{AccountFault, Grant, Ticket};

use super::gate::{self, Form};
use super::{Names, fault_text, grants, last_word, number};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::paragraph;
use crate::pages::sheet::{Faults, fault, role};
use crate::state::AppState;
use crate::view::components::{Fact, Facts};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/administration/roles/{grant}/confirm",
            get(show).post(submit),
        )
        .route(
            "/administration/roles/{grant}/again",
            get(show).post(submit),
        )
        .route("/administration/roles/{grant}/end", get(show).post(submit))
}

/// What is done, by the end of the address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Confirm,
    Again,
    End,
}

impl Deed {
    fn of(context: &Context) -> Result<Deed, AppError> {
        match last_word(context) {
            "confirm" => Ok(Deed::Confirm),
            "again" => Ok(Deed::Again),
            "end" => Ok(Deed::End),
            _ => Err(AppError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Deed::Confirm => "confirm",
            Deed::Again => "again",
            Deed::End => "end",
        }
    }
}

async fn grant_of(desk: &Desk, grant: &str) -> Result<Grant, AppError> {
    let number = number(grant)?;
    let mut all = desk.store().grants(None).await?.into_iter();
    let found = all.find(|grant| grant.number == number);
    found.ok_or(AppError::NotFound)
}

async fn show(
    context: Context,
    desk: Desk,
    Path(grant): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let deed = Deed::of(&context)?;
    let grant = grant_of(&desk, &grant).await?;
    form(&context, &desk, deed, &grant, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(grant): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let deed = Deed::of(&context)?;
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let grant = grant_of(&desk, &grant).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, deed, &grant, faults).await,
    };
    match done(&desk, deed, &grant).await? {
        Ok(()) => {
            let first = first_of(&desk, &grant).await?;
            let later = first.is_some_and(|first| desk.now.today < first);
            let word = match deed {
                Deed::Confirm if later => "later",
                deed => deed.word(),
            };
            let to = format!("/administration/roles?done={word}");
            Ok(redirect::see_other(&to))
        }
        Err(refused) => {
            let faults = fault("", fault_text(context.t, refused));
            form(&context, &desk, deed, &grant, faults).await
        }
    }
}

/// The day from which a proposed role is to count, where one was said.
async fn first_of(desk: &Desk, grant: &Grant) -> Result<Option<Day>, AppError> {
    let said = desk.store().proposed().await?;
    Ok(said.get(&grant.number).and_then(|said| said.first_on))
}

async fn done(
    desk: &Desk,
    deed: Deed,
    grant: &Grant,
) -> Result<Result<(), AccountFault>, AppError> {
    let (store, by, now) = (desk.store(), desk.user(), desk.now);
    if grant.user == by {
        return Ok(Err(AccountFault::ToSelf));
    }
    Ok(match deed {
        Deed::Confirm => {
            let confirmed = store.confirm_role(grant.number, by, now).await?;
            confirmed.map(drop)
        }
        Deed::Again => store.confirm_role_again(grant.number, by, now).await?,
        Deed::End => store.end_role(grant.number, by, now).await?,
    })
}

/// Why the viewer cannot do it, whatever they send: it is about themselves, or takes a second person.
fn barred(desk: &Desk, deed: Deed, grant: &Grant) -> Option<AccountFault> {
    if grant.user == desk.user() {
        Some(AccountFault::ToSelf)
    } else if deed == Deed::Confirm && grant.proposed_by == desk.user() {
        Some(AccountFault::Role(AssignmentFault::OnePerson))
    } else {
        None
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    deed: Deed,
    grant: &Grant,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = Names::of(desk).await?;
    let said = desk.store().proposed().await?;
    let (title, lead) = match deed {
        Deed::Confirm => ("administration-confirm", "administration-confirm-lead"),
        Deed::Again => ("administration-again", "administration-again-lead"),
        Deed::End if grant.confirmed.is_none() => {
            ("administration-refuse", "administration-refuse-lead")
        }
        Deed::End => ("administration-end-role", "administration-end-role-lead"),
    };
    let title = t.get(title);
    let first = said.get(&grant.number).and_then(|said| said.first_on);
    let lead = match (deed, first.filter(|first| desk.now.today < *first)) {
        (Deed::Confirm, Some(first)) => {
            let day = [("day", t.short_day(first).into())];
            t.with("administration-confirm-lead-later", &day)
        }
        _ => t.get(lead),
    };
    let mut facts = vec![Fact::new(
        t.get("administration-name"),
        names.of_user(t, grant.user),
    )];
    let words = [
        "administration-role",
        "administration-only-teams",
        "administration-standing",
        "administration-until",
        "administration-by",
    ];
    let cells = grants::cells(t, desk, grant, &names);
    facts.extend(
        words
            .into_iter()
            .zip(cells)
            .map(|(word, cell)| Fact::new(t.get(word), cell)),
    );
    if grant.confirmed.is_none() {
        let first = first.map_or_else(
            || t.get("administration-first-none"),
            |day| t.short_day(day),
        );
        let last = grant.last_on;
        let last = last.map_or_else(|| t.get("administration-last-none"), |day| t.short_day(day));
        facts.push(Fact::new(t.get("administration-first"), first));
        facts.push(Fact::new(t.get("administration-last"), last));
    }
    if let Some(said) = said.get(&grant.number) {
        facts.push(Fact::new(
            t.get("administration-reason"),
            said.reason.as_str(),
        ));
    }
    let mut before = vec![paragraph(&lead), Html::from(Facts { rows: facts })];
    if grant.overridden {
        let warned = t.with(
            "administration-warned",
            &[("role", role(t, grant.role).into())],
        );
        before.push(paragraph(&warned));
    }
    let barred = barred(desk, deed, grant);
    if let Some(barred) = barred.filter(|_| faults.is_empty()) {
        before.push(paragraph(&fault_text(t, barred)));
    }
    let mut form = Form::of_proposal(
        t,
        title,
        before,
        format!("/administration/roles/{}/{}", grant.number, deed.word()),
        faults,
    );
    if barred.is_some() {
        // Nobody is asked to press what will be refused.
        form.button = String::new();
    }
    form.answer(context, desk).await
}
