//! The team, and giving cases to others.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;

use crate::bench::{Answer, Bench, now};

/// What a hidden field of the page holds.
fn hidden(page: &Answer, name: &str) -> String {
    let field = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let field = field.unwrap_or_else(|| panic!("no {name} in {}", page.body));
    field.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_coordinator_sees_loads_and_gives_cases_on() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("lise", None, Role::Coordinator, "nord").await;
    bench
        .person("viggo", Some("cw-6"), Role::Caseworker, "nord")
        .await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let new = bench.case("Ida", "2026-11-17", "nord", "").await;
    let more = bench.case("Ali", "2026-11-17", "nord", "").await;
    let elsewhere = bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
    let anna = bench.sign_in("anna").await;
    assert_eq!(anna.get("/team").await.status, StatusCode::NOT_FOUND);
    assert!(!anna.get("/").await.body.contains("Ida"));

    let lise = bench.sign_in("lise").await;
    let team = lise.get("/team").await;
    assert_eq!(team.status, StatusCode::OK, "{}", team.body);
    for text in [
        "anna Opfundet",
        // Who has room stands there too.
        "worker=cw-6",
        "Ida Holm, 7 år",
        "Ali Holm",
        "Ingen rådgiver",
    ] {
        assert!(team.body.contains(text), "{text}");
    }
    assert!(!team.body.contains("Zofia") && !team.body.contains("Freja"));
    assert!(
        lise.get("/team?worker=cw-7")
            .await
            .body
            .contains("Freja Holm")
    );
    assert_eq!(
        lise.get_in("/team?worker=all", "en").await.status,
        StatusCode::OK
    );

    let (new, more, elsewhere) = (new.to_string(), more.to_string(), elsewhere.to_string());
    let nobody = lise
        .post("/team", "/team/assign", &[("to", "nord|cw-7")])
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Sæt kryds ved mindst én sag"));
    let fields = [("case", new.as_str()), ("to", "nord|cw-99")];
    let unknown = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.body.contains("Vælg, hvem der skal have sagerne"));
    let ticked = format!("value=\"{new}\" checked");
    assert!(unknown.body.contains(&ticked), "{}", unknown.body);

    // One case of another team among them: nothing is moved.
    let fields = [
        ("case", new.as_str()),
        ("case", elsewhere.as_str()),
        ("to", "nord|cw-7"),
    ];
    let denied = lise.post("/team", "/team/assign", &fields).await;
    assert!(denied.status.is_client_error(), "{}", denied.status);
    assert!(!anna.get("/").await.body.contains("Ida"));

    let fields = [
        ("case", new.as_str()),
        ("case", more.as_str()),
        ("to", "nord|cw-7"),
    ];
    let given = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let place = given.header(header::LOCATION).to_owned();
    assert!(place.starts_with("/team?done=2&moved="), "{place}");
    let after = lise.get(&place).await;
    let told = "2 sager er givet videre. Ida Holm, 7 år · Ali Holm, 7 år.";
    assert!(after.body.contains(told), "{}", after.body);
    // Who may not see them learns no names from an address.
    let moved = format!("/team?done=1&moved={elsewhere}");
    assert!(!lise.get(&moved).await.body.contains("Zofia"));
    assert!(after.body.contains("Ingen sager her"));
    let day = anna.get("/").await;
    assert!(day.body.contains("Ida Holm") && day.body.contains("Ali Holm"));

    let forged = anna.post("/", "/team/assign", &fields).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_gives_a_case_once() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-17", "nord", "").await;
    let lise = bench.sign_in("lise").await;
    let page = lise.get("/team").await.body;
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap();
    let key = key.split('"').next().unwrap();
    let case = ida.to_string();
    let to_team = [("case", case.as_str()), ("to", "syd|"), ("key", key)];
    let fields = [("case", case.as_str()), ("to", "nord|cw-7"), ("key", key)];
    let seq = bench.seq(ida).await;
    for _ in 0..2 {
        let given = lise.post("/team", "/team/assign", &fields).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        assert_eq!(bench.seq(ida).await, seq + 1);
    }
    // Another choice on the same page is another request; then the case is another team's.
    let seen = lise.post("/team", "/team/assign", &to_team).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        seen.body.contains("Fra Team Nord skifter de team"),
        "{}",
        seen.body
    );
    assert_eq!(bench.seq(ida).await, seq + 1, "warned first");
    let ticked = format!("value=\"{ida}\" checked");
    assert!(seen.body.contains(&ticked), "{}", seen.body);
    let warned = hidden(&seen, "warned");
    let to_team = [&to_team[..], &[("warned", warned.as_str())]].concat();
    let given = lise.post("/team", "/team/assign", &to_team).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    assert_eq!(bench.seq(ida).await, seq + 2);
    assert!(!lise.get("/team?worker=all").await.body.contains("Ida"));
}

