//! The case and what is reached from it, asked in process by people who signed in through the form.

#![expect(clippy::unwrap_used, reason = "a test without an answer has failed")]

#[path = "pages_case/bench.rs"]
mod bench;
#[path = "pages_case/correcting.rs"]
mod correcting;
#[path = "pages_case/parts.rs"]
mod parts;
#[path = "pages_case/people.rs"]
mod people;

use std::path::Path;
use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use omhu_casework::access::Now;

use bench::{ADMIN, Bench, NOW, PASSWORD};

/// Whether the words stand in a file of the store as they are.
fn in_clear(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return in_clear(&path, words);
        }
        let bytes = std::fs::read(&path).unwrap();
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    })
}

#[tokio::test]
async fn the_caseworker_sees_the_case_its_duty_and_why() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let page = bench.get(&mona, &bench.path("")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Freja Holm")
        .shows("7 år")
        .shows("Sag 2026-118")
        .shows("Team nord")
        .shows("Rådgiver: mona Opfundet")
        .shows("Overskredet")
        .shows("24 timer")
        .shows("§ 136, stk. 2")
        .shows("Vis udregning")
        .shows("about=n1")
        .shows("Underretning modtaget")
        .shows("Barn født")
        .shows("1 dag efter")
        .shows("7. november 2026 (Fagperson)")
        .hides("Hemmeligvej")
        .hides("⟦");
    let english = format!("{mona}; __Host-lang=en");
    let page = bench.get(&english, &bench.path("")).await;
    page.shows("Overdue").shows("7 years").hides("⟦");
    for page in ["/cases/999", "/cases/x", "/cases/999/journal"] {
        assert_eq!(bench.get(&mona, page).await.status, StatusCode::NOT_FOUND);
    }
    let nobody = bench.get("", &bench.path("")).await;
    assert!(nobody.place.starts_with("/sign-in"), "{}", nobody.place);
}

