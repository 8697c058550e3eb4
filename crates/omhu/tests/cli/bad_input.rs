//! Files that are broken, in one way each: a message that helps, the right exit status, no panic.

use crate::program::{Answer, Bench, RECEIPT, check, holds};

const FULL: &str = "case,kind,when,about,ref,basis,value,team,caseworker,family,id,recorded_at\n";

/// omhu cannot use the file at all.
#[track_caller]
fn unusable(answer: &Answer, says: &[&str]) {
    assert_eq!(answer.status, 2, "{}{}", answer.out, answer.messages);
    assert_eq!(answer.out, "", "no answer where the file cannot be used");
    answer.tells(says);
}

/// Rows were rejected, on these lines, and the answer has so many rows.
#[track_caller]
fn rejected(answer: &Answer, lines: &[usize], rows: usize) {
    assert_eq!(answer.status, 3, "{}{}", answer.out, answer.messages);
    let told: Vec<usize> = answer
        .messages
        .lines()
        .filter_map(|line| line.strip_prefix("line ")?.split(':').next()?.parse().ok())
        .collect();
    assert_eq!(told, lines, "{}", answer.messages);
    assert_eq!(answer.out.lines().count(), rows, "{}", answer.out);
}

#[test]
fn a_missing_file_or_a_folder_cannot_be_used() {
    let bench = Bench::new();
    unusable(&bench.run(&["check", "nowhere.csv"]), &["nowhere.csv"]);
    unusable(&bench.run(&["check", "."]), &["cannot be read"]);
    unusable(
        &bench.run(&[
            "figures",
            "nowhere.csv",
            "--from",
            "2024-01-01",
            "--to",
            "2024-12-31",
        ]),
        &["nowhere.csv"],
    );
}

#[test]
fn an_empty_file_cannot_be_used_but_a_header_alone_is_an_empty_answer() {
    let bench = Bench::new();
    unusable(&bench.check(""), &["case, kind, when", "empty"]);
    unusable(&bench.check("\u{feff}"), &["case, kind, when"]);
    unusable(&bench.check("\n\n\n"), &["case, kind, when"]);
    let answer = bench.check("case,kind,when\n");
    assert_eq!(
        (answer.status, answer.out.as_str(), answer.messages.as_str()),
        (0, "", "")
    );
    let answer = bench.check("case;kind;when");
    assert_eq!((answer.status, answer.out.as_str()), (0, ""));
}

#[test]
fn a_missing_column_is_named_and_the_way_out_too() {
    let bench = Bench::new();
    unusable(
        &bench.check("case,when\nK1,2024-01-01\n"),
        &["kind", "Found: case, when", "--suggest-mapping"],
    );
    unusable(
        &bench.check("Sagsnr;Dato\n1;2024-01-01\n"),
        &["case", "kind", "when", "Sagsnr", "--suggest-mapping"],
    );
    bench.write(
        "foreign.csv",
        "Sagsnr;Haendelse;Dato\n1;Underretning modtaget;01-02-2024\n",
    );
    let suggested = bench.run(&["check", "foreign.csv", "--suggest-mapping"]);
    assert_eq!(suggested.status, 0, "{}", suggested.messages);
    assert!(suggested.out.contains("Sagsnr"), "{}", suggested.out);
}

