//! What lacks is said before it is written, in the list and in the warnings alike, and what was written is found again.

use axum::http::{StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::ids::CaseNo;

use crate::bench::Answer;
use crate::{give, send, start, value};

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

#[tokio::test]
async fn a_decision_without_a_word_says_that_reasons_and_guidance_lack() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let marks = page.body.split("name=\"with_decision\"").skip(1);
    for mark in marks {
        let mark = mark.split('>').next().unwrap_or_default();
        assert!(!mark.contains("checked"), "ticked beforehand: {mark}");
    }
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
    ];
    let warned = send(&anna, &decision, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "Der er ingen begrundelse med afgørelsen");
    shows(&warned, "Der er ikke givet klagevejledning med afgørelsen");
    shows(&warned, "sagen er oplyst godt nok");
    shows(&warned, "Der er intet samtykke");
    assert!(list(&warned).contains("Begrundelse sammen med afgørelsen"));
    // Ticked, and nothing written.
    let mut ticked = typed.to_vec();
    ticked.push(("with_decision", "reasons"));
    let warned = send(&anna, &decision, &page, &ticked).await;
    shows(&warned, "Der er sat kryds ved begrundelsen");
    hides(&warned, "Der er ingen begrundelse med afgørelsen");
    // Written: the reasons are given.
    let mut written = typed.to_vec();
    written.push(("reasons", "Ali har brug for ro"));
    let warned = send(&anna, &decision, &page, &written).await;
    hides(&warned, "Der er ingen begrundelse med afgørelsen");
    hides(&warned, "Der er sat kryds ved begrundelsen");
}

#[tokio::test]
async fn the_list_of_what_lacks_follows_what_is_chosen_and_writes_nothing() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let before = bench.seq(case).await;
    assert!(
        list(&page).contains("Listen gælder Barnets lov § 32"),
        "{}",
        list(&page)
    );
    assert!(list(&page).contains("Vis, hvad der mangler"));
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "placement"),
        ("basis", "bl-47"),
        ("look", "yes"),
        ("reasons", "Halvt skrevet"),
    ];
    let looked = send(&anna, &decision, &page, &typed).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    assert!(list(&looked).contains("Listen gælder Barnets lov § 47"));
    assert!(list(&looked).contains("undersøgelse"), "{}", list(&looked));
    shows(&looked, "Halvt skrevet");
    // A section with its details is that section; of one that is not there nobody says that all is well.
    for (other, said) in [
        (
            "barnets lov § 32, stk. 1, nr. 5",
            "Listen gælder Barnets lov § 32",
        ),
        (
            "barnets lov § 999",
            "omhu kender ingen afgørelse efter den paragraf",
        ),
    ] {
        let mut typed = typed.to_vec();
        typed[3] = ("basis", "other");
        typed.push(("basis.other", other));
        let looked = send(&anna, &decision, &page, &typed).await;
        assert!(list(&looked).contains(said), "{other}: {}", list(&looked));
        assert!(!list(&looked).contains("mangler ikke noget"), "{other}");
    }
    assert_eq!(bench.seq(case).await, before, "nothing is written");
}

#[tokio::test]
async fn an_assessment_is_not_finished_empty_without_a_word() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    give(
        &anna,
        &path(case, "open-assessment"),
        &[
            ("assessment", "+a"),
            ("known_on", "17.11.2026"),
            ("when", "18.11.2026"),
        ],
    )
    .await;
    give(
        &anna,
        &path(case, "assessment-part"),
        &[
            ("assessment", "a1"),
            ("part", "school"),
            ("findings", "Ali læser gerne"),
        ],
    )
    .await;
    let finish = path(case, "finish-assessment");
    let page = anna.get(&finish).await;
    shows(&page, "Det, der er skrevet");
    shows(&page, "Ali læser gerne");
    shows(&page, "part=school");
    let typed = [("assessment", "a1"), ("when", "18.11.2026")];
    let warned = send(&anna, &finish, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &warned,
        "ikke skrevet noget under disse 5: Udvikling og adfærd",
    );
    shows(&warned, "ingen samtale med barnet i undersøgelsen");
    shows(&warned, "om søskende også har brug for hjælp");
    shows(&warned, "Undersøgelsen har ingen konklusion");
    let provisional = path(case, "provisional-assessment");
    let page = anna.get(&provisional).await;
    let warned = send(&anna, &provisional, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "Den foreløbige vurdering er tom");
}

