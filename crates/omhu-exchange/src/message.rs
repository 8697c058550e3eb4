//! Reasons as sentences, in Danish and English, each with what to do about it.
//!
//! Owns: these sentences. Must not know: where they are shown.

use crate::error::{Hint, MissingColumn, ReadError};
use crate::rejection::Why;

/// A language of omhu.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Danish.
    #[default]
    Da,
    /// English.
    En,
}

impl Language {
    fn pick(self, da: impl Into<String>, en: impl Into<String>) -> String {
        match self {
            Language::Da => da.into(),
            Language::En => en.into(),
        }
    }
}

impl Why {
    /// What is wrong and what to do, in a sentence or two.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let pick = |da: &str, en: &str| language.pick(da, en);
        match self {
            Why::MissingCell => pick(
                "Cellen er tom, men denne slags hændelse skal have den udfyldt. Udfyld den i kilden.",
                "The cell is empty, but this kind of fact needs it. Fill it in at the source.",
            ),
            Why::NeitherTeamNorCaseworker => pick(
                "En fordeling skal have et team eller en sagsbehandler. Udfyld mindst én af dem.",
                "An assignment needs a team or a caseworker. Fill in at least one of them.",
            ),
            Why::BadDay { expected } => language.pick(
                format!("Det er hverken en dag eller et tidspunkt. Skriv for eksempel {expected}."),
                format!("This is neither a day nor an instant. Write for example {expected}."),
            ),
            Why::NoSuchDay => pick(
                "Den dag findes ikke i kalenderen. Ret datoen.",
                "The calendar has no such day. Correct the date.",
            ),
            Why::NoSuchTime => pick(
                "Det klokkeslæt findes ikke. Timer går fra 00 til 23, minutter og sekunder fra 00 til 59.",
                "The clock has no such time. Hours run from 00 to 23, minutes and seconds from 00 to 59.",
            ),
            Why::SkippedByClock => pick(
                "Det klokkeslæt blev sprunget over, da sommertiden begyndte. Ret klokkeslættet.",
                "That time was skipped when summer time began. Correct the time.",
            ),
            Why::NoOffset => pick(
                "Klokkeslættet mangler tidszone. Skriv for eksempel 2024-06-03T14:05:00+02:00.",
                "The time has no offset from UTC. Write for example 2024-06-03T14:05:00+02:00.",
            ),
            Why::UnknownKind { nearest } => unknown_kind(nearest.as_deref(), language),
            Why::BadValue { expected } => language.pick(
                format!("Værdien kendes ikke for denne slags hændelse. Skriv en af: {expected}."),
                format!("This kind of fact has no such value. Write one of: {expected}."),
            ),
            Why::BadBasis => pick(
                "Lovgrundlaget skal skrives som lov, bindestreg og paragraf med små bogstaver, for eksempel bl-32 eller sel-52.",
                "Write the legal basis as act, dash and section in lower case, for example bl-32 or sel-52.",
            ),
            Why::CellCount { found, expected } => cell_count(*found, *expected, language),
            Why::NotUtf8 => pick(
                "Teksten er ikke UTF-8. Gem filen som UTF-8, eller skriv encoding = \"windows-1252\" i en oversættelsesfil (--mapping).",
                "The text is not UTF-8. Save the file as UTF-8, or write encoding = \"windows-1252\" in a mapping file (--mapping).",
            ),
            Why::NulCharacter => pick(
                "Der står et NUL-tegn (vist som ␀) i cellen. Det hører ikke hjemme i tekst. Fjern det i kilden.",
                "The cell holds a NUL character (shown as ␀), which no text has. Remove it at the source.",
            ),
            Why::TooLong { limit } => language.pick(
                format!("Linjen er længere end {limit} bytes. Se efter, om der mangler linjeskift."),
                format!("The line is longer than {limit} bytes. See whether line ends are missing."),
            ),
            Why::QuoteNotClosed => pick(
                "Et anførselstegn først i cellen åbner en tekst, som intet anførselstegn lukker. Luk den, eller skriv anførselstegnet to gange.",
                "A quotation mark at the start of the cell opens a text that no quotation mark closes. Close it, or write the mark twice.",
            ),
            Why::IdConflict { other_line } => language.pick(
                format!("Samme id står på linje {other_line} med et andet indhold, så ingen af rækkerne er læst. Giv hver række sit eget id."),
                format!("The same id stands on line {other_line} with other content, so none of the rows was read. Give each row an id of its own."),
            ),
            Why::BadJson => pick(
                "Her skal stå ét JSON-objekt på én linje, og værdierne skal være tekst, tal eller null.",
                "This must be one JSON object on one line, and its values texts, numbers or null.",
            ),
            Why::UntranslatedCode => pick(
                "Oversættelsesfilen kender ikke denne kode. Tilføj den under [codes], med \"\" hvis rækken skal udelades.",
                "The mapping file does not know this code. Add it under [codes], with \"\" if the row is to be left out.",
            ),
        }
    }
}

