//! Who somebody is to be at a provider, proposed by one and confirmed by another; from where sign-ins were refused.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "provider",
    tables: "
create table link_proposal ( -- Who somebody is to be at a provider: one person proposes it, another confirms it.
    link_no bigint primary key, -- Its number.
    user_no bigint not null references account (user_no), -- Whose account.
    issuer text not null, -- The provider.
    subject text not null, -- PII: who they are there; empty once the proposal is over.
    proposed_by bigint not null, -- The user.
    proposed_at bigint not null, -- When, in seconds since 1970.
    ended_at bigint -- When it was confirmed, refused or replaced; null: it waits.
);
create index link_proposal_user on link_proposal (user_no);
create table refused_client ( -- From where a sign-in came that was refused.
    n bigint primary key references change_log (n), -- The row of the change log.
    refused_at bigint not null, -- When, in seconds since 1970.
    sealed blob not null -- PII: the client's address, encrypted.
);
create index refused_client_at on refused_client (refused_at);
insert into counter (name, last) values ('link', 0);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
