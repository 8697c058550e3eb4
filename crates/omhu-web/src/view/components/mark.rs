//! The mark of a status: a shape, a word, and how many days. The colour only repeats them.

use askama::Template;

use crate::texts::Texts;

/// How something stands.
#[derive(Clone, PartialEq, Eq, Debug, Template)]
#[template(path = "view/components/mark.html")]
pub struct Mark {
    shape: &'static str,
    class: &'static str,
    word: String,
    more: String,
}

impl Mark {
    fn new(shape: &'static str, class: &'static str, word: String) -> Self {
        Self {
            shape,
            class,
            word,
            more: String::new(),
        }
    }

    /// Its day has passed.
    #[must_use]
    pub fn overdue(t: Texts, days: u32) -> Self {
        Self {
            more: t.with("mark-days-over", &[("days", days.into())]),
            ..Self::new("●", "mark mark-overdue", t.get("mark-overdue"))
        }
    }

    /// Its day has passed, and nothing done now makes it good.
    #[must_use]
    pub fn missed(t: Texts) -> Self {
        Self::new("✕", "mark mark-overdue", t.get("mark-missed"))
    }

    /// Today is its last day.
    #[must_use]
    pub fn today(t: Texts) -> Self {
        Self::new("◐", "mark mark-today", t.get("mark-today"))
    }

    /// There are days left.
    #[must_use]
    pub fn open(t: Texts, days: u32) -> Self {
        Self {
            more: t.with("mark-days-left", &[("days", days.into())]),
            ..Self::new("○", "mark mark-open", t.get("mark-open"))
        }
    }

    /// Done.
    #[must_use]
    pub fn done(t: Texts) -> Self {
        Self::new("✓", "mark mark-done", t.get("mark-done"))
    }

    /// Not relevant here; the page says why.
    #[must_use]
    pub fn not_relevant(t: Texts) -> Self {
        Self::new("–", "mark mark-none", t.get("mark-not-relevant"))
    }

    /// Somebody else must act first.
    #[must_use]
    pub fn waiting(t: Texts, days: u32) -> Self {
        Self {
            more: t.with("mark-days-waited", &[("days", days.into())]),
            ..Self::new("◇", "mark mark-waiting", t.get("mark-waiting"))
        }
    }

    /// Somebody else was to have answered so many days ago: it is time to ask again.
    #[must_use]
    pub fn reminder(t: Texts, days: u32) -> Self {
        let more = match days {
            0 => String::new(),
            days => t.with("mark-days-over", &[("days", days.into())]),
        };
        Self {
            more,
            ..Self::new("◆", "mark mark-today", t.get("mark-reminder"))
        }
    }

    /// Begun, not finished.
    #[must_use]
    pub fn started(t: Texts) -> Self {
        Self::new("◔", "mark mark-open", t.get("mark-started"))
    }

    /// Nobody has looked at it.
    #[must_use]
    pub fn not_started(t: Texts) -> Self {
        Self::new("○", "mark mark-open", t.get("mark-not-started"))
    }

    /// With a word of its own in the place of the usual one: the shape stays.
    #[must_use]
    pub fn word(mut self, word: impl Into<String>) -> Self {
        self.word = word.into();
        self
    }

    /// With other words on how long, such as a clock time.
    #[must_use]
    pub fn more(mut self, more: impl Into<String>) -> Self {
        self.more = more.into();
        self
    }
}
