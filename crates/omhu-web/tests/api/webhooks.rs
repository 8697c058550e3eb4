//! Messages to other systems: written with what they tell of, signed, in order, again until they arrive.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel};

use omhu_casework::access::{Relation, Role, Scope};
use omhu_web::Settings;
use omhu_web::api::{Secret, deliver, signature};
use serde_json::{Value, json};

use crate::bench::{Bench, DAY, NOW};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A request that came in: its headers, in small letters, and its body.
struct Came {
    headers: Vec<(String, String)>,
    body: String,
}

impl Came {
    fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        found.next().map_or("", |(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A system that answers with these statuses, one after the other, then with 200.
fn system(statuses: &[&'static str]) -> (String, Receiver<Came>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/in", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    let statuses = statuses.to_vec();
    std::thread::spawn(move || {
        let mut statuses = statuses.into_iter();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut headers = Vec::new();
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            loop {
                line.clear();
                reader.read_line(&mut line).unwrap();
                let Some((name, value)) = line.trim().split_once(':') else {
                    break;
                };
                headers.push((name.to_lowercase(), value.trim().to_owned()));
            }
            let length = headers.iter().find(|(name, _)| name == "content-length");
            let mut body = vec![0; length.unwrap().1.parse().unwrap()];
            reader.read_exact(&mut body).unwrap();
            let status = statuses.next().unwrap_or("200 OK");
            let answer = format!(
                "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).unwrap();
            let body = String::from_utf8(body).unwrap();
            if sender.send(Came { headers, body }).is_err() {
                return;
            }
        }
    });
    (address, receiver)
}

async fn inside() -> Bench {
    let inside = |settings| Settings {
        webhooks_inside: true,
        ..settings
    };
    Bench::with(inside).await
}

async fn administrator(bench: &Bench) -> String {
    let scopes = [Scope::ManageWebhooks];
    bench
        .token(Role::SystemAdministrator, Relation::None, &scopes)
        .await
}

fn hook(url: &str) -> Value {
    json!({
        "url": url, "secret": SECRET,
        "events": ["obligation.new", "obligation.met", "obligation.withdrawn", "obligation.changed"],
    })
}

fn fact(kind: &str, when: &str, about: &str) -> Value {
    json!({"facts": [{"kind": kind, "when": when, "about": about}]})
}

#[tokio::test]
async fn a_message_is_sent_until_it_is_taken_signed_and_in_order() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    let (url, came) = system(&["500 Broken", "302 Found"]);
    let made = bench
        .post(&admin, "/api/v1/webhooks", &hook(&url))
        .await
        .is(201);
    let deliveries = made.header("location").to_owned();
    let worker = bench.caseworker().await;
    // A duty begins; another is met.
    let need = json!({"facts": [
        {"kind": "support_need_known", "when": "2026-11-18", "about": "+a", "ref": "n1"},
    ]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    let receipt = fact("notification_receipt_sent", "2026-11-18", "n1");
    bench
        .post(&worker, &bench.path("/facts"), &receipt)
        .await
        .is(201);

    // The first two answers are no: the first message is sent again, and the second waits behind it.
    for (seconds, answer) in [(0, 500), (5, 302)] {
        bench.clock.store(NOW + seconds, Ordering::Relaxed);
        let done = deliver(&bench.state).await.unwrap();
        assert_eq!((done.taken, done.failed), (0, 1));
        // Not again at once.
        assert_eq!(deliver(&bench.state).await.unwrap().failed, 0);
        let page = bench.get(&admin, &deliveries).await.is(200).json;
        let rows = page["deliveries"].as_array().unwrap();
        let first = rows.last().unwrap();
        assert_eq!(first["answer"], answer);
        assert_eq!(first["delivered_at"], Value::Null);
        assert!(first["next_at"].is_string() && first["fault"].is_string());
        assert_eq!(rows[0]["attempts"], 0);
    }
    bench.clock.store(NOW + 60, Ordering::Relaxed);
    let mut taken = 0;
    loop {
        let done = deliver(&bench.state).await.unwrap();
        assert_eq!(done.failed, 0);
        if done.taken == 0 {
            break;
        }
        taken += done.taken;
    }
    let came: Vec<Came> = came.try_iter().collect();
    assert_eq!(came.len(), 2 + taken);
    // The same message three times: the same id and body, a signature of its moment.
    for again in &came[1..3] {
        assert_eq!(again.header("webhook-id"), came[0].header("webhook-id"));
        assert_eq!(again.body, came[0].body);
    }
    let secret = Secret::parse(SECRET).unwrap();
    for each in &came {
        let (id, second) = (each.header("webhook-id"), each.header("webhook-timestamp"));
        let wanted = signature(&secret, id, second.parse().unwrap(), &each.body);
        assert_eq!(each.header("webhook-signature"), wanted);
        assert_eq!(each.header("content-type"), "application/json");
        // No id of the municipality, no team, no caseworker.
        for hidden in ["2026-118", "nord", "cw-7"] {
            assert!(!each.body.contains(hidden), "{}", each.body);
        }
    }
    let told: Vec<Value> = came[2..].iter().map(Came::json).collect();
    let begun = told
        .iter()
        .find(|each| each["data"]["obligation"] == "assessment_completed")
        .unwrap();
    assert_eq!(begun["type"], "obligation.new");
    assert_eq!(begun["data"]["number"], bench.case.0);
    assert_eq!(begun["data"]["due"], "2027-03-18");
    assert_eq!(begun["data"]["status"], "open");
    let met = told
        .iter()
        .find(|each| each["data"]["obligation"] == "notification_receipt_sent")
        .unwrap();
    assert_eq!(met["type"], "obligation.met");
    assert_eq!(met["data"]["met_on"], "2026-11-18");
    let ids: Vec<u32> = came[2..]
        .iter()
        .map(|each| each.header("webhook-id")[4..].parse().unwrap())
        .collect();
    assert!(ids.is_sorted());
    let page = bench.get(&admin, &deliveries).await.is(200);
    assert!(
        !page.text.contains("assessment_completed"),
        "who runs the service sees no case"
    );
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200);
    assert_eq!(list.json["webhooks"][0]["waiting"], 0);
    assert!(!list.text.contains("whsec_"));
}

#[tokio::test]
async fn who_listens_to_one_team_hears_of_its_cases_and_what_it_asked_for() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    let (url, came) = system(&[]);
    let mut elsewhere = hook(&url);
    elsewhere["teams"] = json!(["syd"]);
    bench
        .post(&admin, "/api/v1/webhooks", &elsewhere)
        .await
        .is(201);
    let mut only_met = hook(&url);
    only_met["events"] = json!(["obligation.met"]);
    bench
        .post(&admin, "/api/v1/webhooks", &only_met)
        .await
        .is(201);
    let worker = bench.caseworker().await;
    let need =
        json!({"facts": [{"kind": "support_need_known", "when": "2026-11-18", "about": "+a"}]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().taken, 0);
    // A retraction of what was asked for takes the duty back; nobody listens to that.
    let facts = bench.get(&worker, &bench.path("/facts")).await.is(200).json;
    let id = &facts["facts"].as_array().unwrap().last().unwrap()["id"];
    let back = json!({"id": id, "reason": "Another child"});
    bench
        .post(&worker, &bench.path("/retractions"), &back)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().taken, 0);
    let receipt = fact("notification_receipt_sent", "2026-11-18", "n1");
    bench
        .post(&worker, &bench.path("/facts"), &receipt)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().taken, 1);
    assert_eq!(came.recv().unwrap().json()["type"], "obligation.met");
    assert!(came.try_recv().is_err());
}

#[tokio::test]
async fn what_is_refused_or_rolled_back_is_told_to_nobody() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    let (url, _came) = system(&[]);
    bench
        .post(&admin, "/api/v1/webhooks", &hook(&url))
        .await
        .is(201);
    let worker = bench.caseworker().await;
    let wrong = json!({"facts": [
        {"kind": "support_need_known", "when": "2026-11-18", "about": "+a"},
        {"kind": "screening_made", "when": "2026-11-18", "about": "n1", "value": "x"},
    ]});
    bench
        .post(&worker, &bench.path("/facts"), &wrong)
        .await
        .fails(422, "faulty");
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200).json;
    assert_eq!(list["webhooks"][0]["waiting"], 0);
}

