//! Signing in through a provider: OpenID Connect, the part of whoever relies on one.
//!
//! Owns: the provider's description and keys, the way of a browser there and back, what is believed of what the provider
//! says, its goodbyes. Must not know: pages, accounts, sessions of this server.
//!
//! Everything is asked for when it is needed: a provider that is away stops nobody from signing in here.

mod fetch;
mod flow;
mod goodbye;
mod known;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openidconnect::IssuerUrl;
use zeroize::Zeroizing;

pub(crate) use self::flow::{Back, COOKIE, Came, Flow, MOST_SECONDS};
use self::known::Known;

/// Where a provider sends the browser back to; registered with it.
pub const BACK_PATH: &str = "/sign-in/provider/back";
/// Where a provider says, by itself, that somebody signed out there; registered with it.
pub const GOODBYE_PATH: &str = "/sign-in/provider/logout";
/// Where a browser goes on after it signed out at the provider; registered with it.
pub const SIGNED_OUT_PATH: &str = "/sign-in?out=true";

/// More questions to a provider at a time are more than a municipality has.
const MOST_AT_ONCE: usize = 16;

/// The provider, as those who run the server describe it.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its name for itself: an address.
    pub issuer: String,
    /// What omhu is called there.
    pub client: String,
    /// What omhu shows there; none: nothing, and the proof of the code is all.
    pub secret: Option<Zeroizing<String>>,
    /// What it is called on the button; empty: the municipality's sign-in.
    pub label: String,
    /// The levels of which one is asked for; empty: any.
    pub levels: Vec<String>,
    /// The address at which browsers see this server, without a path.
    pub address: String,
    /// Whether the provider may be on this machine, without TLS: for tests.
    pub inside: bool,
}

impl ProviderSettings {
    /// Whether the provider's address is one: TLS, no query; on this machine where `inside` says so.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        IssuerUrl::new(self.issuer.clone()).is_ok_and(|issuer| {
            let url = issuer.url();
            url.query().is_none() && url.fragment().is_none() && fetch::is_open(url, self.inside)
        })
    }
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// Why somebody does not come in through the provider.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The provider does not answer, or not as a provider does; the detail is for those who run the server.
    #[error("the provider does not answer: {0}")]
    Away(String),
    /// This browser did not begin this, or too long ago, or it has come back with it already.
    #[error("not begun here, too old or used")]
    Over,
    /// The provider said no, with this word.
    #[error("the provider said no: {0}")]
    Denied(String),
    /// What the provider says of the person is weaker than what is asked for.
    #[error("the provider's level is not one of those asked for")]
    Weak,
    /// What came back does not hold; the detail holds nothing of the person.
    #[error("what the provider sent does not hold: {0}")]
    Wrong(String),
}

impl Fault {
    fn wrong(what: impl Into<String>) -> Fault {
        Fault::Wrong(what.into())
    }
}

/// The provider, with what was learnt of it.
pub(crate) struct Provider {
    settings: Arc<ProviderSettings>,
    learnt: Mutex<Learnt>,
    asking: AtomicUsize,
}

/// What was learnt, and when somebody tried last.
#[derive(Default)]
struct Learnt {
    known: Option<Arc<Known>>,
    tried_at: Option<i64>,
}

/// Counts one question less when it is answered.
struct Asking<'p>(&'p AtomicUsize);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Provider {
    pub(crate) fn new(settings: ProviderSettings) -> Provider {
        Provider {
            settings: Arc::new(settings),
            learnt: Mutex::default(),
            asking: AtomicUsize::new(0),
        }
    }

    /// Its settings.
    pub(crate) fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    fn learnt(&self) -> MutexGuard<'_, Learnt> {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the provider something on a thread of its own.
    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&ProviderSettings) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let asking = Asking(&self.asking);
        if self.asking.fetch_add(1, Ordering::AcqRel) >= MOST_AT_ONCE {
            return Err(Fault::Away("too many questions at a time".to_owned()));
        }
        let settings = Arc::clone(&self.settings);
        let answer = tokio::task::spawn_blocking(move || work(&settings)).await;
        drop(asking);
        answer.map_err(|_| Fault::Away("the question broke".to_owned()))?
    }

    /// Where a browser goes to sign out there too, where the provider has such a place.
    ///
    /// # Errors
    /// The provider.
    pub(crate) async fn way_out(&self, second: i64) -> Result<Option<String>, Fault> {
        let known = self.known(second).await?;
        Ok(known.way_out(&self.settings))
    }
}
