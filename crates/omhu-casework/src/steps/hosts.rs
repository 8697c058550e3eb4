//! With which fact a part of a longer text was written: what the child said at a decision belongs to the decision, and not
//! to the consent of the same day.
//!
//! Owns: that choice. Must not know: where a part is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::forms;
use super::write::{Of, Write};
use crate::case::{CaseState, Registered, Told};
use crate::event::Section;

/// The kinds of facts for whose sake the forms with a part are there, by the part.
fn main_kinds(section: &str) -> Option<&'static BTreeSet<String>> {
    static KINDS: OnceLock<BTreeMap<String, BTreeSet<String>>> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for step in forms::all() {
            for rule in &step.writes {
                let Write::Section { about, section, .. } = &rule.write else {
                    continue;
                };
                let Of::Word(section) = section else {
                    continue;
                };
                let own = step.facts().filter(|fact| !fact.beside);
                let own = own.filter(|fact| fact.about == *about);
                let own = own.map(|fact| fact.kind.to_string());
                kinds.entry((*section).to_owned()).or_default().extend(own);
            }
        }
        kinds
    });
    kinds.get(section)
}

/// The fact with which a part was written; where that was corrected, the one that stands for it now. None: it was written
/// by itself.
#[must_use]
pub fn host<'s>(state: &'s CaseState, told: &Told<Section>) -> Option<&'s Registered> {
    let about = told.what.about.as_str();
    if told.what.reason.is_some() {
        return host_of_corrected(state, told);
    }
    let main = main_kinds(&told.what.section);
    let is_main = |held: &Registered| main.is_some_and(|main| main.contains(&held.fact.cells.kind));
    let breath = state.facts.iter().filter(|held| {
        let cells = &held.fact.cells;
        let same = match about {
            // Nothing in particular: only the kind tells.
            "" => cells.about.is_empty() && is_main(held),
            thing => cells.about == thing || cells.reference == thing,
        };
        same && cells.kind != "fact_retracted"
            && (held.recorded_at, held.recorded_by) == (told.recorded_at, told.recorded_by)
    });
    let host = breath.max_by_key(|held| {
        // A form writes its facts first; two forms may be sent within a second.
        let before = held.seq < told.seq;
        let away = held.seq.abs_diff(told.seq);
        let own = held.fact.cells.about == about;
        (is_main(held), own, before, std::cmp::Reverse(away))
    })?;
    Some(standing(state, host))
}

/// What was corrected stays where it was read; what was written for the first time with a correction belongs to the newest
/// fact for whose sake its form is there.
fn host_of_corrected<'s>(state: &'s CaseState, told: &Told<Section>) -> Option<&'s Registered> {
    let what = |told: &Told<Section>| (told.what.about.clone(), told.what.section.clone());
    let before = state.sections.iter().filter(|other| {
        let first = other.what.reason.is_none() && other.seq < told.seq;
        first && what(other) == what(told)
    });
    if let Some(first) = before.max_by_key(|other| other.seq) {
        return host(state, first);
    }
    let main = main_kinds(&told.what.section)?;
    let own = state.facts.iter().filter(|held| {
        let cells = &held.fact.cells;
        main.contains(&cells.kind) && cells.about == told.what.about
    });
    own.max_by_key(|held| held.seq)
        .map(|held| standing(state, held))
}

/// The fact that stands for one that may have been corrected.
fn standing<'s>(state: &'s CaseState, mut host: &'s Registered) -> &'s Registered {
    let corrected = |of: &Registered| {
        let id = of.fact.cells.id.clone();
        let mut later = state.facts.iter().filter(move |held| held.seq > of.seq);
        later.find(move |held| !id.is_empty() && held.fact.corrects == id)
    };
    // Each stands later in the log than the one before, so this ends.
    while let Some(next) = corrected(host) {
        host = next;
    }
    host
}
