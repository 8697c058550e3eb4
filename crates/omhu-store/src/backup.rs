//! Backups: everything in one encrypted file that either database can be restored from.
//!
//! Owns: keys of backups, writing a backup of one moment while work goes on, reading one through.
//! Must not know: where files are kept, when a backup is due.
//!
//! The file is of the age format (age-encryption.org/v1): who loses omhu can still open it with any age
//! program. Encrypted to a public key, the server that writes it cannot read it. Within is the master key,
//! so that the file and its secret are enough. Projections are left out, they are made again; sessions and
//! tickets too: after a restore everybody signs in anew. So are webhooks: a copy of a store, restored to try
//! something, must tell nobody.

mod form;
mod restore;

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use age::secrecy::SecretString;

use crate::Store;
use crate::cell::Cell;
use crate::checkpoint;
use crate::database::Tx;
use crate::error::{Sentence, StoreError, file_error};
use crate::place::for_owner;
use crate::tables::{Table, tables};

pub use form::Summary;
use form::{Header, Reader};

/// Tables that are made again, or better not.
const LEFT_OUT: [&str; 9] = [
    "case_file",
    "duty",
    "case_person",
    "access_log_case",
    "session",
    "one_time",
    "sign_in_attempt",
    "webhook",
    "webhook_message",
];
/// Rows read at once.
const PAGE: i64 = 1000;

/// What a backup is encrypted with.
#[derive(Clone)]
pub enum BackupKey {
    /// A public key: `age1...`. The server cannot read what it wrote.
    Public(String),
    /// A passphrase.
    Passphrase(String),
}

/// What a backup is opened with.
#[derive(Clone)]
pub enum BackupSecret {
    /// The secret key of the public one: `AGE-SECRET-KEY-1...`.
    Secret(String),
    /// The passphrase.
    Passphrase(String),
}

impl std::fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BackupKey")
    }
}

impl std::fmt::Debug for BackupSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BackupSecret")
    }
}

/// A new pair of keys: the public one for the server, the secret one for a safe.
#[must_use]
pub fn new_backup_keys() -> (BackupKey, BackupSecret) {
    use age::secrecy::ExposeSecret as _;
    let identity = age::x25519::Identity::generate();
    let public = identity.to_public().to_string();
    let secret = identity.to_string().expose_secret().to_owned();
    (BackupKey::Public(public), BackupSecret::Secret(secret))
}

fn fault(what: impl std::fmt::Display) -> StoreError {
    StoreError::Backup(Sentence::new("store-backup-damaged").with("detail", what))
}

/// What could not be read of it: the disk's own fault stays one, all else is a changed or a missing part.
fn unread(error: std::io::Error) -> StoreError {
    match error.raw_os_error() {
        Some(_) => StoreError::File("backup".to_owned(), error),
        None => StoreError::Backup(Sentence::new("store-backup-changed")),
    }
}

/// A key that is none.
fn no_key(_: &str) -> StoreError {
    StoreError::Backup(Sentence::new("store-backup-key"))
}

/// A secret key that is none; the public one, which only writes, is told apart.
fn no_secret(given: &str) -> StoreError {
    StoreError::Backup(Sentence::new(match given.starts_with("age1") {
        true => "store-backup-public",
        false => "store-backup-key",
    }))
}

/// A file that is no backup, or does not open with this key.
fn closed(error: age::DecryptError) -> StoreError {
    use age::DecryptError as Why;
    StoreError::Backup(match error {
        Why::NoMatchingKeys | Why::DecryptionFailed | Why::KeyDecryptionFailed => {
            Sentence::new("store-backup-other-key")
        }
        Why::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Sentence::new("store-backup-none")
        }
        Why::InvalidHeader | Why::UnknownFormat => Sentence::new("store-backup-none"),
        other => Sentence::new("store-backup-damaged").with("detail", other),
    })
}

impl BackupKey {
    fn wrap<W: Write>(
        &self,
        to: W,
        path: &Path,
    ) -> Result<age::stream::StreamWriter<W>, StoreError> {
        let encryptor = match self {
            BackupKey::Public(key) => {
                let recipient = age::x25519::Recipient::from_str(key).map_err(no_key)?;
                let recipients = [&recipient as &dyn age::Recipient];
                age::Encryptor::with_recipients(recipients.into_iter()).map_err(fault)?
            }
            BackupKey::Passphrase(phrase) => {
                age::Encryptor::with_user_passphrase(SecretString::from(phrase.clone()))
            }
        };
        encryptor.wrap_output(to).map_err(file_error(path))
    }
}

impl BackupSecret {
    fn unwrap<R: Read>(&self, from: R) -> Result<age::stream::StreamReader<R>, StoreError> {
        let decryptor = age::Decryptor::new(from).map_err(closed)?;
        match self {
            BackupSecret::Secret(key) => {
                let identity = age::x25519::Identity::from_str(key);
                let identity = identity.map_err(|_| no_secret(key))?;
                let identities = [&identity as &dyn age::Identity];
                decryptor.decrypt(identities.into_iter()).map_err(closed)
            }
            BackupSecret::Passphrase(phrase) => {
                let identity = age::scrypt::Identity::new(SecretString::from(phrase.clone()));
                let identities = [&identity as &dyn age::Identity];
                decryptor.decrypt(identities.into_iter()).map_err(closed)
            }
        }
    }
}

/// The tables of a backup.
pub(crate) fn kept_tables() -> Vec<Table> {
    let all = tables().into_iter();
    all.filter(|table| !LEFT_OUT.contains(&table.name.as_str()))
        .collect()
}

