//! The plan, with goals in the child's words.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, done_on, text, thing_or_new, words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, Write, fact};

/// The plan id of goals in a youth plan that belongs to no decision.
pub(in crate::steps) const YOUTH_PLAN: &str = "youth";

pub(super) fn steps() -> Vec<Step> {
    vec![plan(), plan_revised(), youth_plan()]
}

/// The decision that a plan belongs to; may be left open.
fn decision(lacking: &'static str) -> Field {
    Field::new(
        "decision",
        FieldKind::Thing(Choice {
            sorts: vec![Sort::Decision],
            with: vec!["decision_made".into(), "committee_decided".into()],
            lacking: vec![lacking.into()],
            new: false,
        }),
    )
}

fn plan() -> Step {
    Step::new("plan", Group::Plan)
        .goes_on("measure-start")
        .asks([
            decision("plan_made").rule("plan_made"),
            done_on().rule("plan_made"),
            Field::new("goals", FieldKind::Goals).seen(Seen::Letter),
            text("how").seen(Seen::Letter),
            text("family_support").seen(Seen::Letter).more(),
            text("who_does_what").seen(Seen::Letter).more(),
            thing_or_new("plan", Sort::Plan, &["plan_made"]).more(),
        ])
        .carries("other", "when")
        .writes(fact("plan_made").about("plan").to("decision").text("how"))
        .also(Write::Goals {
            field: "goals",
            plan: Of::Field("plan"),
        })
        .section(Of::Field("plan"), "family_support")
        .section(Of::Field("plan"), "who_does_what")
}

fn plan_revised() -> Step {
    Step::new("plan-revised", Group::Plan)
        .rests_on("review_held")
        .asks([
            thing_or_new("plan", Sort::Plan, &[]),
            done_on(),
            text("changed").seen(Seen::Letter),
            Field::new("goals", FieldKind::Goals).seen(Seen::Letter),
            Field::new("movements", FieldKind::Movements).more(),
        ])
        .writes(fact("plan_revised").about("plan").text("changed"))
        .also(Write::Goals {
            field: "goals",
            plan: Of::Field("plan"),
        })
        .also(Write::Movements {
            field: "movements",
            when: "when",
            review: Of::Nothing,
            unchanged: "unchanged",
        })
}

fn youth_plan() -> Step {
    Step::new("youth-plan", Group::Plan)
        .asks([
            decision("youth_plan_made").rule("youth_plan_made_after_decision"),
            done_on().rule("youth_plan_made_after_16"),
            words("position", &["yes", "no"])
                .required()
                .preset(Preset::Word("yes"))
                .rule("youth_plan_position_taken_at_16"),
            yes_no("made").when("position", &["yes"]),
            Field::new("goals", FieldKind::Goals)
                .when("made", &["yes"])
                .seen(Seen::Letter),
            text("note"),
        ])
        .writes(
            fact("youth_plan_position_taken")
                .about("decision")
                .value("position")
                .text("note"),
        )
        // A plan that a birthday asks for is about the child: it belongs to no decision.
        .writes_if(
            &[Given::Is("made", "yes"), Given::Filled("decision")],
            fact("youth_plan_made").about_new("+p").to("decision"),
        )
        .writes_if(
            &[Given::Is("made", "yes"), Given::Empty("decision")],
            fact("youth_plan_made"),
        )
        .also_if(
            Given::Filled("decision"),
            Write::Goals {
                field: "goals",
                plan: Of::New("+p"),
            },
        )
        .also_if(
            Given::Empty("decision"),
            Write::Goals {
                field: "goals",
                plan: Of::Word(YOUTH_PLAN),
            },
        )
}
