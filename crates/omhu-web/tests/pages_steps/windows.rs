//! The same form in two windows of one person: neither text takes the place of the other.

use axum::http::{StatusCode, header};

use crate::bench::{Answer, Browser};
use crate::{start, value};

/// Saves what was typed as the draft of the window that a page is.
async fn keep(browser: &Browser<'_>, path: &str, to: &str, page: &Answer, words: &str) -> Answer {
    let window = value(page, "draft_window");
    let (key, seen) = (value(page, "request_key"), value(page, "seen_seq"));
    let fields = [
        ("when", "18.11.2026"),
        ("words", words),
        ("draft_window", window.as_str()),
        ("request_key", key.as_str()),
        ("seen_seq", seen.as_str()),
    ];
    browser.post(path, to, &fields).await
}

#[tokio::test]
async fn two_windows_with_one_form_keep_both_texts() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let drafts = format!("/drafts?case={case}&form=step%3Anote");
    let (first, second) = (anna.get(&path).await, anna.get(&path).await);
    let told = keep(&anna, &path, &drafts, &first, "Den første tekst").await;
    assert_eq!(told.body, "Gemt kl. 10.32");
    let told = keep(&anna, &path, &drafts, &second, "Den anden tekst").await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(told.body.contains("i et andet vindue"), "{}", told.body);
    assert_eq!(told.headers.get("omhu-other-draft").unwrap(), "yes");
    let told = keep(&anna, &path, &drafts, &first, "Den første tekst, med mere").await;
    assert!(told.body.contains("i et andet vindue"), "{}", told.body);
    // Whoever opens the form sees both, and chooses.
    let one = value(&first, "draft_window");
    let chosen = anna.get(&format!("{path}?draft={one}")).await;
    assert!(chosen.body.contains("Den anden tekst"), "{}", chosen.body);
    let area = |page: &Answer| {
        let (_, rest) = page.body.split_once("<textarea").unwrap();
        rest.split("</textarea>").next().unwrap().to_owned()
    };
    assert!(area(&chosen).contains("Den første tekst, med mere"));
    // What went on in a new window is no other text.
    let told = keep(&anna, &path, &drafts, &chosen, "Den første tekst, færdig").await;
    assert!(
        told.body.contains("i et andet vindue"),
        "the second is still there"
    );
    let only = value(&chosen, "draft_window");
    let only = only.split(':').next().unwrap().to_owned();
    let only = anna.get(&format!("{path}?draft={only}&only=true")).await;
    assert!(!only.body.contains("Den anden tekst"), "{}", only.body);
    assert!(area(&only).contains("Den første tekst, færdig"));
    let told = keep(
        &anna,
        &path,
        &drafts,
        &only,
        "Den første tekst, helt færdig",
    )
    .await;
    assert_eq!(told.body, "Gemt kl. 10.32", "all others were put aside");
}

