//! All statements, by area: plain SQL, the same text for both databases wherever both can read it.
//!
//! Owns: [`Sql`], which nothing outside this folder can make; the list of all statements, which a test
//! prepares on both databases. Must not know: who runs a statement.
//!
//! `$1` works in both. `json_each($1)` gives the elements of a JSON list as rows with a column `value`:
//! SQLite has it, and the first migration gives PostgreSQL a function of that name.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod cases;
pub(crate) mod log;
pub(crate) mod people;
pub(crate) mod texts;
pub(crate) mod webhooks;

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sql {
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// Statements with their names; `"..." else "..."` where PostgreSQL needs other words.
macro_rules! statements {
    (@postgres $text:expr) => { $text };
    (@postgres $text:expr, $other:expr) => { $other };
    ($($(#[$doc:meta])* $name:ident = $text:expr $(, postgres: $other:expr)?;)+) => {
        $($(#[$doc])* pub(crate) const $name: $crate::sql::Sql = $crate::sql::Sql {
            name: stringify!($name),
            sqlite: $text,
            postgres: $crate::sql::statements!(@postgres $text $(, $other)?),
        };)+
        /// All of the area.
        pub(super) const ALL: &[$crate::sql::Sql] = &[$($name,)+];
    };
}
pub(crate) use statements;

/// Every statement of the store.
pub(crate) fn all() -> impl Iterator<Item = Sql> {
    [
        access::ALL,
        accounts::ALL,
        cases::ALL,
        log::ALL,
        people::ALL,
        texts::ALL,
        webhooks::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sql");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, 7, "add the new area to `all`");
        let mut names: Vec<_> = super::all().map(|sql| sql.name).collect();
        let before = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), before, "two statements with one name");
    }
}
