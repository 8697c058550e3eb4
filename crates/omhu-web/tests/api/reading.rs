//! What a program sees, and what of it stands in the log.

use omhu_casework::access::{Relation, Role, Scope};
use omhu_law::derive::{Engine, Further, Question};
use omhu_law::history::{Builder, CaseFacts};
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn a_program_sees_the_cases_of_its_relation_and_no_other_one() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let page = bench.get(&token, "/api/v1/cases").await.is(200).json;
    assert_eq!(page["cases"].as_array().unwrap().len(), 1);
    assert_eq!(page["cases"][0]["case"], "2026-118");
    assert_eq!(page["cases"][0]["team"], "nord");
    assert_eq!(page["cursor"], Value::Null);
    let case = bench.get(&token, &bench.path("")).await.is(200).json;
    assert_eq!(case, page["cases"][0]);
    let other = format!("/api/v1/cases/{}", bench.other);
    for more in ["", "/facts", "/obligations"] {
        let path = format!("{other}{more}");
        bench.get(&token, &path).await.fails(404, "not_found");
        let nowhere = format!("/api/v1/cases/999{more}");
        bench.get(&token, &nowhere).await.fails(404, "not_found");
    }
    // By the municipality's id, in a body.
    let asked = json!({"cases": ["2026-119", "2026-118", "2026-11"]});
    let found = bench.post(&token, "/api/v1/cases/lookup", &asked).await;
    let found = found.is(200).json;
    assert_eq!(found["cases"], page["cases"]);
    // Every look stands in the log, the refused ones too.
    let looks = bench.looks(bench.case).await;
    let actions: Vec<_> = looks.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["see:core", "see:core", "see:core"]);
    let denied = bench.looks(bench.other).await;
    assert_eq!(denied.len(), 3);
    assert!(denied.iter().all(|row| row.outcome == "denied"));
}

#[tokio::test]
async fn a_scope_that_is_missing_is_said_and_is_no_empty_list() {
    let bench = Bench::new().await;
    let token = bench
        .token(
            Role::Caseworker,
            Relation::Assigned,
            &[Scope::ReadDeadlines],
        )
        .await;
    let answer = bench.get(&token, "/api/v1/cases").await;
    let answer = answer.fails(403, "not_allowed");
    assert_eq!(answer.json["reason"], "access-denied-token-scope");
    assert!(
        answer
            .header("www-authenticate")
            .contains("insufficient_scope")
    );
    bench
        .get(&token, &bench.path("/facts"))
        .await
        .fails(403, "not_allowed");
    let rows = bench.get(&token, &bench.path("/obligations")).await.is(200);
    let first = &rows.json["obligations"][0];
    // Whose case it is belongs to another scope.
    for field in ["case", "team", "caseworker"] {
        assert_eq!(first[field], Value::Null, "{first}");
    }
    bench.get(&token, "/api/v1/obligations").await.is(200);
    bench
        .get(&token, "/api/v1/obligations?team=nord")
        .await
        .fails(403, "not_allowed");
}

#[tokio::test]
async fn a_controllers_program_sees_every_deadline_and_no_name() {
    let bench = Bench::new().await;
    let token = bench
        .token(Role::Controller, Relation::Oversight, Scope::ALL)
        .await;
    let page = bench.get(&token, "/api/v1/obligations?limit=200").await;
    let page = page.is(200);
    let rows = page.json["obligations"].as_array().unwrap();
    let cases: std::collections::BTreeSet<_> = rows
        .iter()
        .map(|row| row["number"].as_i64().unwrap())
        .collect();
    assert_eq!(cases, [bench.case.0, bench.other.0].into());
    assert!(!page.text.contains("2026-118") && !page.text.contains("cw-7"));
    bench
        .get(&token, "/api/v1/cases")
        .await
        .fails(403, "not_allowed");
    let changes = bench.get(&token, "/api/v1/changes").await.is(200).json;
    assert_eq!(changes["changes"].as_array().unwrap().len(), 2);
}

/// Facts out, as the law engine reads them from a file.
fn derived(bench: &Bench, facts: &Value) -> Vec<Value> {
    let book = bench.store.book();
    let cells: Vec<omhu_casework::fact::FactCells> = facts
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| {
            let text = |name: &str| fact[name].as_str().unwrap_or("").to_owned();
            omhu_casework::fact::FactCells {
                kind: text("kind"),
                when: text("when"),
                about: text("about"),
                reference: text("ref"),
                basis: text("basis"),
                value: text("value"),
                team: text("team"),
                caseworker: text("caseworker"),
                family: text("family"),
                id: text("id"),
                recorded_at: text("recorded_at"),
            }
        })
        .collect();
    let mut case = CaseFacts::default();
    case.rows
        .extend(cells.iter().map(|cells| cells.row(book).unwrap()));
    Builder::new(&book.vocabulary).arrange(&book.vocabulary, &mut case);
    let today = omhu_law::calendar::Day::checked(2026, 11, 18).unwrap();
    let question = Question {
        as_of: today,
        known_at: today,
        locals: &[],
        further: Further::All,
    };
    let mut rows = Vec::new();
    Engine::new(book, &question).derive(&case, &mut rows);
    let day = |day: Option<omhu_law::calendar::Day>| day.map(|day| day.to_string());
    let row = |row: &omhu_law::derive::Derived| {
        json!({
            "obligation": book.obligations[usize::from(row.obligation)].name,
            "about": Some(case.thing(row.about)).filter(|about| !about.is_empty()),
            "seq": row.seq,
            "layer": row.layer.word(),
            "rule": book.rule(row.rule).id,
            "act": book.rule(row.rule).act,
            "provision": book.rule(row.rule).provision,
            "trigger_on": row.trigger_on.to_string(),
            "due_on": row.due.map(|due| due.day.to_string()),
            "met_on": day(row.met_on),
            "status": row.status.word(),
            "overrun_days": row.overrun_days,
        })
    };
    rows.iter().map(row).collect()
}

