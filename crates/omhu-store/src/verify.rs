//! Is what is stored what was written? Every chain, every projection, every text.
//!
//! Owns: the whole check and its findings. Must not know: how to mend anything.
//!
//! Found are: a changed, dropped, inserted or swapped event, ledger entry, row of the access log or
//! of the change log; a look that is filed under other cases than it was at; a projection that is not what its case comes to; a text that is gone, foreign or cannot be opened; a
//! person whose data are not those of the last change, or not as omhu wrote them; and, by checkpoints, chains that were cut off or
//! written anew.

mod chains;
mod filed;
mod held;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::chain::{GENESIS, Link};
use omhu_casework::ids::CaseNo;
use omhu_law::derive::Engine;

use crate::access_log::StoredAccess;
use crate::cell::cells;
use crate::checkpoint::{self, Checkpoint, Known};
use crate::database::Tx;
use crate::error::{Sentence, StoreError, file_error};
use crate::log::Log;
use crate::projection::{day, file_from, project_with};
use crate::sql::{access, cases as projections, log as sql, people, texts};
use crate::{Store, people as persons, texts as words};

use chains::{Appends, Named, events, ledger};
use filed::Filing;
use held::{Held, kept_duty};

/// Cases or rows read at once.
const PAGE: i64 = 400;
/// The finding where a chain is not the one of a checkpoint.
const KNOWN_OTHERWISE: &str = "store-found-checkpoint";
/// Findings named in a report.
const MOST_NAMED: usize = 100;

/// Something that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// In what: `log`, `ledger`, `access_log`, `change_log`, `row_log`, `row`, `checkpoint`, `projection`, `text`, `person`.
    pub area: &'static str,
    /// The case or the person, where it is about one.
    pub number: Option<i64>,
    /// The place in the log, the ledger, the access log or the change log; 0: none.
    pub place: i64,
    /// What is wrong.
    pub what: Sentence,
}

/// The report of a check.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// Cases read.
    pub cases: u64,
    /// Events checked.
    pub events: u64,
    /// Entries of the ledger checked.
    pub ledger: u64,
    /// Rows of the access log checked.
    pub access: u64,
    /// Rows of the change log checked.
    pub changes: u64,
    /// Rows of accounts, roles, teams, tokens, settings and people compared.
    pub rows: u64,
    /// Texts opened.
    pub texts: u64,
    /// Duties computed and compared.
    pub duties: u64,
    /// People whose changes were checked.
    pub people: u64,
    /// Checkpoints compared.
    pub checkpoints: u64,
    /// Cases whose duties wait for a new law book; not compared.
    pub stale: u64,
    /// How many findings there are.
    pub faults: u64,
    /// The first of them.
    pub findings: Vec<Finding>,
}

impl Verified {
    /// Whether everything is as it was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults == 0
    }

    fn found(
        &mut self,
        area: &'static str,
        number: Option<i64>,
        place: i64,
        what: impl Into<Sentence>,
    ) {
        self.faults += 1;
        if self.findings.len() < MOST_NAMED {
            self.findings.push(Finding {
                area,
                number,
                place,
                what: what.into(),
            });
        }
    }
}

impl Store {
    /// Has the database prepare every statement that omhu knows: says how many there are.
    ///
    /// # Errors
    /// The names of those that it does not understand, and why.
    pub async fn check_statements(&self) -> Result<usize, StoreError> {
        let mut wrong = Vec::new();
        let mut count = 0;
        for sql in crate::sql::all() {
            let mut tx = self.database.snapshot().await?;
            count += 1;
            if let Err(error) = tx.prepare(sql).await {
                wrong.push(format!("{}: {error}", sql.name));
            }
        }
        if wrong.is_empty() {
            return Ok(count);
        }
        Err(StoreError::Unknown(format!(
            "statement: {}",
            wrong.join("\n")
        )))
    }

