//! The words of a notification beside a form that judges it.
//!
//! Owns: which notifications are told, and by what words. Must not tell: who notified.

use omhu_casework::case::{CaseState, Registered};
use omhu_casework::ids::TextNo;
use omhu_casework::steps::{Candidate, FieldKind, Sort, Step, Values, candidates};
use omhu_law::calendar::Day;

use super::Open;
use super::words::Words;
use crate::pages::case::{paragraph_of, paragraphs, value_word};
use crate::view::components::Details;
use crate::view::html::Html;

/// More than these wait in no case at once; the list of all is the case's course.
const MOST: usize = 6;

fn received(state: &CaseState) -> impl Iterator<Item = &Registered> {
    let facts = state.standing(Day::MAX);
    facts.filter(|held| held.fact.cells.kind == "notification_received")
}

/// The texts of all notifications.
pub(super) fn numbers(state: &CaseState) -> impl Iterator<Item = TextNo> {
    received(state).filter_map(|held| held.fact.text)
}

/// What was notified, of those that the form can be about: the one that is chosen is unfolded.
pub(super) fn show(words: Words<'_>, open: &Open, step: &Step, values: &Values) -> Html {
    let Some(field) = step.chooses(Sort::Notification) else {
        return Html::default();
    };
    let FieldKind::Thing(choice) = &field.kind else {
        return Html::default();
    };
    let (t, state) = (words.t, &open.known.state);
    let chosen = values.get(field.name);
    let is_shown = |each: &Candidate| {
        each.sort == Sort::Notification && !each.is_new && (each.lacks || each.id == chosen)
    };
    let found = candidates(choice, state, words.book).into_iter();
    let found: Vec<Candidate> = found.filter(is_shown).take(MOST).collect();
    let alone = found.len() == 1;
    let told = found.iter().map(|each| {
        let mut facts = received(state).filter(|held| held.fact.cells.about == each.id);
        let text = facts.find_map(|held| open.known.goal_words.get(&held.fact.text?));
        let said = match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => paragraphs(text),
            None => paragraph_of(Html::text(&t.get("stepform-concern-none"))),
        };
        let abuse = each.of_abuse.then(|| value_word(t, "abuse"));
        let abuse = abuse.map_or_else(Html::default, |word| paragraph_of(Html::text(&word)));
        let name = [("thing", words.thing(each, false).into())];
        Html::from(Details {
            summary: t.with("stepform-concern", &name),
            body: Html::all([abuse, said]),
            open: alone || each.id == chosen,
        })
    });
    Html::all(told)
}
