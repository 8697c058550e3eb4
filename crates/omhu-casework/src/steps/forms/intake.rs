//! A notification, and what must be done with it.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, instant, marks, short, text, thing,
    words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{Given, Of, Write, fact};

/// What is known of a thing that there can be an exploration of.
const EXPLORED: [&str; 13] = [
    "notification_received",
    "immediate_risk_assessed",
    "notification_receipt_sent",
    "notifier_informed",
    "notification_registered",
    "screening_made",
    "exploration_completed",
    "reappraisal_triggered",
    "reappraised_by_new_person",
    "abuse_conversation_held",
    "abuse_conversation_omitted",
    "support_need_known",
    "knowledge_judged",
];

pub(super) fn steps() -> Vec<Step> {
    vec![
        notification(),
        immediate_assessment(),
        receipt(),
        inform_notifier(),
        screening(),
        reappraisal(),
        abuse_conversation(),
        exploration(),
    ]
}

fn notification() -> Step {
    Step::new("notification", Group::Intake)
        .asks([
            instant("received")
                .required()
                .preset(Preset::Now)
                .rule("immediate_risk_assessed"),
            words(
                "notifier",
                &["professional", "municipality", "citizen", "anonymous"],
            )
            .required()
            .rule("notification_receipt_sent"),
            marks("marks", &["abuse"])
                .seen(Seen::Counted)
                .rule("abuse_conversation_held"),
            text("concern"),
            Field::new("children", FieldKind::Children),
            // The judgement can be made in the same breath; its own step waits otherwise.
            words("danger", &["no_danger", "danger"]).rule("immediate_risk_assessed"),
            text("danger_why").when("danger", &["no_danger", "danger"]),
            text("acute_help").when("danger", &["danger"]),
            instant("judged_at")
                .when("danger", &["no_danger", "danger"])
                .preset(Preset::Now)
                .more(),
            short("notifier_name")
                .when("notifier", &["professional", "municipality", "citizen"])
                .seen(Seen::Guarded)
                .more(),
            yes_no("unborn").preset(Preset::Word("no")).more(),
            day("expected_on")
                .required()
                .when("unborn", &["yes"])
                .rule("assessment_completed")
                .more(),
            yes_no("has_measures")
                .preset(Preset::RunningMeasure)
                .rule("reappraised_by_new_person")
                .more(),
            yes_no("open_case").preset(Preset::NeverOpened).more(),
        ])
        .carries("letter", "received")
        .writes_if(
            &[Given::Is("open_case", "yes")],
            fact("case_opened").on(&["received"]).beside(),
        )
        .writes(
            fact("notification_received")
                .on(&["received"])
                .about_new("+n")
                .value("notifier")
                .value("marks")
                .text("concern"),
        )
        // Registered here is registered centrally: BL § 136, stk. 1.
        .writes(
            fact("notification_registered")
                .on(&["received"])
                .about_new("+n")
                .beside(),
        )
        .writes_if(
            &[Given::Is("unborn", "yes")],
            fact("child_expected")
                .on(&["received"])
                .value("expected_on")
                .beside(),
        )
        .writes_if(
            &[Given::Is("has_measures", "yes")],
            fact("reappraisal_triggered")
                .on(&["received"])
                .about_new("+n")
                .beside(),
        )
        .writes_if(
            &[Given::Filled("danger")],
            fact("immediate_risk_assessed")
                .on(&["judged_at", "received"])
                .about_new("+n")
                .value("danger")
                .text("danger_why")
                .beside(),
        )
        .section(Of::New("+n"), "acute_help")
        .section(Of::New("+n"), "notifier_name")
}

fn immediate_assessment() -> Step {
    Step::new("immediate-assessment", Group::Intake)
        .asks([
            thing(
                "notification",
                Sort::Notification,
                &["immediate_risk_assessed"],
            ),
            instant("when")
                .required()
                .preset(Preset::Now)
                .rule("immediate_risk_assessed"),
            words("danger", &["no_danger", "danger"])
                .required()
                .rule("immediate_risk_assessed"),
            text("danger_why"),
            text("acute_help").when("danger", &["danger"]),
            words("outcome", &["none", "clarify", "assess"])
                .rule("screening_made")
                .saves(),
        ])
        .writes(
            fact("immediate_risk_assessed")
                .about("notification")
                .value("danger")
                .text("danger_why"),
        )
        .writes_if(
            &[Given::Filled("outcome")],
            fact("screening_made")
                .about("notification")
                .value("outcome")
                .beside(),
        )
        .section(Of::Field("notification"), "acute_help")
}

