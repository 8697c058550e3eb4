//! Proving anew, at the provider, who one is.

use axum::http::StatusCode;
use omhu_casework::access::Role;
use serde_json::{Value, json};

use crate::bench::{Browser, NOW};
use crate::{Both, SUBJECT, place, shows};

const HOUR: i64 = 3600;

/// Proves anew; gives the answer to the browser that comes back.
async fn prove(
    both: &Both,
    browser: &Browser<'_>,
    path: &str,
    change: impl Fn(&mut Value),
) -> crate::bench::Answer {
    let way = both.begin(browser, path).await;
    assert_eq!(
        (way.sent["prompt"].as_str(), way.sent["max_age"].as_str()),
        ("login", "0")
    );
    let mut claims = both.claims(&way, 0);
    change(&mut claims);
    both.says(&claims);
    let mut back = both.bench.stranger();
    back.cookie = format!("{}; {}", browser.cookie, way.cookie);
    back.get(&both.back(&way)).await
}

#[tokio::test]
async fn who_came_in_long_after_proving_it_proves_it_anew_at_the_provider() {
    let both = Both::new().await;
    both.person("bente", Role::UserAdministrator, SUBJECT).await;
    both.person("anna", Role::Caseworker, "a-2").await;
    let bente = both.sign_in(SUBJECT, HOUR).await;
    let list = "/administration";
    let asked = bente.get(list).await;
    assert_eq!(
        place(&asked),
        "/administration/proof?next=%2Fadministration"
    );
    let page = bente.get(place(&asked)).await;
    shows(&page, "Videre til kommunens login");
    let go = "/sign-in/provider?proof=yes&#38;next=%2Fadministration";
    shows(&page, go);
    let go = go.replace("&#38;", "&");
    assert!(!page.body.contains("type=\"password\""));
    let typed = [("password", crate::bench::PASSWORD), ("next", list)];
    let by_password = bente
        .post("/account", "/administration/proof", &typed)
        .await;
    assert_eq!(by_password.status, StatusCode::UNPROCESSABLE_ENTITY);

    // An old proof, none, and one of somebody else are none.
    for (what, change) in [
        (
            "old",
            (|claims: &mut Value| claims["auth_time"] = json!(NOW - HOUR)) as fn(&mut Value),
        ),
        ("none", |claims| claims["auth_time"] = Value::Null),
        ("of somebody else", |claims| claims["sub"] = json!("a-2")),
        ("of a stranger", |claims| claims["sub"] = json!("a-3")),
    ] {
        let answer = prove(&both, &bente, &go, change).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        shows(&answer, "proof=yes");
        assert_eq!(place(&bente.get(list).await), place(&asked), "{what}");
    }
    let answer = prove(&both, &bente, &go, |_| {}).await;
    assert_eq!(place(&answer), list);
    assert_eq!(bente.get(list).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_waits_while_its_writer_proves_it_in_another_window() {
    let both = Both::new().await;
    both.person("bente", Role::UserAdministrator, SUBJECT).await;
    let bente = both.sign_in(SUBJECT, 0).await;
    let path = "/administration/teams/new";
    assert_eq!(bente.get(path).await.status, StatusCode::OK);
    both.bench.wait(20 * 60);
    let fields = [("id", "øst"), ("title", "Team Øst")];
    let refused = bente.post("/account", path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&refused, "Vis først hos kommunens login, hvem du er");
    shows(&refused, "Team Øst");
    let go = "/sign-in/provider?proof=yes&#38;next=%2Fsign-in%2Fprovider%2Fproved";
    shows(&refused, go);
    let later = |claims: &mut Value| {
        for time in ["iat", "auth_time", "exp"] {
            claims[time] = json!(claims[time].as_i64().unwrap() + 20 * 60);
        }
    };
    let answer = prove(&both, &bente, &go.replace("&#38;", "&"), later).await;
    assert_eq!(place(&answer), "/sign-in/provider/proved");
    shows(&bente.get(place(&answer)).await, "Luk dette vindue");
    let sent = bente.post("/account", path, &fields).await;
    assert_eq!(place(&sent), "/administration/teams?done=team");
}

#[tokio::test]
async fn an_app_of_codes_takes_a_proof_at_the_provider_just_before_it() {
    let both = Both::new().await;
    both.person("bente", Role::UserAdministrator, SUBJECT).await;
    let bente = both.sign_in(SUBJECT, 0).await;
    // Fresh enough for all else, and long enough for somebody else to sit down.
    both.bench.wait(5 * 60);
    let path = "/account/factor";
    let begin = [("do", "begin")];
    let refused = bente.post(path, path, &begin).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&refused, "Vis først hos kommunens login, hvem du er");
    let go = "/sign-in/provider?proof=yes&next=%2Fsign-in%2Fprovider%2Fproved";
    let later = |claims: &mut Value| {
        for time in ["iat", "auth_time", "exp"] {
            claims[time] = json!(claims[time].as_i64().unwrap() + 5 * 60);
        }
    };
    let answer = prove(&both, &bente, go, later).await;
    assert_eq!(place(&answer), "/sign-in/provider/proved");
    shows(&bente.post(path, path, &begin).await, "otpauth://");
}

#[tokio::test]
async fn a_proof_counts_for_the_session_that_asked_for_it_alone() {
    let both = Both::new().await;
    both.person("bente", Role::UserAdministrator, SUBJECT).await;
    let (one, other) = (
        both.sign_in(SUBJECT, HOUR).await,
        both.sign_in(SUBJECT, HOUR).await,
    );
    let go = "/sign-in/provider?proof=yes&next=%2Fadministration";
    let way = both.begin(&one, go).await;
    both.says(&both.claims(&way, 0));
    let mut mixed = both.bench.stranger();
    for session in ["", &other.cookie] {
        mixed.cookie = format!("{session}; {}", way.cookie);
        let answer = mixed.get(&both.back(&way)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    for browser in [&one, &other] {
        assert_eq!(
            browser.get("/administration").await.status,
            StatusCode::SEE_OTHER
        );
    }
    // Whoever came in by a password has no business there.
    both.bench
        .person("birk", None, Role::UserAdministrator, "")
        .await;
    let birk = both.bench.sign_in("birk").await;
    assert_eq!(place(&birk.get(go).await), "/administration");
    assert_eq!(
        place(&both.bench.stranger().get(go).await),
        "/sign-in?next=%2Fadministration"
    );
}
