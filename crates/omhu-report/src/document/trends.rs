//! Is it getting better? Small charts side by side on one scale, and the large chart of one obligation.

use omhu_figures::{By, Counts, PeriodLabel, Side, Signal, SmallNumbers, Tenths, signals};

use super::{Block, Phrases, Picture, Section};
use crate::analysis::{Analysis, Obligation, period};
use crate::chart::{Frame, LawMark, Size, TrendChart, TrendPoint};

/// A chart shows at most so many periods: five years of months. The table has them all.
const MOST_POINTS: usize = 60;

/// Above this number of periods only the years are written under the axis.
const MONTHS_NAMED: usize = 26;

/// Changes of law that a trend must not be read across without knowing.
const LAW_CHANGES: [(&str, &str); 3] = [
    ("2011-01-01", "figures-law-2011"),
    ("2013-10-01", "figures-law-2013"),
    ("2024-01-01", "figures-law-2024"),
];

pub(super) fn section(analysis: &Analysis, phrases: &Phrases<'_>, font: Option<&str>) -> Section {
    let shown = analysis
        .obligations
        .iter()
        .enumerate()
        .filter(|(_, o)| o.total.counted() > 0);
    let pictures: Vec<Picture> = shown
        .map(|(at, o)| picture(o, &format!("small-{at}"), Size::Small, phrases, font))
        .collect();
    let mut blocks = vec![Block::paragraph(
        phrases
            .texts
            .with("report-trend-intro", &[("unit", phrases.unit().into())]),
    )];
    if let Some(marks) = analysis
        .obligations
        .first()
        .map(|o| law_sentence(o, phrases))
        .filter(|s| !s.is_empty())
    {
        blocks.push(Block::paragraph(marks));
    }
    blocks.push(Block::Pictures {
        pictures,
        small: true,
    });
    Section {
        id: "trend",
        heading: phrases.get("report-trend"),
        blocks,
    }
}

/// The periods a chart shows: the newest ones.
fn charted(obligation: &Obligation) -> &[(PeriodLabel, Counts)] {
    &obligation.periods[obligation.periods.len().saturating_sub(MOST_POINTS)..]
}

/// The trend of one obligation as a picture.
pub(super) fn picture(
    o: &Obligation,
    id: &str,
    size: Size,
    phrases: &Phrases<'_>,
    font: Option<&str>,
) -> Picture {
    let periods = charted(o);
    let found = signals(&pairs(periods));
    let points: Vec<TrendPoint> = periods
        .iter()
        .enumerate()
        .map(|(at, (label, counts))| point(at, *label, counts, periods, &found, size, phrases))
        .collect();
    let caption = match size {
        Size::Small => phrases.title(o),
        Size::Large => phrases.texts.with(
            "figures-trend-caption",
            &[
                ("title", phrases.title(o).into()),
                ("unit", phrases.unit().into()),
            ],
        ),
    };
    let description = description(o, periods, phrases);
    let frame = Frame {
        id,
        title: &caption,
        description: &description,
        font,
    };
    let target = o.info.target_percent.map(|target| {
        (
            f64::from(target),
            phrases
                .texts
                .with("figures-target-label", &[("target", target.into())]),
        )
    });
    let marks = marks(periods, phrases);
    let svg = TrendChart {
        frame,
        points: &points,
        target,
        marks: &marks,
        size,
    }
    .svg();
    Picture {
        svg,
        caption,
        description,
    }
}

fn pairs(periods: &[(PeriodLabel, Counts)]) -> Vec<(u64, u64)> {
    periods
        .iter()
        .map(|(_, counts)| (counts.met, counts.counted()))
        .collect()
}

fn point(
    at: usize,
    label: PeriodLabel,
    counts: &Counts,
    periods: &[(PeriodLabel, Counts)],
    found: &[Signal],
    size: Size,
    phrases: &Phrases<'_>,
) -> TrendPoint {
    let month = label.first_month();
    let few = size == Size::Large && periods.len() <= MONTHS_NAMED;
    let tick = match label.by() {
        // A year is named where it begins; a chart of years has a name for each point.
        _ if month == 1 => label.year().to_string(),
        By::Month if few && month % 3 == 1 => phrases.period(label).chars().take(3).collect(),
        By::Quarter if few && at == 0 => label.year().to_string(),
        _ => String::new(),
    };
    TrendPoint {
        tick,
        percent: counts
            .percent_tenths()
            .zip(counts.interval())
            .map(|(percent, (low, high))| (percent.as_f64(), low.as_f64(), high.as_f64())),
        unsure: SmallNumbers::default().is_unsure(counts.counted()),
        signal: found
            .iter()
            .any(|signal| matches!(signal, Signal::Outside { at: place, .. } if *place == at)),
    }
}

