//! A failure is a page: what happened, whether work was saved, a number to name.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::server::{Server, body, form};

#[tokio::test]
async fn an_unknown_address_says_so_and_that_nothing_was_lost() {
    let answer = Server::new().get("/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    for text in [
        "<h1>Siden findes ikke</h1>",
        "Er mit arbejde gemt?",
        "Du læste kun en side.",
        "Henvisning: ",
    ] {
        assert!(answer.body.contains(text), "{text}");
    }
}

#[tokio::test]
async fn every_failure_has_its_page_in_both_languages() {
    let server = Server::new();
    let failures = [
        (
            "/nowhere",
            StatusCode::NOT_FOUND,
            "Siden findes ikke",
            "There is no such page",
        ),
        (
            "/language",
            StatusCode::METHOD_NOT_ALLOWED,
            "Det kan siden ikke",
            "The page cannot do that",
        ),
        (
            "/sleeps",
            StatusCode::REQUEST_TIMEOUT,
            "Det tog for lang tid",
            "It took too long",
        ),
        (
            "/panics",
            StatusCode::INTERNAL_SERVER_ERROR,
            "Noget gik i stykker hos os",
            "Something broke on our side",
        ),
    ];
    for (path, status, danish, english) in failures {
        for (lang, heading) in [("da", danish), ("en", english)] {
            let answer = server.get_in(path, lang).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(
                answer.body.contains(&format!("<h1>{heading}</h1>")),
                "{path} in {lang}"
            );
            assert!(
                answer.body.contains(&format!("<html lang=\"{lang}\">")),
                "{path} in {lang}"
            );
        }
    }
    assert_eq!(server.get("/language").await.header(header::ALLOW), "POST");
}

#[tokio::test]
async fn the_detail_goes_to_those_who_run_the_server_and_never_to_the_page() {
    let server = Server::new();
    let answer = server.get("/styleguide/broken").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let told = server.told.lock().unwrap().clone();
    let [(reference, detail)] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(detail, "asked for by the styleguide");
    assert!(answer.body.contains(reference.as_str()) && !answer.body.contains(detail.as_str()));
}

#[tokio::test]
async fn what_was_sent_is_said_to_be_saved_only_where_that_is_known() {
    let server = Server::new();
    let token = server.get("/shortcuts").await.token();
    let fields = [("form_token", token.as_str())];
    assert!(
        server
            .post("/panics", &fields)
            .await
            .body
            .contains("Det ved vi ikke. Se efter på sagen")
    );
    assert!(
        server
            .post("/sleeps", &fields)
            .await
            .body
            .contains("Det ved vi ikke. Se efter på sagen")
    );
    assert!(
        server
            .post("/nowhere", &fields)
            .await
            .body
            .contains("Nej. Intet er ændret.")
    );
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_before_it_is_read() {
    let server = Server::new();
    let note = "x".repeat(600_000);
    let answer = server.post("/takes", &[("note", &note)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("Nej. Intet er ændret."));
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let request = Request::builder()
        .method(Method::POST)
        .uri("/takes")
        .header("sec-fetch-site", "same-origin");
    let answer = Server::new()
        .send(
            request
                .header(header::CONTENT_TYPE, "text/plain")
                .body(Body::from("a=b"))
                .unwrap(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(answer.body.contains("Formularen kunne ikke læses"));
}

#[tokio::test]
async fn a_part_of_a_page_that_fails_is_a_notice_and_not_a_page() {
    let request = Request::get("/nowhere")
        .header("hx-request", "true")
        .body(Body::empty())
        .unwrap();
    let answer = Server::new().send(request).await;
    assert!(
        answer.body.starts_with("<div class=\"alert alert-error\"")
            && !answer.body.contains("<html")
    );
}

#[tokio::test]
async fn two_failures_have_two_references() {
    let server = Server::new();
    let reference = |body: &str| {
        body.split("Henvisning: ")
            .nth(1)
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_owned()
    };
    let (one, two) = (server.get("/a").await.body, server.get("/b").await.body);
    assert_ne!(reference(&one), reference(&two));
    assert_eq!(reference(&one).len(), 9);
}

#[tokio::test]
async fn the_language_of_a_refused_form_is_the_readers() {
    let request = form("/language", &[])
        .header(header::COOKIE, "__Host-lang=en")
        .header("sec-fetch-site", "cross-site");
    let answer = Server::new().send(request.body(body(&[])).unwrap()).await;
    assert!(answer.body.contains("<h1>The form was not accepted</h1>"));
}
