//! The log of the cases, the ledger over all of them, numbers.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "log",
    tables: "
create table counter ( -- Numbers given so far.
    name text primary key, -- Of what.
    last bigint not null -- The last one given; a crash may leave a hole.
) without rowid;
insert into counter (name, last) values ('case', 0), ('text', 0), ('person', 0), ('user', 0), ('family', 0);
create table setting ( -- What belongs to the store as a whole.
    name text primary key, -- Which.
    value text not null -- Its value.
);
create table case_number ( -- Which number a case has here.
    case_no bigint primary key, -- Its number; means nothing outside.
    reference text not null unique, -- PII: the municipality's own case id.
    created_at bigint not null -- When omhu got it, in seconds since 1970.
) without rowid;
create table event ( -- What happened in each case. Append-only; a correction is an event.
    case_no bigint not null references case_number (case_no), -- The case.
    seq bigint not null, -- The place in its log, from 1, without holes.
    kind text not null, -- What happened.
    version bigint not null, -- The version in which the payload is written.
    recorded_at bigint not null, -- When it was stored, in seconds since 1970.
    recorded_by bigint not null, -- The user; 0 is an import.
    payload text not null, -- PII: JSON of ids, days and words of the vocabulary; never what people wrote.
    link blob not null, -- The hash over this event and the link before.
    primary key (case_no, seq)
) without rowid;
create table ledger ( -- One chain over everything appended to any case.
    n bigint primary key, -- The place, from 1, without holes.
    case_no bigint not null references case_number (case_no), -- The case.
    first_seq bigint not null, -- The first event of this append.
    last_seq bigint not null, -- The last one.
    case_link blob not null, -- The link of the last one.
    link blob not null -- The hash over this row, the case id and the link before.
) without rowid;
create index ledger_case on ledger (case_no, first_seq);
",
    sqlite: "",
    postgres: "
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create function json_each(list text) returns table (value text) language sql immutable as $$
select jsonb_array_elements_text(list::jsonb) $$;
",
    append_only: &["case_number", "event", "ledger"],
};
