//! Stand-ins.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::Bench;

const NEW: &str = "/stand-ins/new";

#[tokio::test]
async fn a_leader_lets_somebody_stand_in_and_who_is_back_ends_it() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    bench
        .person("sys", None, Role::SystemAdministrator, "")
        .await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let tove = bench.sign_in("tove").await;
    let page = tove.get(NEW).await;
    assert!(
        page.body.contains("ingen får adgang bagud"),
        "{}",
        page.body
    );
    let empty = tove.post(NEW, NEW, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (absent, to) = (anna.to_string(), bo.to_string());
    let fields = |first, last| {
        [
            ("absent", absent.as_str()),
            ("to", to.as_str()),
            ("first", first),
            ("last", last),
        ]
    };
    for (first, last, sentence) in [
        ("1.11.2026", "30.11.2026", "Skriv en dag fra i dag"),
        ("30.11.2026", "20.11.2026", "Sidste dag ligger før første"),
        ("18.11.2026", "30.11.2027", "Højst 183 dage"),
    ] {
        let refused = tove.post(NEW, NEW, &fields(first, last)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(sentence), "{}", refused.body);
    }
    let given = tove
        .post(NEW, NEW, &fields("i dag", "30. november 2026"))
        .await;
    assert_eq!(
        given.header(header::LOCATION),
        "/stand-ins?done=granted",
        "{}",
        given.body
    );

    // A second one for some of the days: who it is stands in the answer, and what was typed is kept.
    let refused = tove
        .post(NEW, NEW, &fields("30.11.2026", "4.12.2026"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .body
            .contains("bo Opfundet er allerede vikar for anna Opfundet"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("30.11.2026") && refused.body.contains("4.12.2026"));

    let browser = bench.sign_in("bo").await;
    let page = browser.get("/stand-ins").await;
    assert!(page.body.contains("anna Opfundet"), "{}", page.body);
    assert!(browser.get("/cases").await.body.contains("Freja"));
    let number = bench
        .store
        .stand_ins(crate::bench::now().today)
        .await
        .unwrap()[0]
        .number;
    let end = format!("/stand-ins/{number}/end");
    assert_eq!(browser.get(&end).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.post("/stand-ins", &end, &[]).await.status,
        StatusCode::NOT_FOUND
    );

    // Anna is back early; she may not choose a stand-in herself.
    let anna = bench.sign_in("anna").await;
    assert_eq!(anna.get(NEW).await.status, StatusCode::FORBIDDEN);
    let refused = anna
        .post("/stand-ins", NEW, &fields("18.11.2026", "30.11.2026"))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let ended = anna.post(&end, &end, &[]).await;
    assert_eq!(
        ended.header(header::LOCATION),
        "/stand-ins?done=ended",
        "{}",
        ended.body
    );
    assert!(!browser.get("/cases").await.body.contains("Freja"));
    let sys = bench.sign_in("sys").await;
    assert_eq!(sys.get("/stand-ins").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_teams_coordinator_lets_somebody_stand_in_and_the_list_says_whose_cases_they_are() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "nord")
        .await;
    let dina = bench
        .person("dina", Some("cw-9"), Role::Caseworker, "syd")
        .await;
    bench.person("carl", None, Role::Coordinator, "nord").await;
    bench.case("Freja", "2026-11-10", "nord", "cw-7").await;
    bench.case("Noah", "2026-11-10", "nord", "cw-8").await;
    let carl = bench.sign_in("carl").await;
    let page = carl.get("/stand-ins").await;
    assert!(page.body.contains(NEW), "{}", page.body);
    let (away, to) = (anna.to_string(), bo.to_string());
    let dina = dina.to_string();
    let fields = |absent, to| {
        [
            ("absent", absent),
            ("to", to),
            ("first", "18.11.2026"),
            ("last", "30.11.2026"),
        ]
    };
    let other = carl
        .post(NEW, NEW, &fields(dina.as_str(), to.as_str()))
        .await;
    assert_eq!(
        other.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another team"
    );
    let given = carl
        .post(NEW, NEW, &fields(away.as_str(), to.as_str()))
        .await;
    let done = "/stand-ins?done=granted";
    assert_eq!(given.header(header::LOCATION), done, "{}", given.body);
    let day = bench.sign_in("bo").await.get("/").await.body;
    let whose = |name: &str| {
        let (_, rest) = day.split_once(name).unwrap();
        rest.split("</li>").next().unwrap().to_owned()
    };
    assert!(
        whose("Freja Holm").contains("anna Opfundet har sagen"),
        "{day}"
    );
    assert!(!whose("Noah Holm").contains("har sagen"), "{day}");
}

#[tokio::test]
async fn a_leader_reaches_only_the_own_team() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    let tove = bench.sign_in("tove").await;
    let (absent, to) = (bo.to_string(), anna.to_string());
    let fields = [
        ("absent", absent.as_str()),
        ("to", to.as_str()),
        ("first", "18.11.2026"),
        ("last", "20.11.2026"),
    ];
    let refused = tove.post(NEW, NEW, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Vælg en fra dine team"));
    assert!(
        bench
            .store
            .stand_ins(crate::bench::now().today)
            .await
            .unwrap()
            .is_empty()
    );
}
