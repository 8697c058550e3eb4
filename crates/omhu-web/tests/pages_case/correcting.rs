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
    sent(bench, who, form, &page, fields).await
}

/// Sends a correction from a page that was opened before.
async fn sent(
    bench: &Bench,
    who: &str,
    form: &str,
    page: &Answer,
    fields: &[(&str, &str)],
) -> Answer {
    let mut typed = vec![("do", "correct")];
    typed.extend(["key", "seen"].map(|name| (name, page.hidden(name))));
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
    let page = bench.get(who, form).await;
    over(bench, who, form, &page, fields).await;
}

/// The same from a page that was opened before.
async fn over(bench: &Bench, who: &str, form: &str, page: &Answer, fields: &[(&str, &str)]) {
    let mut answer = sent(bench, who, form, page, fields).await;
    let keys = warned(&answer);
    if !keys.is_empty() {
        let mut again = fields.to_vec();
        again.extend(keys.iter().map(|key| ("shown", key.as_str())));
        again.extend([("despite", "yes"), ("despite_reason", "Det er set efter")]);
        answer = sent(bench, who, form, page, &again).await;
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
    let opened = bench.get(&mona, &form).await;
    opened
        .shows("value=\"Gammel Vej\"")
        .shows("value=\"12500\"");
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
    let late = sent(&bench, &mona, &form, &opened, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    late.shows("Oplysningen er ændret, mens du skrev");
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

/// What stands in the box of a question.
fn box_of<'p>(page: &'p Answer, name: &str) -> &'p str {
    let (_, rest) = page
        .body
        .split_once(&format!("name=\"{name}\""))
        .expect(name);
    let (_, text) = rest.split_once('>').unwrap();
    text.split("</textarea>").next().unwrap().trim()
}

fn part(about: &str, section: &str, text: &str) -> Entry {
    Entry::Section {
        about: about.into(),
        section: section.into(),
        text: text.into(),
        reason: String::new(),
    }
}

/// A form that was opened when no part was written took the writing of a colleague away, and said that it was corrected.
#[tokio::test]
async fn what_a_colleague_wrote_meanwhile_is_not_blanked() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Underretning modtaget").await.unwrap();
    let opened = bench.get(&mona, &form).await;
    let help = "Mormor er hos barnet i nat";
    let written = [
        part("n1", "acute_help", help),
        part("n1", "notifier_name", "Lærer Holm"),
    ];
    bench.write(written.to_vec()).await;
    let fields = [
        ("received", "6.11.2026"),
        ("notifier", "professional"),
        ("notifier_name", "Skolen ved Åen"),
        ("acute_help", ""),
        ("reason", "Det var dagen før"),
    ];
    let late = sent(&bench, &mona, &form, &opened, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    // Every part that was written in is named, with what stands there now.
    late.shows("har skrevet i «Hvad gør I nu?» imens")
        .shows(&format!("<p>{help}</p>"))
        .shows("<p>Lærer Holm</p>");
    // What was typed stays; what was left alone shows what stands now.
    late.shows("value=\"6.11.2026\"")
        .shows("value=\"Skolen ved Åen\"")
        .shows("Det var dagen før");
    assert_eq!(box_of(&late, "acute_help"), help);
    // Sent as it stands there it is written, and only what was typed has changed.
    let again = [&fields[..3], &[("acute_help", help), fields[4]]].concat();
    over(&bench, &mona, &form, &late, &again).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows(help)
        .shows("Skolen ved Åen")
        .hides("Teksten er taget ud");
    // A form that does not say what it saw is no way around.
    let form = way(&bench, &mona, "Underretning modtaget").await.unwrap();
    let silent = [
        ("do", "correct"),
        ("received", "5.11.2026"),
        ("reason", "x"),
    ];
    let silent = bench.post(&mona, &form, &form, &silent).await;
    assert_eq!(silent.status, StatusCode::CONFLICT, "{}", silent.body);
}

/// The form of whoever comes second held the old answers in every box, and sending it again took the first correction back.
#[tokio::test]
async fn whoever_comes_second_keeps_what_they_typed_and_takes_over_the_rest() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let opened = bench.get(&mona, &form).await;
    let fields = |when: &'static str, reasons: &'static str| {
        [
            ("when", when),
            ("decision", "d1"),
            ("basis", "bl-32"),
            ("value", "support"),
            ("reasons", reasons),
            ("reason", "Skrevet forkert af"),
        ]
    };
    let first = fields("9.11.2026", "Fordi moren bad om det");
    correct(&bench, &mona, &form, &first).await;
    let second = fields("10.11.2026", "Fordi faren bad om det");
    let late = sent(&bench, &mona, &form, &opened, &second).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    late.shows("value=\"9.11.2026\"")
        .hides("value=\"10.11.2026\"")
        .shows("Felter, du ikke har rørt, viser det, der står nu");
    assert_eq!(box_of(&late, "reasons"), "Fordi faren bad om det");
}

