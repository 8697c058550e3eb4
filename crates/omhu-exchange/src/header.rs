//! The header row of a CSV file.
//!
//! Owns: finding it, its separator and its names. Must not know: what a column means.

use memchr::memchr;

use crate::csv::{after_line, record_end, texts};
use crate::error::{Hint, ReadError};
use crate::source::Input;

/// The header row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) separator: u8,
    pub(crate) names: Vec<String>,
    /// The number of the line that follows it.
    pub(crate) next_line: u64,
    /// What the file looks like, where it does not look like CSV.
    pub(crate) hint: Option<Hint>,
}

/// Takes the header row, and blank lines before it, from the input.
///
/// `separator`: the one that a mapping names; otherwise the first `,` or `;` of the row, outside of
/// quotation marks.
pub(crate) fn take(
    input: &mut Input<'_>,
    separator: Option<u8>,
    decode: impl Fn(&[u8]) -> String,
    limit: usize,
) -> Result<Header, ReadError> {
    input.skip_byte_order_mark()?;
    let mut size = (1 << 12).min(limit);
    loop {
        let ended = input.look_ahead(size)?;
        if let Some(hint) = not_csv(input.ahead()) {
            return Ok(Header {
                hint: Some(hint),
                ..Header::default()
            });
        }
        if let Some((header, end)) = find(input.ahead(), ended, separator, &decode) {
            // Here a NUL costs the whole file; behind it, the row in which it stands.
            if memchr(0, &input.ahead()[..end]).is_some() {
                let name = input.name.clone();
                return Err(ReadError::NotText { name });
            }
            input.consume(end);
            return Ok(header);
        }
        if ended || size >= limit {
            return Ok(Header::default());
        }
        size = (size * 4).min(limit);
    }
}

/// The header in these bytes and where it ends; `None` where it does not end in them.
fn find(
    bytes: &[u8],
    ended: bool,
    separator: Option<u8>,
    decode: &impl Fn(&[u8]) -> String,
) -> Option<(Header, usize)> {
    let mut at = 0;
    let mut line = 1;
    loop {
        let rest = &bytes[at..];
        if rest.is_empty() && ended {
            let hint = Some(Hint::Empty);
            return Some((
                Header {
                    hint,
                    next_line: line,
                    ..Header::default()
                },
                at,
            ));
        }
        let separator = separator.or_else(|| first_separator(rest)).unwrap_or(b',');
        let end = record_end(rest, separator).ok()?;
        // A `\r` at the end of what is known may be half of a line end.
        if !ended && end + 1 >= rest.len() {
            return None;
        }
        let next = at + after_line(rest, end);
        let line_after = line + crate::blocks::line_ends(&bytes[at..next]);
        let record = decode(&rest[..end]);
        if !record.trim().is_empty() {
            let names = texts(record.as_bytes(), separator);
            return Some((
                Header {
                    separator,
                    names,
                    next_line: line_after,
                    hint: None,
                },
                next,
            ));
        }
        (at, line) = (next, line_after);
    }
}

/// The first `,` or `;` that is not between quotation marks.
fn first_separator(bytes: &[u8]) -> Option<u8> {
    let mut from = 0;
    if bytes.first() == Some(&b'"') {
        from = crate::blocks::closing(bytes, 0)? + 1;
    }
    let line = &bytes[from..];
    let end = line
        .iter()
        .position(|b| matches!(b, b'\n' | b'\r'))
        .unwrap_or(line.len());
    line[..end]
        .iter()
        .copied()
        .find(|b| matches!(b, b',' | b';'))
}

/// What the first bytes give away.
fn not_csv(bytes: &[u8]) -> Option<Hint> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(Hint::Spreadsheet);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some(Hint::Utf16);
    }
    if bytes.trim_ascii_start().starts_with(b"{") {
        return Some(Hint::JsonLines);
    }
    None
}
