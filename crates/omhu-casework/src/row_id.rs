//! The ids of rows that omhu makes: no other row of any case has the same.
//!
//! Owns: how such an id is put together. Must not know: which ids a case has.
//!
//! The contract wants ids unique in a whole file, and an export holds all cases. So the id names the case by
//! the municipality's own id, which is the same wherever the case is brought in, and the place in its log.
//! Events of an older form name the place only; they are read as if they named the case too, and so are rows
//! of a file that was exported in that form.

/// What every id begins with that omhu makes.
const MADE: &str = "omhu-";

/// The id of the row at a place in the log of a case.
#[must_use]
pub fn made(reference: &str, seq: i64) -> String {
    format!("{MADE}{reference}-{seq}")
}

/// The id as it is told: one of the older form with the case in it, any other as it is.
#[must_use]
pub fn told(reference: &str, id: String) -> String {
    match id.strip_prefix(MADE) {
        Some(place) if is_place(place) => format!("{MADE}{reference}-{place}"),
        _ => id,
    }
}

/// A number, and an `x` for each time that another row had it.
fn is_place(text: &str) -> bool {
    let number = text.trim_end_matches('x');
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{made, told};

    #[test]
    fn an_id_of_the_older_form_gets_its_case_once() {
        let told = |id: &str| told("2024-7", id.to_owned());
        assert_eq!(told("omhu-12"), made("2024-7", 12));
        assert_eq!(told("omhu-12xx"), "omhu-2024-7-12xx");
        for other in [
            "omhu-2024-7-12",
            "omhu-",
            "omhu-x",
            "omhu-12y",
            "12",
            "n1",
            "",
        ] {
            assert_eq!(told(other), other);
        }
    }
}
