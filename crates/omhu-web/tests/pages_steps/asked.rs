//! What somebody outside was asked for: registered wrongly, it is undone, corrected or taken back like any other fact.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::ids::CaseNo;

use crate::bench::{Answer, Browser};
use crate::{give, start, value};

const AWAITS: &str = "Venter siden 18. nov. 2026";

/// Asks the school for a statement; gives the receipt.
async fn ask(anna: &Browser<'_>, case: CaseNo) -> Answer {
    let asked = [
        ("asked_of", "request_school"),
        ("when", "18.11.2026"),
        ("answer_by", "1.12.2026"),
        ("asked_words", "Bedt om en udtalelse om fravær"),
    ];
    give(anna, &format!("/cases/{case}/steps/ask-others"), &asked).await
}

/// The address of the form that corrects the request, as the case links it.
fn correcting(page: &Answer, case: CaseNo) -> String {
    let start = format!("/cases/{case}/documents/");
    let links = page.body.split("href=\"").skip(1);
    let mut links = links.map(|rest| rest.split('"').next().unwrap_or_default());
    let found = links.find(|link| link.starts_with(&start) && link.ends_with("/correct"));
    found
        .unwrap_or_else(|| panic!("no way to correct in {}", page.body))
        .to_owned()
}

/// Nobody is waited for: not on the case, not at the handover, not on My day.
async fn awaits_nobody(anna: &Browser<'_>, case: CaseNo) {
    let page = anna.get(&format!("/cases/{case}")).await;
    assert!(!page.body.contains(AWAITS), "{}", page.body);
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    assert!(
        sheet.body.contains("Vi venter ikke på nogen."),
        "{}",
        sheet.body
    );
    let day = anna.get("/").await;
    assert!(!day.body.contains("Udtalelse fra skolen"), "{}", day.body);
}

