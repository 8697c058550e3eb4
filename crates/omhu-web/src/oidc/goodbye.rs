//! What a provider says by itself when somebody signed out there: a logout token (back-channel logout).
//!
//! Owns: reading it, and what is believed of it. Must not know: sessions of this server.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey as _, JsonWebKeyUse as _, JwsSigningAlgorithm as _};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::flow::ALGORITHMS;
use super::{Fault, Provider, ProviderSettings};

/// The event of which it must speak.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// A longer token is none.
const MOST_BYTES: usize = 16 * 1024;
/// Clocks differ by so much.
const SKEW_SECONDS: i64 = 60;
/// An older one was kept back by somebody.
const MOST_SECONDS: i64 = 10 * 60;

/// A goodbye that is the provider's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Goodbye {
    /// Who signed out, where it is said.
    pub(crate) subject: Option<String>,
    /// Which session there ended, where it is said.
    pub(crate) session: Option<String>,
    once: String,
    until: i64,
}

impl Goodbye {
    /// What is known of this goodbye alone, to be used once; and until when it could be.
    pub(crate) fn once(&self) -> (&str, i64) {
        (&self.once, self.until)
    }
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<serde_json::Value>,
    #[serde(default)]
    events: BTreeMap<String, serde_json::Value>,
}

enum Unbelieved {
    UnknownKey,
    Because(&'static str),
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn believed(
    settings: &ProviderSettings,
    keys: &CoreJsonWebKeySet,
    token: &str,
    second: i64,
) -> Result<Goodbye, Unbelieved> {
    let because = Unbelieved::Because;
    let unreadable = || because("it is unreadable");
    if token.len() > MOST_BYTES {
        return Err(unreadable());
    }
    let mut parts = token.split('.');
    let (Some(head), Some(body), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unreadable());
    };
    let header: Header = part(head).ok_or_else(unreadable)?;
    if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
        return Err(because("its signature is of no kind that holds"));
    }
    let typ = header.typ.as_deref().unwrap_or("logout+jwt");
    let typ = typ.strip_prefix("application/").unwrap_or(typ);
    if !["logout+jwt", "jwt"].contains(&typ.to_ascii_lowercase().as_str()) {
        return Err(because("it is another kind of token"));
    }
    let signature = BASE64_URL_SAFE_NO_PAD.decode(signature);
    let signature = signature.map_err(|_| unreadable())?;
    let signed = &token[..head.len() + 1 + body.len()];
    let mut fitting = keys.keys().iter().filter(|key| {
        let named =
            header.kid.is_none() || key.key_id().map(|id| id.as_str()) == header.kid.as_deref();
        let signs = key.key_use().is_none_or(|of| of.allows_signature());
        named && signs && header.alg.key_type().as_ref() == Some(key.key_type())
    });
    let Some(key) = fitting.next() else {
        return Err(Unbelieved::UnknownKey);
    };
    let holds = |key: &openidconnect::core::CoreJsonWebKey| {
        key.verify_signature(&header.alg, signed.as_bytes(), &signature)
            .is_ok()
    };
    if !holds(key) && !fitting.any(holds) {
        return Err(because("its signature does not hold"));
    }

    let claims: Claims = part(body).ok_or_else(unreadable)?;
    if claims.iss != settings.issuer {
        return Err(because("it is of another provider (iss)"));
    }
    let ours = match &claims.aud {
        Audience::One(one) => *one == settings.client,
        Audience::Several(several) => several.contains(&settings.client),
    };
    if !ours {
        return Err(because("it is for another program (aud)"));
    }
    let until = claims.exp.unwrap_or(claims.iat + MOST_SECONDS);
    let until = until.min(claims.iat + MOST_SECONDS);
    if claims.iat > second + SKEW_SECONDS || until + SKEW_SECONDS <= second {
        return Err(because("it is of another time"));
    }
    let told = claims.events.get(EVENT);
    if !told.is_some_and(serde_json::Value::is_object) || claims.nonce.is_some() {
        return Err(because("it is no goodbye"));
    }
    if claims.jti.is_empty() || (claims.sub.is_none() && claims.sid.is_none()) {
        return Err(because("it says of nobody that they signed out"));
    }
    Ok(Goodbye {
        once: format!("provider goodbye {} {}", claims.iss, claims.jti),
        until: until + SKEW_SECONDS,
        subject: claims.sub,
        session: claims.sid,
    })
}

impl Provider {
    /// What a provider says, where it is the provider's.
    ///
    /// # Errors
    /// Nothing of it is believed.
    pub(crate) async fn goodbye(&self, token: &str, second: i64) -> Result<Goodbye, Fault> {
        let fault = |why: Unbelieved| match why {
            Unbelieved::UnknownKey => Fault::wrong("its key is none of the provider's"),
            Unbelieved::Because(what) => Fault::wrong(what),
        };
        let known = self.known(second).await?;
        match believed(self.settings(), known.keys(), token, second) {
            Err(Unbelieved::UnknownKey) => {
                let known = self.known_anew(second).await;
                let known = known.ok_or_else(|| fault(Unbelieved::UnknownKey))?;
                believed(self.settings(), known.keys(), token, second).map_err(fault)
            }
            answer => answer.map_err(fault),
        }
    }
}
