//! How omhu asks other machines.
//!
//! Owns: TLS, no redirects, no proxy, the name it gives itself. Must not know: who is asked, which addresses may be.

use std::time::Duration;

use ureq::config::Config;
use ureq::tls::{RootCerts, TlsConfig};

/// Settings of a client that gives up after `most_time`. `inside`: also without TLS, for a test on this machine.
pub(crate) fn settings(most_time: Duration, inside: bool) -> Config {
    let roots = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    Config::builder()
        .timeout_global(Some(most_time))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .https_only(!inside)
        // The environment is the binary's business; a proxy would look names up beyond a guard of addresses.
        .proxy(None)
        .user_agent("omhu")
        .tls_config(roots.build())
        .build()
}
