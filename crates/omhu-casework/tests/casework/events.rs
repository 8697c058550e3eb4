//! Every kind of event ever released still reads, and is written with the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use omhu_casework::event::{
    Amendment, Body, Document, Fact, Goal, Link, Note, Particulars, Score, Section, VERSION,
};
use omhu_casework::ids::{PersonNo, TextNo};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::history::{book, fact_of};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden_events")
}

/// One body of each kind that omhu can write today.
fn one_of_each() -> Vec<Body> {
    let mut runner = TestRunner::deterministic();
    let mut bodies: Vec<Body> = (book().vocabulary.kinds())
        .enumerate()
        .map(|(place, (_, kind))| {
            let mut cells = fact_of(kind)
                .new_tree(&mut runner)
                .expect("cells")
                .current();
            cells.id = format!("omhu-{}", place + 1);
            cells.recorded_at.clear();
            if kind.assigns {
                "k7".clone_into(&mut cells.caseworker);
            }
            if kind.family {
                "f12".clone_into(&mut cells.family);
            }
            Body::Fact(Fact {
                cells,
                text: (place % 2 == 0).then_some(TextNo(40)),
                corrects: if place % 5 == 0 { "omhu-1" } else { "" }.to_owned(),
                despite: match place % 3 {
                    0 => vec!["warnings-registered-late".to_owned()],
                    _ => Vec::new(),
                },
                reason: (place % 3 == 0).then_some(TextNo(41)),
                imported: false,
            })
        })
        .collect();
    let score = Score {
        goal: "g1".to_owned(),
        when: "2025-06-02".to_owned(),
        now: 6,
        text: Some(TextNo(9)),
        review: "x1".to_owned(),
    };
    let link = Link {
        person: PersonNo(12),
        part: "custody_holder".to_owned(),
        when: "2025-01-07".to_owned(),
    };
    bodies.extend([
        Body::NoteWritten(Note {
            when: "2025-01-07T09:30:00+01:00".to_owned(),
            text: TextNo(3),
            template: "school_meeting".to_owned(),
            about: "a1".to_owned(),
            replaces: 14,
        }),
        Body::SectionWritten(Section {
            about: "a1".to_owned(),
            section: "development".to_owned(),
            text: TextNo(4),
            reason: None,
            emptied: false,
        }),
        Body::GoalSet(Goal {
            goal: "g1".to_owned(),
            plan: "p1".to_owned(),
            text: TextNo(5),
            now: 3,
            wanted: 8,
        }),
        Body::GoalScored(score.clone()),
        Body::GoalEnded(score),
        Body::PersonLinked(link.clone()),
        Body::PersonUnlinked(link),
        Body::DocumentFiled(Document {
            text: TextNo(6),
            when: "2025-02-01".to_owned(),
            sort: "statement".to_owned(),
            media: "application/pdf".to_owned(),
            bytes: 1204,
            sha256: "ab".repeat(32),
            answer_by: String::new(),
            about: String::new(),
        }),
        Body::DocumentAmended(Amendment {
            document: 9,
            reason: TextNo(7),
            now: Some(Particulars {
                when: "2025-02-02".to_owned(),
                sort: "request_school".to_owned(),
                answer_by: "2025-03-01".to_owned(),
                about: None,
            }),
        }),
    ]);
    bodies
}

/// The file of a kind at a version. To add one for a new kind: run this test with
/// `OMHU_WRITE_GOLDEN=1`; it writes what lacks and never changes what is there.
#[test]
fn every_kind_has_a_golden_file() {
    let mut lacking = Vec::new();
    for body in one_of_each() {
        let path = folder().join(format!("{}.{VERSION}.json", body.kind()));
        if path.exists() {
            continue;
        }
        let payload = body.payload().expect("JSON");
        if std::env::var_os("OMHU_WRITE_GOLDEN").is_some() {
            fs::write(&path, payload + "\n").expect("written");
        } else {
            lacking.push(body.kind().to_owned());
        }
    }
    assert!(lacking.is_empty(), "no golden file for {lacking:?}");
}

#[test]
fn every_golden_file_reads_and_is_written_with_the_same_bytes() {
    let mut count = 0;
    for file in fs::read_dir(folder()).expect("the folder") {
        let path = file.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        let (kind, version) = name.rsplit_once('.').expect("kind.version.json");
        let version = version.parse().expect("a version");
        let text = fs::read_to_string(&path).expect("UTF-8");
        let payload = text.strip_suffix('\n').expect("a line end");
        let body = Body::read(kind, version, payload).unwrap_or_else(|e| panic!("{kind}: {e}"));
        assert_eq!(body.kind(), kind);
        if version == VERSION {
            assert_eq!(body.payload().expect("JSON"), payload, "{kind}");
        }
        if let Body::Fact(fact) = &body {
            assert!(!Body::is_own_kind(kind));
            let row = fact.cells.row(book());
            assert!(row.is_ok() || kind == "fact_retracted", "{kind}: {row:?}");
        } else {
            assert!(
                Body::is_own_kind(kind),
                "{kind} is not listed as omhu's own"
            );
        }
        count += 1;
    }
    assert!(count >= book().vocabulary.len() + 9);
}

#[test]
fn no_kind_of_omhus_own_is_a_fact_of_the_vocabulary() {
    for (_, kind) in book().vocabulary.kinds() {
        assert!(!Body::is_own_kind(&kind.name), "{} is both", kind.name);
    }
}

#[test]
fn a_part_that_was_emptied_says_so_and_an_old_one_reads_as_before() {
    let old = r#"{"about":"x1","section":"child_view","text":4}"#;
    let emptied = r#"{"about":"x1","section":"child_view","text":4,"reason":5,"emptied":true}"#;
    for (payload, expected) in [(old, false), (emptied, true)] {
        let body = Body::read("section_written", 1, payload).expect("a part");
        assert_eq!(body.payload().expect("JSON"), payload);
        let Body::SectionWritten(section) = body else {
            panic!("another body")
        };
        assert_eq!(section.emptied, expected);
    }
}

#[test]
fn what_a_later_omhu_wrote_is_refused_and_not_guessed() {
    assert!(Body::read("review_held", VERSION + 1, "{}").is_err());
    assert!(
        Body::read(
            "note_written",
            1,
            r#"{"when":"2025-01-01","text":1,"colour":2}"#
        )
        .is_err()
    );
}
