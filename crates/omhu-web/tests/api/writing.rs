//! Facts in: all or none, once, with the rights of the token.

use omhu_casework::access::{Action, Now, Relation, Role, Scope};
use omhu_casework::command::{Command, Entry, Words};
use omhu_casework::fact::FactCells;
use serde_json::{Value, json};

use crate::bench::{ADMIN, Bench, NOW, fact, note};

fn screening() -> Value {
    json!({"facts": [
        {"kind": "screening_made", "when": "2026-11-09", "about": "n1", "value": "assess"},
        {"kind": "support_need_known", "when": "2026-11-09", "about": "+a", "ref": "n1"},
    ]})
}

#[tokio::test]
async fn facts_are_registered_all_or_none() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let wrong = json!({"facts": [
        {"kind": "screening_made", "when": "2026-11-09", "about": "n1", "value": "assess"},
        {"kind": "screening_made", "when": "2026-02-30", "about": "n1", "value": "assess"},
        {"kind": "plan_revised", "when": "2026-11-09T10:00:00", "about": "p1"},
        {"kind": "decided_by_the_moon", "when": "2026-11-09"},
    ]});
    let answer = bench.post(&token, &bench.path("/facts"), &wrong).await;
    let answer = answer.fails(422, "faulty");
    assert_eq!(
        answer.errors(),
        [
            ("/facts/1/when", "no_such_time"),
            ("/facts/2/when", "no_offset"),
            ("/facts/3/kind", "unknown_kind"),
        ]
    );
    assert_eq!(answer.json["saved"], "not_applied");
    assert!(!answer.text.contains("moon") && !answer.text.contains("02-30"));
    let facts = bench.get(&token, &bench.path("/facts")).await.is(200).json;
    assert_eq!(facts["last_event"], 3);

    let done = bench
        .post(&token, &bench.path("/facts"), &screening())
        .await;
    let done = done.is(201).json;
    assert_eq!(done["first_event"], 4);
    assert_eq!(done["last_event"], 5);
    assert_eq!(done["things"], json!({"+a": "a1"}));
    assert_eq!(
        done["facts"],
        json!([{"id": "omhu-2026-118-4", "event": 4}, {"id": "omhu-2026-118-5", "event": 5}])
    );
    let facts = bench.get(&token, &bench.path("/facts")).await.is(200).json;
    let last = facts["facts"].as_array().unwrap().last().unwrap();
    assert_eq!(
        *last,
        json!({
            "case": "2026-118", "kind": "support_need_known", "when": "2026-11-09", "about": "a1",
            "ref": "n1", "basis": null, "value": null, "team": null, "caseworker": null,
            "family": null, "id": "omhu-2026-118-5", "recorded_at": "2026-11-18T10:32:00+01:00", "event": 5,
        })
    );
    let looks = bench.looks(bench.case).await;
    assert!(
        looks
            .iter()
            .any(|row| row.action == "register_fact" && row.outcome == "allowed")
    );
    // Each look says by which token it was.
    for row in &looks {
        let program = row.hidden.program.as_ref();
        assert!(
            program.is_some_and(|(_, name)| name == "a program"),
            "{row:?}"
        );
    }
}

#[tokio::test]
async fn a_token_that_one_administrator_made_alone_opens_nothing() {
    let bench = Bench::new().await;
    let token = bench.unconfirmed().await;
    let answer = bench.get(&token, &bench.path("/facts")).await;
    answer.fails(403, "token_not_confirmed");
    let answer = bench
        .post(&token, &bench.path("/facts"), &screening())
        .await;
    answer.fails(403, "token_not_confirmed");
    let looks = bench.looks(bench.case).await;
    assert!(looks.is_empty(), "{looks:?}");
}

