//! Writes SVG elements with attributes only.

use std::fmt::Write as _;

use super::{Frame, colour};
use crate::markup::Escaped;

/// Where a text stands in relation to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

pub(super) struct Svg {
    out: String,
}

impl Svg {
    pub(super) fn new(frame: &Frame<'_>, width: f64, height: f64, font_size: u32) -> Self {
        let (id, title, description) = (
            Escaped(frame.id),
            Escaped(frame.title),
            Escaped(frame.description),
        );
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\" font-size=\"{font_size}\" fill=\"{}\"",
            colour::INK
        );
        if let Some(font) = frame.font {
            let _ = write!(out, " font-family=\"{}\"", Escaped(font));
        }
        let _ = write!(
            out,
            "><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
        );
        Self { out }
    }

    pub(super) fn line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        stroke: &str,
        width: f64,
        dashes: &str,
    ) {
        let _ = write!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{stroke}\" stroke-width=\"{width}\"",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1)
        );
        if !dashes.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{dashes}\"");
        }
        self.out.push_str("/>");
    }

    pub(super) fn polyline(&mut self, points: &[(f64, f64)], stroke: &str, width: f64) {
        let _ = write!(self.out, "<polyline points=\"");
        self.points(points);
        let _ = write!(
            self.out,
            "\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"/>"
        );
    }

    pub(super) fn polygon(&mut self, points: &[(f64, f64)], fill: &str, stroke: &str) {
        let _ = write!(self.out, "<polygon points=\"");
        self.points(points);
        let _ = write!(self.out, "\" fill=\"{fill}\" stroke=\"{stroke}\"/>");
    }

    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, stroke: &str) {
        let _ = write!(
            self.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
            n(x),
            n(y)
        );
    }

    pub(super) fn diamond(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, stroke: &str) {
        self.polygon(
            &[
                (x, y - radius),
                (x + radius, y),
                (x, y + radius),
                (x - radius, y),
            ],
            fill,
            stroke,
        );
    }

    pub(super) fn rectangle(&mut self, (x, y): (f64, f64), width: f64, height: f64, fill: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>",
            n(x),
            n(y),
            n(width),
            n(height)
        );
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            n(x),
            n(y),
            Escaped(text)
        );
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }

    fn points(&mut self, points: &[(f64, f64)]) {
        for (i, (x, y)) in points.iter().enumerate() {
            let gap = if i > 0 { " " } else { "" };
            let _ = write!(self.out, "{gap}{},{}", n(*x), n(*y));
        }
    }
}

/// A coordinate with one decimal: small files, and the same bytes on every machine.
fn n(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Shortens a label that would run out of its place; the full text stands in the table.
pub(super) fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let start: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}
