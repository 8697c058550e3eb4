//! Asking about one broken glass: why, what was looked at, and what was found.
//!
//! Owns: the page and its form. Must not know: who may ask (the policy says it; the store that nobody asks themselves).

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_store::accounts::{AccountFault, Finding, Glass};
use omhu_store::{LONGEST_REMARK, Logged, Permit};

use super::broken::{finding_word, mark};
use super::{admit, case_link, may_ask, name, number};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use crate::pages::glass::category;
use crate::pages::glass::looks::{through, time, what, why};
use crate::pages::looked::MOST;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Choices, Column, Fact, Facts, Table, TextArea};
use crate::view::html::Html;
use crate::view::layout::Place;

/// A finding without a sentence says nothing.
const SHORTEST_REMARK: usize = 10;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight/glass/{glass}", get(show).post(submit))
}

/// The glass of an address, where the viewer may ask about it; else there is none.
async fn of(desk: &Desk, glass: &str) -> Result<(Permit, Glass), AppError> {
    admit(desk)?;
    let number = number(glass)?;
    let store = desk.store();
    let all = store.glass_since_in(0).await?.into_iter();
    let mut found = all.filter(|(held, user, _, _)| *held == number && *user != desk.user());
    let (_, _, case, opened_at) = found.next().ok_or(AppError::NotFound)?;
    let permit = may_ask(desk, [case].into_iter()).await?;
    let (permit, _) = permit.ok_or(AppError::NotFound)?;
    let all = store.glass_since(&permit, opened_at - 1).await?;
    let glass = all.into_iter().find(|glass| glass.number == number);
    Ok((permit, glass.ok_or(AppError::NotFound)?))
}

async fn show(
    context: Context,
    desk: Desk,
    Path(glass): Path<String>,
) -> Result<Response, AppError> {
    let (permit, glass) = of(&desk, &glass).await?;
    let sent = Submitted::default();
    page(&context, &desk, &permit, &glass, &sent, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    Path(glass): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let (permit, glass) = of(&desk, &glass).await?;
    let mut faults = Faults::new();
    let finding = Finding::parse(sent.get("finding"));
    if finding.is_none() {
        faults.extend(fault("finding", t.get("oversight-finding-missing")));
    }
    let remark = sent.get("remark");
    if !(SHORTEST_REMARK..=LONGEST_REMARK).contains(&remark.chars().count()) {
        let least = SHORTEST_REMARK.into();
        let sentence = t.with("oversight-remark-missing", &[("count", least)]);
        faults.extend(fault("remark", sentence));
    }
    if let (Some(finding), true) = (finding, faults.is_empty()) {
        let done = desk
            .store()
            .follow_up_glass(glass.number, finding, remark, desk.user(), desk.now)
            .await?;
        match done {
            Ok(()) => return Ok(redirect::see_other("/oversight?done=found")),
            Err(AccountFault::ToSelf) => {
                faults.extend(fault("finding", t.get("oversight-own")));
            }
            Err(_) => faults.extend(fault("finding", t.get("oversight-over"))),
        }
    }
    page(&context, &desk, &permit, &glass, &sent, faults).await
}

async fn page(
    context: &Context,
    desk: &Desk,
    permit: &Permit,
    glass: &Glass,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = desk.names().await?;
    let store = desk.store();
    let during = glass.grant.opened_at..glass.grant.until.saturating_add(1);
    let looks = store
        .who_looked_in(permit, glass.grant.case, during, MOST)
        .await?;
    let ids = store.case_ids([glass.grant.case]).await?;
    let who = name(t, &names, glass.user);
    let title = t.with("oversight-glass-of", &[("name", who.as_str().into())]);
    let mut frame = context.page_in(Place::Oversight, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        frame = frame.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let open = glass.waits();
    let mut facts = vec![
        Fact::new(t.get("oversight-who"), who.as_str()),
        Fact::new(
            t.get("oversight-which"),
            case_link(t, &ids, glass.grant.case),
        ),
        Fact::new(
            t.get("oversight-category"),
            category(t, glass.grant.category),
        ),
        Fact::new(t.get("oversight-reason"), glass.reason.as_str()),
        Fact::new(t.get("oversight-opened"), time(t, glass.grant.opened_at)),
        Fact::new(t.get("oversight-closed"), time(t, glass.grant.until)),
    ];
    if let Some(by) = glass.grant.approved_by {
        let seconded = name(t, &names, by);
        facts.push(Fact::new(t.get("oversight-seconded"), seconded));
    }
    if let (Some(finding), Some((by, at))) = (glass.finding, glass.followed_up) {
        let by = format!("{}, {}", name(t, &names, by), time(t, at));
        facts.push(Fact::new(
            t.get("oversight-finding"),
            finding_word(t, finding),
        ));
        facts.push(Fact::new(t.get("oversight-remark"), glass.remark.as_str()));
        facts.push(Fact::new(t.get("oversight-by"), by));
    }
    if open {
        facts.push(Fact::new(t.get("oversight-due"), mark(t, desk, glass)));
    }
    let mut before: Vec<Html> = vec![Facts { rows: facts }.into()];
    if glass.used_again {
        before.push(paragraph(&t.get("oversight-again-more")));
    }
    before.push(looked(t, &who, glass, &looks).into());
    let form = FormPage {
        page: frame,
        heading: title,
        before,
        action: format!("/oversight/glass/{}", glass.number),
        hidden: Vec::new(),
        fields: if open {
            fields(t, sent, &faults)
        } else {
            Vec::new()
        },
        button: if open {
            t.get("oversight-button")
        } else {
            String::new()
        },
        faults: fault_list(t, faults),
        below: Vec::new(),
        after: vec![block(Html::link("/oversight", &t.get("oversight-back")))],
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}

/// What the user, or a program in their name, did in the case while the glass was broken, oldest first.
fn looked(t: Texts, who: &str, glass: &Glass, looks: &[Logged]) -> Table {
    let during = looks.iter().rev().filter(|look| look.user == glass.user);
    let row = |look: &Logged| -> Vec<Html> {
        vec![
            time(t, look.second).into(),
            through(t, who.to_owned(), look).into(),
            what(t, look).into(),
            why(t, look).into(),
        ]
    };
    Table {
        id: "during".to_owned(),
        caption: t.get("oversight-during"),
        columns: vec![
            Column::words(t.get("oversight-when")),
            Column::words(t.get("oversight-who")),
            Column::words(t.get("oversight-what")),
            Column::words(t.get("oversight-why")),
        ],
        rows: during.map(row).collect(),
        none: t.get("oversight-none-during"),
    }
}

fn fields(t: Texts, sent: &Submitted, faults: &Faults) -> Vec<Html> {
    let chosen = sent.get("finding");
    let findings = Finding::ALL.into_iter().map(|finding| {
        Choice::new(finding.word(), finding_word(t, finding)).chosen(finding.word() == chosen)
    });
    let finding = Asked::new(t, "finding", t.get("oversight-was-there"))
        .hint(t.get("oversight-was-there-hint"))
        .error(fault_of(faults, "finding"));
    let remark = Asked::new(t, "remark", t.get("oversight-remark"))
        .hint(t.get("oversight-remark-hint"))
        .error(fault_of(faults, "remark"));
    vec![
        Choices::one(finding, findings.collect()).into(),
        TextArea::new(remark, 3).value(sent.get("remark")).into(),
    ]
}
