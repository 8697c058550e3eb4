//! The front page of those who have no cases here: what their role can do.
//!
//! Owns: that page. Must not know: any case.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use omhu_casework::access::Role;

use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::{oversight, seconds};
use crate::view::html::Html as Part;
use crate::view::layout::Page;

#[derive(Template)]
#[template(path = "pages/my_day/front.html")]
struct Front {
    page: Page,
    lines: Vec<String>,
    notice: Part,
    sample: Part,
}

pub(super) async fn show(context: &Context, desk: &Desk) -> Result<Response, AppError> {
    let t = context.t;
    let line = |role: Role| {
        t.get(match role {
            Role::Caseworker | Role::Coordinator | Role::TeamLeader => "day-front-casework",
            Role::QualityAuditor => "day-front-quality-auditor",
            Role::Controller => "day-front-controller",
            Role::Director => "day-front-director",
            Role::ExternalAuditor => "day-front-external-auditor",
            Role::LogReviewer => "day-front-log-reviewer",
            Role::UserAdministrator => "day-front-user-administrator",
            Role::SystemAdministrator => "day-front-system-administrator",
        })
    };
    let mut lines: Vec<String> = desk.roles().map(line).collect();
    if lines.is_empty() {
        lines.push(t.get("day-front-no-role"));
    }
    let front = Front {
        page: context.page(&t.get("day-front-title")),
        lines,
        notice: Part::all([
            seconds::notice(t, desk).await?.unwrap_or_default(),
            oversight::notice(t, desk).await?.unwrap_or_default(),
        ]),
        sample: oversight::audits::own(t, desk).await?.unwrap_or_default(),
    };
    Ok(Html(front.render()?).into_response())
}
