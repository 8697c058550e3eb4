//! Who is to be whom at the provider: what waits for a second administrator, and what is done with it.
//!
//! Owns: this list, and the two acts, each with a page that shows the whole proposal before it is judged. Must not know:
//! who may: the policy says it of the area, the store that nobody does it to themselves and two persons are two.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::{Action, AssignmentFault};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, LinkProposal, Ticket};

use super::gate::{self, Form};
use super::{Names, fault_text, href, last_word, number};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::paragraph;
use crate::pages::sheet::{Faults, acts, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Column, Fact, Facts, Table};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/administration/links/{link}/confirm",
            get(show).post(submit),
        )
        .route("/administration/links/{link}/end", get(show).post(submit))
}

/// What is done, by the end of the address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Confirm,
    End,
}

impl Deed {
    fn of(context: &Context) -> Result<Deed, AppError> {
        match last_word(context) {
            "confirm" => Ok(Deed::Confirm),
            "end" => Ok(Deed::End),
            _ => Err(AppError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Deed::Confirm => "confirm",
            Deed::End => "end",
        }
    }
}

/// The proposal about an account, where one waits.
pub(super) async fn of(desk: &Desk, user: UserNo) -> Result<Option<LinkProposal>, AppError> {
    let all = desk.store().link_proposals().await?;
    Ok(all.into_iter().find(|link| link.user == user))
}

/// A proposal in one line, with what can be done with it.
pub(super) fn waits(t: Texts, desk: &Desk, link: &LinkProposal) -> Html {
    let said = t.with(
        "administration-link-waits",
        &[
            ("subject", link.subject.as_str().into()),
            ("issuer", link.issuer.as_str().into()),
        ],
    );
    Html::all([said.into(), ways(t, desk, link)])
}

fn ways(t: Texts, desk: &Desk, link: &LinkProposal) -> Html {
    if link.user == desk.user() {
        return t.get("administration-not-own").into();
    }
    let act = |end: &str, word: String| {
        let to = format!("/administration/links/{}/{end}", link.number);
        Act::new(word, to, link.subject.as_str())
    };
    let mut all = Vec::new();
    if link.proposed_by != desk.user() && desk.now.today <= link.confirm_by() {
        all.push(act("confirm", t.get("administration-confirm-link")));
    }
    all.push(act("end", t.get("administration-refuse")));
    acts(&all)
}

/// Until when, or that it is too late.
fn until(t: Texts, desk: &Desk, link: &LinkProposal) -> String {
    if link.confirm_by() < desk.now.today {
        t.get("administration-lapsed")
    } else {
        t.short_day(link.confirm_by())
    }
}

fn by(t: Texts, names: &Names, link: &LinkProposal) -> String {
    names.by_on(t, link.proposed_by, link.proposed_on)
}

/// All that wait, as a table.
pub(super) async fn table(t: Texts, desk: &Desk, names: &Names) -> Result<Html, AppError> {
    let all = desk.store().link_proposals().await?;
    let row = |link: &LinkProposal| {
        vec![
            Html::link(&href(link.user), &names.of_user(t, link.user)),
            link.subject.as_str().into(),
            link.issuer.as_str().into(),
            until(t, desk, link).into(),
            by(t, names, link).into(),
            ways(t, desk, link),
        ]
    };
    Ok(Html::from(Table {
        id: "links".to_owned(),
        caption: t.get("administration-links"),
        columns: vec![
            Column::words(t.get("administration-name")),
            Column::words(t.get("administration-subject")),
            Column::words(t.get("administration-issuer")),
            Column::words(t.get("administration-until")),
            Column::words(t.get("administration-by")),
            Column::words(t.get("administration-do")),
        ],
        rows: all.iter().map(row).collect(),
        none: t.get("administration-nothing-here"),
    }))
}

async fn link_of(desk: &Desk, link: &str) -> Result<LinkProposal, AppError> {
    let number = number(link)?;
    let mut all = desk.store().link_proposals().await?.into_iter();
    let found = all.find(|link| link.number == number);
    found.ok_or(AppError::NotFound)
}

async fn show(
    context: Context,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let deed = Deed::of(&context)?;
    let link = link_of(&desk, &link).await?;
    form(&context, &desk, deed, &link, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(link): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let deed = Deed::of(&context)?;
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let link = link_of(&desk, &link).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, deed, &link, faults).await,
    };
    let (store, me, now) = (desk.store(), desk.user(), desk.now);
    let done = match deed {
        _ if link.user == me => Err(AccountFault::ToSelf),
        Deed::Confirm => store.confirm_link(link.number, me, now).await?,
        Deed::End => store.end_link_proposal(link.number, me, now).await?,
    };
    match done {
        Ok(()) => {
            let word = match deed {
                Deed::Confirm => "linked",
                Deed::End => "unlinked",
            };
            let to = format!("/administration/roles?done={word}");
            Ok(redirect::see_other(&to))
        }
        Err(refused) => {
            let t = context.t;
            let sentence = match refused {
                AccountFault::Taken => t.get("administration-provider-taken"),
                AccountFault::Role(AssignmentFault::OnePerson) => {
                    t.get("administration-fault-link-one-person")
                }
                refused => fault_text(t, refused),
            };
            form(&context, &desk, deed, &link, fault("", sentence)).await
        }
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    deed: Deed,
    link: &LinkProposal,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = Names::of(desk).await?;
    let (title, lead) = match deed {
        Deed::Confirm => (
            "administration-confirm-link",
            "administration-confirm-link-lead",
        ),
        Deed::End => (
            "administration-refuse-link",
            "administration-refuse-link-lead",
        ),
    };
    let fact = |word: &str, value: String| Fact::new(t.get(word), value);
    let facts = Facts {
        rows: vec![
            fact("administration-name", names.of_user(t, link.user)),
            fact("administration-subject", link.subject.clone()),
            fact("administration-issuer", link.issuer.clone()),
            fact("administration-until", until(t, desk, link)),
            fact("administration-by", by(t, &names, link)),
        ],
    };
    let title = t.get(title);
    let form = Form::of_proposal(
        t,
        title,
        vec![paragraph(&t.get(lead)), Html::from(facts)],
        format!("/administration/links/{}/{}", link.number, deed.word()),
        faults,
    );
    form.answer(context, desk).await
}
