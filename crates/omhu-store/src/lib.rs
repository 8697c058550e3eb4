//! The only room that knows SQL: the log of cases, what lists are made of, texts, people, who looked.
//!
//! Owns: tables, statements, transactions on SQLite and PostgreSQL, keys, the chains and their check,
//! import, export, backup. Must not: decide anything (`omhu-casework` and `omhu-law` do), read a clock (the
//! second and the day are told), leak a table's type, log a name or a text.
//!
//! What is written goes through [`Store::execute`]: one transaction from reading the log of a case to its
//! new events, projections, texts, access-log row and the answer to a repeated request. What is read of a
//! case asks for a [`Permit`], which only a row in the access log gives.

mod access_log;
pub mod accounts;
mod backup;
mod bulk;
mod case;
mod cell;
mod checkpoint;
mod database;
mod drafts;
mod error;
mod execute;
mod export;
mod feed;
mod health;
mod import;
mod kept;
mod keys;
mod lists;
mod log;
mod lookups;
mod names;
mod people;
mod place;
mod projection;
mod readers;
mod rebuild;
mod refresh;
mod reindex;
mod row_log;
mod schema;
mod scope;
mod seal;
mod search;
mod spare;
mod sql;
mod stems;
mod store;
mod tables;
mod texts;
mod verify;
mod webhooks;
mod writing;

pub use access_log::{AccessNote, EVER, Hidden, Logged, Permit};
pub use backup::{BackupKey, BackupSecret, Summary, new_backup_keys, read_backup};
pub use checkpoint::{Checkpoint, End};
pub use drafts::{Draft, DraftFile, DraftName};
pub use error::{Sentence, StoreError};
pub use execute::{Executed, Order, Receipt, RequestKey, Target, new_person};
pub use export::CaseFacts;
pub use feed::{BriefFilter, CaseBrief, CaseChange, DutyFilter, PlacedDuty};
pub use health::Health;
pub use import::{CaseRows, Imported};
pub use keys::{Keys, MasterKey};
pub use lists::{
    AwaitedRow, CaseFilter, CaseLine, HeldBy, Holders, Listed, Work, WorkCounts, WorkFilter,
    WorkRow,
};
pub use lookups::{DrawnLook, LONGEST_REMARK, LookFinding, LookupSample};
pub use names::reads;
pub use people::{InCase, Person, PersonChange, PersonData, Revealed, repeats};
pub use place::Place;
pub use search::{Hit, TextOf};
pub use store::{FurtherDuties, Options, Store};
pub use texts::Text;
pub use verify::{Finding, Verified};
pub use webhooks::{Delivery, MOST_WEBHOOKS, NewWebhook, Outgoing, Sent, Webhook, WebhookMade};
