//! A mapping to start from, guessed from the names and the first rows of a foreign extract.
//!
//! Owns: which Danish and English names look like which column. Must not know: any one system.

use std::fmt::Write;

use crate::blocks::{Blocks, Ends};
use crate::columns::Column;
use crate::csv::texts;
use crate::dates::{DateForm, Foreign};
use crate::error::{MissingColumn, ReadError};
use crate::header;
use crate::mapping::Encoding;
use crate::options::Options;
use crate::reader::decoded;
use crate::source::Source;

/// How many rows are looked at.
const SAMPLE: usize = 200;
/// How many different codes of a column are listed.
const CODES: usize = 40;

/// Words that names of a column hold, the surest first.
const CLUES: [(Column, &[&str]); Column::COUNT] = [
    (
        Column::Case,
        &[
            "sagsnr",
            "sagsnummer",
            "sagsid",
            "journalnr",
            "journalnummer",
            "caseid",
            "casenumber",
            "sag",
            "case",
        ],
    ),
    (
        Column::Kind,
        &[
            "hændelsestype",
            "haendelsestype",
            "hændelse",
            "haendelse",
            "aktivitetstype",
            "aktivitet",
            "eventtype",
            "event",
            "begivenhed",
            "kind",
        ],
    ),
    (
        Column::When,
        &[
            "hændelsesdato",
            "haendelsesdato",
            "dato",
            "tidspunkt",
            "date",
            "when",
            "timestamp",
        ],
    ),
    (
        Column::About,
        &[
            "vedrørerid",
            "objektid",
            "emneid",
            "underretningsid",
            "undersøgelsesid",
            "indsatsid",
            "about",
            "aktid",
        ],
    ),
    (
        Column::Ref,
        &[
            "tilknyttetid",
            "refererertil",
            "overordnetid",
            "relateret",
            "reference",
            "parentid",
        ],
    ),
    (
        Column::Basis,
        &[
            "lovgrundlag",
            "hjemmel",
            "paragraf",
            "lovbestemmelse",
            "legalbasis",
            "basis",
        ],
    ),
    (
        Column::Value,
        &[
            "værdi", "vaerdi", "resultat", "udfald", "svar", "value", "result",
        ],
    ),
    (
        Column::Team,
        &["team", "afdeling", "enhed", "gruppe", "unit"],
    ),
    (
        Column::Caseworker,
        &[
            "sagsbehandler",
            "rådgiver",
            "raadgiver",
            "ansvarlig",
            "caseworker",
            "socialrådgiver",
        ],
    ),
    (
        Column::Family,
        &["familie", "familieid", "husstand", "family", "household"],
    ),
    (
        Column::Id,
        &[
            "rækkeid",
            "raekkeid",
            "hændelsesid",
            "løbenr",
            "loebenr",
            "løbenummer",
            "rowid",
            "eventid",
            "id",
        ],
    ),
    (
        Column::RecordedAt,
        &[
            "registreringsdato",
            "registreret",
            "oprettet",
            "oprettetdato",
            "registrationdate",
            "created",
            "recorded",
        ],
    ),
];

/// The name of a file that looks like this column's.
pub(crate) fn looks_like(name: &str, found: &[String]) -> Option<String> {
    if let Some(column) = Column::find(name) {
        return guess(column, found, &[]).map(|index| found[index].clone());
    }
    let wanted = plain(name);
    let same = found.iter().find(|other| plain(other) == wanted);
    let names = || found.iter().map(String::as_str);
    same.cloned()
        .or_else(|| crate::check::nearest(name, names()).map(str::to_owned))
}

/// The place of the name that looks most like a column's, but for those taken.
fn guess(column: Column, names: &[String], taken: &[usize]) -> Option<usize> {
    let (_, clues) = CLUES[column.index()];
    let free = || {
        names
            .iter()
            .enumerate()
            .filter(|(index, name)| !taken.contains(index) && !is_person_number(name))
    };
    clues
        .iter()
        .find_map(|clue| free().find(|(_, name)| plain(name) == *clue))
        .or_else(|| {
            let long = clues.iter().filter(|clue| clue.chars().count() > 3);
            long.flat_map(|clue| free().find(|(_, name)| plain(name).contains(clue)))
                .next()
        })
        .map(|(index, _)| index)
}

