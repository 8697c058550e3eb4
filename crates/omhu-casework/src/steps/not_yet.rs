//! What a decision still lacks: the "not yet, because" list.
//!
//! Owns: trying a decision on a copy of the case and reading off what would be missing on its day.
//! Must not know: what a page makes of it. Nothing is blocked: the list is shown, with its rules.

use omhu_law::book::{LawBook, RuleId};
use omhu_law::calendar::{Day, When};
use omhu_law::derive::{Further, Question, Status};

use super::catalogue::Steps;
use super::entries::entries;
use super::forms::decision::{CHILD_PARTY, YOUTH_CONSENT};
use super::next;
use super::prefill::prefill;
use super::step::Step;
use super::things::Sort;
use super::values::Values;
use crate::case::CaseState;
use crate::command::{Command, Entry, decide};
use crate::duties::{Duty, duties};
use crate::event::Event;
use crate::ids::UserNo;

/// From this age a child is a party (BL § 3).
const PARTY_AGE: i32 = 10;
/// From this age a young person consents too (BL § 46, before SEL § 52).
const CONSENT_AGE: i32 = 15;
/// The day of barnets lov.
const BARNETS_LOV: Day = Day::from_civil(2024, 1, 1);

/// What is missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// A duty that would be unmet on the decision day, by the obligation's id or name in the law book.
    Duty(String),
    /// The consent of a young person of 15 to a placement.
    YouthConsent,
    /// That a child of 10 was treated as a party: hearing, letter, appeal guidance.
    PartyStatus,
}

/// A line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotYet {
    /// What is missing.
    pub missing: Missing,
    /// The rule id: `BL-INVOLVE`.
    pub rule: String,
    /// The provision: `§ 5, stk. 3`.
    pub provision: String,
    /// The act's id.
    pub act: String,
    /// The step that mends it.
    pub step: String,
    /// The field of the decision's own form that mends it too; empty: none does.
    pub field: &'static str,
    /// What is known for that step.
    pub given: Values,
}

/// What the decision in these answers would lack on its day. Answers that are still missing are taken from
/// what the form is filled with; an answer that cannot be read gives an empty list, the form says why.
#[must_use]
pub fn not_yet(
    steps: &Steps,
    state: &CaseState,
    book: &LawBook,
    values: &Values,
    now: i64,
) -> Vec<NotYet> {
    let Some(step) = steps.find("decision") else {
        return Vec::new();
    };
    let Some(planned) = plan(step, state, book, values, now) else {
        return Vec::new();
    };
    let question = Question {
        as_of: planned.day,
        known_at: planned.day.max(When::at(now).day),
        locals: &[],
        further: Further::All,
    };
    let derived = duties(book, &planned.state, &question);
    let mut list: Vec<NotYet> = derived
        .rows
        .iter()
        .filter(|duty| is_missing(duty, &planned))
        .filter_map(|duty| line(steps, book, &planned, duty))
        .collect();
    list.extend(by_age(steps, book, state, &planned));
    list
}

/// The case as it would be.
struct Planned {
    state: CaseState,
    /// The newest event before the try.
    before: i64,
    decision: String,
    day: Day,
    basis: String,
    value: String,
    sections: Vec<String>,
    party_hearing: bool,
}

fn plan(
    step: &Step,
    state: &CaseState,
    book: &LawBook,
    values: &Values,
    now: i64,
) -> Option<Planned> {
    let today = When::at(now).day;
    let mut answers = values.clone();
    let filled = values.iter().filter(|(_, text)| !text.trim().is_empty());
    let begun = prefill(step, state, book, now, &filled.collect());
    for field in step.fields.iter().filter(|field| field.required) {
        if !field.is_answered(&answers) {
            answers.set(field.name, begun.get(field.name));
        }
    }
    let entries = entries(step, state, book, &answers, now).ok()?;
    let made = entries.iter().find_map(|entry| match entry {
        Entry::Fact { cells, .. } if cells.kind == "decision_made" => Some(cells.clone()),
        _ => None,
    })?;
    let sections = entries.iter().filter_map(|entry| match entry {
        Entry::Section { section, .. } => Some(section.clone()),
        _ => None,
    });
    let sections = sections.collect();
    let command = Command {
        entries,
        ..Command::default()
    };
    let decided = decide(book, state, &command, today).ok()?;
    let decision = decided.things.get(&made.about).cloned();
    let mut planned = Planned {
        state: state.clone(),
        before: state.seq,
        decision: decision.unwrap_or(made.about),
        day: When::parse(made.when.as_bytes()).ok()?.day,
        basis: made.basis,
        value: made.value,
        sections,
        party_hearing: false,
    };
    for body in decided.bodies {
        planned.state.apply(Event {
            seq: planned.state.seq + 1,
            recorded_at: now,
            recorded_by: UserNo::IMPORT,
            body,
        });
    }
    planned.party_hearing = planned.state.standing(Day::MAX).any(|held| {
        let cells = &held.fact.cells;
        cells.about == planned.decision && cells.kind.starts_with("party_hearing")
    });
    Some(planned)
}

