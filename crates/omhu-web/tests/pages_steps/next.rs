//! What comes next is offered where no duty says it, and what is judged stands beside the form that judges it.

use axum::http::StatusCode;

use crate::bench::Answer;
use crate::{give, send, start};

fn shows(page: &Answer, words: &str) {
    assert!(page.body.contains(words), "no «{words}» in {}", page.body);
}

fn hides(page: &Answer, words: &str) {
    assert!(!page.body.contains(words), "«{words}» in {}", page.body);
}

/// The likely steps of a list.
fn likely(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("id=\"likely\"").expect("a list");
    rest.split("</section>").next().unwrap_or_default()
}

#[tokio::test]
async fn the_words_of_a_notification_stand_beside_the_form_that_judges_it() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    for step in ["immediate-assessment", "receipt", "screening"] {
        let page = anna.get(&path(step)).await;
        shows(
            &page,
            "Det, der er underrettet om: Underretning 17. nov. 2026",
        );
        shows(&page, "Skolen er bekymret for Zanzibarkanarien");
        let told = page
            .body
            .split("<details")
            .find(|each| each.contains("Zanzibarkanarien"));
        let opened = told.and_then(|each| each.split('>').next());
        assert!(
            opened.is_some_and(|each| each.contains("open")),
            "{opened:?}"
        );
    }
    for (clock, concern, mark) in [
        ("09.05", "Ali går uden jakke", ""),
        ("10.15", "Ali siger, at han bliver slået", "abuse"),
    ] {
        let typed = [
            ("received", "18.11.2026"),
            ("received.time", clock),
            ("notifier", "citizen"),
            ("notifier_name", "Fru Klarinet"),
            ("concern", concern),
            ("marks", mark),
        ];
        give(&anna, &path("notification"), &typed).await;
    }
    let page = anna.get(&path("immediate-assessment")).await;
    shows(&page, "Ali går uden jakke");
    shows(&page, "Ali siger, at han bliver slået");
    hides(&page, "Klarinet");
    // Two of a day are told apart by the hour and by what they are about, not by numbers.
    for id in ["(n1)", "(n2)", "(n3)"] {
        hides(&page, id);
    }
    shows(&page, "10.15");
    shows(&page, "09.05");
    shows(&page, "Overgreb eller mistanke");
}

#[tokio::test]
async fn what_usually_follows_is_the_most_likely_step() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let list = format!("/cases/{case}/steps");
    give(
        &anna,
        &path("open-assessment"),
        &[
            ("assessment", "+a"),
            ("known_on", "17.11.2026"),
            ("when", "18.11.2026"),
        ],
    )
    .await;
    let page = anna.get(&list).await;
    assert!(!likely(&page).contains("Næste del"), "{}", likely(&page));
    give(
        &anna,
        &path("assessment-part"),
        &[
            ("assessment", "a1"),
            ("part", "development"),
            ("findings", "Ali læser gerne"),
        ],
    )
    .await;
    let page = anna.get(&list).await;
    let next = "assessment-part?assessment=a1&amp;part=family";
    assert!(likely(&page).contains("Næste del"), "{}", likely(&page));
    assert!(
        likely(&page).replace("&#38;", "&amp;").contains(next),
        "{}",
        likely(&page)
    );
    give(
        &anna,
        &path("finish-assessment"),
        &[
            ("assessment", "a1"),
            ("when", "18.11.2026"),
            ("conclusion", "Ali har brug for støtte"),
            ("support", "support"),
        ],
    )
    .await;
    let page = anna.get(&list).await;
    assert!(!likely(&page).contains("Næste del"), "{}", likely(&page));
    let decide = "/steps/decision?assessment=a1";
    assert!(likely(&page).contains(decide), "{}", likely(&page));
    let decided = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("assessment", "a1"),
        ("reasons", "Ali har brug for ro"),
    ];
    give(&anna, &path("decision"), &decided).await;
    let page = anna.get(&list).await;
    assert!(!likely(&page).contains(decide), "{}", likely(&page));
}

#[tokio::test]
async fn a_closed_case_leads_to_opening_it_and_an_opened_one_on() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let list = format!("/cases/{case}/steps");
    give(&anna, &path("close-case"), &[("when", "18.11.2026")]).await;
    let page = anna.get(&list).await;
    assert!(
        likely(&page).contains("/steps/reopen-case"),
        "{}",
        likely(&page)
    );
    give(
        &anna,
        &path("reopen-case"),
        &[("when", "18.11.2026"), ("reopen_why", "Skolen ringede")],
    )
    .await;
    let page = anna.get(&list).await;
    assert!(!likely(&page).contains("/steps/reopen-case"));
    assert!(
        likely(&page).contains("/steps/open-assessment"),
        "{}",
        likely(&page)
    );
}

#[tokio::test]
async fn english_answers_are_read_and_faults_name_their_row() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let goals = [
        ("plan", "+p"),
        ("when", "18.11.2026"),
        ("goals.0.text", "Jeg vil sove hjemme"),
        ("goals.0.now", "3"),
        ("goals.0.wanted", "8"),
        ("goals.1.text", "Jeg vil i skole"),
    ];
    let page = anna.get(&path("plan")).await;
    let answer = send(&anna, &path("plan"), &page, &goals).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, summary) = answer.body.split_once("faults-heading").expect("a summary");
    let summary = summary.split("</ul>").next().unwrap_or_default();
    for part in [" 2, Nu", " 2, Ønsket"] {
        assert!(summary.contains(part), "no {part} in {summary}");
    }
    // In Danish a comma parts kroner from øre.
    let measure = [
        ("measure", "+m"),
        ("when", "18.11.2026"),
        ("basis", "other"),
        ("basis.other", "Child's Act § 32"),
        ("value", "support"),
        ("cost_per_month", "12,500"),
    ];
    let page = anna.get(&path("measure-start")).await;
    let answer = send(&anna, &path("measure-start"), &page, &measure).await;
    shows(&answer, "Det er ikke et beløb");
    let mut english = bench.sign_in("anna").await;
    english.cookie.push_str("; __Host-lang=en");
    let receipt = give(&english, &path("measure-start"), &measure).await;
    shows(&receipt, "12,500 kr.");
    shows(&receipt, "§ 32");
}

#[tokio::test]
async fn a_warning_takes_the_focus_and_the_title() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/close-case");
    let page = anna.get(&path).await;
    let warned = send(&anna, &path, &page, &[("when", "18.11.2026")]).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "<title>Se på det igen: ");
    let section = warned
        .body
        .split("<section")
        .find(|each| each.contains("id=\"warnings\""));
    let tag = section
        .and_then(|each| each.split('>').next())
        .unwrap_or_default();
    for part in ["tabindex=\"-1\"", "role=\"alert\"", "data-focus"] {
        assert!(tag.contains(part), "no {part} in {tag}");
    }
}
