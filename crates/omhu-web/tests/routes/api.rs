//! Every route of the API with every sort of token: what is answered, compared with a table that people have read.
//!
//! `OMHU_BLESS=1` rewrites `api.txt`; read the difference against `docs/roles.md`. The routes are those of the API's own
//! description: one that is not in the table fails the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};
use omhu_casework::access::{Relation, Role, Scope};
use omhu_casework::ids::UserNo;
use omhu_store::NewWebhook;
use omhu_store::accounts::NewToken;
use serde_json::{Value, json};

use crate::bench::{ADMIN, now};
use crate::municipality::Municipality;

/// Who confirms what the administrator does.
const SECOND: UserNo = UserNo(-8);

/// Who a token is made for, as what, through which relation.
const HOLDERS: [(&str, &str, Role, Relation); 20] = [
    (
        "caseworker assigned",
        "own",
        Role::Caseworker,
        Relation::Assigned,
    ),
    (
        "caseworker assigned, other team",
        "away",
        Role::Caseworker,
        Relation::Assigned,
    ),
    (
        "caseworker stand_in",
        "standin",
        Role::Caseworker,
        Relation::StandIn,
    ),
    (
        "caseworker stand_in, nobody away",
        "colleague",
        Role::Caseworker,
        Relation::StandIn,
    ),
    (
        "caseworker team",
        "colleague",
        Role::Caseworker,
        Relation::Team,
    ),
    ("caseworker none", "own", Role::Caseworker, Relation::None),
    (
        "caseworker assigned, broke glass",
        "glass",
        Role::Caseworker,
        Relation::Assigned,
    ),
    (
        "coordinator team",
        "coord",
        Role::Coordinator,
        Relation::Team,
    ),
    (
        "coordinator unit",
        "coord",
        Role::Coordinator,
        Relation::Unit,
    ),
    (
        "team_leader team",
        "leader",
        Role::TeamLeader,
        Relation::Team,
    ),
    (
        "team_leader team, other team",
        "leader2",
        Role::TeamLeader,
        Relation::Team,
    ),
    (
        "quality_auditor sampled",
        "quality",
        Role::QualityAuditor,
        Relation::Sampled,
    ),
    (
        "quality_auditor none",
        "quality",
        Role::QualityAuditor,
        Relation::None,
    ),
    (
        "controller oversight",
        "control",
        Role::Controller,
        Relation::Oversight,
    ),
    (
        "controller none",
        "control",
        Role::Controller,
        Relation::None,
    ),
    ("director none", "director", Role::Director, Relation::None),
    (
        "external_auditor sampled",
        "external",
        Role::ExternalAuditor,
        Relation::Sampled,
    ),
    (
        "log_reviewer oversight",
        "log",
        Role::LogReviewer,
        Relation::Oversight,
    ),
    (
        "user_administrator none",
        "users",
        Role::UserAdministrator,
        Relation::None,
    ),
    (
        "system_administrator none",
        "system",
        Role::SystemAdministrator,
        Relation::None,
    ),
];

/// The columns: each scope alone, then all of them.
fn columns() -> Vec<(&'static str, BTreeSet<Scope>)> {
    let alone = Scope::ALL.iter().map(|scope| {
        let short = match scope {
            Scope::ReadCore => "core",
            Scope::ReadDeadlines => "dead",
            Scope::ReadText => "text",
            Scope::ReadSensitive => "sens",
            Scope::ReadReporter => "rept",
            Scope::WriteFacts => "fact",
            Scope::OpenCases => "open",
            Scope::CorrectFacts => "corr",
            Scope::ReadFigures => "figr",
            Scope::ExportFigures => "figx",
            Scope::Import => "impo",
            Scope::ManageWebhooks => "hook",
        };
        (short, BTreeSet::from([*scope]))
    });
    let all = ("all", Scope::ALL.iter().copied().collect());
    alone.chain([all]).collect()
}

/// What is shown in place of a living token, by its row of the table.
struct Bad {
    name: &'static str,
    authorization: Option<String>,
}

/// A request of the table: what it says of itself, and how it is made.
struct Asked {
    title: String,
    method: String,
    path: String,
    body: Option<Value>,
    /// A receiver or a fact that is there only once: who may gets 404 for one that is not.
    note: &'static str,
}

