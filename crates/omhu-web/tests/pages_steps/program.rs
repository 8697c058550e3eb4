//! A program is warned of what a person is warned of who registers the same in a form.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use omhu_casework::access::{Relation, Role, Scope};
use omhu_store::accounts::NewToken;
use serde_json::{Value, json};

use crate::bench::{ADMIN, Bench, NOW, OTHER, now};
use crate::{give, send, start};

/// A token of the caseworker.
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
async fn token(bench: &Bench) -> String {
    let accounts = bench.store.accounts().await.unwrap();
    let anna = accounts.iter().find(|account| account.sign_in == "anna");
    let new = NewToken {
        user: anna.unwrap().user,
        name: "a program".into(),
        role: Role::Caseworker,
        scopes: Scope::ALL.iter().copied().collect(),
        relation: Relation::Assigned,
        networks: Vec::new(),
        until: NOW + 86_400,
    };
    let made = bench.store.new_token(&new, ADMIN, now()).await.unwrap();
    let (number, ticket) = made.unwrap();
    let confirmed = bench.store.confirm_token(number, OTHER, now()).await;
    confirmed.unwrap().unwrap();
    ticket.text().to_owned()
}

#[tokio::test]
async fn a_program_is_warned_of_what_the_form_warns_of() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let token = token(&bench).await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let begun = [
        ("assessment", "+a"),
        ("known_on", "17.11.2026"),
        ("when", "17.11.2026"),
    ];
    give(&anna, &path("open-assessment"), &begun).await;
    let finish = [("assessment", "a1"), ("when", "18.11.2026")];
    let measure = [
        ("measure", "+m"),
        ("when", "20.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
    ];
    let finished = json!({"kind": "assessment_completed", "when": "2026-11-18", "about": "a1"});
    let started = json!({"kind": "measure_started", "when": "2026-08-20", "about": "+m", "basis": "bl-32",
        "value": "support"});
    let mut all = BTreeSet::new();
    for (step, typed, fact) in [
        ("finish-assessment", &finish[..], finished),
        ("measure-start", &measure[..], started),
    ] {
        let page = anna.get(&path(step)).await;
        let warned = send(&anna, &path(step), &page, typed).await;
        assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        let shown = warned.body.split("name=\"shown\" value=\"").skip(1);
        let shown: BTreeSet<String> = shown
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let request = Request::post(format!("/api/v1/cases/{case}/facts"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", format!("warned-{step}"));
        let body = json!({"facts": [fact], "stop_at_warnings": true});
        let answer = bench.send(request.body(Body::from(body.to_string())).unwrap());
        let answer = answer.await;
        assert_eq!(
            answer.status,
            StatusCode::CONFLICT,
            "{step}: {}",
            answer.body
        );
        let told: Value = serde_json::from_str(&answer.body).unwrap();
        let told = told["errors"].as_array().unwrap().iter();
        let told: BTreeSet<String> = told
            .map(|each| each["code"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(told, shown, "{step}");
        all.extend(told);
    }
    // Of the rules beyond the public contract too.
    assert!(all.contains("warnings-assessment-parts"), "{all:?}");
}
