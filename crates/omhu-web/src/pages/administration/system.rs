//! How the service is: which database, how large, where its chains end. No personal data.

use axum::Router;
use axum::extract::Query;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, FigureLevel};
use omhu_law::derive::Further;
use omhu_store::{End, Health};

use super::changes::moment;
use super::{gate, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::{heading, paragraph};
use crate::pages::sheet::Sheet;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action as Act, Alert, AlertKind, Fact, Facts};
use crate::view::html::Html;
use crate::view::layout::Place;

/// A checkpoint is written every five minutes; one older than this was missed.
const MISSED_SECONDS: i64 = 30 * 60;
/// So many digits of a link are shown: enough to compare with a copy by eye.
const SHOWN_DIGITS: usize = 16;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/administration/system", get(show))
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let action = Action::SeeFigures(FigureLevel::SystemHealth);
    if let Some(proof) = gate::enter(&context, &desk, action).await? {
        return Ok(proof);
    }
    let (t, store) = (context.t, desk.store());
    let health = store.health(desk.now.second).await?;
    let title = t.get("administration-system");
    let mut page = context.page_in(Place::Administration, &title);
    if wanted.done == "settings" {
        page = page.done(t.get("administration-settings-done"));
    }
    let mut parts = notices(t, &health, desk.now.second);
    if store.has_old_index().await? {
        parts.push(warning(
            t,
            "administration-index-old",
            t.get("administration-index-old-more"),
        ));
    }
    parts.push(heading(&t.get("administration-health")));
    parts.push(paragraph(&t.get("administration-health-lead")));
    parts.push(facts(t, &context, &health).into());
    parts.push(heading(&t.get("administration-settings")));
    let change = |what: &str| {
        Act::new(
            t.get("account-change"),
            "/administration/settings",
            what.to_owned(),
        )
    };
    let required = store.second_factor_required().await?;
    let rows = [
        (
            t.get("administration-municipality"),
            store.municipality().await?,
        ),
        (
            t.get("administration-second-factor"),
            t.get(if required {
                "administration-factor-required"
            } else {
                "administration-factor-optional"
            }),
        ),
    ];
    let rows = rows.into_iter().map(|(name, value)| {
        let act = change(&name);
        Fact::new(name, value).action(act)
    });
    parts.push(
        Facts {
            rows: rows.collect(),
        }
        .into(),
    );
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/administration/system"),
        parts,
    };
    Ok(Answer(sheet.html()?).into_response())
}

fn warning(t: Texts, heading: &str, body: String) -> Html {
    Html::from(Alert {
        t,
        kind: AlertKind::Warning,
        heading: t.get(heading),
        body: body.into(),
    })
}

/// What somebody should look after.
fn notices(t: Texts, health: &Health, second: i64) -> Vec<Html> {
    let mut notices = Vec::new();
    if health.full {
        notices.push(warning(
            t,
            "administration-disk-full",
            t.get("administration-disk-full-more"),
        ));
    }
    let newest = health.checkpoint.as_ref().map(|point| point.second);
    if newest.is_none_or(|at| second - at > MISSED_SECONDS) {
        notices.push(warning(
            t,
            "administration-checkpoint-missed",
            t.get("administration-checkpoint-missed-more"),
        ));
    }
    if health.foreign > 0 {
        let count = health.foreign.into();
        notices.push(warning(
            t,
            "administration-checkpoint-foreign",
            t.with(
                "administration-checkpoint-foreign-more",
                &[("count", count)],
            ),
        ));
    }
    notices
}

fn facts(t: Texts, context: &Context, health: &Health) -> Facts {
    let count = |number: i64| t.lang().count(number.max(0).unsigned_abs());
    let end = |end: &End| {
        let link: String = end.link.chars().take(SHOWN_DIGITS).collect();
        let rows = count(end.n);
        if link.is_empty() {
            return rows;
        }
        t.with(
            "administration-chain",
            &[("rows", rows.into()), ("link", link.into())],
        )
    };
    let newest = health.checkpoint.as_ref();
    let checkpoint = newest.map_or_else(
        || t.get("administration-empty"),
        |point| moment(t, point.second),
    );
    let megabytes = health.bytes.max(0).unsigned_abs().div_ceil(1_000_000);
    let kind = if health.postgres {
        "PostgreSQL"
    } else {
        "SQLite"
    };
    let rows = vec![
        Fact::new(t.get("administration-database"), kind),
        Fact::new(
            t.get("administration-size"),
            t.with("administration-megabytes", &[("count", megabytes.into())]),
        ),
        Fact::new(t.get("administration-step"), count(health.step)),
        Fact::new(t.get("administration-cases"), count(health.cases)),
        Fact::new(t.get("administration-ledger"), end(&health.ends.ledger)),
        Fact::new(t.get("administration-access-log"), end(&health.ends.access)),
        Fact::new(
            t.get("administration-change-log"),
            health.ends.changes.as_ref().map(end).unwrap_or_default(),
        ),
        Fact::new(
            t.get("administration-row-log"),
            health.ends.rows.as_ref().map(end).unwrap_or_default(),
        ),
        Fact::new(t.get("administration-checkpoint"), checkpoint),
        Fact::new(
            t.get("administration-provider"),
            match &context.state().provider {
                Some(provider) => provider.issuer.clone(),
                None => t.get("administration-no-provider"),
            },
        ),
        Fact::new(t.get("administration-law"), edition(t, context)),
        Fact::new(t.get("administration-further"), further(t, context)),
    ];
    Facts { rows }
}

/// The edition of the law by its day, and by the letters under which it is found again.
fn edition(t: Texts, context: &Context) -> String {
    let state = context.state();
    let edition = state.law_edition.as_str();
    state.law_checked_on.map_or_else(
        || edition.to_owned(),
        |day| {
            let parts = [
                ("day", t.short_day(day).into()),
                ("edition", edition.into()),
            ];
            t.with("administration-law-of", &parts)
        },
    )
}

/// Which duties beyond the contract count here.
fn further(t: Texts, context: &Context) -> String {
    match context.state().store().map(|store| store.further()) {
        Ok(Further::Since(day)) => {
            let day = t.short_day(day);
            t.with("administration-further-since", &[("day", day.into())])
        }
        Ok(Further::All) => t.get("administration-further-all"),
        Ok(Further::No) | Err(_) => t.get("administration-further-none"),
    }
}
