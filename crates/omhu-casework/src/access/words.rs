//! Enums whose members are stored by an explicit word.
//!
//! Owns: the one macro that gives an enum its words, so that a renamed variant changes no stored row; the
//! doc comment of a member is also its line in the printed matrix, so that there is one text.
//! Must not know: any of the enums.

/// An enum with a stored word for each member: `ALL`, `word`, `parse`, `about`, `Display`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $about:literal])+ $member:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[doc = $about])+ $member,)+
        }

        impl $name {
            /// All of them, in the order in which they are declared.
            pub const ALL: &'static [$name] = &[$($name::$member,)+];

            /// The word that is stored and logged.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$member => $word,)+
                }
            }

            /// What it is, in a sentence for the printed matrix.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $($name::$member => concat!($($about),+).trim_ascii(),)+
                }
            }

            /// The member with this word.
            #[must_use]
            pub fn parse(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$member),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(super) use words;