#[tokio::test]
async fn a_system_that_is_not_there_for_days_is_given_up() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    // Nobody listens there.
    let made = bench
        .post(&admin, "/api/v1/webhooks", &hook("http://127.0.0.1:9/"))
        .await;
    let deliveries = made.is(201).header("location").to_owned();
    let worker = bench.caseworker().await;
    let need =
        json!({"facts": [{"kind": "support_need_known", "when": "2026-11-18", "about": "+a"}]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    let mut attempts = 0;
    for hours in 0..24 * 6 {
        bench.clock.store(NOW + hours * 3600, Ordering::Relaxed);
        attempts += deliver(&bench.state).await.unwrap().failed;
    }
    assert!((15..40).contains(&attempts), "{attempts}");
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200).json;
    assert!(list["webhooks"][0]["stopped_at"].is_string());
    let rows = bench.get(&admin, &deliveries).await.is(200).json;
    let last = rows["deliveries"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&last["next_at"], &last["fault"]),
        (&Value::Null, &json!("not_reached"))
    );
    bench.clock.store(NOW + 20 * DAY, Ordering::Relaxed);
    assert_eq!(deliver(&bench.state).await.unwrap().failed, 0);
}

#[tokio::test]
async fn who_was_given_up_is_resumed_and_misses_nothing() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    // 410: given up at once.
    let (url, came) = system(&["410 Gone", "500 Broken"]);
    let made = bench.post(&admin, "/api/v1/webhooks", &hook(&url)).await;
    let one = format!("/api/v1/webhooks/{}", made.is(201).json["id"]);
    let resume = format!("{one}/resume");
    let worker = bench.caseworker().await;
    let need =
        json!({"facts": [{"kind": "support_need_known", "when": "2026-11-18", "about": "+a"}]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().failed, 1);
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200).json;
    assert!(list["webhooks"][0]["stopped_at"].is_string());
    let waited = list["webhooks"][0]["waiting"].as_i64().unwrap();

    // What happens meanwhile waits too, and nothing is sent.
    bench.clock.store(NOW + 20 * DAY, Ordering::Relaxed);
    bench.store.sweep_webhooks(NOW + 20 * DAY).await.unwrap();
    let receipt = fact("notification_receipt_sent", "2026-11-18", "n1");
    bench
        .post(&worker, &bench.path("/facts"), &receipt)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().taken, 0);
    bench
        .post(&worker, &resume, &json!({}))
        .await
        .fails(403, "not_allowed");
    let nowhere = "/api/v1/webhooks/999/resume";
    bench
        .post(&admin, nowhere, &json!({}))
        .await
        .fails(404, "not_found");
    let resumed = bench.post(&admin, &resume, &json!({})).await.is(200).json;
    let waiting = resumed["waiting"].as_i64().unwrap();
    assert!(waiting > waited, "{resumed}");
    // Once more changes nothing.
    let again = bench.post(&admin, &resume, &json!({})).await.is(200).json;
    assert_eq!(again, resumed);
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200).json;
    assert_eq!(list["webhooks"][0]["stopped_at"], Value::Null);

    // A first failure after so long gives nobody up again.
    assert_eq!(deliver(&bench.state).await.unwrap().failed, 1);
    bench.clock.store(NOW + 20 * DAY + 60, Ordering::Relaxed);
    let mut taken = 0;
    loop {
        let done = deliver(&bench.state).await.unwrap();
        assert_eq!(done.failed, 0);
        if done.taken == 0 {
            break;
        }
        taken += done.taken as i64;
    }
    assert_eq!(taken, waiting);
    let came: Vec<Came> = came.try_iter().collect();
    let ids: Vec<u32> = came
        .iter()
        .map(|each| each.header("webhook-id")[4..].parse().unwrap())
        .collect();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[1], ids[2]);
    assert!(ids.is_sorted());
    let told: Vec<Value> = came.iter().map(Came::json).collect();
    let of = |name: &str| told.iter().any(|each| each["data"]["obligation"] == name);
    assert!(of("assessment_completed") && of("notification_receipt_sent"));
    let changes = bench.store.changes_after(0, 100).await.unwrap();
    let resumes = changes
        .iter()
        .filter(|change| change.what == "webhook_resumed");
    assert_eq!(resumes.count(), 1);
}

