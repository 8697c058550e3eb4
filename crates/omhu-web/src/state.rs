//! What every request stands on: given once, by the binary.
//!
//! Owns: the settings of the server as the pages see them. Must not know: where they come from.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use omhu_law::calendar::{Day, When};
use omhu_store::Store;

use crate::api::Tries;
use crate::http::failure::AppError;
use crate::oidc::{Provider, ProviderSettings};

/// What time it is, as the binary says.
pub type Clock = Arc<dyn Fn() -> When + Send + Sync>;

/// Where a failure is told to those who run the server: its reference number, and what happened. Never personal data.
pub type Incidents = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// The settings of the server.
#[derive(Clone)]
pub struct Settings {
    /// What time it is.
    pub clock: Clock,
    /// Where failures are told.
    pub incidents: Incidents,
    /// Made of true randomness at each start, or kept by the binary: tokens and reference numbers hang on it.
    pub secret: [u8; 32],
    /// Whether users come over TLS; then browsers are told to come in no other way.
    pub behind_tls: bool,
    /// Whether `/styleguide` is there; for development only.
    pub styleguide: bool,
    /// Whether all data are invented; every page says so.
    pub simulated: bool,
    /// The municipality's name.
    pub municipality: String,
    /// The edition of the law book, for those who keep the server.
    pub law_edition: String,
    /// The day on which its rules were last checked: the edition as people name it.
    pub law_checked_on: Option<Day>,
    /// The most bytes a form may have.
    pub most_bytes: usize,
    /// How long a request may take.
    pub most_time: Duration,
    /// Whether messages to other systems may go to addresses of the own network, and without TLS.
    pub webhooks_inside: bool,
    /// The provider that signs people in, where there is one.
    pub provider: Option<ProviderSettings>,
}

impl Settings {
    /// Settings with the usual limits: half a megabyte, ten seconds.
    #[must_use]
    pub fn new(clock: Clock, secret: [u8; 32]) -> Self {
        Self {
            clock,
            incidents: Arc::new(|_, _| {}),
            secret,
            behind_tls: false,
            styleguide: false,
            simulated: false,
            municipality: String::new(),
            law_edition: String::new(),
            law_checked_on: None,
            most_bytes: 512 * 1024,
            most_time: Duration::from_secs(10),
            webhooks_inside: false,
            provider: None,
        }
    }
}

/// The settings, shared by all requests.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

struct Shared {
    settings: Settings,
    store: Option<Arc<Store>>,
    requests: AtomicU64,
    tries: Tries,
    provider: Option<Provider>,
}

impl AppState {
    /// The state of a server without cases: the styleguide's, and that of tests of the frame.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::of(settings, None)
    }

    /// The state of one server.
    #[must_use]
    pub fn with_store(settings: Settings, store: Arc<Store>) -> Self {
        Self::of(settings, Some(store))
    }

    fn of(settings: Settings, store: Option<Arc<Store>>) -> Self {
        Self(Arc::new(Shared {
            provider: settings.provider.clone().map(Provider::new),
            settings,
            store,
            requests: AtomicU64::new(0),
            tries: Tries::default(),
        }))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> When {
        (self.clock)()
    }

    /// The store.
    ///
    /// # Errors
    /// The server has none.
    pub fn store(&self) -> Result<&Arc<Store>, AppError> {
        let none = || AppError::Internal("this server has no store".to_owned());
        self.0.store.as_ref().ok_or_else(none)
    }

    /// The provider that signs people in, where there is one.
    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }

    /// The tokens that were nobody's.
    pub(crate) fn tries(&self) -> &Tries {
        &self.0.tries
    }

    /// Counts the requests since the start.
    pub(crate) fn requests(&self) -> &AtomicU64 {
        &self.0.requests
    }
}

impl Deref for AppState {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0.settings
    }
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState").finish_non_exhaustive()
    }
}
