//! Every failure is a problem document with a code, sentences in both languages, and whether anything was applied.

use axum::body::Body;
use axum::http::{Method, Request, header};
use omhu_casework::access::{Relation, Role, Scope};
use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn without_a_living_token_there_is_nothing() {
    let bench = Bench::new().await;
    let request = Request::get("/api/v1/cases").body(Body::empty()).unwrap();
    let answer = bench.send(request).await.fails(401, "token_missing");
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"omhu\"");
    assert!(answer.json["title"].as_str().unwrap().contains("token"));
    // Danish where nothing is said.
    assert_eq!(answer.header("content-language"), "da");
    // A cookie is nothing here.
    let request = Request::get("/api/v1/cases")
        .header(header::COOKIE, format!("__Host-session={}", "a".repeat(64)))
        .body(Body::empty())
        .unwrap();
    bench.send(request).await.fails(401, "token_missing");
    let wrong = format!("omhu_{}", "0".repeat(64));
    for token in ["", "x", wrong.as_str()] {
        let answer = bench.get(token, "/api/v1/cases").await.is(401);
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    let token = bench.caseworker().await;
    let request =
        Request::get("/api/v1/cases").header(header::AUTHORIZATION, format!("Basic {token}"));
    bench
        .send(request.body(Body::empty()).unwrap())
        .await
        .fails(401, "token_missing");
}

#[tokio::test]
async fn guessing_tokens_is_stopped() {
    let bench = Bench::new().await;
    let ask = async |n: u32| {
        let request = Bench::request(Method::GET, &format!("omhu_{n:064x}"), "/api/v1/cases")
            .header("x-forwarded-for", "192.0.2.9");
        bench.send(request.body(Body::empty()).unwrap()).await
    };
    for n in 0..30 {
        ask(n).await.fails(401, "token_unknown");
    }
    let answer = ask(31).await.fails(429, "too_many_tries");
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    // A living token from the same address is heard all the same.
    let token = bench.caseworker().await;
    let request =
        Bench::request(Method::GET, &token, "/api/v1/cases").header("x-forwarded-for", "192.0.2.9");
    bench
        .send(request.body(Body::empty()).unwrap())
        .await
        .is(200);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_without_repeating_it() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let path = bench.path("/facts");
    let send = async |kind: &str, key: Option<&str>, body: &str| {
        let mut request =
            Bench::request(Method::POST, &token, &path).header(header::CONTENT_TYPE, kind);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        bench
            .send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    };
    let (json, key) = ("application/json", Some("a-good-key"));
    send("text/plain", key, "{}").await.fails(415, "media_type");
    send(json, key, "{\"Freja").await.fails(400, "unreadable");
    send(json, None, "{}")
        .await
        .fails(400, "idempotency_key_missing");
    send(json, Some("kort"), "{}")
        .await
        .fails(400, "idempotency_key_malformed");
    let answer = send(json, key, "[]").await.fails(422, "faulty");
    assert_eq!(answer.errors(), [("", "type")]);
    let answer = send(json, key, "{\"facts\": [], \"Freja Holm\": 1, \"note\": 2}").await;
    let answer = answer.fails(422, "faulty");
    assert_eq!(
        answer.errors(),
        [
            ("", "unknown_field"),
            ("/note", "unknown_field"),
            ("/facts", "too_short")
        ]
    );
    assert!(!answer.text.contains("Freja"));
    let odd = json!({"facts": [
        {"kind": "review_held", "when": "2026-11-09", "ref": "m1", "team": "nord", "id": "7", "about": "a b"},
        {"kind": "fact_retracted", "when": "2026-11-09", "value": "\u{0}"},
        7,
    ]});
    let answer = send(json, key, &odd.to_string()).await.fails(422, "faulty");
    let mut errors = answer.errors();
    errors.sort_unstable();
    assert_eq!(
        errors,
        [
            ("/facts/0/about", "form"),
            ("/facts/0/id", "given_by_omhu"),
            ("/facts/0/team", "not_of_kind"),
            ("/facts/1/kind", "use_retractions"),
            ("/facts/1/value", "form"),
            ("/facts/2", "type"),
        ]
    );
    let large = format!("{{\"facts\": \"{}\"}}", "a".repeat(600 * 1024));
    send(json, key, &large).await.fails(413, "too_large");
    // Somewhere else, or in another way.
    bench
        .get(&token, "/api/v1/nothing")
        .await
        .fails(404, "not_found");
    bench
        .get(&token, "/api/v2/cases")
        .await
        .fails(404, "not_found");
    let answer = bench.delete(&token, "/api/v1/cases").await;
    let answer = answer.fails(405, "method_not_allowed");
    assert!(answer.header("allow").contains("GET"));
    for query in [
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?team=a&team=b",
        "?foo=1",
        "?closed=yes",
        "?cursor=x",
    ] {
        let answer = bench.get(&token, &format!("/api/v1/cases{query}")).await;
        assert_eq!(answer.fails(422, "faulty").errors().len(), 1, "{query}");
    }
    bench
        .get(&token, "/api/v1/cases?team=%00")
        .await
        .fails(422, "faulty");
}

#[tokio::test]
async fn a_form_of_another_site_has_no_way_in() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    // A program sends no origin and is heard; a page of another site has no token and is not.
    let request = Request::post(bench.path("/facts"))
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let answer = bench.send(request).await.fails(401, "token_missing");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let facts =
        json!({"facts": [{"kind": "case_opened", "when": "2026-11-08", "value": "preventive"}]});
    bench
        .post(&token, &bench.path("/facts"), &facts)
        .await
        .is(201);
}

#[tokio::test]
async fn a_token_that_was_ended_opens_nothing_any_more() {
    let bench = Bench::new().await;
    let token = bench
        .token(
            Role::Controller,
            Relation::Oversight,
            &[Scope::ReadDeadlines],
        )
        .await;
    bench.get(&token, "/api/v1/obligations").await.is(200);
    let number = bench.store.tokens(None).await.unwrap()[0].number;
    let now = omhu_casework::access::Now::at(crate::bench::NOW);
    let ended = bench
        .store
        .end_token(number, crate::bench::ADMIN, now)
        .await;
    ended.unwrap().unwrap();
    bench
        .get(&token, "/api/v1/obligations")
        .await
        .fails(401, "token_unknown");
}
