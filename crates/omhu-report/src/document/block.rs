//! The pieces a document is built of.

use serde::Serialize;

/// A part of the document with a heading of its own.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    /// Anchor, unique in the document.
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// One piece.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading under the section's. On paper it may begin a page, to be handed out alone.
    Heading { text: String, new_page: bool },
    /// A paragraph; `lead` is set in larger type.
    Paragraph { spans: Cell, lead: bool },
    /// Points.
    List { items: Vec<Cell> },
    /// Word and meaning.
    Terms { terms: Vec<(String, String)> },
    /// A table.
    Table(TableBlock),
    /// The numbers of charts: folded away on a screen, beside each other on paper.
    Tables { tables: Vec<TableBlock> },
    /// Pictures beside each other. Small ones stand closer.
    Pictures { pictures: Vec<Picture>, small: bool },
}

impl Block {
    /// A plain paragraph.
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            spans: vec![Span::text(text)],
            lead: false,
        }
    }

    /// A paragraph that carries the answer.
    pub(crate) fn lead(text: impl Into<String>) -> Self {
        Self::Paragraph {
            spans: vec![Span::text(text)],
            lead: true,
        }
    }
}

/// Text with a form.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) url: Option<String>,
    /// A shape for the eye, left out when read aloud: the word stands beside it.
    pub(crate) shape: bool,
}

impl Span {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub(crate) fn shape(shape: &str) -> Self {
        Self {
            text: shape.to_owned(),
            shape: true,
            ..Self::default()
        }
    }

    pub(crate) fn link(text: impl Into<String>, url: Option<&str>) -> Self {
        // Only web addresses become links: an address comes from a data file.
        let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        Self {
            text: text.into(),
            url: url.map(str::to_owned),
            shape: false,
        }
    }
}

/// What a cell, a point or a paragraph holds.
pub(crate) type Cell = Vec<Span>;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    Start,
    End,
}

/// A table. The first cell of a row is its heading.
#[derive(Debug, Serialize)]
pub(crate) struct TableBlock {
    pub(crate) caption: String,
    pub(crate) columns: Vec<(String, Side)>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A chart with its words.
#[derive(Debug, Serialize)]
pub(crate) struct Picture {
    pub(crate) svg: String,
    pub(crate) caption: String,
    /// What can be seen, in words.
    pub(crate) description: String,
}
