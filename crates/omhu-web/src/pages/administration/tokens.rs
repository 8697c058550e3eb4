//! Tokens of programs: which there are, making one, ending one.
//!
//! Owns: these pages; a token's text is shown once. Must not know: what a scope opens.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Extension, Path, Query};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Relation, Role, Scope};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::When;
use omhu_store::accounts::{LONGEST_TOKEN_DAYS, NewToken, Ticket, TokenRow};

use super::gate::{self, Form};
use super::{Names, fault_text, number, programs, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::{Submitted, day};
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::sheet::{Faults, Sheet, acts, fault, role, secret};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Act, Asked, Choice, Choices, Column, Fact, Facts, Select, Table, TextArea, TextField,
};
use crate::view::html::Html;
use crate::view::layout::Place;

/// The relations through which a token may reach cases.
const RELATIONS: [Relation; 8] = [
    Relation::None,
    Relation::Assigned,
    Relation::CoAssigned,
    Relation::StandIn,
    Relation::Team,
    Relation::Unit,
    Relation::Sampled,
    Relation::Oversight,
];
/// A longer name is something else.
const LONGEST: usize = 100;
/// More networks than this are no list.
const MOST_NETWORKS: usize = 20;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/administration/tokens", get(show))
        .route("/administration/tokens/new", get(new).post(make))
        .route("/administration/tokens/{token}/end", get(ask).post(end))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

fn scope_word(t: Texts, scope: Scope) -> String {
    t.get(match scope {
        Scope::ReadCore => "administration-scope-core",
        Scope::ReadDeadlines => "administration-scope-deadlines",
        Scope::ReadText => "administration-scope-text",
        Scope::ReadSensitive => "administration-scope-sensitive",
        Scope::ReadReporter => "administration-scope-reporter",
        Scope::WriteFacts => "administration-scope-write",
        Scope::OpenCases => "administration-scope-open",
        Scope::CorrectFacts => "administration-scope-correct",
        Scope::ManageWebhooks => "administration-scope-webhooks",
        Scope::ReadFigures => "administration-scope-figures",
        Scope::ExportFigures => "administration-scope-export",
        Scope::Import => "administration-scope-import",
    })
}

pub(super) fn relation_word(t: Texts, relation: Relation) -> String {
    t.get(match relation {
        Relation::Assigned => "administration-reach-assigned",
        Relation::CoAssigned => "administration-reach-co-assigned",
        Relation::StandIn => "administration-reach-stand-in",
        Relation::Team => "administration-reach-team",
        Relation::Unit => "administration-reach-unit",
        Relation::Sampled => "administration-reach-sampled",
        Relation::Oversight => "administration-reach-oversight",
        Relation::None | Relation::BreakGlass | Relation::PartyConflict => {
            "administration-reach-none"
        }
    })
}

/// The last day on which a token lives.
pub(super) fn last_day(t: Texts, until: i64) -> String {
    t.short_day(When::at(until - 1).day)
}

pub(super) fn scope_words(t: Texts, row: &TokenRow) -> String {
    let words = row.token.scopes.iter().map(|scope| scope_word(t, *scope));
    words.collect::<Vec<_>>().join(", ")
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageSystem).await? {
        return Ok(proof);
    }
    let t = context.t;
    let names = Names::of(&desk).await?;
    let tokens = desk.store().tokens(None).await?;
    let row = |held: &TokenRow| -> Vec<Html> {
        let token = &held.token;
        let used = held
            .last_used_on
            .map_or_else(|| t.get("administration-never"), |day| t.short_day(day));
        let to = format!("/administration/tokens/{}/end", held.number);
        let end = Act::new(t.get("administration-token-end"), to, token.name.as_str());
        vec![
            token.name.as_str().into(),
            names.of_user(t, token.user).into(),
            role(t, token.role).into(),
            scope_words(t, held).into(),
            relation_word(t, token.relation).into(),
            last_day(t, token.until).into(),
            programs::standing(t, &desk, &names, held).into(),
            used.into(),
            acts(&[end]),
        ]
    };
    let title = t.get("administration-tokens");
    let mut page = context.page_in(Place::Administration, &title).wide();
    if wanted.done == "ended" {
        page = page.done(t.get("administration-token-ended"));
    }
    let table = Table {
        id: "tokens".to_owned(),
        caption: title.clone(),
        columns: vec![
            Column::words(t.get("administration-token-name")),
            Column::words(t.get("administration-token-account")),
            Column::words(t.get("administration-role")),
            Column::words(t.get("administration-scopes")),
            Column::words(t.get("administration-reach")),
            Column::words(t.get("administration-token-last")),
            Column::words(t.get("administration-standing")),
            Column::words(t.get("administration-used")),
            Column::words(t.get("administration-do")),
        ],
        rows: tokens.iter().map(row).collect(),
        none: t.get("administration-no-tokens"),
    };
    let new = Act::new(
        t.get("administration-token-new"),
        "/administration/tokens/new",
        "",
    );
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/administration/tokens"),
        parts: vec![
            paragraph(&t.get("administration-tokens-lead")),
            acts(&[new]),
            table.into(),
        ],
    };
    Ok(Answer(sheet.html()?).into_response())
}

