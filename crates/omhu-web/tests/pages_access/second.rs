//! A protected address behind broken glass: asked of a second person, answered once, over with the glass.

use axum::http::{StatusCode, header};
use omhu_casework::access::{ProtectedGrade, Role};
use omhu_casework::ids::CaseNo;
use omhu_store::PersonData;

use crate::bench::{Answer, Bench, Browser, now};

const WHY: &str = "Barnet skal hentes hjemme i nat af vagten";
const YES: &str = "Jeg har talt med vagten og politiet om det";

async fn guarded(bench: &Bench) -> CaseNo {
    for (name, worker, role, team) in [
        ("anna", Some("cw-7"), Role::Caseworker, "nord"),
        ("viggo", Some("cw-6"), Role::Caseworker, "syd"),
        ("karen", None, Role::Coordinator, "nord"),
        ("leo", None, Role::TeamLeader, "nord"),
        ("sofie", None, Role::TeamLeader, "syd"),
        ("lis", None, Role::LogReviewer, ""),
    ] {
        bench.person(name, worker, role, team).await;
    }
    let secret = PersonData {
        address: "Hemmeligvej 7".to_owned(),
        grade: ProtectedGrade::Special,
        ..PersonData::default()
    };
    bench
        .case_of(secret, "Ida", "2026-11-02", "nord", "cw-7")
        .await
}

/// Viggo of the other team breaks the glass.
async fn broken<'b>(bench: &'b Bench, case: CaseNo) -> Browser<'b> {
    let viggo = bench.sign_in("viggo").await;
    let path = format!("/cases/{case}/glass");
    let fields = [
        ("category", "acute_concern"),
        ("reason", "Politiet ringede om barnet i nat"),
    ];
    let opened = viggo.post(&path, &path, &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    viggo
}

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

/// The way to the only thing that waits.
async fn waiting(browser: &Browser<'_>) -> String {
    let list = browser.get("/seconds").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    let number = list.body.split("href=\"/seconds/").nth(1);
    let number = number.unwrap_or_else(|| panic!("nothing waits: {}", list.body));
    format!("/seconds/{}", number.split('"').next().unwrap())
}

async fn address(browser: &Browser<'_>, case: CaseNo) -> Answer {
    let path = format!("/cases/{case}/address");
    let page = browser.get(&path).await;
    let person = page.body.split("name=\"person\" value=\"").nth(1);
    let person = person.map_or("1", |rest| rest.split('"').next().unwrap());
    browser.post("/account", &path, &[("person", person)]).await
}