#[test]
fn what_is_no_text_cannot_be_used() {
    let bench = Bench::new();
    let noise: Vec<u8> = (0..5000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    unusable(&bench.check(&noise), &["no text", "UTF-8"]);
    unusable(
        &bench.check(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"),
        &["spreadsheet", "CSV"],
    );
    unusable(
        &bench.check(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        &["header lacks"],
    );
    let utf16: Vec<u8> = RECEIPT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    unusable(&bench.check(&utf16), &["no text", "UTF-8"]);
}

#[test]
fn a_nul_byte_costs_its_row_near_the_start_and_deep_in_the_file() {
    let bench = Bench::new();
    let mut text = RECEIPT.as_bytes().to_vec();
    text.extend_from_slice(b"K1,child_born,2020-01-01,c\0,\n");
    for i in 0..20_000 {
        text.extend_from_slice(format!("K{i},child_born,2020-01-01,,\n").as_bytes());
    }
    text.extend_from_slice(b"K\0,child_born,2020-01-01,,\n");
    let answer = bench.check(&text);
    rejected(&answer, &[4, 20_005], 2);
    answer.tells(&["line 4: about: c␀", "line 20005: case: K␀", "NUL character"]);
}

#[test]
fn a_row_in_another_encoding_is_rejected_and_the_remedy_told() {
    let mut text = RECEIPT.as_bytes().to_vec();
    text.extend_from_slice(b"S\xf8ren,child_born,2020-01-01,,\n");
    let answer = Bench::new().check(&text);
    rejected(&answer, &[4], 2);
    answer.tells(&["UTF-8"]);
}

#[test]
fn days_and_times_that_do_not_exist_are_rejected() {
    for (when, exists) in [
        ("0000-01-01", false),
        ("0001-01-01", true),
        ("9999-12-31", true),
        ("9999-12-31T22:59:59Z", true),
        ("9999-12-31T23:59:59Z", false),
        ("0001-01-02T00:00:00Z", true),
        ("0001-01-01T00:00:00+23:59", false),
        ("10000-01-01", false),
        ("2023-02-29", false),
        ("2023-02-30", false),
        ("2024-02-29", true),
        ("2024-13-01", false),
        ("2024-00-10", false),
        ("2024-06-03T23:59:60+02:00", false),
        ("2024-06-03T24:00:00+02:00", false),
        ("2024-06-03T14:05:00", false),
        ("2024-06-03T14:05:00.123456789+02:00", true),
        ("2024-06-03T14:05:00Z", true),
        ("2024-6-3", false),
        ("03-06-2024", false),
        ("20240603", false),
        ("-2024-06-03", false),
        ("", false),
        ("yesterday", false),
    ] {
        let text = format!("{RECEIPT}K2,child_born,{when},,\n");
        let answer = Bench::new().check(&text);
        if exists {
            assert_eq!(answer.status, 0, "{when}: {}", answer.messages);
        } else {
            rejected(&answer, &[4], 2);
            answer.tells(&["when"]);
        }
    }
}

#[test]
fn facts_at_the_ends_of_the_calendar_are_counted_with_too() {
    let mut text = FULL.to_owned();
    for day in ["0001-01-01", "1899-12-31", "9999-12-30", "9999-12-31"] {
        for kind in [
            "notification_received",
            "measure_started",
            "support_need_known",
            "committee_decided",
        ] {
            let value = match kind {
                "notification_received" => "citizen",
                "measure_started" => "placement",
                _ => "",
            };
            text.push_str(&format!("K{day},{kind},{day},x1,,bl-47,{value},,,,,\n"));
        }
        text.push_str(&format!("K{day},child_born,{day},,,,,,,,,\n"));
    }
    let bench = Bench::new();
    bench.write("facts.csv", &text);
    for as_of in ["0001-01-01", "2024-01-01", "9999-12-31"] {
        for format in ["jsonl", "table", "html"] {
            let asked = [
                "check",
                "facts.csv",
                "--as-of",
                as_of,
                "--known-at",
                "9999-12-31",
            ];
            let answer = bench.run(&[&asked[..], &["--format", format]].concat());
            assert_eq!(answer.status, 0, "{as_of}: {}", answer.messages);
        }
    }
}

#[test]
fn a_circle_of_references_ends() {
    let text = "case,kind,when,about,ref,basis,value\n\
        K1,placement_renewed,2024-01-01,x1,x3,,\n\
        K1,placement_renewed,2024-02-01,x2,x1,,\n\
        K1,placement_renewed,2024-03-01,x3,x2,,\n\
        K1,placement_renewed,2024-03-01,x4,x4,,\n\
        K1,decision_made,2024-01-01,d1,d1,bl-47,placement\n\
        K1,measure_started,2024-01-01,m1,m1,,placement\n";
    let answer = Bench::new().check(text);
    assert_eq!(answer.status, 0, "{}", answer.messages);
    let text = "case,kind,when,id,ref\n\
        K1,fact_retracted,2024-01-01,r1,r2\n\
        K1,fact_retracted,2024-01-01,r2,r1\n";
    assert_eq!(Bench::new().check(text).status, 0);
}

#[test]
fn rows_with_another_number_of_cells_are_rejected_with_their_lines() {
    let text = "case,kind,when,about,value\n\
        K1,notification_received,2024-03-28,n1\n\
        K1,notification_received,2024-03-28,n1,professional\n\
        K1,notification_received,2024-03-28,n2,professional,\n\
        \n\
        K1\n";
    rejected(&Bench::new().check(text), &[2, 4, 6], 2);
}

#[test]
fn a_quotation_mark_that_nobody_closes_costs_one_row() {
    let text = "case,kind,when,about,value\n\
        K2,\"notification_received,2024-03-28,n1,professional\n\
        K1,notification_received,2024-03-28,n1,professional\n\
        K1,notification_receipt_sent,2024-04-09,n1,\n";
    let answer = Bench::new().check(text);
    assert_eq!(answer.status, 3, "{}", answer.messages);
    assert!(
        answer.messages.starts_with("line 2:"),
        "{}",
        answer.messages
    );
    assert_eq!(
        answer.out.lines().count(),
        2,
        "the rows behind it are read: {}",
        answer.out
    );
}

#[test]
fn nothing_but_rejected_rows_cannot_be_used() {
    let answer = Bench::new().check("case,kind,when\nK1,birth,2020-01-01\n");
    assert_eq!((answer.status, answer.out.as_str()), (2, ""));
    answer.tells(&["line 2: kind: birth"]);
}

#[test]
fn rejections_name_line_column_text_and_what_was_expected() {
    let text = format!(
        "{FULL}K1,notification_received,2024-03-28,n1,,,professional,,,,,\n\
         K1,notification_received,2024-03-28,n2,,,friend,,,,,\n\
         K1,notification_received,2024-03-28,,,,citizen,,,,,\n\
         K1,decision_made,2024-03-28,d1,,,support,,,,,\n\
         K1,decision_made,2024-03-28,d1,,Section 32,support,,,,,\n\
         K1,review_rhythm_decided,2024-03-28,,m1,,P0M,,,,,\n\
         K1,case_assigned,2024-03-28,,,,,,,,,\n\
         ,child_born,2024-03-28,,,,,,,,,\n\
         K1,child_born,2024-03-28,,,,,,,,,yesterday\n\
         K1,child_born,2024-03-28,,,,,,,,r1,\n\
         K1,child_born,2024-03-29,,,,,,,,r1,\n"
    );
    let answer = Bench::new().check(&text);
    rejected(&answer, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2);
    let told: Vec<&str> = answer.messages.lines().collect();
    for (place, words) in [
        (0, &["value", "friend", "professional"][..]),
        (1, &["about"]),
        (2, &["basis"]),
        (3, &["basis", "Section 32"]),
        (4, &["value", "P0M", "P6M"]),
        (6, &["case"]),
        (7, &["recorded_at", "yesterday"]),
        (8, &["id", "r1", "12"]),
        (9, &["id", "r1", "11"]),
    ] {
        holds(told[place], words);
    }
}

#[test]
fn all_rejected_rows_can_be_written_to_a_file() {
    let bench = Bench::new();
    let mut text = RECEIPT.to_owned();
    for i in 0..1000 {
        text.push_str(&format!("K{i},birth,2020-01-01,,\n"));
    }
    bench.write("facts.csv", &text);
    let answer = bench.run(&["check", "facts.csv", "--rejected", "rejected.csv"]);
    assert_eq!(answer.status, 3, "{}", answer.messages);
    assert!(
        answer.messages.contains("1,000") || answer.messages.contains("1000"),
        "{}",
        answer.messages
    );
    assert!(
        answer.messages.lines().count() < 300,
        "the terminal is not flooded"
    );
    assert_eq!(bench.read("rejected.csv").lines().count(), 1001);
}

#[test]
fn a_broken_line_of_json_is_one_rejection() {
    let bench = Bench::new();
    let row = |about: &str| {
        format!(
            r#"{{"case":"K1","kind":"notification_received","when":"2024-03-28","about":"{about}","value":"citizen"}}"#
        )
    };
    let text = format!(
        "{}\n{{\"case\": \"K1\", \n[1,2]\n\"text\"\nnull\n{{}}\n{}\n",
        row("n1"),
        row("n2")
    );
    bench.write("facts.jsonl", text);
    let answer = bench.run(&check("facts.jsonl", &[]));
    rejected(&answer, &[2, 3, 4, 5, 6], 4);
}

#[test]
fn a_wrong_command_line_is_status_2_with_a_hint() {
    let bench = Bench::new();
    bench.write("facts.csv", RECEIPT);
    for (args, says) in [
        (
            &["check", "facts.csv", "--local", "aarhus-1999"][..],
            "copenhagen-2008",
        ),
        (
            &["check", "facts.csv", "--as-of", "2024-02-30"],
            "2024-02-30",
        ),
        (&["check", "facts.csv", "--known-at", "today"], "today"),
        (&["check", "facts.csv", "--format", "docx"], "docx"),
        (
            &["check", "facts.csv", "--assume", "nothing=at-all"],
            "nothing=at-all",
        ),
        (
            &["check", "facts.csv", "--mapping", "nowhere.toml"],
            "nowhere.toml",
        ),
        (&["check", "facts.csv", "--explain", "K9"], "K9"),
        (&["check", "facts.csv", "--law", "nowhere"], "nowhere"),
        (&["check"], "FILE"),
        (&["figures", "facts.csv"], "--from"),
        (&["law", "show", "nothing"], "nothing"),
        (&["chekc", "facts.csv"], "check"),
    ] {
        let answer = bench.run(args);
        assert_eq!(answer.status, 2, "{args:?}: {}", answer.messages);
        assert!(
            answer.messages.contains(says),
            "{args:?}: '{says}' is not in: {}",
            answer.messages
        );
        assert_eq!(answer.out, "", "{args:?}");
    }
}
