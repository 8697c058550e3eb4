//! Where a statement in an assessment is known from.
//!
//! Owns: the rows of sources and the text they are kept as. Must not know: which part they belong to.
//!
//! In the words of a part, `[1]` points at the first source. Sources are kept as a section beside it, a line
//! each: sort, day, who.

use omhu_law::calendar::Day;

use super::entries::{FieldError, MOST_IN_A_LINE};
use super::rows::{MOST_SOURCES, TOO_MANY};
use super::typed;
use super::values::Values;

/// The sorts of sources.
pub const SORTS: [&str; 9] = [
    "child",
    "parent",
    "network",
    "school",
    "health",
    "observation",
    "document",
    "municipality",
    "other",
];

/// A source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// One of [`SORTS`].
    pub sort: String,
    /// The day; none: not said.
    pub on: Option<Day>,
    /// Who or what.
    pub who: String,
}

/// The rows of a field: `sort`, `on`, `who`.
///
/// # Errors
/// The parts that cannot be read.
pub(super) fn read_rows(
    values: &Values,
    field: &str,
    today: Day,
) -> Result<Vec<Source>, Vec<FieldError>> {
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    let rows = values.rows(field);
    if rows.len() > MOST_SOURCES {
        let field = field.to_owned();
        let key = TOO_MANY;
        errors.push(FieldError { field, key });
    }
    for row in rows {
        let part = |part| values.part(field, &row, part);
        let mut fault = |name: &str, key| {
            let field = format!("{field}.{row}.{name}");
            errors.push(FieldError { field, key });
        };
        let sort = part("sort");
        if !SORTS.contains(&sort) {
            fault("sort", "error-choose");
        }
        let on = match part("on") {
            "" => None,
            typed => match typed::day(typed, today) {
                Ok(day) => Some(day),
                Err(key) => {
                    fault("on", key);
                    None
                }
            },
        };
        let who = part("who");
        if who.chars().count() > MOST_IN_A_LINE {
            fault("who", "error-too-long");
        }
        sources.push(Source {
            sort: sort.to_owned(),
            on,
            who: who.split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    if errors.is_empty() {
        Ok(sources)
    } else {
        Err(errors)
    }
}

/// The text that sources are kept as.
#[must_use]
pub fn to_text(sources: &[Source]) -> String {
    let lines = sources.iter().map(|source| {
        let on = source.on.map_or_else(String::new, |day| day.to_string());
        format!("{}\t{on}\t{}", source.sort, source.who)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The sources of a kept text; a line of another form is left out.
#[must_use]
pub fn of_text(text: &str) -> Vec<Source> {
    text.lines()
        .filter_map(|line| {
            let mut cells = line.splitn(3, '\t');
            Some(Source {
                sort: cells.next()?.to_owned(),
                on: Day::parse(cells.next()?.as_bytes()),
                who: cells.next()?.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_again() {
        let sources = vec![
            Source {
                sort: "child".to_owned(),
                on: Some(Day::from_civil(2024, 5, 2)),
                who: "samtale på skolen".to_owned(),
            },
            Source {
                sort: "document".to_owned(),
                on: None,
                who: String::new(),
            },
        ];
        assert_eq!(of_text(&to_text(&sources)), sources);
    }
}
