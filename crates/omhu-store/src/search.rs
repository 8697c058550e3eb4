//! Searching in names and in texts, within the viewer's scope, logged with what was found.
//!
//! Owns: the search and its excerpts. Must not know: which cases belong to a scope.

use std::collections::BTreeMap;

use omhu_casework::access::CaseScope;
use omhu_casework::command::Words;
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
}

/// Letters of an excerpt on each side of the word.
const AROUND: usize = 90;

impl Store {
    /// Cases of a scope in which somebody has a name like this, or that have this id of the municipality.
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
        let and = match self.database.pools {
            Pools::Sqlite { .. } => " ",
            Pools::Postgres { .. } => " & ",
        };
        if note.verdict.is_allowed()
            && let Some(question) = stems::question(&self.ring.search, query, and)
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
                    };
                    found.insert(number, hit);
                }
            }
        }
        let mut hits: Vec<_> = found.into_values().rev().take(limit as usize).collect();
        for hit in &mut hits {
            let opened = self.opened_text(hit.case.case, hit.text).await?;
            hit.excerpt = opened.map_or_else(String::new, |text| match text {
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
