//! Foreign extracts through a mapping.

mod support;

use omhu_exchange::{
    Encoding, Language, Mapping, Options, ReadError, Source, Why, read, suggest, suggest_mapping,
};
use support::{facts, options, read_with, rejections};

fn mapping(text: &str) -> Mapping {
    Mapping::parse(text).expect("a mapping")
}

fn example(name: &str) -> (Vec<u8>, Mapping) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/");
    let bytes = std::fs::read(format!("{folder}{name}.csv")).expect("the example");
    let mapping = Mapping::from_file(format!("{folder}{name}.toml").as_ref()).expect("its mapping");
    (bytes, mapping)
}

fn cases(facts: &[String], part: &str) -> usize {
    facts.iter().filter(|fact| fact.contains(part)).count()
}

#[test]
fn the_invented_extract_with_one_row_per_fact() {
    let (bytes, mapping) = example("invented-extract-facts");
    assert!(!mapping.is_one_row_per_process());
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let file = read_with(&bytes, &options).expect("readable");
    assert_eq!(file.unknown_columns(), ["Bemærkning"]);
    assert_eq!(file.left_out(), 1);
    assert_eq!(
        rejections(&file),
        [
            "21 Dato \"31-06-2024\" NoSuchDay",
            "22 Dato \"31-03-2024 02:30\" SkippedByClock",
            "25 Hændelse \"XYZ\" UntranslatedCode",
        ]
    );
    assert_eq!(file.rows(), 20);
    let facts = facts(&file);
    assert_eq!(facts.len(), 19);
    assert_eq!(
        cases(
            &facts,
            "team: \"Børn Nørrebro\", caseworker: \"Åse Invented\""
        ),
        1
    );
    assert_eq!(cases(&facts, "basis_text: \"bl-32\""), 2);
    assert_eq!(cases(&facts, "value_text: \"no_danger\""), 1);
    let at = omhu_law::calendar::When::parse(b"2024-10-27T02:30:00+02:00").expect("instant");
    assert_eq!(cases(&facts, &format!("when: {at:?}")), 1);
}

#[test]
fn the_invented_extract_with_one_row_per_process() {
    let (bytes, mapping) = example("invented-extract-steps");
    assert!(mapping.is_one_row_per_process());
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let file = read_with(&bytes, &options).expect("readable");
    assert_eq!(file.unknown_columns(), ["CPR"]);
    assert_eq!(file.left_out(), 1);
    assert_eq!(
        rejections(&file),
        [
            "12 Kilde \"Politi\" UntranslatedCode",
            "13 Modtaget \"2024-02-30 10:00\" NoSuchDay",
            "13 Modtaget \"2024-02-30 10:00\" NoSuchDay",
        ]
    );
    let facts = facts(&file);
    assert_eq!(facts.len() as u64, file.rows());
    assert_eq!(cases(&facts, "\"S-501\""), 10);
    assert_eq!(cases(&facts, "about: \"a1\", reference: \"n1\""), 4);
    // S-512 has no notification: the template that needs one is empty.
    assert_eq!(cases(&facts, "\"S-512\" Row"), 2);
    assert_eq!(cases(&facts, "about: \"a1\", reference: \"\""), 7);
}

#[test]
fn how_work_is_cut_changes_nothing_under_a_mapping_either() {
    for name in ["invented-extract-facts", "invented-extract-steps"] {
        let (bytes, mapping) = example(name);
        let one = read_with(
            &bytes,
            &Options {
                mapping: Some(&mapping),
                threads: 1,
                ..options()
            },
        )
        .expect("readable");
        let other = Options {
            mapping: Some(&mapping),
            block_bytes: 7,
            memory_bytes: 0,
            ..options()
        };
        let other = read_with(&bytes, &other).expect("readable");
        assert_eq!(facts(&one), facts(&other));
        assert_eq!(one.rejected(), other.rejected());
    }
}

