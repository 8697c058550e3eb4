//! Lists of goals, of sources and of children: one row more, one row less, how many at most, and what the Enter key does.

use axum::http::StatusCode;
use omhu_casework::ids::CaseNo;

use crate::bench::{Answer, Bench};
use crate::{give, send, start, value};

/// How many events the case has.
async fn events(bench: &Bench, case: CaseNo) -> i64 {
    let anna = bench.sign_in("anna").await;
    let page = anna.get(&format!("/cases/{case}/steps/note")).await;
    value(&page, "seen_seq").parse().unwrap()
}

/// The button that the Enter key presses in a text field of a form: the first one that sends it.
fn by_enter<'p>(page: &'p Answer, form: &str) -> &'p str {
    let (before, inside) = page.body.split_once(form).expect("the form");
    let own = before
        .split("<button")
        .find(|button| button.contains("form=\"step-form\""));
    let first = own.or_else(|| inside.split("<button").nth(1));
    first.and_then(|button| button.split('>').next()).unwrap()
}

#[tokio::test]
async fn one_more_goal_keeps_what_was_typed_and_writes_nothing() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/plan");
    let before = events(&bench, case).await;
    let page = anna.get(&path).await;
    assert!(page.body.contains("Mål 2") && !page.body.contains("Mål 3"));
    assert_eq!(value(&page, "goals.rows"), "0-1");
    let typed = [
        ("goals.rows", "0-1"),
        ("goals.0.text", "Jeg vil sove hjemme"),
        ("goals.0.now", "3"),
        ("when", "17.11.2026"),
        ("how", "Vi øver os"),
    ];
    let asked = [&typed[..], &[("one_more", "goals")]].concat();
    let more = send(&anna, &path, &page, &asked).await;
    assert_eq!(more.status, StatusCode::OK, "{}", more.body);
    assert!(more.body.contains("Mål 3") && !more.body.contains("Mål 4"));
    assert_eq!(value(&more, "goals.rows"), "0-1-2");
    for kept in ["Jeg vil sove hjemme", "17.11.2026", "Vi øver os"] {
        assert!(more.body.contains(kept), "{kept}: {}", more.body);
    }
    let cursor = "autofocus data-focus class=\"form-input\" id=\"f-goals.2.text\"";
    assert!(more.body.contains(cursor), "{}", more.body);
    assert_eq!(value(&more, "request_key"), value(&page, "request_key"));
    assert_eq!(events(&bench, case).await, before, "nothing is written");
    // The empty rows are no fault, and both goals are written.
    let typed = [
        ("plan", "+p"),
        ("when", "17.11.2026"),
        ("how", "Vi øver os"),
        ("goals.rows", "0-1-2"),
        ("goals.0.text", "Jeg vil sove hjemme"),
        ("goals.0.now", "3"),
        ("goals.0.wanted", "6"),
        ("goals.1.text", ""),
        ("goals.2.text", "Skole hver dag"),
        ("goals.2.now", "2"),
        ("goals.2.wanted", "8"),
    ];
    let receipt = give(&anna, &path, &typed).await;
    assert!(receipt.body.contains("Skole hver dag"), "{}", receipt.body);
}

#[tokio::test]
async fn a_row_that_was_begun_by_mistake_is_taken_away() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/plan");
    let page = anna.get(&path).await;
    let typed = [
        ("plan", "+p"),
        ("when", "17.11.2026"),
        ("goals.rows", "0-1"),
        ("goals.0.text", "Ro om aftenen"),
        ("goals.0.now", "3"),
        ("goals.0.wanted", "6"),
        ("goals.1.now", "4"),
    ];
    let faulty = send(&anna, &path, &page, &typed).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        faulty
            .body
            .contains("name=\"one_less\" value=\"goals.1\">Fjern<span class=\"sr-only\"> Mål 2")
    );
    let less = [&typed[..], &[("one_less", "goals.1")]].concat();
    let page = send(&anna, &path, &page, &less).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(value(&page, "goals.rows"), "0");
    assert!(page.body.contains("Ro om aftenen") && !page.body.contains("Mål 2"));
    give(&anna, &path, &typed[..6]).await;
}

