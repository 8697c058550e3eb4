//! What a case lacks on the day of something that was registered: asked of the law before and after it.
//!
//! Owns: which duties ask for something on the very day, and what the age of the child asks for beside them. Must not
//! know: sentences, forms. The warnings at saving and the "not yet, because" list read the same answer here.

use omhu_law::book::{LawBook, Layer, Rule, Version};
use omhu_law::calendar::Day;
use omhu_law::derive::{Question, Status};

use crate::case::{CaseState, Registered};
use crate::duties::{Duty, duties};
use crate::placing::{BY_COMMITTEE, PLACEMENT, SUPPORT};

/// The section that says that the young person of 15 consented too.
pub(crate) const YOUTH_CONSENT: &str = "youth_consent";
/// The section that says that the young person of 15 said no.
pub(crate) const YOUTH_REFUSED: &str = "youth_refused";
/// The section that says that the custody holder said no.
pub(crate) const CONSENT_REFUSED: &str = "consent_refused";
/// The section that says that the child of 10 was treated as a party.
pub(crate) const CHILD_PARTY: &str = "child_party";

/// From this age a child is a party (BL § 3).
const PARTY_AGE: i32 = 10;
/// From this age a young person consents too (BL § 46, before SEL § 52).
const CONSENT_AGE: i32 = 15;
/// Placements that rest on that consent: § 46 and § 67, before it §§ 52 and 68 a.
const CONSENT_BASES: [&str; 4] = ["bl-46", "bl-67", "sel-52", "sel-68a"];
/// Drug treatment rests on that consent too (BL § 33).
const DRUG_TREATMENT: &str = "bl-33";
/// Assessments that the committee decides without consent (BL § 23, before it SEL § 51).
const FORCED: [&str; 2] = ["bl-23", "sel-51"];
/// Decisions in which a child of 10 is a party (BL § 3); in those on support for the young before it is 18.
const PARTY_BASES: [&str; 11] = [
    "bl-23", "bl-32", "bl-33", "bl-39", "bl-46", "bl-47", "bl-52", "bl-67", "bl-97", "bl-100",
    "bl-104",
];
/// Support for the young (BL §§ 114-116 and 120), which may be decided before and after they are 18.
const YOUTH_BASES: [&str; 4] = ["bl-114", "bl-115", "bl-116", "bl-120"];
/// Till this age a young person is a child.
const GROWN_UP: i32 = 18;
/// The day of barnets lov.
const BARNETS_LOV: Day = Day::from_civil(2024, 1, 1);
/// From then on a child of 10 is a party in drug treatment too (the day is from memory in the reference).
const PARTY_TO_TREATMENT: Day = Day::from_civil(2025, 1, 1);

/// Whether only the committee decides on this basis.
pub(crate) fn is_committees(basis: &str) -> bool {
    BY_COMMITTEE.contains(&basis) || FORCED.contains(&basis)
}

/// The duty to ask the child.
const CHILD_ASKED: &str = "child_conversation_before_decision";

/// Only these ask for something on the very day: a decision, a first review, a change of place.
const ASKING: [&str; 4] = [
    "decision_made",
    "review_held",
    "placement_setting_changed",
    "return_home_decided",
];

/// What lacks.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum What {
    /// A duty of the law book.
    Duty(Box<Duty>),
    /// The consent of a young person of 15 to a placement.
    YouthConsent,
    /// The young person of 15 said no to the placement: consent cannot carry it.
    YouthRefused,
    /// That a child of 10 was treated as a party.
    PartyStatus,
    /// What the young person under 18 thinks of support after 18.
    YouthView,
    /// That the committee decided: nobody else can on this basis.
    Committee,
}

/// One thing that lacks.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Lack {
    pub what: What,
    /// The event that asks for it.
    pub by: i64,
    /// The day on which it should be there.
    pub on: Day,
}

