//! What is read, what is rejected, and what is said about it.

mod support;

use omhu_exchange::{Format, Hint, Language, Options, ReadError, Source, Why, read};
use support::{facts, options, read_csv, read_jsonl, read_with, rejections};

const HEADER: &str = "case,kind,when,about,ref,basis,value,team,caseworker,family,id,recorded_at\n";

fn row(cells: &str) -> omhu_exchange::CaseFile {
    read_csv(&format!(
        "{HEADER}k,child_born,2020-01-01,,,,,,,,,\n{cells}\n"
    ))
}

#[track_caller]
fn rejects(cells: &str, column: &str, text: &str, why: Why) {
    let file = row(cells);
    assert_eq!(file.rejected().total, 1, "{cells}");
    let rejection = &file.rejected().first[0];
    assert_eq!(
        (
            rejection.line,
            rejection.column.as_str(),
            rejection.text.as_str()
        ),
        (3, column, text)
    );
    assert_eq!(rejection.why, why);
    assert!(
        !rejection.why.message(Language::Da).is_empty()
            && !rejection.why.message(Language::En).is_empty()
    );
    assert_eq!(file.rows(), 1);
}

#[track_caller]
fn accepts(cells: &str) {
    let file = row(cells);
    assert_eq!(rejections(&file), Vec::<String>::new(), "{cells}");
    assert_eq!(file.rows(), 2);
}

#[test]
fn the_worked_example_of_the_contract() {
    let bytes = include_bytes!("fixtures/26-file-form.csv");
    let file = read_with(bytes, &options()).expect("readable");
    assert_eq!(file.unknown_columns(), ["note"]);
    let lines: Vec<(u64, &str)> = file
        .rejected()
        .first
        .iter()
        .map(|r| (r.line, r.column.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (7, "id"),
            (8, "id"),
            (9, "when"),
            (12, "when"),
            (13, "about")
        ]
    );
    assert_eq!(
        file.rejected().first[0].why,
        Why::IdConflict { other_line: 8 }
    );
    assert_eq!(
        file.rejected().first[1].why,
        Why::IdConflict { other_line: 7 }
    );
    assert_eq!(file.rows(), 6);
    // r2 stands there twice with the same content: one fact.
    assert_eq!(facts(&file).len(), 5);
    let found = file
        .look_up("K;1", |case| case.facts.len())
        .expect("in memory");
    assert_eq!(found, Some(5));
    assert_eq!(file.look_up("K", |_| ()).expect("in memory"), None);
}

#[test]
fn what_each_kind_needs() {
    rejects(
        ",child_born,2020-01-01,,,,,,,,,",
        "case",
        "",
        Why::MissingCell,
    );
    rejects("k,,2020-01-01,,,,,,,,,", "kind", "", Why::MissingCell);
    rejects("k,child_born,,,,,,,,,,", "when", "", Why::MissingCell);
    rejects(
        "k,plan_made,2020-01-01,,d1,,,,,,,",
        "about",
        "",
        Why::MissingCell,
    );
    rejects(
        "k,review_held,2020-01-01,,,,,,,,,",
        "ref",
        "",
        Why::MissingCell,
    );
    rejects(
        "k,decision_made,2020-01-01,d1,,,support,,,,,",
        "basis",
        "",
        Why::MissingCell,
    );
    rejects(
        "k,decision_made,2020-01-01,d1,,bl-32,,,,,,",
        "value",
        "",
        Why::MissingCell,
    );
    rejects(
        "k,decision_made,2020-01-01,d1,,BL § 32,support,,,,,",
        "basis",
        "BL § 32",
        Why::BadBasis,
    );
    rejects(
        "k,case_assigned,2020-01-01,,,,,,,,,",
        "team",
        "",
        Why::NeitherTeamNorCaseworker,
    );
    rejects(
        "k,plan_position_taken,2020-01-01,d1,,,ja,,,,,",
        "value",
        "ja",
        Why::BadValue {
            expected: "yes | no".to_owned(),
        },
    );
    rejects(
        "k,review_rhythm_decided,2020-01-01,,m1,,6M,,,,,",
        "value",
        "6M",
        Why::BadValue {
            expected: "P6M | 2025-01-31".to_owned(),
        },
    );
    accepts("k,review_held,2020-01-01,,m1,,,,,,,");
    accepts("k,aftercare_decided,2020-01-01,,,,,,,,,");
    accepts("k,case_opened,2020-01-01,,,,,,,f1,,");
    accepts("k,committee_decided,2020-01-01,d1,,sel-58,,,,,,");
    accepts("k,measure_started,2020-01-01,m1,,,,,,,,");
    accepts("k,case_assigned,2020-01-01,,,,,,sb1,,,");
    accepts("k,fact_retracted,2020-01-01,,,,,,,,,");
    accepts("k,notification_received,2020-01-01,n1,,,abuse citizen,,,,,");
    // What a kind does not use is ignored, whatever stands there.
    accepts("k,child_born,2020-01-01,x,y,!,?,t,c,f,,");
}

