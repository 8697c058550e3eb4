//! A file that was chosen in a form and not given yet, kept with the draft of the form.
//!
//! Owns: the form of a sealed file, how many are kept. Must not know: which files a case takes.
//!
//! It lies among the drafts under a name of its own: it is encrypted as they are, forgotten when they are, and erased with
//! the texts of its case. One state of it is kept, because a file is not typed.

use serde::{Deserialize, Serialize};

use super::DraftName;
use crate::Store;
use crate::cell::cells;
use crate::error::StoreError;
use crate::sql::access as sql;

/// So many files are kept for one user, and no more: they are large.
const MOST_FILES: i64 = 20;

/// A file that is kept with a draft. PII.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// Its name.
    pub name: String,
    /// Media type.
    pub media: String,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for DraftFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a file of {} bytes", self.content.len())
    }
}

/// What is sealed before the content.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    media: String,
    sha256: String,
}

impl DraftFile {
    fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let head = serde_json::to_vec(&Head {
            name: self.name.clone(),
            media: self.media.clone(),
            sha256: self.sha256.clone(),
        })?;
        let mut bytes = (head.len() as u32).to_le_bytes().to_vec();
        bytes.extend_from_slice(&head);
        bytes.extend_from_slice(&self.content);
        Ok(bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Result<DraftFile, StoreError> {
        let broken = || StoreError::Sealed("a file of a draft");
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(broken)?;
        let (head, content) = rest
            .split_at_checked(u32::from_le_bytes(*length) as usize)
            .ok_or_else(broken)?;
        let head: Head = serde_json::from_slice(head)?;
        Ok(DraftFile {
            name: head.name,
            media: head.media,
            sha256: head.sha256,
            content: content.to_vec(),
        })
    }
}

impl DraftName {
    /// The name under which the file of a field is kept.
    fn of_file(&self, field: &str) -> DraftName {
        DraftName {
            form: format!("file {} {field}", self.form),
            ..self.clone()
        }
    }
}

impl Store {
    /// Keeps the file of a field with a draft, in the place of one that is there. False: too many are kept for this user,
    /// and this one is not.
    ///
    /// # Errors
    /// The database.
    pub async fn keep_draft_file(
        &self,
        draft: &DraftName,
        field: &str,
        file: &DraftFile,
        second: i64,
    ) -> Result<bool, StoreError> {
        let name = draft.of_file(field);
        let sealed = self.ring.draft.seal(&name.place(), &file.to_bytes()?)?;
        let mut tx = self.database.write().await?;
        let place = cells![name.user.0, name.case_cell(), &name.form];
        tx.run(sql::DRAFT_FILE_DROP, place).await?;
        let count = tx.row(sql::DRAFT_FILES_COUNT, cells![name.user.0]).await?;
        if count.ok_or(StoreError::Closing)?.int(0)? >= MOST_FILES {
            return Ok(false);
        }
        let cells = cells![name.user.0, name.case_cell(), &name.form, sealed, second];
        tx.run(sql::DRAFT_FILE_ADD, cells).await?;
        self.database.commit(tx).await?;
        Ok(true)
    }

    /// The file of a field that is kept with a draft.
    ///
    /// # Errors
    /// The database; a file that was changed behind omhu's back.
    pub async fn draft_file(
        &self,
        draft: &DraftName,
        field: &str,
    ) -> Result<Option<DraftFile>, StoreError> {
        let name = draft.of_file(field);
        let cells = cells![name.user.0, name.case_cell(), &name.form];
        let Some(row) = self.database.row(sql::DRAFT_FILE, cells).await? else {
            return Ok(None);
        };
        let key = &self.ring.draft;
        let bytes = key.open("a file of a draft", &name.place(), &row.blob(0)?)?;
        DraftFile::from_bytes(&bytes).map(Some)
    }

    /// Drops the file of a field that is kept with a draft, where there is one.
    ///
    /// # Errors
    /// The database.
    pub async fn drop_draft_file(&self, draft: &DraftName, field: &str) -> Result<(), StoreError> {
        let name = draft.of_file(field);
        let mut tx = self.database.write().await?;
        let cells = cells![name.user.0, name.case_cell(), &name.form];
        tx.run(sql::DRAFT_FILE_DROP, cells).await?;
        self.database.commit(tx).await
    }
}
