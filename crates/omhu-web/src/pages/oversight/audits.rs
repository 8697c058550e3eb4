//! Cases that auditors read: which were given to whom until when, giving some, taking them back.
//!
//! Owns: these pages. Must not know: who may give (the policy says it), what an auditor sees of a case, what it is in.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Role, decide};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::accounts::{AccountFault, GivenSample};

use super::{admit, case_word, name, number, ways};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::{Submitted, day};
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use crate::pages::sheet::{Faults, Sheet, acts, fault};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Act, Asked, Choice, Column, Fact, Facts, Select, Table, TextArea, TextField,
};
use crate::view::html::Html;
use crate::view::layout::Place;

/// Where the list is.
const LIST: &str = "/oversight/audits";
/// More cases than these are no sample.
const MOST_CASES: usize = 500;
/// An audit lasts at most so long.
const LONGEST_DAYS: i32 = 366;
/// A longer name is something else.
const LONGEST_NAME: usize = 40;
/// More unknown cases are not named.
const MOST_NAMED: usize = 10;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/oversight/audits", get(show))
        .route("/oversight/audits/new", get(ask).post(give))
        .route(
            "/oversight/audits/{reader}/{audit}/end",
            get(ending).post(end),
        )
}

/// Asks the policy and logs the answer, with the cases that it is about.
async fn may(desk: &Desk, audit: &str, cases: &[CaseNo]) -> Result<(), AppError> {
    admit(desk)?;
    let verdict = decide(desk.viewer(), Action::GiveSample, None, desk.now);
    let note = desk.note(Action::GiveSample, verdict);
    desk.store().look(note.with_criterion(audit), cases).await?;
    Ok(())
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
    may(&desk, "", &[]).await?;
    let t = context.t;
    let names = desk.names().await?;
    let given = desk.store().samples(desk.now.today).await?;
    let all = given.iter().flat_map(|sample| sample.cases.iter().copied());
    let ids = desk.store().case_ids(all).await?;
    let row = |sample: &GivenSample| -> Vec<Html> {
        let to = format!("{LIST}/{}/{}/end", sample.user, sample.audit);
        let end = Act::new(t.get("oversight-audit-end"), to, sample.audit.as_str());
        vec![
            sample.audit.as_str().into(),
            name(t, &names, sample.user).into(),
            cases(&ids, sample).into(),
            t.short_day(sample.first_on).into(),
            t.short_day(sample.last_on).into(),
            acts(&[end]),
        ]
    };
    let title = t.get("oversight-audits");
    let mut page = context.page_in(Place::Oversight, &title).wide();
    match wanted.done.as_str() {
        "given" => page = page.done(t.get("oversight-audit-given")),
        "ended" => page = page.done(t.get("oversight-audit-ended")),
        _ => {}
    }
    let table = Table {
        id: "audits".to_owned(),
        caption: title.clone(),
        columns: vec![
            Column::words(t.get("oversight-audit")),
            Column::words(t.get("oversight-audit-reader")),
            Column::words(t.get("oversight-audit-cases")),
            Column::words(t.get("oversight-audit-first")),
            Column::words(t.get("oversight-audit-last")),
            Column::words(t.get("oversight-audit-do")),
        ],
        rows: given.iter().map(row).collect(),
        none: t.get("oversight-audit-none"),
    };
    let new = Act::new(t.get("oversight-audit-new"), "/oversight/audits/new", "");
    let sheet = Sheet {
        page,
        heading: title,
        ways: ways(t, &desk, LIST),
        parts: vec![
            paragraph(&t.get("oversight-audits-lead")),
            acts(&[new]),
            table.into(),
        ],
    };
    Ok(Answer(sheet.html()?))
}

/// The cases of a sample, by their own ids.
fn cases(ids: &BTreeMap<CaseNo, String>, sample: &GivenSample) -> String {
    let id = |case: &CaseNo| ids.get(case).cloned().unwrap_or_else(|| case.to_string());
    let all: Vec<String> = sample.cases.iter().map(id).collect();
    all.join(", ")
}

async fn ask(context: Context, desk: Desk) -> Result<Response, AppError> {
    may(&desk, "", &[]).await?;
    form(&context, &desk, &Submitted::default(), Vec::new()).await
}