    /// Checks everything, in one snapshot. `against` is a checkpoint file beside the store's own: a copy that
    /// was kept elsewhere.
    ///
    /// # Errors
    /// The database; a file. What is wrong with the data stands in the report.
    pub async fn verify(&self, against: Option<&std::path::Path>) -> Result<Verified, StoreError> {
        let mut report = Verified::default();
        if let Some(file) = against {
            // The store's own may not be there yet; one that was named must be.
            std::fs::metadata(file).map_err(file_error(file))?;
        }
        // Read before the snapshot: a server beside this may write a checkpoint at any moment.
        let mut points = Vec::new();
        for file in [Some(self.checkpoint_file()).as_deref(), against]
            .into_iter()
            .flatten()
        {
            let (read, foreign) = checkpoint::read(file, &self.ring.checkpoint)?;
            if foreign > 0 && read.is_empty() && Some(file) == against {
                // Another file was named by mistake: that says nothing of the store.
                let what = Sentence::new("store-no-checkpoints").with("file", file.display());
                return Err(StoreError::Place(what));
            }
            if foreign > 0 {
                report.found("checkpoint", None, 0, "store-found-foreign-line");
            }
            points.extend(read);
        }
        report.checkpoints = points.len() as u64;
        let mut tx = self.database.snapshot().await?;
        let appends = ledger(&mut tx, &points, &mut report).await?;
        self.access_rows(&mut tx, &points, &mut report).await?;
        let mut known = Known::of(&points, |point| point.changes.as_ref());
        let (changes, broken) = crate::accounts::check_changes(&mut tx, &mut known).await?;
        report.changes = changes.unsigned_abs();
        match broken {
            Some(place) => report.found("change_log", None, place, "store-found-changed"),
            // Behind a broken link nothing was read.
            None => {
                for n in known.unmet() {
                    report.found("change_log", None, n, KNOWN_OTHERWISE);
                }
            }
        }
        rows::rows(&mut tx, &self.ring.rows, &points, &mut report).await?;
        self.cases_of(&mut tx, appends, &mut report).await?;
        self.people_of(&mut tx, &mut report).await?;
        Ok(report)
    }

