//! One draw: its seed, its rows, what was found of each.

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_store::{DrawnLook, LookFinding, LookupSample};

use super::{name, number, ways, whole_log};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::paragraph;
use crate::pages::glass::looks::{time, what};
use crate::pages::looked::cases;
use crate::pages::sheet::Sheet;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Column, Fact, Facts, Mark, Table};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight/samples/{sample}", get(show))
}

/// The draw of an address.
pub(super) async fn sample_of(desk: &Desk, sample: &str) -> Result<LookupSample, AppError> {
    let wanted = number(sample)?;
    let mut all = desk.store().lookup_samples().await?.into_iter();
    let found = all.find(|sample| sample.number == wanted);
    found.ok_or(AppError::NotFound)
}

/// What was found, in words.
pub(super) fn finding_word(t: Texts, finding: LookFinding) -> String {
    t.get(match finding {
        LookFinding::InOrder => "oversight-in-order",
        LookFinding::NotInOrder => "oversight-not-in-order",
        LookFinding::ToExamine => "oversight-examine",
    })
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(sample): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    let permit = whole_log(&desk, &format!("sample {sample}")).await?;
    let t = context.t;
    let sample = sample_of(&desk, &sample).await?;
    let rows = desk.store().drawn_lookups(&permit, sample.number).await?;
    let names = desk.names().await?;
    let looked_at = rows.iter().flat_map(|drawn| &drawn.look.cases).copied();
    let ids = desk.store().case_ids(looked_at).await?;
    let title = t.with(
        "oversight-sample",
        &[("number", sample.number.to_string().into())],
    );
    let count = |number: i64| t.lang().count(number.max(0).unsigned_abs());
    let facts = vec![
        Fact::new(t.get("oversight-seed"), sample.seed.as_str()),
        Fact::new(
            t.get("oversight-rows"),
            format!("{}–{}", sample.after + 1, sample.last),
        ),
        Fact::new(t.get("oversight-pile"), count(sample.pile)),
        Fact::new(t.get("oversight-drawn"), count(sample.drawn)),
        Fact::new(
            t.get("oversight-drawn-by"),
            format!(
                "{}, {}",
                name(t, &names, sample.drawn_by),
                time(t, sample.drawn_at)
            ),
        ),
        Fact::new(t.get("oversight-left"), count(sample.waiting)),
    ];
    let row = |drawn: &DrawnLook| -> Vec<Html> {
        let look = &drawn.look;
        let to = format!("/oversight/samples/{}/{}", sample.number, look.n);
        let word = t.with("oversight-row", &[("number", look.n.to_string().into())]);
        let found = match drawn.finding {
            Some((finding @ (LookFinding::InOrder | LookFinding::NotInOrder), ..)) => {
                Mark::done(t).word(finding_word(t, finding))
            }
            Some((LookFinding::ToExamine, ..)) => {
                Mark::started(t).word(finding_word(t, LookFinding::ToExamine))
            }
            None => Mark::not_started(t),
        };
        vec![
            Html::link(&to, &word),
            time(t, look.second).into(),
            name(t, &names, look.user).into(),
            what(t, look).into(),
            cases(t, &ids, look),
            found.into(),
            drawn.remark.as_str().into(),
        ]
    };
    let table = Table {
        id: "drawn".to_owned(),
        caption: t.get("oversight-drawn-rows"),
        columns: vec![
            Column::words(t.get("oversight-row-of-log")),
            Column::words(t.get("oversight-when")),
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-what")),
            Column::words(t.get("oversight-which")),
            Column::words(t.get("oversight-finding")),
            Column::words(t.get("oversight-remark")),
        ],
        rows: rows.iter().map(row).collect(),
        none: String::new(),
    };
    let mut page = context.page_in(Place::Oversight, &title).wide();
    match wanted.done.as_str() {
        "own" => page = page.done(t.get("oversight-own-left")),
        "examine" => page = page.done(t.get("oversight-examine-left")),
        _ => {}
    }
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, ""),
        parts: vec![
            paragraph(&t.get("oversight-drawn-lead")),
            Facts { rows: facts }.into(),
            table.into(),
        ],
    };
    Ok(Answer(sheet.html()?))
}
