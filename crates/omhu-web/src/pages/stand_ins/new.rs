//! Letting somebody stand in for somebody who is away.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, LONGEST_STAND_IN_DAYS, Role, StandInFault, decide};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::AccountFault;

use super::{admit, team};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::{Submitted, day};
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use crate::pages::holders;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Help, Select, TextField};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/stand-ins/new", get(show).post(submit))
}

/// Asks the policy and logs the answer.
async fn may(desk: &Desk) -> Result<(), AppError> {
    admit(desk)?;
    let verdict = decide(desk.viewer(), Action::StandInGrant, None, desk.now);
    let note = desk.note(Action::StandInGrant, verdict);
    desk.store().look(note, &[]).await?;
    Ok(())
}

async fn show(context: Context, desk: Desk) -> Result<Answer<String>, AppError> {
    may(&desk).await?;
    let page = form(&context, &desk, &Submitted::default(), Vec::new()).await?;
    Ok(Answer(page))
}

async fn submit(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    may(&desk).await?;
    match granted(context.t, &desk, &sent).await? {
        Ok(()) => Ok(redirect::see_other("/stand-ins?done=granted")),
        Err(faults) => {
            let page = form(&context, &desk, &sent, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
        }
    }
}

async fn granted(t: Texts, desk: &Desk, sent: &Submitted) -> Result<Result<(), Faults>, AppError> {
    let today = desk.now.today;
    let (away, able) = (team(desk).await?, able(desk).await?);
    let among = |name: &str, all: &[UserNo]| {
        let user = sent.get(name).parse::<i64>().ok().map(UserNo);
        user.filter(|user| all.contains(user))
    };
    let (absent, to) = (among("absent", &away), among("to", &able));
    let first = day::parse(sent.get("first"), today).filter(|first| *first >= today);
    let last = day::parse(sent.get("last"), today);
    let mut faults = Faults::new();
    if absent.is_none() {
        faults.extend(fault("absent", t.get("standin-absent-missing")));
    }
    if to.is_none() {
        faults.extend(fault("to", t.get("standin-to-missing")));
    }
    if first.is_none() {
        faults.extend(fault("first", t.get("standin-first-wrong")));
    }
    if last.is_none() {
        faults.extend(fault("last", t.get("standin-last-wrong")));
    }
    let (Some(absent), Some(to), Some(first), Some(last)) = (absent, to, first, last) else {
        return Ok(Err(faults));
    };
    let store = desk.store();
    let granted = store
        .grant_stand_in(absent, to, first, last, desk.user(), desk.now)
        .await?;
    let names = desk.names().await?;
    let name = |user| names.get(&user).cloned().unwrap_or_default();
    Ok(granted.map(drop).map_err(|refused| {
        let longest = LONGEST_STAND_IN_DAYS.unsigned_abs();
        let (field, sentence) = match refused {
            AccountFault::StandIn(StandInFault::ToSelf) => ("to", t.get("standin-to-self")),
            AccountFault::StandIn(StandInFault::ForSelf) => ("to", t.get("standin-for-self")),
            AccountFault::StandIn(StandInFault::OtherTeam) => {
                ("absent", t.get("standin-absent-missing"))
            }
            AccountFault::StandIn(StandInFault::TooLong) => {
                let days = [("days", longest.into())];
                ("last", t.with("standin-too-long", &days))
            }
            AccountFault::StandIn(StandInFault::Overlaps(other)) => {
                let said = [
                    ("name", name(other.by).into()),
                    ("absent", name(absent).into()),
                    ("first", t.short_day(other.first_on).into()),
                    ("last", t.short_day(other.last_on).into()),
                ];
                ("first", t.with("standin-overlaps", &said))
            }
            _ => ("last", t.get("standin-backwards")),
        };
        fault(field, sentence)
    }))
}

/// Who can stand in: caseworkers whose role counts and whose account is open. Another role opens nothing by it.
async fn able(desk: &Desk) -> Result<Vec<UserNo>, AppError> {
    let able = holders::of(desk, Role::Caseworker).await?;
    Ok(able.into_iter().collect())
}

async fn form(
    context: &Context,
    desk: &Desk,
    sent: &Submitted,
    faults: Faults,
) -> Result<String, AppError> {
    let t = context.t;
    let names = desk.names().await?;
    let help = |key: &str| Help {
        paragraphs: vec![t.get(key)],
        ..Help::default()
    };
    let people = |name: &'static str, keys: [&str; 3], users: &[UserNo]| -> Html {
        let [label, hint, more] = keys;
        let mut named: Vec<(String, &str)> = users
            .iter()
            .filter_map(|user| Some((user.to_string(), names.get(user)?.as_str())))
            .collect();
        named.sort_by_key(|(_, name)| name.to_lowercase());
        let choices = named
            .into_iter()
            .map(|(value, label)| {
                let chosen = value == sent.get(name);
                Choice::new(value, label).chosen(chosen)
            })
            .collect();
        let asked = Asked::new(t, name, t.get(label))
            .hint(t.get(hint))
            .help(help(more))
            .error(fault_of(&faults, name));
        Select::new(asked, choices).into()
    };
    let day = |name: &'static str, [label, hint, more]: [&str; 3]| -> Html {
        let asked = Asked::new(t, name, t.get(label))
            .hint(t.get(hint))
            .help(help(more))
            .error(fault_of(&faults, name));
        TextField::day(asked).value(sent.get(name)).into()
    };
    let able: Vec<UserNo> = able(desk).await?;
    let able: Vec<UserNo> = able
        .into_iter()
        .filter(|user| *user != desk.user())
        .collect();
    let fields = vec![
        people(
            "absent",
            ["standin-away", "standin-away-hint", "standin-away-help"],
            &team(desk).await?,
        ),
        people(
            "to",
            ["standin-who", "standin-who-hint", "standin-who-help"],
            &able,
        ),
        day(
            "first",
            ["standin-first", "standin-first-hint", "standin-first-help"],
        ),
        day(
            "last",
            ["standin-last", "standin-last-hint", "standin-last-help"],
        ),
    ];
    let title = t.get("standin-new");
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let form = FormPage {
        heading: title,
        before: vec![paragraph(&t.get("standin-new-lead"))],
        action: "/stand-ins/new".to_owned(),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button: t.get("standin-button"),
        below: Vec::new(),
        after: vec![block(Html::link("/stand-ins", &t.get("standin-back")))],
        page,
    };
    Ok(askama::Template::render(&form)?)
}