#[tokio::test]
async fn the_same_key_has_one_effect_and_the_same_answer() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let path = bench.path("/facts");
    let key = "8e03978e-40d5-43dd-bc93-6894a57f9324";
    let first = bench
        .post_with(&token, &path, key, &screening())
        .await
        .is(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = bench
        .post_with(&token, &path, key, &screening())
        .await
        .is(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.text, first.text);
    let facts = bench.get(&token, &path).await.is(200).json;
    assert_eq!(facts["last_event"], 5);
    // Another body, or another address, is another request.
    let other = json!({"facts": [{"kind": "screening_made", "when": "2026-11-10", "about": "n1", "value": "none"}]});
    let answer = bench.post_with(&token, &path, key, &other).await;
    answer.fails(422, "idempotency_key_reused");
    let answer = bench
        .post_with(&token, "/api/v1/cases", key, &screening())
        .await;
    answer.fails(422, "idempotency_key_reused");
    // What was refused leaves the key free.
    let wrong = json!({"facts": [{"kind": "x", "when": "2026-11-10"}]});
    let key = "another-key-1";
    bench
        .post_with(&token, &path, key, &wrong)
        .await
        .fails(422, "faulty");
    bench.post_with(&token, &path, key, &other).await.is(201);
    // Somebody else's key is another one.
    let colleague = bench
        .token(Role::Coordinator, Relation::Team, Scope::ALL)
        .await;
    let done = bench
        .post_with(&colleague, &path, key, &other)
        .await
        .is(201);
    assert_eq!(done.header("idempotency-replayed"), "");
}

#[tokio::test]
async fn a_warning_comes_back_and_stops_only_who_wants_to_stop() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    // A day that has not come.
    let mut late = json!({"facts": [
        {"kind": "screening_made", "when": "2027-11-09", "about": "n1", "value": "assess"},
    ], "stop_at_warnings": true});
    let path = bench.path("/facts");
    let answer = bench.post(&token, &path, &late).await.fails(409, "warned");
    assert!(!answer.errors().is_empty());
    late["stop_at_warnings"] = json!(false);
    let done = bench
        .post_with(&token, &path, "with-a-warning", &late)
        .await
        .is(201);
    let warnings = done.json["warnings"].as_array().unwrap();
    assert!(!warnings.is_empty());
    assert!(
        warnings[0]["code"]
            .as_str()
            .unwrap()
            .starts_with("warnings-")
    );
    assert!(warnings[0]["sentence"].as_str().unwrap().len() > 10);
    // The answer to the same request holds the warnings of the first one, not of a second look.
    let again = bench
        .post_with(&token, &path, "with-a-warning", &late)
        .await
        .is(201);
    assert_eq!(again.text, done.text);
}

#[tokio::test]
async fn no_token_decides_or_distributes_and_scopes_open_the_rest() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let path = bench.path("/facts");
    for fact in [
        json!({"kind": "decision_made", "when": "2026-11-10", "about": "+d", "basis": "bl-32", "value": "support"}),
        json!({"kind": "case_assigned", "when": "2026-11-10", "team": "syd"}),
    ] {
        // Hidden among others too.
        let facts = json!({"facts": [screening()["facts"][0], fact]});
        let answer = bench.post(&token, &path, &facts).await;
        let answer = answer.fails(403, "not_allowed");
        assert_eq!(answer.json["reason"], "access-denied-token-scope");
    }
    let reader = bench
        .token(
            Role::Caseworker,
            Relation::Assigned,
            &[Scope::ReadText, Scope::ReadCore],
        )
        .await;
    let answer = bench.post(&reader, &path, &screening()).await;
    answer.fails(403, "not_allowed");
    let elsewhere = format!("/api/v1/cases/{}/facts", bench.other);
    bench
        .post(&token, &elsewhere, &screening())
        .await
        .fails(404, "not_found");
}

#[tokio::test]
async fn somebody_wrote_since_is_said_and_nothing_is_written() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    let mut facts = screening();
    facts["seen_event"] = json!(2);
    let path = bench.path("/facts");
    let answer = bench
        .post(&token, &path, &facts)
        .await
        .fails(409, "changed");
    assert_eq!(answer.json["event"], 3);
    facts["seen_event"] = json!(3);
    bench.post(&token, &path, &facts).await.is(201);
}

