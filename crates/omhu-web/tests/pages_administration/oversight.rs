//! Following up on broken glass, the sample of look-ups, the access log.

use axum::http::{StatusCode, header};
use omhu_casework::access::{ProtectedGrade, Role};
use omhu_casework::ids::CaseNo;
use omhu_store::PersonData;

use crate::bench::{Answer, Bench, Browser, now};

fn shows(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "no «{text}» in {}", answer.body);
}

/// Breaks the glass of a case through the form, and looks at it.
async fn break_glass(browser: &Browser<'_>, case: &str) {
    let path = format!("/cases/{case}/glass");
    let fields = [
        ("category", "acute_concern"),
        ("reason", "Politiet ringede om barnet i nat"),
    ];
    let opened = browser.post(&path, &path, &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert_eq!(
        browser.get(&format!("/cases/{case}")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn broken_glass_is_followed_up_by_the_teams_leader_or_the_log_reviewer_never_by_oneself() {
    let bench = Bench::new().await;
    bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    bench.person("søren", None, Role::TeamLeader, "syd").await;
    bench.person("dina", None, Role::LogReviewer, "").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let number = case.to_string();
    let bo = bench.sign_in("bo").await;
    let form = bo.get(&format!("/cases/{number}/glass")).await.body;
    assert!(
        form.contains("Teamets leder ser det med det samme"),
        "{form}"
    );
    break_glass(&bo, &number).await;
    assert_eq!(bo.get("/oversight").await.status, StatusCode::NOT_FOUND);
    let glass = bench.store.glass_waiting_in().await.unwrap()[0].0;
    let path = format!("/oversight/glass/{glass}");

    let tove = bench.sign_in("tove").await;
    let list = tove.get("/oversight").await;
    shows(&list, "bo Opfundet");
    shows(&list, &path);
    shows(&list, "7 dage tilbage");
    shows(
        &tove.get("/").await,
        "1 begrundet adgang venter på opfølgning",
    );
    let elsewhere = bench.sign_in("søren").await;
    let list = elsewhere.get("/oversight").await;
    assert!(!list.body.contains("bo Opfundet"));
    let front = elsewhere.get("/").await;
    assert!(!front.body.contains("venter på opfølgning"));
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
    let dina = bench.sign_in("dina").await;
    bench.wait(9 * 86_400);
    let dina_late = bench.sign_in("dina").await;
    shows(&dina_late.get("/oversight").await, "2 dage over");
    shows(
        &dina_late.get("/").await,
        "1 begrundet adgang skulle være fulgt op",
    );
    drop(dina);

    let tove = bench.sign_in("tove").await;
    let page = tove.get(&path).await;
    shows(&page, "Politiet ringede om barnet i nat");
    shows(&page, "Så sagen");
    let silent = tove.post(&path, &path, &[("finding", "justified")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("finding", "justified"),
        ("remark", "Vagten har bekræftet opkaldet"),
    ];
    let found = tove.post(&path, &path, &fields).await;
    assert_eq!(
        found.header(header::LOCATION),
        "/oversight?done=found",
        "{}",
        found.body
    );
    let again = tove.post(&path, "/oversight/glass/999", &fields).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let list = tove.get("/oversight").await;
    shows(&list, "Vagten har bekræftet opkaldet");
    shows(&list, "Intet venter på dig");
    let twice = tove.post(&path, &path, &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Asking is logged in the case.
    let lookers = bench.lookers(case).await;
    let leader = bench.store.accounts().await.unwrap();
    let leader = leader.iter().find(|held| held.sign_in == "tove").unwrap();
    assert!(lookers.contains(&leader.user));
}

#[tokio::test]
async fn a_glass_without_a_reason_is_whole_at_once_and_one_used_after_a_finding_is_asked_about_again()
 {
    let bench = Bench::new().await;
    let bo_no = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    let refused = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let excused = bench.case("Noah", "2026-11-02", "nord", "cw-7").await;
    let (bo, tove) = (bench.sign_in("bo").await, bench.sign_in("tove").await);
    for case in [refused, excused] {
        break_glass(&bo, &case.to_string()).await;
    }
    // What a program tried in the name of Bo is not said to be Bo's own doing.
    let mut note = crate::bench::yes();
    note.user = bo_no;
    let note = note.with_program(Some((7, "Kalenderen".to_owned())));
    let _ = bench.store.look(note, &[refused]).await.unwrap();
    let waiting = bench.store.glass_waiting_in().await.unwrap();
    let of = |case: CaseNo| {
        let glass = waiting.iter().find(|glass| glass.2 == case);
        format!("/oversight/glass/{}", glass.unwrap().0)
    };
    shows(
        &tove.get(&of(refused)).await,
        "gennem programmet Kalenderen",
    );
    let found = async |path: &str, finding: &str, remark: &str| {
        let fields = [("finding", finding), ("remark", remark)];
        let answer = tove.post(path, path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    };
    found(&of(refused), "unjustified", "Bo kender familien privat").await;
    found(&of(excused), "justified", "Vagten har bekræftet opkaldet").await;
    let path = |case: CaseNo| format!("/cases/{case}");
    let over = bo.get(&path(refused)).await;
    assert_eq!(over.status, StatusCode::FORBIDDEN, "{}", over.body);
    let journal = bo.get(&format!("/cases/{refused}/journal")).await;
    assert_eq!(journal.status, StatusCode::FORBIDDEN);

    // Nobody asks about what was seen before the finding; what is seen after it waits for somebody to ask again.
    shows(&tove.get("/oversight").await, "Intet venter på dig");
    bench.wait(3600);
    let tove = bench.sign_in("tove").await;
    let bo = bench.sign_in("bo").await;
    assert_eq!(bo.get(&path(excused)).await.status, StatusCode::OK);
    bench.wait(60);
    // A look of the rows that were filed, and of those that were not.
    for filed in [false, true] {
        if filed {
            bench.store.file_looks().await.unwrap();
        }
        let list = tove.get("/oversight").await;
        shows(&list, "Brugt igen efter opfølgningen");
        shows(&list, &of(excused));
    }
    shows(
        &tove.get("/").await,
        "1 begrundet adgang venter på opfølgning",
    );
    let again = of(excused);
    let page = tove.get(&again).await;
    shows(&page, "Brugeren har set sagen gennem adgangen igen");
    shows(&page, "Vagten har bekræftet opkaldet");
    let fields = [("finding", "unjustified"), ("remark", "Vagten var forbi")];
    let answer = tove.post(&again, &again, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let list = tove.get("/oversight").await;
    shows(&list, "Intet venter på dig");
    shows(&list, "Vagten har bekræftet opkaldet · Vagten var forbi");
    assert_eq!(bo.get(&path(excused)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_follows_up_on_their_own_glass_and_many_raise_an_alarm() {
    let bench = Bench::new().await;
    bench.person("dina", None, Role::LogReviewer, "").await;
    bench.person("dan", None, Role::LogReviewer, "").await;
    let dina = bench.sign_in("dina").await;
    for child in ["Freja", "Noah", "Ida", "Ali"] {
        let case = bench.case(child, "2026-11-02", "nord", "cw-7").await;
        break_glass(&dina, &case.to_string()).await;
    }
    let list = dina.get("/oversight").await;
    shows(&list, "Intet venter på dig");
    let glass = bench.store.glass_waiting_in().await.unwrap()[0].0;
    let path = format!("/oversight/glass/{glass}");
    assert_eq!(dina.get(&path).await.status, StatusCode::NOT_FOUND);
    let dan = bench.sign_in("dan").await;
    let list = dan.get("/oversight").await;
    shows(&list, "Oftere end sædvanligt");
    shows(&list, "dina Opfundet");
    assert_eq!(dan.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_sample_is_drawn_by_a_seed_that_is_shown_and_each_row_is_judged() {
    let bench = Bench::new().await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("dina", None, Role::LogReviewer, "").await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let path = format!("/cases/{case}");
    // Anna's looks are explained by her case; Bo is refused, which nothing explains.
    let anna = bench.sign_in("anna").await;
    assert_eq!(anna.get(&path).await.status, StatusCode::OK);
    let browser = bench.sign_in("bo").await;
    for _ in 0..2 {
        assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN);
    }
    let tove = bench.sign_in("tove").await;
    for closed in ["/oversight/samples", "/oversight/samples/new"] {
        assert_eq!(tove.get(closed).await.status, StatusCode::FORBIDDEN);
    }
    let dina = bench.sign_in("dina").await;
    let new = "/oversight/samples/new";
    shows(
        &dina.get(new).await,
        "Siden sidst er der 2 opslag at trække af.",
    );
    let drawn = dina.post(new, new, &[]).await;
    assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}", drawn.body);
    let sample = drawn.header(header::LOCATION).to_owned();
    let held = bench.store.lookup_samples().await.unwrap();
    assert_eq!((held[0].pile, held[0].drawn, held[0].waiting), (2, 2, 2));
    let page = dina.get(&sample).await;
    shows(&page, &held[0].seed);
    shows(&page, "bo Opfundet");
    assert!(!page.body.contains("anna Opfundet"));

    // There is no second draw from the same rows: only what came since.
    let again = dina.post(new, new, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&again, "Der er ingen opslag at trække af");

    let rows: Vec<String> = page
        .body
        .split(&format!("href=\"{sample}/"))
        .skip(1)
        .map(|rest| format!("{sample}/{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(rows.len(), 2);
    let row = dina.get(&rows[0]).await;
    shows(&row, "Ingen opgave i sagen");
    let silent = dina
        .post(&rows[0], &rows[0], &[("finding", "to_examine")])
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("finding", "to_examine"), ("remark", "Hvorfor prøvede Bo?")];
    let next = dina.post(&rows[0], &rows[0], &fields).await;
    assert_eq!(next.header(header::LOCATION), rows[1], "{}", next.body);
    let next = dina
        .post(&rows[1], &rows[1], &[("finding", "in_order")])
        .await;
    let left = format!("{sample}?done=examine");
    assert_eq!(next.header(header::LOCATION), left, "{}", next.body);
    let held = bench.store.lookup_samples().await.unwrap();
    assert_eq!((held[0].waiting, held[0].to_examine), (0, 1));
    shows(&dina.get(&sample).await, "Hvorfor prøvede Bo?");
    // It is open, and says so, until there is an outcome.
    let open = "1 opslag fra stikprøver mangler en afgørelse";
    shows(&dina.get("/").await, open);
    assert!(!tove.get("/").await.body.contains(open));
    let list = dina.get("/oversight/samples").await;
    shows(&list, &rows[0]);
    shows(&list, "Hvorfor prøvede Bo?");
    let silent = dina
        .post(&rows[0], &rows[0], &[("finding", "not_in_order")])
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("finding", "not_in_order"),
        (
            "remark",
            "Hvorfor prøvede Bo? Af nysgerrighed; lederen ved det",
        ),
    ];
    let over = dina.post(&rows[0], &rows[0], &fields).await;
    assert_eq!(
        over.header(header::LOCATION),
        "/oversight/samples?done=judged"
    );
    assert!(!dina.get("/").await.body.contains(open));
    let list = dina.get("/oversight/samples").await;
    shows(&list, "Intet er under undersøgelse");
    shows(&dina.get(&sample).await, "Ikke i orden");
    let about = bench.store.changes_about(bo, 100).await.unwrap();
    assert!(about.iter().any(|change| change.what == "lookup_judged"));
    for path in [
        "/oversight/samples",
        &sample,
        &rows[0],
        "/oversight",
        "/oversight/looks",
    ] {
        let english = dina.get_in(path, "en").await;
        assert_eq!(english.status, StatusCode::OK, "{path}");
        assert!(!english.body.contains('⟦'), "{path}");
    }
}

#[tokio::test]
async fn the_access_log_is_searched_by_case_and_by_user_as_far_as_one_may() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    let dina_no = bench.person("dina", None, Role::LogReviewer, "").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let away = bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
    let browser = bench.sign_in("anna").await;
    browser.get(&format!("/cases/{case}")).await;
    let path = format!("/oversight/looks?case={case}");
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);

    let tove = bench.sign_in("tove").await;
    shows(&tove.get(&path).await, "anna Opfundet");
    let denied = tove.get(&format!("/oversight/looks?case={away}")).await;
    assert!(denied.status.is_client_error());
    let fields = [("case", "2026-1"), ("from", "1.11.2026")];
    let sent = tove.post("/oversight/looks", "/oversight/looks", &fields);
    let place = sent.await.header(header::LOCATION).to_owned();
    assert!(place.starts_with("/oversight/looks?for="), "{place}");
    assert!(!place.contains("2026-1&") && place.contains("from="));
    shows(&tove.get(&place).await, "value=\"2026-1\"");
    let by_user = format!("/oversight/looks?user={anna}");
    assert_eq!(tove.get(&by_user).await.status, StatusCode::FORBIDDEN);

    let dina = bench.sign_in("dina").await;
    shows(&dina.get(&path).await, "anna Opfundet");
    let page = dina.get(&by_user).await;
    shows(&page, &format!("/cases/{case}/looks"));
    assert!(!page.body.contains("Freja"));
    shows(
        &dina.get("/oversight/looks?case=findes-ikke").await,
        "Der er ingen sag",
    );
    // The search itself stands in the log.
    let verdict = omhu_casework::access::Verdict::Allowed {
        relation: omhu_casework::access::Relation::None,
        role: Role::LogReviewer,
        reason: "access-allowed-office",
        extra_click: false,
    };
    let action = omhu_casework::access::Action::SampleLookups;
    let note = omhu_store::AccessNote::new(dina_no, action, verdict, now());
    let permit = bench.store.look_at_all(note).await.unwrap();
    let looks = bench
        .store
        .looks_of(&permit, dina_no, omhu_store::EVER, 100)
        .await
        .unwrap();
    let searched = format!("user {anna}");
    assert!(looks.iter().any(|look| look.hidden.criterion == searched));
}

#[tokio::test]
async fn who_has_looked_is_gathered_by_person_and_day_and_narrowed() {
    use omhu_casework::access::{Action, Label};
    const DAY: i64 = 86_400;
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "nord")
        .await;
    bench.person("tove", None, Role::TeamLeader, "nord").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let look = async |user, second: i64, action: Action| {
        let mut note = crate::bench::yes();
        (note.user, note.second) = (user, now().second + second);
        note.action = action.word();
        let _ = bench.store.look(note, &[case]).await.unwrap();
    };
    let (sees, notes) = (Action::See(Label::CaseText), Action::WriteNote);
    look(anna, -3 * DAY, sees).await;
    look(anna, -3 * DAY + 3_600, notes).await;
    look(bo, -3 * DAY, sees).await;
    look(anna, -DAY, sees).await;
    look(omhu_casework::ids::UserNo::IMPORT, -DAY, notes).await;
    let tove = bench.sign_in("tove").await;
    let path = format!("/cases/{case}/looks");
    let page = tove.get(&path).await;
    let clock = |second: i64| {
        let local = now().second + second + 3_600;
        format!(
            "{:02}.{:02}",
            local.rem_euclid(DAY) / 3_600,
            local.rem_euclid(3_600) / 60
        )
    };
    let both = format!(
        "anna Opfundet: 2 opslag kl. {}–{} · Så sagen · Skrev et notat",
        clock(0),
        clock(3_600)
    );
    for gathered in [
        both.as_str(),
        &format!("bo Opfundet: 1 opslag kl. {} · Så sagen", clock(0)),
        "omhu selv: 1 opslag",
        "Kørt på serveren",
        "<summary",
        "15. november 2026",
        "17. november 2026",
    ] {
        shows(&page, gathered);
    }
    for raw in ["Bruger 0", "Systemadministrator", "command line"] {
        assert!(!page.body.contains(raw), "{raw}");
    }
    // Newest first; nothing is unfolded before somebody asks, and all of it is where it is to be printed.
    let (newer, _) = page.body.split_once("15. november 2026").unwrap();
    assert!(newer.contains("17. november 2026"));
    assert!(!page.body.contains("<details class=\"details\" open"));
    let paper = tove.get(&format!("{path}?format=print")).await;
    assert_eq!(
        paper
            .body
            .matches("<details class=\"details\" open")
            .count(),
        6,
        "{}",
        paper.body
    );
    shows(&paper, "Ctrl og P");

    let groups = async |narrowed: &str| {
        let page = tove.get(&format!("{path}?{narrowed}")).await;
        let found = page.body.matches("<details class=\"details\"").count();
        (found, page)
    };
    assert_eq!(groups(&format!("user={bo}")).await.0, 1);
    assert_eq!(
        groups(&format!("user={anna}&did=glass-did-note")).await.0,
        1
    );
    assert_eq!(groups("from=17.11.2026&to=17.11.2026").await.0, 2);
    assert_eq!(groups("to=15.11.2026").await.0, 2);
    assert_eq!(groups("right=looked-system-why").await.0, 1);
    let (none, page) = groups("did=glass-did-export").await;
    assert_eq!(none, 0);
    shows(&page, "Ingen opslag passer");
    shows(&page, "Vis alle");
    let (all, page) = groups("from=i+overmorgen").await;
    assert!(all >= 4, "what is no day hides nothing");
    shows(&page, "Skriv en dag, fx 18.11.2026");
    shows(&page, "value=\"i overmorgen\"");
    shows(
        &groups("from=17.11.2026&to=15.11.2026").await.1,
        "Den sidste dag ligger før den første",
    );
    let english = tove.get_in(&path, "en").await;
    shows(&english, "omhu itself: 1 look-up");
    assert!(!english.body.contains('⟦'));

    // The same by case from the pages of oversight, where the case is named by its own id, in any letters.
    let id = &bench.store.case_ids([case]).await.unwrap()[&case];
    let by_case = tove.get(&format!("/oversight/looks?case={id}")).await;
    shows(&by_case, &both);
}

#[tokio::test]
async fn after_one_look_was_judged_the_next_is_never_ones_own() {
    let bench = Bench::new().await;
    let dina = bench.person("dina", None, Role::LogReviewer, "").await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    // Each is refused, which no task in the case explains.
    let path = format!("/cases/{case}");
    let browser = bench.sign_in("dina").await;
    let other = bench.sign_in("bo").await;
    for refused in [&other, &browser, &other] {
        assert_eq!(refused.get(&path).await.status, StatusCode::FORBIDDEN);
    }
    let new = "/oversight/samples/new";
    let drawn = browser.post(new, new, &[]).await;
    let sample = drawn.header(header::LOCATION).to_owned();
    let verdict = crate::bench::yes().verdict;
    let action = omhu_casework::access::Action::SampleLookups;
    let note = omhu_store::AccessNote::new(dina, action, verdict, now());
    let permit = bench.store.look_at_all(note).await.unwrap();
    let held = bench.store.lookup_samples().await.unwrap()[0].number;
    let rows = bench.store.drawn_lookups(&permit, held).await.unwrap();
    let of = |user| {
        let rows = rows.iter().filter(move |drawn| drawn.look.user == user);
        let path = |drawn: &omhu_store::DrawnLook| format!("{sample}/{}", drawn.look.n);
        rows.map(path).collect::<Vec<_>>()
    };
    let (others, own) = (of(bo), of(dina));
    assert_eq!(others.len(), 2);
    let in_order = [("finding", "in_order")];
    let next = browser.post(&others[0], &others[0], &in_order).await;
    assert_eq!(next.header(header::LOCATION), others[1], "{}", next.body);
    let left = browser.post(&others[1], &others[1], &in_order).await;
    let back = format!("{sample}?done=own");
    assert_eq!(left.header(header::LOCATION), back, "{}", left.body);
    shows(&browser.get(&back).await, "er dine egne");
    // One's own is read, with no form to judge it by.
    let page = browser.get(&own[0]).await;
    shows(&page, "Ingen vurderer sit eget opslag");
    assert!(!page.body.contains("name=\"finding\""));
}

#[tokio::test]
async fn who_has_looked_says_through_which_program() {
    let bench = Bench::new().await;
    let tove = bench.person("tove", None, Role::TeamLeader, "nord").await;
    let case = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let mut note = crate::bench::yes();
    note.user = tove;
    let note = note.with_program(Some((7, "Kalenderen".to_owned())));
    let _ = bench.store.look(note, &[case]).await.unwrap();
    let tove = bench.sign_in("tove").await;
    let said = "tove Opfundet gennem programmet Kalenderen (nøgle 7)";
    shows(&tove.get(&format!("/cases/{case}/looks")).await, said);
    shows(
        &tove.get(&format!("/oversight/looks?case={case}")).await,
        said,
    );
    let text = tove.get_in(&format!("/cases/{case}/looks"), "en").await;
    shows(&text, "through the program Kalenderen (token 7)");
}

#[tokio::test]
async fn an_auditor_reads_the_cases_that_were_given_until_a_day_and_no_other() {
    let bench = Bench::new().await;
    bench.person("dina", None, Role::LogReviewer, "").await;
    let rita = bench.person("rita", None, Role::QualityAuditor, "").await;
    let person = PersonData {
        grade: ProtectedGrade::Ordinary,
        address: "Hemmeligvej 7".to_owned(),
        ..PersonData::default()
    };
    let given = bench
        .case_of(person, "Freja", "2026-11-02", "nord", "cw-7")
        .await;
    let other = bench.case("Noah", "2026-11-02", "nord", "cw-7").await;
    let (mine, others) = (format!("/cases/{given}"), format!("/cases/{other}"));
    let auditor = bench.sign_in("rita").await;
    assert_eq!(auditor.get(&mine).await.status, StatusCode::NOT_FOUND);
    shows(&auditor.get("/").await, "Du har ingen sager at læse nu");
    let list = "/oversight/audits";
    assert_eq!(auditor.get(list).await.status, StatusCode::NOT_FOUND);

    let dina = bench.sign_in("dina").await;
    shows(&dina.get("/oversight").await, "Sager til revision");
    let new = "/oversight/audits/new";
    let (reader, case) = (rita.to_string(), given.to_string());
    let fields = [
        ("audit", "BDO-2026"),
        ("reader", reader.as_str()),
        ("cases", case.as_str()),
        ("last", "30.11.2026"),
    ];
    for (field, wrong, sentence) in [
        ("audit", "BDO 2026", "Skriv et navn af bogstaver"),
        ("reader", "1", "Vælg en revisor"),
        ("cases", "4711, 4712", "Disse sager findes ikke: 4711, 4712"),
        ("cases", "", "Skriv mindst én sag"),
        ("last", "1.1.2020", "en dag fra i dag"),
    ] {
        let mut sent: Vec<_> = fields.to_vec();
        sent.retain(|(name, _)| *name != field);
        sent.push((field, wrong));
        let refused = dina.post(new, new, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        shows(&refused, sentence);
    }
    let done = dina.post(new, new, &fields).await;
    assert_eq!(
        done.header(header::LOCATION),
        "/oversight/audits?done=given"
    );
    shows(&dina.get(list).await, "BDO-2026");
    shows(&auditor.get("/").await, &mine);
    assert_eq!(auditor.get(&mine).await.status, StatusCode::OK);
    assert_eq!(auditor.get(&others).await.status, StatusCode::NOT_FOUND);
    // Whoever comes from outside sees no names, no untrue "nobody", and no way to a case that was not given.
    let rex = bench
        .person("rex", None, Role::ExternalAuditor, "")
        .await
        .to_string();
    let for_rex = fields.map(|(name, value)| match name {
        "reader" => (name, rex.as_str()),
        _ => (name, value),
    });
    assert_eq!(
        dina.post(new, new, &for_rex).await.status,
        StatusCode::SEE_OTHER
    );
    let outside = bench.sign_in("rex").await;
    let read = outside.get(&mine).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    shows(&read, "Personerne i sagen vises ikke for dig");
    assert!(!read.body.contains("Freja Holm"), "{}", read.body);
    let sibling = format!("href=\"{others}\"");
    assert!(!read.body.contains(&sibling), "{}", read.body);
    // That somebody has it is not denied, and what is not theirs is not offered.
    let sheet = outside.get(&format!("{mine}/handover")).await;
    shows(&sheet, "Hvem der har haft sagen, vises ikke for dig");
    for said in ["Ingen rådgiver endnu", "Ctrl og P", "/address\""] {
        assert!(!sheet.body.contains(said), "{said}: {}", sheet.body);
        assert!(!read.body.contains(said), "{said}: {}", read.body);
    }
    // Who gave it stands in the log of the case.
    shows(
        &dina.get(&format!("/oversight/looks?case={given}")).await,
        "Gav sagen til en revisor",
    );
    let end = format!("/oversight/audits/{rita}/BDO-2026/end");
    shows(&dina.get(&end).await, "rita Opfundet");
    let done = dina.post(&end, &end, &[]).await;
    assert_eq!(
        done.header(header::LOCATION),
        "/oversight/audits?done=ended"
    );
    assert_ne!(auditor.get(&mine).await.status, StatusCode::OK);
    assert_eq!(dina.get(&end).await.status, StatusCode::NOT_FOUND);
}
