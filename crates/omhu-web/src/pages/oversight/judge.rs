//! One drawn look: all that the log says of it, and what was found.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::ids::UserNo;
use omhu_store::accounts::AccountFault;
use omhu_store::{DrawnLook, LONGEST_REMARK, LookFinding, LookupSample};

use super::drawn::{finding_word, sample_of};
use super::{name, number, whole_log};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use crate::pages::glass::looks::{role, time, what, why};
use crate::pages::looked::cases;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::view::components::{Asked, Choice, Choices, Fact, Facts, TextArea};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/oversight/samples/{sample}/{row}", get(show).post(submit))
}

/// A draw with its rows, and which of them the address means.
struct Row {
    sample: LookupSample,
    rows: Vec<DrawnLook>,
    n: i64,
}

impl Row {
    async fn of(desk: &Desk, sample: &str, row: &str) -> Result<Row, AppError> {
        let permit = whole_log(desk, &format!("sample {sample} row {row}")).await?;
        let sample = sample_of(desk, sample).await?;
        let rows = desk.store().drawn_lookups(&permit, sample.number).await?;
        let n = number(row)?;
        if rows.iter().any(|drawn| drawn.look.n == n) {
            Ok(Row { sample, rows, n })
        } else {
            Err(AppError::NotFound)
        }
    }

    fn drawn(&self) -> Option<&DrawnLook> {
        self.rows.iter().find(|drawn| drawn.look.n == self.n)
    }

    /// The rows beside this one that nobody has judged.
    fn waiting(&self) -> impl Iterator<Item = &DrawnLook> + Clone {
        let this = self.n;
        let open = move |drawn: &&DrawnLook| drawn.finding.is_none() && drawn.look.n != this;
        self.rows.iter().filter(open)
    }

    /// Whether a row beside this one is examined still.
    fn examines(&self) -> bool {
        let mut others = self.rows.iter().filter(|drawn| drawn.look.n != self.n);
        others.any(|drawn| matches!(drawn.finding, Some((LookFinding::ToExamine, ..))))
    }

    /// Where to go on: to the next row that somebody may judge, who may not judge their own; from the beginning again where
    /// none is left behind this one. What is to be examined is not over.
    fn next(&self, judge: UserNo, found: LookFinding) -> String {
        let others = self.waiting().filter(|drawn| drawn.look.user != judge);
        let mut numbers = others.map(|drawn| drawn.look.n);
        let first = numbers.clone().next();
        match numbers.find(|n| *n > self.n).or(first) {
            Some(next) => format!("/oversight/samples/{}/{next}", self.sample.number),
            None if self.waiting().next().is_some() => {
                format!("/oversight/samples/{}?done=own", self.sample.number)
            }
            None if found == LookFinding::ToExamine || self.examines() => {
                format!("/oversight/samples/{}?done=examine", self.sample.number)
            }
            None => "/oversight/samples?done=judged".to_owned(),
        }
    }
}

