//! Placement: the acute one, the committee, the parents' support, return home.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, instant, marks, request, text,
    thing_or_new, words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{FactWrite, Given, Of, fact};
use crate::lacks::CHILD_PARTY;

pub(super) fn steps() -> Vec<Step> {
    vec![
        acute_placement(),
        acute_notice(),
        committee_presented(),
        committee_decision(),
        placement_renewed(),
        placement_setting(),
        parents_plan(),
        return_home_request(),
        return_home_answer(),
        child_returned_home(),
    ]
}

fn acute_placement() -> Step {
    Step::new("acute-placement", Group::Placement)
        .asks([
            thing_or_new(
                "decision",
                Sort::Decision,
                &["provisional_decision_started", "decision_made"],
            ),
            instant("when")
                .required()
                .preset(Preset::Now)
                .rule("provisional_notice_given"),
            text("reasons").seen(Seen::Letter),
            instant("noticed_at").rule("provisional_notice_given"),
            text("child_view"),
        ])
        .writes(
            fact("provisional_decision_started")
                .about("decision")
                .text("reasons"),
        )
        .writes_if(
            &[Given::Filled("noticed_at")],
            fact("provisional_notice_given")
                .on(&["noticed_at"])
                .about("decision")
                .beside(),
        )
        .section(Of::Field("decision"), "child_view")
}

fn acute_notice() -> Step {
    Step::new("acute-notice", Group::Placement)
        .asks([
            thing_or_new("decision", Sort::Decision, &["provisional_notice_given"]),
            instant("when")
                .required()
                .preset(Preset::Now)
                .rule("provisional_notice_given"),
            text("note"),
        ])
        .writes(
            fact("provisional_notice_given")
                .about("decision")
                .text("note"),
        )
}

fn committee_presented() -> Step {
    Step::new("committee-presented", Group::Placement)
        .asks([
            thing_or_new("decision", Sort::Decision, &["committee_presented"]),
            done_on().rule("committee_presented"),
            yes_no("approved").rule("decided_before_approval_expired"),
            text("note"),
        ])
        .writes(fact("committee_presented").about("decision").text("note"))
        .writes_if(
            &[Given::Is("approved", "yes")],
            fact("provisional_decision_approved")
                .about("decision")
                .beside(),
        )
}

fn committee_decision() -> Step {
    let basis = ["bl-47", "sel-58", "bl-23", "bl-49", "bl-67"]
        .map(Into::into)
        .to_vec();
    Step::new("committee-decision", Group::Placement)
        .asks([
            thing_or_new("decision", Sort::Decision, &["committee_decided"]),
            done_on().rule("placement_renewed"),
            Field::new("basis", FieldKind::Basis(basis))
                .required()
                .preset(Preset::Word("bl-47"))
                .seen(Seen::Letter),
            marks("marks", &["prior_placement"])
                .rule("placement_renewed")
                .seen(Seen::Counted),
            marks(
                "before_committee",
                &["recommendation", "lawyer", "rights", "heard"],
            )
            .rule("parties_heard_by_committee"),
            text("reasons").seen(Seen::Letter),
            marks(
                "with_decision",
                &["appeal_guidance", "informed", "child_party"],
            )
            .rule("appeal_guidance_with_decision"),
            day("talked_on")
                .rule("child_conversation_before_decision")
                .more(),
            day("heard_on").rule("party_hearing_before_decision").more(),
        ])
        .writes_if(
            &[Given::Filled("talked_on")],
            fact("child_conversation_held")
                .on(&["talked_on"])
                .about_new("+x")
                .to("decision")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("heard_on")],
            before("party_hearing_held").on(&["heard_on"]),
        )
        .writes_if(
            &[Given::Is("with_decision", "informed")],
            before("case_found_informed"),
        )
        .writes_if(
            &[Given::Is("before_committee", "recommendation")],
            before("recommendation_made"),
        )
        .writes_if(
            &[Given::Is("before_committee", "lawyer")],
            before("lawyer_offered"),
        )
        .writes_if(
            &[Given::Is("before_committee", "rights")],
            before("parties_told_of_rights"),
        )
        .writes_if(
            &[Given::Is("before_committee", "heard")],
            before("parties_heard_by_committee"),
        )
        .writes(
            fact("committee_decided")
                .about("decision")
                .basis("basis")
                .value("marks")
                .text("reasons"),
        )
        .writes_if(&[Given::Filled("reasons")], before("reasons_given"))
        .writes_if(
            &[Given::Is("with_decision", "appeal_guidance")],
            before("appeal_guidance_given"),
        )
        .section_if(
            &[Given::Is("with_decision", "child_party")],
            Of::Field("decision"),
            CHILD_PARTY,
            "with_decision",
        )
}

