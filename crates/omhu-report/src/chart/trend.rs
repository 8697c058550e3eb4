//! A share over time: line, band of uncertainty, target line, law changes as marks, gaps where nothing was due.

use super::svg::{Anchor, Svg};
use super::{Frame, colour};

/// One period of a trend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendPoint {
    /// Text under the axis; empty for most periods.
    pub tick: String,
    /// Percent, low and high of its interval; `None` is a gap.
    pub percent: Option<(f64, f64, f64)>,
    /// Few cases: drawn hollow.
    pub unsure: bool,
    /// Outside its control limits: drawn as a diamond.
    pub signal: bool,
}

/// A change of law at the start of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawMark {
    /// Position of the first period under the new law.
    pub at: usize,
    /// Its name, short.
    pub label: String,
}

/// How much room a trend has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// One of many, side by side on one scale.
    Small,
    /// Alone.
    #[default]
    Large,
}

/// A trend of percentages on the fixed scale 0 to 100: charts beside each other can be compared.
#[derive(Clone, Debug)]
pub struct TrendChart<'a> {
    /// Title, description, id.
    pub frame: Frame<'a>,
    /// The periods, without holes in time.
    pub points: &'a [TrendPoint],
    /// Target in percent, with its label.
    pub target: Option<(f64, String)>,
    /// Law changes.
    pub marks: &'a [LawMark],
    /// Room.
    pub size: Size,
}

struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    step: f64,
}

impl Plot {
    fn x(&self, at: usize) -> f64 {
        self.left + (at as f64 + 0.5) * self.step
    }

    fn y(&self, percent: f64) -> f64 {
        self.bottom - percent.clamp(0.0, 100.0) / 100.0 * (self.bottom - self.top)
    }
}

impl TrendChart<'_> {
    /// The chart as an SVG element.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, height, grid): (f64, f64, &[u32]) = match self.size {
            Size::Small => (220.0, 118.0, &[0, 50, 100]),
            Size::Large => (360.0, 192.0, &[0, 25, 50, 75, 100]),
        };
        let top = if self.size == Size::Large { 32.0 } else { 12.0 };
        let (left, right, bottom) = (44.0, width - 8.0, height - 22.0);
        let step = (right - left) / self.points.len().max(1) as f64;
        let plot = Plot {
            left,
            right,
            top,
            bottom,
            step,
        };
        let mut svg = Svg::new(&self.frame, width, height, 12);
        self.axes(&mut svg, &plot, grid);
        for stretch in stretches(self.points) {
            self.stretch(&mut svg, &plot, &stretch);
        }
        if let Some((target, label)) = &self.target {
            svg.line(
                (plot.left, plot.y(*target)),
                (plot.right, plot.y(*target)),
                colour::TARGET,
                1.5,
                "7 3",
            );
            if self.size == Size::Large {
                // Under the line near the top of the scale, where the room above belongs to the law marks.
                svg.text((plot.right, plot.y(*target) + 13.0), Anchor::End, label);
            }
        }
        self.points(&mut svg, &plot);
        svg.finish()
    }

    fn axes(&self, svg: &mut Svg, plot: &Plot, grid: &[u32]) {
        for &percent in grid {
            let y = plot.y(f64::from(percent));
            svg.line((plot.left, y), (plot.right, y), colour::GRID, 1.0, "");
            svg.text(
                (plot.left - 5.0, y + 4.0),
                Anchor::End,
                &format!("{percent} %"),
            );
        }
        for (at, point) in self
            .points
            .iter()
            .enumerate()
            .filter(|(_, point)| !point.tick.is_empty())
        {
            let x = plot.x(at);
            svg.line(
                (x, plot.bottom),
                (x, plot.bottom + 4.0),
                colour::MARK,
                1.0,
                "",
            );
            // A label near an edge stays inside the picture.
            let half = 3.2 * point.tick.chars().count() as f64;
            let x = x.clamp(half, plot.right + 8.0 - half);
            svg.text((x, plot.bottom + 17.0), Anchor::Middle, &point.tick);
        }
        for mark in self.marks {
            let x = plot.left + mark.at as f64 * plot.step;
            let start = if self.size == Size::Large {
                plot.top - 12.0
            } else {
                plot.top - 8.0
            };
            svg.line((x, start), (x, plot.bottom), colour::MARK, 1.5, "2 2");
            if self.size == Size::Large {
                let anchor = if x < f64::midpoint(plot.left, plot.right) {
                    Anchor::Start
                } else {
                    Anchor::End
                };
                svg.text((x, plot.top - 17.0), anchor, &mark.label);
            }
        }
    }

    /// Band and line of neighbouring periods with numbers.
    fn stretch(&self, svg: &mut Svg, plot: &Plot, stretch: &[(usize, f64, f64, f64)]) {
        if let [(at, _, low, high)] = stretch {
            let x = plot.x(*at);
            svg.line(
                (x, plot.y(*low)),
                (x, plot.y(*high)),
                colour::BAND,
                (plot.step * 0.8).min(10.0),
                "",
            );
            return;
        }
        let low = stretch
            .iter()
            .map(|&(at, _, low, _)| (plot.x(at), plot.y(low)));
        let high = stretch
            .iter()
            .rev()
            .map(|&(at, _, _, high)| (plot.x(at), plot.y(high)));
        svg.polygon(&low.chain(high).collect::<Vec<_>>(), colour::BAND, "none");
        let line: Vec<_> = stretch
            .iter()
            .map(|&(at, percent, ..)| (plot.x(at), plot.y(percent)))
            .collect();
        svg.polyline(
            &line,
            colour::LINE,
            if self.size == Size::Large { 2.2 } else { 1.8 },
        );
    }

    fn points(&self, svg: &mut Svg, plot: &Plot) {
        let all = self.size == Size::Large && self.points.len() <= 36;
        let alone = |at: usize| {
            let has = |at: Option<usize>| {
                at.and_then(|at| self.points.get(at))
                    .is_some_and(|p| p.percent.is_some())
            };
            !has(at.checked_sub(1)) && !has(Some(at + 1))
        };
        for (at, point) in self.points.iter().enumerate() {
            let Some((percent, ..)) = point.percent else {
                continue;
            };
            let place = (plot.x(at), plot.y(percent));
            let fill = if point.unsure {
                "#ffffff"
            } else {
                colour::LINE
            };
            if point.signal {
                svg.diamond(
                    place,
                    if self.size == Size::Large { 5.5 } else { 4.0 },
                    fill,
                    colour::LINE,
                );
            } else if all || alone(at) {
                svg.circle(
                    place,
                    if self.size == Size::Large { 3.0 } else { 2.0 },
                    fill,
                    colour::LINE,
                );
            }
        }
    }
}

