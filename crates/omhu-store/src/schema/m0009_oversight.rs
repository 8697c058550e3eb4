//! Why roles were proposed and from when they count, and look-ups that were drawn from the access log to be judged.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "oversight",
    tables: "
create table grant_proposal ( -- What was said of a role when it was proposed.
    grant_no bigint primary key references role_grant (grant_no), -- The proposal.
    first_on bigint, -- The day from which it is to count, in days since 1970; null: from its confirmation.
    sealed blob not null -- PII: why, in the words of who proposed it, encrypted; may be of nothing.
);
create table lookup_sample ( -- Draws from the access log: one begins where the one before ended.
    sample_no bigint primary key, -- Its number.
    after_n bigint not null unique, -- Drawn from the rows of the access log after this one,
    last_n bigint not null, -- and up to this one.
    pile bigint not null, -- So many rows could have been drawn.
    seed text not null, -- What decided which: 64 hexadecimal digits.
    drawn_at bigint not null, -- When, in seconds since 1970.
    drawn_by bigint not null -- The user.
);
create table lookup_drawn ( -- The rows of a draw, and what was found.
    sample_no bigint not null references lookup_sample (sample_no), -- The draw.
    n bigint not null references access_log (n), -- The row of the access log.
    finding text, -- in_order, to_examine; null: nobody has judged it.
    remark blob, -- PII: a remark on it, encrypted.
    judged_by bigint, -- Who judged it.
    judged_at bigint, -- When, in seconds since 1970.
    primary key (sample_no, n)
);
insert into counter (name, last) values ('lookup_sample', 0);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
