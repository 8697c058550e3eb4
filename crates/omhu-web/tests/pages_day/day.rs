//! My day.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;

use crate::bench::Bench;

#[tokio::test]
async fn a_caseworker_sees_the_overdue_and_then_today_and_colleagues_elsewhere_nothing() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let bo = bench
        .person("bo", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let noah = bench.case("Noah", "2026-11-10", "nord", "cw-7").await;

    let browser = bench.sign_in("anna").await;
    let day = browser.get("/").await;
    assert_eq!(day.status, StatusCode::OK, "{}", day.body);
    assert!(day.body.contains("Min dag · onsdag 18. november 2026"));
    let place = |id: &str| day.body.find(&format!("<h2 id=\"{id}\">")).unwrap();
    assert!(place("overdue") < place("today"));
    let overdue = day.section("overdue");
    assert!(overdue.contains(&format!("<a href=\"/cases/{freja}\">Freja Holm, 7 år</a>")));
    assert!(overdue.contains("8 dage over") && overdue.contains("skulle være 10. nov. 2026"));
    assert!(overdue.contains(&format!("/cases/{freja}/steps/")));
    let forms: Vec<&str> = day
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.contains("/steps/"))
        .collect();
    assert!(!forms.is_empty());
    for href in forms {
        let form = browser.get(href).await;
        assert_eq!(form.status, StatusCode::OK, "{href}");
    }
    let today = day.section("today");
    for text in [
        "Noah Holm, 7 år",
        "Send kvittering til den, der underrettede",
        "6 hverdage efter 10. nov. 2026",
        "senest 18. nov. 2026",
        "about=",
    ] {
        assert!(today.contains(text), "{text} in {today}");
    }
    assert!(!today.contains("Freja"));
    assert!(day.body.contains("Mine tal: 0 % rettidigt"), "{}", day.body);
    for case in [freja, noah] {
        let lookers = bench.lookers(case).await;
        assert!(lookers.contains(&anna) && !lookers.contains(&bo));
    }

    let other = bench.sign_in("bo").await;
    let day = other.get("/").await;
    assert!(day.body.contains("Du har ingen sager endnu"));
    assert!(!day.body.contains("Holm"));
    for case in [freja, noah] {
        assert!(!bench.lookers(case).await.contains(&bo));
    }
}

#[tokio::test]
async fn the_list_as_a_file_and_as_a_calendar_has_no_names() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.case("Freja", "2026-11-10", "nord", "cw-7").await;
    let browser = bench.sign_in("anna").await;
    let csv = browser.get("/?format=csv").await;
    assert_eq!(csv.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(
        csv.body.contains("notification_receipt_sent"),
        "{}",
        csv.body
    );
    let calendar = browser.get("/my-day.ics").await;
    assert!(
        calendar.body.contains("Send kvittering til den"),
        "{}",
        calendar.body
    );
    assert!(!csv.body.contains("Freja") && !calendar.body.contains("Freja"));
    let printed = browser.get("/?format=print").await;
    assert_eq!(printed.status, StatusCode::OK);
    for path in ["/", "/?format=print"] {
        let english = browser.get_in(path, "en").await;
        assert_eq!(english.status, StatusCode::OK, "{path}");
        assert!(english.body.contains("6 weekdays after 10 Nov 2026"));
    }
}

