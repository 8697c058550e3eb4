//! Files that come with forms, and who learns what at a handover; notes written anew.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use omhu_casework::access::Role;
use omhu_casework::steps::upload::MOST_BYTES;

use crate::bench::{Answer, Bench, Browser};
use crate::{give, send, start, value};

const LETTER: &[u8] = b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n%%EOF";

/// Sends a form in parts, as a browser does where it has a field for a file.
async fn send_parts(
    (bench, browser): (&Bench, &Browser<'_>),
    path: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Answer {
    send_parts_to((bench, browser), path, path, fields, file).await
}

/// The same with another address: the button that keeps a draft has its own.
#[expect(clippy::unwrap_used, reason = "a test without an answer has failed")]
async fn send_parts_to(
    (bench, browser): (&Bench, &Browser<'_>),
    path: &str,
    to: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Answer {
    let page = browser.get(path).await;
    assert!(
        page.body.contains("enctype=\"multipart/form-data\""),
        "{}",
        page.body
    );
    let (key, token) = (value(&page, "request_key"), page.token());
    let seen = page
        .body
        .contains("name=\"seen_seq\"")
        .then(|| value(&page, "seen_seq"));
    let mut all = fields.to_vec();
    all.extend([
        ("request_key", key.as_str()),
        ("form_token", token.as_str()),
    ]);
    all.extend(seen.as_deref().map(|seen| ("seen_seq", seen)));
    let (name, called, content) = file;
    let mut body = Vec::new();
    // The file first: what is typed comes after it and must not be lost with it.
    let head = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{called}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    for (name, text) in all {
        let part =
            format!("\r\n--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(b"\r\n--xyz--\r\n");
    let request = Request::post(to)
        .header(header::HOST, "omhu.example")
        .header(header::COOKIE, &browser.cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
        .header("sec-fetch-site", "same-origin");
    bench.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_letter_is_filed_with_a_form_and_can_be_saved() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/document");
    let typed = [("when", "18.11.2026"), ("document_sort", "letter")];
    let file = ("file", "..\\brev til Ali.PDF", LETTER);
    let done = send_parts((&bench, &anna), &path, &typed, file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let receipt = anna.get(done.header(header::LOCATION)).await;
    assert!(
        receipt.body.contains("brev til Ali.PDF"),
        "{}",
        receipt.body
    );
    let page = anna.get(&format!("/cases/{case}")).await;
    let (_, rest) = page
        .body
        .split_once(&format!("href=\"/cases/{case}/documents/"))
        .unwrap();
    let seq = rest.split('"').next().unwrap();
    let saved = anna.get(&format!("/cases/{case}/documents/{seq}")).await;
    assert_eq!(saved.body.as_bytes(), LETTER);
    let disposition = saved.header(header::CONTENT_DISPOSITION);
    assert_eq!(
        disposition,
        "attachment; filename*=UTF-8''brev%20til%20Ali.PDF"
    );
    assert_eq!(
        saved.header(header::CONTENT_TYPE),
        "application/octet-stream"
    );
    assert_eq!(saved.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    // The same with another form, as a paper beside what it is about.
    let path = format!("/cases/{case}/steps/exploration");
    let typed = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("findings", "Skolen er bekymret"),
    ];
    let done = send_parts(
        (&bench, &anna),
        &path,
        &typed,
        ("attached", "svar.txt", b"Fra skolen"),
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let receipt = anna.get(done.header(header::LOCATION)).await;
    assert!(receipt.body.contains("svar.txt") && receipt.body.contains("Skolen er bekymret"));
}

#[tokio::test]
async fn a_file_that_is_not_taken_costs_nothing_that_was_typed() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/exploration");
    let typed = [
        ("notification", "n1"),
        ("when", "18.11.2026"),
        ("findings", "Skolen er bekymret"),
    ];
    let before = bench.seq(case).await;
    let large = vec![b'a'; MOST_BYTES + 2];
    for (called, content, said) in [
        (
            "brev.pdf",
            &b"MZ\x90\x00\x03"[..],
            "Den slags fil kan sagen ikke tage",
        ),
        (
            "brev.txt",
            b"<html><script>alert(1)</script>",
            "Den slags fil kan sagen ikke tage",
        ),
        ("film.txt", &large, "Filen er større end 10 MB"),
    ] {
        let answer = send_parts(
            (&bench, &anna),
            &path,
            &typed,
            ("attached", called, content),
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{called}");
        assert!(answer.body.contains(said), "{called}: {}", answer.body);
        assert!(answer.body.contains("id=\"f-attached-error\""), "{called}");
        assert!(answer.body.contains("Skolen er bekymret"), "{called}");
    }
    assert_eq!(bench.seq(case).await, before, "nothing is written");
}

/// The hash of the file that a page says is kept for a field.
fn kept(page: &Answer, field: &str) -> String {
    value(page, &format!("kept.{field}"))
}

#[tokio::test]
async fn a_file_need_not_be_chosen_again_after_a_fault() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/exploration");
    let lacking = [("notification", "n1"), ("findings", "Skolen er bekymret")];
    let file = ("attached", "svar fra skolen.pdf", LETTER);
    let faulty = send_parts((&bench, &anna), &path, &lacking, file).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        faulty
            .body
            .contains("Filen «svar fra skolen.pdf» (1 kB) er gemt her"),
        "{}",
        faulty.body
    );
    // Still lacking, and nothing chosen: it is kept on.
    let hash = kept(&faulty, "attached");
    let none = ("attached", "", &b""[..]);
    let mut again = lacking.to_vec();
    again.push(("kept.attached", &hash));
    let faulty = send_parts((&bench, &anna), &path, &again, none).await;
    assert_eq!(kept(&faulty, "attached"), hash);
    // Who leaves and comes back finds what was typed, and the file with it.
    let page = anna.get(&path).await;
    assert!(page.body.contains("svar fra skolen.pdf"), "{}", page.body);
    let fresh = anna.get(&format!("{path}?fresh=true")).await;
    assert!(!fresh.body.contains("svar fra skolen.pdf"));
    again.push(("when", "18.11.2026"));
    let done = send_parts((&bench, &anna), &path, &again, none).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let receipt = anna.get(done.header(header::LOCATION)).await;
    assert!(receipt.body.contains("svar fra skolen.pdf"));
    let page = anna.get(&format!("/cases/{case}")).await;
    let (_, rest) = page
        .body
        .split_once(&format!("href=\"/cases/{case}/documents/"))
        .unwrap();
    let seq = rest.split('"').next().unwrap();
    let saved = anna.get(&format!("/cases/{case}/documents/{seq}")).await;
    assert_eq!(saved.body.as_bytes(), LETTER);
    // It went with the draft: the next form has none, and whoever names it is told.
    let page = anna.get(&path).await;
    assert!(!page.body.contains("svar fra skolen.pdf"));
    let gone = send_parts((&bench, &anna), &path, &again, none).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        gone.body.contains("Filen er her ikke mere"),
        "{}",
        gone.body
    );
}

#[tokio::test]
async fn a_kept_file_is_let_go_or_replaced_and_is_nobody_elses() {
    let (bench, case) = start().await;
    let (anna, carl) = (bench.sign_in("anna").await, bench.sign_in("carl").await);
    let path = format!("/cases/{case}/steps/exploration");
    let lacking = [("notification", "n1"), ("findings", "Skolen er bekymret")];
    let full = [&lacking[..], &[("when", "18.11.2026")]].concat();
    let none = ("attached", "", &b""[..]);
    let first = ("attached", "forkert.pdf", LETTER);
    let faulty = send_parts((&bench, &anna), &path, &lacking, first).await;
    let hash = kept(&faulty, "attached");
    // Somebody else names it in vain.
    let named = [&full[..], &[("kept.attached", hash.as_str())]].concat();
    let other = send_parts((&bench, &carl), &path, &named, none).await;
    assert_ne!(other.status, StatusCode::SEE_OTHER);
    assert!(!other.body.contains("forkert.pdf"));
    // Another is chosen in its place.
    let second = ("attached", "rigtig.txt", &b"Fra skolen"[..]);
    let again = [&lacking[..], &[("kept.attached", hash.as_str())]].concat();
    let faulty = send_parts((&bench, &anna), &path, &again, second).await;
    assert!(faulty.body.contains("rigtig.txt") && !faulty.body.contains("forkert.pdf"));
    // A page of before cannot send the one of now.
    let stale = send_parts((&bench, &anna), &path, &named, none).await;
    assert!(stale.body.contains("Filen er her ikke mere"));
    // And it is let go by a tick.
    let hash = kept(&faulty, "attached");
    let dropped = [("kept.attached", hash.as_str()), ("drop.attached", "yes")];
    let dropped = [&full[..], &dropped].concat();
    let done = send_parts((&bench, &anna), &path, &dropped, none).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let receipt = anna.get(done.header(header::LOCATION)).await;
    assert!(!receipt.body.contains("rigtig.txt"));
}

#[tokio::test]
async fn a_notification_comes_with_its_letter() {
    let (bench, case) = start().await;
    let carl = bench.sign_in("carl").await;
    let path = "/notifications/new";
    let reference = format!("2026-{case}");
    let typed = [
        ("child.0.find", reference.as_str()),
        ("received", "18.11.2026"),
        ("received.time", "09.00"),
        ("notifier", "municipality"),
        ("concern", "Kom uden jakke"),
    ];
    let file = ("attached", "underretning.pdf", LETTER);
    let done = send_parts((&bench, &carl), path, &typed, file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = carl.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("/documents/"), "{}", page.body);
}

#[tokio::test]
async fn whoever_gets_a_case_reads_what_is_due_and_who_had_it() {
    let (bench, case) = start().await;
    let bo = ("bo", Some("cw-9"));
    bench.person(bo.0, bo.1, Role::Caseworker, "nord").await;
    let anna = bench.sign_in("anna").await;
    let note = [
        ("when", "17.11.2026"),
        ("words", "Talte med mormor om fredag"),
    ];
    give(&anna, &format!("/cases/{case}/steps/note"), &note).await;
    let carl = bench.sign_in("carl").await;
    let path = format!("/cases/{case}/steps/handover");
    let page = carl.get(&path).await;
    assert!(page.body.contains("autofocus"), "{}", page.body);
    let typed = [
        ("caseworker", "cw-9"),
        ("team", "nord"),
        ("when", "18.11.2026"),
        ("to_know", "Ring til mormor først"),
    ];
    let done = send(&carl, &path, &page, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let place = done.header(header::LOCATION).to_owned();
    assert!(
        place.starts_with(&format!("/cases/{case}/handover?after=")),
        "{place}"
    );
    bench.named(case, "n1", "Nabo Nils Holgersson").await;
    let sheet = carl.get(&place).await;
    // Who notified is never on a sheet that is made to be given to others.
    assert!(!sheet.body.contains("Holgersson"), "{}", sheet.body);
    for text in [
        "Skolen er bekymret for Zanzibarkanarien hos Ali",
        "Der er ikke registreret nogen samtale med barnet.",
        "Ingen undersøgelse er begyndt.",
        "Ingen afgørelser.",
        "Udskrevet 18. nov. 2026",
        "Sagen er overdraget.",
        "Ring til mormor først",
        "Send kvittering til den, der underrettede",
        "Talte med mormor om fredag",
        "Ingen med forældremyndighed er knyttet til sagen",
        "bo Opfundet",
        "anna Opfundet",
    ] {
        assert!(sheet.body.contains(text), "no {text} in {}", sheet.body);
    }
    let english = carl.get_in(&format!("/cases/{case}/handover"), "en").await;
    assert!(!english.body.contains('⟦'), "{}", english.body);
    let stranger = bench.sign_in("bo").await;
    assert_eq!(
        stranger.get(&place).await.status,
        StatusCode::OK,
        "bo has it now"
    );
    // Whoever had the case reads on, and the list says which child it is about.
    let reads_on = anna.get("/stand-ins").await;
    let link = format!("<a href=\"/cases/{case}\">Ali Holm, 7 år</a>");
    assert!(reads_on.body.contains(&link), "{}", reads_on.body);
}

#[tokio::test]
async fn a_note_is_written_anew_and_the_former_can_still_be_read() {
    let (bench, case) = start().await;
    let (anna, carl) = (bench.sign_in("anna").await, bench.sign_in("carl").await);
    let path = format!("/cases/{case}/notes/new");
    let typed = [
        ("when", "18.11.2026"),
        ("template", ""),
        ("text", "Mor hedder Lise"),
    ];
    let done = anna.post(&path, &path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let journal = anna.get(&format!("/cases/{case}/journal")).await;
    let (_, rest) = journal.body.split_once("/notes/new?replaces=").unwrap();
    let seq = rest.split('"').next().unwrap().to_owned();
    let form = anna.get(&format!("{path}?replaces={seq}")).await;
    assert!(form.body.contains("Mor hedder Lise"), "{}", form.body);
    let anew = [
        ("when", "18.11.2026"),
        ("template", ""),
        ("text", "Mor hedder Lene"),
        ("replaces", seq.as_str()),
    ];
    // Nobody writes another's note anew.
    let others = carl.get(&format!("{path}?replaces={seq}")).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    let sent = carl.post(&path, &path, &anew).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    let done = anna.post(&path, &path, &anew).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let journal = anna.get(&format!("/cases/{case}/journal")).await;
    for text in [
        "Mor hedder Lene",
        "Mor hedder Lise",
        "Står i stedet for et notat",
        "Vis, hvad der stod",
    ] {
        assert!(journal.body.contains(text), "no {text} in {}", journal.body);
    }
    assert!(
        !journal.body.contains(&format!("replaces={seq}\"")),
        "it is replaced once"
    );
}

#[tokio::test]
async fn a_draft_is_kept_from_a_form_with_a_file_without_a_script() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = format!("/cases/{case}/steps/exploration");
    let to = format!("/drafts?case={case}&form=step%3Aexploration");
    let typed = [("when", "18.11.2026"), ("findings", "Halvt skrevet")];
    let file = ("attached", "svar.pdf", LETTER);
    let kept = send_parts_to((&bench, &anna), &path, &to, &typed, file).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let page = anna.get(&path).await;
    assert!(page.body.contains("Halvt skrevet"), "{}", page.body);
    assert!(page.body.contains("Filen «svar.pdf»"), "{}", page.body);
}

#[tokio::test]
async fn a_case_shows_no_word_of_the_code() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let path = |step: &str| format!("/cases/{case}/steps/{step}");
    let judged = [
        ("notification", "n1"),
        ("when", "i dag"),
        ("danger", "no_danger"),
        ("outcome", "none"),
    ];
    let receipt = give(&anna, &path("immediate-assessment"), &judged).await;
    let measure = [
        ("measure", "+m"),
        ("when", "20.8.2026"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("sort", "family_treatment"),
        ("expected_end", "3.6.2027"),
    ];
    let other = give(&anna, &path("measure-start"), &measure).await;
    let page = anna.get(&format!("/cases/{case}")).await;
    for text in [
        "Intet mere",
        "Nej, ikke akut fare",
        "Barnets lov § 32",
        "Familiebehandling",
        "3. jun. 2027",
    ] {
        assert!(page.body.contains(text), "no {text} in {}", page.body);
    }
    for page in [&receipt, &other, &page] {
        for word in [
            ">none<",
            "no_danger",
            "no danger",
            "bl-32",
            "family_treatment",
            ">family treatment",
            ">2027-06-03",
        ] {
            assert!(!page.body.contains(word), "{word} in {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_case_is_not_given_to_somebody_who_is_away_without_a_second_look() {
    use omhu_casework::access::Role;
    use omhu_law::calendar::Day;
    let (bench, case) = start().await;
    let bo = bench
        .person("bo", Some("cw-9"), Role::Caseworker, "nord")
        .await;
    let eva = bench
        .person("eva", Some("cw-10"), Role::Caseworker, "nord")
        .await;
    let lea = bench.person("lea", None, Role::TeamLeader, "nord").await;
    let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
    let granted = bench
        .store
        .grant_stand_in(
            bo,
            eva,
            day("2026-11-16"),
            day("2026-11-30"),
            lea,
            crate::bench::now(),
        )
        .await;
    granted
        .expect("the store answers")
        .expect("a leader of the team may");
    let carl = bench.sign_in("carl").await;
    let path = format!("/cases/{case}/steps/handover");
    let page = carl.get(&path).await;
    let away = [
        ("caseworker", "cw-9"),
        ("team", "nord"),
        ("when", "18.11.2026"),
    ];
    let warned = send(&carl, &path, &page, &away).await;
    assert_eq!(
        warned.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        warned.body
    );
    assert!(
        warned
            .body
            .contains("fraværende til og med 30. november 2026"),
        "{}",
        warned.body
    );
    let here = [
        ("caseworker", "cw-10"),
        ("team", "nord"),
        ("when", "18.11.2026"),
    ];
    let done = send(&carl, &path, &page, &here).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn whoever_gives_a_case_to_another_team_is_told_that_it_is_done() {
    let (bench, case) = start().await;
    bench
        .person("bo", Some("cw-9"), Role::Caseworker, "syd")
        .await;
    let carl = bench.sign_in("carl").await;
    let path = format!("/cases/{case}/steps/handover");
    let page = carl.get(&path).await;
    let typed = [
        ("caseworker", "cw-9"),
        ("team", "syd"),
        ("when", "18.11.2026"),
    ];
    // A change of team is said first, as the leader's list says it.
    let warned = send(&carl, &path, &page, &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        warned
            .body
            .contains("Teamet skifter fra Team Nord til Team Syd"),
        "{}",
        warned.body
    );
    let heeded = [("shown", "warnings-changes-team"), ("despite", "yes")];
    let typed = [&typed[..], &heeded].concat();
    let done = send(&carl, &path, &page, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let anna = bench.sign_in("anna").await;
    let read_on = anna.get(&format!("/cases/{case}")).await;
    assert_eq!(
        read_on.status,
        StatusCode::OK,
        "who had it answers questions for a while"
    );
    let next = carl.get(done.header(header::LOCATION)).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.body);
    assert!(
        next.body.contains("Sagen hører nu til hos andre")
            || next.body.contains("Sagen er overdraget"),
        "{}",
        next.body
    );
}

#[tokio::test]
async fn a_letter_to_who_notified_is_filed_as_one() {
    let (bench, case) = start().await;
    bench
        .person("beate", Some("cw-5"), Role::Caseworker, "nord")
        .await;
    let rule = bench.store.set_team(
        "nord",
        "Nord",
        "",
        true,
        crate::bench::ADMIN,
        crate::bench::now(),
    );
    rule.await.unwrap().unwrap();
    // Some other day than the notification.
    bench.wait(3_600);
    let anna = bench.sign_in("anna").await;
    let form = format!("/cases/{case}/steps/document");
    for lang in ["da", "en"] {
        let page = anna.get_in(&form, lang).await;
        assert!(page.body.contains("name=\"of_notification\""));
        assert!(!page.body.contains("⟦"), "{}", page.body);
    }
    let file = ("file", "Kvittering til Nils Holgersson.pdf", LETTER);
    let typed = [
        ("when", "18.11.2026"),
        ("document_sort", "letter"),
        ("of_notification", "n1"),
    ];
    let sent = send_parts((&bench, &anna), &form, &typed, file).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let receipt = sent.header(header::LOCATION).to_owned();
    let front = format!("/cases/{case}");
    for path in [&front, &receipt] {
        assert!(anna.get(path).await.body.contains("Nils Holgersson"));
    }
    let beate = bench.sign_in("beate").await;
    for path in [&front, &receipt] {
        let page = beate.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("Nils"), "{path}: {}", page.body);
    }
    let letter = format!("{front}/documents/{}", bench.seq(case).await);
    assert_eq!(beate.get(&letter).await.status, StatusCode::FORBIDDEN);
}
