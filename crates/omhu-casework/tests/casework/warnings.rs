//! The misregistrations that omhu warns of: for each one history, one command that has it and gives just
//! this warning, and one like it that has not and gives none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry, decide};
use omhu_casework::event::{Event, Link};
use omhu_casework::ids::{PersonNo, TextNo, UserNo};
use omhu_casework::warnings::giving::Child;
use omhu_casework::warnings::{Around, Now, Warning, warnings};
use omhu_law::book::Layer;
use omhu_law::calendar::When;

use crate::history::{book, cells, day, imported};
use crate::misregistrations::{ROWS, Row};

/// Monday noon.
fn now() -> Now {
    let noon = "2025-06-16T12:00:00+02:00";
    let at = When::parse(noon.as_bytes()).expect("an instant");
    Now {
        second: at.instant().expect("a clock"),
        today: at.day,
    }
}

fn around() -> Around {
    Around {
        writer: "k1".to_owned(),
        on_leave: BTreeMap::from([("k9".to_owned(), day("2025-07-01"))]),
        similar_children: 0,
        known_by: BTreeSet::new(),
        child_names: vec!["Freja".to_owned()],
        sibling_names: vec!["Noah".to_owned()],
        siblings: Vec::new(),
        protected_words: vec!["Hemmelig Vej 7".to_owned()],
        telling: BTreeSet::new(),
        further: false,
    }
}

/// One entry in words: a fact, or one of the other sorts with its own first word.
fn entry(line: &str) -> Entry {
    let line = line.trim();
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let word = |place: usize| rest.split_whitespace().nth(place).unwrap_or("").to_owned();
    let link = || Link {
        part: word(0),
        person: PersonNo(word(1).parse().expect("a number")),
        when: "2025-06-01".to_owned(),
    };
    match first {
        "retract" => Entry::Retract {
            id: word(0),
            reason: "forkert".to_owned(),
        },
        "correct" => Entry::Correct {
            id: word(0),
            cells: cells(rest.split_once(' ').expect("cells").1),
            text: Some("som det var".to_owned()),
            rewords: false,
            reason: "forkert".to_owned(),
        },
        "note" => Entry::Note {
            when: word(0),
            text: rest.split_once(' ').expect("text").1.to_owned(),
            template: String::new(),
            about: String::new(),
            replaces: 0,
        },
        "goal" => Entry::Goal {
            goal: word(0),
            plan: word(1),
            text: "Jeg vil sove hjemme".to_owned(),
            now: word(2).parse().expect("0-10"),
            wanted: word(3).parse().expect("0-10"),
        },
        "score" | "end" => Entry::Score {
            goal: word(0),
            when: word(1),
            now: 5,
            text: String::new(),
            review: String::new(),
            ends: first == "end",
        },
        "section" => Entry::Section {
            about: word(0),
            section: word(1),
            text: word(2),
            reason: String::new(),
        },
        "link" => Entry::Link(link()),
        "unlink" => Entry::Unlink(link()),
        "document" => Entry::Document {
            when: word(0),
            sort: "letter".to_owned(),
            media: "text/plain".to_owned(),
            sha256: word(1),
            name: "brev.txt".to_owned(),
            content: rest.as_bytes().to_vec(),
            answer_by: String::new(),
            about: String::new(),
        },
        "ask" => Entry::Document {
            sort: word(0),
            when: word(1),
            media: "text/plain".to_owned(),
            sha256: "00".to_owned(),
            name: "brev.txt".to_owned(),
            content: Vec::new(),
            answer_by: word(2),
            about: String::new(),
        },
        _ => Entry::Fact {
            cells: cells(line.trim_end_matches(" \"why\"")),
            text: if line.ends_with("\"why\"") {
                "derfor"
            } else {
                ""
            }
            .to_owned(),
        },
    }
}

fn command(lines: &str) -> Command {
    let (lines, reason) = lines.split_once(" because ").unwrap_or((lines, ""));
    Command {
        entries: lines.split(';').map(entry).collect(),
        reason: reason.to_owned(),
        ..Command::default()
    }
}