/// What must be done at the latest on the day of the committee's decision.
fn before(kind: &'static str) -> FactWrite {
    fact(kind).about("decision").beside()
}

fn placement_renewed() -> Step {
    let renewed = Choice {
        sorts: vec![Sort::Decision, Sort::Other],
        with: vec!["committee_decided".into(), "placement_renewed".into()],
        lacking: Vec::new(),
        new: true,
    };
    Step::new("placement-renewed", Group::Placement)
        .asks([
            Field::new("decision", FieldKind::Thing(renewed)).required(),
            done_on().rule("placement_renewed"),
            text("reasons").seen(Seen::Letter),
        ])
        .writes(
            fact("placement_renewed")
                .about_new("+x")
                .to("decision")
                .text("reasons"),
        )
}

fn placement_setting() -> Step {
    Step::new("placement-setting", Group::Placement)
        .asks([
            thing_or_new("measure", Sort::Measure, &["placement_setting_chosen"]),
            done_on().rule("placement_setting_chosen"),
            words("where", &["own_municipality", "other_municipality"])
                .required()
                .preset(Preset::Word("own_municipality"))
                .rule("local_municipality_notified"),
            day("schooling_on").rule("schooling_decided"),
            day("notified_on")
                .when("where", &["other_municipality"])
                .rule("local_municipality_notified"),
            text("note"),
        ])
        .writes(
            fact("placement_setting_chosen")
                .about("measure")
                .value("where")
                .text("note"),
        )
        .writes_if(
            &[Given::Filled("schooling_on")],
            fact("schooling_decided")
                .on(&["schooling_on"])
                .about("measure")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("notified_on")],
            fact("local_municipality_notified")
                .on(&["notified_on"])
                .about("measure")
                .beside(),
        )
}

fn parents_plan() -> Step {
    Step::new("parents-plan", Group::Placement)
        .asks([
            thing_or_new(
                "measure",
                Sort::Measure,
                &["parents_plan_offered", "measure_ended"],
            ),
            done_on().rule("parents_plan_offered"),
            marks("parents_support", &["decided", "person"]).rule("parents_support_person_offered"),
            text("note").seen(Seen::Letter),
        ])
        .writes(fact("parents_plan_offered").to("measure").text("note"))
        .writes_if(
            &[Given::Is("parents_support", "decided")],
            fact("parents_support_decided").to("measure").beside(),
        )
        .writes_if(
            &[Given::Is("parents_support", "person")],
            fact("parents_support_person_offered")
                .to("measure")
                .beside(),
        )
}

fn return_home_request() -> Step {
    Step::new("return-home-request", Group::Placement)
        .asks([
            done_on().rule("return_home_answered"),
            words("who_asks", &["parent", "child"]),
            text("note"),
        ])
        .writes(fact("return_home_requested").about_new("+x").text("note"))
        .section(Of::New("+x"), "who_asks")
}

fn return_home_answer() -> Step {
    Step::new("return-home-answer", Group::Placement)
        .asks([
            request(
                "request",
                &["return_home_requested"],
                &["return_home_answered"],
            ),
            done_on().rule("return_home_answered"),
            words("answer", &["yes", "no"]).seen(Seen::Letter),
            text("reasons").seen(Seen::Letter),
        ])
        .writes(
            fact("return_home_answered")
                .about("request")
                .text("reasons"),
        )
        .section(Of::Field("request"), "answer")
}

fn child_returned_home() -> Step {
    Step::new("child-returned-home", Group::Placement)
        .asks([
            thing_or_new("measure", Sort::Measure, &["child_returned_home"]),
            done_on(),
            day("decided_on").rule("return_period_ended"),
            day("revised_on").rule("return_plan_revised"),
            day("statement_on").rule("setting_statement_before_return"),
            text("note"),
        ])
        .writes_if(
            &[Given::Filled("decided_on")],
            fact("return_home_decided")
                .on(&["decided_on"])
                .about("measure")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("revised_on")],
            fact("return_plan_revised")
                .on(&["revised_on"])
                .about("measure")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("statement_on")],
            fact("setting_statement_obtained")
                .on(&["statement_on"])
                .about("measure")
                .beside(),
        )
        .writes(fact("child_returned_home").about("measure").text("note"))
}
