//! The forms in a course: a decision that is not ready yet, a review, a handover.

use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry, decide};
use omhu_casework::duties::duties;
use omhu_casework::event::Event;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::UserNo;
use omhu_casework::steps::handover::Lack;
use omhu_casework::steps::hosts::host;
use omhu_casework::steps::next::opening;
use omhu_casework::steps::rows::MOST_GOALS;
use omhu_casework::steps::rules::{self, Occasion, Ruling};
use omhu_casework::steps::{
    Correction, FieldKind, Missing, NotYet, Sort, Steps, Values, as_it_stood, candidates, carried,
    entries, goals, handover, next_steps, not_yet, prefill, upload,
};
use omhu_casework::warnings::{Around, Now, warnings};
use omhu_casework::worklist::why;
use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Further, Question};

#[path = "steps/case.rs"]
mod case;

use case::{NOW, book, case_of, full_case};

fn today() -> Day {
    When::at(NOW).day
}

fn question() -> Question<'static> {
    Question {
        as_of: today(),
        known_at: today(),
        locals: &[],
        further: Further::All,
    }
}

/// Fills a form with what it is filled with and these answers, and writes it into the case.
fn register(state: &mut CaseState, step: &str, answers: &[(&str, &str)]) -> Vec<Entry> {
    let steps = Steps::new(book());
    let step = steps.find(step).expect("a step of this name");
    let given: Values = answers.iter().copied().collect();
    let values = prefill(step, state, book(), NOW, &given);
    let entries = entries(step, state, book(), &values, NOW).expect("answers");
    let command = Command {
        entries: entries.clone(),
        ..Command::default()
    };
    write(state, &command);
    entries
}

fn write(state: &mut CaseState, command: &Command) {
    let decided = decide(book(), state, command, today()).expect("facts");
    for body in decided.bodies {
        state.apply(Event {
            seq: state.seq + 1,
            recorded_at: NOW,
            recorded_by: UserNo(7),
            body,
        });
    }
}

/// Takes the newest writing of a part out.
fn empty(state: &mut CaseState, section: &str) {
    let mut parts = state.sections.iter();
    let told = parts.rfind(|told| told.what.section == section);
    let about = told.expect("a part").what.about.clone();
    let entry = Entry::Section {
        about,
        section: section.to_owned(),
        text: " ".to_owned(),
        reason: "Det var et andet barn".to_owned(),
    };
    let command = Command {
        entries: vec![entry],
        ..Command::default()
    };
    write(state, &command);
}

fn kinds(entries: &[Entry]) -> Vec<&str> {
    entries.iter().filter_map(kind).collect()
}

fn kind(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Fact { cells, .. } => Some(&cells.kind),
        _ => None,
    }
}

/// What a decision with these answers lacks.
fn lacking(state: &CaseState, answers: &Values) -> Vec<NotYet> {
    lacking_at("decision", state, answers)
}

fn lacking_at(step: &str, state: &CaseState, answers: &Values) -> Vec<NotYet> {
    let steps = Steps::new(book());
    let step = steps.find(step).expect("the form");
    let tried = not_yet(&steps, step, state, book(), answers, NOW, true);
    tried.map_or_else(Vec::new, |tried| tried.lacks)
}

fn named(list: &[NotYet]) -> Vec<&str> {
    list.iter().map(|line| name(&line.missing)).collect()
}

fn name(missing: &Missing) -> &str {
    match missing {
        Missing::Duty(name) => name,
        Missing::YouthConsent => "youth",
        Missing::YouthRefused => "youth refused",
        Missing::PartyStatus => "party",
        Missing::YouthView => "young view",
        Missing::Committee => "committee",
        Missing::OtherLaw => "other law",
        Missing::OtherKind => "other kind",
        Missing::TooYoung => "too young",
    }
}

#[test]
fn a_notification_takes_two_answers_and_starts_the_clock() {
    let mut state = case_of(&[]);
    let written = register(&mut state, "notification", &[("notifier", "professional")]);
    let expected = [
        "case_opened",
        "notification_received",
        "notification_registered",
    ];
    assert_eq!(kinds(&written), expected);
    let derived = duties(book(), &state, &question());
    let next = next_steps(&Steps::new(book()), book(), &state, &derived, Now::at(NOW));
    let first = &next[0];
    assert_eq!(
        (first.step.as_str(), first.about.as_str()),
        ("immediate-assessment", "n1")
    );
    assert_eq!(first.given.get("notification"), "n1");
    let due = first.standing.due.and_then(When::instant);
    assert_eq!(due, Some(NOW + 24 * 3600));
}

#[test]
fn the_judgement_can_be_made_in_the_same_form() {
    let mut state = case_of(&[]);
    let answers = [
        ("notifier", "citizen"),
        ("marks", "abuse"),
        ("danger", "no_danger"),
    ];
    let written = register(&mut state, "notification", &answers);
    assert!(kinds(&written).contains(&"immediate_risk_assessed"));
    let derived = duties(book(), &state, &question());
    let met = derived
        .rows
        .iter()
        .find(|duty| duty.obligation == "immediate_risk_assessed");
    assert!(met.is_some_and(|duty| duty.met_on == Some(today())));
}

#[test]
fn a_child_with_help_is_reappraised_without_a_question() {
    let mut state = full_case();
    let written = register(&mut state, "notification", &[("notifier", "citizen")]);
    assert!(kinds(&written).contains(&"reappraisal_triggered"));
    assert!(!kinds(&written).contains(&"case_opened"));
}

#[test]
fn a_sibling_gets_the_same_notification_in_its_own_case() {
    let (mut first, sibling) = (full_case(), case_of(&[]));
    let answers = [
        ("notifier", "citizen"),
        ("concern", "Ingen jakke"),
        ("children", "2"),
    ];
    register(&mut first, "notification", &answers);
    let steps = Steps::new(book());
    let step = steps.find("notification").unwrap();
    let values = prefill(step, &first, book(), NOW, &answers.into_iter().collect());
    let carried = carried(step, &values, &sibling, book(), NOW);
    assert_eq!(carried.get("concern"), "Ingen jakke");
    assert_eq!(
        (carried.get("open_case"), carried.get("has_measures")),
        ("yes", "no")
    );
    let written = entries(step, &sibling, book(), &carried, NOW).unwrap();
    let expected = [
        "case_opened",
        "notification_received",
        "notification_registered",
    ];
    assert_eq!(kinds(&written), expected);
}

