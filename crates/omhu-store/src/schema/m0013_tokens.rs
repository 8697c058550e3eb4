//! Tokens that open cases count only once a second administrator has confirmed them. Those from before wait too.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "tokens",
    tables: "
create table api_token_confirmed ( -- Who confirmed a token of a program.
    token_no bigint primary key references api_token (token_no), -- The token.
    confirmed_by bigint not null, -- The second administrator.
    confirmed_at bigint not null -- When, in seconds since 1970.
);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
