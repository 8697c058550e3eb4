//! What a case consists of beside its course.

use axum::http::StatusCode;
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;

use crate::bench::{Bench, entry, fact};

#[tokio::test]
async fn goals_move_measures_run_and_documents_are_saved_as_files() {
    let bench = Bench::new().await;
    let measure = FactCells {
        value: "support".into(),
        ..fact("measure_started", "2026-11-12", "+m")
    };
    let plan = FactCells {
        reference: "d1".into(),
        ..fact("plan_made", "2026-11-10", "+p")
    };
    let goal = Entry::Goal {
        goal: "+g".into(),
        plan: "+p".into(),
        text: "Jeg vil sove hjemme <b>".into(),
        now: 3,
        wanted: 8,
    };
    let view = Entry::Section {
        about: "+p".into(),
        section: "child_view".into(),
        text: "Jeg vil bo hos min mormor".into(),
        reason: String::new(),
    };
    let alone = Entry::Section {
        about: "a7".into(),
        section: "school".into(),
        text: "Går i 1. klasse".into(),
        reason: String::new(),
    };
    let entries = vec![entry(plan), goal, entry(measure), view, alone];
    bench.write(entries).await;
    let score = Entry::Score {
        goal: "g1".into(),
        when: "2026-11-16".into(),
        now: 5,
        text: "Sov hjemme tre nætter".into(),
        review: String::new(),
        ends: false,
    };
    let document = Entry::Document {
        when: "2026-11-15".into(),
        sort: "letter".into(),
        media: "text/html".into(),
        sha256: "00".into(),
        name: "brev æ.html".into(),
        content: b"<script>alert(1)</script>".to_vec(),
        answer_by: String::new(),
        about: String::new(),
    };
    bench.write(vec![score, document]).await;
    // A letter that came along with what was registered.
    let letter = |text: &[u8]| Entry::Document {
        when: "2026-11-14".into(),
        sort: "letter".into(),
        media: "text/plain".into(),
        sha256: "01".into(),
        name: String::new(),
        content: text.to_vec(),
        answer_by: String::new(),
        about: String::new(),
    };
    let review = FactCells {
        reference: "m1".into(),
        ..fact("review_held", "2026-11-13", "+x")
    };
    bench.write(vec![entry(review), letter(b"Kaere mor")]).await;
    let mona = bench.sign_in("mona").await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows(">Brev: brev æ.html</a>")
        .shows(">Brev, 14. nov. 2026</a>")
        .shows("Opfølgning holdt, 13. nov. 2026");
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Jeg vil sove hjemme &#60;b&#62;")
        .hides("hjemme <b>")
        .shows("5 / 8")
        .shows("▲")
        .shows("bedre")
        .shows("Plan af 10. nov. 2026")
        .shows("12. nov. 2026")
        .shows("Sov hjemme tre nætter")
        .shows("Jeg vil bo hos min mormor")
        .shows("Skrevet i sagen")
        .shows("Skole og læring")
        .shows("Går i 1. klasse")
        .hides("⟦");
    let (_, rest) = page.body.split_once("/documents/").unwrap();
    let seq = rest.split('"').next().unwrap();
    let path = bench.path(&format!("/documents/{seq}"));
    let file = bench.get(&mona, &path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.media, "application/octet-stream");
    file.shows("alert(1)");
    let karl = bench.sign_in("karl").await;
    let refused = bench.get(&karl, &path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    refused.hides("alert(1)");
    let early = bench.path("?known=2026-11-10");
    bench.get(&mona, &early).await.hides("Jeg vil sove");
}
