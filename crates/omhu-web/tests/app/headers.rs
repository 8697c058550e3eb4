//! What browsers must not do with an answer.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::server::{Server, settings};

#[tokio::test]
async fn every_answer_is_protected_whatever_it_is() {
    let server = Server::new();
    for path in [
        "/styleguide",
        "/shortcuts",
        "/nowhere",
        "/panics",
        "/sleeps",
        "/assets/none.css",
    ] {
        let answer = server.get(path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains("http") && !policy.contains("data:"),
            "{path}: {policy}"
        );
        assert_eq!(
            answer.header(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            answer.header(header::REFERRER_POLICY),
            "no-referrer",
            "{path}"
        );
        assert_eq!(
            answer.header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "text/html; charset=utf-8",
            "{path}"
        );
        assert_eq!(
            answer.header(header::STRICT_TRANSPORT_SECURITY),
            "",
            "{path}: not behind TLS"
        );
        assert_eq!(
            answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN),
            "",
            "{path}"
        );
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let mut settings = settings();
    settings.behind_tls = true;
    let answer = Server::with(settings).get("/nowhere").await;
    assert_eq!(
        answer.header(header::STRICT_TRANSPORT_SECURITY),
        "max-age=63072000; includeSubDomains"
    );
}

#[tokio::test]
async fn a_head_request_says_the_same_without_a_body() {
    let server = Server::new();
    let request = Request::builder().method(Method::HEAD).uri("/shortcuts");
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn no_page_has_a_script_a_style_or_a_handler_of_its_own() {
    let server = Server::new();
    for path in ["/styleguide", "/styleguide/form", "/shortcuts", "/nowhere"] {
        let body = server.get(path).await.body;
        for word in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "http://",
            "https://",
        ] {
            assert!(!body.contains(word), "{path} has {word}");
        }
        for script in body.split("<script").skip(1) {
            assert!(script.starts_with(" src="), "{path}: an inline script");
        }
    }
}

#[tokio::test]
async fn the_styleguide_is_not_there_unless_asked_for() {
    let mut settings = settings();
    settings.styleguide = false;
    let server = Server::with(settings);
    assert_eq!(
        server.get("/styleguide").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_their_names_change_with_them() {
    let server = Server::new();
    let address = omhu_web::assets::address("omhu.css");
    if !omhu_web::assets::complete() {
        assert_eq!(
            address, "",
            "built without assets: all of them are missing, or none"
        );
        return;
    }
    let answer = server.get(&address).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header(header::CONTENT_TYPE),
        "text/css; charset=utf-8"
    );
    assert_eq!(
        answer.header(header::CACHE_CONTROL),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        answer.header(header::CONTENT_ENCODING),
        "",
        "nothing was accepted"
    );
    assert!(server.get("/styleguide").await.body.contains(&address));
}
