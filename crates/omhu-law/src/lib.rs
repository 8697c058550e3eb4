//! The law as a pure function: law files to a law book; facts to obligations and explanations.
//!
//! Owns: calendar arithmetic, the choice of the version in force, derivation, explanation.
//! Must not know: a person, a table, a file's form, what day it is today.

pub mod birth;
pub mod book;
pub mod calendar;
pub mod derive;
pub mod history;
pub mod index;
pub mod load;
mod measures;
mod raw;
pub mod scenario;
pub mod vocabulary;
