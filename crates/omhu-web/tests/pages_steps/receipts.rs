//! The receipt says all that was registered, in the words of the form.

use crate::bench::Answer;
use crate::{give, start};

fn says(page: &Answer, words: &str) {
    assert!(page.body.contains(words), "no «{words}» in {}", page.body);
}

#[tokio::test]
async fn the_receipt_says_what_was_chosen() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let judged = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("danger", "no_danger"),
        ("danger_why", "Barnet er hos mormor"),
    ];
    let receipt = give(&anna, &path("immediate-assessment"), &judged).await;
    says(&receipt, "Nej, ikke akut fare");
    says(&receipt, "Barnet er hos mormor");
    says(&receipt, "17. nov. 2026");
    let screened = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("outcome", "none"),
    ];
    let receipt = give(&anna, &path("screening"), &screened).await;
    says(&receipt, "Hvad skal der ske?");
    let decided = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Ali har brug for ro"),
    ];
    let receipt = give(&anna, &path("decision"), &decided).await;
    says(&receipt, "Barnets lov § 32");
    says(&receipt, "Støtte eller anbringelse? Støtte");
    let given = [
        ("team", "nord"),
        ("caseworker", "cw-7"),
        ("when", "18.11.2026"),
    ];
    let carl = bench.sign_in("carl").await;
    let receipt = give(&carl, &path("assign"), &given).await;
    says(&receipt, "Team Nord");
    says(&receipt, "anna Opfundet");
    let planned = [
        ("plan", "+p"),
        ("when", "18.11.2026"),
        ("goals.0.text", "Jeg vil sove hjemme"),
        ("goals.0.now", "3"),
        ("goals.0.wanted", "8"),
    ];
    let receipt = give(&anna, &path("plan"), &planned).await;
    says(&receipt, "Jeg vil sove hjemme");
    says(&receipt, "Nu (0-10): 3");
    says(&receipt, "Ønsket (0-10): 8");
}

#[tokio::test]
async fn closing_a_case_lists_only_what_was_still_to_be_done() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let sent = [("notification", "n1"), ("when", "18.11.2026")];
    give(&anna, &path("receipt"), &sent).await;
    let opened = [
        ("assessment", "+a"),
        ("known_on", "17.11.2026"),
        ("when", "18.11.2026"),
    ];
    give(&anna, &path("open-assessment"), &opened).await;
    let closed = [("when", "18.11.2026"), ("close_reason", "moved")];
    let receipt = give(&anna, &path("close-case"), &closed).await;
    let (_, gone) = receipt.body.split_once("Det skal ikke gøres mere").unwrap();
    let gone = gone.split("</ul>").next().unwrap();
    assert!(
        gone.contains("Afslut den børnefaglige undersøgelse") || gone.contains("undersøgelse"),
        "{gone}"
    );
    assert!(
        !gone.to_lowercase().contains("kvittering"),
        "it was sent: {gone}"
    );
}