#[tokio::test]
async fn more_goals_than_a_plan_holds_are_said_and_not_cut_off() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/plan");
    let page = anna.get(&path).await;
    let names: Vec<String> = (0..41)
        .flat_map(|row| ["text", "now", "wanted"].map(|part| format!("goals.{row}.{part}")))
        .collect();
    let mut typed = vec![("plan", "+p"), ("when", "17.11.2026")];
    typed.extend(names.iter().map(|name| (name.as_str(), "5")));
    let refused = send(&anna, &path, &page, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("flere linjer, end der er plads til"));
    assert!(refused.body.contains("Mål 41"), "{}", refused.body);
    // At the most of them there is no button, and a line says why.
    typed.truncate(2 + 40 * 3);
    typed.push(("one_more", "goals"));
    let full = send(&anna, &path, &page, &typed).await;
    assert_eq!(full.status, StatusCode::OK, "{}", full.body);
    assert!(full.body.contains("Her er plads til 40 mål"));
    assert!(!full.body.contains("name=\"one_more\""), "{}", full.body);
}

#[tokio::test]
async fn a_source_more_stands_unfolded_and_the_part_is_still_asked_about() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/assessment-part");
    let part = [
        ("assessment", "+a"),
        ("part", "health"),
        ("findings", "Sover dårligt"),
        ("sources.0.sort", "child"),
    ];
    give(&anna, &path, &part).await;
    let page = anna.get(&path).await;
    let typed = [
        ("assessment", "a1"),
        ("part", "health"),
        ("findings", "Spiser godt"),
        ("sources.rows", "0-1"),
        ("sources.0.sort", "school"),
    ];
    let asked = [&typed[..], &[("one_more", "sources")]].concat();
    let more = send(&anna, &path, &page, &asked).await;
    assert_eq!(more.status, StatusCode::OK, "{}", more.body);
    assert!(more.body.contains("Kilde 3"), "{}", more.body);
    let (_, rest) = more
        .body
        .split_once("<details class=\"details\" open>")
        .unwrap();
    assert!(rest.contains("f-sources.2.sort"), "{}", more.body);
    assert!(!more.body.contains("name=\"begun\""), "nobody has read it");
    let answer = send(&anna, &path, &more, &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert!(answer.body.contains("Sover dårligt"), "{}", answer.body);
}

#[tokio::test]
async fn a_notification_takes_a_child_more_and_lets_one_go() {
    let (bench, _) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    let key = value(&page, "request_key");
    assert_eq!(value(&page, "child.rows"), "0-1-2");
    let typed = [
        ("request_key", key.as_str()),
        ("concern", "Kom uden jakke"),
        ("child.rows", "0-1-2"),
        ("child.0.given", "Noor"),
        ("child.2.given", "Maja"),
    ];
    let (_, last, _) = bench.store.case_range().await.unwrap();
    let asked = [&typed[..], &[("one_more", "child")]].concat();
    let more = carl.post(path, path, &asked).await;
    assert_eq!(more.status, StatusCode::OK, "{}", more.body);
    assert_eq!(value(&more, "child.rows"), "0-1-2-3");
    for kept in ["Noor", "Maja", "Kom uden jakke", "Barn 4"] {
        assert!(more.body.contains(kept), "{kept}: {}", more.body);
    }
    let cursor = "autofocus data-focus class=\"form-input\" id=\"f-child.3.find\"";
    assert!(more.body.contains(cursor), "{}", more.body);
    let less = [&typed[..], &[("one_less", "child.2")]].concat();
    let less = carl.post(path, path, &less).await;
    assert_eq!(value(&less, "child.rows"), "0-1");
    assert!(less.body.contains("Noor") && !less.body.contains("Maja"));
    assert_eq!(bench.store.case_range().await.unwrap().1, last);
}

#[tokio::test]
async fn the_enter_key_saves_and_presses_no_other_button() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    for step in [
        "plan",
        "decision",
        "review",
        "assessment-part",
        "finish-assessment",
    ] {
        let page = anna.get(&format!("/cases/{case}/steps/{step}")).await;
        let button = by_enter(&page, "<form id=\"step-form\"");
        assert!(!button.contains("name="), "{step}: {button}");
    }
    let carl = bench.sign_in("carl").await;
    let page = carl.get("/notifications/new").await;
    let button = by_enter(&page, "<form method=\"post\" action=\"/notifications/new\"");
    assert!(!button.contains("name="), "{button}");
}
