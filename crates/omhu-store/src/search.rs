//! Searching in names and in texts, within the viewer's scope, logged with what was found.
//!
//! Owns: the search and its excerpts. Must not know: which cases belong to a scope.

use std::collections::BTreeMap;

use omhu_casework::access::CaseScope;
use omhu_casework::case::{CaseState, Told};
use omhu_casework::command::Words;
use omhu_casework::event::Section;
use omhu_casework::ids::{CaseNo, TextNo};

use crate::access_log::AccessNote;
use crate::cell::cells;
use crate::database::Pools;
use crate::error::StoreError;
use crate::lists::{CaseLine, LINE_CELLS, line_from};
use crate::sql::{people as sql, texts as texts_sql};
use crate::{Store, names, scope, stems, texts};

/// A text in which the words were found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The case.
    pub case: CaseLine,
    /// The text.
    pub text: TextNo,
    /// When it was written.
    pub written_at: i64,
    /// What stands around the first word found; the name of a file.
    pub excerpt: String,
    /// What the text is in its case.
    pub told: TextOf,
}

/// What a text is in its case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum TextOf {
    /// What was written about a fact, or why it was registered so.
    Fact {
        /// The fact's kind.
        kind: String,
        /// Its event.
        seq: i64,
    },
    /// A note, by its event.
    Note(i64),
    /// A part of a longer text.
    Section {
        /// Which part.
        section: String,
        /// Its event.
        seq: i64,
    },
    /// A goal in the child's words.
    Goal,
    /// How far a goal came, by its event.
    Score(i64),
    /// A document, by its event.
    Document(i64),
    /// The same where it may say who notified.
    Letter(i64),
    /// Nothing that a case shows.
    #[default]
    Unknown,
}

/// Whether a text is no prose: the sources of a part, a line of cells each. Whoever shows it needs all of it.
fn is_kept_in_cells(told: &TextOf) -> bool {
    matches!(told, TextOf::Section { section, .. } if section.ends_with("-sources"))
}

/// Where a text stands in its case.
fn place_of(state: &CaseState, text: TextNo) -> TextOf {
    // Words that stayed when their fact was corrected are those of the one that stands.
    let of_fact = state.facts.iter().rev().find_map(|held| {
        let fact = &held.fact;
        let here = fact.text == Some(text) || fact.reason == Some(text);
        here.then(|| TextOf::Fact {
            kind: fact.cells.kind.clone(),
            seq: held.seq,
        })
    });
    let note = state.notes.iter().find(|told| told.what.text == text);
    let of_section =
        |told: &&Told<Section>| told.what.text == text || told.what.reason == Some(text);
    let section = state.sections.iter().find(of_section);
    let goal = state.goals.values().find(|told| told.what.text == text);
    let mut scores = state.scores.iter().chain(state.ended_goals.values());
    let score = scores.find(|told| told.what.text == Some(text));
    let withdrawn = state.amended.iter().map(|told| &told.what.was);
    let mut files = state.documents.iter().chain(withdrawn);
    let file = files.find(|told| told.what.text == text);
    let mut amended = state.amended.iter();
    let amended = amended.find(|told| told.what.amendment.reason == text);
    let section = section.map(|told| TextOf::Section {
        section: told.what.section.clone(),
        seq: told.seq,
    });
    of_fact
        .or(note.map(|told| TextOf::Note(told.seq)))
        .or(section)
        .or(goal.map(|_| TextOf::Goal))
        .or(score.map(|told| TextOf::Score(told.seq)))
        .or(file.map(|told| match state.letters().contains(&told.seq) {
            true => TextOf::Letter(told.seq),
            false => TextOf::Document(told.seq),
        }))
        .or(amended.map(|told| TextOf::Document(told.what.was.seq)))
        .unwrap_or_default()
}

/// Letters of an excerpt on each side of the word.
const AROUND: usize = 90;

impl Store {
    /// Cases of a scope in which somebody has a name like this, or that have this id of the municipality or this number here.
    ///
    /// # Errors
    /// Denied by the note; the log cannot be written; the database.
    pub async fn search_names(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        query: &str,
        limit: u32,
    ) -> Result<Vec<CaseLine>, StoreError> {
        let mut found: Vec<CaseLine> = Vec::new();
        let reference = query.trim();
        // Nothing matches a pattern of this length but itself.
        let pattern = names::pattern(query).unwrap_or_else(|| "-".to_owned());
        if note.verdict.is_allowed() && !reference.is_empty() {
            for set in scope::sets(scope)? {
                let more = cells![&pattern, reference, i64::from(limit)];
                let cells = scope::with(&set, more);
                for row in self.database.list(sql::SEARCH_NAMES, &cells).await? {
                    let line = line_from(&row, 0)?;
                    if found.iter().all(|other| other.case != line.case) {
                        found.push(line);
                    }
                }
            }
        }
        if scope.sets.len() > 1 {
            found.sort_by_cached_key(|line| {
                (names::sort_key(&line.given_names, &line.surname), line.case)
            });
        }
        found.truncate(limit as usize);
        let cases: Vec<_> = found.iter().map(|line| line.case).collect();
        self.look(note, &cases).await?;
        Ok(found)
    }

    /// Texts of a scope in which all these words stand, in any form, newest first.
    ///
    /// # Errors
    /// As [`Store::search_names`]; a text that was changed behind omhu's back.
    pub async fn search_texts(
        &self,
        note: AccessNote,
        scope: &CaseScope,
        query: &str,
        limit: u32,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut found: BTreeMap<i64, Hit> = BTreeMap::new();
        let (and, or) = match self.database.pools {
            Pools::Sqlite { .. } => (" AND ", " OR "),
            Pools::Postgres { .. } => (" & ", " | "),
        };
        if note.verdict.is_allowed()
            && let Some(question) = stems::question(&self.ring.search, query, and, or)
        {
            for set in scope::sets(scope)? {
                let cells = scope::with(&set, cells![&question, i64::from(limit)]);
                for row in self.database.list(sql::SEARCH_TEXTS, &cells).await? {
                    let number = row.int(LINE_CELLS)?;
                    let hit = Hit {
                        case: line_from(&row, 0)?,
                        text: TextNo(number),
                        written_at: row.int(LINE_CELLS + 2)?,
                        excerpt: String::new(),
                        told: TextOf::Unknown,
                    };
                    found.insert(number, hit);
                }
            }
        }
        let mut hits: Vec<_> = found.into_values().rev().take(limit as usize).collect();
        for hit in &mut hits {
            let state = self.state_of(hit.case.case).await?;
            hit.told = place_of(&state, hit.text);
            let opened = self.opened_text(hit.case.case, hit.text).await?;
            let whole = is_kept_in_cells(&hit.told);
            hit.excerpt = opened.map_or_else(String::new, |text| match text {
                Words::Text(text) if whole => text,
                Words::Text(text) => stems::excerpt(&text, query, AROUND),
                Words::File { name, .. } => name,
            });
        }
        let cases: Vec<_> = hits.iter().map(|hit| hit.case.case).collect();
        self.look(note, &cases).await?;
        Ok(hits)
    }

    async fn opened_text(&self, case: CaseNo, text: TextNo) -> Result<Option<Words>, StoreError> {
        let Some(key) = self.ring.for_reading(&self.database, case).await? else {
            return Ok(None);
        };
        let list = serde_json::to_string(&[text])?;
        let row = self
            .database
            .row(texts_sql::TEXTS_BY_NUMBER, cells![case.0, list])
            .await?;
        row.map(|row| Ok(texts::open(&key, case, &row)?.words))
            .transpose()
    }
}
