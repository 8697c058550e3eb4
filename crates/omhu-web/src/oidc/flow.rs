//! One way to the provider and back: authorization code with PKCE, state and nonce.
//!
//! Owns: the cookie that binds the way to one browser, what is sent along, what is believed of what comes back. Must not
//! know: who is meant here.
//!
//! The cookie holds a random text, when it was made, what for, and where to go then, under a seal of this server. State,
//! nonce and the code's verifier are made of the cookie with the server's secret, so nothing is kept of somebody who never
//! comes back, and nobody who cannot read the cookie can finish what another browser began.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use omhu_casework::chain::hex;
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::http::{Request, header};
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IdTokenVerifier, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, SignatureVerificationError,
};
use serde::{Deserialize, Serialize};

use super::known::Known;
use super::{BACK_PATH, Fault, Provider, ProviderSettings, fetch};
use crate::http::redirect;
use crate::http::token::{made, was_made};
use crate::state::AppState;

/// The cookie.
pub(crate) const COOKIE: &str = "__Host-provider";
/// Whoever is away for longer begins anew.
pub(crate) const MOST_SECONDS: i64 = 10 * 60;
/// Who proved it there longer ago is asked again there: no session here is longer.
const LONGEST_PROOF_SECONDS: i64 = 12 * 3600;
/// Clocks differ by so much.
const SKEW_SECONDS: i64 = 60;
/// A longer way back is none; a cookie has an end.
const LONGEST_NEXT: usize = 1000;

/// Only keys of which the provider has the other half: what a shared secret signs, omhu could have signed.
pub(super) const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The way of one browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Flow {
    ticket: String,
    begun_at: i64,
    /// The session here whose user is to prove anew who they are; none: somebody signs in.
    pub(crate) session: Option<i64>,
    /// Where the browser goes then.
    pub(crate) next: String,
}

/// Who came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Came {
    /// Who they are there.
    pub(crate) subject: String,
    /// The session there.
    pub(crate) session: Option<String>,
    /// When they proved there who they are.
    pub(crate) proved_at: Option<i64>,
}

/// What the provider's answer to the browser holds.
#[derive(Deserialize, Default)]
pub(crate) struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// The session at the provider.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Sid {
    sid: Option<String>,
}

impl AdditionalClaims for Sid {}

type Token =
    IdToken<Sid, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
}