#[test]
fn help_shows_the_rule_of_the_day() {
    let steps = Steps::new(book());
    let review = steps.find("review").unwrap();
    let rule = |typed: &str| {
        let values: Values = [("when", typed)].into_iter().collect();
        let occasion = Occasion::of(review, &values, &full_case(), today());
        let field = review.field("when").unwrap();
        match rules::of_field(review, field, book(), &occasion) {
            Ruling::InForce(cited) => cited[0].version.provision.clone(),
            other => panic!("{typed}: {other:?}"),
        }
    };
    assert_eq!(rule("3.6.2012"), "§ 70, stk. 1");
    assert_eq!(rule("3.6.2024"), "§ 95");
    // What cannot be read is taken to be of today.
    assert_eq!(rule("i overmorgens"), "§ 95");
    let basis = steps.find("decision").unwrap().field("basis").unwrap();
    assert_eq!(basis.bases_on(Day::from_civil(2020, 6, 3))[0], "sel-52");
}

#[test]
fn a_screening_for_assessment_opens_it_from_the_day_of_the_notification() {
    let mut state = case_of(&[[
        "notification_received",
        "2024-11-01",
        "n1",
        "",
        "",
        "citizen",
    ]]);
    let written = register(&mut state, "screening", &[("outcome", "assess")]);
    assert_eq!(
        kinds(&written),
        ["screening_made", "support_need_known", "assessment_decided"]
    );
    let derived = duties(book(), &state, &question());
    let row = derived
        .rows
        .iter()
        .find(|duty| duty.obligation == "assessment_completed");
    assert_eq!(row.unwrap().due_text(), "2025-03-01");
}

#[test]
fn a_decision_says_what_it_still_lacks_and_where_to_mend_it() {
    let born = ["child_born", "2008-03-04", "", "", "", ""];
    let mut state = case_of(&[born, ["support_need_known", "2024-09-01", "a1", "", "", ""]]);
    let steps = Steps::new(book());
    let answers: Values = [
        ("basis", "bl-46"),
        ("value", "placement"),
        ("assessment", "a1"),
    ]
    .into_iter()
    .collect();
    let list = lacking(&state, &answers);
    assert_eq!(
        named(&list),
        [
            "appeal_guidance_with_decision",
            "assessment_before_placement",
            "case_found_informed",
            "child_conversation_before_decision",
            "consent_given",
            "party_hearing_before_decision",
            "reasons_given_with_decision",
            "youth",
            "party",
        ]
    );
    let talk = &list[3];
    assert_eq!(
        (talk.rule.as_str(), talk.provision.as_str()),
        ("BL-INVOLVE", "§ 5, stk. 3")
    );
    assert_eq!(
        (talk.step.as_str(), talk.field),
        ("child-conversation", "talked_on")
    );
    assert_eq!(talk.given.get("subject"), "+d");

    // What is registered before the decision is made counts for it.
    register(&mut state, "child-conversation", &[("subject", "+d")]);
    register(&mut state, "party-hearing", &[]);
    register(&mut state, "consent", &[("youth_consent", "yes")]);
    register(&mut state, "finish-assessment", &[]);
    let step = steps.find("decision").unwrap();
    let begun = prefill(step, &state, book(), NOW, &answers);
    assert_eq!(begun.get("decision"), "d1");
    assert_eq!(
        named(&lacking(&state, &begun)),
        [
            "appeal_guidance_with_decision",
            "case_found_informed",
            "reasons_given_with_decision",
            "party"
        ],
        "nothing is ticked before somebody does it"
    );

    let mut whole = begun;
    for mark in ["appeal_guidance", "informed", "child_party"] {
        whole.push("with_decision", mark);
    }
    whole.set("reasons", "Barnet har brug for ro");
    assert_eq!(lacking(&state, &whole), []);
}

#[test]
fn the_list_beside_the_form_and_the_warnings_at_saving_say_the_same() {
    for born in ["2008-03-04", "2019-03-04"] {
        the_list_and_the_warnings_of_a_child_born(born);
    }
}

fn the_list_and_the_warnings_of_a_child_born(born: &str) {
    let born = ["child_born", born, "", "", "", ""];
    let state = case_of(&[born, ["support_need_known", "2024-05-01", "a1", "", "", ""]]);
    let steps = Steps::new(book());
    let step = steps.find("decision").expect("the form");
    let now = Now {
        second: NOW,
        today: today(),
    };
    for further in [true, false] {
        let around = Around {
            further,
            ..Around::default()
        };
        for (basis, value) in [
            ("bl-32", "support"),
            ("bl-46", "placement"),
            ("bl-47", "placement"),
            ("bl-113", "support"),
            ("bl-30", "support"),
            ("bl-33", "support"),
            ("bl-39", "support"),
            ("bl-67", "placement"),
            ("bl-86", "support"),
            ("bl-114", "support"),
            ("bl-120", "support"),
            ("bl-32", "placement"),
            ("bl-46", "support"),
            ("sel-52", "support"),
            ("sel-76", "placement"),
        ] {
            for marks in [&[][..], &["appeal_guidance", "informed", "child_party"]] {
                let mut values: Values = [
                    ("decision", "+d"),
                    ("when", "i dag"),
                    ("basis", basis),
                    ("value", value),
                ]
                .into_iter()
                .collect();
                marks
                    .iter()
                    .for_each(|mark| values.push("with_decision", *mark));
                let entries = entries(step, &state, book(), &values, NOW).expect("answers");
                let command = Command {
                    entries,
                    ..Command::default()
                };
                let tried = not_yet(&steps, step, &state, book(), &values, NOW, further);
                let tried = tried.expect("answers that can be read");
                assert_eq!((tried.basis.as_str(), tried.value.as_str()), (basis, value));
                let mut listed: Vec<&str> = named(&tried.lacks).into_iter().map(warned).collect();
                let mut said: Vec<&str> = warnings(book(), &state, &command, now, &around)
                    .iter()
                    .map(|warning| warning.key)
                    .filter(|key| LACKING.contains(key))
                    .collect();
                listed.sort_unstable();
                said.sort_unstable();
                assert_eq!(listed, said, "{basis} {marks:?} {further}");
            }
        }
    }
}

