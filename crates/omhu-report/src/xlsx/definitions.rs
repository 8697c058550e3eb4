//! What the words mean, which rules were measured against, what was assumed and what could not be read.

use rust_xlsxwriter::Workbook;

use super::Book;
use super::sheet::{Heading, Sheet};
use crate::ReportError;
use crate::document::terms;
use crate::status::status;

const HEADINGS: [Heading; 3] = [
    ("sheet-word", 40.0),
    ("sheet-meaning", 110.0),
    ("sheet-address", 44.0),
];

pub(super) fn sheet(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let (texts, input) = (book.texts, book.input);
    let name = texts.get("sheet-definitions");
    let mut sheet = Sheet::new(workbook, book, &name, "", &HEADINGS)?;
    let mut row = |word: &str, meaning: &str, address: Option<&str>| {
        sheet.next();
        sheet.text(word)?;
        sheet.text(meaning)?;
        sheet.link(address)
    };
    for (word, meaning) in terms(texts, input) {
        row(&word, &meaning, None)?;
    }
    let word = texts.get("sheet-status");
    for code in [
        "met",
        "late",
        "late_with_preliminary",
        "overdue",
        "open",
        "ceased",
        "not_applicable",
    ] {
        row(&word, &format!("{} ({code})", status(texts, code)), None)?;
    }
    let word = texts.get("sheet-rule");
    for obligation in &book.analysis.obligations {
        for rule in &obligation.info.rules {
            let words = [
                ("title", (&obligation.info.title).into()),
                ("act", (&rule.act_title).into()),
                ("provision", (&rule.provision).into()),
                ("rule", (&rule.rule).into()),
                ("day", texts.day(&rule.in_force).into()),
            ];
            row(
                &word,
                &texts.with("sheet-rule-line", &words),
                rule.eli.as_deref(),
            )?;
        }
    }
    row(&texts.get("report-law-edition"), &input.law_edition, None)?;
    let word = texts.get("sheet-assumption");
    for assumption in &input.assumptions {
        row(&word, assumption, None)?;
    }
    let word = texts.get("sheet-rows");
    let rows = [
        ("read", input.rows_read.into()),
        ("rejected", input.rows_rejected.into()),
    ];
    row(&word, &texts.with("report-rows", &rows), None)?;
    let word = texts.get("sheet-rejected");
    for example in &input.rejected_examples {
        row(&word, example, None)?;
    }
    sheet.finish()
}
