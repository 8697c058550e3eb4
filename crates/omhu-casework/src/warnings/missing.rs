//! What a command leaves missing on the day of what it registers.
//!
//! Owns: the sentence of each lack. Must not know: the rules themselves, nor when something lacks: the law book and
//! [`crate::lacks`] say it, to the list beside the form too.

use omhu_law::derive::Question;

use super::scene::Scene;
use super::{Datum, Warning};
use crate::case::CaseState;
use crate::duties::{Duty, duties};
use crate::fact::Cell;
use crate::lacks::{What, committee_rule, consent_rule, lacks, view_rule};
use crate::worklist::rule_of;

/// The obligations before and after the command.
pub(super) fn rows(scene: &Scene<'_>) -> (Vec<Duty>, Vec<Duty>) {
    let question = Question {
        as_of: scene.now.today,
        known_at: scene.now.today,
        locals: &[],
        further: scene.around.further.into(),
    };
    let derived = |state: &CaseState| duties(scene.book, state, &question).rows;
    (derived(scene.before), derived(scene.after))
}

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    let (today, further) = (scene.now.today, scene.around.further);
    for lack in lacks(scene.book, scene.before, scene.after, today, further) {
        let mut new = scene.new.iter();
        let Some(new) = new.find(|new| new.held.registered.seq == lack.by) else {
            continue;
        };
        let years = scene.age(lack.on).unwrap_or_default();
        found.push(match &lack.what {
            What::Duty(row) => {
                let (key, mend) = sentence(row);
                let mut warning = Warning::new(key, new.entry).day("day", lack.on);
                warning.rule = rule_of(scene.book, row).cloned();
                warning.mend = mend;
                if key == "warnings-lacks-on-the-day" {
                    let obligation = Datum::Obligation(row.obligation.clone());
                    warning = warning.with("obligation", obligation);
                }
                warning
            }
            What::YouthConsent => {
                let basis = &new.held.cells().basis;
                Warning::new("warnings-consent-at-fifteen", new.entry)
                    .number("years", years)
                    .rule(consent_rule(scene.book, lack.on, basis))
                    .mend("consent_given")
            }
            What::YouthRefused => {
                let basis = &new.held.cells().basis;
                Warning::new("warnings-youth-refused", new.entry)
                    .number("years", years)
                    .rule(consent_rule(scene.book, lack.on, basis))
                    .mend("committee_decided")
            }
            What::YouthView => Warning::new("warnings-no-conversation", new.entry)
                .day("day", lack.on)
                .rule(Some(view_rule()))
                .mend("child_conversation_held"),
            What::Committee => {
                let basis = &new.held.cells().basis;
                Warning::new("warnings-committee-decides", new.entry)
                    .at(Cell::Basis)
                    .with("basis", Datum::Basis(basis.clone()))
                    .rule(committee_rule(scene.book, lack.on, basis))
                    .mend("committee_decided")
            }
            What::PartyStatus => Warning::new("warnings-party-status", new.entry)
                .number("years", years)
                .rule(Some(crate::lacks::party_rule())),
        });
    }
}

fn sentence(row: &Duty) -> (&'static str, Option<&'static str>) {
    match row.obligation.as_str() {
        "child_conversation_before_decision" => {
            ("warnings-no-conversation", Some("child_conversation_held"))
        }
        "party_hearing_before_decision" => ("warnings-no-hearing", Some("party_hearing_held")),
        "assessment_before_placement" => ("warnings-no-assessment", Some("assessment_completed")),
        "appeal_guidance_with_decision" => {
            ("warnings-no-appeal-guidance", Some("appeal_guidance_given"))
        }
        "plan_position_taken" => ("warnings-no-plan-position", Some("plan_position_taken")),
        "plan_made" => ("warnings-no-plan", Some("plan_made")),
        "review_rhythm_decided" => ("warnings-no-rhythm", Some("review_rhythm_decided")),
        "reasons_given_with_decision" => ("warnings-no-reasons", Some("reasons_given")),
        "case_found_informed" => ("warnings-not-informed", Some("case_found_informed")),
        "consent_given" => ("warnings-no-consent", Some("consent_given")),
        _ => ("warnings-lacks-on-the-day", None),
    }
}