/// The fact of a kind among what is written.
fn cells<'e>(written: &'e [Entry], wanted: &str) -> &'e FactCells {
    let found = written.iter().find_map(|entry| match entry {
        Entry::Fact { cells, .. } if cells.kind == wanted => Some(cells),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no {wanted} in {written:?}"))
}

/// The parts among what is written, with their words.
fn parts(written: &[Entry]) -> Vec<(&str, &str)> {
    let parts = written.iter().filter_map(|entry| match entry {
        Entry::Section { section, text, .. } => Some((section.as_str(), text.as_str())),
        _ => None,
    });
    parts.collect()
}

#[test]
fn a_measure_is_what_its_place_and_the_decision_behind_it_say() {
    let committee = ["committee_decided", "2024-11-10", "d1", "", "bl-47", ""];
    let acute = [
        "provisional_decision_started",
        "2024-11-10",
        "d1",
        "",
        "",
        "",
    ];
    let costs = ["decision_made", "2024-11-10", "d1", "", "bl-86", "support"];
    let helped = ["decision_made", "2024-11-10", "d1", "", "bl-32", "support"];
    let enquiry = ["committee_decided", "2024-11-10", "d1", "", "bl-23", ""];
    for (decision, place, value, basis) in [
        (committee, "childrens_home", "placement", "bl-47"),
        (committee, "other_help", "placement", "bl-47"),
        (committee, "", "placement", "bl-47"),
        (acute, "foster_family", "placement", ""),
        (acute, "", "placement", ""),
        (costs, "childrens_home", "placement", "bl-86"),
        (costs, "own_room", "placement", "bl-86"),
        (helped, "help_at_home", "support", "bl-32"),
        (enquiry, "help_at_home", "", "bl-23"),
    ] {
        let mut state = case_of(&[decision]);
        let typed = [("decision", "d1"), ("measure", "+m"), ("sort", place)];
        let written = register(&mut state, "measure-start", &typed);
        let started = cells(&written, "measure_started");
        assert_eq!(
            (started.value.as_str(), started.basis.as_str()),
            (value, basis),
            "{decision:?} {place}"
        );
    }
}

#[test]
fn a_measure_follows_the_decision_that_is_chosen_and_says_itself_what_it_is() {
    let state = case_of(&[
        ["committee_decided", "2024-11-10", "d1", "", "bl-47", ""],
        ["decision_made", "2024-11-12", "d2", "", "bl-32", "support"],
    ]);
    let steps = Steps::new(book());
    let step = steps.find("measure-start").expect("the form");
    let value = step.field("value").expect("the question");
    assert!(!value.behind_disclosure, "it is not among the rare ones");
    let begun = |decision: &str| {
        let given: Values = [("decision", decision)].into_iter().collect();
        prefill(step, &state, book(), NOW, &given)
    };
    assert_eq!(begun("d1").get("value"), "placement");
    // Left open: a children's home would make it a placement.
    assert_eq!(begun("d2").get("value"), "");
    // What is said goes before what follows; the warning tells that they differ.
    let mut said = begun("d1");
    said.set("value", "support");
    let written = entries(step, &state, book(), &said, NOW).expect("answers");
    assert_eq!(cells(&written, "measure_started").value, "support");
    // An acute placement is a decision that may be chosen.
    let acute = ["provisional_decision_started", "2024-11-10", "d1"];
    let acute = [acute[0], acute[1], acute[2], "", "", ""];
    let state = case_of(&[acute]);
    let begun = prefill(step, &state, book(), NOW, &Values::default());
    assert_eq!(
        (begun.get("decision"), begun.get("value")),
        ("d1", "placement")
    );
}

#[test]
fn a_no_is_no_consent_and_stays() {
    for (consent, youth, consents, told) in [
        ("given", "", true, &[][..]),
        ("given", "yes", true, &["youth_consent"][..]),
        (
            "given",
            "no",
            false,
            &["consent", "refused_on", "refusal_note", "youth_refused"][..],
        ),
        (
            "refused",
            "",
            false,
            &["consent_refused", "refused_on", "refusal_note"][..],
        ),
        (
            "refused",
            "no",
            false,
            &[
                "consent_refused",
                "refused_on",
                "refusal_note",
                "youth_refused",
            ][..],
        ),
        (
            "refused",
            "yes",
            false,
            &[
                "consent_refused",
                "refused_on",
                "refusal_note",
                "youth_consent",
            ][..],
        ),
        ("not_needed", "", false, &[][..]),
    ] {
        let mut state = case_of(&[["child_born", "2009-03-04", "", "", "", ""]]);
        let typed = [
            ("consent", consent),
            ("youth_consent", youth),
            ("note", "Sagt i dag"),
        ];
        let written = register(&mut state, "consent", &typed);
        let has = kinds(&written).contains(&"consent_given");
        assert_eq!(has, consents, "{consent} {youth}");
        let mut named: Vec<&str> = parts(&written).iter().map(|part| part.0).collect();
        named.sort_unstable();
        let mut told = told.to_vec();
        told.sort_unstable();
        assert_eq!(named, told, "{consent} {youth}");
    }
}

#[test]
fn a_placement_with_consent_over_the_no_of_the_youth_is_on_the_list() {
    let mut state = case_of(&[["child_born", "2009-03-04", "", "", "", ""]]);
    register(
        &mut state,
        "consent",
        &[("consent", "given"), ("youth_consent", "no")],
    );
    let of = |state: &CaseState, basis: &str, youth: &str| {
        let answers = [
            ("decision", "d1"),
            ("when", "i dag"),
            ("basis", basis),
            ("value", "placement"),
            ("consent", "given"),
            ("youth_consent", youth),
        ];
        let answers: Values = answers.into_iter().collect();
        let list = lacking(state, &answers);
        let refused = list
            .iter()
            .find(|line| line.missing == Missing::YouthRefused);
        let rule = refused.map(|line| line.rule.clone());
        let asked = named(&list).contains(&"youth");
        let consent = named(&list).contains(&"consent_given");
        (rule, asked, consent)
    };
    let by_consent = Some("BL-PLACE-C".to_owned());
    assert_eq!(of(&state, "bl-46", ""), (by_consent.clone(), false, false));
    assert_eq!(of(&state, "bl-46", "no"), (by_consent, false, true));
    assert_eq!(of(&state, "bl-46", "yes"), (None, false, false));
    assert_eq!(of(&state, "bl-47", ""), (None, false, false));
    let permanent = of(&state, "bl-67", "");
    assert_eq!(permanent.0.as_deref(), Some("BL-PERM"));
    let young = case_of(&[["child_born", "2012-03-04", "", "", "", ""]]);
    assert_eq!(of(&young, "bl-46", "no").0, None);
}

#[test]
fn what_lacks_before_the_committee_decides_is_on_its_list() {
    let state = case_of(&[
        ["child_born", "2011-03-04", "", "", "", ""],
        ["support_need_known", "2024-05-01", "a1", "", "", ""],
    ]);
    let answers: Values = [("decision", "+d"), ("when", "i dag"), ("basis", "bl-47")]
        .into_iter()
        .collect();
    let list = lacking_at("committee-decision", &state, &answers);
    assert_eq!(
        named(&list),
        [
            "appeal_guidance_with_decision",
            "assessment_before_placement",
            "case_found_informed",
            "child_conversation_before_decision",
            "lawyer_offered",
            "parties_heard_by_committee",
            "parties_told_of_rights",
            "party_hearing_before_decision",
            "plan_made",
            "reasons_given_with_decision",
            "recommendation_made",
            "party",
        ]
    );
    // An assessment without consent places nobody: no assessment and no plan before it.
    let mut enquiry = answers.clone();
    enquiry.set("basis", "bl-23");
    let list = lacking_at("committee-decision", &state, &enquiry);
    assert_eq!(
        named(&list),
        [
            "appeal_guidance_with_decision",
            "case_found_informed",
            "child_conversation_before_decision",
            "lawyer_offered",
            "parties_heard_by_committee",
            "parties_told_of_rights",
            "party_hearing_before_decision",
            "reasons_given_with_decision",
            "recommendation_made",
            "party",
        ]
    );
}

#[test]
fn each_basis_asks_for_what_the_law_asks_before_a_decision_on_it() {
    // Fifteen years old.
    let born = ["child_born", "2009-10-04", "", "", "", ""];
    let state = case_of(&[born, ["support_need_known", "2024-05-01", "a1", "", "", ""]]);
    let all = [
        "appeal_guidance_with_decision",
        "case_found_informed",
        "party_hearing_before_decision",
        "reasons_given_with_decision",
    ];
    let child = "child_conversation_before_decision";
    for (basis, value, more) in [
        ("bl-30", "support", &[child][..]),
        ("bl-33", "support", &[child, "consent_given", "youth"]),
        ("bl-38", "support", &[child]),
        ("bl-39", "support", &[child, "party"]),
        (
            "bl-67",
            "placement",
            &[child, "youth", "party", "committee"],
        ),
        ("bl-86", "support", &[child]),
        ("bl-90", "support", &[child]),
        (
            "bl-114",
            "support",
            &[
                "youth_plan_position_taken",
                "party",
                "young view",
                "too young",
            ],
        ),
        ("bl-116", "support", &["party", "young view", "too young"]),
        ("bl-52", "placement", &[child, "party"]),
        ("sel-57b", "support", &[child]),
    ] {
        let day = if basis.starts_with("sel") {
            "3.6.2020"
        } else {
            "i dag"
        };
        let answers = [("basis", basis), ("value", value), ("when", day)];
        let list = lacking(&state, &answers.into_iter().collect());
        let mut found = named(&list);
        let mut expected: Vec<&str> = all.iter().chain(more).copied().collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{basis}");
        for line in &list {
            assert!(!line.provision.is_empty(), "{basis}: {line:?}");
        }
    }
    // Grown up, the young person is asked as a party and not as a child.
    let born = ["child_born", "2005-10-04", "", "", "", ""];
    let list = lacking(
        &case_of(&[born]),
        &[("basis", "bl-114")].into_iter().collect(),
    );
    let found = named(&list);
    assert!(
        !found.contains(&"young view") && !found.contains(&"party"),
        "{found:?}"
    );
}

#[test]
fn a_basis_of_the_committee_leads_to_the_committees_form() {
    let state = case_of(&[["child_born", "2015-03-04", "", "", "", ""]]);
    let answers = [("basis", "bl-47"), ("value", "placement")];
    let list = lacking(&state, &answers.into_iter().collect());
    let line = list.iter().find(|line| line.missing == Missing::Committee);
    let line = line.expect("it says who decides");
    assert_eq!(line.step, "committee-decision");
    assert_eq!(line.given.get("basis"), "bl-47");
    assert_eq!(line.provision, "§§ 47 og 51");
    let decided = case_of(&[
        ["child_born", "2015-03-04", "", "", "", ""],
        ["committee_decided", "2024-11-10", "d1", "", "bl-47", ""],
    ]);
    let answers = [
        ("decision", "d1"),
        ("basis", "bl-47"),
        ("value", "placement"),
    ];
    let list = lacking(&decided, &answers.into_iter().collect());
    assert!(!named(&list).contains(&"committee"));
}

#[test]
fn help_decided_with_a_young_person_of_fifteen_passes_without_a_warning() {
    let mut state = case_of(&[
        ["child_born", "2009-10-04", "", "", "", ""],
        ["case_opened", "2024-05-01", "", "", "", ""],
    ]);
    let answers: Values = [
        ("decision", "+d"),
        ("when", "i dag"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("reasons", "Der er brug for det"),
        ("child_view", "Jeg vil gerne"),
        ("consent", "given"),
        ("youth_consent", "yes"),
        ("plan_position", "yes"),
        ("talked_on", "18.11.2024"),
        ("heard_on", "18.11.2024"),
        ("with_decision", "appeal_guidance"),
        ("with_decision", "informed"),
        ("with_decision", "child_party"),
    ]
    .into_iter()
    .collect();
    let steps = Steps::new(book());
    let step = steps.find("decision").expect("the form");
    let command = Command {
        entries: entries(step, &state, book(), &answers, NOW).expect("answers"),
        ..Command::default()
    };
    let now = Now {
        second: NOW,
        today: today(),
    };
    let around = Around {
        further: true,
        ..Around::default()
    };
    let said = |state: &CaseState| -> Vec<&'static str> {
        let found = warnings(book(), state, &command, now, &around);
        found.iter().map(|warning| warning.key).collect()
    };
    assert_eq!(said(&state), [] as [&str; 0]);
    // That sixteen is near is said by the list of duties once the help runs.
    register(
        &mut state,
        "decision",
        &[("reasons", "Hjælp"), ("basis", "bl-32")],
    );
    register(&mut state, "measure-start", &[("sort", "contact_person")]);
    let derived = duties(book(), &state, &question());
    let position = derived.rows.iter();
    let mut position = position.filter(|duty| duty.obligation == "youth_plan_position_taken");
    let due = position.next().and_then(|duty| duty.due);
    assert_eq!(due.map(|due| due.day), Some(Day::from_civil(2025, 10, 4)));
    assert!(position.next().is_none());
    // Where further duties count from a day, the birthday is after it, though the birth is not.
    let since = Question {
        further: Further::Since(today()),
        ..question()
    };
    let counted = duties(book(), &state, &since).rows;
    let mut counted = counted.iter().map(|duty| duty.obligation.as_str());
    assert!(counted.any(|name| name == "youth_plan_position_taken"));
}

#[test]
fn an_unborn_child_has_its_own_paragraphs_and_is_asked_nothing() {
    let mut state = case_of(&[]);
    let notified = [
        ("notifier", "professional"),
        ("unborn", "yes"),
        ("expected_on", "1.2.2025"),
    ];
    let written = register(&mut state, "notification", &notified);
    assert!(kinds(&written).contains(&"child_expected"));
    assert_eq!(state.expected(Day::MAX), Some(Day::from_civil(2025, 2, 1)));
    assert!(state.is_unborn(today()));
    let opened = [("notification", "n1"), ("reason", "serious_or_complex")];
    register(&mut state, "open-assessment", &opened);
    let derived = duties(book(), &state, &question());
    let cited = |obligation: &str| {
        let mut rows = derived.rows.iter();
        let duty = rows.find(|duty| duty.obligation == obligation);
        why(book(), duty.expect("a duty")).provision
    };
    assert_eq!(cited("screening_made"), "§ 24");
    assert_eq!(cited("assessment_decided"), "§ 26");
    assert_eq!(cited("assessment_completed"), "§ 26, stk. 3");
    let steps = Steps::new(book());
    let finish = steps.find("finish-assessment").expect("the form");
    let occasion = Occasion::of(finish, &Values::default(), &state, today());
    let Ruling::InForce(cited) = rules::of_step(finish, book(), &occasion) else {
        panic!("a rule in force");
    };
    assert_eq!(cited[0].provision, "§ 26, stk. 3");
    let answers = [("basis", "bl-46"), ("value", "placement")];
    let answers: Values = answers.into_iter().collect();
    let step = steps.find("decision").expect("the form");
    let occasion = Occasion::of(step, &answers, &state, today());
    let Ruling::InForce(cited) = rules::of_step(step, book(), &occasion) else {
        panic!("rules in force");
    };
    assert!(cited.iter().all(|each| !each.obligation.needs_birth));
    let tried = not_yet(&steps, step, &state, book(), &answers, NOW, true).expect("a list");
    assert!(tried.unborn);
    let found = named(&tried.lacks);
    assert!(
        !found.contains(&"child_conversation_before_decision"),
        "{found:?}"
    );
    let consent = tried.lacks.iter();
    let mut consent = consent.filter(|line| name(&line.missing) == "consent_given");
    let provision = consent.next().map(|line| line.provision.as_str());
    assert_eq!(provision, Some("§ 46, stk. 4"));
}

#[test]
fn a_review_keeps_what_the_law_asks_at_each_one() {
    let mut state = full_case();
    let answers = [
        ("measure", "m1"),
        ("more_needed", "clarify"),
        ("plan_judged", "revise"),
        ("beside_plan", "Mor er blevet syg"),
    ];
    let written = register(&mut state, "review", &answers);
    assert!(parts(&written).contains(&("beside_plan", "Mor er blevet syg")));
    // What follows from the answers stands on the list, each with the form that does it, until it is done.
    let waiting = |state: &CaseState| -> Vec<(String, String)> {
        let derived = duties(book(), state, &question());
        let steps = Steps::new(book());
        let now = Now {
            second: NOW,
            today: today(),
        };
        let next = next_steps(&steps, book(), state, &derived, now).into_iter();
        let after = next.filter(|each| each.obligation.ends_with("_after_review"));
        after.map(|each| (each.obligation, each.step)).collect()
    };
    let waits = |obligation: &str, step: &str| (obligation.to_owned(), step.to_owned());
    assert_eq!(
        waiting(&state),
        [
            waits("exploration_completed_after_review", "exploration"),
            waits("plan_revised_after_review", "plan-revised"),
        ]
    );
    register(&mut state, "plan-revised", &[("plan", "p1")]);
    let steps = Steps::new(book());
    let review = cells(&written, "review_held").about.clone();
    assert_eq!(review, "+x");
    let review = state
        .standing(Day::MAX)
        .filter(|it| it.fact.cells.kind == "knowledge_judged");
    let review = review.last().expect("the answer").fact.cells.about.clone();
    let opened = opening(
        &steps,
        book(),
        &state,
        "exploration_completed_after_review",
        &review,
    );
    let opened = opened.expect("a form");
    assert_eq!(opened.given.get("notification"), review);
    register(&mut state, "exploration", &[("notification", &review)]);
    assert_eq!(waiting(&state), []);
    // A review that finds nothing asks for nothing; one that asks for an assessment and a plan asks for those.
    let answers = [("more_needed", "nothing"), ("plan_judged", "fits")];
    register(&mut state, "review", &answers);
    assert_eq!(waiting(&state), []);
    let answers = [("more_needed", "assess"), ("plan_judged", "make")];
    register(&mut state, "review", &answers);
    assert_eq!(
        waiting(&state),
        [
            waits("assessment_decided_after_review", "open-assessment"),
            // The plan that was revised today was not made today.
            waits("plan_made_after_review", "plan"),
        ]
    );
    register(
        &mut state,
        "open-assessment",
        &[("assessment", "+a"), ("known_on", "i dag")],
    );
    register(&mut state, "plan", &[("plan", "+p")]);
    assert_eq!(waiting(&state), []);
}

#[test]
fn an_exploration_is_of_any_notification_and_of_a_review_that_asked_for_it() {
    let steps = Steps::new(book());
    let field = steps
        .find("exploration")
        .and_then(|step| step.field("notification"));
    let Some(FieldKind::Thing(choice)) = field.map(|field| &field.kind) else {
        panic!("a thing is chosen");
    };
    for (_, kind) in book().vocabulary.kinds() {
        let columns = [&kind.about_things, &kind.reference_things];
        let of_one = columns
            .iter()
            .any(|sorts| sorts.iter().any(|sort| sort == "notification"));
        let offered = choice.with.iter().any(|name| *name == kind.name);
        assert_eq!(
            offered,
            of_one || kind.name == "knowledge_judged",
            "{}",
            kind.name
        );
    }
    // Among requests and visits a review goes by its name.
    let mut state = full_case();
    register(&mut state, "review", &[("more_needed", "clarify")]);
    let offered = candidates(choice, &state, book());
    let reviews: Vec<_> = offered.iter().filter(|each| each.is_review).collect();
    assert_eq!(reviews.len(), 1, "{offered:?}");
    assert!(
        offered
            .iter()
            .all(|each| each.is_review || each.sort == Sort::Notification)
    );
}

#[test]
fn a_planned_end_is_a_day_to_come_and_not_the_day_of_writing() {
    let state = full_case();
    let steps = Steps::new(book());
    let step = steps.for_kind("measure_end_planned").expect("a form");
    assert!(!step.generated);
    let begun = prefill(step, &state, book(), NOW, &Values::default());
    assert_eq!(begun.get("expected_end"), "", "nothing is guessed");
    assert_eq!(begun.get("planned_on"), today().to_string());
    let mut state = full_case();
    let answers = [("measure", "m1"), ("expected_end", "1.3.2025")];
    let written = register(&mut state, "measure-end-planned", &answers);
    assert_eq!(cells(&written, "measure_end_planned").when, "2025-03-01");
    let kept = parts(&written);
    assert!(kept.contains(&("expected_end", "2025-03-01")), "{kept:?}");
    assert!(
        kept.contains(&("planned_on", &today().to_string())),
        "{kept:?}"
    );
    // On that day it stands on the list, and not before.
    for (on, rows) in [(today(), 0), (Day::from_civil(2025, 3, 1), 1)] {
        let asked = Question {
            as_of: on,
            known_at: on,
            ..question()
        };
        let found = duties(book(), &state, &asked).rows;
        let found = found
            .iter()
            .filter(|row| row.obligation == "planned_end_followed_up");
        assert_eq!(found.count(), rows, "{on}");
    }
}

/// The warnings that say that something lacks on the day.
const LACKING: [&str; 17] = [
    "warnings-basis-of-other-law",
    "warnings-basis-and-value",
    "warnings-support-too-young",
    "warnings-committee-decides",
    "warnings-lacks-on-the-day",
    "warnings-no-conversation",
    "warnings-no-hearing",
    "warnings-no-assessment",
    "warnings-no-appeal-guidance",
    "warnings-no-plan-position",
    "warnings-no-plan",
    "warnings-no-reasons",
    "warnings-not-informed",
    "warnings-no-consent",
    "warnings-consent-at-fifteen",
    "warnings-youth-refused",
    "warnings-party-status",
];

/// The warning that says what a line of the list says.
fn warned(missing: &str) -> &'static str {
    match missing {
        "child_conversation_before_decision" | "young view" => "warnings-no-conversation",
        "committee" => "warnings-committee-decides",
        "party_hearing_before_decision" => "warnings-no-hearing",
        "assessment_before_placement" => "warnings-no-assessment",
        "appeal_guidance_with_decision" => "warnings-no-appeal-guidance",
        "plan_position_taken" => "warnings-no-plan-position",
        "plan_made" => "warnings-no-plan",
        "reasons_given_with_decision" => "warnings-no-reasons",
        "case_found_informed" => "warnings-not-informed",
        "consent_given" => "warnings-no-consent",
        "youth" => "warnings-consent-at-fifteen",
        "youth refused" => "warnings-youth-refused",
        "party" => "warnings-party-status",
        "other law" => "warnings-basis-of-other-law",
        "other kind" => "warnings-basis-and-value",
        "too young" => "warnings-support-too-young",
        _ => "warnings-lacks-on-the-day",
    }
}