#[test]
fn unknown_kinds_name_their_nearest() {
    let nearest = Some("assessment_completed".to_owned());
    rejects(
        "k,Assesment-completed,2020-01-01,a1,,,,,,,,",
        "kind",
        "Assesment-completed",
        Why::UnknownKind { nearest },
    );
    rejects(
        "k,møde,2020-01-01,a1,,,,,,,,",
        "kind",
        "møde",
        Why::UnknownKind { nearest: None },
    );
}

#[test]
fn days_and_instants() {
    let expected = "2024-06-03, 2024-06-03T14:05:00+02:00";
    for (when, why) in [
        ("2023-02-29", Why::NoSuchDay),
        ("0000-01-01", Why::NoSuchDay),
        ("2024-13-01", Why::NoSuchDay),
        ("03-06-2024", Why::BadDay { expected }),
        ("2024-6-3", Why::BadDay { expected }),
        ("10000-01-01", Why::BadDay { expected }),
        ("2024-06-03T23:59:60Z", Why::NoSuchTime),
        ("2024-06-03T24:00:00Z", Why::NoSuchTime),
        ("2024-06-03T14:05:00", Why::NoOffset),
    ] {
        rejects(
            &format!("k,child_born,{when},,,,,,,,,"),
            "when",
            when,
            why.clone(),
        );
        rejects(
            &format!("k,child_born,2020-01-01,,,,,,,,,{when}"),
            "recorded_at",
            when,
            why,
        );
    }
    for when in [
        "0001-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59+01:00",
        "2024-02-29",
        "2024-06-03t23:59:59.999z",
    ] {
        accepts(&format!("k,child_born,{when},,,,,,,,,"));
    }
}

#[test]
fn cells_are_trimmed_and_recorded_at_may_be_left_out() {
    let file = row("  k , child_born ,\u{a0}2020-01-02\t, , , , , , , , , 2019-01-01 ");
    assert_eq!(rejections(&file), Vec::<String>::new());
    let recorded = file
        .look_up("k", |case| {
            case.rows
                .iter()
                .map(|r| (r.when.day, r.recorded.day))
                .collect::<Vec<_>>()
        })
        .expect("in memory")
        .expect("there");
    assert_eq!(recorded[0].0, recorded[0].1);
    assert!(recorded[1].1 < recorded[1].0);
}

#[test]
fn headers_in_any_order_with_either_separator() {
    for header in [
        "kind;when;case",
        "\"kind\";\"when\";\"case\"",
        " kind ; when;case ",
        "\u{feff}kind;when;case",
    ] {
        let file = read_csv(&format!("{header}\nchild_born;2020-01-01;a,b\n"));
        assert_eq!((file.rows(), file.rejected().total), (1, 0), "{header}");
        assert!(file.look_up("a,b", |_| ()).expect("in memory").is_some());
    }
    let file = read_csv("\n  \r\nkind,when,case,x;y,x;y,z\n\nchild_born,2020-01-01,a,,,\n");
    assert_eq!(file.unknown_columns(), ["x;y", "z"]);
    assert_eq!(facts(&file).len(), 1);
    assert!(facts(&file)[0].contains("line: 5"));
}

#[test]
fn line_ends_blank_lines_and_numbers_of_cells() {
    for end in ["\n", "\r\n", "\r"] {
        let text = [
            "case,kind,when",
            "a,child_born,2020-01-01",
            "",
            "   ",
            "b,child_born",
            "c,child_born,2020-01-01,x",
            "d,child_born,2020-01-01",
        ]
        .join(end);
        let file = read_csv(&text);
        assert_eq!((file.rows(), file.blank()), (2, 2), "{end:?}");
        assert_eq!(
            rejections(&file),
            [
                "5  \"b,child_born\" CellCount { found: 2, expected: 3 }",
                "6  \"c,child_born,2020-01-01,x\" CellCount { found: 4, expected: 3 }"
            ]
        );
        assert!(facts(&file)[1].contains("line: 7"), "{end:?}");
    }
}

