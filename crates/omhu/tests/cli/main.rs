//! The program from outside: files in, answers, messages and exit status out.

#[path = "../comparison/mod.rs"]
mod comparison;

mod bad_input;
mod kept;
mod large;
mod mutations;
mod pages;
mod program;
mod questions;
mod streams;
mod worked_cases;
