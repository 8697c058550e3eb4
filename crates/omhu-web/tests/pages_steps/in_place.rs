//! Forms that stand under a row of My day: the same pages, asked for as parts.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::{Answer, Bench, Browser};
use crate::{send, start, value};

/// As the script asks.
async fn part(bench: &Bench, browser: &Browser<'_>, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::COOKIE, &browser.cookie)
        .header("hx-request", "true");
    let request = request.body(Body::empty()).expect("a request");
    bench.send(request).await
}

/// The links of a page that the script opens under their rows.
fn opening(page: &str) -> Vec<String> {
    let links = page.split("<a ").skip(1).filter_map(|rest| {
        let (tag, _) = rest.split_once('>')?;
        let (_, href) = tag.split_once("href=\"")?;
        tag.contains(" data-open").then(|| {
            href.split('"')
                .next()
                .unwrap_or_default()
                .replace("&amp;", "&")
        })
    });
    links.collect()
}

#[tokio::test]
async fn what_a_row_opens_is_the_form_without_the_frame_and_a_look_at_the_case() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let day = anna.get("/").await;
    let opened = opening(&day.body);
    let receipt = opened
        .iter()
        .find(|href| href.contains("/steps/receipt"))
        .unwrap_or_else(|| panic!("{opened:?}"));
    let accounts = bench.store.accounts().await.unwrap();
    let own = accounts
        .iter()
        .find(|each| each.sign_in == "anna")
        .unwrap()
        .user;
    let looks = async || {
        let lookers = bench.lookers(case).await.into_iter();
        lookers.filter(|user| *user == own).count()
    };
    let before = looks().await;
    let form = part(&bench, &anna, receipt).await;
    assert_eq!(looks().await, before + 1);
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    for text in [
        "<h3 tabindex=\"-1\">",
        "data-close",
        "data-draft=",
        "id=\"save\"",
    ] {
        assert!(form.body.contains(text), "{text} in {}", form.body);
    }
    // Under the heading of a group, and not a second page within the page.
    for text in ["<!DOCTYPE", "<main", "<h1", "<h2", "<aside", "<title"] {
        assert!(!form.body.contains(text), "{text} in {}", form.body);
    }
    // Without the script the same address is the page.
    let page = anna.get(receipt).await;
    assert!(page.body.starts_with("<!DOCTYPE") && page.body.contains("<h1>"));
    // What it leads to when it is saved is a part as well.
    let path = receipt.split('?').next().unwrap();
    let about = value(&form, "notification");
    let typed = [("when", "17.11.2026"), ("notification", about.as_str())];
    let given = send(&anna, path, &form, &typed).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let done = part(&bench, &anna, given.header(header::LOCATION)).await;
    for text in [
        "Det er registreret, Ali Holm",
        "Fortryd registreringen",
        "data-close",
    ] {
        assert!(done.body.contains(text), "{text} in {}", done.body);
    }
    assert!(!done.body.contains("<h1") && !done.body.contains("<aside"));
    assert!(!opening(&anna.get("/").await.body).contains(receipt));
}

#[tokio::test]
async fn giving_a_case_away_is_a_page_and_a_leaders_rows_open_no_form() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let page = part(&bench, &anna, &format!("/cases/{case}/steps/handover")).await;
    assert!(page.body.starts_with("<!DOCTYPE"), "{}", page.body);
    let opened = opening(&anna.get("/").await.body);
    assert!(!opened.is_empty());
    for href in opened {
        let form = part(&bench, &anna, &href).await;
        assert!(form.body.contains("data-close"), "{href}: {}", form.body);
    }
    bench.person("leif", None, Role::TeamLeader, "nord").await;
    let leif = bench.sign_in("leif").await;
    assert!(opening(&leif.get("/").await.body).is_empty());
}

#[tokio::test]
async fn a_duty_that_arose_under_an_older_rule_says_so_beside_the_form() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.case("Ali", "2022-02-14", "nord", "cw-7").await;
    let anna = bench.sign_in("anna").await;
    let day = anna.get("/").await;
    assert!(day.body.contains("§ 155 b, stk. 1"), "{}", day.body);
    let opened = opening(&day.body);
    let receipt = opened
        .iter()
        .find(|href| href.contains("/steps/receipt"))
        .unwrap_or_else(|| panic!("{opened:?}"));
    let form = anna.get(receipt).await.body;
    assert!(form.contains("§ 138, stk. 1"), "{form}");
    assert!(
        form.contains("opstod 14. feb. 2022 efter") && form.contains("§ 155 b, stk. 1, og fristen"),
        "{form}"
    );
}
