//! Coming in, and not.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, Means};
use serde_json::json;

use crate::bench::{ADMIN, now};
use crate::{Both, HERE, SUBJECT, cookie, place, shows};

#[tokio::test]
async fn whom_the_provider_knows_comes_in_where_they_wanted_to() {
    let both = Both::new().await;
    let anna = both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    let asked = browser.get("/account?x=1").await;
    assert_eq!(place(&asked), "/sign-in?next=%2Faccount%3Fx%3D1");
    let page = browser.get(place(&asked)).await;
    shows(&page, "Log ind med Havnby-login");
    shows(&page, "href=\"/sign-in/provider?next=%2Faccount%3Fx%3D1\"");
    let way = both
        .begin(&browser, "/sign-in/provider?next=%2Faccount%3Fx%3D1")
        .await;
    let back = format!("{HERE}/sign-in/provider/back");
    for (name, value) in [
        ("from", "omhu"),
        ("response_type", "code"),
        ("client_id", "omhu"),
        ("redirect_uri", back.as_str()),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
        ("ui_locales", "da"),
        ("max_age", "43200"),
    ] {
        assert_eq!(way.sent[name], value, "{name}");
    }
    assert!(!way.sent.contains_key("prompt") && !way.sent.contains_key("acr_values"));
    both.says(&both.claims(&way, 0));
    let answer = both.come(&way, &both.back(&way)).await;
    assert_eq!(place(&answer), "/account?x=1");
    assert_eq!(
        cookie(&answer, "__Host-provider").unwrap(),
        "__Host-provider="
    );
    let mut browser = both.bench.stranger();
    browser.cookie = cookie(&answer, "__Host-session").unwrap();
    shows(&browser.get("/account").await, "gennem kommunens login");
    let sessions = both.bench.store.sessions(anna, now()).await.unwrap();
    assert_eq!(sessions[0].means, Means::Provider);

    // The same way once more, in the same browser or another: no.
    let again = both.come(&way, &both.back(&way)).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(cookie(&again, "__Host-session").is_none());
}

