//! A server without a network, and a browser that sends what browsers send.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::routing::{get, post};
use omhu_law::calendar::When;
use omhu_web::form::Submitted;
use omhu_web::{AppState, Settings};
use tower::ServiceExt as _;

/// 18 November 2026, 10.32 in Copenhagen.
const NOW: i64 = 1_794_994_320;

pub struct Server {
    router: Router,
    pub told: Arc<Mutex<Vec<(String, String)>>>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The hidden token of the page's first form.
    pub fn token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"form_token\" value=\"")
            .expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

pub fn settings() -> Settings {
    Settings {
        styleguide: true,
        municipality: "Åby Kommune".to_owned(),
        law_edition: "3f2a81c0".to_owned(),
        law_checked_on: Some(omhu_law::calendar::Day::from_civil(2026, 11, 21)),
        most_time: Duration::from_millis(200),
        ..Settings::new(Arc::new(|| When::at(NOW)), [7; 32])
    }
}

impl Server {
    pub fn new() -> Self {
        Self::with(settings())
    }

    /// The whole app, and routes that misbehave, inside the same layers.
    pub fn with(settings: Settings) -> Self {
        let told = Arc::new(Mutex::new(Vec::new()));
        let teller = Arc::clone(&told);
        let settings = Settings {
            incidents: Arc::new(move |reference, detail| {
                teller
                    .lock()
                    .unwrap()
                    .push((reference.to_owned(), detail.to_owned()));
            }),
            ..settings
        };
        let state = AppState::new(settings);
        let odd = Router::new()
            .route("/panics", get(panics).post(panics))
            .route("/sleeps", get(sleeps).post(sleeps))
            .route("/takes", post(takes));
        let router = omhu_web::app(state.clone()).merge(omhu_web::around(odd, state));
        Self { router, told }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn get_in(&self, path: &str, lang: &str) -> Answer {
        let request =
            Request::get(path).header(header::COOKIE, format!("other=1; __Host-lang={lang}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A form as a browser sends it from a page of the same server.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            form(path, fields)
                .header("sec-fetch-site", "same-origin")
                .body(body(fields))
                .unwrap(),
        )
        .await
    }
}

/// A form, without the headers that say where it came from.
pub fn form(path: &str, _: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, "omhu.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub fn body(fields: &[(&str, &str)]) -> Body {
    Body::from(
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish(),
    )
}

async fn panics() -> &'static str {
    panic!("on purpose, in a test")
}

async fn sleeps() -> &'static str {
    std::future::pending().await
}

async fn takes(_: Submitted) -> &'static str {
    "taken"
}
