//! The words of casework: events, what may follow what, who may see what.
//!
//! Owns: the events of a case and how they are written down, the state they add up to, commands and the
//! events or the refusal they lead to, the steps of the law as forms, the access policy, the order of a
//! worklist. Must not: do I/O, read a clock, know SQL or HTTP, format a text for a page.

pub mod access;
pub mod case;
pub mod chain;
pub mod command;
pub mod duties;
pub mod duty_changes;
pub mod event;
pub mod fact;
mod grounds;
pub mod ids;
mod lacks;
mod placing;
pub mod row_id;
pub mod steps;
pub mod warnings;
pub mod worklist;
