//! The provision behind a step and behind each of its questions, as it was in force on the day that the step concerns.
//!
//! Owns: which day that is, which duties a step and a question rest on, and their version of that day. Must not know:
//! sentences; any provision (the law book has them all).

use omhu_law::book::{LawBook, Layer, Obligation, Shape, Version};
use omhu_law::calendar::Day;
use omhu_law::vocabulary::KindId;

use super::field::{Field, FieldKind};
use super::step::Step;
use super::typed;
use super::values::Values;
use super::write::{FactWrite, Write};
use crate::case::{CaseState, Registered};

/// What is said must be written down: the rule of every text that no other rule asks for.
const OF_NOTES: &str = "journal_note_made";
/// The rule of every paper.
const OF_PAPERS: &str = "document_filed";
/// The fact by which duties have another paragraph, for a child who is not born.
const EXPECTED: &str = "child_expected";
/// The fact on which birthdays hang.
const BIRTH: &str = "child_born";

/// A duty with the version of it that counts.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'b> {
    /// The duty.
    pub obligation: &'b Obligation,
    /// Its version.
    pub version: &'b Version,
    /// The provision: the version's own, or that of a child who is not born.
    pub provision: &'b str,
}

/// What the law says of a step or a question on a day.
#[derive(Clone, Debug)]
pub enum Ruling<'b> {
    /// These are in force, the nearest first; one at least.
    InForce(Vec<Cited<'b>>),
    /// The law asks for it on that day, but not under the legal basis that is chosen; this one under others.
    OtherBasis(Cited<'b>),
    /// The law knows of it, but not on that day: the first version that came later, else the last before.
    AnotherDay(Cited<'b>),
    /// Nothing: the municipality's own order.
    Administrative,
    /// A question without a rule of its own, in a form whose rules are of single questions.
    OfOthers,
}

/// What a ruling is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occasion {
    /// The day that the step concerns.
    pub on: Day,
    /// The legal basis that it concerns; empty: none known.
    pub basis: String,
    /// Whether that day is the child's birthday: what hangs on a later birthday concerns the day when the child gets there.
    pub birth: bool,
    /// Whether the child is not born on that day.
    pub unborn: bool,
}

impl Occasion {
    /// What a step with these answers concerns.
    #[must_use]
    pub fn of(step: &Step, values: &Values, state: &CaseState, today: Day) -> Occasion {
        let on = concerned_on(step, values, state, today);
        Occasion {
            on,
            basis: concerned_basis(step, values, state),
            birth: step.kinds().any(|kind| kind == BIRTH),
            unborn: state.is_unborn(on),
        }
    }

    /// What a registered fact concerns.
    #[must_use]
    pub fn of_fact(held: &Registered, state: &CaseState, today: Day) -> Occasion {
        let cells = &held.fact.cells;
        let on = held.when().map_or(today, |when| when.day);
        Occasion {
            on,
            basis: cells.basis.clone(),
            birth: cells.kind == BIRTH,
            unborn: state.is_unborn(on),
        }
    }
}

/// The day that a step concerns: the day of what it registers, as far as one can be read. Where it is left open, that of
/// what the step is about, so that what is registered late has the law of its time; else today.
fn concerned_on(step: &Step, values: &Values, state: &CaseState, today: Day) -> Day {
    let typed = |name| typed::day(values.get(name), today).ok();
    let open = || step.own_days().all(|name| values.get(name).is_empty());
    let own = step.own_days().find_map(typed);
    own.or_else(|| {
        let things = open().then(|| chosen(step, values))?;
        let facts = state.standing(Day::MAX);
        let facts = facts.filter(|held| things.contains(&held.fact.cells.about.as_str()));
        let days = facts.filter_map(|held| Some(held.when()?.day));
        days.filter(|day| *day <= today).max()
    })
    .unwrap_or(today)
}

/// The things that are chosen in a form.
fn chosen<'v>(step: &Step, values: &'v Values) -> Vec<&'v str> {
    let things = step.fields.iter().filter_map(|field| match field.kind {
        FieldKind::Thing(_) => Some(values.get(field.name)),
        _ => None,
    });
    things.filter(|thing| !thing.is_empty()).collect()
}

