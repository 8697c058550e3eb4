//! Notes, goals and documents: words in the wrong place, words that must stay in the house.

use omhu_law::calendar::When;

use super::Warning;
use super::scene::Scene;
use crate::command::Entry;
use crate::fact::Cell;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    let telling = scene.around.telling.iter();
    found.extend(telling.map(|entry| Warning::new("warnings-tells-protected", *entry)));
    for (place, entry) in scene.command.entries.iter().enumerate() {
        match entry {
            Entry::Note { when, text, .. } => {
                found.extend(later(scene, place, when));
                found.extend(before_birth(scene, place, when));
                let names = &scene.around.sibling_names;
                if says_one_of(text, names) && !says_one_of(text, &scene.around.child_names) {
                    found.push(Warning::new("warnings-note-names-sibling", place));
                }
            }
            Entry::Document {
                when,
                sha256,
                content,
                ..
            } => {
                found.extend(later(scene, place, when));
                found.extend(before_birth(scene, place, when));
                found.extend(document(scene, place, sha256, content));
            }
            Entry::Goal {
                plan, now, wanted, ..
            } => {
                found.extend(goal(scene, place, plan, (*now, *wanted)));
            }
            Entry::Score { goal, when, .. } => {
                found.extend(later(scene, place, when));
                if let Some(ended) = scene.before.ended_goals.get(goal) {
                    let day = When::parse(ended.what.when.as_bytes()).map(|when| when.day);
                    let warning = Warning::new("warnings-goal-ended", place);
                    found.extend(day.ok().map(|day| warning.day("day", day)));
                }
            }
            _ => {}
        }
    }
}

/// What is told of has happened.
fn later(scene: &Scene<'_>, place: usize, when: &str) -> Option<Warning> {
    let when = When::parse(when.as_bytes()).ok()?;
    let warning = Warning::new("warnings-date-in-future", place).at(Cell::When);
    (when.day > scene.now.today).then(|| warning.day("day", when.day))
}

/// What is told of happened before the child was born, and before anything else in the case: of a child who was unborn when it
/// became one, the papers of that time are no slip.
fn before_birth(scene: &Scene<'_>, place: usize, when: &str) -> Option<Warning> {
    let day = When::parse(when.as_bytes()).ok()?.day;
    let born = scene.born.filter(|born| day < *born)?;
    let others = scene.facts.iter();
    let mut others = others.filter(|held| held.kind() != "child_born");
    if others.any(|held| held.day() <= day) {
        return None;
    }
    let warning = Warning::new("warnings-before-birth", place).at(Cell::When);
    Some(warning.day("day", day).day("born", born))
}

/// Whole words, whatever their case; a genitive counts (`Noahs`).
fn says_one_of(text: &str, names: &[String]) -> bool {
    let said: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .map(str::to_lowercase)
        .collect();
    names
        .iter()
        .filter(|name| !name.trim().is_empty())
        .any(|name| {
            let name = name.trim().to_lowercase();
            said.iter()
                .any(|word| *word == name || word.strip_suffix('s') == Some(name.as_str()))
        })
}

fn document(scene: &Scene<'_>, place: usize, sha256: &str, content: &[u8]) -> Option<Warning> {
    let same = scene
        .before
        .documents
        .iter()
        .any(|held| held.what.sha256 == sha256);
    if same && !sha256.is_empty() {
        return Some(Warning::new("warnings-document-twice", place));
    }
    // Only what is plain text can be read here; the rest is checked where letters are written.
    let text = std::str::from_utf8(content).ok()?.to_lowercase();
    let protected = scene
        .around
        .protected_words
        .iter()
        .map(|word| word.trim().to_lowercase());
    let told = protected
        .into_iter()
        .any(|word| !word.is_empty() && text.contains(&word));
    told.then(|| Warning::new("warnings-protected-in-document", place))
}

fn goal(scene: &Scene<'_>, place: usize, plan: &str, (now, wanted): (u8, u8)) -> Option<Warning> {
    if now >= wanted {
        let warning = Warning::new("warnings-goal-reached", place);
        return Some(warning.number("now", now).number("wanted", wanted));
    }
    // A new plan of the same command has its name in the command only.
    let known = plan.starts_with('+') || scene.first("plan_made", plan).is_some();
    let youth = scene.first("youth_plan_made", plan).is_some();
    let warning = Warning::new("warnings-goal-without-plan", place).mend("plan_made");
    (!known && !youth).then_some(warning)
}