fn unknown_kind(nearest: Option<&str>, language: Language) -> String {
    match nearest {
        Some(name) => language.pick(
            format!("Den slags hændelse kendes ikke. Mente du {name}?"),
            format!("There is no such kind of fact. Did you mean {name}?"),
        ),
        None => language.pick(
            "Den slags hændelse kendes ikke. Se listen i docs/case-history.md, afsnit 2.",
            "There is no such kind of fact. See the list in docs/case-history.md, section 2.",
        ),
    }
}

fn cell_count(found: u64, expected: u64, language: Language) -> String {
    let more = found > expected;
    language.pick(
        format!(
            "Rækken har {found} celler, overskriften {expected}. {}",
            if more {
                "Sæt anførselstegn om tekster med skilletegn i."
            } else {
                "Se efter, om der mangler skilletegn."
            }
        ),
        format!(
            "The row has {found} cells, the header {expected}. {}",
            if more {
                "Put quotation marks around texts that hold a separator."
            } else {
                "See whether separators are missing."
            }
        ),
    )
}

impl ReadError {
    /// What is wrong and what to do, in a few sentences.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            ReadError::NotFound { path } => language.pick(
                format!("Filen {} findes ikke. Se efter, om stien er skrevet rigtigt.", path.display()),
                format!("There is no file {}. See whether the path is right.", path.display()),
            ),
            ReadError::Unreadable { name, reason } => language.pick(
                format!("{name} kan ikke læses: {reason}"),
                format!("{name} cannot be read: {reason}"),
            ),
            ReadError::NoSuchColumns { missing, found, hint } => {
                no_such_columns(missing, found, *hint, language)
            }
            ReadError::NotText { name } => language.pick(
                format!("{name} er ikke tekst: der står et NUL-tegn i overskriften. Gem den som CSV (UTF-8)."),
                format!("{name} is no text: its header row holds a NUL character. Save it as CSV (UTF-8)."),
            ),
            ReadError::TwoColumns { column } => language.pick(
                format!("Kolonnen {column} står to gange i overskriften. Fjern eller omdøb den ene."),
                format!("The column {column} stands in the header twice. Remove or rename one of them."),
            ),
            ReadError::NothingButRejected { rejected, .. } => language.pick(
                format!("Ingen af filens rækker kunne læses ({} afvist).", rejected.total),
                format!("None of the file's rows could be read ({} rejected).", rejected.total),
            ),
            ReadError::Spill(reason) => language.pick(
                format!("Rækkerne kan ikke være i hukommelsen og kan ikke lægges på disken: {reason}. Vælg en anden mappe til midlertidige filer (TMPDIR)."),
                format!("The rows do not fit into memory and cannot be kept on disk: {reason}. Choose another folder for temporary files (TMPDIR)."),
            ),
            ReadError::Mapping(error) => language.pick(
                format!("Oversættelsesfilen, linje {}: {}", error.line, error.reason),
                format!("The mapping file, line {}: {}", error.line, error.reason),
            ),
        }
    }
}

fn no_such_columns(
    missing: &[MissingColumn],
    found: &[String],
    hint: Option<Hint>,
    language: Language,
) -> String {
    let names: Vec<String> = missing
        .iter()
        .map(|column| match &column.looks_like {
            Some(like) => language.pick(
                format!("{} ({like} ligner)", column.name),
                format!("{} ({like} looks like it)", column.name),
            ),
            None => column.name.clone(),
        })
        .collect();
    let mut text = language.pick(
        format!("Overskriften mangler: {}.", names.join(", ")),
        format!("The header lacks: {}.", names.join(", ")),
    );
    if !found.is_empty() {
        let shown: Vec<&str> = found.iter().map(String::as_str).take(40).collect();
        text += &language.pick(
            format!(" Fundet: {}.", shown.join(", ")),
            format!(" Found: {}.", shown.join(", ")),
        );
    }
    if let Some(hint) = hint {
        text.push(' ');
        text += &hint.message(language);
    }
    text
}

impl Hint {
    /// What to do, in a sentence.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        let (da, en) = match self {
            Hint::Empty => ("Filen er tom.", "The file is empty."),
            Hint::Spreadsheet => (
                "Filen er et regneark. Gem det som CSV (UTF-8).",
                "The file is a spreadsheet. Save it as CSV (UTF-8).",
            ),
            Hint::Utf16 => (
                "Filen er skrevet i UTF-16. Gem den som UTF-8.",
                "The file is written in UTF-16. Save it as UTF-8.",
            ),
            Hint::JsonLines => (
                "Filen ligner JSON Lines. Giv den et navn, der ender på .jsonl.",
                "The file looks like JSON Lines. Give it a name that ends in .jsonl.",
            ),
            Hint::ForeignExtract => (
                "Kommer filen fra et andet system, så skriv en oversættelsesfil (--mapping); --suggest-mapping laver et udkast.",
                "If the file comes from another system, write a mapping file (--mapping); --suggest-mapping makes a draft.",
            ),
        };
        language.pick(da, en)
    }
}
