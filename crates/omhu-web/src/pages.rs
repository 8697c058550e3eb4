//! The pages, by area: a folder is an area, a route prefix, a locale file.
//!
//! Owns: the list of all routes. A page is a file with its path, its template struct and its handler.

mod account;
mod administration;
mod beside;
mod carried;
mod case;
mod cases;
mod conflicts;
mod drafts;
mod duty;
mod glass;
mod holders;
mod journal;
mod language;
mod looked;
mod my_day;
mod notification;
mod oversight;
mod purpose;
mod search;
mod seconds;
mod sheet;
mod shortcuts;
mod sign_in;
mod sought;
mod stand_ins;
mod steps;
mod styleguide;
mod team;
mod windows;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::state::AppState;

pub(crate) use my_day::{duty_title, why_text};
pub(crate) use steps::{around_case, around_writer, right_to_register, warning_texts};

/// Every route. `/styleguide` exists only where the settings say so.
pub fn routes(state: &AppState) -> Router<AppState> {
    let routes = Router::new()
        .merge(account::routes())
        .merge(administration::routes())
        .merge(beside::routes())
        .merge(case::routes())
        .merge(glass::routes())
        .merge(journal::routes())
        .merge(cases::routes())
        .merge(conflicts::routes())
        .merge(team::routes())
        .merge(my_day::routes())
        .merge(search::routes())
        .merge(seconds::routes())
        .merge(drafts::routes())
        .merge(language::routes())
        .merge(notification::routes())
        .merge(oversight::routes())
        .merge(stand_ins::routes())
        .merge(steps::routes())
        .merge(shortcuts::routes())
        .merge(sign_in::routes());
    let routes = if state.styleguide {
        routes.merge(styleguide::routes())
    } else {
        routes
    };
    routes.layer(from_fn_with_state(state.clone(), carried::layer))
}
