//! The rows of a field that is answered in rows: which ones a form shows, one more, one less, how many at most.
//!
//! Owns: the hidden answer that names the rows of a form. Must not know: what a row asks for.
//!
//! A row that is left empty says nothing and is no fault. One that was begun by mistake is taken away whole: a number that was
//! chosen cannot be chosen away again.

use super::field::FieldKind;
use super::values::{MOST_ROWS, Values};

/// More goals than this were not written by anybody. A plan with far fewer is one that a child cannot follow, but those that
/// an assessment ended in are all taken over: whoever makes the plan puts them together, and not the form.
pub const MOST_GOALS: usize = 40;
/// More sources than this to one part are a list of the file.
pub const MOST_SOURCES: usize = 30;
/// A notification about more children than this is given in several.
pub const MOST_CHILDREN: usize = 20;
/// The key of that there are more rows than the field takes.
pub const TOO_MANY: &str = "error-too-many-rows";

/// How many rows a field takes.
#[must_use]
pub const fn most(kind: &FieldKind) -> usize {
    match kind {
        FieldKind::Goals => MOST_GOALS,
        FieldKind::Sources => MOST_SOURCES,
        FieldKind::Children => MOST_CHILDREN,
        _ => MOST_ROWS,
    }
}

/// The name of the answer that says which rows a form shows: `goals.rows`, which holds `0-1-4`.
#[must_use]
pub fn list(field: &str) -> String {
    format!("{field}.rows")
}

/// The rows as that answer holds them.
#[must_use]
pub fn listed(rows: &[String]) -> String {
    rows.join("-")
}

fn number(row: &str) -> u32 {
    row.parse().unwrap_or(u32::MAX)
}

/// The rows that the form says it shows, and those with an answer.
fn standing(values: &Values, field: &str, most: usize) -> Vec<String> {
    let named = values.get(&list(field)).split('-');
    let named = named.filter_map(|row| row.parse::<u32>().ok()).take(most);
    let mut rows: Vec<String> = named.map(|row| row.to_string()).collect();
    rows.extend(values.rows(field));
    rows.sort_by(|a, b| (number(a), a).cmp(&(number(b), b)));
    rows.dedup();
    rows
}

fn next(rows: &[String]) -> String {
    let last = rows.iter().map(|row| row.parse().unwrap_or(0)).max();
    let next = last.map_or(0, |last: u32| last.saturating_add(1));
    next.to_string()
}

/// The rows that a form shows: those that it showed, else those with an answer and an empty one, or `at_first` empty ones.
#[must_use]
pub fn shown(values: &Values, field: &str, at_first: usize, most: usize) -> Vec<String> {
    let mut rows = standing(values, field, most);
    let came_back = !values.get(&list(field)).is_empty();
    let wanted = match (came_back, rows.len()) {
        (true, answered) => answered.max(1),
        (false, 0) => at_first,
        (false, answered) => (answered + 1).min(most),
    };
    while rows.len() < wanted {
        rows.push(next(&rows));
    }
    rows
}

/// One row more; gives its name, none where the field takes no more.
pub fn one_more(values: &mut Values, field: &str, most: usize) -> Option<String> {
    let mut rows = standing(values, field, most);
    let row = next(&rows);
    if rows.len() >= most || rows.contains(&row) {
        return None;
    }
    rows.push(row.clone());
    values.set(list(field), listed(&rows));
    Some(row)
}

/// A row less, with all that was typed in it.
pub fn without(values: &mut Values, field: &str, row: &str, most: usize) {
    let mut rows = standing(values, field, most);
    rows.retain(|each| each != row);
    values.clear(&format!("{field}.{row}"));
    if rows.is_empty() {
        rows.push("0".to_owned());
    }
    values.set(list(field), listed(&rows));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Values {
        pairs.iter().copied().collect()
    }

    #[test]
    fn a_form_begins_with_empty_rows_or_with_one_after_those_that_are_known() {
        let shown = |values: &Values| shown(values, "goals", 2, 3);
        assert_eq!(shown(&Values::default()), ["0", "1"]);
        assert_eq!(shown(&typed(&[("goals.0.text", "ro")])), ["0", "1"]);
        let full = [
            ("goals.0.text", "a"),
            ("goals.1.text", "b"),
            ("goals.2.text", "c"),
        ];
        assert_eq!(shown(&typed(&full)), ["0", "1", "2"], "no more than fit");
    }

    #[test]
    fn a_row_more_stands_last_and_the_empty_ones_stay() {
        let mut values = typed(&[("goals.rows", "0-1"), ("goals.0.text", "ro")]);
        assert_eq!(one_more(&mut values, "goals", 3).as_deref(), Some("2"));
        assert_eq!(shown(&values, "goals", 2, 3), ["0", "1", "2"]);
        assert_eq!(one_more(&mut values, "goals", 3), None, "three at most");
        assert_eq!(values.get("goals.0.text"), "ro");
    }

    #[test]
    fn a_row_goes_with_what_was_typed_in_it_and_no_other_row_does() {
        let mut values = typed(&[
            ("goals.rows", "0-1-10"),
            ("goals.1.now", "3"),
            ("goals.10.text", "skole"),
        ]);
        without(&mut values, "goals", "1", 12);
        assert_eq!(shown(&values, "goals", 2, 12), ["0", "10"]);
        assert_eq!(values.rows("goals"), ["10"]);
        without(&mut values, "goals", "0", 12);
        without(&mut values, "goals", "10", 12);
        assert_eq!(shown(&values, "goals", 2, 12), ["0"], "one to write in");
    }
}
