//! What lists are made of: projections, which may be dropped and rebuilt at any time.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "cases",
    tables: "
create table case_file ( -- Projection: one row for each case.
    case_no bigint primary key references case_number (case_no), -- The case.
    reference text not null unique, -- PII: the municipality's own case id.
    child bigint, -- The person it is about.
    born_on bigint, -- PII: the child's birthday, in days since 1970.
    team text not null, -- The team that has it; empty: none yet.
    caseworker text not null, -- The caseworker's id in the exchange format; empty: none yet.
    family text not null, -- The family's id; empty: none.
    opened_on bigint, -- The day of its first opening or notification.
    closed boolean not null, -- Whether it is closed.
    last_on bigint, -- The day of the newest thing that happened.
    seq bigint not null, -- Its newest event.
    link blob not null, -- The link of that event.
    derived_on bigint not null, -- The day for which its duties were derived.
    good_until bigint not null, -- The last day on which they are its duties.
    edition text not null -- The law book, with its settings, by which they were derived.
) without rowid;
create index case_file_team on case_file (team);
create index case_file_caseworker on case_file (caseworker);
create index case_file_family on case_file (family);
create index case_file_good on case_file (good_until);
create index case_file_edition on case_file (edition);
create table duty ( -- Projection: what is to be done in each case, and what was.
    case_no bigint not null references case_file (case_no), -- The case.
    place bigint not null, -- Its place in the order of the contract.
    obligation text not null, -- The fact that meets it.
    about text not null, -- The thing it is about; empty: the case.
    seq bigint not null, -- 1 where there is no sequence.
    layer text not null, -- statute or local.
    rule text not null, -- The rule's id.
    trigger_on bigint not null, -- The day it began, in days since 1970.
    due_on bigint, -- The day it is due.
    due_at bigint, -- The instant, for limits in hours.
    met_on bigint, -- The day it was done.
    trigger_event bigint, -- The event that began it.
    met_event bigint, -- The event that met it.
    status text not null, -- Its status on the day of derivation; open and overdue differ by the day asked.
    with_preliminary boolean not null, -- A preliminary assessment was made in time.
    precision_day boolean not null, -- A limit in hours of which only days are known.
    team text not null, -- The team that had it.
    caseworker text not null, -- The caseworker who had it.
    pending boolean not null, -- Somebody still has to do it.
    primary key (case_no, place)
) without rowid;
create index duty_pending on duty (case_no, due_on) where pending;
create index duty_due on duty (due_on);
create table case_person ( -- Projection: who has a part in which case now.
    case_no bigint not null references case_file (case_no), -- The case.
    person_no bigint not null, -- Who.
    part text not null, -- child, custody_holder, parent, sibling, network.
    since text not null, -- From when.
    seq bigint not null, -- The event that says so.
    primary key (case_no, person_no, part)
) without rowid;
create index case_person_person on case_person (person_no);
create table co_assigned ( -- Who works on a case beside its caseworker.
    case_no bigint not null references case_number (case_no), -- The case.
    user_no bigint not null, -- Who.
    primary key (case_no, user_no)
);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