/// A word of the provider, fit for a log: nothing that somebody could have typed.
fn word(text: &str) -> String {
    let plain = |c: &char| c.is_ascii_lowercase() || *c == '_';
    text.chars().filter(plain).take(40).collect()
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

impl Flow {
    /// A new one.
    ///
    /// # Errors
    /// The system has no randomness.
    pub(crate) fn new(session: Option<i64>, next: &str, second: i64) -> Result<Flow, Fault> {
        let mut ticket = [0; 32];
        getrandom::fill(&mut ticket).map_err(|_| Fault::wrong("no randomness"))?;
        let next = redirect::local(next);
        let next = if next.len() > LONGEST_NEXT { "/" } else { next };
        Ok(Flow {
            ticket: hex(&ticket),
            begun_at: second,
            session,
            next: next.to_owned(),
        })
    }

    fn text(&self) -> String {
        let begun_at = self.begun_at.to_string();
        let session = self.session.unwrap_or(0).to_string();
        form(&[
            ("ticket", &self.ticket),
            ("begun_at", &begun_at),
            ("session", &session),
            ("next", &self.next),
        ])
    }

    /// What the cookie holds.
    pub(crate) fn cookie(&self, app: &AppState) -> String {
        let text = self.text();
        format!("{}&{text}", made(app, "provider cookie", &text))
    }

    /// The way that this browser began, where it did so within the time.
    pub(crate) fn read(app: &AppState, cookie: &str, second: i64) -> Option<Flow> {
        let (seal, text) = cookie.split_once('&')?;
        if !was_made(app, "provider cookie", text, seal) {
            return None;
        }
        let value = |name: &str| {
            let mut pairs = form_urlencoded::parse(text.as_bytes());
            let found = pairs.find(|(key, _)| key == name)?;
            Some(found.1.into_owned())
        };
        let session: i64 = value("session")?.parse().ok()?;
        let flow = Flow {
            ticket: value("ticket")?,
            begun_at: value("begun_at")?.parse().ok()?,
            session: (session != 0).then_some(session),
            next: value("next")?,
        };
        let age = second - flow.begun_at;
        (-SKEW_SECONDS..MOST_SECONDS).contains(&age).then_some(flow)
    }

    /// What is known of this way alone, to be used once; and until when it could be.
    pub(crate) fn once(&self) -> (String, i64) {
        let until = self.begun_at + MOST_SECONDS;
        (format!("provider state {}", self.ticket), until)
    }

    fn state(&self, app: &AppState) -> String {
        made(app, "provider state", &self.text())
    }

    fn nonce(&self, app: &AppState) -> String {
        made(app, "provider nonce", &self.text())
    }

    fn verifier(&self, app: &AppState) -> PkceCodeVerifier {
        PkceCodeVerifier::new(made(app, "provider verifier", &self.text()))
    }
}

impl Provider {
    /// Where the browser goes now.
    ///
    /// # Errors
    /// The provider is away.
    pub(crate) async fn way_in(
        &self,
        app: &AppState,
        flow: &Flow,
        lang: &str,
    ) -> Result<String, Fault> {
        let known = self.known(flow.begun_at).await?;
        let settings = self.settings();
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&flow.verifier(app));
        let mut url = known.way_in();
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &settings.client)
            .append_pair("redirect_uri", &format!("{}{BACK_PATH}", settings.address))
            .append_pair("scope", "openid")
            .append_pair("state", &flow.state(app))
            .append_pair("nonce", &flow.nonce(app))
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", lang);
        if !settings.levels.is_empty() {
            query.append_pair("acr_values", &settings.levels.join(" "));
        }
        if flow.session.is_some() {
            query
                .append_pair("prompt", "login")
                .append_pair("max_age", "0");
        } else {
            // Then the provider must say when somebody proved who they are.
            query.append_pair("max_age", &LONGEST_PROOF_SECONDS.to_string());
        }
        drop(query);
        Ok(url.into())
    }

    /// Who came back with this answer.
    ///
    /// # Errors
    /// Nothing that came back is believed.
    pub(crate) async fn came(
        &self,
        app: &AppState,
        flow: &Flow,
        back: &Back,
        second: i64,
    ) -> Result<Came, Fault> {
        if !was_made(app, "provider state", &flow.text(), &back.state) {
            return Err(Fault::Over);
        }
        let known = self.known(second).await?;
        let issuer = self.settings().issuer.as_str();
        match back.iss.as_deref() {
            Some(iss) if iss == issuer => {}
            None if !known.says_who() => {}
            _ => return Err(Fault::wrong("the answer is not the provider's (iss)")),
        }
        if let Some(error) = &back.error {
            return Err(Fault::Denied(word(error)));
        }
        if back.code.is_empty() {
            return Err(Fault::wrong("the answer has no code"));
        }
        let endpoint = known.token_endpoint();
        let endpoint = endpoint.ok_or_else(|| Fault::Away("it exchanges no codes".to_owned()))?;
        let by_header = known.by_header();
        let (code, verifier) = (back.code.clone(), flow.verifier(app));
        let token = self
            .ask(move |settings| exchange(settings, endpoint.as_str(), by_header, &code, &verifier))
            .await?;
        let nonce = Nonce::new(flow.nonce(app));
        match believed(self.settings(), flow, &known, &token, &nonce, second) {
            Err(Unbelieved::UnknownKey) => {
                let missing = || Fault::wrong("the token's key is none of the provider's");
                let known = self.known_anew(second).await.ok_or_else(missing)?;
                let came = believed(self.settings(), flow, &known, &token, &nonce, second);
                came.map_err(|why| match why {
                    Unbelieved::UnknownKey => missing(),
                    Unbelieved::Because(fault) => fault,
                })
            }
            Err(Unbelieved::Because(fault)) => Err(fault),
            Ok(came) => Ok(came),
        }
    }
}

