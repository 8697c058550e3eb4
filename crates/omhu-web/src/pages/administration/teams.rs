//! Teams: which there are, what belongs to them, who is in them.

use axum::Router;
use axum::extract::{Extension, Path, Query};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_store::accounts::{Team, Ticket};

use super::gate::{self, Form};
use super::{Names, fault_text, href, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{fault_of, paragraph};
use crate::pages::sheet::{Faults, Sheet, acts, fault, list};
use crate::state::AppState;
use crate::view::components::{
    Action as Act, Asked, Choice, Choices, Column, Fact, Facts, Table, TextField,
};
use crate::view::html::Html;
use crate::view::layout::Place;

/// A longer name is something else.
const LONGEST: usize = 100;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/administration/teams", get(show))
        .route("/administration/teams/new", get(new).post(make))
        .route("/administration/teams/{team}", get(edit).post(change))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

/// Where a team is; its id may hold any letter.
fn href_of(team: &str) -> String {
    let id: String = form_urlencoded::byte_serialize(team.as_bytes()).collect();
    format!("/administration/teams/{}", id.replace('+', "%20"))
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let t = context.t;
    let teams = desk.store().teams().await?;
    let row = |team: &Team| -> Vec<Html> {
        let title = if team.title.is_empty() {
            &team.id
        } else {
            &team.title
        };
        vec![
            Html::link(&href_of(&team.id), title),
            team.id.as_str().into(),
            team.unit.as_str().into(),
            t.get(if team.reads_team {
                "administration-reads-yes"
            } else {
                "administration-reads-no"
            })
            .into(),
            t.lang().count(team.members.max(0).unsigned_abs()).into(),
        ]
    };
    let title = t.get("administration-teams");
    let mut page = context.page_in(Place::Administration, &title).wide();
    if wanted.done == "team" {
        page = page.done(t.get("administration-team-done"));
    }
    let new = Act::new(
        t.get("administration-team-new"),
        "/administration/teams/new",
        "",
    );
    let table = Table {
        id: "teams".to_owned(),
        caption: title.clone(),
        columns: vec![
            Column::words(t.get("administration-team")),
            Column::words(t.get("administration-team-id")),
            Column::words(t.get("administration-unit")),
            Column::words(t.get("administration-reads")),
            Column::numbers(t.get("administration-members")),
        ],
        rows: teams.iter().map(row).collect(),
        none: t.get("administration-no-teams"),
    };
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/administration/teams"),
        parts: vec![acts(&[new]), table.into()],
    };
    Ok(Answer(sheet.html()?).into_response())
}

/// What the form of a team holds.
struct Typed {
    id: String,
    title: String,
    unit: String,
    reads: bool,
}

impl Typed {
    fn of(sent: &Submitted, id: &str) -> Typed {
        Typed {
            id: id.to_owned(),
            title: sent.get("title").to_owned(),
            unit: sent.get("unit").to_owned(),
            reads: sent.get("reads") == "yes",
        }
    }
}

async fn new(context: Context, desk: Desk) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let typed = Typed::of(&Submitted::default(), "");
    form(&context, &desk, &typed, false, Vec::new()).await
}

async fn team_of(desk: &Desk, id: &str) -> Result<Team, AppError> {
    let mut teams = desk.store().teams().await?.into_iter();
    let found = teams.find(|team| team.id == id);
    found.ok_or(AppError::NotFound)
}

async fn edit(context: Context, desk: Desk, Path(id): Path<String>) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let team = team_of(&desk, &id).await?;
    let typed = Typed {
        id: team.id,
        title: team.title,
        unit: team.unit,
        reads: team.reads_team,
    };
    form(&context, &desk, &typed, true, Vec::new()).await
}

async fn make(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let id = sent.get("id").to_owned();
    submit(&context, desk, ticket, &sent, &id, false).await
}

async fn change(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    Path(id): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    submit(&context, desk, ticket, &sent, &id, true).await
}

