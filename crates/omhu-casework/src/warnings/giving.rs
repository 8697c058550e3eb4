//! What should be seen before a case is given to somebody: who is away, a change of team, brothers and sisters with somebody
//! else. The same for one case in its form and for many on a list.
//!
//! Owns: these warnings. Must not know: who may give a case, what the names are.

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::calendar::Day;

use super::{Datum, Warning};
use crate::fact::Cell;

/// A child with a case, and who has it. The name stands in a sentence; it is compared with nothing. PII.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Child {
    /// The given names; may be empty.
    pub name: String,
    /// The municipality's id of the case.
    pub reference: String,
    /// The team that has it; empty: none.
    pub team: String,
    /// The caseworker who has it; empty: nobody.
    pub caseworker: String,
}

/// A case that is to be given.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// The child, and who has the case now.
    pub child: Child,
    /// The open cases of brothers and sisters that are not given with it.
    pub siblings: Vec<&'a Child>,
}

/// To whom, from when.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// The team; empty: none.
    pub team: &'a str,
    /// The caseworker; empty: nobody yet.
    pub caseworker: &'a str,
    /// From this day on.
    pub on: Day,
}

/// What is to be seen before these cases go there; nothing where all is as usual.
#[must_use]
pub fn cautions(given: &[Given<'_>], to: To<'_>, on_leave: &BTreeMap<String, Day>) -> Vec<Warning> {
    let warning = |key| Warning::new(key, 0).at(Cell::Team);
    let mut found = Vec::new();
    if let Some(until) = away(to, on_leave) {
        let who = Datum::Worker(to.caseworker.to_owned());
        let away = warning("warnings-caseworker-on-leave").with("name", who);
        found.push(away.day("until", until));
    }
    // A case that has no team, or gets none, changes none.
    let teams = given.iter().map(|each| each.child.team.as_str());
    let from: BTreeSet<&str> = teams
        .filter(|team| !team.is_empty() && !to.team.is_empty() && *team != to.team)
        .collect();
    if !from.is_empty() {
        let from = from.into_iter().map(|team| Datum::Team(team.to_owned()));
        let changes = warning("warnings-changes-team").with("from", Datum::Many(from.collect()));
        found.push(changes.with("to", Datum::Team(to.team.to_owned())));
    }
    for each in given {
        let with_them = |other: &Child| match to.caseworker {
            "" => other.team == to.team,
            worker => other.caseworker == worker,
        };
        let apart = each.siblings.iter().filter(|other| !with_them(other));
        let apart: Vec<Datum> = apart.map(|other| Datum::Held((*other).clone())).collect();
        if !apart.is_empty() {
            let apart = warning("warnings-siblings-apart").with("siblings", Datum::Many(apart));
            found.push(apart.with("child", Datum::Child(each.child.clone())));
        }
    }
    found
}

/// The last day of the leave of whoever gets the cases, where they are away then.
fn away(to: To<'_>, on_leave: &BTreeMap<String, Day>) -> Option<Day> {
    let until = on_leave.get(to.caseworker)?;
    (*until >= to.on).then_some(*until)
}
