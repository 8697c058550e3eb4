//! The report as PDF/UA-1 and PDF/A-2a by typst: tagged, readable aloud, fit for keeping.
//!
//! Owns: the typst world and the options of the PDF. Must not know what the report says. The engine sees one
//! template, one data file and two fonts, all embedded; it has no way to a file or a network.

mod font;
mod world;

use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::document::Document;
use crate::{ReportError, ReportInput};
use world::ReportWorld;

/// The report as a PDF.
///
/// # Errors
/// When the engine refuses: the report then breaks PDF/UA or PDF/A, which is a fault of omhu, not of the input.
pub fn pdf(input: &ReportInput) -> Result<Vec<u8>, ReportError> {
    let document = Document::of(input, Some(font::FAMILY));
    let mut data =
        serde_json::to_value(&document).map_err(|error| ReportError::Pdf(error.to_string()))?;
    font::replace_unknown(&mut data);
    let world = ReportWorld::new(data.to_string());
    let pages = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(refused)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| ReportError::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        standards,
        creator: Smart::Custom(Some("omhu".to_owned())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&pages, &options).map_err(refused);
    // A server makes many reports: forget what the engine memoised for this one.
    typst::comemo::evict(0);
    bytes
}

fn refused(errors: EcoVec<SourceDiagnostic>) -> ReportError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    ReportError::Pdf(messages.join("; "))
}