#[tokio::test]
async fn a_coordinator_sees_the_teams_list_and_narrows_it() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("lise", None, Role::Coordinator, "nord").await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.case("Noah", "2026-11-10", "nord", "cw-9").await;
    bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
    // The receipt is due on Wednesday in a week: after Sunday.
    bench.case("Maja", "2026-11-17", "nord", "cw-9").await;
    let browser = bench.sign_in("lise").await;
    let next_week = browser.get("/?step=notification_receipt_sent").await;
    assert!(next_week.body.contains("Maja"), "{}", next_week.body);
    let nobody = browser.get("/?worker=cw-99").await.body;
    assert!(nobody.contains("Intet svarer til det valgte") && !nobody.contains("Intet haster"));
    let day = browser.get("/").await;
    assert_eq!(day.status, StatusCode::OK, "{}", day.body);
    for text in [
        "Freja",
        "Noah",
        "anna Opfundet",
        "Teamets dag",
        "Teamets tal",
    ] {
        assert!(day.body.contains(text), "{text}");
    }
    assert!(!day.body.contains("Zofia"));
    let narrowed = browser
        .get("/?worker=cw-7&late=overdue&step=notification_receipt_sent")
        .await;
    assert!(narrowed.body.contains("Freja") && !narrowed.body.contains("Noah Holm"));
    assert!(narrowed.body.contains(">1 række<"), "{}", narrowed.body);
    let english = browser.get_in("/?late=all", "en").await;
    assert_eq!(english.status, StatusCode::OK);
    assert!(day.body.contains("/steps/"));
    // The filter offers what there is to do, under the kind of step, and nothing else.
    let (_, what) = day.body.split_once("name=\"step\"").unwrap();
    let what = what.split("</select>").next().unwrap();
    assert!(what.contains("<optgroup label="), "{what}");
    assert!(
        what.contains("value=\"notification_receipt_sent\""),
        "{what}"
    );
    assert!(!what.contains("value=\"return_home_answered\""), "{what}");
    let all = browser.get("/?late=all").await.body;
    let (_, all) = all.split_once("name=\"step\"").unwrap();
    let all = all.split("</select>").next().unwrap();
    let values = all.split("value=\"").skip(1);
    let values: Vec<&str> = values.map(|rest| rest.split('"').next().unwrap()).collect();
    let once: std::collections::BTreeSet<&str> = values.iter().copied().collect();
    assert_eq!(once.len(), values.len(), "each duty once: {values:?}");
    let (_, still) = narrowed.body.split_once("name=\"step\"").unwrap();
    let still = still.split("</select>").next().unwrap();
    let chosen = "value=\"notification_receipt_sent\" selected";
    assert!(still.contains(chosen), "{still}");
    assert!(
        still.contains("value=\"immediate_risk_assessed\""),
        "{still}"
    );

    // A leader registers nothing, so rows lead to the case.
    bench.person("leif", None, Role::TeamLeader, "nord").await;
    let leader = bench.sign_in("leif").await.get("/").await;
    assert!(leader.body.contains("Åbn sagen") && !leader.body.contains("/steps/"));
}

/// The values and the words that a field of the filter offers.
pub fn choices(page: &str, name: &str) -> Vec<(String, String)> {
    let (_, rest) = page
        .split_once(&format!("<select class=\"form-select\" id=\"f-{name}\""))
        .unwrap();
    let (select, _) = rest.split_once("</select>").unwrap();
    let options = select.split("<option value=\"").skip(1);
    let read = |option: &str| {
        let (value, rest) = option.split_once('"').unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        (value.to_owned(), rest.split('<').next().unwrap().to_owned())
    };
    options.map(read).collect()
}

#[tokio::test]
async fn the_filter_offers_what_gives_rows_in_their_words_and_nobody_of_other_teams() {
    let bench = Bench::new().await;
    for (name, worker, team) in [
        ("anna", "cw-7", "nord"),
        ("bo", "cw-8", "syd"),
        ("carl", "cw-9", "nord"),
    ] {
        bench
            .person(name, Some(worker), Role::Caseworker, team)
            .await;
    }
    bench.person("lise", None, Role::Coordinator, "nord").await;
    let freja = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
    // A decision before which nobody talked with the child: missed, and no row of the list.
    let decided = FactCells {
        kind: "decision_made".to_owned(),
        when: "2026-11-10".to_owned(),
        about: "+d".to_owned(),
        basis: "bl-32".to_owned(),
        value: "support".to_owned(),
        ..FactCells::default()
    };
    let fact = Entry::Fact {
        cells: decided,
        text: String::new(),
    };
    bench.write(freja, vec![fact]).await;
    let lise = bench.sign_in("lise").await;
    let case = lise.get(&format!("/cases/{freja}")).await.body;
    assert!(case.contains("<h2 id=\"case-missed\">"), "{case}");
    let printed = lise.get("/?late=all").await.body;
    let filter = "<p class=\"printed\">Vist her: Team: Alle · Rådgiver: Alle · Hvad: Alle";
    assert!(printed.contains(filter), "{printed}");
    assert!(
        printed.contains("<p class=\"on-screen\"><a href="),
        "{printed}"
    );
    for (path, lang) in [("/?late=all", "da"), ("/?late=all", "en"), ("/", "da")] {
        let page = lise.get_in(path, lang).await.body;
        let offered = choices(&page, "step");
        assert!(offered.len() > 2, "{offered:?}");
        for (name, words) in &offered[1..] {
            let row = format!("<span class=\"duty-title\">{words}</span>");
            assert!(
                page.contains(&row),
                "{path} {lang}: {name} gives no row {words}"
            );
        }
        let rows = page.split("<span class=\"duty-title\">").skip(1);
        for row in rows {
            let title = row.split('<').next().unwrap();
            assert!(
                offered
                    .iter()
                    .any(|(_, words)| title.starts_with(words.as_str())),
                "{path} {lang}: {title} is not offered"
            );
        }
        let values = |name| -> Vec<String> {
            let offered = choices(&page, name).into_iter();
            offered.map(|(value, _)| value).collect()
        };
        assert_eq!(values("team"), ["", "nord"]);
        assert_eq!(values("worker"), ["", "cw-7", "cw-9"]);
    }
    let team = lise.get("/team?worker=all&team=nord").await.body;
    let values = |name| -> Vec<String> {
        let offered = choices(&team, name).into_iter();
        offered.map(|(value, _)| value).collect()
    };
    assert_eq!(values("team"), ["", "nord"]);
    assert_eq!(values("worker"), ["-", "all", "cw-7", "cw-9"]);
}

