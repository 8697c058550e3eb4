//! Forms of steps, a new notification and drafts, as somebody signed in sends them.

#[path = "pages_steps/again.rs"]
mod again;
#[path = "pages_steps/asked.rs"]
mod asked;
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
#[path = "pages_day/bench.rs"]
mod bench;
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
#[path = "pages_steps/carried.rs"]
mod carried;
#[path = "pages_steps/every.rs"]
mod every;
#[path = "pages_steps/follows.rs"]
mod follows;
#[path = "pages_steps/in_place.rs"]
mod in_place;
#[path = "pages_steps/lacking.rs"]
mod lacking;
#[path = "pages_steps/law.rs"]
mod law;
#[path = "pages_steps/next.rs"]
mod next;
#[path = "pages_steps/notification.rs"]
mod notification;
#[path = "pages_steps/papers.rs"]
mod papers;
#[path = "pages_steps/program.rs"]
mod program;
#[path = "pages_steps/receipts.rs"]
mod receipts;
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
#[path = "pages_steps/rows.rs"]
mod rows;
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
#[path = "pages_day/telephone.rs"]
mod telephone;
#[path = "pages_steps/windows.rs"]
mod windows;

use axum::http::{StatusCode, header};
use bench::{Answer, Bench, Browser};
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::Steps;

async fn start() -> (Bench, CaseNo) {
    let bench = Bench::new().await;
    bench
        .person("anna", Some("cw-7"), Role::Caseworker, "nord")
        .await;
    bench.person("carl", None, Role::Coordinator, "nord").await;
    let case = bench.case("Ali", "2026-11-17", "nord", "cw-7").await;
    (bench, case)
}

/// What a field of the page holds.
fn value(page: &Answer, name: &str) -> String {
    let (_, rest) = page
        .body
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("no {name} in {}", page.body));
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Sends what was typed with what the page holds in hidden fields.
async fn send(browser: &Browser<'_>, path: &str, page: &Answer, typed: &[(&str, &str)]) -> Answer {
    let (key, seen) = (value(page, "request_key"), value(page, "seen_seq"));
    let hidden = [("request_key", key.as_str()), ("seen_seq", seen.as_str())];
    browser.post(path, path, &[typed, &hidden].concat()).await
}

/// Sends a form, goes on over its warnings, and gives the receipt.
async fn give(browser: &Browser<'_>, path: &str, typed: &[(&str, &str)]) -> Answer {
    let page = browser.get(path).await;
    let mut answer = send(browser, path, &page, typed).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        let warned = answer.body.clone();
        let shown = warned.split("name=\"shown\" value=\"").skip(1);
        let shown: Vec<&str> = shown
            .map(|rest| rest.split('"').next().unwrap_or_default())
            .collect();
        assert!(!shown.is_empty(), "{path}: {warned}");
        let mut again = typed.to_vec();
        again.extend(shown.iter().map(|key| ("shown", *key)));
        again.extend([("despite", "yes"), ("despite_reason", "Det haster")]);
        answer = send(browser, path, &page, &again).await;
    }
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        answer.body
    );
    let receipt = browser.get(answer.header(header::LOCATION)).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    receipt
}

#[tokio::test]
async fn every_form_is_shown_in_both_languages() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let list = anna.get(&format!("/cases/{case}/steps")).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert!(list.body.contains("Det mest nærliggende"));
    for step in Steps::new(bench.store.book()).iter() {
        for lang in ["da", "en"] {
            let path = format!("/cases/{case}/steps/{}", step.id);
            let page = anna.get_in(&path, lang).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {lang}: {}", page.body);
            assert!(!page.body.contains('⟦'), "{path} {lang}: {}", page.body);
        }
    }
    for lang in ["da", "en"] {
        for path in [
            "/notifications/new".to_owned(),
            format!("/cases/{case}/steps"),
        ] {
            let page = anna.get_in(&path, lang).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {lang}: {}", page.body);
            assert!(!page.body.contains('⟦'), "{path}");
        }
    }
}

