//! My day, the list of cases, search and the team, as somebody signed in sees them.

mod bench;
mod day;
mod lists;
mod team;
