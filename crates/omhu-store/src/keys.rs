//! The master key and the keys made of it.
//!
//! Owns: the key file, one key for each purpose, the wrapped key of each case. Must not know: what is
//! encrypted with them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use omhu_casework::chain::hex;
use omhu_casework::ids::CaseNo;

use crate::cell::cells;
use crate::database::{Database, Tx};
use crate::error::{Sentence, StoreError, file_error};
use crate::seal::Key;
use crate::sql::log::{SETTING, SETTING_PUT};
use crate::sql::texts::{CASE_KEY, CASE_KEY_ADD};

/// Where the master key is. Whoever loses it loses the texts.
#[derive(Clone, Debug)]
pub enum Keys {
    /// `master.key` in the folder of the place; made where it is missing and the store is new.
    InFolder,
    /// A file of 64 hexadecimal digits, readable by its owner only; made as above.
    File(PathBuf),
    /// The key itself, for tests and for restoring.
    Given(MasterKey),
}

/// A master key that does not show itself.
#[derive(Clone, Debug)]
pub struct MasterKey(pub(crate) Key);

impl MasterKey {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> MasterKey {
        MasterKey(Key(bytes))
    }
}

/// The keys of an open store, one for each purpose.
#[derive(Clone, Debug)]
pub(crate) struct Ring {
    pub(crate) master: Key,
    pub(crate) wrap: Key,
    pub(crate) log: Key,
    pub(crate) draft: Key,
    pub(crate) carried: Key,
    pub(crate) person: Key,
    pub(crate) address: Key,
    pub(crate) cpr: Key,
    pub(crate) search: Key,
    pub(crate) checkpoint: Key,
    pub(crate) rows: Key,
}

impl Ring {
    pub(crate) fn new(master: Key) -> Ring {
        Ring {
            wrap: master.for_purpose("keys of cases"),
            log: master.for_purpose("access log"),
            draft: master.for_purpose("drafts"),
            carried: master.for_purpose("forms that wait for a sign-in"),
            person: master.for_purpose("people"),
            address: master.for_purpose("addresses"),
            cpr: master.for_purpose("hashes of cpr numbers"),
            search: master.for_purpose("hashes of stems"),
            checkpoint: master.for_purpose("checkpoints"),
            rows: master.for_purpose("rows of the directory"),
            master,
        }
    }

    /// The key of a case, made on its first text. None: it was erased.
    pub(crate) async fn of_case(
        &self,
        tx: &mut Tx,
        case: CaseNo,
    ) -> Result<Option<Key>, StoreError> {
        if let Some(row) = tx.row(CASE_KEY, cells![case.0]).await? {
            return row
                .maybe_blob(0)?
                .map(|wrapped| self.unwrap(case, &wrapped))
                .transpose();
        }
        let (key, wrapped) = self.new_case_key(case)?;
        tx.run(CASE_KEY_ADD, cells![case.0, wrapped]).await?;
        Ok(Some(key))
    }

    /// The key of a case for reading. None: it has no texts, or was erased.
    pub(crate) async fn for_reading(
        &self,
        database: &Database,
        case: CaseNo,
    ) -> Result<Option<Key>, StoreError> {
        match database.row(CASE_KEY, cells![case.0]).await? {
            Some(row) => row
                .maybe_blob(0)?
                .map(|wrapped| self.unwrap(case, &wrapped))
                .transpose(),
            None => Ok(None),
        }
    }

    fn new_case_key(&self, case: CaseNo) -> Result<(Key, Vec<u8>), StoreError> {
        let key = Key::new()?;
        let wrapped = self.wrap.seal(&format!("case {case}"), &key.0)?;
        Ok((key, wrapped))
    }

    pub(crate) fn unwrap(&self, case: CaseNo, wrapped: &[u8]) -> Result<Key, StoreError> {
        let key = self
            .wrap
            .open("the key of a case", &format!("case {case}"), wrapped)?;
        let key = <[u8; 32]>::try_from(key);
        key.map(Key)
            .map_err(|_| StoreError::Sealed("the key of a case"))
    }
}

/// Reads the master key, or makes one where the store is new, and holds it against the store.
pub(crate) async fn ring(
    keys: &Keys,
    folder: &Path,
    database: &Arc<Database>,
) -> Result<Ring, StoreError> {
    let known = known(database).await?;
    let master = master(keys, folder, known.is_none())?;
    let check = check_of(&master);
    match known {
        Some(known) if known == check => {}
        Some(_) => return Err(of_another()),
        None => {
            let mut tx = database.write().await?;
            tx.run(SETTING_PUT, cells!["key_check", check]).await?;
            database.commit(tx).await?;
        }
    }
    Ok(Ring::new(master))
}

/// Reads the master key and holds it against the store. None: the store has no key yet. Nothing is made.
pub(crate) async fn ring_beside(
    keys: &Keys,
    folder: &Path,
    database: &Database,
) -> Result<Option<Ring>, StoreError> {
    let Some(known) = known(database).await? else {
        return Ok(None);
    };
    let master = master(keys, folder, false)?;
    if known != check_of(&master) {
        return Err(of_another());
    }
    Ok(Some(Ring::new(master)))
}

fn master(keys: &Keys, folder: &Path, create: bool) -> Result<Key, StoreError> {
    match keys {
        Keys::Given(key) => Ok(key.0.clone()),
        Keys::InFolder => from_file(&folder.join("master.key"), create),
        Keys::File(path) => from_file(path, create),
    }
}

async fn known(database: &Database) -> Result<Option<String>, StoreError> {
    let row = database.row(SETTING, cells!["key_check"]).await?;
    row.map(|row| row.text(0)).transpose()
}

/// What of a key stands in the store, so that another one is told from it.
fn check_of(master: &Key) -> String {
    hex(&master.hash(&[b"omhu key check"])[..16])
}

fn of_another() -> StoreError {
    StoreError::Key(Sentence::new("store-other-key"))
}

/// Reads a key file.
pub(crate) fn from_file(path: &Path, create: bool) -> Result<Key, StoreError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && create => {
            let key = Key::new()?;
            write_file(path, &key)?;
            return Ok(key);
        }
        Err(error) => return Err(file_error(path)(error)),
    };
    only_for_owner(path)?;
    bytes_of(text.trim())
        .map(Key)
        .ok_or_else(|| StoreError::Key(Sentence::new("store-no-key").with("file", path.display())))
}

pub(crate) fn bytes_of(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(key)
}

/// Writes a key file, for its owner only; never over another one.
pub(crate) fn write_file(path: &Path, key: &Key) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(file_error(path))?;
    writeln!(file, "{}", hex(&key.0)).map_err(file_error(path))?;
    file.sync_all().map_err(file_error(path))
}

#[cfg(unix)]
fn only_for_owner(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path)
        .map_err(file_error(path))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        let sentence = Sentence::new("store-key-open").with("file", path.display());
        return Err(StoreError::Key(sentence));
    }
    Ok(())
}

#[cfg(not(unix))]
fn only_for_owner(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}
