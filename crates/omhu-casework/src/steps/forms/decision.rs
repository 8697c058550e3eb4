//! The decision, and what goes before it and with it.

use super::super::field::{
    Choice, Field, FieldKind, Preset, Seen, day, done_on, marks, text, thing_or_new, words, yes_no,
};
use super::super::step::{Group, Step};
use super::super::things::Sort;
use super::super::write::{FactWrite, Given, Of, fact};
use super::BASES;
use crate::lacks::{CHILD_PARTY, CONSENT_REFUSED, YOUTH_CONSENT, YOUTH_REFUSED};

pub(super) fn steps() -> Vec<Step> {
    vec![
        party_hearing(),
        consent(),
        decision(),
        plan_position(),
        information_fetched(),
    ]
}

fn party_hearing() -> Step {
    Step::new("party-hearing", Group::Decision)
        .asks([
            thing_or_new(
                "decision",
                Sort::Decision,
                &[
                    "party_hearing_held",
                    "party_hearing_waived",
                    "decision_made",
                ],
            ),
            done_on(),
            words("heard", &["held", "waived"])
                .required()
                .preset(Preset::Word("held"))
                .rule("party_hearing_before_decision"),
            text("parties_view").when("heard", &["held"]),
            text("waived_why").required().when("heard", &["waived"]),
        ])
        .writes_if(
            &[Given::Is("heard", "held")],
            fact("party_hearing_held")
                .about("decision")
                .text("parties_view"),
        )
        .writes_if(
            &[Given::Is("heard", "waived")],
            fact("party_hearing_waived")
                .about("decision")
                .text("waived_why"),
        )
}

fn consent() -> Step {
    Step::new("consent", Group::Decision)
        .asks([
            thing_or_new(
                "decision",
                Sort::Decision,
                &["consent_given", "consent_not_needed", "decision_made"],
            ),
            done_on(),
            words("consent", &["given", "not_needed", "refused"])
                .required()
                .preset(Preset::Word("given"))
                .rule("consent_given"),
            yes_no("youth_consent")
                .when("consent", &["given", "refused"])
                .rule("consent_given"),
            text("note"),
        ])
        // There is consent when all have said yes: a no of the youth leaves none, whatever the parents say.
        .agreed(fact("consent_given").about("decision").text("note"))
        .writes_if(
            &[Given::Is("consent", "not_needed")],
            fact("consent_not_needed").about("decision").text("note"),
        )
        .section_if(
            &[Given::Is("youth_consent", "yes")],
            Of::Field("decision"),
            YOUTH_CONSENT,
            "youth_consent",
        )
        .refusals("when")
        .section_if(
            &[Given::Is("consent", "refused")],
            Of::Field("decision"),
            REFUSAL_NOTE,
            "note",
        )
        .section_if(
            &[
                Given::Is("consent", "given"),
                Given::Is("youth_consent", "no"),
            ],
            Of::Field("decision"),
            REFUSAL_NOTE,
            "note",
        )
}

/// What was said with a no.
const REFUSAL_NOTE: &str = "refusal_note";

impl Step {
    /// A no is no fact of the contract: it is written as parts about the decision, where the next one reads it.
    fn refusals(self, when: &'static str) -> Step {
        let decision = || Of::Field("decision");
        let youth = Given::Is("youth_consent", "no");
        self.section_if(
            &[Given::Is("consent", "refused")],
            decision(),
            CONSENT_REFUSED,
            "consent",
        )
        // The parents' yes beside the no of the youth.
        .section_if(
            &[Given::Is("consent", "given"), youth.clone()],
            decision(),
            "consent",
            "consent",
        )
        .section_if(
            std::slice::from_ref(&youth),
            decision(),
            YOUTH_REFUSED,
            "youth_consent",
        )
        .section_if(
            &[Given::Is("consent", "refused")],
            decision(),
            "refused_on",
            when,
        )
        .section_if(
            &[Given::Is("consent", "given"), youth],
            decision(),
            "refused_on",
            when,
        )
    }

    /// Consent where all who are asked have said yes: a youth who was not asked says nothing against it.
    fn agreed(self, consent: FactWrite) -> Step {
        let given = Given::Is("consent", "given");
        let not_asked = [given.clone(), Given::Empty("youth_consent")];
        let youth = [given, Given::Is("youth_consent", "yes")];
        self.writes_if(&not_asked, consent.clone())
            .writes_if(&youth, consent)
    }

    /// That the child is a party of its own, ticked with a decision.
    pub(super) fn child_party(self) -> Step {
        self.section_if(
            &[Given::Is("with_decision", "child_party")],
            Of::Field("decision"),
            CHILD_PARTY,
            "with_decision",
        )
    }
}

