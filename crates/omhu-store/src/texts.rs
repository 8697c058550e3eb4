//! What people wrote, encrypted under the key of its case, and the erasure of it.
//!
//! Owns: the form of a sealed text or file, writing, reading, erasing. Must not know: who may read.

use omhu_casework::command::Words;
use omhu_casework::ids::{CaseNo, TextNo};

use crate::cell::{Row, cells};
use crate::database::{Database, Pools, Tx};
use crate::error::StoreError;
use crate::keys::Ring;
use crate::seal::Key;
use crate::sql::{access, texts as sql};
use crate::stems;
use crate::{Permit, Store};

/// A text as read back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Its number.
    pub number: TextNo,
    /// The words or the file.
    pub words: Words,
    /// When it was written, in seconds since 1970.
    pub written_at: i64,
}

fn place(case: CaseNo, number: i64) -> String {
    format!("case {case} text {number}")
}

/// The bytes that are sealed: words as they are; a file with its name before it.
fn bytes_of(words: &Words) -> (&'static str, &str, Vec<u8>) {
    match words {
        Words::Text(text) => ("text", "", text.as_bytes().to_vec()),
        Words::File {
            name,
            media,
            content,
        } => {
            let mut bytes = (name.len() as u32).to_le_bytes().to_vec();
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(content);
            ("file", media, bytes)
        }
    }
}

pub(crate) fn words_of(sort: &str, media: String, bytes: Vec<u8>) -> Option<Words> {
    if sort == "text" {
        return String::from_utf8(bytes).ok().map(Words::Text);
    }
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (name, content) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some(Words::File {
        name: String::from_utf8(name.to_vec()).ok()?,
        media,
        content: content.to_vec(),
    })
}

/// What the search finds a text by.
pub(crate) fn indexed(words: &Words) -> &str {
    match words {
        Words::Text(text) => text,
        Words::File { name, .. } => name,
    }
}

/// Keeps texts; the first gets the number `first`.
pub(crate) async fn write(
    tx: &mut Tx,
    ring: &Ring,
    case: CaseNo,
    first: i64,
    texts: &[Words],
    second: i64,
) -> Result<(), StoreError> {
    let key = ring.of_case(tx, case).await?;
    let key =
        key.ok_or_else(|| StoreError::Unknown(format!("key of case {case}: it was erased")))?;
    for (number, words) in (first..).zip(texts) {
        let (sort, media, bytes) = bytes_of(words);
        let sealed = key.seal(&place(case, number), &bytes)?;
        tx.run(
            sql::TEXT_ADD,
            cells![number, case.0, sort, media, sealed, second],
        )
        .await?;
        let tokens = stems::tokens(&ring.search, indexed(words));
        tx.run(sql::SEARCH_ADD, cells![number, tokens]).await?;
    }
    Ok(())
}

/// Opens a row of (number, sort, media, sealed, written at).
pub(crate) fn open(key: &Key, case: CaseNo, row: &Row) -> Result<Text, StoreError> {
    let number = row.int(0)?;
    let bytes = key.open("a text", &place(case, number), &row.blob(3)?)?;
    let words = words_of(&row.text(1)?, row.text(2)?, bytes);
    Ok(Text {
        number: TextNo(number),
        words: words.ok_or(StoreError::Sealed("a text"))?,
        written_at: row.int(4)?,
    })
}

async fn opened(
    database: &Database,
    ring: &Ring,
    case: CaseNo,
    rows: Vec<Row>,
) -> Result<Vec<Text>, StoreError> {
    let Some(key) = ring.for_reading(database, case).await? else {
        return Ok(Vec::new());
    };
    rows.iter().map(|row| open(&key, case, row)).collect()
}

impl Store {
    /// Texts of a case, by number. Erased ones are left out.
    ///
    /// # Errors
    /// No permit for the case; a text that was changed behind omhu's back.
    pub async fn texts(
        &self,
        permit: &Permit,
        case: CaseNo,
        numbers: &[TextNo],
    ) -> Result<Vec<Text>, StoreError> {
        permit.covers(case)?;
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let list = serde_json::to_string(numbers)?;
        let rows = self
            .database
            .rows(sql::TEXTS_BY_NUMBER, cells![case.0, list])
            .await?;
        opened(&self.database, &self.ring, case, rows).await
    }

    /// All texts of a case.
    ///
    /// # Errors
    /// As [`Store::texts`].
    pub async fn all_texts(&self, permit: &Permit, case: CaseNo) -> Result<Vec<Text>, StoreError> {
        permit.covers(case)?;
        let rows = self
            .database
            .rows(sql::TEXTS_OF_CASE, cells![case.0])
            .await?;
        opened(&self.database, &self.ring, case, rows).await
    }

    /// Erases the key of a case, and so all that was written in it, its drafts and its words in the index.
    /// Facts and dates stay, and the chains stay whole. It cannot be undone, but by an older backup.
    ///
    /// # Errors
    /// The database. No permit for the case.
    pub async fn erase_texts(
        &self,
        permit: &Permit,
        case: CaseNo,
        second: i64,
    ) -> Result<(), StoreError> {
        permit.covers(case)?;
        let mut tx = self.database.write().await?;
        tx.run(sql::SEARCH_ERASE, cells![case.0]).await?;
        tx.run(sql::TEXTS_ERASE, cells![case.0]).await?;
        tx.run(sql::CASE_KEY_ERASE, cells![case.0, second]).await?;
        tx.run(access::DRAFTS_ERASE, cells![case.0]).await?;
        self.database.commit(tx).await?;
        self.forget_pages().await
    }

    /// Removes deleted bytes from the files of SQLite: merges the index, so that tombstones go, and
    /// empties the write-ahead log. PostgreSQL's vacuum does so in its own time.
    async fn forget_pages(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { write, .. } = &self.database.pools {
            write
                .clean(
                    "insert into search(search) values('optimize'); pragma wal_checkpoint(truncate)",
                )
                .await?;
        }
        Ok(())
    }
}
