//! A second caseworker on a case: let in by who gives cases, shown beside the first, and let out again.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::{Answer, Bench, now};

const WHY: &str = "Hun overtager samtalerne med barnet i foråret";

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

#[tokio::test]
async fn a_second_caseworker_is_let_in_shown_and_let_out_again() {
    let bench = Bench::new().await;
    for (name, worker, role, team) in [
        ("anna", Some("cw-7"), Role::Caseworker, "nord"),
        ("karen", None, Role::Coordinator, "nord"),
        ("leo", None, Role::TeamLeader, "nord"),
        ("dora", None, Role::Director, ""),
    ] {
        bench.person(name, worker, role, team).await;
    }
    let beate = bench.person("beate", Some("cw-5"), Role::Caseworker, "syd");
    let beate = beate.await;
    let gro = bench
        .person("gro", Some("cw-4"), Role::Caseworker, "nord")
        .await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.named(case, "n1", "Nabo Nils Holgersson").await;
    let cases = [case];
    let noted = bench.store.add_conflict(gro, &cases, true, gro, now());
    noted.await.unwrap().unwrap();
    let (front, path) = (format!("/cases/{case}"), format!("/cases/{case}/beside"));
    let other = bench.sign_in("beate").await;
    assert_eq!(other.get(&front).await.status, StatusCode::FORBIDDEN);
    let karen = bench.sign_in("karen").await;
    let page = karen.get(&front).await;
    assert!(says(&page, "Arbejder også på sagen") && says(&page, &path));
    let page = karen.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(
        says(&page, "beate Opfundet") && !says(&page, "⟦"),
        "{}",
        page.body
    );
    // Nobody who has it, may not see it, or does no casework.
    for name in ["anna Opfundet</option>", "gro Opfundet", "dora Opfundet"] {
        assert!(!says(&page, name), "{name}: {}", page.body);
    }
    let english = karen.get_in(&path, "en").await;
    assert!(says(&english, "Who shall work on the case too?") && !says(&english, "⟦"));
    let user = beate.to_string();
    let own = gro.to_string();
    for fields in [
        vec![("reason", WHY)],
        vec![("user", own.as_str()), ("reason", WHY)],
        vec![("user", user.as_str())],
    ] {
        let page = karen.post(&path, &path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let fields = [("user", user.as_str()), ("reason", WHY)];
    // The case's own caseworker does not give it away.
    let anna = bench.sign_in("anna").await;
    let refused = anna.post("/account", &path, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        let sent = karen.post(&path, &path, &fields).await;
        assert_eq!(sent.header(header::LOCATION), format!("{path}?done=added"));
    }
    for place in ["/", "/cases"] {
        assert!(says(&other.get(place).await, "Freja"), "{place}");
    }
    let page = other.get(&front).await;
    assert!(
        says(&page, "beate Opfundet") && !says(&page, "Holgersson"),
        "{}",
        page.body
    );
    let page = anna.get(&front).await;
    assert!(
        says(&page, "beate Opfundet") && !says(&page, &path),
        "{}",
        page.body
    );
    let leo = bench.sign_in("leo").await;
    let log = leo.get(&format!("{front}/looks")).await;
    assert!(says(&log, WHY), "{}", log.body);
    let changes = bench.store.changes_about(beate, 100).await.unwrap();
    let added = changes
        .iter()
        .filter(|change| change.what == "beside_added");
    assert_eq!(added.count(), 1, "sent twice, done once");
    let end = format!("{path}/{user}");
    let short = leo.post(&end, &end, &[("reason", "nu")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = [("reason", "Samtalerne er holdt, og Anna går videre")];
    let sent = leo.post(&end, &end, &why).await;
    assert_eq!(sent.header(header::LOCATION), format!("{path}?done=ended"));
    assert_eq!(other.get(&front).await.status, StatusCode::FORBIDDEN);
    assert!(!says(&other.get("/cases").await, "Freja"));
    assert_eq!(leo.get(&end).await.status, StatusCode::NOT_FOUND);
}
