//! Signing out here and there.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use omhu_casework::access::Role;
use serde_json::{Value, json};

use crate::bench::{Browser, NOW};
use crate::fake::{CLIENT, key, part, signed};
use crate::{Both, Lie, SUBJECT, place, shows};

const PATH: &str = "/sign-in/provider/logout";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a provider says when somebody signed out there.
fn goodbye(both: &Both, id: &str) -> Value {
    json!({
        "iss": both.fake.issuer,
        "aud": [CLIENT],
        "iat": NOW,
        "exp": NOW + 120,
        "jti": id,
        "sid": "session-1",
        "events": { EVENT: {} },
    })
}

/// The provider's own request: no cookie, no page it came from.
async fn say(both: &Both, token: &str) -> StatusCode {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("logout_token", token)
        .finish();
    let request = Request::post(PATH)
        .header(header::HOST, "omhu.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    both.bench
        .send(request.body(Body::from(body)).unwrap())
        .await
        .status
}

fn token(claims: &Value) -> String {
    let header = json!({ "alg": "EdDSA", "kid": "k1", "typ": "logout+jwt" });
    signed(&key(1, "k1"), &header, claims)
}

async fn is_in(browser: &Browser<'_>) -> bool {
    browser.get("/account").await.status == StatusCode::OK
}

#[tokio::test]
async fn who_signs_out_here_is_led_on_to_the_provider() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let anna = both.sign_in(SUBJECT, 0).await;
    let answer = anna.post("/account", "/sign-out", &[]).await;
    assert_eq!(place(&answer), "/sign-in/provider/out");
    assert!(!is_in(&anna).await);
    let page = anna.get("/sign-in/provider/out").await;
    assert_eq!(page.status, StatusCode::OK);
    let end = format!(
        "{}/end?client_id=omhu&post_logout_redirect_uri=https%3A%2F%2Fomhu.example%2Fsign-in%3Fout%3Dtrue",
        both.fake.issuer
    );
    assert_eq!(
        page.header(header::HeaderName::from_static("refresh")),
        format!("0; url={end}")
    );
    shows(&page, &end.replace('&', "&#38;"));
    shows(&anna.get("/sign-in?out=true").await, "Du er logget ud");
    // Whoever came in by a password stays here.
    let by_password = both.bench.sign_in("anna").await;
    let answer = by_password.post("/account", "/sign-out", &[]).await;
    assert_eq!(place(&answer), "/sign-in?out=true");
}

#[tokio::test]
async fn a_goodbye_of_the_provider_ends_the_sessions_that_began_there() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let (anna, by_password) = (
        both.sign_in(SUBJECT, 0).await,
        both.bench.sign_in("anna").await,
    );
    let mut of_other = goodbye(&both, "1");
    of_other["sid"] = json!("session-2");
    assert_eq!(say(&both, &token(&of_other)).await, StatusCode::OK);
    assert!(is_in(&anna).await);
    let said = token(&goodbye(&both, "2"));
    assert_eq!(say(&both, &said).await, StatusCode::OK);
    assert!(!is_in(&anna).await && is_in(&by_password).await);

    // Said again, it ends nothing: not the session that began since.
    let anna = both.sign_in(SUBJECT, 0).await;
    assert_eq!(say(&both, &said).await, StatusCode::BAD_REQUEST);
    assert!(is_in(&anna).await);
    let mut everywhere = goodbye(&both, "3");
    everywhere["sid"] = Value::Null;
    everywhere["sub"] = json!(SUBJECT);
    assert_eq!(say(&both, &token(&everywhere)).await, StatusCode::OK);
    assert!(!is_in(&anna).await && is_in(&by_password).await);
}

#[tokio::test]
async fn a_goodbye_with_one_thing_wrong_ends_nothing() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let anna = both.sign_in(SUBJECT, 0).await;
    let wrong: [Lie; 11] = [
        ("of another provider", |claims| {
            claims["iss"] = json!("https://fremmed.example")
        }),
        ("for another program", |claims| {
            claims["aud"] = json!("fremmed")
        }),
        ("over", |claims| claims["exp"] = json!(NOW - 61)),
        ("old", |claims| {
            claims["iat"] = json!(NOW - 700);
            claims["exp"] = json!(NOW + 86_400);
        }),
        ("from tomorrow", |claims| {
            claims["iat"] = json!(NOW + 86_400)
        }),
        ("no event", |claims| claims["events"] = json!({})),
        ("another event", |claims| {
            claims["events"] = json!({ "http://fremmed.example": {} })
        }),
        ("an ID token", |claims| claims["nonce"] = json!("n")),
        ("about nobody", |claims| claims["sid"] = Value::Null),
        ("without a number", |claims| claims["jti"] = Value::Null),
        ("with an empty number", |claims| claims["jti"] = json!("")),
    ];
    for (what, change) in wrong {
        let mut claims = goodbye(&both, what);
        change(&mut claims);
        assert_eq!(
            say(&both, &token(&claims)).await,
            StatusCode::BAD_REQUEST,
            "{what}"
        );
    }
    let claims = goodbye(&both, "forged");
    let none = format!("{}.{}.", part(&json!({ "alg": "none" })), part(&claims));
    let stranger = signed(
        &key(2, "k1"),
        &json!({ "alg": "EdDSA", "kid": "k1" }),
        &claims,
    );
    let unknown = signed(
        &key(2, "k2"),
        &json!({ "alg": "EdDSA", "kid": "k2" }),
        &claims,
    );
    let other_kind = json!({ "alg": "EdDSA", "kid": "k1", "typ": "at+jwt" });
    let other_kind = signed(&key(1, "k1"), &other_kind, &claims);
    let long = format!("{}{}", token(&claims), "A".repeat(20_000));
    for token in [
        &none,
        &stranger,
        &unknown,
        &other_kind,
        &long,
        "",
        "a.b.c",
        "a.b",
    ] {
        assert_eq!(say(&both, token).await, StatusCode::BAD_REQUEST, "{token}");
    }
    let empty = Request::post(PATH).body(Body::empty()).unwrap();
    assert_eq!(both.bench.send(empty).await.status, StatusCode::BAD_REQUEST);
    assert!(is_in(&anna).await);
}
