//! Proposing a role for somebody.
//!
//! Owns: the form. Must not know: which roles may meet (the policy says it), what a role may do.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::{Action, AssignmentFault, Role};
use omhu_store::accounts::{Account, AccountFault, Proposal, Ticket};

use super::gate::{self, Form};
use super::{account_of, fault_text, href};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::{Submitted, day};
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::cases::line::team_titles;
use crate::pages::sheet::{Faults, fault, role};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Choices, Select, TextArea, TextField};

/// A longer reason is something else.
const LONGEST_REASON: usize = 500;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(
        "/administration/accounts/{user}/roles/new",
        get(show).post(submit),
    )
}

async fn show(
    context: Context,
    desk: Desk,
    Path(user): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let account = account_of(&desk, &user).await?;
    form(&context, &desk, &account, &Submitted::default(), Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(user): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let account = account_of(&desk, &user).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, &account, &sent, faults).await,
    };
    match propose(context.t, &desk, &account, &sent).await? {
        Ok(()) => {
            let to = format!("{}?done=proposed", href(account.user));
            Ok(redirect::see_other(&to))
        }
        Err(faults) => form(&context, &desk, &account, &sent, faults).await,
    }
}

async fn propose(
    t: Texts,
    desk: &Desk,
    account: &Account,
    sent: &Submitted,
) -> Result<Result<(), Faults>, AppError> {
    let Some(role) = Role::parse(sent.get("role")) else {
        return Ok(Err(fault("role", t.get("administration-role-missing"))));
    };
    let reason = sent.get("reason");
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let missing = t.with(
            "administration-reason-missing",
            &[("count", LONGEST_REASON.into())],
        );
        return Ok(Err(fault("reason", missing)));
    }
    let today = desk.now.today;
    let typed = |name: &str| {
        let parsed = day::parse(sent.get(name), today);
        let wrong = !sent.get(name).is_empty() && parsed.is_none_or(|day| day < today);
        if wrong { Err(()) } else { Ok(parsed) }
    };
    let Ok(first) = typed("first") else {
        return Ok(Err(fault("first", t.get("administration-last-wrong"))));
    };
    let Ok(last) = typed("last") else {
        return Ok(Err(fault("last", t.get("administration-last-wrong"))));
    };
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        return Ok(Err(fault("last", t.get("administration-last-before"))));
    }
    let teams: BTreeSet<String> = sent.all("teams").map(str::to_owned).collect();
    let known = team_titles(desk.store()).await?;
    if !teams
        .iter()
        .all(|id| known.iter().any(|(team, _)| team == id))
    {
        return Ok(Err(fault("teams", t.get("administration-fault-unknown"))));
    }
    let new = Proposal {
        to: account.user,
        role,
        teams: (!teams.is_empty()).then_some(&teams),
        first_on: first,
        last_on: last,
        overridden: sent.get("overridden") == "yes",
        reason,
    };
    let proposed = desk.store().propose(&new, desk.user(), desk.now);
    Ok(proposed.await?.map(drop).map_err(|refused| {
        let field = match refused {
            AccountFault::Role(AssignmentFault::OverrideMissing) => "overridden",
            AccountFault::Role(AssignmentFault::EndMissing) => "last",
            _ => "role",
        };
        fault(field, fault_text(t, refused))
    }))
}

async fn form(
    context: &Context,
    desk: &Desk,
    account: &Account,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let asked = |name: &'static str, label: String, hint: String| {
        Asked::new(t, name, label)
            .hint(hint)
            .error(fault_of(&faults, name))
    };
    let roles = Role::ALL.iter().map(|held| {
        Choice::new(held.word(), role(t, *held)).chosen(held.word() == sent.get("role"))
    });
    let titles = team_titles(desk.store()).await?;
    let teams = titles.iter().map(|(id, title)| {
        let chosen = sent.all("teams").any(|team| team == id);
        Choice::new(id, title).chosen(chosen)
    });
    let overridden = Choice::new("yes", t.get("administration-overridden-yes"))
        .chosen(sent.get("overridden") == "yes");
    let mut fields = vec![
        Select::new(
            asked(
                "role",
                t.get("administration-role"),
                t.get("administration-role-hint"),
            ),
            roles.collect(),
        )
        .into(),
    ];
    if !titles.is_empty() {
        let only = asked(
            "teams",
            t.get("administration-only-teams"),
            t.get("administration-only-teams-hint"),
        );
        fields.push(Choices::several(only.optional(), teams.collect()).into());
    }
    let first = asked(
        "first",
        t.get("administration-first"),
        t.get("administration-first-hint"),
    );
    fields.push(
        TextField::day(first.optional())
            .value(sent.get("first"))
            .into(),
    );
    let last = asked(
        "last",
        t.get("administration-last"),
        t.get("administration-last-hint"),
    );
    fields.push(
        TextField::day(last.optional())
            .value(sent.get("last"))
            .into(),
    );
    let reason = asked(
        "reason",
        t.get("administration-reason"),
        t.get("administration-reason-hint"),
    );
    fields.push(TextArea::new(reason, 3).value(sent.get("reason")).into());
    let small = asked(
        "overridden",
        t.get("administration-overridden"),
        t.get("administration-overridden-hint"),
    );
    fields.push(Choices::several(small.optional(), vec![overridden]).into());
    let name = account.name.as_str();
    let form = Form {
        title: t.with("administration-propose-for", &[("name", name.into())]),
        lead: vec![paragraph(&t.get("administration-propose-lead"))],
        action: format!("{}/roles/new", href(account.user)),
        fields,
        button: t.get("administration-propose"),
        back: (href(account.user), t.get("administration-back-account")),
        faults,
    };
    form.answer(context, desk).await
}