async fn give(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    may(&desk, "", &[]).await?;
    let sample = match typed(context.t, &desk, &sent).await? {
        Ok(sample) => sample,
        Err(faults) => return form(&context, &desk, &sent, faults).await,
    };
    // Each case's own log says that it was given to be read.
    may(&desk, &sample.audit, &sample.cases).await?;
    let given = desk.store().give_sample(
        &sample.audit,
        &sample.cases,
        sample.user,
        sample.first_on,
        sample.last_on,
        desk.user(),
        desk.now,
    );
    match given.await? {
        Ok(()) => Ok(redirect::see_other("/oversight/audits?done=given")),
        Err(_) => {
            let faults = fault("reader", context.t.get("oversight-audit-reader-missing"));
            form(&context, &desk, &sent, faults).await
        }
    }
}

/// Who may be given cases: auditors whose role counts today, other than the giver.
async fn readers(desk: &Desk) -> Result<Vec<UserNo>, AppError> {
    let grants = desk.store().grants(None).await?;
    let audits = |role| matches!(role, Role::QualityAuditor | Role::ExternalAuditor);
    let counts = grants.iter().filter(|grant| {
        let role = grant.confirmed();
        audits(grant.role) && role.is_some_and(|role| role.in_force(desk.now.today))
    });
    let mut readers: Vec<UserNo> = counts
        .map(|grant| grant.user)
        .filter(|user| *user != desk.user())
        .collect();
    readers.sort_unstable();
    readers.dedup();
    Ok(readers)
}

/// What the form says, or what is wrong with it.
async fn typed(
    t: Texts,
    desk: &Desk,
    sent: &Submitted,
) -> Result<Result<GivenSample, Faults>, AppError> {
    let mut faults = Faults::new();
    let audit = sent.get("audit");
    // It stands in an address.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let named = audit.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !named || audit.len() > LONGEST_NAME || !audit.chars().all(plain) {
        faults.extend(fault("audit", t.get("oversight-audit-wrong")));
    }
    let readers = readers(desk).await?;
    let user = sent.get("reader").parse::<i64>().ok().map(UserNo);
    let user = user.filter(|user| readers.contains(user));
    if user.is_none() {
        faults.extend(fault("reader", t.get("oversight-audit-reader-missing")));
    }
    let (cases, unknown) = found(desk, sent.get("cases")).await?;
    if !unknown.is_empty() {
        let named = [("cases", unknown.join(", ").into())];
        let sentence = t.with("oversight-audit-cases-unknown", &named);
        faults.extend(fault("cases", sentence));
    } else if cases.is_empty() || cases.len() > MOST_CASES {
        let most = [("count", MOST_CASES.into())];
        let sentence = t.with("oversight-audit-cases-missing", &most);
        faults.extend(fault("cases", sentence));
    }
    let today = desk.now.today;
    let last = day::parse(sent.get("last"), today)
        .filter(|last| (today.0..=today.0 + LONGEST_DAYS).contains(&last.0));
    if last.is_none() {
        faults.extend(fault("last", t.get("oversight-audit-last-wrong")));
    }
    Ok(match (user, last) {
        (Some(user), Some(last_on)) if faults.is_empty() => Ok(GivenSample {
            audit: audit.to_owned(),
            user,
            first_on: today,
            last_on,
            cases,
        }),
        _ => Err(faults),
    })
}

/// The cases that are named, by the municipality's id or by number, one on a line; and the names of none.
async fn found(desk: &Desk, text: &str) -> Result<(Vec<CaseNo>, Vec<String>), AppError> {
    let (mut cases, mut unknown) = (Vec::new(), Vec::new());
    let names = text.split(['\n', ',', ';']).map(str::trim);
    for name in names.filter(|name| !name.is_empty()).take(2 * MOST_CASES) {
        match desk.store().case_named(name).await? {
            Some(case) if !cases.contains(&case) => cases.push(case),
            Some(_) => {}
            None if unknown.len() < MOST_NAMED => unknown.push(name.to_owned()),
            None => {}
        }
    }
    Ok((cases, unknown))
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
    let names = desk.names().await?;
    let readers = readers(desk).await?;
    let readers = readers.iter().map(|user| {
        let value = user.to_string();
        let chosen = value == sent.get("reader");
        Choice::new(value, name(t, &names, *user)).chosen(chosen)
    });
    let fields: Vec<Html> = vec![
        TextField::new(asked("audit", "oversight-audit", "oversight-audit-hint"))
            .value(sent.get("audit"))
            .into(),
        Select::new(
            asked(
                "reader",
                "oversight-audit-reader",
                "oversight-audit-reader-hint",
            ),
            readers.collect(),
        )
        .into(),
        TextArea::new(
            asked(
                "cases",
                "oversight-audit-cases",
                "oversight-audit-cases-hint",
            ),
            8,
        )
        .value(sent.get("cases"))
        .into(),
        TextField::day(asked(
            "last",
            "oversight-audit-last",
            "oversight-audit-last-hint",
        ))
        .value(sent.get("last"))
        .into(),
    ];
    let title = t.get("oversight-audit-new");
    let lead = vec![paragraph(&t.get("oversight-audit-new-lead"))];
    let button = t.get("oversight-audit-button");
    answer(
        context,
        (title, lead),
        "/oversight/audits/new",
        fields,
        button,
        faults,
    )
}

