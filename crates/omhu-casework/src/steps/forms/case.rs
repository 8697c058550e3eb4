//! The case itself: opened, given to somebody, handed over, closed; and what is registered about the child.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, instant, short, text, words, yes_no,
};
use super::super::step::{ATTACHED, Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, Write, fact};
use crate::worklist::turn;

pub(super) fn steps() -> Vec<Step> {
    vec![
        note(),
        open_case(),
        reopen_case(),
        assign(),
        handover(),
        close_case(),
        birth(),
        disability(),
        family_adviser(),
        document(),
        ask_others(),
        answer_received(),
        take_back(),
    ]
}

const SORTS: [&str; 5] = [
    "preventive",
    "placement",
    "disability",
    "school_day_treatment",
    "other",
];

fn note() -> Step {
    Step::new("note", Group::Case)
        .asks([
            instant("when").required().preset(Preset::Now),
            text("words").required(),
        ])
        .also(Write::Note {
            when: "when",
            field: "words",
            about: Of::Nothing,
        })
}

fn open_case() -> Step {
    let mut opened = fact("case_opened").value("case_sort").text("note");
    opened.family = Of::Field("family");
    Step::new("open-case", Group::Case)
        .asks([
            done_on().rule("told_of_right_to_assistant"),
            words("case_sort", &SORTS),
            short("family").more(),
            yes_no("told_of_assistant")
                .rule("told_of_right_to_assistant")
                .more(),
            text("note").more(),
        ])
        .writes(opened)
        .writes_if(
            &[Given::Is("told_of_assistant", "yes")],
            fact("told_of_right_to_assistant").beside(),
        )
}

fn reopen_case() -> Step {
    Step::new("reopen-case", Group::Case)
        .asks([
            done_on(),
            words("case_sort", &SORTS).preset(Preset::LastUsed("case_opened")),
            text("reopen_why"),
        ])
        .writes(fact("case_opened").value("case_sort").text("reopen_why"))
}

/// Who gets the case from when.
fn assigned() -> super::super::write::FactWrite {
    let mut assigned = fact("case_assigned");
    assigned.team = Of::Field("team");
    assigned.caseworker = Of::Field("caseworker");
    assigned
}

fn assign() -> Step {
    Step::new("assign", Group::Case)
        .asks([
            Field::new("team", FieldKind::Team)
                .required()
                .preset(Preset::Team)
                .seen(Seen::Counted),
            Field::new("caseworker", FieldKind::Caseworker).seen(Seen::Counted),
            done_on(),
            text("note").more(),
        ])
        .writes(assigned().text("note"))
}

fn handover() -> Step {
    Step::new("handover", Group::Case)
        .asks([
            Field::new("caseworker", FieldKind::Caseworker)
                .required()
                .seen(Seen::Counted),
            Field::new("team", FieldKind::Team)
                .preset(Preset::Team)
                .seen(Seen::Counted),
            done_on(),
            text("to_know"),
            yes_no("family_told").more(),
        ])
        .writes(assigned().text("to_know"))
        .section(Of::Nothing, "family_told")
}

fn close_case() -> Step {
    Step::new("close-case", Group::Case)
        .asks([
            done_on(),
            words(
                "close_reason",
                &["no_need", "reached", "moved", "turned_18", "died", "other"],
            ),
            text("note"),
        ])
        .writes(fact("case_closed").text("note"))
        .section(Of::Nothing, "close_reason")
}

fn birth() -> Step {
    Step::new("birth", Group::Case)
        .asks([day("when").required().rule("aftercare_decided")])
        .writes(fact("child_born"))
}

fn disability() -> Step {
    Step::new("disability", Group::Case)
        .asks([
            done_on().rule("family_adviser_offered"),
            text("note"),
            yes_no("adviser_offered").rule("family_adviser_offered"),
        ])
        .writes(fact("disability_established").text("note"))
        .writes_if(
            &[Given::Is("adviser_offered", "yes")],
            fact("family_adviser_offered").beside(),
        )
}

