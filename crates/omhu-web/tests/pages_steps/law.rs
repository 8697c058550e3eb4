//! What the law says on the page of a step, and how a duty stands wherever it is shown.

use axum::http::{StatusCode, header};
use omhu_casework::steps::{FieldKind, Step, Steps};

use crate::{give, send, start};

/// The page of a step with every day in it filled.
fn dated(case: impl std::fmt::Display, step: &Step, day: &str) -> String {
    let days = step.fields.iter();
    let days = days.filter(|field| matches!(field.kind, FieldKind::Day | FieldKind::Instant));
    let query: Vec<String> = days.map(|field| format!("{}={day}", field.name)).collect();
    format!("/cases/{case}/steps/{}?{}", step.id, query.join("&"))
}

/// What the page says the law is.
fn line(body: &str) -> &str {
    let (_, rest) = body
        .split_once("id=\"law\">")
        .unwrap_or_else(|| panic!("no rule in {body}"));
    rest.split("</div>\n<p>").next().unwrap_or_default()
}

#[tokio::test]
async fn every_step_and_every_question_says_the_rule_of_its_day() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    for step in Steps::new(bench.store.book()).iter() {
        let has_day = step
            .fields
            .iter()
            .any(|f| matches!(f.kind, FieldKind::Day | FieldKind::Instant));
        // What hangs on a birthday is asked for under the law of the day when the child gets there.
        let birth = step.id == "birth";
        for (day, other) in [
            ("2015-06-03", "Barnets lov §"),
            ("2025-06-03", "(serviceloven) §"),
        ] {
            let path = dated(case, step, day);
            let page = anna.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
            let told = line(&page.body);
            assert!(
                told.contains("§") || told.contains("Loven har ingen regel"),
                "{path}: {told}"
            );
            let in_force = told.contains("Regel den");
            if has_day && !birth && in_force {
                assert!(!told.contains(other), "{path}: {told}");
            }
            // Every question unfolds to what it means, and that ends in a rule: in the form of a decision, those that have one.
            let helps: Vec<&str> = page.body.split("field-help\">").skip(1).collect();
            assert!(!helps.is_empty(), "{path}");
            for help in helps {
                let help = help.split("</details>").next().unwrap_or_default();
                let Some((_, rule)) = help.split_once("<p class=\"rule\">") else {
                    assert!(step.rests_on.len() > 1, "{path}: no rule in {help}");
                    continue;
                };
                assert!(
                    rule.contains("§") || rule.contains("Loven har ingen regel"),
                    "{path}: {rule}"
                );
                let known = rule.contains("(sådan den");
                assert!(
                    !(has_day && known && !birth && rule.contains(other)),
                    "{path}: {rule}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_rule_is_shown_anew_for_the_day_that_was_typed() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/receipt");
    let page = anna.get(&path).await;
    assert!(line(&page.body).contains("Barnets lov §"), "{}", page.body);
    let typed = [
        ("notification", "n1"),
        ("when", "3.6.2015"),
        ("note", "Ringede"),
        ("look", "yes"),
    ];
    let again = send(&anna, &path, &page, &typed).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    let told = line(&again.body);
    assert!(
        told.contains("3. jun. 2015") && told.contains("(serviceloven) § 155"),
        "{told}"
    );
    assert!(again.body.contains("Ringede"));
}

#[tokio::test]
async fn a_fact_of_an_old_day_is_corrected_under_the_law_of_that_day() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/open-assessment");
    let typed = [
        ("known_on", "3.6.2015"),
        ("when", "4.6.2015"),
        ("assessment", "+a"),
    ];
    give(&anna, &path, &typed).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    let links = page
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next());
    let mut old = 0;
    for link in links.filter(|link| link.contains("/facts/")) {
        let form = anna.get(link).await;
        if form.body.contains("03-06-2015") || form.body.contains("3.6.2015") {
            assert!(form.body.contains("(serviceloven) § 50"), "{}", form.body);
            old += 1;
        }
    }
    assert!(old > 0, "the old fact can be corrected");
}

/// The marks on a page, as words.
fn marks(body: &str, task: &str) -> Vec<String> {
    let near = body.match_indices(task);
    let word = |at: usize| {
        // On a list the mark stands before the task, beside a form and on a receipt after it.
        let (before, after) = body.split_at(at);
        let row = before.rfind("<li").map_or("", |start| &before[start..]);
        let rest = after.split("</li>").next().unwrap_or_default();
        let all = format!("{row}{rest}");
        let (_, mark) = all.split_once("mark-word\">")?;
        Some(mark.split('<').next().unwrap_or_default().to_owned())
    };
    near.filter_map(|(at, _)| word(at)).collect()
}