#[tokio::test]
async fn who_is_not_resumed_for_a_month_is_ended_and_its_messages_go() {
    let bench = inside().await;
    let admin = administrator(&bench).await;
    let (url, _came) = system(&["410 Gone"]);
    let made = bench.post(&admin, "/api/v1/webhooks", &hook(&url)).await;
    let resume = format!("/api/v1/webhooks/{}/resume", made.is(201).json["id"]);
    let worker = bench.caseworker().await;
    let need =
        json!({"facts": [{"kind": "support_need_known", "when": "2026-11-18", "about": "+a"}]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().failed, 1);
    let later = NOW + 31 * DAY;
    bench.store.sweep_webhooks(later).await.unwrap();
    // The tokens of the test live 30 days.
    let list = bench.get(&admin, "/api/v1/webhooks").await.is(200).json;
    assert_eq!(list["webhooks"], json!([]));
    bench
        .post(&admin, &resume, &json!({}))
        .await
        .fails(404, "not_found");
    let changes = bench.store.changes_after(0, 100).await.unwrap();
    assert!(changes.iter().any(|change| change.what == "webhook_ended"));
}

#[tokio::test]
async fn an_address_of_the_own_network_is_refused_when_it_is_reached() {
    let bench = Bench::new().await;
    let admin = administrator(&bench).await;
    for url in [
        "http://hooks.example.dk/",
        "https://127.0.0.1/",
        "https://[::1]/x",
        "https://10.0.0.1/",
    ] {
        let answer = bench.post(&admin, "/api/v1/webhooks", &hook(url)).await;
        assert_eq!(answer.fails(422, "faulty").errors(), [("/url", "url")]);
    }
    // A name can lead anywhere: it is judged when it was looked up.
    let named = hook("https://localhost/");
    let made = bench.post(&admin, "/api/v1/webhooks", &named).await.is(201);
    let worker = bench.caseworker().await;
    let need =
        json!({"facts": [{"kind": "support_need_known", "when": "2026-11-18", "about": "+a"}]});
    bench
        .post(&worker, &bench.path("/facts"), &need)
        .await
        .is(201);
    assert_eq!(deliver(&bench.state).await.unwrap().failed, 1);
    let rows = bench
        .get(&admin, made.header("location"))
        .await
        .is(200)
        .json;
    let last = rows["deliveries"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["fault"], "address_refused");
}

#[tokio::test]
async fn webhooks_are_the_system_administrators_and_made_once() {
    let bench = inside().await;
    let worker = bench.caseworker().await;
    let new = hook("https://hooks.example.dk/");
    let path = "/api/v1/webhooks";
    bench
        .post(&worker, path, &new)
        .await
        .fails(403, "not_allowed");
    bench.get(&worker, path).await.fails(403, "not_allowed");
    let admin = administrator(&bench).await;
    let made = bench
        .post_with(&admin, path, "make-a-webhook", &new)
        .await
        .is(201);
    let again = bench
        .post_with(&admin, path, "make-a-webhook", &new)
        .await
        .is(201);
    assert_eq!(again.text, made.text);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let list = bench.get(&admin, path).await.is(200).json;
    assert_eq!(list["webhooks"].as_array().unwrap().len(), 1);
    for (field, wrong) in [
        ("secret", json!("whsec_AAAA")),
        ("secret", json!("none")),
        ("events", json!(["obligation.overdue"])),
        ("events", json!([])),
        ("teams", json!(["nord", "nord"])),
    ] {
        let mut odd = new.clone();
        odd[field] = wrong;
        let answer = bench.post(&admin, path, &odd).await.fails(422, "faulty");
        assert!(answer.errors()[0].0.starts_with(&format!("/{field}")));
    }
    let one = format!("{path}/{}", made.json["id"]);
    bench.delete(&admin, &one).await.is(204);
    bench.delete(&admin, &one).await.fails(404, "not_found");
    let list = bench.get(&admin, path).await.is(200).json;
    assert_eq!(list["webhooks"], json!([]));
    bench
        .get(&admin, "/api/v1/webhooks/99/deliveries")
        .await
        .fails(404, "not_found");
    // It stands in the log of changes.
    let changes = bench.store.changes_after(0, 100).await.unwrap();
    let words: Vec<_> = changes.iter().map(|change| change.what.as_str()).collect();
    assert!(words.contains(&"webhook_made") && words.contains(&"webhook_ended"));
}