    async fn access_rows(
        &self,
        tx: &mut Tx,
        points: &[Checkpoint],
        report: &mut Verified,
    ) -> Result<(), StoreError> {
        let mut known = Known::of(points, |point| Some(&point.access));
        let (mut n, mut link) = (0, GENESIS);
        let newest = tx.row(access::ACCESS_HEAD, &[]).await?;
        let newest = newest.map_or(Ok(0), |row| row.int(0))?;
        let mark = tx.row(access::ACCESS_FILED, &[]).await?;
        let mark = mark.map(|row| row.int(0)).transpose()?;
        if mark.is_none_or(|mark| !(0..=newest).contains(&mark)) {
            // Looks to come would count as filed, and be found under no case.
            report.found("access_log", None, 0, "store-found-filed-to");
        }
        let mut filing = Filing::up_to(newest.min(mark.unwrap_or_default()));
        loop {
            let rows = tx.rows(access::ACCESS_PAGE, cells![n, PAGE]).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let (stored, held) = StoredAccess::from_row(row)?;
                if stored.n != n + 1 {
                    report.found("access_log", None, n + 1, "store-found-missing");
                }
                n = stored.n;
                let right = stored.link(&link);
                if held != right {
                    report.found("access_log", None, n, "store-found-changed");
                }
                link = Link::try_from(held).unwrap_or(right);
                known.meet(n, &link);
                filing.take(n, &stored.texts[5]);
                report.access += 1;
            }
        }
        for n in known.unmet() {
            report.found("access_log", None, n, KNOWN_OTHERWISE);
        }
        filing.compare(tx, report).await
    }

    async fn cases_of(
        &self,
        tx: &mut Tx,
        mut appends: Appends,
        report: &mut Verified,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        let mut texts_kept = 0;
        loop {
            let cases = tx.rows(sql::CASE_NUMBERS, cells![after, PAGE]).await?;
            let (Some(first), Some(last)) = (cases.first(), cases.last()) else {
                break;
            };
            let run = [first.int(0)?, last.int(0)?];
            let mut logs = BTreeMap::new();
            for row in &cases {
                let case = CaseNo(row.int(0)?);
                logs.insert(case.0, Log::new(case, row.text(1)?));
            }
            let named = events(tx, run, &mut logs, &mut appends, report).await?;
            self.projected(tx, run, &logs, report).await?;
            for (case, named) in named {
                texts_kept += self.texts_named(tx, CaseNo(case), &named, report).await?;
            }
            report.cases += cases.len() as u64;
            after = run[1];
        }
        let left = tx.rows(sql::EVENTS_OF_NO_CASE, &[]).await?;
        for row in &left {
            report.found("log", Some(row.int(0)?), 0, "store-found-events-of-none");
        }
        for (case, _) in appends {
            report.found("ledger", Some(case), 0, "store-found-events-of-none");
        }
        let indexed = tx.row(texts::SEARCH_COUNT, &[]).await?;
        if indexed.map(|row| row.int(0)).transpose()? != Some(texts_kept) {
            report.found("projection", None, 0, "store-found-index");
        }
        Ok(())
    }

    /// Computes the projections of a run of cases and compares them with the kept ones.
    async fn projected(
        &self,
        tx: &mut Tx,
        run: [i64; 2],
        logs: &BTreeMap<i64, Log>,
        report: &mut Verified,
    ) -> Result<(), StoreError> {
        let cells = cells![run[0], run[1]];
        let mut kept: BTreeMap<i64, Held> = BTreeMap::new();
        let mut days = BTreeMap::new();
        for row in tx.rows(projections::CASE_FILES_OF_RUN, cells).await? {
            let case = row.int(15)?;
            if row.text(13)? != self.law.edition {
                report.stale += 1;
            } else {
                days.insert(case, day(row.int(11)?));
            }
            let held = Held {
                file: file_from(&row)?,
                duties: Vec::new(),
                people: Vec::new(),
            };
            kept.insert(case, held);
        }
        for row in tx.rows(projections::DUTIES_KEPT, cells).await? {
            let (case, duty) = kept_duty(&row)?;
            if let Some(one) = kept.get_mut(&case) {
                one.duties.push(duty);
            }
        }
        for row in tx.rows(projections::CASE_PEOPLE_OF_RUN, cells).await? {
            if let Some(one) = kept.get_mut(&row.int(4)?) {
                let person = (row.int(0)?, row.text(1)?, row.text(2)?, row.int(3)?);
                one.people.push(person);
            }
        }
        let mut wrong = Vec::new();
        let mut by_day: BTreeMap<_, Vec<i64>> = BTreeMap::new();
        for (case, day) in &days {
            by_day.entry(*day).or_default().push(*case);
        }
        for (day, cases) in by_day {
            let mut engine = Engine::new(&self.law.book, &self.law.question(day));
            for case in cases {
                let Some(log) = logs.get(&case) else { continue };
                let right = project_with(&self.law, &mut engine, &log.state, &log.link, day);
                report.duties += right.duties.len() as u64;
                if kept.get(&case).is_none_or(|held| *held != Held::of(&right)) {
                    wrong.push(case);
                }
            }
        }
        for case in logs.keys().filter(|case| !kept.contains_key(case)) {
            wrong.push(*case);
        }
        for case in wrong {
            report.found("projection", Some(case), 0, "store-found-lists");
        }
        Ok(())
    }

    /// Opens the texts of a case and compares them with those that its events name. Says how many there are.
    async fn texts_named(
        &self,
        tx: &mut Tx,
        case: CaseNo,
        named: &Named,
        report: &mut Verified,
    ) -> Result<i64, StoreError> {
        let key = tx.row(texts::CASE_KEY, cells![case.0]).await?;
        let rows = match key {
            Some(_) => tx.rows(texts::TEXTS_OF_CASE, cells![case.0]).await?,
            None => Vec::new(),
        };
        let wrapped = key.as_ref().map(|row| row.maybe_blob(0)).transpose()?;
        let erased_at = key.as_ref().map(|row| row.maybe_int(1)).transpose()?;
        // A key is there, or the day it was erased.
        if let (Some(wrapped), Some(erased_at)) = (&wrapped, erased_at)
            && wrapped.is_some() == erased_at.is_some()
        {
            report.found("text", Some(case.0), 0, "store-found-erased-at");
        }
        let key = match wrapped {
            // Erased: no text may be left.
            Some(None) => {
                if !rows.is_empty() {
                    report.found("text", Some(case.0), 0, "store-found-erased");
                }
                return Ok(rows.len() as i64);
            }
            Some(Some(wrapped)) => self.ring.unwrap(case, &wrapped),
            None if named.is_empty() => return Ok(0),
            None => Err(StoreError::Sealed("the key of a case")),
        };
        let Ok(key) = key else {
            report.found("text", Some(case.0), 0, "store-found-key");
            return Ok(rows.len() as i64);
        };
        let mut held = BTreeSet::new();
        for row in &rows {
            held.insert(row.int(0)?);
            report.texts += 1;
            match words::open(&key, case, row) {
                Err(_) => report.found("text", Some(case.0), row.int(0)?, "store-found-text"),
                Ok(text) => {
                    let kept = (text.written_at, row.text(2)?);
                    if named.get(&text.number.0).is_some_and(|told| *told != kept) {
                        report.found("text", Some(case.0), text.number.0, "store-found-text-told");
                    }
                }
            }
        }
        let named: BTreeSet<i64> = named.keys().copied().collect();
        for text in named.symmetric_difference(&held) {
            report.found("text", Some(case.0), *text, "store-found-texts");
        }
        Ok(rows.len() as i64)
    }

    async fn people_of(&self, tx: &mut Tx, report: &mut Verified) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = tx.rows(people::PERSON_PAGE, cells![after, PAGE]).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.int(0)?;
            for row in &rows {
                let number = row.int(0)?;
                let changes = tx.rows(people::PERSON_CHANGES, cells![number]).await?;
                report.people += 1;
                if !persons::is_whole(&self.ring, row, &changes).unwrap_or(false) {
                    report.found("person", Some(number), 0, "store-found-person");
                }
            }
        }
    }
}