#[tokio::test]
async fn what_is_given_in_one_window_leaves_the_draft_of_the_other() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let drafts = format!("/drafts?case={case}&form=step%3Anote");
    let (first, second) = (anna.get(&path).await, anna.get(&path).await);
    keep(&anna, &path, &drafts, &first, "Den første tekst").await;
    keep(&anna, &path, &drafts, &second, "Den anden tekst").await;
    let given = keep(&anna, &path, &path, &second, "Den anden tekst").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let page = anna.get(&path).await;
    assert!(page.body.contains("Din kladde er sat ind"), "{}", page.body);
    assert!(page.body.contains("Den første tekst"), "{}", page.body);
    // The draft went on in this window; given here, it is gone.
    let mut given = keep(&anna, &path, &path, &page, "Den første tekst").await;
    if given.status == StatusCode::CONFLICT {
        given = keep(&anna, &path, &path, &given, "Den første tekst").await;
    }
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let page = anna.get(&path).await;
    assert!(
        !page.body.contains("Din kladde er sat ind"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_button_of_drafts_leads_back_to_its_own_text() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let (first, second) = (anna.get(&path).await, anna.get(&path).await);
    for (page, words) in [(&first, "Zebraer i gården"), (&second, "Aber på taget")] {
        let window = value(page, "draft_window");
        let token = page.token();
        let fields = [
            ("when", "18.11.2026"),
            ("text", words),
            ("draft_window", window.as_str()),
            ("form_token", token.as_str()),
        ];
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = axum::http::Request::post(format!("/cases/{case}/notes/draft"))
            .header(header::HOST, "omhu.example")
            .header(header::COOKIE, &anna.cookie)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let answer = bench.send(request.body(body.into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let back = anna.get(answer.header(header::LOCATION)).await;
        let (_, area) = back.body.split_once("<textarea").unwrap();
        assert!(area.split("</textarea>").next().unwrap().contains(words));
    }
    let page = anna.get(&path).await.body;
    assert!(
        page.contains("Zebraer i gården") && page.contains("Aber på taget"),
        "{page}"
    );
}

#[tokio::test]
async fn the_draft_of_a_notification_is_said_to_be_put_in() {
    let (bench, _) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let page = carl.get(path).await;
    assert!(!page.body.contains("Din kladde er sat ind"));
    let window = value(&page, "draft_window");
    let typed = [
        ("concern", "Larm om natten"),
        ("draft_window", window.as_str()),
    ];
    carl.post(path, "/drafts?form=notification", &typed).await;
    let page = carl.get(path).await;
    assert!(page.body.contains("Din kladde er sat ind"), "{}", page.body);
    assert!(page.body.contains("Larm om natten"));
}

#[tokio::test]
async fn a_window_that_is_loaded_again_shows_its_own_text_and_not_that_of_another() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let drafts = format!("/drafts?case={case}&form=step%3Anote");
    let (first, second) = (anna.get(&path).await, anna.get(&path).await);
    let loaded = |page: &Answer| {
        let (_, rest) = page.body.split_once("data-window=\"").unwrap();
        format!("{path}?draft={}", rest.split('"').next().unwrap())
    };
    let area = |page: &Answer| {
        let (_, rest) = page.body.split_once("<textarea").unwrap();
        rest.split("</textarea>").next().unwrap().to_owned()
    };
    keep(&anna, &path, &drafts, &second, "Den anden tekst").await;
    let again = anna.get(&loaded(&first)).await;
    assert!(!area(&again).contains("Den anden tekst"), "{}", again.body);
    assert!(
        again.body.contains("Den anden tekst"),
        "it is told of beside the form"
    );
    keep(&anna, &path, &drafts, &first, "Den første tekst").await;
    keep(&anna, &path, &drafts, &second, "Den anden tekst, med mere").await;
    let again = anna.get(&loaded(&first)).await;
    assert!(area(&again).contains("Den første tekst"), "{}", again.body);
    // Loaded anew and written on, it is found under its first name too.
    keep(&anna, &path, &drafts, &again, "Den første tekst, færdig").await;
    let again = anna.get(&loaded(&first)).await;
    assert!(
        area(&again).contains("Den første tekst, færdig"),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn the_same_note_from_two_windows_is_saved_once() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let draft = format!("/cases/{case}/notes/draft");
    let fields = |page: &Answer, text: &'static str| {
        let hidden = ["key", "draft_window"].map(|name| (name, value(page, name)));
        let typed = [
            ("when", "18.11.2026"),
            ("clock", ""),
            ("template", ""),
            ("text", text),
        ];
        let typed = typed.map(|(name, text)| (name, text.to_owned()));
        Vec::from_iter(
            hidden
                .into_iter()
                .chain(typed)
                .chain([("replaces", String::new())]),
        )
    };
    async fn sent(anna: &Browser<'_>, to: &str, from: &str, fields: &[(&str, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        anna.post(from, to, &fields).await
    }
    let first = anna.get(&path).await;
    sent(&anna, &draft, &path, &fields(&first, "Ringede til skolen")).await;
    let second = anna.get(&path).await;
    assert!(
        second.body.contains("Din kladde er sat ind"),
        "{}",
        second.body
    );
    let given = sent(&anna, &path, &path, &fields(&first, "Ringede til skolen")).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    // The browser saves as it leaves the page: no draft comes of it any more.
    sent(&anna, &draft, &path, &fields(&first, "Ringede til skolen")).await;
    let opened = anna.get(&path).await;
    assert!(
        !opened.body.contains("Ringede til skolen"),
        "{}",
        opened.body
    );
    let given = sent(&anna, &path, &path, &fields(&second, "Ringede til skolen")).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let journal = anna.get(&format!("/cases/{case}/journal")).await.body;
    assert_eq!(
        journal.matches("Ringede til skolen").count(),
        1,
        "{journal}"
    );
    // Another text from that window is another note, once somebody says so.
    let other = sent(
        &anna,
        &path,
        &path,
        &fields(&second, "Skolen ringede tilbage"),
    )
    .await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.body);
    assert!(
        other.body.contains("Skolen ringede tilbage"),
        "{}",
        other.body
    );
    assert!(
        other.body.contains("allerede gemt fra et andet vindue"),
        "{}",
        other.body
    );
    let given = sent(
        &anna,
        &path,
        &path,
        &fields(&other, "Skolen ringede tilbage"),
    )
    .await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
}

#[tokio::test]
async fn the_same_form_from_two_windows_is_registered_once() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let drafts = format!("/drafts?case={case}&form=step%3Anote");
    let first = anna.get(&path).await;
    keep(&anna, &path, &drafts, &first, "Ringede til skolen").await;
    let second = anna.get(&path).await;
    let given = keep(&anna, &path, &path, &first, "Ringede til skolen").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    keep(&anna, &path, &drafts, &first, "Ringede til skolen").await;
    let opened = anna.get(&path).await;
    assert!(
        !opened.body.contains("Din kladde er sat ind"),
        "{}",
        opened.body
    );
    let before = bench.seq(case).await;
    let again = keep(&anna, &path, &path, &second, "Ringede til skolen").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(
        again.header(header::LOCATION),
        given.header(header::LOCATION)
    );
    assert_eq!(bench.seq(case).await, before);
}
