//! One module for each command.

pub mod check;
pub mod figures;
pub mod law;
pub mod report;
pub mod simulate;
