//! Who notified: with a reason, in the log, and gone again.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::ids::{CaseNo, UserNo};

use crate::bench::{Answer, Bench, now};

const NAME: &str = "Nabo Nils Holgersson";
const WHY: &str = "Jeg skal sende kvitteringen, mens Anna er syg";

/// The case of Anna, with somebody of each sort around it.
async fn named(bench: &Bench) -> CaseNo {
    for (name, worker, role, team) in [
        ("anna", Some("cw-7"), Role::Caseworker, "nord"),
        ("viggo", Some("cw-6"), Role::Caseworker, "syd"),
        ("beate", Some("cw-5"), Role::Caseworker, "nord"),
        ("karen", None, Role::Coordinator, "nord"),
        ("leo", None, Role::TeamLeader, "nord"),
        ("sofie", None, Role::TeamLeader, "syd"),
        ("kvik", None, Role::QualityAuditor, ""),
    ] {
        bench.person(name, worker, role, team).await;
    }
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.named(case, "n1", NAME).await;
    case
}

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

/// The only notification that the form offers.
fn offered(page: &Answer) -> String {
    let radio = page.body.split("name=\"notification\"").nth(1).unwrap();
    let value = radio.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_leader_is_told_who_notified_with_a_reason_and_for_a_minute() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let (front, path) = (format!("/cases/{case}"), format!("/cases/{case}/notifier"));
    for who in ["leo", "karen"] {
        let browser = bench.sign_in(who).await;
        let page = browser.get(&front).await;
        assert!(!says(&page, NAME) && says(&page, &path), "{}", page.body);
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(!says(&page, NAME) && !says(&page, "⟦"), "{}", page.body);
        assert!(says(&page, "Underretning 2. nov. 2026: Fagperson"));
        let which = offered(&page);
        for (fields, fault) in [
            (vec![("notification", which.as_str())], "mindst 20 tegn"),
            (vec![("reason", WHY)], "Vælg en underretning"),
        ] {
            let page = browser.post(&path, &path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(says(&page, fault) && !says(&page, NAME), "{}", page.body);
        }
        let fields = [("notification", which.as_str()), ("reason", WHY)];
        let page = browser.post(&path, &path, &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(says(&page, NAME), "{}", page.body);
        // It goes away without a script too, and is nowhere kept.
        assert_eq!(page.header(header::REFRESH), format!("60; url={path}"));
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        assert!(!says(&browser.get(&path).await, NAME));
    }
    let page = bench.sign_in("leo").await.get_in(&path, "en").await;
    assert!(says(&page, "Why do you need to know it?") && !says(&page, "⟦"));
    // Whoever asks who has seen the case reads the reason, and not the name.
    let log = bench.sign_in("leo").await;
    let log = log
        .get(&format!("{front}/looks?did=glass-did-reveal"))
        .await;
    assert!(says(&log, WHY) && !says(&log, NAME), "{}", log.body);
}

#[tokio::test]
async fn whoever_stands_in_is_told_and_nobody_else() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let (front, path) = (format!("/cases/{case}"), format!("/cases/{case}/notifier"));
    // The caseworker reads it in the course, and is not sent to another page.
    let anna = bench.sign_in("anna").await;
    let page = anna.get(&front).await;
    assert!(says(&page, NAME) && !says(&page, &path), "{}", page.body);
    let refused = async |who: &str| {
        let browser = bench.sign_in(who).await;
        let page = browser.get(&path).await;
        assert!(
            [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&page.status),
            "{who}: {}",
            page.status
        );
        let fields = [("notification", "4"), ("reason", WHY)];
        let page = browser.post("/account", &path, &fields).await;
        assert!(page.status.is_client_error() && !says(&page, NAME), "{who}");
    };
    for who in ["viggo", "beate", "sofie", "kvik"] {
        refused(who).await;
    }
    let accounts = bench.store.accounts().await.unwrap();
    let user = |name: &str| {
        let mut accounts = accounts.iter();
        accounts.find(|held| held.sign_in == name).unwrap().user
    };
    let (first, last) = (now().today, now().today.plus_days(5));
    let stands =
        bench
            .store
            .grant_stand_in(user("anna"), user("viggo"), first, last, user("leo"), now());
    stands.await.unwrap().unwrap();
    let viggo = bench.sign_in("viggo").await;
    let page = viggo.get(&front).await;
    assert!(!says(&page, NAME) && says(&page, &path), "{}", page.body);
    let which = offered(&viggo.get(&path).await);
    let fields = [("notification", which.as_str()), ("reason", WHY)];
    let page = viggo.post(&path, &path, &fields).await;
    assert!(says(&page, NAME), "{}", page.body);
    refused("beate").await;
}

/// What stands on paper of a page: not what is for screens only.
fn printed(page: &Answer) -> String {
    const SCREEN: &str = "<div class=\"on-screen\">";
    let mut paper = String::new();
    let mut rest = page.body.as_str();
    while let Some((before, inside)) = rest.split_once(SCREEN) {
        paper.push_str(before);
        // To the end of this element, past those within it.
        let (mut depth, mut at) = (1, 0);
        while depth > 0 {
            let next = inside[at..].find("div").unwrap() + at;
            match &inside.as_bytes()[next.saturating_sub(2)..next] {
                b"</" => depth -= 1,
                [.., b'<'] => depth += 1,
                _ => {}
            }
            at = next + 3;
        }
        rest = &inside[at..];
    }
    paper.push_str(rest);
    paper
}

#[tokio::test]
async fn whose_case_it_is_reads_who_notified_on_the_screen_and_nobody_on_paper() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let letter = Entry::Document {
        when: "2026-11-02".to_owned(),
        sort: "letter".to_owned(),
        media: "application/pdf".to_owned(),
        sha256: "07".repeat(32),
        name: "holgersson.pdf".to_owned(),
        content: b"x".to_vec(),
        answer_by: String::new(),
        about: "n1".to_owned(),
    };
    bench.write(case, vec![letter]).await;
    let last = bench.seq(case).await;
    let front = format!("/cases/{case}");
    let (path, receipt) = (
        format!("{front}/notifier"),
        format!("{front}/done/1-{last}"),
    );
    let anna = bench.sign_in("anna").await;
    // The page says the same as the course does, and leads to it.
    for lang in ["da", "en"] {
        let page = anna.get_in(&path, lang).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(!says(&page, "⟦") && !says(&page, NAME), "{}", page.body);
        assert!(says(&page, &format!("href=\"{front}#e")), "{}", page.body);
        assert!(!says(&page, "name=\"reason\""), "{}", page.body);
    }
    let page = anna.get(&path).await;
    assert!(says(&page, "Du har sagen. Derfor ser du i forløbet"));
    assert!(!says(&page, "For dig vises det kun"));
    let page = bench.sign_in("leo").await.get(&path).await;
    assert!(says(&page, "For dig vises det kun med en begrundelse"));
    // On the screen the name stands with why it does; no paper has it, nor the name of the letter.
    for place in [&front, &receipt, &"/search".to_owned()] {
        let page = match place.as_str() {
            "/search" => anna.search("holgersson").await,
            place => anna.get(place).await,
        };
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(
            says(&page, NAME) && says(&page, "holgersson.pdf"),
            "{place}: {}",
            page.body
        );
        let paper = printed(&page);
        assert!(
            !paper.contains("Nils") && !paper.contains("holgersson.pdf"),
            "{place}: {paper}"
        );
        assert!(paper.contains("kommer ikke med på papir"), "{place}");
    }
    let page = anna.get(&front).await;
    assert!(says(&page, "Du ser det her, fordi du har sagen"));
    // The sheet for the next caseworker has it nowhere.
    let sheet = anna.get(&format!("{front}/handover")).await;
    assert!(!says(&sheet, "Nils") && !says(&sheet, "holgersson.pdf"));
    // Who works beside her reads neither in the receipt of what was registered.
    let rule = bench
        .store
        .set_team("nord", "Nord", "", true, UserNo(1), now());
    rule.await.unwrap().unwrap();
    let page = bench.sign_in("beate").await.get(&receipt).await;
    assert!(
        !says(&page, "Nils") && !says(&page, "holgersson.pdf"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn where_nobody_wrote_who_notified_the_page_says_so() {
    let bench = Bench::new().await;
    bench.person("leo", None, Role::TeamLeader, "nord").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "").await;
    let leo = bench.sign_in("leo").await;
    let path = format!("/cases/{case}/notifier");
    assert!(!says(&leo.get(&format!("/cases/{case}")).await, &path));
    let page = leo.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(says(&page, "ikke skrevet i sagen, hvem der underrettede"));
}

#[tokio::test]
async fn a_letter_that_came_with_a_notification_is_closed_to_whom_who_notified_is() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let rule = bench
        .store
        .set_team("nord", "Nord", "", true, UserNo(1), now());
    rule.await.unwrap().unwrap();
    for (sort, name) in [("letter", "nils.pdf"), ("answer_school", "skolen.pdf")] {
        let document = Entry::Document {
            when: "2026-11-02".to_owned(),
            sort: sort.to_owned(),
            media: "application/pdf".to_owned(),
            sha256: "07".repeat(32),
            name: name.to_owned(),
            content: name.as_bytes().to_vec(),
            answer_by: String::new(),
            about: "n1".to_owned(),
        };
        bench.write(case, vec![document]).await;
    }
    let last = bench.seq(case).await;
    let path = |seq: i64| format!("/cases/{case}/documents/{seq}");
    let (letter, answer) = (path(last - 1), path(last));
    let anna = bench.sign_in("anna").await;
    let front = anna.get(&format!("/cases/{case}")).await;
    assert!(says(&front, &letter) && says(&front, "nils.pdf"));
    assert_eq!(anna.get(&letter).await.status, StatusCode::OK);
    // Who reads the cases of the team reads what the school answered, and not who notified.
    let beate = bench.sign_in("beate").await;
    let front = beate.get(&format!("/cases/{case}")).await;
    assert!(
        says(&front, &answer) && says(&front, "skolen.pdf"),
        "{}",
        front.body
    );
    assert!(
        !says(&front, &letter) && !says(&front, "nils.pdf"),
        "{}",
        front.body
    );
    assert!(says(&front, "kan sige, hvem der underrettede"));
    assert_eq!(beate.get(&answer).await.status, StatusCode::OK);
    let page = beate.get(&letter).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    assert!(!says(&beate.search("nils").await, "nils.pdf"));
    let anna = bench.sign_in("anna").await;
    assert!(says(&anna.search("nils").await, "nils.pdf"));
}

#[tokio::test]
async fn a_letter_is_opened_with_a_reason_that_the_log_keeps() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let (front, letter) = lettered(&bench, case).await;
    for who in ["leo", "karen"] {
        let browser = bench.sign_in(who).await;
        let page = browser.get(&front).await;
        assert!(says(&page, &letter) && !says(&page, FILE), "{}", page.body);
        assert!(says(&page, "åbnes med en begrundelse"), "{}", page.body);
        assert!(!says(&browser.search("nils").await, FILE), "{who}");
        for lang in ["da", "en"] {
            let page = browser.get_in(&letter, lang).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            assert_eq!(page.header(header::CONTENT_DISPOSITION), "");
            assert!(!says(&page, "Nils") && !says(&page, CONTENT) && !says(&page, "⟦"));
        }
        let short = browser.post(&letter, &letter, &[("reason", "nu")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(says(&short, "mindst 20 tegn") && !says(&short, CONTENT));
        // Nothing of it stands in the log but that the case was read.
        let reasons = async || {
            let log = bench.sign_in("leo").await;
            let looks = format!("{front}/looks?did=glass-did-reveal");
            let log = log.get(&looks);
            log.await.body.matches(WHY).count()
        };
        let before = reasons().await;
        let sent = browser.post(&letter, &letter, &[("reason", WHY)]).await;
        assert_eq!(sent.status, StatusCode::OK);
        assert_eq!(sent.body, CONTENT);
        assert!(
            sent.header(header::CONTENT_DISPOSITION)
                .contains("attachment")
        );
        assert!(reasons().await > before, "{who}");
    }
    // Whose case it is opens it as before; others not even with a reason.
    let anna = bench.sign_in("anna").await;
    assert!(says(&anna.get(&front).await, FILE));
    assert_eq!(anna.get(&letter).await.body, CONTENT);
    for who in ["beate", "sofie", "kvik"] {
        let browser = bench.sign_in(who).await;
        let page = browser.get(&letter).await;
        assert!(page.status.is_client_error(), "{who}: {}", page.status);
        let sent = browser.post("/account", &letter, &[("reason", WHY)]).await;
        assert!(
            sent.status.is_client_error() && !says(&sent, CONTENT),
            "{who}"
        );
    }
}

const FILE: &str = "Underretning fra Nils Holgersson.pdf";
const CONTENT: &str = "Jeg er nabo og hedder noget";

/// A letter that was filed with a notification, in a team whose members read each other's cases: the address of the case,
/// and of the letter.
async fn lettered(bench: &Bench, case: CaseNo) -> (String, String) {
    let rule = bench
        .store
        .set_team("nord", "Nord", "", true, UserNo(1), now());
    rule.await.unwrap().unwrap();
    let letter = Entry::Document {
        when: "2026-11-02".to_owned(),
        sort: "letter".to_owned(),
        media: "text/plain".to_owned(),
        sha256: "07".repeat(32),
        name: FILE.to_owned(),
        content: CONTENT.as_bytes().to_vec(),
        answer_by: String::new(),
        about: "n1".to_owned(),
    };
    bench.write(case, vec![letter]).await;
    let letter = format!("/cases/{case}/documents/{}", bench.seq(case).await);
    (format!("/cases/{case}"), letter)
}

#[tokio::test]
async fn the_receipt_of_all_that_was_written_tells_no_more_than_the_case() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    lettered(&bench, case).await;
    // One that was filed in one breath with the notification names none.
    let letter = Entry::Document {
        when: "2026-11-02".to_owned(),
        sort: "statement".to_owned(),
        media: "text/plain".to_owned(),
        sha256: "08".repeat(32),
        name: "Nils ringede.txt".to_owned(),
        content: b"x".to_vec(),
        answer_by: String::new(),
        about: String::new(),
    };
    bench.write(case, vec![letter]).await;
    let everything = format!("/cases/{case}/done/1-{}", bench.seq(case).await);
    let anna = bench.sign_in("anna").await;
    assert!(says(&anna.get(&everything).await, FILE));
    for who in ["beate", "leo", "karen"] {
        let page = bench.sign_in(who).await.get(&everything).await;
        assert_eq!(page.status, StatusCode::OK, "{who}");
        for name in ["Freja Holm", "anna Opfundet", "Team: Nord"] {
            assert!(says(&page, name), "{who} {name}: {}", page.body);
        }
        assert!(!says(&page, "Nils"), "{who}: {}", page.body);
    }
    // Who reads a case without names reads its receipts without names.
    let ekstern = bench.person("ekstern", None, Role::ExternalAuditor, "");
    let (ekstern, last) = (ekstern.await, now().today.plus_days(30));
    let cases = [case];
    let given = bench.store.give_sample(
        "2026-1",
        &cases,
        ekstern,
        now().today,
        last,
        UserNo(-7),
        now(),
    );
    given.await.unwrap().unwrap();
    let browser = bench.sign_in("ekstern").await;
    let front = browser.get(&format!("/cases/{case}")).await;
    assert!(!says(&front, "Holm"), "{}", front.body);
    let page = browser.get(&everything).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(says(&page, &format!("2026-{case}")), "{}", page.body);
    for name in ["Holm", "Nils", "anna Opfundet", "Team: Nord"] {
        assert!(!says(&page, name), "{name}: {}", page.body);
    }
}

#[tokio::test]
async fn what_is_found_to_be_a_letter_is_one_on_every_page_also_as_known_before() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let rule = bench
        .store
        .set_team("nord", "Nord", "", true, UserNo(1), now());
    rule.await.unwrap().unwrap();
    let letter = Entry::Document {
        when: "2026-11-02".to_owned(),
        sort: "letter".to_owned(),
        media: "text/plain".to_owned(),
        sha256: "07".repeat(32),
        name: FILE.to_owned(),
        content: CONTENT.as_bytes().to_vec(),
        answer_by: String::new(),
        about: String::new(),
    };
    bench.wait(60);
    let later = omhu_casework::access::Now::at(now().second + 60);
    bench.write_at(case, vec![letter], later).await;
    let seq = bench.seq(case).await;
    let place = format!("/cases/{case}/documents/{seq}");
    bench.wait(2 * 86_400);
    let beate = bench.sign_in("beate").await;
    assert!(says(&beate.get(&format!("/cases/{case}")).await, FILE));
    assert_eq!(beate.get(&place).await.body, CONTENT);
    // The caseworker says with the form of corrections what it is.
    let anna = bench.sign_in("anna").await;
    let form = format!("{place}/correct");
    let page = anna.get(&form).await;
    assert!(says(&page, "Hører det til en underretning?") && !says(&page, "⟦"));
    let correct = async |about: &str| {
        let page = anna.get(&form).await;
        let hidden = |name: &str| {
            let (_, rest) = page
                .body
                .split_once(&format!("name=\"{name}\" value=\""))
                .unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let seen = hidden("seen");
        let fields = [
            ("document_sort", "letter"),
            ("when", "2.11.2026"),
            ("of_notification", about),
            ("seen", seen.as_str()),
            ("reason", "Det er brevet fra naboen"),
        ];
        anna.post(&form, &form, &fields).await
    };
    let wrong = correct("a1").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = correct("n1").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = anna.get(&form).await;
    let chosen = page.body.split("value=\"n1\"").nth(1).unwrap();
    assert!(chosen.split('>').next().unwrap().contains("checked"));
    let known = format!("/cases/{case}?known=19.11.2026");
    assert!(says(&anna.get(&known).await, FILE));
    for path in [&format!("/cases/{case}"), &known] {
        let page = beate.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!says(&page, FILE), "{path}: {}", page.body);
    }
    assert_eq!(beate.get(&place).await.status, StatusCode::FORBIDDEN);
    assert!(!says(&beate.search("nils").await, FILE));
    // Taken back, it can still be read by who could read it before, and by nobody else.
    let page = anna.get(&form).await;
    let (_, seen) = page.body.split_once("name=\"seen\" value=\"").unwrap();
    let seen = seen.split('"').next().unwrap();
    let back = [
        ("do", "retract"),
        ("seen", seen),
        ("retract_reason", "Hører til en anden sag"),
    ];
    let sent = anna.post(&form, &form, &back).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(anna.get(&place).await.body, CONTENT);
    assert_eq!(beate.get(&place).await.status, StatusCode::FORBIDDEN);
    assert!(!says(&beate.search("nils").await, FILE));
}

