//! One module for each command.

pub mod check;
pub mod demo;
pub mod figures;
pub mod import;
pub mod keep;
pub mod law;
pub mod report;
pub mod serve;
pub mod simulate;
pub mod stored;