#[test]
fn quotation_marks() {
    let file = read_csv(
        "case,kind,when,note\n\
         \"a\"\"b\",child_born,2020-01-01,\"two\nlines\"\n\
         c\"d,child_born,2020-01-01,5\" pipe\n\
         \"e\"f,\"child_born\",2020-01-01,\"\"\n\
         \"g,child_born,2020-01-01,stray\n\
         h,child_born,2020-01-01,\"closed\"\n\
         i,child_born,2020-01-01,\"never closed\n\
         j,child_born,2020-01-01,\n",
    );
    let cases: Vec<String> = facts(&file)
        .iter()
        .map(|f| f.split(" Row").next().unwrap_or_default().to_owned())
        .collect();
    // The stray mark of g is closed by the one before `closed`: that is what the form says.
    assert_eq!(cases, ["\"a\\\"b\"", "\"c\\\"d\"", "\"ef\"", "\"j\""]);
    let lines: Vec<(u64, &Why)> = file
        .rejected()
        .first
        .iter()
        .map(|r| (r.line, &r.why))
        .collect();
    assert_eq!(
        lines,
        [
            (
                6,
                &Why::CellCount {
                    found: 1,
                    expected: 4
                }
            ),
            (8, &Why::QuoteNotClosed)
        ]
    );
    assert_eq!(file.rejected().first[1].text, "\"never closed");
}

#[test]
fn one_stray_mark_costs_one_line() {
    let mut text = "case,kind,when,note\n0,child_born,2020-01-01,\"stray\n".to_owned();
    for case in 1..50_000 {
        text.push_str(&format!("{case},child_born,2020-01-01,\"\"\n"));
    }
    let file = read_csv(&text);
    assert_eq!((file.rows(), file.rejected().total), (49_999, 1));
    assert_eq!(file.rejected().first[0].line, 2);
}

#[test]
fn bytes_that_are_no_utf8() {
    let mut bytes = b"case,kind,when,note\na,child_born,2020-01-01,\xe6\xf8\xe5\nS\xf8,child_born,2020-01-01,\nb,child_born,2020-01-01,\n".to_vec();
    let file = read_with(&bytes, &options()).expect("readable");
    // The unknown column may hold what it likes.
    assert_eq!(file.rows(), 2);
    assert_eq!(rejections(&file), ["3 case \"S\u{fffd}\" NotUtf8"]);
    bytes.extend_from_slice(b"c\0d,child_born,2020-01-01,\0\n\0\0\0\n");
    let file = read_with(&bytes, &options()).expect("readable");
    assert_eq!(file.rows(), 2);
    assert_eq!(
        rejections(&file)[1..],
        [
            "5 case \"c␀d\" NulCharacter",
            "6  \"␀␀␀\" CellCount { found: 1, expected: 4 }"
        ]
    );
}

#[test]
fn a_nul_character_costs_its_row_wherever_it_stands() {
    let row = |case: &str| format!("{case},child_born,2020-01-01,\n");
    let mut text = "case,kind,when,note\n".to_owned() + &row("near\0") + &row("\"in \0 marks\"");
    for i in 0..20_000 {
        text += &row(&format!("K{i}"));
    }
    text += &row("deep\0");
    // A column that nobody wants may hold what it likes.
    text += "K,child_born,2020-01-01,no\0te\n";
    let file = read_with(text.as_bytes(), &options()).expect("readable");
    assert_eq!(file.rows(), 20_001);
    assert_eq!(
        rejections(&file),
        [
            "2 case \"near␀\" NulCharacter",
            "3 case \"in ␀ marks\" NulCharacter",
            "20004 case \"deep␀\" NulCharacter"
        ]
    );
    let file = read_jsonl(
        "{\"case\":\"a\\u0000b\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n\
         {\"case\":\"a\0b\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n\
         {\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\",\"note\":\"\\u0000\"}\n",
    );
    assert_eq!(file.rows(), 1);
    let told = rejections(&file);
    assert_eq!(told[0], "1 case \"a␀b\" NulCharacter");
    assert!(
        told[1].starts_with("2  ") && told[1].ends_with("BadJson"),
        "{}",
        told[1]
    );
}

