//! The policy's scope as cells of a statement.
//!
//! Owns: the order of the nine cells that every list begins with (`sql/cases.rs`). Must not know: which
//! cases belong to a scope.

use omhu_casework::access::{CaseScope, CaseSet};
use serde::Serialize;

use crate::cell::{Cell, cells};
use crate::error::StoreError;

/// The cells of each set of a scope; a list asks once for each and puts the answers together.
pub(crate) fn sets(scope: &CaseScope) -> Result<Vec<Vec<Cell>>, StoreError> {
    scope
        .sets
        .iter()
        .filter(|set| !set.is_empty())
        .map(|set| set_cells(set, scope))
        .collect()
}

fn set_cells(set: &CaseSet, scope: &CaseScope) -> Result<Vec<Cell>, StoreError> {
    let within = set.within.as_ref().map(list).transpose()?;
    Ok(cells![
        set.all,
        list(&set.caseworkers)?,
        list(&set.co_assigned)?,
        list(&set.teams)?,
        list(&set.open_teams)?,
        set.undistributed,
        list(&set.cases)?,
        within,
        list(&scope.except)?
    ]
    .to_vec())
}

fn list(things: &impl Serialize) -> Result<String, StoreError> {
    Ok(serde_json::to_string(things)?)
}

/// The cells of a set with more behind them.
pub(crate) fn with(set: &[Cell], more: &[Cell]) -> Vec<Cell> {
    [set, more].concat()
}
