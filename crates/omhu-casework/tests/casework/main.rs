//! What holds for every case: properties over random histories, golden files, warnings, the worklist.

mod chain;
mod events;
mod history;
mod kept_duties;
mod misregistrations;
mod normal_run;
mod properties;
mod warnings;
mod worklist;
