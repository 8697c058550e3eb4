//! A file that was sent with a form: what it is, and under which name it is kept.
//!
//! Owns: which files a case takes, how large they may be. Must not know: how it was sent, where it is kept.
//!
//! A file is what its first bytes say, whatever its name or the browser says: a program that is called `letter.pdf` is
//! not taken, and what is taken is never shown as a page but saved.

use sha2::{Digest as _, Sha256};

use super::values::Upload;

/// A larger file is a film; a scanned letter has a tenth of it.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// A longer name is no name.
const MOST_IN_NAME: usize = 120;
/// What a browser offers to choose from; what is sent is looked at all the same.
pub const OFFERED: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods,.txt";

/// The error of a file that was kept for a form and is not there any more.
pub const GONE: &str = "error-file-gone";

/// A sort of file: media type, the endings that its name may have, the first being the usual one.
struct Sort {
    media: &'static str,
    endings: &'static [&'static str],
}

const PDF: Sort = sort("application/pdf", &["pdf"]);
const PNG: Sort = sort("image/png", &["png"]);
const JPEG: Sort = sort("image/jpeg", &["jpg", "jpeg"]);
const TEXT: Sort = sort("text/plain", &["txt", "csv", "md"]);
const DOCX: Sort = sort(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    &["docx"],
);
const XLSX: Sort = sort(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    &["xlsx"],
);
const ODT: Sort = sort("application/vnd.oasis.opendocument.text", &["odt"]);
const ODS: Sort = sort("application/vnd.oasis.opendocument.spreadsheet", &["ods"]);

const fn sort(media: &'static str, endings: &'static [&'static str]) -> Sort {
    Sort { media, endings }
}

/// Takes a file, or says in a key why not.
///
/// # Errors
/// The key of the sentence.
pub fn read(name: &str, content: Vec<u8>) -> Result<Upload, &'static str> {
    if content.len() > MOST_BYTES {
        return Err("error-file-large");
    }
    if content.is_empty() {
        return Err("error-file-empty");
    }
    let sort = sort_of(&content).ok_or("error-file-kind")?;
    let hash = Sha256::digest(&content);
    Ok(Upload {
        name: name_of(name, &sort),
        media: sort.media.to_owned(),
        sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        content,
    })
}

/// Words that were typed instead of a file, as one; without a name, for nobody gave it one.
#[must_use]
pub fn of_words(words: &str) -> Upload {
    let content = words.as_bytes().to_vec();
    let hash = Sha256::digest(&content);
    Upload {
        name: String::new(),
        media: TEXT.media.to_owned(),
        sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        content,
    }
}

fn sort_of(content: &[u8]) -> Option<Sort> {
    let begins = |signature: &[u8]| content.starts_with(signature);
    if begins(b"%PDF-") {
        return Some(PDF);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Some(PNG);
    }
    if begins(b"\xff\xd8\xff") {
        return Some(JPEG);
    }
    if begins(b"PK\x03\x04") {
        return office(content);
    }
    is_text(content).then_some(TEXT)
}

/// Documents of offices are archives; the names in them say which. One with macros is not taken.
fn office(content: &[u8]) -> Option<Sort> {
    let holds = |name: &str| {
        content
            .windows(name.len())
            .any(|window| window == name.as_bytes())
    };
    if holds("vbaProject.bin") {
        return None;
    }
    if holds("[Content_Types].xml") {
        return match (holds("word/document.xml"), holds("xl/workbook.xml")) {
            (true, false) => Some(DOCX),
            (false, true) => Some(XLSX),
            _ => None,
        };
    }
    // The first thing in an OpenDocument is its media type, unpacked.
    let begin = &content[..content.len().min(200)];
    let says = |media: &str| {
        begin
            .windows(media.len())
            .any(|window| window == media.as_bytes())
    };
    [ODT, ODS].into_iter().find(|sort| says(sort.media))
}

/// Words in UTF-8 that are no page and no script.
fn is_text(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else {
        return false;
    };
    let plain = text
        .chars()
        .all(|sign| !sign.is_control() || "\n\r\t".contains(sign));
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    plain && !start.starts_with('<') && !start.starts_with("#!")
}

/// The name without folders and signs that are none, with an ending that fits what it is.
fn name_of(name: &str, sort: &Sort) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|sign| !sign.is_control()).collect();
    let kept: String = kept.trim().chars().take(MOST_IN_NAME).collect();
    let usual = sort.endings.first().copied().unwrap_or_default();
    if kept.is_empty() {
        return format!("fil.{usual}");
    }
    let ending = kept
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    match ending {
        Some(ending) if sort.endings.contains(&ending.as_str()) => kept,
        _ => format!("{kept}.{usual}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds_and_not_what_it_is_called() {
        let taken = |name: &str, content: &[u8]| read(name, content.to_vec());
        let letter = taken("Brev.pdf", b"%PDF-1.7 ...").unwrap();
        assert_eq!(
            (letter.name.as_str(), letter.media.as_str()),
            ("Brev.pdf", "application/pdf")
        );
        assert_eq!(letter.sha256.len(), 64);
        let renamed = taken("C:\\Users\\x\\foto.exe", b"\xff\xd8\xff\xe0").unwrap();
        assert_eq!(renamed.name, "foto.exe.jpg");
        for content in [
            &b"MZ\x90\x00"[..],
            b"\x7fELF",
            b"<html>",
            b"  <svg",
            b"#!/bin/sh",
            b"GIF89a\x00",
        ] {
            assert_eq!(
                taken("brev.pdf", content),
                Err("error-file-kind"),
                "{content:?}"
            );
        }
        let macros = b"PK\x03\x04[Content_Types].xml word/document.xml word/vbaProject.bin";
        assert_eq!(taken("brev.docx", macros), Err("error-file-kind"));
        let word = taken("brev", &macros[..46]).unwrap();
        assert_eq!(word.name, "brev.docx");
        assert_eq!(taken("tom.txt", b""), Err("error-file-empty"));
        assert_eq!(
            read("stor.txt", vec![b'a'; MOST_BYTES + 1]),
            Err("error-file-large")
        );
        assert_eq!(taken("", "Æblegrød".as_bytes()).unwrap().name, "fil.txt");
    }
}