#[test]
fn the_plan_question_hangs_on_the_legal_basis() {
    let state = case_of(&[["child_born", "2020-03-04", "", "", "", ""]]);
    let lacks = |answers: &[(&str, &str)]| {
        let values: Values = answers.iter().copied().collect();
        let list = lacking(&state, &values);
        named(&list)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(lacks(&[("basis", "bl-32")]).contains(&"plan_position_taken".to_owned()));
    let answered = lacks(&[("basis", "bl-32"), ("plan_position", "no")]);
    assert!(!answered.contains(&"plan_position_taken".to_owned()));
    let forced = lacks(&[("basis", "bl-47"), ("value", "placement")]);
    assert!(forced.contains(&"plan_made".to_owned()), "{forced:?}");
    let old = [("basis", "sel-52"), ("when", "3.6.2020")];
    assert!(lacks(&old).contains(&"plan_made".to_owned()));
    // An answer that cannot be read is said by the form, not by the list.
    assert!(lacks(&[("when", "snart")]).is_empty());
}

#[test]
fn the_duty_of_a_birthday_leaves_the_decision_open() {
    let mut state = full_case();
    let answers = [
        ("decision", ""),
        ("made", "yes"),
        ("goals.0.text", "Eget sted"),
    ];
    let answers = [
        &answers[..],
        &[("goals.0.now", "1"), ("goals.0.wanted", "9")],
    ]
    .concat();
    let written = register(&mut state, "youth-plan", &answers);
    assert_eq!(
        kinds(&written),
        ["youth_plan_position_taken", "youth_plan_made"]
    );
    let about =
        |entry: &Entry| matches!(entry, Entry::Fact { cells, .. } if !cells.about.is_empty());
    assert!(!written.iter().any(about));
    let derived = duties(book(), &state, &question());
    let summary = handover(book(), &state, &derived, today());
    assert!(
        summary
            .plans
            .iter()
            .any(|plan| plan.plan == "youth" && plan.goals.len() == 1)
    );
}

#[test]
fn a_review_moves_the_goals_that_moved_and_keeps_the_rest() {
    let mut state = full_case();
    let plan = [
        ("plan", "p1"),
        ("goals.0.text", "Jeg vil i skole"),
        ("goals.0.now", "2"),
    ];
    let plan = [&plan[..], &[("goals.0.wanted", "9")]].concat();
    register(&mut state, "plan-revised", &plan);
    assert_eq!(state.goals.len(), 2);
    let answers = [("movements.g1.now", "5"), ("rhythm", "6")];
    let written = register(&mut state, "review", &answers);
    assert_eq!(kinds(&written), ["review_held", "review_rhythm_decided"]);
    let moved: Vec<(&str, u8)> = state
        .scores
        .iter()
        .map(|score| (score.what.goal.as_str(), score.what.now))
        .collect();
    assert_eq!(moved, [("g1", 5), ("g2", 2)]);
    assert_eq!(state.scores[0].what.review, "x9");
    let derived = duties(book(), &state, &question());
    let next = derived
        .rows
        .iter()
        .find(|row| row.obligation == "review_held" && row.seq == 2);
    assert_eq!(next.unwrap().due_text(), "2025-05-18");
}

#[test]
fn a_handover_says_what_waits_and_what_is_missing() {
    let mut state = full_case();
    let written = register(&mut state, "handover", &[("caseworker", "m-lund")]);
    assert_eq!(kinds(&written), ["case_assigned"]);
    assert_eq!(state.assigned(today(), Day::MAX), ("Nord", "m-lund"));
    let derived = duties(book(), &state, &question());
    let summary = handover(book(), &state, &derived, today());
    assert_eq!(summary.age, Some(14));
    assert_eq!(summary.had.len(), 2);
    assert_eq!(summary.had[0].caseworker, "m-lund");
    assert_eq!(summary.measures[0].measure, "m1");
    assert_eq!(summary.plans[0].goals[0].wanted, 8);
    assert!(summary.duties.iter().all(|duty| duty.is_pending()));
    assert!(summary.lacks.contains(&Lack::Talk(None)));
    assert!(summary.lacks.contains(&Lack::CustodyHolder));
    assert!(
        summary
            .lacks
            .iter()
            .any(|lack| matches!(lack, Lack::Overdue(_)))
    );
    assert!(!summary.lacks.contains(&Lack::Birthday));
}

#[test]
fn a_handover_tells_how_the_case_came_here() {
    let mut state = full_case();
    register(
        &mut state,
        "review",
        &[("measure", "m1"), ("child_view", "Jeg vil hjem")],
    );
    let derived = duties(book(), &state, &question());
    let summary = handover(book(), &state, &derived, today());
    let story = &summary.story;
    assert_eq!(story.notifications.len(), 2);
    assert_eq!(story.notifications[0].value, "citizen abuse");
    assert_eq!(story.notifications[0].screened, "clarify");
    assert_eq!(
        story.assessments[0].completed_on,
        Some(Day::from_civil(2024, 4, 30))
    );
    assert_eq!(
        (story.decisions[0].basis.as_str(), story.decisions.len()),
        ("bl-47", 2)
    );
    // The measure has no basis of its own: it is the decision's.
    assert_eq!(summary.measures[0].basis, "bl-46");
    // What the child said in a review was said to somebody.
    assert_eq!(story.voices.len(), 1);
    assert_eq!(story.talked_on, Some(today()));
    let silent = |lack: &Lack| matches!(lack, Lack::Talk(_));
    assert!(!summary.lacks.iter().any(silent), "{:?}", summary.lacks);
}

/// The form of the notification of a case, in which one text stands.
fn form_of<'s>(steps: &Steps, state: &'s CaseState) -> Correction<'s> {
    let mut facts = state.facts.iter();
    let held = facts.find(|held| held.fact.cells.kind == "notification_received");
    let form = Correction::of(steps, book(), state, held.expect("a fact"), None);
    let texts = state.sections.iter();
    let texts = texts.map(|told| (told.what.text, "Mormor er hos barnet".to_owned()));
    form.expect("a form").filled(&texts.collect())
}