#[tokio::test]
async fn a_request_is_undone_on_its_receipt_and_stays_in_the_course() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let form = format!("/cases/{case}/steps/ask-others");
    let page = anna.get(&form).await;
    let asked = [
        ("asked_of", "request_school"),
        ("when", "18.11.2026"),
        ("asked_words", "Bedt om en udtalelse om fravær"),
    ];
    let sent = crate::send(&anna, &form, &page, &asked).await;
    let place = sent.header(header::LOCATION).to_owned();
    let receipt = anna.get(&place).await;
    assert!(
        receipt.body.contains("Fortryd registreringen")
            && receipt.body.contains("Så venter I ikke længere på svaret."),
        "{}",
        receipt.body
    );
    assert!(!receipt.body.contains("tekst.txt"), "{}", receipt.body);
    assert!(
        anna.get("/")
            .await
            .section("waiting")
            .contains("Udtalelse fra skolen")
    );
    let undone = anna.post(&place, &format!("{place}/undo"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let receipt = anna.get(undone.header(header::LOCATION)).await;
    let said = "Taget tilbage: Bedt om: udtalelse fra skolen";
    assert!(receipt.body.contains(said), "{}", receipt.body);
    awaits_nobody(&anna, case).await;
    let page = anna.get(&format!("/cases/{case}")).await.body;
    assert!(
        page.contains("Gælder ikke mere: Bedt om: udtalelse fra skolen"),
        "{page}"
    );
    assert!(page.contains("Gælder ikke mere: Notat"), "{page}");
    let journal = anna.get(&format!("/cases/{case}/journal")).await.body;
    assert!(
        journal.contains("Taget tilbage 18. nov. 2026. Begrundelse: Fortrudt"),
        "{journal}"
    );
    let again = anna.post(&place, &format!("{place}/undo"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_request_to_the_wrong_one_is_corrected_with_a_reason() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    ask(&anna, case).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    let path = correcting(&page, case);
    let form = anna.get(&path).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let (key, seen) = (value(&form, "key"), value(&form, "seen"));
    let right = [
        ("do", "correct"),
        ("key", key.as_str()),
        ("seen", seen.as_str()),
        ("asked_of", "request_ppr"),
        ("when", "17.11.2026"),
        ("answer_by", ""),
    ];
    let lacking = anna.post(&path, &path, &right).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("Skriv hvorfor"), "{}", lacking.body);
    let reason = [("reason", "Det var PPR, vi spurgte")];
    let later = [("when", "1.1.2027")];
    let of_later = [&right[..4], &right[5..], &later, &reason].concat();
    let refused = anna.post(&path, &path, &of_later).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("ligger i fremtiden"),
        "{}",
        refused.body
    );
    let given = [&right[..], &reason].concat();
    for _ in 0..2 {
        // Pressed twice it is done once.
        let done = anna.post(&path, &path, &given).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(done.header(header::LOCATION).ends_with("?done=corrected"));
    }
    let page = anna.get(&format!("/cases/{case}")).await.body;
    assert!(page.contains("Bedt om: udtalelse fra PPR"), "{page}");
    assert!(page.contains("Venter siden 17. nov. 2026"), "{page}");
    let former = "Før stod der: Bedt om: udtalelse fra skolen, svar ønsket senest 1. dec. 2026, 18. nov. 2026";
    assert!(page.contains(former), "{page}");
    let day = anna.get("/").await.body;
    assert!(
        day.contains("Udtalelse fra PPR") && !day.contains("Udtalelse fra skolen"),
        "{day}"
    );
    // Whoever had the form open meanwhile is told, and overwrites nothing.
    let late_key = format!("{key}-other");
    let mut late = given.clone();
    late[1] = ("key", late_key.as_str());
    let stale = anna.post(&path, &path, &late).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    assert!(
        stale.body.contains("Det var PPR, vi spurgte"),
        "{}",
        stale.body
    );
}

#[tokio::test]
async fn a_request_is_taken_back_with_a_reason_on_its_page_or_from_the_list() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    ask(&anna, case).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    let path = correcting(&page, case);
    let form = anna.get(&path).await;
    let key = format!("{}r", value(&form, "key"));
    let taken = [
        ("do", "retract"),
        ("key", key.as_str()),
        ("retract_reason", "Det var på søsterens sag"),
    ];
    let done = anna.post(&path, &path, &taken).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    awaits_nobody(&anna, case).await;
    let page = anna.get(&format!("/cases/{case}")).await.body;
    assert!(
        page.contains("Begrundelse: Det var på søsterens sag"),
        "{page}"
    );
    assert_eq!(anna.get(&path).await.status, StatusCode::NOT_FOUND);
    // The file of it can still be read.
    let file = anna.get(path.trim_end_matches("/correct")).await;
    assert_eq!(file.body, "Bedt om en udtalelse om fravær");
    let name = file.header(header::CONTENT_DISPOSITION);
    assert!(
        name.ends_with("Bedt%20om%20udtalelse%20fra%20skolen%202026-11-18.txt"),
        "{name}"
    );
    // The list of what can be taken back has requests and answers too.
    ask(&anna, case).await;
    let answer = [
        ("answer_of", "answer_school"),
        ("when", "18.11.2026"),
        ("answer_words", "Meget fravær"),
    ];
    give(
        &anna,
        &format!("/cases/{case}/steps/answer-received"),
        &answer,
    )
    .await;
    awaits_nobody(&anna, case).await;
    let list = format!("/cases/{case}/steps/take-back");
    let offered = anna.get(&list).await.body;
    let (before, _) = offered
        .split_once(">Svar fra skolen, 18. nov. 2026<")
        .unwrap();
    let name = before
        .rsplit("value=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let taken = [
        ("registration", name),
        ("wrong_why", "Det var et andet barn"),
    ];
    let receipt = give(&anna, &list, &taken).await;
    assert!(
        receipt.body.contains("Taget tilbage: Svar fra skolen"),
        "{}",
        receipt.body
    );
    let page = anna.get(&format!("/cases/{case}")).await.body;
    assert!(page.contains(AWAITS), "we wait again: {page}");
}

