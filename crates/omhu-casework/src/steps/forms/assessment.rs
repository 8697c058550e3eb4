//! The assessment: opened, written part by part, finished.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, text, thing, thing_or_new, words, yes_no,
};
use super::super::parts;
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, Write, fact};

/// The section with the goals that an assessment ends in, one on a line.
pub(in crate::steps) const GOALS: &str = "goals_wanted";

pub(super) fn steps() -> Vec<Step> {
    vec![
        open_assessment(),
        assessment_part(),
        provisional_assessment(),
        siblings(),
        finish_assessment(),
        child_conversation(),
    ]
}

fn open_assessment() -> Step {
    let from = Choice {
        sorts: vec![Sort::Notification],
        with: Vec::new(),
        lacking: vec!["support_need_known".into()],
        new: false,
    };
    Step::new("open-assessment", Group::Assessment)
        .asks([
            Field::new("notification", FieldKind::Thing(from)),
            day("known_on")
                .required()
                .preset(Preset::DayOf("notification"))
                .rule("assessment_completed"),
            done_on().rule("assessment_decided"),
            thing_or_new(
                "assessment",
                Sort::Assessment,
                &["assessment_decided", "assessment_completed"],
            ),
            words(
                "reason",
                &["serious_or_complex", "abuse", "return_to_violence"],
            )
            .rule("assessment_decided")
            .more(),
            yes_no("cooperation").rule("assessment_cooperation_recorded"),
            text("cooperation_note").when("cooperation", &["yes", "no"]),
            text("note").more(),
        ])
        .writes(
            fact("support_need_known")
                .on(&["known_on"])
                .about("assessment")
                .to("notification"),
        )
        .writes_if(
            &[Given::Filled("reason")],
            fact("assessment_duty_established")
                .about("assessment")
                .value("reason")
                .beside(),
        )
        .writes(fact("assessment_decided").about("assessment").text("note"))
        .writes_if(
            &[Given::Filled("cooperation")],
            fact("assessment_cooperation_recorded")
                .about("assessment")
                .text("cooperation_note")
                .beside(),
        )
}

fn assessment_part() -> Step {
    Step::new("assessment-part", Group::Assessment)
        .rests_on("assessment_completed")
        .asks([
            thing_or_new("assessment", Sort::Assessment, &["assessment_completed"]),
            words("part", &parts::words()).required().seen(Seen::Case),
            text("findings").required().seen(Seen::Letter),
            Field::new("sources", FieldKind::Sources).more(),
        ])
        .also(Write::Section {
            about: Of::Field("assessment"),
            section: Of::Field("part"),
            field: "findings",
        })
        .also(Write::Sources {
            about: Of::Field("assessment"),
            section: Of::Field("part"),
            field: "sources",
        })
}

fn provisional_assessment() -> Step {
    Step::new("provisional-assessment", Group::Assessment)
        .asks([
            thing(
                "assessment",
                Sort::Assessment,
                &["preliminary_assessment_made", "assessment_completed"],
            ),
            done_on().rule("assessment_completed"),
            text("findings"),
            text("still_missing"),
        ])
        .writes(
            fact("preliminary_assessment_made")
                .about("assessment")
                .text("findings"),
        )
        .section(Of::Field("assessment"), "still_missing")
}

fn siblings() -> Step {
    Step::new("siblings", Group::Assessment)
        .asks([
            thing_or_new("assessment", Sort::Assessment, &["siblings_considered"]),
            done_on().rule("siblings_considered"),
            text("siblings_note"),
        ])
        .writes(
            fact("siblings_considered")
                .about("assessment")
                .text("siblings_note"),
        )
}

fn finish_assessment() -> Step {
    Step::new("finish-assessment", Group::Assessment)
        .goes_on("decision")
        .asks([
            thing("assessment", Sort::Assessment, &["assessment_completed"]),
            done_on().rule("assessment_completed"),
            text("conclusion").seen(Seen::Letter),
            words("support", &["support", "placement", "no_support"]),
            // The plan begins with them: nobody writes a goal twice.
            text(GOALS).seen(Seen::Letter),
            yes_no("siblings").rule("siblings_considered").more(),
            text("siblings_note").when("siblings", &["yes"]).more(),
        ])
        .carries("other", "when")
        .writes(
            fact("assessment_completed")
                .about("assessment")
                .text("conclusion"),
        )
        .writes_if(
            &[Given::Is("siblings", "yes")],
            fact("siblings_considered")
                .about("assessment")
                .text("siblings_note")
                .beside(),
        )
        .section(Of::Field("assessment"), "support")
        .section(Of::Field("assessment"), GOALS)
}

fn child_conversation() -> Step {
    let subject = Choice {
        sorts: vec![Sort::Decision, Sort::Assessment],
        with: Vec::new(),
        lacking: [
            "child_conversation_held",
            "child_conversation_omitted",
            "decision_made",
        ]
        .map(Into::into)
        .to_vec(),
        new: true,
    };
    Step::new("child-conversation", Group::Assessment)
        .asks([
            Field::new("subject", FieldKind::Thing(subject))
                .required()
                .rule("child_conversation_before_decision"),
            done_on(),
            words("held", &["held", "omitted"])
                .required()
                .preset(Preset::Word("held"))
                .rule("child_conversation_in_assessment"),
            text("child_view").when("held", &["held"]),
            text("omitted_why").required().when("held", &["omitted"]),
            yes_no("told_of_assistant")
                .when("held", &["held"])
                .rule("told_of_right_to_assistant")
                .more(),
        ])
        .writes_if(
            &[Given::Is("held", "held")],
            fact("child_conversation_held")
                .about_new("+x")
                .to("subject")
                .text("child_view"),
        )
        .writes_if(
            &[Given::Is("held", "omitted")],
            fact("child_conversation_omitted")
                .to("subject")
                .text("omitted_why"),
        )
        .writes_if(
            &[Given::Is("told_of_assistant", "yes")],
            fact("told_of_right_to_assistant").beside(),
        )
}