/// A form of these pages.
fn answer(
    context: &Context,
    (title, before): (String, Vec<Html>),
    action: &str,
    fields: Vec<Html>,
    button: String,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let mut page = context.page_in(Place::Oversight, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        page = page.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = FormPage {
        heading: title,
        before,
        action: action.to_owned(),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button,
        below: Vec::new(),
        after: vec![block(Html::link(LIST, &t.get("oversight-audit-back")))],
        page,
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}

async fn sample_of(desk: &Desk, reader: &str, audit: &str) -> Result<GivenSample, AppError> {
    let reader = UserNo(number(reader)?);
    let mut all = desk.store().samples(desk.now.today).await?.into_iter();
    let found = all.find(|sample| sample.user == reader && sample.audit == audit);
    found.ok_or(AppError::NotFound)
}

async fn ending(
    context: Context,
    desk: Desk,
    Path((reader, audit)): Path<(String, String)>,
) -> Result<Response, AppError> {
    may(&desk, &audit, &[]).await?;
    let t = context.t;
    let sample = sample_of(&desk, &reader, &audit).await?;
    let names = desk.names().await?;
    let ids = desk.store().case_ids(sample.cases.iter().copied()).await?;
    let fact = |word: &str, value: String| Fact::new(t.get(word), value);
    let facts = Facts {
        rows: vec![
            fact("oversight-audit", sample.audit.clone()),
            fact("oversight-audit-reader", name(t, &names, sample.user)),
            fact("oversight-audit-cases", cases(&ids, &sample)),
            fact("oversight-audit-last", t.short_day(sample.last_on)),
        ],
    };
    let title = t.get("oversight-audit-end");
    let lead = vec![
        paragraph(&t.get("oversight-audit-end-lead")),
        Html::from(facts),
    ];
    let action = format!("{LIST}/{}/{}/end", sample.user, sample.audit);
    let button = title.clone();
    answer(
        &context,
        (title, lead),
        &action,
        Vec::new(),
        button,
        Faults::new(),
    )
}

async fn end(
    desk: Desk,
    Path((reader, audit)): Path<(String, String)>,
    _sent: Submitted,
) -> Result<Response, AppError> {
    may(&desk, &audit, &[]).await?;
    let reader = UserNo(number(&reader)?);
    let ended = desk
        .store()
        .take_sample_back(&audit, reader, desk.user(), desk.now)
        .await?;
    match ended {
        Ok(()) | Err(AccountFault::Over) => Ok(redirect::see_other("/oversight/audits?done=ended")),
        Err(_) => Err(AppError::NotFound),
    }
}

/// The cases that the viewer reads for an audit, for their front page; none where there are none.
///
/// # Errors
/// The database.
pub(in crate::pages) async fn own(t: Texts, desk: &Desk) -> Result<Option<Html>, AppError> {
    let mut open: Vec<_> = desk
        .viewer()
        .samples
        .iter()
        .filter(|sample| sample.in_force(desk.now.today))
        .collect();
    if open.is_empty()
        && !desk
            .roles()
            .any(|role| matches!(role, Role::QualityAuditor | Role::ExternalAuditor))
    {
        return Ok(None);
    }
    let ids = desk.store().case_ids(open.iter().map(|sample| sample.case));
    let ids = ids.await?;
    open.sort_by_key(|sample| (sample.last_on, sample.case));
    let row = |sample: &&omhu_casework::access::SampledCase| -> Vec<Html> {
        let word = case_word(t, &ids, sample.case);
        vec![
            Html::link(&format!("/cases/{}", sample.case), &word),
            t.short_day(sample.last_on).into(),
        ]
    };
    Ok(Some(Html::from(Table {
        id: "own-sample".to_owned(),
        caption: t.get("oversight-own-sample"),
        columns: vec![
            Column::words(t.get("oversight-which")),
            Column::words(t.get("oversight-audit-last")),
        ],
        rows: open.iter().map(row).collect(),
        none: t.get("oversight-own-sample-none"),
    })))
}