#[tokio::test]
async fn a_case_is_not_closed_over_a_running_measure_without_naming_it() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let measure = [
        ("measure", "+m"),
        ("when", "18.11.2026"),
        ("basis", "bl-46"),
        ("value", "placement"),
        ("sort", "foster_family"),
        ("provider", "Familien Lærke"),
        ("cost_per_month", "12500"),
        ("expected_end", "1.2.2027"),
    ];
    let receipt = give(&anna, &path(case, "measure-start"), &measure).await;
    shows(&receipt, "Hvem giver hjælpen?");
    shows(&receipt, "Familien Lærke");
    shows(&receipt, "12.500 kr.");
    shows(&receipt, "Plejefamilie");
    let page = anna.get(&format!("/cases/{case}")).await;
    let (_, section) = page
        .body
        .split_once("id=\"case-measures\"")
        .expect("measures");
    let section = section.split("</table>").next().unwrap_or_default();
    for words in [
        "Plejefamilie",
        "Familien Lærke",
        "12.500 kr.",
        "1. feb. 2027",
    ] {
        assert!(section.contains(words), "no {words} in {section}");
    }
    let close = path(case, "close-case");
    let page = anna.get(&close).await;
    let warned = send(&anna, &close, &page, &[("when", "18.11.2026")]).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &warned,
        "1 indsats løber endnu (Anbringelse (siden 18. nov. 2026))",
    );
    shows(&warned, "ikke gjort endnu");
}

#[tokio::test]
async fn an_end_that_is_expected_before_the_start_is_asked_about() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let start = path(case, "measure-start");
    let page = anna.get(&start).await;
    let typed = [
        ("measure", "+m"),
        ("when", "18.11.2026"),
        ("basis", "bl-32"),
        ("value", "placement"),
        ("expected_end", "1.11.2026"),
    ];
    let warned = send(&anna, &start, &page, &typed).await;
    shows(&warned, "Den forventede slutdag");
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "placement"),
        ("basis", "bl-32"),
    ];
    let warned = send(&anna, &decision, &page, &typed).await;
    shows(&warned, "Barnets lov § 32 passer ikke med «Anbringelse»");
    hides(&warned, "bl-32 passer");
}

#[tokio::test]
async fn the_sources_of_a_part_are_said_in_words_and_its_earlier_text_stays() {
    let (bench, case) = start().await;
    bench
        .person("bo", Some("cw-8"), Role::Caseworker, "nord")
        .await;
    let anna = bench.sign_in("anna").await;
    let part = path(case, "assessment-part");
    let page = anna.get(&part).await;
    shows(&page, "<optgroup label=\"De seks overskrifter\">");
    shows(
        &page,
        "<optgroup label=\"Signs of Safety: Hvad fungerer godt?\">",
    );
    let first = [
        ("assessment", "+a"),
        ("part", "school"),
        ("findings", "Ali læser gerne"),
        ("sources.0.sort", "school"),
        ("sources.0.who", "Lærer Invented"),
        ("sources.0.on", "17.11.2026"),
    ];
    let receipt = give(&anna, &part, &first).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    for page in [&receipt, &page] {
        shows(page, "Kilder til Skole og læring");
        shows(page, "Skole eller dagtilbud, 17. nov. 2026, Lærer Invented");
        hides(page, "school-sources");
        hides(page, "2026-11-17 ");
    }
    // Whoever writes on begins with what stands there.
    let on = format!("{part}?assessment=a1&part=school");
    let page = anna.get(&on).await;
    shows(&page, "Ali læser gerne</textarea>");
    shows(&page, "value=\"Lærer Invented\"");
    assert!(value(&page, "begun").starts_with("a1/school/"));
    let second = [
        ("assessment", "a1"),
        ("part", "school"),
        ("findings", "Ali læser meget gerne"),
    ];
    // Whoever opened it empty is shown what stands there, and nothing is written.
    let blank = anna.get(&part).await;
    let there = send(&anna, &part, &blank, &second).await;
    assert_eq!(there.status, StatusCode::CONFLICT, "{}", there.body);
    shows(&there, "Der står allerede noget i den del");
    shows(&there, "Ali læser gerne");
    shows(&there, "Ali læser meget gerne");
    let begun = value(&there, "begun");
    let second = [&second[..], &[("begun", begun.as_str())]].concat();
    let done = send(&anna, &part, &there, &second).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, "Ali læser meget gerne");
    shows(&page, "Tidligere tekst (anna Opfundet, 18. nov. 2026)");
    shows(&page, "Ali læser gerne");
}

