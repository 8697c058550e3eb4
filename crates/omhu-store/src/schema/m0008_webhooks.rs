//! Other systems that are told of obligations, and what they were told.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "webhooks",
    tables: "
create table webhook ( -- Other systems that are told of obligations.
    webhook_no bigint primary key, -- Its number.
    url text not null, -- Where they are told.
    secret blob not null, -- What messages are signed with, under the master key.
    events text not null, -- JSON list of what they are told of.
    teams text, -- JSON list of the teams of whose cases they are told; null: of all.
    created_at bigint not null, -- When, in seconds since 1970.
    created_by bigint not null, -- By whom.
    ended_at bigint, -- When somebody ended it; null: nobody did.
    stopped_at bigint -- When omhu gave it up, because it was not reached for days; null: it did not.
);
create table webhook_message ( -- What they are told, written in the transaction of what it tells of.
    message_no bigint primary key, -- Its number; those of one webhook are sent in this order.
    webhook_no bigint not null references webhook (webhook_no), -- To whom.
    event text not null, -- Of what.
    data text not null, -- JSON of a case number, a duty and days; never a name.
    made_at bigint not null, -- When, in seconds since 1970.
    attempts bigint not null, -- How often it was sent.
    next_at bigint not null, -- When it is sent again, in seconds since 1970.
    last_at bigint, -- When it was last sent.
    answer bigint, -- The HTTP status of the last answer.
    fault text not null, -- Why the last attempt failed, in a word; empty: it did not, or none was made.
    delivered_at bigint -- When it was taken; null: it was not.
);
create index webhook_message_waiting on webhook_message (webhook_no, message_no) where delivered_at is null;
create index webhook_message_of on webhook_message (webhook_no, message_no);
insert into counter (name, last) values ('webhook', 0), ('webhook_message', 0);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
