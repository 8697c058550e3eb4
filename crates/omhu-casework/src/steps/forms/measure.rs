//! Measures, their reviews, and the visits of supervision.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, short, text, thing, thing_or_new, words,
    yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, Write, fact};
use super::BASES;
use crate::placing::{HELP_AT_HOME, PLACES_TO_LIVE};

pub(super) fn steps() -> Vec<Step> {
    vec![
        measure_start(),
        measure_end(),
        planned_end(),
        review(),
        review_rhythm(),
        supervision_visit(),
    ]
}

/// The sorts of measures: help at home by the numbers of the act, other help, then places to live.
fn sorts() -> Vec<&'static str> {
    [&HELP_AT_HOME[..], &["other_help"], &PLACES_TO_LIVE].concat()
}

fn measure_start() -> Step {
    let decision = Choice {
        sorts: vec![Sort::Decision],
        with: vec![
            "decision_made".into(),
            "committee_decided".into(),
            "provisional_decision_started".into(),
        ],
        lacking: vec!["measure_started".into()],
        new: false,
    };
    let basis = BASES.iter().map(|basis| (*basis).into()).collect();
    Step::new("measure-start", Group::Measure)
        .asks([
            Field::new("decision", FieldKind::Thing(decision))
                .rule("measure_started_after_decision"),
            done_on().rule("review_held"),
            words("sort", &sorts()),
            words("value", &["support", "placement"])
                .preset(Preset::StayOf {
                    decision: "decision",
                    place: "sort",
                })
                .rule("supervision_visits_held"),
            short("provider").seen(Seen::Letter),
            Field::new("cost_per_month", FieldKind::Amount).seen(Seen::Counted),
            day("expected_end").seen(Seen::Letter),
            text("note").more(),
            Field::new("basis", FieldKind::Basis(basis))
                .preset(Preset::BasisOf("decision"))
                .seen(Seen::Counted)
                .more(),
            thing_or_new("measure", Sort::Measure, &["measure_started"]).more(),
        ])
        .writes(
            fact("measure_started")
                .about("measure")
                .to("decision")
                .basis("basis")
                .value("value")
                .text("note"),
        )
        .writes_on("expected_end", "measure_end_planned", "measure")
        .section(Of::Field("measure"), "sort")
        .section(Of::Field("measure"), "provider")
        .section(Of::Field("measure"), "cost_per_month")
        .section(Of::Field("measure"), "expected_end")
}

fn measure_end() -> Step {
    Step::new("measure-end", Group::Measure)
        .asks([
            thing_or_new("measure", Sort::Measure, &["measure_ended"]),
            done_on(),
            words(
                "end_reason",
                &[
                    "reached",
                    "replaced",
                    "wish_of_family",
                    "breakdown",
                    "age",
                    "moved",
                    "other",
                ],
            ),
            text("note"),
        ])
        .writes(fact("measure_ended").about("measure").text("note"))
        .section(Of::Field("measure"), "end_reason")
}

/// The day on which a measure is planned to end: the fact is of that day, which is to come, and when it was planned is
/// another.
fn planned_end() -> Step {
    Step::new("measure-end-planned", Group::Measure)
        .asks([
            thing("measure", Sort::Measure, &["measure_ended"]),
            day("expected_end")
                .required()
                .rule("planned_end_followed_up")
                .seen(Seen::Letter),
            day("planned_on").required().preset(Preset::Today),
            text("note"),
        ])
        .writes(
            fact("measure_end_planned")
                .on(&["expected_end"])
                .about("measure")
                .text("note"),
        )
        .section(Of::Field("measure"), "expected_end")
        .section(Of::Field("measure"), "planned_on")
}

