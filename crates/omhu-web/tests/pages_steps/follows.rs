//! What follows from an answer stands where its writer looks next: on My day, in the list beside the form, on the page that
//! corrects it.

use axum::http::StatusCode;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_store::PersonData;

use crate::bench::Answer;
use crate::{give, send, start};

fn path(case: CaseNo, step: &str) -> String {
    format!("/cases/{case}/steps/{step}")
}

fn shows(page: &Answer, words: &str) {
    assert!(page.body.contains(words), "no «{words}» in {}", page.body);
}

fn hides(page: &Answer, words: &str) {
    assert!(!page.body.contains(words), "«{words}» in {}", page.body);
}

/// The list beside the form.
fn list(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("<aside").expect("a box beside");
    rest.split("</aside>").next().unwrap_or_default()
}

/// Help that runs.
async fn helped(anna: &crate::bench::Browser<'_>, case: CaseNo) {
    let begun = [
        ("measure", "+m"),
        ("when", "20.8.2026"),
        ("value", "support"),
        ("sort", "help_at_home"),
    ];
    give(anna, &path(case, "measure-start"), &begun).await;
}

#[tokio::test]
async fn what_a_review_found_stands_on_my_day_until_it_is_done() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    helped(&anna, case).await;
    let plan = [("plan", "+p"), ("when", "20.8.2026")];
    give(&anna, &path(case, "plan"), &plan).await;
    let found = [
        ("measure", "m1"),
        ("when", "18.11.2026"),
        ("more_needed", "clarify"),
        ("plan_judged", "revise"),
        ("rhythm", "P6M"),
    ];
    let receipt = give(&anna, &path(case, "review"), &found).await;
    let (plan, more) = (
        "Lav planen om, som opfølgningen pegede på",
        "Lav den afdækning, som opfølgningen pegede på",
    );
    for page in [
        receipt,
        anna.get("/").await,
        anna.get(&format!("/cases/{case}")).await,
    ] {
        shows(&page, plan);
        shows(&page, more);
    }
    let form = anna.get(&path(case, "exploration")).await;
    shows(&form, "Opfølgning 18. nov. 2026");
    let revised = [
        ("plan", "p1"),
        ("when", "18.11.2026"),
        ("changed", "Nye mål"),
    ];
    give(&anna, &path(case, "plan-revised"), &revised).await;
    let day = anna.get("/").await;
    hides(&day, plan);
    shows(&day, more);
}

#[tokio::test]
async fn two_paragraphs_that_differ_are_a_fault_that_names_both_and_nothing_is_saved() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let before = bench.seq(case).await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("basis.other", "barnets lov § 46"),
        ("reasons", "Ali har brug for ro"),
    ];
    let refused = send(&anna, &decision, &page, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &refused,
        "I listen er valgt Barnets lov § 32. I feltet står Barnets lov § 46. Intet er gemt.",
    );
    shows(&refused, "Ali har brug for ro");
    shows(&refused, "value=\"barnets lov § 46\"");
    assert_eq!(bench.seq(case).await, before, "nothing is written");
    // The list beside cannot choose either.
    let mut look = typed.to_vec();
    look.push(("look", "yes"));
    let looked = send(&anna, &decision, &page, &look).await;
    shows(&looked, "I listen er valgt Barnets lov § 32");
    // The same paragraph twice is one answer, and so is one that the list leaves to the field.
    for (chosen, other) in [("bl-32", "barnets lov § 32"), ("other", "barnets lov § 32")] {
        let mut one = typed.to_vec();
        one[3] = ("basis", chosen);
        one[4] = ("basis.other", other);
        let warned = send(&anna, &decision, &page, &one).await;
        hides(&warned, "I listen er valgt");
        shows(&warned, "Se på det en gang til");
    }
    let mut none = typed.to_vec();
    none[3] = ("basis", "other");
    none[4] = ("basis.other", "");
    let refused = send(&anna, &decision, &page, &none).await;
    shows(&refused, "Skriv paragraffen i feltet under listen");
}

#[tokio::test]
async fn a_basis_of_another_act_kind_or_age_is_in_the_list_and_warned_of() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    give(&anna, &path(case, "birth"), &[("when", "15.5.2019")]).await;
    let decision = path(case, "decision");
    for (basis, value, listed, warned) in [
        (
            "sel-52",
            "support",
            "Paragraffen er fra en anden lov",
            "hører til den anden lov",
        ),
        (
            "bl-32",
            "placement",
            "Paragraffen passer ikke med støtte eller anbringelse",
            "passer ikke med «Anbringelse»",
        ),
        (
            "bl-114",
            "support",
            "Paragraffen er støtte til unge fra 18 til 22 år",
            "er støtte til unge fra 18 til 22 år, og barnet er",
        ),
    ] {
        let page = anna
            .get(&format!("{decision}?basis={basis}&value={value}"))
            .await;
        assert!(list(&page).contains(listed), "{basis}: {}", list(&page));
        let typed = [
            ("decision", "+d"),
            ("when", "18.11.2026"),
            ("value", value),
            ("basis", basis),
        ];
        let told = send(&anna, &decision, &page, &typed).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&told, warned);
    }
}

