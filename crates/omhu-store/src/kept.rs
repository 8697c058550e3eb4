//! What was read of cases and is still true, in memory: a page of a case that nobody wrote to meanwhile asks the
//! database for nothing but the row in the log of looks.
//!
//! Owns: what is kept and for how long, which writes end it. Must not know: who may read it. Every read asks for its
//! permit first; what is kept is below that question, beside the database.
//!
//! A transaction notes which cases and people its statements write to ([`Touched`]), from the statements themselves:
//! one that it cannot place ends everything. After the commit, and before whoever wrote hears of it, what hangs on
//! these cases is dropped. A read that began before that is not kept: each round of dropping has a number, which the
//! reader notes before it asks the database. One process at a time has a store open, so nobody else writes.

use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hashlink::LinkedHashMap;
use omhu_casework::access::{CaseScope, Subject};
use omhu_casework::case::CaseState;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_law::derive::Status;

use crate::case::subjects_of;
use crate::cell::{Cell, cells};
use crate::database::Database;
use crate::error::StoreError;
use crate::lists::{AwaitedRow, CaseLine, WorkRow};
use crate::people::InCase;
use crate::sql::cases as sql;

/// A transaction that writes to more cases than this ends everything that is kept.
const MOST_TOUCHED: usize = 200;
/// Cases of which the small parts are kept at a time: the ones used longest ago go first.
const MOST_CASES: usize = 12_000;
/// Events of cases whose states are kept at a time: they are most of the memory, and quickly read.
const MOST_EVENTS: usize = 130_000;
/// Rows of lists that are kept at a time.
const MOST_ROWS: usize = 60_000;
/// Cases of families that are kept at a time.
const MOST_OF_FAMILIES: usize = 30_000;

/// What a transaction wrote to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Touched {
    /// More than can be named.
    all: bool,
    cases: BTreeSet<i64>,
    people: BTreeSet<i64>,
}

/// Tables that hold cases.
const OF_CASES: [&str; 5] = ["case_file", "case_person", "co_assigned", "duty", "event"];

/// The table that a statement writes to; none: it only reads.
pub(crate) fn written(text: &str) -> Option<&str> {
    let rest = ["insert into ", "update ", "delete from "]
        .into_iter()
        .find_map(|start| text.strip_prefix(start))?;
    rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .next()
}

impl Touched {
    /// Takes in a statement that ran with these cells.
    pub(crate) fn note(&mut self, text: &str, cells: &[Cell]) {
        let Some(table) = written(text) else { return };
        let numbered = |column: &str| {
            let found = text.contains(&format!("where {column} = $1"))
                || text.starts_with(&format!("insert into {table} ({column},"));
            match cells.first() {
                Some(Cell::Int(Some(number))) if found => Some(*number),
                _ => None,
            }
        };
        if OF_CASES.contains(&table) {
            match numbered("case_no") {
                Some(case) => self.cases.insert(case),
                None => return self.all(),
            };
        } else if table == "person" {
            match numbered("person_no") {
                Some(person) => self.people.insert(person),
                None => return self.all(),
            };
        } else if table == "user_account" {
            // Whose cases are whose hangs on it.
            return self.all();
        }
        if self.cases.len() + self.people.len() > MOST_TOUCHED {
            self.all();
        }
    }

    /// Everything may have been written to.
    pub(crate) fn all(&mut self) {
        *self = Touched {
            all: true,
            ..Touched::default()
        };
    }

    fn is_nothing(&self) -> bool {
        !self.all && self.cases.is_empty() && self.people.is_empty()
    }
}

/// What is kept of one case beside its state: each part from when it was first asked for.
#[derive(Default)]
pub(crate) struct OfCase {
    pub(crate) subject: Option<Arc<Subject>>,
    pub(crate) line: Option<Arc<CaseLine>>,
    pub(crate) people: Option<Arc<[InCase]>>,
}

/// What is kept of the work in the cases of a scope.
#[derive(Default)]
pub(crate) struct OfScope {
    pub(crate) work: Option<Arc<[WorkRow]>>,
    /// What others were asked for where no duty waits for it.
    pub(crate) awaited: Option<Arc<[AwaitedRow]>>,
    /// The statuses of what fell due after a day and by another.
    pub(crate) fell_due: Option<(Day, Day, Arc<[Status]>)>,
    /// The cases that any of it is about.
    pub(crate) cases: BTreeSet<CaseNo>,
}

impl OfScope {
    fn weight(&self) -> usize {
        let awaited = self.awaited.as_ref().map_or(0, |rows| rows.len());
        1 + awaited + self.work.as_ref().map_or(0, |rows| rows.len())
    }
}

/// Values by key with a limit to their weight; the ones used longest ago go first.
struct Shelf<K, V> {
    held: LinkedHashMap<K, (usize, V)>,
    weight: usize,
    most: usize,
}

impl<K: Eq + Hash + Clone, V: Default> Shelf<K, V> {
    fn new(most: usize) -> Shelf<K, V> {
        Shelf {
            held: LinkedHashMap::new(),
            weight: 0,
            most,
        }
    }

