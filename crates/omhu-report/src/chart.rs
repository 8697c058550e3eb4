//! Small SVG charts that can be read without colour and without sight.
//!
//! Owns: geometry and drawing. Must not know: languages, figures, files. Each chart is an image with a title and a
//! description; attributes only, no style, no script, no link. A table stands beside each chart: the caller's duty.

mod bars;
mod dots;
mod svg;
mod trend;

pub use bars::{Bar, BarChart};
pub use dots::{DotChart, DotRow};
pub use trend::{LawMark, Size, TrendChart, TrendPoint};

/// What every chart carries.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Unique in the page: names the title and description for assistive technology.
    pub id: &'a str,
    /// What is shown.
    pub title: &'a str,
    /// What can be seen in it, in words with numbers.
    pub description: &'a str,
    /// Font family, where the surroundings give none.
    pub font: Option<&'a str>,
}

/// Colours with at least 4.5:1 (ink) and 3:1 (lines) against white. None of them carries meaning alone.
mod colour {
    pub(super) const INK: &str = "#1a1a1a";
    pub(super) const LINE: &str = "#14486b";
    pub(super) const BAND: &str = "#cfdfeb";
    pub(super) const GRID: &str = "#d0d0d0";
    pub(super) const TARGET: &str = "#8a3b00";
    pub(super) const MARK: &str = "#555555";
}
