//! Who has looked at a case.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Html as Answer;
use axum::routing::get;
use omhu_casework::access::{Action, reason};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::When;
use omhu_store::Logged;

use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::{CaseFile, frame, number};
use crate::pages::looked::{Looked, MOST, Narrow};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{CaseHeader, FilterBar};
use crate::view::html::Html;
use crate::view::layout::Page;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/looks", get(show))
}

#[derive(Template)]
#[template(path = "pages/glass/looks.html")]
struct Looks {
    page: Page,
    head: CaseHeader,
    ways: Html,
    filter: FilterBar,
    parts: Vec<Html>,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(narrow): Query<Narrow>,
) -> Result<Answer<String>, AppError> {
    let t = context.t;
    let (permit, subject) = desk.look(Action::SeeAccessLog, number(&case)?).await?;
    let (time, faults) = narrow.time(t, context.today());
    let rows = desk
        .store()
        .who_looked_in(&permit, subject.case, time, MOST + 1)
        .await?;
    let file = CaseFile::read(&desk, permit, subject, None).await?;
    let names = desk.names().await?;
    let looked = Looked {
        t,
        names: &names,
        narrow: &narrow,
        faults: &faults,
        path: file.path("/looks"),
        asked: Vec::new(),
        rows: &rows,
        ids: None,
    };
    let looks = Looks {
        head: frame::head(t, &file),
        ways: frame::ways(t, &file, "/looks"),
        filter: looked.bar(Vec::new(), None),
        parts: looked.parts(&t.get("glass-looks-none")),
        page: frame::page(&context, &file, &t.get("glass-looks")).wide(),
    };
    Ok(Answer(looks.render()?))
}

pub(in crate::pages) fn time(t: Texts, second: i64) -> String {
    let when = When::at(second);
    let clock = t.with("case-clock", &[("clock", t.clock(when).into())]);
    format!("{} {clock}", t.short_day(when.day))
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

/// In which role; omhu's own work has none that means anything to people.
pub(in crate::pages) fn role(t: Texts, row: &Logged) -> String {
    match row.role.as_str() {
        "" => String::new(),
        _ if row.user == UserNo::IMPORT => String::new(),
        word => t.get(&format!("role-{}", word.replace('_', "-"))),
    }
}

/// Whether the case stood on a list, and nobody opened it.
fn is_list(row: &Logged) -> bool {
    row.relation == "oversight" && row.reason == reason::OFFICE
}

/// What was done, whether or not it was allowed: the key of its words.
fn tried(row: &Logged) -> &'static str {
    match row.action.split(':').next().unwrap_or("") {
        "reveal" => "glass-did-reveal",
        "see" if is_list(row) => "glass-did-list",
        "see" | "check_known" | "search" => "glass-did-see",
        "see_access_log" => "glass-did-log",
        "break_glass_open" => "glass-did-open",
        "manage_conflicts" => "glass-did-conflict",
        "break_glass_approve" => "glass-did-approve",
        "break_glass_follow_up" => "glass-did-follow-up",
        "write_note" => "glass-did-note",
        "correct" => "glass-did-correct",
        "give_sample" => "glass-did-sample",
        "assign" => "glass-did-assign",
        "export" | "print" => "glass-did-export",
        "import" => "glass-did-import",
        _ => "glass-did-write",
    }
}

/// The kind of a look, as the key of its words: what was refused is one kind.
pub(in crate::pages) fn did(row: &Logged) -> &'static str {
    match row.outcome.as_str() {
        "denied" => "looked-denied",
        _ => tried(row),
    }
}

/// What was done, in words.
pub(in crate::pages) fn what(t: Texts, row: &Logged) -> String {
    let done = t.get(tried(row));
    if row.outcome == "denied" {
        return t.with("glass-did-denied", &[("what", done.into())]);
    }
    done
}

/// By which right, as the key of its words.
pub(in crate::pages) fn right(row: &Logged) -> &'static str {
    match row.relation.as_str() {
        _ if row.user == UserNo::IMPORT => "looked-system-why",
        "assigned" => "glass-why-assigned",
        "co_assigned" => "glass-why-co-assigned",
        "stand_in" => "glass-why-stand-in",
        "team" => "glass-why-team",
        "unit" => "glass-why-unit",
        "sampled" => "glass-why-sampled",
        "oversight" if is_list(row) => "glass-why-list",
        "oversight" => "glass-why-oversight",
        "break_glass" => "glass-why-glass",
        _ if row.outcome == "denied" => "glass-why-denied",
        _ => "glass-why-none",
    }
}

/// By which right, and why in the user's own words.
pub(in crate::pages) fn why(t: Texts, row: &Logged) -> String {
    let right = t.get(right(row));
    match row.hidden.purpose.as_str() {
        "" => right,
        _ if row.user == UserNo::IMPORT => right,
        purpose if row.relation == "none" => {
            t.with("glass-why-words", &[("reason", purpose.into())])
        }
        purpose => format!("{right}: {purpose}"),
    }
}
