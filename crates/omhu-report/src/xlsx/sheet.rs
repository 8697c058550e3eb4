//! One sheet: a line that says what it is, a heading row, cells of the right type, print settings.

use omhu_figures::{Counts, Tenths};
use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Url, Workbook, Worksheet,
};

use super::Book;
use crate::ReportError;

/// Heading rows stand here, under the line that says what the sheet is.
const HEADINGS: u32 = 1;

/// A sheet has 1,048,576 rows; two are taken by the headings.
pub(super) const ROWS_PER_SHEET: usize = 1_048_574;

/// A cell of a spreadsheet holds no more characters than this.
const LONGEST_TEXT: usize = 32_767;

pub(super) struct Styles {
    plain: Format,
    about: Format,
    heading: Format,
    count: Format,
    percent: Format,
    day: Format,
    instant: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            plain: top(),
            about: Format::new().set_bold(),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top),
            count: top().set_num_format("#,##0"),
            percent: top().set_num_format("0.0%"),
            day: top().set_num_format("yyyy-mm-dd"),
            instant: top().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

/// Key of a heading, and the width of its column in characters.
pub(super) type Heading = (&'static str, f64);

pub(super) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    row: u32,
    column: u16,
    columns: u16,
}

/// A list that may need more than one sheet.
pub(super) struct List<'a> {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) headings: &'a [Heading],
}