/// The legal basis that a step concerns: the one that is chosen, else that of the decision or the measure it is about.
fn concerned_basis(step: &Step, values: &Values, state: &CaseState) -> String {
    let mut fields = step.fields.iter();
    if let Some(field) = fields.find(|field| matches!(field.kind, FieldKind::Basis(_))) {
        return typed::basis(values.get(field.name)).unwrap_or_default();
    }
    let things = chosen(step, values);
    let mut based = state.standing(Day::MAX).filter(|held| {
        let cells = &held.fact.cells;
        !cells.basis.is_empty() && things.contains(&cells.about.as_str())
    });
    based
        .next()
        .map_or_else(String::new, |held| held.fact.cells.basis.clone())
}

/// What the law says of a step.
#[must_use]
pub fn of_step<'b>(step: &Step, book: &'b LawBook, occasion: &Occasion) -> Ruling<'b> {
    ruling(&behind(step, book), book, occasion)
}

/// What the law says of a question: its own rule, else that of what is written down there, else the step's.
/// In a form that rests on several duties none of them is the rule of every question.
#[must_use]
pub fn of_field<'b>(
    step: &Step,
    field: &Field,
    book: &'b LawBook,
    occasion: &Occasion,
) -> Ruling<'b> {
    let own = match (field.rule, &field.kind) {
        (Some(rule), _) => Some(rule),
        (None, FieldKind::File) => Some(OF_PAPERS),
        _ => None,
    };
    let own: Vec<&Obligation> = own.into_iter().flat_map(|id| of_id(book, id)).collect();
    if !own.is_empty() {
        return ruling(&own, book, occasion);
    }
    match of_step(step, book, occasion) {
        _ if step.rests_on.len() > 1 => Ruling::OfOthers,
        Ruling::InForce(mut cited) => {
            cited.truncate(1);
            Ruling::InForce(cited)
        }
        Ruling::Administrative if matches!(field.kind, FieldKind::Text { .. }) => {
            ruling(&of_id(book, OF_NOTES).collect::<Vec<_>>(), book, occasion)
        }
        other => other,
    }
}

/// What the law says of a kind of fact on its day: of the duties that it meets, else of those that it triggers.
#[must_use]
pub fn of_kind<'b>(kind: &str, book: &'b LawBook, occasion: &Occasion) -> Ruling<'b> {
    let duties = duties_of_kinds(book, |name| name == kind);
    ruling(&duties, book, occasion)
}

/// A duty, and the same for other decisions in a file of its own.
fn of_id<'b>(book: &'b LawBook, id: &str) -> impl Iterator<Item = &'b Obligation> + use<'b> {
    let id = id.to_owned();
    let all = book.obligations.iter();
    all.filter(move |each| each.id == id || each.name == id && each.shape == Shape::Check)
}

/// The duties that a step rests on, the nearest first.
fn behind<'b>(step: &Step, book: &'b LawBook) -> Vec<&'b Obligation> {
    let own: Vec<&str> = step.kinds().collect();
    let mut found = met_by(book, |name| own.contains(&name));
    let named = step.rests_on.iter().copied();
    let asked = step.fields.iter().filter_map(|field| field.rule);
    for id in named.chain(asked) {
        found.extend(of_id(book, id));
    }
    if found.is_empty() {
        let facts: Vec<&FactWrite> = step.facts().collect();
        let writes = |name: &str| facts.iter().any(|fact| fact.kind == name);
        found = duties_of_kinds(book, writes);
    }
    if found.is_empty() {
        let written = step.writes.iter().find_map(|rule| match rule.write {
            Write::Note { .. } => Some(OF_NOTES),
            Write::Document { .. } => Some(OF_PAPERS),
            _ => None,
        });
        found.extend(written.into_iter().flat_map(|id| of_id(book, id)));
    }
    found
}

/// The duties that facts of these kinds meet, else those that they trigger.
fn duties_of_kinds(book: &LawBook, named: impl Fn(&str) -> bool) -> Vec<&Obligation> {
    let met = met_by(book, &named);
    if !met.is_empty() {
        return met;
    }
    let is = |kind: KindId| named(&book.vocabulary.kind(kind).name);
    let all = book.obligations.iter();
    let triggered: Vec<&Obligation> = all.filter(|each| is(each.trigger)).collect();
    if !triggered.is_empty() {
        return nearest_first(triggered);
    }
    // What leaves a duty out, puts it off or makes it hold at all is asked for by that duty.
    let all = book.obligations.iter();
    let bears_on = all.filter(|each| {
        let versions = each.versions.iter();
        let mut instead = versions.filter_map(|version| version.instead?.when);
        let requires = each.requires.map(|(kind, _)| kind);
        let mut others = each.left_out_by.iter().copied();
        let unborn = each.versions.iter().any(|version| version.unborn.is_some());
        let softens = each.preliminary.into_iter().chain(requires);
        let expects = unborn && named(EXPECTED);
        expects || instead.any(is) || others.any(is) || softens.into_iter().any(is)
    });
    nearest_first(bears_on.collect())
}

