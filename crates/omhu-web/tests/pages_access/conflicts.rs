//! Personal conflicts: said of oneself and of others, told to who may know, ended by somebody else.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, PersonNo, UserNo};
use omhu_store::PersonData;

use crate::bench::{ADMIN, Answer, Bench, NOW, now, yes};

const WHY: &str = "Nær ven af en af forældrene siden skolen";

struct People {
    anna: UserNo,
    leo: UserNo,
}

async fn people(bench: &Bench) -> People {
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    let anna = anna.await;
    let leo = bench.person("leo", None, Role::TeamLeader, "nord").await;
    for (name, worker, role, team) in [
        ("beate", Some("cw-5"), Role::Caseworker, "nord"),
        ("karen", None, Role::Coordinator, "nord"),
        ("sofie", None, Role::TeamLeader, "syd"),
        ("lis", None, Role::LogReviewer, ""),
        ("ulla", None, Role::UserAdministrator, ""),
    ] {
        bench.person(name, worker, role, team).await;
    }
    People { anna, leo }
}

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

/// Ida has a part in both cases.
async fn mother(bench: &Bench, cases: &[CaseNo]) -> PersonNo {
    let ida = PersonData {
        given_names: "Ida".to_owned(),
        surname: "Holm".to_owned(),
        ..PersonData::default()
    };
    let person = bench.store.add_person(ADMIN, NOW, &ida).await.unwrap();
    for case in cases {
        let link = Link {
            person,
            part: "custody_holder".to_owned(),
            when: "2026-11-02".to_owned(),
        };
        bench.write(*case, vec![Entry::Link(link)]).await;
    }
    person
}