#[tokio::test]
async fn whom_the_provider_knows_and_nobody_here_learns_what_to_do() {
    let both = Both::new().await;
    let browser = both.bench.stranger();
    let way = both.begin(&browser, "/sign-in/provider").await;
    both.says(&both.claims(&way, 0));
    let answer = both.come(&way, &both.back(&way)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(cookie(&answer, "__Host-session").is_none());
    shows(&answer, "Du mangler adgang her");
    shows(&answer, SUBJECT);
    shows(&answer, &both.fake.issuer);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    let changes = both.bench.store.changes_after(0, 1000).await.unwrap();
    let row = changes.last().unwrap();
    assert_eq!(
        (row.what.as_str(), row.detail.as_str(), row.about),
        ("sign_in_refused", "provider", UserNo(0))
    );
}

#[tokio::test]
async fn a_closed_account_stays_closed() {
    let both = Both::new().await;
    let anna = both.person("anna", Role::Caseworker, SUBJECT).await;
    let closed = both.bench.store.disable(anna, ADMIN, now()).await;
    closed.unwrap().unwrap();
    let browser = both.bench.stranger();
    let way = both.begin(&browser, "/sign-in/provider").await;
    both.says(&both.claims(&way, 0));
    let answer = both.come(&way, &both.back(&way)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(cookie(&answer, "__Host-session").is_none());
    shows(&answer, "Tal med brugeradministratoren");
}

#[tokio::test]
async fn while_the_provider_is_away_others_sign_in_here() {
    let both = Both::new().await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    both.fake.set(|script| script.away = true);
    let browser = both.bench.stranger();
    for _ in 0..2 {
        let answer = browser.get("/sign-in/provider?next=%2Faccount").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        shows(&answer, "Kommunens login svarer ikke");
        shows(&answer, "href=\"/sign-in/provider?next=%2Faccount\"");
    }
    let anna = both.bench.sign_in("anna").await;
    assert_eq!(anna.get("/account").await.status, StatusCode::OK);
    // It is back, and asked again after a while; then known for long.
    both.fake.set(|script| script.away = false);
    let still = browser.get("/sign-in/provider").await;
    assert_eq!(still.status, StatusCode::SERVICE_UNAVAILABLE);
    both.bench.wait(11);
    both.begin(&browser, "/sign-in/provider").await;
    both.fake.set(|script| script.away = true);
    both.bench.wait(4000);
    both.begin(&browser, "/sign-in/provider").await;
    both.bench.wait(100_000);
    let old = browser.get("/sign-in/provider").await;
    assert_eq!(old.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_to_one() {
    let bench = crate::bench::Bench::new().await;
    let browser = bench.stranger();
    for path in ["", "/back?code=a&state=b", "/proved", "/out"] {
        let answer = browser.get(&format!("/sign-in/provider{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(
        !browser
            .get("/sign-in")
            .await
            .body
            .contains("/sign-in/provider")
    );
}

#[tokio::test]
async fn a_level_that_is_asked_for_is_asked_for() {
    let levels = [
        "https://niveau.example/Betydelig",
        "https://niveau.example/Hoej",
    ];
    let both = Both::with(|provider| provider.levels = levels.map(str::to_owned).to_vec()).await;
    both.person("anna", Role::Caseworker, SUBJECT).await;
    let browser = both.bench.stranger();
    for (acr, fine) in [
        (None, false),
        (Some("https://niveau.example/Lav"), false),
        (Some(levels[1]), true),
    ] {
        let way = both.begin(&browser, "/sign-in/provider").await;
        assert_eq!(way.sent["acr_values"], levels.join(" "));
        let mut claims = both.claims(&way, 0);
        claims["acr"] = json!(acr);
        both.says(&claims);
        let answer = both.come(&way, &both.back(&way)).await;
        assert_eq!(cookie(&answer, "__Host-session").is_some(), fine, "{acr:?}");
        if !fine {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            shows(&answer, "Der kræves et stærkere login");
        }
    }
}

#[tokio::test]
async fn one_administrator_proposes_who_somebody_is_and_another_confirms_it() {
    let both = Both::new().await;
    let anna = both
        .bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = both.person("bo", Role::Caseworker, "b-2").await;
    for name in ["bente", "birk"] {
        let role = Role::UserAdministrator;
        both.bench.person(name, None, role, "").await;
    }
    let (bente, birk) = (
        both.bench.sign_in("bente").await,
        both.bench.sign_in("birk").await,
    );
    let account = format!("/administration/accounts/{anna}");
    let form = format!("{account}/provider");
    shows(&bente.get(&form).await, &both.fake.issuer);
    let issuer = both.fake.issuer.as_str();
    let long = "x".repeat(256);
    for (subject, sentence) in [
        ("", "Udfyld begge felter"),
        ("b-2", "hører allerede til en konto"),
        (&long, "højst 255 tegn"),
    ] {
        let fields = [("issuer", issuer), ("subject", subject)];
        let answer = bente.post(&form, &form, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&answer, sentence);
    }
    let fields = [("issuer", issuer), ("subject", SUBJECT)];
    let proposed = bente.post(&form, &form, &fields).await;
    assert_eq!(place(&proposed), format!("{account}?done=provider"));
    shows(
        &bente.get(&account).await,
        "Venter på en anden administrator: a-1c9e",
    );
    let link = both.bench.store.link_proposals().await.unwrap()[0].number;
    let confirm = format!("/administration/links/{link}/confirm");
    // Nobody comes in by a proposal, and nobody confirms their own.
    let stranger = both.bench.stranger();
    let way = both.begin(&stranger, "/sign-in/provider").await;
    both.says(&both.claims(&way, 0));
    let early = both.come(&way, &both.back(&way)).await;
    assert_eq!(early.status, StatusCode::FORBIDDEN);
    assert!(
        !bente
            .get("/administration/roles")
            .await
            .body
            .contains(&confirm)
    );
    let own = bente.post(&confirm, &confirm, &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&own, "kan ikke bekræfte det");
    shows(&birk.get("/administration/roles").await, &confirm);
    let confirmed = birk.post(&confirm, &confirm, &[]).await;
    assert_eq!(place(&confirmed), "/administration/roles?done=linked");
    let over = birk.get(&confirm).await;
    assert_eq!(over.status, StatusCode::NOT_FOUND);
    let anna_browser = both.sign_in(SUBJECT, 0).await;
    shows(&bente.get(&account).await, "Bekræftede kommunens login");

    // Taking it away needs one, and counts at once.
    let unlink = format!("{account}/unlink");
    assert_eq!(
        place(&bente.post(&unlink, &unlink, &[]).await),
        format!("{account}?done=unlink")
    );
    assert_eq!(
        place(&anna_browser.get("/account").await),
        "/sign-in?next=%2Faccount"
    );

    // Those who run the server see which provider it is.
    both.bench
        .person("svend", None, Role::SystemAdministrator, "")
        .await;
    let svend = both.bench.sign_in("svend").await;
    shows(&svend.get("/administration/system").await, issuer);

    // A proposal can be refused; nobody does any of it to themselves.
    let fields = [("issuer", issuer), ("subject", "a-3")];
    place(&bente.post(&form, &form, &fields).await);
    let link = both.bench.store.link_proposals().await.unwrap()[0].number;
    let end = format!("/administration/links/{link}/end");
    assert_eq!(
        place(&birk.post(&end, &end, &[]).await),
        "/administration/roles?done=unlinked"
    );
    let store = &both.bench.store;
    let own = store
        .propose_link(bo, issuer, "b-3", bo, now())
        .await
        .unwrap();
    assert_eq!(own, Err(AccountFault::ToSelf));
    let link = store.propose_link(bo, issuer, "b-3", ADMIN, now()).await;
    let own = store
        .confirm_link(link.unwrap().unwrap(), bo, now())
        .await
        .unwrap();
    assert_eq!(own, Err(AccountFault::ToSelf));
}
