//! A new notification: siblings in one sending, children that are known, nothing told of them.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::ids::CaseNo;

use crate::bench::Answer;
use crate::{start, value};

#[tokio::test]
async fn a_notification_about_two_siblings_is_one_sending() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let key = value(&page, "request_key");
    let (first, last, _) = bench.store.case_range().await.unwrap();
    let known = case.to_string();
    let mut typed = vec![
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "professional"),
        ("concern", "Børnene kom uden jakke"),
        ("child.0.find", "Ali"),
        ("child.1.given", "Noor"),
        ("child.1.surname", "Holm"),
        ("child.1.cpr", "0202225555"),
        ("siblings", "yes"),
    ];
    let answer = carl.post(path, path, &typed).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("Er det et af disse børn?"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("Børnene kom uden jakke"));
    assert_eq!(
        bench.store.case_range().await.unwrap().1,
        last,
        "nothing is written yet"
    );
    typed.push(("child.0.case", known.as_str()));
    let done = carl.post(path, path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let place = done.header(header::LOCATION).to_owned();
    let (still, now, _) = bench.store.case_range().await.unwrap();
    assert_eq!((still, now), (first, CaseNo(last.0 + 1)), "one case more");
    assert!(
        place.contains(&format!("{case}-")) && place.contains(&format!("{now}-1-")),
        "{place}"
    );
    let receipt = carl.get(&place).await;
    assert!(receipt.body.contains("2 børns sager"), "{}", receipt.body);
    for child in ["Ali Holm, 7 år (sag ", "Noor Holm, 4 år (sag "] {
        assert!(receipt.body.contains(child), "{child}: {}", receipt.body);
    }
    let twice = carl.post(path, path, &typed).await;
    assert_eq!(twice.header(header::LOCATION), place, "{}", twice.body);
    assert_eq!(
        bench.store.case_range().await.unwrap().1,
        now,
        "sent twice, written once"
    );
    // The same child again, by its number alone: its case is there already.
    let page = carl.get(path).await;
    let key = value(&page, "request_key");
    let again = [
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "10.00"),
        ("notifier", "citizen"),
        ("child.0.cpr", "020222-5555"),
    ];
    let done = carl.post(path, path, &again).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(
        bench.store.case_range().await.unwrap().1,
        now,
        "no second case"
    );
}