fn decision() -> Step {
    let basis = BASES.iter().map(|basis| (*basis).into()).collect();
    let assessment = Choice {
        sorts: vec![Sort::Assessment],
        with: Vec::new(),
        lacking: Vec::new(),
        new: false,
    };
    Step::new("decision", Group::Decision)
        .rests_on("child_conversation_before_decision")
        .rests_on("party_hearing_before_decision")
        .goes_on("plan")
        .asks([
            thing_or_new(
                "decision",
                Sort::Decision,
                &["decision_made", "committee_decided"],
            ),
            done_on(),
            Field::new("basis", FieldKind::Basis(basis))
                .required()
                .preset(Preset::Word("bl-32"))
                .rule("reasons_given_with_decision")
                .seen(Seen::Letter),
            words("value", &["support", "placement"])
                .required()
                .preset(Preset::Word("support"))
                .rule("assessment_before_placement")
                .seen(Seen::Letter),
            Field::new("assessment", FieldKind::Thing(assessment))
                .preset(Preset::Newest)
                .rule("assessment_before_placement"),
            text("reasons")
                .rule("reasons_given_with_decision")
                .seen(Seen::Letter),
            text("child_view")
                .rule("child_conversation_before_decision")
                .seen(Seen::Letter),
            marks(
                "with_decision",
                &["reasons", "appeal_guidance", "informed", "child_party"],
            )
            .rule("appeal_guidance_with_decision"),
            words("consent", &["given", "not_needed", "refused"]).rule("consent_given"),
            yes_no("plan_position")
                .when("basis", &["bl-32"])
                .rule("plan_position_taken"),
            text("purpose").seen(Seen::Letter).more(),
            day("expected_end").seen(Seen::Letter).more(),
            yes_no("youth_consent").rule("consent_given").more(),
            day("talked_on")
                .rule("child_conversation_before_decision")
                .more(),
            text("omitted_why")
                .rule("child_conversation_before_decision")
                .more(),
            day("heard_on").rule("party_hearing_before_decision").more(),
            text("waived_why")
                .rule("party_hearing_before_decision")
                .more(),
            yes_no("cannot_wait").rule("plan_made").more(),
        ])
        .carries("letter", "when")
        .writes_if(&[Given::Filled("talked_on")], talk().text("child_view"))
        .writes_if(
            &[Given::Filled("omitted_why")],
            fact("child_conversation_omitted")
                .to("decision")
                .text("omitted_why")
                .beside(),
        )
        .writes_on("heard_on", "party_hearing_held", "decision")
        .writes_if(
            &[Given::Filled("waived_why")],
            with("party_hearing_waived").text("waived_why"),
        )
        .agreed(with("consent_given"))
        // The youth is asked about living away only: support rests on the parents' yes.
        .writes_if(
            &[
                Given::Is("consent", "given"),
                Given::Is("youth_consent", "no"),
                Given::Is("value", "support"),
            ],
            with("consent_given"),
        )
        .writes_if(
            &[Given::Is("consent", "not_needed")],
            with("consent_not_needed"),
        )
        .writes_if(
            &[Given::Is("with_decision", "informed")],
            with("case_found_informed"),
        )
        .writes_if(
            &[Given::Is("cannot_wait", "yes")],
            with("purpose_statement_made"),
        )
        .writes(
            fact("decision_made")
                .about("decision")
                .to("assessment")
                .basis("basis")
                .value("value")
                .text("reasons"),
        )
        // Reasons that are written here are given; those that stand elsewhere are ticked.
        .writes_if(&[Given::Filled("reasons")], with("reasons_given"))
        .writes_if(
            &[
                Given::Empty("reasons"),
                Given::Is("with_decision", "reasons"),
            ],
            with("reasons_given"),
        )
        .writes_if(
            &[Given::Is("with_decision", "appeal_guidance")],
            with("appeal_guidance_given"),
        )
        .writes_if(
            &[Given::Filled("plan_position")],
            with("plan_position_taken").value("plan_position"),
        )
        .section(Of::Field("decision"), "child_view")
        .section(Of::Field("decision"), "purpose")
        .section(Of::Field("decision"), "expected_end")
        .section_if(
            &[Given::Is("youth_consent", "yes")],
            Of::Field("decision"),
            YOUTH_CONSENT,
            "youth_consent",
        )
        .refusals("when")
        .child_party()
}

/// A fact about the decision that is written along with it.
pub(super) fn with(kind: &'static str) -> FactWrite {
    fact(kind).about("decision").beside()
}

/// The talk with the child before a decision, on the day that is said here.
pub(super) fn talk() -> FactWrite {
    let talk = fact("child_conversation_held").on(&["talked_on"]);
    talk.about_new("+x").to("decision").beside()
}

fn plan_position() -> Step {
    Step::new("plan-position", Group::Decision)
        .asks([
            thing_or_new("decision", Sort::Decision, &["plan_position_taken"]),
            done_on(),
            yes_no("plan_position")
                .required()
                .rule("plan_position_taken"),
            text("note"),
        ])
        .writes(
            fact("plan_position_taken")
                .about("decision")
                .value("plan_position")
                .text("note"),
        )
}

fn information_fetched() -> Step {
    Step::new("information-fetched", Group::Decision)
        .asks([
            done_on(),
            text("note").required(),
            words("consent", &["given", "waived"])
                .preset(Preset::Word("given"))
                .rule("information_consent_given"),
            text("waived_why").required().when("consent", &["waived"]),
        ])
        .writes(fact("information_fetched").about_new("+x").text("note"))
        .writes_if(
            &[Given::Is("consent", "given")],
            fact("information_consent_given").about_new("+x").beside(),
        )
        .writes_if(
            &[Given::Is("consent", "waived")],
            fact("information_consent_waived")
                .about_new("+x")
                .text("waived_why")
                .beside(),
        )
}