impl Store {
    /// Writes a backup of this moment to a file that only its owner can read: whole, or not there. Others go on
    /// working meanwhile.
    ///
    /// # Errors
    /// The database; the file.
    pub async fn backup(
        &self,
        path: &Path,
        key: &BackupKey,
        second: i64,
    ) -> Result<Summary, StoreError> {
        // A device or a pipe is written to, never replaced.
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            let file = std::fs::File::options().write(true).open(path);
            let file = file.map_err(file_error(path))?;
            return Ok(self.write_backup(file, path, key, second).await?.1);
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        // What a killed one left would keep its mode.
        let _ = std::fs::remove_file(&part);
        let file = for_owner().create_new(true).open(&part);
        let file = file.map_err(file_error(&part))?;
        let done = self.write_whole(file, (&part, path), key, second).await;
        if done.is_err() {
            // What is half written helps nobody; that it cannot be removed changes nothing.
            let _ = std::fs::remove_file(&part);
        }
        done
    }

    async fn write_whole(
        &self,
        file: std::fs::File,
        (part, path): (&Path, &Path),
        key: &BackupKey,
        second: i64,
    ) -> Result<Summary, StoreError> {
        let (file, summary) = self.write_backup(file, part, key, second).await?;
        file.sync_all().map_err(file_error(part))?;
        std::fs::rename(part, path).map_err(file_error(path))?;
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            let folder_file = std::fs::File::open(folder).map_err(file_error(folder))?;
            folder_file.sync_all().map_err(file_error(folder))?;
        }
        Ok(summary)
    }

    async fn write_backup(
        &self,
        file: std::fs::File,
        path: &Path,
        key: &BackupKey,
        second: i64,
    ) -> Result<(std::fs::File, Summary), StoreError> {
        let mut tx = self.database.snapshot().await?;
        let checkpoint = checkpoint::ends(&mut tx, second).await?;
        let tables = kept_tables();
        let header = Header::new(
            crate::schema::STEPS.len(),
            second,
            checkpoint.line(&self.ring.checkpoint),
            &self.ring.master,
            &tables,
        );
        // Encryption and the file are on a thread of their own; a few pages wait between.
        let (sender, mut receiver) = tokio::sync::mpsc::channel::<Vec<u8>>(8);
        let (key, path) = (key.clone(), path.to_owned());
        let writing = tokio::task::spawn_blocking(move || {
            let no = file_error(&path);
            let mut out = key.wrap(BufWriter::with_capacity(1 << 18, file), &path)?;
            while let Some(bytes) = receiver.blocking_recv() {
                out.write_all(&bytes).map_err(&no)?;
            }
            let buffered = out.finish().map_err(&no)?;
            buffered
                .into_inner()
                .map_err(|error| no(error.into_error()))
        });
        let fed = feed(&mut tx, &header, &tables, &sender).await;
        drop(sender);
        let file = writing.await.map_err(|_| StoreError::Closing)??;
        Ok((file, fed?))
    }
}

/// Reads a backup through: whether the secret opens it, and every byte of it is as it was written.
///
/// # Errors
/// Says what is wrong with it.
pub fn read_backup(path: &Path, secret: &BackupSecret) -> Result<Summary, StoreError> {
    let file = std::fs::File::open(path).map_err(file_error(path))?;
    let stream = secret.unwrap(std::io::BufReader::new(file))?;
    let mut reader = Reader::new(std::io::BufReader::with_capacity(1 << 18, stream))?;
    while reader.next()?.is_some() {}
    reader.end()
}

async fn feed(
    tx: &mut Tx,
    header: &Header,
    tables: &[Table],
    sender: &tokio::sync::mpsc::Sender<Vec<u8>>,
) -> Result<Summary, StoreError> {
    let send = async |bytes: Vec<u8>| sender.send(bytes).await.map_err(|_| fault("stopped"));
    let mut summary = header.summary();
    send(header.bytes()?).await?;
    for (place, table) in tables.iter().enumerate() {
        let mut last: Option<Vec<Cell>> = None;
        loop {
            let rows = page(tx, table, last.as_deref()).await?;
            let mut bytes = Vec::new();
            for row in &rows {
                form::write_row(&mut bytes, place, row)?;
            }
            summary.count(&table.name, rows.len() as u64);
            if !bytes.is_empty() {
                send(bytes).await?;
            }
            let whole = (rows.len() as i64) < PAGE;
            last = rows.last().map(|row| table.key_cells(row));
            if whole || table.keys.is_empty() {
                break;
            }
        }
    }
    let end = form::end(&summary)?;
    send(end).await?;
    Ok(summary)
}

/// The rows of a table after a key, in the order of the key.
pub(crate) async fn page(
    tx: &mut Tx,
    table: &Table,
    after: Option<&[Cell]>,
) -> Result<Vec<Vec<Cell>>, StoreError> {
    let keys = table.keys.join(", ");
    let columns = table.column_list();
    let text = match after {
        _ if keys.is_empty() => format!("select {columns} from {}", table.name),
        None => format!(
            "select {columns} from {} order by {keys} limit {PAGE}",
            table.name
        ),
        Some(_) => {
            let places: Vec<_> = (1..=table.keys.len()).map(|n| format!("${n}")).collect();
            let places = places.join(", ");
            format!(
                "select {columns} from {} where ({keys}) > ({places}) order by {keys} limit {PAGE}",
                table.name
            )
        }
    };
    let rows = tx.table_rows(text, after.unwrap_or_default()).await?;
    rows.iter().map(|row| table.cells_of(row)).collect()
}
