//! What usually comes next in a case where no duty says it: from what was written last to a form.
//!
//! Owns: these few ways on. Must not know: duties ([`super::next`] has them), sentences.

use omhu_law::book::LawBook;
use omhu_law::calendar::Day;

use super::parts::PARTS;
use super::things::{Sort, things};
use super::values::Values;
use crate::case::{CaseState, Told};
use crate::event::Section;

/// The part of an assessment that says what it ended in.
pub const OUTCOME: &str = "support";
/// The outcomes that ask for a decision.
const ASKS: [&str; 2] = ["support", "placement"];

/// Why a form is the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The case is closed.
    Reopen,
    /// The case was opened again, and nothing has been written since.
    Begin,
    /// The assessment ended in help that nobody has decided on.
    Decide,
    /// Parts of the assessment are written, and this one of the six headings is not.
    NextPart(&'static str),
}

/// A form that usually comes next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Following {
    /// Why.
    pub way: Way,
    /// The step's id.
    pub step: &'static str,
    /// What is known for it.
    pub given: Values,
}

/// What the newest assessment ended in, where nobody has decided since.
#[must_use]
pub fn undecided(state: &CaseState) -> Option<&Told<Section>> {
    let told = state.sections.iter();
    let outcome = told.filter(|told| told.what.section == OUTCOME);
    let outcome = outcome.max_by_key(|told| told.seq)?;
    let mut facts = state.standing(Day::MAX);
    let decided = facts.any(|held| {
        let made = ["decision_made", "committee_decided"];
        held.seq > outcome.seq && made.contains(&held.fact.cells.kind.as_str())
    });
    let mut facts = state.standing(Day::MAX);
    let completed = facts.any(|held| {
        let cells = &held.fact.cells;
        cells.kind == "assessment_completed" && cells.about == outcome.what.about
    });
    (completed && !decided).then_some(outcome)
}

/// What usually comes next, the nearest first. `outcome`: the words of [`undecided`].
#[must_use]
pub fn following(
    state: &CaseState,
    book: &LawBook,
    outcome: Option<&str>,
    today: Day,
) -> Vec<Following> {
    let of = |way: Way, step: &'static str, given: &[(&str, &str)]| Following {
        way,
        step,
        given: given.iter().copied().collect(),
    };
    if state.closed(today, Day::MAX) {
        return vec![of(Way::Reopen, "reopen-case", &[])];
    }
    let mut found = Vec::new();
    if let Some(told) = undecided(state)
        && outcome.is_some_and(|answer| ASKS.contains(&answer.trim()))
    {
        let assessment = [("assessment", told.what.about.as_str())];
        found.push(of(Way::Decide, "decision", &assessment));
    }
    if let Some((assessment, part)) = next_part(state, book) {
        let given = [("assessment", assessment.as_str()), ("part", part)];
        found.push(of(Way::NextPart(part), "assessment-part", &given));
    }
    if is_opened_again(state) {
        found.push(of(Way::Begin, "open-assessment", &[]));
    }
    found
}

/// The open assessment that was written on last, and the first of the six headings that it lacks.
fn next_part(state: &CaseState, book: &LawBook) -> Option<(String, &'static str)> {
    let known = things(state, book);
    let told = state.sections.iter().rev().find(|told| {
        let thing = known.get(&told.what.about);
        let open = thing.is_some_and(|thing| {
            thing.sort == Sort::Assessment && !thing.kinds.contains("assessment_completed")
        });
        open && PARTS.iter().any(|part| part.word == told.what.section)
    })?;
    let assessment = &told.what.about;
    let written = |word: &str| {
        let mut sections = state.sections.iter();
        sections.any(|told| told.what.about == *assessment && told.what.section == word)
    };
    let mut headings = PARTS.iter().filter(|part| part.heading);
    let next = headings.find(|part| !written(part.word))?;
    Some((assessment.clone(), next.word))
}

/// Whether the newest thing that happened is that the case was opened again: who has it is no matter of the child's.
fn is_opened_again(state: &CaseState) -> bool {
    let facts = state.standing(Day::MAX);
    let facts = facts.filter(|held| held.fact.cells.kind != "case_assigned");
    let mut kinds: Vec<_> = facts
        .map(|held| (held.seq, held.fact.cells.kind.as_str()))
        .collect();
    kinds.sort_unstable();
    let newest = kinds.pop().map(|(_, kind)| kind);
    newest == Some("case_opened") && kinds.iter().any(|(_, kind)| *kind == "case_closed")
}