/// A history: facts as imported, then the rest as commands of today.
fn history(lines: &str) -> CaseState {
    let lines: Vec<&str> = lines
        .split(';')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let is_fact = |line: &&&str| {
        let first = line.split(' ').next().unwrap_or("");
        book().vocabulary.find(first).is_some()
    };
    let facts: Vec<_> = lines
        .iter()
        .filter(is_fact)
        .map(|line| cells(line))
        .collect();
    let mut state = imported(&facts);
    for line in lines.iter().filter(|line| !is_fact(line)) {
        let decided = decide(book(), &state, &command(line), now().today).expect("no refusal");
        for body in decided.bodies {
            state.apply(Event {
                seq: state.seq + 1,
                recorded_at: now().second,
                recorded_by: UserNo(1),
                body: body.renumbered(|TextNo(number)| TextNo(-number)),
            });
        }
    }
    state
}

fn of(row: &Row, lines: &str) -> Vec<Warning> {
    let mut around = around();
    around.similar_children = usize::from(row.what.contains("similar") && row.fails == lines);
    if row.what.contains("another team") && row.fails == lines {
        around.known_by.insert("Team Syd".to_owned());
    }
    if row.what.contains("siblings") {
        around.siblings.push(Child {
            name: "Noah".to_owned(),
            caseworker: "k2".to_owned(),
            ..Child::default()
        });
    }
    around.further = row.what.contains("further");
    let command = command(lines);
    // As the store finds it, which knows the address.
    let written = command.written();
    let tells = written
        .iter()
        .filter(|(_, text)| text.contains("Gemmestedet"));
    around.telling = tells.map(|(entry, _)| *entry).collect();
    let state = history(row.history);
    decide(book(), &state, &command, now().today)
        .unwrap_or_else(|refusal| panic!("{}: {lines}: {refusal}", row.what));
    warnings(book(), &state, &command, now(), &around)
}