async fn new(context: Context, desk: Desk) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageSystem).await? {
        return Ok(proof);
    }
    form(&context, &desk, &Submitted::default(), Vec::new()).await
}

async fn make(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageSystem).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(&context, &desk, &sent, faults).await,
    };
    let token = match typed(t, &desk, &sent) {
        Ok(token) => token,
        Err(faults) => return form(&context, &desk, &sent, faults).await,
    };
    let made = desk
        .store()
        .new_token(&token, desk.user(), desk.now)
        .await?;
    let (_, ticket) = match made {
        Ok(made) => made,
        Err(refused) => {
            let faults = fault("role", fault_text(t, refused));
            return form(&context, &desk, &sent, faults).await;
        }
    };
    let title = t.with(
        "administration-token-made",
        &[("name", token.name.as_str().into())],
    );
    let mut page = context.page_in(Place::Administration, &title);
    "/administration/tokens".clone_into(&mut page.path);
    let on = Act::new(
        t.get("administration-back-tokens"),
        "/administration/tokens",
        "",
    );
    let mut parts = vec![
        paragraph(&t.get("administration-token-copy")),
        secret(ticket.text()),
        paragraph(&t.get("administration-token-once")),
    ];
    if token.opens_cases() {
        parts.push(paragraph(&t.get("administration-token-second")));
    }
    parts.push(acts(&[on]));
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, ""),
        parts,
    };
    Ok(Answer(sheet.html()?).into_response())
}

/// What the form says, or what is wrong with it.
fn typed(t: Texts, desk: &Desk, sent: &Submitted) -> Result<NewToken, Faults> {
    let mut faults = Faults::new();
    let name = sent.get("name");
    if name.is_empty() || name.chars().count() > LONGEST {
        faults.extend(fault("name", t.get("administration-token-name-missing")));
    }
    let user = sent.get("account").parse::<i64>().ok();
    if user.is_none() {
        faults.extend(fault(
            "account",
            t.get("administration-token-account-missing"),
        ));
    }
    let role = Role::parse(sent.get("role"));
    if role.is_none() {
        faults.extend(fault("role", t.get("administration-role-missing")));
    }
    let scopes: BTreeSet<Scope> = sent.all("scopes").filter_map(Scope::parse).collect();
    if scopes.is_empty() {
        faults.extend(fault("scopes", t.get("administration-scopes-missing")));
    }
    if let Some(held) = role {
        let lacking = scopes.iter().filter(|scope| !scope.is_of(held));
        let lacking: Vec<String> = lacking.map(|scope| scope_word(t, *scope)).collect();
        if !lacking.is_empty() {
            let said = [
                ("role", crate::pages::sheet::role(t, held).into()),
                ("scopes", lacking.join(", ").into()),
            ];
            faults.extend(fault(
                "scopes",
                t.with("administration-scopes-lacking", &said),
            ));
        }
    }
    let relation = Relation::parse(sent.get("relation"));
    let relation = relation.filter(|relation| RELATIONS.contains(relation));
    if relation.is_none() {
        faults.extend(fault("relation", t.get("administration-reach-missing")));
    }
    let today = desk.now.today;
    let last = day::parse(sent.get("last"), today)
        .filter(|last| *last >= today && last.0 - today.0 < LONGEST_TOKEN_DAYS as i32);
    if last.is_none() {
        faults.extend(fault("last", t.get("administration-token-last-wrong")));
    }
    let networks: Vec<String> = sent
        .get("networks")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    if networks.len() > MOST_NETWORKS {
        faults.extend(fault("networks", t.get("administration-networks-wrong")));
    }
    match (user, role, relation, last) {
        (Some(user), Some(role), Some(relation), Some(last)) if faults.is_empty() => Ok(NewToken {
            user: UserNo(user),
            name: name.to_owned(),
            role,
            scopes,
            relation,
            networks,
            until: last.plus_days(1).midnight(),
        }),
        _ => Err(faults),
    }
}