/// Gives the code, and gets an ID token. Blocks its thread.
fn exchange(
    settings: &ProviderSettings,
    endpoint: &str,
    by_header: bool,
    code: &str,
    verifier: &PkceCodeVerifier,
) -> Result<Token, Fault> {
    let back = format!("{}{BACK_PATH}", settings.address);
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &back),
        ("code_verifier", verifier.secret()),
    ];
    let mut request = Request::post(endpoint)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    match &settings.secret {
        Some(secret) if by_header => {
            let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let (client, secret): (String, String) = (part(&settings.client), part(secret));
            let shown = BASE64_STANDARD.encode(format!("{client}:{secret}"));
            request = request.header(header::AUTHORIZATION, format!("Basic {shown}"));
        }
        Some(secret) => pairs.extend([
            ("client_id", settings.client.as_str()),
            ("client_secret", secret.as_str()),
        ]),
        None => pairs.push(("client_id", &settings.client)),
    }
    let request = request
        .body(form(&pairs).into_bytes())
        .map_err(|_| Fault::Away("its address for codes is none".to_owned()))?;
    let answer =
        fetch::client(settings.inside)(request).map_err(|error| Fault::Away(error.to_string()))?;
    let status = answer.status();
    if !status.is_success() {
        let said: Option<serde_json::Value> = serde_json::from_slice(answer.body()).ok();
        let said = said.and_then(|said| said.get("error")?.as_str().map(word));
        let said = said.unwrap_or_default();
        let fault = format!("the code is refused: {} {said}", status.as_u16());
        return Err(if status.is_server_error() {
            Fault::Away(fault)
        } else {
            Fault::Wrong(fault)
        });
    }
    let tokens: Tokens = serde_json::from_slice(answer.body())
        .map_err(|_| Fault::wrong("the answer to the code is unreadable"))?;
    let token = tokens
        .id_token
        .ok_or_else(|| Fault::wrong("there is no ID token"))?;
    token
        .parse()
        .map_err(|_| Fault::wrong("the ID token is unreadable"))
}

/// Why a token is not believed.
enum Unbelieved {
    /// Its key is not known; it may be new.
    UnknownKey,
    /// Else.
    Because(Fault),
}

/// What is believed of a token: signature, issuer, audience, time, nonce, level, and when somebody proved who they are.
fn believed(
    settings: &ProviderSettings,
    flow: &Flow,
    known: &Known,
    token: &Token,
    nonce: &Nonce,
    second: i64,
) -> Result<Came, Unbelieved> {
    let because = |what: &str| Unbelieved::Because(Fault::wrong(what));
    let issuer = IssuerUrl::new(settings.issuer.clone());
    let issuer = issuer.map_err(|_| because("the issuer is none"))?;
    let client = ClientId::new(settings.client.clone());
    let late = Duration::from_secs(u64::try_from(second - SKEW_SECONDS).unwrap_or(0));
    let begun_at = flow.begun_at;
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> =
        IdTokenVerifier::new_public_client(client.clone(), issuer, known.keys().clone())
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || (UNIX_EPOCH + late).into())
            .set_issue_time_verifier_fn(move |issued| {
                let span = begun_at - SKEW_SECONDS..=second + SKEW_SECONDS;
                if span.contains(&issued.timestamp()) {
                    Ok(())
                } else {
                    Err("issued at another time".to_owned())
                }
            });
    let claims = token
        .claims(&verifier, nonce)
        .map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ) => Unbelieved::UnknownKey,
            error => because(why(&error)),
        })?;
    if claims.authorized_party().is_some_and(|azp| *azp != client) {
        return Err(because("the ID token is for another program (azp)"));
    }
    if !settings.levels.is_empty() {
        let level = claims.auth_context_ref().map(|level| level.as_str());
        if !level.is_some_and(|level| settings.levels.iter().any(|asked| asked == level)) {
            return Err(Unbelieved::Because(Fault::Weak));
        }
    }
    let proved_at = claims.auth_time().map(|time| time.timestamp());
    let oldest = match flow.session {
        Some(_) => begun_at,
        None => begun_at - LONGEST_PROOF_SECONDS,
    };
    let span = oldest - SKEW_SECONDS..=second + SKEW_SECONDS;
    match proved_at {
        Some(proved_at) if !span.contains(&proved_at) => {
            return Err(because("the proof is of another time (auth_time)"));
        }
        None if flow.session.is_some() => {
            return Err(because(
                "it does not say when the proof was given (auth_time)",
            ));
        }
        _ => {}
    }
    Ok(Came {
        subject: claims.subject().to_string(),
        session: claims.additional_claims().sid.clone(),
        proved_at: proved_at.map(|proved_at| proved_at.min(second)),
    })
}

/// What of a token does not hold, without what stands in it.
fn why(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "the ID token is of another time",
        ClaimsVerificationError::InvalidAudience(_) => "the ID token is for another program (aud)",
        ClaimsVerificationError::InvalidIssuer(_) => "the ID token is of another provider (iss)",
        ClaimsVerificationError::InvalidNonce(_) => "the ID token is of another sign-in (nonce)",
        ClaimsVerificationError::SignatureVerification(_)
        | ClaimsVerificationError::Unsupported(_) => "the ID token's signature does not hold",
        _ => "the ID token does not hold",
    }
}
