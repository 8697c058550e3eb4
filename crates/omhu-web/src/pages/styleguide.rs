//! The styleguide: every component, filled, empty and with faults, in the reader's language. For development only.
//!
//! Owns: what is shown to try the components, by hand and in the browser tests. Its persons are invented, and its
//! sentences stand in `samples.rs`, beside each other in both languages, as no user ever reads them.

mod forms;
mod samples;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::context::{Context, Person};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::view::components::{
    self, CaseHeader, Facts, FaultList, FilterBar, Mark, NotYet, ObligationList,
};
use crate::view::components::{Alert, Details, Empty, Pagination, Table, Tag, Tasks, Timeline};
use crate::view::html::Html as Piece;
use crate::view::layout::{Page, Place};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/styleguide", get(show))
        .route("/styleguide/case", get(case))
        .route("/styleguide/form", get(form).post(send))
        .route("/styleguide/draft", post(draft))
        .route("/styleguide/broken", get(broken).post(broken))
}

#[derive(Template)]
#[template(path = "pages/styleguide/show.html")]
struct Styleguide {
    page: Page,
    say: samples::Say,
    marks: Vec<Mark>,
    overdue: ObligationList,
    today: ObligationList,
    nothing: Empty,
    facts: Facts,
    alerts: Vec<Alert>,
    details: Details,
    not_yet: NotYet,
    tags: Vec<Tag>,
    filter: FilterBar,
    table: Table,
    empty_table: Table,
    pagination: Pagination,
}

/// The parts of a case, as they stand together.
#[derive(Template)]
#[template(path = "pages/styleguide/case.html")]
struct Case {
    page: Page,
    say: samples::Say,
    head: CaseHeader,
    not_yet: NotYet,
    tasks: Tasks,
    timeline: Timeline,
}

#[derive(Template)]
#[template(path = "pages/styleguide/form.html")]
struct Form {
    page: Page,
    say: samples::Say,
    faults: FaultList,
    fields: Piece,
    not_yet: NotYet,
}

/// The styleguide is read without signing in, as somebody with every place.
fn signed_in(mut context: Context) -> Context {
    context.person.get_or_insert_with(|| Person {
        name: "M. Lund".to_owned(),
        role: samples::Say(context.t.lang())
            .both("Rådgiver, Team Nord", "Caseworker, Team Nord")
            .to_owned(),
        places: Place::ALL.to_vec(),
        searches: true,
        keys: true,
    });
    context
}

async fn show(context: Context) -> Result<Html<String>, AppError> {
    let context = signed_in(context);
    let (t, say) = (context.t, samples::Say(context.t.lang()));
    let page = context
        .page_in(Place::Today, "Styleguide")
        .done(components::draft_sentence(t, &t.clock(context.now)));
    let styleguide = Styleguide {
        page: page.with_parts(),
        say,
        marks: samples::marks(t),
        overdue: samples::overdue(t, say),
        today: samples::today(t, say),
        nothing: samples::nothing(say),
        facts: samples::facts(say),
        alerts: samples::alerts(t, say),
        details: samples::details(say),
        not_yet: samples::not_yet(say),
        tags: samples::tags(say),
        filter: forms::filter(t, say),
        table: samples::table(say),
        empty_table: samples::empty_table(say),
        pagination: Pagination {
            t,
            current: 5,
            last: 9,
            before: "/styleguide?page=".to_owned(),
        },
    };
    Ok(Html(styleguide.render()?))
}

async fn case(context: Context) -> Result<Html<String>, AppError> {
    let context = signed_in(context);
    let (t, say) = (context.t, samples::Say(context.t.lang()));
    let case = Case {
        page: context.page_in(Place::Cases, "Freja Holm").wide(),
        say,
        head: samples::case(t, say),
        not_yet: samples::not_yet(say),
        tasks: samples::tasks(t, say),
        timeline: samples::timeline(t, say),
    };
    Ok(Html(case.render()?))
}

async fn form(context: Context) -> Result<Html<String>, AppError> {
    let context = signed_in(context);
    Ok(Html(form_page(&context, &forms::filled(context.t), false)?))
}

async fn send(context: Context, sent: Submitted) -> Result<Response, AppError> {
    let context = signed_in(context);
    if forms::faults(samples::Say(context.t.lang()), &sent, context.today()).is_empty() {
        return Ok(redirect::see_other("/styleguide/form"));
    }
    let page = form_page(&context, &sent, true)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

fn form_page(
    context: &Context,
    sent: &Submitted,
    with_faults: bool,
) -> Result<String, askama::Error> {
    let (t, say) = (context.t, samples::Say(context.t.lang()));
    let faults = if with_faults {
        forms::faults(say, sent, context.today())
    } else {
        Vec::new()
    };
    let page = context.page_in(
        Place::Notification,
        say.both("Ny underretning", "New notification"),
    );
    let form = Form {
        page: if with_faults {
            page.with_faults()
        } else {
            page
        },
        say,
        fields: forms::fields(t, say, sent, &faults),
        faults: FaultList {
            t,
            faults,
            passwords: false,
        },
        not_yet: samples::not_yet(say),
    };
    form.render()
}

/// What a page with drafts answers once the text is kept.
async fn draft(context: Context, _: Submitted) -> String {
    components::draft_sentence(context.t, &context.t.clock(context.now))
}

async fn broken() -> AppError {
    AppError::Internal("asked for by the styleguide".to_owned())
}
