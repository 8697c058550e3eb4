//! The pages: HTTP, forms, HTML and their languages.
//!
//! Owns: routes, what is refused before a handler sees it, layout, components, assets, the texts of the pages. Must
//! not: hold SQL or rules, read the clock or the environment. A page is a file with its path, its template struct and
//! its handler, and a template beside it.

pub mod api;
mod app;
pub mod assets;
pub mod context;
pub mod desk;
pub mod form;
pub mod http;
pub mod oidc;
pub mod pages;
pub mod state;
pub mod texts;
pub mod view;

pub use app::{app, around};
pub use context::Context;
pub use desk::Desk;
pub use http::failure::AppError;
pub use omhu_report::{Lang, Value};
pub use state::{AppState, Settings};
pub use texts::Texts;
