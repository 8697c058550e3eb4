//! The team, and giving cases to others.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;

use crate::bench::{ADMIN, Answer, Bench, Browser, now};
use crate::day::choices;

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
    assert!(after.body.contains("Ingen sager venter på en rådgiver"));
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
        seen.body
            .contains("Teamet skifter fra Team Nord til Team Syd"),
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
        "anna Opfundet er fraværende til og med 24. november 2026",
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

/// The cases of which a page says who had them while it was shown, as its form sends it.
fn shown(page: &Answer) -> Vec<(String, String)> {
    let fields = page.body.split("name=\"was-").skip(1);
    let read = |field: &str| {
        let (case, rest) = field.split_once("\" value=\"").unwrap();
        let was = rest.split('"').next().unwrap().replace("&#124;", "|");
        (format!("was-{case}"), was)
    };
    let mut shown: Vec<_> = fields.map(read).collect();
    shown.sort();
    shown.dedup();
    shown
}

/// Sends the form of a page that gives all cases it shows, and as many warnings as there are.
async fn give_all(who: &Browser<'_>, from: &str, to: &str) -> Answer {
    let page = who.get(from).await;
    let (key, every) = (hidden(&page, "key"), shown(&page));
    let count = every.len().to_string();
    let box_for_all = format!("name=\"every\" value=\"{count}\"");
    assert!(page.body.contains(&box_for_all), "{}", page.body);
    let mut fields = vec![("key", key.as_str()), ("to", to), ("every", &count)];
    fields.extend(
        every
            .iter()
            .map(|(name, was)| (name.as_str(), was.as_str())),
    );
    let answer = who.post(from, "/team/assign", &fields).await;
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
        return answer;
    }
    let warned = hidden(&answer, "warned");
    fields.push(("warned", &warned));
    who.post(from, "/team/assign", &fields).await
}

#[tokio::test]
async fn cases_that_are_with_no_user_here_are_found_on_every_list_and_given_on_in_one_go() {
    let bench = Bench::new().await;
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    anna.await;
    let bo = bench.person("bo", Some("cw-9"), Role::Caseworker, "nord");
    let bo = bo.await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.case("Ida", "2026-11-02", "nord", "T03-C01-3").await;
    bench.case("Ali", "2026-11-03", "nord", "T03-C01-3").await;
    bench.case("Noah", "2026-11-03", "nord", "T03-C01-4").await;
    bench.case("Zofia", "2026-11-03", "nord", "cw-9").await;
    bench.case("Mads", "2026-11-03", "nord", "").await;
    bench
        .case("Elsewhere", "2026-11-03", "syd", "T09-C01-1")
        .await;
    // Who left has nobody who works with the cases either.
    let disabled = bench.store.disable(bo, ADMIN, now());
    disabled.await.unwrap().unwrap();
    let lise = bench.sign_in("lise").await;
    for list in ["/?late=all", "/team", "/cases"] {
        let page = lise.get(list).await.body;
        let offered = choices(&page, "worker");
        for (value, word) in [
            ("-", "Ingen rådgiver"),
            ("--", "Alle uden bruger her"),
            ("T03-C01-3", "T03-C01-3"),
            ("T03-C01-4", "T03-C01-4"),
            ("cw-9", "bo Opfundet"),
        ] {
            let choice = (value.to_owned(), word.to_owned());
            // Cases that nobody has are a choice of the first list once there are some.
            assert!(
                offered.contains(&choice),
                "{list}: {choice:?} in {offered:?}"
            );
        }
        assert!(
            offered.iter().all(|(value, _)| value != "T09-C01-1"),
            "{list}"
        );
        assert!(
            page.contains("<optgroup label=\"Uden bruger her\">"),
            "{list}"
        );
    }
    for list in [
        "/?late=overdue&worker=--",
        "/team?worker=--",
        "/cases?worker=--",
    ] {
        let page = lise.get(list).await.body;
        for child in ["Ida Holm", "Ali Holm", "Noah Holm", "Zofia Holm"] {
            assert!(page.contains(child), "{list}: {child}");
        }
        for child in ["Freja Holm", "Mads Holm", "Elsewhere"] {
            assert!(!page.contains(child), "{list}: {child}");
        }
        assert!(
            page.contains("T03-C01-3 (uden bruger her)"),
            "{list}: {page}"
        );
        assert!(page.contains("bo Opfundet (uden bruger her)"), "{list}");
    }
    let one = lise.get("/?late=overdue&worker=T03-C01-4").await.body;
    assert!(one.contains("Noah Holm") && !one.contains("Ida Holm"));
    assert!(
        one.contains("<option value=\"T03-C01-4\" selected>"),
        "{one}"
    );
    // None of them is chosen yet: the others stand there still.
    assert!(one.contains("<option value=\"T03-C01-3\">"), "{one}");
    let nobody = lise.get("/?late=all&worker=-").await.body;
    assert!(nobody.contains("Mads Holm") && !nobody.contains("Ida Holm"));
    let english = lise.get_in("/?late=overdue&worker=--", "en").await.body;
    assert!(english.contains("Not with any user here"), "{english}");

    let given = give_all(&lise, "/?late=overdue&worker=--", "nord|cw-7").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    assert!(given.header(header::LOCATION).starts_with("/team?done=4&"));
    let own = bench.sign_in("anna").await.get("/").await.body;
    for child in [
        "Freja Holm",
        "Ida Holm",
        "Ali Holm",
        "Noah Holm",
        "Zofia Holm",
    ] {
        assert!(own.contains(child), "{child}");
    }
    assert!(!own.contains("Mads"));
}

