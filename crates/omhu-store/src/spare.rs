//! Room on the disk that is kept free, so that people can sign in, read and keep their drafts when there is no other.
//!
//! Owns: the file that takes the room, when it is given up and taken again. Must not know: what is written.
//!
//! Nobody may read without a row in the access log. So on a full disk nobody could read either, in the hour in which
//! somebody clears it. A file takes some room beforehand; when the rest is used up, the file goes, facts are refused,
//! and the log has its room.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file in the folder of the store.
const NAME: &str = "spare.room";
/// So much room is kept, in bytes.
const BYTES: u64 = 64 << 20;
/// With less than this left on the disk, in bytes, it counts as full.
const LEAST: u64 = 16 << 20;

/// Room that is kept free.
pub(crate) struct Spare {
    folder: PathBuf,
    /// Whether the disk is full but for what is kept.
    full: Mutex<bool>,
}

impl Spare {
    /// Takes the room, where there is enough of it.
    pub(crate) fn keep(folder: &Path) -> Spare {
        let spare = Spare {
            folder: folder.to_owned(),
            full: Mutex::new(false),
        };
        let held = spare.held();
        *spare.full() = held < BYTES;
        spare.is_full();
        spare
    }

    /// Whether the disk is full but for what is kept. It is looked at each time, which takes a microsecond: so the room is
    /// given up before a write meets the end of the disk.
    pub(crate) fn is_full(&self) -> bool {
        let mut full = self.full();
        // A disk that cannot say how full it is says so when it is written to.
        let Some(free) = free(&self.folder) else {
            return false;
        };
        if *full && free + self.held() >= BYTES + 2 * LEAST {
            self.take();
            *full = false;
        } else if !*full && free < LEAST {
            // It may have been deleted by hand: its room is used up all the same.
            let _ = std::fs::remove_file(self.file());
            *full = true;
        }
        *full
    }

    fn full(&self) -> MutexGuard<'_, bool> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    fn held(&self) -> u64 {
        std::fs::metadata(self.file()).map_or(0, |found| found.len())
    }

    /// Takes the room. On a disk where none can be taken beforehand, facts are refused all the same before it is full.
    fn take(&self) {
        let taken = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(self.file())
            .and_then(|file| Ok(rustix::fs::fallocate(&file, FLAGS, 0, BYTES)?));
        if taken.is_err() {
            let _ = std::fs::remove_file(self.file());
        }
    }
}

/// The length of the file grows with the room it takes.
const FLAGS: rustix::fs::FallocateFlags = rustix::fs::FallocateFlags::empty();

/// So many bytes are left on the disk of this folder.
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail * disk.f_frsize)
}