/// The bodies of a route that writes. Where a case is written into, the sender saw no event of it, so that who may write
/// is answered 409, and the case stays as it is for the next one.
fn bodies(route: &str) -> Vec<(&'static str, Option<Value>)> {
    let fact =
        |kind: &str, about: &str| json!({"kind": kind, "when": "2026-11-17", "about": about});
    let facts = |fact: Value| Some(json!({"facts": [fact], "seen_event": 0}));
    let mut receipt = fact("notification_receipt_sent", "n1");
    match route {
        "POST /api/v1/cases" => {
            let mut notified = fact("notification_received", "+n");
            notified["value"] = json!("professional");
            vec![
                ("a notification", Some(json!({"facts": [notified]}))),
                (
                    "no notification",
                    Some(json!({"facts": [fact("support_need_known", "+a")]})),
                ),
            ]
        }
        "POST /api/v1/cases/lookup" => vec![("", Some(json!({"cases": ["2026-1"]})))],
        "POST /api/v1/cases/{case}/facts" => {
            let mut decided = fact("decision_made", "+d");
            decided["value"] = json!("measure");
            let mut given = fact("case_assigned", "");
            given["about"] = Value::Null;
            given["team"] = json!("nord");
            vec![
                ("a receipt", facts(receipt)),
                ("a decision", facts(decided)),
                ("a distribution", facts(given)),
            ]
        }
        "POST /api/v1/cases/{case}/corrections" => {
            receipt["kind"] = json!("notification_received");
            receipt["value"] = json!("citizen");
            let body =
                json!({"id": "omhu-1", "fact": receipt, "reason": "Forkert dag", "seen_event": 0});
            let mut given = body.clone();
            given["id"] = json!("omhu-2");
            given["fact"] = json!({"kind": "case_assigned", "when": "2026-11-17", "team": "syd"});
            vec![
                ("a notification", Some(body)),
                ("a distribution", Some(given)),
            ]
        }
        "POST /api/v1/cases/{case}/retractions" => {
            vec![(
                "",
                Some(json!({"id": "omhu-1", "reason": "Forkert barn", "seen_event": 0})),
            )]
        }
        "POST /api/v1/webhooks" => {
            let hook = json!({"url": "https://hooks.example.dk/in", "events": ["obligation.new"],
                "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"});
            vec![("", Some(hook))]
        }
        // Nothing is sent.
        _ => vec![("", None)],
    }
}

/// Every request: of each route that the description names, with each case and each body.
fn requests(municipality: &Municipality, description: &Value, hook: i64) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        // Everybody's, as the table of the pages says.
        if path.ends_with("/openapi.json") {
            continue;
        }
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            let mut real = path.replace("{id}", &hook.to_string());
            let mut note = "";
            if method == "DELETE" {
                real = path.replace("{id}", "999");
                note = "one that is not there";
            }
            for (what, body) in bodies(&format!("{method} {path}")) {
                for (which, path_of) in municipality.paths(&real) {
                    let words = [which.as_str(), what, note];
                    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
                    asked.push(Asked {
                        title: format!("{method} {path} {}", words.join(", "))
                            .trim()
                            .to_owned(),
                        method: method.clone(),
                        path: path_of,
                        body: body.clone(),
                        note,
                    });
                }
            }
        }
    }
    // What writes comes after all that reads.
    asked.sort_by_key(|asked| (asked.method != "GET", asked.path.contains("/webhooks")));
    asked
}

/// Sends a request; gives the status.
async fn answer(
    municipality: &Municipality,
    asked: &Asked,
    shown: Option<&str>,
    number: usize,
) -> String {
    let mut request = Request::builder()
        .method(asked.method.as_str())
        .uri(&asked.path)
        // One client alone would be slowed down for its wrong tokens.
        .header(
            "x-forwarded-for",
            format!(
                "10.{}.{}.{}",
                number >> 16,
                (number >> 8) & 255,
                number & 255
            ),
        );
    if let Some(shown) = shown {
        request = request.header(header::AUTHORIZATION, shown);
    }
    let body = match &asked.body {
        Some(body) => {
            request = request
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", format!("routes-{number}"));
            Body::from(body.to_string())
        }
        None => {
            request = request.header("idempotency-key", format!("routes-{number}"));
            Body::empty()
        }
    };
    let answer = municipality.bench().send(request.body(body).unwrap()).await;
    answer.status.as_str().to_owned()
}