fn receipt() -> Step {
    Step::new("receipt", Group::Intake)
        .asks([
            thing(
                "notification",
                Sort::Notification,
                &["notification_receipt_sent"],
            ),
            done_on().rule("notification_receipt_sent"),
            text("note"),
        ])
        .writes(
            fact("notification_receipt_sent")
                .about("notification")
                .text("note"),
        )
}

fn inform_notifier() -> Step {
    Step::new("inform-notifier", Group::Intake)
        .asks([
            thing("notification", Sort::Notification, &["notifier_informed"]),
            done_on().rule("notifier_informed"),
            text("note"),
        ])
        .writes(fact("notifier_informed").about("notification").text("note"))
}

fn screening() -> Step {
    Step::new("screening", Group::Intake)
        .asks([
            thing("notification", Sort::Notification, &["screening_made"]),
            done_on(),
            words("outcome", &["none", "clarify", "assess"])
                .required()
                .rule("screening_made"),
            text("outcome_why"),
            yes_no("open_assessment")
                .when("outcome", &["assess"])
                .preset(Preset::Word("yes"))
                .rule("assessment_completed"),
            day("known_on")
                .when("outcome", &["assess"])
                .preset(Preset::DayOf("notification"))
                .rule("assessment_completed")
                .more(),
        ])
        .writes(
            fact("screening_made")
                .about("notification")
                .value("outcome")
                .text("outcome_why"),
        )
        .writes_if(
            &[Given::Is("open_assessment", "yes")],
            fact("support_need_known")
                .on(&["known_on", "when"])
                .about_new("+a")
                .to("notification")
                .beside(),
        )
        .writes_if(
            &[Given::Is("open_assessment", "yes")],
            fact("assessment_decided").about_new("+a").beside(),
        )
}

fn reappraisal() -> Step {
    Step::new("reappraisal", Group::Intake)
        .asks([
            thing(
                "notification",
                Sort::Notification,
                &["reappraised_by_new_person"],
            ),
            done_on(),
            Field::new("new_person", FieldKind::Caseworker)
                .required()
                .rule("reappraised_by_new_person"),
            text("note"),
        ])
        .writes(
            fact("reappraised_by_new_person")
                .about("notification")
                .text("note"),
        )
        .section(Of::Field("notification"), "new_person")
}

fn abuse_conversation() -> Step {
    Step::new("abuse-conversation", Group::Intake)
        .asks([
            thing(
                "notification",
                Sort::Notification,
                &["abuse_conversation_held", "abuse_conversation_omitted"],
            ),
            done_on(),
            words("held", &["held", "omitted"])
                .required()
                .preset(Preset::Word("held"))
                .rule("abuse_conversation_held"),
            text("child_view").when("held", &["held"]),
            text("omitted_why").required().when("held", &["omitted"]),
        ])
        .writes_if(
            &[Given::Is("held", "held")],
            fact("abuse_conversation_held")
                .about("notification")
                .text("child_view"),
        )
        .writes_if(
            &[Given::Is("held", "omitted")],
            fact("abuse_conversation_omitted")
                .about("notification")
                .text("omitted_why"),
        )
}

fn exploration() -> Step {
    // After a screening, or after a review that found the child's needs unclear.
    let occasion = Choice {
        sorts: vec![Sort::Notification, Sort::Other],
        with: EXPLORED.map(Into::into).to_vec(),
        lacking: vec!["exploration_completed".into()],
        new: true,
    };
    Step::new("exploration", Group::Intake)
        .asks([
            Field::new("notification", FieldKind::Thing(occasion)).required(),
            done_on().rule("exploration_completed"),
            text("findings"),
            Field::new("sources", FieldKind::Sources).more(),
        ])
        .carries("statement", "when")
        .writes(
            fact("exploration_completed")
                .about("notification")
                .text("findings"),
        )
        .also(Write::Sources {
            about: Of::Field("notification"),
            section: Of::Word("exploration"),
            field: "sources",
        })
}
