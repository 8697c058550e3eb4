//! What is known of the provider: its description and its keys.
//!
//! Owns: asking for them when they are needed, again when they are old or a key is missing, and not too often. Must not
//! know: what they are used for.

use std::error::Error as _;
use std::sync::Arc;

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::url::Url;
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};

use super::{Fault, Provider, ProviderSettings, SIGNED_OUT_PATH, fetch};

/// What was learnt is asked for anew after so many seconds.
const OLD_SECONDS: i64 = 3600;
/// And is used no longer than so, where the provider is away.
const OLDEST_SECONDS: i64 = 24 * 3600;
/// Nobody asks again sooner: neither a crowd where the provider is away, nor strangers with invented keys.
const AGAIN_SECONDS: i64 = 10;

/// What the standard has beside the description.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct More {
    end_session_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// A provider's description with its keys.
pub(super) struct Known {
    metadata: Metadata,
    learnt_at: i64,
}

/// Nothing is learnt from a provider that is not what it says, or leads where nobody may ask.
fn learn(settings: &ProviderSettings, second: i64) -> Result<Known, Fault> {
    let issuer = IssuerUrl::new(settings.issuer.clone())
        .map_err(|_| Fault::Away("its address is none".to_owned()))?;
    let client = fetch::client(settings.inside);
    let metadata = Metadata::discover(&issuer, &client).map_err(|error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        Fault::Away(format!("{error}: {cause}"))
    })?;
    let open = fetch::is_open(metadata.authorization_endpoint().url(), settings.inside);
    if !open || metadata.token_endpoint().is_none() {
        let wrong = "its description lacks a place to go to over TLS";
        return Err(Fault::Away(wrong.to_owned()));
    }
    Ok(Known {
        metadata,
        learnt_at: second,
    })
}

impl Known {
    /// Where browsers go.
    pub(super) fn way_in(&self) -> Url {
        self.metadata.authorization_endpoint().url().clone()
    }

    /// Where codes are exchanged.
    pub(super) fn token_endpoint(&self) -> Option<Url> {
        self.metadata.token_endpoint().map(|url| url.url().clone())
    }

    /// Whether omhu shows itself in the header of a request; else in its body.
    pub(super) fn by_header(&self) -> bool {
        let basic = CoreClientAuthMethod::ClientSecretBasic;
        let listed = self.metadata.token_endpoint_auth_methods_supported();
        // The standard's own way where a provider names none.
        listed.is_none_or(|listed| listed.contains(&basic))
    }

    /// Whether the provider says in its answer who it is.
    pub(super) fn says_who(&self) -> bool {
        let more = self.metadata.additional_metadata();
        more.authorization_response_iss_parameter_supported
    }

    /// Its keys.
    pub(super) fn keys(&self) -> &CoreJsonWebKeySet {
        self.metadata.jwks()
    }

    /// Where a browser goes to sign out there too.
    pub(super) fn way_out(&self, settings: &ProviderSettings) -> Option<String> {
        let more = self.metadata.additional_metadata();
        let mut url: Url = more.end_session_endpoint.as_deref()?.parse().ok()?;
        if !fetch::is_open(&url, settings.inside) {
            return None;
        }
        let back = format!("{}{SIGNED_OUT_PATH}", settings.address);
        url.query_pairs_mut()
            .append_pair("client_id", &settings.client)
            .append_pair("post_logout_redirect_uri", &back);
        Some(url.into())
    }
}

impl Provider {
    /// What is known of it; asked for where nothing is, or it is old.
    ///
    /// # Errors
    /// The provider is away.
    pub(super) async fn known(&self, second: i64) -> Result<Arc<Known>, Fault> {
        let (known, tried) = {
            let learnt = self.learnt();
            (learnt.known.clone(), learnt.tried_at)
        };
        let age = known.as_ref().map(|known| second - known.learnt_at);
        if let (Some(known), Some(0..OLD_SECONDS)) = (&known, age) {
            return Ok(Arc::clone(known));
        }
        let usable = known.filter(|_| age.is_some_and(|age| (0..OLDEST_SECONDS).contains(&age)));
        if tried.is_some_and(|tried| (0..AGAIN_SECONDS).contains(&(second - tried))) {
            return usable.ok_or_else(|| Fault::Away("it was away just now".to_owned()));
        }
        match self.learn(second).await {
            Ok(known) => Ok(known),
            Err(fault) => usable.ok_or(fault),
        }
    }

    /// Asks anew, because a key is missing. None: somebody asked just now.
    pub(super) async fn known_anew(&self, second: i64) -> Option<Arc<Known>> {
        let tried = self.learnt().tried_at;
        if tried.is_some_and(|tried| (0..AGAIN_SECONDS).contains(&(second - tried))) {
            return None;
        }
        self.learn(second).await.ok()
    }

    async fn learn(&self, second: i64) -> Result<Arc<Known>, Fault> {
        self.learnt().tried_at = Some(second);
        let known = self.ask(move |settings| learn(settings, second)).await?;
        let known = Arc::new(known);
        self.learnt().known = Some(Arc::clone(&known));
        Ok(known)
    }
}
