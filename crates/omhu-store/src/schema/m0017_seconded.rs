//! Who was asked to let a protected address be shown through broken glass, and what they answered.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "seconded",
    tables: "
create table glass_request ( -- Asking that a protected address be shown through broken glass, and the answer.
    request_no bigint primary key, -- Its number.
    glass_no bigint not null references break_glass (glass_no), -- The glass.
    asked_at bigint not null, -- When, in seconds since 1970.
    sealed blob not null, -- PII: why, in the words of who asks, encrypted.
    answer text, -- approved, refused; null: nobody has answered.
    answered_by bigint, -- Who answered: never who asked.
    answered_at bigint, -- When, in seconds since 1970.
    remark blob -- PII: why, in the words of who answered, encrypted.
);
create index glass_request_of_glass on glass_request (glass_no);
insert into counter (name, last) values ('glass_request', 0);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