/// Tokens that are none, or not any more, or not from here.
async fn bad(municipality: &Municipality) -> Vec<Bad> {
    let (store, now) = (&municipality.bench().store, now());
    let token = |name: &str, user: &str| NewToken {
        user: municipality.user(user),
        name: name.to_owned(),
        role: Role::Caseworker,
        scopes: Scope::ALL.iter().copied().collect(),
        relation: Relation::Assigned,
        networks: Vec::new(),
        until: now.second + 86_400,
    };
    let make = async |new: NewToken| {
        let (number, ticket) = store.new_token(&new, ADMIN, now).await.unwrap().unwrap();
        store
            .confirm_token(number, SECOND, now)
            .await
            .unwrap()
            .unwrap();
        (number, ticket)
    };
    let bearer = |text: &str| Some(format!("Bearer {text}"));
    let (number, ended) = make(token("ended", "own")).await;
    store.end_token(number, ADMIN, now).await.unwrap().unwrap();
    // Made a day ago for an hour.
    let mut short = token("expired", "own");
    short.until = now.second;
    let (_, expired) = make(short).await;
    let mut elsewhere = token("elsewhere", "own");
    elsewhere.networks = vec!["192.0.2.0/24".to_owned()];
    let (_, elsewhere) = make(elsewhere).await;
    let (_, closed) = make(token("closed", "leaver")).await;
    store
        .disable(municipality.user("leaver"), ADMIN, now)
        .await
        .unwrap()
        .unwrap();
    let (_, living) = make(token("living", "own")).await;
    let basic = Some(format!("Basic {}", living.text()));
    let none = |name, authorization| Bad {
        name,
        authorization,
    };
    vec![
        none("no token", None),
        none("a token as a password", basic),
        none("a text that is no token", bearer("omhu_letmein")),
        none(
            "a token that is nobody's",
            bearer(&format!("omhu_{}", "0".repeat(64))),
        ),
        none("a token that was ended", bearer(ended.text())),
        none("a token whose time is over", bearer(expired.text())),
        none("a token from another network", bearer(elsewhere.text())),
        none("a token of a closed account", bearer(closed.text())),
    ]
}

/// What no blessing lifts.
fn hold(asked: &Asked, holder: &str, column: &str, status: &str) {
    let place = format!("{} as {holder}, {column}: {status}", asked.title);
    assert!(!status.starts_with('5'), "{place}");
    // 409: it would have been written. 404 of what is not there: it was looked for.
    let opens =
        status.starts_with('2') || status == "409" || (!asked.note.is_empty() && status == "404");
    if asked.title.contains("conflict") || asked.title.ends_with("a decision") {
        assert!(!opens, "{place}");
    }
    if asked.path.contains("/webhooks") {
        let runs = holder.starts_with("system_administrator");
        assert!(
            !opens || (runs && matches!(column, "hook" | "all")),
            "{place}"
        );
    }
    let nobody = [
        "director",
        "log_reviewer",
        "user_administrator",
        "system_administrator",
    ];
    if nobody.iter().any(|role| holder.starts_with(role)) && !asked.path.contains("/webhooks") {
        assert!(!opens, "{place}: sees no case");
    }
    if ["figr", "figx", "impo", "sens", "rept"].contains(&column) {
        assert!(!opens, "{place}: nothing of the API is opened by this");
    }
}

/// A request of the table: its title, and a cell for each column in each row.
struct Block {
    title: String,
    rows: Vec<(String, Vec<String>)>,
}