#[tokio::test]
async fn whoever_has_no_cases_reads_what_the_role_can_do_and_strangers_sign_in() {
    let bench = Bench::new().await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    let roles = [
        ("dora", Role::Director, "Du er direktør"),
        ("carl", Role::Controller, "Du er controller"),
        ("ulla", Role::UserAdministrator, "Du er brugeradministrator"),
        (
            "sven",
            Role::SystemAdministrator,
            "Du er systemadministrator",
        ),
        ("lone", Role::LogReviewer, "Du gennemgår loggen"),
        ("kaj", Role::QualityAuditor, "Du er kvalitetsrevisor"),
    ];
    for (name, role, sentence) in roles {
        bench.person(name, None, role, "").await;
        let browser = bench.sign_in(name).await;
        let front = browser.get("/").await;
        assert_eq!(front.status, StatusCode::OK, "{name}");
        assert!(front.body.contains(sentence), "{name}: {}", front.body);
        for path in ["/", "/?format=csv", "/my-day.ics", "/cases"] {
            assert!(
                !browser.get(path).await.body.contains("Freja"),
                "{name} {path}"
            );
            assert_eq!(browser.get_in(path, "en").await.status, StatusCode::OK);
        }
    }
    let stranger = Request::get("/").body(Body::empty()).unwrap();
    let stranger = bench.send(stranger).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    assert_eq!(stranger.header(header::LOCATION), "/sign-in?next=%2F");
}

#[tokio::test]
async fn hours_are_counted_and_what_others_must_do_first_stands_by_itself() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let ida = bench
        .case("Ida", "2026-11-17T14:05:00+01:00", "nord", "cw-7")
        .await;
    let facts = [
        ("support_need_known", "2026-11-17"),
        ("childrens_house_referred", "2026-11-18"),
    ];
    bench.facts(ida, &facts).await;
    let browser = bench.sign_in("anna").await;
    let day = browser.get("/").await;
    let today = day.section("today");
    assert!(today.contains("om 3 t. 33 min."), "{today}");
    assert!(today.contains("senest 18. nov. 2026 kl. 14.05"), "{today}");
    assert!(today.contains("24 timer efter 17. nov. 2026"), "{today}");
    let waiting = day.section("waiting");
    assert!(
        waiting.contains("Henvist til børnehus (siden 18. nov. 2026)"),
        "{waiting}"
    );
    assert!(waiting.contains("4 måneder efter 17. nov. 2026"));
    let english = browser.get_in("/", "en").await;
    assert!(english.section("today").contains("in 3 h 33 min"));
    assert!(english.section("waiting").contains("18 Nov 2026"));
}

/// The secret address that a page shows once.
fn calendar_of(page: &crate::bench::Answer) -> String {
    let (_, rest) = page.body.split_once("/calendar/").expect("an address");
    format!("/calendar/{}", rest.split('<').next().unwrap())
}

