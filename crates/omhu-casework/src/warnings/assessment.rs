//! Assessments: what an assessment that is finished lacks, and a provisional one that says nothing.
//!
//! Owns: reading it off the parts that were written. Must not know: what stands in them.

use omhu_law::book::Rule;

use super::scene::{Held, New, Scene};
use super::{Datum, Warning};
use crate::steps::parts::PARTS;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for new in scene.new.iter().filter(|new| !new.corrects) {
        match new.held.kind() {
            "preliminary_assessment_made" => found.extend(says_nothing(scene, new)),
            // Parts and talks are what omhu registers beyond the public contract.
            "assessment_completed" if scene.around.further => {
                found.extend(parts(scene, new));
                found.extend(talk(scene, new));
                found.extend(siblings(scene, new));
                found.extend(conclusion(scene, new));
            }
            _ => {}
        }
    }
}

/// What an assessment must hold. The law book has no duty for it: no fact meets it.
fn content(scene: &Scene<'_>, new: &New<'_>) -> Rule {
    let (id, act, provision) = if new.held.day() >= scene.new_law() {
        ("BL-BFU-CONT", "bl", "§ 22")
    } else {
        ("SEL-BFU-CONT", "sel", "§ 50")
    };
    Rule {
        id: id.to_owned(),
        act: act.to_owned(),
        provision: provision.to_owned(),
    }
}

/// The headings under which nothing is written. That one is of no account is said by the reason.
fn parts(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let about = new.held.cells().about.as_str();
    let empty = PARTS
        .iter()
        .filter(|part| part.heading && !scene.has_section(about, part.word));
    let empty: Vec<Datum> = empty
        .map(|part| Datum::Section(part.word.to_owned()))
        .collect();
    let warning = Warning::new("warnings-assessment-parts", new.entry);
    (!empty.is_empty()).then(|| {
        warning
            .number("count", empty.len() as i64)
            .with("parts", Datum::Many(empty))
            .rule(Some(content(scene, new)))
    })
}

/// The talk with the child, in the assessment or while it ran, or the reason why there was none.
fn talk(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let (held, about) = (&new.held, new.held.cells().about.as_str());
    if scene.is_unborn(held.day()) {
        return None;
    }
    let began = scene.first("support_need_known", about).map(Held::day);
    let kinds = ["child_conversation_held", "child_conversation_omitted"];
    let talked = kinds.iter().any(|kind| {
        scene.all(kind).any(|talk| {
            let while_it_ran = began.is_some_and(|began| talk.day() >= began);
            talk.day() <= held.day() && (talk.cells().reference == about || while_it_ran)
        })
    });
    let of_assessment = scene.rule("child_conversation_in_assessment", held.day(), "");
    let before_decision = || scene.rule("child_conversation_before_decision", held.day(), "bl-32");
    let warning = Warning::new("warnings-assessment-without-talk", new.entry);
    (!talked).then(|| {
        warning
            .rule(of_assessment.or_else(before_decision))
            .mend("child_conversation_held")
    })
}

fn siblings(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let about = new.held.cells().about.as_str();
    let kinds = [
        "siblings_considered",
        "sibling_assessment_started",
        "sibling_assessment_omitted",
    ];
    let considered = kinds
        .iter()
        .any(|kind| scene.all(kind).any(|held| held.cells().about == about));
    let rule = scene.rule("siblings_considered", new.held.day(), "");
    let warning = Warning::new("warnings-assessment-siblings", new.entry);
    (!considered).then(|| warning.rule(rule).mend("siblings_considered"))
}

fn conclusion(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let written = new.held.registered.fact.text.is_some();
    let warning = Warning::new("warnings-assessment-no-conclusion", new.entry);
    (!written).then(|| warning.rule(Some(content(scene, new))))
}

/// A provisional assessment keeps the four months: an empty one must not do that unseen.
fn says_nothing(scene: &Scene<'_>, new: &New<'_>) -> Option<Warning> {
    let written =
        new.held.registered.fact.text.is_some() || scene.written(new, "still_missing").is_some();
    let rule = scene.rule("assessment_completed", new.held.day(), "");
    let warning = Warning::new("warnings-provisional-empty", new.entry);
    (!written).then(|| warning.rule(rule))
}
