//! The app of one-time codes: set up, replaced, switched off, reset by somebody else.

use axum::http::{StatusCode, header};
use omhu_casework::access::{Now, Role};

use crate::bench::{Answer, Bench, Browser, NOW, PASSWORD};
use crate::telephone::{base32, code};

const FACTOR: &str = "/account/factor";

fn shows(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "no «{text}» in {}", answer.body);
}

fn hides(answer: &Answer, text: &str) {
    assert!(!answer.body.contains(text), "«{text}» in {}", answer.body);
}

fn hidden(answer: &Answer, name: &str) -> String {
    let rest = answer
        .body
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {name} in {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}

/// The recovery codes of the page that shows them.
fn recovery(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let codes = answer.body.split("<li><code>").skip(1);
    let codes: Vec<String> = codes
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10, "{}", answer.body);
    codes
}

/// Asks for a new app with what proves who one is.
async fn begin(browser: &Browser<'_>, proof: &[(&str, &str)]) -> Answer {
    let fields = [proof, &[("do", "begin")]].concat();
    browser.post(FACTOR, FACTOR, &fields).await
}

/// Types the first code of an app that was asked for.
async fn confirm(browser: &Browser<'_>, begun: &Answer, second: i64) -> (Vec<u8>, Answer) {
    let (text, address) = (hidden(begun, "secret"), hidden(begun, "address"));
    let secret = base32(&text);
    let first = code(&secret, second);
    let fields = [
        ("do", "confirm"),
        ("secret", text.as_str()),
        ("address", address.as_str()),
        ("new_code", first.as_str()),
    ];
    let done = browser.post(FACTOR, FACTOR, &fields).await;
    (secret, done)
}

fn with(code: &str) -> [(&str, &str); 2] {
    [("password", PASSWORD), ("code", code)]
}

fn is_refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    hides(answer, "otpauth://");
}

#[tokio::test]
async fn an_app_is_set_up_by_the_password_and_replaced_by_a_code_of_it_too_however_fresh_the_sign_in()
 {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let browser = bench.sign_in("anna").await;
    // Somebody sits down at the desk just after the sign-in.
    shows(&browser.get(FACTOR).await, "name=\"password\"");
    is_refused(&begin(&browser, &[]).await);
    is_refused(&begin(&browser, &[("password", "en andens adgangskode")]).await);
    // A page that was left open with its key is not gone on with later.
    let begun = begin(&browser, &[("password", PASSWORD)]).await;
    bench.wait(16 * 60);
    let (_, late) = confirm(&browser, &begun, NOW + 16 * 60).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&late, "Der er gået for lang tid");
    let begun = begin(&browser, &[("password", PASSWORD)]).await;
    let (secret, done) = confirm(&browser, &begun, NOW + 16 * 60).await;
    let codes = recovery(&done);

    // The password alone replaces nothing, though a code was typed this minute.
    is_refused(&begin(&browser, &[("password", PASSWORD)]).await);
    is_refused(&begin(&browser, &[("code", codes[0].as_str())]).await);
    shows(&begin(&browser, &with(&codes[0])).await, "otpauth://");
    bench.wait(60);
    let next = code(&secret, NOW + 17 * 60);
    shows(&begin(&browser, &with(&next)).await, "otpauth://");

    // New recovery codes by the same proof; the old ones are none.
    let path = format!("{FACTOR}/codes");
    shows(&browser.get(FACTOR).await, &path);
    is_refused(&browser.post(&path, &path, &[("password", PASSWORD)]).await);
    let made = browser.post(&path, &path, &with(&codes[1])).await;
    let new = recovery(&made);
    is_refused(&browser.post(&path, &path, &with(&codes[2])).await);

    // Switched off where the municipality does not want codes of all.
    let path = format!("{FACTOR}/off");
    let all = async |wanted| {
        let set = bench.store.set_second_factor(wanted, anna, Now::at(NOW));
        set.await.unwrap();
    };
    all(true).await;
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    hides(&browser.get(FACTOR).await, &path);
    all(false).await;
    shows(&browser.get(FACTOR).await, &path);
    is_refused(&browser.post(&path, &path, &[("password", PASSWORD)]).await);
    let off = browser.post(&path, &path, &with(&new[0])).await;
    assert_eq!(off.header(header::LOCATION), "/account?done=codes-off");
    let account = bench.store.account(anna).await.unwrap().unwrap();
    assert!(!account.has_factor);
    // Nobody took it away from her, so nobody asks for another.
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whose_codes_were_reset_sets_up_an_app_before_anything_else() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench
        .person("birk", None, Role::UserAdministrator, "")
        .await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let browser = bench.sign_in("anna").await;
    let begun = begin(&browser, &[("password", PASSWORD)]).await;
    recovery(&confirm(&browser, &begun, NOW).await.1);
    let birk = bench.sign_in("birk").await;
    let account = format!("/administration/accounts/{anna}");
    let reset = format!("{account}/factor");
    let done = birk.post(&reset, &reset, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // Whoever reset them makes no link too; what is wrong is wrong with no field.
    let link = format!("{account}/link");
    let refused = birk.post(&link, &link, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&refused, "Den samme kan ikke både lave et link");
    hides(&refused, "href=\"#f-");

    let browser = bench.sign_in("anna").await;
    for page in ["/", "/account", &format!("/cases/{case}")] {
        let led = browser.get(page).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(led.header(header::LOCATION), FACTOR, "{page}");
    }
    let page = browser.get(FACTOR).await;
    shows(&page, "dine er blevet nulstillet");
    hides(&page, "Freja");
    let begun = begin(&browser, &[("password", PASSWORD)]).await;
    recovery(&confirm(&browser, &begun, NOW).await.1);
    shows(&browser.get("/").await, "Freja Holm");
}

#[tokio::test]
async fn the_page_of_the_code_says_what_is_true_takes_letters_and_has_a_way_back() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let browser = bench.sign_in("anna").await;
    let begun = begin(&browser, &[("password", PASSWORD)]).await;
    shows(&begun, "inputmode=\"numeric\"");
    let wrong = [("do", "confirm"), ("new_code", "12"), ("address", "x")];
    let wrong = browser.post(FACTOR, FACTOR, &wrong).await;
    shows(&wrong, "Feltet er tomt igen");
    let codes = recovery(&confirm(&browser, &begun, NOW).await.1);

    let mut stranger = bench.stranger();
    let fields = [("name", "anna"), ("password", PASSWORD), ("next", "/")];
    let asked = stranger.post("/sign-in", "/sign-in", &fields).await;
    let page = asked.header(header::LOCATION).to_owned();
    assert!(page.starts_with("/sign-in/code"), "{page}");
    let cookies = asked.headers.get_all(header::SET_COOKIE).iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let ticket = cookies.find(|cookie| cookie.starts_with("__Host-code="));
    stranger.cookie = ticket.unwrap().split(';').next().unwrap().to_owned();
    let form = stranger.get(&page).await;
    shows(&form, "inputmode=\"text\"");
    hides(&form, "inputmode=\"numeric\"");
    shows(&form, "href=\"/sign-in?next=%2F\"");
    let path = "/sign-in/code";
    let wrong = stranger.post(&page, path, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&wrong, "Feltet er tomt igen");
    hides(&wrong, "står der endnu");
    // One term for what is written down for a lost telephone.
    let english = stranger.get_in(&page, "en").await;
    shows(&english, "recovery code");
    hides(&english, "spare");
    let letters = [("code", codes[0].as_str()), ("next", "/")];
    let signed = stranger.post(&page, path, &letters).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
}