#[tokio::test]
async fn a_calendar_program_reads_my_day_by_a_secret_address_until_it_is_ended() {
    let bench = Bench::new().await;
    let anna = bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench
        .person("carl", Some("cw-8"), Role::Caseworker, "syd")
        .await;
    let case = bench.case("Freja", "2026-11-10", "nord", "cw-7").await;
    let browser = bench.sign_in("anna").await;
    let program = bench.stranger();
    let page = "/account/calendar";
    let made = browser.post(page, page, &[("do", "make")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let address = calendar_of(&made);
    assert!(address.ends_with(".ics"));
    // Shown once.
    let shown = browser.get(page).await;
    assert!(!shown.body.contains(&address) && shown.body.contains("Du har en adresse"));
    let read = program.get(&address).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(
        read.header(header::CONTENT_TYPE),
        "text/calendar; charset=utf-8"
    );
    assert_eq!(read.header(header::CACHE_CONTROL), "no-store");
    assert!(read.body.contains("Send kvittering til den") && !read.body.contains("Freja"));
    // As the same person reads it who is signed in; and it is in the log as theirs.
    assert_eq!(read.body, browser.get("/my-day.ics").await.body);
    let looks = bench.lookers(case).await;
    assert_eq!(looks.iter().filter(|who| **who == anna).count(), 2);
    // It opens nothing else, and is no session.
    let ticket = address.trim_start_matches("/calendar/");
    let ticket = ticket.trim_end_matches(".ics");
    let mut thief = bench.stranger();
    thief.cookie = format!("__Host-session={ticket}");
    assert_eq!(thief.get("/account").await.status, StatusCode::SEE_OTHER);
    let wrong = address.replace(&ticket[..4], "0000");
    assert_eq!(program.get(&wrong).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        program.get("/calendar/x").await.status,
        StatusCode::NOT_FOUND
    );
    // A new one ends the old one, and one is ended at once.
    let renewed = calendar_of(&browser.post(page, page, &[("do", "make")]).await);
    assert_eq!(program.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(program.get(&renewed).await.status, StatusCode::OK);
    let ended = browser.post(page, page, &[("do", "end")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(program.get(&renewed).await.status, StatusCode::NOT_FOUND);
    // It ends with the account.
    let carl = bench.sign_in("carl").await;
    let address = calendar_of(&carl.post(page, page, &[("do", "make")]).await);
    assert_eq!(program.get(&address).await.status, StatusCode::OK);
    let accounts = bench.store.accounts().await.unwrap();
    let number = accounts.iter().find(|each| each.sign_in == "carl").unwrap();
    let (store, now) = (&bench.store, crate::bench::now());
    let disabled = store.disable(number.user, crate::bench::ADMIN, now).await;
    disabled.unwrap().unwrap();
    assert_eq!(program.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_calendar_keeps_no_account_awake_and_guessing_is_stopped() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let browser = bench.sign_in("anna").await;
    let page = "/account/calendar";
    let address = calendar_of(&browser.post(page, page, &[("do", "make")]).await);
    let program = bench.stranger();
    for _ in 0..3 {
        assert_eq!(program.get(&address).await.status, StatusCode::OK);
        bench.wait(40 * 86_400);
    }
    assert_eq!(program.get(&address).await.status, StatusCode::NOT_FOUND);
    let wrong = format!("/calendar/{}.ics", "0".repeat(64));
    let mut last = StatusCode::NOT_FOUND;
    for _ in 0..31 {
        last = program.get(&wrong).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_page_of_a_failure_knows_who_is_signed_in_and_changes_its_language() {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    let browser = bench.sign_in("anna").await;
    let lost = browser.get("/no-such-page").await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    let named = |page: &str| page.contains("href=\"/account\"");
    assert!(named(&browser.get("/").await.body) && named(&lost.body));
    let fields = [("language", "en"), ("back", "/no-such-page")];
    let changed = browser.post("/no-such-page", "/language", &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
}

#[tokio::test]
async fn who_is_new_is_told_that_there_are_no_cases_yet_and_not_that_all_is_done() {
    let bench = Bench::new().await;
    bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
    for (name, role, team) in [
        ("nova", Role::Caseworker, "nord"),
        ("lone", Role::TeamLeader, "syd"),
        ("lars", Role::TeamLeader, ""),
        ("dora", Role::Director, ""),
    ] {
        bench.person(name, Some(name), role, team).await;
    }
    let says = async |who: &str, path: &str, lang: &str, text: &str| {
        let page = bench.sign_in(who).await.get_in(path, lang).await;
        assert_eq!(page.status, StatusCode::OK, "{who} {path}");
        assert!(page.body.contains(text), "{who} {path}: {}", page.body);
        for all_done in ["Intet haster", "Nothing is pressing", "Ingen sager passer"] {
            assert!(!page.body.contains(all_done), "{who} {path}: {all_done}");
        }
    };
    says("nova", "/", "da", "Du har ingen sager endnu").await;
    says("nova", "/", "en", "You have no cases yet").await;
    says("nova", "/cases", "da", "Du ser ingen åbne sager endnu").await;
    says("lone", "/", "da", "Teamet har ingen åbne sager").await;
    says("lone", "/", "en", "The team has no open cases").await;
    says("lone", "/team", "da", "Ingen sager venter på en rådgiver").await;
    says("lars", "/", "da", "Du er ikke med i et team endnu").await;
    says("lars", "/team", "en", "You are in no team yet").await;
    says("dora", "/cases", "da", "Din rolle viser ingen sager").await;
    // What is said in place of rows is read without scrolling sideways: the columns go on a small screen.
    says("dora", "/cases", "da", "table--compact table-empty").await;
    let nowhere = bench.sign_in("dora").await.get("/nowhere").await.body;
    assert!(nowhere.contains("Til forsiden") && !nowhere.contains("Til Min dag"));
    // What was asked for and is not there is still told so.
    let asked = bench.sign_in("lone").await.get("/?late=overdue").await.body;
    assert!(asked.contains("Intet er overskredet"), "{asked}");
    let asked = bench.sign_in("lone").await.get("/?late=today").await.body;
    assert!(asked.contains("Intet svarer til det valgte"), "{asked}");
}