#[test]
fn constants_codes_and_separators() {
    let mapping = mapping(
        "separator = \"\\t\"\ndate_format = \"dd.mm.yyyy\"\nmidnight_is_day = true\n\
         [constants]\nkind = \"case_assigned\"\nteam = \"Team A\"\n[columns]\nwhen = \"Dato\"\n\
         [codes.caseworker]\n\"?\" = \"\"\n\"x\" = \"y\"\n",
    );
    let text =
        "case\tDato\tcaseworker\tteam\na,b\t1.2.2020 00:00:00\t?\t\nc\t02.02.2020\tx\tTeam B\n";
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let file = read_with(text.as_bytes(), &options).expect("readable");
    assert_eq!(file.unknown_columns(), ["team"]);
    let facts = facts(&file);
    assert_eq!(cases(&facts, "2020-02-01, at: 9223372036854775807"), 1);
    assert_eq!(cases(&facts, "team: \"Team A\", caseworker: \"\""), 1);
    assert_eq!(cases(&facts, "team: \"Team A\", caseworker: \"y\""), 1);
}

#[test]
fn json_lines_through_a_mapping() {
    let mapping = mapping("[columns]\ncase = \"sag\"\n[codes.kind]\nF = \"child_born\"\n");
    let text = "{\"sag\":7,\"kind\":\"F\",\"when\":\"2020-01-01\",\"note\":\"x\"}\n";
    let options = Options {
        mapping: Some(&mapping),
        format: Some(omhu_exchange::Format::JsonLines),
        ..options()
    };
    let file = read_with(text.as_bytes(), &options).expect("readable");
    assert_eq!(
        (file.rows(), file.unknown_columns()),
        (1, &["note".to_owned()][..])
    );
}

#[test]
fn a_rhythm_may_be_a_foreign_day() {
    let mapping = mapping("date_format = \"dd-mm-yyyy\"\n");
    let text = "case,kind,when,ref,value\nk,review_rhythm_decided,01-02-2024,m1,01-08-2024\n";
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let file = read_with(text.as_bytes(), &options).expect("readable");
    assert_eq!(cases(&facts(&file), "Until(2024-08-01)"), 1);
}

#[test]
fn mappings_that_cannot_be_used_say_where() {
    for (text, line, part) in [
        ("encoding = \"utf-8\"\nspeed = 3\n", 2, "speed"),
        ("encoding = \"ebcdic\"\n", 1, "windows-1252"),
        ("\nseparator = \";;\"\n", 2, "one character"),
        ("date_format = \"mm/dd/yyyy\"", 1, "dd-mm-yyyy"),
        ("midnight_is_day = true", 1, "date_format"),
        ("[columns]\ncase = \"a\"\nsag = \"b\"\n", 3, "sag"),
        ("[columns]\ncase = 3\n", 2, "string"),
        ("[[step]]\nkind = \"child_born\"\n", 1, "column"),
        (
            "[columns]\ncase = \"a\"\nkind = \"b\"\n[[step]]\ncolumn = \"c\"\nkind = \"child_born\"\n",
            3,
            "steps",
        ),
        ("case = [", 1, ""),
    ] {
        let error = Mapping::parse(text).expect_err(text);
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.to_string().contains(part), "{text}: {error}");
    }
    for (text, line, part) in [
        (
            "[codes.kind]\nA = \"child_born\"\nB = \"child_borne\"\n",
            3,
            "did you mean child_born?",
        ),
        ("[[step]]\ncolumn = \"c\"\nkind = \"x\"\n", 3, "no kind"),
        ("[constants]\nkind = \"x\"\n", 2, "no kind"),
        (
            "[columns]\ncase = \"a\"\n[[step]]\ncolumn = \"c\"\nkind = \"child_born\"\nabout = \"n{x\"\n",
            6,
            "{ without }",
        ),
        (
            "[[step]]\ncolumn = \"c\"\nkind = \"child_born\"\n",
            2,
            "column of the case",
        ),
    ] {
        let mapping = mapping(text);
        let options = Options {
            mapping: Some(&mapping),
            ..options()
        };
        match read_with(b"case,kind,when\n", &options) {
            Err(ReadError::Mapping(error)) => {
                assert_eq!(error.line, line, "{text}: {error}");
                assert!(error.reason.contains(part), "{error}");
            }
            _ => panic!("{text}"),
        }
    }
}

