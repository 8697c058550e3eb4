//! Who looked at what and who was refused; which requests were answered; drafts.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "access",
    tables: "
create table access_log ( -- Every use of personal data, allowed or denied. Append-only, chained.
    n bigint primary key, -- The place, from 1, without holes.
    logged_at bigint not null, -- When, in seconds since 1970.
    user_no bigint not null, -- Who.
    role text not null, -- The role by which it was allowed.
    relation text not null, -- What the user was to the case.
    action text not null, -- What was done.
    reason text not null, -- The key of the reason.
    outcome text not null, -- allowed or denied.
    cases text not null, -- JSON list of the cases shown.
    request text not null, -- The request's id.
    sealed blob not null, -- PII: purpose, search words and client address, encrypted.
    link blob not null -- The hash over this row and the link before.
) without rowid;
create table access_log_case ( -- Projection of access_log: by case.
    case_no bigint not null, -- The case.
    n bigint not null references access_log (n), -- The row.
    primary key (case_no, n)
) without rowid;
create table answered ( -- Requests that had an effect, so that a repeated one gets the same answer.
    user_no bigint not null, -- Who asked.
    request_key text not null, -- The key of the form or the API call.
    route text not null, -- Where.
    body blob not null, -- The hash of what was asked.
    answer text not null, -- The answer, as JSON; empty while at work.
    answered_at bigint not null, -- When, in seconds since 1970; kept 7 days.
    primary key (user_no, request_key)
);
create index answered_at on answered (answered_at);
create table draft ( -- What was typed and not yet given; every state of it for some days.
    user_no bigint not null, -- Whose.
    case_no bigint not null, -- The case; 0: none yet.
    form text not null, -- Which form.
    version bigint not null, -- 1, 2, 3 ...; the newest is the draft.
    sealed blob not null, -- PII: the fields of the form, encrypted.
    saved_at bigint not null, -- When, in seconds since 1970.
    primary key (user_no, case_no, form, version)
);
create index draft_saved on draft (saved_at);
",
    sqlite: "",
    postgres: "",
    append_only: &["access_log"],
};