#[tokio::test]
async fn whoever_receives_is_not_told_whether_a_child_is_known() {
    let (bench, _) = start().await;
    bench
        .person("bo", Some("cw-9"), Role::Caseworker, "syd")
        .await;
    let bo = bench.sign_in("bo").await;
    let path = "/notifications/new";
    let mut places = Vec::new();
    for clock in ["09.00", "09.10"] {
        let page = bo.get(path).await;
        let key = value(&page, "request_key");
        let typed = [
            ("request_key", key.as_str()),
            ("received", "18.11.2026"),
            ("received.time", clock),
            ("notifier", "citizen"),
            ("notifier_name", "Fru Klarinet"),
            ("child.0.given", "Noor"),
            ("child.0.cpr", "0202225555"),
        ];
        let done = bo.post(path, path, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        places.push(done.header(header::LOCATION).to_owned());
    }
    let cases = |place: &str| place.split('&').next().map(str::to_owned);
    assert_eq!(
        cases(&places[0]),
        cases(&places[1]),
        "a known child and a new one look alike"
    );
    // Who goes on, by when, and whom to ring: without the case, and the same for both.
    let receipts = [bo.get(&places[0]).await, bo.get(&places[1]).await];
    for (receipt, clock) in receipts.iter().zip(["09.00", "09.10"]) {
        for said in [
            "Barn nr. 1 i skemaet",
            "carl Opfundet",
            "Senest 19. nov. 2026 kl.",
            clock,
            "ring straks",
        ] {
            assert!(receipt.body.contains(said), "no {said} in {}", receipt.body);
        }
        assert!(!receipt.body.contains("Noor"), "{}", receipt.body);
    }
    let known = bench.store.case_range().await.unwrap().1;
    // Carl may distribute the case, but who notified is one more click.
    let carl = bench.sign_in("carl").await;
    let written = carl.get(&format!("/cases/{known}/done/1-5")).await;
    assert_eq!(written.status, StatusCode::OK, "{}", written.body);
    assert!(!written.body.contains("Klarinet"), "{}", written.body);
    let found = bo.get(&format!("/cases/{known}/steps")).await;
    assert_ne!(found.status, StatusCode::OK);
}

#[tokio::test]
async fn a_notification_without_a_child_comes_back() {
    let (bench, _) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let answer = carl
        .post(path, path, &[("concern", "Larm om natten")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Larm om natten"));
    assert!(
        answer.body.contains("id=\"f-notifier-error\""),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("href=\"#f-child.0.find\""),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn the_same_notification_again_is_warned_of_and_nobody_is_noted_before_it_is_written() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    let key = value(&page, "request_key");
    let reference = format!("2026-{case}");
    let mut typed = vec![
        ("request_key", key.as_str()),
        ("received", "17.11.2026"),
        ("notifier", "professional"),
        ("concern", "Børnene kom uden jakke"),
        ("child.0.find", reference.as_str()),
        ("child.1.given", "Noor"),
        ("child.1.surname", "Holm"),
        ("child.1.find", "0202225555"),
    ];
    let people = || async {
        let note = crate::bench::yes();
        bench.store.person_by_cpr(note, "0202225555").await.unwrap()
    };
    let warned = carl.post(path, path, &typed).await;
    assert_eq!(
        warned.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        warned.body
    );
    assert!(
        warned.body.contains("Der er allerede en underretning"),
        "{}",
        warned.body
    );
    assert!(warned.body.contains("Børnene kom uden jakke"));
    assert!(
        people().await.is_none(),
        "the child is noted though nothing is written"
    );
    let shown: Vec<String> = warned
        .body
        .split("name=\"shown\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    typed.extend(shown.iter().map(|key| ("shown", key.as_str())));
    typed.extend([("despite", "yes"), ("despite_reason", "Skolen skrev igen")]);
    let done = carl.post(path, path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let (_, parts) = people().await.expect("noted with its case");
    assert_eq!(parts.len(), 1, "and linked to it");
}

#[tokio::test]
async fn a_note_that_names_a_brother_is_asked_about() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    let key = value(&page, "request_key");
    let reference = format!("2026-{case}");
    let typed = [
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("child.0.find", reference.as_str()),
        ("child.1.given", "Noor"),
        ("child.1.surname", "Holm"),
        ("siblings", "yes"),
    ];
    let done = carl.post(path, path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let anna = bench.sign_in("anna").await;
    let notes = format!("/cases/{case}/notes/new");
    let wrong = [
        ("when", "18.11.2026"),
        ("template", ""),
        ("text", "Noors lærer ringede"),
    ];
    let asked = anna.post(&notes, &notes, &wrong).await;
    assert_eq!(
        asked.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        asked.body
    );
    assert!(
        asked.body.contains("Notatet nævner en søskende"),
        "{}",
        asked.body
    );
    assert!(asked.body.contains("Noors lærer ringede"));
    let despite = [("shown", "warnings-note-names-sibling"), ("despite", "yes")];
    let done = anna
        .post(&notes, &notes, &[&wrong[..], &despite].concat())
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let right = [
        ("when", "18.11.2026"),
        ("template", ""),
        ("text", "Ali bor hos Noor i dag"),
    ];
    let done = anna.post(&notes, &notes, &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

/// The keys of the warnings that a page shows.
fn shown(page: &Answer) -> Vec<String> {
    let parts = page.body.split("name=\"shown\" value=\"").skip(1);
    let keys = parts.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    keys.collect()
}

#[tokio::test]
async fn a_child_of_the_same_name_is_offered_to_who_may_see_it() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    let (key, known) = (value(&page, "request_key"), case.to_string());
    let mut typed = vec![
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("concern", "Alene hjemme"),
        ("child.0.given", "Ali"),
        ("child.0.surname", "Holm"),
        ("child.0.born", "15.5.2019"),
    ];
    let page = carl.post(path, path, &typed).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    assert_eq!(shown(&page), ["warnings-similar-child"]);
    assert!(
        page.body.contains(&format!("value=\"{known}\"")),
        "{}",
        page.body
    );
    let before = bench.store.case_range().await.unwrap().1;
    typed.push(("child.0.case", known.as_str()));
    let done = carl.post(path, path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let place = done.header(header::LOCATION);
    assert!(place.contains(&format!("{known}-")), "{place}");
    assert_eq!(
        bench.store.case_range().await.unwrap().1,
        before,
        "no second case"
    );
}

#[tokio::test]
async fn of_a_child_of_another_team_one_learns_whom_to_ask_and_no_more() {
    let (bench, case) = start().await;
    let bo = bench
        .person("bo", Some("cw-9"), Role::Caseworker, "syd")
        .await;
    let browser = bench.sign_in("bo").await;
    let path = "/notifications/new";
    let page = browser.get(path).await;
    let key = value(&page, "request_key");
    let typed = |born: &'static str| {
        [
            ("request_key", key.as_str()),
            ("received", "18.11.2026"),
            ("received.time", "09.00"),
            ("notifier", "citizen"),
            ("concern", "Alene hjemme"),
            ("child.0.given", "Ali"),
            ("child.0.surname", "Holm"),
            ("child.0.born", born),
        ]
    };
    let page = browser.post(path, path, &typed("15.5.2019")).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    assert_eq!(shown(&page), ["warnings-known-elsewhere"]);
    assert!(page.body.contains("hos: Team Nord"), "{}", page.body);
    let closed = [format!("value=\"{case}\""), "Zanzibar".to_owned()];
    for told in closed {
        assert!(!page.body.contains(&told), "{told}: {}", page.body);
    }
    assert!(
        bench.lookers(case).await.contains(&bo),
        "who was told is logged"
    );
    // Another birthday is another child: nothing is said.
    let done = browser.post(path, path, &typed("16.5.2019")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // And it never blocks.
    let page = browser.get(path).await;
    let other = value(&page, "request_key");
    let mut again = typed("15.5.2019").to_vec();
    again[0] = ("request_key", other.as_str());
    again.extend([("shown", "warnings-known-elsewhere"), ("despite", "yes")]);
    let done = browser.post(path, path, &again).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}