#[tokio::test]
async fn a_review_is_written_and_meets_its_duty() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let measure = [
        ("measure", "+m"),
        ("when", "20.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
    ];
    let receipt = give(&anna, &path("measure-start"), &measure).await;
    assert!(receipt.body.contains("Det skal nu gøres"));
    let form = anna.get(&path("review")).await;
    let due = "senest 20. nov. 2026";
    assert!(form.body.contains(due), "{}", form.body);
    let review = [
        ("measure", "m1"),
        ("when", "18.11.2026"),
        ("unchanged", "yes"),
        ("adjust", "continue"),
        ("note", "Det går <b>bedre</b>"),
    ];
    let receipt = give(&anna, &path("review"), &review).await;
    assert!(receipt.body.contains("Opfyldt nu"), "{}", receipt.body);
    assert!(receipt.body.contains("Det går &#"), "{}", receipt.body);
    assert!(receipt.body.contains("Fortryd registreringen"));
    assert!(
        !receipt.body.contains("venter I ikke længere"),
        "nobody was asked"
    );
    assert!(receipt.body.contains("Fortryd registreringen"));
    let form = anna.get(&path("review")).await;
    assert!(!form.body.contains(due), "{}", form.body);
}

#[tokio::test]
async fn the_receipt_says_that_a_duty_was_met_late() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let measure = [
        ("measure", "+m"),
        ("when", "17.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
    ];
    give(&anna, &path("measure-start"), &measure).await;
    let review = [
        ("measure", "m1"),
        ("when", "18.11.2026"),
        ("unchanged", "yes"),
        ("adjust", "continue"),
    ];
    let receipt = give(&anna, &path("review"), &review).await;
    let said = "(for sent, 1 dag efter fristen)";
    assert!(receipt.body.contains(said), "{}", receipt.body);
}

#[tokio::test]
async fn a_step_that_cannot_be_saved_is_not_offered() {
    let (bench, case) = start().await;
    let (anna, carl) = (bench.sign_in("anna").await, bench.sign_in("carl").await);
    let list = format!("/cases/{case}/steps");
    let handover = format!("{list}/handover\"");
    let (hers, his) = (anna.get(&list).await.body, carl.get(&list).await.body);
    assert!(his.contains(&handover), "{his}");
    assert!(!hers.contains(&handover), "{hers}");
    let review = format!("{list}/review\"");
    assert!(hers.contains(&review), "{hers}");
}

#[tokio::test]
async fn whoever_asked_the_school_sees_on_my_day_that_it_is_awaited() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    bench
        .facts(case, &[("support_need_known", "2026-11-16")])
        .await;
    let asked = [
        ("asked_of", "request_school"),
        ("when", "17.11.2026"),
        ("answer_by", "1.12.2026"),
        ("asked_words", "Bedt om en udtalelse om fravær"),
    ];
    give(&anna, &path("ask-others"), &asked).await;
    let day = anna.get("/").await;
    let waiting = day.section("waiting");
    assert!(
        waiting.contains("Vi venter på: Udtalelse fra skolen (siden 17. nov. 2026)"),
        "{waiting}"
    );
    assert!(
        waiting.contains("svar ønsket senest 1. dec. 2026"),
        "{waiting}"
    );
    assert!(
        waiting.contains("/steps/answer-received?answer_of=answer_school"),
        "{waiting}"
    );
    bench.wait(14 * 86_400);
    let anna = bench.sign_in("anna").await;
    let later = anna.get("/").await.body;
    assert!(
        later.contains(
            "<span class=\"duty-remark\">Svaret skulle være kommet 1. dec. 2026: tid til at rykke"
        ),
        "{later}"
    );
    assert!(
        later.contains("Ryk for svar")
            && later.contains("/steps/ask-others?asked_of=request_school"),
        "{later}"
    );
    assert!(
        !later.contains("<h2 id=\"waiting\">"),
        "it is our move again"
    );
    let answer = [
        ("answer_of", "answer_school"),
        ("when", "2.12.2026"),
        ("answer_words", "Meget fravær om mandagen"),
    ];
    give(&anna, &path("answer-received"), &answer).await;
    let day = anna.get("/").await.body;
    assert!(!day.contains("Udtalelse fra skolen"), "{day}");
    let journal = anna.get(&format!("/cases/{case}/journal")).await.body;
    assert!(
        journal.contains("Bedt om en udtalelse om fravær"),
        "{journal}"
    );
    assert!(journal.contains("Meget fravær om mandagen"), "{journal}");
}

