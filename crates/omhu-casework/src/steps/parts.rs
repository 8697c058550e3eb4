//! The parts of an assessment, and the frames that each one belongs to.
//!
//! Owns: the parts, saved one at a time. Must not know: what the law asks of them in which year.
//!
//! The six headings (in the law to 2023), the three sides of ICS and the columns of Signs of Safety look at
//! the same child. A part that stands in two frames is written once and shown in both.

/// A side of the ICS triangle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The child's development.
    Child,
    /// What the parents can give.
    Parents,
    /// Family and network.
    Family,
}

/// A column of Signs of Safety.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Column {
    /// What are we worried about?
    Worries,
    /// What works well?
    WorksWell,
    /// What needs to happen?
    ToHappen,
}

/// A part of an assessment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its word: the section it is kept as.
    pub word: &'static str,
    /// One of the six headings.
    pub heading: bool,
    /// Its side in ICS.
    pub side: Option<Side>,
    /// Its column in Signs of Safety.
    pub column: Option<Column>,
}

const fn part(word: &'static str) -> Part {
    Part {
        word,
        heading: false,
        side: None,
        column: None,
    }
}

impl Part {
    const fn heading(mut self) -> Part {
        self.heading = true;
        self
    }

    const fn side(mut self, side: Side) -> Part {
        self.side = Some(side);
        self
    }

    const fn column(mut self, column: Column) -> Part {
        self.column = Some(column);
        self
    }
}

/// All parts, in the order of reading.
pub const PARTS: [Part; 23] = [
    part("development").heading().side(Side::Child),
    part("family").heading().side(Side::Family),
    part("school").heading().side(Side::Child),
    part("health").heading().side(Side::Child),
    part("leisure").heading().side(Side::Child),
    part("other_matters").heading(),
    part("care").side(Side::Parents),
    part("guidance").side(Side::Parents),
    part("stability").side(Side::Parents),
    part("housing_and_work").side(Side::Family),
    part("network").side(Side::Family),
    part("harm").column(Column::Worries),
    part("danger_statement").column(Column::Worries),
    part("complicating").column(Column::Worries),
    part("strengths").column(Column::WorksWell),
    part("safety").column(Column::WorksWell),
    part("safety_goal").column(Column::ToHappen),
    part("next_moves").column(Column::ToHappen),
    part("child_view"),
    part("parents_view"),
    part("professionals"),
    part("parallel_support"),
    part("analysis"),
];

/// The words of all parts.
#[must_use]
pub fn words() -> Vec<&'static str> {
    PARTS.iter().map(|part| part.word).collect()
}

/// The parts of the assessment that nobody wrote yet, given the sections that there are.
pub fn unwritten<'w>(
    written: impl Fn(&str) -> bool + 'w,
) -> impl Iterator<Item = &'static Part> + 'w {
    PARTS.iter().filter(move |part| !written(part.word))
}