/// A form shows a day and a clock time in another way than they are kept: sent back so, they were left alone.
#[test]
fn what_was_left_alone_takes_over_what_others_wrote_meanwhile() {
    let mut state = case_of(&[]);
    let answers = [
        ("notifier", "professional"),
        ("received", "17.11.2024"),
        ("received.time", "10.32"),
    ];
    register(&mut state, "notification", &answers);
    let seen = state.seq;
    let entry = Entry::Section {
        about: "n1".to_owned(),
        section: "acute_help".to_owned(),
        text: "Mormor er hos barnet".to_owned(),
        reason: String::new(),
    };
    let command = Command {
        entries: vec![entry],
        ..Command::default()
    };
    write(&mut state, &command);
    let steps = Steps::new(book());
    let before = as_it_stood(&state, seen);
    let (then, now) = (form_of(&steps, &before), form_of(&steps, &state));
    assert!(then.written_since(0).is_empty());
    assert_eq!(now.written_since(seen).len(), 1);
    assert!(now.written_since(state.seq).is_empty());
    let typed = [
        ("notifier", "citizen"),
        ("received", "17.11.2024"),
        ("received.time", "10.32"),
        ("acute_help", ""),
        ("notifier_name", "Skolen"),
    ];
    let typed: Values = typed.into_iter().collect();
    let merged = now.with_typed(Some(&then), &typed, today());
    assert_eq!(merged.get("acute_help"), "Mormor er hos barnet");
    assert_eq!(merged.get("notifier_name"), "Skolen");
    assert_eq!(merged.get("notifier"), "citizen");
    assert_eq!(merged.get("received"), now.old().get("received"));
    assert_eq!(merged.get("received.time"), now.old().get("received.time"));
    // Whoever emptied the box meant to.
    let emptied = then.with_typed(Some(&now), &typed, today());
    assert_eq!(emptied.get("acute_help"), "");
}

