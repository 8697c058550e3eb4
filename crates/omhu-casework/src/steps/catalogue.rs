//! All steps: those written by hand, and one for every other kind of fact.
//!
//! Owns: which steps there are, and which one meets an obligation. Must not know: any case.

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::book::{LawBook, Obligation};

use super::step::{Group, Step};
use super::things::Sort;
use super::{forms, generic};

/// The steps under one law book.
#[derive(Clone, Debug)]
pub struct Steps {
    steps: Vec<Step>,
    by_id: BTreeMap<String, usize>,
    /// For each obligation of the book, in its order, the step that meets it.
    meets: Vec<usize>,
}

impl Steps {
    /// The steps under this law book.
    #[must_use]
    pub fn new(book: &LawBook) -> Steps {
        let mut steps = forms::all();
        let by_hand: BTreeSet<String> = steps
            .iter()
            .flat_map(|step| step.kinds().map(str::to_owned))
            .collect();
        let others = book.vocabulary.kinds().map(|(_, kind)| kind);
        let others = others.filter(|kind| !by_hand.contains(&kind.name));
        steps.extend(others.map(|kind| generic::step(book, kind)));
        for step in &mut steps {
            let facts: BTreeSet<&str> = step.facts().map(|fact| fact.kind.as_ref()).collect();
            let written = |kind| facts.contains(book.vocabulary.kind(kind).name.as_str());
            let named = |filter: &dyn Fn(&Obligation) -> bool| -> Vec<String> {
                let found = book.obligations.iter().filter(|each| filter(each));
                found.map(|obligation| obligation.id.clone()).collect()
            };
            let closes = named(&|each| each.met_by.iter().any(|kind| written(*kind)));
            let opens = named(&|each| written(each.trigger));
            (step.closes, step.opens) = (closes, opens);
        }
        let by_id = steps.iter().enumerate();
        let by_id = by_id
            .map(|(place, step)| (step.id.to_string(), place))
            .collect();
        let meets = book
            .obligations
            .iter()
            .map(|each| meeting(&steps, book, each));
        let meets = meets.collect();
        Steps {
            steps,
            by_id,
            meets,
        }
    }

    /// The step of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Step> {
        self.by_id.get(id).map(|place| &self.steps[*place])
    }

    /// All steps: first those written by hand, in the order of a case.
    pub fn iter(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter()
    }

    /// The steps of a group.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.group == group)
    }

    /// The step that is there for this kind of fact.
    #[must_use]
    pub fn for_kind(&self, kind: &str) -> Option<&Step> {
        let mut steps = self.steps.iter();
        steps.find(|step| step.kinds().any(|each| each == kind))
    }

    /// The step that makes a thing of this sort, where one does.
    #[must_use]
    pub fn making(&self, sort: Sort) -> Option<&Step> {
        self.find(match sort {
            Sort::Notification => "notification",
            Sort::Assessment => "open-assessment",
            Sort::Decision => "decision",
            Sort::Measure => "measure-start",
            Sort::Plan => "plan",
            Sort::Other => return None,
        })
    }

    /// The step that meets an obligation, by its place in the law book.
    #[must_use]
    pub fn meeting(&self, obligation: usize) -> Option<&Step> {
        self.meets.get(obligation).map(|place| &self.steps[*place])
    }

    /// The step that meets an obligation, by its id or its name in the answer.
    #[must_use]
    pub fn for_obligation(&self, book: &LawBook, name: &str) -> Option<&Step> {
        let is_id = |place: &usize| book.obligations[*place].id == name;
        let place = book.places(name).find(is_id);
        self.meeting(place.or_else(|| book.places(name).next())?)
    }
}

/// The place of the step that is there for the first kind that meets the obligation.
fn meeting(steps: &[Step], book: &LawBook, obligation: &Obligation) -> usize {
    let kinds = obligation.met_by.iter();
    let mut kinds = kinds.map(|kind| book.vocabulary.kind(*kind).name.as_str());
    let there_for = |kind: &str| {
        steps
            .iter()
            .position(|step| step.kinds().any(|each| each == kind))
    };
    // Every kind has a step, and every obligation a kind.
    kinds.find_map(there_for).unwrap_or(0)
}
