//! The projections of a case as they stand, cell by cell.
//!
//! Owns: which cells are compared: all. Must not know: what is right.

use crate::cell::{Cell, Row, cells};
use crate::error::StoreError;
use crate::projection::{Projected, duty_cells};

/// The projections of a case, each of their cells as it stands: what reads may pass over belongs to the comparison.
#[derive(PartialEq)]
pub(super) struct Held {
    pub(super) file: Vec<Cell>,
    pub(super) duties: Vec<Vec<Cell>>,
    pub(super) people: Vec<(i64, String, String, i64)>,
}

impl Held {
    /// What is to be kept.
    pub(super) fn of(projected: &Projected) -> Held {
        let duty = |(place, duty)| {
            let mut cells = cells![place].to_vec();
            cells.extend(duty_cells(duty));
            cells
        };
        Held {
            file: projected.file.clone(),
            duties: (0_i64..).zip(&projected.duties).map(duty).collect(),
            people: projected.people.clone(),
        }
    }
}

/// A duty of a row: its case, and the cells from its place on.
pub(super) fn kept_duty(row: &Row) -> Result<(i64, Vec<Cell>), StoreError> {
    let cells = cells![
        row.int(1)?,
        row.text(2)?,
        row.text(3)?,
        row.int(4)?,
        row.text(5)?,
        row.text(6)?,
        row.int(7)?,
        row.maybe_int(8)?,
        row.maybe_int(9)?,
        row.maybe_int(10)?,
        row.maybe_int(11)?,
        row.maybe_int(12)?,
        row.text(13)?,
        row.bool(14)?,
        row.bool(15)?,
        row.text(16)?,
        row.text(17)?,
        row.bool(18)?,
        row.text(19)?,
        row.maybe_int(20)?,
        row.bool(21)?
    ];
    Ok((row.int(0)?, cells.to_vec()))
}
