//! Who has looked at a case.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::{Action, reason};
use omhu_law::calendar::When;
use omhu_store::Logged;

use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::{CaseFile, frame, number};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{CaseHeader, Column, Table};
use crate::view::html::Html;
use crate::view::layout::Page;

/// So many of the newest rows are shown.
const MOST: u32 = 500;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/looks", get(show))
}

#[derive(Template)]
#[template(path = "pages/glass/looks.html")]
struct Looks {
    page: Page,
    head: CaseHeader,
    ways: Html,
    table: Table,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let (permit, subject) = desk.look(Action::SeeAccessLog, number(&case)?).await?;
    let rows = desk.store().who_looked(&permit, subject.case, MOST).await?;
    let file = CaseFile::read(&desk, permit, subject, None).await?;
    let rows = rows.iter().map(|row| {
        vec![
            Html::text(&time(t, row.second)),
            Html::text(&who(t, &file, row)),
            Html::text(&role(t, &row.role)),
            Html::text(&what(t, row)),
            Html::text(&why(t, row)),
        ]
    });
    let looks = Looks {
        head: frame::head(t, &file),
        ways: frame::ways(t, &file, "/looks"),
        table: Table {
            id: "looks".to_owned(),
            caption: t.get("glass-looks"),
            columns: vec![
                Column::words(t.get("glass-looks-when")),
                Column::words(t.get("glass-looks-who")),
                Column::words(t.get("glass-looks-role")),
                Column::words(t.get("glass-looks-what")),
                Column::words(t.get("glass-looks-why")),
            ],
            rows: rows.collect(),
            none: t.get("glass-looks-none"),
        },
        page: frame::page(&context, &file, &t.get("glass-looks")).wide(),
    };
    Ok(Answer(looks.render()?))
}

pub(in crate::pages) fn time(t: Texts, second: i64) -> String {
    let when = When::at(second);
    let clock = t.with("case-clock", &[("clock", t.clock(when).into())]);
    format!("{} {clock}", t.short_day(when.day))
}

fn who(t: Texts, file: &CaseFile, row: &Logged) -> String {
    let name = match file.user(row.user) {
        "" => t.with(
            "glass-looks-number",
            &[("number", row.user.to_string().into())],
        ),
        name => name.to_owned(),
    };
    through(t, name, row)
}

/// A name, and the program that worked in it where one did.
pub(in crate::pages) fn through(t: Texts, name: String, row: &Logged) -> String {
    match &row.hidden.program {
        None => name,
        Some((number, program)) => {
            let said = [
                ("name", name.into()),
                ("program", program.as_str().into()),
                ("number", number.to_string().into()),
            ];
            t.with("glass-looks-program", &said)
        }
    }
}

pub(in crate::pages) fn role(t: Texts, word: &str) -> String {
    match word {
        "" => String::new(),
        word => t.get(&format!("role-{}", word.replace('_', "-"))),
    }
}

/// Whether the case stood on a list, and nobody opened it.
fn is_list(row: &Logged) -> bool {
    row.relation == "oversight" && row.reason == reason::OFFICE
}

/// What was done, in words.
pub(in crate::pages) fn what(t: Texts, row: &Logged) -> String {
    let verb = row.action.split(':').next().unwrap_or("");
    let done = match (verb, row.action.as_str()) {
        ("reveal", _) => t.get("glass-did-reveal"),
        ("see", _) if is_list(row) => t.get("glass-did-list"),
        ("see" | "check_known" | "search", _) => t.get("glass-did-see"),
        ("see_access_log", _) => t.get("glass-did-log"),
        ("break_glass_open", _) => t.get("glass-did-open"),
        ("break_glass_follow_up", _) => t.get("glass-did-follow-up"),
        ("write_note", _) => t.get("glass-did-note"),
        ("correct", _) => t.get("glass-did-correct"),
        ("give_sample", _) => t.get("glass-did-sample"),
        ("assign", _) => t.get("glass-did-assign"),
        ("export" | "print", _) => t.get("glass-did-export"),
        _ => t.get("glass-did-write"),
    };
    if row.outcome == "denied" {
        return t.with("glass-did-denied", &[("what", done.into())]);
    }
    done
}

/// By which right, and why in the user's own words.
pub(in crate::pages) fn why(t: Texts, row: &Logged) -> String {
    let relation = match row.relation.as_str() {
        "assigned" => t.get("glass-why-assigned"),
        "co_assigned" => t.get("glass-why-co-assigned"),
        "stand_in" => t.get("glass-why-stand-in"),
        "team" => t.get("glass-why-team"),
        "unit" => t.get("glass-why-unit"),
        "sampled" => t.get("glass-why-sampled"),
        "oversight" if is_list(row) => t.get("glass-why-list"),
        "oversight" => t.get("glass-why-oversight"),
        "break_glass" => t.get("glass-why-glass"),
        _ if row.outcome == "denied" => t.get("glass-why-denied"),
        _ => t.get("glass-why-none"),
    };
    match row.hidden.purpose.as_str() {
        "" => relation,
        purpose if row.relation == "none" => {
            t.with("glass-why-words", &[("reason", purpose.into())])
        }
        purpose => format!("{relation}: {purpose}"),
    }
}
