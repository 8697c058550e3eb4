//! One obligation at a time: sentence, signals, charts, rules, tables.

use omhu_figures::SmallNumbers;

use super::phrases::{Verdict, verdict};
use super::{Block, Phrases, Section, Side, Span, TableBlock, answer, teams, trends};
use crate::analysis::{Analysis, Obligation};
use crate::chart::Size;

pub(super) fn section(analysis: &Analysis, phrases: &Phrases<'_>, font: Option<&str>) -> Section {
    let mut blocks = Vec::new();
    for (at, obligation) in analysis.obligations.iter().enumerate() {
        one(&mut blocks, at, obligation, phrases, font);
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(phrases.get("report-nothing")));
    }
    Section {
        id: "each",
        heading: phrases.get("report-each"),
        blocks,
    }
}

fn one(
    blocks: &mut Vec<Block>,
    at: usize,
    o: &Obligation,
    phrases: &Phrases<'_>,
    font: Option<&str>,
) {
    blocks.push(Block::Heading {
        text: phrases.title(o),
        new_page: at > 0 && o.total.counted() > 0,
    });
    blocks.push(Block::lead(phrases.sentence(&o.total)));
    if !o.info.summary.is_empty() {
        blocks.push(Block::paragraph(o.info.summary.as_str()));
    }
    blocks.push(Block::List {
        items: notes(o, phrases)
            .into_iter()
            .map(|note| vec![Span::text(note)])
            .collect(),
    });
    if o.total.counted() > 0 {
        let trend = trends::picture(o, &format!("trend-{at}"), Size::Large, phrases, font);
        let teams = teams::picture(o, &format!("teams-{at}"), phrases, font);
        blocks.push(Block::Pictures {
            pictures: [Some(trend), teams].into_iter().flatten().collect(),
            small: false,
        });
    }
    if !o.rules.is_empty() {
        blocks.push(Block::paragraph(phrases.get("report-rules")));
        blocks.push(Block::List {
            items: o.rules.iter().map(|rule| phrases.rule(rule)).collect(),
        });
    }
    if o.total != omhu_figures::Counts::default() {
        let tables = [Some(table(o, phrases)), teams::table(o, phrases)];
        blocks.push(Block::Tables {
            tables: tables.into_iter().flatten().collect(),
        });
    }
}

/// What the numbers say and do not say, one sentence each.
fn notes(o: &Obligation, phrases: &Phrases<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let (Some(target), Some(verdict)) = (o.info.target_percent, verdict(o)) {
        let key = match verdict {
            Verdict::Below => "figures-verdict-below",
            Verdict::Unsure => "figures-verdict-unsure",
            Verdict::Reached => "figures-verdict-reached",
        };
        notes.push(phrases.texts.with(key, &[("target", target.into())]));
    }
    if SmallNumbers::default().is_unsure(o.total.counted()) {
        notes.push(answer::small(phrases));
    }
    let t = &o.total;
    let rest = [
        ("late", t.late.into()),
        ("preliminary", t.late_with_preliminary.into()),
        ("open", t.open.into()),
        ("ceased", t.ceased.into()),
        ("left_out", t.not_applicable.into()),
    ];
    notes.push(phrases.texts.with("figures-rest", &rest));
    if t.counted() > 0 {
        notes.extend(trends::signal_sentences(o, phrases));
        notes
            .extend(Some(trends::law_sentence(o, phrases)).filter(|sentence| !sentence.is_empty()));
        notes.extend(teams::sentences(o, phrases));
    }
    notes
}

fn table(o: &Obligation, phrases: &Phrases<'_>) -> TableBlock {
    let number = |key| (phrases.get(key), Side::End);
    let columns = vec![
        (phrases.get("figures-period"), Side::Start),
        number("figures-in-time"),
        number("figures-uncertainty"),
        number("figures-n"),
        number("figures-overdue"),
    ];
    let rows = o.periods.iter().map(|(label, counts)| {
        let texts = [
            phrases.period(*label),
            phrases.percent(counts),
            phrases.interval(counts),
            phrases.count(counts.counted()),
            phrases.count(counts.overdue),
        ];
        texts
            .into_iter()
            .map(|text| vec![Span::text(text)])
            .collect()
    });
    let words = [
        ("title", phrases.title(o).into()),
        ("unit", phrases.unit().into()),
    ];
    TableBlock {
        caption: phrases.texts.with("figures-trend-caption", &words),
        columns,
        rows: rows.collect(),
    }
}
