//! The figures: one row per obligation, per period, per team.

use rust_xlsxwriter::Workbook;

use super::Book;
use super::sheet::{Heading, Sheet};
use crate::ReportError;
use crate::analysis::Obligation;
use crate::document::{Phrases, facts};
use crate::status::layer;

/// Headings of the eleven cells that `Sheet::counts` writes.
const COUNTS: [Heading; 11] = [
    ("figures-met", 10.0),
    ("sheet-late", 10.0),
    ("sheet-late-with-preliminary", 14.0),
    ("figures-overdue", 10.0),
    ("figures-n", 10.0),
    ("figures-in-time", 10.0),
    ("sheet-low", 10.0),
    ("sheet-high", 10.0),
    ("figures-open", 10.0),
    ("sheet-ceased", 10.0),
    ("sheet-not-applicable", 10.0),
];

const OBLIGATION: [Heading; 3] = [
    ("figures-obligation", 38.0),
    ("sheet-name", 28.0),
    ("sheet-layer", 12.0),
];

fn obligation(sheet: &mut Sheet<'_>, book: &Book<'_>, o: &Obligation) -> Result<(), ReportError> {
    sheet.text(&o.info.title)?;
    sheet.text(&o.info.name)?;
    sheet.text(&layer(book.texts, &o.info.layer))
}

/// One row per obligation, worst first.
pub(super) fn summary(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let rules: [Heading; 5] = [
        ("figures-target", 10.0),
        ("sheet-target-reached", 14.0),
        ("sheet-rule", 18.0),
        ("sheet-provision", 40.0),
        ("sheet-address", 44.0),
    ];
    let headings: Vec<Heading> = OBLIGATION.into_iter().chain(COUNTS).chain(rules).collect();
    let facts: Vec<String> = facts(book.input, book.texts)
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}."))
        .collect();
    let about = format!(
        "{} {}",
        crate::document::title(book.input, book.texts),
        facts.join(" ")
    );
    let name = book.texts.get("sheet-summary");
    let mut sheet = Sheet::new(workbook, book, &name, &about, &headings)?;
    let phrases = Phrases {
        texts: book.texts,
        by: book.analysis.by,
    };
    for o in &book.analysis.obligations {
        sheet.next();
        obligation(&mut sheet, book, o)?;
        sheet.counts(&o.total)?;
        sheet.target(o.info.target_percent)?;
        let verdict: Vec<String> = phrases
            .target(o)
            .into_iter()
            .map(|span| span.text)
            .collect();
        sheet.text(&verdict.join(" "))?;
        let rule = o.rules.last().cloned().unwrap_or_default();
        sheet.text(&rule.rule)?;
        sheet.text(format!("{} {}", rule.act_title, rule.provision).trim())?;
        sheet.link(rule.eli.as_deref())?;
    }
    sheet.finish()
}

/// One row per obligation and period, all periods.
pub(super) fn periods(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let headings: Vec<Heading> = [("figures-period", 12.0)]
        .into_iter()
        .chain(OBLIGATION)
        .chain(COUNTS)
        .collect();
    let (name, about) = (
        book.texts.get("sheet-figures"),
        book.texts.get("sheet-figures-about"),
    );
    let mut sheet = Sheet::new(workbook, book, &name, &about, &headings)?;
    for o in &book.analysis.obligations {
        for (period, counts) in &o.periods {
            sheet.next();
            sheet.text(&period.to_string())?;
            obligation(&mut sheet, book, o)?;
            sheet.counts(counts)?;
        }
    }
    sheet.finish()
}

/// One row per obligation and team, by the alphabet.
pub(super) fn teams(workbook: &mut Workbook, book: &Book<'_>) -> Result<(), ReportError> {
    let compared: Heading = ("figures-compared", 24.0);
    let headings: Vec<Heading> = [("figures-team", 20.0)]
        .into_iter()
        .chain(OBLIGATION)
        .chain(COUNTS)
        .chain([compared])
        .collect();
    let (name, about) = (
        book.texts.get("sheet-teams"),
        book.texts.get("sheet-teams-about"),
    );
    let mut sheet = Sheet::new(workbook, book, &name, &about, &headings)?;
    let phrases = Phrases {
        texts: book.texts,
        by: book.analysis.by,
    };
    for o in &book.analysis.obligations {
        for (team, counts) in &o.teams {
            sheet.next();
            sheet.text(&phrases.team(team))?;
            obligation(&mut sheet, book, o)?;
            sheet.counts(counts)?;
            let place: Vec<String> = phrases
                .place(o, counts)
                .into_iter()
                .map(|span| span.text)
                .collect();
            sheet.text(&place.join(" "))?;
        }
    }
    sheet.finish()
}