#[tokio::test]
async fn a_fact_is_corrected_and_retracted_with_a_reason() {
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    bench
        .post(&token, &bench.path("/facts"), &screening())
        .await
        .is(201);
    let correction = json!({
        "id": "omhu-2026-118-4", "reason": "Wrong day",
        "fact": {"kind": "screening_made", "when": "2026-11-10", "about": "n1", "value": "assess"},
    });
    let path = bench.path("/corrections");
    let mut without = correction.clone();
    without["reason"] = json!("  ");
    let answer = bench
        .post(&token, &path, &without)
        .await
        .fails(422, "faulty");
    assert_eq!(answer.errors(), [("/reason", "form")]);
    let mut odd = correction.clone();
    odd["fact"]["when"] = json!("10. november");
    let answer = bench.post(&token, &path, &odd).await.fails(422, "faulty");
    assert_eq!(answer.errors(), [("/fact/when", "not_a_day")]);
    let done = bench.post(&token, &path, &correction).await.is(201).json;
    assert_eq!(
        done["facts"],
        json!([{"id": "omhu-2026-118-6", "event": 6}, {"id": "omhu-2026-118-7", "event": 7}])
    );
    let answer = bench.post(&token, &path, &correction).await;
    answer.fails(404, "no_such_fact");
    let retraction = json!({"id": "omhu-2026-118-7", "reason": "Another child"});
    let path = bench.path("/retractions");
    bench.post(&token, &path, &retraction).await.is(201);
    bench
        .post(&token, &path, &retraction)
        .await
        .fails(404, "no_such_fact");
    // A distribution was a person's, and stays until a person takes it back.
    let assigned = json!({"id": "omhu-2026-118-2", "reason": "No"});
    bench
        .post(&token, &path, &assigned)
        .await
        .fails(403, "not_allowed");
    let looks = bench.looks(bench.case).await;
    let purposes = looks.iter().filter(|row| row.action == "correct");
    let purposes: Vec<_> = purposes.map(|row| row.hidden.purpose.as_str()).collect();
    assert!(purposes.contains(&"Another child"), "{purposes:?}");
    let facts = bench.get(&token, &bench.path("/facts")).await.is(200);
    assert!(!facts.text.contains("Wrong day"), "a reason is a text");
}

