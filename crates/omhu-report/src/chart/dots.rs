//! One dot with its interval per group, on a funnel laid on its side: the grey zone is what chance explains.

use super::svg::{Anchor, Svg, shortened};
use super::{Frame, colour};

/// One group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// Name; shortened where it does not fit.
    pub label: String,
    /// Percent, low and high of its interval; `None` where nothing was counted.
    pub percent: Option<(f64, f64, f64)>,
    /// Where a group of this size lies by chance when it does as the whole.
    pub zone: Option<(f64, f64)>,
    /// Few cases: drawn hollow.
    pub unsure: bool,
    /// Outside the zone: drawn as a diamond.
    pub apart: bool,
}

/// Groups in the order given: the alphabet, never a ranking.
#[derive(Clone, Debug)]
pub struct DotChart<'a> {
    /// Title, description, id.
    pub frame: Frame<'a>,
    /// The groups.
    pub rows: &'a [DotRow],
    /// Percent of the whole, with its label.
    pub whole: Option<(f64, String)>,
}

impl DotChart<'_> {
    /// The chart as an SVG element.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, left, top, row) = (360.0, 108.0, 24.0, 20.0);
        let bottom = top + row * self.rows.len() as f64;
        let right = width - 24.0;
        let x = |percent: f64| left + percent.clamp(0.0, 100.0) / 100.0 * (right - left);
        let mut svg = Svg::new(&self.frame, width, bottom + 24.0, 12);
        for (at, line) in self.rows.iter().enumerate() {
            if let Some((low, high)) = line.zone {
                let y = top + row * at as f64 + 3.0;
                svg.rectangle(
                    (x(low), y),
                    (x(high) - x(low)).max(1.0),
                    row - 6.0,
                    "#e4e4e4",
                );
            }
        }
        for percent in [0_u32, 25, 50, 75, 100] {
            let place = x(f64::from(percent));
            svg.line((place, top), (place, bottom), colour::GRID, 1.0, "");
            svg.text(
                (place, bottom + 16.0),
                Anchor::Middle,
                &format!("{percent} %"),
            );
        }
        if let Some((percent, label)) = &self.whole {
            svg.line(
                (x(*percent), top - 6.0),
                (x(*percent), bottom),
                colour::INK,
                1.5,
                "",
            );
            let anchor = if *percent > 60.0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            svg.text((x(*percent), top - 10.0), anchor, label);
        }
        for (at, line) in self.rows.iter().enumerate() {
            let y = top + row * (at as f64 + 0.5);
            svg.text(
                (left - 8.0, y + 4.0),
                Anchor::End,
                &shortened(&line.label, 15),
            );
            let Some((percent, low, high)) = line.percent else {
                continue;
            };
            svg.line((x(low), y), (x(high), y), colour::LINE, 2.0, "");
            for end in [low, high] {
                svg.line((x(end), y - 4.0), (x(end), y + 4.0), colour::LINE, 2.0, "");
            }
            let fill = if line.unsure { "#ffffff" } else { colour::LINE };
            if line.apart {
                svg.diamond((x(percent), y), 6.0, fill, colour::LINE);
            } else {
                svg.circle((x(percent), y), 4.0, fill, colour::LINE);
            }
        }
        svg.finish()
    }
}