#[tokio::test]
async fn a_duty_stands_the_same_on_the_receipt_the_case_the_form_and_my_day() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let measure = [
        ("measure", "+m"),
        ("when", "1.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
    ];
    let receipt = give(&anna, &path("measure-start"), &measure).await;
    let task = "Hold opfølgning";
    let pages = [
        receipt.body,
        anna.get(&format!("/cases/{case}")).await.body,
        anna.get(&path("review")).await.body,
        anna.get("/").await.body,
    ];
    for body in &pages {
        let found = marks(body, task);
        assert!(
            !found.is_empty() && found.iter().all(|mark| mark == "Overskredet"),
            "{found:?} in {body}"
        );
    }
}

#[tokio::test]
async fn a_talk_that_was_missed_is_told_as_such_and_registered_late_about_its_own_decision() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let decision = [
        ("decision", "+d"),
        ("when", "2.11.2026"),
        ("value", "support"),
        ("basis", "bl-32"),
        ("reasons", "Ali har brug for ro"),
    ];
    give(&anna, &format!("/cases/{case}/steps/decision"), &decision).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    let missed = page.section("case-missed");
    let (_, row) = missed
        .split_once("Tal med barnet før afgørelsen")
        .unwrap_or_else(|| panic!("{missed}"));
    let row = row.split("</li>").next().unwrap_or_default();
    assert!(row.contains("manglen bliver stående"), "{row}");
    let next = page
        .section("case-next")
        .split("id=\"case-missed\"")
        .next()
        .unwrap_or_default();
    assert!(!next.contains("Tal med barnet før afgørelsen"), "{next}");
    let day = anna.get("/").await;
    assert!(
        !day.body.contains("Tal med barnet før afgørelsen"),
        "{}",
        day.body
    );

    let hrefs = row
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let hrefs: Vec<String> = hrefs.map(|href| href.replace("&#38;", "&")).collect();
    let late = hrefs.iter().find(|href| href.contains("late=true"));
    let late = late.unwrap_or_else(|| panic!("{hrefs:?}"));
    let form = anna.get(late).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert!(form.body.contains("value=\"d1\" checked"), "{}", form.body);
    assert!(
        form.body.contains("name=\"when\" type=\"text\"") && form.body.contains("value=\"\""),
        "{}",
        form.body
    );
    let typed = [
        ("subject", "d1"),
        ("held", "held"),
        ("when", "1.11.2026"),
        ("child_view", "Ro"),
    ];
    give(
        &anna,
        &format!("/cases/{case}/steps/child-conversation"),
        &typed,
    )
    .await;
    let page = anna.get(&format!("/cases/{case}")).await;
    assert!(
        !page.body.contains("Tal med barnet før afgørelsen"),
        "{}",
        page.body
    );
    // And the other way on: to do it now.
    assert_eq!(hrefs.len(), 2, "{hrefs:?}");
}

#[tokio::test]
async fn whoever_undoes_a_closing_reads_what_counts_again() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let assessment = [
        ("known_on", "16.11.2026"),
        ("when", "17.11.2026"),
        ("assessment", "+a"),
    ];
    give(
        &anna,
        &format!("/cases/{case}/steps/open-assessment"),
        &assessment,
    )
    .await;
    let path = format!("/cases/{case}/steps/close-case");
    let page = anna.get(&path).await;
    let typed = [("when", "18.11.2026"), ("close_reason", "no_need")];
    let mut answer = send(&anna, &path, &page, &typed).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        let warned = answer.body.clone();
        let shown = warned.split("name=\"shown\" value=\"").skip(1);
        let mut again = typed.to_vec();
        again.extend(shown.map(|rest| ("shown", rest.split('"').next().unwrap_or_default())));
        again.extend([("despite", "yes"), ("despite_reason", "Det er aftalt")]);
        answer = send(&anna, &path, &page, &again).await;
    }
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let place = answer.header(header::LOCATION).to_owned();
    let task = "Gør den børnefaglige undersøgelse færdig";
    let receipt = anna.get(&place).await;
    let (_, gone) = receipt
        .body
        .split_once("Det skal ikke gøres mere")
        .unwrap_or_else(|| panic!("{}", receipt.body));
    assert!(gone.contains(task), "{gone}");
    let undone = anna.post(&place, &format!("{place}/undo"), &[]).await;
    let receipt = anna.get(undone.header(header::LOCATION)).await;
    let (_, again) = receipt
        .body
        .split_once("Det skal gøres igen")
        .unwrap_or_else(|| panic!("{}", receipt.body));
    assert!(again.contains(task), "{again}");
    assert!(
        !receipt.body.contains("Ingen nye frister"),
        "{}",
        receipt.body
    );
}