#[tokio::test]
async fn all_of_a_list_is_given_only_where_all_of_it_arrived() {
    let bench = Bench::new().await;
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    anna.await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-02", "nord", "").await;
    let lise = bench.sign_in("lise").await;
    let (was, seq) = (format!("was-{ida}"), bench.seq(ida).await);
    let fields = [(was.as_str(), "nord|"), ("to", "nord|cw-7"), ("every", "2")];
    let cut = lise.post("/team", "/team/assign", &fields).await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(cut.body.contains("Listen er for lang"), "{}", cut.body);
    assert_eq!(bench.seq(ida).await, seq);
    // Without the box only what is ticked goes.
    let none = lise.post("/team", "/team/assign", &fields[..2]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Sæt kryds ved mindst én sag"));
    let given = give_all(&lise, "/team", "nord|cw-7").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    assert_eq!(bench.seq(ida).await, seq + 1);
}

#[tokio::test]
async fn who_gave_many_cases_to_the_wrong_one_lays_them_back() {
    let bench = Bench::new().await;
    for (name, worker) in [("anna", "cw-7"), ("bo", "cw-9")] {
        let worker = Some(worker);
        bench.person(name, worker, Role::Caseworker, "nord").await;
    }
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    bench.person("mie", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-02", "nord", "cw-7").await;
    let ali = bench.case("Ali", "2026-11-03", "nord", "").await;
    let noah = bench.case("Noah", "2026-11-03", "nord", "cw-7").await;
    let (lise, mie) = (bench.sign_in("lise").await, bench.sign_in("mie").await);
    let given = give_all(&lise, "/team?worker=all", "nord|cw-9").await;
    let place = given.header(header::LOCATION).to_owned();
    assert!(
        place.starts_with("/team?worker=all&done=3&") || place.contains("done=3"),
        "{place}"
    );
    let bo = bench.sign_in("bo").await;
    assert!(bo.get("/").await.body.contains("Ida Holm"));
    // Somebody else gives one of them on meanwhile.
    let to = [("case", &*noah.to_string()), ("to", "nord|cw-7")];
    let on = mie.post("/team", "/team/assign", &to).await;
    assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.body);
    let seen = lise.get(&place).await;
    assert!(seen.body.contains("action=\"/team/undo\""), "{}", seen.body);
    let key = hidden(&seen, "given");
    let fields = [("given", key.as_str())];
    // What one gave, nobody else takes back by it.
    let other = mie.post("/team", "/team/undo", &fields).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.body);
    assert!(!mie.get(&place).await.body.contains("action=\"/team/undo\""));
    let before = [
        bench.seq(ida).await,
        bench.seq(ali).await,
        bench.seq(noah).await,
    ];
    for _ in 0..2 {
        let undone = lise.post("/team", "/team/undo", &fields).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        let told = lise.get(undone.header(header::LOCATION)).await.body;
        for text in [
            "2 sager er lagt tilbage.",
            "1 sag blev liggende",
            "Ida Holm",
        ] {
            assert!(told.contains(text), "{text}: {told}");
        }
        // Nothing is deleted: each is one event more, once.
        let now = [
            bench.seq(ida).await,
            bench.seq(ali).await,
            bench.seq(noah).await,
        ];
        assert_eq!(now, [before[0] + 1, before[1] + 1, before[2]]);
    }
    let has = async |who: &str| bench.sign_in(who).await.get("/").await.body;
    let anna = has("anna").await;
    assert!(anna.contains("Ida Holm") && anna.contains("Noah Holm") && !anna.contains("Ali"));
    let bo = has("bo").await;
    assert!(!bo.contains("Ida") && !bo.contains("Ali") && !bo.contains("Noah"));
    assert!(
        lise.get("/team").await.body.contains("Ali Holm"),
        "nobody has it again"
    );
    let course = lise.get(&format!("/cases/{ida}")).await.body;
    assert!(
        course.contains("Givet videre ved en fejl og fortrudt samme dag"),
        "{course}"
    );
}

