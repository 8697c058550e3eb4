//! What somebody typed and did not give yet: kept here, encrypted, because a browser's storage may not.
//!
//! Owns: drafts and their versions, the same form in several windows, the files that are kept with them, forgetting old
//! ones. Must not know: the fields of a form.
//!
//! Each window in which a form stands has a draft of its own, so that none writes over the text of another.

mod file;

use omhu_casework::ids::{CaseNo, UserNo};

use crate::Store;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::sql::access as sql;

pub use file::DraftFile;

/// Days after which a draft goes.
const DRAFT_DAYS: i64 = 30;
/// Days after which the older states of a draft go, and answers to requests.
const VERSION_DAYS: i64 = 7;
const DAY: i64 = 86_400;
/// Of one form in more windows than this the oldest are not looked at.
const MOST_WINDOWS: i64 = 40;

/// What names a draft.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DraftName {
    /// Whose.
    pub user: UserNo,
    /// On which case; none: not on one.
    pub case: Option<CaseNo>,
    /// Which form.
    pub form: String,
}

/// What a text that a page carries is sealed as.
const CARRIED: &str = "carried form";

/// What stands between the form and the window in the name of a draft.
const WINDOW: &str = " ~";

impl DraftName {
    /// The draft of the same form in one window of a browser.
    #[must_use]
    pub fn in_window(&self, window: &str) -> DraftName {
        let form = match window {
            "" => self.form.clone(),
            window => format!("{}{WINDOW}{window}", self.form),
        };
        DraftName {
            form,
            ..self.clone()
        }
    }

    fn case_cell(&self) -> i64 {
        self.case.map_or(0, |case| case.0)
    }

    fn place(&self) -> String {
        format!("draft {} {} {}", self.user, self.case_cell(), self.form)
    }
}

/// A state of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// 1, 2, 3 ...
    pub version: i64,
    /// The fields, as the form wrote them.
    pub fields: String,
    /// When it was saved.
    pub saved_at: i64,
}

impl Store {
    /// Saves a draft; gives the version. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// The database.
    pub async fn save_draft(
        &self,
        name: &DraftName,
        fields: &str,
        second: i64,
    ) -> Result<i64, StoreError> {
        let sealed = self.ring.draft.seal(&name.place(), fields.as_bytes())?;
        let mut tx = self.database.write_always().await?;
        let cells = cells![name.user.0, name.case_cell(), &name.form, sealed, second];
        let row = tx.row(sql::DRAFT_ADD, cells).await?;
        let version = row.ok_or(StoreError::Closing)?.int(0)?;
        self.database.commit(tx).await?;
        Ok(version)
    }

    /// Seals what somebody sent after their session was over: their own page carries it over the sign-in, and nothing of it
    /// is kept here before it is known who they are.
    ///
    /// # Errors
    /// The system has no randomness.
    pub fn seal_carried(&self, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.ring.carried.seal(CARRIED, text)
    }

    /// Opens what was sealed so.
    ///
    /// # Errors
    /// It was sealed elsewhere, or changed since.
    pub fn open_carried(&self, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.ring
            .carried
            .open("what a page carried", CARRIED, sealed)
    }

    /// The states of a draft, newest first; the first is the draft.
    ///
    /// # Errors
    /// The database; a draft that was changed behind omhu's back.
    pub async fn draft_versions(
        &self,
        name: &DraftName,
        limit: u32,
    ) -> Result<Vec<Draft>, StoreError> {
        let cells = cells![name.user.0, name.case_cell(), &name.form, i64::from(limit)];
        let rows = self.database.rows(sql::DRAFT_VERSIONS, cells).await?;
        let read = |row: &Row| {
            let bytes = self
                .ring
                .draft
                .open("a draft", &name.place(), &row.blob(1)?)?;
            Ok(Draft {
                version: row.int(0)?,
                fields: String::from_utf8(bytes).map_err(|_| StoreError::Sealed("a draft"))?,
                saved_at: row.int(2)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The draft as it is.
    ///
    /// # Errors
    /// As [`Store::draft_versions`].
    pub async fn draft(&self, name: &DraftName) -> Result<Option<Draft>, StoreError> {
        Ok(self.draft_versions(name, 1).await?.into_iter().next())
    }

    /// The drafts of one form in all windows, with the window of each; newest first.
    ///
    /// # Errors
    /// As [`Store::draft_versions`].
    pub async fn draft_windows(
        &self,
        name: &DraftName,
    ) -> Result<Vec<(String, Draft)>, StoreError> {
        let cells = cells![name.user.0, name.case_cell(), &name.form, MOST_WINDOWS];
        let rows = self.database.rows(sql::DRAFT_WINDOWS, cells).await?;
        let mut windows = Vec::new();
        for row in &rows {
            let form = row.text(0)?;
            let window = form.get(name.form.len() + WINDOW.len()..).unwrap_or("");
            let place = name.in_window(window).place();
            let bytes = self.ring.draft.open("a draft", &place, &row.blob(2)?)?;
            let draft = Draft {
                version: row.int(1)?,
                fields: String::from_utf8(bytes).map_err(|_| StoreError::Sealed("a draft"))?,
                saved_at: row.int(3)?,
            };
            windows.push((window.to_owned(), draft));
        }
        Ok(windows)
    }

    /// The drafts of a user, newest first: name, version, when saved.
    ///
    /// # Errors
    /// The database.
    pub async fn drafts_of(&self, user: UserNo) -> Result<Vec<(DraftName, i64, i64)>, StoreError> {
        let rows = self
            .database
            .rows(sql::DRAFTS_OF_USER, cells![user.0])
            .await?;
        let read = |row: &Row| {
            let case = row.int(0)?;
            let name = DraftName {
                user,
                case: (case != 0).then_some(CaseNo(case)),
                form: row.text(1)?,
            };
            Ok((name, row.int(2)?, row.int(3)?))
        };
        rows.iter().map(read).collect()
    }

    /// Drops a draft with its files: it was given, or is not wanted any more.
    ///
    /// # Errors
    /// The database.
    pub async fn drop_draft(&self, name: &DraftName) -> Result<(), StoreError> {
        let mut tx = self.database.write_always().await?;
        let cells = cells![name.user.0, name.case_cell(), &name.form];
        tx.run(sql::DRAFT_DROP, cells).await?;
        self.database.commit(tx).await
    }

    /// Forgets what has had its time: drafts after 30 days, their older states and the answers to repeated
    /// requests after 7. To be called once a day.
    ///
    /// # Errors
    /// The database.
    pub async fn sweep(&self, second: i64) -> Result<(), StoreError> {
        let mut tx = self.database.write_always().await?;
        let old = second - DRAFT_DAYS * DAY;
        let week = second - VERSION_DAYS * DAY;
        tx.run(sql::DRAFTS_SWEEP, cells![old, week]).await?;
        tx.run(sql::ANSWERS_SWEEP, cells![week]).await?;
        self.database.commit(tx).await
    }
}
