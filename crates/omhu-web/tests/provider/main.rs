//! Signing in through a provider: the way there and back, and all that is not believed.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

#[expect(dead_code, reason = "each folder of tests uses its part")]
#[path = "../pages_day/bench.rs"]
mod bench;
mod coming;
mod fake;
mod going;
mod proving;
mod wrong;

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::ids::UserNo;
use omhu_web::oidc::ProviderSettings;
use serde_json::{Value, json};

use crate::bench::{ADMIN, Answer, Bench, Browser, NOW, now};
use crate::fake::{CLIENT, Fake, SECRET, key, signed};

const HERE: &str = "https://omhu.example";
const SUBJECT: &str = "a-1c9e";

/// What is wrong, and how it is said.
type Lie = (&'static str, fn(&mut Value));

/// omhu beside a provider.
struct Both {
    bench: Bench,
    fake: Fake,
}

/// A browser on its way: its cookie and what was sent to the provider.
struct Way {
    cookie: String,
    sent: BTreeMap<String, String>,
}

fn shows(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "no «{text}» in {}", answer.body);
}

fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION)
}

/// The value of a cookie that an answer sets.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut lines = all.map(|line| line.to_str().unwrap());
    let line = lines.find(|line| line.starts_with(name))?;
    Some(line.split(';').next().unwrap().to_owned())
}

impl Both {
    async fn new() -> Both {
        Both::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut ProviderSettings)) -> Both {
        let fake = Fake::new().await;
        let mut provider = ProviderSettings {
            issuer: fake.issuer.clone(),
            client: CLIENT.to_owned(),
            secret: Some(SECRET.to_owned().into()),
            label: "Havnby-login".to_owned(),
            levels: Vec::new(),
            address: HERE.to_owned(),
            inside: true,
        };
        change(&mut provider);
        assert!(provider.is_sound());
        let bench = Bench::with(|settings| settings.provider = Some(provider)).await;
        Both { bench, fake }
    }

    /// Somebody with a role, whom the provider knows.
    async fn person(&self, name: &str, role: Role, subject: &str) -> UserNo {
        let user = self.bench.person(name, None, role, "nord").await;
        let store = &self.bench.store;
        let link = store.propose_link(user, &self.fake.issuer, subject, ADMIN, now());
        let link = link.await.unwrap().unwrap();
        let confirmed = store.confirm_link(link, UserNo(-9), now()).await;
        confirmed.unwrap().unwrap();
        user
    }

    /// Begins; gives what the browser holds then.
    async fn begin(&self, browser: &Browser<'_>, path: &str) -> Way {
        let answer = browser.get(path).await;
        let to = place(&answer);
        let (at, query) = to.split_once('?').unwrap();
        assert_eq!(at, format!("{}/auth", self.fake.issuer));
        let sent: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let challenge = sent["code_challenge"].clone();
        self.fake.set(|script| script.challenge = challenge);
        Way {
            cookie: cookie(&answer, "__Host-provider").unwrap(),
            sent,
        }
    }

    /// What the provider would say of somebody on this way, `after` seconds after noon.
    fn claims(&self, way: &Way, after: i64) -> Value {
        json!({
            "iss": self.fake.issuer,
            "aud": CLIENT,
            "sub": SUBJECT,
            "iat": NOW + after,
            "exp": NOW + after + 300,
            "auth_time": NOW + after,
            "nonce": way.sent["nonce"],
            "sid": "session-1",
        })
    }

    /// The provider answers codes with these claims.
    fn says(&self, claims: &Value) {
        let header = json!({ "alg": "EdDSA", "kid": "k1" });
        self.says_token(&signed(&key(1, "k1"), &header, claims));
    }

    fn says_token(&self, token: &str) {
        let tokens = json!({ "access_token": "x", "token_type": "Bearer", "id_token": token });
        self.fake.set(|script| script.tokens = tokens);
    }

    /// The address to which the provider sends the browser back.
    fn back(&self, way: &Way) -> String {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", "kode")
            .append_pair("state", &way.sent["state"])
            .append_pair("iss", &self.fake.issuer)
            .finish();
        format!("/sign-in/provider/back?{query}")
    }

    /// A browser comes back.
    async fn come(&self, way: &Way, back: &str) -> Answer {
        let mut browser = self.bench.stranger();
        browser.cookie.clone_from(&way.cookie);
        browser.get(back).await
    }

    /// The whole way, for somebody who proved it at the provider so many seconds ago.
    async fn sign_in(&self, subject: &str, proved_ago: i64) -> Browser<'_> {
        let mut browser = self.bench.stranger();
        let way = self.begin(&browser, "/sign-in/provider").await;
        let mut claims = self.claims(&way, 0);
        claims["sub"] = json!(subject);
        claims["auth_time"] = json!(NOW - proved_ago);
        self.says(&claims);
        let answer = self.come(&way, &self.back(&way)).await;
        assert_eq!(place(&answer), "/");
        browser.cookie = cookie(&answer, "__Host-session").unwrap();
        browser
    }
}