fn table(columns: &[&str], blocks: &[Block], refused: &str) -> String {
    let mut text = String::from(
        "Every route of the API with every sort of token: the status of the answer.\n\
         Of `OMHU_BLESS=1`, read against docs/roles.md; do not edit.\n\n\
         Columns: a token with this scope alone (core: read_core, dead: read_deadlines, text: read_text, sens: read_sensitive,\n\
         rept: read_reporter, fact: write_facts, open: open_cases, corr: correct_facts, figr: read_figures,\n\
         figx: export_figures, impo: import, hook: manage_webhooks), and with all. Rows: role and relation; `the others`\n\
         are those of the last list that stand in no row.\n\
         A case: `own` of cw-7, `away` of another team, `protected` with a protected address, `conflict` of everybody's own\n\
         family. Who writes into a case saw none of its events, so that who may is answered 409 and the case stays as it is.\n\n",
    );
    text.push_str(refused);
    let all = blocks.iter().flat_map(|block| &block.rows);
    let widest = all.map(|(name, _)| name.len());
    let widest = widest.max().unwrap_or(0).max(28);
    for Block { title, rows } in blocks {
        let head: Vec<String> = columns.iter().map(|name| format!("{name:>4}")).collect();
        let _ = writeln!(text, "\n{title}\n{:widest$} {}", "", head.join(" "));
        for (name, cells) in rows {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>4}")).collect();
            let _ = writeln!(text, "{name:widest$} {}", cells.join(" "));
        }
    }
    text.push_str("\nThe others:\n");
    for (name, ..) in HOLDERS {
        let _ = writeln!(text, "- {name}");
    }
    text
}

#[tokio::test]
async fn every_route_of_the_api_answers_every_token_as_the_table_says() {
    let municipality = Municipality::new().await;
    let bench = municipality.bench();
    let (store, now) = (&bench.store, now());
    let described = Request::get("/api/v1/openapi.json")
        .body(Body::empty())
        .unwrap();
    let description: Value = serde_json::from_str(&bench.send(described).await.body).unwrap();
    let hook = NewWebhook {
        url: "https://hooks.example.dk/first".to_owned(),
        secret: vec![7; 32].into(),
        events: BTreeSet::from([omhu_casework::duty_changes::DutyChange::New]),
        teams: None,
    };
    let hook = municipality.webhook(&hook).await;
    let requests = requests(&municipality, &description, hook);
    let mut number = 0;

    // Whoever shows no living token is answered alike everywhere.
    let mut refused = String::from("Every request below:\n");
    for bad in bad(&municipality).await {
        let mut statuses = BTreeSet::new();
        for asked in &requests {
            number += 1;
            let status = answer(&municipality, asked, bad.authorization.as_deref(), number).await;
            assert_eq!(status, "401", "{} with {}", asked.title, bad.name);
            statuses.insert(status);
        }
        let statuses: Vec<_> = statuses.into_iter().collect();
        let _ = writeln!(refused, "  {:30} {}", bad.name, statuses.join(" "));
    }

    let columns = columns();
    let mut tokens = Vec::new();
    for (holder, user, role, relation) in HOLDERS {
        let mut of_holder = Vec::new();
        for (column, scopes) in &columns {
            let new = NewToken {
                user: municipality.user(user),
                name: format!("{holder} {column}"),
                role,
                scopes: scopes.clone(),
                relation,
                networks: Vec::new(),
                until: now.second + 86_400,
            };
            let (number, ticket) = store.new_token(&new, ADMIN, now).await.unwrap().unwrap();
            store
                .confirm_token(number, SECOND, now)
                .await
                .unwrap()
                .unwrap();
            of_holder.push((*column, format!("Bearer {}", ticket.text())));
        }
        tokens.push((holder, of_holder));
    }
    let mut blocks = Vec::new();
    for asked in &requests {
        let mut cells: Vec<(String, Vec<String>)> = Vec::new();
        for (holder, tokens) in &tokens {
            let mut row = Vec::new();
            for (column, shown) in tokens {
                number += 1;
                let status = answer(&municipality, asked, Some(shown), number).await;
                hold(asked, holder, column, &status);
                row.push(status);
            }
            cells.push(((*holder).to_owned(), row));
        }
        // The row that most have is said once.
        let mut counts: BTreeMap<&[String], usize> = BTreeMap::new();
        for (_, row) in &cells {
            *counts.entry(row).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count).unwrap();
        let usual = (*most.1 > 1).then(|| most.0.to_vec());
        if let Some(usual) = usual {
            cells.retain(|(_, row)| *row != usual);
            cells.push(("the others".to_owned(), usual));
        }
        blocks.push(Block {
            title: asked.title.clone(),
            rows: cells,
        });
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let now = table(&names, &blocks, &refused);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routes/api.txt");
    crate::compare(&file, &now);
}