#[tokio::test]
async fn a_request_on_which_no_duty_rests_is_awaited_on_the_case_and_at_the_handover() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let shows = |page: &Answer, words: &str| {
        assert!(page.body.contains(words), "no «{words}» in {}", page.body);
    };
    let awaits = "Venter siden 18. nov. 2026, ryk den 1. dec. 2026";
    let asked = [
        ("asked_of", "request_ppr"),
        ("when", "18.11.2026"),
        ("answer_by", "1.12.2026"),
        ("asked_words", "Spurgt om trivsel"),
    ];
    let receipt = give(&anna, &path("ask-others"), &asked).await;
    let bidden = "Bedt om: udtalelse fra PPR, svar ønsket senest 1. dec. 2026";
    shows(&receipt, bidden);
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, awaits);
    shows(&page, "steps/answer-received?answer_of=answer_ppr");
    let told = page.body.matches(bidden).count();
    assert_eq!(told, 3, "documents, course, and the way to correct it");
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    assert!(!sheet.body.contains("Vi venter ikke på nogen."));
    shows(&sheet, "Udtalelse fra PPR");
    // The one that was asked is chosen, and stands before the others.
    let form = anna.get(&path("answer-received")).await;
    let (before, after) = form.body.split_once("Dem, I venter på").expect("a heading");
    assert!(!before.contains("answer_school"));
    let (own, _) = after.split_once("answer_school").expect("the others too");
    assert!(own.contains("value=\"answer_ppr\" selected"), "{own}");
    let answer = [
        ("answer_of", "answer_ppr"),
        ("when", "18.11.2026"),
        ("answer_words", "De kommer med en udtalelse"),
    ];
    give(&anna, &path("answer-received"), &answer).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    assert!(!page.body.contains("Venter siden"), "{}", page.body);
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    shows(&sheet, "Vi venter ikke på nogen.");
}

/// A talk before the decision gave its own day to it, and one that nobody had made was offered as made.
#[tokio::test]
async fn a_decision_is_named_by_the_day_on_which_it_was_made() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let talked = FactCells {
        kind: "child_conversation_held".to_owned(),
        when: "2026-11-16".to_owned(),
        about: "+x".to_owned(),
        reference: "+d".to_owned(),
        ..FactCells::default()
    };
    let entry = Entry::Fact {
        cells: talked,
        text: String::new(),
    };
    bench.write(case, vec![entry]).await;
    let form = anna.get(&path("party-hearing")).await.body;
    assert!(
        form.contains("Afgørelse, der forberedes (siden 16. nov. 2026)"),
        "{form}"
    );
    let decided = [
        ("decision", "d1"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Ali har brug for ro"),
    ];
    give(&anna, &path("decision"), &decided).await;
    let form = anna.get(&path("plan")).await.body;
    assert!(form.contains("Afgørelse 18. nov. 2026"), "{form}");
    assert!(!form.contains("Afgørelse 16. nov. 2026"), "{form}");
}

