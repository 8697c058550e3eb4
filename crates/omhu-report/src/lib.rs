//! Tables and documents: what a team leader and a committee receive.
//!
//! Owns: the texts in two languages, tables, charts, and the report as HTML, PDF/UA and XLSX. Must not know: files,
//! users, rules, the clock. Everything comes in as a [`ReportInput`]; the same input gives the same bytes.

mod analysis;
mod chart;
mod document;
mod error;
mod html;
mod input;
mod markup;
#[cfg(feature = "pdf")]
mod pdf;
mod status;
mod table;
mod text;
mod xlsx;

pub use chart::{Bar, BarChart, DotChart, DotRow, Frame, LawMark, Size, TrendChart, TrendPoint};
pub use error::ReportError;
pub use html::html;
pub use input::{BehindRow, ObligationInfo, RegisteredLate, ReportInput, RuleInfo};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use table::{Align, Column, CsvStyle, Table};
pub use text::{Lang, Texts, Value};
pub use xlsx::xlsx;