#[test]
fn each_misregistration_gives_its_warning_and_no_other() {
    let mut wrong = Vec::new();
    for row in &ROWS {
        let found: Vec<_> = of(row, row.fails)
            .iter()
            .map(|warning| warning.key)
            .collect();
        if found != [row.key] {
            wrong.push(format!("{} ({}): {found:?}", row.what, row.key));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_right_gives_no_warning() {
    let mut wrong = Vec::new();
    for row in &ROWS {
        let found: Vec<_> = of(row, row.passes)
            .iter()
            .map(|warning| warning.key)
            .collect();
        if !found.is_empty() {
            wrong.push(format!("{} ({}): {found:?}", row.what, row.key));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every key in the source, found as a whole literal.
fn keys() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/warnings");
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(folder).expect("the folder") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("UTF-8");
        let literals = text
            .split('"')
            .filter(|literal| literal.starts_with("warnings-"));
        keys.extend(literals.map(str::to_owned));
    }
    keys
}

#[test]
fn every_warning_has_a_row_and_enough_misregistrations_are_covered() {
    let tested: BTreeSet<String> = ROWS.iter().map(|row| row.key.to_owned()).collect();
    let keys = keys();
    let untested: Vec<_> = keys.difference(&tested).collect();
    assert!(untested.is_empty(), "no row for {untested:?}");
    let names: BTreeSet<_> = ROWS.iter().map(|row| row.what).collect();
    assert_eq!(names.len(), ROWS.len(), "a misregistration is named twice");
    assert!(
        ROWS.len() >= 60 && keys.len() >= 60,
        "{} rows, {} keys",
        ROWS.len(),
        keys.len()
    );
}

/// Key -> variables of a text in Fluent's form, as far as our sentences use it.
fn sentences(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!(
        "{}/../../locales/casework/{language}/warnings.ftl",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = fs::read_to_string(path).expect("the sentences");
    let mut sentences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ")
            && !line.starts_with(' ')
        {
            name.clone_into(&mut key);
            sentences.entry(key.clone()).or_default();
        }
        for part in line.split('$').skip(1) {
            let name = part
                .split(|c: char| !c.is_ascii_lowercase())
                .next()
                .unwrap_or("");
            sentences
                .entry(key.clone())
                .or_default()
                .insert(name.to_owned());
        }
    }
    sentences
}

#[test]
fn every_warning_has_a_sentence_in_both_languages_with_the_values_it_gives() {
    let (da, en) = (sentences("da"), sentences("en"));
    assert_eq!(da, en);
    let written: BTreeSet<_> = da.keys().cloned().collect();
    assert_eq!(written, keys());
    for row in &ROWS {
        for warning in of(row, row.fails) {
            let given: BTreeSet<String> =
                warning.facts.keys().map(|key| (*key).to_owned()).collect();
            let asked = &da[warning.key];
            assert!(
                asked.is_subset(&given),
                "{}: asks for {asked:?}, has {given:?}",
                warning.key
            );
        }
    }
}

#[test]
fn no_name_stands_in_a_warning() {
    // But of the children beside the case, whose names stand on its page too.
    for row in (ROWS.iter()).filter(|row| row.key != "warnings-siblings-apart") {
        let text = format!("{:?}", of(row, row.fails));
        for name in ["Freja", "Noah", "Hemmelig", "Gemmestedet"] {
            assert!(!text.contains(name), "{}", row.what);
        }
    }
}

#[test]
fn a_warning_of_the_law_names_act_and_provision() {
    let row = ROWS
        .iter()
        .find(|row| row.key == "warnings-no-conversation")
        .expect("a row");
    let found = of(row, row.fails);
    let rule = found[0].rule.as_ref().expect("a rule");
    assert_eq!((rule.id.as_str(), rule.act.as_str()), ("BL-INVOLVE", "bl"));
    assert_eq!(rule.provision, "§ 5, stk. 3");
    assert_eq!(found[0].mend, Some("child_conversation_held"));
}

#[test]
fn a_warning_names_the_statute_and_no_local_target_of_the_same_name() {
    let targets = book().obligations.iter();
    let targets = targets.filter(|each| each.layer != Layer::Statute);
    let acts: BTreeSet<&str> = targets
        .flat_map(|each| &each.versions)
        .map(|version| version.act.as_str())
        .collect();
    assert!(!acts.is_empty(), "the law book has local targets");
    for row in &ROWS {
        for warning in of(row, row.fails) {
            let rule = warning.rule.as_ref();
            assert!(
                !rule.is_some_and(|rule| acts.contains(rule.act.as_str())),
                "{}",
                row.what
            );
        }
    }
    let row = ROWS.iter().find(|row| row.what == "a review of no measure");
    let row = row.expect("a row");
    let found = of(row, row.fails);
    let rule = found[0].rule.as_ref().expect("a rule");
    assert_eq!((rule.act.as_str(), rule.provision.as_str()), ("bl", "§ 95"));
}

#[test]
fn what_comes_in_another_order_than_the_law_says_cites_it() {
    let rules = [
        (
            "the committee decided what nobody put before it",
            "bl",
            "§ 51",
        ),
        ("a plan with nothing to plan", "bl", "§ 91, stk. 2"),
        (
            "a place chosen in a case without a placement",
            "bl",
            "§ 52, stk. 1",
        ),
        ("home again from nowhere", "bl", "§ 100, stk. 3"),
    ];
    for (what, act, provision) in rules {
        let row = ROWS.iter().find(|row| row.what == what).expect(what);
        let found = of(row, row.fails);
        let rule = found[0].rule.as_ref().expect(what);
        assert_eq!(
            (rule.act.as_str(), rule.provision.as_str()),
            (act, provision)
        );
    }
}

#[test]
fn what_mends_a_warning_is_a_kind_of_fact_and_its_entry_is_one_of_the_command() {
    for row in &ROWS {
        for warning in of(row, row.fails) {
            let known = |kind: &str| book().vocabulary.find(kind).is_some();
            assert!(warning.mend.is_none_or(known), "{}", row.what);
            assert!(
                warning.entry < command(row.fails).entries.len(),
                "{}",
                row.what
            );
        }
    }
}

#[test]
fn a_refused_command_has_no_warnings() {
    let state = history("case_opened 2024-03-01");
    let refused = command("retract nothing");
    assert!(decide(book(), &state, &refused, now().today).is_err());
    assert!(warnings(book(), &state, &refused, now(), &around()).is_empty());
}