#[tokio::test]
async fn fresh_eyes_are_those_of_the_one_who_is_named() {
    let (bench, case) = start().await;
    bench
        .person("bo", Some("cw-8"), Role::Caseworker, "nord")
        .await;
    let anna = bench.sign_in("anna").await;
    let again = path(case, "reappraisal");
    let page = anna.get(&again).await;
    let typed = [("notification", "n1"), ("when", "18.11.2026")];
    let same = [&typed[..], &[("new_person", "cw-7")]].concat();
    let warned = send(&anna, &again, &page, &same).await;
    shows(&warned, "Den, der genvurderer, har haft sagen");
    let other = [&typed[..], &[("new_person", "cw-8")]].concat();
    let done = send(&anna, &again, &page, &other).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, "bo Opfundet");
}

#[tokio::test]
async fn what_is_done_at_once_is_written_with_the_notification() {
    let (bench, _) = start().await;
    let carl = bench.sign_in("carl").await;
    let form = "/notifications/new";
    let page = carl.get(form).await;
    shows(&page, "name=\"acute_help\"");
    let key = value(&page, "request_key");
    let mut typed = vec![
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("child.0.given", "Noor"),
        ("child.0.surname", "Opfundet"),
        ("danger", "danger"),
        ("danger_why", "Alene hjemme"),
        ("judged_at", "18.11.2026"),
        ("judged_at.time", "09.30"),
    ];
    let warned = carl.post(form, form, &typed).await;
    shows(&warned, "intet er sat i gang");
    typed.push(("acute_help", "Mormor er hos barnet i nat"));
    let done = carl.post(form, form, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn the_reason_for_going_on_over_a_warning_stands_on_the_fact() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let typed = [
        ("measure", "+m"),
        ("when", "20.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
    ];
    let receipt = give(&anna, &path(case, "measure-start"), &typed).await;
    let why = "Begrundelse for at registrere trods advarsel: Det haster";
    assert_eq!(receipt.body.matches("Det haster").count(), 1, "said once");
    shows(&receipt, why);
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, why);
}

#[tokio::test]
async fn a_form_whose_beginning_lacks_shows_the_way_and_can_be_saved() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    // Nothing to choose, and no other way than to make it first.
    let page = anna.get(&path(case, "provisional-assessment")).await;
    shows(&page, "Sagen har ikke noget at vælge her endnu");
    shows(
        &page,
        &format!("href=\"/cases/{case}/steps/open-assessment\""),
    );
    for (step, thing) in [
        ("review", ("measure", "+m")),
        ("parents-plan", ("measure", "+m")),
        ("plan-revised", ("plan", "+p")),
        ("exploration", ("notification", "+n")),
    ] {
        give(&anna, &path(case, step), &[thing, ("when", "18.11.2026")]).await;
    }
}

