//! Clock times as people type them: `14.05`, `14:05`, `1405`, `kl. 14`.

/// Hour and minute, if the text is a time of day.
#[must_use]
pub fn parse(text: &str) -> Option<(u8, u8)> {
    let text = text
        .trim()
        .trim_start_matches("kl.")
        .trim_start_matches("kl")
        .trim();
    let (hour, minute) = match text.split_once(['.', ':']) {
        Some(parts) => parts,
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text, "0"),
    };
    let number = |text: &str, below: u8| -> Option<u8> {
        let digits =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .filter(|number| *number < below)
    };
    Some((number(hour, 24)?, number(minute, 60)?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_time_may_be_typed_in_many_ways() {
        for text in ["14.05", "14:05", "1405", "kl. 14.05", " kl 14.05 "] {
            assert_eq!(parse(text), Some((14, 5)), "{text}");
        }
        assert_eq!(parse("9"), Some((9, 0)));
        for text in [
            "", "24.00", "9.60", "noon", "14.5.1", "140", "14.005", "æøå", "-1.00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
