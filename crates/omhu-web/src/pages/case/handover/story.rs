//! How the case came here, as the sheet for a new caseworker tells it: the child's words, notifications, the assessment,
//! decisions.
//!
//! Owns: these four sections, and how much of a text the sheet has room for. Must not know: which facts tell it (casework
//! does), who notified: that is never on the sheet.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::ids::TextNo;
use omhu_casework::steps::handover::story::{AssessmentNow, CHILD_VIEW, Story};
use omhu_law::book::LawBook;

use super::super::words;
use crate::texts::Texts;
use crate::view::components::{Column, Table};
use crate::view::html::Html;

/// So many of each stand on the sheet; the case has them all.
const MOST: usize = 4;
/// So many letters of a text stand on the sheet.
const WORDS: usize = 280;
/// The same of a conclusion.
const CONCLUSION: usize = 900;

/// What the sections are made with.
pub(super) struct Teller<'a> {
    pub(super) t: Texts,
    pub(super) book: &'a LawBook,
    pub(super) texts: &'a BTreeMap<TextNo, String>,
    pub(super) story: &'a Story,
}

/// One thing that was said or found.
struct Said {
    when: String,
    words: String,
}

#[derive(Template)]
#[template(path = "pages/case/handover/story.html")]
struct Section {
    id: &'static str,
    heading: String,
    said: Vec<Said>,
    none: String,
}

/// The first words of a text, on one line.
fn excerpt(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    let cut = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{cut} …")
}

impl Teller<'_> {
    fn text(&self, number: Option<TextNo>, most: usize) -> String {
        let text = number.and_then(|number| self.texts.get(&number));
        excerpt(text.map_or("", String::as_str), most)
    }

    /// How many there are, where the sheet has not room for all.
    fn heading(&self, heading: String, count: usize) -> String {
        if count <= MOST {
            return heading;
        }
        let parts = [
            ("heading", heading.into()),
            ("shown", MOST.into()),
            ("count", count.into()),
        ];
        self.t.with("case-sheet-newest", &parts)
    }

    /// The numbers of the texts that stand on the sheet.
    pub(super) fn numbers(&self) -> Vec<TextNo> {
        let story = self.story;
        let voices = story.voices.iter().take(MOST).map(|each| Some(each.text));
        let concerns = story
            .notifications
            .iter()
            .take(MOST)
            .map(|each| each.concern);
        let conclusions = story.assessments.iter().take(1).map(|each| each.conclusion);
        let reasons = story.decisions.iter().take(MOST).map(|each| each.reasons);
        let all = voices.chain(concerns).chain(conclusions).chain(reasons);
        all.flatten().collect()
    }

    /// What the child said.
    pub(super) fn voices(&self) -> Html {
        let (t, voices) = (self.t, &self.story.voices);
        let said = voices.iter().take(MOST).map(|voice| {
            let what = match voice.kind.as_str() {
                "" => t.get("case-sheet-talk-noted"),
                CHILD_VIEW => words::section(t, CHILD_VIEW),
                kind => words::kind(t, self.book, kind),
            };
            Said {
                when: format!("{} · {what}", t.short_day(voice.on)),
                words: self.text(Some(voice.text), WORDS),
            }
        });
        let none = match self.story.talked_on {
            None => t.get("case-sheet-no-talk"),
            Some(day) => t.with("case-sheet-no-words", &[("day", t.short_day(day).into())]),
        };
        Html::of(&Section {
            id: "handover-voices",
            heading: self.heading(t.get("case-sheet-voices"), voices.len()),
            said: said.filter(|said| !said.words.is_empty()).collect(),
            none,
        })
    }

    /// The notifications, without a word on who notified but of what sort they are.
    pub(super) fn notifications(&self) -> Table {
        let (t, all) = (self.t, &self.story.notifications);
        let rows = all.iter().take(MOST).map(|each| {
            let judged = each.judged.map_or_else(
                || t.get("case-sheet-not-judged"),
                |when| {
                    let danger = words::value(t, &each.danger);
                    format!("{danger}, {}", words::day(t, when))
                },
            );
            let screened = words::value(t, &each.screened);
            let mut became = vec![judged, screened];
            became.retain(|part| !part.is_empty());
            vec![
                Html::text(&words::day(t, each.on)),
                Html::text(&words::value(t, &each.value)),
                Html::text(&self.text(each.concern, WORDS)),
                Html::text(&became.join(" · ")),
            ]
        });
        Table {
            id: "handover-notifications".to_owned(),
            caption: self.heading(t.get("case-sheet-notifications"), all.len()),
            columns: vec![
                Column::words(t.get("case-note-day")),
                Column::words(t.get("case-sheet-from")),
                Column::words(t.get("case-sheet-concern")),
                Column::words(t.get("case-sheet-judged")),
            ],
            rows: rows.collect(),
            none: t.get("case-sheet-no-notifications"),
        }
    }

    /// What the newest assessment found.
    pub(super) fn assessment(&self) -> Html {
        let t = self.t;
        let newest = self.story.assessments.first();
        let said = newest.map(|each| Said {
            when: self.stands(each),
            words: match self.text(each.conclusion, CONCLUSION) {
                none if none.is_empty() => t.get("case-sheet-no-conclusion"),
                words => words,
            },
        });
        let parts = newest.into_iter().flat_map(|each| {
            let named = |heading: &'static str, parts: &[&str]| {
                let names: Vec<String> = parts.iter().map(|it| words::section(t, it)).collect();
                (!names.is_empty()).then(|| Said {
                    when: t.get(heading),
                    words: names.join(", "),
                })
            };
            [
                named("case-sheet-parts-written", &each.written),
                named("case-sheet-parts-unwritten", &each.unwritten),
            ]
        });
        Html::of(&Section {
            id: "handover-assessment",
            heading: t.get("case-sheet-assessment"),
            said: said.into_iter().chain(parts.flatten()).collect(),
            none: t.get("case-sheet-no-assessment"),
        })
    }

    fn stands(&self, each: &AssessmentNow) -> String {
        let t = self.t;
        match (each.completed_on, each.begun_on) {
            (Some(day), _) => t.with("case-sheet-completed", &[("day", t.short_day(day).into())]),
            (None, Some(day)) => t.with("case-sheet-begun", &[("day", t.short_day(day).into())]),
            (None, None) => String::new(),
        }
    }

    /// What was decided, and why.
    pub(super) fn decisions(&self) -> Table {
        let (t, all) = (self.t, &self.story.decisions);
        let rows = all.iter().take(MOST).map(|each| {
            let kind = words::kind(t, self.book, &each.kind);
            let value = words::value(t, &each.value);
            let mut what = vec![kind, value];
            what.retain(|part| !part.is_empty());
            let basis = match each.basis.as_str() {
                "" => String::new(),
                basis => words::basis(t, self.book, basis),
            };
            vec![
                Html::text(&t.short_day(each.on)),
                Html::text(&what.join(" · ")),
                Html::text(&basis),
                Html::text(&self.text(each.reasons, WORDS)),
            ]
        });
        Table {
            id: "handover-decisions".to_owned(),
            caption: self.heading(t.get("case-sheet-decisions"), all.len()),
            columns: vec![
                Column::words(t.get("case-note-day")),
                Column::words(t.get("case-sheet-decided")),
                Column::words(t.get("case-measure-basis")),
                Column::words(t.get("case-sheet-reasons")),
            ],
            rows: rows.collect(),
            none: t.get("case-sheet-no-decisions"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(excerpt("Ali  vil\nhjem", 20), "Ali vil hjem");
        assert_eq!(excerpt("Ali vil hjem til mor", 10), "Ali vil …");
    }
}
