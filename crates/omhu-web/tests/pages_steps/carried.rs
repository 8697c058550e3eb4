//! What is sent after a session was over: it comes back as a draft of whoever wrote it, and of nobody else.

use axum::http::{Request, StatusCode, header};

use crate::bench::{Answer, Bench, Browser, PASSWORD, now};
use crate::telephone::{base32, code};
use crate::{start, value};

const WORDS: &str = "Zebraen stod i gården & sang";

/// A form as its page holds it, with a text typed in it.
fn typed(
    page: &Answer,
    field: &'static str,
    hidden: &[&'static str],
) -> Vec<(&'static str, String)> {
    let hidden = hidden.iter().map(|name| (*name, value(page, name)));
    let typed = [
        ("form_token", page.token()),
        ("when", "18.11.2026".to_owned()),
        (field, WORDS.to_owned()),
    ];
    hidden.chain(typed).collect()
}

async fn sent(browser: &Browser<'_>, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.send_form(path, &fields).await
}

/// The same as a script sends it.
async fn by_script(
    bench: &Bench,
    cookie: &str,
    path: &str,
    fields: &[(&'static str, String)],
) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = Request::post(path)
        .header(header::HOST, "omhu.example")
        .header(header::COOKIE, cookie)
        .header(header::ACCEPT, "*/*")
        .header("hx-request", "true")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    bench.send(request.body(body.into()).unwrap()).await
}

/// Signs in on a page that carries a text.
async fn over(browser: &Browser<'_>, page: &Answer, name: &'static str) -> Answer {
    let fields = [
        ("form_token", page.token()),
        ("next", value(page, "next")),
        ("carried", value(page, "carried")),
        ("name", name.to_owned()),
        ("password", PASSWORD.to_owned()),
    ];
    sent(browser, "/sign-in", &fields).await
}

/// The session's cookie that an answer sets.
fn session(answer: &Answer) -> String {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let session = cookies.find(|cookie| cookie.starts_with("__Host-session="));
    session.unwrap().split(';').next().unwrap().to_owned()
}

fn area(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("<textarea").unwrap();
    let text = rest.split("</textarea>").next().unwrap();
    text.replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn a_text_that_is_sent_after_the_session_comes_back_as_a_draft() {
    let (bench, case) = start().await;
    let forms = [
        (format!("/cases/{case}/notes/new"), "text", "key", ""),
        (
            format!("/cases/{case}/notes/new"),
            "text",
            "key",
            "/notes/draft",
        ),
        (
            format!("/cases/{case}/steps/note"),
            "words",
            "request_key",
            "",
        ),
        (
            "/notifications/new".to_owned(),
            "concern",
            "request_key",
            "",
        ),
        (format!("/cases/{case}/facts/1"), "concern", "key", ""),
    ];
    for (path, field, key, draft) in forms {
        let who = match path.starts_with("/notifications") {
            true => "carl",
            false => "anna",
        };
        let anna = bench.sign_in(who).await;
        let page = anna.get(&path).await;
        let fields = typed(&page, field, &["draft_window", key]);
        // Signed out in another window: the browser holds no cookie any more.
        let gone = anna.post("/account", "/sign-out", &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
        let stranger = bench.stranger();
        let to = match draft {
            "" => path.clone(),
            draft => format!("/cases/{case}{draft}"),
        };
        let asked = sent(&stranger, &to, &fields).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
        assert!(
            asked
                .body
                .contains("Du er logget ud, og det er ikke gemt endnu")
        );
        assert!(!asked.body.contains("Zebra"), "{}", asked.body);
        assert!(
            !asked.body.contains("action=\"/language\""),
            "the switch would lose it"
        );
        // A wrong password loses nothing.
        let wrong = [
            ("form_token", asked.token()),
            ("carried", value(&asked, "carried")),
            ("name", who.to_owned()),
            ("password", "forkert".to_owned()),
        ];
        let wrong = sent(&stranger, "/sign-in", &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(value(&wrong, "carried"), value(&asked, "carried"));
        let back = over(&stranger, &asked, who).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
        let place = back.header(header::LOCATION).to_owned();
        assert!(place.starts_with(&format!("{path}?draft=")), "{place}");
        let mut here = bench.stranger();
        here.cookie = session(&back);
        let page = here.get(&place).await;
        assert!(page.body.contains("Din kladde er sat ind"), "{}", page.body);
        assert!(
            area(&page).contains(WORDS) || page.body.contains("Zebraen stod"),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn nobody_else_gets_the_text_and_it_has_its_time() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let page = anna.get(&path).await;
    let fields = typed(&page, "text", &["draft_window", "key"]);
    anna.post("/account", "/sign-out", &[]).await;
    let stranger = bench.stranger();
    let asked = sent(&stranger, &path, &fields).await;
    let other = over(&stranger, &asked, "carl").await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "{}", other.body);
    assert!(other.body.contains("skrevet af en anden"), "{}", other.body);
    assert!(!other.body.contains("Zebra"), "{}", other.body);
    let mut carl = bench.stranger();
    carl.cookie = session(&other);
    assert!(!carl.get(&path).await.body.contains("Zebra"));
    // Nor where he is signed in already, with her open page.
    let refused = sent(&carl, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(!carl.get(&path).await.body.contains("Zebra"));
    let none = |bench: &Bench| {
        let store = std::sync::Arc::clone(&bench.store);
        async move {
            let anna = store.accounts().await.unwrap();
            let anna = anna.iter().find(|it| it.sign_in == "anna").unwrap().user;
            store.drafts_of(anna).await.unwrap().is_empty()
        }
    };
    assert!(none(&bench).await, "nothing is kept before she is known");
    // A changed seal opens nothing; a day later it is too late.
    let mut carried = value(&asked, "carried");
    let last = carried.pop().unwrap();
    carried.push(if last == 'A' { 'B' } else { 'A' });
    let fields = [
        ("form_token", asked.token()),
        ("carried", carried),
        ("name", "anna".to_owned()),
        ("password", PASSWORD.to_owned()),
    ];
    let changed = sent(&stranger, "/sign-in", &fields).await;
    assert_eq!(changed.status, StatusCode::FORBIDDEN, "{}", changed.body);
    bench.wait(24 * 3600 + 1);
    let late = over(&stranger, &asked, "anna").await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "{}", late.body);
    assert!(late.body.contains("mere end et døgn"), "{}", late.body);
    assert!(none(&bench).await);
}

#[tokio::test]
async fn a_page_of_an_earlier_session_of_the_same_person_saves_its_draft() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let draft = format!("/cases/{case}/notes/draft");
    let page = anna.get(&path).await;
    let fields = typed(&page, "text", &["draft_window", "key"]);
    anna.post("/account", "/sign-out", &[]).await;
    // The script is told why nothing is saved, and not that it is tried again.
    for to in [&draft, &path] {
        let told = by_script(&bench, "", to, &fields).await;
        assert_eq!(told.status, StatusCode::UNAUTHORIZED, "{}", told.body);
        assert!(
            told.body.contains("Log ind i et nyt vindue"),
            "{}",
            told.body
        );
        assert!(!told.body.contains("<!DOCTYPE"), "{}", told.body);
    }
    let again = bench.sign_in("anna").await;
    let told = by_script(&bench, &again.cookie, &draft, &fields).await;
    assert_eq!(told.body, "Gemt kl. 10.32");
    // Given from the old page it is a draft, which the form of this session gives.
    let given = sent(&again, &path, &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let form = again.get(given.header(header::LOCATION)).await;
    assert!(area(&form).contains(WORDS), "{}", form.body);
    let journal = again.get(&format!("/cases/{case}/journal")).await.body;
    assert!(!journal.contains("Zebraen"), "{journal}");
    let fields = typed(&form, "text", &["draft_window", "key"]);
    let given = sent(&again, &path, &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let journal = again.get(&format!("/cases/{case}/journal")).await.body;
    assert_eq!(journal.matches("Zebraen").count(), 1, "{journal}");
}

#[tokio::test]
async fn who_signed_in_in_another_window_fetches_the_text() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let page = anna.get(&path).await;
    let fields = typed(&page, "text", &["draft_window", "key"]);
    anna.post("/account", "/sign-out", &[]).await;
    let asked = sent(&bench.stranger(), &path, &fields).await;
    let fetch = [
        ("form_token", asked.token()),
        ("carried", value(&asked, "carried")),
    ];
    let carl = bench.sign_in("carl").await;
    let other = sent(&carl, "/sign-in", &fetch).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "{}", other.body);
    assert!(!other.body.contains("Zebra"), "{}", other.body);
    let again = bench.sign_in("anna").await;
    let back = sent(&again, "/sign-in", &fetch).await;
    let form = again.get(back.header(header::LOCATION)).await;
    assert!(area(&form).contains(WORDS), "{}", form.body);
}

#[tokio::test]
async fn the_step_of_the_code_carries_it_on() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/notes/new");
    let page = anna.get(&path).await;
    let fields = typed(&page, "text", &["draft_window", "key"]);
    let accounts = bench.store.accounts().await.unwrap();
    let user = accounts
        .iter()
        .find(|it| it.sign_in == "anna")
        .unwrap()
        .user;
    let sessions = bench.store.sessions(user, now()).await.unwrap();
    let factor = bench.store.new_factor(user).await.unwrap().unwrap();
    let secret = base32(&factor.secret);
    let (first, session_of) = (code(&secret, now().second), sessions[0].number);
    let confirmed = bench.store.confirm_factor(user, session_of, &first, now());
    confirmed.await.unwrap().unwrap();
    anna.post("/account", "/sign-out", &[]).await;
    let stranger = bench.stranger();
    let asked = sent(&stranger, &path, &fields).await;
    let code_page = over(&stranger, &asked, "anna").await;
    assert_eq!(code_page.status, StatusCode::OK, "{}", code_page.body);
    assert!(code_page.body.contains("action=\"/sign-in/code\""));
    let cookie = code_page.header(header::SET_COOKIE);
    let mut waiting = bench.stranger();
    waiting.cookie = cookie.split(';').next().unwrap().to_owned();
    bench.wait(60);
    let with = |code: String| {
        [
            ("form_token", code_page.token()),
            ("carried", value(&code_page, "carried")),
            ("next", value(&code_page, "next")),
            ("code", code),
        ]
    };
    let wrong = sent(&waiting, "/sign-in/code", &with("000000".to_owned())).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(value(&wrong, "carried"), value(&asked, "carried"));
    let right = code(&secret, now().second + 60);
    let back = sent(&waiting, "/sign-in/code", &with(right)).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let mut here = bench.stranger();
    here.cookie = session(&back);
    let form = here.get(back.header(header::LOCATION)).await;
    assert!(area(&form).contains(WORDS), "{}", form.body);
}

#[tokio::test]
async fn a_form_without_drafts_says_that_it_was_not_saved_and_others_lead_to_the_sign_in() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/glass");
    let token = anna.get("/account").await.token();
    anna.post("/account", "/sign-out", &[]).await;
    let stranger = bench.stranger();
    // Nothing in words was typed that could be shown again; a password is carried nowhere.
    let fields = [("form_token", token), ("password", WORDS.to_owned())];
    let asked = sent(&stranger, &path, &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
    assert!(asked.body.contains("og det er ikke gemt"), "{}", asked.body);
    assert!(!asked.body.contains("name=\"carried\""), "{}", asked.body);
    assert_eq!(value(&asked, "next"), path);
    // Without a page of ours nobody is told anything.
    let token = stranger.get("/sign-in").await.token();
    for token in [token, "1.2.3".to_owned(), String::new()] {
        let fields = [("form_token", token), ("text", WORDS.to_owned())];
        let note = format!("/cases/{case}/notes/new");
        let asked = sent(&stranger, &note, &fields).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        assert_eq!(asked.header(header::LOCATION), "/sign-in?next=%2F");
    }
}

#[tokio::test]
async fn a_reason_that_was_typed_into_a_form_without_drafts_is_shown_again_to_its_writer() {
    let (bench, case) = start().await;
    let forms = [
        (format!("/cases/{case}/glass"), "reason"),
        (format!("/cases/{case}/people/1"), "remarks"),
        (
            format!("/cases/{case}/documents/4/correct"),
            "retract_reason",
        ),
        (format!("/cases/{case}/notifier"), "reason"),
        ("/seconds/1".to_owned(), "reason"),
    ];
    for (path, field) in forms {
        let anna = bench.sign_in("anna").await;
        let token = anna.get("/account").await.token();
        anna.post("/account", "/sign-out", &[]).await;
        let stranger = bench.stranger();
        let fields = [
            ("form_token", token),
            (field, WORDS.to_owned()),
            ("phone", "Løvestræde".to_owned()),
        ];
        let asked = sent(&stranger, &path, &fields).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
        assert!(asked.body.contains("så vises din tekst"), "{}", asked.body);
        assert!(!asked.body.contains("Zebra"), "{}", asked.body);
        let other = over(&stranger, &asked, "carl").await;
        assert_eq!(other.status, StatusCode::FORBIDDEN, "{}", other.body);
        assert!(!other.body.contains("Zebra"), "{}", other.body);
        let back = over(&bench.stranger(), &asked, "anna").await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.body);
        let shown = back.body.replace("&#38;", "&").replace("&amp;", "&");
        let first = WORDS.lines().next().unwrap();
        assert!(shown.contains(first), "{shown}");
        assert!(!shown.contains("Løvestræde"), "only what is said in words");
        assert!(shown.contains(&format!("href=\"{path}\"")), "{shown}");
        // From an old page of their own, in a session that they have begun since.
        let mut here = bench.stranger();
        here.cookie = session(&back);
        let again = sent(&here, &path, &fields).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.body);
        assert!(again.body.contains("Din tekst er her endnu"));
    }
}