fn met_by(book: &LawBook, named: impl Fn(&str) -> bool) -> Vec<&Obligation> {
    let met = book.obligations.iter().filter(|each| {
        let mut kinds = each.met_by.iter();
        kinds.any(|kind| named(&book.vocabulary.kind(*kind).name))
    });
    let mut met: Vec<&Obligation> = met.collect();
    // An ordinary assessment meets its own duty, and only before a placement also that of the placement.
    met.sort_by_key(|each| (!each.in_contract, !named(&each.id)));
    met
}

/// The duties of the public contract first.
fn nearest_first(mut found: Vec<&Obligation>) -> Vec<&Obligation> {
    found.sort_by_key(|each| !each.in_contract);
    found
}

fn ruling<'b>(found: &[&'b Obligation], book: &'b LawBook, occasion: &Occasion) -> Ruling<'b> {
    let statute = || {
        let found = found.iter().copied();
        // Who is not born is asked nothing.
        let asks = |each: &&Obligation| !(occasion.unborn && each.needs_birth);
        found
            .filter(|each| each.layer == Layer::Statute)
            .filter(asks)
    };
    let mut cited: Vec<Cited<'b>> = Vec::new();
    for obligation in statute() {
        let version = version(obligation, book, occasion);
        let found = version.map(|version| Cited {
            obligation,
            version,
            provision: provision(version, book, occasion),
        });
        let said = |found: &Cited<'_>| {
            let mut cited = cited.iter();
            cited.any(|other| {
                (&other.version.act, other.provision) == (&found.version.act, found.provision)
            })
        };
        cited.extend(found.filter(|found| !said(found)));
    }
    if !cited.is_empty() {
        return Ruling::InForce(cited);
    }
    let of_others = statute().find_map(|obligation| {
        let version = any_version(obligation, due_on(obligation, occasion))?;
        Some(Cited {
            obligation,
            version,
            provision: provision(version, book, occasion),
        })
    });
    if let Some(cited) = of_others {
        return Ruling::OtherBasis(cited);
    }
    let later = statute().flat_map(|obligation| {
        let versions = obligation.versions.iter();
        versions.map(move |version| Cited {
            obligation,
            version,
            provision: &version.provision,
        })
    });
    let nearest = later.min_by_key(|cited| {
        let days = cited.version.in_force.0 - occasion.on.0;
        (days <= 0, days.unsigned_abs())
    });
    nearest.map_or(Ruling::Administrative, Ruling::AnotherDay)
}

/// The provision of a version for the child that it is asked for.
fn provision<'b>(version: &'b Version, book: &'b LawBook, occasion: &Occasion) -> &'b str {
    let unborn = version.unborn.filter(|_| occasion.unborn);
    unborn.map_or(version.provision.as_str(), |rule| {
        book.rule(rule).provision.as_str()
    })
}

/// The version of the day. Where the legal basis is not known yet, that of any.
fn version<'b>(
    obligation: &'b Obligation,
    book: &LawBook,
    occasion: &Occasion,
) -> Option<&'b Version> {
    let on = due_on(obligation, occasion);
    let version = obligation.version_on(on, book.basis(&occasion.basis));
    version.or_else(|| any_version(obligation, on).filter(|_| occasion.basis.is_empty()))
}

fn any_version(obligation: &Obligation, on: Day) -> Option<&Version> {
    let mut versions = obligation.versions.iter().rev();
    versions.find(|version| version.in_force <= on && on <= version.until)
}

/// The day whose law counts.
fn due_on(obligation: &Obligation, occasion: &Occasion) -> Day {
    let mut versions = obligation.versions.iter().rev();
    let birthday = versions.find_map(|version| version.birthday);
    birthday
        .filter(|_| occasion.birth)
        .map_or(occasion.on, |birthday| {
            let months = birthday.years as i32 * 12 + birthday.months;
            occasion.on.plus_months(months)
        })
}