#[tokio::test]
async fn who_may_not_open_a_letter_makes_no_other_document_of_it() {
    let bench = Bench::new().await;
    let case = named(&bench).await;
    let (_, place) = lettered(&bench, case).await;
    let accounts = bench.store.accounts().await.unwrap();
    let user = |name: &str| {
        let mut accounts = accounts.iter();
        accounts.find(|held| held.sign_in == name).unwrap().user
    };
    let (first, last) = (now().today, now().today.plus_days(5));
    let stands =
        bench
            .store
            .grant_stand_in(user("anna"), user("viggo"), first, last, user("leo"), now());
    stands.await.unwrap().unwrap();
    let viggo = bench.sign_in("viggo").await;
    let form = format!("{place}/correct");
    let page = viggo.get(&form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(!says(&page, "of_notification"), "{}", page.body);
    let fields = [
        ("document_sort", "school"),
        ("when", "2.11.2026"),
        ("of_notification", ""),
        ("seen", "0"),
        ("reason", "Det er fra skolen"),
    ];
    let sent = viggo.post(&form, &form, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let beate = bench.sign_in("beate").await;
    assert_eq!(beate.get(&place).await.status, StatusCode::FORBIDDEN);
    assert!(!says(&beate.get(&format!("/cases/{case}")).await, FILE));
}
