//! Lying bars with their numbers written at the end.

use super::svg::{Anchor, Svg, shortened};
use super::{Frame, colour};

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// Its length.
    pub count: u64,
    /// The number as the language writes it.
    pub shown: String,
}

/// Bars that begin at zero.
#[derive(Clone, Debug)]
pub struct BarChart<'a> {
    /// Title, description, id.
    pub frame: Frame<'a>,
    /// The bars, from the top.
    pub bars: &'a [Bar],
}

impl BarChart<'_> {
    /// The chart as an SVG element.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, left, row) = (360.0, 128.0, 26.0);
        let height = row * self.bars.len() as f64 + 8.0;
        let longest = self
            .bars
            .iter()
            .map(|bar| bar.count)
            .max()
            .unwrap_or(0)
            .max(1) as f64;
        let mut svg = Svg::new(&self.frame, width, height, 12);
        for (at, bar) in self.bars.iter().enumerate() {
            let y = 4.0 + row * at as f64;
            let length = bar.count as f64 / longest * (width - left - 50.0);
            svg.text(
                (left - 8.0, y + 17.0),
                Anchor::End,
                &shortened(&bar.label, 19),
            );
            svg.rectangle((left, y + 3.0), length.max(0.5), row - 8.0, colour::LINE);
            svg.text((left + length + 6.0, y + 17.0), Anchor::Start, &bar.shown);
        }
        svg.line((left, 2.0), (left, height - 2.0), colour::MARK, 1.0, "");
        svg.finish()
    }
}