    fn get(&mut self, key: &K) -> Option<&V> {
        self.held.to_back(key).map(|(_, value)| &*value)
    }

    /// Changes what is held under a key, or what will be.
    fn put(&mut self, key: &K, change: impl FnOnce(&mut V), weigh: impl FnOnce(&V) -> usize) {
        let (before, mut value) = self.held.remove(key).unwrap_or_default();
        change(&mut value);
        let weight = weigh(&value);
        self.weight = self.weight - before + weight;
        self.held.insert(key.clone(), (weight, value));
        while self.weight > self.most
            && let Some((_, (weight, _))) = self.held.pop_front()
        {
            self.weight -= weight;
        }
    }

    fn retain(&mut self, mut stays: impl FnMut(&K, &V) -> bool) {
        let mut gone = 0;
        self.held.retain(|key, (weight, value)| {
            let stays = stays(key, value);
            gone += if stays { 0 } else { *weight };
            stays
        });
        self.weight -= gone;
    }

    fn remove(&mut self, key: &K) {
        if let Some((weight, _)) = self.held.remove(key) {
            self.weight -= weight;
        }
    }

    fn clear(&mut self) {
        self.held.clear();
        self.weight = 0;
    }
}

struct Held {
    round: u64,
    cases: Shelf<CaseNo, OfCase>,
    states: Shelf<CaseNo, Option<Arc<CaseState>>>,
    scopes: Shelf<CaseScope, OfScope>,
    families: Shelf<String, Arc<[CaseLine]>>,
}

/// The number of a round of dropping, noted before the database is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round(u64);

/// What was read and is still true.
pub(crate) struct Kept(Mutex<Held>);

