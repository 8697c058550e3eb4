//! The rule in the form a query can use: which cases, as sets.
//!
//! Owns: [`CaseScope`] and how a viewer's grounds become one. Must not know: SQL (the store turns the sets
//! into it), which role may do what (`rules.rs`).
//!
//! A property holds it equal to [`decide`](super::decide): a case is in the scope of a label exactly where
//! seeing the label is allowed.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::{admitted, open_to_token};
use super::ground::{Ground, is_somebody_else};
use super::rules::grounds;
use super::words::words;
use super::{Action, BreakGlassGrant, Cover, Label, Now, Subject, Viewer};
use crate::ids::{CaseNo, UserNo};

words! {
    /// The kinds of lists, each with the label that its rows must not be without.
    ///
    /// A list that shows fields of more labels leaves out a field where the case is not in that label's
    /// scope too. Protected labels are in no list, so there is no kind for them.
    ListKind {
        /// Names, teams, caseworkers; also the hits of a search for names.
        Names = "names",
        /// Worklists and lists of deadlines.
        Deadlines = "deadlines",
        /// Hits of a search in texts.
        Texts = "texts",
    }
}

impl ListKind {
    /// The label that a row must not be without.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            ListKind::Names => Label::Core,
            ListKind::Deadlines => Label::Deadline,
            ListKind::Texts => Label::CaseText,
        }
    }
}

/// Cases that fit one of these, and belong to the teams of `within` where it is set.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct CaseSet {
    /// All of it only where the case's team is one of these: the role was given for them alone.
    pub within: Option<BTreeSet<String>>,
    /// Every case.
    pub all: bool,
    /// Cases of these caseworkers.
    pub caseworkers: BTreeSet<UserNo>,
    /// Cases on which one of these works beside the caseworker.
    pub co_assigned: BTreeSet<UserNo>,
    /// Cases of these teams.
    pub teams: BTreeSet<String>,
    /// Cases of these teams that are not closed.
    pub open_teams: BTreeSet<String>,
    /// Cases without a team.
    pub undistributed: bool,
    /// These cases.
    pub cases: BTreeSet<CaseNo>,
}

/// The cases a viewer may see a label of: of any of the sets, but for the exceptions.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct CaseScope {
    /// A case must be in one of these. Empty: no case at all.
    pub sets: Vec<CaseSet>,
    /// Never these: party conflicts.
    pub except: BTreeSet<CaseNo>,
}

impl CaseScope {
    /// The cases of which this viewer may see this label now.
    #[must_use]
    pub fn of(viewer: &Viewer, label: Label, now: Now) -> CaseScope {
        let action = Action::See(label);
        let admitted = match admitted(viewer, action, now) {
            Ok(admitted) if action.needs_case() => admitted,
            // No role that counts, or a label that belongs to no case.
            _ => return CaseScope::default(),
        };
        let mut sets: BTreeMap<Option<BTreeSet<String>>, CaseSet> = BTreeMap::new();
        for grant in admitted {
            for ground in grounds(grant.role, action) {
                if !open_to_token(viewer, *ground) {
                    continue;
                }
                let within = grant.teams.clone().filter(|_| ground.is_narrowed());
                let set = sets.entry(within).or_default();
                set.add(*ground, viewer, now);
            }
        }
        let named = sets
            .into_iter()
            .map(|(within, set)| CaseSet { within, ..set });
        CaseScope {
            sets: named.filter(|set| !set.is_empty()).collect(),
            except: viewer.conflicts.clone(),
        }
    }

    /// The cases of a list of this kind.
    #[must_use]
    pub fn for_list(viewer: &Viewer, kind: ListKind, now: Now) -> CaseScope {
        CaseScope::of(viewer, kind.label(), now)
    }

    /// Whether no case can be in it, so that there is nothing to query.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Whether this case is in it.
    #[must_use]
    pub fn contains(&self, subject: &Subject) -> bool {
        !self.except.contains(&subject.case) && self.sets.iter().any(|set| set.contains(subject))
    }
}

impl CaseSet {
    /// Whether no case can be in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing = CaseSet {
            within: self.within.clone(),
            ..CaseSet::default()
        };
        *self == nothing
    }

    /// Whether this case is in it.
    #[must_use]
    pub fn contains(&self, subject: &Subject) -> bool {
        let of = |teams: &BTreeSet<String>| {
            let team = subject.team.as_ref();
            team.is_some_and(|team| teams.contains(team))
        };
        let worker = subject.caseworker;
        let beside = &subject.co_assigned;
        let reached = self.all
            || worker.is_some_and(|worker| self.caseworkers.contains(&worker))
            || beside.iter().any(|user| self.co_assigned.contains(user))
            || of(&self.teams)
            || (!subject.closed && of(&self.open_teams))
            || (self.undistributed && subject.team.is_none())
            || self.cases.contains(&subject.case);
        reached && self.within.as_ref().is_none_or(of)
    }

    /// Adds the cases that a ground reaches.
    fn add(&mut self, ground: Ground, viewer: &Viewer, now: Now) {
        let placed = !viewer.teams.is_empty();
        match ground {
            Ground::Assigned => {
                self.caseworkers.insert(viewer.user);
            }
            Ground::CoAssigned => {
                self.co_assigned.insert(viewer.user);
            }
            Ground::StandIn => self
                .caseworkers
                .extend(covered(viewer, now).filter_map(|cover| match cover {
                    Cover::Person(worker) => Some(worker),
                    Cover::Case(_) => None,
                })),
            Ground::Handover => {
                self.cases
                    .extend(covered(viewer, now).filter_map(|cover| match cover {
                        Cover::Person(_) => None,
                        Cover::Case(case) => Some(case),
                    }));
            }
            Ground::TeamReading if viewer.reads_team => {
                self.open_teams.extend(viewer.teams.iter().cloned());
            }
            Ground::TeamReading => {}
            Ground::Team => self.teams.extend(viewer.teams.iter().cloned()),
            Ground::Undistributed => self.undistributed |= placed,
            Ground::Unit => self.all |= placed,
            Ground::Sampled => {
                let open = |sample: &&super::SampledCase| sample.in_force(now.today);
                let samples = viewer.samples.iter().filter(open);
                self.cases.extend(samples.map(|sample| sample.case));
            }
            Ground::BreakGlass => self.cases.extend(broken(viewer, now).map(|g| g.case)),
            Ground::BreakGlassSeconded => {
                let seconded =
                    broken(viewer, now).filter(|g| is_somebody_else(g.approved_by, viewer));
                self.cases.extend(seconded.map(|grant| grant.case));
            }
            Ground::Oversight | Ground::AnyCase => self.all = true,
            Ground::Office => {}
        }
    }
}

/// Whom and what the viewer stands in for today.
fn covered(viewer: &Viewer, now: Now) -> impl Iterator<Item = Cover> {
    let today = viewer
        .stand_ins
        .iter()
        .filter(move |stand_in| stand_in.in_force(now.today));
    today.map(|stand_in| stand_in.covers)
}

/// The glass that is broken now.
fn broken(viewer: &Viewer, now: Now) -> impl Iterator<Item = &BreakGlassGrant> {
    viewer
        .break_glass
        .iter()
        .filter(move |grant| grant.in_force(now))
}