#[tokio::test]
async fn the_obligations_out_are_those_that_the_law_derives_from_the_facts_out() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let facts = json!({"facts": [
        {"kind": "screening_made", "when": "2026-11-09", "about": "n1", "value": "assess"},
        {"kind": "support_need_known", "when": "2026-05-01", "about": "+a", "ref": "n1"},
        {"kind": "measure_started", "when": "2026-06-01", "about": "+m", "value": "placement"},
        {"kind": "review_held", "when": "2026-09-15", "about": "+x", "ref": "+m"},
        {"kind": "notification_received", "when": "2026-11-17T14:05:00+01:00", "about": "+n", "value": "citizen"},
    ]});
    bench
        .post(&token, &bench.path("/facts"), &facts)
        .await
        .is(201);
    let out = bench.get(&token, &bench.path("/facts")).await.is(200).json;
    assert_eq!(out["facts"].as_array().unwrap().len(), 8);
    let mut wanted = derived(&bench, &out["facts"]);
    assert!(wanted.len() > 8, "{wanted:?}");
    let rows = bench
        .get(&token, &bench.path("/obligations"))
        .await
        .is(200)
        .json;
    let found = rows["obligations"].as_array().unwrap();
    assert_eq!(found.len(), wanted.len());
    for (row, wanted) in found.iter().zip(&mut wanted) {
        let due = row["due"].as_str().map(|due| &due[..10]);
        assert_eq!(due, wanted["due_on"].as_str(), "{row}");
        let wanted = wanted.as_object_mut().unwrap();
        wanted.remove("due_on");
        for (name, value) in wanted {
            assert_eq!(&row[name], value, "{name} of {row}");
        }
        assert!(!row["why"].as_str().unwrap().is_empty());
        assert!(!row["title"].as_str().unwrap().is_empty());
    }
    // The list over all cases has the same rows, page by page.
    let mut paged = Vec::new();
    let mut path = "/api/v1/obligations?limit=3".to_owned();
    loop {
        let page = bench.get(&token, &path).await.is(200).json;
        paged.extend(page["obligations"].as_array().unwrap().clone());
        let Some(cursor) = page["cursor"].as_str() else {
            break;
        };
        path = format!("/api/v1/obligations?limit=3&cursor={cursor}");
    }
    assert_eq!(&paged, found);
    // And the filters choose among them.
    let overdue = bench
        .get(
            &token,
            "/api/v1/obligations?status=overdue,open&due_before=2026-11-18&limit=200",
        )
        .await
        .is(200)
        .json;
    let chosen: Vec<_> = found
        .iter()
        .filter(|row| matches!(row["status"].as_str(), Some("overdue" | "open")))
        .filter(|row| {
            row["due"]
                .as_str()
                .is_some_and(|due| &due[..10] < "2026-11-18")
        })
        .cloned()
        .collect();
    assert!(!chosen.is_empty());
    assert_eq!(overdue["obligations"], json!(chosen));
    // As it was known before: without what was registered today.
    let path = bench.path("/obligations?known_at=2026-11-10&as_of=2026-11-10");
    let before = bench.get(&token, &path).await.is(200).json;
    assert!(before["obligations"].as_array().unwrap().len() < found.len());
}

#[tokio::test]
async fn the_feed_tells_each_change_once_and_where_to_go_on() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let first = bench.get(&token, "/api/v1/changes").await.is(200).json;
    assert_eq!(first["changes"].as_array().unwrap().len(), 1);
    assert_eq!(first["changes"][0]["number"], bench.case.0);
    assert_eq!(first["changes"][0]["last_event"], 3);
    // Behind the newest one, though the case of another team is.
    assert_eq!(first["next"], 2);
    let path = format!("/api/v1/changes?after={}", first["next"]);
    let none = bench.get(&token, &path).await.is(200).json;
    assert_eq!(none, json!({"changes": [], "next": 2, "more": false}));
    let facts = json!({"facts": [
        {"kind": "screening_made", "when": "2026-11-09", "about": "n1", "value": "assess"},
    ]});
    bench
        .post(&token, &bench.path("/facts"), &facts)
        .await
        .is(201);
    let one = bench.get(&token, &path).await.is(200).json;
    assert_eq!(one["changes"][0]["first_event"], 4);
    assert_eq!(one["next"], 3);
}