#[tokio::test]
async fn a_request_on_which_no_duty_rests_stands_on_my_day() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let heard = [
        ("asked_of", "hearing_letter"),
        ("when", "18.11.2026"),
        ("answer_by", "1.12.2026"),
        ("asked_words", "Sendt til mor"),
    ];
    let (what, since) = ("Svar på partshøring", "Venter siden 18. nov. 2026");
    assert!(!anna.get("/").await.body.contains("<h2 id=\"waiting\">"));
    give(&anna, &format!("/cases/{case}/steps/ask-others"), &heard).await;
    let looks = bench.lookers(case).await.len();
    let day = anna.get("/").await;
    let waiting = day.section("waiting");
    for said in [
        what,
        "Venter siden 18. nov. 2026, ryk den 1. dec. 2026",
        "/steps/answer-received?answer_of=hearing_answer",
        "/steps/ask-others?asked_of=hearing_letter",
    ] {
        assert!(waiting.contains(said), "no «{said}» in {waiting}");
    }
    let after = bench.lookers(case).await.len();
    assert!(after > looks, "the list is in the log of looks");
    // Where a duty rests on it, it stands beside the duty and not twice.
    bench
        .facts(case, &[("application_received", "2026-11-16")])
        .await;
    let day = anna.get("/").await.body;
    assert!(day.contains("Vi venter på: Svar på partshøring"), "{day}");
    assert!(!day.contains(since), "{day}");
    let another = bench.case("Bo", "2026-11-17", "nord", "cw-7").await;
    give(&anna, &format!("/cases/{another}/steps/ask-others"), &heard).await;
    assert!(anna.get("/").await.section("waiting").contains(since));
    bench.wait(14 * 86_400);
    let anna = bench.sign_in("anna").await;
    let day = anna.get("/").await;
    let again = "Svaret skulle være kommet 1. dec. 2026: tid til at rykke";
    assert!(day.section("overdue").contains(again), "{}", day.body);
}

/// Whoever answers for the team's cases must see it too, and take it along on paper and in a calendar.
#[tokio::test]
async fn a_request_stands_on_the_teams_list_and_in_its_files() {
    let (bench, case) = start().await;
    bench.person("dora", None, Role::Coordinator, "syd").await;
    let anna = bench.sign_in("anna").await;
    // The notification is screened: no duty waits for what is asked.
    let screened = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("outcome", "none"),
    ];
    give(&anna, &format!("/cases/{case}/steps/screening"), &screened).await;
    let asked = [
        ("asked_of", "request_ppr"),
        ("when", "18.11.2026"),
        ("answer_by", "1.12.2026"),
        ("asked_words", "Spurgt om trivsel"),
    ];
    give(&anna, &format!("/cases/{case}/steps/ask-others"), &asked).await;
    let carl = bench.sign_in("carl").await;
    let day = carl.get("/").await;
    // It is to be asked for again in two weeks: like a duty of that day it stands on the whole list.
    assert!(!day.body.contains("Udtalelse fra PPR"), "{}", day.body);
    let all = carl.get("/?late=all").await;
    let waiting = all.section("waiting");
    assert!(waiting.contains("Udtalelse fra PPR"), "{waiting}");
    assert!(waiting.contains("ryk den 1. dec. 2026"), "{waiting}");
    assert!(waiting.contains("answer-received?answer_of=answer_ppr"));
    for narrowed in [
        "/?late=all&worker=cw-8",
        "/?late=all&team=syd",
        "/?late=all&step=review_held",
    ] {
        let page = carl.get(narrowed).await;
        assert!(!page.body.contains("Udtalelse fra PPR"), "{narrowed}");
    }
    // Among what there is to do, what others were asked for can be chosen by itself.
    assert!(all.body.contains("Hvad andre er bedt om"), "{}", all.body);
    let asked = carl.get("/?step=requests").await;
    assert!(asked.section("waiting").contains("Udtalelse fra PPR"));
    let duties = asked.body.matches("<span class=\"duty-title\">").count();
    assert_eq!(duties, 1, "{}", asked.body);
    let dora = bench.sign_in("dora").await.get("/?late=all").await;
    assert!(!dora.body.contains("Udtalelse fra PPR"), "{}", dora.body);
    let file = carl.get("/?late=all&format=csv").await.body;
    let row = file.lines().find(|line| line.contains("request_ppr"));
    let row = row.unwrap_or_else(|| panic!("no request in {file}"));
    let (of_row, seen) = (row.split(';').collect::<Vec<_>>(), "2026-12-01");
    assert_eq!((of_row[0], of_row[10]), ("waiting", seen), "{row}");
    let reminder = "Ryk for svar: udtalelse fra PPR";
    let feed = anna.get("/my-day.ics").await.body.to_lowercase();
    assert!(feed.contains(&reminder.to_lowercase()), "{feed}");
    bench.wait(13 * 86_400);
    let carl = bench.sign_in("carl").await;
    let page = carl.get("/").await;
    let today = page.section("today");
    assert!(today.contains("tid til at rykke"), "{today}");
}
