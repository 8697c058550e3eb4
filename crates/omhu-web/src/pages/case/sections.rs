//! The parts of longer texts: each under the fact with which it was written, else on the day it was written.
//!
//! Owns: which writing counts, and where it is read. Must not know: the forms in which they are written.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::case::Told;
use omhu_casework::event::Section;
use omhu_casework::ids::TextNo;
use omhu_casework::steps::hosts::host;
use omhu_law::calendar::{Day, When};

use super::course::withdrawn_so;
use super::file::CaseFile;
use super::{frame, words};
use crate::pages::steps::written::REPORTER;
use crate::texts::Texts;
use crate::view::components::{Details, Entry};
use crate::view::html::Html;

/// The sections of a case by the place of the fact under which they are read; 0: under none.
pub struct Sections<'f> {
    file: &'f CaseFile,
    placed: BTreeMap<i64, Vec<&'f Told<Section>>>,
}

impl<'f> Sections<'f> {
    /// The newest writing of each part.
    pub fn of(file: &'f CaseFile) -> Self {
        let all = &file.state.sections;
        let mut placed: BTreeMap<i64, Vec<&Told<Section>>> = BTreeMap::new();
        for told in all {
            let newer = all.iter().any(|other| {
                let same = (&other.what.about, &other.what.section)
                    == (&told.what.about, &told.what.section);
                same && other.seq > told.seq
            });
            if !newer {
                let host = host(&file.state, told).map_or(0, |held| held.seq);
                placed.entry(host).or_default().push(told);
            }
        }
        Self { file, placed }
    }

    /// What was written with a fact, each part to be unfolded.
    pub fn under(&self, t: Texts, seq: i64, texts: &BTreeMap<TextNo, String>) -> Vec<Html> {
        let sections = self.placed.get(&seq).into_iter().flatten();
        sections
            .filter_map(|told| {
                let part = self.part(t, told, texts)?;
                Some(Html::all([Html::of(&Anchor { seq: told.seq }), part]))
            })
            .collect()
    }

    /// What was written with no fact: entries of the day on which it was written.
    pub fn alone(&self, t: Texts, texts: &BTreeMap<TextNo, String>) -> Vec<(Day, i64, Entry)> {
        let sections = self.placed.get(&0).into_iter().flatten();
        let entries = sections.filter_map(|told| {
            let day = When::at(told.recorded_at).day;
            let entry = Entry {
                day: t.short_day(day),
                iso: day.to_string(),
                what: Html::text(&t.get("case-section")),
                body: self.part(t, told, texts)?,
                ..Entry::default()
            };
            Some((day, told.seq, entry))
        });
        entries.collect()
    }
}

impl Sections<'_> {
    /// One part, with what stood there before; nothing where its text is empty or erased.
    fn part(
        &self,
        t: Texts,
        told: &Told<Section>,
        texts: &BTreeMap<TextNo, String>,
    ) -> Option<Html> {
        let mut body: Vec<Html> = self.words(t, told, texts).into_iter().collect();
        match told.what.reason {
            // Nothing was ever written, or it is erased.
            None if body.is_empty() => return None,
            None => {}
            Some(reason) => {
                if body.is_empty() {
                    body.push(frame::paragraph(&t.get("case-section-emptied")));
                }
                let why = texts.get(&reason).map_or("", String::as_str);
                let by = (When::at(told.recorded_at).day, told.recorded_by);
                let corrected = withdrawn_so(t, self.file, by, why, true);
                body.push(frame::paragraph(&corrected));
            }
        }
        let same = |old: &&Told<Section>| {
            (&old.what.about, &old.what.section) == (&told.what.about, &told.what.section)
        };
        let older = self.file.state.sections.iter().rev();
        let older = older.filter(|old| old.seq < told.seq).filter(same);
        body.extend(older.filter_map(|old| {
            let words = self.words(t, old, texts)?;
            let by = self.file.user(old.recorded_by);
            let day = t.short_day(When::at(old.recorded_at).day);
            Some(Html::from(Details {
                summary: t.with(
                    "case-section-before",
                    &[("who", by.into()), ("day", day.into())],
                ),
                body: Html::all([Html::of(&Anchor { seq: old.seq }), words]),
                open: false,
            }))
        }));
        // The case's own caseworker reads who notified; the family that is given the page on paper does not.
        let names = told.what.section == REPORTER;
        if names {
            body.push(frame::paragraph(&t.get("case-notifier-yours")));
        }
        let part = Html::from(Details {
            summary: words::section(t, &told.what.section),
            body: Html::all(body),
            open: false,
        });
        Some(match names {
            true => frame::on_screen(part, &t.get("case-notifier-not-printed")),
            false => part,
        })
    }

    /// The words of one writing.
    fn words(
        &self,
        t: Texts,
        told: &Told<Section>,
        texts: &BTreeMap<TextNo, String>,
    ) -> Option<Html> {
        let text = texts.get(&told.what.text)?.trim();
        let words = match told.what.section.as_str() {
            // Kept as the id by which cases are given.
            "new_person" => self.file.worker(text).to_owned(),
            section => words::section_text(t, section, text),
        };
        (!text.is_empty()).then(|| frame::written(&words))
    }
}

/// Where a link to an earlier writing, or to one under a fact, leads.
#[derive(Template)]
#[template(source = "<span id=\"e{{ seq }}\"></span>", ext = "html")]
struct Anchor {
    seq: i64,
}