#[tokio::test]
async fn a_leader_says_it_of_a_caseworker_who_then_sees_nothing() {
    let bench = Bench::new().await;
    let who = people(&bench).await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let (front, path) = (format!("/cases/{case}"), format!("/cases/{case}/conflicts"));
    let anna = bench.sign_in("anna").await;
    assert!(says(&anna.get("/cases").await, "Freja"));
    let leo = bench.sign_in("leo").await;
    let page = leo.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(says(&page, "Ingen er skrevet op") && !says(&page, "⟦"));
    let english = leo.get_in(&path, "en").await;
    assert!(says(&english, "Who has a conflict?") && !says(&english, "⟦"));
    let empty = leo.post(&path, &path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for fault in ["Vælg en medarbejder", "Vælg ja eller nej", "mindst 20 tegn"] {
        assert!(says(&empty, fault), "{fault}: {}", empty.body);
    }
    let user = who.anna.to_string();
    let fields = |told| {
        [
            ("user", user.as_str()),
            ("with", "case"),
            ("told", told),
            ("reason", WHY),
        ]
    };
    let sent = leo.post(&path, &path, &fields("yes")).await;
    assert_eq!(sent.header(header::LOCATION), format!("{path}?done=added"));
    // Nothing of it anywhere, with why and no more.
    for place in ["/", "/cases"] {
        assert!(!says(&anna.get(place).await, "Freja"), "{place}");
    }
    assert!(!says(&anna.search("freja").await, "Freja Holm"));
    for place in [&front, &path, &format!("{front}/glass")] {
        let page = anna.get(place).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{place}");
        assert!(says(&page, "fordi den rører din egen familie eller"));
        assert!(!says(&page, "Freja") && !says(&page, WHY));
    }
    // The leader is told to give it to somebody else, and the log says why.
    let page = leo.get(&front).await;
    assert!(
        says(&page, "men er inhabil: anna Opfundet"),
        "{}",
        page.body
    );
    assert!(says(&leo.get(&format!("{front}/looks")).await, WHY));
    // Ended with a reason by somebody else.
    let end = format!("{path}/{}", who.anna);
    let short = leo.post(&end, &end, &[("reason", "nu")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = [("reason", "Forældrene er flyttet ud af sagen nu")];
    let sent = leo.post(&end, &end, &why).await;
    assert_eq!(sent.header(header::LOCATION), format!("{path}?done=ended"));
    assert_eq!(anna.get(&front).await.status, StatusCode::OK);
    // Where they may not know, there is no such case.
    leo.post(&path, &path, &fields("no")).await;
    let page = anna.get(&front).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.body);
    assert!(says(&page, "fx fordi du er skrevet op som inhabil"));
    let nowhere = anna.get("/cases/4711").await;
    let text = |page: &Answer| page.body.split("alert-text").nth(1).map(str::to_owned);
    assert_eq!(text(&page), text(&nowhere), "it tells that there is a case");
}

#[tokio::test]
async fn whoever_sees_a_case_may_close_it_to_themselves_and_not_open_it_again() {
    let bench = Bench::new().await;
    let who = people(&bench).await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let noah = bench.case("Noah", "2026-11-02", "syd", "cw-8").await;
    let other = bench.case("Ali", "2026-11-02", "nord", "cw-7").await;
    let ida = mother(&bench, &[freja, noah]).await;
    let path = format!("/cases/{freja}/conflicts");
    let anna = bench.sign_in("anna").await;
    assert!(says(&anna.get(&format!("/cases/{freja}")).await, &path));
    let page = anna.get(&path).await;
    assert!(says(&page, "Alle sager med Ida Holm"), "{}", page.body);
    assert!(!says(&page, "name=\"user\"") && !says(&page, "Inhabile i denne sag"));
    let (of, leo) = (ida.to_string(), who.leo.to_string());
    // Of others it is not theirs to say.
    let fields = [
        ("user", leo.as_str()),
        ("with", of.as_str()),
        ("reason", WHY),
    ];
    let sent = anna.post(&path, &path, &fields).await;
    assert_eq!(sent.header(header::LOCATION), "/?done=conflict");
    assert!(says(
        &anna.get("/?done=conflict").await,
        "Sig det til din leder"
    ));
    let held = async |case| {
        let permit = bench.store.look(yes(), &[case]).await.unwrap();
        let held = bench.store.conflicts_in(&permit, case).await.unwrap();
        held.into_iter().map(|held| held.user).collect::<Vec<_>>()
    };
    assert_eq!(held(freja).await, [who.anna]);
    assert_eq!(held(noah).await, [who.anna], "the mother's other case too");
    assert_eq!(held(other).await, []);
    let end = format!("{path}/{}", who.anna);
    let refused = anna.post("/account", &end, &[("reason", WHY)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(held(freja).await, [who.anna]);
}

#[tokio::test]
async fn a_conflict_with_a_person_does_not_tell_in_which_cases_the_person_is() {
    let bench = Bench::new().await;
    people(&bench).await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let noah = bench.case("Noah", "2026-11-02", "syd", "cw-8").await;
    let ida = mother(&bench, &[freja, noah]).await;
    let anna = bench.sign_in("anna").await;
    let (path, of) = (format!("/cases/{freja}/conflicts"), ida.to_string());
    let fields = [("with", of.as_str()), ("reason", WHY)];
    let sent = anna.post(&path, &path, &fields).await;
    assert_eq!(sent.header(header::LOCATION), "/?done=conflict");
    // Of the case that was seen it is said why it is closed; the other one is not there.
    let page = anna.get(&format!("/cases/{freja}")).await;
    assert!(says(&page, "fordi den rører din egen familie eller"));
    let page = anna.get(&format!("/cases/{noah}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.body);
    assert!(!says(&page, "rører din egen familie"), "{}", page.body);
    // Nor where a leader said it, and that they may know.
    let beate = bench.sign_in("beate").await;
    let accounts = bench.store.accounts().await.unwrap();
    let user = accounts.iter().find(|held| held.sign_in == "beate");
    let user = user.unwrap().user.to_string();
    let fields = [
        ("user", user.as_str()),
        ("with", of.as_str()),
        ("told", "yes"),
        ("reason", WHY),
    ];
    let leo = bench.sign_in("leo").await;
    let sent = leo.post(&path, &path, &fields).await;
    assert_eq!(sent.header(header::LOCATION), format!("{path}?done=added"));
    let page = beate.get(&format!("/cases/{noah}")).await;
    assert!(!says(&page, "rører din egen familie"), "{}", page.body);
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_tries_to_end_a_conflict_and_may_not_stands_in_the_log() {
    let bench = Bench::new().await;
    let who = people(&bench).await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let cases = [case];
    let noted = bench
        .store
        .add_conflict(who.leo, &cases, true, ADMIN, now());
    noted.await.unwrap().unwrap();
    let stranger = bench.person("bodil", Some("cw-4"), Role::Caseworker, "syd");
    let stranger = stranger.await;
    let end = format!("/cases/{case}/conflicts/{}", who.leo);
    let bodil = bench.sign_in("bodil").await;
    assert_eq!(bodil.get(&end).await.status, StatusCode::FORBIDDEN);
    assert!(bench.lookers(case).await.contains(&stranger));
    let tries = async || {
        let lookers = bench.lookers(case).await;
        lookers.iter().filter(|user| **user == stranger).count()
    };
    let before = tries().await;
    let fields = [("reason", WHY)];
    let refused = bodil.post("/account", &end, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(tries().await, before + 1);
}

#[tokio::test]
async fn only_who_may_says_it_of_others() {
    let bench = Bench::new().await;
    let who = people(&bench).await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let path = format!("/cases/{case}/conflicts");
    let end = format!("{path}/{}", who.anna);
    for (name, status) in [
        ("sofie", StatusCode::FORBIDDEN),
        ("beate", StatusCode::FORBIDDEN),
        ("ulla", StatusCode::NOT_FOUND),
    ] {
        let browser = bench.sign_in(name).await;
        assert_eq!(browser.get(&path).await.status, status, "{name}");
        assert_eq!(browser.get(&end).await.status, status, "{name}");
    }
    // Who reviews the log may, of a leader too, and is shown no child.
    let lis = bench.sign_in("lis").await;
    let page = lis.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(
        !says(&page, "Freja") && !says(&page, "Holm"),
        "{}",
        page.body
    );
    let leo = who.leo.to_string();
    let fields = [
        ("user", leo.as_str()),
        ("with", "case"),
        ("told", "yes"),
        ("reason", WHY),
    ];
    let sent = lis.post(&path, &path, &fields).await;
    assert_eq!(sent.header(header::LOCATION), format!("{path}?done=added"));
    let leader = bench.sign_in("leo").await;
    assert_eq!(leader.get(&path).await.status, StatusCode::FORBIDDEN);
    // The coordinator sees that it is so, and who said it.
    let karen = bench.sign_in("karen").await;
    let page = karen.get(&path).await;
    assert!(says(&page, "leo Opfundet") && says(&page, "lis Opfundet"));
}

/// Ali's case waits in the north; Freja, his sister, is in the north and Noah, his brother, in the south.
async fn brothers_and_sisters(bench: &Bench) -> [CaseNo; 3] {
    let cases = [
        bench.case("Ali", "2026-11-02", "nord", "").await,
        bench.case("Freja", "2026-11-02", "nord", "cw-7").await,
        bench.case("Noah", "2026-11-02", "syd", "cw-8").await,
    ];
    for case in cases {
        let cells = FactCells {
            kind: "case_opened".to_owned(),
            when: "2026-11-02".to_owned(),
            family: "f-holm".to_owned(),
            ..FactCells::default()
        };
        let text = String::new();
        bench.write(case, vec![Entry::Fact { cells, text }]).await;
    }
    cases
}

#[tokio::test]
async fn a_case_with_a_conflict_is_not_told_of_from_a_siblings_case() {
    let bench = Bench::new().await;
    let who = people(&bench).await;
    let [ali, freja, noah] = brothers_and_sisters(&bench).await;
    let leo = bench.sign_in("leo").await;
    let places = [
        format!("/cases/{ali}"),
        format!("/cases/{ali}/handover"),
        "/team".to_owned(),
    ];
    let link = format!("/cases/{freja}\"");
    for place in [&places[0], &places[2]] {
        let page = leo.get(place).await;
        assert!(says(&page, "Freja") && says(&page, &link), "{place}");
        assert!(says(&page, "Noah"), "{place}");
    }
    // The team's list names a brother of another team: that is a look at his case.
    let sofie = bench.sign_in("sofie").await;
    let looks = sofie.get(&format!("/cases/{noah}/looks")).await;
    assert!(says(&looks, "leo Opfundet"), "{}", looks.body);
    let lis = bench.sign_in("lis").await;
    let (path, leo_no) = (format!("/cases/{freja}/conflicts"), who.leo.to_string());
    let fields = [
        ("user", leo_no.as_str()),
        ("with", "case"),
        ("told", "no"),
        ("reason", WHY),
    ];
    lis.post(&path, &path, &fields).await;
    for place in &places {
        let page = leo.get(place).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(!says(&page, "Freja") && !says(&page, &link), "{place}");
    }
    assert!(says(&leo.get("/team").await, "Noah"));
}