/// Position, percent, low and high of neighbouring periods with numbers, cut at the gaps.
fn stretches(points: &[TrendPoint]) -> Vec<Vec<(usize, f64, f64, f64)>> {
    let numbered: Vec<_> = points.iter().enumerate().collect();
    numbered
        .split(|(_, point)| point.percent.is_none())
        .map(|part| {
            part.iter()
                .filter_map(|(at, p)| p.percent.map(|(percent, l, h)| (*at, percent, l, h)))
                .collect()
        })
        .filter(|part: &Vec<_>| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_without_numbers_is_a_gap() {
        let point = |percent: f64| TrendPoint {
            percent: Some((percent, 0.0, 100.0)),
            ..TrendPoint::default()
        };
        let points = [
            point(1.0),
            point(2.0),
            TrendPoint::default(),
            TrendPoint::default(),
            point(5.0),
        ];
        let places: Vec<Vec<usize>> = stretches(&points)
            .iter()
            .map(|s| s.iter().map(|p| p.0).collect())
            .collect();
        assert_eq!(places, [vec![0, 1], vec![4]]);
    }

    #[test]
    fn no_style_no_script_and_every_text_escaped() {
        let frame = Frame {
            id: "a",
            title: "<script>",
            description: "\"'&",
            font: None,
        };
        let marks = [LawMark {
            at: 0,
            label: "<b>".into(),
        }];
        let points = [TrendPoint {
            tick: "<i>".into(),
            ..TrendPoint::default()
        }];
        let target = Some((95.0, "<u>".into()));
        let svg = TrendChart {
            frame,
            points: &points,
            target,
            marks: &marks,
            size: Size::Large,
        }
        .svg();
        assert!(
            svg.starts_with("<svg ")
                && svg.contains("role=\"img\"")
                && svg.contains("&lt;script&gt;")
        );
        for forbidden in [
            "<script", "<b>", "<i>", "<u>", "style", "href", "NaN", "inf",
        ] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }
}
