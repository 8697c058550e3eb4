//! The first page: what is not done in time, and how sure are we?

use omhu_figures::SmallNumbers;

use super::{Block, Phrases, Section, Side, Span, TableBlock};
use crate::ReportInput;
use crate::analysis::{Analysis, Obligation};

/// How many obligations get a sentence before the table.
const SENTENCES: usize = 5;

pub(super) fn section(input: &ReportInput, analysis: &Analysis, phrases: &Phrases<'_>) -> Section {
    let mut blocks = vec![Block::lead(whole(analysis, phrases))];
    let first: Vec<&Obligation> = analysis
        .obligations
        .iter()
        .filter(|o| o.total.not_in_time() > 0)
        .take(SENTENCES)
        .collect();
    if !first.is_empty() {
        blocks.push(Block::paragraph(phrases.get("report-surest")));
        let item = |o: &&Obligation| {
            let words = [
                ("title", phrases.title(o).into()),
                ("sentence", phrases.sentence(&o.total).into()),
            ];
            vec![Span::text(phrases.texts.with("report-item", &words))]
        };
        blocks.push(Block::List {
            items: first.iter().map(item).collect(),
        });
    }
    if !analysis.obligations.is_empty() {
        blocks.push(Block::paragraph(phrases.get("report-order")));
        blocks.push(Block::Table(table(analysis, phrases)));
        blocks.push(Block::paragraph(phrases.get("report-table-note")));
        if analysis
            .obligations
            .iter()
            .any(|o| SmallNumbers::default().is_unsure(o.total.counted()))
        {
            blocks.push(Block::paragraph(small(phrases)));
        }
    }
    if input.rows_rejected > 0 {
        let rows = [
            ("rejected", input.rows_rejected.into()),
            ("read", input.rows_read.into()),
        ];
        blocks.push(Block::paragraph(
            phrases.texts.with("report-rejected", &rows),
        ));
    }
    Section {
        id: "answer",
        heading: phrases.get("report-answer"),
        blocks,
    }
}

/// The warning about few cases.
pub(super) fn small(phrases: &Phrases<'_>) -> String {
    phrases.texts.with(
        "figures-small-note",
        &[("n", SmallNumbers::default().percent_from().into())],
    )
}

fn whole(analysis: &Analysis, phrases: &Phrases<'_>) -> String {
    let whole = &analysis.whole;
    let (Some(percent), Some((low, high))) = (whole.percent_tenths(), whole.interval()) else {
        return phrases.get("report-nothing");
    };
    let variables = [
        ("counted", whole.counted().into()),
        ("met", whole.met.into()),
        ("percent", percent.into()),
        ("low", low.into()),
        ("high", high.into()),
        ("late", (whole.late + whole.late_with_preliminary).into()),
        ("overdue", whole.overdue.into()),
    ];
    phrases.texts.with("report-whole", &variables)
}

fn table(analysis: &Analysis, phrases: &Phrases<'_>) -> TableBlock {
    let number = |key| (phrases.get(key), Side::End);
    let word = |key| (phrases.get(key), Side::Start);
    let columns = vec![
        word("figures-obligation"),
        number("figures-in-time"),
        number("figures-uncertainty"),
        number("figures-n"),
        number("figures-late"),
        number("figures-overdue"),
        number("figures-open"),
        word("figures-target"),
        word("figures-rule"),
    ];
    let rows = analysis
        .obligations
        .iter()
        .map(|o| row(o, phrases))
        .collect();
    TableBlock {
        caption: phrases.get("report-table-caption"),
        columns,
        rows,
    }
}

fn row(obligation: &Obligation, phrases: &Phrases<'_>) -> Vec<Vec<Span>> {
    let total = &obligation.total;
    let text = |text: String| vec![Span::text(text)];
    let mut n = phrases.count(total.counted());
    if SmallNumbers::default().is_unsure(total.counted()) {
        n = phrases.texts.with("figures-n-small", &[("n", n.into())]);
    }
    vec![
        text(phrases.title(obligation)),
        text(phrases.percent(total)),
        text(phrases.interval(total)),
        text(n),
        text(phrases.count(total.late + total.late_with_preliminary)),
        text(phrases.count(total.overdue)),
        text(phrases.count(total.open)),
        phrases.target(obligation),
        phrases.newest_rule(obligation),
    ]
}