/// What lacks after something was registered and did not lack before. `further`: whether this municipality registers
/// what the public contract does not ask for, so that its lack says something.
pub(crate) fn lacks(
    book: &LawBook,
    before: &CaseState,
    after: &CaseState,
    today: Day,
    further: bool,
) -> Vec<Lack> {
    let stood = by_committee(before, after);
    let after = stood.as_ref().unwrap_or(after);
    let asking: Vec<(&Registered, Day)> = (after.standing(Day::MAX))
        .filter(|held| held.seq > before.seq && ASKING.contains(&held.fact.cells.kind.as_str()))
        .filter_map(|held| Some((held, held.when()?.day)))
        .collect();
    let Some(last) = asking.iter().map(|(_, day)| *day).max() else {
        return Vec::new();
    };
    // What is registered for a day to come is asked for on that day.
    let as_of = last.max(today);
    let rows = |state: &CaseState| {
        let question = Question {
            as_of,
            known_at: as_of,
            locals: &[],
            further: further.into(),
        };
        duties(book, state, &question).rows
    };
    let (was, is) = (rows(before), rows(after));
    let lacked = |row: &Duty| {
        was.iter().any(|old| {
            (&old.obligation, &old.about, old.seq) == (&row.obligation, &row.about, row.seq)
                && is_lacking(old)
        })
    };
    let mut found: Vec<Lack> = (is.iter())
        .filter(|row| is_lacking(row) && !lacked(row))
        // The contract alone knows no unborn child.
        .filter(|row| row.obligation != CHILD_ASKED || !after.is_unborn(row.trigger_on))
        .filter_map(|row| {
            let by = row.trigger_event?;
            asking.iter().find(|(held, _)| held.seq == by)?;
            Some(Lack {
                what: What::Duty(Box::new(row.clone())),
                by,
                on: row.trigger_on,
            })
        })
        .collect();
    for (held, on) in &asking {
        let (by, on) = (held.seq, *on);
        let aged = by_age(book, after, held, on, further);
        found.extend(aged.map(|what| Lack { what, by, on }));
    }
    found
}

/// The case with the committee's decision as a decision to place the child: what must be there before one must be there
/// before the other, and the contract's checks ask it of `decision_made` only. None: nothing of the kind was registered, or
/// the municipality's own decision stands there and was asked already.
fn by_committee(before: &CaseState, after: &CaseState) -> Option<CaseState> {
    let of = |kind: &'static str| {
        let standing = after.standing(Day::MAX);
        standing.filter(move |held| held.fact.cells.kind == kind)
    };
    let decided = |about: &str| of("decision_made").any(|held| held.fact.cells.about == about);
    let rests_on = of("assessment_completed").chain(of("support_need_known"));
    let assessment = rests_on.max_by_key(|held| (held.when().map(|when| when.day), held.seq));
    let assessment = assessment.map(|held| held.fact.cells.about.clone());
    let stood = of("committee_decided").filter(|held| {
        let cells = &held.fact.cells;
        held.seq > before.seq && is_committees(&cells.basis) && !decided(&cells.about)
    });
    let stood: Vec<Registered> = stood
        .map(|held| {
            let mut held = held.clone();
            let cells = &mut held.fact.cells;
            "decision_made".clone_into(&mut cells.kind);
            let forced = FORCED.contains(&cells.basis.as_str());
            let value = if forced { SUPPORT } else { PLACEMENT };
            value.clone_into(&mut cells.value);
            cells.reference = assessment.clone().unwrap_or_default();
            cells.id = String::new();
            held
        })
        .collect();
    (!stood.is_empty()).then(|| {
        let mut case = after.clone();
        case.facts.extend(stood);
        case
    })
}

/// Due on the day of its trigger, and not there.
fn is_lacking(row: &Duty) -> bool {
    row.met_on.is_none()
        && matches!(row.status, Status::Open | Status::Overdue)
        && row.due.is_some_and(|due| due.day == row.trigger_on)
}

/// What the age of the child asks for at a decision; the law book's rules have no condition of age.
fn by_age(
    book: &LawBook,
    state: &CaseState,
    decision: &Registered,
    day: Day,
    further: bool,
) -> impl Iterator<Item = What> + use<> {
    let cells = &decision.fact.cells;
    let decided = cells.kind == "decision_made";
    let aged = |years: i32| {
        let born = state.born(Day::MAX);
        born.is_some_and(|born| born.plus_months(12 * years) <= day)
    };
    let said = |section: &str| state.section(&cells.about, section).is_some();
    // Where only the facts of the law book are registered, one fact stands for everybody's consent.
    let told = state.standing(Day::MAX).any(|held| {
        let fact = &held.fact.cells;
        matches!(fact.kind.as_str(), "consent_given" | "consent_not_needed")
            && fact.about == cells.about
            && held.when().is_some_and(|when| when.day <= day)
    });
    let basis = cells.basis.as_str();
    let treats = basis == DRUG_TREATMENT;
    let asked = decided
        && (treats || cells.value == PLACEMENT && CONSENT_BASES.contains(&basis))
        && aged(CONSENT_AGE)
        && book.vocabulary.find("consent_given").is_some();
    // A no that came after the yes is what counts, though the yes stands as a fact.
    let refused = refuses(state, &cells.about, YOUTH_REFUSED, YOUTH_CONSENT);
    let consent = match (refused, said(YOUTH_CONSENT)) {
        _ if !asked => None,
        // Nobody can decide treatment over a no.
        (true, _) if treats => Some(What::YouthConsent),
        (true, _) => Some(What::YouthRefused),
        (false, true) => None,
        (false, false) => (further || !told).then_some(What::YouthConsent),
    };
    let young = YOUTH_BASES.contains(&basis) && aged(PARTY_AGE) && !aged(GROWN_UP);
    let from = if treats {
        PARTY_TO_TREATMENT
    } else {
        BARNETS_LOV
    };
    let party = decided
        && further
        && day >= from
        && (PARTY_BASES.contains(&basis) && aged(PARTY_AGE) || young)
        && !said(CHILD_PARTY);
    let told = |kind: &str| {
        state.standing(Day::MAX).any(|held| {
            let fact = &held.fact.cells;
            let of_it = [&cells.about, &cells.reference].contains(&&fact.reference);
            let in_time = held.when().is_some_and(|when| when.day <= day);
            fact.kind == kind && !fact.reference.is_empty() && of_it && in_time
        })
    };
    let heard = || told("child_conversation_held") || told("child_conversation_omitted");
    let view = decided && further && young && !heard();
    let committees = decided && further && is_committees(basis) && {
        let mut facts = state.standing(Day::MAX);
        !facts.any(|held| {
            let fact = &held.fact.cells;
            fact.kind == "committee_decided" && fact.about == cells.about
        })
    };
    [
        consent,
        party.then_some(What::PartyStatus),
        view.then_some(What::YouthView),
        committees.then_some(What::Committee),
    ]
    .into_iter()
    .flatten()
}