/// A name without case, blanks and punctuation.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_person_number(name: &str) -> bool {
    let name = plain(name);
    name.contains("cpr") || name.contains("personnummer") || name.contains("personnr")
}

/// Reads the beginning of a foreign CSV extract and writes a mapping to start from.
///
/// # Errors
/// Where the file cannot be read, or has no header row at all.
pub fn suggest(source: Source<'_>, options: &Options<'_>) -> Result<String, ReadError> {
    let mut input = source.open()?;
    input.look_ahead(1 << 16)?;
    let ascii_or_utf8 = match str::from_utf8(input.ahead()) {
        Ok(_) => true,
        // The sample may end in the middle of a letter.
        Err(error) => error.error_len().is_none(),
    };
    let encoding = if ascii_or_utf8 {
        Encoding::Utf8
    } else {
        Encoding::Windows1252
    };
    let decode = |bytes: &[u8]| decoded(bytes, encoding);
    let header = header::take(&mut input, None, decode, options.record_limit)?;
    if header.names.is_empty() {
        let missing = Column::REQUIRED.map(|c| MissingColumn {
            name: c.name().to_owned(),
            looks_like: None,
        });
        let missing = missing.to_vec();
        return Err(ReadError::NoSuchColumns {
            missing,
            found: Vec::new(),
            hint: header.hint,
        });
    }
    let ends = Ends::Csv(header.separator);
    let mut blocks = Blocks::new(input, ends, 1 << 16, options.record_limit, header.next_line);
    let mut buffer = Vec::new();
    let mut rows = Vec::new();
    while let Some(block) = blocks.next(&mut buffer)? {
        let text = decode(&buffer[..block.length]);
        let mut rest = text.as_bytes();
        while !rest.is_empty() && rows.len() < SAMPLE {
            let end = crate::csv::record_end(rest, header.separator).unwrap_or(rest.len());
            if !rest[..end].trim_ascii().is_empty() {
                rows.push(texts(&rest[..end], header.separator));
            }
            rest = &rest[crate::csv::after_line(rest, end)..];
        }
        if rows.len() >= SAMPLE {
            break;
        }
    }
    let mut text = String::new();
    if encoding == Encoding::Windows1252 {
        text.push_str("encoding = \"windows-1252\"\n");
    }
    Ok(suggest_mapping(&header.names, &rows).replacen(ENCODING_PLACE, &text, 1))
}

const ENCODING_PLACE: &str =
    "# encoding = \"windows-1252\"   # if letters such as æøå come out wrong\n";