#[test]
fn a_nul_character_in_the_header_makes_the_file_no_text() {
    for bytes in [
        &b"\0\0\0\n\0"[..],
        b"case,kind,when,\0\na,child_born,2020-01-01,\n",
        b"c\0a\0s\0e\0,\0k\0i\0n\0d\0,\0w\0h\0e\0n\0\n\0",
    ] {
        let error = read_with(bytes, &options()).err().expect("no text");
        assert!(matches!(error, ReadError::NotText { .. }), "{error}");
        for (language, says) in [(Language::Da, "ikke tekst"), (Language::En, "no text")] {
            assert!(error.message(language).contains(says));
            assert!(error.message(language).contains("CSV (UTF-8)"));
        }
    }
}

#[test]
fn files_without_a_usable_header() {
    let hint_of = |bytes: &[u8]| match read_with(bytes, &options()) {
        Err(ReadError::NoSuchColumns { hint, missing, .. }) => {
            assert!(!missing.is_empty());
            hint
        }
        _ => panic!("no header was found missing"),
    };
    assert_eq!(hint_of(b""), Some(Hint::Empty));
    assert_eq!(hint_of(b"\n\n \n"), Some(Hint::Empty));
    assert_eq!(hint_of(b"PK\x03\x04abc"), Some(Hint::Spreadsheet));
    assert_eq!(hint_of(b"\xff\xfec\0a\0"), Some(Hint::Utf16));
    assert_eq!(hint_of(b"{\"case\":1}"), Some(Hint::JsonLines));
    assert_eq!(hint_of(b"\"case"), None);
    assert_eq!(hint_of(b"case,kind\n"), Some(Hint::ForeignExtract));
    let error = read_with("Sagsnr;Hændelse;Dato\n".as_bytes(), &options())
        .err()
        .expect("no columns");
    let message = error.message(Language::Da);
    for part in [
        "case (Sagsnr ligner)",
        "kind (Hændelse ligner)",
        "when (Dato ligner)",
        "--mapping",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let twice = read_with(b"case,kind,when,case\n", &options());
    assert!(matches!(twice, Err(ReadError::TwoColumns { column }) if column == "case"));
}

#[test]
fn a_header_without_rows_is_an_empty_history() {
    for text in [
        "case,kind,when",
        "case,kind,when\n",
        "case,kind,when\n\n \n",
    ] {
        let file = read_csv(text);
        assert_eq!((file.rows(), file.rejected().total), (0, 0));
        assert_eq!(facts(&file), Vec::<String>::new());
    }
    assert_eq!(read_jsonl("").rows(), 0);
}

#[test]
fn nothing_but_rejected_rows_is_no_case_history() {
    let error = read_with(b"case,kind,when,x\n,,\n,,\n", &options())
        .err()
        .expect("unusable");
    let ReadError::NothingButRejected {
        rejected,
        unknown_columns,
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(rejected.total, 2);
    assert_eq!(unknown_columns, ["x"]);
    let conflict = b"case,kind,when,id\na,child_born,2020-01-01,1\na,child_born,2020-01-02,1\n";
    assert!(matches!(
        read_with(conflict, &options()),
        Err(ReadError::NothingButRejected { .. })
    ));
}

#[test]
fn ids() {
    let header = "case,kind,when,about,ref,value,id,recorded_at\n";
    let same = format!("{header}a,child_born,2020-01-01,x,,,1,\na,child_born,2020-01-01,y,,,1,\n");
    let file = read_csv(&same);
    assert_eq!(
        (file.rejected().total, facts(&file).len()),
        (0, 1),
        "cells that the kind does not use are no content"
    );
    let across = format!(
        "{header}a,child_born,2020-01-01,,,,1,\nb,child_born,2020-01-01,,,,1,\nc,child_born,2020-01-01,,,,2,\n\
                          a,child_born,2020-01-01,,,,1,\n"
    );
    let file = read_csv(&across);
    assert_eq!(
        rejections(&file),
        [
            "2 id \"1\" IdConflict { other_line: 3 }",
            "3 id \"1\" IdConflict { other_line: 2 }",
            "5 id \"1\" IdConflict { other_line: 3 }"
        ]
    );
    assert_eq!((file.rows(), facts(&file).len()), (1, 1));
    // A row that was rejected for another reason takes no part.
    let file = read_csv(&format!(
        "{header}a,child_born,2020-01-01,,,,1,\na,child_born,2020-02-30,,,,1,\n"
    ));
    assert_eq!((file.rows(), file.rejected().total), (1, 1));
    // Without ids identical rows are one fact.
    let file = read_csv(&format!(
        "{header}a,child_born,2020-01-01,,,,,\na,child_born,2020-01-01,,,,,\n"
    ));
    assert_eq!((file.rows(), facts(&file).len()), (2, 1));
}

#[test]
fn json_lines() {
    let file = read_jsonl(
        "\u{feff}{\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\",\"x\":[1],\"about\":null}\r\n\
         \n   \n\
         {\"case\":12345678901234567890123,\"kind\":\"child_born\",\"when\":\" 2020-01-01 \",\"y\":{}}\n\
         {\"case\":\"\\u00e6\\n\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n\
         [\"a\"]\n\
         {\"case\":\"a\"\n\
         {\"case\":true,\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n\
         {\"case\":\"a\",\"kind\":\"child_born\"}\n\
         {\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"} x\n\
         {\"case\":\"\\ud800\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}",
    );
    assert_eq!(file.unknown_columns(), ["x", "y"]);
    assert_eq!(file.blank(), 2);
    let cases: Vec<String> = facts(&file)
        .iter()
        .map(|f| f.split(" Row").next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(cases, ["\"12345678901234567890123\"", "\"a\"", "\"æ\""]);
    let lines: Vec<(u64, &str, &Why)> = file
        .rejected()
        .first
        .iter()
        .map(|r| (r.line, r.column.as_str(), &r.why))
        .collect();
    assert_eq!(
        lines,
        [
            (6, "", &Why::BadJson),
            (7, "", &Why::BadJson),
            (8, "case", &Why::BadJson),
            (9, "when", &Why::MissingCell),
            (10, "", &Why::BadJson),
            (11, "case", &Why::BadJson)
        ]
    );
}

#[test]
fn the_form_is_guessed_from_a_pipe_and_named_by_a_file() {
    let vocabulary = support::vocabulary::vocabulary();
    let read_any = |source| {
        let options = Options {
            format: None,
            ..options()
        };
        read(
            source,
            &vocabulary,
            &support::vocabulary::basis,
            &options,
            &|_| {},
        )
        .map(|file| file.rows())
    };
    let json = "\u{feff} \n {\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}";
    assert_eq!(
        read_any(Source::stream("-", json.as_bytes())).expect("json"),
        1
    );
    let csv = "case,kind,when\na,child_born,2020-01-01";
    assert_eq!(
        read_any(Source::stream("-", csv.as_bytes())).expect("csv"),
        1
    );
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("history.JSONL");
    std::fs::write(&path, json.trim_start_matches('\u{feff}')).expect("written");
    assert_eq!(read_any(Source::Path(path)).expect("json"), 1);
    let missing = read_any(Source::Path(folder.path().join("none.csv")));
    assert!(matches!(missing, Err(ReadError::NotFound { .. })));
    assert!(matches!(
        read_any(Source::Path(folder.path().to_owned())),
        Err(ReadError::Unreadable { .. })
    ));
    let forced = Options {
        format: Some(Format::Csv),
        ..options()
    };
    assert!(read_with(json.as_bytes(), &forced).is_err());
}

#[test]
fn every_rejection_is_told_and_the_first_thousand_are_kept() {
    let mut text = "case,kind,when\na,child_born,2020-01-01\n".to_owned();
    for _ in 0..5_000 {
        text.push_str("a,child_born,x\n");
    }
    let told = std::sync::atomic::AtomicU64::new(0);
    let tell = |_: &omhu_exchange::Rejection| {
        told.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    let options = Options {
        every_rejection: Some(&tell),
        block_bytes: 1000,
        ..options()
    };
    let file = read_with(text.as_bytes(), &options).expect("readable");
    assert_eq!(told.into_inner(), 5_000);
    assert_eq!(file.rejected().total, 5_000);
    let lines: Vec<u64> = file.rejected().first.iter().map(|r| r.line).collect();
    assert_eq!(lines, (3..1003).collect::<Vec<_>>());
}

#[test]
fn progress_ends_with_everything() {
    let seen = std::sync::Mutex::new(omhu_exchange::Progress::default());
    let vocabulary = support::vocabulary::vocabulary();
    let text = "case,kind,when\na,child_born,2020-01-01\nb,child_born,2020-01-01\n";
    let source = Source::stream("-", text.as_bytes());
    read(
        source,
        &vocabulary,
        &support::vocabulary::basis,
        &options(),
        &|progress| {
            let mut seen = seen.lock().expect("whole");
            seen.bytes = seen.bytes.max(progress.bytes);
            seen.rows = seen.rows.max(progress.rows);
        },
    )
    .expect("readable");
    let seen = seen.into_inner().expect("whole");
    assert_eq!((seen.bytes, seen.rows), (text.len() as u64, 2));
}