fn family_adviser() -> Step {
    Step::new("family-adviser", Group::Case)
        .asks([done_on().rule("family_adviser_offered"), text("note")])
        .writes(fact("family_adviser_offered").text("note"))
}

fn document() -> Step {
    Step::new("document", Group::Case)
        .asks([
            Field::new("file", FieldKind::File).required(),
            done_on().rule("document_filed"),
            words(
                "document_sort",
                &[
                    "letter",
                    "statement",
                    "school",
                    "health",
                    "police",
                    "court",
                    "drawing",
                    "other",
                ],
            )
            .required()
            .preset(Preset::Word("letter"))
            .seen(Seen::Case),
            of_notification(),
        ])
        .also(Write::Document {
            file: "file",
            when: "when",
            sort: Of::Field("document_sort"),
            words: None,
            answer_by: None,
            about: Of::Field("of_notification"),
        })
}

/// The notification that a document came with or is about: then it may say who notified, and is closed to whom that is.
fn of_notification() -> Field {
    let choice = Choice {
        sorts: vec![Sort::Notification],
        with: vec!["notification_received".into()],
        lacking: Vec::new(),
        new: false,
    };
    Field::new("of_notification", FieldKind::Thing(choice))
        .preset(Preset::Nothing)
        .seen(Seen::Guarded)
}

/// Somebody outside is asked for something: from then on their move is awaited ([`crate::worklist::turn`]). A telephone
/// call asks as well as a letter does, so no file is needed.
fn ask_others() -> Step {
    let asked: Vec<&str> = turn::REQUESTS.iter().map(|(asked, _)| *asked).collect();
    Step::new("ask-others", Group::Case)
        .rests_on("information_consent_given")
        .rests_on("party_hearing_before_decision")
        .asks([
            words("asked_of", &asked).required().seen(Seen::Case),
            done_on(),
            day("answer_by"),
            asked_for(),
            text("asked_words").required().rule("journal_note_made"),
            Field::new(ATTACHED, FieldKind::File),
        ])
        .also(Write::Document {
            file: ATTACHED,
            when: "when",
            sort: Of::Field("asked_of"),
            words: Some("asked_words"),
            answer_by: Some("answer_by"),
            about: Of::Field("asked_for"),
        })
        .also(Write::Note {
            when: "when",
            field: "asked_words",
            about: Of::Nothing,
        })
}

/// The thing for whose sake somebody is asked: only a request that names it lets a screening wait.
fn asked_for() -> Field {
    let choice = Choice {
        sorts: vec![
            Sort::Notification,
            Sort::Assessment,
            Sort::Decision,
            Sort::Other,
        ],
        with: Vec::new(),
        lacking: Vec::new(),
        new: false,
    };
    Field::new("asked_for", FieldKind::Thing(choice)).preset(Preset::Nothing)
}

/// What was asked for came, or will not come: nobody waits any more.
fn answer_received() -> Step {
    let answers: Vec<&str> = turn::REQUESTS.iter().map(|(_, answer)| *answer).collect();
    Step::new("answer-received", Group::Case)
        .asks([
            words("answer_of", &answers)
                .required()
                .preset(Preset::Awaited)
                .seen(Seen::Case),
            done_on(),
            text("answer_words").required().rule("journal_note_made"),
            Field::new(ATTACHED, FieldKind::File),
        ])
        .also(Write::Document {
            file: ATTACHED,
            when: "when",
            sort: Of::Field("answer_of"),
            words: Some("answer_words"),
            answer_by: None,
            about: Of::Nothing,
        })
        .also(Write::Note {
            when: "when",
            field: "answer_words",
            about: Of::Nothing,
        })
}

fn take_back() -> Step {
    Step::new("take-back", Group::Case)
        .asks([
            Field::new("registration", FieldKind::Registration).required(),
            text("wrong_why").required(),
        ])
        .also(Write::Retract {
            row: "registration",
            reason: "wrong_why",
        })
}