/// Whether the newest of two parts about a thing is the no.
fn refuses(state: &CaseState, about: &str, no: &str, yes: &str) -> bool {
    let told = [no, yes].map(|section| state.section(about, section));
    let newest = told.into_iter().flatten().max_by_key(|it| it.seq);
    newest.is_some_and(|it| it.what.section == no)
}

/// Where the custody holder said no to what a decision is about, and no yes was registered after it.
pub(crate) fn refused_by_parents(state: &CaseState, decision: &str) -> bool {
    let no = state.section(decision, CONSENT_REFUSED);
    let later = |seq: i64| {
        state.standing(Day::MAX).any(|held| {
            let cells = &held.fact.cells;
            let settles = matches!(cells.kind.as_str(), "consent_given" | "consent_not_needed");
            settles && cells.about == decision && held.seq > seq
        })
    };
    no.is_some_and(|no| !later(no.seq))
}

/// The rule by which a young person of 15 must say yes. The law book cannot say it yet (law/README.md): no rule there has
/// an age as its condition, and none is about consent to a permanent placement.
pub(crate) fn consent_rule(book: &LawBook, on: Day, basis: &str) -> Option<Rule> {
    match basis {
        "bl-67" => Some(unwritten("BL-PERM", "bl", "§ 67")),
        "sel-68a" => Some(unwritten("SEL-68A", "sel", "§ 68 a")),
        basis => {
            let version = version(book, "consent_given", on, basis);
            let rule = version.and_then(|version| version.rule);
            rule.map(|rule| book.rule(rule).clone())
        }
    }
}

/// The version of an obligation in force on a day for a legal basis: the statute's, where a local target has the same name.
pub(crate) fn version<'b>(
    book: &'b LawBook,
    obligation: &str,
    on: Day,
    basis: &str,
) -> Option<&'b Version> {
    let basis = book.basis(basis);
    book.named(obligation)
        .filter(|each| each.layer == Layer::Statute)
        .find_map(|each| each.version_on(on, basis))
}

/// The rule that makes a child of 10 a party. The law book cannot say it yet (law/README.md): no rule there has an age
/// as its condition.
pub(crate) fn party_rule() -> Rule {
    unwritten("BL-PARTY-10", "bl", "§ 3")
}

/// The rule by which a child is asked before a decision; on support for the young the law book has it not, because it holds
/// to the 18th birthday only.
pub(crate) fn view_rule() -> Rule {
    unwritten("BL-INVOLVE", "bl", "§ 5, stk. 3")
}

/// The rule by which the committee decides.
pub(crate) fn committee_rule(book: &LawBook, on: Day, basis: &str) -> Option<Rule> {
    Some(match basis {
        "bl-23" => unwritten("BL-BFU-FORCED", "bl", "§ 23"),
        "sel-51" => unwritten("SEL-BFU-FORCED", "sel", "§ 51, stk. 1"),
        "bl-49" => unwritten("BL-UNBORN-PL", "bl", "§ 49"),
        "bl-47" => unwritten("BL-PLACE-NC", "bl", "§§ 47 og 51"),
        "sel-58" => unwritten("SEL-58", "sel", "§ 58"),
        basis => return consent_rule(book, on, basis),
    })
}

/// A rule that the law book cannot say yet (law/README.md).
pub(crate) fn unwritten(id: &str, act: &str, provision: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        act: act.to_owned(),
        provision: provision.to_owned(),
    }
}
