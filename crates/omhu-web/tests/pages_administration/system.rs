//! The system administrator's part: health, settings, tokens.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_store::accounts::Ticket;

use crate::bench::{Bench, now};

#[tokio::test]
async fn a_system_administrator_sees_how_the_service_is_and_no_person() {
    let bench = Bench::new().await;
    bench
        .person("svend", None, Role::SystemAdministrator, "")
        .await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let svend = bench.sign_in("svend").await;
    let front = svend.get("/administration").await;
    assert_eq!(front.header(header::LOCATION), "/administration/system");
    let page = svend.get("/administration/system").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for text in ["SQLite", "MB", "Der mangler et nyt kontrolpunkt"] {
        assert!(page.body.contains(text), "{text}");
    }
    assert!(!page.body.contains("Freja"));
    bench.store.checkpoint(now().second, None).await.unwrap();
    let page = svend.get("/administration/system").await;
    assert!(!page.body.contains("Der mangler et nyt kontrolpunkt"));
    // Users are another's business.
    for path in ["/administration/roles", "/administration/accounts/new"] {
        assert_eq!(
            svend.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    bench.wait(16 * 60);
    let page = svend.get("/administration/system").await;
    assert_eq!(page.status, StatusCode::OK);
    let settings = svend.get("/administration/settings").await;
    assert_eq!(settings.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn settings_are_changed_and_the_change_stands_in_the_log() {
    let bench = Bench::new().await;
    let user = bench
        .person("svend", None, Role::SystemAdministrator, "")
        .await;
    let svend = bench.sign_in("svend").await;
    let path = "/administration/settings";
    let refused = svend.post(path, path, &[("municipality", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("municipality", "Havnby Kommune"), ("factor", "required")];
    let set = svend.post(path, path, &fields).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    assert_eq!(bench.store.municipality().await.unwrap(), "Havnby Kommune");
    assert!(bench.store.second_factor_required().await.unwrap());
    let log = bench.store.changes_after(0, 1000).await.unwrap();
    for what in ["municipality_set", "second_factor_set"] {
        let found = log
            .iter()
            .any(|change| change.what == what && change.by == user);
        assert!(found, "{what}");
    }
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_ended() {
    let bench = Bench::new().await;
    bench
        .person("svend", None, Role::SystemAdministrator, "")
        .await;
    let program = bench.person("tal", None, Role::Controller, "").await;
    let svend = bench.sign_in("svend").await;
    let path = "/administration/tokens/new";
    let empty = svend.post(path, path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let account = program.to_string();
    let fields = [
        ("name", "Månedens tal"),
        ("account", account.as_str()),
        ("role", "controller"),
        ("scopes", "read_figures"),
        ("scopes", "read_deadlines"),
        ("relation", "oversight"),
        ("last", "31.12.2026"),
    ];
    for (field, wrong) in [
        ("role", "caseworker"),
        ("relation", "break_glass"),
        ("last", "1.1.2030"),
        ("networks", "et sted"),
    ] {
        let mut fields: Vec<_> = fields
            .iter()
            .copied()
            .filter(|(name, _)| *name != field)
            .collect();
        fields.push((field, wrong));
        let refused = svend.post(path, path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    // What the role cannot do, no token of it is told to do.
    let beyond = [&fields[..], &[("scopes", "manage_webhooks")]].concat();
    let refused = svend.post(path, path, &beyond).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "Rollen Controller kan ikke selv: Vælg, hvem der får besked om nye";
    assert!(refused.body.contains(said), "{}", refused.body);
    let made = svend.post(path, path, &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let text = made
        .body
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    let ticket = Ticket::parse(text).unwrap();
    let program_of = async || bench.store.program(&ticket, None, now()).await.unwrap();
    assert!(program_of().await.is_none(), "it waits for a second person");
    assert!(made.body.contains("brugeradministrator"), "{}", made.body);

    // The system administrator cannot confirm it, the account's own user neither; a user administrator can.
    bench
        .person("ulla", None, Role::UserAdministrator, "")
        .await;
    let ulla = bench.sign_in("ulla").await;
    let waits = ulla.get("/administration/roles").await;
    assert!(waits.body.contains("Månedens tal"), "{}", waits.body);
    let confirm = waits
        .body
        .split("/administration/programs/")
        .nth(1)
        .unwrap();
    let number: i64 = confirm.split('/').next().unwrap().parse().unwrap();
    let confirm = format!("/administration/programs/{number}/confirm");
    assert_eq!(svend.get(&confirm).await.status, StatusCode::FORBIDDEN);
    let page = ulla.get(&confirm).await;
    assert!(page.body.contains("Datoer og frister") || page.body.contains("31. dec. 2026"));
    let done = ulla.post(&confirm, &confirm, &[]).await;
    assert_eq!(
        done.header(header::LOCATION),
        "/administration/roles?done=token"
    );
    let again = ulla.post(&confirm, &confirm, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refuse = format!("/administration/programs/{number}/refuse");
    let refused = ulla.post(&refuse, &refuse, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let account = ulla
        .get(&format!("/administration/accounts/{program}"))
        .await;
    assert!(account.body.contains("Månedens tal"), "{}", account.body);
    let found = program_of().await.unwrap();
    assert_eq!(found.name, "Månedens tal");
    let list = svend.get("/administration/tokens").await;
    assert!(list.body.contains("Månedens tal") && !list.body.contains(text));
    assert!(list.body.contains("31. dec. 2026"), "{}", list.body);
    let end = format!("/administration/tokens/{}/end", found.token);
    let ended = svend.post(&end, &end, &[]).await;
    assert_eq!(
        ended.header(header::LOCATION),
        "/administration/tokens?done=ended"
    );
    assert!(
        bench
            .store
            .program(&ticket, None, now())
            .await
            .unwrap()
            .is_none()
    );
}
