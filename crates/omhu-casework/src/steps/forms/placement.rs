//! Placement: the acute one, the committee, the parents' support, return home.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, instant, marks, request, text,
    thing_or_new, words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, fact};
use super::decision::{talk, with};

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
        .writes_on("noticed_at", "provisional_notice_given", "decision")
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
        .writes_if(&[Given::Filled("talked_on")], talk())
        .writes_on("heard_on", "party_hearing_held", "decision")
        .writes_if(
            &[Given::Is("with_decision", "informed")],
            with("case_found_informed"),
        )
        .writes_if(
            &[Given::Is("before_committee", "recommendation")],
            with("recommendation_made"),
        )
        .writes_if(
            &[Given::Is("before_committee", "lawyer")],
            with("lawyer_offered"),
        )
        .writes_if(
            &[Given::Is("before_committee", "rights")],
            with("parties_told_of_rights"),
        )
        .writes_if(
            &[Given::Is("before_committee", "heard")],
            with("parties_heard_by_committee"),
        )
        .writes(
            fact("committee_decided")
                .about("decision")
                .basis("basis")
                .value("marks")
                .text("reasons"),
        )
        .writes_if(&[Given::Filled("reasons")], with("reasons_given"))
        .writes_if(
            &[Given::Is("with_decision", "appeal_guidance")],
            with("appeal_guidance_given"),
        )
        .child_party()
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
        .writes_on("schooling_on", "schooling_decided", "measure")
        .writes_on("notified_on", "local_municipality_notified", "measure")
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
        .writes_on("decided_on", "return_home_decided", "measure")
        .writes_on("revised_on", "return_plan_revised", "measure")
        .writes_on("statement_on", "setting_statement_obtained", "measure")
        .writes(fact("child_returned_home").about("measure").text("note"))
}
