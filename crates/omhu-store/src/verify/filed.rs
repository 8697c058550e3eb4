//! Whether each look is filed under the cases that its row of the access log names, and under no others.
//!
//! Owns: the comparison both ways, in memory that hardly grows with the log. Must not know: links, who looked.
//!
//! The log is read in the order of its rows, the filing in that of cases: neither has an index for the order of the other, and a
//! log has millions of rows. So each pair of a row and a case is made a number that nobody can foresee, both sides are added up
//! over runs of rows, and only where the sums of a run differ its rows are added up one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};

use super::{MOST_NAMED, Verified};
use crate::cell::cells;
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::access;

/// Runs that the log is cut into, at most.
const RUNS: i64 = 4_096;
/// Runs whose rows are added up one by one at a time.
const SEARCHED: usize = 20;
/// Pairs of a case and a row read at once.
const PAIRS: i64 = 10_000;

/// The cases that a row names; a row that names none that can be read is found by its link.
fn named(cases: &str) -> Vec<i64> {
    serde_json::from_str(cases).unwrap_or_default()
}

/// The sums of the differences between both sides.
pub(super) struct Filing {
    secret: RandomState,
    /// The newest row that is to be filed.
    last: i64,
    /// So many rows are a run.
    width: i64,
    /// By run, what its rows name less what is filed. No difference: 0.
    sums: Vec<u64>,
}

impl Filing {
    /// Of the rows from 1 to this one.
    pub(super) fn up_to(last: i64) -> Filing {
        let last = last.max(0);
        let width = last / RUNS + 1;
        Filing {
            secret: RandomState::new(),
            last,
            width,
            sums: vec![0; usize::try_from(last / width + 1).unwrap_or_default()],
        }
    }

    fn number(&self, n: i64, case: i64) -> u64 {
        self.secret.hash_one((n, case))
    }

    /// The run of a row; none: the row is not to be filed.
    fn run(&self, n: i64) -> Option<usize> {
        let place = (1..=self.last).contains(&n).then(|| (n - 1) / self.width)?;
        usize::try_from(place).ok()
    }

    /// Takes in a row of the log with its list of cases.
    pub(super) fn take(&mut self, n: i64, cases: &str) {
        let Some(run) = self.run(n) else { return };
        for case in named(cases) {
            let number = self.number(n, case);
            if let Some(sum) = self.sums.get_mut(run) {
                *sum = sum.wrapping_add(number);
            }
        }
    }

    /// Holds what was taken in against what is filed.
    pub(super) async fn compare(
        mut self,
        tx: &mut Tx,
        report: &mut Verified,
    ) -> Result<(), StoreError> {
        // Rows that are filed and are not to be, or are not there.
        let mut strays = BTreeSet::new();
        let mut pairs = Pairs::default();
        while let Some(page) = pairs.next(tx).await? {
            for (case, n) in page {
                let number = self.number(n, case);
                match self.run(n).and_then(|run| self.sums.get_mut(run)) {
                    Some(sum) => *sum = sum.wrapping_sub(number),
                    None => {
                        strays.insert(n);
                        if strays.len() > MOST_NAMED {
                            strays.pop_last();
                        }
                    }
                }
            }
        }
        let differ: Vec<i64> = (0..)
            .zip(&self.sums)
            .filter_map(|(run, sum)| (*sum != 0).then_some(run))
            .collect();
        for runs in differ.chunks(SEARCHED) {
            if report.findings.len() >= MOST_NAMED {
                // At least one row of each.
                report.faults += runs.len() as u64;
                continue;
            }
            for n in self.rows_of(tx, runs).await? {
                report.found("access_log", None, n, "store-found-filed");
            }
        }
        for n in strays {
            report.found("access_log", None, n, "store-found-filed");
        }
        Ok(())
    }

    /// The rows of these runs that are filed otherwise than they say.
    async fn rows_of(&self, tx: &mut Tx, runs: &[i64]) -> Result<Vec<i64>, StoreError> {
        let mut sums: BTreeMap<i64, u64> = BTreeMap::new();
        for run in runs {
            let before = run * self.width;
            let ends = cells![before, self.last.min(before.saturating_add(self.width))];
            for row in tx.rows(access::ACCESS_CASES_NAMED, ends).await? {
                let n = row.int(0)?;
                for case in named(&row.text(1)?) {
                    let sum = sums.entry(n).or_default();
                    *sum = sum.wrapping_add(self.number(n, case));
                }
            }
        }
        let mut pairs = Pairs::default();
        while let Some(page) = pairs.next(tx).await? {
            for (case, n) in page {
                let run = self.run(n).and_then(|run| i64::try_from(run).ok());
                if run.is_some_and(|run| runs.binary_search(&run).is_ok()) {
                    let sum = sums.entry(n).or_default();
                    *sum = sum.wrapping_sub(self.number(n, case));
                }
            }
        }
        sums.retain(|_, sum| *sum != 0);
        Ok(sums.into_keys().collect())
    }
}

/// The filing in its order, a page at a time.
struct Pairs {
    after: (i64, i64),
}

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs {
            after: (i64::MIN, i64::MIN),
        }
    }
}

impl Pairs {
    /// The next pairs of a case and a row.
    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Vec<(i64, i64)>>, StoreError> {
        let (case, n) = self.after;
        let rows = tx
            .rows(access::ACCESS_CASES_PAGE, cells![case, n, PAIRS])
            .await?;
        let pair = |row: &crate::cell::Row| Ok((row.int(0)?, row.int(1)?));
        let pairs: Result<Vec<_>, StoreError> = rows.iter().map(pair).collect();
        let pairs = pairs?;
        let Some(last) = pairs.last() else {
            return Ok(None);
        };
        self.after = *last;
        Ok(Some(pairs))
    }
}
