//! Tables with a caption; a wide one scrolls by itself, never the page.

use askama::Template;

use crate::view::html::Html;

/// A table. The first cell of each row is its heading.
#[derive(Template)]
#[template(path = "view/components/table.html")]
pub struct Table {
    /// The id of its caption, once on a page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with as many cells as columns.
    pub rows: Vec<Vec<Html>>,
    /// What is said where there are no rows.
    pub none: String,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub word: String,
    /// Whether it holds numbers: then they stand under each other.
    pub number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(word: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            number: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(word: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            number: true,
        }
    }
}

impl Table {
    fn is_number(&self, index: &usize) -> bool {
        self.columns.get(*index).is_some_and(|column| column.number)
    }
}
