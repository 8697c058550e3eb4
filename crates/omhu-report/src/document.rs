//! The report as a document in one language, before it becomes HTML or PDF.
//!
//! Owns: what is said and in which order. Must not know: how a heading or a table is written. Both renderers show the
//! same blocks, so both say the same.

mod answer;
mod block;
mod closing;
mod missing;
mod obligation;
mod phrases;
mod rows;
mod teams;
mod trends;

use serde::Serialize;

pub(crate) use block::{Block, Cell, Picture, Section, Side, Span, TableBlock};
pub(crate) use closing::terms;
pub(crate) use phrases::Phrases;

use crate::analysis::Analysis;
use crate::{ReportInput, Texts};

/// A whole document.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    pub(crate) lang: &'static str,
    pub(crate) title: String,
    /// Said on every page when the data are invented.
    pub(crate) banner: Option<String>,
    /// Name and value of what the reader must know before reading: source, period, as-of.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
    pub(crate) words: Words,
    /// Year, month and day that stand as the document's date.
    pub(crate) date: Option<[u16; 3]>,
}

/// The few words the renderers need themselves.
#[derive(Debug, Serialize)]
pub(crate) struct Words {
    pub(crate) skip: String,
    pub(crate) contents: String,
    pub(crate) scroll: String,
    pub(crate) page_of: String,
    pub(crate) footer: String,
}

impl Document {
    /// Builds the document. `font` is named in the charts where the surroundings give none.
    pub(crate) fn of(input: &ReportInput, font: Option<&str>) -> Self {
        let texts = &Texts::new(input.lang);
        let analysis = &Analysis::of(input);
        let phrases = Phrases {
            texts,
            by: analysis.by,
        };
        let mut sections = vec![
            answer::section(input, analysis, &phrases),
            trends::section(analysis, &phrases, font),
            missing::section(input, analysis, &phrases, font),
            obligation::section(analysis, &phrases, font),
            closing::data(input, &phrases),
        ];
        sections.extend(rows::section(input, &phrases));
        sections.push(closing::definitions(input, &phrases));
        Self {
            lang: input.lang.tag(),
            title: title(input, texts),
            banner: input.simulated.then(|| texts.get("report-simulated")),
            facts: facts(input, texts),
            sections,
            words: Words {
                skip: texts.get("report-skip"),
                contents: texts.get("report-contents"),
                scroll: texts.get("report-scroll"),
                page_of: texts.get("report-page-of"),
                footer: texts.with(
                    "report-footer",
                    &[
                        ("as_of", texts.day(&input.as_of).into()),
                        ("law", short_edition(input).into()),
                    ],
                ),
            },
            date: date(&input.as_of),
        }
    }
}

fn date(iso: &str) -> Option<[u16; 3]> {
    let mut parts = iso.get(..10)?.split('-').map(str::parse);
    let mut next = || parts.next().and_then(Result::ok);
    Some([next()?, next()?, next()?])
}

/// The title: the caller's, or the question the report answers.
pub(crate) fn title(input: &ReportInput, texts: &Texts) -> String {
    let own = input
        .title
        .clone()
        .filter(|title| !crate::analysis::is_blank(title));
    own.unwrap_or_else(|| texts.get("report-title"))
}

/// Source, period and dates, as name and value.
pub(crate) fn facts(input: &ReportInput, texts: &Texts) -> Vec<(String, String)> {
    let period = [
        ("from", texts.day(&input.period_from).into()),
        ("to", texts.day(&input.period_to).into()),
    ];
    vec![
        (texts.get("report-source"), input.source_name.clone()),
        (
            texts.get("report-period"),
            texts.with("report-period-value", &period),
        ),
        (texts.get("report-as-of"), texts.day(&input.as_of)),
        (texts.get("report-known-at"), texts.day(&input.known_at)),
        (texts.get("report-cases"), texts.lang().count(input.cases)),
        (texts.get("report-law-edition"), short_edition(input)),
    ]
}

/// The first characters of the content hash: enough to compare two reports by eye.
fn short_edition(input: &ReportInput) -> String {
    input.law_edition.chars().take(16).collect()
}