#[tokio::test]
async fn the_address_is_shown_when_a_second_person_said_yes_and_until_the_glass_is_whole() {
    let bench = Bench::new().await;
    let case = guarded(&bench).await;
    let viggo = broken(&bench, case).await;
    let (front, path) = (
        format!("/cases/{case}"),
        format!("/cases/{case}/glass/address"),
    );
    assert!(says(&viggo.get(&front).await, &format!("{front}/address")));
    let led = viggo.get(&format!("{front}/address")).await;
    assert_eq!(led.header(header::LOCATION), path);
    assert_eq!(address(&viggo, case).await.status, StatusCode::FORBIDDEN);
    let page = viggo.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for name in ["karen Opfundet", "leo Opfundet", "lis Opfundet"] {
        assert!(says(&page, name), "{name}: {}", page.body);
    }
    assert!(!says(&page, "sofie Opfundet") && !says(&page, "⟦"));
    let short = viggo.post(&path, &path, &[("reason", "nu")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = viggo.post(&path, &path, &[("reason", WHY)]).await;
    assert_eq!(sent.header(header::LOCATION), path, "{}", sent.body);
    assert!(says(&viggo.get(&path).await, "Der er spurgt"));
    // The right ones are told, and nobody else.
    for (who, told) in [
        ("karen", true),
        ("leo", true),
        ("lis", true),
        ("sofie", false),
        ("anna", false),
        ("viggo", false),
    ] {
        let browser = bench.sign_in(who).await;
        let day = browser.get("/").await;
        assert_eq!(says(&day, "venter på dit svar"), told, "{who}");
        let page = browser.get("/seconds/1").await;
        assert_eq!(page.status == StatusCode::OK, told, "{who}");
    }
    // A no with its reason, and asked again.
    let karen = bench.sign_in("karen").await;
    let request = waiting(&karen).await;
    let page = karen.get(&request).await;
    assert!(
        says(&page, WHY) && says(&page, "Politiet ringede"),
        "{}",
        page.body
    );
    assert!(
        !says(&page, "Hemmeligvej") && !says(&page, "Ida"),
        "{}",
        page.body
    );
    let empty = karen.post(&request, &request, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let no = [
        ("answer", "refuse"),
        ("reason", "Ring til mig først, tak for det"),
    ];
    let sent = karen.post(&request, &request, &no).await;
    assert_eq!(sent.header(header::LOCATION), "/seconds?done=refused");
    assert_eq!(address(&viggo, case).await.status, StatusCode::FORBIDDEN);
    let page = viggo.get(&path).await;
    assert!(
        says(&page, "Svaret er nej") && says(&page, "Ring til mig"),
        "{}",
        page.body
    );
    viggo.post(&path, &path, &[("reason", WHY)]).await;
    let lis = bench.sign_in("lis").await;
    let request = waiting(&lis).await;
    let english = lis.get_in(&request, "en").await;
    assert!(says(&english, "May the address be shown to") && !says(&english, "⟦"));
    let yes = [("answer", "approve"), ("reason", YES)];
    let sent = lis.post(&request, &request, &yes).await;
    assert_eq!(sent.header(header::LOCATION), "/seconds?done=approved");
    assert_eq!(lis.get(&request).await.status, StatusCode::NOT_FOUND);
    // Now it is a click, as for anybody who may; who looks it up is in the log, and who approved.
    let led = viggo.get(&path).await;
    assert_eq!(led.header(header::LOCATION), format!("{front}/address"));
    let shown = address(&viggo, case).await;
    assert!(says(&shown, "Hemmeligvej 7"), "{}", shown.body);
    assert!(shown.header(header::REFRESH).starts_with("60; url="));
    let leo = bench.sign_in("leo").await;
    let looks = leo.get(&format!("{front}/looks")).await;
    assert!(says(&looks, "om en beskyttet adresse må vises") && says(&looks, YES));
    // Over with the glass.
    bench.wait(8 * 3600);
    let viggo = bench.sign_in("viggo").await;
    let late = address(&viggo, case).await;
    assert!(late.status.is_client_error() && !says(&late, "Hemmeligvej"));
    assert!(viggo.get(&path).await.status.is_client_error());
}

#[tokio::test]
async fn what_nobody_answered_is_over_with_the_glass() {
    let bench = Bench::new().await;
    let case = guarded(&bench).await;
    let viggo = broken(&bench, case).await;
    let path = format!("/cases/{case}/glass/address");
    viggo.post(&path, &path, &[("reason", WHY)]).await;
    bench.wait(8 * 3600);
    let leo = bench.sign_in("leo").await;
    assert!(says(&leo.get("/seconds").await, "Ingen venter på svar"));
    let yes = [("answer", "approve"), ("reason", YES)];
    let late = leo.post("/account", "/seconds/1", &yes).await;
    assert_eq!(late.header(header::LOCATION), "/seconds?done=over");
}

#[tokio::test]
async fn where_nothing_is_protected_or_the_glass_is_whole_nobody_is_asked() {
    let bench = Bench::new().await;
    let case = guarded(&bench).await;
    let viggo = bench.sign_in("viggo").await;
    let path = format!("/cases/{case}/glass/address");
    assert_eq!(viggo.get(&path).await.status, StatusCode::FORBIDDEN);
    let plain = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let viggo = broken(&bench, plain).await;
    let path = format!("/cases/{plain}/glass/address");
    assert_eq!(viggo.get(&path).await.status, StatusCode::FORBIDDEN);
    let page = viggo.get(&format!("/cases/{plain}/address")).await;
    assert!(says(&page, "Ingen i sagen har en beskyttet adresse"));
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_said_not_to_count() {
    let bench = Bench::new().await;
    let case = guarded(&bench).await;
    let viggo = broken(&bench, case).await;
    let path = format!("/cases/{case}/glass/address");
    viggo.post(&path, &path, &[("reason", WHY)]).await;
    let (karen, leo) = (bench.sign_in("karen").await, bench.sign_in("leo").await);
    let request = waiting(&karen).await;
    let yes = [("answer", "approve"), ("reason", YES)];
    let no = [("answer", "refuse"), ("reason", YES)];
    karen.post(&request, &request, &no).await;
    // He had the page open when she answered.
    let late = leo.post("/account", &request, &yes).await;
    assert_eq!(late.header(header::LOCATION), "/seconds?done=over");
    let page = leo.get("/seconds?done=over").await;
    assert!(says(&page, "Dit svar talte ikke"), "{}", page.body);
    assert!(!says(&leo.get("/seconds").await, "talte ikke"));
    let english = leo.get_in("/seconds?done=over", "en").await;
    assert!(says(&english, "Your answer did not count") && !says(&english, "⟦"));
    assert_eq!(address(&viggo, case).await.status, StatusCode::FORBIDDEN);
    // The same where the glass was made whole meanwhile.
    viggo.post(&path, &path, &[("reason", WHY)]).await;
    let request = waiting(&leo).await;
    let end = format!("/cases/{case}/glass/end");
    viggo.post(&end, &end, &[]).await;
    let late = leo.post("/account", &request, &yes).await;
    assert_eq!(late.header(header::LOCATION), "/seconds?done=over");
    // Whose business it never was is told nothing.
    let sofie = bench.sign_in("sofie").await;
    let none = sofie.post("/account", &request, &yes).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let none = leo.post("/account", "/seconds/4711", &yes).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_has_a_conflict_is_not_named_as_a_second_person() {
    let bench = Bench::new().await;
    let case = guarded(&bench).await;
    let accounts = bench.store.accounts().await.unwrap();
    let karen = accounts.iter().find(|held| held.sign_in == "karen");
    let karen = karen.unwrap().user;
    let cases = [case];
    let noted = bench.store.add_conflict(karen, &cases, true, karen, now());
    noted.await.unwrap().unwrap();
    let viggo = broken(&bench, case).await;
    let page = viggo.get(&format!("/cases/{case}/glass/address")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(says(&page, "leo Opfundet") && says(&page, "lis Opfundet"));
    assert!(!says(&page, "karen Opfundet"), "{}", page.body);
}
