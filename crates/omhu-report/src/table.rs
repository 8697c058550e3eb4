//! A plain table as CSV and as aligned text for a terminal.
//!
//! Cells are finished texts: whoever fills the table decides on words and decimals.

use std::fmt::Write as _;

/// On which side a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A column's heading and side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Side.
    pub align: Align,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::Left,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::Right,
        }
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Between cells.
    pub separator: char,
    /// Starts the file with a byte-order mark, so that spreadsheets read it as UTF-8.
    pub mark: bool,
    /// Puts an apostrophe before cells a spreadsheet would compute.
    pub guard_formulas: bool,
}

impl CsvStyle {
    /// For programs: the contract's CSV, every cell exactly as it is.
    pub const CONTRACT: Self = Self {
        separator: ',',
        mark: false,
        guard_formulas: false,
    };
    /// For people who open the file in a Danish spreadsheet.
    pub const PEOPLE: Self = Self {
        separator: ';',
        mark: true,
        guard_formulas: true,
    };

    /// Appends one row, RFC 4180, with its line end.
    pub fn row<'a>(self, out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                out.push(self.separator);
            }
            self.cell(out, cell);
        }
        out.push_str("\r\n");
    }

    fn cell(self, out: &mut String, cell: &str) {
        let guard = if self.guard_formulas && would_compute(cell) {
            "'"
        } else {
            ""
        };
        if cell.contains([self.separator, '"', '\n', '\r']) {
            let _ = write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""));
        } else {
            let _ = write!(out, "{guard}{cell}");
        }
    }
}

/// Would a spreadsheet take the cell for a formula? Negative numbers are numbers.
fn would_compute(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && cell.replace(',', ".").parse::<f64>().is_err()
}

/// Columns and rows of finished texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; short rows end in empty cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// The table as CSV, headings first.
    #[must_use]
    pub fn csv(&self, style: CsvStyle) -> String {
        let mut out = String::from(if style.mark { "\u{feff}" } else { "" });
        style.row(
            &mut out,
            self.columns.iter().map(|column| column.title.as_str()),
        );
        for row in &self.rows {
            style.row(&mut out, self.padded(row));
        }
        out
    }

    /// The table for a terminal: columns aligned, a line under the headings, no trailing blanks.
    #[must_use]
    pub fn text(&self) -> String {
        let width = |column: usize| {
            let cells = self
                .rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| on_one_line(cell).chars().count());
            cells
                .chain([self.columns[column].title.chars().count()])
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut out = String::new();
        self.text_line(
            &mut out,
            &widths,
            self.columns.iter().map(|column| column.title.as_str()),
        );
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        self.text_line(&mut out, &widths, rules.iter().map(String::as_str));
        for row in &self.rows {
            self.text_line(&mut out, &widths, self.padded(row));
        }
        out
    }

    fn text_line<'a>(
        &self,
        out: &mut String,
        widths: &[usize],
        cells: impl Iterator<Item = &'a str>,
    ) {
        let mut line = String::new();
        for ((cell, &width), column) in cells.zip(widths).zip(&self.columns) {
            let cell = on_one_line(cell);
            let _ = match column.align {
                Align::Left => write!(line, "{cell:<width$}  "),
                Align::Right => write!(line, "{cell:>width$}  "),
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }

    fn padded<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = &'a str> {
        row.iter()
            .map(String::as_str)
            .chain(std::iter::repeat(""))
            .take(self.columns.len())
    }
}

/// A text without characters that steer a terminal; its lines stay.
#[must_use]
pub fn printable(text: &str) -> String {
    let harmless = |c: char| match c.is_control() && c != '\n' {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    };
    text.chars().map(harmless).collect()
}

/// The same on one line.
fn on_one_line(cell: &str) -> String {
    printable(cell).replace('\n', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            columns: vec![Column::words("Hold"), Column::numbers("Procent")],
            rows: vec![
                vec!["Nord; \"A\"".into(), "93,5".into()],
                vec!["=1+1".into()],
                vec!["-3,5".into(), "7".into()],
            ],
        }
    }

    #[test]
    fn csv_for_people_guards_formulas_and_keeps_numbers() {
        let expected = "\u{feff}Hold;Procent\r\n\"Nord; \"\"A\"\"\";93,5\r\n'=1+1;\r\n-3,5;7\r\n";
        assert_eq!(table().csv(CsvStyle::PEOPLE), expected);
    }

    #[test]
    fn the_contract_is_left_alone() {
        let expected = "Hold,Procent\r\n\"Nord; \"\"A\"\"\",\"93,5\"\r\n=1+1,\r\n\"-3,5\",7\r\n";
        assert_eq!(table().csv(CsvStyle::CONTRACT), expected);
    }

    #[test]
    fn a_terminal_gets_aligned_columns() {
        let expected = "Hold       Procent\n---------  -------\nNord; \"A\"     93,5\n=1+1\n-3,5             7\n";
        assert_eq!(table().text(), expected);
        let nasty = Table {
            columns: vec![Column::words("x")],
            rows: vec![vec!["a\u{1b}[2J\nb".into()]],
        };
        assert!(!nasty.text().contains('\u{1b}') && nasty.text().lines().count() == 3);
    }
}
