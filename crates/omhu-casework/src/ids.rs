//! Numbers that name things, each of its own type so that one cannot be taken for another.
//!
//! They are given by the store, mean nothing outside it, and may stand in an address: no CPR number,
//! no name, no municipal case number can be read from them.

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    };
}

number!(
    /// A case: one child, or one unborn child.
    CaseNo
);
number!(
    /// Somebody who signs in, a program with a token included.
    UserNo
);
number!(
    /// A person that cases are about: child, custody holder, network.
    PersonNo
);
number!(
    /// A family: the cases of siblings share it.
    FamilyNo
);
number!(
    /// A text or an attachment, kept outside the log under the key of its case.
    TextNo
);

impl UserNo {
    /// omhu itself: an import, not a person.
    pub const IMPORT: UserNo = UserNo(0);
}
