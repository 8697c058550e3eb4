//! What is unlikely, or what the law would have in another order, said before something is written.
//!
//! Owns: the misregistrations that omhu knows, what is said of each, which rule stands behind it.
//! Must not know: the sentences (locales/*/warnings.ftl, by the key), forms, names to be shown.
//!
//! A warning never blocks: lawful but unusual work goes on, and the warning's key stays with the fact as
//! `despite`. What lacks at a decision is not known here but derived: the command is applied to a copy of
//! the case, the law is asked before and after, and what the command made missing is the warning.
//! One cause gives one warning; a warning that everybody sees every day is read by nobody.

mod asked;
mod assessment;
mod correction;
mod dates;
mod decision;
pub mod giving;
mod measure;
mod missing;
mod notification;
mod order;
mod person;
mod phase;
mod placed;
mod scene;
mod twice;
mod wording;
mod youth;

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::book::{LawBook, Rule};
use omhu_law::calendar::Day;

pub use crate::access::Now;
use crate::case::CaseState;
use crate::command::Command;
use crate::fact::Cell;
use scene::Scene;

/// What the case alone does not know, told by whoever does. Names are compared and never repeated, but those of brothers and
/// sisters that stand beside the case anyway ([`Around::siblings`]).
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The writer's own id as it stands in `case_assigned`; empty: not known.
    pub writer: String,
    /// Caseworkers on leave, with the last day of it.
    pub on_leave: BTreeMap<String, Day>,
    /// Other children whose name and birthday are nearly those of this child.
    pub similar_children: usize,
    /// The teams that have a child of the same name and birthday whom the writer may not see, and may be told of.
    pub known_by: BTreeSet<String>,
    /// The child's names, as they are said in notes.
    pub child_names: Vec<String>,
    /// The names of brothers and sisters who have a case of their own.
    pub sibling_names: Vec<String>,
    /// The open cases of brothers and sisters, and who has them.
    pub siblings: Vec<giving::Child>,
    /// Words that must not leave the house: a protected address, the name of a notifier.
    pub protected_words: Vec<String>,
    /// The entries that say a protected address or the telephone of whoever it protects. The words themselves never come here.
    pub telling: BTreeSet<usize>,
    /// Whether this municipality registers the facts of `law/further/` too, so that their lack says something.
    pub further: bool,
}

/// A value of a sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Datum {
    /// A count.
    Number(i64),
    /// A day.
    Day(Day),
    /// The name of a kind of fact: its title stands in the vocabulary.
    Kind(String),
    /// The name of an obligation: its title stands in the law book.
    Obligation(String),
    /// An id or a word of the contract.
    Word(String),
    /// What somebody is to the child.
    Part(String),
    /// A legal basis (`bl-32`), to be cited.
    Basis(String),
    /// A word that a fact's value holds, as people read it.
    Value(String),
    /// A part of a longer text, by the label under which it is written.
    Section(String),
    /// The id of a caseworker.
    Worker(String),
    /// The id of a team.
    Team(String),
    /// A child.
    Child(giving::Child),
    /// A child, with who has the case.
    Held(giving::Child),
    /// A value with the day since when.
    Since(String, Day),
    /// Several, one after the other.
    Many(Vec<Datum>),
}

/// One thing worth another look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// The sentence.
    pub key: &'static str,
    /// The rule that it rests on, with act and provision; none: it is only unlikely.
    pub rule: Option<Rule>,
    /// The values of the sentence; no names, but of children beside the case.
    pub facts: BTreeMap<&'static str, Datum>,
    /// Which entry of the command, from 0.
    pub entry: usize,
    /// Which cell of the entry.
    pub field: Option<Cell>,
    /// The kind of fact that mends it: the step to offer is [`crate::steps::Steps::for_kind`] of it.
    pub mend: Option<&'static str>,
}

impl Warning {
    fn new(key: &'static str, entry: usize) -> Warning {
        Warning {
            key,
            rule: None,
            facts: BTreeMap::new(),
            entry,
            field: None,
            mend: None,
        }
    }

    fn with(mut self, name: &'static str, datum: Datum) -> Warning {
        self.facts.insert(name, datum);
        self
    }

    fn day(self, name: &'static str, day: Day) -> Warning {
        self.with(name, Datum::Day(day))
    }

    fn number(self, name: &'static str, number: impl Into<i64>) -> Warning {
        self.with(name, Datum::Number(number.into()))
    }

    fn kind(self, name: &'static str, kind: &str) -> Warning {
        self.with(name, Datum::Kind(kind.to_owned()))
    }

    fn word(self, name: &'static str, word: &str) -> Warning {
        self.with(name, Datum::Word(word.to_owned()))
    }

    fn rule(mut self, rule: Option<Rule>) -> Warning {
        self.rule = rule;
        self
    }

    fn at(mut self, field: Cell) -> Warning {
        self.field = Some(field);
        self
    }

    fn mend(mut self, kind: &'static str) -> Warning {
        self.mend = Some(kind);
        self
    }
}

/// What to say about a command before it is given. A command that is refused has no warnings: the
/// refusal is shown.
#[must_use]
pub fn warnings(
    book: &LawBook,
    state: &CaseState,
    command: &Command,
    now: Now,
    around: &Around,
) -> Vec<Warning> {
    let Some(after) = scene::applied(book, state, command, now) else {
        return Vec::new();
    };
    let scene = Scene::new(book, state, &after, command, now, around);
    let mut found = Vec::new();
    correction::look(&scene, &mut found);
    twice::look(&scene, &mut found);
    dates::look(&scene, &mut found);
    order::look(&scene, &mut found);
    placed::look(&scene, &mut found);
    phase::look(&scene, &mut found);
    notification::look(&scene, &mut found);
    decision::look(&scene, &mut found);
    assessment::look(&scene, &mut found);
    measure::look(&scene, &mut found);
    person::look(&scene, &mut found);
    wording::look(&scene, &mut found);
    missing::look(&scene, &mut found);
    youth::look(&scene, &mut found);
    asked::look(&scene, &mut found);
    once(found)
}

/// One warning of a key, about its first entry, and none that another one already says.
fn once(found: Vec<Warning>) -> Vec<Warning> {
    /// Where the first is said the second says nothing new.
    const SAID_BY: [(&str, &str); 10] = [
        ("warnings-party-from-ten", "warnings-party-status"),
        ("warnings-consent-refused", "warnings-no-consent"),
        ("warnings-youth-refused", "warnings-no-consent"),
        ("warnings-duplicate", "warnings-done-twice"),
        ("warnings-duplicate", "warnings-assessment-completed-twice"),
        ("warnings-duplicate", "warnings-notification-twice"),
        ("warnings-duplicate", "warnings-birth-twice"),
        ("warnings-duplicate", "warnings-same-caseworker"),
        ("warnings-basis-of-other-law", "warnings-basis-and-value"),
        ("warnings-basis-of-other-law", "warnings-support-too-young"),
    ];
    let keys: BTreeSet<(&str, usize)> = found.iter().map(|each| (each.key, each.entry)).collect();
    let silent = |warning: &Warning| {
        SAID_BY
            .iter()
            .any(|(first, then)| *then == warning.key && keys.contains(&(first, warning.entry)))
    };
    let mut said = BTreeSet::new();
    let mut kept: Vec<Warning> = (found.iter())
        .filter(|warning| !silent(warning))
        .filter(|warning| said.insert((warning.key, warning.facts.get("obligation").cloned())))
        .cloned()
        .collect();
    kept.sort_by_key(|warning| warning.entry);
    kept
}
