//! What a decision still lacks: the "not yet, because" list.
//!
//! Owns: trying a decision on a copy of the case and reading off what would be missing on its day.
//! Must not know: what a page makes of it. Nothing is blocked: the list is shown, with its rules.

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};

use super::catalogue::Steps;
use super::entries::{beside, entries};
use super::field::FieldKind;
use super::next;
use super::prefill::prefill;
use super::step::Step;
use super::things::Sort;
use super::typed;
use super::values::Values;
use crate::case::CaseState;
use crate::command::{Command, Entry, decide};
use crate::duties::Duty;
use crate::event::Event;
use crate::fact::FactCells;
use crate::grounds::{Unfit, unfit};
use crate::ids::UserNo;
use crate::lacks::{
    What, committee_rule, consent_rule, is_committees, lacks, party_rule, view_rule,
};
use crate::placing::{BY_COMMITTEE, PLACEMENT, SUPPORT};
use crate::worklist::rule_of;

/// What is missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// A duty that would be unmet on the decision day, by the obligation's id or name in the law book.
    Duty(String),
    /// The consent of a young person of 15 to a placement.
    YouthConsent,
    /// The young person of 15 said no to a placement with consent.
    YouthRefused,
    /// That a child of 10 was treated as a party: hearing, letter, appeal guidance.
    PartyStatus,
    /// What a young person under 18 thinks of support after 18.
    YouthView,
    /// That the committee decides: nobody else can on this basis.
    Committee,
    /// A basis of the act that holds on the day.
    OtherLaw,
    /// A basis that goes with what is decided: support or a placement.
    OtherKind,
    /// A basis that is for a child of this age.
    TooYoung,
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

/// What a list holds for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// What the decision would lack.
    pub lacks: Vec<NotYet>,
    /// The day of the decision.
    pub on: Day,
    /// The legal basis that the list holds for.
    pub basis: String,
    /// `support` or `placement`.
    pub value: String,
    /// The child is not born on that day: nobody can talk with it, and nothing asks for it.
    pub unborn: bool,
}

/// The forms that have such a list: the municipality's decision, and the committee's.
pub const LISTED: [&str; 2] = ["decision", "committee-decision"];

/// What the decision in these answers would lack on its day: the same question to the law as the warnings at saving ask.
/// Answers that are still missing are taken from what the form is filled with; where an answer cannot be read there is
/// none, the form says why. `further`: as in [`crate::warnings::Around`].
#[must_use]
pub fn not_yet(
    steps: &Steps,
    step: &Step,
    state: &CaseState,
    book: &LawBook,
    values: &Values,
    now: i64,
    further: bool,
) -> Option<Tried> {
    let planned = plan(step, state, book, values, now)?;
    let today = When::at(now).day;
    let found = lacks(book, state, &planned.state, today, further);
    let lacks = found.iter().filter(|lack| lack.by == planned.made);
    let lacks = lacks.filter_map(|lack| match &lack.what {
        What::Duty(duty) => line(steps, book, &planned, duty).map(|line| NotYet {
            // The committee's form asks for less.
            field: step.field(line.field).map_or("", |field| field.name),
            ..line
        }),
        What::YouthConsent => Some(youth_consent(steps, book, &planned)),
        What::YouthRefused => Some(NotYet {
            missing: Missing::YouthRefused,
            step: "committee-decision".to_owned(),
            field: "",
            ..youth_consent(steps, book, &planned)
        }),
        What::PartyStatus => Some(party_status(&planned, step)),
        What::YouthView => Some(youth_view(&planned, step)),
        What::Committee => Some(committee(book, &planned)),
    });
    let wrong = grounds(book, &planned).into_iter();
    Some(Tried {
        // What does not fit comes first: with another basis the rest is another list.
        lacks: wrong.chain(lacks).collect(),
        on: planned.day,
        basis: planned.basis.clone(),
        value: planned.value.clone(),
        unborn: planned.state.is_unborn(planned.day),
    })
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
    /// The event of the decision.
    made: i64,
    party_hearing: bool,
    /// The decision as it would be registered.
    cells: FactCells,
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
    // What is typed beside the list goes before what is chosen in it; that the two differ, or that one cannot be read, is said
    // with the question, and the list stays.
    for field in (step.fields.iter()).filter(|field| matches!(field.kind, FieldKind::Basis(_))) {
        let typed = answers.get(&beside(field.name)).to_owned();
        answers.clear(&beside(field.name));
        if typed::basis(&typed).is_ok() {
            answers.set(field.name, typed);
        } else if typed::basis(answers.get(field.name)).is_err() {
            answers.clear(field.name);
        }
    }
    let filled = answers.clone();
    let filled = filled.iter().filter(|(_, text)| !text.trim().is_empty());
    let begun = prefill(step, state, book, now, &filled.collect());
    for field in step.fields.iter().filter(|field| field.required) {
        if !field.is_answered(&answers) {
            answers.set(field.name, begun.get(field.name));
        }
    }
    let entries = entries(step, state, book, &answers, now).ok()?;
    let mut made = entries.iter().find_map(|entry| match entry {
        Entry::Fact { cells, .. } if cells.kind == "decision_made" => Some(cells.clone()),
        Entry::Fact { cells, .. } if cells.kind == "committee_decided" => Some(cells.clone()),
        _ => None,
    })?;
    if made.kind == "committee_decided" {
        // What else the committee may decide has no checks.
        if !is_committees(&made.basis) {
            return None;
        }
        let placing = BY_COMMITTEE.contains(&made.basis.as_str());
        let value = if placing { PLACEMENT } else { SUPPORT };
        value.clone_into(&mut made.value);
    }
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
        made: 0,
        party_hearing: false,
        cells: FactCells::default(),
    };
    for body in decided.bodies {
        planned.state.apply(Event {
            seq: planned.state.seq + 1,
            recorded_at: now,
            recorded_by: UserNo::IMPORT,
            body,
        });
    }
    let kind = made.kind;
    let made = planned.state.standing(Day::MAX).find(|held| {
        let cells = &held.fact.cells;
        held.seq > planned.before && cells.kind == kind
    });
    let made = made?;
    planned.made = made.seq;
    planned.cells = made.fact.cells.clone();
    planned.party_hearing = planned.state.standing(Day::MAX).any(|held| {
        let cells = &held.fact.cells;
        cells.about == planned.decision && cells.kind.starts_with("party_hearing")
    });
    Some(planned)
}

