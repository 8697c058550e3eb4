//! Accounts, roles and teams.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;

use crate::bench::{Answer, Bench, PASSWORD, now};

const NEW: &str = "fire gule regnfrakker ude";

fn shows(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "no «{text}» in {}", answer.body);
}

fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION)
}

/// Two user administrators, and nobody else.
async fn bench() -> Bench {
    let bench = Bench::new().await;
    for name in ["bente", "birk"] {
        bench.person(name, None, Role::UserAdministrator, "").await;
    }
    bench
}

#[tokio::test]
async fn from_two_administrators_to_a_caseworker_who_signs_in_and_sees_her_cases() {
    let bench = bench().await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let bente = bench.sign_in("bente").await;

    // A new account, and the link that is shown once.
    let new = "/administration/accounts/new";
    let fields = [
        ("name", "Anna Opfundet"),
        ("sign_in", "anna"),
        ("caseworker", "cw-7"),
        ("language", "da"),
    ];
    let made = bente.post(new, new, &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let link = made.body.split("http://omhu.example").nth(1).unwrap();
    let link = link.split('<').next().unwrap().to_owned();
    assert!(link.starts_with("/new-password?ticket="), "{link}");
    let anna = bench.store.accounts().await.unwrap().last().unwrap().user;
    let account = format!("/administration/accounts/{anna}");
    let list = bente.get("/administration").await;
    shows(&list, "Inviteret");
    assert!(!list.body.contains(link.split('=').nth(1).unwrap()));

    // A team, a role proposed; nobody confirms what they proposed.
    let placed = format!("{account}/teams");
    let answer = bente.post(&placed, &placed, &[("teams", "nord")]).await;
    assert_eq!(place(&answer), format!("{account}?done=teams"));
    let propose = format!("{account}/roles/new");
    let fields = [
        ("role", "caseworker"),
        ("reason", "Ny rådgiver i Team Nord"),
    ];
    let answer = bente.post(&propose, &propose, &fields).await;
    assert_eq!(place(&answer), format!("{account}?done=proposed"));
    let grant = bench.store.grants(Some(anna)).await.unwrap()[0].number;
    let confirm = format!("/administration/roles/{grant}/confirm");
    let page = bente.get(&confirm).await;
    shows(&page, "Den, der foreslog rollen, kan ikke bekræfte den");
    assert!(!page.body.contains("id=\"save\""), "{}", page.body);
    let own = bente.post(&confirm, &confirm, &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&own, "Den, der foreslog rollen, kan ikke bekræfte den");
    let birk = bench.sign_in("birk").await;
    let waiting = birk.get("/administration/roles").await;
    shows(&waiting, "Ny rådgiver i Team Nord");
    // A role that reaches cases through teams, and one that is bound to none.
    shows(&waiting, "<td>Brugerens team</td>");
    shows(&waiting, "<td>Er ikke bundet til team</td>");
    shows(&birk.get(&confirm).await, "id=\"save\"");
    shows(&waiting, &confirm);
    let answer = birk.post(&confirm, &confirm, &[]).await;
    assert_eq!(place(&answer), "/administration/roles?done=confirm");

    // She chooses a password and works.
    let stranger = bench.stranger();
    let ticket = link.split("ticket=").nth(1).unwrap();
    let fields = [("ticket", ticket), ("new", NEW), ("again", NEW)];
    let chosen = stranger.post(&link, "/new-password", &fields).await;
    assert_eq!(place(&chosen), "/sign-in");
    let browser = bench.sign_in_with("anna", NEW).await;
    shows(&browser.get("/").await, "Freja Holm");
    assert_eq!(
        browser.get("/administration").await.status,
        StatusCode::FORBIDDEN
    );

    // The account shows what was done, and no case.
    let page = birk.get(&account).await;
    for text in [
        "Oprettede kontoen",
        "Bekræftede en rolle",
        "bente Opfundet",
        "Tæller",
    ] {
        shows(&page, text);
    }
    assert!(!page.body.contains("Freja") && !page.body.contains(&format!("/cases/{case}")));

    // Disabled: her next page is the sign-in.
    let disable = format!("{account}/disable");
    let answer = birk.post(&disable, &disable, &[]).await;
    assert_eq!(place(&answer), format!("{account}?done=disable"));
    assert!(place(&browser.get("/").await).starts_with("/sign-in"));
    shows(
        &birk.get("/administration?state=disabled").await,
        "Anna Opfundet",
    );
    let wake = format!("{account}/wake");
    assert_eq!(
        place(&birk.post(&wake, &wake, &[]).await),
        format!("{account}?done=wake")
    );
    bench.sign_in_with("anna", NEW).await;
}

#[tokio::test]
async fn nobody_changes_their_own_account_or_role() {
    let bench = bench().await;
    let bente = bench.sign_in("bente").await;
    let accounts = bench.store.accounts().await.unwrap();
    let own = accounts
        .iter()
        .find(|held| held.sign_in == "bente")
        .unwrap();
    let account = format!("/administration/accounts/{}", own.user);
    let page = bente.get(&account).await;
    shows(&page, "Kun en anden administrator kan ændre den");
    assert!(!page.body.contains(&format!("{account}/disable")));
    for end in [
        "link",
        "new-password",
        "factor",
        "sessions",
        "disable",
        "wake",
        "teams",
    ] {
        let path = format!("{account}/{end}");
        let refused = bente.post(&path, &path, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{end}");
        shows(&refused, "Ingen gør det for sig selv");
    }
    let path = format!("{account}/particulars");
    let fields = [("name", "Dronning Bente"), ("sign_in", "bente")];
    let refused = bente.post(&path, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("{account}/roles/new");
    let fields = [("role", "controller"), ("reason", "Jeg vil gerne")];
    let refused = bente.post(&path, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&refused, "Ingen gør det for sig selv");
    let grant = bench.store.grants(Some(own.user)).await.unwrap()[0].number;
    for deed in ["end", "again", "confirm"] {
        let path = format!("/administration/roles/{grant}/{deed}");
        let page = bente.get(&path).await;
        shows(&page, "Ingen gør det for sig selv");
        assert!(!page.body.contains("id=\"save\""), "{deed}");
        let refused = bente.post(&path, &path, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
    }
    assert_eq!(bench.store.grants(Some(own.user)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_the_password_is_asked_for_again_and_nothing_is_lost() {
    let bench = bench().await;
    let bente = bench.sign_in("bente").await;
    let new = "/administration/accounts/new";
    let token = bente.get(new).await.token();
    bench.wait(16 * 60);
    let asked = bente.get("/administration?state=active").await;
    assert_eq!(
        place(&asked),
        "/administration/proof?next=%2Fadministration%3Fstate%3Dactive"
    );
    // A form that was open meanwhile asks in itself.
    let fields = [
        ("name", "Anna Opfundet"),
        ("sign_in", "anna"),
        ("form_token", token.as_str()),
    ];
    let refused = bente.send_form(new, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&refused, "value=\"Anna Opfundet\"");
    shows(&refused, "name=\"password\"");
    let wrong = [fields.as_slice(), &[("password", "forkert adgangskode")]].concat();
    let refused = bente.send_form(new, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bench.store.accounts().await.unwrap().len(), 2);
    let right = [fields.as_slice(), &[("password", PASSWORD)]].concat();
    let made = bente.send_form(new, &right).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(bente.get("/administration").await.status, StatusCode::OK);

    // The page that asks leads on, and never elsewhere.
    bench.wait(16 * 60);
    let proof = "/administration/proof?next=//evil.example";
    let fields = [("password", PASSWORD), ("next", "//evil.example")];
    let on = bente.post(proof, "/administration/proof", &fields).await;
    assert_eq!(place(&on), "/");
}

#[tokio::test]
async fn particulars_teams_and_roles_are_checked_before_they_are_kept() {
    let bench = bench().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bente = bench.sign_in("bente").await;
    let account = format!("/administration/accounts/{anna}");
    let path = format!("{account}/particulars");
    for (fields, sentence) in [
        (vec![("name", ""), ("sign_in", "anna")], "Skriv et navn"),
        (
            vec![("name", "Anna"), ("sign_in", "an na")],
            "uden mellemrum",
        ),
        (
            vec![("name", "Anna"), ("sign_in", "birk")],
            "tilhører en anden",
        ),
    ] {
        let refused = bente.post(&path, &path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&refused, sentence);
    }
    let fields = [
        ("name", "Anna Ny"),
        ("sign_in", "anna.ny"),
        ("mail", "anna@kommune.invalid"),
        ("title", "Familierådgiver"),
    ];
    assert_eq!(
        place(&bente.post(&path, &path, &fields).await),
        format!("{account}?done=particulars")
    );
    let kept = bench.store.account(anna).await.unwrap().unwrap();
    assert_eq!(
        (kept.name.as_str(), kept.sign_in.as_str()),
        ("Anna Ny", "anna.ny")
    );
    assert_eq!(kept.caseworker.as_deref(), Some("cw-7"));

    let path = format!("{account}/provider");
    let half = bente
        .post(&path, &path, &[("issuer", "https://login.example")])
        .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    let both = [("issuer", "https://login.example"), ("subject", "s-1")];
    assert_eq!(
        place(&bente.post(&path, &path, &both).await),
        format!("{account}?done=provider")
    );

    // A role that excludes another, one that needs an end, one that nobody heard of.
    let path = format!("{account}/roles/new");
    for (role, last, sentence) in [
        ("log_reviewer", "", "kan ikke have disse roller sammen"),
        ("quality_auditor", "", "hvor kommunen har besluttet det"),
        ("king", "", "Vælg en rolle"),
        ("coordinator", "1.1.2020", "en dag, der ikke er gået"),
    ] {
        let fields = [("role", role), ("last", last), ("reason", "Et forsøg")];
        let refused = bente.post(&path, &path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        shows(&refused, sentence);
    }
    let backwards = [
        ("role", "coordinator"),
        ("first", "1.12.2026"),
        ("last", "30.11.2026"),
        ("reason", "Et forsøg"),
    ];
    shows(
        &bente.post(&path, &path, &backwards).await,
        "Sidste dag ligger før første",
    );
    let silent = bente.post(&path, &path, &[("role", "coordinator")]).await;
    shows(&silent, "Skriv en begrundelse");

    // A role that begins later is confirmed now and waits for its day.
    let later = [
        ("role", "coordinator"),
        ("first", "1.12.2026"),
        ("last", "31.3.2027"),
        ("reason", "Afløser Lise"),
    ];
    assert_eq!(
        place(&bente.post(&path, &path, &later).await),
        format!("{account}?done=proposed")
    );
    let grants = bench.store.grants(Some(anna)).await.unwrap();
    let grant = grants.last().unwrap().number;
    let confirm = format!("/administration/roles/{grant}/confirm");
    let birk = bench.sign_in("birk").await;
    // Who confirms it sees from when and until when, and is not told that it counts now.
    let list = birk.get("/administration/roles").await;
    shows(
        &list,
        "Fra 1. dec. 2026, til og med 31. mar. 2027. Afløser Lise",
    );
    let page = birk.get(&confirm).await;
    for day in ["Rollen tæller fra 1. dec. 2026", "31. mar. 2027"] {
        shows(&page, day);
    }
    let answer = birk.post(&confirm, &confirm, &[]).await;
    let done = place(&answer);
    assert_eq!(done, "/administration/roles?done=later");
    let list = birk.get(done).await;
    shows(&list, "Den tæller fra sin første dag");
    assert!(!list.body.contains("tæller nu."), "{}", list.body);
    // It was confirmed today, not on its first day.
    assert!(
        !list.body.contains("birk Opfundet, 1. dec. 2026"),
        "{}",
        list.body
    );
    shows(&birk.get(&account).await, "Begynder om 13 dage");
    let again = format!("/administration/roles/{grant}/again");
    let early = birk.post(&confirm, &again, &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A team is made, renamed, and not made twice.
    let path = "/administration/teams/new";
    let fields = [("id", "øst/1"), ("title", "Team Øst"), ("reads", "yes")];
    assert_eq!(
        place(&bente.post(path, path, &fields).await),
        "/administration/teams?done=team"
    );
    let again = bente.post(path, path, &fields).await;
    shows(&again, "allerede et team");
    let list = bente.get("/administration/teams").await;
    shows(&list, "Team Øst");
    let team = "/administration/teams/%C3%B8st%2F1";
    shows(&list, team);
    let fields = [("title", "Team Østre"), ("unit", "Børn")];
    assert_eq!(
        place(&bente.post(team, team, &fields).await),
        "/administration/teams?done=team"
    );
    let teams = bench.store.teams().await.unwrap();
    let east = teams.iter().find(|team| team.id == "øst/1").unwrap();
    assert_eq!(
        (east.title.as_str(), east.reads_team),
        ("Team Østre", false)
    );
    let nowhere = format!("{account}/teams");
    let refused = bente.post(&nowhere, &nowhere, &[("teams", "vest")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_list_is_searched_narrowed_and_shows_who_must_be_confirmed_again() {
    let bench = bench().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("lise", None, Role::Coordinator, "syd").await;
    let bente = bench.sign_in("bente").await;
    for (query, found, missing) in [
        ("?q=ANNA", "anna Opfundet", "lise Opfundet"),
        ("?q=cw-7", "anna Opfundet", "lise Opfundet"),
        ("?role=coordinator", "lise Opfundet", "anna Opfundet"),
        ("?team=nord", "anna Opfundet", "lise Opfundet"),
        ("?state=active", "lise Opfundet", "Ingen konti"),
    ] {
        let list = bente.get(&format!("/administration{query}")).await;
        shows(&list, found);
        let table = list.body.split("<tbody>").nth(1).unwrap();
        assert!(!table.contains(missing), "{query}");
    }
    // The name is sent, and sealed in the address of the answer; it is found however it is typed.
    bench.person("søren", None, Role::Caseworker, "nord").await;
    let fields = [("q", "soren opfundet"), ("team", "nord")];
    let sent = bente.post("/administration", "/administration", &fields);
    let place = sent.await.header(header::LOCATION).to_owned();
    assert!(place.starts_with("/administration?for="), "{place}");
    assert!(place.ends_with("&team=nord") && !place.contains("soren"));
    let list = bente.get(&place).await;
    shows(&list, "søren Opfundet");
    shows(&list, "value=\"soren opfundet\"");
    assert!(!list.body.split("<tbody>").nth(1).unwrap().contains("anna"));
    shows(
        &bente.get("/administration?state=locked").await,
        "Ingen konti passer",
    );
    // Somebody guesses a name from many places until it must wait.
    for client in 0..21 {
        let client = format!("192.0.2.{client}");
        let guess = bench
            .store
            .sign_in("anna", "gæt nummer et", &client, "", now());
        guess.await.unwrap();
    }
    let locked = bente.get("/administration?state=locked").await;
    shows(&locked, "anna Opfundet");
    let due = bente.get("/administration/roles").await;
    shows(&due, "Intet her");
    let due = due.body.split("id=\"due\"").nth(1).unwrap();
    assert!(!due.split("</table>").next().unwrap().contains("anna"));
    for path in [
        "/administration",
        "/administration/roles",
        "/administration/teams",
    ] {
        let english = bente.get_in(path, "en").await;
        assert_eq!(english.status, StatusCode::OK);
        assert!(!english.body.contains('⟦'), "{path}");
    }
}

#[tokio::test]
async fn one_administrator_cannot_become_somebody_else() {
    let bench = bench().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let accounts = bench.store.accounts().await.unwrap();
    let birk = accounts.iter().find(|held| held.sign_in == "birk").unwrap();
    // Birk took her second factor away; whoever also makes the link could be her.
    let removed = bench.store.remove_factor(anna, birk.user, now()).await;
    removed.unwrap().unwrap();
    let link = format!("/administration/accounts/{anna}/link");
    let birk = bench.sign_in("birk").await;
    let both = birk.post(&link, &link, &[]).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &both,
        "Den samme kan ikke både lave et link og nulstille engangskoder",
    );
    assert!(!both.body.contains("new-password?ticket"));
    let bente = bench.sign_in("bente").await;
    let made = bente.post(&link, &link, &[]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    bench.wait(8 * 86_400);
    let birk = bench.sign_in("birk").await;
    assert_eq!(birk.post(&link, &link, &[]).await.status, StatusCode::OK);
}