/// Whether a duty hangs on this decision, had to be done by its day, and is not.
fn is_missing(duty: &Duty, planned: &Planned) -> bool {
    duty.about == planned.decision
        && duty.trigger_on == planned.day
        && duty.due.is_some_and(|due| due.day == planned.day)
        && duty.met_on.is_none()
        && matches!(duty.status, Status::Overdue | Status::Open)
}

fn line(steps: &Steps, book: &LawBook, planned: &Planned, duty: &Duty) -> Option<NotYet> {
    let suggestion = next::suggest(steps, book, &planned.state, duty, planned.day)?;
    let rule = book.rules.iter().find(|rule| rule.id == duty.rule)?;
    Some(NotYet {
        missing: Missing::Duty(duty.obligation.clone()),
        rule: rule.id.clone(),
        provision: provision(book, duty).unwrap_or_else(|| rule.provision.clone()),
        act: rule.act.clone(),
        step: suggestion.step,
        field: own_field(&duty.obligation, &planned.basis),
        given: of_the_case(&suggestion.given, planned),
    })
}

/// The provision of this obligation's version: a rule id may stand for several.
fn provision(book: &LawBook, duty: &Duty) -> Option<String> {
    let mut versions = book
        .named(&duty.obligation)
        .flat_map(|each| each.versions.iter());
    let stands = |id: Option<RuleId>| id.is_some_and(|id| book.rule(id).id == duty.rule);
    let found =
        versions.find(|version| stands(version.rule) && version.until >= duty.trigger_on)?;
    Some(found.provision.clone())
}

/// A decision that only the try knows is a new one for the other form too.
fn of_the_case(given: &Values, planned: &Planned) -> Values {
    let known = planned.state.facts.iter().any(|held| {
        let cells = &held.fact.cells;
        let spoken_of = cells.about == planned.decision || cells.reference == planned.decision;
        held.seq <= planned.before && spoken_of
    });
    let of = |text: &str| match text == planned.decision && !known {
        true => Sort::Decision.new_name().to_owned(),
        false => text.to_owned(),
    };
    given.iter().map(|(name, text)| (name, of(text))).collect()
}

fn the_decision(planned: &Planned) -> Values {
    let given = [("decision", planned.decision.as_str())];
    of_the_case(&given.into_iter().collect(), planned)
}

/// The field of the decision's form that mends a missing duty on the spot.
fn own_field(obligation: &str, basis: &str) -> &'static str {
    match obligation {
        "child_conversation_before_decision" => "talked_on",
        "party_hearing_before_decision" => "heard_on",
        "assessment_before_placement" => "assessment",
        "appeal_guidance_with_decision" | "reasons_given_with_decision" | "case_found_informed" => {
            "with_decision"
        }
        "consent_given" => "consent",
        "plan_position_taken" => "plan_position",
        // The short statement instead of a plan was known to serviceloven only.
        "plan_made" if basis.starts_with("sel-") => "cannot_wait",
        _ => "",
    }
}

/// What the age of the child asks for; the law book's rules have no condition of age.
fn by_age<'a>(
    steps: &'a Steps,
    book: &'a LawBook,
    state: &'a CaseState,
    planned: &'a Planned,
) -> impl Iterator<Item = NotYet> + use<'a> {
    let aged = |years: i32| {
        let born = state.born(Day::MAX);
        born.is_some_and(|born| born.plus_months(12 * years) <= planned.day)
    };
    let said = |section: &str| {
        let before = state
            .sections
            .iter()
            .any(|told| told.what.about == planned.decision && told.what.section == section);
        before || planned.sections.iter().any(|name| name == section)
    };
    let voluntary = matches!(planned.basis.as_str(), "bl-46" | "sel-52");
    let consent =
        planned.value == "placement" && voluntary && aged(CONSENT_AGE) && !said(YOUTH_CONSENT);
    let party = planned.day >= BARNETS_LOV
        && matches!(
            planned.basis.as_str(),
            "bl-32" | "bl-39" | "bl-46" | "bl-47"
        )
        && aged(PARTY_AGE)
        && !said(CHILD_PARTY);
    let consent = consent.then(|| {
        let version = book
            .named("consent_given")
            .find_map(|each| each.version_on(planned.day, book.basis(&planned.basis)));
        let rule = version.and_then(|version| version.rule);
        NotYet {
            missing: Missing::YouthConsent,
            rule: rule.map_or("", |rule| &book.rule(rule).id).to_owned(),
            provision: version.map_or("", |version| &version.provision).to_owned(),
            act: version.map_or("", |version| &version.act).to_owned(),
            step: steps
                .for_kind("consent_given")
                .map_or_else(String::new, |step| step.id.to_string()),
            field: "youth_consent",
            given: the_decision(planned),
        }
    });
    let party = party.then(|| NotYet {
        missing: Missing::PartyStatus,
        // The law book cannot say it yet (law/README.md): no rule there has an age as its condition.
        rule: "BL-PARTY-10".to_owned(),
        provision: "§ 3".to_owned(),
        act: "bl".to_owned(),
        step: if planned.party_hearing {
            "decision"
        } else {
            "party-hearing"
        }
        .to_owned(),
        field: "with_decision",
        given: the_decision(planned),
    });
    consent.into_iter().chain(party)
}