/// Two write in the same part at once: one is read, the other written, before the first is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_written_in_the_same_moment_is_read_before_it_is_replaced() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Underretning modtaget").await.unwrap();
    let mut corrected = 0;
    for round in 0..40_u32 {
        let opened = bench.get(&mona, &form).await;
        let (own, other) = (format!("Fra mig {round}"), format!("Fra Karl {round}"));
        let fields = [
            ("received", "7.11.2026"),
            ("notifier", "professional"),
            ("acute_help", own.as_str()),
            ("reason", "Det manglede"),
        ];
        let write = async {
            for _ in 0..round * 4 {
                tokio::task::yield_now().await;
            }
            bench.write(vec![part("n1", "acute_help", &other)]).await;
        };
        let (answer, ()) = tokio::join!(sent(&bench, &mona, &form, &opened, &fields), write);
        corrected += u32::from(answer.status == StatusCode::SEE_OTHER);
        let page = bench.get(&mona, &form).await;
        assert_eq!(box_of(&page, "acute_help"), other, "round {round}");
    }
    assert!(corrected < 40, "nobody was told");
}

/// The name of the window that a page is.
async fn draft(bench: &Bench, who: &str, seq: i64, page: &Answer, fields: &[(&str, &str)]) {
    let to = format!("/drafts?case={}&form=fact%3A{seq}", bench.case);
    let mut typed = vec![("do", "correct")];
    typed.extend(["key", "seen", "draft_window", "begun"].map(|name| (name, page.hidden(name))));
    typed.extend_from_slice(fields);
    let told = bench.post(who, "/account", &to, &typed).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    told.shows("Gemt kl.");
}

#[tokio::test]
async fn a_correction_that_is_being_written_is_kept_until_it_is_given_or_put_aside() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let seq = form.rsplit('/').next().unwrap().parse().unwrap();
    let opened = bench.get(&mona, &form).await;
    opened.hides("Din kladde er sat ind").shows(&format!(
        "/drafts?case={}&#38;form=fact%3A{seq}",
        bench.case
    ));
    let fields = [
        ("when", "10.11.2026"),
        ("decision", "d1"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("reasons", "En lang begrundelse"),
        ("reason", "Skrevet forkert af"),
    ];
    draft(&bench, &mona, seq, &opened, &fields).await;
    let page = bench.get(&mona, &form).await;
    page.shows("Din kladde er sat ind")
        .shows("Skrevet forkert af");
    assert_eq!(box_of(&page, "reasons"), "En lang begrundelse");
    let fresh = bench.get(&mona, &format!("{form}?fresh=true")).await;
    assert_eq!(box_of(&fresh, "reasons"), "Fordi moren bad om det");
    let window = ["draft_window", "begun"].map(|name| (name, page.hidden(name)));
    let all = [&fields[..], &window[..]].concat();
    over(&bench, &mona, &form, &page, &all).await;
    // Given, it is gone: the fact stands no more, and there is no text of it.
    assert_eq!(bench.get(&mona, &form).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_draft_of_what_somebody_else_corrected_is_shown_with_what_stands_now() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let seq = form.rsplit('/').next().unwrap().parse().unwrap();
    let opened = bench.get(&mona, &form).await;
    let mut fields = [
        ("when", "10.11.2026"),
        ("decision", "d1"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("reasons", "En lang begrundelse"),
        ("reason", "Skrevet forkert af"),
    ];
    draft(&bench, &mona, seq, &opened, &fields).await;
    let other = [
        ("when", "9.11.2026"),
        fields[1],
        fields[2],
        fields[3],
        ("reasons", "Fordi moren bad om det"),
        ("reason", "Dagen var en anden"),
    ];
    correct(&bench, &mona, &form, &other).await;
    let late = bench.get(&mona, &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    late.shows("Oplysningen er ændret, mens du skrev")
        .shows("value=\"9.11.2026\"");
    assert_eq!(box_of(&late, "reasons"), "En lang begrundelse");
    // Its form is that of the fact that stands now; given there, the draft is gone here.
    let now = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    assert_ne!(now, form);
    late.shows(&format!("action=\"{now}\""));
    fields[0] = ("when", "9.11.2026");
    let window = ["draft_window", "begun"].map(|name| (name, late.hidden(name)));
    let all = [&fields[..], &window[..]].concat();
    over(&bench, &mona, &now, &late, &all).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("En lang begrundelse");
    assert_eq!(bench.get(&mona, &form).await.status, StatusCode::NOT_FOUND);
}

/// The withdrawal stands beside the correction: signed out over it, its reason takes no other text's place.
#[tokio::test]
async fn the_reason_of_a_withdrawal_is_a_draft_of_its_own() {
    let (bench, mona) = decided().await;
    let form = way(&bench, &mona, "Afgørelse truffet").await.unwrap();
    let seq = form.rsplit('/').next().unwrap().parse().unwrap();
    let opened = bench.get(&mona, &form).await;
    let fields = [("when", "10.11.2026"), ("reasons", "En lang begrundelse")];
    draft(&bench, &mona, seq, &opened, &fields).await;
    let (_, second) = opened.body.split_once("value=\"retract\"").unwrap();
    let (_, window) = second.split_once("name=\"draft_window\" value=\"").unwrap();
    let window = window.split('"').next().unwrap();
    let key = format!("{}r", opened.hidden("key"));
    let withdrawal = [
        ("do", "retract"),
        ("key", key.as_str()),
        ("draft_window", window),
        ("retract_reason", "Det var en anden sag"),
    ];
    let to = format!("/drafts?case={}&form=fact%3A{seq}", bench.case);
    bench.post(&mona, "/account", &to, &withdrawal).await;
    let page = bench.get(&mona, &format!("{form}?draft={window}")).await;
    assert_eq!(box_of(&page, "retract_reason"), "Det var en anden sag");
    assert_eq!(box_of(&page, "reasons"), "Fordi moren bad om det");
    page.shows("En lang begrundelse");
}
