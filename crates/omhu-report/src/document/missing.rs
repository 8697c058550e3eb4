//! What is not done now, and for how long it has been waiting. Counts only: case numbers stand in the spreadsheet.

use super::{Block, Phrases, Picture, Section, Side, Span, TableBlock};
use crate::ReportInput;
use crate::analysis::{AGES, Analysis, Missing, Obligation};
use crate::chart::{Bar, BarChart, Frame};

pub(super) fn section(
    input: &ReportInput,
    analysis: &Analysis,
    phrases: &Phrases<'_>,
    font: Option<&str>,
) -> Section {
    let missing = &analysis.missing;
    let mut blocks = Vec::new();
    if missing.all() == 0 {
        blocks.push(Block::paragraph(phrases.get("report-missing-none")));
    } else {
        let longest = u64::try_from(missing.longest.unwrap_or(0)).unwrap_or(0);
        let words = [
            ("all", missing.all().into()),
            ("cases", missing.cases.into()),
            ("longest", longest.into()),
        ];
        blocks.push(Block::lead(
            phrases.texts.with("report-missing-whole", &words),
        ));
        blocks.push(Block::Pictures {
            pictures: vec![picture(missing, phrases, font)],
            small: false,
        });
        blocks.push(Block::Table(table(analysis, phrases)));
    }
    let listed = input.behind.len() as u64;
    if input.behind_total > listed {
        let words = [
            ("listed", listed.into()),
            ("all", input.behind_total.into()),
        ];
        blocks.push(Block::paragraph(
            phrases.texts.with("report-missing-cut", &words),
        ));
    }
    blocks.push(Block::paragraph(phrases.get("report-missing-list")));
    Section {
        id: "missing",
        heading: phrases.get("report-missing"),
        blocks,
    }
}

/// `1-7 dage`, ..., `mere end 90 dage`.
fn ages(phrases: &Phrases<'_>) -> Vec<String> {
    let mut from = 0;
    let mut names: Vec<String> = Vec::new();
    for end in AGES.map(|end| u64::try_from(end).unwrap_or(0)) {
        names.push(
            phrases
                .texts
                .with("figures-age", &[("from", from.into()), ("to", end.into())]),
        );
        from = end + 1;
    }
    names.push(
        phrases
            .texts
            .with("figures-age-over", &[("days", (from - 1).into())]),
    );
    names
}

fn picture(missing: &Missing, phrases: &Phrases<'_>, font: Option<&str>) -> Picture {
    let bars: Vec<Bar> = ages(phrases)
        .into_iter()
        .zip(missing.by_age)
        .map(|(label, count)| Bar {
            label,
            count,
            shown: phrases.count(count),
        })
        .collect();
    let caption = phrases.get("report-missing-caption");
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {}.", bar.label, bar.shown))
        .collect();
    let description = parts.join(" ");
    let frame = Frame {
        id: "ages",
        title: &caption,
        description: &description,
        font,
    };
    Picture {
        svg: BarChart { frame, bars: &bars }.svg(),
        caption,
        description,
    }
}

fn table(analysis: &Analysis, phrases: &Phrases<'_>) -> TableBlock {
    let mut columns = vec![
        (phrases.get("figures-obligation"), Side::Start),
        (phrases.get("figures-overdue"), Side::End),
    ];
    columns.extend(ages(phrases).into_iter().map(|age| (age, Side::End)));
    let row = |o: &Obligation| {
        let numbers = [o.missing.all()].into_iter().chain(o.missing.by_age);
        let mut row = vec![vec![Span::text(phrases.title(o))]];
        row.extend(numbers.map(|n| vec![Span::text(phrases.count(n))]));
        row
    };
    let mut waiting: Vec<&Obligation> = analysis
        .obligations
        .iter()
        .filter(|o| o.missing.all() > 0)
        .collect();
    waiting.sort_by_key(|o| std::cmp::Reverse(o.missing.all()));
    TableBlock {
        caption: phrases.get("report-missing-table"),
        columns,
        rows: waiting.into_iter().map(row).collect(),
    }
}
