//! What is not believed: each lie a provider, a stranger or another site could tell.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use omhu_casework::access::Role;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bench::{Answer, NOW};
use crate::fake::{CLIENT, SECRET, key, part, signed};
use crate::{Both, Lie, SUBJECT, cookie, place, shows};

/// What is wrong with a token, and how it is made of its claims.
type Forged<'f> = (&'f str, &'f dyn Fn(&Value) -> String);

fn nobody_came_in(answer: &Answer, status: StatusCode, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    assert!(cookie(answer, "__Host-session").is_none(), "{what}");
}

#[tokio::test]
async fn a_token_with_one_thing_wrong_lets_nobody_in() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    let wrong: [Lie; 15] = [
        ("another nonce", |claims| claims["nonce"] = json!("0000")),
        ("no nonce", |claims| claims["nonce"] = Value::Null),
        ("for another program", |claims| {
            claims["aud"] = json!("fremmed")
        }),
        ("for two programs", |claims| {
            claims["aud"] = json!([CLIENT, "fremmed"])
        }),
        ("handed to another", |claims| {
            claims["azp"] = json!("fremmed")
        }),
        ("for nobody", |claims| claims["aud"] = Value::Null),
        ("over", |claims| claims["exp"] = json!(NOW - 61)),
        ("without end", |claims| claims["exp"] = Value::Null),
        ("from before", |claims| claims["iat"] = json!(NOW - 61)),
        ("from tomorrow", |claims| {
            claims["iat"] = json!(NOW + 86_400)
        }),
        ("of another provider", |claims| {
            claims["iss"] = json!("https://fremmed.example");
        }),
        ("of nobody", |claims| claims["iss"] = Value::Null),
        ("about nobody", |claims| claims["sub"] = Value::Null),
        ("proved days ago", |claims| {
            claims["auth_time"] = json!(NOW - 90_000);
        }),
        ("proved tomorrow", |claims| {
            claims["auth_time"] = json!(NOW + 90_000);
        }),
    ];
    for (what, change) in wrong {
        let way = both.begin(&browser, "/sign-in/provider").await;
        let mut claims = both.claims(&way, 0);
        change(&mut claims);
        both.says(&claims);
        let answer = both.come(&way, &both.back(&way)).await;
        nobody_came_in(&answer, StatusCode::FORBIDDEN, what);
        shows(&answer, "kunne ikke kontrolleres");
        assert!(!answer.body.contains(SUBJECT), "{what}");
    }
}

#[tokio::test]
async fn a_signature_that_is_not_the_providers_is_none() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    let edwards = json!({ "alg": "EdDSA", "kid": "k1" });
    let by_secret = |head: &Value, claims: &Value| {
        let text = format!("{}.{}", part(head), part(claims));
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        let seal = BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        format!("{text}.{seal}")
    };
    let broken = |claims: &Value| {
        let token = signed(&key(1, "k1"), &edwards, claims);
        let mut other = claims.clone();
        other["sub"] = json!("b-2");
        let rest: Vec<&str> = token.split('.').collect();
        format!("{}.{}.{}", rest[0], part(&other), rest[2])
    };
    let forged: [Forged<'_>; 7] = [
        ("none", &|claims| {
            format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims))
        }),
        ("by the shared secret", &|claims| {
            by_secret(&json!({ "alg": "HS256" }), claims)
        }),
        ("by another key of that name", &|claims| {
            signed(&key(2, "k1"), &edwards, claims)
        }),
        ("by an unknown key", &|claims| {
            signed(
                &key(2, "k2"),
                &json!({ "alg": "EdDSA", "kid": "k2" }),
                claims,
            )
        }),
        ("of another text", &broken),
        ("that must be understood", &|claims| {
            let head = json!({ "alg": "EdDSA", "kid": "k1", "crit": ["b64"], "b64": false });
            signed(&key(1, "k1"), &head, claims)
        }),
        ("on no token", &|_| "eyJ9".to_owned()),
    ];
    for (what, forge) in forged {
        let way = both.begin(&browser, "/sign-in/provider").await;
        both.says_token(&forge(&both.claims(&way, 0)));
        let answer = both.come(&way, &both.back(&way)).await;
        nobody_came_in(&answer, StatusCode::FORBIDDEN, what);
    }
    let way = both.begin(&browser, "/sign-in/provider").await;
    both.fake
        .set(|script| script.tokens = json!({ "access_token": "x" }));
    let answer = both.come(&way, &both.back(&way)).await;
    nobody_came_in(&answer, StatusCode::FORBIDDEN, "no ID token");
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_fetched() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    both.begin(&browser, "/sign-in/provider").await;
    both.fake.set(|script| script.keys = vec![(2, "k2")]);
    both.bench.wait(11);
    let way = both.begin(&browser, "/sign-in/provider").await;
    let header = json!({ "alg": "EdDSA", "kid": "k2" });
    both.says_token(&signed(&key(2, "k2"), &header, &both.claims(&way, 11)));
    assert_eq!(place(&both.come(&way, &both.back(&way)).await), "/");
    // The old one is none any more.
    let way = both.begin(&browser, "/sign-in/provider").await;
    both.says(&both.claims(&way, 11));
    let answer = both.come(&way, &both.back(&way)).await;
    nobody_came_in(&answer, StatusCode::FORBIDDEN, "an old key");
}

