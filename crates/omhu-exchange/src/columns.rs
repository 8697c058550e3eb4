//! The columns of the contract.
//!
//! Owns: their names and order. Must not know: where in a file they stand.

/// A column of the case history, in the order of the contract.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Column {
    /// The case.
    Case,
    /// The kind of fact.
    Kind,
    /// When it happened.
    When,
    /// What it is about.
    About,
    /// What it refers to.
    Ref,
    /// The legal basis.
    Basis,
    /// The value.
    Value,
    /// The team.
    Team,
    /// The caseworker.
    Caseworker,
    /// The family.
    Family,
    /// The row's id in its source.
    Id,
    /// When it was registered.
    RecordedAt,
}

/// A text for each column of the contract.
pub(crate) type Cells<'a> = [&'a str; Column::COUNT];

impl Column {
    /// How many there are.
    pub const COUNT: usize = 12;
    /// All of them, in order.
    pub const ALL: [Column; Column::COUNT] = [
        Column::Case,
        Column::Kind,
        Column::When,
        Column::About,
        Column::Ref,
        Column::Basis,
        Column::Value,
        Column::Team,
        Column::Caseworker,
        Column::Family,
        Column::Id,
        Column::RecordedAt,
    ];
    /// Those that a file cannot do without.
    pub const REQUIRED: [Column; 3] = [Column::Case, Column::Kind, Column::When];

    /// The name in the header row.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Column::Case => "case",
            Column::Kind => "kind",
            Column::When => "when",
            Column::About => "about",
            Column::Ref => "ref",
            Column::Basis => "basis",
            Column::Value => "value",
            Column::Team => "team",
            Column::Caseworker => "caseworker",
            Column::Family => "family",
            Column::Id => "id",
            Column::RecordedAt => "recorded_at",
        }
    }

    /// The column of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The place in [`Column::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}