#[tokio::test]
async fn a_correction_keeps_the_words_about_the_fact_unless_it_takes_them_out() {
    const WORDS: &str = "Skolen er bekymret for Zanzibarkanarien";
    let bench = Bench::new().await;
    let token = bench.caseworker().await;
    // A person registered it, with words that no program reads.
    let cells = FactCells {
        value: "assess".into(),
        ..fact("screening_made", "2026-11-09", "n1")
    };
    let command = Command {
        entries: vec![Entry::Fact {
            cells,
            text: WORDS.to_owned(),
        }],
        ..Command::default()
    };
    let now = Now::at(NOW);
    let may = |_: &_, _: &_| note(Action::RegisterFact, now);
    let done = bench
        .store
        .execute(ADMIN, bench.case, now, may, &command, None);
    let done = done.await.unwrap();
    let first = done.receipts().unwrap()[0].facts[0].1.clone();
    let path = bench.path("/corrections");
    let corrected = |id: &str, day: &str| {
        json!({
            "id": id, "reason": "Wrong day",
            "fact": {"kind": "screening_made", "when": day, "about": "n1", "value": "assess"},
        })
    };
    let said = async |id: &str| {
        let note = note(Action::RegisterFact, now);
        let permit = bench.store.look(note, &[bench.case]).await.unwrap();
        let state = bench.store.case_state(&permit, bench.case).await.unwrap();
        let text = state.fact_with_id(id).unwrap().fact.text;
        let texts = bench.store.all_texts(&permit, bench.case).await.unwrap();
        let words = texts.into_iter().find(|held| Some(held.number) == text);
        words.map(|held| held.words)
    };
    let id_of = |done: &Value| done["facts"][1]["id"].as_str().unwrap().to_owned();
    // Not mentioned: they stay, and the answer has none of them.
    let day = "2026-11-10";
    let answer = bench.post(&token, &path, &corrected(&first, day)).await;
    let answer = answer.is(201);
    assert!(!answer.text.contains("Zanzibar"), "{}", answer.text);
    let second = id_of(&answer.json);
    assert_eq!(said(&second).await, Some(Words::Text(WORDS.to_owned())));
    // Other words come from no program.
    for (text, fault) in [(json!("andre ord"), "too_long"), (json!(7), "type")] {
        let mut odd = corrected(&second, "2026-11-11");
        odd["text"] = text;
        let answer = bench.post(&token, &path, &odd).await.fails(422, "faulty");
        assert_eq!(answer.errors(), [("/text", fault)]);
    }
    // Taken out by null or by nothing between the quotes; what was corrected has them still.
    let mut without = corrected(&second, "2026-11-10");
    without["text"] = Value::Null;
    without["stop_at_warnings"] = json!(true);
    let third = id_of(&bench.post(&token, &path, &without).await.is(201).json);
    assert_eq!(said(&third).await, None);
    for id in [&first, &second] {
        assert_eq!(said(id).await, Some(Words::Text(WORDS.to_owned())));
    }
    // There is nothing to take out any more.
    let mut without = corrected(&third, "2026-11-10");
    without["text"] = json!("");
    let answer = bench.post(&token, &path, &without).await.is(201);
    let said = answer.json["warnings"].as_array().unwrap();
    let code = "warnings-correction-changes-nothing";
    assert!(
        said.iter().any(|warning| warning["code"] == code),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_case_is_opened_by_its_first_facts_once() {
    let bench = Bench::new().await;
    let token = bench
        .token(Role::Coordinator, Relation::Unit, Scope::ALL)
        .await;
    let new = json!({"case": "EXT-7", "facts": [
        {"kind": "notification_received", "when": "2026-11-18T09:00:00+01:00", "about": "+n", "value": "citizen"},
        {"kind": "child_born", "when": "2020-01-02"},
    ]});
    let done = bench
        .post_with(&token, "/api/v1/cases", "open-the-case", &new)
        .await
        .is(201);
    assert_eq!(done.json["case"], "EXT-7");
    let place = done.header("location").to_owned();
    assert_eq!(place, format!("/api/v1/cases/{}", done.json["number"]));
    let again = bench
        .post_with(&token, "/api/v1/cases", "open-the-case", &new)
        .await
        .is(201);
    assert_eq!(again.text, done.text);
    assert_eq!(again.header("location"), place);
    bench
        .post(&token, "/api/v1/cases", &new)
        .await
        .fails(409, "case_exists");
    let case = bench.get(&token, &place).await.is(200).json;
    assert_eq!(case["case"], "EXT-7");
    assert_eq!(case["team"], Value::Null);
    let rows = bench
        .get(&token, &format!("{place}/obligations"))
        .await
        .is(200)
        .json;
    assert_eq!(rows["obligations"][0]["due"], "2026-11-19T09:00:00+01:00");
    // Without the scope for it, or with a distribution at once: no.
    let assigned = json!({"facts": [
        {"kind": "notification_received", "when": "2026-11-18", "about": "+n", "value": "citizen"},
        {"kind": "case_assigned", "when": "2026-11-18", "team": "nord"},
    ]});
    bench
        .post(&token, "/api/v1/cases", &assigned)
        .await
        .fails(403, "not_allowed");
    let writer = bench
        .token(Role::Coordinator, Relation::Unit, &[Scope::WriteFacts])
        .await;
    let opened =
        json!({"facts": [{"kind": "case_opened", "when": "2026-11-18", "value": "preventive"}]});
    bench
        .post(&writer, "/api/v1/cases", &opened)
        .await
        .fails(403, "not_allowed");
    bench.post(&token, "/api/v1/cases", &opened).await.is(201);
}

#[tokio::test]
async fn a_case_without_a_notification_asks_for_the_scope_that_opens_cases() {
    let bench = Bench::new().await;
    let new = |kind: &str, value: &str| {
        let mut fact = json!({"kind": kind, "when": "2026-11-17", "about": "+n"});
        if !value.is_empty() {
            fact["value"] = json!(value);
        }
        json!({"facts": [fact]})
    };
    let notified = new("notification_received", "professional");
    let known = new("support_need_known", "");
    for (scope, body, other) in [
        (Scope::WriteFacts, &notified, &known),
        (Scope::OpenCases, &known, &notified),
    ] {
        let token = bench
            .token(Role::Coordinator, Relation::Team, &[scope])
            .await;
        bench.post(&token, "/api/v1/cases", body).await.is(201);
        let refused = bench.post(&token, "/api/v1/cases", other).await;
        refused.fails(403, "not_allowed");
    }
}