impl Kept {
    pub(crate) fn new() -> Kept {
        Kept(Mutex::new(Held {
            round: 0,
            cases: Shelf::new(MOST_CASES),
            states: Shelf::new(MOST_EVENTS),
            scopes: Shelf::new(MOST_ROWS),
            families: Shelf::new(MOST_OF_FAMILIES),
        }))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The round, to be noted before the database is asked for what is to be kept.
    pub(crate) fn round(&self) -> Round {
        Round(self.held().round)
    }

    /// A part of what is kept of a case.
    pub(crate) fn case<T>(
        &self,
        case: CaseNo,
        part: impl FnOnce(&OfCase) -> Option<T>,
    ) -> Option<T> {
        self.held().cases.get(&case).and_then(part)
    }

    /// Keeps a part of a case that was read in this round.
    pub(crate) fn keep_case(&self, round: Round, case: CaseNo, change: impl FnOnce(&mut OfCase)) {
        let mut held = self.held();
        if held.round == round.0 {
            held.cases.put(&case, change, |_| 1);
        }
    }

    /// The state of a case.
    pub(crate) fn state(&self, case: CaseNo) -> Option<Arc<CaseState>> {
        self.held().states.get(&case).cloned().flatten()
    }

    /// Keeps the state of a case that was read in this round.
    pub(crate) fn keep_state(&self, round: Round, state: &Arc<CaseState>) {
        let mut held = self.held();
        if held.round == round.0 {
            let weight = 4 + usize::try_from(state.seq).unwrap_or_default();
            let keep = Some(Arc::clone(state));
            held.states
                .put(&state.case, |slot| *slot = keep, |_| weight);
        }
    }

    /// A part of what is kept of the work in a scope.
    pub(crate) fn scope<T>(
        &self,
        scope: &CaseScope,
        part: impl FnOnce(&OfScope) -> Option<T>,
    ) -> Option<T> {
        self.held().scopes.get(scope).and_then(part)
    }

    /// Keeps a part of the work in a scope that was read in this round.
    pub(crate) fn keep_scope(
        &self,
        round: Round,
        scope: &CaseScope,
        change: impl FnOnce(&mut OfScope),
    ) {
        let mut held = self.held();
        if held.round == round.0 {
            held.scopes.put(scope, change, OfScope::weight);
        }
    }

    /// The cases of a family.
    pub(crate) fn family(&self, family: &str) -> Option<Arc<[CaseLine]>> {
        self.held().families.get(&family.to_owned()).cloned()
    }

    /// Keeps the cases of a family that were read in this round.
    pub(crate) fn keep_family(&self, round: Round, family: &str, lines: Arc<[CaseLine]>) {
        let mut held = self.held();
        if held.round == round.0 {
            let weigh = |lines: &Arc<[CaseLine]>| 1 + lines.len();
            let key = family.to_owned();
            held.families.put(&key, |held| *held = lines, weigh);
        }
    }

    /// Drops everything.
    pub(crate) fn drop_all(&self) {
        let mut held = self.held();
        held.round += 1;
        held.cases.clear();
        held.states.clear();
        held.scopes.clear();
        held.families.clear();
    }

    /// Drops what hangs on what was written; called after the commit, before whoever wrote hears of it.
    pub(crate) async fn drop_touched(&self, database: &Database, touched: &Touched) {
        if touched.is_nothing() {
            return;
        }
        let after = match touched.all {
            true => None,
            // What cannot be asked is not guessed at: everything goes.
            false => After::read(database, touched).await.ok(),
        };
        match after {
            Some(after) => self.drop_these(&after),
            None => self.drop_all(),
        }
    }

    fn drop_these(&self, after: &After) {
        let mut held = self.held();
        held.round += 1;
        for case in &after.cases {
            held.cases.remove(case);
            held.states.remove(case);
        }
        // A case may have left a scope or a family, or come into it.
        held.scopes.retain(|scope, of| {
            let left = after.cases.iter().any(|case| of.cases.contains(case));
            let came = after.subjects.iter().any(|it| scope.contains(it));
            !left && !came
        });
        held.families.retain(|family, lines| {
            let left = lines.iter().any(|line| after.cases.contains(&line.case));
            !left && !after.families.contains(family)
        });
    }
}

/// Where the written cases are now, those of written people among them.
struct After {
    cases: BTreeSet<CaseNo>,
    subjects: Vec<Subject>,
    families: BTreeSet<String>,
}

impl After {
    async fn read(database: &Database, touched: &Touched) -> Result<After, StoreError> {
        let mut cases: BTreeSet<CaseNo> = touched.cases.iter().copied().map(CaseNo).collect();
        if !touched.people.is_empty() {
            let people = serde_json::to_string(&touched.people)?;
            for row in database.rows(sql::CASES_OF_PEOPLE, cells![people]).await? {
                cases.insert(CaseNo(row.int(0)?));
            }
        }
        let list: Vec<CaseNo> = cases.iter().copied().collect();
        let numbers = serde_json::to_string(&list)?;
        let rows = database.rows(sql::FAMILIES_OF, cells![numbers]).await?;
        let families: Result<_, _> = rows.iter().map(|row| row.text(0)).collect();
        Ok(After {
            subjects: subjects_of(database, &list).await?,
            families: families?,
            cases,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn touched(text: &str, cells: &[Cell]) -> Touched {
        let mut touched = Touched::default();
        touched.note(text, cells);
        touched
    }

    #[test]
    fn every_statement_that_writes_to_a_case_is_seen() {
        let mut seen = BTreeMap::new();
        for statement in crate::sql::all() {
            for text in [statement.sqlite, statement.postgres] {
                let starts = [
                    "select ",
                    "insert into ",
                    "update ",
                    "delete from ",
                    "with ",
                ];
                assert!(
                    starts.iter().any(|start| text.starts_with(start)),
                    "{}: begins with an unknown word",
                    statement.name
                );
                let writes = |table: &str| {
                    ["insert into ", "update ", "delete from "]
                        .iter()
                        .any(|verb| {
                            text.match_indices(&format!("{verb}{table}"))
                                .any(|(at, found)| {
                                    let next = text[at + found.len()..].chars().next();
                                    !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
                                })
                        })
                };
                let tables = OF_CASES.into_iter().chain(["person", "user_account"]);
                let expected = tables.into_iter().any(writes);
                let found = touched(text, cells![7]);
                assert_eq!(!found.is_nothing(), expected, "{}", statement.name);
                if expected {
                    seen.insert(statement.name, found);
                }
            }
        }
        let one = |name: &str| seen[name].cases == BTreeSet::from([7]) && !seen[name].all;
        for name in [
            "CASE_FILE_PUT",
            "DUTY_ADD",
            "DUTY_DROP",
            "CASE_PERSON_ADD",
            "CASE_PEOPLE_DROP",
            "CO_ASSIGN",
            "CO_ASSIGN_END",
            "EVENT_ADD",
        ] {
            assert!(one(name), "{name} names its case");
        }
        assert_eq!(seen["PERSON_PUT"].people, BTreeSet::from([7]));
        for name in ["DUTIES_DROP", "CASE_FILES_CLEAR", "COLLEAGUE_PUT"] {
            assert!(seen[name].all, "{name} may be about any case");
        }
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut shelf: Shelf<i64, Vec<u8>> = Shelf::new(10);
        let put = |shelf: &mut Shelf<i64, Vec<u8>>, key, length| {
            shelf.put(&key, |held| *held = vec![0; length], Vec::len);
        };
        put(&mut shelf, 1, 4);
        put(&mut shelf, 2, 4);
        assert!(shelf.get(&1).is_some());
        put(&mut shelf, 3, 4);
        assert!(shelf.get(&2).is_none() && shelf.get(&1).is_some() && shelf.get(&3).is_some());
        put(&mut shelf, 1, 1);
        assert_eq!(shelf.weight, 5);
        shelf.retain(|key, _| *key == 1);
        assert_eq!((shelf.weight, shelf.held.len()), (1, 1));
        put(&mut shelf, 4, 11);
        assert_eq!(
            (shelf.weight, shelf.held.len()),
            (0, 0),
            "too large for the shelf"
        );
    }

    #[test]
    fn what_was_read_before_a_write_is_not_kept_after_it() {
        let kept = Kept::new();
        let round = kept.round();
        kept.drop_all();
        kept.keep_family(round, "f", Arc::new([]));
        assert!(kept.family("f").is_none());
        kept.keep_family(kept.round(), "f", Arc::new([]));
        assert!(kept.family("f").is_some());
    }
}
