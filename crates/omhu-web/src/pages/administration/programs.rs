//! Tokens of programs as who gives access sees them: what waits for a second administrator, and confirming or refusing it.
//!
//! Owns: this list, and the two acts, each with a page that shows the whole token before it is judged. Must not know: who
//! may: the policy says it of the area, the store that nobody does it to themselves and two persons are two.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::get;
use omhu_casework::access::{Action, AssignmentFault};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::When;
use omhu_store::accounts::{AccountFault, Ticket, TokenRow};

use super::gate::{self, Form};
use super::{Names, fault_text, href, last_word, number, tokens};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::paragraph;
use crate::pages::sheet::{Faults, acts, fault, role};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Column, Fact, Facts, Table};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/administration/programs/{program}/confirm",
            get(show).post(submit),
        )
        .route(
            "/administration/programs/{program}/refuse",
            get(show).post(submit),
        )
}

/// What is done, by the end of the address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Confirm,
    Refuse,
}

impl Deed {
    fn of(context: &Context) -> Result<Deed, AppError> {
        match last_word(context) {
            "confirm" => Ok(Deed::Confirm),
            "refuse" => Ok(Deed::Refuse),
            _ => Err(AppError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Deed::Confirm => "confirm",
            Deed::Refuse => "refuse",
        }
    }
}

fn ways(t: Texts, desk: &Desk, held: &TokenRow) -> Html {
    let (me, today) = (desk.user(), desk.now.today);
    if !held.waits() {
        return Html::text("");
    }
    if held.token.user == me {
        return t.get("administration-not-own").into();
    }
    let act = |end: &str, word: String| {
        let to = format!("/administration/programs/{}/{end}", held.number);
        Act::new(word, to, held.token.name.as_str())
    };
    let mut all = Vec::new();
    if held.created_by != me && today <= held.confirm_by() {
        all.push(act("confirm", t.get("administration-confirm-token")));
    }
    all.push(act("refuse", t.get("administration-refuse")));
    acts(&all)
}

fn by(t: Texts, names: &Names, held: &TokenRow) -> String {
    names.by_on(t, held.created_by, When::at(held.created_at).day)
}

/// How a token stands: it waits until a day, or it counts and who confirmed it.
pub(super) fn standing(t: Texts, desk: &Desk, names: &Names, held: &TokenRow) -> String {
    let today = desk.now.today;
    if held.token.until <= desk.now.second {
        return t.get("administration-token-over");
    }
    match held.confirmed {
        Some((by, at)) => {
            let named = [
                ("name", names.of_user(t, by).into()),
                ("day", t.short_day(When::at(at).day).into()),
            ];
            t.with("administration-token-confirmed", &named)
        }
        None if !held.waits() => t.get("administration-token-needs-none"),
        None if held.confirm_by() < today => t.get("administration-lapsed"),
        None => {
            let day = [("day", t.short_day(held.confirm_by()).into())];
            t.with("administration-token-waits", &day)
        }
    }
}

/// Those that wait, as a table for all; or those of one account, as a table for its page.
pub(super) async fn table(
    t: Texts,
    desk: &Desk,
    names: &Names,
    of: Option<UserNo>,
) -> Result<Html, AppError> {
    let mut all = desk.store().tokens(of).await?;
    all.retain(|held| of.is_some() || held.waits());
    let row = |held: &TokenRow| {
        vec![
            held.token.name.as_str().into(),
            Html::link(&href(held.token.user), &names.of_user(t, held.token.user)),
            role(t, held.token.role).into(),
            tokens::scope_words(t, held).into(),
            tokens::relation_word(t, held.token.relation).into(),
            tokens::last_day(t, held.token.until).into(),
            standing(t, desk, names, held).into(),
            by(t, names, held).into(),
            ways(t, desk, held),
        ]
    };
    let caption = match of {
        None => t.get("administration-tokens-waiting"),
        Some(_) => t.get("administration-tokens"),
    };
    Ok(Html::from(Table {
        id: "programs".to_owned(),
        caption,
        columns: vec![
            Column::words(t.get("administration-token-name")),
            Column::words(t.get("administration-token-account")),
            Column::words(t.get("administration-role")),
            Column::words(t.get("administration-scopes")),
            Column::words(t.get("administration-reach")),
            Column::words(t.get("administration-token-last")),
            Column::words(t.get("administration-standing")),
            Column::words(t.get("administration-token-made-by")),
            Column::words(t.get("administration-do")),
        ],
        rows: all.iter().map(row).collect(),
        none: t.get("administration-nothing-here"),
    }))
}

async fn token_of(desk: &Desk, program: &str) -> Result<TokenRow, AppError> {
    let held = tokens::token_of(desk, program).await?;
    // One that opens no case is the system administrator's alone.
    Some(held)
        .filter(|held| held.token.opens_cases())
        .ok_or(AppError::NotFound)
}

async fn show(
    context: Context,
    desk: Desk,
    Path(program): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    number(&program)?;
    let deed = Deed::of(&context)?;
    let held = token_of(&desk, &program).await?;
    form(&context, &desk, deed, &held, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(program): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let deed = Deed::of(&context)?;
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let held = token_of(&desk, &program).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, deed, &held, faults).await,
    };
    let (store, me, now) = (desk.store(), desk.user(), desk.now);
    let done = match deed {
        _ if held.token.user == me => Err(AccountFault::ToSelf),
        Deed::Confirm => store.confirm_token(held.number, me, now).await?,
        // What counts already is the system administrator's to end.
        Deed::Refuse if !held.waits() => Err(AccountFault::Over),
        Deed::Refuse => store.end_token(held.number, me, now).await?,
    };
    match done {
        Ok(()) => {
            let word = match deed {
                Deed::Confirm => "token",
                Deed::Refuse => "no-token",
            };
            let to = format!("/administration/roles?done={word}");
            Ok(redirect::see_other(&to))
        }
        Err(refused) => {
            let t = context.t;
            let sentence = match refused {
                AccountFault::Role(AssignmentFault::OnePerson) => {
                    t.get("administration-fault-token-one-person")
                }
                refused => fault_text(t, refused),
            };
            form(&context, &desk, deed, &held, fault("", sentence)).await
        }
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    deed: Deed,
    held: &TokenRow,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = Names::of(desk).await?;
    let (title, lead) = match deed {
        Deed::Confirm => (
            "administration-confirm-token",
            "administration-confirm-token-lead",
        ),
        Deed::Refuse => (
            "administration-refuse-token",
            "administration-refuse-token-lead",
        ),
    };
    let token = &held.token;
    let networks = match token.networks.as_slice() {
        [] => t.get("administration-networks-any"),
        some => some.join(", "),
    };
    let fact = |word: &str, value: String| Fact::new(t.get(word), value);
    let facts = Facts {
        rows: vec![
            fact("administration-token-name", token.name.clone()),
            fact("administration-token-account", names.of_user(t, token.user)),
            fact("administration-role", role(t, token.role)),
            fact("administration-scopes", tokens::scope_words(t, held)),
            fact(
                "administration-reach",
                tokens::relation_word(t, token.relation),
            ),
            fact("administration-networks", networks),
            fact(
                "administration-token-last",
                tokens::last_day(t, token.until),
            ),
            fact("administration-standing", standing(t, desk, &names, held)),
            fact("administration-token-made-by", by(t, &names, held)),
        ],
    };
    let title = t.get(title);
    let form = Form::of_proposal(
        t,
        title,
        vec![paragraph(&t.get(lead)), Html::from(facts)],
        format!("/administration/programs/{}/{}", held.number, deed.word()),
        faults,
    );
    form.answer(context, desk).await
}