fn line(steps: &Steps, book: &LawBook, planned: &Planned, duty: &Duty) -> Option<NotYet> {
    let suggestion = next::opening(steps, book, &planned.state, &duty.obligation, &duty.about);
    let given = suggestion.as_ref().map(|each| &each.given);
    let rule = rule_of(book, duty)?;
    Some(NotYet {
        missing: Missing::Duty(duty.obligation.clone()),
        rule: rule.id.clone(),
        provision: rule.provision.clone(),
        act: rule.act.clone(),
        field: own_field(&duty.obligation, &planned.basis),
        given: given.map_or_else(Values::default, |given| of_the_case(given, planned)),
        step: suggestion.map_or_else(String::new, |each| each.step.id.to_string()),
    })
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
        "recommendation_made"
        | "lawyer_offered"
        | "parties_told_of_rights"
        | "parties_heard_by_committee" => "before_committee",
        // The short statement instead of a plan was known to serviceloven only.
        "plan_made" if basis.starts_with("sel-") => "cannot_wait",
        _ => "",
    }
}

fn youth_consent(steps: &Steps, book: &LawBook, planned: &Planned) -> NotYet {
    let rule = consent_rule(book, planned.day, &planned.basis);
    let (rule, provision, act) =
        rule.map_or_else(Default::default, |rule| (rule.id, rule.provision, rule.act));
    NotYet {
        missing: Missing::YouthConsent,
        rule,
        provision,
        act,
        step: steps
            .for_kind("consent_given")
            .map_or_else(String::new, |step| step.id.to_string()),
        field: "youth_consent",
        given: the_decision(planned),
    }
}

fn party_status(planned: &Planned, step: &Step) -> NotYet {
    let rule = party_rule();
    let step = if planned.party_hearing {
        step.id.as_ref()
    } else {
        "party-hearing"
    };
    NotYet {
        missing: Missing::PartyStatus,
        rule: rule.id,
        provision: rule.provision,
        act: rule.act,
        step: step.to_owned(),
        field: "with_decision",
        given: the_decision(planned),
    }
}

fn youth_view(planned: &Planned, step: &Step) -> NotYet {
    let rule = view_rule();
    NotYet {
        missing: Missing::YouthView,
        rule: rule.id,
        provision: rule.provision,
        act: rule.act,
        step: "child-conversation".to_owned(),
        field: step.field("talked_on").map_or("", |field| field.name),
        given: the_subject(planned),
    }
}

/// What does not fit about the basis: it is put right in the form itself.
fn grounds(book: &LawBook, planned: &Planned) -> Vec<NotYet> {
    let years = planned.state.age(planned.day);
    let found = unfit(book, &planned.cells, planned.day, years).into_iter();
    let lines = found.map(|(unfit, rule)| NotYet {
        missing: match unfit {
            Unfit::OtherLaw => Missing::OtherLaw,
            Unfit::OtherKind => Missing::OtherKind,
            Unfit::TooYoung(_) => Missing::TooYoung,
        },
        rule: rule.id,
        provision: rule.provision,
        act: rule.act,
        step: String::new(),
        field: "basis",
        given: Values::default(),
    });
    lines.collect()
}

fn committee(book: &LawBook, planned: &Planned) -> NotYet {
    let rule = committee_rule(book, planned.day, &planned.basis);
    let (rule, provision, act) =
        rule.map_or_else(Default::default, |rule| (rule.id, rule.provision, rule.act));
    let mut given = the_decision(planned);
    given.set("basis", planned.basis.as_str());
    NotYet {
        missing: Missing::Committee,
        rule,
        provision,
        act,
        step: "committee-decision".to_owned(),
        field: "",
        given,
    }
}

/// The decision in the field of the talk with the child.
fn the_subject(planned: &Planned) -> Values {
    let given = [("subject", planned.decision.as_str())];
    of_the_case(&given.into_iter().collect(), planned)
}