#[tokio::test]
async fn nothing_is_to_be_told_to_a_child_before_it_is_born_and_of_a_small_one_the_way_out_is_said()
{
    let (bench, _) = start().await;
    let anna = bench.sign_in("anna").await;
    let case = bench.case("", "2026-11-17", "nord", "cw-7").await;
    let notified = [
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("marks", "abuse"),
        ("unborn", "yes"),
        ("expected_on", "1.2.2027"),
    ];
    give(&anna, &path(case, "notification"), &notified).await;
    let told = "Fortæl barnet om retten til bisidder";
    let page = anna.get(&format!("/cases/{case}")).await;
    hides(&page, told);
    hides(&page, "Tal med barnet om overgreb");
    // Another child is half a year old.
    let person = PersonData {
        born_on: Day::parse(b"2026-05-18"),
        ..PersonData::default()
    };
    let small = bench
        .case_of(person, "Bo", "2026-11-17", "nord", "cw-7")
        .await;
    give(&anna, &path(small, "birth"), &[("when", "18.5.2026")]).await;
    let notified = &notified[..4];
    give(&anna, &path(small, "notification"), notified).await;
    let way =
        "Barnet er under 3 år. Kan I ikke tale med det endnu, så må I skrive den lovlige grund";
    for page in [
        anna.get("/").await,
        anna.get(&format!("/cases/{small}")).await,
    ] {
        shows(&page, "Tal med barnet om overgreb");
        shows(&page, way);
    }
    let page = anna.get(&path(small, "decision")).await;
    assert!(
        list(&page).contains("skriv grunden under «Hvorfor blev der ikke talt med barnet?»"),
        "{}",
        list(&page)
    );
    // One who can talk is talked with.
    let big = bench.case("", "2026-11-17", "nord", "cw-7").await;
    give(&anna, &path(big, "birth"), &[("when", "18.5.2016")]).await;
    give(&anna, &path(big, "notification"), notified).await;
    let page = anna.get(&format!("/cases/{big}")).await;
    shows(&page, "Tal med barnet om overgreb");
    hides(&page, "Barnet er under 3 år");
    hides(
        &anna.get(&path(big, "decision")).await,
        "Er barnet for lille",
    );
}

#[tokio::test]
async fn every_goal_of_an_assessment_stands_in_the_plan_that_follows() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let opened = [
        ("known_on", "17.11.2026"),
        ("when", "18.11.2026"),
        ("assessment", "+a"),
    ];
    give(&anna, &path(case, "open-assessment"), &opened).await;
    let goals: Vec<String> = (1..=15)
        .map(|number| format!("Det {number}. ønske"))
        .collect();
    let goals = goals.join("\n");
    let finished = [
        ("assessment", "a1"),
        ("when", "18.11.2026"),
        ("conclusion", "Færdig"),
        ("goals_wanted", goals.as_str()),
    ];
    give(&anna, &path(case, "finish-assessment"), &finished).await;
    let form = anna.get(&path(case, "plan")).await;
    for number in 1..=15 {
        shows(&form, &format!("Det {number}. ønske"));
    }
    let mut typed = vec![("plan", "+p"), ("when", "18.11.2026")];
    let names: Vec<[String; 3]> = (0..15)
        .map(|row| ["text", "now", "wanted"].map(|part| format!("goals.{row}.{part}")))
        .collect();
    for [text, now, wanted] in &names {
        typed.extend([
            (text.as_str(), "Et mål"),
            (now.as_str(), "2"),
            (wanted.as_str(), "8"),
        ]);
    }
    give(&anna, &path(case, "plan"), &typed).await;
}

#[tokio::test]
async fn what_was_written_under_a_condition_is_corrected_too() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "placement"),
        ("basis", "bl-46"),
        ("reasons", "Ali har brug for ro"),
        ("consent", "given"),
        ("youth_consent", "yes"),
        ("with_decision", "appeal_guidance"),
        ("with_decision", "child_party"),
    ];
    give(&anna, &path(case, "decision"), &typed).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    let (before, _) = page
        .body
        .rsplit_once("\">Ret: Afgørelse truffet</a>")
        .expect("a way to correct it");
    let (_, form) = before.rsplit_once("href=\"").expect("an address");
    let form = form.to_owned();
    let page = anna.get(&form).await;
    shows(&page, "Siger den unge på 15 år også ja?");
    shows(&page, "name=\"youth_consent\" value=\"yes\" checked");
    shows(
        &page,
        "name=\"with_decision\" value=\"child_party\" checked",
    );
    // What else was ticked is a fact, with a correction of its own.
    hides(&page, "name=\"with_decision\" value=\"appeal_guidance\"");
    let key = crate::value(&page, "key");
    let seen = crate::value(&page, "seen");
    let right = [
        ("do", "correct"),
        ("key", key.as_str()),
        ("seen", seen.as_str()),
        ("when", "18.11.2026"),
        ("decision", "d1"),
        ("value", "placement"),
        ("basis", "bl-46"),
        ("reasons", "Ali har brug for ro"),
        ("youth_consent", "no"),
        ("reason", "Ali sagde nej"),
    ];
    let mut answer = anna.post(&form, &form, &right).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        let warned = answer.body.clone();
        let shown = warned.split("name=\"shown\" value=\"").skip(1);
        let shown: Vec<&str> = shown
            .map(|rest| rest.split('"').next().unwrap_or_default())
            .collect();
        let mut again = right.to_vec();
        again.extend(shown.iter().map(|key| ("shown", *key)));
        again.extend([("despite", "yes"), ("despite_reason", "Det er set efter")]);
        answer = anna.post(&form, &form, &again).await;
    }
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, "Ali sagde nej");
    shows(
        &page,
        "Teksten er taget ud. Det, der stod før, kan læses herunder.",
    );
}
