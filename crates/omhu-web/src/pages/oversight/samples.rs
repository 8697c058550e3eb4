//! The draws from the access log: which there were, and drawing anew.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_store::{DrawnLook, LookFinding, LookupSample, Permit};

use super::{name, ways, whole_log};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, paragraph};
use crate::pages::glass::looks::{time, what};
use crate::pages::sheet::{Faults, Sheet, acts, fault};
use crate::state::AppState;
use crate::view::components::{Action as Act, Column, Table};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/oversight/samples", get(show))
        .route("/oversight/samples/new", get(ask).post(draw))
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
) -> Result<Answer<String>, AppError> {
    let permit = whole_log(&desk, "").await?;
    let t = context.t;
    let names = desk.names().await?;
    let samples = desk.store().lookup_samples().await?;
    let count = |number: i64| -> Html { t.lang().count(number.max(0).unsigned_abs()).into() };
    let row = |sample: &LookupSample| -> Vec<Html> {
        let word = t.with(
            "oversight-sample",
            &[("number", sample.number.to_string().into())],
        );
        let rows = (sample.last - sample.after).max(1).unsigned_abs();
        let share = sample.pile.max(0).unsigned_abs() * 1000 / rows;
        vec![
            Html::link(&format!("/oversight/samples/{}", sample.number), &word),
            time(t, sample.drawn_at).into(),
            name(t, &names, sample.drawn_by).into(),
            count(sample.pile),
            t.lang().count(share).into(),
            count(sample.drawn),
            count(sample.waiting),
            count(sample.to_examine),
        ]
    };
    let title = t.get("oversight-samples");
    let mut page = context.page_in(Place::Oversight, &title).wide();
    if wanted.done == "judged" {
        page = page.done(t.get("oversight-all-judged"));
    }
    let table = Table {
        id: "samples".to_owned(),
        caption: title.clone(),
        columns: vec![
            Column::words(t.get("oversight-draw")),
            Column::words(t.get("oversight-when")),
            Column::words(t.get("oversight-drawn-by")),
            Column::numbers(t.get("oversight-pile")),
            Column::numbers(t.get("oversight-share")),
            Column::numbers(t.get("oversight-drawn")),
            Column::numbers(t.get("oversight-left")),
            Column::numbers(t.get("oversight-to-examine")),
        ],
        rows: samples.iter().map(row).collect(),
        none: t.get("oversight-no-samples"),
    };
    let examined = examined(&context, &desk, &permit, &samples).await?;
    let new = Act::new(t.get("oversight-draw-new"), "/oversight/samples/new", "");
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, "/oversight/samples"),
        parts: vec![
            paragraph(&t.get("oversight-samples-lead")),
            acts(&[new]),
            examined.into(),
            table.into(),
        ],
    };
    Ok(Answer(sheet.html()?))
}

/// The rows of all draws that are examined still, oldest draw first: open until somebody says what was found.
async fn examined(
    context: &Context,
    desk: &Desk,
    permit: &Permit,
    samples: &[LookupSample],
) -> Result<Table, AppError> {
    let t = context.t;
    let names = desk.names().await?;
    let mut rows = Vec::new();
    for sample in samples.iter().rev().filter(|sample| sample.to_examine > 0) {
        let drawn = desk.store().drawn_lookups(permit, sample.number).await?;
        let open = |drawn: &&DrawnLook| {
            let found = drawn.finding.map(|(finding, ..)| finding);
            found == Some(LookFinding::ToExamine)
        };
        for drawn in drawn.iter().filter(open) {
            let look = &drawn.look;
            let to = format!("/oversight/samples/{}/{}", sample.number, look.n);
            let word = t.with("oversight-row", &[("number", look.n.to_string().into())]);
            rows.push(vec![
                Html::link(&to, &word),
                time(t, look.second).into(),
                name(t, &names, look.user).into(),
                what(t, look).into(),
                drawn.remark.as_str().into(),
            ]);
        }
    }
    Ok(Table {
        id: "examined".to_owned(),
        caption: t.get("oversight-examined"),
        columns: vec![
            Column::words(t.get("oversight-row-of-log")),
            Column::words(t.get("oversight-when")),
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-what")),
            Column::words(t.get("oversight-remark")),
        ],
        rows,
        none: t.get("oversight-none-examined"),
    })
}

async fn ask(context: Context, desk: Desk) -> Result<Response, AppError> {
    form(&context, &desk, Vec::new()).await
}

async fn draw(context: Context, desk: Desk, _sent: Submitted) -> Result<Response, AppError> {
    let permit = whole_log(&desk, "").await?;
    let drawn = desk
        .store()
        .draw_lookups(&permit, desk.user(), desk.now)
        .await?;
    match drawn {
        Ok(number) => Ok(redirect::see_other(&format!("/oversight/samples/{number}"))),
        Err(_) => {
            let faults = fault("", context.t.get("oversight-nothing-to-draw"));
            form(&context, &desk, faults).await
        }
    }
}

async fn form(context: &Context, desk: &Desk, faults: Faults) -> Result<Response, AppError> {
    let t = context.t;
    let permit = whole_log(desk, "").await?;
    let pile = desk.store().lookups_to_draw(&permit).await?;
    let title = t.get("oversight-draw-new");
    let mut page = context.page_in(Place::Oversight, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        page = page.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = FormPage {
        heading: title,
        before: vec![
            paragraph(&t.with("oversight-draw-pile", &[("count", pile.into())])),
            paragraph(&t.get("oversight-draw-lead")),
        ],
        action: "/oversight/samples/new".to_owned(),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields: Vec::new(),
        button: if pile > 0 {
            t.get("oversight-draw-button")
        } else {
            String::new()
        },
        below: Vec::new(),
        after: vec![block(Html::link(
            "/oversight/samples",
            &t.get("oversight-back-samples"),
        ))],
        page,
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}
