//! Where the numbers come from and what the words mean.

use super::{Block, Phrases, Section, Span};
use crate::ReportInput;

pub(super) fn data(input: &ReportInput, phrases: &Phrases<'_>) -> Section {
    let texts = phrases.texts;
    let mut items = vec![texts.with(
        "report-rows",
        &[
            ("read", input.rows_read.into()),
            ("rejected", input.rows_rejected.into()),
        ],
    )];
    if let Some(late) = input.registered_late {
        let words = [
            ("late", late.late.into()),
            ("facts", late.facts.into()),
            ("days", late.more_than_days.into()),
        ];
        items.push(texts.with("report-registered-late", &words));
    }
    items.push(texts.with("report-law", &[("edition", (&input.law_edition).into())]));
    let mut blocks = vec![Block::List {
        items: points(items),
    }];
    if !input.assumptions.is_empty() {
        blocks.push(Block::paragraph(phrases.get("report-assumptions")));
        blocks.push(Block::List {
            items: points(input.assumptions.clone()),
        });
    }
    Section {
        id: "data",
        heading: phrases.get("report-data"),
        blocks,
    }
}

fn points(texts: Vec<String>) -> Vec<Vec<Span>> {
    texts
        .into_iter()
        .map(|text| vec![Span::text(text)])
        .collect()
}

pub(super) fn definitions(input: &ReportInput, phrases: &Phrases<'_>) -> Section {
    let terms = terms(phrases.texts, input);
    Section {
        id: "definitions",
        heading: phrases.get("report-definitions"),
        blocks: vec![Block::Terms { terms }],
    }
}

/// Word and meaning, also for the spreadsheet.
pub(crate) fn terms(texts: &crate::Texts, input: &ReportInput) -> Vec<(String, String)> {
    let as_of = texts.day(&input.as_of);
    let plain = |word: &str, meaning: &str| (texts.get(word), texts.get(meaning));
    vec![
        plain("figures-in-time", "define-in-time"),
        plain("figures-n", "define-n"),
        plain("figures-uncertainty", "define-uncertainty"),
        plain("figures-late", "define-late"),
        (
            texts.get("figures-overdue"),
            texts.with("define-overdue", &[("as_of", as_of.into())]),
        ),
        plain("figures-open", "define-open"),
        plain("define-not-counted-word", "define-not-counted"),
        plain("figures-target", "define-target"),
        plain("define-trend-word", "define-trend"),
        plain("define-teams-word", "define-teams"),
        plain("define-small-word", "define-small"),
        plain("define-period-word", "define-period"),
    ]
}
