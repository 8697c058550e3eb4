//! A fact is corrected in the form that is there for it: every answer and text, the same warnings, and what stood before can be
//! read.

use axum::http::StatusCode;
use omhu_casework::access::Role;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;

use crate::bench::{Answer, Bench, account, entry, fact};

/// The way to the correction of a fact, from the page of its case.
async fn way(bench: &Bench, who: &str, title: &str) -> Option<String> {
    let page = bench.get(who, &bench.path("")).await;
    let link = format!("\">Ret: {title}</a>");
    let (before, _) = page.body.rsplit_once(&link)?;
    before
        .rsplit_once("href=\"")
        .map(|(_, href)| href.to_owned())
}

/// Sends a correction; where it is warned of, shows what was warned of.
async fn send(bench: &Bench, who: &str, form: &str, fields: &[(&str, &str)]) -> Answer {
    let page = bench.get(who, form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let mut typed = vec![("do", "correct"), ("key", page.hidden("key"))];
    typed.extend_from_slice(fields);
    bench.post(who, form, form, &typed).await
}

/// The keys of the warnings on a page.
fn warned(page: &Answer) -> Vec<String> {
    let keys = page.body.split("name=\"shown\" value=\"").skip(1);
    keys.map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Sends a correction, over its warnings where it has some.
async fn correct(bench: &Bench, who: &str, form: &str, fields: &[(&str, &str)]) {
    let mut answer = send(bench, who, form, fields).await;
    let keys = warned(&answer);
    if !keys.is_empty() {
        let mut again = fields.to_vec();
        again.extend(keys.iter().map(|key| ("shown", key.as_str())));
        again.extend([("despite", "yes"), ("despite_reason", "Det er set efter")]);
        answer = send(bench, who, form, &again).await;
    }
    assert_eq!(
        answer.place,
        bench.path("?done=corrected"),
        "{}",
        answer.body
    );
}

/// A decision with its reasons, and a measure with its provider and price.
async fn decided() -> (Bench, String) {
    let bench = Bench::new().await;
    let decision = FactCells {
        basis: "bl-32".into(),
        value: "support".into(),
        ..fact("decision_made", "2026-11-10", "+d")
    };
    let decision = Entry::Fact {
        cells: decision,
        text: "Fordi moren bad om det".into(),
    };
    let measure = FactCells {
        reference: "+d".into(),
        basis: "bl-32".into(),
        value: "support".into(),
        ..fact("measure_started", "2026-11-12", "+m")
    };
    let part = |section: &str, text: &str| Entry::Section {
        about: "+m".into(),
        section: section.into(),
        text: text.into(),
        reason: String::new(),
    };
    let parts = [
        part("provider", "Gammel Vej"),
        part("cost_per_month", "12500"),
    ];
    let mut entries = vec![decision, entry(measure)];
    entries.extend(parts);
    bench.write(entries).await;
    let mona = bench.sign_in("mona").await;
    (bench, mona)
}

#[tokio::test]
async fn the_words_of_a_decision_are_corrected_and_both_can_be_read() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let page = bench.get(&mona, &form).await;
    page.shows("Fordi moren bad om det").shows("10.11.2026");
    page.hides("value=\"bl-32\">BL § 32").hides("2026-11-10");
    let fields = [
        ("when", "10.11.2026"),
        ("decision", "d1"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("reasons", "Fordi faren bad om det"),
        ("reason", "Forkert forælder"),
    ];
    correct(&bench, &mona, &form, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Fordi faren bad om det")
        .shows("Fordi moren bad om det")
        .shows("Forkert forælder")
        .shows("af mona Opfundet")
        .shows("Står i stedet for: 10. nov. 2026");
    assert_eq!(bench.get(&mona, &form).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn provider_and_price_are_corrected_and_the_fact_stays() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Indsats iværksat").await.unwrap();
    let page = bench.get(&mona, &form).await;
    page.shows("value=\"Gammel Vej\"").shows("value=\"12500\"");
    let seen = page.hidden("seen").to_owned();
    let fields = [
        ("when", "12.11.2026"),
        ("decision", "d1"),
        ("measure", "m1"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("provider", "Ny Vej"),
        ("cost_per_month", "14.000"),
        ("reason", "Kontrakten siger andet"),
    ];
    let nothing = [
        &fields[..5],
        &[("provider", "Gammel Vej"), ("cost_per_month", "12500")],
    ];
    let nothing = [&nothing.concat()[..], &[("reason", "x")]].concat();
    let page = send(&bench, &mona, &form, &nothing).await;
    page.shows("Her er intet rettet endnu");
    correct(&bench, &mona, &form, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Ny Vej")
        .shows("Gammel Vej")
        .shows("14.000 kr.")
        .shows("Kontrakten siger andet")
        .hides("Gælder ikke mere: Indsats iværksat");
    // The form of somebody who had it open meanwhile is shown what stands now.
    let late = [&fields[..], &[("seen", seen.as_str())]].concat();
    let page = send(&bench, &mona, &form, &late).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    page.shows("Oplysningen er ændret, mens du skrev");
}

#[tokio::test]
async fn a_correction_passes_the_warnings_of_the_form() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let fields = [
        ("when", "10.11.2026"),
        ("decision", "d1"),
        ("basis", "sel-52"),
        ("value", "support"),
        ("reasons", "Fordi moren bad om det"),
        ("reason", "Skrevet forkert af"),
    ];
    let page = send(&bench, &mona, &form, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let keys = warned(&page);
    assert!(
        keys.contains(&"warnings-basis-of-other-law".to_owned()),
        "{keys:?}"
    );
    page.shows("Skrevet forkert af");
    correct(&bench, &mona, &form, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("trods advarsel: Det er set efter")
        .shows("Begrundelse: Skrevet forkert af");
}

#[tokio::test]
async fn a_mark_that_was_forgotten_is_put_on() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Underretning modtaget").await.unwrap();
    let fields = [
        ("received", "7.11.2026"),
        ("notifier", "professional"),
        ("marks", "abuse"),
        ("concern", "Barnet har blå mærker"),
        ("reason", "Mærket manglede"),
    ];
    correct(&bench, &mona, &form, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Overgreb eller mistanke").shows("blå mærker");
}

#[tokio::test]
async fn who_has_a_case_is_corrected_by_who_gives_cases_away() {
    let (bench, mona) = decided().await;
    account(&bench.store, "kira", "cw-3", "nord", Role::Coordinator).await;
    let kira = bench.sign_in("kira").await;
    assert_eq!(way(&bench, &mona, "Sag fordelt").await, None);
    let page = bench.get(&mona, &bench.path("/facts/2")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    let form = bench.path("/facts/2");
    let page = bench.get(&kira, &form).await;
    page.shows("mona Opfundet").shows("karl Opfundet");
    let fields = [
        ("when", "8.11.2026"),
        ("team", "nord"),
        ("caseworker", "cw-3"),
        ("reason", "Det var Kira fra begyndelsen"),
    ];
    correct(&bench, &kira, &form, &fields).await;
    let page = bench.get(&kira, &bench.path("")).await;
    page.shows("kira Opfundet")
        .shows("Det var Kira fra begyndelsen");
}