/// An emptied part went on as words of the child, so that nobody was told that it is long since anybody talked with it.
#[test]
fn words_that_were_taken_out_are_no_words_of_the_child() {
    let mut state = full_case();
    let told = |state: &CaseState| {
        let derived = duties(book(), state, &question());
        handover(book(), state, &derived, today()).story
    };
    let before = told(&state);
    register(
        &mut state,
        "review",
        &[("measure", "m1"), ("child_view", "Jeg vil hjem")],
    );
    assert_eq!(told(&state).talked_on, Some(today()));
    empty(&mut state, "child_view");
    let after = told(&state);
    assert_eq!(after.voices, before.voices);
    assert_eq!(after.talked_on, before.talked_on);
    assert!(after.talked_on < Some(today()));
}

#[test]
fn a_part_of_an_assessment_that_was_emptied_is_unwritten() {
    let mut state = full_case();
    let about = state
        .facts
        .iter()
        .find(|held| held.fact.cells.kind == "assessment_completed")
        .expect("an assessment")
        .fact
        .cells
        .about
        .clone();
    let part = |state: &mut CaseState, text: &str| {
        let entry = Entry::Section {
            about: about.clone(),
            section: "development".to_owned(),
            text: text.to_owned(),
            reason: String::new(),
        };
        let command = Command {
            entries: vec![entry],
            ..Command::default()
        };
        write(state, &command);
    };
    let is_written = |state: &CaseState| {
        let derived = duties(book(), state, &question());
        let story = handover(book(), state, &derived, today()).story;
        let mut assessments = story.assessments.iter();
        assessments.any(|each| each.written.contains(&"development"))
    };
    part(&mut state, "Taler meget");
    assert!(is_written(&state));
    empty(&mut state, "development");
    assert!(!is_written(&state));
    part(&mut state, "Taler mere");
    assert!(is_written(&state));
}