#[tokio::test]
async fn who_gives_a_case_that_somebody_else_has_given_is_told_and_takes_nothing_back() {
    let bench = Bench::new().await;
    for (name, worker) in [("anna", "cw-7"), ("bo", "cw-9")] {
        let worker = Some(worker);
        bench.person(name, worker, Role::Caseworker, "nord").await;
    }
    bench.person("lise", None, Role::Coordinator, "nord").await;
    bench.person("mie", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-17", "nord", "").await;
    let ali = bench.case("Ali", "2026-11-17", "nord", "").await;
    let (lise, mie) = (bench.sign_in("lise").await, bench.sign_in("mie").await);
    // Both opened the page while nobody had the cases.
    let was = |case| format!("name=\"was-{case}\" value=\"nord|\"");
    let page = mie.get("/team").await.body;
    assert!(
        page.contains(&was(ida)) && page.contains(&was(ali)),
        "{page}"
    );
    let (ida_box, ali_box) = (ida.to_string(), ali.to_string());
    let (ida_was, ali_was) = (format!("was-{ida}"), format!("was-{ali}"));
    let first = [
        ("case", ida_box.as_str()),
        (ida_was.as_str(), "nord|"),
        ("to", "nord|cw-7"),
    ];
    let given = lise.post("/team", "/team/assign", &first).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let (seq, other) = (bench.seq(ida).await, bench.seq(ali).await);
    let second = [
        ("case", ida_box.as_str()),
        (ida_was.as_str(), "nord|"),
        ("case", ali_box.as_str()),
        (ali_was.as_str(), "nord|"),
        ("to", "nord|cw-9"),
    ];
    let late = mie.post("/team", "/team/assign", &second).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(
        late.body.contains("anna Opfundet har den nu"),
        "{}",
        late.body
    );
    assert_eq!((bench.seq(ida).await, bench.seq(ali).await), (seq, other));
    // The other one stands ticked still, and goes when it is sent again.
    let ticked = format!("value=\"{ali}\" checked");
    assert!(late.body.contains(&ticked), "{}", late.body);
    let again = [
        ("case", ali_box.as_str()),
        (ali_was.as_str(), "nord|"),
        ("to", "nord|cw-9"),
    ];
    let given = mie.post("/team", "/team/assign", &again).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    assert_eq!(bench.seq(ali).await, other + 1);
}

#[tokio::test]
async fn what_presses_stands_first_among_the_cases_to_give() {
    let bench = Bench::new().await;
    bench.person("lise", None, Role::Coordinator, "nord").await;
    bench.case("Ida", "2026-11-17", "nord", "").await;
    let ali = bench.case("Ali", "2026-11-17", "nord", "").await;
    let told = FactCells {
        kind: "notification_received".to_owned(),
        when: "2026-11-18T09:00:00+01:00".to_owned(),
        about: "+n".to_owned(),
        value: "citizen abuse".to_owned(),
        ..FactCells::default()
    };
    let told = Entry::Fact {
        cells: told,
        text: String::new(),
    };
    bench.write(ali, vec![told]).await;
    let team = bench.sign_in("lise").await.get("/team").await.body;
    let (_, list) = team
        .split_once("<form method=\"post\" action=\"/team/assign\"")
        .unwrap();
    let rows: Vec<&str> = list
        .split("<tr")
        .filter(|row| row.contains("Holm"))
        .collect();
    assert_eq!(rows.len(), 2, "{list}");
    assert!(rows[0].contains("Ali Holm"), "{list}");
    assert!(rows[0].contains("Mistanke om overgreb"), "{list}");
    assert!(
        rows[1].contains("fare vurderes senest 18. nov. 2026"),
        "{list}"
    );
    assert!(!rows[1].contains("overgreb"), "{list}");
}

/// Puts cases into one family.
async fn family(bench: &Bench, cases: &[CaseNo]) {
    for case in cases {
        let cells = FactCells {
            kind: "case_opened".to_owned(),
            when: "2026-11-17".to_owned(),
            family: "f-holm".to_owned(),
            ..FactCells::default()
        };
        let text = String::new();
        bench.write(*case, vec![Entry::Fact { cells, text }]).await;
    }
}

#[tokio::test]
async fn who_gives_cases_is_warned_of_leave_and_of_siblings_apart_and_not_stopped() {
    let bench = Bench::new().await;
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    let anna = anna.await;
    let bo = bench
        .person("bo", Some("cw-9"), Role::Caseworker, "nord")
        .await;
    let lise = bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-17", "nord", "").await;
    let noah = bench.case("Noah", "2026-11-17", "nord", "cw-9").await;
    family(&bench, &[ida, noah]).await;
    let (first, last) = (now().today, now().today.plus_days(6));
    let away = bench
        .store
        .grant_stand_in(anna, bo, first, last, lise, now());
    away.await.unwrap().unwrap();
    let lise = bench.sign_in("lise").await;
    let page = lise.get("/team").await.body;
    // The sister stands beside him, with who has her.
    let row = page
        .split("<tr")
        .find(|row| row.contains("Ida Holm"))
        .unwrap();
    assert!(
        row.contains("Noah") && row.contains("(bo Opfundet)"),
        "{row}"
    );
    let case = ida.to_string();
    let fields = [("case", case.as_str()), ("to", "nord|cw-7")];
    let seq = bench.seq(ida).await;
    let seen = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for warning in [
        "anna Opfundet er fraværende til og med 24. nov. 2026",
        "Ida har søskende hos en anden: Noah (bo Opfundet)",
    ] {
        assert!(seen.body.contains(warning), "{warning}: {}", seen.body);
    }
    assert_eq!(bench.seq(ida).await, seq, "nothing is moved yet");
    // What was seen of one choice is not seen of another.
    let warned = hidden(&seen, "warned");
    let both = (noah.to_string(), warned.as_str());
    let more = [
        ("case", case.as_str()),
        ("case", both.0.as_str()),
        ("to", "nord|cw-7"),
        ("warned", both.1),
    ];
    let again = lise.post("/team", "/team/assign", &more).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("er fraværende") && !again.body.contains("har søskende"));
    let fields = [&fields[..], &[("warned", warned.as_str())]].concat();
    let given = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    // To the one who has the brother already, and is at work: nothing to be seen.
    let fields = [("case", case.as_str()), ("to", "nord|cw-9")];
    let given = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
}