fn marks(periods: &[(PeriodLabel, Counts)], phrases: &Phrases<'_>) -> Vec<LawMark> {
    let Some(((first, _), (last, _))) = periods.first().zip(periods.last()) else {
        return Vec::new();
    };
    let within = LAW_CHANGES.iter().filter_map(|(day, key)| {
        let change = period(first.by(), day).filter(|change| first < change && change <= last)?;
        let at = periods.iter().position(|(label, _)| *label == change)?;
        Some(LawMark {
            at,
            label: phrases.get(key),
        })
    });
    within.collect()
}

/// The law changes within the chart as a sentence; empty when there is none.
pub(super) fn law_sentence(o: &Obligation, phrases: &Phrases<'_>) -> String {
    let periods = charted(o);
    let names: Vec<String> = marks(periods, phrases)
        .into_iter()
        .map(|mark| {
            let since = [
                ("law", mark.label.into()),
                ("period", phrases.period(periods[mark.at].0).into()),
            ];
            phrases.texts.with("figures-law-since", &since)
        })
        .collect();
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    phrases.texts.with(
        "figures-law-marks",
        &[("laws", phrases.texts.list(&names).into())],
    )
}

/// What the line shows, in words: first, newest, lowest, highest.
fn description(o: &Obligation, periods: &[(PeriodLabel, Counts)], phrases: &Phrases<'_>) -> String {
    let numbered: Vec<(PeriodLabel, Tenths, u64)> = periods
        .iter()
        .filter_map(|(label, counts)| {
            counts
                .percent_tenths()
                .map(|percent| (*label, percent, counts.counted()))
        })
        .collect();
    let (Some(first), Some(last)) = (numbered.first(), numbered.last()) else {
        return phrases.get("figures-trend-empty");
    };
    let lowest = numbered
        .iter()
        .min_by_key(|(_, percent, _)| *percent)
        .unwrap_or(first);
    let highest = numbered
        .iter()
        .max_by_key(|(_, percent, _)| *percent)
        .unwrap_or(first);
    let one = |(label, percent, n): &(PeriodLabel, Tenths, u64)| {
        let words = [
            ("period", phrases.period(*label).into()),
            ("percent", (*percent).into()),
            ("n", (*n).into()),
        ];
        phrases.texts.with("figures-trend-point", &words)
    };
    let words = [
        ("points", numbered.len().into()),
        ("unit", phrases.unit().into()),
        ("first", one(first).into()),
        ("last", one(last).into()),
        ("lowest", one(lowest).into()),
        ("highest", one(highest).into()),
    ];
    let mut text = phrases.texts.with("figures-trend-description", &words);
    if let Some(target) = o.info.target_percent {
        text.push(' ');
        text.push_str(
            &phrases
                .texts
                .with("figures-trend-target", &[("target", target.into())]),
        );
    }
    text
}

/// The signals in words; one sentence also when there is none, or too few periods to say.
pub(super) fn signal_sentences(o: &Obligation, phrases: &Phrases<'_>) -> Vec<String> {
    let periods = charted(o);
    let counted = periods
        .iter()
        .filter(|(_, counts)| counts.counted() > 0)
        .count();
    let unit = || ("unit", phrases.unit().into());
    if counted < omhu_figures::POINTS_FOR_LIMITS {
        let least = ("least", omhu_figures::POINTS_FOR_LIMITS.into());
        return vec![
            phrases
                .texts
                .with("figures-signals-too-few", &[least, unit()]),
        ];
    }
    let found = signals(&pairs(periods));
    if found.is_empty() {
        return vec![phrases.get("figures-signals-none")];
    }
    let mut sentences = Vec::new();
    for signal in &found {
        if let Signal::Run {
            from,
            to,
            length,
            side,
        } = *signal
        {
            let words = [
                ("length", length.into()),
                ("from", phrases.period(periods[from].0).into()),
                ("to", phrases.period(periods[to].0).into()),
                unit(),
            ];
            let key = if side == Side::Above {
                "figures-run-above"
            } else {
                "figures-run-below"
            };
            sentences.push(phrases.texts.with(key, &words));
        }
    }
    for (wanted, key) in [
        (Side::Below, "figures-outside-below"),
        (Side::Above, "figures-outside-above"),
    ] {
        let outside: Vec<String> = found
            .iter()
            .filter_map(|signal| match *signal {
                Signal::Outside { at, side } if side == wanted => {
                    Some(phrases.period(periods[at].0))
                }
                _ => None,
            })
            .collect();
        if !outside.is_empty() {
            let names: Vec<&str> = outside.iter().map(String::as_str).collect();
            sentences.push(
                phrases
                    .texts
                    .with(key, &[("periods", phrases.texts.list(&names).into())]),
            );
        }
    }
    sentences
}
