//! Every route as every role: what is answered, compared with a table that people have read.
//!
//! `OMHU_BLESS=1` rewrites `table.txt`; read the difference against `docs/roles.md`. A route that is not in the table
//! fails the test, because the routes are read from the source.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

mod api;
#[expect(dead_code, reason = "each folder of tests uses its part")]
#[path = "../pages_day/bench.rs"]
mod bench;
mod municipality;
mod source;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use axum::http::{StatusCode, header};
use municipality::{Municipality, PERSONAS};

use crate::bench::{Answer, Browser};

/// What is answered: a status; `in`: to the sign-in.
fn word(answer: &Answer) -> String {
    let place = answer.header(header::LOCATION);
    match answer.status {
        StatusCode::SEE_OTHER if place.starts_with("/sign-in") => "in".to_owned(),
        status => status.as_str().to_owned(),
    }
}

/// The token of a form that this browser may send.
async fn token(browser: &Browser<'_>) -> String {
    let account = browser.get("/account").await;
    if account.status == StatusCode::OK {
        account.token()
    } else {
        browser.get("/sign-in").await.token()
    }
}

/// The rows of the table: method, route, which case; and a cell for each persona.
type Rows = BTreeMap<String, Vec<String>>;

fn text(rows: &Rows) -> String {
    let widest = rows.keys().map(String::len).max().unwrap_or(0);
    let mut text = String::from(
        "Every route as every role: the status of the answer; `in` leads to the sign-in. POST is an empty form.\n\
         Of `OMHU_BLESS=1`, read against docs/roles.md; do not edit.\n\n",
    );
    let head: Vec<String> = PERSONAS.iter().map(|name| format!("{name:>9}")).collect();
    let _ = writeln!(text, "{:widest$} {}", "", head.join(" "));
    for (route, cells) in rows {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>9}")).collect();
        let _ = writeln!(text, "{route:widest$} {}", cells.join(" "));
    }
    text
}

/// What is typed into a form that is not sent stands in its address, and so in the browser's history and in logs between:
/// days only.
fn words_are_sent(path: &str, body: &str) {
    for form in body.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or("");
        let head = form.split('>').next().unwrap_or("");
        if head.contains("method=\"post\"") {
            continue;
        }
        for input in form.split("<input").skip(1) {
            let input = input.split('>').next().unwrap_or("");
            let name = input.split("name=\"").nth(1).unwrap_or("");
            let name = name.split('"').next().unwrap_or("");
            let of_words = !["hidden", "checkbox", "radio"]
                .iter()
                .any(|kind| input.contains(&format!("type=\"{kind}\"")));
            let is_day = ["known", "from", "to"].contains(&name);
            assert!(is_day || !of_words, "{path}: {name} is in the address");
        }
        assert!(!form.contains("<textarea"), "{path}");
    }
}

async fn fill(municipality: &Municipality) -> Rows {
    let browsers = municipality.browsers().await;
    let mut rows = Rows::new();
    let routes = source::routes();
    for route in routes.iter().filter(|route| route.get) {
        for (which, path) in municipality.paths(&route.path) {
            let mut cells = Vec::new();
            for browser in &browsers {
                let answer = browser.get(&path).await;
                words_are_sent(&path, &answer.body);
                cells.push(word(&answer));
            }
            rows.insert(format!("{} GET {which}", route.path), cells);
        }
    }
    // What a form changes must not change what is shown above, so forms come after all pages.
    let mut forms: Vec<_> = routes.iter().filter(|route| route.post).collect();
    // What opens cases ends after the forms of cases; whoever has signed out sends no more.
    forms.sort_by_key(|route| {
        let last = match route.path.as_str() {
            "/sign-out" => 2,
            "/cases/{case}/glass/end" | "/stand-ins/{number}/end" => 1,
            _ => 0,
        };
        (last, route.path.clone())
    });
    for route in forms {
        for (which, path) in municipality.paths(&route.path) {
            let mut cells = Vec::new();
            for browser in &browsers {
                let token = token(browser).await;
                let fields = [("form_token", token.as_str())];
                let answer = browser.send_form(&path, &fields).await;
                cells.push(word(&answer));
            }
            rows.insert(format!("{} POST {which}", route.path), cells);
        }
    }
    rows
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let municipality = Municipality::new().await;
    let rows = fill(&municipality).await;
    for (route, cells) in &rows {
        for (persona, cell) in PERSONAS.iter().zip(cells) {
            assert!(!cell.starts_with('5'), "{route} as {persona}: {cell}");
            hold(route, persona, cell);
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routes/table.txt");
    compare(&file, &text(&rows));
}

/// Compares a table with the one that people have read.
fn compare(file: &Path, now: &str) {
    if std::env::var_os("OMHU_BLESS").is_some() {
        std::fs::write(file, now).unwrap();
    }
    let before = std::fs::read_to_string(file).unwrap_or_default();
    for (old, new) in before.lines().zip(now.lines()) {
        assert_eq!(old, new, "OMHU_BLESS=1 rewrites the table");
    }
    assert_eq!(before.lines().count(), now.lines().count());
}

/// What no blessing lifts.
fn hold(route: &str, persona: &str, cell: &str) {
    let opens = cell == "200";
    let open_to_all = [
        "/sign-in",
        "/first-run",
        "/new-password",
        "/styleguide",
        "/shortcuts",
        "/language",
        "/assets",
        "/api/v1/openapi.json",
    ];
    let path = route.split(' ').next().unwrap();
    if persona == "nobody" && !open_to_all.iter().any(|open| path.starts_with(open)) {
        assert!(!opens, "{route} is open to everybody");
    }
    if route.ends_with(" conflict") {
        assert!(!opens, "{route} as {persona}: own family");
    }
    let sees_no_case = ["control", "director", "users", "system"];
    if path.starts_with("/cases/") && sees_no_case.contains(&persona) {
        assert!(
            matches!(cell, "403" | "404"),
            "{route} as {persona}: {cell}"
        );
    }
    if path.starts_with("/administration") && !["users", "system"].contains(&persona) {
        assert!(
            matches!(cell, "403" | "404" | "in"),
            "{route} as {persona}: {cell}"
        );
    }
    if path.starts_with("/oversight") && !["leader", "leader2", "log"].contains(&persona) {
        assert!(
            matches!(cell, "403" | "404" | "in"),
            "{route} as {persona}: {cell}"
        );
    }
}