#[tokio::test]
async fn what_is_missing_is_said_at_the_field_and_nothing_is_lost() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/note");
    let page = anna.get(&path).await;
    let typed = [
        ("when", "i overmorgens"),
        ("words", "Talte med \"Ali\" i skolen"),
    ];
    let answer = send(&anna, &path, &page, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("id=\"f-when-error\""),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("href=\"#f-when\""));
    assert!(answer.body.contains("i overmorgens"));
    assert!(
        answer.body.contains("Talte med &#34;Ali&#34; i skolen"),
        "{}",
        answer.body
    );
    let answer = send(
        &anna,
        &path,
        &page,
        &[("when", "18.11.2026"), ("words", " ")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("id=\"f-words-error\""),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_decision_without_a_talk_is_warned_of_and_made_with_a_reason() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/decision");
    let page = anna.get(&path).await;
    assert!(
        page.body.contains("Afgørelsen mangler endnu"),
        "{}",
        page.body
    );
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Ali har brug for ro"),
    ];
    let warned = send(&anna, &path, &page, &typed).await;
    assert_eq!(
        warned.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        warned.body
    );
    assert!(warned.body.contains("gør det alligevel"), "{}", warned.body);
    assert!(warned.body.contains("§ 5"), "{}", warned.body);
    assert!(warned.body.contains("Ali har brug for ro"));
    let shown: Vec<&str> = warned
        .body
        .split("name=\"shown\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let mut again = typed.to_vec();
    again.extend(shown.iter().map(|key| ("shown", *key)));
    again.push(("despite", "yes"));
    let lacking = send(&anna, &path, &page, &again).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("id=\"f-despite_reason-error\""));
    again.push(("despite_reason", "Ali er på ferie til jul"));
    let done = send(&anna, &path, &page, &again).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let receipt = anna.get(done.header(header::LOCATION)).await;
    assert!(
        receipt.body.contains("Ali er på ferie til jul"),
        "{}",
        receipt.body
    );
}

#[tokio::test]
async fn who_may_not_decide_is_told_before_writing() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = format!("/cases/{case}/steps/decision");
    let page = carl.get(&path).await;
    assert!(page.body.contains("Du kan ikke gemme her"), "{}", page.body);
    assert!(!page.body.contains("Vis, hvad der mangler"));
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
    ];
    let mut answer = send(&carl, &path, &page, &typed).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        let warned = answer.body.clone();
        let shown = warned.split("name=\"shown\" value=\"").skip(1);
        let mut again = typed.to_vec();
        again.extend(shown.map(|rest| ("shown", rest.split('"').next().unwrap())));
        again.extend([("despite", "yes"), ("despite_reason", "Det haster")]);
        answer = send(&carl, &path, &page, &again).await;
    }
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
}

#[tokio::test]
async fn a_letter_in_a_case_of_suspected_abuse_comes_with_a_caution() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let opened = [
        ("assessment", "+a"),
        ("known_on", "17.11.2026"),
        ("when", "18.11.2026"),
    ];
    let receipt = give(&anna, &path("open-assessment"), &opened).await;
    assert!(receipt.body.contains("Kladde til brev"), "{}", receipt.body);
    let caution = "Der er mistanke om overgreb i sagen";
    assert!(!receipt.body.contains(caution));
    let told = FactCells {
        kind: "notification_received".to_owned(),
        when: "2026-11-18T09:00:00+01:00".to_owned(),
        about: "+n".to_owned(),
        value: "citizen abuse".to_owned(),
        ..Default::default()
    };
    let told = Entry::Fact {
        cells: told,
        text: String::new(),
    };
    bench.write(case, vec![told]).await;
    let again = anna.get(&path("open-assessment")).await;
    assert_eq!(again.status, StatusCode::OK);
    let (_, letters) = receipt.body.split_once("Kladde til brev").unwrap();
    assert!(letters.contains("Kære forældre til Ali"), "{letters}");
    let second = [
        ("assessment", "+a"),
        ("known_on", "18.11.2026"),
        ("when", "18.11.2026"),
    ];
    let receipt = give(&anna, &path("open-assessment"), &second).await;
    assert!(receipt.body.contains(caution), "{}", receipt.body);
}
