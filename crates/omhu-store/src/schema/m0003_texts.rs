//! What people wrote: encrypted, each case under its own key; and the index for searching it.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "texts",
    tables: "
create table case_key ( -- One key for each case that has texts.
    case_no bigint primary key references case_number (case_no), -- The case.
    wrapped blob, -- The key under the master key; null: erased, and all its texts with it.
    erased_at bigint -- When, in seconds since 1970.
);
create table case_text ( -- Texts and files.
    text_no bigint primary key, -- Its number, as events name it.
    case_no bigint not null references case_key (case_no), -- The case.
    sort text not null, -- text or file.
    media text not null, -- Media type of a file.
    sealed blob not null, -- PII: the text, or the file with its name, under the key of the case.
    written_at bigint not null -- When, in seconds since 1970.
);
create index case_text_case on case_text (case_no, text_no);
",
    sqlite: "
create virtual table search using fts5 (tokens, content='', contentless_delete=1, \
tokenize='ascii');
",
    postgres: "
create table search (text_no bigint primary key, tokens tsvector not null);
create index search_tokens on search using gin (tokens);
comment on table search is 'Projection: keyed hashes of the stems of each text.';
",
    append_only: &[],
};