#[test]
fn the_childs_words_stand_with_what_they_were_said_to() {
    let mut state = full_case();
    let decided = [
        ("decision", "+d"),
        ("basis", "bl-32"),
        ("value", "support"),
        ("consent", "given"),
        ("heard_on", "17.11.2024"),
        ("with_decision", "appeal_guidance"),
        ("child_view", "Jeg vil gerne have hjælp"),
    ];
    register(&mut state, "decision", &decided);
    // Another form in the same second, about another thing of the same day.
    register(
        &mut state,
        "review",
        &[("measure", "m1"), ("child_view", "Jeg vil hjem")],
    );
    let kinds = |state: &CaseState| {
        let parts = state.sections.iter();
        let parts = parts.filter(|told| told.what.section == "child_view");
        let hosts = parts.map(|told| host(state, told).map(|held| held.fact.cells.kind.clone()));
        hosts.collect::<Vec<_>>()
    };
    let at = |kind: &str| Some(kind.to_owned());
    assert_eq!(kinds(&state), [at("decision_made"), at("review_held")]);
    let derived = duties(book(), &state, &question());
    let story = handover(book(), &state, &derived, today()).story;
    let mut told: Vec<&str> = story
        .voices
        .iter()
        .map(|voice| voice.kind.as_str())
        .collect();
    told.sort_unstable();
    assert_eq!(told, ["decision_made", "review_held"]);
}

