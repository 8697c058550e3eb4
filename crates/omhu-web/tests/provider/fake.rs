//! A provider on this machine that says whatever a test wants it to say.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub const CLIENT: &str = "omhu";
pub const SECRET: &str = "en hemmelighed: åben & lang";

/// A key, by a number.
pub fn key(number: u8, kid: &str) -> CoreEdDsaPrivateSigningKey {
    let mut bytes = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    bytes.extend([number; 32]);
    let kind = "PRIVATE KEY";
    let pem = format!(
        "-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n",
        BASE64_STANDARD.encode(bytes)
    );
    let kid = JsonWebKeyId::new(kid.to_owned());
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(kid)).unwrap()
}

pub fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token under a key.
pub fn signed(key: &CoreEdDsaPrivateSigningKey, header: &Value, claims: &Value) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes());
    format!(
        "{text}.{}",
        BASE64_URL_SAFE_NO_PAD.encode(signature.unwrap())
    )
}

/// What it says.
#[derive(Clone, Default)]
pub struct Script {
    pub keys: Vec<(u8, &'static str)>,
    /// The challenge of the code that was given.
    pub challenge: String,
    /// The whole answer for a code.
    pub tokens: Value,
    /// How often a code was asked for.
    pub asked: usize,
    /// Whether it is away.
    pub away: bool,
}

#[derive(Clone)]
pub struct Fake {
    pub issuer: String,
    pub script: Arc<Mutex<Script>>,
}

impl Fake {
    pub async fn new() -> Fake {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Fake {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            script: Arc::default(),
        };
        fake.script.lock().unwrap().keys = vec![(1, "k1")];
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        fake
    }

    pub fn set(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }
}

async fn describe(State(fake): State<Fake>) -> Result<Json<Value>, StatusCode> {
    if fake.script.lock().unwrap().away {
        return Err(StatusCode::BAD_GATEWAY);
    }
    let issuer = &fake.issuer;
    Ok(Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth?from=omhu"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "authorization_response_iss_parameter_supported": true,
    })))
}

async fn keys(State(fake): State<Fake>) -> Json<Value> {
    let keys = fake.script.lock().unwrap().keys.clone();
    let keys = keys.iter().map(|(number, kid)| {
        serde_json::to_value(key(*number, kid).as_verification_key()).unwrap()
    });
    Json(json!({ "keys": keys.collect::<Vec<_>>() }))
}

/// Takes a code only from whoever knows the secret, and the text of which the challenge was made.
async fn token(
    State(fake): State<Fake>,
    headers: HeaderMap,
    body: String,
) -> Result<Json<Value>, (StatusCode, Json<Value>)> {
    let no = |word: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": word })));
    let mut script = fake.script.lock().unwrap();
    script.asked += 1;
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let shown = format!("{}:{}", part(CLIENT), part(SECRET));
    let shown = format!("Basic {}", BASE64_STANDARD.encode(shown));
    if headers
        .get("authorization")
        .is_none_or(|value| value != shown.as_str())
    {
        return Err(no("invalid_client"));
    }
    let field = |name: &str| {
        let mut pairs = form_urlencoded::parse(body.as_bytes());
        pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    let made = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    if field("code") != "kode" || made != script.challenge {
        return Err(no("invalid_grant"));
    }
    Ok(Json(script.tokens.clone()))
}
