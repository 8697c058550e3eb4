//! The access policy, as somebody would meet it: people, cases, moments.

mod assignment;
mod break_glass;
mod matrix;
mod moments;
mod people;
mod roles;
mod scope;
mod tokens;