#[test]
fn nobody_is_said_to_lack_a_talk_with_a_child_that_is_not_born() {
    let state = case_of(&[
        ["case_opened", "2024-11-10", "", "", "", ""],
        ["child_born", "2025-02-01", "", "", "", ""],
    ]);
    let derived = duties(book(), &state, &question());
    let summary = handover(book(), &state, &derived, today());
    let silent = |lack: &Lack| matches!(lack, Lack::Talk(_));
    assert!(!summary.lacks.iter().any(silent), "{:?}", summary.lacks);
}

#[test]
fn an_assessment_is_written_part_by_part_with_its_sources() {
    let mut state = full_case();
    let answers = [
        ("assessment", "a1"),
        ("part", "school"),
        ("findings", "Ali har 14 dages fravær [1]."),
        ("sources.0.sort", "school"),
        ("sources.0.who", "klasselærer"),
        ("sources.0.on", "3/6"),
    ];
    register(&mut state, "assessment-part", &answers);
    let sections: Vec<&str> = state
        .sections
        .iter()
        .map(|s| s.what.section.as_str())
        .collect();
    assert_eq!(sections, ["school", "school-sources"]);
}

#[test]
fn the_plan_begins_with_the_goals_of_the_assessment_and_only_once() {
    let mut state = full_case();
    assert_eq!(goals::wanted(&state), None);
    let answers = [
        ("assessment", "a1"),
        ("conclusion", "Trives i skolen"),
        ("goals_wanted", "- Jeg vil sove hjemme\n\n Jeg vil i skole "),
    ];
    let written = register(&mut state, "finish-assessment", &answers);
    let words = written.iter().find_map(|entry| match entry {
        Entry::Section { section, text, .. } if section == "goals_wanted" => Some(text),
        _ => None,
    });
    assert!(goals::wanted(&state).is_some());
    let mut values = Values::default();
    goals::from_lines(words.expect("the goals are written"), "goals", &mut values);
    let rows = values.rows("goals");
    let texts: Vec<&str> = rows
        .iter()
        .map(|row| values.part("goals", row, "text"))
        .collect();
    assert_eq!(texts, ["Jeg vil sove hjemme", "Jeg vil i skole"]);
    // None is left out: what has no row of its own stands in the last.
    for count in [13, 40, 41, 100] {
        let lines: Vec<String> = (1..=count).map(|number| format!("Mål {number}")).collect();
        let mut many = Values::default();
        goals::from_lines(&lines.join("\n"), "goals", &mut many);
        let rows = many.rows("goals");
        assert_eq!(rows.len(), count.min(MOST_GOALS), "{count}");
        let all: Vec<&str> = rows
            .iter()
            .map(|row| many.part("goals", row, "text"))
            .collect();
        assert_eq!(all.join(". "), lines.join(". "), "{count}");
    }
    let plan = [
        ("plan", "+p"),
        ("goals.0.text", "Jeg vil sove hjemme"),
        ("goals.0.now", "3"),
        ("goals.0.wanted", "8"),
    ];
    register(&mut state, "plan", &plan);
    assert_eq!(goals::wanted(&state), None, "goals were set since");
}

#[test]
fn a_document_comes_along_with_a_form_and_only_where_one_was_sent() {
    let state = full_case();
    let steps = Steps::new(book());
    let step = steps.find("exploration").expect("a step of this name");
    let mut values = prefill(step, &state, book(), NOW, &Values::default());
    let documents = |values: &Values| {
        let read = entries(step, &state, book(), values, NOW).expect("answers");
        let filed = read.into_iter().filter_map(|entry| match entry {
            Entry::Document {
                name, sort, when, ..
            } => Some((name, sort, when)),
            _ => None,
        });
        filed.collect::<Vec<_>>()
    };
    assert_eq!(documents(&values), []);
    let letter = upload::read("svar.pdf", b"%PDF-1.7".to_vec()).expect("a letter");
    values.files.insert("attached".to_owned(), letter);
    let filed = ("svar.pdf", "statement", "2024-11-18");
    let told = documents(&values);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].0.as_str(), told[0].1.as_str(), told[0].2.as_str()),
        filed
    );
}
