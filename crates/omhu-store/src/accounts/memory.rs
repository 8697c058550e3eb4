//! Sessions in memory, so that a page costs no query for them; and the clock by which they end.
//!
//! Owns: what is remembered and for how long, the generation that every change of accounts begins, the
//! clock that never goes back. Must not know: what stands in a session.
//!
//! Nothing is remembered that a change could have overtaken: whoever reads notes the generation first, and
//! what was read in an older generation than today's is not used. A change begins a generation after its
//! commit and before its caller hears of it. Besides, nothing is used for longer than [`LONGEST_SECONDS`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::directory::Directory;
use super::session::Session;

/// So long at most something is used without asking the database.
const LONGEST_SECONDS: i64 = 30;
/// More sessions are not remembered; the memory begins anew.
const MOST: usize = 20_000;
/// A clock that seems to go back by less only shows that two threads looked at it.
const JITTER_SECONDS: i64 = 5;

/// Sessions by the hash of their ticket, the names of colleagues, and the clock.
pub(crate) struct Memory {
    generation: AtomicU64,
    sessions: Mutex<BTreeMap<[u8; 32], Remembered>>,
    directory: Mutex<Option<(u64, Arc<Directory>)>>,
    clock: Mutex<Clock>,
}

struct Remembered {
    generation: u64,
    read_at: i64,
    session: Session,
}

/// Seconds that never go back, made of those of a clock that may.
#[derive(Clone, Copy)]
struct Clock {
    /// The latest second given.
    latest: i64,
    /// What is added to the clock outside: all that it ever went back.
    ahead: i64,
}

impl Clock {
    fn take(&mut self, second: i64) -> i64 {
        let time = second.saturating_add(self.ahead);
        if time < self.latest - JITTER_SECONDS {
            self.ahead += self.latest - time;
        }
        self.latest = self.latest.max(second.saturating_add(self.ahead));
        self.latest
    }
}

/// A lock that somebody died with holds plain data all the same.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// `latest` is the latest second that the sessions know of, `second` that of the clock.
    pub(crate) fn new(latest: i64, second: i64) -> Memory {
        let mut clock = Clock { latest, ahead: 0 };
        clock.take(second);
        Memory {
            generation: AtomicU64::new(0),
            sessions: Mutex::new(BTreeMap::new()),
            directory: Mutex::new(None),
            clock: Mutex::new(clock),
        }
    }

    /// The second by which sessions end: that of the clock, plus all that it ever went back.
    pub(crate) fn time(&self, second: i64) -> i64 {
        held(&self.clock).take(second)
    }

    /// How far it is ahead of the clock outside.
    pub(crate) fn ahead(&self) -> i64 {
        held(&self.clock).ahead
    }

    /// Forgets everything: accounts were changed.
    pub(crate) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// The generation, noted before anything is read that is to be remembered.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// The names of colleagues, where none can have changed since they were read.
    pub(crate) fn directory(&self) -> Option<Arc<Directory>> {
        let known = held(&self.directory);
        let (generation, directory) = known.as_ref()?;
        (*generation == self.generation()).then(|| Arc::clone(directory))
    }

    /// Remembers names that were read in this generation.
    pub(crate) fn remember_directory(&self, generation: u64, directory: Arc<Directory>) {
        *held(&self.directory) = Some((generation, directory));
    }

    /// The session of a ticket, where it may still be used; it was seen now.
    pub(crate) fn session(&self, hash: &[u8; 32], time: i64) -> Option<Session> {
        let generation = self.generation();
        let mut sessions = held(&self.sessions);
        let known = sessions.get_mut(hash)?;
        let usable = known.generation == generation && time < known.read_at + LONGEST_SECONDS;
        if !usable || !known.session.lives(time) {
            return None;
        }
        known.session.seen_at = time;
        Some(known.session.clone())
    }

    /// When a session was last seen, whether or not the rest of it may be used.
    pub(crate) fn seen_at(&self, hash: &[u8; 32]) -> Option<i64> {
        held(&self.sessions)
            .get(hash)
            .map(|known| known.session.seen_at)
    }

    /// Remembers a session that was read in this generation.
    pub(crate) fn remember(&self, hash: [u8; 32], generation: u64, time: i64, session: Session) {
        let mut sessions = held(&self.sessions);
        if sessions.len() >= MOST && !sessions.contains_key(&hash) {
            sessions.clear();
        }
        let read = Remembered {
            generation,
            read_at: time,
            session,
        };
        sessions.insert(hash, read);
    }

    /// Notes that the time of the last visit is on disk.
    pub(crate) fn kept(&self, hash: &[u8; 32], time: i64) {
        if let Some(known) = held(&self.sessions).get_mut(hash) {
            known.session.kept_at = known.session.kept_at.max(time);
        }
    }

    /// Forgets one session.
    pub(crate) fn drop_session(&self, hash: &[u8; 32]) {
        held(&self.sessions).remove(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_goes_back_and_goes_on_after_the_clock_did() {
        let memory = Memory::new(0, 1000);
        assert_eq!(memory.time(1010), 1010);
        assert_eq!(memory.time(1009), 1010);
        assert_eq!(memory.ahead(), 0);
        assert_eq!(memory.time(410), 1010);
        assert_eq!(memory.time(470), 1070);
        assert_eq!(memory.ahead(), 600);
        // Forward again: sessions end earlier, never later.
        assert_eq!(memory.time(1100), 1700);
    }

    #[test]
    fn a_restart_with_a_clock_set_back_goes_on_from_the_latest_session() {
        let memory = Memory::new(5000, 1000);
        assert_eq!(memory.time(1060), 5060);
    }
}
