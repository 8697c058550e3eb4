//! The description of the API: committed, and what the routes do.

use std::path::Path;

use crate::bench::Bench;

/// A change of the API is a change of this file, which somebody must read.
#[tokio::test]
async fn the_description_is_the_one_that_was_agreed() {
    let bench = Bench::new().await;
    let shown = bench.get("", "/api/v1/openapi.json").await.is(200).json;
    let made = serde_json::to_string_pretty(&shown).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    if std::env::var_os("OMHU_BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = made.lines().zip(agreed.lines());
    let differing = lines.find(|(new, old)| new != old);
    assert!(
        made == agreed,
        "the API has changed; first difference: {differing:?}. Read it, then write it with \
         OMHU_BLESS=1 cargo nextest run -p omhu-web the_description"
    );
}

#[tokio::test]
async fn every_address_that_is_described_is_there_and_asks_for_a_token() {
    let bench = Bench::new().await;
    let doc = omhu_web::api::description(bench.store.book());
    let mut count = 0;
    for (path, methods) in doc["paths"].as_object().unwrap() {
        let path = path.replace("{case}", "1").replace("{id}", "1");
        for method in methods.as_object().unwrap().keys() {
            let answer = match method.as_str() {
                "get" => bench.get("x", &path).await,
                "delete" => bench.delete("x", &path).await,
                _ => bench.post("x", &path, &serde_json::json!({})).await,
            };
            let open = path.ends_with("openapi.json");
            assert_eq!(
                answer.status.as_u16(),
                if open { 200 } else { 401 },
                "{method} {path}"
            );
            count += 1;
        }
    }
    assert_eq!(count, 17);
}