/// A mapping for a file with this header and these first rows: a draft with remarks, to be corrected.
#[must_use]
pub fn suggest_mapping(header: &[String], rows: &[Vec<String>]) -> String {
    let dates: Vec<(usize, &'static str)> = (0..header.len())
        .filter_map(|column| date_form(column, rows).map(|form| (column, form)))
        .collect();
    let mut taken = Vec::new();
    let mut columns = Vec::new();
    for column in Column::ALL {
        if let Some(index) = guess(column, header, &taken) {
            taken.push(index);
            columns.push((column, index));
        }
    }
    let kind = columns
        .iter()
        .find(|(column, _)| *column == Column::Kind)
        .map(|(_, index)| *index);
    let mut text = String::from(
        "# A draft by omhu, guessed from names. Et udkast fra omhu, gættet ud fra navne.\n\
         # Correct it, then: omhu check FILE --mapping THIS-FILE\n\n",
    );
    text.push_str(ENCODING_PLACE);
    if let Some((_, form)) = dates.first() {
        let _ = writeln!(text, "date_format = {}", quoted(form));
        let midnight = dates
            .iter()
            .all(|(column, _)| always_midnight(*column, rows));
        if midnight {
            text.push_str("midnight_is_day = true   # every clock time is 00:00: the source knows days only\n");
        }
    }
    text.push_str("\n[columns]\n");
    let by_process = kind.is_none() && dates.len() > 1;
    for column in Column::ALL {
        write_column(&mut text, column, &columns, header, by_process);
    }
    for name in header.iter().filter(|name| is_person_number(name)) {
        let _ = writeln!(
            text,
            "# {} looks like a CPR number: do not use it as case id. Brug ikke CPR-nummer som sags-id.",
            quoted(name)
        );
    }
    if by_process {
        write_steps(&mut text, header, &dates);
    } else {
        write_codes(&mut text, Column::Kind, kind, rows);
        for column in [Column::Basis, Column::Value] {
            let index = columns
                .iter()
                .find(|(of, _)| *of == column)
                .map(|(_, index)| *index);
            if index.is_some() {
                write_codes(&mut text, column, index, rows);
            }
        }
    }
    text
}

fn write_column(
    text: &mut String,
    column: Column,
    columns: &[(Column, usize)],
    header: &[String],
    by_process: bool,
) {
    let name = column.name();
    let in_steps = matches!(
        column,
        Column::Kind | Column::When | Column::Id | Column::RecordedAt
    );
    if by_process
        && (in_steps
            || matches!(
                column,
                Column::About | Column::Ref | Column::Basis | Column::Value
            ))
    {
        return;
    }
    let _ = match columns.iter().find(|(of, _)| *of == column) {
        Some((_, index)) => writeln!(text, "{name} = {}", quoted(&header[*index])),
        None => writeln!(text, "# {name} = \"?\""),
    };
}

fn write_steps(text: &mut String, header: &[String], dates: &[(usize, &'static str)]) {
    text.push_str(
        "\n# One row holds several dates: each becomes a fact of its own where it is filled in.\n",
    );
    for (column, _) in dates {
        let name = &header[*column];
        let _ = writeln!(text, "\n[[step]]\ncolumn = {}\nkind = \"?\"", quoted(name));
        text.push_str(
            "about = \"x{?}\"   # a letter and a column that tells things of one case apart\n",
        );
    }
}

fn write_codes(text: &mut String, column: Column, index: Option<usize>, rows: &[Vec<String>]) {
    let _ = writeln!(
        text,
        "\n[codes.{}]   # \"code of the extract\" = \"word of the contract\"",
        column.name()
    );
    if column == Column::Kind {
        text.push_str("# \"\" leaves rows with this code out\n");
    }
    let mut seen: Vec<&str> = Vec::new();
    for cell in index
        .into_iter()
        .flat_map(|index| rows.iter().filter_map(move |row| row.get(index)))
    {
        if !cell.is_empty() && !seen.contains(&cell.as_str()) && seen.len() < CODES {
            seen.push(cell);
        }
    }
    for code in seen {
        let _ = writeln!(text, "{} = \"?\"", quoted(code));
    }
}

/// The form that all filled cells of a column have, if it is a form of dates.
fn date_form(column: usize, rows: &[Vec<String>]) -> Option<&'static str> {
    ["yyyy-mm-dd", "dd-mm-yyyy", "dd.mm.yyyy", "dd/mm/yyyy"]
        .into_iter()
        .find(|name| {
            let form = DateForm {
                foreign: Foreign::named(name),
            };
            let mut cells = rows
                .iter()
                .filter_map(|row| row.get(column))
                .filter(|cell| !cell.is_empty())
                .peekable();
            cells.peek().is_some() && cells.all(|cell| form.read(cell).is_ok())
        })
}

fn always_midnight(column: usize, rows: &[Vec<String>]) -> bool {
    let mut cells = rows
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|cell| !cell.is_empty());
    cells.all(|cell| {
        cell.split_once([' ', 'T']).is_some_and(|(_, clock)| {
            clock.starts_with("00:00") && clock.bytes().all(|b| matches!(b, b'0' | b':' | b'.'))
        })
    })
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
