//! What a command leaves missing, found by asking the law before and after it.
//!
//! Owns: which new rows are warnings. Must not know: the rules themselves: they come from the law book,
//! with act and provision.

use omhu_law::derive::{Question, Status};

use super::scene::Scene;
use super::{Datum, Warning};
use crate::case::CaseState;
use crate::duties::{Duty, duties};

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
    /// Only these ask for something on the very day: a decision, a first review, a change of place.
    const ASKING: [&str; 4] = [
        "decision_made",
        "review_held",
        "placement_setting_changed",
        "return_home_decided",
    ];
    if scene.entered(&ASKING).next().is_none() {
        return;
    }
    let (before, after) = rows(scene);
    let was = |row: &Duty| {
        before.iter().any(|old| {
            (&old.obligation, &old.about, old.seq) == (&row.obligation, &row.about, row.seq)
                && lacks(old)
        })
    };
    for row in after.iter().filter(|row| lacks(row) && !was(row)) {
        let by = scene
            .entered(&ASKING)
            .find(|new| Some(new.held.registered.seq) == row.trigger_event);
        let Some(new) = by else { continue };
        let Some((key, mend)) = sentence(scene, row) else {
            continue;
        };
        let mut warning = Warning::new(key, new.entry).day("day", row.trigger_on);
        warning.rule = scene.rule_named(&row.rule);
        warning.mend = mend;
        if key == "warnings-lacks-on-the-day" {
            let obligation = Datum::Obligation(row.obligation.clone());
            warning = warning.with("obligation", obligation);
        }
        found.push(warning);
    }
}

/// Due on the day of its trigger, and not there.
fn lacks(row: &Duty) -> bool {
    row.met_on.is_none()
        && matches!(row.status, Status::Open | Status::Overdue)
        && row.due.is_some_and(|due| due.day == row.trigger_on)
}

fn sentence(scene: &Scene<'_>, row: &Duty) -> Option<(&'static str, Option<&'static str>)> {
    Some(match row.obligation.as_str() {
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
        // The young person's own consent has a warning of its own.
        "consent_given" if scene.age(row.trigger_on).is_some_and(|years| years >= 15) => {
            return None;
        }
        "consent_given" => ("warnings-no-consent", Some("consent_given")),
        _ => ("warnings-lacks-on-the-day", None),
    })
}