impl List<'_> {
    /// Writes the rows on as many sheets as they need; where there is none, on an empty one.
    pub(super) fn write<T>(
        &self,
        workbook: &mut Workbook,
        book: &Book<'_>,
        rows: &[T],
        mut row: impl FnMut(&mut Sheet<'_>, &T) -> Result<(), ReportError>,
    ) -> Result<(), ReportError> {
        let mut rest = rows;
        for number in 1.. {
            let (here, after) = rest.split_at(rest.len().min(book.rows_per_sheet));
            let name = match number {
                1 => self.name.clone(),
                _ => format!("{} {number}", self.name),
            };
            let mut sheet = Sheet::new(workbook, book, &name, &self.about, self.headings)?;
            for one in here {
                sheet.next();
                row(&mut sheet, one)?;
            }
            sheet.finish()?;
            if after.is_empty() {
                break;
            }
            rest = after;
        }
        Ok(())
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        workbook: &'a mut Workbook,
        book: &'a Book<'_>,
        name: &str,
        about: &str,
        headings: &[Heading],
    ) -> Result<Self, ReportError> {
        let sheet = workbook.add_worksheet();
        let styles = &book.styles;
        let columns = u16::try_from(headings.len()).unwrap_or(u16::MAX);
        sheet.set_name(name)?;
        let simulated = if book.input.simulated {
            book.texts.get("report-simulated")
        } else {
            String::new()
        };
        let line = [simulated.as_str(), about]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        sheet.write_string_with_format(0, 0, line, &styles.about)?;
        for (column, (key, width)) in (0..).zip(headings) {
            sheet.write_string_with_format(
                HEADINGS,
                column,
                book.texts.get(key),
                &styles.heading,
            )?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(HEADINGS + 1, 1)?;
        sheet.set_repeat_rows(0, HEADINGS)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        if !simulated.is_empty() {
            // `&` begins a code in a page header.
            sheet.set_header(format!("&L{}", simulated.replace('&', "&&")));
        }
        sheet.set_footer("&L&A&R&P / &N");
        Ok(Self {
            sheet,
            styles,
            row: HEADINGS,
            column: 0,
            columns,
        })
    }

    /// Begins the next row.
    pub(super) fn next(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// A text, never a formula, never a link.
    pub(super) fn text(&mut self, text: &str) -> Result<(), ReportError> {
        if !text.is_empty() {
            let text: String = text.chars().take(LONGEST_TEXT).collect();
            self.sheet
                .write_string_with_format(self.row, self.column, text, &self.styles.plain)?;
        }
        self.column += 1;
        Ok(())
    }

    /// A count as a number.
    pub(super) fn count(&mut self, count: u64) -> Result<(), ReportError> {
        self.sheet.write_number_with_format(
            self.row,
            self.column,
            count as f64,
            &self.styles.count,
        )?;
        self.column += 1;
        Ok(())
    }

    /// Days over the due day; empty where there are none.
    pub(super) fn overrun(&mut self, days: Option<i64>) -> Result<(), ReportError> {
        match days.map(u64::try_from) {
            Some(Ok(days)) => self.count(days),
            _ => self.text(""),
        }
    }

    /// A whole percentage, such as a target.
    pub(super) fn target(&mut self, percent: Option<u32>) -> Result<(), ReportError> {
        if let Some(percent) = percent {
            self.fraction(self.column, Tenths(percent * 10))?;
        }
        self.column += 1;
        Ok(())
    }

    /// A day or an instant as a date; anything else as text. The clock is the one written: Copenhagen's.
    pub(super) fn day(&mut self, iso: &str) -> Result<(), ReportError> {
        let (local, format) = match iso.get(..19) {
            Some(local) if local.as_bytes()[10] == b'T' => (local, &self.styles.instant),
            _ => (iso, &self.styles.day),
        };
        match ExcelDateTime::parse_from_str(local) {
            Ok(date) if local.len() >= 10 => {
                self.sheet
                    .write_datetime_with_format(self.row, self.column, &date, format)?;
                self.column += 1;
                Ok(())
            }
            _ => self.text(iso),
        }
    }

    /// A link with the text that names it.
    pub(super) fn link(&mut self, url: Option<&str>) -> Result<(), ReportError> {
        match url {
            // Excel refuses longer addresses.
            Some(url) if url.starts_with("https://") && url.len() < 2_000 => {
                self.sheet.write_url(self.row, self.column, Url::new(url))?;
                self.column += 1;
                Ok(())
            }
            other => self.text(other.unwrap_or_default()),
        }
    }

    /// Eleven cells: met, late, late with preliminary, missing, counted, percent, low, high, open, ceased, left out.
    pub(super) fn counts(&mut self, counts: &Counts) -> Result<(), ReportError> {
        let first = self.column;
        for count in [
            counts.met,
            counts.late,
            counts.late_with_preliminary,
            counts.overdue,
        ] {
            self.count(count)?;
        }
        let (met, overdue) = (self.cell(first), self.cell(first + 3));
        let counted = self.cell(first + 4);
        let sum =
            Formula::new(format!("=SUM({met}:{overdue})")).set_result(counts.counted().to_string());
        self.sheet
            .write_formula_with_format(self.row, self.column, sum, &self.styles.count)?;
        self.column += 1;
        // Nothing counted: no percentage and no interval, rather than a nought.
        if let (Some(percent), Some((low, high))) = (counts.percent_tenths(), counts.interval()) {
            let result = percent.as_fraction().to_string();
            let share = Formula::new(format!("=ROUND({met}/{counted},3)")).set_result(result);
            self.sheet.write_formula_with_format(
                self.row,
                self.column,
                share,
                &self.styles.percent,
            )?;
            self.fraction(self.column + 1, low)?;
            self.fraction(self.column + 2, high)?;
        }
        self.column += 3;
        for count in [counts.open, counts.ceased, counts.not_applicable] {
            self.count(count)?;
        }
        Ok(())
    }

    /// Filters over all rows written.
    pub(super) fn finish(self) -> Result<(), ReportError> {
        if self.columns > 0 {
            self.sheet
                .autofilter(HEADINGS, 0, self.row.max(HEADINGS), self.columns - 1)?;
        }
        Ok(())
    }

    fn fraction(&mut self, column: u16, percent: Tenths) -> Result<(), ReportError> {
        self.sheet.write_number_with_format(
            self.row,
            column,
            percent.as_fraction(),
            &self.styles.percent,
        )?;
        Ok(())
    }

    fn cell(&self, column: u16) -> String {
        rust_xlsxwriter::utility::row_col_to_cell(self.row, column)
    }
}