#[tokio::test]
async fn nobody_finishes_what_another_browser_began() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    // The stranger's own way, whose end they would like somebody else to walk.
    let theirs = both.begin(&browser, "/sign-in/provider").await;
    let mine = both.begin(&browser, "/sign-in/provider").await;
    both.says(&both.claims(&mine, 0));
    let over = StatusCode::BAD_REQUEST;
    nobody_came_in(
        &both.come(&mine, &both.back(&theirs)).await,
        over,
        "another state",
    );
    let without = browser.get(&both.back(&mine)).await;
    nobody_came_in(&without, over, "no cookie");
    let (seal, text) = mine.cookie.split_once('&').unwrap();
    let text = text.replace("next=%2F", "next=%2Fandet");
    let mut bent = both.bench.stranger();
    bent.cookie = format!("{seal}&{text}");
    nobody_came_in(&bent.get(&both.back(&mine)).await, over, "another cookie");
    shows(&without, "Begynd forfra");
    let asked = both.fake.script.lock().unwrap().asked;
    assert_eq!(asked, 0, "nobody asked the provider for any of it");
    assert_eq!(place(&both.come(&mine, &both.back(&mine)).await), "/");
}

#[tokio::test]
async fn an_answer_that_is_late_or_of_another_provider_is_none() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    let way = both.begin(&browser, "/sign-in/provider").await;
    both.says(&both.claims(&way, 0));
    let back = both.back(&way);
    let (without, _) = back.split_once("&iss").unwrap();
    let other = format!("{without}&iss=https%3A%2F%2Ffremmed.example");
    for (what, back) in [("no provider", without), ("another provider", &other)] {
        let answer = both.come(&way, back).await;
        nobody_came_in(&answer, StatusCode::FORBIDDEN, what);
    }
    let no = back.replace("code=kode", "error=access_denied&error_description=%3Cb%3E");
    let answer = both.come(&way, &no).await;
    nobody_came_in(&answer, StatusCode::FORBIDDEN, "the provider says no");
    shows(&answer, "Kommunens login sagde nej");
    let empty = back.replace("code=kode", "code=");
    nobody_came_in(
        &both.come(&way, &empty).await,
        StatusCode::FORBIDDEN,
        "no code",
    );
    let used = back.replace("code=kode", "code=brugt");
    nobody_came_in(
        &both.come(&way, &used).await,
        StatusCode::FORBIDDEN,
        "another code",
    );
    both.bench.wait(600);
    let late = both.come(&way, &back).await;
    nobody_came_in(&late, StatusCode::BAD_REQUEST, "too late");
    assert!(both.fake.script.lock().unwrap().asked <= 1);
}

#[tokio::test]
async fn nothing_leads_to_another_place_afterwards() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    for next in [
        "https://fremmed.example/",
        "//fremmed.example",
        "/%5Cfremmed.example",
    ] {
        let path = format!("/sign-in/provider?next={next}");
        let way = both.begin(&browser, &path).await;
        both.says(&both.claims(&way, 0));
        assert_eq!(
            place(&both.come(&way, &both.back(&way)).await),
            "/",
            "{next}"
        );
    }
}