#[tokio::test]
async fn giving_is_undone_the_same_day_and_not_where_the_cases_are_another_teams() {
    let bench = Bench::new().await;
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    anna.await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-02", "nord", "").await;
    let lise = bench.sign_in("lise").await;
    let given = give_all(&lise, "/team", "nord|cw-7").await;
    let first = lise.get(given.header(header::LOCATION)).await;
    let key = hidden(&first, "given");
    let given = give_all(&lise, "/team?worker=all", "syd|").await;
    let place = given.header(header::LOCATION).to_owned();
    let gone = lise.get(&place).await;
    assert!(
        !gone.body.contains("action=\"/team/undo\""),
        "{}",
        gone.body
    );
    assert!(
        gone.body.contains("bed det team give dem tilbage"),
        "{}",
        gone.body
    );
    let seq = bench.seq(ida).await;
    let late = lise.post("/team", "/team/undo", &[("given", &key)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    bench.wait(24 * 3600);
    let lise = bench.sign_in("lise").await;
    let late = lise.post("/team", "/team/undo", &[("given", &key)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(
        late.body.contains("Det kan ikke fortrydes nu"),
        "{}",
        late.body
    );
    assert_eq!(bench.seq(ida).await, seq);
}

#[tokio::test]
async fn a_cases_own_form_warns_as_the_list_does_and_whoever_gave_it_to_the_wrong_one_undoes_it() {
    let bench = Bench::new().await;
    for (name, worker) in [("anna", "cw-7"), ("bo", "cw-9")] {
        let worker = Some(worker);
        bench.person(name, worker, Role::Caseworker, "nord").await;
    }
    let carl = bench.person("carl", Some("cw-8"), Role::Caseworker, "syd");
    carl.await;
    bench.person("lise", None, Role::TeamLeader, "nord").await;
    let ida = bench.case("Ida", "2026-11-17", "nord", "cw-7").await;
    let noah = bench.case("Noah", "2026-11-17", "nord", "cw-7").await;
    family(&bench, &[ida, noah]).await;
    let lise = bench.sign_in("lise").await;
    for step in ["assign", "handover"] {
        let form = format!("/cases/{ida}/steps/{step}");
        let seq = bench.seq(ida).await;
        let seen = seq.to_string();
        let to = |team: &'static str, worker: &'static str| {
            [
                ("team", team),
                ("caseworker", worker),
                ("when", "18.11.2026"),
            ]
        };
        let asked = [&to("syd", "cw-8")[..], &[("seen_seq", seen.as_str())]].concat();
        let warned = lise.post(&form, &form, &asked).await;
        assert_eq!(
            warned.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            warned.body
        );
        for text in [
            "Teamet skifter fra Team Nord til Team Syd",
            "Ida har søskende hos en anden: Noah (anna Opfundet)",
        ] {
            assert!(
                warned.body.contains(text),
                "{step}: {text}: {}",
                warned.body
            );
        }
        // In the list it is the same.
        let case = ida.to_string();
        let listed = [("case", case.as_str()), ("to", "nord|cw-9")];
        let listed = lise.post("/team", "/team/assign", &listed).await;
        assert!(
            listed
                .body
                .contains("Ida har søskende hos en anden: Noah (anna Opfundet)")
        );
        assert_eq!(bench.seq(ida).await, seq, "only warned");
        // Given all the same, and to the wrong one.
        let shown = ["warnings-siblings-apart"].map(|key| ("shown", key));
        let despite = [("despite", "yes"), ("despite_reason", "")];
        let asked = [
            &to("nord", "cw-9")[..],
            &[("seen_seq", seen.as_str())],
            &shown,
            &despite,
        ];
        let given = lise.post(&form, &form, &asked.concat()).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let range = format!("{}-{}", seq + 1, bench.seq(ida).await);
        let receipt = format!("/cases/{ida}/done/{range}");
        let page = lise.get(&receipt).await;
        assert!(
            page.body.contains("Fortryd registreringen"),
            "{step}: {}",
            page.body
        );
        let undone = lise.post(&receipt, &format!("{receipt}/undo"), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        let anna = bench.sign_in("anna").await.get("/").await.body;
        assert!(anna.contains("Ida Holm"), "{step}");
    }
}

#[tokio::test]
async fn who_registers_and_may_not_correct_is_told_whom_to_ask() {
    let bench = Bench::new().await;
    let anna = bench.person("anna", Some("cw-7"), Role::Caseworker, "nord");
    anna.await;
    bench.person("lise", None, Role::Coordinator, "nord").await;
    let ida = bench.case("Ida", "2026-11-17", "nord", "cw-7").await;
    for (who, asks) in [("lise", true), ("anna", false)] {
        let browser = bench.sign_in(who).await;
        let form = format!("/cases/{ida}/steps/return-home-request");
        let seq = bench.seq(ida).await.to_string();
        let fields = [
            ("when", "18.11.2026"),
            ("who_asks", "child"),
            ("seen_seq", &seq),
        ];
        let given = browser.post(&form, &form, &fields).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let receipt = browser.get(given.header(header::LOCATION)).await.body;
        let asked = receipt.contains("bed den, der har sagen, rette det");
        let undoes = receipt.contains("Fortryd registreringen");
        assert_eq!((asked, undoes), (asks, !asks), "{who}: {receipt}");
    }
}