fn review() -> Step {
    Step::new("review", Group::Measure)
        .asks([
            thing_or_new("measure", Sort::Measure, &["measure_ended"]),
            done_on().rule("review_held"),
            yes_no("unchanged")
                .preset(Preset::Word("yes"))
                .seen(Seen::Counted),
            Field::new("movements", FieldKind::Movements),
            text("child_view"),
            text("note").seen(Seen::Letter),
            words("adjust", &["continue", "change", "end"])
                .preset(Preset::Word("continue"))
                .rule("review_held"),
            words("more_needed", &["nothing", "clarify", "assess"])
                .rule("review_held")
                .seen(Seen::Letter),
            words("plan_judged", &["fits", "make", "revise"])
                .rule("review_held")
                .seen(Seen::Letter),
            text("beside_plan").rule("review_held").seen(Seen::Letter),
            Field::new("rhythm", FieldKind::Rhythm)
                .preset(Preset::LastUsed("review_rhythm_decided"))
                .rule("review_rhythm_decided")
                .seen(Seen::Letter),
            text("rhythm_why").seen(Seen::Letter).more(),
            text("with_whom").more(),
        ])
        .carries("statement", "when")
        .writes(
            fact("review_held")
                .about_new("+x")
                .to("measure")
                .text("note"),
        )
        .writes_if(
            &[Given::Filled("rhythm")],
            fact("review_rhythm_decided")
                .to("measure")
                .value("rhythm")
                .text("rhythm_why")
                .beside(),
        )
        // Facts and not words: what the answer asks for stands on the list until it is done.
        .writes_if(
            &[Given::Filled("more_needed")],
            fact("knowledge_judged")
                .about_new("+x")
                .to("measure")
                .value("more_needed")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("plan_judged")],
            fact("plan_judged")
                .about_new("+x")
                .to("measure")
                .value("plan_judged")
                .beside(),
        )
        .also(Write::Movements {
            field: "movements",
            when: "when",
            review: Of::New("+x"),
            unchanged: "unchanged",
        })
        .section(Of::New("+x"), "child_view")
        .section(Of::New("+x"), "adjust")
        .section(Of::New("+x"), "beside_plan")
        .section(Of::New("+x"), "with_whom")
}

fn review_rhythm() -> Step {
    Step::new("review-rhythm", Group::Measure)
        .asks([
            thing_or_new("measure", Sort::Measure, &["measure_ended"]),
            done_on(),
            Field::new("rhythm", FieldKind::Rhythm)
                .required()
                .preset(Preset::LastUsed("review_rhythm_decided"))
                .rule("review_rhythm_decided")
                .seen(Seen::Letter),
            text("rhythm_why").seen(Seen::Letter),
        ])
        .writes(
            fact("review_rhythm_decided")
                .to("measure")
                .value("rhythm")
                .text("rhythm_why"),
        )
}

fn supervision_visit() -> Step {
    Step::new("supervision-visit", Group::Placement)
        .asks([
            thing_or_new("measure", Sort::Measure, &["measure_ended"]),
            done_on().rule("supervision_visits_held"),
            words("talk", &["talk", "no_talk"])
                .required()
                .preset(Preset::Word("talk"))
                .rule("supervision_visits_held"),
            text("no_talk_why").when("talk", &["no_talk"]),
            text("child_view").when("talk", &["talk"]),
            text("daily_life"),
            yes_no("staff_present").more(),
            text("with_whom").more(),
            yes_no("provider_concern")
                .rule("social_supervision_notified")
                .more(),
            text("concern_note")
                .when("provider_concern", &["yes"])
                .more(),
        ])
        .writes(
            fact("supervision_visit_held")
                .about_new("+x")
                .to("measure")
                .value("talk")
                .text("child_view"),
        )
        .writes_if(
            &[Given::Is("provider_concern", "yes")],
            fact("provider_concern_noted")
                .about_new("+x")
                .text("concern_note")
                .beside(),
        )
        .section(Of::New("+x"), "no_talk_why")
        .section(Of::New("+x"), "daily_life")
        .section(Of::New("+x"), "staff_present")
        .section(Of::New("+x"), "with_whom")
}
