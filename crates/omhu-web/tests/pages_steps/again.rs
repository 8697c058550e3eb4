//! The same form again: sent twice, written by two at once, kept as a draft, undone.

use axum::http::{StatusCode, header};

use crate::bench::Answer;
use crate::{give, send, start, value};

#[tokio::test]
async fn the_same_sending_twice_has_one_effect() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let page = anna.get(&path).await;
    let typed = [
        ("when", "18.11.2026"),
        ("when.time", "09.00"),
        ("words", "Ringede til skolen"),
    ];
    let once = send(&anna, &path, &page, &typed).await;
    assert_eq!(once.status, StatusCode::SEE_OTHER, "{}", once.body);
    let twice = send(&anna, &path, &page, &typed).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", twice.body);
    let place = |answer: &Answer| answer.header(header::LOCATION).to_owned();
    assert_eq!(place(&once), place(&twice));
    let other = send(
        &anna,
        &path,
        &page,
        &[("when", "18.11.2026"), ("words", "Noget andet")],
    )
    .await;
    assert_eq!(
        other.status,
        StatusCode::CONFLICT,
        "another text under the same name"
    );
    assert!(other.body.contains("Noget andet") && other.body.contains("Ringede til skolen"));
}

#[tokio::test]
async fn two_who_write_at_once_see_each_others_words() {
    let (bench, case) = start().await;
    let (anna, carl) = (bench.sign_in("anna").await, bench.sign_in("carl").await);
    let path = format!("/cases/{case}/steps/note");
    let page = anna.get(&path).await;
    give(
        &carl,
        &path,
        &[("when", "18.11.2026"), ("words", "Carls ord")],
    )
    .await;
    let typed = [("when", "18.11.2026"), ("words", "Annas ord")];
    let answer = send(&anna, &path, &page, &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert!(answer.body.contains("Carls ord") && answer.body.contains("Annas ord"));
    let now = send(&anna, &path, &answer, &typed).await;
    assert_eq!(now.status, StatusCode::SEE_OTHER, "{}", now.body);
}

#[tokio::test]
async fn a_registration_is_undone_on_the_same_day() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/receipt");
    let page = anna.get(&path).await;
    let answer = send(
        &anna,
        &path,
        &page,
        &[("notification", "n1"), ("when", "i dag")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let place = answer.header(header::LOCATION).to_owned();
    let undone = anna.post(&place, &format!("{place}/undo"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let receipt = anna.get(undone.header(header::LOCATION)).await;
    assert!(receipt.body.contains("Fortrudt"), "{}", receipt.body);
    let again = anna.post(&path, &format!("{place}/undo"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_draft_is_kept_put_in_and_dropped() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let drafts = format!("/drafts?case={case}&form=step%3Anote");
    let page = anna.get(&path).await;
    assert!(page.body.contains("data-draft=\"/drafts?"), "{}", page.body);
    let (key, seen) = (value(&page, "request_key"), value(&page, "seen_seq"));
    let fields = [
        ("when", "18.11.2026"),
        ("words", "Halvt skrevet"),
        ("request_key", key.as_str()),
        ("seen_seq", seen.as_str()),
    ];
    let saved = anna.post(&path, &drafts, &fields).await;
    assert_eq!(
        (saved.status, saved.body.as_str()),
        (StatusCode::OK, "Gemt kl. 10.32")
    );
    let page = anna.get(&path).await;
    assert!(page.body.contains("Halvt skrevet") && page.body.contains("Din kladde er sat ind"));
    let fresh = anna.get(&format!("{path}?fresh=true")).await;
    assert!(!fresh.body.contains("Halvt skrevet"));
    give(
        &anna,
        &path,
        &[("when", "18.11.2026"), ("words", "Helt skrevet")],
    )
    .await;
    assert!(!anna.get(&path).await.body.contains("Halvt skrevet"));
    let odd = anna.post(&path, "/drafts?form=..%2Fx", &fields).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_second_of_two_keeps_the_text_and_the_draft() {
    let (bench, case) = start().await;
    let (anna, carl) = (bench.sign_in("anna").await, bench.sign_in("carl").await);
    let path = format!("/cases/{case}/steps/exploration");
    let page = anna.get(&path).await;
    let note = format!("/cases/{case}/steps/note");
    give(
        &carl,
        &note,
        &[("when", "18.11.2026"), ("words", "Carls ord")],
    )
    .await;
    let typed = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("findings", "Annas ord"),
    ];
    let (key, seen) = (value(&page, "request_key"), value(&page, "seen_seq"));
    let hidden = [("request_key", key.as_str()), ("seen_seq", seen.as_str())];
    let drafts = format!("/drafts?case={case}&form=step%3Aexploration");
    let kept = anna
        .post(&path, &drafts, &[&typed[..], &hidden].concat())
        .await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let answer = send(&anna, &path, &page, &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert!(answer.body.contains("Carls ord") && answer.body.contains("Annas ord"));
    // Whoever closes the window now finds the draft again, and what was written meanwhile.
    let again = anna.get(&path).await;
    assert!(again.body.contains("Annas ord") && again.body.contains("Carls ord"));
    let done = send(&anna, &path, &answer, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let case_page = anna.get(&format!("/cases/{case}")).await;
    assert!(case_page.body.contains("Annas ord") && case_page.body.contains("Carls ord"));
    assert!(!anna.get(&path).await.body.contains("Din kladde er sat ind"));
}
