//! A derived row told in sentences: what the command line prints and a page can show.

use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Engine, Further, Question, Status};
use omhu_law::history::{Builder, CaseFacts, Row};
use omhu_law::load;
use omhu_law::vocabulary::Basis;
use omhu_report::{Explainer, Explanation, Lang, Part, Texts, Value};

/// The receipt of a notification of 28 March 2024, done on 9 April: Easter lies between.
fn receipt(lang: Lang, lines: [u64; 2]) -> Explanation {
    let book = load::embedded(false).expect("the law book is sound");
    let fact = |kind: &str, day, line| Row {
        kind: book.vocabulary.find(kind).expect("a kind"),
        when: When::on(day),
        when_text: "",
        recorded: When::on(day),
        value: omhu_law::vocabulary::Value::NONE,
        basis: Basis::NONE,
        about: "n1",
        reference: "",
        basis_text: "",
        value_text: "",
        team: "",
        caseworker: "",
        family: "",
        id: "",
        line,
    };
    let mut case = CaseFacts {
        rows: vec![
            fact(
                "notification_received",
                Day::from_civil(2024, 3, 28),
                lines[0],
            ),
            fact(
                "notification_receipt_sent",
                Day::from_civil(2024, 4, 9),
                lines[1],
            ),
        ],
        ..CaseFacts::default()
    };
    Builder::new(&book.vocabulary).arrange(&book.vocabulary, &mut case);
    let as_of = Day::from_civil(2024, 12, 31);
    let question = Question {
        as_of,
        known_at: as_of,
        locals: &[],
        further: Further::No,
    };
    let mut rows = Vec::new();
    Engine::new(&book, &question).derive(&case, &mut rows);
    let named = |name: &str| {
        let is = |row: &&omhu_law::derive::Derived| {
            book.obligations[usize::from(row.obligation)].name == name
        };
        *rows.iter().find(is).expect("a row")
    };
    let texts = Texts::new(lang);
    let explainer = Explainer::new(&texts, &book, as_of);
    let heading = explainer.case_heading("K1", &case, &rows);
    assert!(
        heading.contains("K1") && heading.contains("2024"),
        "{heading}"
    );
    explainer.row(&case, &named("notification_receipt_sent"))
}

#[test]
fn a_row_is_told_as_fact_rule_arithmetic_and_result() {
    for (lang, words) in [
        (Lang::En, ["line 2", "BL-UND-REC", "6 weekdays", "line 3"]),
        (Lang::Da, ["linje 2", "BL-UND-REC", "6 hverdage", "linje 3"]),
    ] {
        let told = receipt(lang, [2, 3]);
        assert_eq!(
            (told.about.as_str(), told.seq, told.status),
            ("n1", 1, Status::Met)
        );
        assert_eq!(
            (told.source.rule.as_str(), told.source.provision.is_empty()),
            ("BL-UND-REC", false)
        );
        assert!(
            told.source
                .eli
                .is_some_and(|eli| eli.starts_with("https://"))
        );
        for part in [&told.title, &told.about, &told.status_words] {
            assert!(told.heading.contains(part.as_str()), "{}", told.heading);
        }
        let parts: Vec<Part> = told
            .sentences
            .iter()
            .map(|sentence| sentence.part)
            .collect();
        assert_eq!(
            parts,
            [Part::Fact, Part::Rule, Part::Arithmetic, Part::Result]
        );
        for (sentence, word) in told.sentences.iter().zip(words) {
            assert!(sentence.text.contains(word), "{}", sentence.text);
        }
    }
}

#[test]
fn a_fact_that_came_from_no_file_has_no_line() {
    for lang in Lang::ALL {
        for sentence in receipt(lang, [0, 0]).sentences {
            let text = sentence.text;
            assert!(
                !text.contains(", line") && !text.contains(", linje"),
                "{text}"
            );
        }
    }
}

#[test]
fn what_is_late_on_the_very_day_is_not_said_to_be_no_days_late() {
    let keys = [
        "explain-late",
        "explain-late-with-preliminary",
        "explain-overdue",
        "explain-overdue-with-preliminary",
    ];
    for (lang, none, day) in [
        (Lang::Da, "0 dage", "1 dag "),
        (Lang::En, "0 days", "1 day "),
    ] {
        let texts = Texts::new(lang);
        for key in keys {
            let said = |days: u64| {
                let met = || Value::from("x".to_owned());
                let parts = [("days", days.into()), ("as_of", met()), ("met", met())];
                texts.with(key, &parts)
            };
            assert!(!said(0).contains(none), "{}", said(0));
            assert!(said(1).contains(day), "{}", said(1));
            assert!(said(2).contains('2'), "{}", said(2));
        }
    }
}