#[tokio::test]
async fn an_unborn_child_is_not_placed_without_a_question() {
    let (bench, _) = start().await;
    let anna = bench.sign_in("anna").await;
    let case = bench.case("", "2026-11-17", "nord", "cw-7").await;
    expected(&anna, case).await;
    let acute = path(case, "acute-placement");
    let page = anna.get(&acute).await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("when.time", "09.30"),
        ("reasons", "Fare"),
    ];
    let warned = send(&anna, &acute, &page, &typed).await;
    shows(&warned, "Et barn kan først anbringes, når det er født");
}

#[tokio::test]
async fn a_search_finds_the_plural_says_what_it_is_and_leads_to_it() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let part = [
        ("assessment", "+a"),
        ("part", "family"),
        ("findings", "Børnenes mødre taler sammen"),
    ];
    give(&anna, &path(case, "assessment-part"), &part).await;
    for query in ["barnet", "moren", "børnene mor"] {
        let found = anna.search(query).await;
        shows(&found, ">Familieforhold</a>");
        shows(&found, "Børnenes mødre taler sammen");
        let (_, link) = found.body.split_once("#e").expect("a place in the case");
        let seq = link.split('"').next().unwrap_or_default();
        let page = anna.get(&format!("/cases/{case}")).await;
        shows(&page, &format!("id=\"e{seq}\""));
    }
}

#[tokio::test]
async fn an_unborn_child_is_called_unborn_and_its_case_has_words() {
    let (bench, _) = start().await;
    let anna = bench.sign_in("anna").await;
    let form = "/notifications/new";
    let page = anna.get(form).await;
    let key = value(&page, "request_key");
    let mut typed = vec![
        ("request_key", key.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("child.0.given", "Noor"),
        ("child.0.surname", "Opfundet"),
        ("child.0.born", "3.6.2020"),
        ("child.1.expected", "1.2.2027"),
        ("siblings", "yes"),
    ];
    let mut done = anna.post(form, form, &typed).await;
    if done.status == StatusCode::UNPROCESSABLE_ENTITY {
        let warned = done.body.clone();
        let shown = warned.split("name=\"shown\" value=\"").skip(1);
        let shown: Vec<&str> = shown.filter_map(|rest| rest.split('"').next()).collect();
        typed.extend(shown.iter().map(|key| ("shown", *key)));
        typed.extend([("despite", "yes"), ("despite_reason", "Det haster")]);
        done = anna.post(form, form, &typed).await;
    }
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let (_, last, _) = bench.store.case_range().await.expect("cases");
    let carl = bench.sign_in("carl").await;
    for case in [CaseNo(last.0 - 1), last] {
        let give_out = [
            ("when", "18.11.2026"),
            ("team", "nord"),
            ("caseworker", "cw-7"),
        ];
        give(&carl, &path(case, "assign"), &give_out).await;
    }
    let page = anna.get(&format!("/cases/{last}")).await;
    shows(&page, "ikke født endnu");
    hides(&page, "alder ikke registreret");
    let page = anna.get(&format!("/cases/{}", last.0 - 1)).await;
    shows(&page, "Barn uden navn (");
}

#[tokio::test]
async fn a_search_says_sources_in_words() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let part = [
        ("assessment", "+a"),
        ("part", "health"),
        ("findings", "Er rask"),
        ("sources.0.sort", "school"),
        ("sources.0.who", "Sundhedsplejerske Invented"),
        ("sources.0.on", "17.11.2026"),
    ];
    give(&anna, &path(case, "assessment-part"), &part).await;
    let found = anna.search("sundhedsplejerske").await;
    shows(&found, ">Kilder til Sundhed</a>");
    shows(
        &found,
        "Skole eller dagtilbud, 17. nov. 2026, Sundhedsplejerske Invented",
    );
}