#[test]
fn columns_that_the_mapping_names_must_be_there() {
    let mapping = mapping("[columns]\ncase = \"Sagsnummer\"\nteam = \"Enhed\"\n");
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let error = read_with(b"sagsnummer,kind,when\n", &options)
        .err()
        .expect("missing");
    let text = error.message(Language::En);
    assert!(
        text.contains("Sagsnummer (sagsnummer looks like it), Enhed."),
        "{text}"
    );
}

#[test]
fn a_draft_is_a_mapping_once_its_questions_are_answered() {
    let (bytes, _) = example("invented-extract-facts");
    let draft = suggest(Source::stream("extract", &bytes[..]), &options()).expect("a header");
    for part in [
        "encoding = \"windows-1252\"\n",
        "date_format = \"dd-mm-yyyy\"\n",
        "case = \"Sagsnr\"",
        "kind = \"Hændelse\"",
        "when = \"Dato\"",
        "recorded_at = \"Registreret\"",
        "id = \"Løbenr\"",
        "caseworker = \"Rådgiver\"",
        "basis = \"Paragraf\"",
        "\"UND24\" = \"?\"",
        "\"BL § 32\" = \"?\"",
    ] {
        assert!(draft.contains(part), "{part} in\n{draft}");
    }
    assert!(Mapping::parse(&draft).is_ok(), "{draft}");
    let (bytes, _) = example("invented-extract-steps");
    let draft = suggest(Source::stream("extract", &bytes[..]), &options()).expect("a header");
    assert!(draft.contains("case = \"Sag\""), "{draft}");
    assert!(
        draft.contains("[[step]]\ncolumn = \"BFU åbnet\""),
        "{draft}"
    );
    assert!(draft.contains("\"CPR\" looks like a CPR number"), "{draft}");
    assert!(Mapping::parse(&draft).is_ok(), "{draft}");
}

#[test]
fn drafts_see_midnights_and_odd_names() {
    let header = ["Sags-ID", "Dato", "He said \"x\""].map(str::to_owned);
    let row = ["1", "03-06-2024 00:00:00", ""].map(str::to_owned).to_vec();
    let draft = suggest_mapping(&header, &[row]);
    assert!(draft.contains("midnight_is_day = true"), "{draft}");
    assert!(draft.contains("case = \"Sags-ID\""), "{draft}");
    assert!(Mapping::parse(&draft).is_ok(), "{draft}");
    assert!(Mapping::parse(&suggest_mapping(&[], &[])).is_ok());
    assert_eq!(Encoding::default(), Encoding::Utf8);
}

#[test]
fn a_file_that_is_no_utf8_says_so_row_by_row() {
    let (bytes, _) = example("invented-extract-facts");
    let mapping = mapping(
        "date_format = \"dd-mm-yyyy\"\n[columns]\ncase = \"Sagsnr\"\nkind = \"Resultat\"\nwhen = \"Dato\"\n",
    );
    let options = Options {
        mapping: Some(&mapping),
        ..options()
    };
    let vocabulary = support::vocabulary::vocabulary();
    let source = Source::stream("extract", &bytes[..]);
    match read(
        source,
        &vocabulary,
        &support::vocabulary::basis,
        &options,
        &|_| {},
    ) {
        Err(ReadError::NothingButRejected { rejected, .. }) => {
            assert!(
                rejected
                    .first
                    .iter()
                    .any(|r| r.why == Why::NotUtf8 && r.column == "Resultat")
            );
        }
        _ => panic!("readable"),
    }
}
