//! The parts of an assessment that are written: shown where they are built upon, and put in where one is written on.
//!
//! Owns: which writing of a part counts, and the list of parts. Must not know: what the law asks of them.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::case::{CaseState, Told};
use omhu_casework::event::Section;
use omhu_casework::ids::TextNo;
use omhu_casework::steps::parts::PARTS;
use omhu_casework::steps::{Step, Values, sources};
use omhu_law::calendar::When;

use super::Open;
use super::beside::address;
use super::form::alert;
use super::words::Words;
use crate::pages::case::{paragraph_of, paragraphs, section_text, section_word};
use crate::view::components::{AlertKind, Details};
use crate::view::html::Html;

/// The form in which one part is written.
const WRITES: &str = "assessment-part";
/// The forms that build on the parts.
const BUILDS: [&str; 3] = [WRITES, "provisional-assessment", "finish-assessment"];

fn is_part(section: &str) -> bool {
    let part = section.strip_suffix("-sources").unwrap_or(section);
    PARTS.iter().any(|each| each.word == part)
}

/// The newest writing of each part of an assessment, by its name.
fn newest<'s>(state: &'s CaseState, assessment: &str) -> BTreeMap<&'s str, &'s Told<Section>> {
    let told = state.sections.iter();
    let told = told.filter(|told| told.what.about == assessment && is_part(&told.what.section));
    told.map(|told| (told.what.section.as_str(), told))
        .collect()
}

/// The texts of all parts.
pub(super) fn numbers(state: &CaseState) -> impl Iterator<Item = TextNo> {
    let told = state.sections.iter();
    told.filter(|told| is_part(&told.what.section))
        .map(|told| told.what.text)
}

/// The parts that are written, under their frames, each with the way to write on.
pub(super) fn show(words: Words<'_>, open: &Open, step: &Step, values: &Values) -> Html {
    let assessment = values.get("assessment");
    if !BUILDS.contains(&step.id.as_ref()) || assessment.is_empty() {
        return Html::default();
    }
    let t = words.t;
    let written = newest(&open.known.state, assessment);
    let text = |section: &str| {
        let told = *written.get(section)?;
        let text = open.known.goal_words.get(&told.what.text)?;
        (!text.trim().is_empty()).then_some((told, text))
    };
    let mut found = Vec::new();
    for part in &PARTS {
        let Some((told, findings)) = text(part.word) else {
            continue;
        };
        let mut body = vec![paragraphs(findings)];
        let from = format!("{}-sources", part.word);
        if let Some((_, kept)) = text(&from) {
            let sources = format!(
                "{}:\n{}",
                section_word(t, &from),
                section_text(t, &from, kept)
            );
            body.push(paragraphs(&sources));
        }
        let by = open.users.get(&told.recorded_by).cloned();
        let day = t.short_day(When::at(told.recorded_at).day);
        let by = [("who", by.unwrap_or_default().into()), ("day", day.into())];
        body.push(paragraph_of(Html::text(&t.with("stepform-part-by", &by))));
        let given = [("assessment", assessment), ("part", part.word)];
        let href = address(open.case, WRITES, &given.into_iter().collect());
        let edit = t.with(
            "stepform-part-edit",
            &[("part", section_word(t, part.word).into())],
        );
        body.push(paragraph_of(Html::link(&href, &edit)));
        found.push(Html::of(&Written {
            heading: format!("{}: {}", words.frame_of(part), section_word(t, part.word)),
            body: Html::all(body),
        }));
    }
    if found.is_empty() {
        return Html::default();
    }
    let count = [("count", found.len().into())];
    Html::from(Details {
        summary: t.with("stepform-parts", &count),
        body: Html::all(found),
        // Whoever writes one part has it before them already.
        open: step.id != WRITES,
    })
}

/// A part that is written.
#[derive(Template)]
#[template(source = "<h2>{{ heading }}</h2>{{ body }}", ext = "html")]
struct Written {
    heading: String,
    body: Html,
}

/// The writing that the chosen part has, by a name for the form; empty: none.
pub(super) fn begins_with(open: &Open, step: &Step, values: &Values) -> String {
    if step.id != WRITES {
        return String::new();
    }
    let (assessment, part) = (values.get("assessment"), values.get("part"));
    let written = newest(&open.known.state, assessment);
    let told = written.get(part);
    told.map_or_else(String::new, |told| {
        format!("{assessment}/{part}/{}", told.seq)
    })
}

/// That the chosen part has a text that whoever writes has not had before them; none: it has none, or they had.
pub(super) fn unseen(
    words: Words<'_>,
    open: &Open,
    step: &Step,
    values: &Values,
    begun: &str,
) -> Option<Html> {
    let now = begins_with(open, step, values);
    if now.is_empty() || now == begun {
        return None;
    }
    let (t, part) = (words.t, values.get("part"));
    let written = newest(&open.known.state, values.get("assessment"));
    let told = written.get(part)?;
    let text = open.known.goal_words.get(&told.what.text)?;
    if text.trim() == values.get("findings") {
        return None;
    }
    let by = open.users.get(&told.recorded_by).cloned();
    let day = t.short_day(When::at(told.recorded_at).day);
    let lead = t.with(
        "stepform-part-there-more",
        &[("who", by.unwrap_or_default().into()), ("day", day.into())],
    );
    let body = [paragraph_of(Html::text(&lead)), paragraphs(text)];
    let body = Html::all(body);
    Some(alert(t, AlertKind::Warning, "stepform-part-there", body))
}

/// What stands in the part that is chosen, so that it is written on and not anew.
pub(super) fn begun(open: &Open, step: &Step, values: &mut Values) {
    let part = values.get("part").to_owned();
    if step.id != WRITES || part.is_empty() || values.is_filled("findings") {
        return;
    }
    let written = newest(&open.known.state, values.get("assessment"));
    let text = |section: &str| {
        let told = written.get(section)?;
        open.known.goal_words.get(&told.what.text)
    };
    if let Some(findings) = text(&part) {
        values.set("findings", findings.clone());
    }
    if let Some(kept) = text(&format!("{part}-sources"))
        && values.rows("sources").is_empty()
    {
        for (row, source) in sources::of_text(kept).into_iter().enumerate() {
            let on = source.on.map_or_else(String::new, |day| day.to_string());
            values.set(format!("sources.{row}.sort"), source.sort);
            values.set(format!("sources.{row}.who"), source.who);
            values.set(format!("sources.{row}.on"), on);
        }
    }
}