async fn form(
    context: &Context,
    desk: &Desk,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let asked = |name: &'static str, label: &str, hint: &str| {
        Asked::new(t, name, t.get(label))
            .hint(t.get(hint))
            .error(fault_of(&faults, name))
    };
    let open = |account: &omhu_store::accounts::Account| account.disabled_at.is_none();
    let mut accounts = desk.store().accounts().await?;
    accounts.retain(open);
    accounts.sort_by_key(|account| account.name.to_lowercase());
    let accounts = accounts.iter().map(|account| {
        let value = account.user.to_string();
        let chosen = value == sent.get("account");
        Choice::new(value, &account.name).chosen(chosen)
    });
    let roles = Role::ALL.iter().map(|held| {
        Choice::new(held.word(), role(t, *held)).chosen(held.word() == sent.get("role"))
    });
    let scopes = Scope::ALL.iter().map(|scope| {
        let chosen = sent.all("scopes").any(|word| word == scope.word());
        Choice::new(scope.word(), scope_word(t, *scope)).chosen(chosen)
    });
    let relations = RELATIONS.iter().map(|relation| {
        Choice::new(relation.word(), relation_word(t, *relation))
            .chosen(relation.word() == sent.get("relation"))
    });
    let fields: Vec<Html> = vec![
        TextField::new(asked(
            "name",
            "administration-token-name",
            "administration-token-name-hint",
        ))
        .value(sent.get("name"))
        .into(),
        Select::new(
            asked(
                "account",
                "administration-token-account",
                "administration-token-account-hint",
            ),
            accounts.collect(),
        )
        .into(),
        Select::new(
            asked(
                "role",
                "administration-role",
                "administration-token-role-hint",
            ),
            roles.collect(),
        )
        .into(),
        Choices::several(
            asked(
                "scopes",
                "administration-scopes",
                "administration-scopes-hint",
            ),
            scopes.collect(),
        )
        .into(),
        Select::new(
            asked(
                "relation",
                "administration-reach",
                "administration-reach-hint",
            ),
            relations.collect(),
        )
        .into(),
        TextField::day(asked(
            "last",
            "administration-token-last",
            "administration-token-last-hint",
        ))
        .value(sent.get("last"))
        .into(),
        TextArea::new(
            asked(
                "networks",
                "administration-networks",
                "administration-networks-hint",
            )
            .optional(),
            2,
        )
        .value(sent.get("networks"))
        .into(),
    ];
    let form = Form {
        title: t.get("administration-token-new"),
        lead: vec![paragraph(&t.get("administration-token-new-lead"))],
        action: "/administration/tokens/new".to_owned(),
        fields,
        button: t.get("administration-token-button"),
        back: (
            "/administration/tokens".to_owned(),
            t.get("administration-back-tokens"),
        ),
        faults,
    };
    form.answer(context, desk).await
}

pub(super) async fn token_of(desk: &Desk, token: &str) -> Result<TokenRow, AppError> {
    let wanted = number(token)?;
    let mut all = desk.store().tokens(None).await?.into_iter();
    let found = all.find(|held| held.number == wanted);
    found.ok_or(AppError::NotFound)
}

async fn ask(
    context: Context,
    desk: Desk,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageSystem).await? {
        return Ok(proof);
    }
    let held = token_of(&desk, &token).await?;
    ending(&context, &desk, &held, Vec::new()).await
}

async fn end(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(token): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageSystem).await?;
    let held = token_of(&desk, &token).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return ending(&context, &desk, &held, faults).await,
    };
    let ended = desk
        .store()
        .end_token(held.number, desk.user(), desk.now)
        .await?;
    match ended {
        Ok(()) => Ok(redirect::see_other("/administration/tokens?done=ended")),
        Err(refused) => {
            let faults = fault("", fault_text(context.t, refused));
            ending(&context, &desk, &held, faults).await
        }
    }
}

async fn ending(
    context: &Context,
    desk: &Desk,
    held: &TokenRow,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = Names::of(desk).await?;
    let facts = vec![
        Fact::new(t.get("administration-token-name"), held.token.name.as_str()),
        Fact::new(
            t.get("administration-token-account"),
            names.of_user(t, held.token.user),
        ),
        Fact::new(t.get("administration-scopes"), scope_words(t, held)),
        Fact::new(
            t.get("administration-token-last"),
            last_day(t, held.token.until),
        ),
    ];
    let title = t.get("administration-token-end");
    let form = Form {
        lead: vec![
            paragraph(&t.get("administration-token-end-lead")),
            Facts { rows: facts }.into(),
        ],
        action: format!("/administration/tokens/{}/end", held.number),
        fields: Vec::new(),
        button: title.clone(),
        back: (
            "/administration/tokens".to_owned(),
            t.get("administration-back-tokens"),
        ),
        title,
        faults,
    };
    form.answer(context, desk).await
}
