//! Tables and documents: what a team leader and a committee receive.
//!
//! Owns: the texts in two languages, tables, charts, the report as HTML, PDF/UA and XLSX, and the sentences that explain
//! a derived row. Must not know: files, users, the clock; rules, but for what `explain` tells of them. Everything a report
//! says comes in as a [`ReportInput`]; the same input gives the same bytes.

mod analysis;
mod chart;
mod document;
mod error;
mod explain;
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
pub use explain::{Explainer, Explanation, Part, RuleSource, Sentence};
pub use html::html;
pub use input::{BehindRow, ObligationInfo, ROW_COLUMNS, RegisteredLate, ReportInput, RuleInfo};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use table::{Align, Column, CsvStyle, Table, printable};
pub use text::{Lang, Texts, Value};
pub use xlsx::xlsx;