#[tokio::test]
async fn a_childrens_home_after_the_committee_is_a_placement() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let committee = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("basis", "bl-47"),
        ("before_committee", "recommendation"),
    ];
    give(&anna, &path(case, "committee-decision"), &committee).await;
    let start = path(case, "measure-start");
    let page = anna.get(&start).await;
    let seen = page.body.split("Flere felter").next().unwrap_or_default();
    assert!(seen.contains("Støtte eller anbringelse?"), "{}", page.body);
    let typed = [
        ("decision", "d1"),
        ("measure", "+m"),
        ("when", "18.11.2026"),
        ("sort", "childrens_home"),
    ];
    let mut contrary = typed.to_vec();
    contrary.push(("value", "support"));
    let warned = send(&anna, &start, &page, &contrary).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &warned,
        "«Børnehjem eller opholdssted» er Anbringelse, men indsatsen er «Støtte»",
    );
    hides(&warned, "Der er ikke valgt en afgørelse");
    let receipt = give(&anna, &start, &typed).await;
    shows(&receipt, "Støtte eller anbringelse? Anbringelse");
    shows(&receipt, "ilsynsbesøg");
}

#[tokio::test]
async fn a_no_of_the_youth_meets_no_duty_and_can_be_read() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("consent", "given"),
        ("youth_consent", "no"),
        ("note", "Vil ikke flytte fra sin bror"),
    ];
    let receipt = give(&anna, &path(case, "consent"), &typed).await;
    hides(&receipt, "Opfyldt nu");
    hides(&receipt, "Samtykke givet");
    for lang in ["da", "en"] {
        let page = anna.get_in(&format!("/cases/{case}"), lang).await;
        shows(&page, "Vil ikke flytte fra sin bror");
        hides(&page, "youth refused");
        hides(&page, "refusal note");
        hides(&page, "refused on");
        hides(&page, "Samtykke givet");
    }
    shows(&receipt, "Siger den unge på 15 år også ja?");
    shows(&receipt, "Nej");
    shows(&receipt, "18. nov. 2026");
}

#[tokio::test]
async fn a_child_of_ten_who_is_a_party_is_said_in_words() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Ali har brug for ro"),
        ("with_decision", "reasons"),
        ("with_decision", "appeal_guidance"),
        ("with_decision", "child_party"),
    ];
    let receipt = give(&anna, &path(case, "decision"), &typed).await;
    shows(&receipt, "Barnet er fyldt 10 og har fået sit eget brev");
    for raw in ["child party", "child_party", "reasons appeal_guidance"] {
        hides(&receipt, raw);
        for lang in ["da", "en"] {
            hides(&anna.get_in(&format!("/cases/{case}"), lang).await, raw);
        }
    }
}

#[tokio::test]
async fn the_committees_form_says_what_lacks_before_it_is_saved_and_when() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let committee = path(case, "committee-decision");
    let page = anna.get(&committee).await;
    assert!(
        list(&page).contains("Listen gælder Barnets lov § 47"),
        "{}",
        list(&page)
    );
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("basis", "bl-47"),
        ("before_committee", "recommendation"),
    ];
    let warned = send(&anna, &committee, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "Barnet er ikke hørt før afgørelsen");
    shows(&warned, "Planen skal være færdig før afgørelsen");
    shows(&warned, "Der er ikke givet klagevejledning med afgørelsen");
}

#[tokio::test]
async fn what_the_assessment_ended_in_is_proposed_to_the_decision() {
    for (answer, said) in [
        ("placement", "Det er sat ind som forslag"),
        ("no_support", "Derfor er intet valgt på forhånd"),
    ] {
        let (bench, case) = start().await;
        let anna = bench.sign_in("anna").await;
        let begun = [
            ("assessment", "+a"),
            ("known_on", "17.11.2026"),
            ("when", "18.11.2026"),
        ];
        give(&anna, &path(case, "open-assessment"), &begun).await;
        let form = anna.get(&path(case, "decision")).await;
        hides(&form, "Undersøgelsens svar");
        let finished = [
            ("assessment", "a1"),
            ("when", "18.11.2026"),
            ("conclusion", "Ali har brug for ro"),
            ("support", answer),
        ];
        give(&anna, &path(case, "finish-assessment"), &finished).await;
        let form = anna.get(&path(case, "decision")).await;
        shows(&form, "Undersøgelsens svar");
        shows(&form, said);
        let chosen = "name=\"value\" value=\"placement\" checked";
        assert_eq!(form.body.contains(chosen), answer == "placement");
        hides(&form, "name=\"value\" value=\"support\" checked");
        let decided = [
            ("decision", "+d"),
            ("when", "18.11.2026"),
            ("basis", "bl-32"),
            ("value", "support"),
            ("assessment", "a1"),
            ("reasons", "Ali har brug for ro"),
        ];
        give(&anna, &path(case, "decision"), &decided).await;
        let form = anna.get(&path(case, "decision")).await;
        hides(&form, "Undersøgelsens svar");
    }
}