async fn show(
    context: Context,
    desk: Desk,
    Path((sample, row)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let row = Row::of(&desk, &sample, &row).await?;
    page(&context, &desk, &row, None, Vec::new()).await
}

async fn submit(
    context: Context,
    desk: Desk,
    Path((sample, row)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let row = Row::of(&desk, &sample, &row).await?;
    let finding = LookFinding::parse(sent.get("finding"));
    let remark = sent.get("remark");
    let mut faults = Faults::new();
    match finding {
        None => faults.extend(fault("finding", t.get("oversight-finding-missing"))),
        // What somebody is to ask about is said in a sentence.
        Some(LookFinding::ToExamine) if remark.is_empty() => {
            faults.extend(fault("remark", t.get("oversight-what-to-examine")));
        }
        Some(LookFinding::NotInOrder) if remark.is_empty() => {
            faults.extend(fault("remark", t.get("oversight-what-was-wrong")));
        }
        Some(_) => {}
    }
    if remark.chars().count() > LONGEST_REMARK {
        let count = LONGEST_REMARK.into();
        let long = t.with("oversight-remark-long", &[("count", count)]);
        faults.extend(fault("remark", long));
    }
    if let (Some(finding), true) = (finding, faults.is_empty()) {
        let judged = desk
            .store()
            .judge_lookup(
                row.sample.number,
                row.n,
                finding,
                remark,
                desk.user(),
                desk.now,
            )
            .await?;
        match judged {
            Ok(()) => return Ok(redirect::see_other(&row.next(desk.user(), finding))),
            Err(AccountFault::ToSelf) => {
                faults.extend(fault("finding", t.get("oversight-own")));
            }
            Err(_) => faults.extend(fault("finding", t.get("oversight-over"))),
        }
    }
    page(&context, &desk, &row, Some(&sent), faults).await
}

async fn page(
    context: &Context,
    desk: &Desk,
    row: &Row,
    sent: Option<&Submitted>,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let drawn = row.drawn().ok_or(AppError::NotFound)?;
    let look = &drawn.look;
    let names = desk.names().await?;
    let ids = desk.store().case_ids(look.cases.iter().copied()).await?;
    let title = t.with("oversight-row", &[("number", look.n.to_string().into())]);
    let mut frame = context.page_in(Place::Oversight, &title);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        frame = frame.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let or_none = |text: &str| match text {
        "" => t.get("oversight-empty"),
        text => text.to_owned(),
    };
    let facts = vec![
        Fact::new(t.get("oversight-when"), time(t, look.second)),
        Fact::new(t.get("oversight-who"), name(t, &names, look.user)),
        Fact::new(t.get("oversight-role"), or_none(&role(t, look))),
        Fact::new(t.get("oversight-what"), what(t, look)),
        Fact::new(t.get("oversight-why"), why(t, look)),
        Fact::new(t.get("oversight-which"), cases(t, &ids, look)),
        Fact::new(
            t.get("oversight-criterion"),
            or_none(&look.hidden.criterion),
        ),
        Fact::new(t.get("oversight-client"), or_none(&look.hidden.client)),
    ];
    let (chosen, remark) = match (sent, drawn.finding) {
        (Some(sent), _) => (sent.get("finding"), sent.get("remark")),
        (None, Some((finding, ..))) => (finding.word(), drawn.remark.as_str()),
        (None, None) => ("", ""),
    };
    let choices = LookFinding::ALL.into_iter().map(|finding| {
        Choice::new(finding.word(), finding_word(t, finding)).chosen(finding.word() == chosen)
    });
    let finding = Asked::new(t, "finding", t.get("oversight-was-look"))
        .hint(t.get("oversight-was-look-hint"))
        .error(fault_of(&faults, "finding"));
    let asked = Asked::new(t, "remark", t.get("oversight-remark"))
        .hint(t.get("oversight-row-remark-hint"))
        .error(fault_of(&faults, "remark"))
        .optional();
    let progress = t.with(
        "oversight-progress",
        &[
            ("left", row.sample.waiting.max(0).unsigned_abs().into()),
            ("drawn", row.sample.drawn.max(0).unsigned_abs().into()),
        ],
    );
    let back = format!("/oversight/samples/{}", row.sample.number);
    let mut before = vec![paragraph(&progress), Facts { rows: facts }.into()];
    let (mut fields, mut button) = (Vec::new(), String::new());
    if look.user == desk.user() {
        before.push(paragraph(&t.get("oversight-own")));
    } else {
        fields.push(Choices::one(finding, choices.collect()).into());
        fields.push(TextArea::new(asked, 3).value(remark).into());
        button = t.get("oversight-row-button");
    }
    let form = FormPage {
        page: frame,
        heading: title,
        before,
        action: format!("{back}/{}", row.n),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button,
        below: Vec::new(),
        after: vec![block(Html::link(&back, &t.get("oversight-back-sample")))],
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}
