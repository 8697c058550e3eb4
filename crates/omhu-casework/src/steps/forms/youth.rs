//! Towards adult life, and young people who break the law or take drugs.

use super::super::field::{
    Choice, Field, FieldKind, Preset, done_on, instant, request, text, words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, fact};

pub(super) fn steps() -> Vec<Step> {
    vec![
        transition(),
        aftercare(),
        youth_moved_in(),
        drug_treatment(),
        drug_treatment_start(),
        youth_board(),
        youth_assessment(),
        police_documentation(),
        network_meeting(),
        youth_moved_away(),
    ]
}

fn transition() -> Step {
    Step::new("transition", Group::Youth)
        .asks([
            done_on(),
            words("phase", &["begun", "finished"])
                .required()
                .preset(Preset::Word("begun"))
                .rule("transition_preparation_begun"),
            text("adult_life"),
            yes_no("support_at_sixteen")
                .rule("youth_plan_position_taken_at_16")
                .more(),
        ])
        .writes_if(
            &[Given::Is("phase", "begun")],
            fact("transition_preparation_begun").text("adult_life"),
        )
        .writes_if(
            &[Given::Is("phase", "finished")],
            fact("transition_preparation_finished").text("adult_life"),
        )
        .writes_if(
            &[Given::Is("support_at_sixteen", "yes")],
            fact("support_at_sixteen_recorded").beside(),
        )
}

fn aftercare() -> Step {
    let moved_in = Choice {
        sorts: vec![Sort::Other],
        with: vec!["youth_moved_in".into()],
        lacking: vec!["aftercare_decided".into()],
        new: false,
    };
    Step::new("aftercare", Group::Youth)
        .asks([
            done_on().rule("aftercare_decided"),
            words("answer", &["yes", "no"]),
            text("reasons"),
            text("child_view"),
            Field::new("request", FieldKind::Thing(moved_in))
                .rule("aftercare_decided_after_move")
                .more(),
        ])
        .writes(fact("aftercare_decided").about("request").text("reasons"))
        .section(Of::Field("request"), "answer")
        .section(Of::Field("request"), "child_view")
}

fn youth_moved_in() -> Step {
    Step::new("youth-moved-in", Group::Youth)
        .asks([done_on().rule("aftercare_decided_after_move"), text("note")])
        .writes(fact("youth_moved_in").about_new("+x").text("note"))
}

fn youth_moved_away() -> Step {
    Step::new("youth-moved-away", Group::Youth)
        .asks([
            done_on().rule("youth_plan_sent"),
            yes_no("plan_sent").rule("youth_plan_sent"),
            text("note"),
        ])
        .writes(fact("youth_moved_away").about_new("+x").text("note"))
        .writes_if(
            &[Given::Is("plan_sent", "yes")],
            fact("youth_plan_sent").about_new("+x").beside(),
        )
}

fn drug_treatment() -> Step {
    Step::new("drug-treatment", Group::Youth)
        .asks([done_on().rule("drug_treatment_started"), text("note")])
        .writes(
            fact("drug_treatment_requested")
                .about_new("+x")
                .text("note"),
        )
}

fn drug_treatment_start() -> Step {
    Step::new("drug-treatment-start", Group::Youth)
        .asks([
            request(
                "request",
                &["drug_treatment_requested"],
                &["drug_treatment_started"],
            ),
            done_on().rule("drug_treatment_started"),
            text("note"),
        ])
        .writes(fact("drug_treatment_started").about("request").text("note"))
}

fn youth_board() -> Step {
    Step::new("youth-board", Group::Youth)
        .asks([done_on().rule("youth_assessment_completed"), text("note")])
        .writes(fact("youth_board_requested").about_new("+x").text("note"))
}

fn youth_assessment() -> Step {
    Step::new("youth-assessment", Group::Youth)
        .asks([
            request(
                "request",
                &["youth_board_requested"],
                &["youth_assessment_completed"],
            ),
            done_on().rule("youth_assessment_completed"),
            text("conclusion"),
        ])
        .writes(
            fact("youth_assessment_completed")
                .about("request")
                .text("conclusion"),
        )
}

fn police_documentation() -> Step {
    Step::new("police-documentation", Group::Youth)
        .asks([
            instant("when")
                .required()
                .preset(Preset::Now)
                .rule("network_meeting_summoned"),
            text("note"),
        ])
        .writes(
            fact("police_documentation_received")
                .about_new("+x")
                .text("note"),
        )
}

fn network_meeting() -> Step {
    let mut after = request(
        "request",
        &["police_documentation_received", "youth_board_rejected"],
        &["network_meeting_summoned"],
    );
    after.rule = Some("network_meeting_summoned");
    Step::new("network-meeting", Group::Youth)
        .asks([after, done_on(), instant("meets_at"), text("who_meets")])
        .writes(
            fact("network_meeting_summoned")
                .about("request")
                .text("who_meets"),
        )
        .section(Of::Field("request"), "meets_at")
}
