//! The list of cases, and search.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::Bench;
use crate::day::choices;

#[tokio::test]
async fn the_list_of_cases_is_within_the_scope_and_logged() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
    let browser = bench.sign_in("anna").await;
    // The filter offers who has cases among them.
    let page = browser.get("/cases").await.body;
    for (field, value) in [("team", "nord"), ("worker", "cw-7")] {
        let offered = choices(&page, field);
        let values: Vec<&str> = offered.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(values, ["", value], "{field}");
    }
    for lang in ["da", "en"] {
        let list = browser.get_in("/cases", lang).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        assert!(list.body.contains("Freja Holm, 7") && list.body.contains("anna Opfundet"));
        assert!(!list.body.contains("Zofia"));
    }
    assert!(bench.lookers(freja).await.contains(&anna));
    for path in [
        "/cases?state=closed",
        "/cases?team=syd",
        "/cases?worker=cw-8",
        "/cases?reference=nix",
        "/cases?page=2",
    ] {
        let none = browser.get(path).await;
        assert!(none.body.contains("Ingen sager passer"), "{path}");
    }
    let all = browser
        .get("/cases?state=all&team=nord&worker=cw-7&page=0")
        .await;
    assert!(all.body.contains("Freja Holm, 7 år"));
    let other = bench.sign_in("bo").await;
    assert!(!other.get("/cases").await.body.contains("Freja"));
    // An id that is typed stands in no address that others read, nor in that of the next page.
    let fields = [("reference", "2026-"), ("state", "all"), ("team", "nord")];
    let sent = browser.post("/cases", "/cases", &fields).await;
    let place = sent.header(header::LOCATION).to_owned();
    assert!(
        place.starts_with("/cases?team=nord&state=all&for="),
        "{place}"
    );
    assert!(!place.contains("2026-"), "{place}");
    let found = browser.get(&place).await.body;
    assert!(found.contains("Freja Holm, 7 år") && found.contains("value=\"2026-\""));
    let typed = browser.get("/cases?reference=2026-").await.body;
    assert!(typed.contains("Freja Holm, 7 år"));
    let none = browser
        .post("/cases", "/cases", &[("reference", "nix")])
        .await;
    let none = browser.get(none.header(header::LOCATION)).await;
    assert!(none.body.contains("Ingen sager passer"));
    assert!(!other.get(&place).await.body.contains("2026-\""));
}

#[tokio::test]
async fn a_search_finds_names_numbers_and_words_within_the_scope() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let browser = bench.sign_in("anna").await;
    let reference = format!("2026-{freja}");
    for words in ["freja", &reference, "zanzibarkanarien"] {
        let found = browser.search(words).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        assert!(
            found.body.contains("Freja Holm, 7 år"),
            "{words}: {}",
            found.body
        );
    }
    // A name that stands in an address is not searched for: somebody put it there who should not have.
    let typed = browser.get("/search?q=freja").await;
    assert_eq!(typed.header(header::LOCATION), "/search");
    assert!(!typed.body.to_lowercase().contains("freja"));
    assert!(bench.lookers(freja).await.contains(&anna));
    let none = browser.search("<b>").await;
    assert!(
        none.body.contains("Intet passer til »&#60;b&#62;«")
            || none.body.contains("Intet passer til »&lt;b&gt;«")
    );
    assert_eq!(browser.get("/search").await.status, StatusCode::OK);

    let other = bench.sign_in("bo").await;
    for words in ["freja", "zanzibarkanarien"] {
        assert!(!other.search(words).await.body.contains("Holm"));
    }
    assert!(!bench.lookers(freja).await.contains(&bo));
    // The form sends the words; the address of the answer holds them for nobody but who sent them.
    let sent = browser.post("/", "/search", &[("q", " freja ")]).await;
    let place = sent.header(header::LOCATION).to_owned();
    assert!(place.starts_with("/search?for="), "{place}");
    assert!(!place.to_lowercase().contains("freja"));
    let found = browser.get(&place).await;
    for text in ["Freja Holm, 7 år", "value=\"freja\""] {
        assert!(found.body.contains(text), "{}", found.body);
    }
    let stranger = other.get(&place).await;
    assert_eq!(stranger.status, StatusCode::OK);
    assert!(!stranger.body.contains("freja"), "{}", stranger.body);
    for broken in ["/search?for=x", &place[..place.len() - 4]] {
        let page = browser.get(broken).await;
        assert_eq!(page.status, StatusCode::OK, "{broken}");
        assert!(!page.body.contains("Freja"), "{broken}");
    }
    let nothing = browser.post("/", "/search", &[("q", "  ")]).await;
    assert_eq!(nothing.header(header::LOCATION), "/search");
    bench.person("dora", None, Role::Director, "").await;
    let director = bench.sign_in("dora").await;
    let refused = director
        .post("/account", "/search", &[("q", "freja")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = director.get("/search").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_was_found_is_shown_for_some_hours_and_not_by_going_back_next_morning() {
    let bench = Bench::new().await;
    let anna_no = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let browser = bench.sign_in("anna").await;
    let sent = browser.post("/", "/search", &[("q", "freja")]).await;
    let place = sent.header(header::LOCATION).to_owned();
    bench.wait(3 * 3_600);
    let anna = bench.sign_in("anna").await;
    assert!(anna.get(&place).await.body.contains("Freja Holm"));
    bench.wait(3_601);
    let anna = bench.sign_in("anna").await;
    let looks = async || {
        let lookers = bench.lookers(freja).await;
        lookers.iter().filter(|user| **user == anna_no).count()
    };
    let before = looks().await;
    for lang in ["da", "en"] {
        let page = anna.get_in(&place, lang).await;
        assert_eq!(page.status, StatusCode::GONE, "{}", page.body);
        assert!(!page.body.to_lowercase().contains("freja"));
        assert!(page.body.contains("name=\"q\"") && !page.body.contains("⟦"));
    }
    let page = anna.get(&place).await;
    assert!(page.body.contains("Søgningen vises ikke længere"));
    assert_eq!(looks().await, before);
}

#[tokio::test]
async fn who_may_see_no_case_is_not_told_who_works_on_them() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("dora", None, Role::Director, "nord").await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let named = async |who: &str| {
        let browser = bench.sign_in(who).await;
        let page = browser.get("/cases").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body.contains("value=\"cw-7\"")
    };
    assert!(named("anna").await);
    assert!(!named("dora").await);
}

#[tokio::test]
async fn who_notified_is_found_and_read_by_the_cases_own_caseworker_only() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench
        .person("karen", Some("cw-9"), Role::Coordinator, "nord")
        .await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.named(freja, "n1", "Bente Anonymsen").await;
    let reads = async |who: &str| {
        let browser = bench.sign_in(who).await;
        let case = browser.get(&format!("/cases/{freja}")).await;
        assert_eq!(case.status, StatusCode::OK, "{}", case.body);
        let found = browser.search("anonymsen").await;
        let handover = browser.get(&format!("/cases/{freja}/handover")).await;
        [case, found, handover].map(|page| page.body.contains("Bente Anonymsen"))
    };
    let [_, found, _] = reads("anna").await;
    assert!(found);
    assert_eq!(reads("karen").await, [false; 3]);
}