/// The case of an unborn child, just notified.
async fn expected(anna: &crate::bench::Browser<'_>, case: CaseNo) {
    let notified = [
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "citizen"),
        ("unborn", "yes"),
        ("expected_on", "1.2.2027"),
    ];
    give(anna, &path(case, "notification"), &notified).await;
}

#[tokio::test]
async fn an_unborn_child_is_asked_nothing_and_its_own_paragraphs_are_named() {
    let (bench, _) = start().await;
    let anna = bench.sign_in("anna").await;
    let case = bench.case("", "2026-11-17", "nord", "cw-7").await;
    expected(&anna, case).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(&page, "Barn ventet");
    let assessment = anna.get(&path(case, "open-assessment")).await;
    shows(&assessment, "§ 26, stk. 3");
    hides(&assessment, "§ 20, stk. 3");
    let opened = [
        ("known_on", "18.11.2026"),
        ("when", "18.11.2026"),
        ("assessment", "+a"),
    ];
    let receipt = give(&anna, &path(case, "open-assessment"), &opened).await;
    shows(&receipt, "Kære kommende forældre");
    shows(&receipt, "barnets lov § 26");
    hides(&receipt, "Vi taler også med");
    let placed = format!("{}?basis=bl-46&value=placement", path(case, "decision"));
    let page = anna.get(&placed).await;
    assert!(
        list(&page).contains("Barnet er ikke født"),
        "{}",
        list(&page)
    );
    assert!(!list(&page).contains("Børnesamtale"), "{}", list(&page));
    assert!(list(&page).contains("§ 46, stk. 4"), "{}", list(&page));
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    hides(&sheet, "Ingen samtale med barnet er registreret");
}

#[tokio::test]
async fn a_basis_of_the_committee_and_one_that_is_not_there_are_warned_of() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "placement"),
        ("basis", "bl-47"),
    ];
    let warned = send(&anna, &decision, &page, &typed).await;
    shows(
        &warned,
        "det er børne- og ungeudvalget, der træffer den afgørelse",
    );
    assert!(list(&warned).contains("Det er børne- og ungeudvalget, der afgør det"));
    assert!(
        list(&warned).contains("name=\"leave\" value=\"committee-decision?"),
        "{}",
        list(&warned)
    );
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "barnets lov § 999"),
    ];
    let warned = send(&anna, &decision, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "omhu kender ingen afgørelse efter");
    // Early help has a list of its own too.
    let page = anna.get(&format!("{decision}?basis=bl-30")).await;
    assert!(list(&page).contains("Partshøring"), "{}", list(&page));
}