#[tokio::test]
async fn a_later_fact_is_hidden_as_known_on_an_earlier_day() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let page = bench.get(&mona, &bench.path("?known=2026-11-10")).await;
    page.shows("som den var kendt den 10. november 2026")
        .shows("Underretning modtaget")
        .hides("Barn født")
        .hides("Ret: ")
        .hides("/steps/immediate");
    let page = bench.get(&mona, &bench.path("?known=imorgen")).await;
    page.shows("Skriv en dag, der ikke ligger i fremtiden");
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn another_team_is_refused_until_the_glass_is_broken_and_both_stand_in_the_log() {
    let bench = Bench::new().await;
    let (mona, karl) = (bench.sign_in("mona").await, bench.sign_in("karl").await);
    bench.get(&mona, &bench.path("")).await;
    let page = bench.get(&karl, &bench.path("")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let glass = bench.path("/glass");
    page.shows(&glass).hides("Freja");

    // A sign-in of long ago is not proof enough.
    bench.clock.store(NOW + 20 * 60, Ordering::Relaxed);
    let form = bench.get(&karl, &glass).await;
    form.shows("name=\"password\"").hides("Freja");
    // The team has no leader and nobody reviews the log: nothing else is said.
    form.shows("venter, til nogen får opgaven")
        .hides("Teamets leder ser det");
    let reason = "Jeg har vagten, og skolen ringer om Freja nu";
    let short = [("category", "duty_desk"), ("reason", "vagt")];
    let page = bench.post(&karl, &glass, &glass, &short).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("mindst 20 tegn");
    let wrong = [
        ("category", "duty_desk"),
        ("reason", reason),
        ("password", "en anden"),
    ];
    let page = bench.post(&karl, &glass, &glass, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(reason);
    let right = [
        ("category", "duty_desk"),
        ("reason", reason),
        ("password", PASSWORD),
    ];
    let page = bench.post(&karl, &glass, &glass, &right).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(page.place, bench.path("?done=opened"));
    let page = bench.get(&karl, &bench.path("")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("Du har åbnet sagen med en begrundelse")
        .shows("Freja Holm");
    for within in ["/steps/note", "/steps", "/notes/new"] {
        bench
            .get(&karl, &bench.path(within))
            .await
            .shows("Du har åbnet sagen med en begrundelse")
            .shows(&bench.path("/glass/end"));
    }
    bench
        .get(&mona, &bench.path("/steps/note"))
        .await
        .hides("Du har åbnet sagen med en begrundelse");
    // Correcting and the log stay the caseworker's.
    page.hides("/facts/").hides("/looks");
    let log = bench.path("/looks");
    assert_eq!(bench.get(&karl, &log).await.status, StatusCode::FORBIDDEN);
    let page = bench.get(&mona, &log).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("mona Opfundet")
        .shows("karl Opfundet")
        .shows("Åbnede sagen med en begrundelse")
        .shows("Fik nej: Så sagen")
        .shows(&format!("Begrundelse: {reason}"))
        .hides("⟦");
    let end = bench.path("/glass/end");
    bench.get(&karl, &bench.path("")).await.shows(&end);
    let page = bench.post(&karl, &end, &end, &[]).await;
    assert_eq!(page.place, "/", "{}", page.body);
    let page = bench.get(&karl, &bench.path("")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_note_is_shown_in_the_journal_and_is_nowhere_in_clear() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let form = bench.path("/notes/new");
    bench
        .get(&mona, &form)
        .await
        .shows("18.11.2026")
        .shows("name=\"begin\" value=\"meeting\"");
    let words = "Freja siger Zanzibarkanarie om natten";
    let draft = [
        ("when", "16.11.2026"),
        ("text", words),
        ("template", "talk"),
    ];
    let kept = bench
        .post(&mona, &form, &bench.path("/notes/draft"), &draft)
        .await;
    assert_eq!(kept.body, "Gemt kl. 10.32");
    bench
        .get(&mona, &form)
        .await
        .shows(words)
        .shows("Din kladde er sat ind");
    let begin = [("when", "16.11.2026"), ("text", words), ("begin", "talk")];
    let page = bench.post(&mona, &form, &form, &begin).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows(words).shows("Hvad sagde barnet");
    let future = [("when", "1.12.2026"), ("text", words)];
    let page = bench.post(&mona, &form, &form, &future).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(words).shows("ligger i fremtiden");
    let key = bench.get(&mona, &form).await.hidden("key").to_owned();
    let fields = [
        ("when", "16.11.2026"),
        ("text", words),
        ("template", "talk"),
        ("key", key.as_str()),
    ];
    for _ in 0..2 {
        let page = bench.post(&mona, &form, &form, &fields).await;
        assert_eq!(page.place, bench.path("?done=noted"), "{}", page.body);
    }
    bench
        .get(&mona, &bench.path("?done=noted"))
        .await
        .shows("Notatet er gemt")
        .shows("Notat: Samtale med barnet")
        .shows(words);
    let journal = bench.get(&mona, &bench.path("/journal")).await;
    journal
        .shows(words)
        .shows("1 notat")
        .shows("2 dage efter")
        .shows("Skrevet af mona Opfundet");
    let found = bench.path("/journal?words=zanzibarkanarie");
    let page = bench.get(&mona, &found).await;
    page.shows(words)
        .shows("<p class=\"printed\">Kun notater med ordene: zanzibarkanarie</p>");
    let lost = bench.path("/journal?words=giraf");
    let lost = bench.get(&mona, &lost).await;
    lost.hides(words).shows("Ingen notater med de ord");
    // The form sends the words; the address of the answer holds them for nobody but who sent them, and for this case only.
    let form = bench.path("/journal");
    let sent = bench.post(&mona, &form, &form, &[("words", " zanzibarkanarie ")]);
    let sent = sent.await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(sent.place.starts_with(&bench.path("/journal?for=")));
    assert!(!sent.place.contains("zanzibar"), "{}", sent.place);
    let page = bench.get(&mona, &sent.place).await;
    page.shows("value=\"zanzibarkanarie\"").shows(words);
    let lost = bench.post(&mona, &form, &form, &[("words", "giraf")]).await;
    let lost = bench.get(&mona, &lost.place).await;
    lost.hides(words).shows("value=\"giraf\"");
    bench::account(
        &bench.store,
        "tina",
        "cw-3",
        "nord",
        omhu_casework::access::Role::TeamLeader,
    )
    .await;
    let tina = bench.sign_in("tina").await;
    let stranger = bench.get(&tina, &sent.place).await;
    assert_eq!(stranger.status, StatusCode::OK, "{}", stranger.body);
    stranger.hides("zanzibarkanarie\"");
    let (_, sealed) = sent.place.split_once("for=").unwrap();
    let searched = bench.get(&mona, &format!("/search?for={sealed}")).await;
    searched.hides("zanzibarkanarie");
    let none = bench.post(&mona, &form, &form, &[("words", " ")]).await;
    assert_eq!(none.place, form);
    assert!(in_clear(bench.folder.path(), "notification_received"));
    assert!(!in_clear(bench.folder.path(), "Zanzibarkanarie"));
}

#[tokio::test]
async fn a_note_that_was_corrected_meanwhile_keeps_the_second_text() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let form = bench.path("/notes/new");
    let fields = [("when", "16.11.2026"), ("text", "Skolemøde med fejl")];
    let page = bench.post(&mona, &form, &form, &fields).await;
    assert_eq!(page.place, bench.path("?done=noted"), "{}", page.body);
    let journal = bench.get(&mona, &bench.path("/journal")).await;
    let (_, rest) = journal.body.split_once("/notes/new?replaces=").unwrap();
    let seq = rest.split('"').next().unwrap().to_owned();
    let again = format!("{form}?replaces={seq}");
    // Two windows, one note.
    let keys = [
        bench.get(&mona, &again).await.hidden("key").to_owned(),
        bench.get(&mona, &again).await.hidden("key").to_owned(),
    ];
    let typed = |text: &'static str, key: &'static str| {
        [("when", "16.11.2026"), ("text", text), ("key", key)]
    };
    let [one, two] = keys.map(|key| &*key.leak());
    let seq: &'static str = seq.leak();
    let first = [&typed("Skolemøde uden fejl", one)[..], &[("replaces", seq)]].concat();
    for _ in 0..2 {
        let page = bench.post(&mona, &form, &form, &first).await;
        assert_eq!(page.place, bench.path("?done=noted"), "{}", page.body);
    }
    let second = [
        &typed("Skolemøde, skrevet om", two)[..],
        &[("replaces", seq)],
    ]
    .concat();
    let page = bench.post(&mona, &form, &form, &second).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    page.shows("Notatet er allerede rettet")
        .shows("Skolemøde uden fejl")
        .shows("Skolemøde, skrevet om");
    let newest: &'static str = page.hidden("replaces").to_owned().leak();
    assert_ne!(newest, seq);
    let key: &'static str = page.hidden("key").to_owned().leak();
    let third = [
        &typed("Skolemøde, skrevet om", key)[..],
        &[("replaces", newest)],
    ]
    .concat();
    let page = bench.post(&mona, &form, &form, &third).await;
    assert_eq!(page.place, bench.path("?done=noted"), "{}", page.body);
    // Whoever comes back to the old address is led to what stands now.
    let page = bench.get(&mona, &again).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_fact_is_corrected_with_a_reason_and_another_taken_back() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let form = bench.path("/facts/1");
    let page = bench.get(&mona, &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("7.11.2026").shows("Underretning modtaget");
    let key = page.hidden("key").to_owned();
    let fields = [
        ("do", "correct"),
        ("key", key.as_str()),
        ("received", "6.11.2026"),
        ("received.time", "9.00"),
        ("notifier", "professional"),
    ];
    let page = bench.post(&mona, &form, &form, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Skriv hvorfor");
    let mut fields = fields.to_vec();
    fields.push(("reason", "Brevet kom dagen før"));
    let page = bench.post(&mona, &form, &form, &fields).await;
    assert_eq!(page.place, bench.path("?done=corrected"), "{}", page.body);
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Gælder ikke mere: Underretning modtaget")
        .shows("Brevet kom dagen før")
        .shows("6. nov. 2026");
    assert_eq!(bench.get(&mona, &form).await.status, StatusCode::NOT_FOUND);
    let born = bench.path("/facts/4");
    let fields = [("do", "retract"), ("retract_reason", "Hører til søsteren")];
    let page = bench.post(&mona, &born, &born, &fields).await;
    assert_eq!(page.place, bench.path("?done=retracted"), "{}", page.body);
    let page = bench.get(&mona, &bench.path("?done=retracted")).await;
    page.shows("Hører til søsteren")
        .shows("Oplysningen er taget tilbage");
}

#[tokio::test]
async fn a_correction_that_comes_too_late_is_not_lost_in_silence() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let form = bench.path("/facts/1");
    let journal = bench.path("/notes/new");
    let page = bench.get(&mona, &form).await;
    let first = page.hidden("key").to_owned();
    let page = bench.get(&mona, &form).await;
    let second = page.hidden("key").to_owned();
    let fields = |key: &'static str, day: &'static str| {
        [
            ("do", "correct"),
            ("key", key),
            ("received", day),
            ("received.time", "9.00"),
            ("notifier", "professional"),
        ]
    };
    let (first, second): (&'static str, &'static str) = (first.leak(), second.leak());
    let mut one = fields(first, "6.11.2026").to_vec();
    one.push(("reason", "Brevet kom dagen før"));
    let page = bench.post(&mona, &journal, &form, &one).await;
    assert_eq!(page.place, bench.path("?done=corrected"), "{}", page.body);
    // The same sending again is no conflict.
    let page = bench.post(&mona, &journal, &form, &one).await;
    assert_eq!(page.place, bench.path("?done=corrected"), "{}", page.body);
    let mut two = fields(second, "5.11.2026").to_vec();
    two.push(("reason", "Sekretæren så det"));
    let page = bench.post(&mona, &journal, &form, &two).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    page.shows("Oplysningen er ændret, mens du skrev")
        .shows("Brevet kom dagen før")
        .shows("Nu står der: 6. nov. 2026")
        .shows("5.11.2026")
        .shows("Sekretæren så det")
        .hides("⟦");
    // From there it goes on, about what stands now.
    let seq = page.body.split("post\" action=\"/cases/1/facts/").nth(1);
    let seq = seq.unwrap();
    let seq = seq.split('"').next().unwrap();
    let now = bench.path(&format!("/facts/{seq}"));
    let page = bench.post(&mona, &journal, &now, &two).await;
    assert_eq!(page.place, bench.path("?done=corrected"), "{}", page.body);
}

#[tokio::test]
async fn a_protected_address_takes_a_click_of_its_own() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let path = bench.path("/address");
    let page = bench.get(&mona, &path).await;
    page.hides("Hemmeligvej")
        .shows("De skjules igen efter 60 sekunder");
    assert_eq!(page.refresh, "");
    let person = bench.child.to_string();
    let fields = [("person", person.as_str())];
    let page = bench.post(&mona, &path, &path, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Hemmeligvej 7")
        .shows("telefonnummer skjules efter 60 sekunder");
    // It goes away without a script too, and is nowhere kept.
    assert_eq!(page.refresh, format!("60; url={path}"));
    assert_eq!(page.cache, "no-store");
    let (_, hidden) = page.refresh.split_once("url=").unwrap();
    bench.get(&mona, hidden).await.hides("Hemmeligvej");
    let log = bench.get(&mona, &bench.path("/looks")).await;
    log.shows("Fik vist en beskyttet oplysning");
}

#[tokio::test]
async fn ones_own_account_lists_sessions_changes_the_password_and_sets_up_codes() {
    let bench = Bench::new().await;
    let (mona, elsewhere) = (bench.sign_in("mona").await, bench.sign_in("mona").await);
    let page = bench.get(&mona, "/account").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Denne").shows("Afslut").hides("⟦");
    let (_, end) = page.body.split_once("/account/sessions/").unwrap();
    let end = format!("/account/sessions/{}", end.split('"').next().unwrap());
    bench.post(&mona, "/account", &end, &[]).await;
    let over = bench.get(&elsewhere, "/account").await;
    assert!(over.place.starts_with("/sign-in"), "{}", over.place);

    let path = "/account/password";
    let new = "en hejre går langsomt hjem";
    let fields = [("password", "forkert"), ("new", new), ("again", new)];
    let page = bench.post(&mona, path, path, &fields).await;
    page.shows("passer ikke");
    let same = [
        ("password", PASSWORD),
        ("new", PASSWORD),
        ("again", PASSWORD),
    ];
    let page = bench.post(&mona, path, path, &same).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Det er den adgangskode, du har");
    let fields = [("password", PASSWORD), ("new", "kort"), ("again", "kort")];
    let page = bench.post(&mona, path, path, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("password", PASSWORD), ("new", new), ("again", new)];
    let page = bench.post(&mona, path, path, &fields).await;
    assert_eq!(page.place, "/account?done=password", "{}", page.body);

    let path = "/account/factor";
    let begin = [("do", "begin"), ("password", new)];
    let page = bench.post(&mona, path, path, &begin).await;
    page.shows("otpauth://totp/").hides("⟦");
    page.shows("<svg width=\"232\"");
    let secret = page.hidden("secret").to_owned();
    let fields = [
        ("do", "confirm"),
        ("secret", secret.as_str()),
        ("address", "otpauth://totp/x"),
        ("new_code", "12"),
    ];
    let page = bench.post(&mona, path, path, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Koden passer ikke");

    // From now on everybody needs codes: the session waits for them and is led to the form.
    let all = bench.store.set_second_factor(true, ADMIN, Now::at(NOW));
    all.await.unwrap();
    let page = bench.get(&mona, "/account").await;
    assert_eq!(page.place, "/account/factor", "{}", page.body);
    bench
        .get(&mona, "/account/factor")
        .await
        .shows("Her kræves engangskoder");
}

/// Freja lives in Hemmeligvej 7, which is protected.
#[tokio::test]
async fn a_note_that_says_a_protected_address_is_saved_after_a_second_look_only() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let page = bench.path("/notes/new");
    let form = bench.get(&mona, &page).await;
    let key = form.hidden("key").to_owned();
    let text = "Besøg hos Freja i hemmelig vej nr. 7";
    let fields = [
        ("key", key.as_str()),
        ("when", "18.11.2026"),
        ("text", text),
    ];
    let warned = bench.post(&mona, &page, &page, &fields).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    warned
        .shows("nævne en beskyttet adresse")
        .shows("warnings-tells-protected")
        .hides("Hemmeligvej");
    // Who tries out names of streets leaves a row for each that fits.
    let looks = bench.get(&mona, &bench.path("/looks")).await;
    looks.shows("og der blev advaret");
    let mut despite = fields.to_vec();
    despite.push(("shown", "warnings-tells-protected"));
    // Seen, and not ticked.
    let again = bench.post(&mona, &page, &page, &despite).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    despite.push(("despite", "yes"));
    let saved = bench.post(&mona, &page, &page, &despite).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // Whoever takes the sheet along is told.
    let sheet = bench.get(&mona, &bench.path("/handover")).await;
    sheet.shows("Arket nævner noget, der er beskyttet");
    // What says nothing of it is written at once.
    let key = bench.get(&mona, &page).await.hidden("key").to_owned();
    let plain = "Besøg hos Freja, en mil fra Aarhus C";
    let fields = [
        ("key", key.as_str()),
        ("when", "18.11.2026"),
        ("text", plain),
    ];
    let saved = bench.post(&mona, &page, &page, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}
