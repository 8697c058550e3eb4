//! What each row of the directory was last written as, so that one changed by hand is found.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "rows",
    tables: "
create table row_log ( -- As what the rows of accounts, roles, teams and settings were written. Append-only, chained.
    n bigint primary key, -- The place, from 1, without holes.
    about text not null, -- The table.
    row_key text not null, -- JSON list of the key of the row; hashes in it are hashed again.
    digest blob, -- Keyed hash of the row; null: there is no such row any more.
    found boolean not null, -- It was found so, before it was written to: somebody else had changed it.
    link blob not null -- The hash over this row and the link before.
) without rowid;
create index row_log_of on row_log (about, row_key, n);
",
    sqlite: "",
    postgres: "",
    append_only: &["row_log"],
};