async fn submit(
    context: &Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: &Submitted,
    id: &str,
    known: bool,
) -> Result<Response, AppError> {
    let t = context.t;
    let typed = Typed::of(sent, id);
    let passed = gate::pass(context, &desk, ticket, sent, Action::ManageUsers).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => return form(context, &desk, &typed, known, faults).await,
    };
    let teams = desk.store().teams().await?;
    let exists = teams.iter().any(|team| team.id == id);
    if known && !exists {
        return Err(AppError::NotFound);
    }
    let mut faults = Faults::new();
    if !known && exists {
        faults.extend(fault("id", t.get("administration-team-taken")));
    }
    if id.is_empty() {
        faults.extend(fault("id", t.get("administration-team-id-missing")));
    }
    for (field, text) in [("id", id), ("title", &typed.title), ("unit", &typed.unit)] {
        if text.chars().count() > LONGEST {
            let long = t.with("administration-fault-long", &[("count", LONGEST.into())]);
            faults.extend(fault(field, long));
        }
    }
    if faults.is_empty() {
        let set = desk
            .store()
            .set_team(
                id,
                &typed.title,
                &typed.unit,
                typed.reads,
                desk.user(),
                desk.now,
            )
            .await?;
        match set {
            Ok(()) => return Ok(redirect::see_other("/administration/teams?done=team")),
            Err(refused) => faults = fault("title", fault_text(t, refused)),
        }
    }
    form(context, &desk, &typed, known, faults).await
}

async fn form(
    context: &Context,
    desk: &Desk,
    typed: &Typed,
    known: bool,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let field =
        |name: &'static str, label: &str, hint: &str, optional: bool, value: &str| -> Html {
            let mut asked = Asked::new(t, name, t.get(label))
                .hint(t.get(hint))
                .error(fault_of(&faults, name));
            asked.optional = optional;
            TextField::new(asked).value(value).into()
        };
    let mut fields = Vec::new();
    let mut lead = vec![paragraph(&t.get("administration-team-lead"))];
    if known {
        lead.push(Html::from(Facts {
            rows: vec![
                Fact::new(t.get("administration-team-id"), typed.id.as_str()),
                Fact::new(
                    t.get("administration-members"),
                    members(context, desk, &typed.id).await?,
                ),
            ],
        }));
    } else {
        fields.push(field(
            "id",
            "administration-team-id",
            "administration-team-id-hint",
            false,
            &typed.id,
        ));
    }
    fields.push(field(
        "title",
        "administration-team-title",
        "administration-team-title-hint",
        true,
        &typed.title,
    ));
    fields.push(field(
        "unit",
        "administration-unit",
        "administration-unit-hint",
        true,
        &typed.unit,
    ));
    let reads = Asked::new(t, "reads", t.get("administration-reads"))
        .hint(t.get("administration-reads-hint"))
        .optional();
    let yes = Choice::new("yes", t.get("administration-reads-choose")).chosen(typed.reads);
    fields.push(Choices::several(reads, vec![yes]).into());
    let (title, action) = if known {
        (t.get("administration-team-change"), href_of(&typed.id))
    } else {
        (
            t.get("administration-team-new"),
            "/administration/teams/new".to_owned(),
        )
    };
    let form = Form {
        title,
        lead,
        action,
        fields,
        button: t.get("administration-save"),
        back: (
            "/administration/teams".to_owned(),
            t.get("administration-back-teams"),
        ),
        faults,
    };
    form.answer(context, desk).await
}

/// Who is in a team, as links to their accounts.
async fn members(context: &Context, desk: &Desk, team: &str) -> Result<Html, AppError> {
    let t = context.t;
    let names = Names::of(desk).await?;
    let members = desk.store().members(team).await?;
    let lines: Vec<Html> = members
        .iter()
        .map(|user| Html::link(&href(*user), &names.of_user(t, *user)))
        .collect();
    Ok(if lines.is_empty() {
        t.get("administration-no-members").into()
    } else {
        list(&lines)
    })
}
