//! The report as a spreadsheet: the figures as numbers, and the case list behind them.
//!
//! Owns: sheets and cell types. Must not know what is worst or why. Texts are written as text, never as formulas;
//! sums and percentages are formulas with their result beside them, so that a reader can follow the arithmetic.

mod cases;
mod definitions;
mod figures;
mod rows;
mod sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::analysis::Analysis;
use crate::document::title;
use crate::{ReportError, ReportInput, Texts};
use sheet::Styles;

/// Everything the sheets share.
struct Book<'a> {
    input: &'a ReportInput,
    texts: &'a Texts,
    analysis: &'a Analysis,
    styles: Styles,
    rows_per_sheet: usize,
}

/// The report as an XLSX file.
///
/// # Errors
/// When the spreadsheet library refuses.
pub fn xlsx(input: &ReportInput) -> Result<Vec<u8>, ReportError> {
    with_rows_per_sheet(input, sheet::ROWS_PER_SHEET)
}

fn with_rows_per_sheet(input: &ReportInput, rows_per_sheet: usize) -> Result<Vec<u8>, ReportError> {
    let texts = &Texts::new(input.lang);
    let analysis = &Analysis::of(input);
    let book = Book {
        input,
        texts,
        analysis,
        styles: Styles::new(),
        rows_per_sheet,
    };
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title(title(input, texts))
        .set_author("omhu");
    // The clock is not read: the file carries the day it speaks about.
    if let Ok(day) = ExcelDateTime::parse_from_str(input.as_of.get(..10).unwrap_or("2000-01-01")) {
        properties = properties.set_creation_datetime(&day);
    }
    workbook.set_properties(&properties);
    figures::summary(&mut workbook, &book)?;
    figures::periods(&mut workbook, &book)?;
    figures::teams(&mut workbook, &book)?;
    cases::sheets(&mut workbook, &book)?;
    rows::sheets(&mut workbook, &book)?;
    definitions::sheet(&mut workbook, &book)?;
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx};

    use super::*;
    use crate::BehindRow;

    #[test]
    fn a_case_list_longer_than_a_sheet_goes_on_in_the_next() {
        let row = |n: usize| BehindRow {
            case: format!("K{n}"),
            ..BehindRow::default()
        };
        let input = ReportInput {
            behind: (0..25).map(row).collect(),
            as_of: "2026-11-21".into(),
            ..Default::default()
        };
        let bytes = with_rows_per_sheet(&input, 10).expect("a file");
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("opens");
        let heights: Vec<usize> = book
            .sheet_names()
            .into_iter()
            .filter(|name| name.starts_with("Sager"))
            .map(|name| book.worksheet_range(&name).expect("a sheet").height() - 2)
            .collect();
        assert_eq!(heights, [10, 10, 5]);
    }
}
