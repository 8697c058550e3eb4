//! What can go wrong while a document is made. Never the reader's fault; the binary adds the context.

use thiserror::Error;

/// A document could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The PDF engine refused; its own words.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
    /// The spreadsheet library refused.
    #[error("the spreadsheet could not be made: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}
