//! Forms: those of other sites are refused, ours do what they say without JavaScript.

use axum::http::{StatusCode, header};

use crate::server::{Server, body, form};

#[tokio::test]
async fn a_form_from_another_site_is_refused_though_its_token_is_right() {
    let server = Server::new();
    let token = server.get("/shortcuts").await.token();
    let fields = [("form_token", token.as_str())];
    let from = [
        (
            vec![("sec-fetch-site", "cross-site")],
            StatusCode::FORBIDDEN,
        ),
        (vec![("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (vec![("sec-fetch-site", "none")], StatusCode::FORBIDDEN),
        (
            vec![("origin", "https://evil.example")],
            StatusCode::FORBIDDEN,
        ),
        (vec![("origin", "null")], StatusCode::FORBIDDEN),
        (vec![], StatusCode::FORBIDDEN),
        (
            vec![
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://omhu.example"),
            ],
            StatusCode::FORBIDDEN,
        ),
        (vec![("origin", "https://omhu.example")], StatusCode::OK),
        (
            vec![("sec-fetch-site", "same-origin"), ("origin", "null")],
            StatusCode::OK,
        ),
    ];
    for (headers, status) in from {
        let request = headers
            .iter()
            .fold(form("/takes", &fields), |form, (name, value)| {
                form.header(*name, *value)
            });
        let answer = server.send(request.body(body(&fields)).unwrap()).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn a_form_without_the_token_of_its_session_is_refused() {
    let server = Server::new();
    let token = server.get("/shortcuts").await.token();
    let wrong = format!(
        "{}{}",
        if token.starts_with('0') { '1' } else { '0' },
        &token[1..]
    );
    for fields in [
        vec![],
        vec![("form_token", wrong.as_str())],
        vec![("form_token", "æøå")],
        vec![("form_token", "")],
    ] {
        assert_eq!(
            server.post("/takes", &fields).await.status,
            StatusCode::FORBIDDEN,
            "{fields:?}"
        );
    }
    assert_eq!(
        server.post("/takes", &[("form_token", &token)]).await.body,
        "taken"
    );
}

#[tokio::test]
async fn the_language_switch_is_kept_and_comes_back_to_the_page() {
    let server = Server::new();
    let page = server.get("/styleguide?day=2026-11-18").await;
    assert!(
        page.body.contains("<html lang=\"da\">")
            && page.body.contains("value=\"/styleguide?day=2026-11-18\"")
    );
    let fields = [
        ("form_token", &*page.token()),
        ("back", "/styleguide?day=2026-11-18"),
        ("language", "en"),
    ];
    let answer = server.post("/language", &fields).await;
    assert_eq!(
        (answer.status, answer.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, "/styleguide?day=2026-11-18")
    );
    let cookie = answer.header(header::SET_COOKIE);
    for part in [
        "__Host-lang=en;",
        "Path=/",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        server
            .get_in("/styleguide", "en")
            .await
            .body
            .contains(">My day</a>")
    );
    assert!(
        server
            .get_in("/styleguide", "fr")
            .await
            .body
            .contains(">Min dag</a>")
    );
}

#[tokio::test]
async fn the_language_switch_leads_to_no_other_site() {
    let server = Server::new();
    let token = server.get("/shortcuts").await.token();
    for back in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
    ] {
        let answer = server
            .post(
                "/language",
                &[("form_token", &token), ("back", back), ("language", "da")],
            )
            .await;
        assert_eq!(answer.header(header::LOCATION), "/", "{back}");
    }
    let answer = server
        .post("/language", &[("form_token", &token), ("language", "xx")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn faults_are_listed_and_what_was_typed_is_still_there() {
    let server = Server::new();
    let token = server.get("/styleguide/form").await.token();
    let fields = [
        ("form_token", &*token),
        ("came", "31.2.2026"),
        ("note", "Første linje\r\n<b>anden</b>"),
        ("clock", "14.05"),
    ];
    let answer = server.post("/styleguide/form", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "<title>Fejl: Ny underretning · omhu</title>",
        "3 ting skal rettes",
        "href=\"#f-came\"",
        "value=\"31.2.2026\"",
        "aria-invalid=\"true\" aria-describedby=\"f-came-hint f-came-error\"",
        "Første linje\n&#60;b&#62;anden&#60;/b&#62;",
    ] {
        assert!(answer.body.contains(text), "{text}\n{}", answer.body);
    }
}

#[tokio::test]
async fn a_draft_is_answered_with_the_time_it_was_kept() {
    let server = Server::new();
    let token = server.get("/styleguide/form").await.token();
    let answer = server
        .post(
            "/styleguide/draft",
            &[("form_token", &token), ("note", "…")],
        )
        .await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "Gemt kl. 10.32")
    );
}
