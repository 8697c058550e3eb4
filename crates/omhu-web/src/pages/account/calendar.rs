//! The address by which a calendar program reads My day.
//!
//! Owns: making, renewing and ending it; it is shown once. Must not know: what the calendar holds (My day's).

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_law::calendar::When;
use omhu_store::accounts::{CALENDAR_DAYS, Ticket};

use super::back;
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::paragraph;
use crate::pages::my_day::CALENDAR_ENDING;
use crate::pages::sheet::{Sheet, secret};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action, Fact};
use crate::view::html::Html;

/// The address of the page, and of its form.
const PATH: &str = "/account/calendar";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/account/calendar", get(show).post(submit))
}

/// The line of the account's page that leads here.
pub(super) fn line(t: Texts) -> Fact {
    let change = Action::new(t.get("account-change"), PATH, t.get("account-calendar"));
    Fact::new(t.get("account-calendar"), t.get("account-calendar-what")).action(change)
}

#[derive(askama::Template)]
#[template(
    source = "<form method=\"post\" action=\"{{ action }}\"><input type=\"hidden\" name=\"form_token\" value=\"{{ token }}\"><p>{% for (value, word, main) in buttons %}<button class=\"button {% if main %}button-primary{% else %}button-secondary{% endif %}\" name=\"do\" value=\"{{ value }}\">{{ word }}</button> {% endfor %}</p></form>",
    ext = "html"
)]
struct Buttons {
    action: &'static str,
    token: String,
    buttons: Vec<(&'static str, String, bool)>,
}

async fn show(context: Context, desk: Desk) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let until = desk.store().calendar_until(desk.user(), desk.now).await?;
    let stands = match until {
        Some(second) => {
            let day = t.day(When::at(second).day);
            t.with("account-calendar-on", &[("day", day.into())])
        }
        None => t.get("account-calendar-off"),
    };
    let buttons = match until {
        Some(_) => vec![
            ("make", t.get("account-calendar-renew"), true),
            ("end", t.get("account-calendar-end"), false),
        ],
        None => vec![("make", t.get("account-calendar-make"), true)],
    };
    let title = t.get("account-calendar");
    let buttons = Buttons {
        action: PATH,
        token: context.form_token.clone(),
        buttons,
    };
    let sheet = Sheet {
        page: context.page(&title),
        heading: title,
        ways: Html::default(),
        parts: vec![
            paragraph(&t.get("account-calendar-lead")),
            paragraph(&stands),
            Html::of(&buttons),
            back(t),
        ],
    };
    Ok(Answer(sheet.html()?))
}

async fn submit(
    context: Context,
    desk: Desk,
    headers: HeaderMap,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (store, user, now) = (desk.store(), desk.user(), desk.now);
    match sent.get("do") {
        "make" => {
            let made = store.new_calendar(user, now).await?;
            let ticket = made.map_err(|_| AppError::NotFound)?;
            Ok(Answer(made_page(&context, &headers, &ticket)?).into_response())
        }
        "end" => {
            store.end_calendar(user, now).await?;
            Ok(redirect::see_other(PATH))
        }
        _ => Err(AppError::Unreadable),
    }
}

/// The address, once.
fn made_page(context: &Context, headers: &HeaderMap, ticket: &Ticket) -> Result<String, AppError> {
    let t = context.t;
    let title = t.get("account-calendar-made");
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = match context.state().behind_tls {
        true => "https",
        false => "http",
    };
    let home = host.map_or_else(String::new, |host| format!("{scheme}://{host}"));
    let mut page = context.page(&title);
    // The switch of language leads back to a page that can be asked for.
    PATH.clone_into(&mut page.path);
    let days = [("days", CALENDAR_DAYS.unsigned_abs().into())];
    let sheet = Sheet {
        page,
        heading: title,
        ways: Html::default(),
        parts: vec![
            paragraph(&t.get("account-calendar-give")),
            secret(&format!(
                "{home}/calendar/{}{CALENDAR_ENDING}",
                ticket.text()
            )),
            paragraph(&t.with("account-calendar-once", &days)),
            back(t),
        ],
    };
    sheet.html()
}
