//! The people that cases are about, and those who work with them, as far as cases name them.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "people",
    tables: "
create table person ( -- A person that cases are about.
    person_no bigint primary key, -- Its number; means nothing outside.
    given_names text not null, -- PII: given names; empty: unknown, or an unborn child.
    surname text not null, -- PII: surname.
    search_key text not null, -- PII: the names without case and accents, for searching.
    sort_key text not null, -- PII: the names in the order of the Danish alphabet.
    born_on bigint, -- PII: birthday, in days since 1970.
    cpr_hash blob unique, -- PII: keyed hash of the CPR number, for finding it.
    sealed blob not null, -- PII: CPR number, contact and remarks, encrypted.
    grade text not null, -- none, ordinary, special, secret_placement.
    address blob, -- PII: address, under a key of its own.
    version bigint not null, -- Counts the changes.
    changed_at bigint not null -- When it was last changed, in seconds since 1970.
);
create index person_sort on person (sort_key, person_no);
create table person_change ( -- Every state a person's data had. Append-only.
    person_no bigint not null references person (person_no), -- Who.
    version bigint not null, -- Counts the changes, from 1.
    changed_at bigint not null, -- When, in seconds since 1970.
    changed_by bigint not null, -- The user.
    fields text not null, -- JSON list of what was changed, without the values.
    sealed blob not null, -- PII: the state after it, encrypted.
    link blob not null, -- The hash over this row and the link before.
    primary key (person_no, version)
);
create table user_account ( -- Somebody who signs in; what sign-in needs stands in later steps.
    user_no bigint primary key, -- Its number; 0 is an import.
    reference text unique, -- The id under which cases name the caseworker.
    name text not null, -- PII: the name that colleagues see.
    created_at bigint not null -- When, in seconds since 1970.
);
insert into user_account (user_no, reference, name, created_at) values (0, null, '', 0);
create table team ( -- A team.
    team text primary key, -- Its name, as facts give it.
    unit text not null, -- The unit above it; empty: none.
    created_at bigint not null -- When, in seconds since 1970.
);
create table family ( -- A family: the cases of siblings share it.
    family_no bigint primary key, -- Its number.
    reference text not null unique, -- The id under which facts name it.
    created_at bigint not null -- When, in seconds since 1970.
);
",
    sqlite: "",
    postgres: "",
    append_only: &["person_change"],
};