#[tokio::test]
async fn the_number_of_what_is_overdue_is_that_of_the_list_to_which_it_leads() {
    let bench = Bench::new().await;
    bench.person("lise", None, Role::Coordinator, "nord").await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    for (child, day) in [
        ("Freja", "2026-06-02"),
        ("Ida", "2026-10-20"),
        // The 24 hours ended a while ago today.
        ("Ali", "2026-11-17T08:00:00+01:00"),
        ("Zofia", "2026-11-18"),
    ] {
        bench.case(child, day, "nord", "cw-7").await;
    }
    let lise = bench.sign_in("lise").await;
    let team = lise.get("/team").await.body;
    let link = team.split("late=overdue\">").nth(1).unwrap();
    let count: usize = link.split('<').next().unwrap().parse().unwrap();
    let list = lise.get("/?worker=cw-7&late=overdue").await;
    let told = format!("{count} rækker");
    assert!(list.body.contains(&told), "{count}: {}", list.body);
    assert!(list.section("overdue").contains("Ali Holm"));
    assert!(count >= 3 && !list.body.contains("Zofia"), "{count}");
    let groups = list.body.matches("<section class=\"duties\"").count();
    assert_eq!(groups, 1, "{}", list.body);
}

#[tokio::test]
async fn from_the_list_of_what_is_due_a_leader_chooses_cases_and_gives_them_on() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench
        .person("bo", Some("cw-9"), Role::Caseworker, "nord")
        .await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-02", "nord", "cw-7").await;
    let ali = bench.case("Ali", "2026-11-03", "nord", "cw-7").await;
    let anna = bench.sign_in("anna").await;
    let own = anna.get("/").await.body;
    assert!(own.contains("Ida Holm") && !own.contains("form=\"give\""));
    let lise = bench.sign_in("lise").await;
    let day = lise.get("/?late=all").await;
    for case in [ida, ali] {
        let tick = format!("name=\"case\" value=\"{case}\" form=\"give\"");
        assert!(day.body.contains(&tick), "{}", day.body);
        let was = format!("name=\"was-{case}\" value=\"nord|cw-7\" form=\"give\"");
        assert!(day.body.contains(&was), "{}", day.body);
    }
    assert!(
        !lise
            .get("/?format=print")
            .await
            .body
            .contains("form=\"give\"")
    );
    let key = hidden(&day, "key");
    let (ida_box, ali_box) = (ida.to_string(), ali.to_string());
    // A case that stands in several rows is ticked in each.
    let fields = [
        ("case", ida_box.as_str()),
        ("case", ida_box.as_str()),
        ("case", ali_box.as_str()),
        ("key", key.as_str()),
        ("to", "nord|cw-9"),
    ];
    let seq = bench.seq(ida).await;
    let given = lise.post("/", "/team/assign", &fields).await;
    let place = given.header(header::LOCATION).to_owned();
    assert!(place.starts_with("/team?done=2&moved="), "{}", given.body);
    assert_eq!(bench.seq(ida).await, seq + 1);
    let bo = bench.sign_in("bo").await.get("/").await.body;
    assert!(bo.contains("Ida Holm") && bo.contains("Ali Holm"));
    // Without a choice of who: the page of the team shows what was ticked, and asks.
    let asked = lise.post("/", "/team/assign", &fields[..4]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains(&format!("value=\"{ida}\" checked")));
}