#[tokio::test]
async fn what_a_review_found_and_how_long_a_child_was_away_stand_on_the_sheet() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let committee = [
        ("decision", "+d"),
        ("when", "18.11.2024"),
        ("basis", "bl-47"),
        ("before_committee", "recommendation"),
    ];
    give(&anna, &path(case, "committee-decision"), &committee).await;
    let begun = [
        ("decision", "d1"),
        ("measure", "+m"),
        ("when", "18.11.2024"),
        ("sort", "foster_family"),
        ("expected_end", "17.11.2026"),
    ];
    give(&anna, &path(case, "measure-start"), &begun).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    shows(
        &page,
        "Den dag er gået: afslut indsatsen, eller følg op på den",
    );
    shows(&page, "Afslut indsatsen, eller følg op på den");
    let day = anna.get("/").await;
    shows(&day, "Afslut indsatsen, eller følg op på den");
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    shows(
        &sheet,
        "Anbragt siden 18. nov. 2024. I alt 2 år og 0 måneder i 1 anbringelse.",
    );
    let review = path(case, "review");
    let form = anna.get(&review).await;
    for question in [
        "Skal I vide mere om barnets behov?",
        "Hvad med planen?",
        "Er der andet end det, planen handler om?",
    ] {
        shows(&form, question);
    }
    let found = [
        ("measure", "m1"),
        ("when", "18.11.2026"),
        ("more_needed", "clarify"),
        ("plan_judged", "revise"),
        ("beside_plan", "Mor er blevet syg"),
        ("rhythm", "P6M"),
    ];
    give(&anna, &review, &found).await;
    for address in [format!("/cases/{case}"), format!("/cases/{case}/handover")] {
        let page = anna.get(&address).await;
        shows(&page, "Planen skal laves om");
        shows(&page, "Mor er blevet syg");
    }
    let part = [
        ("assessment", "+a"),
        ("part", "family"),
        ("findings", "Mor og far taler sammen"),
    ];
    give(&anna, &path(case, "assessment-part"), &part).await;
    let sheet = anna.get(&format!("/cases/{case}/handover")).await;
    shows(&sheet, "Skrevet:");
    shows(&sheet, "Ikke skrevet endnu:");
}

#[tokio::test]
async fn a_way_to_mend_keeps_what_was_typed_and_the_decision_moves_to_its_hearing() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    let button = list(&page)
        .split("<button")
        .find(|each| each.contains("value=\"party-hearing?heard=held\""))
        .unwrap_or_else(|| panic!("no button that keeps what was typed: {}", list(&page)));
    assert!(button.contains("form=\"step-form\""), "{button}");
    assert!(button.contains("name=\"leave\""), "{button}");
    let typed = [
        ("decision", "+d"),
        ("when", "18.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Halvt skrevet begrundelse"),
    ];
    let mut left = typed.to_vec();
    left.push(("leave", "party-hearing?heard=held"));
    let before = bench.seq(case).await;
    let away = send(&anna, &decision, &page, &left).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.body);
    let hearing = path(case, "party-hearing");
    assert_eq!(
        away.header(header::LOCATION),
        format!("{hearing}?heard=held")
    );
    assert_eq!(bench.seq(case).await, before, "nothing is written");
    give(
        &anna,
        &hearing,
        &[
            ("decision", "+d"),
            ("when", "18.11.2026"),
            ("heard", "held"),
        ],
    )
    .await;
    // The draft is about the decision that was heard, and says so.
    let again = anna.get(&decision).await;
    shows(&again, "Halvt skrevet begrundelse");
    shows(&again, "Skemaet handler nu om det, der er kommet til");
    let chosen = again.body.split("name=\"decision\"").skip(1);
    let chosen: Vec<&str> = chosen
        .filter_map(|each| each.split('>').next())
        .filter(|each| each.contains("checked"))
        .collect();
    assert!(
        matches!(chosen.as_slice(), [one] if one.contains("value=\"d1\"")),
        "{chosen:?}"
    );
    // A form that stood open meanwhile moves too when it is sent, and the hearing counts.
    let changed = send(&anna, &decision, &page, &typed).await;
    assert_eq!(changed.status, StatusCode::CONFLICT);
    shows(&changed, "Skemaet handler nu om det, der er kommet til");
    let mut heard = typed.to_vec();
    heard[0] = ("decision", "d1");
    let warned = send(&anna, &decision, &again, &heard).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&warned, "Barnet er ikke hørt før afgørelsen");
    hides(&warned, "Parten er ikke hørt før afgørelsen");
}

#[tokio::test]
async fn a_way_out_of_a_form_leads_to_a_step_of_the_case_only() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = path(case, "decision");
    let page = anna.get(&decision).await;
    for away in ["https://example.org", "//example.org", "../../account", "?"] {
        let typed = [("decision", "+d"), ("leave", away)];
        let answer = send(&anna, &decision, &page, &typed).await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER, "{away}");
    }
}
