//! Links before the sign-in, and what of the frame a role is shown.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::{Answer, Bench};

const NEW: &str = "fire gule regnfrakker ude";

fn shows(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "no «{text}» in {}", answer.body);
}

#[tokio::test]
async fn a_link_speaks_the_language_of_its_account_and_shows_no_form_once_it_is_used() {
    let bench = Bench::new().await;
    bench
        .person("bente", None, Role::UserAdministrator, "")
        .await;
    let bente = bench.sign_in("bente").await;
    let new = "/administration/accounts/new";
    let fields = [
        ("name", "Anna Opfundet"),
        ("sign_in", "anna"),
        ("language", "en"),
    ];
    let made = bente.post(new, new, &fields).await;
    let link = made.body.split("http://omhu.example").nth(1).unwrap();
    let link = link.split('<').next().unwrap().to_owned();
    let ticket = link.split("ticket=").nth(1).unwrap();

    // A browser that was told of no language.
    let stranger = bench.stranger();
    let page = stranger.get_in(&link, "").await;
    assert_eq!(page.status, StatusCode::OK);
    shows(&page, "Choose your password");
    let short = [("ticket", ticket), ("new", "kort"), ("again", "kort")];
    let wrong = stranger.post(&link, "/new-password", &short).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&wrong, "A password must always be typed again");
    assert!(!wrong.body.contains("What you wrote is still there"));
    let fine = [("ticket", ticket), ("new", NEW), ("again", NEW)];
    let chosen = stranger.post(&link, "/new-password", &fine).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let cookie = chosen.header(header::SET_COOKIE);
    assert!(cookie.starts_with("__Host-lang=en"), "{cookie}");
    let anna = bench.sign_in_with("anna", NEW).await;
    shows(&anna.get_in("/account", "").await, "My account");
    shows(&anna.get_in("/account", "da").await, "Min konto");

    // Used, and one that never was.
    for link in [&link, "/new-password?ticket=x", "/first-run?ticket=x"] {
        let over = stranger.get_in(link, "").await;
        assert_eq!(over.status, StatusCode::GONE, "{link}");
        shows(&over, "Linket er brugt eller for gammelt");
        assert!(!over.body.contains("name=\"new\""), "{link}");
    }
}

#[tokio::test]
async fn only_who_may_search_is_shown_the_search_field() {
    let bench = Bench::new().await;
    for (number, role) in Role::ALL.iter().copied().enumerate() {
        let name = format!("p{number}");
        bench.person(&name, None, role, "nord").await;
        let browser = bench.sign_in(&name).await;
        let may = browser.get("/search").await.status == StatusCode::OK;
        let shown = browser
            .get("/account")
            .await
            .body
            .contains("role=\"search\"");
        assert_eq!(shown, may, "{}", role.word());
    }
}
