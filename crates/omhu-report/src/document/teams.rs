//! Teams beside each other, by the alphabet. Never a ranking: most differences are chance, and the text says so.

use omhu_figures::{Counts, FUNNEL_TAIL, SmallNumbers, funnel};

use super::{Cell, Phrases, Picture, Side, Span, TableBlock};
use crate::analysis::Obligation;
use crate::chart::{DotChart, DotRow, Frame};

/// How a team lies in relation to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Chance explains the difference.
    Within,
    /// More in time than chance explains.
    Above,
    /// Less in time than chance explains.
    Below,
}

/// The funnel's limits for a team, and where the team lies. `None` where nothing is counted.
fn placed(counts: &Counts, whole: f64) -> Option<(u64, u64, Place)> {
    let n = counts.counted();
    if n == 0 {
        return None;
    }
    let (low, high) = funnel(n, whole, FUNNEL_TAIL);
    let place = if counts.met < low {
        Place::Below
    } else if counts.met > high {
        Place::Above
    } else {
        Place::Within
    };
    Some((low, high, place))
}

/// Picture, sentences and table, when there are teams to put beside each other.
pub(super) fn picture(
    o: &Obligation,
    id: &str,
    phrases: &Phrases<'_>,
    font: Option<&str>,
) -> Option<Picture> {
    let whole = comparable(o)?;
    let rows: Vec<DotRow> = o
        .teams
        .iter()
        .map(|(team, counts)| row(team, counts, whole, phrases))
        .collect();
    let title = phrases.texts.with(
        "figures-teams-caption",
        &[("title", phrases.title(o).into())],
    );
    let description = sentences(o, phrases).join(" ");
    let label = phrases.texts.with(
        "figures-teams-whole",
        &[("percent", phrases.percent(&sum(o)).into())],
    );
    let frame = Frame {
        id,
        title: &title,
        description: &description,
        font,
    };
    let svg = DotChart {
        frame,
        rows: &rows,
        whole: Some((whole * 100.0, label)),
    }
    .svg();
    Some(Picture {
        svg,
        caption: title,
        description,
    })
}

fn sum(o: &Obligation) -> Counts {
    let mut sum = Counts::default();
    for (_, counts) in &o.teams {
        sum.merge(counts);
    }
    sum
}

/// Share of all teams together, when at least two have numbers.
fn comparable(o: &Obligation) -> Option<f64> {
    let with_numbers = o
        .teams
        .iter()
        .filter(|(_, counts)| counts.counted() > 0)
        .count();
    let all = sum(o);
    (with_numbers >= 2).then(|| all.met as f64 / all.counted() as f64)
}

fn row(team: &str, counts: &Counts, whole: f64, phrases: &Phrases<'_>) -> DotRow {
    let limits = placed(counts, whole);
    let n = counts.counted() as f64;
    DotRow {
        label: phrases.team(team),
        percent: counts
            .percent_tenths()
            .zip(counts.interval())
            .map(|(percent, (low, high))| (percent.as_f64(), low.as_f64(), high.as_f64())),
        zone: limits.map(|(low, high, _)| (100.0 * low as f64 / n, 100.0 * high as f64 / n)),
        unsure: SmallNumbers::default().is_unsure(counts.counted()),
        apart: limits.is_some_and(|(_, _, place)| place != Place::Within),
    }
}

impl Phrases<'_> {
    /// A team's name, or the words for nobody.
    pub(crate) fn team(&self, team: &str) -> String {
        if team.is_empty() {
            self.get("figures-no-team")
        } else {
            team.to_owned()
        }
    }

    /// How a team lies in relation to all: a shape and words. A dash where there is nothing to compare.
    pub(crate) fn place(&self, o: &Obligation, counts: &Counts) -> Cell {
        let place = comparable(o)
            .and_then(|whole| placed(counts, whole))
            .map(|(_, _, place)| place);
        let (shape, key) = match place {
            None => return vec![Span::text(self.get("figures-none"))],
            Some(Place::Within) => ("●", "figures-place-within"),
            Some(Place::Below) => ("◆", "figures-place-below"),
            Some(Place::Above) => ("◆", "figures-place-above"),
        };
        vec![Span::shape(shape), Span::text(self.get(key))]
    }
}

/// Who can be told apart from the whole, and who cannot.
pub(super) fn sentences(o: &Obligation, phrases: &Phrases<'_>) -> Vec<String> {
    let Some(whole) = comparable(o) else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    for (wanted, key) in [
        (Place::Below, "figures-teams-below"),
        (Place::Above, "figures-teams-above"),
        (Place::Within, "figures-teams-within"),
    ] {
        let here = o
            .teams
            .iter()
            .filter(|(_, c)| placed(c, whole).is_some_and(|(_, _, place)| place == wanted));
        let names: Vec<String> = here.map(|(team, _)| phrases.team(team)).collect();
        if !names.is_empty() {
            let listed: Vec<&str> = names.iter().map(String::as_str).collect();
            let words = [
                ("teams", phrases.texts.list(&listed).into()),
                ("count", names.len().into()),
            ];
            sentences.push(phrases.texts.with(key, &words));
        }
    }
    sentences
}

pub(super) fn table(o: &Obligation, phrases: &Phrases<'_>) -> Option<TableBlock> {
    comparable(o)?;
    let number = |key| (phrases.get(key), Side::End);
    let columns = vec![
        (phrases.get("figures-team"), Side::Start),
        number("figures-in-time"),
        number("figures-uncertainty"),
        number("figures-n"),
        number("figures-overdue"),
        (phrases.get("figures-compared"), Side::Start),
    ];
    let rows = o.teams.iter().map(|(team, counts)| {
        let text = |text: String| vec![Span::text(text)];
        vec![
            text(phrases.team(team)),
            text(phrases.percent(counts)),
            text(phrases.interval(counts)),
            text(phrases.count(counts.counted())),
            text(phrases.count(counts.overdue)),
            phrases.place(o, counts),
        ]
    });
    let caption = phrases
        .texts
        .with("figures-teams-table", &[("title", phrases.title(o).into())]);
    Some(TableBlock {
        caption,
        columns,
        rows: rows.collect(),
    })
}
